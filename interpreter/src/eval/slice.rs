//! The instructions that read, replace and make slices.
//!
//! The bounds of `object[start:stop:step]` stay in registers: a slice object is made only for a class that is to see it.

use super::Running;
use crate::builtins::{list, str, tuple};
use crate::call::take;
use crate::raised::Return;
use crate::slice::{Bounds, Slice};
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{Kind, List, Runtime, Str, Tuple, Value, Word};

impl<R: Runtime> Vm<R> {
    pub(super) fn build_slice(&mut self, running: Running<R>, dest: Reg, first: Reg) {
        let slice = self.slice_at(running, first);
        self.put(running.at(dest), slice);
    }

    /// A slice object of the three registers from `first`, which are emptied.
    fn slice_at(&mut self, running: Running<R>, first: Reg) -> Value<R> {
        // SAFETY: registers of the frame; the references move out.
        let part = |index: u16| unsafe { take(running.at(Reg(first.0 + index))) };
        self.new_slice(Slice { start: part(0), stop: part(1), step: part(2) })
    }

    /// The bounds in the three registers from `first`, which are emptied; nothing if one of them is an object.
    fn bounds_at(running: Running<R>, first: Reg) -> Option<Bounds> {
        let parts = [0, 1, 2].map(|index| Reg(first.0 + index));
        let bounds = Bounds::of_immediates(parts.map(|part| running.word(part)))?;
        // SAFETY: registers of the frame; what is overwritten is no object.
        parts.into_iter().for_each(|part| unsafe { running.at(part).write(Word::UNBOUND) });
        Some(bounds)
    }

    pub(super) fn get_slice(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        object: Reg,
        first: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let container = running.value(object);
        let result = match self.slice_without_object(running, &container, first) {
            Some(result) => result?,
            None => {
                let slice = self.slice_at(running, first);
                self.get_item(&container, &slice)?
            }
        };
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        self.put(running.at(dest), result);
        Ok(())
    }

    /// The slice of a built-in sequence whose bounds are immediates.
    fn slice_without_object(
        &mut self,
        running: Running<R>,
        container: &Value<R>,
        first: Reg,
    ) -> Option<Return<R>> {
        let header = container.header()?;
        if header.shape().is_heap() {
            return None;
        }
        match header.kind() {
            Kind::List => {
                let sequence = container.as_ref::<List<R>>()?;
                Self::bounds_at(running, first).map(|bounds| list::sliced(self, sequence, bounds))
            }
            Kind::Str => {
                let sequence = container.as_ref::<Str<R>>()?;
                Self::bounds_at(running, first).map(|bounds| str::sliced(self, sequence, bounds))
            }
            Kind::Tuple => {
                let sequence = container.as_ref::<Tuple<R>>()?;
                Self::bounds_at(running, first).map(|bounds| tuple::sliced(self, sequence, bounds))
            }
            _ => None,
        }
    }

    pub(super) fn set_slice(
        &mut self,
        running: Running<R>,
        free: Free,
        object: Reg,
        first: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let container = running.value(object);
        let new = if free.third() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        };
        let list = container.as_ref::<List<R>>().filter(|list| !list.head().shape().is_heap());
        match list.and_then(|list| Some((list, Self::bounds_at(running, first)?))) {
            Some((list, bounds)) => {
                list::set_slice(self, list, bounds, new)?;
            }
            None => {
                let slice = self.slice_at(running, first);
                self.set_item(&container, &slice, new)?;
            }
        }
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        if self.has_pending() {
            self.run_pending();
        }
        Ok(())
    }
}

//! The instructions that read and write items: those of plain lists by a number at once, the rest by their methods.

use super::Running;
use crate::call::take;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{List, Runtime, Value};

impl<R: Runtime> Vm<R> {
    #[inline(always)]
    pub(super) fn get_item_op(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        object: Reg,
        index: Reg,
    ) -> Return<R, ()> {
        let (container, key) = (running.value(object), running.value(index));
        // One after the other: a pair of both would need addresses.
        if let Some(list) = container.as_ref::<List<R>>()
            && let Some(position) = key.word().as_int()
            && position >= 0
            && !list.head().shape().is_heap()
            && let Some(Some(item)) = list.peek(self, position as usize)
        {
            if free.first() {
                self.put(running.at(object), Value::UNBOUND);
            }
            self.put(running.at(dest), item);
            return Ok(());
        }
        self.get_item_other(running, free, dest, object, index)
    }

    #[inline(never)]
    fn get_item_other(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        object: Reg,
        index: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let result = self.get_item(&running.value(object), &running.value(index))?;
        self.free_operands(running, free, object, index);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn set_item_op(
        &mut self,
        running: Running<R>,
        free: Free,
        object: Reg,
        index: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        let new = if free.third() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        };
        let (container, key) = (running.value(object), running.value(index));
        if let Some(list) = container.as_ref::<List<R>>()
            && let Some(position) = key.word().as_int()
            && position >= 0
            && !list.head().shape().is_heap()
        {
            let replaced = list.exchange(self, position as usize, new);
            return match replaced {
                Ok(old) => {
                    let old = old.into_word();
                    if old.is_object() {
                        self.release_now(old);
                    }
                    self.free_operands(running, free, object, index);
                    Ok(())
                }
                Err(_) => {
                    self.save(running);
                    Err(self.index_error("list assignment index out of range"))
                }
            };
        }
        self.save(running);
        self.set_item(&container, &key, new)?;
        self.free_operands(running, free, object, index);
        if self.has_pending() {
            self.run_pending();
        }
        Ok(())
    }
}

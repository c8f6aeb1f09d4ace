//! The instructions that read attributes through `super()` with the class and the receiver that it stands for.
//!
//! No `super` object is made where nobody would see one. The cache has the number of the receiver's shape, which changes
//! with every class in its MRO, and the number under which the receiver's class remembers what comes after the other class.

use super::Running;
use crate::call::take;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Reg, SiteId};
use object_model::{Class, InlineCache, Kind, Ref, Runtime, Str, Value};

impl<R: Runtime> Vm<R> {
    pub(super) fn get_super_attr(
        &mut self,
        running: Running<R>,
        dest: Reg,
        window: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        self.save(running);
        let (name, cache) = Self::site_parts(running, site);
        if let Some((found, start)) = self.after_class_of_window(running, window, name, cache) {
            let value = self.descriptor_get(&found, &running.value(Reg(window.0 + 1)), start.value())?;
            self.drop_range(running, window, 3);
            self.put(running.at(dest), value);
            return Ok(());
        }
        let super_ = self.super_of_window(running, window)?;
        let value = self.get_attr(&super_, name)?;
        self.put(running.at(dest), value);
        Ok(())
    }

    /// What `super()` finds without a `super` object: the attribute of the first class after the one in the window, and
    /// the receiver's class. None if anything is out of the ordinary, which is then for the object to say.
    fn after_class_of_window(
        &mut self,
        running: Running<R>,
        window: Reg,
        name: &Ref<R, Str<R>>,
        cache: &InlineCache,
    ) -> Option<(Value<R>, Ref<R, Class<R>>)> {
        let (class, receiver) = (running.value(window), running.value(Reg(window.0 + 1)));
        let callable = running.value(Reg(window.0 + 2));
        let header = receiver.header()?;
        if !callable.is(self.types().super_.value())
            || header.kind() == Kind::Class
            || name.as_str() == "__class__"
        {
            return None;
        }
        let shape = header.shape();
        let number = shape.number();
        let start = shape.class_handle().clone();
        let found = cache
            .find(number)
            .and_then(|memo| shape.class().memo_after_at(self, memo, &class, || shape.number() == number));
        if let Some(found) = found {
            return Some((found, start));
        }
        let found = start.lookup_after(self, &class, name)?;
        if cache.is_worth_filling()
            && let Some(memo) = start.memo_number_after(self, &class, name, &found)
        {
            cache.add(number, memo);
        }
        Some((found, start))
    }

    fn super_of_window(&mut self, running: Running<R>, window: Reg) -> Return<R> {
        // SAFETY: the compiler laid class, receiver and callable out; the references move out.
        let (class, receiver, callable) = unsafe {
            (
                take::<R>(running.at(window)),
                take::<R>(running.at(Reg(window.0 + 1))),
                take::<R>(running.at(Reg(window.0 + 2))),
            )
        };
        // What else goes by the name of `super` is given what is written: nothing.
        match callable.as_ref::<Class<R>>() {
            Some(class_of_it) if self.is_subclass(class_of_it, &self.types().super_.clone()) => {
                self.call(&callable, &[class, receiver])
            }
            _ => self.call(&callable, &[]),
        }
    }

    pub(super) fn load_super_method(
        &mut self,
        running: Running<R>,
        window: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        self.save(running);
        let (name, cache) = Self::site_parts(running, site);
        if let Some((found, _)) = self.after_class_of_window(running, window, name, cache)
            && Self::is_function(&found)
        {
            self.put(running.at(Reg(window.0 + 2)), Value::UNBOUND);
            self.put(running.at(window), found);
            return Ok(());
        }
        let super_ = self.super_of_window(running, window)?;
        if let Some((function, receiver)) = self.find_super_method(&super_, name) {
            self.put(running.at(window), function);
            self.put(running.at(Reg(window.0 + 1)), receiver);
            return Ok(());
        }
        let value = self.get_attr(&super_, name)?;
        self.put(running.at(window), value);
        self.put(running.at(Reg(window.0 + 1)), Value::UNBOUND);
        Ok(())
    }
}

//! Attributes of modules and of classes themselves, which are namespaces of their own, through inline caches.
//!
//! Two entries of a cache make a hit. The first has the number of the object's shape, which is its class's (`module`, `type`
//! or a metaclass), and says that nothing in that class comes first: [`ITSELF`]. The second has a number of the object: of
//! a module the number of its present keys, with the entry where the attribute is; of a class the number of its root shape,
//! with the attribute's number in the memo. Instances of that class have the number too, so the index is marked.

use super::Running;
use super::attribute::{ITSELF, KIND_BITS, PLAIN};
use crate::attribute::{Binding, ClassMethod};
use crate::function::Module;
use crate::native::Native;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{Class, Dict, InlineCache, Kind, Ref, Runtime, Special, Str, Value};

/// Marks the index of an attribute that a class has for itself, not for its instances.
const OF_CLASS: u32 = PLAIN | 1 << 29;

impl<R: Runtime> Vm<R> {
    /// The attribute that a module or class holds, if the cache knows where. Of a class, what its namespace has: not bound.
    pub(super) fn peek_in_namespace(&mut self, object: &Value<R>, cache: &InlineCache) -> Option<Value<R>> {
        if let Some(module) = object.as_ref::<Module<R>>() {
            let namespace = module.namespace();
            let namespace = namespace.as_ref::<Dict<R>>()?;
            let keys = namespace.keys_number();
            if keys == 0 {
                return None;
            }
            return namespace.peek_at(self, keys, cache.find(keys)? as usize);
        }
        let class = object.as_ref::<Class<R>>()?;
        let shape = class.root_shape();
        let number = shape.number();
        let index = cache.find(number)?;
        if index & (KIND_BITS | OF_CLASS) != OF_CLASS {
            return None;
        }
        class.memo_at(self, index & !OF_CLASS, || shape.number() == number)
    }

    /// What an attribute found in a module or class is to whoever reads it there.
    #[inline(always)]
    pub(super) fn as_read_on(&mut self, found: Value<R>, object: &Value<R>) -> Return<R> {
        match object.header().map(|header| header.kind()) {
            Some(Kind::Class) => self.descriptor_get_on_class(&found, object),
            _ => Ok(found),
        }
    }

    /// Lays out for a call what was found in a module or class: a class method unbound, with the class as receiver.
    pub(super) fn put_found(
        &mut self,
        running: Running<R>,
        free: Free,
        window: Reg,
        object: Reg,
        found: Value<R>,
    ) -> Return<R, ()> {
        let value = running.value(object);
        let (function, receiver) = match found.as_ref::<ClassMethod<R>>() {
            Some(method) if method.0.header().is_some_and(|head| head.kind() == Kind::Function) => {
                (method.0.clone(), value.clone())
            }
            _ => (self.as_read_on(found, &value)?, Value::UNBOUND),
        };
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        self.put(running.at(window), function);
        self.put(running.at(Reg(window.0 + 1)), receiver);
        Ok(())
    }

    /// Notes where `name` is found in a module or class, if it is always the same place and reading it runs no code.
    pub(super) fn fill_namespace_cache(
        &mut self,
        object: &Value<R>,
        name: &Ref<R, Str<R>>,
        cache: &InlineCache,
    ) {
        let Some(header) = object.header() else { return };
        let kind = header.shape();
        let number = kind.number();
        let meta = kind.class_handle().clone();
        if meta.special(self, Special::Getattribute).is_some_and(|accessor| !self.is_built_in(&accessor)) {
            return;
        }
        let in_meta = meta.lookup(self, name);
        if in_meta.is_some_and(|found| self.binding(&found) == Binding::Data) {
            return;
        }
        let entry = if let Some(module) = object.as_ref::<Module<R>>() {
            let namespace = module.namespace();
            let Some(namespace) = namespace.as_ref::<Dict<R>>() else { return };
            let (keys, found) = self.find_and_number(namespace, name);
            found.map(|(_, index)| (keys, index))
        } else if let Ok(class) = object.clone().downcast::<Class<R>>() {
            self.class_entry(&class, name)
        } else {
            None
        };
        let Some((own, index)) = entry else { return };
        if cache.find(number) != Some(ITSELF) {
            cache.add(number, ITSELF);
        }
        cache.add(own, index);
    }

    fn class_entry(&mut self, class: &Ref<R, Class<R>>, name: &Ref<R, Str<R>>) -> Option<(u32, u32)> {
        let number = class.root_shape().number();
        let found = class.lookup(self, name)?;
        if !self.is_read_without_code(&found) {
            return None;
        }
        let memo = class.memo_number(self, name, &found)?;
        (memo & OF_CLASS == 0).then_some((number, memo | OF_CLASS))
    }

    /// Whether reading an attribute of a class on the class runs no `__get__` that is not ours.
    fn is_read_without_code(&mut self, found: &Value<R>) -> bool {
        match found.as_ref::<ClassMethod<R>>() {
            Some(method) => {
                matches!(method.0.header().map(|header| header.kind()), Some(Kind::Function | Kind::Native))
            }
            None => {
                let class = self.class_of(found);
                !class.flags().has(object_model::ClassFlags::HEAP)
                    || class.special(self, Special::Get).is_none()
            }
        }
    }

    /// Whether an accessor is not written in Python: that of `object`, `type` or `module`.
    fn is_built_in(&self, accessor: &Value<R>) -> bool {
        accessor.as_ref::<Native<R>>().is_some()
    }
}

//! The attributes an object has itself: in slots, or in a dict.

use super::Member;
use crate::function::Module;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Instance, Kind, Place, Ref, Runtime, Slot, Str, Value};

impl<R: Runtime> Vm<R> {
    /// An attribute of the object itself: in its slots or its dict.
    pub fn own_attribute(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        let header = object.header()?;
        if header.kind() == Kind::Instance {
            let instance = object.as_ref::<Instance<R>>()?;
            let shape = header.shape();
            if shape.has_dict() {
                if let Some(dict) = instance.peek_dict(self) {
                    return self.dict_get_str(dict.as_ref::<Dict<R>>()?, name);
                }
            } else {
                // That it has no such attribute, the shape tells alone.
                let slot = shape.slot_of(name.value().word())?;
                if let Some(found) = instance.peek(self, shape, slot) {
                    return Some(found);
                }
            }
            let locked = self.lock(instance);
            return match locked.place(name.value().word()) {
                Place::Slot(index) => Some(locked.get(index)).filter(|value| !value.is_unbound()),
                Place::Absent => None,
                Place::Dict => {
                    let dict = locked.dict()?;
                    drop(locked);
                    self.dict_get_str(dict.as_ref::<Dict<R>>()?, name)
                }
            };
        }
        let dict = self.attribute_dict(object, false)?;
        self.dict_get_str(&dict, name)
    }

    /// What an object holds of a name in `__slots__`.
    pub(crate) fn member_value(&mut self, object: &Value<R>, member: &Member<R>) -> Option<Value<R>> {
        let key = member.place(object);
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            let shape = instance.head().shape();
            if let Some(found) =
                shape.slot_of(key.value().word()).and_then(|slot| instance.peek(self, shape, slot))
            {
                return Some(found);
            }
            let members = self.lock(instance).members();
            if let Some(members) = members {
                return self.dict_get_str(members.as_ref::<Dict<R>>()?, key);
            }
        }
        self.own_attribute(object, key)
    }

    pub(super) fn dict_slot<'a>(&self, object: &'a Value<R>) -> Option<&'a Slot> {
        let header = object.header()?;
        let offset = header.layout().attributes;
        // SAFETY: the layout says that a slot is there.
        (offset != 0).then(|| unsafe { &*std::ptr::from_ref(header).byte_add(offset).cast::<Slot>() })
    }

    /// The attribute dict of an object that is no [`Instance`]; made if `make` and the class allows attributes.
    pub fn attribute_dict(&mut self, object: &Value<R>, make: bool) -> Option<Ref<R, Dict<R>>> {
        if let Some(class) = object.as_ref::<Class<R>>() {
            return Some(class.namespace().clone());
        }
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            return if make { self.instance_dict(instance) } else { None };
        }
        if let Some(local) = object.as_ref::<crate::local::Local<R>>() {
            return self.local_dict(local);
        }
        if let Some(module) = object.as_ref::<Module<R>>() {
            // It is never replaced, and needs not be such that it could be had while it is.
            return module.namespace().downcast().ok();
        }
        let slot = self.dict_slot(object)?;
        if let Some(dict) = self.dict_in(slot) {
            return Some(dict);
        }
        if !make || !self.class_ref(object).flags().has(ClassFlags::ATTRIBUTES) {
            return None;
        }
        self.fill_dict_slot(slot)
    }

    /// The dict in such a slot, if there is one. Others may put another one there meanwhile.
    fn dict_in(&self, slot: &Slot) -> Option<Ref<R, Dict<R>>> {
        while slot.load().is_object() {
            // What is in the slot is alive, and may be read by all: where it cannot be had, it has been replaced.
            if let Some(dict) = self.peek(slot, || true) {
                return dict.downcast().ok();
            }
            std::hint::spin_loop();
        }
        None
    }

    /// From now on others may take a reference to a dict, which they find in the slot of an attribute dict.
    fn share_dict(&self, dict: &Ref<R, Dict<R>>) {
        R::share(self.thread(), dict.head().count(), self.tally());
    }

    /// Puts a new dict into the slot of an attribute dict.
    pub(super) fn fill_dict_slot(&self, slot: &Slot) -> Option<Ref<R, Dict<R>>> {
        let dict = self.new_dict();
        self.share_dict(&dict);
        // Two threads may make one at once; the first to put its word in wins.
        let fresh = dict.value().clone();
        if slot.fill(fresh) {
            return Some(dict);
        }
        self.dict_in(slot)
    }

    /// `object.__dict__ = dict`; false if it has none.
    pub fn replace_attribute_dict(&mut self, object: &Value<R>, dict: &Ref<R, Dict<R>>) -> bool {
        if !self.class_ref(object).flags().has(ClassFlags::ATTRIBUTES) {
            return false;
        }
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            if self.hold_in_dict(instance).is_none() {
                return false;
            }
            // What the old dict held dies after the section.
            let old = self.lock(instance).replace_dict(dict.value().clone());
            return old.is_ok();
        }
        let Some(slot) = self.dict_slot(object) else { return false };
        self.share_dict(dict);
        // SAFETY: the reference is taken out of the slot. Others that have seen its word there and not counted it yet find
        // that it is dead, or replaced (C6).
        drop(unsafe { Value::<R>::from_owned(slot.swap(dict.value().clone().into_word())) });
        true
    }

    /// The attribute dict of an instance; moves the attributes into one if they are in slots.
    pub fn instance_dict(&mut self, instance: &Ref<R, Instance<R>>) -> Option<Ref<R, Dict<R>>> {
        if !self.class_ref(instance.value()).flags().has(ClassFlags::ATTRIBUTES) {
            return None;
        }
        self.hold_in_dict(instance)
    }

    /// The dict that holds what an instance has, whether or not its class shows one.
    pub(crate) fn hold_in_dict(&mut self, instance: &Ref<R, Instance<R>>) -> Option<Ref<R, Dict<R>>> {
        if let Some(dict) = instance.peek_dict(self) {
            return dict.downcast().ok();
        }
        let mut locked = self.lock(instance);
        let moved = locked.move_to_dict();
        drop(locked);
        moved.inspect_err(|_| self.note_shortage()).ok()
    }
}

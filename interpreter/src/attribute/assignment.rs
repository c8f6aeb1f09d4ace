//! Assigning to attributes, and deleting them.

use super::{Member, Property};
use crate::function::Module;
use crate::native::{GetSet, Native};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Instance, Place, Ref, Runtime, Special, Str, Value};

impl<R: Runtime> Vm<R> {
    /// `object.name = value`
    pub fn set_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>, value: Value<R>) -> Return<R, ()> {
        let class = self.class_of(object);
        if let Some(setattr) = class.special(self, Special::Setattr)
            && !self.is_default_accessor(&setattr)
        {
            return self.call_found(&setattr, object, &[name.value().clone(), value]).map(drop);
        }
        self.set_attr_default(object, name, value)
    }

    /// `setattr` for a name known to Rust.
    pub fn set_attr_str(&mut self, object: &Value<R>, name: &str, value: Value<R>) -> Return<R, ()> {
        let name = self.intern(name);
        self.set_attr(object, &name, value)
    }

    /// `object.__setattr__`; an unbound value deletes.
    pub fn set_attr_default(
        &mut self,
        object: &Value<R>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
    ) -> Return<R, ()> {
        let name = &self.shared.world.names.intern_str(self, name);
        let class = self.class_of(object);
        if let Some(descriptor) = class.lookup(self, name)
            && self.binding(&descriptor).takes_assignment()
        {
            return self.descriptor_set(&descriptor, object, value);
        }
        if object.as_ref::<Class<R>>().is_some() {
            return self.set_class_attr(object, name, value);
        }
        self.set_in_object(object, name, value)
    }

    /// Stores an attribute, whose name is interned, into (or, unbound, deletes it from) the object itself, which is no class:
    /// the class has nothing of that name that takes it.
    pub(crate) fn set_in_object(
        &mut self,
        object: &Value<R>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
    ) -> Return<R, ()> {
        let class = self.class_of(object);
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            if !class.flags().has(ClassFlags::ATTRIBUTES) {
                return Err(self.read_only_attribute(object, name.as_str()));
            }
            return self.set_own_attribute(instance, name, value);
        }
        if let Some(local) = object.as_ref::<crate::local::Local<R>>() {
            self.enter_local(local)?;
        }
        // A dict may be there that holds what `__slots__` names alone.
        let flags = class.flags();
        let hidden = flags.has(ClassFlags::HEAP) && !flags.has(ClassFlags::ATTRIBUTES);
        match self.attribute_dict(object, true).filter(|_| !hidden) {
            Some(dict) => self.put_in_dict(&dict, object, name, value),
            None => Err(self.read_only_attribute(object, name.as_str())),
        }
    }

    fn put_in_dict(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        object: &Value<R>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
    ) -> Return<R, ()> {
        if value.is_unbound() {
            if self.dict_remove(dict, name.value())?.is_none() {
                let text = name.as_str().to_owned();
                return Err(self.no_attribute(object, &text));
            }
        } else {
            self.dict_set_str(dict, name, value);
        }
        Ok(())
    }

    /// Stores into (or, unbound, deletes from) an instance's own attributes.
    pub fn set_own_attribute(
        &mut self,
        instance: &Ref<R, Instance<R>>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
    ) -> Return<R, ()> {
        self.put_own_attribute(instance, name, value, false)
    }

    /// The same, or a `member` that `__slots__` names.
    fn put_own_attribute(
        &mut self,
        instance: &Ref<R, Instance<R>>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
        member: bool,
    ) -> Return<R, ()> {
        let word = name.value().word();
        let mut locked = self.lock(instance);
        match locked.place(word) {
            // A member has no place among others, which it could lose.
            Place::Slot(index) if member || !value.is_unbound() => {
                let old = locked.set(index, value);
                drop(locked);
                drop(old);
                return Ok(());
            }
            Place::Slot(index) => {
                if let Some(old) = locked.remove(index) {
                    drop(locked);
                    drop(old);
                    return Ok(());
                }
                drop(locked);
            }
            Place::Absent if !value.is_unbound() => match locked.add(word, value) {
                Ok(()) => return Ok(()),
                Err(value) => {
                    let used = instance.head().shape().in_use();
                    drop(locked);
                    self.class_ref(instance.value()).want_slots(used + 1);
                    return self.set_in_dict(instance, name, value, member);
                }
            },
            Place::Absent => {
                drop(locked);
                return Err(self.no_attribute(instance.value(), name.as_str()));
            }
            Place::Dict => drop(locked),
        }
        self.set_in_dict(instance, name, value, member)
    }

    fn set_in_dict(
        &mut self,
        instance: &Ref<R, Instance<R>>,
        name: &Ref<R, Str<R>>,
        value: Value<R>,
        member: bool,
    ) -> Return<R, ()> {
        // An object with only `__slots__` members has no `__dict__`, but its members are kept the same way.
        let mut dict = self.hold_in_dict(instance);
        if member && let Some(members) = self.lock(instance).members() {
            dict = members.downcast().ok();
        }
        match dict {
            Some(dict) => self.put_in_dict(&dict, instance.value(), name, value),
            None => Err(self.read_only_attribute(instance.value(), name.as_str())),
        }
    }

    #[cold]
    fn read_only_attribute(&mut self, object: &Value<R>, name: &str) -> Raised<R> {
        let class = self.class_of(object);
        let interned = self.intern(name);
        if class.lookup(self, &interned).is_none() {
            return self.no_dict_for(object, name);
        }
        let message = format!("'{}' object attribute '{name}' is read-only", class.shown_name());
        self.attribute_error(object, name, &message)
    }

    /// What is said of an attribute that is to be set, which the object neither has nor has a dict for.
    pub(crate) fn no_dict_for(&mut self, object: &Value<R>, name: &str) -> Raised<R> {
        let class = self.class_ref(object).shown_name();
        let message =
            format!("'{class}' object has no attribute '{name}' and no __dict__ for setting new attributes");
        self.attribute_error(object, name, &message)
    }

    pub(crate) fn descriptor_set(
        &mut self,
        descriptor: &Value<R>,
        object: &Value<R>,
        value: Value<R>,
    ) -> Return<R, ()> {
        let exact = descriptor.shape().is_some_and(|shape| !shape.is_heap());
        if exact && let Some(property) = descriptor.as_ref::<Property<R>>() {
            let deleting = value.is_unbound();
            let function = if deleting { property.delete.clone() } else { property.set.clone() };
            if function.is_none() {
                return Err(self.property_error(
                    property,
                    object,
                    if deleting { "deleter" } else { "setter" },
                ));
            }
            let arguments = if deleting { vec![object.clone()] } else { vec![object.clone(), value] };
            return self.call(&function, &arguments).map(drop);
        }
        if let Some(getset) = descriptor.as_ref::<GetSet<R>>() {
            return match getset.set {
                Some(set) => set(self, object, value),
                None => {
                    let class =
                        getset.owner.as_ref::<Class<R>>().cloned().unwrap_or_else(|| self.class_of(object));
                    let class = class.shown_name();
                    let message = format!("attribute '{}' of '{class}' objects is not writable", getset.name);
                    let name = getset.name.to_string();
                    Err(self.attribute_error(object, &name, &message))
                }
            };
        }
        if let Some(member) = descriptor.as_ref::<Member<R>>() {
            let (name, key) = (member.name().clone(), member.place(object).clone());
            if member.get.is_some() {
                return Err(self.attribute_error(object, name.as_str(), "readonly attribute"));
            }
            if value.is_unbound() && self.member_value(object, &member.clone()).is_none() {
                let class = self.exceptions().attribute_error.clone();
                return Err(self.raise_message(&class, name.as_str()));
            }
            return match object.as_ref::<Instance<R>>() {
                Some(instance) => self.put_own_attribute(instance, &key, value, true),
                None => {
                    // What `__slots__` names is kept in the attribute dict, whether or not the class shows one.
                    let dict = match (self.attribute_dict(object, true), self.dict_slot(object)) {
                        (Some(dict), _) => Some(dict),
                        (None, Some(slot)) => self.fill_dict_slot(slot),
                        (None, None) => None,
                    };
                    match dict {
                        Some(dict) => self.put_in_dict(&dict, object, &key, value),
                        None => Err(self.read_only_attribute(object, name.as_str())),
                    }
                }
            };
        }
        let class = self.class_of(descriptor);
        let special = if value.is_unbound() { Special::Delete } else { Special::Set };
        match class.special(self, special) {
            Some(function) => {
                let mut arguments = vec![descriptor.clone(), object.clone()];
                if !value.is_unbound() {
                    arguments.push(value);
                }
                self.call(&function, &arguments).map(drop)
            }
            None => {
                let message = Special::NAMES[special as usize];
                let class = self.exceptions().attribute_error.clone();
                Err(self.raise_message(&class, message))
            }
        }
    }

    fn set_class_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>, value: Value<R>) -> Return<R, ()> {
        let class: Ref<R, Class<R>> =
            object.clone().downcast().unwrap_or_else(|_| unreachable!("the caller checked"));
        if !class.flags().has(ClassFlags::HEAP) {
            let shown = class.shown_name();
            let message = format!("cannot set '{}' attribute of immutable type '{shown}'", name.as_str());
            return Err(self.type_error(&message));
        }
        let namespace = class.namespace().clone();
        // Caches hold the old value without a reference until the class says that it has changed.
        let old = self.dict_get_str(&namespace, name);
        self.put_in_dict(&namespace, object, name, value)?;
        class.changed(self);
        if self.makes_descriptors(name) {
            self.descriptors_changed();
        }
        drop(old);
        Ok(())
    }

    /// `del object.name`
    pub fn delete_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, ()> {
        let class = self.class_of(object);
        if let Some(delattr) = class.special(self, Special::Delattr)
            && !self.is_default_accessor(&delattr)
        {
            return self.call_found(&delattr, object, std::slice::from_ref(name.value())).map(drop);
        }
        if let Some(module) = object.as_ref::<Module<R>>() {
            let namespace = module.namespace();
            let getattr = self.get_name(&namespace, "__getattr__");
            if getattr.is_some_and(|getattr| getattr.as_ref::<Native<R>>().is_some()) {
                // What a native module makes when somebody asks, such as the standard streams, must be there to be deleted.
                self.find_attr(object, name)?;
            }
        }
        self.set_attr_default(object, name, Value::UNBOUND)
    }
}

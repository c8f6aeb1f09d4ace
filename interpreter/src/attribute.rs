//! Attribute access as the language defines it; the inline caches stand before this.

use crate::exception::Exception;
use crate::function::{Method, Module};
use crate::native::{GetSet, Native, NativeKind};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{
    Borrowed, Class, ClassFlags, Dict, Instance, Kind, Place, Ref, Runtime, Slot, Special, Str, Value,
};
use std::collections::HashMap;

/// The payload of a `property`.
pub struct Property<R: Runtime> {
    /// The getter, or None.
    pub get: Value<R>,
    /// The setter, or None.
    pub set: Value<R>,
    /// The deleter, or None.
    pub delete: Value<R>,
    /// What can be changed.
    pub texts: object_model::Guarded<PropertyTexts<R>>,
}

/// What a property says of itself.
pub struct PropertyTexts<R: Runtime> {
    /// The docstring, or None.
    pub doc: Value<R>,
    /// The name given by `__set_name__`; unbound until then.
    pub name: Value<R>,
    /// Getter, setter and deleter of a subclass whose `__init__` chose them after the property was made.
    pub chosen: Option<[Value<R>; 3]>,
}

// SAFETY: immutable but for the guarded texts.
unsafe impl<R: Runtime> object_model::Payload<R> for Property<R> {
    const KIND: Kind = Kind::Property;
    const NAME: &'static str = "property";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let texts = unsafe { self.texts.get() };
        for value in [&self.get, &self.set, &self.delete, &texts.doc, &texts.name] {
            if !value.is_unbound() {
                visit(value);
            }
        }
        texts.chosen.iter().flatten().for_each(visit);
    }
}

impl<R: Runtime> object_model::Guard<R> for Property<R> {
    type Guarded = PropertyTexts<R>;
    fn guarded(&self) -> &object_model::Guarded<PropertyTexts<R>> {
        &self.texts
    }
}

/// The payload of a `staticmethod`.
pub struct StaticMethod<R: Runtime>(pub Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> object_model::Payload<R> for StaticMethod<R> {
    const NAME: &'static str = "staticmethod";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

/// The payload of a `classmethod`.
pub struct ClassMethod<R: Runtime>(pub Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> object_model::Payload<R> for ClassMethod<R> {
    const NAME: &'static str = "classmethod";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

/// The payload of a name in `__slots__`: a descriptor for an attribute that is kept with the others. Built-in classes
/// have some for what never changes.
pub struct Member<R: Runtime> {
    /// The (mangled) name.
    pub name: Value<R>,
    /// The class that declares it.
    pub owner: Value<R>,
    /// Reads a built-in class's; None for a name in `__slots__`.
    pub get: Option<fn(&mut Vm<R>, &Value<R>) -> Return<R>>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> object_model::Payload<R> for Member<R> {
    const NAME: &'static str = "member_descriptor";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.name);
        visit(&self.owner);
    }
}

/// How a class attribute behaves when it is found on an instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Binding {
    /// It is the value.
    Plain,
    /// A function: the value is a method bound to the instance.
    Function,
    /// Its `__get__` decides, unless the instance has the attribute.
    NonData,
    /// Its `__set__` decides what an assignment does, but it has no `__get__`: the value is what the instance has, or it.
    WriteOnly,
    /// Its `__get__` decides, whatever the instance has.
    Data,
}

impl Binding {
    /// Whether the attribute decides what an assignment does.
    pub fn takes_assignment(self) -> bool {
        matches!(self, Binding::WriteOnly | Binding::Data)
    }
}

impl<R: Runtime> Vm<R> {
    /// `object.name`
    pub fn get_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R> {
        match self.look_up_attr(object, name)? {
            Some(value) => Ok(value),
            None => {
                let name = name.as_str().to_owned();
                Err(self.no_attribute(object, &name))
            }
        }
    }

    /// Whether a `__getattribute__`, `__setattr__` or `__delattr__` is the one every object has.
    pub(crate) fn is_default_accessor(&self, method: &Value<R>) -> bool {
        method.as_ref::<Native<R>>().is_some_and(|native| native.owner.is(self.types().object.value()))
    }

    /// `object.name` for a name known to Rust.
    pub fn get_attr_str(&mut self, object: &Value<R>, name: &str) -> Return<R> {
        let name = self.intern(name);
        self.get_attr(object, &name)
    }

    /// `getattr(object, name, None)`: None only for a missing attribute (AttributeError is swallowed, others pass).
    pub fn find_attr_str(&mut self, object: &Value<R>, name: &str) -> Return<R, Option<Value<R>>> {
        let name = self.intern(name);
        self.find_attr(object, &name)
    }

    /// As [`find_attr_str`](Self::find_attr_str).
    pub fn find_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, Option<Value<R>>> {
        match self.look_up_attr(object, name) {
            Err(raised) => {
                let class = self.exceptions().attribute_error.clone();
                if self.is_raised(&raised, &class) { Ok(None) } else { Err(raised) }
            }
            found => found,
        }
    }

    /// The attribute, or None where nothing has said yet what its absence means. An AttributeError that code raised passes.
    fn look_up_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, Option<Value<R>>> {
        let class = self.class_of(object);
        let getattribute = class.special(self, Special::Getattribute);
        if let Some(getattribute) = getattribute
            && !self.is_default_accessor(&getattribute)
        {
            let result = self.call(&getattribute, &Borrowed::new([object, name.value()]));
            return match result {
                Ok(value) => Ok(Some(value)),
                Err(raised) => self.fall_back_to_getattr(object, &class, name, Some(raised)),
            };
        }
        match self.find_attr_default(object, name) {
            Ok(Some(value)) => Ok(Some(value)),
            Ok(None) => self.fall_back_to_getattr(object, &class, name, None),
            Err(raised) => self.fall_back_to_getattr(object, &class, name, Some(raised)),
        }
    }

    fn fall_back_to_getattr(
        &mut self,
        object: &Value<R>,
        class: &Ref<R, Class<R>>,
        name: &Ref<R, Str<R>>,
        raised: Option<Raised<R>>,
    ) -> Return<R, Option<Value<R>>> {
        if let Some(raised) = raised {
            let attribute_error = self.exceptions().attribute_error.clone();
            if !self.is_raised(&raised, &attribute_error) {
                return Err(raised);
            }
            if class.special(self, Special::Getattr).is_none() {
                // The message is worth more than None.
                return Err(raised);
            }
        }
        match class.special(self, Special::Getattr) {
            Some(getattr) => self.call(&getattr, &Borrowed::new([object, name.value()])).map(Some),
            None => Ok(None),
        }
    }

    /// `object.__getattribute__`, `type.__getattribute__` or `module.__getattribute__`, by the kind of object.
    pub fn find_attr_default(
        &mut self,
        object: &Value<R>,
        name: &Ref<R, Str<R>>,
    ) -> Return<R, Option<Value<R>>> {
        let kind = object.header().map_or(Kind::Other, |header| header.kind());
        if kind == Kind::Class {
            return self.find_class_attr(object, name);
        }
        if let Some(super_) = object.as_ref::<crate::builtins::Super<R>>()
            && let Some(value) = self.find_super_attr(super_, name)?
        {
            return Ok(Some(value));
        }
        if kind == Kind::Other
            && let Some(local) = object.as_ref::<crate::local::Local<R>>()
        {
            self.enter_local(local)?;
        }
        let class = self.class_of(object);
        let found = class.lookup(self, name);
        let binding = match &found {
            Some(value) => self.binding(value),
            None => Binding::Plain,
        };
        if binding == Binding::Data {
            let descriptor = found.as_ref().expect("a binding is of a value");
            return self.descriptor_get(descriptor, object, class.value()).map(Some);
        }
        if let Some(value) = self.own_attribute(object, name) {
            return Ok(Some(value));
        }
        match found {
            Some(value) if binding == Binding::Plain => return Ok(Some(value)),
            Some(value) => return self.descriptor_get(&value, object, class.value()).map(Some),
            None => {}
        }
        if kind == Kind::Module
            && let Some(module) = object.as_ref::<Module<R>>()
        {
            if let Some(value) = self.module_origin(object, name.as_str())? {
                return Ok(Some(value));
            }
            let namespace = module.namespace();
            if let Some(getattr) = self.get_name(&namespace, "__getattr__") {
                return self.call(&getattr, &[name.value().clone()]).map(Some);
            }
        }
        Ok(None)
    }

    fn find_class_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, Option<Value<R>>> {
        let class: Ref<R, Class<R>> =
            object.clone().downcast().unwrap_or_else(|_| unreachable!("checked by kind"));
        let meta = self.class_of(object);
        let in_meta = meta.lookup(self, name);
        let binding = in_meta.as_ref().map_or(Binding::Plain, |value| self.binding(value));
        if let (Some(descriptor), Binding::Data) = (&in_meta, binding) {
            return self.descriptor_get(descriptor, object, meta.value()).map(Some);
        }
        if let Some(value) = class.lookup(self, name) {
            return self.descriptor_get_on_class(&value, object).map(Some);
        }
        match in_meta {
            Some(value) if binding == Binding::Plain => Ok(Some(value)),
            Some(value) => self.descriptor_get(&value, object, meta.value()).map(Some),
            None => Ok(None),
        }
    }

    /// What an attribute of a class becomes when read on the class itself: `__get__(None, class)`.
    pub(crate) fn descriptor_get_on_class(&mut self, value: &Value<R>, class: &Value<R>) -> Return<R> {
        let Some(header) = value.header() else { return Ok(value.clone()) };
        match header.kind() {
            Kind::Function | Kind::Class => Ok(value.clone()),
            Kind::Property if !header.shape().is_heap() => Ok(value.clone()),
            Kind::Native => match value.as_ref::<Native<R>>() {
                Some(native) if native.kind == NativeKind::ClassMethod => self.bind(value, class),
                _ => Ok(value.clone()),
            },
            _ => {
                if let Some(method) = value.as_ref::<StaticMethod<R>>() {
                    return Ok(method.0.clone());
                }
                if let Some(method) = value.as_ref::<ClassMethod<R>>() {
                    let function = method.0.clone();
                    return self.bind_class_method(&function, class);
                }
                if value.as_ref::<GetSet<R>>().is_some() || value.as_ref::<Member<R>>().is_some() {
                    return Ok(value.clone());
                }
                let own = self.class_of(value);
                match own.special(self, Special::Get) {
                    Some(get) => self.call(&get, &[value.clone(), Value::NONE, class.clone()]),
                    None => Ok(value.clone()),
                }
            }
        }
    }

    fn bind_class_method(&mut self, function: &Value<R>, class: &Value<R>) -> Return<R> {
        if matches!(function.header().map(|header| header.kind()), Some(Kind::Function | Kind::Native)) {
            return self.bind(function, class);
        }
        let own = self.class_of(function);
        match own.special(self, Special::Get) {
            Some(get) if own.flags().has(ClassFlags::HEAP) => {
                self.call(&get, &[function.clone(), class.clone(), class.clone()])
            }
            _ => self.bind(function, class),
        }
    }

    /// A bound method.
    pub fn bind(&mut self, function: &Value<R>, receiver: &Value<R>) -> Return<R> {
        let class = self.types().method.clone();
        let method = Method { function: function.clone(), receiver: receiver.clone() };
        Ok(object_model::make::object(self, class.root_shape(), method).into_value())
    }

    /// How a class attribute behaves on an instance.
    pub(crate) fn binding(&mut self, value: &Value<R>) -> Binding {
        let Some(header) = value.header() else { return Binding::Plain };
        match header.kind() {
            Kind::Function => Binding::Function,
            Kind::Native => match value.as_ref::<Native<R>>().map(|native| native.kind) {
                Some(NativeKind::Method) => Binding::Function,
                Some(NativeKind::ClassMethod) => Binding::NonData,
                _ => Binding::Plain,
            },
            Kind::Property => Binding::Data,
            Kind::Str | Kind::BigInt | Kind::Tuple | Kind::List | Kind::Dict if !header.shape().is_heap() => {
                Binding::Plain
            }
            _ if value.as_ref::<GetSet<R>>().is_some() || value.as_ref::<Member<R>>().is_some() => {
                Binding::Data
            }
            _ if value.as_ref::<StaticMethod<R>>().is_some()
                || value.as_ref::<ClassMethod<R>>().is_some() =>
            {
                Binding::NonData
            }
            _ => {
                let class = self.class_of(value);
                let writes = class.special(self, Special::Set).is_some()
                    || class.special(self, Special::Delete).is_some();
                match (class.special(self, Special::Get).is_some(), writes) {
                    (true, true) => Binding::Data,
                    (true, false) => Binding::NonData,
                    (false, true) => Binding::WriteOnly,
                    (false, false) => Binding::Plain,
                }
            }
        }
    }

    /// `type(descriptor).__get__(descriptor, object, class)`
    pub(crate) fn descriptor_get(
        &mut self,
        descriptor: &Value<R>,
        object: &Value<R>,
        class: &Value<R>,
    ) -> Return<R> {
        let Some(header) = descriptor.header() else { return Ok(descriptor.clone()) };
        match header.kind() {
            Kind::Function => return self.bind(descriptor, object),
            Kind::Native => {
                return match descriptor.as_ref::<Native<R>>().map(|native| native.kind) {
                    Some(NativeKind::Method) => self.bind(descriptor, object),
                    Some(NativeKind::ClassMethod) => self.bind(descriptor, class),
                    _ => Ok(descriptor.clone()),
                };
            }
            Kind::Property if !header.shape().is_heap() => {
                let property = descriptor.as_ref::<Property<R>>().expect("checked by kind");
                if property.get.is_none() {
                    return Err(self.property_error(property, object, "getter"));
                }
                let get = property.get.clone();
                return self.call(&get, std::slice::from_ref(object));
            }
            _ => {}
        }
        if let Some(getset) = descriptor.as_ref::<GetSet<R>>() {
            let get = getset.get;
            return get(self, object);
        }
        if let Some(member) = descriptor.as_ref::<Member<R>>() {
            if let Some(get) = member.get {
                return get(self, object);
            }
            let name = member.name.clone();
            let name: Ref<R, Str<R>> =
                name.downcast().unwrap_or_else(|_| unreachable!("a member has a name"));
            return match self.member_value(object, &name) {
                Some(value) => Ok(value),
                None => {
                    let message = format!(
                        "'{}' object has no attribute '{}'",
                        self.qualified_type_name(object),
                        name.as_str()
                    );
                    Err(self.attribute_error(object, name.as_str(), &message))
                }
            };
        }
        if let Some(method) = descriptor.as_ref::<StaticMethod<R>>() {
            return Ok(method.0.clone());
        }
        if let Some(method) = descriptor.as_ref::<ClassMethod<R>>() {
            let function = method.0.clone();
            return self.bind_class_method(&function, class);
        }
        let own = self.class_of(descriptor);
        match own.special(self, Special::Get) {
            Some(get) => self.call(&get, &Borrowed::new([descriptor, object, class])),
            None => Ok(descriptor.clone()),
        }
    }

    #[cold]
    pub(crate) fn property_error(
        &mut self,
        property: &Ref<R, Property<R>>,
        object: &Value<R>,
        what: &str,
    ) -> Raised<R> {
        let name = self.lock(property).name.clone();
        let owner = self.class_ref(object).name();
        let message = match self.as_str(&name) {
            Some(name) => format!("property '{name}' of '{owner}' object has no {what}"),
            None => format!("property of '{owner}' object has no {what}"),
        };
        let class = self.exceptions().attribute_error.clone();
        self.raise_message(&class, &message)
    }

    /// An attribute of the object itself: in its slots or its dict.
    pub fn own_attribute(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        let header = object.header()?;
        if header.kind() == Kind::Instance {
            let instance = object.as_ref::<Instance<R>>()?;
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

    /// What an object holds under a name in `__slots__`.
    pub(crate) fn member_value(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            let members = self.lock(instance).members();
            if let Some(members) = members {
                return self.dict_get_str(members.as_ref::<Dict<R>>()?, name);
            }
        }
        self.own_attribute(object, name)
    }

    fn dict_slot<'a>(&self, object: &'a Value<R>) -> Option<&'a Slot> {
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
        let slot = self.dict_slot(object)?;
        let word = slot.load();
        if word.is_object() {
            // SAFETY: `replace_attribute_dict` alone replaces the dict, and keeps the old one alive as an immortal.
            return unsafe { Value::from_borrowed(word) }.downcast().ok();
        }
        if !make || !self.class_ref(object).flags().has(ClassFlags::ATTRIBUTES) {
            return None;
        }
        self.fill_dict_slot(slot)
    }

    /// Puts a new dict into the slot of an attribute dict.
    fn fill_dict_slot(&self, slot: &Slot) -> Option<Ref<R, Dict<R>>> {
        let dict = self.new_dict();
        // Two threads may make one at once; the first to put its word in wins.
        let fresh = dict.value().clone();
        if slot.fill(fresh) {
            return Some(dict);
        }
        // SAFETY: as above.
        unsafe { Value::from_borrowed(slot.load()) }.downcast().ok()
    }

    /// `object.__dict__ = dict`; false if it has none.
    pub(crate) fn replace_attribute_dict(&mut self, object: &Value<R>, dict: &Ref<R, Dict<R>>) -> bool {
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
        // SAFETY: the reference is taken out of the slot.
        let old = unsafe { Value::<R>::from_owned(slot.replace(dict.value().clone().into_word())) };
        // Others may have seen its word in the slot and not counted it yet.
        self.immortalize(&old);
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
        loop {
            let locked = self.lock(instance);
            if let Some(dict) = locked.dict() {
                return dict.downcast().ok();
            }
            let attributes = locked.attributes();
            let shape = instance.head().shape_address();
            drop(locked);
            let (dict, members) = (self.new_dict(), self.new_dict());
            let has_members = self.class_ref(instance.value()).flags().has(ClassFlags::MEMBERS);
            let apart = has_members && instance.head().extent() > 1;
            let mut home = HashMap::new();
            for (name, value) in attributes {
                // SAFETY: names of shapes are interned strings, which are immortal.
                let handle: Ref<R, Str<R>> = unsafe { Value::from_borrowed(name) }
                    .downcast()
                    .unwrap_or_else(|_| unreachable!("attribute names are strings"));
                let is_member = apart && self.is_member(instance.value(), &handle);
                home.insert(name, (handle.clone(), is_member));
                if !value.is_unbound() {
                    self.dict_set_str(if is_member { &members } else { &dict }, &handle, value);
                }
            }
            let kept = if apart { members.value().clone() } else { Value::UNBOUND };
            let dict_shape = instance.head().shape().class().dict_shape();
            let mut locked = self.lock(instance);
            // Attributes added meanwhile: begin again. Values replaced meanwhile: take the newer ones over.
            if !std::ptr::eq(instance.head().shape_address(), shape) {
                continue;
            }
            let names = instance.head().shape().names().to_vec();
            let old = locked.move_to_dict(dict_shape, dict.value().clone(), kept);
            drop(locked);
            for (name, value) in names.into_iter().zip(old) {
                if let (Some((name, is_member)), false) = (home.get(&name), value.is_unbound()) {
                    self.dict_set_str(if *is_member { &members } else { &dict }, name, value);
                }
            }
            return Some(dict);
        }
    }

    fn is_member(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>) -> bool {
        let class = self.class_of(object);
        class
            .lookup(self, name)
            .is_some_and(|found| found.as_ref::<Member<R>>().is_some_and(|member| member.get.is_none()))
    }

    /// `object.name = value`
    pub fn set_attr(&mut self, object: &Value<R>, name: &Ref<R, Str<R>>, value: Value<R>) -> Return<R, ()> {
        let class = self.class_of(object);
        if let Some(setattr) = class.special(self, Special::Setattr)
            && !self.is_default_accessor(&setattr)
        {
            return self.call(&setattr, &[object.clone(), name.value().clone(), value]).map(drop);
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
        if let Some(instance) = object.as_ref::<Instance<R>>() {
            if !class.flags().has(ClassFlags::ATTRIBUTES) {
                return Err(self.read_only_attribute(object, name.as_str()));
            }
            return self.set_own_attribute(instance, name, value);
        }
        if let Some(local) = object.as_ref::<crate::local::Local<R>>() {
            self.enter_local(local)?;
        }
        match self.attribute_dict(object, true) {
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
            Place::Slot(index) if !value.is_unbound() => {
                let old = locked.set(index, value);
                drop(locked);
                drop(old);
                return Ok(());
            }
            Place::Absent if !value.is_unbound() => match locked.add(word, value) {
                Ok(()) => return Ok(()),
                Err(value) => {
                    let used = instance.head().shape().names().len();
                    drop(locked);
                    self.class_ref(instance.value()).want_slots(used + 1);
                    return self.set_in_dict(instance, name, value, member);
                }
            },
            _ => drop(locked),
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
        let message = if class.lookup(self, &interned).is_some() {
            format!("'{}' object attribute '{name}' is read-only", class.name())
        } else {
            format!(
                "'{}' object has no attribute '{name}' and no __dict__ for setting new attributes",
                class.name()
            )
        };
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
                    let class = self.class_of(object);
                    let class = self.shown_class_name(&class);
                    let message = format!("attribute '{}' of '{class}' objects is not writable", getset.name);
                    let name = getset.name.to_string();
                    Err(self.attribute_error(object, &name, &message))
                }
            };
        }
        if let Some(member) = descriptor.as_ref::<Member<R>>() {
            let name = member.name.clone();
            let name: Ref<R, Str<R>> =
                name.downcast().unwrap_or_else(|_| unreachable!("a member has a name"));
            if member.get.is_some() {
                return Err(self.attribute_error(object, name.as_str(), "readonly attribute"));
            }
            return match object.as_ref::<Instance<R>>() {
                Some(instance) => self.put_own_attribute(instance, &name, value, true),
                None => {
                    // What `__slots__` names is kept in the attribute dict, whether or not the class shows one.
                    let dict = match (self.attribute_dict(object, true), self.dict_slot(object)) {
                        (Some(dict), _) => Some(dict),
                        (None, Some(slot)) => self.fill_dict_slot(slot),
                        (None, None) => None,
                    };
                    match dict {
                        Some(dict) => self.put_in_dict(&dict, object, &name, value),
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
            let shown = self.shown_class_name(&class);
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
            return self.call(&delattr, &Borrowed::new([object, name.value()])).map(drop);
        }
        self.set_attr_default(object, name, Value::UNBOUND)
    }

    /// Looks a special method up on the class and binds it: what implicit calls use. None if there is none.
    pub fn special_method(&mut self, object: &Value<R>, special: Special) -> Return<R, Option<Value<R>>> {
        let class = self.class_of(object);
        match class.special(self, special) {
            None => Ok(None),
            Some(found) => self.descriptor_get(&found, object, class.value()).map(Some),
        }
    }

    /// Calls a special method looked up on the class, if there is one.
    pub fn call_special(
        &mut self,
        object: &Value<R>,
        special: Special,
        arguments: &[Value<R>],
    ) -> Return<R, Option<Value<R>>> {
        let class = self.class_of(object);
        let Some(found) = class.special(self, special) else { return Ok(None) };
        if found.is_none() {
            return Ok(None);
        }
        self.call_found(&found, object, arguments).map(Some)
    }

    pub(crate) fn is_exception(&self, value: &Value<R>) -> bool {
        value.as_ref::<Exception<R>>().is_some()
    }
}

//! What stands in a class, and what becomes of it when it is read on an instance.

use crate::function::Method;
use crate::native::{GetSet, Native, NativeKind};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Borrowed, ClassFlags, Instance, Kind, Ref, Runtime, Special, Str, Value};

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
    /// Whether that is the getter's.
    pub doc_of_getter: bool,
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

/// The payload of a name in `__slots__`: a descriptor for what is kept with the attributes, under a key of its own, so that only
/// the descriptor finds it. Built-in classes have some for what never changes.
pub struct Member<R: Runtime> {
    /// The (mangled) name.
    pub name: Value<R>,
    /// Under what an instance holds it, a string that is no name; the name for a built-in class's.
    pub key: Value<R>,
    /// The class that declares it.
    pub owner: Value<R>,
    /// Reads a built-in class's; None for a name in `__slots__`.
    pub get: Option<fn(&mut Vm<R>, &Value<R>) -> Return<R>>,
}

impl<R: Runtime> Member<R> {
    /// The (mangled) name.
    pub fn name(&self) -> &Ref<R, Str<R>> {
        self.name.as_ref().expect("a member's name is a string")
    }

    /// Where an object holds it: an instance apart from its attributes, another object with them.
    pub(crate) fn place(&self, object: &Value<R>) -> &Ref<R, Str<R>> {
        let instance = object.as_ref::<Instance<R>>().is_some();
        let place = if instance { &self.key } else { &self.name };
        place.as_ref().expect("a member's key is a string")
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> object_model::Payload<R> for Member<R> {
    const NAME: &'static str = "member_descriptor";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.name);
        visit(&self.key);
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
        let class = match function.as_ref::<Native<R>>() {
            None => self.types().method.clone(),
            Some(native) if native.kind == NativeKind::Method && native.is_operation() => {
                self.types().method_wrapper.clone()
            }
            Some(_) => self.types().native_method.clone(),
        };
        let method = Method { function: function.clone(), receiver: receiver.clone() };
        Ok(object_model::make::object(self, class.root_shape(), method).into_value())
    }

    /// Whether a class attribute is a function that an instance it is found on need only be laid out beside.
    #[inline(always)]
    pub(crate) fn is_function(value: &Value<R>) -> bool {
        match value.header().map(|header| header.kind()) {
            Some(Kind::Function) => true,
            Some(Kind::Native) => {
                value.as_ref::<Native<R>>().is_some_and(|native| native.kind == NativeKind::Method)
            }
            _ => false,
        }
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
            _ if value.as_ref::<GetSet<R>>().is_some_and(|getset| getset.yields) => Binding::NonData,
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
            if getset.audited {
                self.audit_reading(object, &getset.name)?;
            }
            return get(self, object);
        }
        if let Some(member) = descriptor.as_ref::<Member<R>>() {
            if let Some(get) = member.get {
                return get(self, object);
            }
            let member = member.clone();
            return match self.member_value(object, &member) {
                Some(value) => Ok(value),
                None => {
                    let name = member.name();
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
        let owner = self.class_ref(object).qualname();
        let message = match self.as_str(&name) {
            Some(name) => format!("property '{name}' of '{owner}' object has no {what}"),
            None => format!("property of '{owner}' object has no {what}"),
        };
        let class = self.exceptions().attribute_error.clone();
        self.raise_message(&class, &message)
    }
}

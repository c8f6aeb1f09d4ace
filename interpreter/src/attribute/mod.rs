//! Attribute access as the language defines it; the inline caches stand before this.

mod assignment;
mod binding;
mod own;

use crate::exception::Exception;
use crate::function::Module;
use crate::native::Native;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
pub(crate) use binding::Binding;
pub use binding::{ClassMethod, Member, Property, PropertyTexts, StaticMethod};
use object_model::{Class, ClassFlags, Kind, Ref, Runtime, Special, Str, Value};

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

    /// Whether a `__getattribute__`, `__setattr__` or `__delattr__` is the one every object has, or every class.
    pub(crate) fn is_default_accessor(&self, method: &Value<R>) -> bool {
        let (object, class) = (self.types().object.value(), self.types().type_.value());
        method.as_ref::<Native<R>>().is_some_and(|native| native.owner.is(object) || native.owner.is(class))
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
            let result = self.call_found(&getattribute, object, std::slice::from_ref(name.value()));
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
            Some(getattr) => self.call_found(&getattr, object, std::slice::from_ref(name.value())).map(Some),
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
        self.call_found(&found, object, arguments).map(Some)
    }

    pub(crate) fn is_exception(&self, value: &Value<R>) -> bool {
        value.as_ref::<Exception<R>>().is_some()
    }

    pub(crate) fn is_exception_class(&self, value: &Value<R>) -> bool {
        value.as_ref::<Class<R>>().is_some_and(|class| class.flags().has(ClassFlags::EXCEPTION))
    }
}

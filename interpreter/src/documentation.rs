//! What built-in things say of themselves: texts that are looked up, by name, when somebody reads them.
//!
//! Nothing of it is made with a class or a function, so that what nobody reads costs nothing. A thing's key is its dotted
//! name: `math`, `builtins.str`, `builtins.str.split`, with parentheses behind that of a module's function, since a module may
//! have a class of the same name. What all slots of one name have in common is under that name alone, as `__add__`.

use crate::function::Module;
use crate::native::{GetSet, Native, NativeKind};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Ref, Runtime, Special, Value};

/// What a built-in thing says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documentation {
    /// Its docstring.
    pub docstring: Option<String>,
    /// What calling it takes.
    pub signature: TextSignature,
}

/// The `__text_signature__` of a built-in thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextSignature {
    /// The one it is written with.
    Own,
    /// None: what it takes cannot be said that way.
    Unsaid,
    /// One that says more than a signature can, and that `inspect` does not read.
    Text(String),
}

impl<R: Runtime> Vm<R> {
    fn documentation(&self, key: &str) -> Option<Documentation> {
        (self.shared.library.documentation)(key)
    }

    /// A text of the library's as a str; None if there is none.
    fn docstring(&self, documentation: Option<Documentation>) -> Value<R> {
        match documentation.and_then(|found| found.docstring) {
            Some(text) => self.new_string(text),
            None => Value::NONE,
        }
    }

    /// The dotted name of a built-in class; None for a program's own.
    fn key_of_class(&mut self, class: &Ref<R, Class<R>>) -> Option<String> {
        if class.flags().has(ClassFlags::HEAP) {
            return None;
        }
        let namespace = class.namespace().clone();
        let name = Special::Module.name::<R>(self).clone();
        let module =
            self.dict_get_str(&namespace, &name).filter(|value| value.as_ref::<GetSet<R>>().is_none());
        let module = module.as_ref().and_then(|module| self.as_str(module)).map(Box::from);
        let module = module.or_else(|| class.shown_module()).unwrap_or_else(|| "builtins".into());
        Some(format!("{module}.{}", class.qualname()))
    }

    /// What a built-in class says of itself.
    pub(crate) fn documentation_of_class(&mut self, class: &Ref<R, Class<R>>) -> Option<Documentation> {
        let key = self.key_of_class(class)?;
        self.documentation(&key)
    }

    /// What an attribute of a class says of itself that is a method or a descriptor written in Rust.
    fn documentation_of_attribute(&mut self, owner: &Value<R>, name: &str) -> Option<Documentation> {
        let owner = owner.as_ref::<Class<R>>()?;
        let own = self.key_of_class(owner).and_then(|key| self.documentation(&format!("{key}.{name}")));
        own.or_else(|| name.starts_with("__").then(|| self.documentation(name)).flatten())
    }

    pub(crate) fn documentation_of_native(&mut self, native: &Native<R>) -> Option<Documentation> {
        let name = &native.signature.name;
        if native.kind == NativeKind::Function {
            let module = self.as_str(&native.module)?;
            return self.documentation(&format!("{module}.{name}()"));
        }
        self.documentation_of_attribute(&native.owner, name)
    }

    /// The docstring of a built-in class: a str, or None.
    pub(crate) fn docstring_of_class(&mut self, class: &Ref<R, Class<R>>) -> Value<R> {
        let found = self.documentation_of_class(class);
        self.docstring(found)
    }

    /// The docstring of a function or method.
    pub(crate) fn docstring_of_native(&mut self, native: &Native<R>) -> Value<R> {
        let found = self.documentation_of_native(native);
        self.docstring(found)
    }

    /// The docstring of a descriptor.
    pub(crate) fn docstring_of_attribute(&mut self, owner: &Value<R>, name: &str) -> Value<R> {
        let found = self.documentation_of_attribute(owner, name);
        self.docstring(found)
    }

    /// Gives a native module the docstring that nobody has asked for yet.
    pub(crate) fn document_module(&mut self, module: &Value<R>) {
        let Some(namespace) = module.as_ref::<Module<R>>().map(|module| module.namespace()) else { return };
        if self.get_name(&namespace, "__doc__").is_some() {
            return;
        }
        let name = self.get_name(&namespace, "__name__");
        let Some(name) = name.as_ref().and_then(|name| self.as_str(name)) else { return };
        if name == "builtins" || self.shared.native_modules.contains_key(name) {
            let found = self.documentation(name);
            let docstring = self.docstring(found);
            self.module_set(module, "__doc__", docstring);
        }
    }
}

/// `__doc__` of an object that has none itself, nor its class: what a built-in class says of itself.
pub(crate) fn docstring_of_instance<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    if let Some(module) = value.as_ref::<Module<R>>() {
        vm.document_module(value);
        if let Some(own) = vm.get_name(&module.namespace(), "__doc__") {
            return Ok(own);
        }
    }
    let class = vm.class_of(value);
    Ok(vm.docstring_of_class(&class))
}

impl<R: Runtime> Native<R> {
    /// The `__text_signature__` that follows from how it is written.
    ///
    /// A receiver is marked, as CPython marks it, so that `inspect` knows what a bound one takes. What makes an object of a
    /// class, begins it or calls it says that it takes anything: the class tells more.
    pub(crate) fn text_signature(&self) -> String {
        let text = &*self.signature.text;
        match (self.kind, &*self.signature.name) {
            (NativeKind::StaticMethod, "__new__") => "($type, *args, **kwargs)".to_owned(),
            (NativeKind::Method, "__init__" | "__call__") => "($self, /, *args, **kwargs)".to_owned(),
            (NativeKind::Method, _) => format!("(${text})"),
            (NativeKind::ClassMethod, _) => {
                let rest = text.find([',', ' ']).map_or("", |end| &text[end..]);
                format!("($type{rest})")
            }
            (NativeKind::StaticMethod, _) => format!("({text})"),
            (NativeKind::Function, _) if text.is_empty() => "($module, /)".to_owned(),
            (NativeKind::Function, _) if self.signature.positional_only > 0 => format!("($module, {text})"),
            (NativeKind::Function, _) => format!("($module, /, {text})"),
        }
    }
}

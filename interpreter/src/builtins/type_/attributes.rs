//! What classes tell of themselves.

use super::handle;
use crate::attribute::StaticMethod;
use crate::documentation::TextSignature;
use crate::native::{GetSet, Native};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{ClassFlags, Runtime, Special, Value};

/// What calling a built-in class takes, as `inspect` reads it.
pub(super) fn text_signature<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let class = handle(vm, class)?;
    if class.flags().has(ClassFlags::HEAP) {
        return Ok(Value::NONE);
    }
    match vm.documentation_of_class(class).map_or(TextSignature::Own, |found| found.signature) {
        TextSignature::Own => {}
        TextSignature::Unsaid => return Ok(Value::NONE),
        TextSignature::Text(text) => return Ok(vm.new_string(text)),
    }
    let text = match &*class.name() {
        "object" => "()".to_owned(),
        "map" => "(function, iterable, /, *iterables, strict=False)".to_owned(),
        "methodcaller" => "(name, /, *args, **kwargs)".to_owned(),
        "property" => "(fget=None, fset=None, fdel=None, doc=None)".to_owned(),
        _ => {
            let constructor = |vm: &mut Vm<R>, special: Special| {
                let namespace = class.namespace().clone();
                let name = special.name::<R>(vm).clone();
                let found = vm.dict_get_str(&namespace, &name)?;
                match found.as_ref::<StaticMethod<R>>() {
                    Some(method) => method.0.clone().downcast::<Native<R>>().ok(),
                    None => found.downcast().ok(),
                }
            };
            let new = constructor(vm, Special::New);
            let takes_anything =
                new.as_ref().is_none_or(|new| new.signature.var_positional && new.signature.positional == 1);
            // What is not told apart when an instance is made is when it is initialized.
            let initializer = if takes_anything { constructor(vm, Special::Init) } else { None };
            let Some(native) = initializer.or(new) else { return Ok(Value::NONE) };
            // The class itself is not an argument.
            let text = &*native.signature.text;
            let text = text.split_once(',').map_or("", |(_, rest)| rest.trim_start());
            // One slash less: there was one behind the class alone.
            let text = text.strip_prefix('/').map_or(text, |rest| rest.trim_start_matches([',', ' ']));
            format!("({text})")
        }
    };
    Ok(vm.new_string(text))
}

pub(super) fn get_name<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let name = handle(vm, class)?.name();
    Ok(vm.new_str(&name))
}

pub(super) fn set_name<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?;
    if value.is_unbound() && class.flags().has(ClassFlags::HEAP) {
        return Err(undeletable(vm, &class.name(), "__name__"));
    }
    match vm.as_str(&value) {
        Some(name) if class.flags().has(ClassFlags::HEAP) => {
            if name.contains('\0') {
                return Err(vm.value_error("type name must not contain null characters"));
            }
            vm.audit_setting(class.value(), "__name__", &value)?;
            check_encodable(vm, &value)?;
            class.set_name(name);
            Ok(())
        }
        Some(_) => {
            let message =
                format!("cannot set '__name__' attribute of immutable type '{}'", class.shown_name());
            Err(vm.type_error(&message))
        }
        None => {
            let message = format!(
                "can only assign string to {}.__name__, not '{}'",
                class.name(),
                vm.type_name(&value)
            );
            Err(vm.type_error(&message))
        }
    }
}

/// What a class always has cannot be deleted; CPython calls the class immutable for that.
pub(super) fn undeletable<R: Runtime>(vm: &mut Vm<R>, class: &str, attribute: &str) -> Raised<R> {
    vm.type_error(&format!("cannot delete '{attribute}' attribute of immutable type '{class}'"))
}

/// The name of a class must be one that UTF-8 has.
pub(super) fn check_encodable<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>) -> Return<R, ()> {
    if vm.as_str(name).is_some_and(str::is_ascii) {
        return Ok(());
    }
    vm.call_method(name, "encode", &[]).map(drop)
}

/// A namespace entry of the class itself, as `cls.__dict__[name]`.
pub(super) fn own<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Value<R>,
    special: Special,
) -> Return<R, Option<Value<R>>> {
    let namespace = handle(vm, class)?.namespace().clone();
    let name = special.name::<R>(vm).clone();
    Ok(vm.dict_get_str(&namespace, &name))
}

pub(super) fn set_own<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Value<R>,
    special: Special,
    value: Value<R>,
) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    let name = special.name::<R>(vm).clone();
    if !class.flags().has(ClassFlags::HEAP) {
        let message =
            format!("cannot set '{}' attribute of immutable type '{}'", name.as_str(), class.shown_name());
        return Err(vm.type_error(&message));
    }
    let namespace = class.namespace().clone();
    if value.is_unbound() {
        if special != Special::AbstractMethods {
            return Err(undeletable(vm, &class.name(), name.as_str()));
        }
        vm.dict_remove(&namespace, name.value())?;
    } else {
        vm.dict_set_str(&namespace, &name, value);
    }
    class.changed(vm);
    Ok(())
}

pub(super) fn get_qualname<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let qualname = handle(vm, class)?.qualname();
    Ok(vm.new_str(&qualname))
}

pub(super) fn set_qualname<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    let name = class.shown_name();
    if !class.flags().has(ClassFlags::HEAP) {
        let message = format!("cannot set '__qualname__' attribute of immutable type '{name}'");
        return Err(vm.type_error(&message));
    }
    if value.is_unbound() {
        return Err(undeletable(vm, &name, "__qualname__"));
    }
    let Some(text) = vm.as_str(&value) else {
        let message =
            format!("can only assign string to {name}.__qualname__, not '{}'", vm.type_name(&value));
        return Err(vm.type_error(&message));
    };
    class.set_qualname(text);
    Ok(())
}

pub(super) fn get_module<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::Module)? {
        Some(value) if value.as_ref::<GetSet<R>>().is_none() => Ok(value),
        _ => {
            let module = handle(vm, class)?.shown_module();
            Ok(vm.intern(module.as_deref().unwrap_or("builtins")).into_value())
        }
    }
}

/// Who tells of another module tells of no line in it.
pub(super) fn set_module<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    set_own(vm, class, Special::Module, value)?;
    let namespace = handle(vm, class)?.namespace().clone();
    let line = vm.intern("__firstlineno__").into_value();
    vm.dict_remove(&namespace, &line).map(drop)
}

pub(super) fn get_doc<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::Doc)?.filter(|value| value.as_ref::<GetSet<R>>().is_none()) {
        Some(value) => {
            let own = vm.class_of(&value);
            if own.flags().has(ClassFlags::HEAP) && own.special(vm, Special::Get).is_some() {
                return vm.descriptor_get_on_class(&value, class);
            }
            Ok(value)
        }
        None => {
            let class = handle(vm, class)?;
            Ok(vm.docstring_of_class(class))
        }
    }
}

pub(super) fn get_abstract<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::AbstractMethods)? {
        Some(value) if value.as_ref::<GetSet<R>>().is_none() => Ok(value),
        _ => Err(vm.attribute_error(class, "__abstractmethods__", "__abstractmethods__")),
    }
}

pub(super) fn set_abstract<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let abstract_ = !value.is_unbound() && vm.truth(&value)?;
    if value.is_unbound() && own(vm, class, Special::AbstractMethods)?.is_none() {
        return Err(vm.attribute_error(class, "__abstractmethods__", "__abstractmethods__"));
    }
    set_own(vm, class, Special::AbstractMethods, value)?;
    handle(vm, class)?.set_flag(ClassFlags::ABSTRACT, abstract_);
    Ok(())
}

/// Modules whose built-in classes are part of the reference implementation's program. Those of others it makes when the
/// module is imported ("heap types"), by which `copyreg` tells what state a class has.
const STATIC: [&str; 10] = [
    "builtins",
    "types",
    "sys",
    "datetime",
    "weakref",
    "contextvars",
    "_contextvars",
    "pickle",
    "_pickle",
    "string.templatelib",
];

/// Whether a built-in class is part of the reference implementation's program. Then its module is part of its name there, and
/// not among its attributes, which instances have too.
pub(crate) fn is_static(module: &str, name: &str) -> bool {
    STATIC.contains(&module) && name != "ExceptionGroup" || (module, name) == ("collections", "OrderedDict")
}

pub(super) fn get_flags<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let flags = handle(vm, class)?.flags();
    let mut bits = 1_i64 << 12;
    for (flag, bit) in [
        (ClassFlags::SEQUENCE, 1 << 5),
        (ClassFlags::MAPPING, 1 << 6),
        (ClassFlags::HEAP, 1 << 9),
        (ClassFlags::BASE, 1 << 10),
        (ClassFlags::ABSTRACT, 1 << 20),
        (ClassFlags::EXCEPTION, 1 << 30),
        (ClassFlags::METACLASS, 1 << 31),
    ] {
        if flags.has(flag) {
            bits |= bit;
        }
    }
    if !flags.has(ClassFlags::HEAP) {
        bits |= 1 << 8;
        let (module, name) = (get_module(vm, class)?, handle(vm, class)?.name());
        if vm.as_str(&module).is_some_and(|module| !is_static(module, &name)) {
            bits |= 1 << 9;
        }
    }
    Ok(vm.new_int(bits))
}

//! The exceptions of the module.

use interpreter::{Raised, Return, Vm};
use object_model::{Class, Ref, Runtime, Value};

/// The names, each with what it derives from.
const NAMES: [(&str, Base); 3] = [
    (INTERPRETER_ERROR, Base::Exception),
    (NOT_FOUND, Base::InterpreterError),
    (NOT_SHAREABLE, Base::TypeError),
];

const INTERPRETER_ERROR: &str = "InterpreterError";
const NOT_FOUND: &str = "InterpreterNotFoundError";
const NOT_SHAREABLE: &str = "NotShareableError";

enum Base {
    Exception,
    TypeError,
    InterpreterError,
}

/// Makes an exception class that Python code finds in a module of this name.
pub(crate) fn make_class<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str, base: Value<R>) -> Return<R> {
    let namespace = vm.new_dict();
    let key = vm.intern("__module__");
    let module = vm.intern(module).into_value();
    vm.dict_set_str(&namespace, &key, module);
    let (name, bases) = (vm.new_str(name), vm.new_tuple(vec![base]));
    let type_ = vm.types().type_.value().clone();
    vm.call(&type_, &[name, bases, namespace.into_value()])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    for (name, base) in NAMES {
        let base = match base {
            Base::Exception => vm.exceptions().exception.value().clone(),
            Base::TypeError => vm.exceptions().type_error.value().clone(),
            Base::InterpreterError => vm.get_attr_str(module, INTERPRETER_ERROR)?,
        };
        let class = make_class(vm, "concurrent.interpreters", name, base)?;
        vm.module_set(module, name, class);
    }
    Ok(())
}

/// An exception of a class that a module has, raised.
pub(crate) fn raise<R: Runtime>(
    vm: &mut Vm<R>,
    module: &str,
    class: &str,
    message: &str,
) -> Return<R, Raised<R>> {
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, class)?;
    let message = vm.new_str(message);
    let exception = vm.call(&class, &[message])?;
    Ok(vm.exception_from(&exception))
}

fn raise_own<R: Runtime>(vm: &mut Vm<R>, class: &str, message: &str) -> Raised<R> {
    raise(vm, "_interpreters", class, message).unwrap_or_else(|other| other)
}

/// A raised InterpreterError.
pub(super) fn interpreter_error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    raise_own(vm, INTERPRETER_ERROR, message)
}

/// A raised InterpreterNotFoundError.
pub(super) fn not_found<R: Runtime>(vm: &mut Vm<R>, id: u64) -> Raised<R> {
    raise_own(vm, NOT_FOUND, &format!("unrecognized interpreter ID {id}"))
}

/// A raised NotShareableError because of `cause`.
pub(crate) fn not_shareable<R: Runtime>(
    vm: &mut Vm<R>,
    message: &str,
    cause: Option<Raised<R>>,
) -> Return<R, Raised<R>> {
    let raised = raise(vm, "_interpreters", NOT_SHAREABLE, message)?;
    if let Some(cause) = cause {
        set_cause(vm, &raised, &cause)?;
    }
    Ok(raised)
}

/// Raises from `cause`.
pub(super) fn set_cause<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>, cause: &Raised<R>) -> Return<R, ()> {
    vm.set_attr_str(&raised.0, "__cause__", cause.0.clone())?;
    vm.set_attr_str(&raised.0, "__context__", cause.0.clone())
}

/// The class of NotShareableError.
pub(super) fn not_shareable_class<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Option<Ref<R, Class<R>>>> {
    let module = vm.import_module("_interpreters")?;
    Ok(vm.get_attr_str(&module, NOT_SHAREABLE)?.downcast().ok())
}

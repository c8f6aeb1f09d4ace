//! `Placeholder`: where an argument of a partial is still to come.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Runtime, Value};
use std::marker::PhantomData;

/// The payload of the one there is.
pub(super) struct Placeholder<R: Runtime>(PhantomData<fn() -> R>);

// SAFETY: empty.
unsafe impl<R: Runtime> Payload<R> for Placeholder<R> {
    const NAME: &'static str = "_PlaceholderType";
}

/// Whether a value is the placeholder.
pub(super) fn is<R: Runtime>(value: &Value<R>) -> bool {
    value.as_ref::<Placeholder<R>>().is_some()
}

/// The one there is, for a call of its type without arguments.
fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, positional, named] = arguments else {
        return Err(vm.system_error("a type is called with arguments"));
    };
    if vm.as_tuple(positional).is_some_and(|given| !given.is_empty()) || named.given().is_some() {
        return Err(vm.type_error("PlaceholderType takes no arguments"));
    }
    let module = vm.import_module("_functools")?;
    vm.get_attr_str(&module, "Placeholder")
}

fn name<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("Placeholder"))
}

/// Puts `Placeholder` and its type into the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Placeholder<R>>(vm, "functools", "_PlaceholderType", None)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[("__repr__(self, /)", name), ("__reduce__(self, /)", name)])
        .sealed()
        .finish();
    let placeholder = vm.new_object(Placeholder(PhantomData));
    vm.immortalize(&placeholder);
    vm.module_set(module, "_PlaceholderType", class.into_value());
    vm.module_set(module, "Placeholder", placeholder);
}

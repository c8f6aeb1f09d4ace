//! What CPython's argument parser does for this module.

use super::moment::shown_class;
use interpreter::{Raised, Return, Vm};
use object_model::{Class, Ref, Runtime, Str, Value};

/// A number that C would keep in an `int`.
pub(super) fn int<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i64> {
    vm.c_int(value).map(i64::from)
}

/// As [`int`], of an argument that may be missing.
pub(super) fn int_or<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    default: impl Into<i64>,
) -> Return<R, i64> {
    match value.given() {
        Some(value) => int(vm, value),
        None => Ok(default.into()),
    }
}

/// As [`int`], of an argument that must be there.
pub(super) fn required_int<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    name: &str,
    position: usize,
) -> Return<R, i64> {
    match value.given() {
        Some(value) => int(vm, value),
        None => {
            let message = format!("function missing required argument '{name}' (pos {position})");
            Err(vm.type_error(&message))
        }
    }
}

/// The str of an argument.
pub(super) fn text<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
    function: &str,
    position: usize,
) -> Return<R, &'a Ref<R, Str<R>>> {
    match value.as_ref::<Str<R>>() {
        Some(text) => Ok(text),
        None => Err(wrong(vm, value, function, position, "str")),
    }
}

/// The `TypeError` of an argument that is not what it must be.
#[cold]
pub(super) fn wrong<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    function: &str,
    position: usize,
    expected: &str,
) -> Raised<R> {
    let given = if value.is_none() { "None".into() } else { shown_class(vm, value) };
    vm.type_error(&format!("{function}() argument {position} must be {expected}, not {given}"))
}

/// What a subclass's constructor makes of the arguments, to which a fold is added if there is one.
pub(super) fn call_with_fold<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    mut arguments: Vec<Value<R>>,
    fold: i64,
) -> Return<R> {
    if fold == 0 {
        return vm.call(class.value(), &arguments);
    }
    arguments.push(vm.new_int(fold));
    let names = vm.keyword_names(&["fold"]);
    vm.call_with(class.value(), &arguments, &names)
}

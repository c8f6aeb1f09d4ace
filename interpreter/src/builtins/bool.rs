//! `bool`.

use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Runtime, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.flag(&arguments[1], false).map(Value::bool)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let truth = arguments[0].word().as_bool().unwrap_or(false);
    Ok(vm.intern(if truth { "True" } else { "False" }).into_value())
}

/// An operation on two bools is a bool, on a bool and an int what `int` makes of it.
fn logic<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    operation: fn(bool, bool) -> bool,
    name: &str,
) -> Return<R> {
    match (arguments[0].word().as_bool(), arguments[1].word().as_bool()) {
        (Some(left), Some(right)) => Ok(Value::bool(operation(left, right))),
        _ => {
            let int = vm.types().int.value().clone();
            let method = vm.get_attr_str(&int, name)?;
            vm.call(&method, arguments)
        }
    }
}

macro_rules! logic {
    ($($name:ident $operation:tt $text:literal,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            logic(vm, arguments, |left, right| left $operation right, $text)
        })*
    };
}

logic! {
    and & "__and__",
    rand & "__rand__",
    or | "__or__",
    ror | "__ror__",
    xor ^ "__xor__",
    rxor ^ "__rxor__",
}

fn invert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let category = vm.exceptions().deprecation_warning.clone();
    let message = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise \
                   inversion of the underlying int object and is usually not what you expect from negating a bool. Use the \
                   'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the \
                   underlying int.";
    vm.warn(&category, message)?;
    let truth = arguments[0].word().as_bool().unwrap_or(false);
    Ok(Value::small_int(!i64::from(truth)))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().bool.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, object=False, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__invert__(self, /)", invert),
            ("__and__(self, value, /)", and),
            ("__rand__(self, value, /)", rand),
            ("__or__(self, value, /)", or),
            ("__ror__(self, value, /)", ror),
            ("__xor__(self, value, /)", xor),
            ("__rxor__(self, value, /)", rxor),
        ])
        .finish();
}

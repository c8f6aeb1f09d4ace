//! The classes that have one object each: `NoneType`, `ellipsis`, `NotImplementedType`.

use crate::native::NativeCall;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Runtime, Tuple, Value};

/// The one object, for a call without arguments.
fn only<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], object: Value<R>, name: &str) -> Return<R> {
    let [_, args, keywords] = arguments else { return Ok(object) };
    let given = args.as_ref::<Tuple<R>>().is_some_and(|args| !args.as_slice().is_empty());
    if given || keywords.given().is_some() {
        return Err(vm.type_error(&format!("{name} takes no arguments")));
    }
    Ok(object)
}

fn truth<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::FALSE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (none, ellipsis, not_implemented) =
        (types.none.clone(), types.ellipsis.clone(), types.not_implemented.clone());
    let classes: [(_, NativeCall<R>); 3] = [
        (&none, |vm, arguments| only(vm, arguments, Value::NONE, "NoneType")),
        (&ellipsis, |vm, arguments| only(vm, arguments, Value::ELLIPSIS, "EllipsisType")),
        (&not_implemented, |vm, arguments| only(vm, arguments, Value::NOT_IMPLEMENTED, "NotImplementedType")),
    ];
    for (class, new) in classes {
        ClassBuilder::extend(vm, class).constructor("__new__(cls, /, *args, **kwargs)", new).finish();
    }
    ClassBuilder::extend(vm, &none).method("__bool__(self, /)", truth).finish();
    let no_truth: NativeCall<R> = |vm, arguments| vm.truth(&arguments[0]).map(Value::bool);
    ClassBuilder::extend(vm, &not_implemented).method("__bool__(self, /)", no_truth).finish();
}

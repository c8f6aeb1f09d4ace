//! `NoneType`.

use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Runtime, Tuple, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, args, keywords] = arguments else { return Ok(Value::NONE) };
    let given = args.as_ref::<Tuple<R>>().is_some_and(|args| !args.as_slice().is_empty());
    if given || keywords.given().is_some() {
        return Err(vm.type_error("NoneType takes no arguments"));
    }
    Ok(Value::NONE)
}

fn truth<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::FALSE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().none.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .method("__bool__(self, /)", truth)
        .finish();
}

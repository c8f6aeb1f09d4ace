//! `coroutine`, and the iterator that `await` drives.

use super::generator::{
    close, code, delegate, frame, generator, install_common, is_running, is_suspended, itself, send, throw,
};
use super::receiver;
use crate::generator::Generator;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Payload, Runtime, Value};

/// The payload of what `coroutine.__await__()` answers.
struct CoroutineWrapper<R: Runtime>(Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for CoroutineWrapper<R> {
    const NAME: &'static str = "coroutine_wrapper";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

fn await_<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    generator(vm, &arguments[0])?;
    Ok(vm.new_object(CoroutineWrapper(arguments[0].clone())))
}

fn wrapped<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Vec<Value<R>>> {
    let coroutine = receiver::<R, CoroutineWrapper<R>>(vm, &arguments[0], "coroutine_wrapper")?.0.clone();
    let mut all = arguments.to_vec();
    all[0] = coroutine;
    Ok(all)
}

fn wrapper_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut all = wrapped(vm, arguments)?;
    all.push(Value::NONE);
    send(vm, &all)
}

fn wrapper_send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let all = wrapped(vm, arguments)?;
    send(vm, &all)
}

fn wrapper_throw<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let all = wrapped(vm, arguments)?;
    throw(vm, &all)
}

fn wrapper_close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let all = wrapped(vm, arguments)?;
    close(vm, &all)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().coroutine.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__await__(self, /)", await_),
            ("send(self, object, /)", send),
            ("throw(self, typ, val=None, tb=None, /)", throw),
            ("close(self, /)", close),
        ])
        .generic()
        .getter("cr_running", is_running)
        .getter("cr_suspended", is_suspended)
        .audited("cr_code", code, None)
        .audited("cr_frame", frame, None)
        .getter("cr_await", delegate)
        .getter("cr_origin", |_, value| {
            Ok(value.as_ref::<Generator<R>>().map_or(Value::NONE, |coroutine| coroutine.origin.clone()))
        })
        .finish();
    install_common(vm, &class);
    ClassBuilder::new::<CoroutineWrapper<R>>(vm, "builtins", "coroutine_wrapper", None)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", wrapper_next),
            ("send(self, object, /)", wrapper_send),
            ("throw(self, typ, val=None, tb=None, /)", wrapper_throw),
            ("close(self, /)", wrapper_close),
        ])
        .sealed()
        .finish();
}

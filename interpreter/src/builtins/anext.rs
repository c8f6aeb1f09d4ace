//! `aiter`, `anext`, and what `anext` with a default gives to await.

use super::generator::itself;
use super::receiver;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Payload, Runtime, Special, Value};

/// The payload of an awaitable that comes to a default where what it stands for says there is no more.
struct Anext<R: Runtime> {
    awaited: Value<R>,
    default: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Anext<R> {
    const NAME: &'static str = "anext_awaitable";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.awaited);
        visit(&self.default);
    }
}

/// `aiter(async_iterable)`
pub(super) fn aiter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = vm.call_special(&arguments[0], Special::AsyncIter, &[])? else {
        let message = format!("'{}' object is not an async iterable", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    if vm.class_of(&iterator).special(vm, Special::AsyncNext).is_none() {
        let message = format!("aiter() returned not an async iterator of type '{}'", vm.type_name(&iterator));
        return Err(vm.type_error(&message));
    }
    Ok(iterator)
}

/// `anext(aiterator[, default])`
pub(super) fn anext<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(awaited) = vm.call_special(&arguments[0], Special::AsyncNext, &[])? else {
        let message = format!("'{}' object is not an async iterator", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    match arguments[1].given() {
        Some(default) => Ok(vm.new_object(Anext { awaited, default: default.clone() })),
        None => Ok(awaited),
    }
}

/// Calls a method of the iterator that is awaited.
fn forwarded<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>, name: &str, arguments: &[Value<R>]) -> Return<R> {
    let anext = receiver::<R, Anext<R>>(vm, object, "anext_awaitable")?.clone();
    let result = vm.awaitable(anext.awaited.clone()).and_then(|iterator| {
        // A coroutine is its own iterator, and has no `__next__`.
        match name {
            "__next__" if vm.class_of(&iterator).special(vm, Special::Next).is_none() => {
                vm.call_method(&iterator, "send", &[Value::NONE])
            }
            _ => vm.call_method(&iterator, name, arguments),
        }
    });
    let stop = vm.exceptions().stop_async_iteration.clone();
    match result {
        Err(raised) if vm.is_raised(&raised, &stop) => Err(vm.stop_iteration_with(anext.default.clone())),
        result => result,
    }
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    forwarded(vm, &arguments[0], "__next__", &[])
}

fn send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    forwarded(vm, &arguments[0], "send", &arguments[1..2])
}

fn throw<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = arguments[1..4].iter().take_while(|argument| !argument.is_unbound()).count();
    forwarded(vm, &arguments[0], "throw", &arguments[1..=given])
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    forwarded(vm, &arguments[0], "close", &[])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Anext<R>>(vm, "builtins", "anext_awaitable", None)
        .methods(&[
            ("__await__(self, /)", itself),
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next),
            ("send(self, object, /)", send),
            ("throw(self, typ, val=None, tb=None, /)", throw),
            ("close(self, /)", close),
        ])
        .sealed()
        .finish();
}

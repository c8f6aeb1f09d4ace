//! `generator`: send, throw, close, and what can be read of one.

use super::receiver;
use crate::function::Function;
use crate::generator::{Generator, Progress, Resume, Resumed};
use crate::raised::{Raised, Return};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Value};

pub(super) fn generator<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Generator<R>>> {
    receiver::<R, Generator<R>>(vm, value, "generator").cloned()
}

/// What a step of a generator is to who called it: the value it yielded, or StopIteration.
pub(super) fn answer<R: Runtime>(vm: &mut Vm<R>, resumed: Resumed<R>) -> Return<R> {
    match resumed {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) => Err(vm.stop_iteration(value)),
    }
}

pub(super) fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

pub(super) fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generator = generator(vm, &arguments[0])?;
    match vm.resume(&generator, Resume::Send(Value::NONE))? {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) if value.is_none() => Ok(Value::UNBOUND),
        Resumed::Returned(value) => Err(vm.stop_iteration(value)),
    }
}

pub(super) fn send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generator = generator(vm, &arguments[0])?;
    let resumed = vm.resume(&generator, Resume::Send(arguments[1].clone()))?;
    answer(vm, resumed)
}

/// The exception that the arguments of `throw` mean: if the class makes none, why it does not.
pub(super) fn thrown<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Raised<R>> {
    let [kind, value, traceback] = arguments else { return Err(vm.system_error("throw takes three values")) };
    let value = value.some();
    if vm.is_exception(kind) {
        if value.is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        return with_traceback(vm, kind.clone(), traceback);
    }
    let base = vm.exceptions().base_exception.clone();
    let is_class = kind.as_ref::<Class<R>>().is_some_and(|class| vm.is_subclass(class, &base));
    if !is_class {
        let message = format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            vm.type_name(kind)
        );
        return Err(vm.type_error(&message));
    }
    let made = match value {
        Some(value) if vm.is_instance_of(value, kind)? => Ok(value.clone()),
        Some(value) => match vm.as_tuple(value).map(<[_]>::to_vec) {
            Some(items) => vm.call(kind, &items),
            None => vm.call(kind, std::slice::from_ref(value)),
        },
        None => vm.call(kind, &[]),
    };
    let exception = match made {
        Ok(exception) if vm.is_exception(&exception) => exception,
        Ok(other) => vm.no_exception(kind, &other).0,
        Err(raised) => raised.0,
    };
    with_traceback(vm, exception, traceback)
}

fn with_traceback<R: Runtime>(
    vm: &mut Vm<R>,
    exception: Value<R>,
    traceback: &Value<R>,
) -> Return<R, Raised<R>> {
    if let Some(traceback) = traceback.some() {
        if traceback.as_ref::<crate::exception::Traceback<R>>().is_none() {
            return Err(vm.type_error("throw() third argument must be a traceback object"));
        }
        vm.set_attr_str(&exception, "__traceback__", traceback.clone())?;
    }
    Ok(Raised(exception))
}

/// Warns of an exception that is thrown in parts.
pub(super) fn warn_of_parts<R: Runtime>(vm: &mut Vm<R>, function: &str, parts: &[Value<R>]) -> Return<R, ()> {
    if parts.iter().skip(1).all(Value::is_unbound) {
        return Ok(());
    }
    let category = vm.exceptions().deprecation_warning.clone();
    let message = format!(
        "the (type, exc, tb) signature of {function}() is deprecated, use the single-arg signature instead."
    );
    vm.warn(&category, &message)
}

pub(super) fn throw<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    warn_of_parts(vm, "throw", &arguments[1..4])?;
    let generator = generator(vm, &arguments[0])?;
    let resumed = vm.throw_given(&generator, &arguments[1..4], thrown)?;
    answer(vm, resumed)
}

pub(super) fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generator = generator(vm, &arguments[0])?;
    vm.close_generator(&generator)
}

/// `__del__`: a suspended generator is closed, so that its `finally` blocks run.
pub(super) fn del<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generator = generator(vm, &arguments[0])?;
    if vm.must_be_closed(&generator) { vm.close_generator(&generator) } else { Ok(Value::NONE) }
}

fn progress<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Progress> {
    let generator = generator(vm, value)?;
    Ok(vm.lock(&generator).progress)
}

pub(super) fn is_running<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    progress(vm, value).map(|progress| Value::bool(progress == Progress::Running))
}

pub(super) fn is_suspended<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    progress(vm, value).map(|progress| Value::bool(progress == Progress::Suspended))
}

pub(super) fn code<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    let function = receiver::<R, Function<R>>(vm, &generator.function, "function")?;
    Ok(function.code_value())
}

/// The frame; None once it has ended.
pub(super) fn frame<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    if vm.lock(&generator).progress == Progress::Finished {
        return Ok(Value::NONE);
    }
    Ok(vm.generator_frame(&generator).unwrap_or(Value::NONE))
}

pub(super) fn delegate<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    Ok(vm.delegate_of(&generator).unwrap_or(Value::NONE))
}

fn get_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    Ok(vm.lock(&generator).name.clone())
}

fn get_qualname<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    Ok(vm.lock(&generator).qualname.clone())
}

fn set_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if vm.as_str(&new).is_none() {
        return Err(vm.type_error("__name__ must be set to a string object"));
    }
    let generator = generator(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(&generator).name, new);
    drop(old);
    Ok(())
}

fn set_qualname<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if vm.as_str(&new).is_none() {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    }
    let generator = generator(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(&generator).qualname, new);
    drop(old);
    Ok(())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let qualname = get_qualname(vm, &arguments[0])?;
    let text = format!(
        "<{} object {} at {:#x}>",
        vm.type_name(&arguments[0]),
        vm.as_str(&qualname).unwrap_or("?"),
        arguments[0].word().bits()
    );
    Ok(vm.new_string(text))
}

/// What generators, coroutines and async generators have in common. Their finished ones die without a finalizer.
pub(super) fn install_common<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) {
    ClassBuilder::extend(vm, class)
        .methods(&[("__repr__(self, /)", repr), ("__del__(self, /)", del)])
        .getset("__name__", get_name, Some(set_name))
        .getset("__qualname__", get_qualname, Some(set_qualname))
        .finish();
    class.dict_shape().exempt_from_finalizer();
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().generator.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next),
            ("send(self, object, /)", send),
            ("throw(self, typ, val=None, tb=None, /)", throw),
            ("close(self, /)", close),
        ])
        .generic()
        .getter("gi_running", is_running)
        .getter("gi_suspended", is_suspended)
        .audited("gi_code", code, None)
        .audited("gi_frame", frame, None)
        .getter("gi_yieldfrom", delegate)
        .finish();
    install_common(vm, &class);
}

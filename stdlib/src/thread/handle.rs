//! `_thread._ThreadHandle`: what a thread is joined by.

use super::start::note_end_of_another;
use crate::length::{deadline, length};
use crate::parking::Event;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

pub(super) const NOT_STARTED: u8 = 0;
pub(super) const STARTING: u8 = 1;
pub(super) const STARTED: u8 = 2;

/// How far a thread has come.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) phase: AtomicU8,
    pub(super) ident: AtomicU64,
    pub(super) done: Event,
}

/// The payload of `_thread._ThreadHandle`.
#[derive(Default)]
pub(super) struct Handle(pub(super) Arc<Progress>);

// SAFETY: atomics and an event.
unsafe impl<R: Runtime> Payload<R> for Handle {
    const NAME: &'static str = "_ThreadHandle";
}

pub(super) fn handle_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Handle> {
    match value.as_ref::<Handle>() {
        Some(handle) => Ok(handle),
        None => Err(vm.type_error("'handle' must be a _ThreadHandle")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Handle::default()))
}

/// The handle of a thread that runs and that nobody started here.
pub(super) fn make_thread_handle<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.index(&arguments[0])?;
    let progress = Progress { phase: STARTED.into(), ident: (ident as u64).into(), done: Event::default() };
    Ok(vm.new_object(Handle(Arc::new(progress))))
}

fn ident<R: Runtime>(vm: &mut Vm<R>, handle: &Value<R>) -> Return<R> {
    // Acquire: pairs with the Release when the thread was started.
    let ident = handle_of(vm, handle)?.0.ident.load(Ordering::Acquire);
    Ok(vm.new_int(ident as i64))
}

fn is_done<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(handle_of(vm, &arguments[0])?.0.done.has_happened()))
}

fn set_done<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let progress = handle_of(vm, &arguments[0])?.0.clone();
    // Acquire: as in `join`.
    if progress.phase.load(Ordering::Acquire) != STARTED {
        return Err(vm.runtime_error("thread not started"));
    }
    progress.done.happen();
    Ok(Value::NONE)
}

fn join<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let progress = handle_of(vm, &arguments[0])?.0.clone();
    let deadline = match arguments[1].some() {
        Some(timeout) => {
            let seconds = length(vm, timeout)?;
            deadline(seconds)
        }
        None => None,
    };
    // Acquire: pairs with the Release in `start`.
    if progress.phase.load(Ordering::Acquire) == NOT_STARTED {
        return Err(vm.runtime_error("thread not started"));
    }
    if progress.ident.load(Ordering::Acquire) == vm.ident && !progress.done.has_happened() {
        return Err(vm.runtime_error("Cannot join current thread"));
    }
    progress.done.wait(vm, "thread.join", deadline)?;
    note_end_of_another(vm);
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = handle_of(vm, &arguments[0])?.0.ident.load(Ordering::Acquire);
    Ok(vm.new_string(format!("<_ThreadHandle object: ident={ident}>")))
}

/// Makes the class.
pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<Handle>(vm, "_thread", "_ThreadHandle", None)
        .constructor("__new__(cls)", new)
        .methods(&[
            ("join(self, timeout=None, /)", join),
            ("is_done(self, /)", is_done),
            ("_set_done(self, /)", set_done),
            ("__repr__(self, /)", repr),
        ])
        .getter("ident", ident)
        .sealed()
        .finish()
}

//! `_thread.lock`.

use super::patience::{Patience, patience};
use crate::parking::RawLock;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};

/// The payload of `_thread.lock`.
struct Lock(RawLock);

// SAFETY: atomics and a mutex.
unsafe impl<R: Runtime> Payload<R> for Lock {
    const NAME: &'static str = "lock";
}

fn lock_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Lock> {
    match value.as_ref::<Lock>() {
        Some(lock) => Ok(lock),
        None => Err(vm.type_error("expected a lock")),
    }
}

pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Lock(RawLock::default())))
}

/// `_thread.lock()`
fn construct<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.as_tuple(&arguments[1]).map_or(0, <[_]>::len) {
        0 => new(vm, arguments),
        given => Err(vm.type_error(&format!("lock expected 0 arguments, got {given}"))),
    }
}

fn acquire<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = lock_of(vm, &arguments[0])?;
    if lock.0.try_acquire() {
        // A wrong argument is found all the same.
        if (arguments[1].given().is_some() || arguments[2].given().is_some())
            && let Err(raised) = patience(vm, &arguments[1], &arguments[2])
        {
            lock.0.release();
            return Err(raised);
        }
        return Ok(Value::TRUE);
    }
    match patience(vm, &arguments[1], &arguments[2])? {
        Patience::None => Ok(Value::FALSE),
        Patience::Until(deadline) => lock.0.acquire_handling_signals(vm, deadline).map(Value::bool),
    }
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    lock_of(vm, &arguments[0])?.0.acquire_handling_signals(vm, None).map(Value::bool)
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if lock_of(vm, &arguments[0])?.0.release() {
        return Ok(Value::NONE);
    }
    Err(vm.runtime_error("release unlocked lock"))
}

fn locked<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(lock_of(vm, &arguments[0])?.0.is_locked()))
}

fn reset_lock<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    lock_of(vm, &arguments[0])?.0.reset();
    Ok(Value::NONE)
}

fn lock_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = if lock_of(vm, &arguments[0])?.0.is_locked() { "locked" } else { "unlocked" };
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<{state} _thread.lock object at {address:#x}>")))
}

/// Makes the class.
pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<Lock>(vm, "_thread", "lock", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, /, *args)", construct)
        .methods(&[
            ("acquire(self, blocking=True, timeout=-1)", acquire),
            ("acquire_lock(self, blocking=True, timeout=-1)", acquire),
            ("release(self, /)", release),
            ("release_lock(self, /)", release),
            ("locked(self, /)", locked),
            ("locked_lock(self, /)", locked),
            ("__enter__(self, /)", enter),
            ("__exit__(self, /, *_exc_info)", release),
            ("__repr__(self, /)", lock_repr),
            ("_at_fork_reinit(self, /)", reset_lock),
        ])
        .sealed()
        .finish()
}

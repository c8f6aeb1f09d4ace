//! `_thread.RLock`.

use super::nothing;
use super::patience::{Patience, patience};
use crate::parking::{ReentrantLock, TooOften};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};

// SAFETY: atomics and a mutex.
unsafe impl<R: Runtime> Payload<R> for ReentrantLock {
    const NAME: &'static str = "RLock";
}

fn of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a ReentrantLock> {
    match value.as_ref::<ReentrantLock>() {
        Some(lock) => Ok(lock),
        None => Err(vm.type_error("expected an RLock")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, ReentrantLock::default())
}

fn acquire<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    let patience = patience(vm, &arguments[1], &arguments[2])?;
    take(vm, lock, &patience)
}

fn take<R: Runtime>(vm: &mut Vm<R>, lock: &ReentrantLock, patience: &Patience) -> Return<R> {
    match lock.again(vm.ident) {
        Ok(true) => return Ok(Value::TRUE),
        Ok(false) => {}
        Err(TooOften) => return Err(vm.overflow_error("Internal lock count overflowed")),
    }
    let acquired = match patience {
        Patience::None => lock.lock.try_acquire(),
        Patience::Until(deadline) => lock.lock.acquire_handling_signals(vm, *deadline)?,
    };
    if acquired {
        lock.own(vm.ident, 1);
    }
    Ok(Value::bool(acquired))
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    take(vm, lock, &Patience::Until(None))
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    if !lock.is_owned_by(vm.ident) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    lock.release();
    Ok(Value::NONE)
}

fn locked<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(of(vm, &arguments[0])?.lock.is_locked()))
}

fn is_owned<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.ident;
    Ok(Value::bool(of(vm, &arguments[0])?.is_owned_by(ident)))
}

fn recursion_count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.ident;
    let lock = of(vm, &arguments[0])?;
    let count = if lock.is_owned_by(ident) { lock.holder().1 } else { 0 };
    Ok(vm.new_usize(count))
}

fn release_save<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    if !lock.is_owned_by(vm.ident) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    let count = vm.new_usize(lock.release_all());
    let owner = vm.new_int(vm.ident as i64);
    Ok(vm.new_tuple(vec![count, owner]))
}

fn acquire_restore<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    let state = vm.as_tuple(&arguments[1]).map(<[Value<R>]>::to_vec);
    let Some([count, _]) = state.as_deref() else {
        return Err(vm.type_error("_acquire_restore() argument 1 must be a 2-item tuple"));
    };
    let count = vm.index(count)?.max(1) as usize;
    // The state must be restored: a signal's exception comes afterwards.
    let mut raised = None;
    loop {
        match lock.lock.acquire_handling_signals(vm, None) {
            Ok(_) => break,
            Err(signal) => raised = Some(signal),
        }
    }
    lock.own(vm.ident, count);
    raised.map_or(Ok(Value::NONE), Err)
}

fn reset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    lock.reset();
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = of(vm, &arguments[0])?;
    let state = if lock.lock.is_locked() { "locked" } else { "unlocked" };
    let (owner, count) = lock.holder();
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<{state} _thread.RLock object owner={owner} count={count} at {address:#x}>")))
}

/// Makes the class.
pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<ReentrantLock>(vm, "_thread", "RLock", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", nothing),
            ("acquire(self, blocking=True, timeout=-1)", acquire),
            ("release(self, /)", release),
            ("locked(self, /)", locked),
            ("__enter__(self, /)", enter),
            ("__exit__(self, /, *_exc_info)", release),
            ("__repr__(self, /)", repr),
            ("_is_owned(self, /)", is_owned),
            ("_recursion_count(self, /)", recursion_count),
            ("_release_save(self, /)", release_save),
            ("_acquire_restore(self, state, /)", acquire_restore),
            ("_at_fork_reinit(self, /)", reset),
        ])
        .finish()
}

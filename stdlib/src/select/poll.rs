//! The object that `select.poll()` makes.

use super::{Deadline, wait};
use crate::descriptor;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// The payload: the events of each descriptor.
struct Poll<R: Runtime> {
    events: Guarded<BTreeMap<i32, i16>>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Poll<R> {
    const NAME: &'static str = "poll";
}

impl<R: Runtime> Guard<R> for Poll<R> {
    type Guarded = BTreeMap<i32, i16>;
    fn guarded(&self) -> &Guarded<BTreeMap<i32, i16>> {
        &self.events
    }
}

fn poll_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Poll<R>>> {
    match value.as_ref::<Poll<R>>() {
        Some(poll) => Ok(poll),
        None => Err(vm.type_error("a poll object is needed")),
    }
}

/// `select.poll()`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Poll { events: Guarded::new(BTreeMap::new()), _runtime: PhantomData }))
}

fn events<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i16> {
    let Some(value) = value.given() else { return Ok(libc::POLLIN | libc::POLLPRI | libc::POLLOUT) };
    let number = vm.index(value)?;
    match u16::try_from(number) {
        Ok(events) => Ok(events as i16),
        Err(_) => Err(vm.overflow_error("eventmask must be an unsigned short")),
    }
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = descriptor::of(vm, &arguments[1])?;
    let events = events(vm, &arguments[2])?;
    let own = poll_of(vm, &arguments[0])?;
    vm.lock(own).insert(descriptor, events);
    Ok(Value::NONE)
}

fn modify<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = descriptor::of(vm, &arguments[1])?;
    let events = events(vm, &arguments[2])?;
    let own = poll_of(vm, &arguments[0])?;
    let known = match vm.lock(own).get_mut(&descriptor) {
        Some(known) => {
            *known = events;
            true
        }
        None => false,
    };
    if known { Ok(Value::NONE) } else { Err(vm.os_error(libc::ENOENT, None)) }
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = descriptor::of(vm, &arguments[1])?;
    let own = poll_of(vm, &arguments[0])?;
    let removed = vm.lock(own).remove(&descriptor);
    match removed {
        Some(_) => Ok(Value::NONE),
        None => {
            let key = vm.new_int(descriptor.into());
            Err(vm.key_error(&key))
        }
    }
}

fn poll<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deadline = match arguments[1].some() {
        None => Deadline(None),
        Some(timeout) => Deadline::of(vm, timeout, 1000.0)?,
    };
    let own = poll_of(vm, &arguments[0])?;
    let mut waiting: Vec<libc::pollfd> =
        vm.lock(own).iter().map(|(&fd, &events)| libc::pollfd { fd, events, revents: 0 }).collect();
    wait(vm, &mut waiting, deadline)?;
    let mut ready = Vec::new();
    for waited in waiting.iter().filter(|waited| waited.revents != 0) {
        let pair = vec![vm.new_int(waited.fd.into()), vm.new_int(i64::from(waited.revents as u16))];
        ready.push(vm.new_tuple(pair));
    }
    vm.new_list(ready)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Poll<R>>(vm, "select", "poll", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("register(self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", register),
            ("modify(self, fd, eventmask, /)", modify),
            ("unregister(self, fd, /)", unregister),
            ("poll(self, timeout=None, /)", poll),
        ])
        .sealed()
        .finish();
}

//! How long a socket waits.

use super::{Socket, socket_of};
use crate::system;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::sync::atomic::{AtomicU64, Ordering};

/// `socket.setdefaulttimeout`, with its bits kept negated so that nothing is zero.
#[derive(Default)]
pub(super) struct DefaultTimeout(pub(super) AtomicU64);

pub(super) fn timed_out<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    let class = vm.exceptions().timeout_error.clone();
    vm.raise_message(&class, "timed out")
}

pub(super) fn set_timeout<R: Runtime>(
    vm: &mut Vm<R>,
    socket: &Socket,
    seconds: Option<f64>,
) -> Return<R, ()> {
    let descriptor = socket.descriptor();
    // SAFETY: no memory is involved.
    let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFL) };
    let flags = system::checked(vm, flags, None)?;
    let flags = if seconds.is_some() { flags | libc::O_NONBLOCK } else { flags & !libc::O_NONBLOCK };
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(descriptor, libc::F_SETFL, flags) };
    system::checked(vm, answer, None)?;
    socket.timeout.store(seconds.unwrap_or(-1.0).to_bits(), Ordering::Relaxed);
    Ok(())
}

pub(super) fn timeout_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<f64>> {
    let Some(value) = value.some() else { return Ok(None) };
    let seconds = crate::length::length(vm, value)?;
    if seconds < 0.0 {
        return Err(vm.value_error("Timeout value out of range"));
    }
    Ok(Some(seconds))
}

pub(super) fn settimeout<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let seconds = timeout_argument(vm, &arguments[1])?;
    set_timeout(vm, &socket, seconds)?;
    Ok(Value::NONE)
}

pub(super) fn gettimeout<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(socket_of(vm, &arguments[0])?.timeout().map_or(Value::NONE, Value::float))
}

pub(super) fn timeout_attribute<R: Runtime>(vm: &mut Vm<R>, socket: &Value<R>) -> Return<R> {
    gettimeout(vm, std::slice::from_ref(socket))
}

pub(super) fn setblocking<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let blocking = vm.truth(&arguments[1])?;
    set_timeout(vm, &socket, if blocking { None } else { Some(0.0) })?;
    Ok(Value::NONE)
}

pub(super) fn getblocking<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(socket_of(vm, &arguments[0])?.timeout() != Some(0.0)))
}

pub(super) fn getdefaulttimeout<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    match vm.shared.state::<DefaultTimeout>().0.load(Ordering::Relaxed) {
        0 => Ok(Value::NONE),
        bits => Ok(Value::float(f64::from_bits(!bits))),
    }
}

pub(super) fn setdefaulttimeout<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bits = timeout_argument(vm, &arguments[0])?.map_or(0, |seconds| !seconds.to_bits());
    vm.shared.state::<DefaultTimeout>().0.store(bits, Ordering::Relaxed);
    Ok(Value::NONE)
}

//! Timers that are descriptors (`timerfd_create`).

use crate::length::{SECOND, timespec};
use crate::path::descriptor;
use crate::system::{checked, int_or};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::time::Duration;

fn create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let clock = vm.index(&arguments[0])? as libc::clockid_t;
    let flags = int_or(vm, &arguments[1], libc::TFD_CLOEXEC)?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::timerfd_create(clock, flags) };
    Ok(Value::small_int(checked(vm, answer, None)?.into()))
}

/// A time in seconds, in nanoseconds. What the system refuses is passed on to it.
fn seconds<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i64> {
    let Some(value) = value.given() else { return Ok(0) };
    let seconds = vm.to_float(value)?;
    let length = Duration::try_from_secs_f64(seconds.abs()).ok();
    match length.and_then(|length| i64::try_from(length.as_nanos()).ok()) {
        Some(nanoseconds) => Ok(if seconds < 0.0 { -nanoseconds } else { nanoseconds }),
        None => Err(vm.overflow_error("timestamp out of range for C PyTime_t")),
    }
}

/// A time in nanoseconds.
fn nanoseconds<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i64> {
    match value.given() {
        Some(value) => vm.index(value),
        None => Ok(0),
    }
}

/// Sets a timer; answers what was left of it, and its interval, in nanoseconds.
fn set<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    read: fn(&mut Vm<R>, &Value<R>) -> Return<R, i64>,
) -> Return<R, [i64; 2]> {
    let file = descriptor(vm, &arguments[0])?;
    let flags = int_or(vm, &arguments[1], 0)?;
    let (initial, interval) = (read(vm, &arguments[2])?, read(vm, &arguments[3])?);
    let new = libc::itimerspec { it_value: timespec(initial), it_interval: timespec(interval) };
    let mut old = libc::itimerspec { it_value: timespec(0), it_interval: timespec(0) };
    // SAFETY: both are valid for the call.
    let answer = unsafe { libc::timerfd_settime(file, flags, &new, &mut old) };
    checked(vm, answer, None)?;
    Ok(parts(&old))
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, [i64; 2]> {
    let file = descriptor(vm, &arguments[0])?;
    let mut timer = libc::itimerspec { it_value: timespec(0), it_interval: timespec(0) };
    // SAFETY: it is valid for writes.
    let answer = unsafe { libc::timerfd_gettime(file, &mut timer) };
    checked(vm, answer, None)?;
    Ok(parts(&timer))
}

fn parts(timer: &libc::itimerspec) -> [i64; 2] {
    [&timer.it_value, &timer.it_interval].map(|time| time.tv_sec * SECOND + time.tv_nsec)
}

fn floats<R: Runtime>(vm: &Vm<R>, parts: [i64; 2]) -> Value<R> {
    vm.new_tuple(parts.map(|part| Value::float(part as f64 / SECOND as f64)).to_vec())
}

fn ints<R: Runtime>(vm: &Vm<R>, parts: [i64; 2]) -> Value<R> {
    vm.new_tuple(parts.map(|part| vm.new_int(part)).to_vec())
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("timerfd_create(clockid, /, *, flags=TFD_CLOEXEC)", create),
            ("timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)", |vm, arguments| {
                let old = set(vm, arguments, seconds)?;
                Ok(floats(vm, old))
            }),
            ("timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)", |vm, arguments| {
                let old = set(vm, arguments, nanoseconds)?;
                Ok(ints(vm, old))
            }),
            ("timerfd_gettime(fd, /)", |vm, arguments| {
                let timer = get(vm, arguments)?;
                Ok(floats(vm, timer))
            }),
            ("timerfd_gettime_ns(fd, /)", |vm, arguments| {
                let timer = get(vm, arguments)?;
                Ok(ints(vm, timer))
            }),
        ],
    );
}

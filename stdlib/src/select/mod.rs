//! `select`: waiting for descriptors to become ready.

mod epoll;
mod poll;

use crate::{descriptor, length, system};
use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};
use std::time::Instant;

/// When a wait ends; None for never.
#[derive(Clone, Copy)]
struct Deadline(Option<Instant>);

impl Deadline {
    /// What is given to a poll, in units of which `per_second` make a second: less than none is for ever.
    fn of<R: Runtime>(vm: &mut Vm<R>, timeout: &Value<R>, per_second: f64) -> Return<R, Self> {
        let seconds = length::timeout(vm, timeout, per_second, "timeout must be an integer or None")?;
        if (seconds * 1000.0).abs() > i32::MAX.into() {
            return Err(vm.overflow_error("timeout is too large"));
        }
        Ok(Deadline(length::deadline(seconds)))
    }

    /// What is left, in milliseconds, rounded up; -1 for ever.
    fn milliseconds(self) -> i32 {
        let Some(deadline) = self.0 else { return -1 };
        let left = deadline.saturating_duration_since(Instant::now());
        i32::try_from(left.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
    }
}

/// Waits for descriptors; handles signals that arrive meanwhile.
fn wait<R: Runtime>(vm: &mut Vm<R>, waiting: &mut [libc::pollfd], deadline: Deadline) -> Return<R, usize> {
    let (start, count) = (waiting.as_mut_ptr(), waiting.len() as libc::nfds_t);
    // SAFETY: `waiting` is valid for reads and writes of its length.
    let ready =
        system::blocking(vm, "poll", None, || unsafe { libc::poll(start, count, deadline.milliseconds()) })?;
    Ok(ready as usize)
}

/// What each of the three lists of `select` waits for, and what answers it.
const KINDS: [(i16, i16); 3] = [
    (libc::POLLIN, libc::POLLIN | libc::POLLHUP | libc::POLLERR),
    (libc::POLLOUT, libc::POLLOUT | libc::POLLERR),
    (libc::POLLPRI, libc::POLLPRI),
];

fn select<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deadline = match arguments[3].some() {
        None => Deadline(None),
        Some(timeout) => {
            let seconds = length::timeout(vm, timeout, 1.0, "timeout must be a float or None")?;
            if seconds < 0.0 {
                return Err(vm.value_error("timeout must be non-negative"));
            }
            Deadline(length::deadline(seconds))
        }
    };
    let mut waiting = Vec::new();
    let mut objects = Vec::new();
    for (kind, (events, _)) in KINDS.iter().enumerate() {
        let before = objects.len();
        let members = match vm.collect(&arguments[kind]) {
            Ok(members) => members,
            Err(raised) if vm.is_raised(&raised, &vm.exceptions().type_error.clone()) => {
                return Err(vm.type_error("arguments 1-3 must be sequences"));
            }
            Err(raised) => return Err(raised),
        };
        let mut members = members.into_iter();
        loop {
            // A list is asked for one after the other: a `fileno` may have changed it.
            let object = match arguments[kind].as_ref::<List<R>>() {
                Some(list) => vm.lock(list).get(objects.len() - before),
                None => members.next(),
            };
            let Some(object) = object else { break };
            let fd = descriptor::of(vm, &object)?;
            waiting.push(libc::pollfd { fd, events: *events, revents: 0 });
            objects.push((kind, object));
        }
    }
    wait(vm, &mut waiting, deadline)?;
    if waiting.iter().any(|waited| waited.revents & libc::POLLNVAL != 0) {
        return Err(vm.os_error(libc::EBADF, None));
    }
    let mut ready = [vec![], vec![], vec![]];
    for (waited, (kind, object)) in waiting.iter().zip(objects) {
        if waited.revents & KINDS[kind].1 != 0 {
            ready[kind].push(object);
        }
    }
    let mut lists = Vec::new();
    for list in ready {
        lists.push(vm.new_list(list)?);
    }
    Ok(vm.new_tuple(lists))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("select");
    let error = vm.exceptions().os_error.value().clone();
    vm.module_set(&module, "error", error);
    for (name, value) in [
        ("POLLIN", libc::POLLIN),
        ("POLLPRI", libc::POLLPRI),
        ("POLLOUT", libc::POLLOUT),
        ("POLLERR", libc::POLLERR),
        ("POLLHUP", libc::POLLHUP),
        ("POLLNVAL", libc::POLLNVAL),
        ("POLLRDNORM", libc::POLLRDNORM),
        ("POLLRDBAND", libc::POLLRDBAND),
        ("POLLWRNORM", libc::POLLWRNORM),
        ("POLLWRBAND", libc::POLLWRBAND),
        ("POLLRDHUP", libc::POLLRDHUP),
    ] {
        vm.module_set(&module, name, Value::small_int(value.into()));
    }
    let size = vm.new_usize(libc::PIPE_BUF);
    vm.module_set(&module, "PIPE_BUF", size);
    epoll::install(vm, &module);
    poll::install(vm);
    vm.module_functions(
        &module,
        "select",
        &[("select(rlist, wlist, xlist, timeout=None, /)", select), ("poll()", poll::new)],
    );
    Ok(module)
}

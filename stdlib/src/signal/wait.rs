//! Waiting for signals that are held back, and sending them.

use super::mask::{Signals, from_python};
use super::signal_number;
use crate::length::{deadline, length};
use crate::path::descriptor;
use crate::struct_sequence;
use crate::system::{self, checked};
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};
use std::mem::MaybeUninit;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

const FIELDS: [&str; 7] = ["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"];

/// Whose class tells of a signal that was waited for. It stands in the module.
struct Information;

fn information_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    struct_sequence::class_for::<R, Information>(vm, "signal", "struct_siginfo", &FIELDS, &[])
}

/// The threads that wait for signals, and for which: a bit for each.
static WAITING: Mutex<Vec<(libc::pid_t, u64)>> = Mutex::new(Vec::new());

/// The thread waits while this is there.
struct Waiting(libc::pid_t);

impl Waiting {
    fn begin(signals: &Signals) -> Self {
        // SAFETY: no preconditions.
        let thread = unsafe { libc::gettid() };
        let bits =
            (1..super::NSIG).filter(|signal| signals.contains(*signal)).fold(0, |bits, one| bits | bit(one));
        WAITING.lock().unwrap_or_else(PoisonError::into_inner).push((thread, bits));
        Waiting(thread)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.lock().unwrap_or_else(PoisonError::into_inner).retain(|(thread, _)| *thread != self.0);
    }
}

fn bit(signal: i32) -> u64 {
    1 << (signal as u64 & 63)
}

/// A thread that waits for a signal.
pub(crate) fn waiter(signal: i32) -> Option<libc::pid_t> {
    let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.iter().find(|(_, bits)| bits & bit(signal) != 0).map(|(thread, _)| *thread)
}

/// Waits for one of these signals, at most for so long; None if none has come.
fn wait<R: Runtime>(
    vm: &mut Vm<R>,
    signals: &Signals,
    end: Option<Instant>,
) -> Return<R, Option<libc::siginfo_t>> {
    let _waiting = Waiting::begin(signals);
    let mut information = MaybeUninit::<libc::siginfo_t>::zeroed();
    let answer = system::interruptible(vm, "sigwait", || {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let left = left.map(|left| libc::timespec {
            tv_sec: left.as_secs() as libc::time_t,
            tv_nsec: left.subsec_nanos().into(),
        });
        let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: the set was made; there is room for what is told; the time is null or valid for reads.
        i64::from(unsafe { libc::sigtimedwait(signals.as_ptr(), information.as_mut_ptr(), left) })
    })?;
    match answer {
        // SAFETY: all-zero is valid, and the system has written over it.
        Ok(_) => Ok(Some(unsafe { information.assume_init() })),
        Err(libc::EAGAIN) => Ok(None),
        Err(number) => Err(vm.os_error(number, None)),
    }
}

fn information<R: Runtime>(vm: &mut Vm<R>, of: &libc::siginfo_t) -> Return<R> {
    // SAFETY: what of these a signal does not have is zero, or another number.
    let (process, user, status) = unsafe { (of.si_pid(), of.si_uid(), of.si_status()) };
    let numbers = [of.si_signo, of.si_code, of.si_errno, process, user as i32, status, 0];
    let numbers = numbers.map(|number| Value::small_int(number.into())).to_vec();
    let class = information_class(vm);
    struct_sequence::make(vm, &class, numbers, vec![])
}

fn sigwait<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let signals = from_python(vm, &arguments[0])?;
    loop {
        if let Some(come) = wait(vm, &signals, None)? {
            return Ok(Value::small_int(come.si_signo.into()));
        }
    }
}

fn sigwaitinfo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let signals = from_python(vm, &arguments[0])?;
    loop {
        if let Some(come) = wait(vm, &signals, None)? {
            return information(vm, &come);
        }
    }
}

fn sigtimedwait<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let signals = from_python(vm, &arguments[0])?;
    let seconds = length(vm, &arguments[1])?;
    if seconds < 0.0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    match wait(vm, &signals, deadline(seconds))? {
        Some(come) => information(vm, &come),
        None => Ok(Value::NONE),
    }
}

/// Signals are handled by the main thread, whichever gets them: so any other may, unless it waits for the signal itself.
fn pthread_kill<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let thread = vm.index(&arguments[0])?;
    let number = match vm.index(&arguments[1])? {
        0 => 0,
        _ => signal_number(vm, &arguments[1])?,
    };
    vm.audit("signal.pthread_kill", |vm| [thread, number.into()].map(|number| vm.new_int(number)))?;
    if !vm.shared.has_given_ident(thread) {
        return Err(vm.os_error(libc::ESRCH, None));
    }
    let own = thread == vm.ident as i64;
    // SAFETY: no memory is involved.
    let answer = unsafe { if own { libc::raise(number) } else { libc::kill(libc::getpid(), number) } };
    checked(vm, answer, None)?;
    if own {
        super::deliver_arrived(vm)?;
    } else {
        vm.check_signals()?;
    }
    Ok(Value::NONE)
}

fn pidfd_send_signal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [process, number, information, flags] = arguments else {
        return Err(vm.system_error("pidfd_send_signal takes a process and a signal"));
    };
    let (process, number) = (descriptor(vm, process)?, vm.index(number)? as i32);
    if information.some().is_some() {
        return Err(vm.type_error("siginfo must be None"));
    }
    let flags = match flags.given() {
        Some(flags) => vm.index(flags)? as u32,
        None => 0,
    };
    let nothing = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: null stands for what the system says itself of who sends a signal.
    let answer = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, process, number, nothing, flags) };
    checked(vm, answer as i32, None)?;
    super::deliver_arrived(vm)?;
    Ok(Value::NONE)
}

/// System calls go on after a signal in any case, once it has been handled.
fn siginterrupt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    signal_number(vm, &arguments[0])?;
    vm.index(&arguments[1])?;
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = information_class(vm).into_value();
    vm.module_set(module, "struct_siginfo", class);
    vm.module_functions(
        module,
        "_signal",
        &[
            ("sigwait(sigset, /)", sigwait),
            ("sigwaitinfo(sigset, /)", sigwaitinfo),
            ("sigtimedwait(sigset, timeout, /)", sigtimedwait),
            ("pthread_kill(thread_id, signalnum, /)", pthread_kill),
            ("pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", pidfd_send_signal),
            ("siginterrupt(signalnum, flag, /)", siginterrupt),
        ],
    );
}

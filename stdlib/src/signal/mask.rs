//! Which signals a thread does not want for now.

use super::NSIG;
use crate::system::checked;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::mem::MaybeUninit;

/// A set of signals.
pub(crate) struct Signals(libc::sigset_t);

impl Signals {
    pub(super) fn none() -> Self {
        let mut set = MaybeUninit::uninit();
        // SAFETY: `sigemptyset` makes the set.
        Signals(unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            set.assume_init()
        })
    }

    pub(super) fn all() -> Self {
        let mut set = Self::none();
        // SAFETY: the set was made.
        unsafe { libc::sigfillset(&mut set.0) };
        set
    }

    pub(super) fn of(signal: i32) -> Self {
        let mut set = Self::none();
        set.insert(signal);
        set
    }

    pub(super) fn as_ptr(&self) -> *const libc::sigset_t {
        &self.0
    }

    fn insert(&mut self, signal: i32) {
        // SAFETY: the set was made; a number that is no signal changes nothing.
        unsafe { libc::sigaddset(&mut self.0, signal) };
    }

    pub(super) fn contains(&self, signal: i32) -> bool {
        // SAFETY: the set was made; a number that is no signal is in none.
        unsafe { libc::sigismember(&self.0, signal) == 1 }
    }

    /// Changes what this thread does not want, and answers what it was.
    pub(super) fn apply(&self, how: i32) -> Result<Signals, i32> {
        let mut old = Self::none();
        // SAFETY: both sets were made.
        match unsafe { libc::pthread_sigmask(how, &self.0, &mut old.0) } {
            0 => Ok(old),
            number => Err(number),
        }
    }

    fn to_python<R: Runtime>(&self, vm: &mut Vm<R>) -> Return<R> {
        let set = vm.new_set();
        for signal in 1..super::NSIG {
            if self.contains(signal) {
                vm.set_add(&set, Value::small_int(signal.into()))?;
            }
        }
        Ok(set.into_value())
    }
}

pub(super) fn from_python<R: Runtime>(vm: &mut Vm<R>, signals: &Value<R>) -> Return<R, Signals> {
    let mut set = Signals::none();
    for signal in vm.collect(signals)? {
        let number = vm.index_integer(&signal)?;
        // What no machine word holds is said to be -1.
        let number = i64::try_from(&number).unwrap_or(-1);
        match i32::try_from(number) {
            Ok(signal @ 1..NSIG) => set.insert(signal),
            _ => {
                let message = format!("signal number {number} out of range [1; {}]", NSIG - 1);
                return Err(vm.value_error(&message));
            }
        }
    }
    Ok(set)
}

/// As long as this exists, signals to the process go to other threads than the one that has made it. Those that run nothing of
/// the program have one, so that a signal that the program's threads hold back waits for them.
pub struct LeftToOthers(Option<Signals>);

impl LeftToOthers {
    /// From now on.
    #[must_use]
    pub fn new() -> Self {
        LeftToOthers(Signals::all().apply(libc::SIG_SETMASK).ok())
    }
}

impl Default for LeftToOthers {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for LeftToOthers {
    fn drop(&mut self) {
        if let Some(mask) = self.0.take() {
            // It was the mask before.
            let _ = mask.apply(libc::SIG_SETMASK);
        }
    }
}

fn pthread_sigmask<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let how = vm.index(&arguments[0])? as i32;
    let signals = from_python(vm, &arguments[1])?;
    let old = signals.apply(how).map_err(|number| vm.os_error(number, None))?;
    // What was held back may have come now, before the watcher has told of it.
    super::deliver_arrived(vm)?;
    old.to_python(vm)
}

fn sigpending<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut pending = Signals::none();
    // SAFETY: the set was made.
    let answer = unsafe { libc::sigpending(&mut pending.0) };
    checked(vm, answer, None)?;
    pending.to_python(vm)
}

fn valid_signals<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // The C library leaves out the two it needs itself.
    Signals::all().to_python(vm)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    for (name, number) in [
        ("SIG_BLOCK", libc::SIG_BLOCK),
        ("SIG_UNBLOCK", libc::SIG_UNBLOCK),
        ("SIG_SETMASK", libc::SIG_SETMASK),
    ] {
        vm.module_set(module, name, Value::small_int(number.into()));
    }
    vm.module_functions(
        module,
        "_signal",
        &[
            ("pthread_sigmask(how, mask, /)", pthread_sigmask),
            ("sigpending()", sigpending),
            ("valid_signals()", valid_signals),
        ],
    );
}

//! Threads that wait: a queue of parked threads, and the lock and the event that Python sees, made of it.
//!
//! A thread waits by parking itself (`std::thread::park`), detached from its runtime. Everything that ends the wait comes
//! down to `unpark`: the thread that grants, and the signal watcher, which unparks the main thread. So no wait needs to
//! look up from time to time.
//!
//! What happens between threads is in the modules below, which know no interpreter and are modelled (rules W1 to W9 of
//! `docs/protocols.md`); here is what a wait means to the thread that waits.

mod arrivals;
mod event;
mod raw_lock;
mod reentrant_lock;
mod waiter;

pub(crate) use arrivals::{Arrivals, Shelf};
pub(crate) use event::Event;
pub(crate) use raw_lock::RawLock;
pub(crate) use reentrant_lock::{ReentrantLock, TooOften};
pub(crate) use waiter::Wait;

use interpreter::{Return, Vm};
use object_model::Runtime;
use object_model::ledger::Meeting;
use std::sync::atomic::Ordering;
use std::time::Instant;
use waiter::Waiter;

impl RawLock {
    /// Takes the lock; detached while it waits.
    #[inline]
    pub(crate) fn acquire<R: Runtime>(&self, vm: &mut Vm<R>, deadline: Option<Instant>) -> Wait {
        if self.try_acquire() {
            return Wait::Done;
        }
        let began = vm.tally().account.as_ref().map(|_| Instant::now());
        let wait = wait_detached(vm, "lock.acquire", |interrupted| self.acquire_slow(deadline, &interrupted));
        if let Some(began) = began {
            vm.tally()
                .wait(Meeting::ProgramLock, u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX));
        }
        wait
    }

    /// As [`acquire`](Self::acquire), handling signals while it waits; false if the time is up.
    pub(crate) fn acquire_handling_signals<R: Runtime>(
        &self,
        vm: &mut Vm<R>,
        deadline: Option<Instant>,
    ) -> Return<R, bool> {
        loop {
            match self.acquire(vm, deadline) {
                Wait::Done => return Ok(true),
                Wait::TimedOut => return Ok(false),
                Wait::Interrupted => vm.check_signals()?,
            }
        }
    }
}

impl Event {
    /// Waits until it has happened, handling signals, `call` naming the wait in a trace; false if the time is up.
    pub(crate) fn wait<R: Runtime>(
        &self,
        vm: &mut Vm<R>,
        call: &str,
        deadline: Option<Instant>,
    ) -> Return<R, bool> {
        loop {
            if self.has_happened() {
                return Ok(true);
            }
            match wait_detached(vm, call, |interrupted| self.wait_slow(deadline, &interrupted)) {
                Wait::Done => {}
                Wait::TimedOut => return Ok(self.has_happened()),
                Wait::Interrupted => vm.check_signals()?,
            }
        }
    }
}

/// Sleeps until `deadline`, handling signals.
pub(crate) fn sleep_until<R: Runtime>(vm: &mut Vm<R>, deadline: Instant) -> Return<R, ()> {
    loop {
        let me = Waiter::new(Instant::now());
        match wait_detached(vm, "time.sleep", |interrupted| me.sleep(Some(deadline), &interrupted)) {
            Wait::Interrupted => vm.check_signals()?,
            _ => return Ok(()),
        }
    }
}

/// Runs a wait detached, `call` naming it in a trace. It is told how to find out that the main thread has a signal to
/// look at.
fn wait_detached<R: Runtime, T>(vm: &mut Vm<R>, call: &str, wait: impl FnOnce(&dyn Fn() -> bool) -> T) -> T {
    let shared = vm.shared.clone();
    let is_main = vm.is_main_thread();
    // Acquire: pairs with the Release in `Shared::interrupt`, which unparks the main thread after it (W7).
    let interrupted = || is_main && shared.interrupted.load(Ordering::Acquire);
    vm.detached(|| {
        let _blocking = events::io::blocking(call);
        wait(&interrupted)
    })
}

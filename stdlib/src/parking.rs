//! Threads that wait: a queue of parked threads, and the lock and the event that Python sees, made of it.
//!
//! A thread waits by parking itself (`std::thread::park`), detached from its runtime. Everything that ends the wait comes
//! down to `unpark`: the thread that grants, and the signal watcher, which unparks the main thread. So no wait needs to
//! look up from time to time.

use interpreter::{Return, Shared, Vm};
use object_model::Runtime;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Thread;
use std::time::{Duration, Instant};

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wait {
    /// With what was waited for.
    Done,
    /// The time is up.
    TimedOut,
    /// A signal has arrived that the calling thread has to look at.
    Interrupted,
}

/// A thread in a queue.
struct Waiter {
    thread: Thread,
    since: Instant,
    /// It was taken off the queue by a thread that wakes it.
    woken: AtomicBool,
    /// The lock was handed to it; read after `woken`.
    granted: AtomicBool,
}

impl Waiter {
    fn new() -> Arc<Waiter> {
        Arc::new(Waiter {
            thread: std::thread::current(),
            since: Instant::now(),
            woken: AtomicBool::new(false),
            granted: AtomicBool::new(false),
        })
    }

    fn wake(&self) {
        // Release: pairs with the Acquire in `sleep`: what the waker did comes before the woken thread goes on.
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }

    /// Parks until woken, until `deadline`, or until `interrupted` says so.
    fn sleep(&self, deadline: Option<Instant>, interrupted: &Interrupted<'_, impl Runtime>) -> Wait {
        loop {
            // Acquire: pairs with the Release in `wake`.
            if self.woken.load(Ordering::Acquire) {
                return Wait::Done;
            }
            if interrupted.now() {
                return Wait::Interrupted;
            }
            match deadline {
                None => std::thread::park(),
                Some(deadline) => {
                    let now = Instant::now();
                    if now >= deadline {
                        return Wait::TimedOut;
                    }
                    std::thread::park_timeout(deadline - now);
                }
            }
        }
    }
}

/// Threads waiting for the same thing, in the order they came.
#[derive(Default)]
struct Waiters(Mutex<VecDeque<Arc<Waiter>>>);

impl Waiters {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Waiter>>> {
        // Nothing that may panic runs while the mutex is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(queue: &mut VecDeque<Arc<Waiter>>, waiter: &Arc<Waiter>) {
    queue.retain(|other| !Arc::ptr_eq(other, waiter));
}

/// Taken.
const LOCKED: u8 = 1;
/// The queue may not be empty: who releases must look. Set and cleared under the queue's mutex.
const WAITED_FOR: u8 = 2;
/// A waiter that has waited this long is handed the lock instead of being left to compete for it.
const PATIENCE: Duration = Duration::from_millis(1);
/// Looks at the lock before parking.
const SPINS: u32 = 40;

/// A lock that any thread may release: free, it is taken by one compare-and-swap and released by another.
#[derive(Default)]
pub(crate) struct RawLock {
    state: AtomicU8,
    waiters: Waiters,
}

impl RawLock {
    #[inline(always)]
    pub(crate) fn try_acquire(&self) -> bool {
        let state = self.state.load(Ordering::Relaxed);
        state & LOCKED == 0
            // Acquire: pairs with the Release of whoever released last.
            && self.state.compare_exchange(state, state | LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    pub(crate) fn is_locked(&self) -> bool {
        // Relaxed: an answer that is old as soon as it is given.
        self.state.load(Ordering::Relaxed) & LOCKED != 0
    }

    /// Releases the lock; false if it is not taken.
    #[inline(always)]
    pub(crate) fn release(&self) -> bool {
        // Release: pairs with the Acquire of whoever takes it next.
        match self.state.compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => true,
            Err(state) if state & LOCKED == 0 => false,
            Err(_) => self.release_slow(),
        }
    }

    #[cold]
    fn release_slow(&self) -> bool {
        let mut queue = self.waiters.lock();
        if self.state.load(Ordering::Relaxed) & LOCKED == 0 {
            return false;
        }
        let Some(first) = queue.pop_front() else {
            // Release: as in `release`.
            self.state.store(0, Ordering::Release);
            return true;
        };
        let more = if queue.is_empty() { 0 } else { WAITED_FOR };
        if first.since.elapsed() > PATIENCE {
            // The lock stays taken, for another: no third thread can come in between. What this thread did before reaches
            // the waiter through `wake`.
            self.state.store(LOCKED | more, Ordering::Relaxed);
            first.granted.store(true, Ordering::Relaxed);
        } else {
            // Release: as in `release`.
            self.state.store(more, Ordering::Release);
        }
        drop(queue);
        first.wake();
        true
    }

    /// Waits for the lock.
    #[cold]
    fn acquire_slow(&self, deadline: Option<Instant>, interrupted: &Interrupted<'_, impl Runtime>) -> Wait {
        for _ in 0..SPINS {
            if self.try_acquire() {
                return Wait::Done;
            }
            // With others in the queue it is not this thread's turn anyway.
            if self.state.load(Ordering::Relaxed) & WAITED_FOR != 0 {
                break;
            }
            std::hint::spin_loop();
        }
        loop {
            let waiter = Waiter::new();
            {
                let mut queue = self.waiters.lock();
                // Acquire: pairs with the Release in `release`. Either the lock is free and taken here, or its holder has
                // not released it and will find the bit.
                let state = self.state.fetch_or(LOCKED | WAITED_FOR, Ordering::Acquire);
                if state & LOCKED == 0 {
                    if queue.is_empty() {
                        // Relaxed: the lock is held. Only those who hold the mutex change the bit.
                        self.state.fetch_and(!WAITED_FOR, Ordering::Relaxed);
                    }
                    return Wait::Done;
                }
                queue.push_back(waiter.clone());
            }
            let wait = waiter.sleep(deadline, interrupted);
            if wait != Wait::Done {
                let mut queue = self.waiters.lock();
                // Relaxed: set before the waker took the mutex away.
                if waiter.granted.load(Ordering::Relaxed) {
                    return Wait::Done;
                }
                let before = queue.len();
                forget(&mut queue, &waiter);
                let was_woken = queue.len() == before;
                drop(queue);
                if was_woken {
                    // Woken after all: the lock may be free and others may be waiting for this wake-up to come to something.
                    if self.try_acquire() {
                        return Wait::Done;
                    }
                }
                return wait;
            }
            // Relaxed: ordered by `woken`.
            if waiter.granted.load(Ordering::Relaxed) || self.try_acquire() {
                return Wait::Done;
            }
        }
    }

    /// Takes the lock; detached while it waits.
    #[inline]
    pub(crate) fn acquire<R: Runtime>(&self, vm: &mut Vm<R>, deadline: Option<Instant>) -> Wait {
        if self.try_acquire() {
            return Wait::Done;
        }
        wait_detached(vm, |interrupted| self.acquire_slow(deadline, interrupted))
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

    /// Frees the lock whoever holds it: in the child of a fork there is nobody else.
    pub(crate) fn reset(&self) {
        self.waiters.lock().clear();
        self.state.store(0, Ordering::Relaxed);
    }
}

/// Something that happens once.
#[derive(Default)]
pub(crate) struct Event {
    happened: AtomicBool,
    waiters: Waiters,
}

impl Event {
    pub(crate) fn has_happened(&self) -> bool {
        // Acquire: pairs with the Release in `happen`.
        self.happened.load(Ordering::Acquire)
    }

    pub(crate) fn happen(&self) {
        let mut queue = self.waiters.lock();
        // Release: pairs with the Acquire in `has_happened`.
        self.happened.store(true, Ordering::Release);
        let waiters = std::mem::take(&mut *queue);
        drop(queue);
        waiters.iter().for_each(|waiter| waiter.wake());
    }

    /// Waits until it has happened, handling signals; false if the time is up.
    pub(crate) fn wait<R: Runtime>(&self, vm: &mut Vm<R>, deadline: Option<Instant>) -> Return<R, bool> {
        loop {
            if self.has_happened() {
                return Ok(true);
            }
            let wait = wait_detached(vm, |interrupted| {
                let waiter = Waiter::new();
                let mut queue = self.waiters.lock();
                if self.has_happened() {
                    return Wait::Done;
                }
                queue.push_back(waiter.clone());
                drop(queue);
                let wait = waiter.sleep(deadline, interrupted);
                if wait != Wait::Done {
                    forget(&mut self.waiters.lock(), &waiter);
                }
                wait
            });
            match wait {
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
        let wait = wait_detached(vm, |interrupted| Waiter::new().sleep(Some(deadline), interrupted));
        match wait {
            Wait::Interrupted => vm.check_signals()?,
            _ => return Ok(()),
        }
    }
}

/// Whether the calling thread has a signal to look at.
struct Interrupted<'a, R: Runtime> {
    shared: &'a Shared<R>,
    is_main: bool,
}

impl<R: Runtime> Interrupted<'_, R> {
    fn now(&self) -> bool {
        // Acquire: pairs with the Release in `Shared::interrupt`, which unparks the main thread after it.
        self.is_main && self.shared.interrupted.load(Ordering::Acquire)
    }
}

/// Runs a wait detached. It is told how to find out that the main thread has a signal to look at.
fn wait_detached<R: Runtime, T>(vm: &mut Vm<R>, wait: impl FnOnce(&Interrupted<'_, R>) -> T) -> T {
    let shared = vm.shared.clone();
    let interrupted = Interrupted { shared: &shared, is_main: vm.is_main_thread() };
    vm.detached(|| wait(&interrupted))
}

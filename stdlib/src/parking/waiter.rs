//! A thread that waits, and the queue it waits in.

use std::collections::VecDeque;

use sync::atomic::{AtomicBool, Ordering};
use sync::time::Instant;
use sync::{Arc, Mutex, MutexGuard, thread};

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// With what was waited for.
    Done,
    /// The time is up.
    TimedOut,
    /// A signal has arrived that the calling thread has to look at.
    Interrupted,
}

/// A thread in a queue.
pub struct Waiter {
    thread: thread::Thread,
    /// When it began to wait, for this place in the queue or an earlier one.
    pub since: Instant,
    /// It was taken off the queue by a thread that wakes it.
    woken: AtomicBool,
    /// What it waits for was handed to it; read after `woken`, or under the queue's mutex.
    granted: AtomicBool,
}

impl Waiter {
    /// The calling thread, which has waited since then.
    pub fn new(since: Instant) -> Arc<Waiter> {
        Arc::new(Waiter {
            thread: thread::current(),
            since,
            woken: AtomicBool::new(false),
            granted: AtomicBool::new(false),
        })
    }

    /// Ends the wait. By the thread that took it off the queue.
    pub fn wake(&self) {
        // Release: pairs with the Acquire in `sleep`: what the waker did comes before the woken thread goes on (W3).
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }

    /// Hands over what is waited for. Under the queue's mutex, before `wake`.
    pub fn grant(&self) {
        // Relaxed: ordered by the mutex, or by `woken`.
        self.granted.store(true, Ordering::Relaxed);
    }

    /// Whether it was handed over. After `sleep` has answered `Done`, or under the queue's mutex.
    pub fn is_granted(&self) -> bool {
        // Relaxed: as in `grant`.
        self.granted.load(Ordering::Relaxed)
    }

    /// Parks until woken, until `deadline`, or until `interrupted` says so.
    pub fn sleep(&self, deadline: Option<Instant>, interrupted: &impl Fn() -> bool) -> Wait {
        loop {
            // Acquire: pairs with the Release in `wake`.
            if self.woken.load(Ordering::Acquire) {
                return Wait::Done;
            }
            if interrupted() {
                return Wait::Interrupted;
            }
            match deadline {
                None => thread::park(),
                Some(deadline) => {
                    let now = Instant::now();
                    if now >= deadline {
                        return Wait::TimedOut;
                    }
                    thread::park_timeout(deadline - now);
                }
            }
        }
    }
}

/// Threads waiting for the same thing, in the order they came.
#[derive(Default)]
pub struct Waiters(Mutex<VecDeque<Arc<Waiter>>>);

impl Waiters {
    /// The queue, alone. Nothing that may panic runs while it is held.
    pub fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Waiter>>> {
        self.0.lock()
    }

    /// Takes a waiter off that gives up; false if it has been taken off already, by who wakes it.
    pub fn leave(queue: &mut VecDeque<Arc<Waiter>>, waiter: &Arc<Waiter>) -> bool {
        let before = queue.len();
        queue.retain(|other| !Arc::ptr_eq(other, waiter));
        queue.len() != before
    }
}

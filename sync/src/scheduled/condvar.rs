use std::sync::PoisonError;
use std::time::Duration;

use super::MutexGuard;
use super::time::pass;

/// shuttle's condition variable. shuttle's limits are never reached; here they are, at some moment.
#[derive(Debug, Default)]
pub struct Condvar(shuttle::sync::Condvar);

impl Condvar {
    /// A condition nobody waits for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Unlocks, waits to be notified, locks again.
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        let MutexGuard { guard, mutex } = guard;
        MutexGuard { guard: self.0.wait(guard).unwrap_or_else(PoisonError::into_inner), mutex }
    }

    /// As [`wait`](Self::wait), for no longer than `limit`. Says whether the limit was reached, which it is when the thread
    /// next has its turn, notified or not: a waiter is told nothing that it must not ask again.
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> (MutexGuard<'a, T>, bool) {
        let mutex = guard.mutex;
        drop(guard);
        shuttle::thread::yield_now();
        pass(limit);
        (mutex.lock(), true)
    }

    /// Wakes one waiter, if there is one.
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Wakes every waiter.
    pub fn notify_all(&self) {
        self.0.notify_all();
    }
}

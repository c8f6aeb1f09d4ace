use std::sync::PoisonError;
use std::time::Duration;

use super::MutexGuard;

/// `std::sync::Condvar` without poisoning.
#[derive(Debug, Default)]
pub struct Condvar(std::sync::Condvar);

impl Condvar {
    /// A condition nobody waits for.
    #[inline]
    pub const fn new() -> Self {
        Self(std::sync::Condvar::new())
    }

    /// Unlocks, waits to be notified, locks again. May return without a notification.
    #[inline]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard(self.0.wait(guard.0).unwrap_or_else(PoisonError::into_inner))
    }

    /// As [`wait`](Self::wait), for no longer than `limit`; says whether the limit was reached.
    #[inline]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> (MutexGuard<'a, T>, bool) {
        let (guard, result) = self.0.wait_timeout(guard.0, limit).unwrap_or_else(PoisonError::into_inner);
        (MutexGuard(guard), result.timed_out())
    }

    /// Wakes one waiter, if there is one.
    #[inline]
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Wakes every waiter.
    #[inline]
    pub fn notify_all(&self) {
        self.0.notify_all();
    }
}

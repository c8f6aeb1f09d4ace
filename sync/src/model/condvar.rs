use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use super::MutexGuard;

/// loom's condition variable, with timeouts that a model fires.
///
/// loom's own `wait_timeout` never times out. Here a model lets a thread of its own call
/// [`fire_timeouts`](Self::fire_timeouts) once; loom then explores every moment at which that
/// thread can run, which is every moment at which the limit can be reached. Waits that are not
/// fired at last for ever, so a lost wake-up is a reported deadlock and is not cured by a timeout.
#[derive(Debug, Default)]
pub struct Condvar {
    object: loom::sync::Condvar,
    /// How often timeouts were fired. A plain standard atomic: loom runs the threads of a model on
    /// one thread of the system and switches between them at operations of `object` only.
    fired: AtomicUsize,
}

impl Condvar {
    /// A condition nobody waits for.
    #[track_caller]
    pub fn new() -> Self {
        Self::default()
    }

    /// Unlocks, waits to be notified, locks again.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard(self.object.wait(guard.0).expect("loom does not poison"))
    }

    /// As [`wait`](Self::wait); says whether timeouts were fired meanwhile. The limit itself is ignored.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        _limit: Duration,
    ) -> (MutexGuard<'a, T>, bool) {
        let before = self.fired.load(Relaxed);
        let guard = self.wait(guard);
        let timed_out = self.fired.load(Relaxed) != before;
        (guard, timed_out)
    }

    /// Wakes one waiter, if there is one.
    #[track_caller]
    pub fn notify_one(&self) {
        self.object.notify_one();
    }

    /// Wakes every waiter.
    #[track_caller]
    pub fn notify_all(&self) {
        self.object.notify_all();
    }

    /// Lets the limit of everybody who waits now be reached.
    #[track_caller]
    pub fn fire_timeouts(&self) {
        self.fired.fetch_add(1, Relaxed);
        self.object.notify_all();
    }
}

//! Something that happens once.

use sync::atomic::{AtomicBool, Ordering};
use sync::time::Instant;

use super::waiter::{Wait, Waiter, Waiters};

/// Something that happens once, and the threads that wait for it.
#[derive(Default)]
pub struct Event {
    happened: AtomicBool,
    waiters: Waiters,
}

impl Event {
    /// Whether it has happened.
    pub fn has_happened(&self) -> bool {
        // Acquire: pairs with the Release in `happen` (W6).
        self.happened.load(Ordering::Acquire)
    }

    /// Lets it happen.
    pub fn happen(&self) {
        let mut queue = self.waiters.lock();
        // Release: pairs with the Acquire in `has_happened`.
        self.happened.store(true, Ordering::Release);
        let waiters = std::mem::take(&mut *queue);
        drop(queue);
        waiters.iter().for_each(|waiter| waiter.wake());
    }

    /// Waits until it has happened, until `deadline` or until `interrupted` says so.
    pub fn wait_slow(&self, deadline: Option<Instant>, interrupted: &impl Fn() -> bool) -> Wait {
        let waiter = Waiter::new(Instant::now());
        let mut queue = self.waiters.lock();
        if self.has_happened() {
            return Wait::Done;
        }
        queue.push_back(waiter.clone());
        drop(queue);
        let wait = waiter.sleep(deadline, interrupted);
        if wait != Wait::Done {
            Waiters::leave(&mut self.waiters.lock(), &waiter);
        }
        wait
    }
}

//! A clock that stands still.
//!
//! Where a protocol asks whether something has lasted long enough, a model runs once with the
//! answer no and once with the answer yes. Where it has a deadline, the model says when that is over.

use std::cell::Cell;
use std::ops::Sub;
use std::time::Duration;

std::thread_local! {
    // loom runs all threads of a model on one thread of the system, and each test of a model has
    // its own, so these are parameters of the model.
    static ELAPSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// What every [`Instant::elapsed`] of the models run by this thread answers from now on.
pub fn set_elapsed(elapsed: Duration) {
    ELAPSED.set(elapsed);
}

/// What every [`Instant::now`] of the models run by this thread is from now on: so long after their beginning.
pub fn set_now(now: Duration) {
    NOW.set(now);
}

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(Duration);

impl Instant {
    /// This moment, as set by [`set_now`].
    pub fn now() -> Self {
        Self(NOW.get())
    }

    /// The moment so long after the beginning.
    pub fn after(beginning: Duration) -> Self {
        Self(beginning)
    }

    /// The time since then, as set by [`set_elapsed`].
    pub fn elapsed(&self) -> Duration {
        ELAPSED.get()
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

//! A clock that stands still.
//!
//! Where a protocol asks whether something has lasted long enough, a model runs once with the
//! answer no and once with the answer yes.

use std::cell::Cell;
use std::time::Duration;

std::thread_local! {
    // loom runs all threads of a model on one thread of the system, and each test of a model has
    // its own, so this is a parameter of the model.
    static ELAPSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// What every [`Instant::elapsed`] of the models run by this thread answers from now on.
pub fn set_elapsed(elapsed: Duration) {
    ELAPSED.set(elapsed);
}

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(());

impl Instant {
    /// This moment.
    pub fn now() -> Self {
        Self(())
    }

    /// The time since then, as set by [`set_elapsed`].
    pub fn elapsed(&self) -> Duration {
        ELAPSED.get()
    }
}

//! A clock that goes by chance, and the same way whenever a schedule is played again.

use std::cell::Cell;
use std::ops::Sub;
use std::time::Duration;

use shuttle::rand::{Rng, thread_rng};

std::thread_local! {
    // One thread of the system plays a whole schedule.
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// What at most passes between two looks at the clock: now and then longer than anybody is patient.
const LONGEST: u64 = 400_000;

/// Begins anew, for another schedule.
pub fn reset() {
    NOW.set(Duration::ZERO);
}

/// Lets time pass.
pub(super) fn pass(time: Duration) {
    NOW.set(NOW.get() + time);
}

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(Duration);

impl Instant {
    /// This moment, which is later than the one before.
    pub fn now() -> Self {
        pass(Duration::from_nanos(thread_rng().gen_range(1..=LONGEST)));
        Self(NOW.get())
    }

    /// The time since then.
    pub fn elapsed(&self) -> Duration {
        Self::now() - *self
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

//! The word a running thread polls: others ask, it answers at its next safepoint.

use std::ops::BitOr;

use sync::atomic::{AtomicU32, Ordering::*};

/// What a thread is asked to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Requests(u32);

impl Requests {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Stop until the world is started again.
    pub const STOP: Self = Self(1);
    /// Empty its merge inbox.
    pub const MERGE: Self = Self(1 << 1);
    /// Pin the reclamation epoch anew.
    pub const REPIN: Self = Self(1 << 2);
    /// Run the handlers of signals that have come.
    pub const SIGNAL: Self = Self(1 << 3);
    /// Run calls that other threads left for it.
    pub const PENDING: Self = Self(1 << 4);
    /// Collect cycles.
    pub const COLLECT: Self = Self(1 << 5);
    /// Gather what is spread.
    pub const GATHER: Self = Self(1 << 6);

    /// Whether there is nothing to do.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any of `others` is among these.
    #[inline]
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitOr for Requests {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The requests made to one thread.
#[derive(Debug, Default)]
pub struct Breaker {
    requests: AtomicU32,
}

impl Breaker {
    /// What the thread is asked to do; polled at back edges and calls.
    #[inline]
    pub fn requests(&self) -> Requests {
        // Relaxed: says only that there is something to do. `take` orders.
        Requests(self.requests.load(Relaxed))
    }

    /// Asks.
    #[inline]
    pub fn raise(&self, requests: Requests) {
        // Release: partner of the Acquire in `take`; what was done before asking is visible to who answers.
        self.requests.fetch_or(requests.0, Release);
    }

    /// Withdraws those of `requests` that were made, to be answered now. Taken before they are
    /// answered, so that one made meanwhile is not lost.
    #[inline]
    pub fn take(&self, requests: Requests) -> Requests {
        // Acquire: partner of the Release in `raise`.
        Requests(self.requests.fetch_and(!requests.0, Acquire) & requests.0)
    }
}

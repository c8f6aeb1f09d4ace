//! Threads of a schedule.

use std::time::Duration;

use super::time::pass;
pub use shuttle::thread::{JoinHandle, Thread, current, park, spawn, yield_now};

/// Sleeps until unparked, or until the limit is reached, which it is when the thread next has its turn.
pub fn park_timeout(limit: Duration) {
    yield_now();
    pass(limit);
}

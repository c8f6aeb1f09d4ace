//! Threads coming, going, attaching and detaching.

use tracing::info_span;

use crate::{Period, target::SCHED};

/// A thread of the program begins: its number in the runtime and its name.
pub fn thread_start(thread: u64, name: &str) {
    emit!(INFO, SCHED, "thread_start", thread, name);
}

/// The thread that emits this is about to leave its runtime.
pub fn thread_exit(thread: u64) {
    emit!(INFO, SCHED, "thread_exit", thread);
}

/// This thread is attached to its runtime: it may touch objects, or waits to.
pub fn attached() -> Period {
    info_span!(target: SCHED, "attached").into()
}

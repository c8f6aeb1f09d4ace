//! Threads coming, going, attaching and detaching.

use tracing::info_span;

use crate::{Period, target::SCHED};

/// A thread has attached to its runtime for the first time; `thread` is its number there.
pub fn thread_start(thread: u32) {
    emit!(INFO, SCHED, "thread_start", thread);
}

/// The thread is called `name` from now on.
pub fn thread_name(name: &str) {
    emit!(INFO, SCHED, "thread_name", name);
}

/// The thread that emits this is about to leave its runtime.
pub fn thread_exit(thread: u32) {
    emit!(INFO, SCHED, "thread_exit", thread);
}

/// This thread is attached to its runtime: it may touch objects, or waits to.
pub fn attached() -> Period {
    info_span!(target: SCHED, "attached").into()
}

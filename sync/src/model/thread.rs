//! Threads of a model.
//!
//! Parking is our own: loom's `unpark` orders the unparked thread after the other even if that thread never
//! parks, and wakes it from a wait for a mutex too.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

pub use loom::thread::yield_now;

use super::{Condvar, Mutex};

/// A thread, as others see it.
#[derive(Clone, Debug, Default)]
pub struct Thread(Arc<Token>);

/// The right to go on once without parking.
#[derive(Debug, Default)]
struct Token {
    there: Mutex<bool>,
    changed: Condvar,
}

loom::thread_local! {
    static ME: OnceCell<Thread> = OnceCell::new();
}

impl Thread {
    /// Lets the thread go on, now or when it next parks.
    #[track_caller]
    pub fn unpark(&self) {
        *self.0.there.lock() = true;
        self.0.changed.notify_one();
    }
}

/// The calling thread.
pub fn current() -> Thread {
    ME.with(|me| me.get_or_init(Thread::default).clone())
}

/// Sleeps until unparked.
#[track_caller]
pub fn park() {
    let me = current();
    let mut there = me.0.there.lock();
    while !std::mem::take(&mut *there) {
        there = me.0.changed.wait(there);
    }
}

/// Sleeps until unparked. The time is up when the model says so: it sets the [clock](super::time::set_now) and unparks
/// the thread, as a timer would.
#[track_caller]
pub fn park_timeout(_limit: Duration) {
    park();
}

/// A thread that was started.
#[derive(Debug)]
pub struct JoinHandle<T> {
    handle: loom::thread::JoinHandle<T>,
    thread: Thread,
}

impl<T> JoinHandle<T> {
    /// Waits for its end.
    #[track_caller]
    pub fn join(self) -> std::thread::Result<T> {
        self.handle.join()
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

/// Starts a thread.
#[track_caller]
pub fn spawn<T: 'static>(body: impl FnOnce() -> T + 'static) -> JoinHandle<T> {
    let thread = Thread::default();
    let theirs = thread.clone();
    let handle = loom::thread::spawn(move || {
        ME.with(|me| me.set(theirs)).expect("a thread begins once");
        body()
    });
    JoinHandle { handle, thread }
}

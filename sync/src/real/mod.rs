//! The standard library, in the shape the model checker also has.

pub mod asymmetric;
pub mod cell;
mod condvar;
mod map;
mod mutex;

pub use self::condvar::Condvar;
pub use self::map::Map;
pub use self::mutex::{Mutex, MutexGuard};
pub use std::sync::Arc;
pub use std::thread_local;

/// Atomic words and fences.
pub mod atomic {
    pub use std::sync::atomic::{
        AtomicBool, AtomicI64, AtomicPtr, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering,
        fence,
    };
}

/// What a waiting thread tells the processor.
pub mod hint {
    pub use std::hint::spin_loop;
}

/// Threads.
pub mod thread {
    pub use std::thread::{JoinHandle, Thread, current, park, park_timeout, spawn, yield_now};
}

/// The clock that waiting is measured with.
pub mod time {
    pub use std::time::Instant;
}

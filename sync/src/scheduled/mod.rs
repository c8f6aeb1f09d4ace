//! shuttle, in the shape the standard library has here: one thread of the system plays all threads of a program, and before
//! every operation by which they could notice each other a scheduler decides who goes on.

pub mod atomic;
mod condvar;
#[path = "../model/map.rs"]
mod map;
mod mutex;
pub mod thread;
pub mod time;

pub use self::condvar::Condvar;
pub use self::map::Map;
pub use self::mutex::{Mutex, MutexGuard};
#[doc(hidden)]
pub use shuttle::thread_local as lazy_thread_local;
pub use std::sync::Arc;

/// A variable of each thread of a schedule.
#[macro_export]
macro_rules! thread_local {
    ($(#[$attribute:meta])* static $name:ident: $type:ty = const { $init:expr };) => {
        $crate::lazy_thread_local! { $(#[$attribute])* static $name: $type = $init; }
    };
}

/// Two fences that have nothing to do: in a schedule everybody sees what everybody has done.
pub mod asymmetric {
    /// Of the frequent side.
    pub fn light() {}

    /// Of the rare side.
    pub fn heavy() {}

    /// Whether the pair is to be had.
    pub fn available() -> bool {
        true
    }
}

#[path = "../real/cell.rs"]
pub mod cell;

/// What a waiting thread tells the scheduler.
pub mod hint {
    pub use shuttle::hint::spin_loop;
}

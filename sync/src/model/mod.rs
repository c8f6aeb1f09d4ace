//! loom, in the shape the standard library has here.

pub mod atomic;
mod condvar;
mod map;
mod mutex;
pub mod order;
pub mod thread;
pub mod time;

pub use self::condvar::Condvar;
pub use self::map::Map;
pub use self::mutex::{Mutex, MutexGuard};
pub use loom::sync::Arc;
#[doc(hidden)]
pub use loom::thread_local as lazy_thread_local;

/// A variable of each thread of a model; loom has no constant initialisers, so it is made on first use.
#[macro_export]
macro_rules! thread_local {
    ($(#[$attribute:meta])* static $name:ident: $type:ty = const { $init:expr };) => {
        $crate::lazy_thread_local! { $(#[$attribute])* static $name: $type = $init; }
    };
}

/// Two fences of which one is to cost nothing; here both are the full fence that the pair stands for.
pub mod asymmetric {
    use loom::sync::atomic::{Ordering, fence};

    /// Of the frequent side.
    pub fn light() {
        fence(Ordering::SeqCst);
    }

    /// Of the rare side.
    pub fn heavy() {
        fence(Ordering::SeqCst);
    }

    /// Whether the pair is to be had.
    pub fn available() -> bool {
        true
    }
}

/// Cells without a lock of their own; an access that is not ordered with another thread's is reported.
pub mod cell {
    pub use loom::cell::{Cell, ConstPtr, MutPtr, UnsafeCell};
}

/// What a waiting thread tells the scheduler of the model.
pub mod hint {
    pub use loom::hint::spin_loop;
}

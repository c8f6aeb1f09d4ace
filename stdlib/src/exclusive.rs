//! One thread at a time in a stream.

use crate::parking::RawLock;
use interpreter::{Return, Vm};
use object_model::Runtime;
use std::sync::atomic::{AtomicU64, Ordering};

/// A stream's lock.
#[derive(Default)]
pub(crate) struct Exclusive {
    lock: RawLock,
    /// The identifier of the thread that is in, or 0: only for that thread to recognise itself.
    owner: AtomicU64,
}

impl Exclusive {
    /// Runs `operation` with no other thread in it. RuntimeError if this thread is in one already: a signal's handler, or a
    /// stream that uses itself.
    pub(crate) fn run<R: Runtime, T>(
        &self,
        vm: &mut Vm<R>,
        operation: impl FnOnce(&mut Vm<R>) -> Return<R, T>,
    ) -> Return<R, T> {
        if !self.lock.try_acquire() {
            // Relaxed: see `owner`.
            if self.owner.load(Ordering::Relaxed) == vm.ident {
                return Err(vm.runtime_error("reentrant call inside a stream"));
            }
            self.lock.acquire_handling_signals(vm, None)?;
        }
        self.owner.store(vm.ident, Ordering::Relaxed);
        let result = operation(vm);
        self.owner.store(0, Ordering::Relaxed);
        self.lock.release();
        result
    }
}

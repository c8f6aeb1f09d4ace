//! Waiting until something arrives.
//!
//! The things are elsewhere, on a *shelf* with a lock of its own; what is here tells those who found the shelf empty to
//! look again. It is one lock, which nobody holds for long: free, it says that something may have arrived since somebody
//! last waited; who takes it looks, and who finds nothing takes it again and so waits. One announcement may stand for
//! several things, so who takes one thing and leaves others announces them once more (W9).

use super::raw_lock::RawLock;

/// Tells those who wait that something has arrived.
#[derive(Default)]
pub struct Arrivals(RawLock);

/// Where things arrive.
pub trait Shelf {
    /// What arrives.
    type Thing;
    /// Why a wait may fail.
    type Failure;

    /// Takes the first thing off.
    fn take(&mut self) -> Option<Self::Thing>;
    /// Whether there is nothing more.
    fn is_empty(&mut self) -> bool;
    /// Waits for the lock; false if the time is up.
    fn wait(&mut self, lock: &RawLock) -> Result<bool, Self::Failure>;
}

impl Arrivals {
    /// Says that something has arrived: after it was put on the shelf.
    pub fn announce(&self) {
        // Whoever waits looks again. If nobody does the lock is free, or taken by nobody: either is as good.
        self.0.release();
    }

    /// Takes a thing off the shelf as soon as there is one; None if the time is up first.
    pub fn take<S: Shelf>(&self, shelf: &mut S) -> Result<Option<S::Thing>, S::Failure> {
        loop {
            if let Some(thing) = shelf.take() {
                if !shelf.is_empty() {
                    // Another that waits may have it.
                    self.announce();
                }
                return Ok(Some(thing));
            }
            // Taken at once if something was announced since the lock was last taken; then the look was too early.
            if !shelf.wait(&self.0)? {
                return Ok(shelf.take());
            }
        }
    }
}

//! A lock that the thread that holds it may take again.

use sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::raw_lock::RawLock;

/// The identifier of no thread.
const NOBODY: u64 = 0;

/// A lock, who holds it and how often.
#[derive(Default)]
pub struct ReentrantLock {
    /// What the others wait for.
    pub lock: RawLock,
    /// The identifier of the thread that holds the lock. Only that thread can find its own identifier here: it is written
    /// after the lock was taken and erased before it is given back (W8).
    owner: AtomicU64,
    /// How often the owner has taken it; the owner's to change.
    count: AtomicUsize,
}

/// It was taken as often as can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooOften;

impl ReentrantLock {
    // Relaxed throughout: a thread only needs to recognise its own writes; what the lock protects is ordered by the lock.

    /// Whether the thread with this identifier, the calling one, holds it.
    pub fn is_owned_by(&self, ident: u64) -> bool {
        self.owner.load(Ordering::Relaxed) == ident
    }

    /// Who seems to hold it, and how often, at this moment.
    pub fn holder(&self) -> (u64, usize) {
        (self.owner.load(Ordering::Relaxed), self.count.load(Ordering::Relaxed))
    }

    /// Takes it once more, if the calling thread holds it. Whether it does.
    pub fn again(&self, ident: u64) -> Result<bool, TooOften> {
        if !self.is_owned_by(ident) {
            return Ok(false);
        }
        let count = self.count.load(Ordering::Relaxed).checked_add(1).ok_or(TooOften)?;
        self.count.store(count, Ordering::Relaxed);
        Ok(true)
    }

    /// Says who has just taken [`lock`](Self::lock), so many times at once.
    pub fn own(&self, ident: u64, count: usize) {
        self.owner.store(ident, Ordering::Relaxed);
        self.count.store(count, Ordering::Relaxed);
    }

    /// Gives it back once. By its owner.
    pub fn release(&self) {
        let count = self.count.load(Ordering::Relaxed);
        if count > 1 {
            self.count.store(count - 1, Ordering::Relaxed);
        } else {
            self.release_all();
        }
    }

    /// Gives it back as often as it was taken; how often that was. By its owner.
    pub fn release_all(&self) -> usize {
        let count = self.count.swap(0, Ordering::Relaxed);
        self.owner.store(NOBODY, Ordering::Relaxed);
        self.lock.release();
        count
    }

    /// Frees it whoever holds it: in the child of a fork there is nobody else.
    pub fn reset(&self) {
        self.own(NOBODY, 0);
        self.lock.reset();
    }
}

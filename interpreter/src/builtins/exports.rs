//! How many memoryviews look into an object.

use sync::atomic::{AtomicUsize, Ordering};

/// The views that look into an object, which does not change its size or go away as long as there are any. A view is added
/// under the object's lock and taken away without it; its bytes are touched under the lock only.
#[derive(Default)]
pub(super) struct Exports(AtomicUsize);

impl Exports {
    /// Whether there are any. The object's lock is held.
    pub fn are_there(&self) -> bool {
        // Relaxed: they are added under the lock.
        self.0.load(Ordering::Relaxed) != 0
    }

    /// Another one. The object's lock is held.
    pub fn add(&self) {
        // Relaxed: whoever asks holds the lock that the caller holds.
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// One is gone.
    pub fn remove(&self) {
        // Relaxed: it touched the bytes under the lock only.
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

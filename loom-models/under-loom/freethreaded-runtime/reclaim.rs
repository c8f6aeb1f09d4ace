//! What is handed over here is kept until the runtime ends.
//!
//! The shipped runtime hands it to crossbeam-epoch, which has models of its own. loom does not see its atomics, so it
//! would take a late reader for one who reads freed memory. With everything kept, a model shows what a late reader *sees*.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

type Kept = Arc<Mutex<Vec<Box<dyn Any + Send>>>>;

/// What a runtime's threads have handed over.
#[derive(Debug, Default)]
pub struct Reclaimer(Kept);

/// One thread's part in it.
pub struct Participant(Kept);

impl Reclaimer {
    /// Enters a thread.
    pub fn enter(&self) -> Participant {
        Participant(Arc::clone(&self.0))
    }
}

impl Participant {
    /// Nothing.
    pub fn pin(&self) {}

    /// Nothing.
    pub fn unpin(&self) {}

    /// Nothing.
    pub fn repin(&self) {}

    /// Keeps `garbage`.
    #[must_use]
    pub fn retire<T: Send + 'static>(&self, _bytes: usize, garbage: T) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(garbage));
        false
    }
}

//! What is handed over here is kept until the runtime ends, or, if a model asks for it, freed as soon as may be.
//!
//! The shipped runtime hands it to crossbeam-epoch, which has models of its own. In most models everything is kept: they
//! show what a late reader *sees*. Those of rule O7 show that nobody sees what is freed. For them the shipped source is
//! compiled over an epoch that does what crossbeam-epoch promises and no more.

use std::any::Any;
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};

use crate::shipped_reclaim as shipped;

type Kept = Arc<Mutex<Vec<Box<dyn Any + Send>>>>;

std::thread_local! {
    // As with the model's clock, a parameter of the models that this thread runs.
    static FREES: Cell<bool> = const { Cell::new(false) };
}

/// Whether the runtimes that are made from now on free what is handed over.
pub fn set_freeing(frees: bool) {
    FREES.set(frees);
}

/// What a runtime's threads have handed over.
#[derive(Debug)]
pub enum Reclaimer {
    /// Everything.
    Keeps(Kept),
    /// What somebody may still be reading.
    Frees(shipped::Reclaimer),
}

/// One thread's part in it.
pub enum Participant {
    /// Of the first kind.
    Keeps(Kept),
    /// Of the second.
    Frees(shipped::Participant),
}

impl Default for Reclaimer {
    fn default() -> Self {
        if FREES.get() { Self::Frees(shipped::Reclaimer::default()) } else { Self::Keeps(Kept::default()) }
    }
}

impl Reclaimer {
    /// Enters a thread.
    pub fn enter(&self) -> Participant {
        match self {
            Self::Keeps(kept) => Participant::Keeps(Arc::clone(kept)),
            Self::Frees(reclaimer) => Participant::Frees(reclaimer.enter()),
        }
    }
}

impl Participant {
    fn shipped(&self) -> Option<&shipped::Participant> {
        match self {
            Self::Keeps(_) => None,
            Self::Frees(participant) => Some(participant),
        }
    }

    /// As shipped, or nothing.
    pub fn pin(&self) {
        self.shipped().inspect(|participant| participant.pin());
    }

    /// As shipped, or nothing.
    pub fn unpin(&self) {
        self.shipped().inspect(|participant| participant.unpin());
    }

    /// As shipped, or nothing.
    pub fn repin(&self) {
        self.shipped().inspect(|participant| participant.repin());
    }

    /// As shipped, or keeps `garbage`.
    #[must_use]
    pub fn retire<T: Send + 'static>(&self, bytes: usize, garbage: T) -> bool {
        match self {
            Self::Keeps(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(garbage));
                false
            }
            Self::Frees(participant) => participant.retire(bytes, garbage),
        }
    }
}

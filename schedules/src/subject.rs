//! The runtimes that programs run on, impatient, so that what is rare elsewhere is frequent here.

use freethreaded_runtime::FreeThreaded;
use freethreaded_runtime::lanes::Spreading;
use gil_runtime::Gil;
use object_model::Runtime;
use refcount::{Atomic, Biased};
use std::time::Duration;

use freethreaded_runtime::parking_lot::Patience;

/// A runtime as a program wants it.
pub trait Subject: Runtime {
    /// A new one.
    fn new() -> Self;
}

impl Subject for Gil {
    fn new() -> Self {
        Gil::new(Duration::from_micros(50))
    }
}

/// How threads wait for object locks.
const PATIENCE: Patience = Patience { spins: 1, hand_over_after: Some(Duration::from_micros(500)) };
/// When a count is spread: soon, and the lanes are soon taken.
const SPREADING: Spreading = Spreading { lanes: 2, sample: 2, sightings: 2 };

impl Subject for FreeThreaded<Biased> {
    fn new() -> Self {
        FreeThreaded::new(PATIENCE).spreading(SPREADING)
    }
}

impl Subject for FreeThreaded<Atomic> {
    fn new() -> Self {
        FreeThreaded::new(PATIENCE)
    }
}

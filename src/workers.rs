//! What a program's workers cost, if it takes them from `examples/_workers.py`.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

/// What the workers of one run cost, as `_workers.py` counts it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkersReport {
    /// What they were.
    pub kind: String,
    /// How many.
    pub workers: usize,
    /// What they were given to do.
    pub tasks: u64,
    /// From asking for them until each had answered once, in seconds.
    pub start_up_s: f64,
    /// Bytes of the pickles that went to them and back.
    pub copied_bytes: u64,
    /// Seconds of pickling and unpickling, on both sides.
    pub copying_s: f64,
}

impl WorkersReport {
    /// Reads what a run has left.
    pub fn read(path: &Path) -> io::Result<Self> {
        Ok(serde_json::from_slice(&fs::read(path)?)?)
    }
}

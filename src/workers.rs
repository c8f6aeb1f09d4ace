//! What a program's workers are, if it takes them from `examples/_workers.py`.

use std::{fs, io, path::Path};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// The kinds of workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Workers {
    /// Threads of the one interpreter.
    #[default]
    Threads,
    /// Interpreters in the one process, each with a runtime of its own.
    Interpreters,
    /// Processes.
    Processes,
}

impl Workers {
    /// The name on the command line and in `sys._xoptions`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::Interpreters => "interpreters",
            Self::Processes => "processes",
        }
    }
}

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

//! What a program's workers are, if it takes them from `examples/_workers.py`.

use clap::ValueEnum;
use serde::Serialize;

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

//! From a configuration to a finished run: the one place that chooses a runtime.

use std::{ffi::OsString, time::Duration};

use clap::ValueEnum;
use profiler::Tally;
use serde::Serialize;

use crate::source::Program;

/// Who may run, how long an object lives and who may touch it: the two answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuntimeKind {
    /// One global lock, plain counts.
    #[default]
    Gil,
    /// No global lock, counts and containers that defend themselves.
    Freethreaded,
}

/// How the free-threaded runtime counts references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Discipline {
    /// The owning thread counts plainly, the others atomically.
    #[default]
    Biased,
    /// Every thread counts atomically: the yardstick.
    Atomic,
}

/// Everything that decides how a program runs.
#[derive(Debug)]
pub struct RunConfig {
    /// The runtime.
    pub runtime: RuntimeKind,
    /// How the free-threaded runtime counts.
    pub refcount: Discipline,
    /// How long a thread waits for the global lock before it asks for it.
    pub switch_interval: Duration,
    /// The program.
    pub program: Program,
    /// Its arguments, `sys.argv[1:]`.
    pub args: Vec<OsString>,
    /// Whether anybody listens to the runtime's events.
    pub trace: bool,
}

/// What became of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The program's exit status.
    pub exit_status: i32,
    /// What the run did, counted.
    pub tally: Tally,
}

/// Runs the program to its end, its non-daemon threads included.
pub fn execute(_config: &RunConfig) -> Outcome {
    eprintln!("granular: the interpreter is not linked yet");
    Outcome { exit_status: 1, tally: Tally::default() }
}

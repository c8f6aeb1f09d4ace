//! What decides how a program runs.

use std::{ffi::OsString, path::PathBuf, sync::Arc, time::Duration};

use clap::ValueEnum;
use interpreter::Isolation;
use object_model::ledger::Ledger;
use serde::Serialize;

use crate::{Mechanism, Program, Workers};

/// The interval at which the global lock is asked for if nothing is said.
pub const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

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
    /// The mechanisms that are left out.
    pub without: Vec<Mechanism>,
    /// The program.
    pub program: Program,
    /// What its workers are, if it asks.
    pub workers: Workers,
    /// Where it leaves what they cost, if it asks.
    pub workers_report: Option<PathBuf>,
    /// Its arguments, `sys.argv[1:]`.
    pub args: Vec<OsString>,
    /// Whether anybody listens to the runtime's events.
    pub trace: bool,
    /// Where its threads are to note where they meet.
    pub ledger: Option<Arc<Ledger>>,
    /// Whether a session follows the program.
    pub interactive: bool,
    /// Which warnings are shown, as `python -W` takes them.
    pub warnings: Vec<String>,
    /// Whether what is dubious is told, as by `python -X dev`.
    pub dev_mode: bool,
    /// How far it is kept apart from its surroundings, as by `python -I`, `-E` and `-P`.
    pub isolation: Isolation,
    /// Options `-X name` or `-X name=value` of `python` that decide nothing here but what is said of them in `sys._xoptions`,
    /// `faulthandler` and `int_max_str_digits` apart.
    pub other_options: Vec<String>,
    /// How many lines of a traceback are kept of where objects are made, from the beginning; 0 if nothing is.
    pub tracemalloc: usize,
    /// How much is left out of what is compiled, as by `python -O` and `-OO`.
    pub optimize: u8,
    /// Whether to warn where bytes are taken for text, or to raise, as by `python -b` and `-bb`.
    pub bytes_warning: u8,
    /// Whether what is written to the standard streams goes out at once.
    pub unbuffered: bool,
}

impl RunConfig {
    /// What a variable of the environment says to Python, if it says something and is listened to.
    pub(crate) fn variable(&self, name: &str) -> Option<OsString> {
        let value = (!self.isolation.ignore_environment).then(|| std::env::var_os(name)).flatten();
        value.filter(|value| !value.is_empty())
    }

    /// Whether a variable of the environment says something.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some()
    }
}

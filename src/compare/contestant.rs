//! Who takes part: our own runtimes and any other interpreter on the machine.

use std::{ffi::OsString, num::NonZeroUsize, path::Path};

use clap::ValueEnum;
use execution::{Mechanism, RuntimeKind};
pub use peer::Peer;

use super::child::Invocation;

/// One of our own runtimes, with its way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Variant {
    /// The global lock, plain counts.
    Gil,
    /// No global lock, biased counts.
    Freethreaded,
    /// No global lock, every count atomic.
    FreethreadedAtomic,
    /// The global lock, and interpreters for workers, each under a lock of its own.
    Interpreters,
    /// The global lock, and processes for workers.
    Processes,
}

impl Variant {
    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gil => "gil",
            Self::Freethreaded => "freethreaded",
            Self::FreethreadedAtomic => "freethreaded-atomic",
            Self::Interpreters => "interpreters",
            Self::Processes => "processes",
        }
    }

    /// Whether it differs from another only for a program that takes its workers from `_workers.py`.
    pub fn needs_workers(self) -> bool {
        matches!(self, Self::Interpreters | Self::Processes)
    }

    /// The options of `granular run` that select it.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::Gil => &["--runtime", "gil"],
            Self::Freethreaded => &["--runtime", "freethreaded"],
            Self::FreethreadedAtomic => &["--runtime", "freethreaded", "--refcount", "atomic"],
            Self::Interpreters => &["--runtime", "gil", "--workers", "interpreters"],
            Self::Processes => &["--runtime", "gil", "--workers", "processes"],
        }
    }
}

/// A runtime of ours or a peer.
#[derive(Clone, Debug)]
pub enum Contestant {
    /// One of ours.
    Own(Variant),
    /// One of ours without one of its mechanisms.
    Without(Mechanism),
    /// Another interpreter.
    Peer(Peer),
}

impl Contestant {
    /// The name in reports.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(variant) => variant.name(),
            Self::Without(mechanism) => mechanism.name(),
            Self::Peer(peer) => &peer.name,
        }
    }

    /// The options before the program.
    fn options(&self) -> Vec<&str> {
        match self {
            Self::Own(variant) => variant.options().to_vec(),
            Self::Without(mechanism) => {
                let runtime = match mechanism.runtime() {
                    RuntimeKind::Gil => Variant::Gil,
                    RuntimeKind::Freethreaded => Variant::Freethreaded,
                };
                [runtime.options(), &["--without", mechanism.name()]].concat()
            }
            Self::Peer(peer) => peer.options.iter().map(String::as_str).collect(),
        }
    }

    /// How to run `program` on it with `threads` as its first argument, leaving a tally in `tally`.
    pub fn invocation(&self, own: &Path, program: &Path, threads: NonZeroUsize, tally: &Path) -> Invocation {
        let mut arguments: Vec<OsString> = Vec::new();
        let threads = OsString::from(threads.to_string());
        match self {
            Self::Own(_) | Self::Without(_) => {
                arguments.push("run".into());
                arguments.extend(self.options().into_iter().map(OsString::from));
                let workers = tally.with_extension("workers");
                arguments.extend(["--tally".into(), tally.into(), "--workers-report".into()]);
                arguments.extend([workers.clone().into(), program.into(), threads]);
                Invocation {
                    executable: own.into(),
                    arguments,
                    tally: Some(tally.into()),
                    workers: Some(workers),
                }
            }
            Self::Peer(peer) => {
                arguments.extend(self.options().into_iter().map(OsString::from));
                arguments.extend([program.into(), threads]);
                Invocation { executable: peer.executable.clone(), arguments, tally: None, workers: None }
            }
        }
    }
}

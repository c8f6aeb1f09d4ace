//! The parts of a runtime that can be left out of a run, to see what each is worth.

use clap::ValueEnum;
use serde::Serialize;

use crate::RuntimeKind;

/// A part of a runtime without which it is still right, only slower somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mechanism {
    /// An object's owner counts without atomic operations; without it every count is atomic, and as objects then have
    /// no owner, there are no biased sections either
    BiasedCounts,
    /// An object that only its owner has used is not locked
    BiasedSections,
    /// An object that many threads count all the time is counted by each in a word of its own
    PerThreadCounts,
    /// A constant of a program's code is never counted
    #[value(alias = "immortality")]
    ImmortalConstants,
    /// A function or class that a statement of a module defines is never counted; CPython defers such counts
    #[value(alias = "deferred")]
    ImmortalDefinitions,
    /// Items, attributes and names are read without the object's lock, where nobody writes
    LockFreeReads,
    /// A thread looks again a few times before it sleeps for an object's lock
    Spinning,
    /// An object's lock is handed to a thread that has waited for a millisecond
    HandOver,
    /// A thread that is asked to let go of the global lock waits until another has had it
    ForcedSwitching,
}

impl Mechanism {
    /// All of them, in the order of reports.
    pub const ALL: [Mechanism; 9] = [
        Mechanism::BiasedCounts,
        Mechanism::BiasedSections,
        Mechanism::PerThreadCounts,
        Mechanism::ImmortalConstants,
        Mechanism::ImmortalDefinitions,
        Mechanism::LockFreeReads,
        Mechanism::Spinning,
        Mechanism::HandOver,
        Mechanism::ForcedSwitching,
    ];

    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Mechanism::BiasedCounts => "biased-counts",
            Mechanism::BiasedSections => "biased-sections",
            Mechanism::PerThreadCounts => "per-thread-counts",
            Mechanism::ImmortalConstants => "immortal-constants",
            Mechanism::ImmortalDefinitions => "immortal-definitions",
            Mechanism::LockFreeReads => "lock-free-reads",
            Mechanism::Spinning => "spinning",
            Mechanism::HandOver => "hand-over",
            Mechanism::ForcedSwitching => "forced-switching",
        }
    }

    /// The runtime it is a part of.
    pub fn runtime(self) -> RuntimeKind {
        match self {
            Mechanism::ForcedSwitching => RuntimeKind::Gil,
            _ => RuntimeKind::Freethreaded,
        }
    }
}

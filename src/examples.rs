//! The shipped examples, carried inside the command.

/// A Python program that takes a thread count as its first argument and prints the same for each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// Its file name.
    pub(crate) name: &'static str,
    /// Its text.
    pub(crate) source: &'static str,
}

/// The programs in `examples/patterns`, each one way in which threads meet, and what they import.
pub(crate) const PATTERNS: &[Example] = &include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// All of them, by name.
pub(crate) const ALL: &[Example] = &include!(concat!(env!("OUT_DIR"), "/examples.rs"));

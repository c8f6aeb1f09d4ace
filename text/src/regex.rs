//! Matching regular expressions that `re/_compiler.py` has compiled.
//!
//! The compiler's list of numbers is read once into a [`Program`] (anything malformed is refused, so matching cannot go
//! wrong), and a [`Machine`] runs it. The machine backtracks over a stack of its own: how deep a pattern nests or how
//! long a text is costs memory up to a bound and never the native stack. What is undone on the way back (groups,
//! counters) is on the same stack. Every so many steps the caller is asked whether to go on.
//!
//! Positions are bytes of the text; whoever shows them to Python counts characters.

mod case;
mod category;
mod machine;
mod program;
mod set;
mod subject;
#[cfg(test)]
mod tests;

pub use case::{is_cased, is_cased_ascii, lower, lower_ascii};
pub use machine::{Found, Machine, Mode, Request, Stop};
pub use program::Program;
pub use subject::{Narrow, Subject, Wide};

/// The version of the instructions: what `re/_constants.py` must name.
pub const MAGIC: i64 = 20_230_612;
/// A repetition without an upper limit.
pub const UNLIMITED: u32 = u32::MAX;
/// The most groups a pattern may have.
pub const MOST_GROUPS: u32 = i32::MAX as u32 / 2;

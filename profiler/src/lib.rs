//! What a run did, seen four ways.
//!
//! * The [`Tally`] counts: it is always on, is summed over the threads at the end, and is what every
//!   report is made of.
//! * The [`trace`] remembers when: spans and events of the `events` crate go to a ring per thread and
//!   come out as a Chrome trace or as folded stacks.
//! * The [`meetings`] say where its threads met: by object, by source line and by what they did there.
//! * The [`log`] tells a person, line by line, as it happens.

pub mod figures;
pub mod log;
pub mod meetings;
mod nanoseconds;
mod tally;
pub mod trace;

pub use tally::Tally;

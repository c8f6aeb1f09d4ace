//! When each thing happened: a ring of records per thread, and what it exports to.
//!
//! A `tracing` subscriber that formats, allocates or locks for each event is slower than what it
//! observes: a contended lock changes hands in less time than such a subscriber takes to say so. Ours
//! writes four words into a ring that belongs to the emitting thread and does everything else, from
//! looking up names to converting clock ticks, when the run is over. What does not fit is overwritten,
//! oldest first, and the recording says how much was lost.
//!
//! ```
//! use profiler::trace::Recorder;
//!
//! let recorder = Recorder::new(1024);
//! tracing::subscriber::with_default(recorder.clone(), || {
//!     let _attached = events::sched::attached();
//!     events::gil::drop_request();
//! });
//! let mut trace = Vec::new();
//! recorder.recording().write_chrome(&mut trace, "an example")?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod chrome;
mod clock;
mod folded;
mod recorder;
mod recording;
mod ring;

pub use recorder::{Recorder, Taken};
pub use recording::{Argument, Kind, Lane, Record, Recording};

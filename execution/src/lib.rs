//! From a configuration to a finished run: [`execute()`] is the one place that chooses between the runtimes.
//!
//! Everything below is generic over the runtime, and here it is compiled for each of them: once, for the command and for
//! whatever tests it.

#![forbid(unsafe_code)]

mod config;
mod environment;
mod execute;
mod mechanism;
mod options;
mod program;
mod repl;
mod workers;

pub use config::{Discipline, RunConfig, RuntimeKind, SWITCH_INTERVAL};
pub use execute::{Outcome, execute};
pub use mechanism::Mechanism;
pub use options::options;
pub use program::Program;
pub use workers::Workers;

//! *granular* runs a Python program on two interchangeable runtimes and says what the global lock
//! costs, and what its absence costs.
//!
//! This crate is the command line. Each subcommand is a module; the runtimes, the object model they
//! share and the interpreter are crates of their own, and `execution` is the one that chooses between
//! the runtimes.

mod ablate;
pub mod command_line;
pub mod compare;
pub mod dis;
mod examples;
mod explain;
mod failure;
mod ledger;
pub mod python_style;
pub mod run;
pub mod source;
pub mod workers;

pub use command_line::main;
pub use failure::Failure;

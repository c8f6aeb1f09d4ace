//! What the models in `tests/` share: how a model is run, and the twins that must fail.
//!
//! A model is a small program over the core's own source, compiled over loom's types (see
//! `under-loom`). loom runs it once for every order in which its threads can meet and every value a
//! load may see, within the limits that `tests/litmus.rs` shows. [`check`] runs a model and prints how
//! many executions there were; [`caught`] runs it on a [twin](twins) and demands that it fails.

mod object;
mod run;
pub mod scene;
mod subject;

pub use object::{Object, other, owner};
pub use run::{Bound, caught, caught_weakened, check};
pub use subject::{Entry, FreeThreaded, GlobalLock, Importing, Spreads, Taken, Turns, Wait, Waiting, ships};

/// Copies of the core's modules, each with one rule broken; made by `build.rs` from `twins/`.
#[allow(
    dead_code,
    dropping_copy_types,
    unused_imports,
    unused_variables,
    unused_mut,
    missing_docs,
    clippy::all
)]
pub mod twins {
    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

//! The runtime with one global lock: whoever holds it runs, everybody else waits.
//!
//! | module | what it is |
//! |---|---|
//! | [`lock`] | the lock: waiters can ask the holder to let go |
//! | [`runtime`] | [`Gil`], the answers to what the object model asks of a runtime |

pub mod lock;
pub mod runtime;

pub use runtime::Gil;

/// An owned value.
pub type Value = object_model::Value<Gil>;
/// What a thread that may run holds.
pub type Token = object_model::Token<Gil>;

//! The parts of `gil-runtime` that stand on the facade alone.

#[path = "../../../gil-runtime/src/lock.rs"]
pub mod lock;

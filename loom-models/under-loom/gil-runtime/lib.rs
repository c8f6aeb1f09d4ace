//! The crate `gil-runtime`.

#[path = "../../../gil-runtime/src/lock.rs"]
pub mod lock;
#[path = "../../../gil-runtime/src/runtime.rs"]
pub mod runtime;

pub use runtime::Gil;

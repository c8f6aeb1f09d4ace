//! The part of `interpreter` where two threads meet without a runtime between them.

#[path = "../../../interpreter/src/import_lock.rs"]
pub mod import_lock;

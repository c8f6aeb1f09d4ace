//! The runtime with one global lock: whoever holds it runs, everybody else waits.

pub mod lock;

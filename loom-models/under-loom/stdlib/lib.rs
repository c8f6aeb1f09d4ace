//! The part of `stdlib` where two threads meet without a runtime between them.

#[path = "../../../stdlib/src/parking/arrivals.rs"]
pub mod arrivals;
#[path = "../../../stdlib/src/parking/event.rs"]
pub mod event;
#[path = "../../../stdlib/src/parking/raw_lock.rs"]
pub mod raw_lock;
#[path = "../../../stdlib/src/parking/reentrant_lock.rs"]
pub mod reentrant_lock;
#[path = "../../../stdlib/src/interpreters/turn.rs"]
pub mod turn;
#[path = "../../../stdlib/src/parking/waiter.rs"]
pub mod waiter;

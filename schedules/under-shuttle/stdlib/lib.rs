//! The part of `stdlib` by which Python's locks make threads wait.

#[path = "../../../stdlib/src/parking/raw_lock.rs"]
pub mod raw_lock;
#[path = "../../../stdlib/src/parking/waiter.rs"]
pub mod waiter;

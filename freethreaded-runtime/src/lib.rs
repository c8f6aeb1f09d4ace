//! The runtime without a global lock: every thread runs, every object has a lock of its own.
//!
//! | module | what it is |
//! |---|---|
//! | [`object_lock`] | one byte in an object's header; waiters sleep elsewhere |
//! | [`parking_lot`] | where they sleep: queues found by address |
//! | [`section`] | two objects locked together |
//! | [`roster`] | the runtime's threads, attached or not |
//! | [`stop_world`] | everybody stops but one |
//! | [`inbox`] | references that only an object's owner can give back |
//! | [`breaker`] | the word by which a running thread is asked to do any of this |
//!
//! No statics and no thread-locals: a runtime is a value, and so is each thread's record.

pub mod breaker;
pub mod inbox;
pub mod object_lock;
pub mod parking_lot;
pub mod roster;
pub mod section;
pub mod stop_world;

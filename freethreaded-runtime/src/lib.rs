//! The runtime without a global lock: every thread runs, every object has a lock of its own.
//!
//! | module | what it is |
//! |---|---|
//! | [`object_lock`] | one byte in an object's header; waiters sleep elsewhere |
//! | [`owner_section`] | an object that only its owner uses is not locked |
//! | [`parking_lot`] | where they sleep: queues found by address |
//! | [`section`] | two objects locked together |
//! | [`roster`] | the runtime's threads, attached or not |
//! | [`stop_world`] | everybody stops but one |
//! | [`inbox`] | references that only an object's owner can give back |
//! | [`lanes`] | objects that many threads count all the time, each in words of its own |
//! | [`breaker`] | the word by which a running thread is asked to do any of this |
//! | [`reclaim`] | when what a container has replaced may be freed |
//! | [`discipline`] | who counts how |
//! | [`thread`] | a thread, and what of its counting is noted |
//! | [`runtime`] | [`FreeThreaded`], the answers to what the object model asks of a runtime |
//!
//! No statics and no thread-locals: a runtime is a value, and so is each thread's record.

pub mod breaker;
pub mod discipline;
pub mod inbox;
pub mod lanes;
pub mod object_lock;
pub mod owner_section;
pub mod parking_lot;
pub mod reclaim;
pub mod roster;
pub mod runtime;
pub mod section;
pub mod stop_world;
pub mod thread;

pub use runtime::FreeThreaded;

/// An owned value; counted by the biased discipline unless chosen otherwise.
pub type Value<C = refcount::Biased> = object_model::Value<FreeThreaded<C>>;
/// What a thread that is attached holds.
pub type Token<C = refcount::Biased> = object_model::Token<FreeThreaded<C>>;

//! The crate `freethreaded-runtime`. What it hands over to crossbeam-epoch is kept, unless a model asks for its promise.

#[path = "../../../freethreaded-runtime/src/breaker.rs"]
pub mod breaker;
#[path = "../../../freethreaded-runtime/src/discipline.rs"]
pub mod discipline;
#[path = "../../../freethreaded-runtime/src/inbox.rs"]
pub mod inbox;
#[path = "../../../freethreaded-runtime/src/lanes.rs"]
pub mod lanes;
#[path = "../../../freethreaded-runtime/src/object_lock.rs"]
pub mod object_lock;
#[path = "../../../freethreaded-runtime/src/owner_section.rs"]
pub mod owner_section;
#[path = "../../../freethreaded-runtime/src/parking_lot.rs"]
pub mod parking_lot;
#[path = "reclaim.rs"]
pub mod reclaim;
#[path = "../../../freethreaded-runtime/src/roster.rs"]
pub mod roster;
#[path = "../../../freethreaded-runtime/src/runtime.rs"]
pub mod runtime;
#[path = "../../../freethreaded-runtime/src/section.rs"]
pub mod section;
#[path = "../../../freethreaded-runtime/src/reclaim.rs"]
mod shipped_reclaim;
#[path = "../../../freethreaded-runtime/src/stop_world.rs"]
pub mod stop_world;
#[path = "../../../freethreaded-runtime/src/thread.rs"]
pub mod thread;

pub use runtime::FreeThreaded;

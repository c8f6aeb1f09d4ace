//! The object model both runtimes share: values, objects, containers, classes, and the token that counts and locks.
//!
//! Everything is generic over a [`Runtime`] and never asks which one it is.

mod attached;
mod big;
mod bytes;
mod census;
mod class;
mod class_flags;
mod collector;
mod cycles;
mod dict;
mod end;
#[cfg(not(granular_loom))]
mod free_memory;
mod guarded_slot;
mod header;
#[cfg(not(granular_loom))]
mod heap;
#[cfg(granular_loom)]
#[path = "model_heap.rs"]
mod heap;
mod inline_cache;
mod instance;
pub mod inventory;
mod kind;
mod layout;
pub mod ledger;
mod list;
pub mod make;
mod marks;
mod memo;
mod names;
mod once_box;
mod pauses;
mod recent_names;
mod roots;
mod runtime;
mod shape;
pub mod shortage;
pub mod simple;
mod slot;
mod slot_array;
mod special;
mod str;
mod table;
mod tally;
mod token;
mod tuple;
mod value;
mod weak;
mod word;
mod world;

pub use attached::{Attached, Callback};
pub use big::BigInt;
pub use bytes::Bytes;
pub use class::{Class, ClassParts, get_str};
pub use class_flags::ClassFlags;
pub use collector::{Collector, DEFAULT_THRESHOLD, Running};
pub use cycles::Garbage;
pub use dict::{AsDict, AsSet, Candidate, Dict, Found, Hashed, Part, Peeked, Seen, Set};
pub use end::Remains;
pub use header::{Flag, Header};
pub use inline_cache::InlineCache;
pub use instance::{Instance, Place};
pub use kind::Kind;
pub use layout::{Extended, Layout, Object, Payload, ShowChildren, children_of, drop_payload, held_by};
pub use list::{List, Removed, Search};
pub use names::{Names, is_interned};
pub use pauses::Pauses;
pub use roots::Roots;
pub use runtime::{Fate, Runtime};
pub use shape::{NO_NUMBER, Shape, next_number};
pub use shortage::OutOfMemory;
pub use slot::Slot;
pub use special::Special;
pub use str::{Str, count_characters, hash_bytes};
pub use tally::{Tally, Totals};
pub use token::{Both, Entered, Guard, Guarded, Locked, Token};
pub use tuple::Tuple;
pub use value::{Borrowed, Ref, Value};
pub use weak::{Weak, WeakTable};
pub use word::Word;
pub use world::World;

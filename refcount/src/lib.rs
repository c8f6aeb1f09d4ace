//! Counting words and nothing else: no objects, no memory, no unsafe code.
//!
//! A counting word knows how many references an object has and who must free it. What the caller
//! owes after a transition is in what the transition returns ([`Fate`]). Three disciplines stand
//! side by side behind one trait, [`Count`]:
//!
//! - [`Plain`]: a cell. Sound because a global lock orders all uses.
//! - [`Atomic`]: every thread, every time, one atomic operation. The yardstick.
//! - [`Biased`]: the owner counts in a word of its own without atomic read-modify-write, everybody
//!   else in a shared word; the two are merged when the owner lets go. An object that many threads
//!   count all the time can be *spread*: then each counts it in a word of its own.
//!
//! The rules are numbered in `docs/protocols.md` (C: every count, P, A, B, V); comments here cite them.
#![forbid(unsafe_code)]

mod atomic;
mod biased;
mod count;
mod fate;
mod here;
mod lane;
mod plain;
mod side;
mod thread_id;

pub use atomic::Atomic;
pub use biased::Biased;
pub use count::Count;
pub use fate::Fate;
pub use here::Here;
pub use lane::Lane;
pub use plain::Plain;
pub use side::Side;
pub use thread_id::ThreadId;

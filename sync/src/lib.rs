//! The one place that decides which threads, atomics, cells and locks the core is built on.
//!
//! In an ordinary build every name here is the standard library's, or an inline wrapper of it that
//! gives it the model checker's shape. Under the private configuration `granular_loom`, which only
//! the packages in `loom-models` set for themselves, the same names are loom's, so a model runs the
//! source that ships and not a copy of it. Nothing else in the core names `std::sync`.
//!
//! | here | ordinary build | model |
//! |---|---|---|
//! | [`Arc`] | `std` | loom |
//! | [`asymmetric`] | a compiler fence and `membarrier` | two full fences |
//! | [`atomic`] | `std` | loom; an ordering can be weakened, to see which model finds out |
//! | [`cell::UnsafeCell`] | `std` behind scoped pointers | loom: a conflicting access is a reported race |
//! | [`cell::Cell`] | `std` | loom: as above |
//! | [`Mutex`] | `std` without poisoning | loom |
//! | [`Map`] | dashmap | one mutex around a table: that its shards are locks is dashmap's to show |
//! | [`Condvar`] | `std` without poisoning | loom; a timeout is an event the model fires, never the clock |
//! | [`time::Instant`] | `std` | stands still; `now` and `elapsed` are what the model says they are |
//! | [`thread`], [`hint`], [`thread_local`] | `std` | loom |
//!
//! Under `granular_shuttle`, which the packages in `schedules` set, they are shuttle's: nothing is explored to the end
//! there, but whole runtimes run, under schedules that are drawn by chance and can be played again (`src/scheduled`). Words
//! are as long as the standard library's, time goes by chance, and the rest is as in a model.
//!
//! loom has no constructors usable in constants, so nothing in the core is a `static`.

#[cfg(granular_loom)]
mod model;
#[cfg(not(any(granular_loom, granular_shuttle)))]
mod real;
#[cfg(granular_shuttle)]
mod scheduled;

#[cfg(granular_loom)]
pub use model::*;
#[cfg(not(any(granular_loom, granular_shuttle)))]
pub use real::*;
#[cfg(granular_shuttle)]
pub use scheduled::*;

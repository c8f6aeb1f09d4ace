//! The interpreters of one program.
//!
//! Each has a runtime of its own, so a global lock of its own or a free-threaded world of its own, and no value of one is
//! ever seen by another. What they have in common is here: who is who, the library's compiled code, which is plain data,
//! and what native modules keep for all of them.

use compiler::Code;
use dashmap::DashMap;
use object_model::Totals;
use std::any::{Any, TypeId};
use std::sync::{Arc, Mutex, PoisonError};

/// The number of the interpreter that a program begins in.
pub const MAIN: u64 = 0;

/// What the interpreters of one program share. No value of any of them is in it.
#[derive(Default)]
pub struct Family {
    /// What native modules keep for all interpreters, by type.
    states: DashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    /// Modules of the embedded library that one of them has compiled, by file name.
    library: DashMap<Box<str>, Arc<Code>>,
    ended: Mutex<Ended>,
}

/// What became of the interpreters that have ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// How many.
    pub count: usize,
    /// Objects that something still had a reference to.
    pub leaked: usize,
    /// The counters of their threads.
    pub totals: Totals,
}

impl Family {
    /// What native modules keep for all interpreters in a `T`; the first to ask makes it.
    pub fn state<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let state = self.states.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        state.downcast().unwrap_or_else(|_| unreachable!("kept by type"))
    }

    /// The code of a module of the embedded library, if an interpreter has compiled it.
    pub(crate) fn library_code(&self, filename: &str) -> Option<Arc<Code>> {
        self.library.get(filename).map(|code| code.clone())
    }

    /// Keeps the code of a module of the embedded library. The interpreter that runs it never lets go of it either.
    pub(crate) fn keep_library_code(&self, filename: &str, code: &Arc<Code>) {
        self.library.insert(filename.into(), code.clone());
    }

    /// Notes that an interpreter has ended.
    pub fn note_end(&self, leaked: usize, totals: &Totals) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.count += 1;
        ended.leaked += leaked;
        ended.totals.join(totals);
    }

    /// What became of those that have ended.
    pub fn ended(&self) -> Ended {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

//! The interpreters there are, by number.

use super::config::Config;
use super::turn::{Refused, Turn};
use interpreter::{MAIN, Resting};
use object_model::Runtime;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use sync::Mutex;

/// How an interpreter came about, in CPython's numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whence {
    /// The program began in it.
    Runtime = 1,
    /// This module made it.
    Stdlib = 5,
}

/// An interpreter, as the others know it.
pub(super) struct Member<R: Runtime> {
    pub id: u64,
    pub whence: Whence,
    pub config: Config,
    pub turn: Turn<Resting<R>>,
}

/// The interpreters of a program that have not ended.
pub(super) struct Registry<R: Runtime> {
    members: Mutex<BTreeMap<u64, Arc<Member<R>>>>,
    last: AtomicU64,
}

impl<R: Runtime> Default for Registry<R> {
    /// The interpreter the program began in, alone. It always runs.
    fn default() -> Self {
        let main = Member { id: MAIN, whence: Whence::Runtime, config: Config::LEGACY, turn: Turn::taken() };
        let members = Mutex::new(BTreeMap::from([(MAIN, Arc::new(main))]));
        Registry { members, last: AtomicU64::new(MAIN) }
    }
}

impl<R: Runtime> Registry<R> {
    /// A number no interpreter has had.
    pub fn next_id(&self) -> u64 {
        // Relaxed: only uniqueness matters.
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub fn add(&self, member: Member<R>) {
        self.members.lock().insert(member.id, Arc::new(member));
    }

    pub fn find(&self, id: u64) -> Option<Arc<Member<R>>> {
        self.members.lock().get(&id).cloned()
    }

    pub fn all(&self) -> Vec<Arc<Member<R>>> {
        self.members.lock().values().cloned().collect()
    }

    /// From now on it is not found any more: it is being ended (X3).
    pub fn remove(&self, id: u64) {
        self.members.lock().remove(&id);
    }

    /// Takes an interpreter that nobody is in, to end it. None if there is none.
    pub fn take_any(&self) -> Option<(Arc<Member<R>>, Resting<R>)> {
        self.all().into_iter().find_map(|member| match member.turn.end() {
            Ok(entry) => Some((member, entry)),
            Err(Refused::Taken | Refused::Ended) => None,
        })
    }
}

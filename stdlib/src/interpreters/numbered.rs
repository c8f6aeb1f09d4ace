//! What interpreters know by number: queues and channels.
//!
//! The references to such a thing are counted here, because those who have them are in several interpreters. It goes when
//! the last is given back.

use std::collections::BTreeMap;
use std::sync::Arc;
use sync::Mutex;

/// A thing that interpreters know by number.
pub(crate) trait Shared {
    /// The number of the first.
    const FIRST: i64;

    /// It has gone: nobody finds it any more.
    fn close(&self);
    /// An interpreter has ended.
    fn forget_interpreter(&self, id: u64);
}

/// All things of a kind that a program has.
pub(crate) struct Numbered<T> {
    table: Mutex<Table<T>>,
    given_back: Mutex<GivenBack>,
}

struct Table<T> {
    next: i64,
    entries: BTreeMap<i64, Entry<T>>,
}

struct Entry<T> {
    references: usize,
    thing: Arc<T>,
}

/// What handles have given references back to, and whether a thread sees to it. A queue may hold the last handle of another,
/// and that one of a third: such a chain is gone through here, and not on the stack.
#[derive(Default)]
struct GivenBack {
    ids: Vec<i64>,
    attended: bool,
}

/// Why a reference cannot be given back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreleased {
    NotFound,
    /// There is none.
    NeverRetained,
}

impl<T: Shared> Default for Numbered<T> {
    fn default() -> Self {
        let table = Table { next: T::FIRST, entries: BTreeMap::new() };
        Numbered { table: Mutex::new(table), given_back: Mutex::default() }
    }
}

impl<T: Shared> Numbered<T> {
    /// Takes a thing in that has so many references, and answers its number.
    fn insert(&self, thing: T, references: usize) -> i64 {
        let mut table = self.table.lock();
        let id = table.next;
        table.next += 1;
        table.entries.insert(id, Entry { references, thing: Arc::new(thing) });
        id
    }

    /// Takes a thing in that nobody keeps yet, and answers its number.
    pub(crate) fn add(&self, thing: T) -> i64 {
        self.insert(thing, 0)
    }

    /// Takes a thing in, and answers what keeps it.
    pub(crate) fn add_kept(self: &Arc<Self>, thing: T) -> Handle<T> {
        Handle { id: self.insert(thing, 1), all: self.clone() }
    }

    pub(crate) fn find(&self, id: i64) -> Option<Arc<T>> {
        self.table.lock().entries.get(&id).map(|entry| entry.thing.clone())
    }

    /// All with their numbers, the newest first.
    pub(crate) fn all(&self) -> Vec<(i64, Arc<T>)> {
        self.table.lock().entries.iter().rev().map(|(id, entry)| (*id, entry.thing.clone())).collect()
    }

    /// Ends a thing, whoever refers to it; false if there is none of that number.
    pub(crate) fn destroy(&self, id: i64) -> bool {
        let entry = self.table.lock().entries.remove(&id);
        entry.map(|entry| entry.thing.close()).is_some()
    }

    /// One reference more; false if there is nothing of that number.
    pub(crate) fn retain(&self, id: i64) -> bool {
        match self.table.lock().entries.get_mut(&id) {
            Some(entry) => {
                entry.references += 1;
                true
            }
            None => false,
        }
    }

    /// One reference less; without any the thing goes.
    pub(crate) fn release(&self, id: i64) -> Result<(), Unreleased> {
        let mut table = self.table.lock();
        let entry = table.entries.get_mut(&id).ok_or(Unreleased::NotFound)?;
        entry.references = entry.references.checked_sub(1).ok_or(Unreleased::NeverRetained)?;
        if entry.references > 0 {
            return Ok(());
        }
        let entry = table.entries.remove(&id);
        // What is in it may hold handles.
        drop(table);
        if let Some(entry) = entry {
            entry.thing.close();
        }
        Ok(())
    }

    /// As [`release`](Self::release), for a handle, which may be dropped with a thing that it is in.
    fn give_back(&self, id: i64) {
        let mut given_back = self.given_back.lock();
        given_back.ids.push(id);
        if std::mem::replace(&mut given_back.attended, true) {
            return;
        }
        while let Some(id) = given_back.ids.pop() {
            drop(given_back);
            // What was destroyed has no references to give back.
            let _ = self.release(id);
            given_back = self.given_back.lock();
        }
        given_back.attended = false;
    }

    /// An interpreter has ended: what it has sent is no longer bound to anything.
    pub(super) fn forget_interpreter(&self, id: u64) {
        for (_, thing) in self.all() {
            thing.forget_interpreter(id);
        }
    }
}

/// A reference, which may be on its way to another interpreter.
pub(crate) struct Handle<T: Shared> {
    pub(crate) id: i64,
    all: Arc<Numbered<T>>,
}

impl<T: Shared> Handle<T> {
    /// One more to the thing of this number, if there is one.
    pub(crate) fn of(all: &Arc<Numbered<T>>, id: i64) -> Option<Handle<T>> {
        all.retain(id).then(|| Handle { id, all: all.clone() })
    }
}

impl<T: Shared> Drop for Handle<T> {
    fn drop(&mut self) {
        self.all.give_back(self.id);
    }
}

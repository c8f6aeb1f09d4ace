//! The queues between interpreters, by number. What is in them belongs to no interpreter.

use crate::interpreters::Crossing;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use sync::Mutex;

/// What becomes of an item when the interpreter it came from ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unbound {
    /// It goes as well.
    Remove = 1,
    /// Who gets it is told by an exception.
    Error = 2,
    /// Who gets it gets a stand-in.
    Replace = 3,
}

impl Unbound {
    pub fn from_number(number: i64) -> Option<Unbound> {
        [Unbound::Remove, Unbound::Error, Unbound::Replace].into_iter().find(|one| *one as i64 == number)
    }
}

/// What holds for items that say nothing else.
#[derive(Clone, Copy)]
pub(super) struct Defaults {
    pub unbound: Unbound,
    /// Whether what has no form to travel in is pickled.
    pub pickles: bool,
}

struct Item {
    /// None once the interpreter it came from has ended.
    crossing: Option<Crossing>,
    from: u64,
    unbound: Unbound,
}

/// A queue.
pub(super) struct Queue {
    /// The most items there may be, without a limit if it is not positive.
    pub max_size: i64,
    pub defaults: Defaults,
    /// None once the queue is gone.
    items: Mutex<Option<VecDeque<Item>>>,
}

/// Why a queue cannot do what is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    NotFound,
    NeverBound,
    Empty,
    Full,
}

impl Queue {
    fn is_at_limit(&self, count: usize) -> bool {
        self.max_size > 0 && count as u64 >= self.max_size.unsigned_abs()
    }

    pub fn put(&self, crossing: Crossing, from: u64, unbound: Unbound) -> Result<(), Refused> {
        let mut items = self.items.lock();
        let Some(items) = items.as_mut() else { return Err(Refused::NotFound) };
        if self.is_at_limit(items.len()) {
            return Err(Refused::Full);
        }
        items.push_back(Item { crossing: Some(crossing), from, unbound });
        Ok(())
    }

    /// The first item, or what stands for it.
    pub fn get(&self) -> Result<Result<Crossing, Unbound>, Refused> {
        let mut items = self.items.lock();
        let Some(items) = items.as_mut() else { return Err(Refused::NotFound) };
        let item = items.pop_front().ok_or(Refused::Empty)?;
        Ok(item.crossing.ok_or(item.unbound))
    }

    pub fn count(&self) -> Result<usize, Refused> {
        self.items.lock().as_ref().map(VecDeque::len).ok_or(Refused::NotFound)
    }

    pub fn is_full(&self) -> Result<bool, Refused> {
        Ok(self.is_at_limit(self.count()?))
    }

    /// Ends the queue. What was in it is dropped outside all locks: it may hold handles of queues.
    fn close(&self) {
        let items = self.items.lock().take();
        drop(items);
    }

    fn forget_interpreter(&self, id: u64) {
        let mut dead = Vec::new();
        {
            let mut items = self.items.lock();
            let Some(items) = items.as_mut() else { return };
            for item in items.iter_mut().filter(|item| item.from == id) {
                dead.extend(item.crossing.take());
            }
            items.retain(|item| item.crossing.is_some() || item.unbound != Unbound::Remove);
        }
        drop(dead);
    }
}

/// All queues of a program.
#[derive(Default)]
pub(crate) struct Queues {
    table: Mutex<Table>,
    given_back: Mutex<GivenBack>,
}

/// Queues that handles have given references back to, and whether a thread sees to them. A queue may hold the last handle
/// of another, and that one of a third: such a chain is gone through here, and not on the stack.
#[derive(Default)]
struct GivenBack {
    ids: Vec<i64>,
    attended: bool,
}

#[derive(Default)]
struct Table {
    last: i64,
    entries: BTreeMap<i64, Entry>,
}

struct Entry {
    references: usize,
    queue: Arc<Queue>,
}

impl Queues {
    /// Makes a queue that nobody keeps yet, and answers its number.
    pub(super) fn create(&self, max_size: i64, defaults: Defaults) -> i64 {
        let queue = Queue { max_size, defaults, items: Mutex::new(Some(VecDeque::new())) };
        let mut table = self.table.lock();
        table.last += 1;
        let id = table.last;
        table.entries.insert(id, Entry { references: 0, queue: Arc::new(queue) });
        id
    }

    pub(super) fn find(&self, id: i64) -> Result<Arc<Queue>, Refused> {
        self.table.lock().entries.get(&id).map(|entry| entry.queue.clone()).ok_or(Refused::NotFound)
    }

    /// The numbers and the defaults of all, the newest first.
    pub(super) fn all(&self) -> Vec<(i64, Defaults)> {
        self.table.lock().entries.iter().rev().map(|(id, entry)| (*id, entry.queue.defaults)).collect()
    }

    pub(super) fn destroy(&self, id: i64) -> Result<(), Refused> {
        let entry = self.table.lock().entries.remove(&id).ok_or(Refused::NotFound)?;
        entry.queue.close();
        Ok(())
    }

    /// One reference more.
    pub(super) fn retain(&self, id: i64) -> Result<(), Refused> {
        let mut table = self.table.lock();
        table.entries.get_mut(&id).ok_or(Refused::NotFound)?.references += 1;
        Ok(())
    }

    /// One reference less; without any the queue goes.
    pub(super) fn release(&self, id: i64) -> Result<(), Refused> {
        let mut table = self.table.lock();
        let entry = table.entries.get_mut(&id).ok_or(Refused::NotFound)?;
        entry.references = entry.references.checked_sub(1).ok_or(Refused::NeverBound)?;
        if entry.references > 0 {
            return Ok(());
        }
        let entry = table.entries.remove(&id);
        drop(table);
        if let Some(entry) = entry {
            entry.queue.close();
        }
        Ok(())
    }

    /// As [`release`](Self::release), for a handle, which may be dropped with a queue that it is in.
    fn give_back(&self, id: i64) {
        let mut given_back = self.given_back.lock();
        given_back.ids.push(id);
        if std::mem::replace(&mut given_back.attended, true) {
            return;
        }
        while let Some(id) = given_back.ids.pop() {
            drop(given_back);
            // A queue that was destroyed has no references to give back.
            let _ = self.release(id);
            given_back = self.given_back.lock();
        }
        given_back.attended = false;
    }

    /// An interpreter has ended: what it has put into queues is no longer bound to anything.
    pub(crate) fn forget_interpreter(&self, id: u64) {
        let queues: Vec<_> = self.table.lock().entries.values().map(|entry| entry.queue.clone()).collect();
        for queue in queues {
            queue.forget_interpreter(id);
        }
    }
}

/// A reference to a queue, on its way to another interpreter.
pub(crate) struct Handle {
    queues: Arc<Queues>,
    pub(super) id: i64,
}

impl Handle {
    pub(super) fn new(queues: &Arc<Queues>, id: i64) -> Result<Handle, Refused> {
        queues.retain(id)?;
        Ok(Handle { queues: queues.clone(), id })
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.queues.give_back(self.id);
    }
}

//! A queue. What is in it belongs to no interpreter.

use crate::interpreters::{Crossing, Items, Shared, Terms, Unbound};
use sync::Mutex;

/// A queue.
pub(crate) struct Queue {
    /// The most items there may be, without a limit if it is not positive.
    pub(super) max_size: i64,
    pub(super) terms: Terms,
    /// None once the queue is gone.
    items: Mutex<Option<Items>>,
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
    pub(super) fn new(max_size: i64, terms: Terms) -> Queue {
        Queue { max_size, terms, items: Mutex::new(Some(Items::default())) }
    }

    fn is_at_limit(&self, count: usize) -> bool {
        self.max_size > 0 && count as u64 >= self.max_size.unsigned_abs()
    }

    pub(super) fn put(&self, crossing: Crossing, from: u64, unbound: Unbound) -> Result<(), Refused> {
        let mut items = self.items.lock();
        let Some(items) = items.as_mut() else { return Err(Refused::NotFound) };
        if self.is_at_limit(items.len()) {
            return Err(Refused::Full);
        }
        items.push(crossing, from, unbound, ());
        Ok(())
    }

    /// The first item, or what stands for it.
    pub(super) fn get(&self) -> Result<Result<Crossing, Unbound>, Refused> {
        let mut items = self.items.lock();
        let Some(items) = items.as_mut() else { return Err(Refused::NotFound) };
        let (item, ()) = items.pop().ok_or(Refused::Empty)?;
        Ok(item)
    }

    pub(super) fn count(&self) -> Result<usize, Refused> {
        self.items.lock().as_ref().map(Items::len).ok_or(Refused::NotFound)
    }

    pub(super) fn is_full(&self) -> Result<bool, Refused> {
        Ok(self.is_at_limit(self.count()?))
    }
}

impl Shared for Queue {
    const FIRST: i64 = 1;

    fn close(&self) {
        let items = self.items.lock().take();
        drop(items);
    }

    fn forget_interpreter(&self, id: u64) {
        let remains = self.items.lock().as_mut().map(|items| items.forget_interpreter(id));
        drop(remains);
    }
}

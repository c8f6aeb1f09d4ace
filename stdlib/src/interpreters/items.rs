//! What is in a queue or a channel: values on their way, each bound to the interpreter it came from.

use super::crossing::{Crossing, Fallback};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::collections::VecDeque;

/// What becomes of an item when the interpreter it came from ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unbound {
    /// It goes as well.
    Remove = 1,
    /// Who gets it is told by an exception.
    Error = 2,
    /// Who gets it gets a stand-in.
    Replace = 3,
}

/// How an item travels.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
    pub unbound: Unbound,
    pub fallback: Fallback,
}

impl Terms {
    /// Those of a queue or a channel that was made without any.
    pub(crate) const USUAL: Terms = Terms { unbound: Unbound::Replace, fallback: Fallback::Full };

    /// What two arguments ask for; what is not given, or negative, is as it is in `self`.
    pub(crate) fn changed<R: Runtime>(
        mut self,
        vm: &mut Vm<R>,
        unbound: &Value<R>,
        fallback: &Value<R>,
    ) -> Return<R, Terms> {
        let (unbound, fallback) = (asked(vm, unbound)?, asked(vm, fallback)?);
        if let Some(number) = unbound {
            let known = [Unbound::Remove, Unbound::Error, Unbound::Replace];
            match known.into_iter().find(|one| *one as i64 == number) {
                Some(unbound) => self.unbound = unbound,
                None => return Err(vm.value_error(&format!("unsupported unboundop {number}"))),
            }
        }
        if let Some(number) = fallback {
            match [Fallback::None, Fallback::Full].into_iter().find(|one| *one as i64 == number) {
                Some(fallback) => self.fallback = fallback,
                None => return Err(vm.value_error(&format!("unsupported fallback {number}"))),
            }
        }
        Ok(self)
    }

    /// The numbers that stand for them.
    pub(crate) fn numbers<R: Runtime>(self) -> [Value<R>; 2] {
        [Value::small_int(self.unbound as i64), Value::small_int(self.fallback as i64)]
    }
}

/// A number that is given and not negative.
fn asked<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<i64>> {
    match value.given() {
        Some(value) => Ok(Some(vm.c_int(value)?.into()).filter(|number| *number >= 0)),
        None => Ok(None),
    }
}

struct Item<T> {
    /// None once the interpreter it came from has ended.
    crossing: Option<Crossing>,
    from: u64,
    unbound: Unbound,
    along: T,
}

/// Items in the order they came, each with a `T` that goes along.
pub(crate) struct Items<T = ()>(VecDeque<Item<T>>);

impl<T> Default for Items<T> {
    fn default() -> Self {
        Items(VecDeque::new())
    }
}

/// Parts of items that are to be dropped outside of all locks: they may hold handles, and senders may wait for them.
pub(crate) type Remains<T> = Vec<(Option<Crossing>, Option<T>)>;

impl<T> Items<T> {
    pub(crate) fn push(&mut self, crossing: Crossing, from: u64, unbound: Unbound, along: T) {
        self.0.push_back(Item { crossing: Some(crossing), from, unbound, along });
    }

    /// The first, or what stands for it, and what goes along.
    pub(crate) fn pop(&mut self) -> Option<(Result<Crossing, Unbound>, T)> {
        let item = self.0.pop_front()?;
        Some((item.crossing.ok_or(item.unbound), item.along))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes out the first that goes with such a `T`.
    #[must_use = "it is to be dropped outside of all locks"]
    pub(crate) fn remove(&mut self, is_meant: impl Fn(&T) -> bool) -> Option<(Option<Crossing>, T)> {
        let place = self.0.iter().position(|item| is_meant(&item.along))?;
        let item = self.0.remove(place)?;
        Some((item.crossing, item.along))
    }

    /// Unbinds what came from an interpreter that has ended.
    #[must_use = "it is to be dropped outside of all locks"]
    pub(crate) fn forget_interpreter(&mut self, id: u64) -> Remains<T> {
        let mut remains = Vec::new();
        for mut item in std::mem::take(&mut self.0) {
            if item.from != id || item.crossing.is_none() {
                self.0.push_back(item);
            } else if item.unbound == Unbound::Remove {
                remains.push((item.crossing, Some(item.along)));
            } else {
                remains.push((item.crossing.take(), None));
                self.0.push_back(item);
            }
        }
        remains
    }
}

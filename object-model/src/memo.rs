//! What a class remembers of attributes found along its MRO, so that inline caches find them by number.

use crate::attached::Attached;
use crate::class::Class;
use crate::runtime::Runtime;
use crate::shape::NO_NUMBER;
use crate::slot::Slot;
use crate::str::Str;
use crate::token::Token;
use crate::value::{Ref, Value};
use crate::word::Word;
use sync::atomic::{AtomicPtr, Ordering};
use sync::{Mutex, MutexGuard};

/// What is remembered, and what for.
pub(crate) struct Memo {
    /// The meanings of the numbers. Whatever is remembered of the MRO is remembered, and erased, under this mutex.
    keys: Mutex<Vec<Key>>,
    /// The attributes, unbound if not looked up since a change. Replaced under the mutex; an array that was replaced owns
    /// nothing any more.
    found: AtomicPtr<Found>,
}

/// What a number means: the attribute with this name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    name: Word,
    /// The class after which the search along the MRO began, or unbound if it began with the first. With a class, the next
    /// number is taken too: its slot has the class, so that it is still the one when the number is used.
    after: Word,
}

/// The values by number, readable without a lock. Grown by replacement.
struct Found(Box<[Slot]>);

struct FoundBox(*mut Found);

// SAFETY: only freed by whoever it was retired to.
unsafe impl Send for FoundBox {}

impl Drop for FoundBox {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: made by `Box::into_raw` and retired once.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }
}

impl Memo {
    pub(crate) fn new() -> Self {
        Memo { keys: Mutex::new(Vec::new()), found: AtomicPtr::new(std::ptr::null_mut()) }
    }

    /// The mutex under which is remembered and erased.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Vec<Key>> {
        self.keys.lock()
    }

    /// The attributes by number.
    #[inline(always)]
    pub(crate) fn found(&self) -> &[Slot] {
        // Acquire: pairs with the Release in `grow`.
        // SAFETY: replaced arrays are retired, and this thread is attached.
        unsafe { self.found.load(Ordering::Acquire).as_ref() }.map_or(&[], |found| &found.0)
    }

    /// Makes room for `length` attributes. Under the mutex.
    fn grow<R: Runtime>(&self, attached: &Attached<R>, length: usize) {
        let present = self.found();
        if present.len() >= length {
            return;
        }
        let length = length.next_power_of_two().max(8);
        let slots = (0..length)
            .map(|index| Slot::new(present.get(index).map_or(Word::UNBOUND, Slot::load)))
            .collect();
        let fresh = Box::into_raw(Box::new(Found(slots)));
        // Release: pairs with the Acquire in `found`. The old array is ours to retire: the mutex orders those who replace it.
        let old = self.found.swap(fresh, Ordering::Release);
        attached.runtime().retire(attached.thread(), true, length * size_of::<Slot>(), FoundBox(old));
    }
}

impl Drop for Memo {
    fn drop(&mut self) {
        drop(FoundBox(self.found.load(Ordering::Relaxed))); // Relaxed: nobody else can reach the class.
    }
}

impl<R: Runtime> Ref<R, Class<R>> {
    /// Remembers an attribute found through the MRO for inline caches; answers its number, the same for the class's life.
    /// None if the class has changed since it was found.
    pub fn memo_number(&self, token: &mut Token<R>, name: &Ref<R, Str<R>>, value: &Value<R>) -> Option<u32> {
        self.remember(token, name, None, value, |token| self.lookup(token, name))
    }

    /// As [`memo_number`](Self::memo_number), of an attribute found in the classes that come after `after` in the MRO.
    pub fn memo_number_after(
        &self,
        token: &mut Token<R>,
        after: &Value<R>,
        name: &Ref<R, Str<R>>,
        value: &Value<R>,
    ) -> Option<u32> {
        self.remember(token, name, Some(after), value, |token| self.lookup_after(token, after, name))
    }

    fn remember(
        &self,
        token: &mut Token<R>,
        name: &Ref<R, Str<R>>,
        after: Option<&Value<R>>,
        value: &Value<R>,
        look: impl FnOnce(&mut Token<R>) -> Option<Value<R>>,
    ) -> Option<u32> {
        let before = self.root_shape().number();
        if !look(token).is_some_and(|again| again.is(value)) {
            return None;
        }
        for header in [Some(value), after].into_iter().flatten().filter_map(Value::header) {
            R::share(token.thread(), header.count(), token.tally());
        }
        let mut keys = self.memo().lock();
        if before == NO_NUMBER || self.root_shape().number() != before {
            return None;
        }
        let key = Key { name: name.value().word(), after: after.map_or(Word::UNBOUND, Value::word) };
        let number = match keys.iter().position(|&other| other == key) {
            Some(number) => number,
            None => {
                keys.push(key);
                if after.is_some() {
                    keys.push(Key { name: Word::UNBOUND, after: key.after });
                }
                keys.len() - 1 - usize::from(after.is_some())
            }
        };
        self.memo().grow(token, keys.len());
        let put = |number: usize, value: &Value<R>| {
            // SAFETY: the reference is taken out of the slot.
            unsafe { Value::<R>::from_owned(self.memo().found()[number].swap(value.clone().into_word())) }
        };
        let old = (put(number, value), after.map(|after| put(number + 1, after)));
        // What dies with it may need the mutex.
        drop(keys);
        drop(old);
        u32::try_from(number).ok()
    }
}

impl<R: Runtime> Class<R> {
    /// A remembered attribute, if `still` holds.
    #[inline(always)]
    pub fn memo_at(&self, attached: &Attached<R>, number: u32, still: impl Fn() -> bool) -> Option<Value<R>> {
        let value = attached.peek(self.memo().found().get(number as usize)?, still)?;
        if value.is_unbound() { None } else { Some(value) }
    }

    /// A remembered attribute of what comes after the class `after` in the MRO, if that is what it was remembered for and
    /// `still` holds.
    #[inline(always)]
    pub fn memo_after_at(
        &self,
        attached: &Attached<R>,
        number: u32,
        after: &Value<R>,
        still: impl Fn() -> bool,
    ) -> Option<Value<R>> {
        let found = self.memo().found();
        if found.get(number as usize + 1)?.load() != after.word() {
            return None;
        }
        let value = attached.peek(&found[number as usize], still)?;
        if value.is_unbound() { None } else { Some(value) }
    }
}

//! What is so brief that nobody holds a [`Locked`](crate::Locked) for it: a change or a few items, in a section for whose end no
//! destructor has to wait (R5); and one item without any.

use super::List;
use crate::attached::Attached;
use crate::runtime::Runtime;
use crate::slot_array::Array;
use crate::token::Token;
use crate::value::{Ref, Value};
use crate::word::Word;

impl<R: Runtime> List<R> {
    /// Replaces an item, in the list's section; answers the old one, for which the caller is given the reference.
    #[inline(always)]
    pub(super) fn replace(&self, index: usize, item: Word) -> Option<Word> {
        self.array().filter(|_| index < self.len()).map(|array| array.slot(index).replace(item))
    }

    /// Exchanges two items, both below the length, in the list's section.
    #[inline(always)]
    pub(super) fn swap(&self, one: usize, other: usize) {
        if let Some(array) = self.array().filter(|_| one.max(other) < self.len()) {
            let word = array.slot(one).load();
            array.slot(one).store(array.slot(other).load());
            array.slot(other).store(word);
        }
    }

    /// The array, if the list has this length, at least one.
    #[inline(always)]
    fn array_of_length(&self, length: usize) -> Option<&Array> {
        self.array().filter(|_| self.len() == length)
    }

    /// What [`exchange_and_read`](Ref::exchange_and_read) does in the section; the caller is given the references.
    #[inline(always)]
    fn exchange_and_retain(
        &self,
        attached: &Attached<R>,
        array: &Array,
        exchanged: Option<(usize, usize)>,
        read: (usize, usize),
    ) -> [Word; 2] {
        if let Some((one, other)) = exchanged {
            self.swap(one, other);
        }
        let words = [array.slot(read.0).load(), array.slot(read.1).load()];
        attached.retain_shared(words[0]);
        attached.retain_shared(words[1]);
        words
    }
}

/// The first `N` items, in the list's section; the caller is given a reference to each.
#[inline(always)]
fn retain_items<R: Runtime, const N: usize>(array: &Array, attached: &Attached<R>) -> [Word; N] {
    // Not `array::from_fn`, which stays a call for each item.
    let mut items = [Word::UNBOUND; N];
    for (index, item) in items.iter_mut().enumerate() {
        *item = array.slot(index).load();
        attached.retain_shared(*item);
    }
    items
}

impl<R: Runtime> Ref<R, List<R>> {
    /// Replaces item `index`, in a section of its own; answers the old one, or the new one back if the index is out of range.
    #[inline(always)]
    pub fn exchange(&self, token: &mut Token<R>, index: usize, item: Value<R>) -> Result<Value<R>, Value<R>> {
        let word = item.into_word();
        // Who gets into the section without the lock finds what it found before (R1).
        let array = self.array().filter(|_| index < self.len());
        let old =
            match array.and_then(|array| token.in_own_section(self, |_| array.slot(index).replace(word))) {
                Some(old) => Some(old),
                None => self.exchange_locked(token, index, word),
            };
        // SAFETY: the old reference is taken out of the slot, or the new one never came there.
        unsafe { old.map(|old| Value::from_owned(old)).ok_or_else(|| Value::from_owned(word)) }
    }

    #[cold]
    #[inline(never)]
    fn exchange_locked(&self, token: &mut Token<R>, index: usize, word: Word) -> Option<Word> {
        token.lock(self).list().replace(index, word)
    }

    /// In one section, if the list has that `length`: exchanges the two items of `exchanged`, if any are to be, and answers the two
    /// at `read`.
    #[inline(always)]
    pub fn exchange_and_read(
        &self,
        token: &mut Token<R>,
        length: usize,
        exchanged: Option<(usize, usize)>,
        read: (usize, usize),
    ) -> Option<[Value<R>; 2]> {
        if read.0.max(read.1) >= length {
            return None;
        }
        // As in `exchange`.
        let array = self.array_of_length(length);
        let words = match array.and_then(|array| {
            token.in_own_section(self, |list| list.exchange_and_retain(token, array, exchanged, read))
        }) {
            Some(words) => Some(words),
            None => self.exchange_and_read_locked(token, length, exchanged, read),
        };
        // SAFETY: the references are ours.
        words.map(|[one, other]| unsafe { [Value::from_owned(one), Value::from_owned(other)] })
    }

    #[cold]
    #[inline(never)]
    fn exchange_and_read_locked(
        &self,
        token: &mut Token<R>,
        length: usize,
        exchanged: Option<(usize, usize)>,
        read: (usize, usize),
    ) -> Option<[Word; 2]> {
        let locked = token.lock(self);
        let list = locked.list();
        let array = list.array_of_length(length)?;
        Some(list.exchange_and_retain(locked.attached(), array, exchanged, read))
    }

    /// The items, if there are `N`, at least one, as they are in one section; a reference to each is the caller's.
    #[inline(always)]
    pub fn items<const N: usize>(&self, token: &mut Token<R>) -> Option<[Word; N]> {
        const { assert!(N > 0, "an empty list has no array") }
        // As in `exchange`.
        let array = self.array_of_length(N)?;
        match token.in_own_section(self, |_| retain_items(array, token)) {
            Some(items) => Some(items),
            None => self.items_locked(token),
        }
    }

    #[cold]
    #[inline(never)]
    fn items_locked<const N: usize>(&self, token: &mut Token<R>) -> Option<[Word; N]> {
        let locked = token.lock(self);
        Some(retain_items(locked.list().array_of_length(N)?, locked.attached()))
    }

    /// Item `index` without the lock. Outer None: take the lock. Inner None: out of range.
    #[inline(always)]
    pub fn peek(&self, attached: &Attached<R>, index: usize) -> Option<Option<Value<R>>> {
        let Some(array) = self.array_to_read(attached, index)? else { return Some(None) };
        match attached.peek_here(array.slot(index), || self.holds(array)) {
            // An unbound word is in transit: the lock tells.
            Some(item) => (item.word() != Word::UNBOUND).then_some(Some(item)),
            None => self.peek_elsewhere(attached, index),
        }
    }

    /// The same, of what others count. Not part of [`peek`](Self::peek), whose callers would prepare for what is called here.
    #[inline(never)]
    fn peek_elsewhere(&self, attached: &Attached<R>, index: usize) -> Option<Option<Value<R>>> {
        let Some(array) = self.array_to_read(attached, index)? else { return Some(None) };
        attached.peek_elsewhere(array.slot(index), || self.holds(array)).map(Some)
    }

    /// Where item `index` may be read without the lock. Outer None: take the lock. Inner None: out of range.
    #[inline(always)]
    fn array_to_read(&self, attached: &Attached<R>, index: usize) -> Option<Option<&Array>> {
        if !attached.may_peek(self.head()) {
            return None;
        }
        if index >= self.len() {
            return Some(None);
        }
        // The array may be older or newer than the length: an index within it is an item it held at some time since.
        let array = self.array()?;
        if index < array.capacity { Some(Some(array)) } else { None }
    }

    #[inline(always)]
    fn holds(&self, array: &Array) -> bool {
        self.array().is_some_and(|now| std::ptr::eq(now, array))
    }
}

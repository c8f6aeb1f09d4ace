//! What is so brief that nobody holds a [`Locked`](crate::Locked) for it: a change or a few items, in a section for whose end no
//! destructor has to wait (R5); and one item without any.

use super::List;
use crate::attached::Attached;
use crate::runtime::Runtime;
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

    /// The items, if there are `N`, at least one, in the list's section; the caller is given a reference to each.
    #[inline(always)]
    fn retain_items<const N: usize>(&self, attached: &Attached<R>) -> Option<[Word; N]> {
        const { assert!(N > 0, "an empty list has no array") }
        let array = self.array().filter(|_| self.len() == N)?;
        // Not `array::from_fn`, which stays a call for each item.
        let mut items = [Word::UNBOUND; N];
        for (index, item) in items.iter_mut().enumerate() {
            *item = array.slot(index).load();
            attached.retain_shared(*item);
        }
        Some(items)
    }

    /// What [`exchange_and_read`](Ref::exchange_and_read) does in the section; the caller is given the references.
    #[inline(always)]
    fn exchange_and_retain(
        &self,
        attached: &Attached<R>,
        length: usize,
        exchanged: Option<(usize, usize)>,
        read: (usize, usize),
    ) -> Option<[Word; 2]> {
        let array = self.array().filter(|_| self.len() == length && read.0.max(read.1) < length)?;
        if let Some((one, other)) = exchanged {
            self.swap(one, other);
        }
        let words = [array.slot(read.0).load(), array.slot(read.1).load()];
        attached.retain_shared(words[0]);
        attached.retain_shared(words[1]);
        Some(words)
    }
}

impl<R: Runtime> Ref<R, List<R>> {
    /// Replaces item `index`, in a section of its own; answers the old one, or the new one back if the index is out of range.
    #[inline(always)]
    pub fn exchange(&self, token: &mut Token<R>, index: usize, item: Value<R>) -> Result<Value<R>, Value<R>> {
        let word = item.into_word();
        let old = match token.in_own_section(self, |list| list.replace(index, word)) {
            Some(old) => old,
            None => token.lock(self).list().replace(index, word),
        };
        // SAFETY: the old reference is taken out of the slot, or the new one never came there.
        unsafe { old.map(|old| Value::from_owned(old)).ok_or_else(|| Value::from_owned(word)) }
    }

    /// In one section, if the list has that `length`: exchanges the two items of `exchanged`, if any are to be, and answers the two
    /// at `read`.
    #[inline]
    pub fn exchange_and_read(
        &self,
        token: &mut Token<R>,
        length: usize,
        exchanged: Option<(usize, usize)>,
        read: (usize, usize),
    ) -> Option<[Value<R>; 2]> {
        let words = match token
            .in_own_section(self, |list| list.exchange_and_retain(token, length, exchanged, read))
        {
            Some(words) => words,
            None => {
                let locked = token.lock(self);
                locked.list().exchange_and_retain(locked.attached(), length, exchanged, read)
            }
        };
        // SAFETY: the references are ours.
        words.map(|words| unsafe { words.map(|word| Value::from_owned(word)) })
    }

    /// The items, if there are `N`, at least one, as they are in one section; a reference to each is the caller's.
    #[inline(always)]
    pub fn items<const N: usize>(&self, token: &mut Token<R>) -> Option<[Word; N]> {
        if let Some(items) = token.in_own_section(self, |list| list.retain_items(token)) {
            return items;
        }
        let locked = token.lock(self);
        locked.list().retain_items(locked.attached())
    }

    /// Item `index` without the lock. Outer None: take the lock. Inner None: out of range.
    #[inline(always)]
    pub fn peek(&self, attached: &Attached<R>, index: usize) -> Option<Option<Value<R>>> {
        let head = self.head();
        if !attached.may_peek(head) {
            return None;
        }
        if index >= self.len() {
            return Some(None);
        }
        // The array may be older or newer than the length: an index within it is an item it held at some time since.
        let array = self.array()?;
        if index >= array.capacity {
            return None;
        }
        let still = || self.array().is_some_and(|now| std::ptr::eq(now, array));
        // An unbound word is in transit: the lock tells.
        let item = attached.peek(array.slot(index), still)?;
        if item.is_unbound() { None } else { Some(Some(item)) }
    }
}

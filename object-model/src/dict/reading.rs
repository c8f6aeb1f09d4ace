//! Dicts and sets that are read without the lock, while another thread may be changing them (U2, U3).

use super::Hashed;
use crate::attached::Attached;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::simple;
use crate::slot::Slot;
use crate::table::{Entry, Table};
use crate::value::{Ref, Value};
use crate::word::Word;

/// What a lookup without the lock found.
pub enum Peeked<R: Runtime> {
    /// The value.
    Value(Value<R>),
    /// Surely nothing.
    Absent,
    /// Take the lock.
    Unknown,
}

impl<R: Runtime, S: 'static> Ref<R, Hashed<R, S>>
where
    Hashed<R, S>: Payload<R>,
{
    /// Looks a key up without the lock. Sure where nobody has to be asked whether two keys are equal.
    #[inline]
    pub fn peek(&self, attached: &Attached<R>, hash: i64, key: Word) -> Peeked<R> {
        if !attached.may_peek(self.head()) {
            return Peeked::Unknown;
        }
        let Some(table) = self.table() else { return Peeked::Absent };
        let mut probe = table.probe(hash);
        while let Some(number) = table.next(&mut probe, hash) {
            let entry = table.entry(number);
            let found = entry.key.load();
            if found == key {
                return self.peek_value(attached, table, entry, key);
            }
            if found == Word::UNBOUND {
                continue;
            }
            match Self::peek_equal(attached, &entry.key, found, key) {
                Some(true) => return self.peek_value(attached, table, entry, found),
                Some(false) => {}
                None => return Peeked::Unknown,
            }
        }
        Peeked::Absent
    }

    /// Whether the key found in an entry, if it is still there, equals `key`; None if that cannot be told without the lock.
    #[inline]
    fn peek_equal(attached: &Attached<R>, slot: &Slot, found: Word, key: Word) -> Option<bool> {
        if !R::others_may_peek(true) {
            // Nobody else runs meanwhile.
            return simple::equal::<R>(found, key);
        }
        // What is compared is held: what is in the entry may die at any time (O1).
        let held = attached.peek(slot, || true)?;
        let equal = if held.word() == found { simple::equal::<R>(found, key) } else { Some(false) };
        attached.release(held.into_word());
        equal
    }

    #[inline(always)]
    fn peek_value(&self, attached: &Attached<R>, table: &Table, entry: &Entry, key: Word) -> Peeked<R> {
        // The words of a table that was replaced stay in it, without references: only those of the present table mean
        // anything.
        let still = || self.is_table(table) && entry.key.load() == key;
        match attached.peek(&entry.value, still) {
            Some(value) if !value.is_unbound() => Peeked::Value(value),
            _ => Peeked::Unknown,
        }
    }

    /// The number of a key's entry, looked up without the lock as by [`peek`](Self::peek), if the keys are still those with
    /// number `keys`, which was read before. Some(None): those keys have no such one. None: take the lock.
    pub fn peek_number(
        &self,
        attached: &Attached<R>,
        keys: u32,
        hash: i64,
        key: Word,
    ) -> Option<Option<usize>> {
        if !attached.may_peek(self.head()) {
            return None;
        }
        let mut entry = None;
        if let Some(table) = self.table() {
            let mut probe = table.probe(hash);
            while let Some(number) = table.next(&mut probe, hash) {
                let found = table.entry(number).key.load();
                if found == key {
                    entry = Some(number);
                    break;
                }
                if found != Word::UNBOUND {
                    return None;
                }
            }
        }
        // If the table, or what was seen in it, is newer than these keys, their number is found withdrawn (U3).
        (self.keys_number() == keys).then_some(entry)
    }

    /// Reads the value of entry `number` without the lock, if the keys are still those with number `keys`.
    #[inline(always)]
    pub fn peek_at(&self, attached: &Attached<R>, keys: u32, number: usize) -> Option<Value<R>> {
        if self.keys_number() != keys {
            return None;
        }
        // The number alone does not tell that the table is the one with these keys: it may have been replaced and numbered
        // between the two looks.
        let table = self.table()?;
        if number >= table.filled() {
            return None;
        }
        let still = || self.is_table(table) && self.keys_number() == keys;
        let value = attached.peek(&table.entry(number).value, still)?;
        if value.is_unbound() { None } else { Some(value) }
    }

    /// The first entry numbered `from` or later, without the lock: its number and, of key and value, what is wanted of them;
    /// the rest is unbound. Some(None): there is none. None: take the lock.
    #[inline]
    pub fn peek_entry(&self, attached: &Attached<R>, from: usize, part: Part) -> Option<Option<Seen<R>>> {
        if !attached.may_peek(self.head()) {
            return None;
        }
        let Some(table) = self.table() else { return Some(None) };
        let filled = table.filled();
        // Under the lock it is noted how many dead ones there are at the beginning, so that they are not passed each time.
        let within_reach = filled.min(from.saturating_add(MOST_DEAD));
        for number in from..within_reach {
            let entry = table.entry(number);
            let key = entry.key.load();
            if key == Word::UNBOUND {
                continue;
            }
            let still = || self.is_table(table) && entry.key.load() == key;
            let own = if part == Part::Value { Value::UNBOUND } else { attached.peek(&entry.key, still)? };
            let value = match part {
                Part::Key => Value::UNBOUND,
                Part::Value | Part::Both => match self.peek_value(attached, table, entry, key) {
                    Peeked::Value(value) => value,
                    Peeked::Absent | Peeked::Unknown => return None,
                },
            };
            return Some(Some((number, own, value)));
        }
        (within_reach == filled && self.is_table(table)).then_some(None)
    }
}

/// How many dead entries a reader passes before it takes the lock.
const MOST_DEAD: usize = 32;

/// What is wanted of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Its key.
    Key,
    /// Its value.
    Value,
    /// Both, as they were at one moment.
    Both,
}

/// The number of an entry, its key and its value.
pub type Seen<R> = (usize, Value<R>, Value<R>);

//! Dicts, and the machinery they share with sets.
//!
//! A lookup that needs only identity, numbers and strings runs without leaving the object model. When a key's
//! `__eq__` has to be asked, the lookup answers [`Found::Ask`] with the candidate; the interpreter asks outside any lock
//! and comes back with the answer, and the lookup goes on if the table is still the same.
//!
//! What can be read without the lock is in [`reading`].

mod reading;

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::shape::{NO_NUMBER, numbered};
use crate::shortage::OutOfMemory;
use crate::simple;
use crate::table::{Probe, Table, TableBox};
use crate::token::{Guard, Guarded, Locked};
use crate::value::Value;
use crate::word::Word;
pub use reading::{Part, Peeked, Seen};
use std::marker::PhantomData;
use std::ptr::NonNull;
use sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering};

/// A hash table of words: the payload of a dict (`S` = [`AsDict`]) or a set.
pub struct Hashed<R: Runtime, S> {
    table: AtomicPtr<Table>,
    live: AtomicUsize,
    /// Number of the present set of keys, for inline caches; 0 if none was given out. Changes with every change of keys.
    keys: AtomicU32,
    /// No entry before this number is alive. Written under the lock, so that taking from the front does not search again.
    low: AtomicUsize,
    /// No entry from this number on is alive. Likewise for the back.
    high: AtomicUsize,
    guarded: Guarded<()>,
    _what: PhantomData<fn() -> (R, S)>,
}

/// Marks the payload of a dict.
pub struct AsDict;
/// Marks the payload of a set or frozenset.
pub struct AsSet;

/// The payload of `dict`.
pub type Dict<R> = Hashed<R, AsDict>;
/// The payload of `set` and `frozenset`.
pub type Set<R> = Hashed<R, AsSet>;

/// What a lookup found.
pub enum Found<R: Runtime> {
    /// The entry with this number.
    At(usize),
    /// No entry.
    Absent,
    /// The candidate's `__eq__` must be asked; go on with [`Locked::resume`].
    Ask(Candidate<R>),
}

/// A key with the right hash, of which only Python code can say whether it is equal.
pub struct Candidate<R: Runtime> {
    /// The candidate key.
    pub key: Value<R>,
    number: usize,
    probe: Probe,
    table: *const Table,
}

impl<R: Runtime, S> Hashed<R, S> {
    /// An empty one.
    pub fn new() -> Self {
        Hashed {
            table: AtomicPtr::new(std::ptr::null_mut()),
            live: AtomicUsize::new(0),
            keys: AtomicU32::new(0),
            low: AtomicUsize::new(0),
            high: AtomicUsize::new(0),
            guarded: Guarded::new(()),
            _what: PhantomData,
        }
    }

    /// One that holds these entries, whose keys differ from each other.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn with_entries(
        entries: impl ExactSizeIterator<Item = (i64, Value<R>, Value<R>)>,
    ) -> Result<Self, OutOfMemory> {
        match entries.len() {
            0 => Ok(Self::new()),
            count => Self::filled(count, entries),
        }
    }

    /// One with room for `count` entries that holds these, not more, whose keys differ from each other.
    fn filled(
        count: usize,
        entries: impl Iterator<Item = (i64, Value<R>, Value<R>)>,
    ) -> Result<Self, OutOfMemory> {
        let (hashed, table) = (Self::new(), TableBox::for_entries(count)?);
        // SAFETY: owned by the box.
        let appended = append_all(unsafe { table.0.as_ref() }, entries);
        // Relaxed, all three: nobody else can reach it.
        hashed.live.store(appended, Ordering::Relaxed);
        hashed.high.store(appended, Ordering::Relaxed);
        hashed.table.store(table.into_raw(), Ordering::Relaxed);
        Ok(hashed)
    }

    /// How many entries there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        // Relaxed: a number that may be old the moment it is read.
        self.live.load(Ordering::Relaxed)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    fn table(&self) -> Option<&Table> {
        // Acquire: pairs with the Release in `rebuild`.
        let table = self.table.load(Ordering::Acquire);
        // SAFETY: a table is retired, not freed, while readers may be in it.
        unsafe { table.as_ref() }
    }

    #[inline(always)]
    fn is_table(&self, table: &Table) -> bool {
        // Relaxed: it is only compared. Asked after a reference was taken, which acquires what was done before the memory
        // was used again: if what an old table names has died since, this finds another (O2).
        std::ptr::eq(self.table.load(Ordering::Relaxed), table)
    }

    /// The number of the present set of keys, if one was given out.
    #[inline(always)]
    pub fn keys_number(&self) -> u32 {
        // Acquire: pairs with the Release in `number_keys`; who sees the number sees keys at least as new.
        self.keys.load(Ordering::Acquire)
    }

    fn forget_keys(&self) {
        // Relaxed: only holders of the lock write it.
        if self.keys.load(Ordering::Relaxed) != 0 {
            // Relaxed: whatever is changed afterwards is published by a Release of its own, so who sees a change finds the
            // number withdrawn (U3).
            self.keys.store(0, Ordering::Relaxed);
        }
    }
}

impl<R: Runtime, S> Default for Hashed<R, S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Runtime, S> Drop for Hashed<R, S> {
    fn drop(&mut self) {
        let table = self.table.load(Ordering::Relaxed); // Relaxed: nobody else can reach the object.
        if let Some(table) = NonNull::new(table) {
            let table = TableBox(table);
            // SAFETY: owned by the box.
            release_entries::<R>(unsafe { table.0.as_ref() });
        }
    }
}

/// Releases what the entries own and leaves them dead.
fn release_entries<R: Runtime>(table: &Table) {
    for number in 0..table.filled() {
        let entry = table.entry(number);
        // SAFETY: the entry's references are taken out of it, which nobody else writes: it is under the lock or out of reach.
        unsafe {
            drop(Value::<R>::from_owned(entry.key.replace(Word::UNBOUND)));
            drop(Value::<R>::from_owned(entry.value.replace(Word::UNBOUND)));
        }
    }
}

// SAFETY: the table is atomics and slots, its writers hold the object's lock, and replaced tables are retired.
unsafe impl<R: Runtime> Payload<R> for Dict<R> {
    const KIND: Kind = Kind::Dict;
    const NAME: &'static str = "dict";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        entry_children(self, visit);
    }
    fn held(&self) -> usize {
        self.table().map_or(0, Table::bytes)
    }
}

// SAFETY: as for dicts.
unsafe impl<R: Runtime> Payload<R> for Set<R> {
    const KIND: Kind = Kind::Set;
    const NAME: &'static str = "set";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        entry_children(self, visit);
    }
    fn held(&self) -> usize {
        self.table().map_or(0, Table::bytes)
    }
}

fn entry_children<R: Runtime, S>(hashed: &Hashed<R, S>, visit: &mut dyn FnMut(&Value<R>)) {
    if let Some(table) = hashed.table() {
        for (_, entry) in table.live_entries() {
            Value::with_borrowed(entry.key.load(), visit);
            Value::with_borrowed(entry.value.load(), visit);
        }
    }
}

impl<R: Runtime> Guard<R> for Dict<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

impl<R: Runtime> Guard<R> for Set<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

/// Appends entries whose keys differ from each other and from those of the table, which has room for them; answers how many.
fn append_all<R: Runtime>(table: &Table, entries: impl Iterator<Item = (i64, Value<R>, Value<R>)>) -> usize {
    let mut appended = 0;
    for (hash, key, value) in entries {
        table.append(hash, key.into_word(), value.into_word());
        appended += 1;
    }
    appended
}

impl<R: Runtime, S: 'static> Locked<'_, R, Hashed<R, S>>
where
    Hashed<R, S>: Guard<R, Guarded = ()>,
{
    fn hashed(&self) -> &Hashed<R, S> {
        self.object()
    }

    /// Looks a key up.
    #[inline]
    pub fn find(&self, hash: i64, key: Word) -> Found<R> {
        match self.hashed().table() {
            None => Found::Absent,
            Some(table) => self.continue_from(table, table.probe(hash), hash, key),
        }
    }

    /// Goes on after a candidate was asked. None if the table has changed: begin again, unless the key that was found equal
    /// is still in it, if elsewhere.
    pub fn resume(&self, candidate: &Candidate<R>, equal: bool, hash: i64, key: Word) -> Option<Found<R>> {
        let table = self.hashed().table()?;
        if !std::ptr::eq(table, candidate.table)
            || table.entry(candidate.number).key.load() != candidate.key.word()
        {
            let mut probe = table.probe(hash);
            let mut numbers = std::iter::from_fn(|| table.next(&mut probe, hash));
            let same = |number: &usize| table.entry(*number).key.load() == candidate.key.word();
            return if equal { numbers.find(same).map(Found::At) } else { None };
        }
        if equal {
            return Some(Found::At(candidate.number));
        }
        Some(self.continue_from(table, candidate.probe, hash, key))
    }

    #[inline(always)]
    fn continue_from(&self, table: &Table, mut probe: Probe, hash: i64, key: Word) -> Found<R> {
        while let Some(number) = table.next(&mut probe, hash) {
            let found = table.entry(number).key.load();
            if found == key {
                return Found::At(number);
            }
            if found == Word::UNBOUND {
                continue;
            }
            match simple::equal::<R>(found, key) {
                Some(true) => {
                    self.let_others_compare(found);
                    return Found::At(number);
                }
                Some(false) => {}
                None => return self.ask(found, number, probe, table),
            }
        }
        Found::Absent
    }

    /// Who has come by the lock, and so not the owner, need not do so again to compare this key.
    #[inline(always)]
    fn let_others_compare(&self, key: Word) {
        if self.is_with_lock()
            && let Some(key) = key.as_object::<R>()
        {
            // SAFETY: the entry keeps the key alive while the lock is held.
            R::share(self.attached().thread(), unsafe { key.as_ref() }.count(), self.attached().tally());
        }
    }

    #[cold]
    #[inline(never)]
    fn ask(&self, key: Word, number: usize, probe: Probe, table: &Table) -> Found<R> {
        // SAFETY: the entry keeps the key alive while the lock is held.
        let key = unsafe { Value::from_container(self.attached(), key) };
        Found::Ask(Candidate { key, number, probe, table })
    }

    /// The value of a live entry.
    pub fn value_at(&self, number: usize) -> Value<R> {
        let table = self.hashed().table().expect("an entry number comes from a table");
        // SAFETY: the lock is held, so the entry keeps the value alive.
        unsafe { Value::from_container(self.attached(), table.entry(number).value.load()) }
    }

    /// The key of entry `number`, its hash and value; None if it is dead or past the end.
    pub fn entry_at(&self, number: usize) -> Option<(i64, Value<R>, Value<R>)> {
        let table = self.hashed().table()?;
        if number >= table.filled() {
            return None;
        }
        let entry = table.entry(number);
        let key = entry.key.load();
        if key == Word::UNBOUND {
            return None;
        }
        // SAFETY: the lock is held, so the entry keeps key and value alive.
        unsafe {
            Some((
                entry.hash(),
                Value::from_container(self.attached(), key),
                Value::from_container(self.attached(), entry.value.load()),
            ))
        }
    }

    /// The first live entry numbered `from` or later: its number, hash, key and value.
    pub fn next_entry(&self, from: usize) -> Option<(usize, i64, Value<R>, Value<R>)> {
        let hashed = self.hashed();
        // Relaxed: only holders of the lock read and write the bounds.
        let low = hashed.low.load(Ordering::Relaxed);
        let number = (from.max(low)..hashed.high.load(Ordering::Relaxed)).find(|&number| {
            hashed.table().is_some_and(|table| table.entry(number).key.load() != Word::UNBOUND)
        })?;
        if from <= low {
            hashed.low.store(number, Ordering::Relaxed);
        }
        self.entry_at(number).map(|(hash, key, value)| (number, hash, key, value))
    }

    /// The last live entry before number `end`: its number, hash, key and value.
    pub fn previous_entry(&self, end: usize) -> Option<(usize, i64, Value<R>, Value<R>)> {
        let hashed = self.hashed();
        // Relaxed: only holders of the lock read and write the bounds.
        let high = hashed.high.load(Ordering::Relaxed);
        let number = (hashed.low.load(Ordering::Relaxed)..end.min(high)).rev().find(|&number| {
            hashed.table().is_some_and(|table| table.entry(number).key.load() != Word::UNBOUND)
        })?;
        if end >= high {
            hashed.high.store(number + 1, Ordering::Relaxed);
        }
        self.entry_at(number).map(|(hash, key, value)| (number, hash, key, value))
    }

    /// Replaces the value of a live entry; answers the old one.
    pub fn replace_at(&mut self, number: usize, value: Value<R>) -> Value<R> {
        let table = self.hashed().table().expect("an entry number comes from a table");
        // SAFETY: the reference is taken out of the slot.
        unsafe { Value::from_owned(table.entry(number).value.replace(value.into_word())) }
    }

    /// Adds an entry whose key was not found. If there is no memory for it, nothing has changed.
    pub fn insert(&mut self, hash: i64, key: Value<R>, value: Value<R>) -> Result<usize, OutOfMemory> {
        let hashed = self.object();
        hashed.forget_keys();
        let full = hashed.table().is_none_or(|table| table.filled() == table.capacity());
        if full {
            self.rebuild(hashed.len() + 1, None, None)?;
        }
        let table = hashed.table().expect("made above");
        let number = table.append(hash, key.into_word(), value.into_word());
        // Relaxed: only holders of the lock write it.
        hashed.live.store(hashed.len() + 1, Ordering::Relaxed);
        hashed.high.store(number + 1, Ordering::Relaxed);
        Ok(number)
    }

    /// Adds entries whose keys differ from each other and from those that are there.
    ///
    /// # Errors
    /// If there is no memory for all of them; some may have been added.
    pub fn insert_all(
        &mut self,
        entries: impl ExactSizeIterator<Item = (i64, Value<R>, Value<R>)>,
    ) -> Result<(), OutOfMemory> {
        let (hashed, count) = (self.object(), entries.len());
        if count == 0 {
            return Ok(());
        }
        hashed.forget_keys();
        if hashed.table().is_none_or(|table| table.capacity() - table.filled() < count) {
            self.rebuild(hashed.len() + count, None, None)?;
        }
        let table = hashed.table().expect("made above");
        let appended = append_all(table, entries);
        // Relaxed, both: only holders of the lock write them.
        hashed.live.store(hashed.len() + appended, Ordering::Relaxed);
        hashed.high.store(table.filled(), Ordering::Relaxed);
        Ok(())
    }

    /// Another one with the same entries.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn copied(&self) -> Result<Hashed<R, S>, OutOfMemory> {
        let hashed = self.hashed();
        let Some(table) = hashed.table().filter(|_| !hashed.is_empty()) else { return Ok(Hashed::new()) };
        // SAFETY: the lock is held, so the entries keep keys and values alive.
        let value = |word| unsafe { Value::from_container(self.attached(), word) };
        let entry = |(_, entry): (usize, &crate::table::Entry)| {
            (entry.hash(), value(entry.key.load()), value(entry.value.load()))
        };
        Hashed::filled(hashed.len(), table.live_entries().map(entry))
    }

    /// Removes a live entry; answers its key and value.
    pub fn remove_at(&mut self, number: usize) -> (Value<R>, Value<R>) {
        let hashed = self.object();
        hashed.forget_keys();
        let entry = hashed.table().expect("an entry number comes from a table").entry(number);
        // Relaxed: only holders of the lock write it.
        hashed.live.store(hashed.len() - 1, Ordering::Relaxed);
        // SAFETY: the references are taken out of the slots.
        unsafe {
            let key = Value::from_owned(entry.key.replace(Word::UNBOUND));
            let value = Value::from_owned(entry.value.replace(Word::UNBOUND));
            (key, value)
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        let hashed = self.object();
        hashed.forget_keys();
        // Relaxed, all four: only holders of the lock write them. Nothing is published: what the old table names dies after
        // this, and who takes a reference to what has its memory next finds the table gone (O2).
        hashed.live.store(0, Ordering::Relaxed);
        hashed.low.store(0, Ordering::Relaxed);
        hashed.high.store(0, Ordering::Relaxed);
        let old = hashed.table.swap(std::ptr::null_mut(), Ordering::Relaxed);
        if let Some(old) = NonNull::new(old) {
            // SAFETY: unpublished above; entries still in it are owned by it.
            release_entries::<R>(unsafe { old.as_ref() });
            self.retire(TableBox(old));
        }
        self.note_held();
    }

    /// Makes room for `count` entries in all.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn reserve(&mut self, count: usize) -> Result<(), OutOfMemory> {
        if self.hashed().table().is_none_or(|table| table.capacity() < count) {
            self.rebuild(count, None, None)?;
        }
        Ok(())
    }

    /// Moves a live entry to the end of the order. Who looks its key up without the lock finds it throughout.
    pub fn move_to_end(&mut self, number: usize) -> Result<(), OutOfMemory> {
        let hashed = self.object();
        // Relaxed: only holders of the lock write it.
        if number + 1 == hashed.high.load(Ordering::Relaxed) {
            return Ok(());
        }
        let Some(table) = hashed.table().filter(|table| table.filled() < table.capacity()) else {
            return self.rebuild(hashed.len(), None, Some(number));
        };
        hashed.forget_keys();
        let entry = table.entry(number);
        // The reference is for a moment between both entries; the new one is there before the old one is gone.
        let last = table.append(entry.hash(), entry.key.load(), entry.value.load());
        entry.key.store(Word::UNBOUND);
        entry.value.store(Word::UNBOUND);
        hashed.high.store(last + 1, Ordering::Relaxed); // Relaxed: only holders of the lock write it.
        Ok(())
    }

    /// Moves a live entry to the front of the order. Who looks its key up without the lock finds it throughout.
    pub fn move_to_front(&mut self, number: usize) -> Result<(), OutOfMemory> {
        self.rebuild(self.hashed().len(), Some(number), None)
    }

    /// Moves the live entries into a new table with room for `count`, one of them to the front or to the end.
    fn rebuild(
        &mut self,
        count: usize,
        first: Option<usize>,
        last: Option<usize>,
    ) -> Result<(), OutOfMemory> {
        let hashed = self.object();
        let fresh = TableBox::for_entries(count)?;
        if let Some(old) = hashed.table() {
            hashed.forget_keys();
            let moved = [first, last].map(|number| number.map(|number| (number, old.entry(number))));
            let rest =
                old.live_entries().filter(|&(number, _)| Some(number) != first && Some(number) != last);
            for (_, entry) in moved[0].into_iter().chain(rest).chain(moved[1]) {
                // SAFETY: owned by the box, which is not published yet.
                let fresh = unsafe { fresh.0.as_ref() };
                // The words are moved bit by bit: until the old table is unpublished its readers still see them, with one
                // reference between both tables.
                fresh.append(entry.hash(), entry.key.load(), entry.value.load());
            }
        }
        // The old table must not release what moved: it is emptied only after readers are sent to the new one.
        self.publish(fresh.into_raw(), hashed.len());
        Ok(())
    }

    /// Replaces the table with one that has so many entries, all of them live.
    fn publish(&self, table: *mut Table, count: usize) {
        let hashed = self.object();
        // Relaxed, both: only holders of the lock read and write them.
        hashed.low.store(0, Ordering::Relaxed);
        hashed.high.store(count, Ordering::Relaxed);
        // Release: pairs with the Acquire in `table`. The old table is ours to retire: the lock orders those who replace it.
        let old = hashed.table.swap(table, Ordering::Release);
        if let Some(old) = NonNull::new(old) {
            self.retire(TableBox(old));
        }
        self.note_held();
    }

    /// Takes over what `other`, which nobody else can reach, holds. This one holds nothing before.
    pub fn take_over(&mut self, other: Hashed<R, S>) {
        let hashed = self.object();
        debug_assert!(hashed.is_empty(), "what it holds would be lost");
        hashed.forget_keys();
        // Relaxed: nobody else can reach it.
        let table = other.table.swap(std::ptr::null_mut(), Ordering::Relaxed);
        self.publish(table, other.len());
        // Relaxed: as in `insert`, behind the entries.
        hashed.live.store(other.len(), Ordering::Relaxed);
    }

    fn retire(&self, old: TableBox) {
        let (attached, shared) = (self.attached(), self.object().head().is_read_by_others());
        attached.runtime().retire(attached.thread(), shared, old.bytes(), old);
    }

    /// Gives the present set of keys a number for inline caches, from `next`. [`NO_NUMBER`] if there is none left, and then
    /// the keys have none.
    pub fn number_keys(&mut self, next: &AtomicU64) -> u32 {
        let hashed = self.object();
        // Relaxed: only holders of the lock write it.
        let present = hashed.keys.load(Ordering::Relaxed);
        if present != 0 {
            return present;
        }
        // Relaxed: only uniqueness matters.
        let number = numbered(next.fetch_add(1, Ordering::Relaxed));
        if number == NO_NUMBER {
            return number;
        }
        // Release: pairs with the Acquire in `keys_number`.
        hashed.keys.store(number, Ordering::Release);
        number
    }
}

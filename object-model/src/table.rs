//! The hash table behind dicts and sets: insertion-ordered entries and an open-addressed index into them.
//!
//! Entries are appended and never reused within one table; growing, compacting and clearing make a new table. So a
//! reader without the lock sees, for the table it loaded, entries that only ever go from absent to present to dead.

use crate::shortage::OutOfMemory;
use crate::slot::Slot;
use crate::word::Word;
use std::alloc::{Layout as Memory, alloc, dealloc};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

/// An entry. A dead one has an unbound key.
pub struct Entry {
    hash: AtomicU64,
    /// The key, owned.
    pub key: Slot,
    /// The value, owned; None's word in a set.
    pub value: Slot,
}

impl Entry {
    /// The key's hash.
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        // Relaxed: written before the index that leads here is published.
        self.hash.load(Ordering::Relaxed) as i64
    }
}

/// One table: a header, then `size` index words, then room for `capacity` entries.
pub struct Table {
    mask: u32,
    capacity: u32,
    filled: AtomicUsize,
}

/// An index word that leads nowhere.
const VACANT: u32 = u32::MAX;

/// An owned table.
pub struct TableBox(pub(crate) NonNull<Table>);

// SAFETY: a table is atomics throughout; the words in it are owned by whoever owns the table.
unsafe impl Send for TableBox {}

impl TableBox {
    /// An empty one with room for `count` entries and some more.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn for_entries(count: usize) -> Result<TableBox, OutOfMemory> {
        let mut size = Table::SMALLEST;
        while Table::capacity_of(size) < count {
            size *= 2;
        }
        // A table that is growing grows for good: half as much again is free after it.
        if count > 5 && Table::capacity_of(size) < count + count / 4 {
            size *= 2;
        }
        Table::allocate(size)
    }

    /// The table, which is the caller's to free.
    pub fn into_raw(self) -> *mut Table {
        ManuallyDrop::new(self).0.as_ptr()
    }

    /// How much memory it holds.
    pub fn bytes(&self) -> usize {
        // SAFETY: owned by the box.
        unsafe { self.0.as_ref() }.bytes()
    }
}

impl Drop for TableBox {
    fn drop(&mut self) {
        // SAFETY: allocated in `Table::allocate` for the same size. The words were moved out or released before.
        unsafe {
            let size = self.0.as_ref().size();
            dealloc(self.0.as_ptr().cast(), Table::memory(size).expect("it was allocated with this layout"));
        }
    }
}

/// Where a probe stands.
#[derive(Clone, Copy)]
pub struct Probe {
    position: u32,
    perturb: u64,
}

impl Table {
    /// The smallest number of index words.
    const SMALLEST: usize = 8;

    /// How many entries there is room for with `size` index words.
    fn capacity_of(size: usize) -> usize {
        size / 3 * 2 + size % 3
    }

    fn memory(size: usize) -> Option<Memory> {
        let capacity = Self::capacity_of(size);
        let bytes = size
            .checked_mul(size_of::<AtomicU32>())?
            .checked_add(capacity.checked_mul(size_of::<Entry>())?)?;
        Memory::from_size_align(bytes.checked_add(size_of::<Table>())?, 8).ok()
    }

    /// A table of `size` (a power of two) index words.
    fn allocate(size: usize) -> Result<TableBox, OutOfMemory> {
        let memory = Self::memory(size).filter(|_| u32::try_from(size).is_ok()).ok_or(OutOfMemory)?;
        // SAFETY: the size is not zero.
        let table = NonNull::new(unsafe { alloc(memory) }.cast::<Table>()).ok_or(OutOfMemory)?;
        let capacity = Self::capacity_of(size) as u32;
        // SAFETY: freshly allocated with room for header, index and entries.
        unsafe {
            table.write(Table { mask: size as u32 - 1, capacity, filled: AtomicUsize::new(0) });
            let index = table.as_ptr().add(1).cast::<AtomicU32>();
            (0..size).for_each(|position| index.add(position).write(AtomicU32::new(VACANT)));
        }
        Ok(TableBox(table))
    }

    #[inline(always)]
    fn size(&self) -> usize {
        self.mask as usize + 1
    }

    /// How much memory it takes.
    pub fn bytes(&self) -> usize {
        Self::memory(self.size()).map_or(0, |memory| memory.size())
    }

    /// How many entries fit.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.capacity as usize
    }

    /// How many entries have been appended, dead ones included.
    #[inline(always)]
    pub fn filled(&self) -> usize {
        // Acquire: pairs with the Release in `append`; who sees the number sees the entries.
        self.filled.load(Ordering::Acquire)
    }

    #[inline(always)]
    fn index(&self, position: u32) -> &AtomicU32 {
        // SAFETY: the index words follow the header and `position` is masked.
        unsafe { &*std::ptr::from_ref(self).add(1).cast::<AtomicU32>().add((position & self.mask) as usize) }
    }

    /// An entry that has been appended.
    #[inline(always)]
    pub fn entry(&self, number: usize) -> &Entry {
        debug_assert!(number < self.capacity());
        // SAFETY: entries follow the index words; `number` is below the capacity and written.
        unsafe {
            &*std::ptr::from_ref(self).add(1).cast::<AtomicU32>().add(self.size()).cast::<Entry>().add(number)
        }
    }

    /// Begins to look for `hash`.
    #[inline(always)]
    pub fn probe(&self, hash: i64) -> Probe {
        Probe { position: hash as u32 & self.mask, perturb: hash as u64 }
    }

    /// The next entry with this very hash, or None at the end of the chain.
    #[inline(always)]
    pub fn next(&self, probe: &mut Probe, hash: i64) -> Option<usize> {
        loop {
            // Acquire: pairs with the Release in `append`; who sees the index sees the entry.
            let number = self.index(probe.position).load(Ordering::Acquire);
            if number == VACANT {
                return None;
            }
            probe.perturb >>= 5;
            probe.position =
                probe.position.wrapping_mul(5).wrapping_add(probe.perturb as u32).wrapping_add(1) & self.mask;
            if self.entry(number as usize).hash() == hash {
                return Some(number as usize);
            }
        }
    }

    /// Appends an entry whose key is not in the table. There must be room. Only under the lock.
    pub fn append(&self, hash: i64, key: Word, value: Word) -> usize {
        // Relaxed: only holders of the lock append.
        let number = self.filled.load(Ordering::Relaxed);
        assert!(number < self.capacity(), "the table is grown before it is full");
        // SAFETY: room for `capacity` entries follows the index words, and no index leads to this one yet.
        unsafe {
            std::ptr::from_ref(self.entry(number)).cast_mut().write(Entry {
                hash: AtomicU64::new(hash as u64),
                key: Slot::new(key),
                value: Slot::new(value),
            });
        }
        // Release: pairs with the Acquire in `filled`.
        self.filled.store(number + 1, Ordering::Release);
        let mut position = hash as u32 & self.mask;
        let mut perturb = hash as u64;
        // Relaxed: only holders of the lock write the index.
        while self.index(position).load(Ordering::Relaxed) != VACANT {
            perturb >>= 5;
            position = position.wrapping_mul(5).wrapping_add(perturb as u32).wrapping_add(1) & self.mask;
        }
        // Release: pairs with the Acquire in `next`.
        self.index(position).store(number as u32, Ordering::Release);
        number
    }

    /// The entries that are not dead, in order.
    pub fn live_entries(&self) -> impl DoubleEndedIterator<Item = (usize, &Entry)> {
        (0..self.filled())
            .map(|number| (number, self.entry(number)))
            .filter(|(_, entry)| entry.key.load() != Word::UNBOUND)
    }
}

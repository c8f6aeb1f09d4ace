//! What slots are carved from: chunks, which the allocator is asked for a region at a time.

use super::{GRAIN, class_of};
use crate::free_memory;
use crate::shortage;
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::ptr::NonNull;

/// Bytes carved at a time. A chunk begins at a multiple of its size, with its number.
pub(super) const CHUNK: usize = 64 * 1024;
/// Chunks asked of the allocator at a time.
const REGION: usize = 16;
/// With so many regions it is not unlikely any more that the next cannot be had.
const MANY_REGIONS: usize = 64;
/// Places in a chunk at which an object can begin.
pub const GRAINS: usize = CHUNK / GRAIN;
/// Where the first slot of a chunk is, behind its number.
const FIRST: usize = GRAIN;

/// What the size class of a chunk is that is whole, and all zero.
const UNTOUCHED: usize = 0;
/// What it is of one that is whole again.
const USED: usize = 1;
const _: () = assert!(class_of(0) > USED, "no size class is one of these");

/// How many slots of `class` there are in a chunk.
pub(super) const fn slots(class: usize) -> usize {
    (CHUNK - FIRST) / (class * GRAIN)
}

/// In which chunk an object that is not large begins, and at which of its [`GRAINS`].
#[inline(always)]
pub fn place(object: NonNull<u8>) -> (usize, usize) {
    let within = object.as_ptr() as usize % CHUNK;
    // SAFETY: the object lies in a chunk, which begins with its number.
    let number = unsafe { object.sub(within).cast::<usize>().read() };
    (number, within / GRAIN)
}

/// A chunk in which nothing lives.
pub(super) struct Empty {
    pub(super) class: usize,
    pub(super) number: usize,
}

/// All chunks by number.
#[derive(Default)]
pub(super) struct Chunks {
    /// What size their slots have, if they are carved.
    classes: Vec<usize>,
    /// Where they are, [`REGION`] after [`REGION`]; None where the allocator has its memory back.
    regions: Vec<Option<NonNull<u8>>>,
    /// Those that are whole. The last is used next.
    whole: Vec<usize>,
}

// SAFETY: a chunk's memory is reached through the slots it was carved into.
unsafe impl Send for Chunks {}

impl Chunks {
    fn region_memory() -> Layout {
        // One more, so that they can begin at multiples of their size.
        Layout::from_size_align((REGION + 1) * CHUNK, GRAIN).expect("a region is a valid layout")
    }

    /// How many there are, with those that are no more.
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// How many regions there are.
    #[cfg(test)]
    pub(super) fn regions(&self) -> usize {
        self.regions.iter().flatten().count()
    }

    /// Where a chunk is. Its region is there.
    fn address(&self, number: usize) -> NonNull<u8> {
        let region = self.regions[number / REGION].expect("its region is there");
        let first = region.as_ptr() as usize;
        let aligned = first.next_multiple_of(CHUNK) - first;
        // SAFETY: within the region, which is one chunk longer than its chunks.
        unsafe { region.add(aligned + number % REGION * CHUNK) }
    }

    /// Asks the allocator for a region.
    fn more(&mut self) {
        // SAFETY: the size is not zero.
        let region = NonNull::new(unsafe { alloc_zeroed(Self::region_memory()) });
        match self.regions.len() {
            0 => shortage::begin(),
            MANY_REGIONS => shortage::prepare(),
            _ => {}
        }
        let region = region.unwrap_or_else(|| handle_alloc_error(Self::region_memory()));
        let place = self.regions.iter().position(Option::is_none).unwrap_or(self.regions.len());
        if place == self.regions.len() {
            self.regions.push(None);
            self.classes.resize(self.regions.len() * REGION, UNTOUCHED);
        }
        self.regions[place] = Some(region);
        let numbers = place * REGION..(place + 1) * REGION;
        self.classes[numbers.clone()].fill(UNTOUCHED);
        self.whole.extend(numbers.rev());
    }

    /// The slots of a chunk that is carved for `class` from now on: zeroed.
    pub(super) fn carve(&mut self, class: usize) -> impl DoubleEndedIterator<Item = NonNull<u8>> + use<> {
        if self.whole.is_empty() {
            self.more();
        }
        let number = self.whole.pop().expect("there are more");
        let chunk = self.address(number);
        // SAFETY: the chunk is nobody's and aligned.
        unsafe {
            if self.classes[number] == USED {
                chunk.write_bytes(0, CHUNK);
            }
            chunk.cast::<usize>().write(number);
        }
        self.classes[number] = class;
        Self::slots(chunk, class)
    }

    #[inline(always)]
    fn slots(chunk: NonNull<u8>, class: usize) -> impl DoubleEndedIterator<Item = NonNull<u8>> + use<> {
        // SAFETY: the slots of a chunk are this far apart.
        (0..slots(class)).map(move |index| unsafe { chunk.add(FIRST + index * class * GRAIN) })
    }

    /// Shows every slot of every chunk that is carved.
    #[inline(always)]
    pub(super) fn walk(&self, mut visit: impl FnMut(NonNull<u8>)) {
        for (number, &class) in self.classes.iter().enumerate() {
            if class > USED {
                // One after the other, without a call for each: there may be millions.
                for slot in Self::slots(self.address(number), class) {
                    visit(slot);
                }
            }
        }
    }

    /// The chunks that are carved and hold nothing that lives, by class.
    pub(super) fn empty(&self, lives: impl Fn(NonNull<u8>) -> bool) -> Vec<Empty> {
        let carved = self.classes.iter().enumerate().filter(|&(_, &class)| class > USED);
        let mut empty: Vec<_> = carved
            .map(|(number, &class)| Empty { class, number })
            .filter(|chunk| !Self::slots(self.address(chunk.number), chunk.class).any(&lives))
            .collect();
        empty.sort_unstable_by_key(|chunk| chunk.class);
        empty
    }

    /// Makes a chunk whole again.
    ///
    /// # Safety
    /// It is carved, all its slots are free, in no chain, and nobody looks at them.
    pub(super) unsafe fn make_whole(&mut self, number: usize) {
        // SAFETY: the caller's promise.
        unsafe { free_memory::begin_use(self.address(number).as_ptr(), CHUNK) };
        self.classes[number] = USED;
        self.whole.push(number);
    }

    /// Gives the allocator back the regions of which all chunks are whole, but for one, for what is made next; answers how many.
    pub(super) fn give_back(&mut self) -> usize {
        let mut given = 0;
        let mut keeps = true;
        for (place, region) in self.regions.iter_mut().enumerate() {
            let classes = &self.classes[place * REGION..(place + 1) * REGION];
            let is_whole = region.is_some() && classes.iter().all(|&class| class <= USED);
            if !is_whole || std::mem::take(&mut keeps) {
                continue;
            }
            if let Some(region) = region.take() {
                // SAFETY: allocated in `more` with this layout; there is nothing in it.
                unsafe { dealloc(region.as_ptr(), Self::region_memory()) };
                given += 1;
            }
        }
        self.whole.retain(|&number| self.regions[number / REGION].is_some());
        given
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        for region in self.regions.drain(..).flatten() {
            // SAFETY: allocated in `more` with this layout; the last thread is gone.
            unsafe { dealloc(region.as_ptr(), Self::region_memory()) };
        }
    }
}

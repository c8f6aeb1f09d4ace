//! Memory for objects: type-stable slabs.
//!
//! A reader without a lock may hold the address of an object that dies under its eyes (see [`Runtime::peek_elsewhere`]). It only
//! ever touches the object's count, so it is enough that memory which once held a count goes on holding one as long as there
//! may be such a reader: slots of a size class are reused for objects of that class (Linux calls the idea
//! `SLAB_TYPESAFE_BY_RCU`). There are none while the world is stopped. Then a chunk in which nothing lives becomes whole
//! again, to be carved for another size or given back to the allocator (C7). CPython's free-threaded build delays the same for
//! mimalloc's pages until no reader can have seen them.
//!
//! Each thread has a free list per size class, without locks; full lists go to, and empty ones are refilled from, a
//! central list in batches, so that memory freed by a consumer finds its way back to the producer.
//!
//! [`Runtime::peek_elsewhere`]: crate::Runtime::peek_elsewhere

mod chain;
mod chunks;

use std::alloc::{Layout, alloc, dealloc};
use std::cell::{Cell, UnsafeCell};
use std::collections::HashSet;
use std::ptr::NonNull;
use sync::Mutex;

use crate::free_memory;
use chain::{BEHIND_LINK, Centre, Chain, Free, LINK};
use chunks::Chunks;
pub use chunks::{GRAINS, place};

/// Slots are multiples of this many bytes.
const GRAIN: usize = 16;
/// Objects up to this many bytes live in slabs.
pub const LARGEST: usize = 512;
const CLASSES: usize = LARGEST / GRAIN + 1;
/// Slots that move between a thread and the centre at a time, and at most so many are in a thread's free list.
const BATCH: usize = 128;

/// Memory for an object.
pub struct Memory {
    /// Where it is.
    pub address: NonNull<u8>,
    /// It holds no count yet. Otherwise it holds a vacant one that somebody may be looking at.
    pub fresh: bool,
}

/// What has become of memory in which nothing lives.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reclaimed {
    /// So many chunks have become whole.
    pub chunks: usize,
    /// The allocator has so many regions back.
    pub regions: usize,
}

/// The size class of an object of `size` bytes. An object without a payload is shorter than a free slot has to be.
#[inline(always)]
const fn class_of(size: usize) -> usize {
    let size = if size < BEHIND_LINK { BEHIND_LINK } else { size };
    size.div_ceil(GRAIN)
}

/// Memory shared by the threads of a runtime.
pub struct Heap {
    centre: [Mutex<Centre>; CLASSES],
    chunks: Mutex<Chunks>,
    /// The addresses of the objects too large for a slab.
    large: Mutex<HashSet<usize>>,
}

/// One thread's free lists.
pub struct ThreadHeap {
    lists: [List; CLASSES],
}

struct List {
    head: Cell<Free>,
    length: Cell<usize>,
    /// A full batch kept back, so that a thread that frees and allocates around a boundary does not call the centre.
    spare: UnsafeCell<Option<Chain>>,
}

impl Default for Heap {
    fn default() -> Self {
        Heap {
            centre: std::array::from_fn(|_| Mutex::new(Centre::default())),
            chunks: Mutex::default(),
            large: Mutex::new(HashSet::new()),
        }
    }
}

impl Heap {
    /// A chain of free slots of `class`.
    fn take(&self, class: usize) -> Chain {
        let mut centre = self.centre[class].lock();
        if let Some(chain) = centre.pop() {
            return chain;
        }
        // Zeroed memory is a dead count in every discipline.
        let slots = self.chunks.lock().carve(class);
        let mut chain: Option<Chain> = None;
        for slot in slots.rev() {
            if let Some(full) = chain.take_if(|chain| chain.length == BATCH) {
                centre.push(full);
            }
            // SAFETY: nobody has used the slot yet, and it is as long as its class says.
            unsafe {
                chain = Some(Chain::linked(slot, chain));
                free_memory::end_use(slot.as_ptr().add(BEHIND_LINK), class * GRAIN - BEHIND_LINK);
            }
        }
        chain.expect("a chunk has room for many")
    }

    /// Makes the chunks whole in which nothing lives, and gives the allocator back what it can use. Free slots in threads' lists
    /// keep theirs. `lives` says whether there is an object in a slot.
    ///
    /// # Safety
    /// The world is stopped: nobody allocates or frees, and nobody looks for a count where there is no object (C7).
    pub unsafe fn reclaim(&self, lives: impl Fn(NonNull<u8>) -> bool) -> Reclaimed {
        let mut reclaimed = Reclaimed::default();
        let empty = self.chunks.lock().empty(lives);
        // By chunk. What it takes may not be there just when it is wanted most.
        let mut free: Vec<u32> = Vec::new();
        if empty.is_empty() || free.try_reserve_exact(self.chunks()).is_err() {
            return reclaimed;
        }
        free.resize(self.chunks(), 0);
        for empty in empty.chunk_by(|one, other| one.class == other.class) {
            let class = empty[0].class;
            let mut centre = self.centre[class].lock();
            centre.each(|slot| free[place(slot).0] += 1);
            let is_whole = |number: usize| free[number] as usize == chunks::slots(class);
            if !empty.iter().any(|chunk| is_whole(chunk.number)) {
                continue;
            }
            centre.retain(|slot| !is_whole(place(slot).0));
            for chunk in empty.iter().filter(|chunk| is_whole(chunk.number)) {
                // SAFETY: as many of its slots were in the centre as it has, and are no more; the rest is the caller's promise.
                unsafe { self.chunks.lock().make_whole(chunk.number) };
                reclaimed.chunks += 1;
            }
        }
        if reclaimed.chunks > 0 {
            reclaimed.regions = self.chunks.lock().give_back();
        }
        reclaimed
    }

    /// Shows every slot of every slab, free ones too, and every large object. Nobody allocates or frees meanwhile.
    #[inline(always)]
    pub fn walk(&self, mut visit: impl FnMut(NonNull<u8>)) {
        self.chunks.lock().walk(&mut visit);
        self.large.lock().iter().filter_map(|&address| NonNull::new(address as *mut u8)).for_each(visit);
    }

    /// How many chunks there are, whole ones too.
    pub fn chunks(&self) -> usize {
        self.chunks.lock().len()
    }

    /// How many objects there are that are too large for a slab.
    pub fn large(&self) -> usize {
        self.large.lock().len()
    }

    /// Memory for an object too large for a slab; None if there is not that much.
    pub fn allocate_large(&self, size: usize) -> Option<Memory> {
        let layout = Layout::from_size_align(size, GRAIN).ok()?;
        // SAFETY: the size is above `LARGEST`, so not zero.
        let address = NonNull::new(unsafe { alloc(layout) })?;
        self.large.lock().insert(address.as_ptr() as usize);
        Some(Memory { address, fresh: true })
    }

    /// Takes a large object off the books. Its memory is to be retired.
    pub fn forget_large(&self, memory: NonNull<u8>, size: usize) -> LargeMemory {
        self.large.lock().remove(&(memory.as_ptr() as usize));
        LargeMemory { memory, size }
    }

    fn give(&self, class: usize, chain: Chain) {
        self.centre[class].lock().push(chain);
    }
}

impl Default for ThreadHeap {
    fn default() -> Self {
        ThreadHeap {
            lists: std::array::from_fn(|_| List {
                head: Cell::new(std::ptr::null_mut()),
                length: Cell::new(0),
                spare: UnsafeCell::new(None),
            }),
        }
    }
}

impl ThreadHeap {
    /// Memory for an object of `size` bytes, at most [`LARGEST`]; None until the list is [refilled](Self::refill).
    #[inline(always)]
    pub fn allocate(&self, _heap: &Heap, size: usize) -> Option<Memory> {
        let list = &self.lists[class_of(size)];
        let head = list.head.get();
        if head.is_null() {
            return None;
        }
        // SAFETY: `head` is a free slot of this thread's; its link was written when it was freed.
        let next = unsafe { head.add(LINK).cast::<Free>().read() };
        list.head.set(next);
        list.length.set(list.length.get() - 1);
        // SAFETY: the slot is as long as its class says, and no longer free.
        unsafe { free_memory::begin_use(head.add(BEHIND_LINK), class_of(size) * GRAIN - BEHIND_LINK) };
        // SAFETY: not null, checked above.
        Some(Memory { address: unsafe { NonNull::new_unchecked(head) }, fresh: false })
    }

    /// Gets more memory for objects of `size` bytes.
    pub fn refill(&self, heap: &Heap, size: usize) {
        let class = class_of(size);
        let list = &self.lists[class];
        // SAFETY: only this thread touches its lists, and no reference into `spare` outlives this statement.
        let spare = unsafe { (*list.spare.get()).take() };
        let chain = spare.unwrap_or_else(|| heap.take(class));
        list.head.set(chain.head);
        list.length.set(chain.length);
    }

    /// Whether there is so much memory for objects of `size` bytes that some is to be [put aside](Self::spill) before more
    /// is taken back: so what is taken back stays in the list, and is the next to be used.
    #[inline(always)]
    pub fn is_full(&self, size: usize) -> bool {
        self.lists[class_of(size)].length.get() >= BATCH
    }

    /// Takes back the memory of an object of `size` bytes. Its count is dead.
    ///
    /// # Safety
    /// `memory` came from [`allocate`](Self::allocate) of this heap with the same size, and its object is dropped. The list is
    /// not [full](Self::is_full).
    #[inline]
    pub unsafe fn free(&self, _heap: &Heap, memory: NonNull<u8>, size: usize) {
        let class = class_of(size);
        let list = &self.lists[class];
        // Whoever goes on using the object does not get far.
        // SAFETY: the slot is ours; late readers look at the count only.
        unsafe { free_memory::end_use(memory.as_ptr().add(BEHIND_LINK), class * GRAIN - BEHIND_LINK) };
        // SAFETY: the slot is ours and larger than the link's place.
        unsafe { memory.as_ptr().add(LINK).cast::<Free>().write(list.head.get()) };
        list.head.set(memory.as_ptr());
        list.length.set(list.length.get() + 1);
    }

    /// Puts the whole list for objects of `size` bytes aside; what was aside before goes to the centre.
    pub fn spill(&self, heap: &Heap, size: usize) {
        let class = class_of(size);
        let list = &self.lists[class];
        let chain = Chain { head: list.head.replace(std::ptr::null_mut()), length: list.length.replace(0) };
        // SAFETY: only this thread touches its lists, and no reference into `spare` outlives this statement.
        let old = unsafe { (*list.spare.get()).replace(chain) };
        if let Some(old) = old {
            heap.give(class, old);
        }
    }

    /// Gives every free slot to the centre; last step of a thread's end.
    pub fn surrender(&self, heap: &Heap) {
        for (class, list) in self.lists.iter().enumerate() {
            // SAFETY: only this thread touches its lists.
            if let Some(spare) = unsafe { (*list.spare.get()).take() } {
                heap.give(class, spare);
            }
            let head = list.head.replace(std::ptr::null_mut());
            if !head.is_null() {
                heap.give(class, Chain { head, length: list.length.replace(0) });
            }
        }
    }
}

/// Memory of a large object that may still be looked at. Given back when dropped.
pub struct LargeMemory {
    memory: NonNull<u8>,
    size: usize,
}

// SAFETY: the memory belongs to nobody else.
unsafe impl Send for LargeMemory {}

impl LargeMemory {
    /// How much it is.
    pub fn bytes(&self) -> usize {
        self.size
    }
}

impl Drop for LargeMemory {
    fn drop(&mut self) {
        let layout = Layout::from_size_align(self.size, GRAIN).expect("it was allocated with this layout");
        // SAFETY: allocated by `allocate_large` with this size; it was retired, so nobody reads it any more.
        unsafe { dealloc(self.memory.as_ptr(), layout) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(heap: &Heap, thread: &ThreadHeap, size: usize) -> NonNull<u8> {
        let memory = thread.allocate(heap, size).unwrap_or_else(|| {
            thread.refill(heap, size);
            thread.allocate(heap, size).expect("refilled above")
        });
        assert!(!memory.fresh);
        // SAFETY: the memory is that long.
        unsafe {
            assert_eq!(memory.address.cast::<[u64; 2]>().read(), [0; 2], "a vacant count");
            memory.address.write_bytes(0xAA, size);
        }
        memory.address
    }

    fn free(heap: &Heap, thread: &ThreadHeap, memory: NonNull<u8>, size: usize) {
        if thread.is_full(size) {
            thread.spill(heap, size);
        }
        // SAFETY: made above, with this size; its count is made a dead one.
        unsafe {
            memory.write_bytes(0, LINK);
            thread.free(heap, memory, size);
        }
    }

    /// What was made is marked.
    fn lives(slot: NonNull<u8>) -> bool {
        // SAFETY: a slot begins with a count.
        unsafe { slot.cast::<u64>().read() != 0 }
    }

    fn chunks_of(memory: &[NonNull<u8>]) -> HashSet<usize> {
        memory.iter().map(|&memory| place(memory).0).collect()
    }

    #[test]
    fn a_chunk_is_carved_for_another_size_once_nothing_lives_in_it() {
        let (heap, thread) = (Heap::default(), ThreadHeap::default());
        let small: Vec<_> = (0..3 * chunks::slots(4)).map(|_| make(&heap, &thread, 64)).collect();
        let (chunks, kept) = (chunks_of(&small), small[small.len() / 2]);
        small.iter().filter(|&&slot| slot != kept).for_each(|&slot| free(&heap, &thread, slot, 64));
        thread.surrender(&heap);
        // SAFETY: nobody else uses this heap.
        let reclaimed = unsafe { heap.reclaim(lives) };
        assert_eq!(reclaimed, Reclaimed { chunks: chunks.len() - 1, regions: 0 });
        // SAFETY: as above.
        assert_eq!(unsafe { heap.reclaim(lives) }, Reclaimed::default());

        let long: Vec<_> = (0..2 * chunks::slots(8)).map(|_| make(&heap, &thread, 128)).collect();
        let expected: HashSet<_> = chunks.iter().copied().filter(|&chunk| chunk != place(kept).0).collect();
        assert_eq!(chunks_of(&long), expected);
        assert!(!long.contains(&kept));
        let mut seen = HashSet::new();
        heap.walk(|slot| assert!(seen.insert(slot), "shown twice"));
        assert!(seen.contains(&kept) && long.iter().all(|slot| seen.contains(slot)));
        assert_eq!(seen.len(), chunks::slots(4) + 2 * chunks::slots(8));
    }

    #[test]
    fn a_region_in_which_nothing_lives_is_given_back() {
        let (heap, thread) = (Heap::default(), ThreadHeap::default());
        for size in [512, 48] {
            let number = 50 * chunks::slots(class_of(size));
            let made: Vec<_> = (0..number).map(|_| make(&heap, &thread, size)).collect();
            let regions = heap.chunks.lock().regions();
            assert!(regions >= 4);
            made.into_iter().for_each(|slot| free(&heap, &thread, slot, size));
            // SAFETY: nobody else uses this heap.
            let first = unsafe { heap.reclaim(lives) };
            assert!(heap.chunks.lock().regions() >= 2, "slots in the thread's lists keep theirs");
            thread.surrender(&heap);
            // SAFETY: as above.
            let second = unsafe { heap.reclaim(lives) };
            assert_eq!(first.regions + second.regions, regions - 1);
            assert_eq!(heap.chunks.lock().regions(), 1);
        }
        assert!(heap.chunks() >= 50);
    }
}

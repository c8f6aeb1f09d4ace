//! Memory for objects: type-stable slabs.
//!
//! A reader without a lock may hold the address of an object that dies under its eyes (see [`Runtime::peek`]). It only
//! ever touches the object's count, so it is enough that memory which once held a count goes on holding one: slots of a
//! size class are reused for objects of that class and are never given back while the heap lives (Linux calls the idea
//! `SLAB_TYPESAFE_BY_RCU`, CPython's free-threaded build keeps mimalloc pages for the same reason).
//!
//! Each thread has a free list per size class, without locks; full lists go to, and empty ones are refilled from, a
//! central list in batches, so that memory freed by a consumer finds its way back to the producer.
//!
//! [`Runtime::peek`]: crate::Runtime::peek

use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, handle_alloc_error};
use std::cell::{Cell, UnsafeCell};
use std::collections::HashSet;
use std::ptr::NonNull;
use sync::Mutex;

use crate::free_memory;
use crate::shortage;

/// Slots are multiples of this many bytes.
const GRAIN: usize = 16;
/// Objects up to this many bytes live in slabs.
pub const LARGEST: usize = 512;
const CLASSES: usize = LARGEST / GRAIN + 1;
/// Bytes carved at a time. A chunk begins at a multiple of its size, with its number.
const CHUNK: usize = 64 * 1024;
/// Chunks asked of the allocator at a time.
const REGION: usize = 16;
/// With so many regions it is not unlikely any more that the next cannot be had.
const MANY_REGIONS: usize = 64;
/// Places in a chunk at which an object can begin.
pub const GRAINS: usize = CHUNK / GRAIN;
/// Slots that move between a thread and the centre at a time, and at most so many are in a thread's free list.
const BATCH: usize = 128;
/// Where the link to the next free slot is: behind the longest count, which must stay readable.
const LINK: usize = 16;
/// Where what nobody reads of a free slot begins.
const BEHIND_LINK: usize = LINK + size_of::<Free>();

/// Memory for an object.
pub struct Memory {
    /// Where it is.
    pub address: NonNull<u8>,
    /// It holds no count yet. Otherwise it holds a vacant one that somebody may be looking at.
    pub fresh: bool,
}

/// The size class of an object of `size` bytes. An object without a payload is shorter than a free slot has to be.
#[inline(always)]
const fn class_of(size: usize) -> usize {
    let size = if size < BEHIND_LINK { BEHIND_LINK } else { size };
    size.div_ceil(GRAIN)
}

/// A free slot; the first [`LINK`] bytes still hold a dead count.
type Free = *mut u8;

/// In which chunk an object that is not large begins, and at which of its [`GRAINS`].
#[inline(always)]
pub fn place(object: NonNull<u8>) -> (usize, usize) {
    let within = object.as_ptr() as usize % CHUNK;
    // SAFETY: the object lies in a chunk, which begins with its number.
    let number = unsafe { object.sub(within).cast::<usize>().read() };
    (number, within / GRAIN)
}

/// Memory shared by the threads of a runtime.
pub struct Heap {
    centre: [Mutex<Centre>; CLASSES],
    chunks: Mutex<Chunks>,
    /// The addresses of the objects too large for a slab.
    large: Mutex<HashSet<usize>>,
}

/// Chains of free slots that wait for a thread, of at most [`BATCH`] each. They are linked through their own slots: to give
/// memory back takes none.
struct Centre {
    /// The first slot of the chain that came last.
    last: Free,
}

/// Where the first slot of a chain in the centre says which chain came before, and the second how long theirs is.
const OF_CHAIN: usize = BEHIND_LINK;

impl Default for Centre {
    fn default() -> Self {
        Centre { last: std::ptr::null_mut() }
    }
}

impl Centre {
    fn push(&mut self, chain: Chain) {
        let (first, second) = chain.places();
        // SAFETY: the slots are the chain's, and the places lie in them.
        unsafe {
            free_memory::begin_use(first.cast(), size_of::<Free>());
            first.write(self.last);
            if let Some(second) = second {
                free_memory::begin_use(second.cast(), size_of::<usize>());
                second.write(chain.length);
            }
        }
        self.last = chain.head;
    }

    fn pop(&mut self) -> Option<Chain> {
        let mut chain = Chain { head: self.last, length: 1 };
        if chain.head.is_null() {
            return None;
        }
        let (first, second) = chain.places();
        // SAFETY: the slots are the chain's; both places were written by `push`.
        unsafe {
            self.last = first.read();
            free_memory::end_use(first.cast(), size_of::<Free>());
            if let Some(second) = second {
                chain.length = second.read();
                free_memory::end_use(second.cast(), size_of::<usize>());
            }
        }
        Some(chain)
    }
}

/// All chunks by number, each with its size class.
#[derive(Default)]
struct Chunks {
    carved: Vec<(NonNull<u8>, usize)>,
    regions: Vec<NonNull<u8>>,
    /// Chunks of the last region that are still whole.
    left: usize,
}

// SAFETY: a chunk's memory is reached through the slots it was carved into.
unsafe impl Send for Chunks {}

impl Chunks {
    fn region_memory() -> Layout {
        // One more, so that they can begin at multiples of their size.
        Layout::from_size_align((REGION + 1) * CHUNK, GRAIN).expect("a region is a valid layout")
    }

    /// A chunk for slots of `class`: zeroed, but for its number.
    fn next(&mut self, class: usize) -> NonNull<u8> {
        if self.left == 0 {
            // SAFETY: the size is not zero.
            let region = NonNull::new(unsafe { alloc_zeroed(Self::region_memory()) });
            match self.regions.len() {
                0 => shortage::begin(),
                MANY_REGIONS => shortage::prepare(),
                _ => {}
            }
            self.regions.push(region.unwrap_or_else(|| handle_alloc_error(Self::region_memory())));
            self.left = REGION;
        }
        let region = *self.regions.last().expect("made above");
        let first = region.as_ptr() as usize;
        let aligned = first.next_multiple_of(CHUNK) - first;
        // SAFETY: within the region, which is one chunk longer than its chunks.
        let chunk = unsafe { region.add(aligned + (REGION - self.left) * CHUNK) };
        self.left -= 1;
        // SAFETY: the chunk is nobody's yet and aligned.
        unsafe { chunk.cast::<usize>().write(self.carved.len()) };
        self.carved.push((chunk, class));
        chunk
    }
}

/// Where the first slot of a chunk is, behind its number.
const FIRST: usize = GRAIN;

/// How many slots of `size` bytes there are in a chunk.
const fn slots(size: usize) -> usize {
    (CHUNK - FIRST) / size
}

/// Free slots, linked one to the next. There is one at least.
#[derive(Clone, Copy)]
struct Chain {
    head: Free,
    length: usize,
}

impl Chain {
    /// The places of its first and second slot that the centre writes to.
    fn places(&self) -> (*mut Free, Option<*mut usize>) {
        const { assert!(OF_CHAIN + size_of::<Free>() <= class_of(0) * GRAIN, "the shortest slot has the place") }
        // SAFETY: the head is a free slot, in which a link was written, and no slot is shorter than the places.
        unsafe {
            let second = self.head.add(LINK).cast::<Free>().read();
            let place = (!second.is_null()).then(|| second.add(OF_CHAIN).cast::<usize>());
            (self.head.add(OF_CHAIN).cast::<Free>(), place)
        }
    }
}

// SAFETY: a chain in the centre belongs to nobody; whoever takes it out under the mutex owns its slots.
unsafe impl Send for Centre {}

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
        let chunk = self.chunks.lock().next(class);
        let size = class * GRAIN;
        let mut chain = Chain { head: std::ptr::null_mut(), length: 0 };
        for index in (0..slots(size)).rev() {
            if chain.length == BATCH {
                centre.push(chain);
                chain = Chain { head: std::ptr::null_mut(), length: 0 };
            }
            // SAFETY: `index` is below the number of slots.
            let slot = unsafe { chunk.as_ptr().add(FIRST + index * size) };
            // SAFETY: every slot is larger than the link's place.
            unsafe { slot.add(LINK).cast::<Free>().write(chain.head) };
            // SAFETY: the rest of the slot, which nobody has used yet.
            unsafe { free_memory::end_use(slot.add(BEHIND_LINK), size - BEHIND_LINK) };
            chain = Chain { head: slot, length: chain.length + 1 };
        }
        chain
    }

    /// Shows every slot of every slab, free ones too, and every large object. Nobody allocates or frees meanwhile.
    pub fn walk(&self, mut visit: impl FnMut(NonNull<u8>)) {
        for &(chunk, class) in &self.chunks.lock().carved {
            let size = class * GRAIN;
            // SAFETY: the slots of a chunk are this far apart.
            (0..slots(size)).for_each(|index| visit(unsafe { chunk.add(FIRST + index * size) }));
        }
        self.large.lock().iter().filter_map(|&address| NonNull::new(address as *mut u8)).for_each(visit);
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> usize {
        self.chunks.lock().carved.len()
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

impl Drop for Heap {
    fn drop(&mut self) {
        for region in self.chunks.lock().regions.drain(..) {
            // SAFETY: allocated in `next` with this layout; the last thread is gone.
            unsafe { dealloc(region.as_ptr(), Chunks::region_memory()) };
        }
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

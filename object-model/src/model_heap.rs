//! The heap of a model: what is freed is used again by the next allocation of that size, whoever makes it.
//!
//! The counts of a model are loom's and not plain memory, so a slot has no count before its first object, and the link of
//! a free list cannot be kept in the slot. The properties that matter are the real heap's. A slot that once held a count
//! goes on holding one. And who makes an object in it comes after its last one's death, if only that: the real heap hands
//! slots on from thread to thread under a mutex, but seldom, so a mutex here would order what is in no order there.
//!
//! The model checker replays an execution and departs from it at the end, so executions must be the same up to there. What
//! is done in the order of addresses (the collector's garbage, two objects' locks) or chosen by an address (the shard of a
//! weak reference) is the same only if addresses are. So a world's objects lie in one arena, in the order in which they are
//! made, and the arena begins at a multiple of its size.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, PoisonError};
use sync::atomic::{AtomicBool, Ordering};

/// Objects up to this many bytes live in slots.
pub const LARGEST: usize = 1 << 20;
const GRAIN: usize = 16;
/// Bytes for the objects of one world. What is not used is never touched.
const ARENA: usize = 1 << 20;

/// What memory is filled with that holds no count: no number of one of the model checker's objects.
const NO_COUNT: u8 = 0xFF;

/// Places in a chunk at which an object can begin. There is one chunk.
pub const GRAINS: usize = ARENA / GRAIN;

/// In which chunk an object begins, and at which of its [`GRAINS`].
pub fn place(object: NonNull<u8>) -> (usize, usize) {
    (0, object.as_ptr() as usize % ARENA / GRAIN)
}

/// Memory shared by the threads of a runtime. The mutex is the standard library's: it is no part of the model, and orders
/// nothing in it.
#[derive(Default)]
pub struct Heap(Mutex<Slots>);

#[derive(Default)]
struct Slots {
    arena: Option<NonNull<u8>>,
    used: usize,
    all: HashMap<NonNull<u8>, Arc<Handover>>,
    free: HashMap<usize, Vec<NonNull<u8>>>,
}

/// Orders who frees a slot before who uses it next (C3).
#[derive(Default)]
struct Handover(AtomicBool);

impl Handover {
    /// By who frees the slot, before it can be found.
    fn give(&self) {
        // Release: partner of the Acquire in `take`.
        self.0.swap(true, Ordering::Release);
    }

    /// By who has found it.
    fn take(&self) {
        // Acquire: partner of the Release in `give`.
        let given = self.0.swap(false, Ordering::Acquire);
        assert!(given, "memory that nobody freed was used again");
    }
}

// SAFETY: a free slot belongs to nobody; whoever takes it out under the mutex owns it.
unsafe impl Send for Slots {}

impl Slots {
    fn arena_layout() -> Layout {
        Layout::from_size_align(ARENA, ARENA).expect("an arena is a valid layout")
    }

    /// A slot that has held nothing yet.
    fn carve(&mut self, size: usize) -> NonNull<u8> {
        let arena = *self.arena.get_or_insert_with(|| {
            // SAFETY: the size is not zero.
            let arena = NonNull::new(unsafe { alloc(Self::arena_layout()) });
            arena.unwrap_or_else(|| handle_alloc_error(Self::arena_layout()))
        });
        assert!(size <= ARENA - self.used, "a model's objects are few");
        // SAFETY: the slot ends within the arena.
        let slot = unsafe { arena.add(self.used) };
        self.used += size;
        self.all.insert(slot, Arc::default());
        slot
    }
}

/// What has become of memory in which nothing lives.
#[derive(Debug, Default, Clone, Copy)]
pub struct Reclaimed {
    /// So many slots are none any more.
    pub chunks: usize,
    /// There is no allocator to have any back.
    pub regions: usize,
}

/// Memory for an object.
pub struct Memory {
    /// Where it is.
    pub address: NonNull<u8>,
    /// It holds no count yet. Otherwise it holds a vacant one that somebody may be looking at.
    pub fresh: bool,
}

impl Heap {
    fn slots<T>(&self, access: impl FnOnce(&mut Slots) -> T) -> T {
        access(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn handover(&self, slot: NonNull<u8>) -> Arc<Handover> {
        self.slots(|slots| Arc::clone(&slots.all[&slot]))
    }

    /// Shows every slot.
    pub fn walk(&self, visit: impl FnMut(NonNull<u8>)) {
        let mut all: Vec<_> = self.slots(|slots| slots.all.keys().copied().collect());
        all.sort_unstable();
        all.into_iter().for_each(visit);
    }

    /// Takes all free slots for something else. What they held is no count any more: who looks at one is found out.
    ///
    /// # Safety
    /// The world is stopped: nobody looks for a count where there is no object (C7).
    pub unsafe fn reclaim(&self, _lives: impl Fn(NonNull<u8>) -> bool) -> Reclaimed {
        self.slots(|slots| {
            let mut reclaimed = Reclaimed::default();
            for (size, free) in slots.free.drain() {
                for slot in free {
                    slots.all.remove(&slot);
                    // SAFETY: the slot is that long, and nobody's.
                    unsafe { slot.write_bytes(NO_COUNT, size) };
                    reclaimed.chunks += 1;
                }
            }
            reclaimed
        })
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> usize {
        1
    }

    /// How many objects there are that are too large for a slab.
    pub fn large(&self) -> usize {
        0
    }

    /// There are none.
    pub fn allocate_large(&self, _size: usize) -> Option<Memory> {
        None
    }

    /// There are none.
    pub fn forget_large(&self, _memory: NonNull<u8>, size: usize) -> LargeMemory {
        LargeMemory { size, _heap: PhantomData }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        if let Some(arena) = self.slots(|slots| slots.arena.take()) {
            // SAFETY: allocated in `carve` with this layout.
            unsafe { dealloc(arena.as_ptr(), Slots::arena_layout()) };
        }
    }
}

/// Memory of a large object; there are none.
pub struct LargeMemory {
    size: usize,
    _heap: PhantomData<()>,
}

impl LargeMemory {
    /// How much it is.
    pub fn bytes(&self) -> usize {
        self.size
    }
}

/// One thread's share: nothing.
#[derive(Default)]
pub struct ThreadHeap {}

impl ThreadHeap {
    /// Memory for an object of `size` bytes. There always is.
    pub fn allocate(&self, heap: &Heap, size: usize) -> Option<Memory> {
        let size = size.next_multiple_of(GRAIN);
        let memory = heap.slots(|slots| match slots.free.get_mut(&size).and_then(Vec::pop) {
            Some(address) => Memory { address, fresh: false },
            None => Memory { address: slots.carve(size), fresh: true },
        });
        if !memory.fresh {
            heap.handover(memory.address).take();
        }
        Some(memory)
    }

    /// Not needed.
    pub fn refill(&self, _heap: &Heap, _size: usize) {}

    /// Takes back the memory of an object of `size` bytes.
    ///
    /// # Safety
    /// `memory` came from [`allocate`](Self::allocate) of this heap with the same size, and its object is dropped.
    pub unsafe fn free(&self, heap: &Heap, memory: NonNull<u8>, size: usize) {
        heap.handover(memory).give();
        let size = size.next_multiple_of(GRAIN);
        heap.slots(|slots| slots.free.entry(size).or_default().push(memory));
    }

    /// It never is.
    pub fn is_full(&self, _size: usize) -> bool {
        false
    }

    /// Not needed.
    pub fn spill(&self, _heap: &Heap, _size: usize) {}

    /// There is nothing to give.
    pub fn surrender(&self, _heap: &Heap) {}
}

//! The heap of a model: what is freed is used again by the next allocation of that size, whoever makes it.
//!
//! The counts of a model are loom's and not plain memory, so a slot has no count before its first object, and the link of
//! a free list cannot be kept in the slot. The property that matters is the real heap's: a slot that once held a count
//! goes on holding one.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

/// Objects up to this many bytes live in slots.
pub const LARGEST: usize = 1 << 20;
const GRAIN: usize = 16;

/// Memory shared by the threads of a runtime. The mutex is the standard library's: it is no part of the model.
#[derive(Default)]
pub struct Heap(Mutex<Slots>);

#[derive(Default)]
struct Slots {
    all: Vec<(usize, Layout)>,
    free: HashMap<usize, Vec<usize>>,
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

    /// Shows every slot.
    pub fn walk(&self, visit: impl FnMut(NonNull<u8>)) {
        let all: Vec<usize> = self.slots(|slots| slots.all.iter().map(|slot| slot.0).collect());
        all.into_iter().filter_map(|address| NonNull::new(address as *mut u8)).for_each(visit);
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
        for (address, layout) in self.slots(|slots| std::mem::take(&mut slots.all)) {
            // SAFETY: allocated in `allocate` with this layout.
            unsafe { dealloc(address as *mut u8, layout) };
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
    /// Memory for an object of `size` bytes.
    pub fn allocate(&self, heap: &Heap, size: usize) -> Memory {
        let size = size.next_multiple_of(GRAIN);
        heap.slots(|slots| {
            let free = slots.free.get_mut(&size).and_then(Vec::pop);
            if let Some(address) = free.and_then(|address| NonNull::new(address as *mut u8)) {
                return Memory { address, fresh: false };
            }
            let layout = Layout::from_size_align(size, GRAIN).expect("a model's objects are small");
            // SAFETY: the size is not zero.
            let Some(address) = NonNull::new(unsafe { alloc(layout) }) else { handle_alloc_error(layout) };
            slots.all.push((address.as_ptr() as usize, layout));
            Memory { address, fresh: true }
        })
    }

    /// Takes back the memory of an object of `size` bytes.
    ///
    /// # Safety
    /// `memory` came from [`allocate`](Self::allocate) of this heap with the same size, and its object is dropped.
    pub unsafe fn free(&self, heap: &Heap, memory: NonNull<u8>, size: usize) {
        let size = size.next_multiple_of(GRAIN);
        heap.slots(|slots| slots.free.entry(size).or_default().push(memory.as_ptr() as usize));
    }

    /// There is nothing to give.
    pub fn surrender(&self, _heap: &Heap) {}
}

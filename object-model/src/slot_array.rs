//! The memory of a list's items: as many slots as there is room for, behind their number.

use crate::shortage::OutOfMemory;
use crate::slot::Slot;
#[cfg(not(granular_loom))]
use std::alloc::realloc;
use std::alloc::{Layout as Memory, alloc, dealloc};
use std::ptr::NonNull;

/// A capacity, followed by that many slots.
pub(crate) struct Array {
    pub(crate) capacity: usize,
}

/// An array, freed with this; what its slots hold is not let go of.
pub(crate) struct ArrayBox(pub(crate) NonNull<Array>);

// SAFETY: a retired array is only freed; what its slots held has moved or been released.
unsafe impl Send for ArrayBox {}

impl Array {
    fn memory(capacity: usize) -> Option<Memory> {
        let bytes = capacity.checked_mul(size_of::<Slot>())?.checked_add(size_of::<Array>())?;
        if bytes > isize::MAX as usize / 4 { None } else { Memory::from_size_align(bytes, 8).ok() }
    }

    pub(crate) fn allocate(capacity: usize) -> Result<ArrayBox, OutOfMemory> {
        let memory = Self::memory(capacity).ok_or(OutOfMemory)?;
        // SAFETY: the size is not zero.
        let array = NonNull::new(unsafe { alloc(memory) }.cast::<Array>()).ok_or(OutOfMemory)?;
        // SAFETY: freshly allocated.
        unsafe { array.write(Array { capacity }) };
        Ok(ArrayBox(array))
    }

    /// Moves an array to where there is room for more slots, which are not written yet.
    ///
    /// # Safety
    /// The array is the caller's, who forgets it unless there is no memory.
    #[cfg(not(granular_loom))]
    pub(crate) unsafe fn grow(array: NonNull<Array>, capacity: usize) -> Result<NonNull<Array>, OutOfMemory> {
        // SAFETY: allocated with the layout of its capacity; the new size is checked.
        let moved = unsafe {
            let old = Array::memory(array.as_ref().capacity).ok_or(OutOfMemory)?;
            let new = Array::memory(capacity).ok_or(OutOfMemory)?;
            NonNull::new(realloc(array.as_ptr().cast(), old, new.size()).cast::<Array>())
                .ok_or(OutOfMemory)?
        };
        // SAFETY: the header of the array is intact after the move.
        unsafe { (*moved.as_ptr()).capacity = capacity };
        Ok(moved)
    }

    /// The same in a model, whose words cannot be moved as bytes, and where reading what is not written is found out.
    #[cfg(granular_loom)]
    pub(crate) unsafe fn grow(array: NonNull<Array>, capacity: usize) -> Result<NonNull<Array>, OutOfMemory> {
        // SAFETY: the caller's promise.
        let old = unsafe { array.as_ref() };
        let moved = std::mem::ManuallyDrop::new(Array::allocate(capacity)?).0;
        // SAFETY: freshly allocated.
        let slots = unsafe { moved.as_ptr().add(1).cast::<Slot>() };
        for index in 0..capacity {
            let slot = if index < old.capacity { old.slot(index).moved() } else { Slot::unwritten() };
            // SAFETY: below the capacity.
            unsafe { slots.add(index).write(slot) };
        }
        drop(ArrayBox(array));
        Ok(moved)
    }

    /// Bytes of memory it takes.
    pub(crate) fn size(&self) -> usize {
        Array::memory(self.capacity).map_or(0, |memory| memory.size())
    }

    #[inline(always)]
    pub(crate) fn slot(&self, index: usize) -> &Slot {
        debug_assert!(index < self.capacity);
        // SAFETY: the slots follow the capacity; the caller's index is below it and the slot written.
        unsafe { &*std::ptr::from_ref(self).add(1).cast::<Slot>().add(index) }
    }
}

impl Drop for ArrayBox {
    fn drop(&mut self) {
        // SAFETY: allocated with the layout of its capacity.
        unsafe {
            let memory = Array::memory(self.0.as_ref().capacity).expect("it was allocated with this layout");
            dealloc(self.0.as_ptr().cast(), memory);
        }
    }
}

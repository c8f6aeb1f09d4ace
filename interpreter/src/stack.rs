//! The register stack of a thread.

use object_model::Word;
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};

/// Registers of all frames of a thread, in one piece of memory that never moves. Pages are only touched when used.
pub struct Stack {
    base: *mut Word,
    /// First register no live frame or argument list uses.
    pub top: *mut Word,
    /// Frames must end below this.
    pub limit: *mut Word,
}

/// Registers in a stack.
const REGISTERS: usize = 1 << 20;
/// Registers kept free for argument lists of natives.
const RESERVE: usize = 4096;

impl Stack {
    pub(crate) fn new() -> Stack {
        let layout = Self::layout();
        // SAFETY: the size is not zero.
        let base = unsafe { alloc_zeroed(layout) }.cast::<Word>();
        if base.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: within the allocation.
        let limit = unsafe { base.add(REGISTERS - RESERVE) };
        Stack { base, top: base, limit }
    }

    fn layout() -> Layout {
        Layout::array::<Word>(REGISTERS).expect("a megaword fits")
    }

    /// Whether `registers` more fit above `from`.
    #[inline(always)]
    pub fn has_room(&self, from: *mut Word, registers: usize) -> bool {
        (from as usize) + registers * size_of::<Word>() <= self.limit as usize
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with this layout.
        unsafe { dealloc(self.base.cast(), Self::layout()) };
    }
}

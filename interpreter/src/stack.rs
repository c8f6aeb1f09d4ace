//! The register stack of a thread.

use object_model::Word;
use std::alloc::Layout;

/// Registers of all frames of a thread, in one piece of memory that never moves. Pages are only touched when used.
pub struct Stack {
    base: *mut Word,
    /// First register no live frame or argument list uses.
    pub top: *mut Word,
    /// Frames must end below this.
    pub limit: *mut Word,
}

// SAFETY: it refers to its own mapping. A thread that gives it away has no frames on it.
unsafe impl Send for Stack {}

/// Registers in a stack.
const REGISTERS: usize = 1 << 20;
/// Registers kept free for argument lists of natives.
const RESERVE: usize = 4096;

impl Stack {
    /// A stack without frames; None if there is no room for it.
    pub fn new() -> Option<Stack> {
        // Mapped for itself: an allocator may hand out memory that was used before, and would have to clear all of it.
        let (access, kind) = (
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
        );
        // SAFETY: a new mapping touches no memory that is there.
        let base = unsafe { libc::mmap(std::ptr::null_mut(), Self::layout().size(), access, kind, -1, 0) };
        if base == libc::MAP_FAILED {
            return None;
        }
        let base = base.cast::<Word>();
        // SAFETY: within the mapping.
        let limit = unsafe { base.add(REGISTERS - RESERVE) };
        Some(Stack { base, top: base, limit })
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
        // SAFETY: mapped in `new` with this size, and no frame uses it any more.
        let unmapped = unsafe { libc::munmap(self.base.cast(), Self::layout().size()) };
        debug_assert_eq!(unmapped, 0, "a mapping of this size was made here");
    }
}

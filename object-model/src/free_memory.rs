//! Free memory as a checked build knows it: whoever goes on using what lay there is found out.
//!
//! The address sanitizer knows what the allocator has given back. Slots of a slab never are, so it is told of each.

/// What it is filled with, where that is checked.
const POISON: u8 = 0xDB;

/// Fills memory that has become free, and tells the address sanitizer.
///
/// # Safety
/// It is the caller's, and nobody looks at it before it is [in use](begin_use) again.
#[inline(always)]
pub unsafe fn end_use(memory: *mut u8, size: usize) {
    if cfg!(debug_assertions) {
        // SAFETY: the caller's promise.
        unsafe { memory.write_bytes(POISON, size) };
    }
    // SAFETY: the caller's promise.
    unsafe { sanitizer::end_use(memory, size) };
}

/// Tells the address sanitizer of memory that is in use again.
///
/// # Safety
/// It is the caller's.
#[inline(always)]
pub unsafe fn begin_use(memory: *mut u8, size: usize) {
    // SAFETY: the caller's promise.
    unsafe { sanitizer::begin_use(memory, size) };
}

#[cfg(granular_sanitizer = "address")]
mod sanitizer {
    use std::ffi::c_void;

    unsafe extern "C" {
        fn __asan_poison_memory_region(memory: *const c_void, size: usize);
        fn __asan_unpoison_memory_region(memory: *const c_void, size: usize);
    }

    pub unsafe fn end_use(memory: *mut u8, size: usize) {
        // SAFETY: a function of the sanitizer's runtime, which only notes the addresses.
        unsafe { __asan_poison_memory_region(memory.cast(), size) }
    }

    pub unsafe fn begin_use(memory: *mut u8, size: usize) {
        // SAFETY: as above.
        unsafe { __asan_unpoison_memory_region(memory.cast(), size) }
    }
}

#[cfg(not(granular_sanitizer = "address"))]
mod sanitizer {
    #[inline(always)]
    pub unsafe fn end_use(_memory: *mut u8, _size: usize) {}

    #[inline(always)]
    pub unsafe fn begin_use(_memory: *mut u8, _size: usize) {}
}

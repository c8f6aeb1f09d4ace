//! Where memory comes from that is not an object's: lists' arrays, dicts' tables, long strings, the compiler's trees.
//!
//! The system's allocator takes a lock for every list that grows, and now and then two threads share one of its arenas:
//! then a program that shares nothing takes as long with both as with one. So each thread has a heap of its own, mimalloc's,
//! which CPython's free-threaded build uses too. Only what is very long comes from the system: mimalloc maps memory
//! without reserving it, so that there would seem to be memory for a list that no machine has room for.

mod reserve;

use mimalloc::MiMalloc;
use object_model::shortage;
use reserve::Reserve;
use std::alloc::{GlobalAlloc, Layout, System};

/// Blocks from this many bytes on are the system's. It maps blocks of this size one by one, without a lock of its own
/// (glibc: from `M_MMAP_THRESHOLD` on, which never grows beyond 32 MiB).
const VERY_LONG: usize = 64 << 20;

/// A heap for each thread, and the system for what is very long.
pub struct Allocator;

/// For requests of a thread heap that would fail. Whoever the system refuses something very long is prepared for it.
static RESERVE: Reserve = Reserve::new();

/// Has memory kept in reserve when it may run out.
pub fn keep_reserve() {
    shortage::keep(&RESERVE);
}

/// What `attempt` answers, or what it answers when the reserve has been given up.
#[inline(always)]
fn served(size: usize, attempt: impl Fn() -> *mut u8) -> *mut u8 {
    let block = attempt();
    if block.is_null() { RESERVE.serve(size, attempt) } else { block }
}

fn is_very_long(layout: Layout) -> bool {
    layout.size() >= VERY_LONG
}

// SAFETY: each block is allocated, grown and freed by one of two allocators, and its size, which is part of the layout it is
// freed with, says by which.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_very_long(layout) {
            // SAFETY: the caller's promise.
            return unsafe { System.alloc(layout) };
        }
        // SAFETY: the caller's promise.
        served(layout.size(), || unsafe { MiMalloc.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if is_very_long(layout) {
            // SAFETY: the caller's promise.
            return unsafe { System.alloc_zeroed(layout) };
        }
        // SAFETY: the caller's promise.
        served(layout.size(), || unsafe { MiMalloc.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise; the size says which of the two allocated the block.
        unsafe {
            if is_very_long(layout) { System.dealloc(block, layout) } else { MiMalloc.dealloc(block, layout) }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        match (is_very_long(layout), size >= VERY_LONG) {
            // SAFETY: the caller's promise; the size says which of the two allocated the block, and it stays the same one.
            (true, true) => unsafe { System.realloc(block, layout, size) },
            // SAFETY: as above.
            (false, false) => served(size, || unsafe { MiMalloc.realloc(block, layout, size) }),
            _ => {
                // SAFETY: the caller promises that the new size makes a valid layout and is not zero; both blocks are at
                // least as long as what is copied, and the old one is freed once, if there is a new one.
                unsafe {
                    let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(block, layout.size().min(size));
                        self.dealloc(block, layout);
                    }
                    moved
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_keeps_its_bytes_when_it_changes_hands() {
        let align = 16;
        let layout = |size| Layout::from_size_align(size, align).expect("it is small enough");
        let filled = 4096;
        // SAFETY: each block is freed with the size it has, and written and read within it.
        unsafe {
            let mut block = Allocator.alloc(layout(filled));
            block.write_bytes(0xA5, filled);
            let mut size = filled;
            for next in [VERY_LONG - 1, VERY_LONG, VERY_LONG * 2, VERY_LONG - 1, filled] {
                block = Allocator.realloc(block, layout(size), next);
                size = next;
                assert!(!block.is_null());
                assert!(
                    std::slice::from_raw_parts(block, filled).iter().all(|&byte| byte == 0xA5),
                    "at {size}"
                );
            }
            Allocator.dealloc(block, layout(size));
        }
    }

    #[test]
    fn there_is_no_memory_for_what_no_machine_holds() {
        let layout = Layout::from_size_align(1 << 46, 16).expect("it is a valid layout");
        // SAFETY: the size is not zero.
        let block = std::hint::black_box(unsafe { Allocator.alloc(layout) });
        assert!(block.is_null());
    }
}

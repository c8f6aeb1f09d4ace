//! Memory kept for when there is no other.

use super::VERY_LONG;
use mimalloc::MiMalloc;
use object_model::shortage;
use std::alloc::{GlobalAlloc, Layout};
use std::ptr::null_mut;
use std::sync::{Mutex, PoisonError};

/// How much is kept. It takes addresses, and of memory the page that its heap begins it with.
const WHOLE: usize = 32 * PIECE;
/// How much of it is given up for a request: what objects are carved from at a time, and a little.
const PIECE: usize = 20 << 16;
/// Who asks for more than this can do without.
const MOST: usize = 4 << 20;
/// With less than this left every request is told of.
const LITTLE: usize = WHOLE - MOST;

/// A block of a thread heap that nobody writes to. A request that would fail is served from it, and the rest is kept.
pub(super) struct Reserve {
    /// This mutex allocates nothing.
    block: Mutex<Block>,
}

// SAFETY: any thread may free a block of any thread's heap.
unsafe impl Send for Block {}

struct Block {
    /// Null if there is none; else of `length` bytes.
    start: *mut u8,
    length: usize,
}

impl Block {
    fn layout(length: usize) -> Layout {
        const { assert!(WHOLE < VERY_LONG, "the block comes from a thread heap") }
        Layout::from_size_align(length, 16).expect("it is small enough")
    }

    fn free(&mut self) {
        if !self.start.is_null() {
            // SAFETY: allocated in `keep` with this layout.
            unsafe { MiMalloc.dealloc(self.start, Self::layout(self.length)) };
        }
        (self.start, self.length) = (null_mut(), 0);
    }

    /// Keeps `length` bytes, or as many as there are.
    fn keep(&mut self, mut length: usize) {
        self.free();
        while length >= PIECE && self.start.is_null() {
            // SAFETY: the size is not zero.
            self.start = unsafe { MiMalloc.alloc(Self::layout(length)) };
            self.length = length;
            length -= PIECE;
        }
    }
}

impl Reserve {
    pub(super) const fn new() -> Reserve {
        Reserve { block: Mutex::new(Block { start: null_mut(), length: 0 }) }
    }

    fn with<T>(&self, change: impl FnOnce(&mut Block) -> T) -> T {
        change(&mut self.block.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tries again what has failed, without the block, and then keeps less. Null if that was not enough, or if it is more than
    /// [`MOST`].
    #[cold]
    pub(super) fn serve(&self, size: usize, attempt: impl Fn() -> *mut u8) -> *mut u8 {
        if size > MOST {
            return null_mut();
        }
        let (served, left) = self.with(|block| {
            let length = block.length;
            block.free();
            let served = attempt();
            block.keep(length.saturating_sub(PIECE));
            (served, block.length)
        });
        if !served.is_null() {
            shortage::tell(left < LITTLE);
        }
        served
    }
}

impl shortage::Reserve for Reserve {
    fn replenish(&self) -> bool {
        self.with(|block| {
            if block.length < WHOLE {
                block.keep(WHOLE);
            }
            block.length == WHOLE
        })
    }

    fn could_be_had_again(&self) -> bool {
        // SAFETY: the size is not zero; what was allocated is freed with the same layout.
        unsafe {
            let more = std::hint::black_box(MiMalloc.alloc(Block::layout(WHOLE)));
            if !more.is_null() {
                MiMalloc.dealloc(more, Block::layout(WHOLE));
            }
            !more.is_null()
        }
    }

    fn give_back(&self) {
        // SAFETY: a function of the allocator's that asks for nothing.
        unsafe { libmimalloc_sys::mi_collect(true) };
    }

    fn is_limited(&self) -> bool {
        let limits = [libc::RLIMIT_AS, libc::RLIMIT_DATA];
        limits.into_iter().any(|resource| {
            let mut limit = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
            // SAFETY: the place is there for the duration of the call.
            unsafe { libc::getrlimit(resource, &raw mut limit) == 0 && limit.rlim_cur != libc::RLIM_INFINITY }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_model::shortage::Reserve as _;
    use std::cell::Cell;

    fn layout() -> Layout {
        Layout::from_size_align(64, 16).expect("it is small enough")
    }

    fn length(reserve: &Reserve) -> usize {
        reserve.with(|block| block.length)
    }

    /// Fails `times`, then allocates.
    fn failing(times: usize) -> impl Fn() -> *mut u8 {
        let left = Cell::new(times);
        move || match left.replace(left.get().saturating_sub(1)) {
            // SAFETY: the size is not zero.
            0 => unsafe { MiMalloc.alloc(layout()) },
            _ => null_mut(),
        }
    }

    #[test]
    fn a_request_is_served_and_less_is_kept() {
        let reserve = Reserve::new();
        assert!(reserve.replenish());
        assert_eq!(length(&reserve), WHOLE);
        let block = reserve.serve(64, failing(0));
        assert!(!block.is_null());
        assert_eq!(length(&reserve), WHOLE - PIECE);
        // SAFETY: allocated by `failing` with this layout.
        unsafe { MiMalloc.dealloc(block, layout()) };
        assert!(reserve.serve(64, failing(1)).is_null());
        assert_eq!(length(&reserve), WHOLE - 2 * PIECE);
        assert!(reserve.replenish());
        assert_eq!(length(&reserve), WHOLE);
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let reserve = Reserve::new();
        assert!(reserve.replenish());
        assert!(reserve.serve(MOST + 1, failing(0)).is_null());
        assert_eq!(length(&reserve), WHOLE);
    }

    #[test]
    fn threads_take_turns() {
        let reserve = Reserve::new();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let block = reserve.serve(64, failing(0));
                        // SAFETY: allocated by `failing` with this layout.
                        unsafe { MiMalloc.dealloc(block, layout()) };
                        assert!(reserve.replenish());
                    }
                });
            }
        });
        assert!(length(&reserve) <= WHOLE);
    }
}

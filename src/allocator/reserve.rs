//! Memory kept for when there is no other.

use super::VERY_LONG;
use mimalloc::MiMalloc;
use object_model::shortage;
use std::alloc::{GlobalAlloc, Layout};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

/// How long a piece is: enough for what objects are carved from at a time.
const PIECE: usize = 20 << 16;
const PIECES: usize = 32;
/// Who asks for more than this can do without. It takes several pieces, which lie one behind the other as a rule.
const MOST: usize = 4 << 20;
/// With so few pieces left every request is told of.
const FEW: usize = PIECES - 4;

/// Blocks of the thread heaps that nobody writes to, so that they take addresses and no memory. One is freed for each request
/// that would fail otherwise.
pub(super) struct Reserve {
    pieces: [AtomicPtr<u8>; PIECES],
}

impl Reserve {
    pub(super) const fn new() -> Reserve {
        Reserve { pieces: [const { AtomicPtr::new(null_mut()) }; PIECES] }
    }

    fn piece() -> Layout {
        const { assert!(PIECE < VERY_LONG, "a piece comes from a thread heap") }
        Layout::from_size_align(PIECE, 16).expect("a piece is a valid layout")
    }

    /// Whether there is as much memory once more: or the next request might need what was just kept.
    fn there_is_more() -> bool {
        let more = Layout::from_size_align(PIECES * PIECE, 16).expect("the pieces are a valid layout");
        // SAFETY: the size is not zero; what was allocated is freed with the same layout.
        unsafe {
            let block = std::hint::black_box(MiMalloc.alloc(more));
            if !block.is_null() {
                MiMalloc.dealloc(block, more);
            }
            !block.is_null()
        }
    }

    /// Tries again what has failed, with less and less in reserve. Null if that was not enough, or if it is more than [`MOST`].
    #[cold]
    pub(super) fn serve(&self, size: usize, attempt: impl Fn() -> *mut u8) -> *mut u8 {
        if size > MOST {
            return null_mut();
        }
        for (number, piece) in self.pieces.iter().enumerate() {
            // Acquire: pairs with the Release in `replenish`; what the heap noted of the block is seen by who frees it.
            let piece = piece.swap(null_mut(), Ordering::Acquire);
            if piece.is_null() {
                continue;
            }
            // SAFETY: allocated in `replenish` with this layout, and taken out by this thread alone.
            unsafe { MiMalloc.dealloc(piece, Self::piece()) };
            let block = attempt();
            if !block.is_null() {
                shortage::tell(number + FEW >= PIECES);
                return block;
            }
        }
        null_mut()
    }
}

impl shortage::Reserve for Reserve {
    fn replenish(&self) -> bool {
        // Relaxed: it is only a hint; the exchange below decides.
        let mut missing = self.pieces.iter().filter(|piece| piece.load(Ordering::Relaxed).is_null());
        let replenished = missing.all(|piece| {
            // SAFETY: the size is not zero.
            let block = unsafe { MiMalloc.alloc(Self::piece()) };
            if block.is_null() {
                return false;
            }
            // Release: pairs with the Acquire in `serve`. Relaxed on failure: nothing of what is there is looked at.
            let kept = piece.compare_exchange(null_mut(), block, Ordering::Release, Ordering::Relaxed);
            if kept.is_err() {
                // SAFETY: allocated above with this layout, and nobody else has it.
                unsafe { MiMalloc.dealloc(block, Self::piece()) };
            }
            true
        });
        replenished && Self::there_is_more()
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

    fn pieces(reserve: &Reserve) -> usize {
        reserve.pieces.iter().filter(|piece| !piece.load(Ordering::Relaxed).is_null()).count()
    }

    /// Fails `times`, then allocates.
    fn failing(times: usize) -> impl Fn() -> *mut u8 {
        let left = Cell::new(times);
        // SAFETY: the size is not zero.
        move || {
            if left.replace(left.get().wrapping_sub(1)) > 0 {
                null_mut()
            } else {
                unsafe { MiMalloc.alloc(layout()) }
            }
        }
    }

    #[test]
    fn pieces_are_given_up_until_a_request_is_served() {
        let reserve = Reserve::new();
        assert!(reserve.replenish());
        assert_eq!(pieces(&reserve), PIECES);
        let block = reserve.serve(64, failing(2));
        assert!(!block.is_null());
        assert_eq!(pieces(&reserve), PIECES - 3);
        // SAFETY: allocated by `failing` with this layout.
        unsafe { MiMalloc.dealloc(block, layout()) };
        assert!(reserve.replenish());
        assert_eq!(pieces(&reserve), PIECES);
        assert!(reserve.serve(64, failing(usize::MAX)).is_null());
        assert_eq!(pieces(&reserve), 0);
        assert!(reserve.serve(64, failing(0)).is_null(), "without a piece nothing is tried again");
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let reserve = Reserve::new();
        assert!(reserve.replenish());
        assert!(reserve.serve(MOST + 1, failing(0)).is_null());
        assert_eq!(pieces(&reserve), PIECES);
    }
}

//! The section of an object that its owner enters without the object's lock.
//!
//! Most objects are only ever used by the thread that made them, and a lock that nobody else will ever want costs its two
//! read-modify-writes all the same. So an object is *biased* towards its owner until another thread enters a section of
//! it. The owner says in its record which object it is in, with plain stores, and then looks whether the bias has been
//! revoked; the other thread, which holds the lock, revokes the bias and then looks where the owner is (R1, R2):
//!
//! * if the owner's store comes first, the other thread sees it and waits until the owner has left;
//! * if the other thread's comes first, the owner sees that the bias is revoked and takes the lock.
//!
//! One of them does, because there is a fence between store and load on both sides; that of the owner, who passes often,
//! is paid by the other, who passes once in an object's life ([`sync::asymmetric`], R3).
//!
//! The idea is the biased lock of Kawachiya, Koseki and Onodera ("Lock reservation", OOPSLA 2002); the section is not
//! recursive because sections do not nest, and a bias is revoked for good.

use sync::asymmetric;
use sync::atomic::{AtomicUsize, Ordering::*};
use sync::thread;

/// Which object's section, or which two objects' sections, a thread is in without their locks. On a cache line of its own:
/// its thread writes it all the time.
#[derive(Debug)]
#[repr(align(128))]
pub struct OwnerSection {
    object: AtomicUsize,
    /// The second of two.
    other: AtomicUsize,
}

const OUTSIDE: usize = 0;

impl Default for OwnerSection {
    fn default() -> Self {
        OwnerSection { object: AtomicUsize::new(OUTSIDE), other: AtomicUsize::new(OUTSIDE) }
    }
}

impl OwnerSection {
    /// Enters, unless the bias of the object at this address turns out to be revoked. By the object's owner only (R1).
    #[inline(always)]
    pub fn enter(&self, object: usize, is_biased: impl FnOnce() -> bool) -> bool {
        // Release: partner of the Acquire in `wait_outside`, which may find this instead of the store in `leave` of an
        // earlier section (R4).
        self.object.store(object, Release);
        asymmetric::light();
        if is_biased() {
            return true;
        }
        self.leave();
        false
    }

    /// As [`enter`](Self::enter), of two objects; of neither, if the bias of one is revoked. By the owner of both only.
    #[inline(always)]
    pub fn enter_both(&self, object: usize, other: usize, are_biased: impl FnOnce() -> bool) -> bool {
        // Release: as in `enter`.
        self.object.store(object, Release);
        self.other.store(other, Release); // Release: as in `enter`.
        asymmetric::light();
        if are_biased() {
            return true;
        }
        self.leave_both();
        false
    }

    /// Whether the thread itself is in a section without a lock.
    #[inline(always)]
    pub fn is_occupied(&self) -> bool {
        // Relaxed: the thread's own latest value.
        self.object.load(Relaxed) != OUTSIDE
    }

    /// Leaves.
    #[inline(always)]
    pub fn leave(&self) {
        // Release: partner of the Acquire in `wait_outside`; what was done in the section happens before what the next
        // does (R4).
        self.object.store(OUTSIDE, Release);
    }

    /// Leaves what [`enter_both`](Self::enter_both) has entered.
    #[inline(always)]
    pub fn leave_both(&self) {
        // Release: as in `leave`.
        self.other.store(OUTSIDE, Release);
        self.leave();
    }

    /// Waits until the thread is not in the section of the object, whose bias the caller has revoked (R2). It cannot come
    /// there again, so the two words are looked at one after the other.
    pub fn wait_outside(&self, object: usize) {
        asymmetric::heavy();
        for place in [&self.object, &self.other] {
            // Acquire: partner of the Release where the owner enters and leaves (R4).
            while place.load(Acquire) == object {
                thread::yield_now();
            }
        }
    }
}

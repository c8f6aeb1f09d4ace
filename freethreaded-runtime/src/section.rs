//! Two objects locked together.
//!
//! Both locks are taken in the order of their addresses, whichever object is named first, so two
//! threads that lock the same two cannot each hold what the other wants (D1). An object locked
//! together with itself is locked once (D2). Nothing is read or changed before both are held (D3).

use crate::object_lock::{Contended, ObjectLock, Waiter};
use crate::parking_lot::ParkingLot;

/// Waits until both locks are this thread's. Says what each took, in the order they were taken.
#[inline]
pub fn lock_two(
    a: &ObjectLock,
    b: &ObjectLock,
    lot: &ParkingLot,
    me: &impl Waiter,
) -> [Option<Contended>; 2] {
    let (first, second) = in_order(a, b);
    [first.lock(lot, me), second.and_then(|second| second.lock(lot, me))]
}

/// Gives both locks back.
#[inline]
pub fn unlock_two(a: &ObjectLock, b: &ObjectLock, lot: &ParkingLot) {
    let (first, second) = in_order(a, b);
    if let Some(second) = second {
        second.unlock(lot);
    }
    first.unlock(lot);
}

fn in_order<'a>(a: &'a ObjectLock, b: &'a ObjectLock) -> (&'a ObjectLock, Option<&'a ObjectLock>) {
    let (address_a, address_b) = (std::ptr::from_ref(a).addr(), std::ptr::from_ref(b).addr());
    match address_a.cmp(&address_b) {
        std::cmp::Ordering::Less => (a, Some(b)),
        std::cmp::Ordering::Equal => (a, None),
        std::cmp::Ordering::Greater => (b, Some(a)),
    }
}

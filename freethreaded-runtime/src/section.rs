//! Two objects locked together.
//!
//! Both locks are taken in the order of their addresses, whichever object is named first, so two
//! threads that lock the same two cannot each hold what the other wants (D1). An object locked
//! together with itself is locked once (D2). Nothing is read or changed before both are held (D3).

use std::cmp::Ordering;
use std::ptr::from_ref;

/// Calls `lock` for the one and then for the other, or once if they are the same.
#[inline]
pub fn lock_two<T>(a: &T, b: &T, mut lock: impl FnMut(&T)) {
    let (first, second) = in_order(a, b);
    lock(first);
    if let Some(second) = second {
        lock(second);
    }
}

/// Calls `unlock` for both, or once if they are the same.
#[inline]
pub fn unlock_two<T>(a: &T, b: &T, mut unlock: impl FnMut(&T)) {
    let (first, second) = in_order(a, b);
    if let Some(second) = second {
        unlock(second);
    }
    unlock(first);
}

fn in_order<'a, T>(a: &'a T, b: &'a T) -> (&'a T, Option<&'a T>) {
    match from_ref(a).addr().cmp(&from_ref(b).addr()) {
        Ordering::Less => (a, Some(b)),
        Ordering::Equal => (a, None),
        Ordering::Greater => (b, Some(a)),
    }
}

//! What an object works out of itself when it is first asked, and keeps.

use std::marker::PhantomData;
use sync::atomic::{AtomicPtr, Ordering};
use sync::cell::UnsafeCell;

/// A value on the heap that is made when it is first asked for. Threads that ask at once each make one, and all use that
/// which is there first (N7). As `race::OnceBox` of the crate once_cell.
pub(crate) struct OnceBox<T> {
    /// Null until it is made; never written after.
    made: AtomicPtr<UnsafeCell<T>>,
    _owned: PhantomData<T>,
}

impl<T: Send + Sync> OnceBox<T> {
    /// One that nobody has asked yet.
    pub(crate) fn new() -> Self {
        OnceBox { made: AtomicPtr::new(std::ptr::null_mut()), _owned: PhantomData }
    }

    /// The value.
    pub(crate) fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        // Acquire: partner of the Release in `publish`, by whoever made it.
        let mut made = self.made.load(Ordering::Acquire);
        if made.is_null() {
            made = self.publish(make());
        }
        // SAFETY: made by `Box::into_raw`; once it is here it is neither written nor replaced, and freed with `self`.
        unsafe { (*made).with(|value| &*value) }
    }

    #[cold]
    fn publish(&self, value: T) -> *mut UnsafeCell<T> {
        let (none, made) = (std::ptr::null_mut(), Box::into_raw(Box::new(UnsafeCell::new(value))));
        // Release: partner of the Acquire in `get_or_make`. Acquire on failure: partner of this Release in the other thread.
        match self.made.compare_exchange(none, made, Ordering::Release, Ordering::Acquire) {
            Ok(_) => made,
            Err(first) => {
                // SAFETY: made above, and given to nobody.
                drop(unsafe { Box::from_raw(made) });
                first
            }
        }
    }
}

impl<T> Drop for OnceBox<T> {
    fn drop(&mut self) {
        let made = self.made.load(Ordering::Relaxed); // Relaxed: nobody else can reach it.
        if !made.is_null() {
            // SAFETY: made by `Box::into_raw` and owned by this.
            drop(unsafe { Box::from_raw(made) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_stays_and_dies_with_the_box() {
        let counted = std::sync::Arc::new(7);
        let once = OnceBox::new();
        assert_eq!(**once.get_or_make(|| counted.clone()), 7);
        assert_eq!(**once.get_or_make(|| unreachable!("made already")), 7);
        let second = once.publish(std::sync::Arc::new(8));
        // SAFETY: the first, which `once` keeps.
        assert_eq!(unsafe { (*second).with(|value| **value) }, 7);
        assert_eq!(std::sync::Arc::strong_count(&counted), 2);
        drop(once);
        assert_eq!(std::sync::Arc::strong_count(&counted), 1);
    }
}

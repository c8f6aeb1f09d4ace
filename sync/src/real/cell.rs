//! Cells without a lock of their own.

pub use std::cell::Cell;

/// `std::cell::UnsafeCell` whose pointers last no longer than one access, so that the model checker
/// can see where each access begins and ends.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct UnsafeCell<T: ?Sized>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    /// Wraps a value.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// Unwraps the value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// Runs `access` with a pointer to read through.
    #[inline]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        access(self.0.get())
    }

    /// Runs `access` with a pointer to write through.
    #[inline]
    pub fn with_mut<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        access(self.0.get())
    }

    /// Begins a read that lasts until the pointer is dropped.
    #[inline]
    pub fn get(&self) -> ConstPtr<T> {
        ConstPtr(self.0.get())
    }

    /// Begins a write that lasts until the pointer is dropped.
    #[inline]
    pub fn get_mut(&self) -> MutPtr<T> {
        MutPtr(self.0.get())
    }
}

/// A read of an [`UnsafeCell`] in progress.
#[derive(Debug)]
pub struct ConstPtr<T: ?Sized>(*const T);

impl<T: ?Sized> ConstPtr<T> {
    /// The value.
    ///
    /// # Safety
    /// No other thread writes the cell while the reference lives.
    #[inline]
    pub unsafe fn deref(&self) -> &T {
        // SAFETY: the pointer comes from a live cell; that nobody writes is the caller's promise.
        unsafe { &*self.0 }
    }

    /// Runs `access` with the pointer itself.
    #[inline]
    pub fn with<R>(&self, access: impl FnOnce(*const T) -> R) -> R {
        access(self.0)
    }
}

/// A write of an [`UnsafeCell`] in progress.
#[derive(Debug)]
pub struct MutPtr<T: ?Sized>(*mut T);

impl<T: ?Sized> MutPtr<T> {
    /// The value.
    ///
    /// # Safety
    /// Nobody else reads or writes the cell while the reference lives.
    #[inline]
    #[allow(clippy::mut_from_ref)] // the shape of loom's `MutPtr`
    pub unsafe fn deref(&self) -> &mut T {
        // SAFETY: the pointer comes from a live cell; that the access is alone is the caller's promise.
        unsafe { &mut *self.0 }
    }

    /// Runs `access` with the pointer itself.
    #[inline]
    pub fn with<R>(&self, access: impl FnOnce(*mut T) -> R) -> R {
        access(self.0)
    }
}

use std::ops::{Deref, DerefMut};

/// loom's mutex; a model that panics ends, so there is no poisoning to speak of.
#[derive(Debug)]
pub struct Mutex<T>(loom::sync::Mutex<T>);

/// The right to use what a [`Mutex`] protects, until dropped.
#[derive(Debug)]
#[must_use = "the mutex is unlocked when the guard is dropped"]
pub struct MutexGuard<'a, T>(pub(super) loom::sync::MutexGuard<'a, T>);

impl<T> Mutex<T> {
    /// An unlocked mutex.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self(loom::sync::Mutex::new(value))
    }

    /// Unwraps the value.
    pub fn into_inner(self) -> T {
        self.0.into_inner().expect("loom does not poison")
    }

    /// Waits until nobody else holds the mutex.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard(self.0.lock().expect("loom does not poison"))
    }

    /// Locks if that needs no wait.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.0.try_lock().ok().map(MutexGuard)
    }

    /// The value, reached without locking because nobody else can see the mutex.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().expect("loom does not poison")
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

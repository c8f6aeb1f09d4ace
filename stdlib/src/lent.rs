//! A value that one thread at a time works on, away from its runtime.

use crate::exclusive::Exclusive;
use interpreter::{Return, Vm};
use object_model::Runtime;
use std::sync::{Mutex, PoisonError};

/// State of an object that takes long to work on, such as a stream that is compressed.
pub(crate) struct Lent<T> {
    exclusive: Exclusive,
    /// Taken only by the thread that is in, so nobody ever waits for it; it is what makes `&mut` safe.
    value: Mutex<T>,
}

impl<T> Lent<T> {
    pub(crate) fn new(value: T) -> Self {
        Lent { exclusive: Exclusive::default(), value: Mutex::new(value) }
    }

    /// Runs `work` on the value, detached. It must know nothing of the runtime.
    pub(crate) fn work<R: Runtime, U>(&self, vm: &mut Vm<R>, work: impl FnOnce(&mut T) -> U) -> Return<R, U> {
        self.exclusive.run(vm, |vm| {
            Ok(vm.detached(|| work(&mut self.value.lock().unwrap_or_else(PoisonError::into_inner))))
        })
    }

    /// Looks at the value when nobody works on it.
    pub(crate) fn read<R: Runtime, U>(&self, vm: &mut Vm<R>, read: impl FnOnce(&T) -> U) -> Return<R, U> {
        self.exclusive.run(vm, |_| Ok(read(&self.value.lock().unwrap_or_else(PoisonError::into_inner))))
    }
}

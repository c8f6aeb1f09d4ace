//! How many memoryviews look into an object.

use super::bytearray::ByteArray;
use super::memoryview::MemoryView;
use crate::vm::Vm;
use object_model::{Bytes, Kind, Runtime, Value};
use sync::atomic::{AtomicUsize, Ordering};

/// The views that look into an object, which does not change its size or go away as long as there are any. A view is added
/// under the object's lock and taken away without it; its bytes are touched under the lock only.
#[derive(Default)]
pub(super) struct Exports(AtomicUsize);

impl Exports {
    /// Whether there are any. The object's lock is held.
    pub fn are_there(&self) -> bool {
        // Relaxed: they are added under the lock.
        self.0.load(Ordering::Relaxed) != 0
    }

    /// Another one. The object's lock is held.
    pub fn add(&self) {
        // Relaxed: whoever asks holds the lock that the caller holds.
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// One is gone.
    pub fn remove(&self) {
        // Relaxed: it touched the bytes under the lock only.
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Does something while the receiver, if it is a bytearray, cannot change its length, as if a view looked into it.
pub(super) fn pinned<R: Runtime, T>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    act: impl FnOnce(&mut Vm<R>) -> T,
) -> T {
    let Some(array) = value.as_ref::<ByteArray<R>>() else { return act(vm) };
    {
        let _data = vm.lock(array);
        array.exports.add();
    }
    let result = act(vm);
    array.exports.remove();
    result
}

/// Asks what a method of the first of its arguments, the receiver, was given with it.
pub(super) fn asking<R: Runtime, T>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    ask: impl FnOnce(&mut Vm<R>) -> T,
) -> T {
    let (receiver, given) = arguments.split_first().expect("a method has a receiver");
    asking_each(vm, receiver, given, ask)
}

/// Asks the values for their bytes, numbers, lengths or items, with the receiver [`pinned`] if that may run code of the program.
/// If it runs none the receiver stays as it is by itself, and no other thread is refused what it does to it before or after.
pub(super) fn asking_each<R: Runtime, T>(
    vm: &mut Vm<R>,
    receiver: &Value<R>,
    given: &[Value<R>],
    ask: impl FnOnce(&mut Vm<R>) -> T,
) -> T {
    if given.iter().all(|value| vm.is_int(value) || is_plain(value)) {
        return ask(vm);
    }
    pinned(vm, receiver, ask)
}

/// Whether a value is one that answers by itself, and of no class of the program.
fn is_plain<R: Runtime>(value: &Value<R>) -> bool {
    let Some(header) = value.header() else { return true };
    let is_builtin = !header.shape().is_heap();
    is_builtin
        && (matches!(header.kind(), Kind::Str | Kind::List | Kind::Tuple)
            || value.as_ref::<Bytes<R>>().is_some()
            || value.as_ref::<ByteArray<R>>().is_some()
            || value.as_ref::<MemoryView<R>>().is_some())
}

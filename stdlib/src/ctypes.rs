//! `_ctypes`, which is not: the module says why.

use interpreter::{Return, Vm};
use object_model::Runtime;

/// Raises ImportError.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let class = vm.exceptions().import_error.clone();
    let message = "ctypes is not supported: C code would see objects whose layout, counts and locks are not C's \
                   (of multiprocessing, Value, Array and sharedctypes need it; SharedMemory, ShareableList and \
                   managers do not)";
    Err(vm.raise_message(&class, message))
}

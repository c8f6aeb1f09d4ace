//! Modules that are not: importing one says why.

use interpreter::{Raised, Return, Vm};
use object_model::Runtime;

#[cold]
fn unsupported<R: Runtime>(vm: &mut Vm<R>, module: &str, message: &str) -> Raised<R> {
    vm.import_error(false, module, message)
}

/// `tkinter`
pub(crate) fn init_tkinter<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let message = "tkinter is not supported: Tcl/Tk is a C library that calls back into objects of C";
    Err(unsupported(vm, "tkinter", message))
}

/// `_ssl`
pub(crate) fn init_ssl<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    Err(unsupported(vm, "_ssl", "ssl is not supported: no TLS library is part of this program"))
}

/// `_sqlite3`
pub(crate) fn init_sqlite3<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    Err(unsupported(vm, "_sqlite3", "sqlite3 is not supported: no database is part of this program"))
}

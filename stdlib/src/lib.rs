//! The modules CPython writes in C, one file each, and the embedded pure-Python library.

mod library;

pub use library::embedded;

use interpreter::Vm;
use object_model::Runtime;

/// Makes every native module importable.
pub fn register<R: Runtime>(vm: &mut Vm<R>) {
    let _ = vm;
}

//! `_json`: what of `json` has to be quick.

mod encoder;
mod scanner;
mod strings;

use interpreter::{Return, Vm};
use object_model::Runtime;

/// Objects and arrays are nested no deeper than this, wherever there is stack for more.
const DEEPEST: usize = 20_000;

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_json");
    scanner::install(vm, &module);
    encoder::install(vm, &module);
    vm.module_functions(
        &module,
        "_json",
        &[
            ("scanstring(string, end, strict=True, /)", strings::scan),
            ("encode_basestring(object, /)", strings::encode_any),
            ("encode_basestring_ascii(object, /)", strings::encode_ascii),
        ],
    );
    Ok(module)
}

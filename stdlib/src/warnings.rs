//! `_warnings`: `warn` and `warn_explicit` for modules that must not import `warnings` before they need it.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// Calls a function of the module that warns with the arguments that were given.
fn forward<R: Runtime>(vm: &mut Vm<R>, name: &str, names: &[&str], arguments: &[Value<R>]) -> Return<R> {
    let warnings = vm.warning_module()?;
    let function = vm.get_attr_str(&warnings, name)?;
    let (mut given, mut keywords) = (vec![], vec![]);
    for (name, argument) in names.iter().zip(arguments) {
        if let Some(argument) = argument.given() {
            given.push(argument.clone());
            keywords.push(vm.intern(name).into_value());
        }
    }
    vm.call_with(&function, &given, &keywords)
}

fn warn<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    forward(vm, "warn", &["message", "category", "stacklevel", "source", "skip_file_prefixes"], arguments)
}

fn warn_explicit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let names =
        ["message", "category", "filename", "lineno", "module", "registry", "module_globals", "source"];
    forward(vm, "warn_explicit", &names, arguments)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_warnings");
    vm.module_functions(
        &module,
        "_warnings",
        &[
            ("warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", warn),
            (
                "warn_explicit(message, category, filename, lineno, module=None, registry=None, \
                 module_globals=None, source=None)",
                warn_explicit,
            ),
        ],
    );
    Ok(module)
}

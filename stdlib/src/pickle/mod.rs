//! `_pickle`: objects to bytes and back.
//!
//! The bytes are CPython's, choice for choice. [`save`] and [`load`] do the work, with everything they change in their own
//! hands: a pickler or unpickler gives its memo away while it works, tells a second thread that it is in use, and no object
//! is locked while code of the program runs.

mod buffer;
mod containers;
mod find;
mod global;
mod input;
mod load;
mod note;
mod opcode;
mod output;
mod pickler;
mod proxy;
mod recall;
mod reduce;
mod save;
mod stack;
mod unpickler;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use object_model::{Bytes, Dict, Runtime, Value};

/// The newest protocol.
const HIGHEST_PROTOCOL: u8 = 5;
/// The one that is used if none is asked for.
const DEFAULT_PROTOCOL: u8 = 5;

#[cold]
fn pickling_error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_pickle", "PicklingError", message)
}

#[cold]
fn unpickling_error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_pickle", "UnpicklingError", message)
}

/// A bytes object that takes over a buffer.
fn new_bytes<R: Runtime>(vm: &Vm<R>, data: Vec<u8>) -> Value<R> {
    object_model::make::object_of(vm, &vm.types().bytes, Bytes::new(data.into())).into_value()
}

/// What a mapping has under a key, if anything.
fn item_of<R: Runtime>(vm: &mut Vm<R>, mapping: &Value<R>, key: &Value<R>) -> Return<R, Option<Value<R>>> {
    if let Some(dict) = mapping.as_ref::<Dict<R>>()
        && !mapping.header().is_some_and(|header| header.shape().is_heap())
    {
        return vm.dict_get(dict, key);
    }
    match vm.get_item(mapping, key) {
        Ok(item) => Ok(Some(item)),
        Err(raised) => {
            let key_error = vm.exceptions().key_error.clone();
            if vm.is_raised(&raised, &key_error) { Ok(None) } else { Err(raised) }
        }
    }
}

/// Follows a path of attributes.
fn attribute_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, path: &str) -> Return<R> {
    let mut found = value.clone();
    for part in path.split('.') {
        found = vm.get_attr_str(&found, part)?;
    }
    Ok(found)
}

/// Imports a module whose name is a value.
fn import<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>) -> Return<R> {
    match vm.as_str(name) {
        Some("") => Err(vm.value_error("Empty module name")),
        Some(name) => vm.import_module(name),
        None => Err(vm.type_error("module name must be a string")),
    }
}

/// The names that tables of `_compat_pickle` have for a global: its own, or its module's.
fn renamed<R: Runtime>(
    vm: &mut Vm<R>,
    [names, modules]: [&str; 2],
    key: &Value<R>,
    module: Value<R>,
    name: Value<R>,
) -> Return<R, (Value<R>, Value<R>)> {
    let compatibility = vm.import_module("_compat_pickle")?;
    let table = vm.get_attr_str(&compatibility, names)?;
    if let Some(new) = item_of(vm, &table, key)? {
        let Some([module, name]) = vm.as_tuple(&new) else {
            let message =
                format!("_compat_pickle.{names} values should be 2-tuples, not {}", vm.type_name(&new));
            return Err(vm.runtime_error(&message));
        };
        if vm.as_str(module).is_none() || vm.as_str(name).is_none() {
            let message = format!(
                "_compat_pickle.{names} values should be pairs of str, not ({}, {})",
                vm.type_name(module),
                vm.type_name(name)
            );
            return Err(vm.runtime_error(&message));
        }
        return Ok((module.clone(), name.clone()));
    }
    let table = vm.get_attr_str(&compatibility, modules)?;
    match item_of(vm, &table, &module)? {
        Some(new) if vm.as_str(&new).is_some() => Ok((new, name)),
        Some(new) => {
            let message =
                format!("_compat_pickle.{modules} values should be strings, not {}", vm.type_name(&new));
            Err(vm.runtime_error(&message))
        }
        None => Ok((module, name)),
    }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_pickle");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "_pickle", "PickleError", &exception)?;
    let error = vm.get_attr_str(&module, "PickleError")?;
    if let Some(error) = error.as_ref() {
        exceptions::define(vm, &module, "_pickle", "PicklingError", error)?;
        exceptions::define(vm, &module, "_pickle", "UnpicklingError", error)?;
    }
    buffer::install(vm, &module);
    proxy::install(vm);
    pickler::install(vm, &module);
    unpickler::install(vm, &module);
    vm.module_functions(
        &module,
        "_pickle",
        &[
            ("dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", pickler::dump),
            ("dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", pickler::dumps),
            (
                "load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
                unpickler::load,
            ),
            (
                "loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
                unpickler::loads,
            ),
        ],
    );
    Ok(module)
}

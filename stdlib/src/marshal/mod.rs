//! `marshal`: values as bytes, as CPython's own writes them.
//!
//! Code is not: it is written as what it was compiled of, once for all code of one text, and its place there; who reads it has
//! it compiled. So bytes that anybody may have written are never run as bytecode.

mod input;
mod known;
mod origin;
mod read;
mod tag;
mod write;
mod written;

use crate::system::int_or;
use input::Input;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use read::read;
use write::write;

/// The version of the format.
const VERSION: i32 = 5;
/// Digits of long integers are so many bits, a two-byte unit each.
const DIGIT_BITS: u32 = 15;

/// How deep values may be nested that are written or read, as in CPython (`MAX_MARSHAL_STACK_DEPTH`).
const DEEPEST: u32 = 2000;

fn dumps<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    dumped(vm, &arguments[0], &arguments[1], &arguments[2])
}

/// The bytes of a value, in a version, with or without code.
fn dumped<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, version: &Value<R>, code: &Value<R>) -> Return<R> {
    let version = int_or(vm, version, VERSION)?;
    let allow_code = vm.flag(code, true)?;
    vm.audit("marshal.dumps", |_| [value.clone(), Value::small_int(version.into())])?;
    let bytes = write(vm, value, version, allow_code)?;
    Ok(vm.new_bytes(&bytes))
}

fn loads<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[1], true)?;
    let data = &arguments[0];
    let Some(data) = vm.bytes_like(data) else {
        let message = format!("a bytes-like object is required, not '{}'", vm.type_name(data));
        return Err(vm.type_error(&message));
    };
    let data = data.into_owned();
    vm.audit("marshal.loads", |vm| [vm.new_bytes(&data)])?;
    read(vm, Input::Bytes { data: &data, at: 0 }, allow_code)
}

fn dump<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = dumped(vm, &arguments[0], &arguments[2], &arguments[3])?;
    vm.call_method(&arguments[1], "write", &[data])
}

fn load<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let allow_code = vm.flag(&arguments[1], true)?;
    // A file of text is told from one of bytes by what it reads, if it is nothing.
    let data = vm.call_method(&arguments[0], "read", &[Value::small_int(0)])?;
    if vm.as_bytes(&data).is_none() {
        let message = format!("file.read() returned not bytes but {}", vm.type_name(&data));
        return Err(vm.type_error(&message));
    }
    vm.audit("marshal.load", |_| [])?;
    read(vm, Input::File(&arguments[0]), allow_code)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("marshal");
    vm.module_functions(
        &module,
        "marshal",
        &[
            ("dumps(value, version=5, /, *, allow_code=True)", dumps),
            ("loads(bytes, /, *, allow_code=True)", loads),
            ("dump(value, file, version=5, /, *, allow_code=True)", dump),
            ("load(file, /, *, allow_code=True)", load),
        ],
    );
    vm.module_set(&module, "version", Value::small_int(VERSION.into()));
    Ok(module)
}

//! `_io`: files, buffers and text streams.
//!
//! A text stream keeps what it has read as bytes and decodes a line when the line is asked for; what it is to write is
//! encoded at once. A stream that several threads use hands itself out by a lock of its own, because reading and writing
//! may block: not in an object's critical section, which must not.

mod base;
mod buffered;
mod bytes_io;
mod file;
mod memory_state;
mod newlines;
mod open;
mod pair;
mod string_io;
mod text;

use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, ClassFlags, Extended, Payload, Ref, Runtime, Value};

/// How much is read at a time.
pub(crate) const BUFFER_SIZE: usize = 128 * 1024;

/// A class of `_io`; its instances have attributes.
fn class<'v, R: Runtime, P: Payload<R>>(
    vm: &'v mut Vm<R>,
    name: &str,
    base: &Ref<R, Class<R>>,
) -> ClassBuilder<'v, R> {
    let layout = <Extended<R, P> as Payload<R>>::LAYOUT;
    ClassBuilder::with_layout(vm, "_io", name, Some(base), layout, ClassFlags::ATTRIBUTES)
}

fn unsupported<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    let made = vm.import_module("_io").and_then(|module| {
        let class = vm.get_attr_str(&module, "UnsupportedOperation")?;
        let message = vm.new_str(message);
        vm.call(&class, &[message])
    });
    match made {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

fn closed<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.value_error("I/O operation on closed file.")
}

/// What closing a stream gives whose flush came before: of two exceptions the second one, in the context of the first.
fn both<R: Runtime>(vm: &mut Vm<R>, first: Return<R>, second: Return<R>) -> Return<R> {
    match (first, second) {
        (Err(first), Err(second)) => {
            if !first.0.is(&second.0) {
                vm.set_attr_str(&second.0, "__context__", first.0)?;
            }
            Err(second)
        }
        (first, second) => first.and(second),
    }
}

/// A size argument: none, None or negative for all there is.
fn size<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<usize>> {
    match value.some() {
        Some(value) => {
            if !vm.is_int(value) && vm.find_attr_str(value, "__index__")?.is_none() {
                let name = vm.type_name(value);
                return Err(vm.type_error(&format!("argument should be integer or None, not '{name}'")));
            }
            Ok(usize::try_from(vm.index(value)?).ok())
        }
        None => Ok(None),
    }
}

/// Where `seek(offset, whence)` leads, in something of this length.
fn target<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    position: usize,
    length: usize,
) -> Return<R, usize> {
    let offset = vm.index(&arguments[1])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)?,
        None => 0,
    };
    let start = match whence {
        0 if offset < 0 => return Err(vm.value_error(&format!("negative seek value {offset}"))),
        0 => 0,
        1 => position,
        2 => length,
        _ => return Err(vm.value_error(&format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    Ok(usize::try_from((start as i64).saturating_add(offset)).unwrap_or(0))
}

/// All that iterating over a stream yields.
fn read_lines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hint = size(vm, &arguments[1])?.filter(|&hint| hint > 0);
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let line = vm.call_method(&arguments[0], "readline", &[])?;
        let length = vm.len(&line)?;
        if length == 0 {
            return vm.new_list(lines);
        }
        lines.push(line);
        total += length;
        if hint.is_some_and(|hint| total >= hint) {
            return vm.new_list(lines);
        }
    }
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn yes<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::TRUE)
}

fn no<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::FALSE)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_io");
    let (os_error, value_error) =
        (vm.exceptions().os_error.value().clone(), vm.exceptions().value_error.value().clone());
    let bases = vm.new_tuple(vec![os_error, value_error]);
    let (name, namespace) = (vm.new_str("UnsupportedOperation"), vm.new_dict());
    let (key, own) = (vm.intern("__module__"), vm.intern("io").into_value());
    vm.dict_set_str(&namespace, &key, own);
    let type_ = vm.types().type_.value().clone();
    let class = vm.call(&type_, &[name, bases, namespace.into_value()])?;
    vm.module_set(&module, "UnsupportedOperation", class);
    let blocking = vm.exceptions().blocking_io_error.value().clone();
    vm.module_set(&module, "BlockingIOError", blocking);
    vm.module_set(&module, "DEFAULT_BUFFER_SIZE", Value::small_int(BUFFER_SIZE as i64));
    let bases = base::install(vm, &module);
    file::install(vm, &module, &bases);
    buffered::install(vm, &module, &bases);
    pair::install(vm, &module, &bases);
    bytes_io::install(vm, &module, &bases);
    string_io::install(vm, &module, &bases);
    newlines::install(vm, &module);
    text::install(vm, &module, &bases);
    open::install(vm, &module);
    Ok(module)
}

//! The base classes: what a stream can do if it says no more than how it reads or writes.

use super::{closed, itself, no, read_lines, size, unsupported};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Instance, Payload, Ref, Runtime, Value};

/// The classes the others derive from.
pub(super) struct Bases<R: Runtime> {
    pub(super) raw: Ref<R, Class<R>>,
    pub(super) buffered: Ref<R, Class<R>>,
    pub(super) text: Ref<R, Class<R>>,
}

const CLOSED: &str = "__IOBase_closed";

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    Ok(Value::bool(vm.find_attr_str(stream, CLOSED)?.is_some()))
}

/// ValueError if the stream is closed.
pub(super) fn check_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R, ()> {
    let value = vm.get_attr_str(stream, "closed")?;
    if vm.truth(&value)? { Err(closed(vm)) } else { Ok(()) }
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.find_attr_str(&arguments[0], CLOSED)?.is_some() {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&arguments[0], "flush", &[]);
    vm.set_attr_str(&arguments[0], CLOSED, Value::TRUE)?;
    flushed.map(|_| Value::NONE)
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_closed(vm, &arguments[0])?;
    Ok(Value::NONE)
}

/// Whether a stream ends in an open file of the system that is its to close.
fn holds_open_file<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> bool {
    let mut stream = stream.clone();
    for part in ["buffer", "raw"] {
        // One that was detached raises.
        if let Ok(Some(inner)) = vm.find_attr_str(&stream, part) {
            stream = inner;
        }
    }
    super::file::is_open(&stream)
}

/// The stream is gone: what it has not written yet is written now.
fn finalize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // What cannot say whether it is closed is not to be used.
    let open = match vm.find_attr_str(&arguments[0], "closed") {
        Ok(Some(closed)) => vm.truth(&closed).is_ok_and(|closed| !closed),
        _ => false,
    };
    if open {
        let warned = if holds_open_file(vm, &arguments[0]) {
            vm.warn_unclosed(&arguments[0], "file ")
        } else {
            Ok(())
        };
        vm.call_method(&arguments[0], "close", &[])?;
        warned?;
    }
    Ok(Value::NONE)
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_closed(vm, &arguments[0])?;
    itself(vm, arguments)
}

fn exit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(&arguments[0], "close", &[])
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    enter(vm, arguments)
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let line = vm.call_method(&arguments[0], "readline", &[])?;
    Ok(if vm.len(&line)? == 0 { Value::UNBOUND } else { line })
}

macro_rules! refusals {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
            Err(unsupported(vm, stringify!($name)))
        })*
    };
}

refusals! { seek truncate fileno read readinto write detach read1 }

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(&arguments[0], "seek", &[Value::small_int(0), Value::small_int(1)])
}

fn isatty<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_closed(vm, &arguments[0])?;
    Ok(Value::FALSE)
}

macro_rules! checks {
    ($($name:ident $method:literal $message:literal,)*) => {
        $(pub(super) fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let answer = vm.call_method(&arguments[0], $method, &[])?;
            if vm.truth(&answer)? { Ok(Value::TRUE) } else { Err(unsupported(vm, $message)) }
        })*
    };
}

checks! {
    check_readable "readable" "File or stream is not readable.",
    check_writable "writable" "File or stream is not writable.",
    check_seekable "seekable" "File or stream is not seekable.",
}

fn check_open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_closed(vm, &arguments[0])?;
    Ok(Value::NONE)
}

/// A line, byte by byte: for streams that know no better.
fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = size(vm, &arguments[1])?;
    let mut line = Vec::new();
    while limit.is_none_or(|limit| line.len() < limit) {
        let byte = vm.call_method(&arguments[0], "read", &[Value::small_int(1)])?;
        let Some(byte) = vm.as_bytes(&byte) else {
            let class = vm.exceptions().os_error.clone();
            let name = vm.type_name(&byte);
            let message = format!("read() should have returned a bytes object, not '{name}'");
            return Err(vm.raise_message(&class, &message));
        };
        if byte.is_empty() {
            break;
        }
        line.extend_from_slice(byte);
        if line.ends_with(b"\n") {
            break;
        }
    }
    Ok(vm.new_bytes(&line))
}

fn writelines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_closed(vm, &arguments[0])?;
    let lines = vm.iter(&arguments[1])?;
    while let Some(line) = vm.next(&lines)? {
        vm.call_method(&arguments[0], "write", &[line])?;
    }
    Ok(Value::NONE)
}

fn raw_read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(wanted) = size(vm, &arguments[1])? else {
        return vm.call_method(&arguments[0], "readall", &[]);
    };
    let buffer = vm.new_bytearray(vec![0; wanted]);
    let count = vm.call_method(&arguments[0], "readinto", std::slice::from_ref(&buffer))?;
    if count.is_none() {
        return Ok(Value::NONE);
    }
    let count = match i64::try_from(vm.index_integer(&count)?) {
        Ok(count) => count,
        Err(_) => return Err(vm.value_error("cannot fit 'int' into an index-sized integer")),
    };
    let data = vm.expect_bytes_like(&buffer)?.into_owned();
    let Some(read) = usize::try_from(count).ok().and_then(|count| data.get(..count)) else {
        return Err(vm.value_error(&format!("readinto returned {count} outside buffer size {wanted}")));
    };
    Ok(vm.new_bytes(read))
}

fn raw_readall<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut all = Vec::new();
    loop {
        let wanted = Value::small_int(super::BUFFER_SIZE as i64);
        let data = vm.call_method(&arguments[0], "read", &[wanted])?;
        if data.is_none() && all.is_empty() {
            return Ok(data);
        }
        let Some(part) = vm.as_bytes(&data).or_else(|| data.is_none().then_some(&[])) else {
            return Err(vm.type_error("read() should return bytes"));
        };
        if part.is_empty() {
            return Ok(vm.new_bytes(&all));
        }
        all.extend_from_slice(part);
    }
}

/// `readinto` for streams that can read.
fn buffered_readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read_by(vm, arguments, "read")
}

fn buffered_readinto1<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read_by(vm, arguments, "read1")
}

fn read_by<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], method: &str) -> Return<R> {
    let wanted = room(vm, &arguments[1])?;
    let argument = vm.new_usize(wanted);
    let data = vm.call_method(&arguments[0], method, &[argument])?;
    if data.is_none() {
        return Ok(Value::NONE);
    }
    let Some(data) = vm.as_bytes(&data) else {
        let message = format!("read() should return bytes, not '{}'", vm.type_name(&data));
        return Err(vm.type_error(&message));
    };
    if data.len() > wanted {
        let message =
            format!("read() returned too much data: {wanted} bytes requested, {} returned", data.len());
        return Err(vm.value_error(&message));
    }
    fill(vm, &arguments[1], data)
}

/// How many bytes have room in a buffer of the caller's.
pub(super) fn room<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>) -> Return<R, usize> {
    vm.room_of(buffer, "readinto() argument")
}

/// Puts bytes at the front of a buffer of the caller's.
pub(super) fn fill<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>, data: &[u8]) -> Return<R> {
    let written = vm.overwrite(buffer, 0, data)?;
    Ok(vm.new_usize(written))
}

fn none<R: Runtime>(_: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(Value::NONE)
}

/// `__getstate__` of what cannot be pickled, unless a class that derives from it says how.
pub(super) fn cannot_pickle<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let message = format!("cannot pickle '{}' instances", vm.type_name(&arguments[0]));
    Err(vm.type_error(&message))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Bases<R> {
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let base = ClassBuilder::with_layout(vm, "_io", "_IOBase", None, layout, ClassFlags::ATTRIBUTES)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .methods(&[
            ("seek(self, offset, whence=0, /)", seek),
            ("tell(self, /)", tell),
            ("truncate(self, size=None, /)", truncate),
            ("flush(self, /)", flush),
            ("close(self, /)", close),
            ("__del__(self, /)", finalize),
            ("seekable(self, /)", no),
            ("readable(self, /)", no),
            ("writable(self, /)", no),
            ("fileno(self, /)", fileno),
            ("isatty(self, /)", isatty),
            ("__enter__(self, /)", enter),
            ("__exit__(self, /, *_args)", exit),
            ("__iter__(self, /)", iter),
            ("__next__(self, /)", next),
            ("readline(self, size=-1, /)", readline),
            ("readlines(self, hint=-1, /)", read_lines),
            ("writelines(self, lines, /)", writelines),
            ("_checkClosed(self, msg=None, /)", check_open),
            ("_checkReadable(self, msg=None, /)", check_readable),
            ("_checkWritable(self, msg=None, /)", check_writable),
            ("_checkSeekable(self, msg=None, /)", check_seekable),
        ])
        .getter("closed", is_closed)
        .finish();
    vm.module_set(module, "_IOBase", base.value().clone());
    let derive = |vm: &mut Vm<R>, name: &str, methods: &[(&str, interpreter::NativeCall<R>)]| {
        let class = ClassBuilder::with_layout(vm, "_io", name, Some(&base), layout, ClassFlags::ATTRIBUTES)
            .methods(methods)
            .finish();
        vm.module_set(module, name, class.value().clone());
        class
    };
    let raw = derive(
        vm,
        "_RawIOBase",
        &[
            ("read(self, size=-1, /)", raw_read),
            ("readall(self, /)", raw_readall),
            ("readinto(self, buffer, /)", readinto),
            ("write(self, b, /)", write),
        ],
    );
    let buffered = derive(
        vm,
        "_BufferedIOBase",
        &[
            ("detach(self, /)", detach),
            ("read(self, size=-1, /)", read),
            ("read1(self, size=-1, /)", read1),
            ("readinto(self, buffer, /)", buffered_readinto),
            ("readinto1(self, buffer, /)", buffered_readinto1),
            ("write(self, b, /)", write),
        ],
    );
    let text =
        ClassBuilder::with_layout(vm, "_io", "_TextIOBase", Some(&base), layout, ClassFlags::ATTRIBUTES)
            .methods(&[
                ("detach(self, /)", detach),
                ("read(self, size=-1, /)", read),
                ("readline(self, size=-1, /)", read),
                ("write(self, s, /)", write),
            ])
            .getter("encoding", none)
            .getter("newlines", none)
            .getter("errors", none)
            .finish();
    vm.module_set(module, "_TextIOBase", text.value().clone());
    Bases { raw, buffered, text }
}

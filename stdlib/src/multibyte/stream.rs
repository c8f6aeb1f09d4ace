//! `MultibyteStreamReader` and `MultibyteStreamWriter`: codecs that read from a file of bytes or write to one.

use super::convert::encode;
use super::incremental::{decode_on, encode_on, reset_decoder};
use super::{Stateful, Which};
use interpreter::{Return, Vm};
use object_model::{Bytes, Runtime, Value};
use text::multibyte::{Encoding, State};

struct StreamReader;

impl Which for StreamReader {
    const NAME: &'static str = "MultibyteStreamReader";
    fn initial(encoding: &dyn Encoding) -> State {
        encoding.initial_decoder()
    }
}

struct StreamWriter;

impl Which for StreamWriter {
    const NAME: &'static str = "MultibyteStreamWriter";
    fn initial(encoding: &dyn Encoding) -> State {
        encoding.initial_encoder()
    }
}

/// The number that an argument is; None if it is none.
fn size<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<i64>> {
    match value.some() {
        None => Ok(None),
        Some(value) if vm.is_int(value) => Ok(Some(vm.index(value)?).filter(|size| *size >= 0)),
        Some(_) => Err(vm.type_error("arg 1 must be an integer")),
    }
}

/// Decodes what a method of the stream answers, and asks again, byte by byte, until that is a character.
fn read_by<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], method: &str) -> Return<R, String> {
    let own = Stateful::<R, StreamReader>::of(vm, &arguments[0])?;
    let mut size = size(vm, &arguments[1])?;
    if size == Some(0) {
        return Ok(String::new());
    }
    loop {
        let given = match size {
            Some(size) => vec![vm.new_int(size)],
            None => vec![],
        };
        let read = vm.call_method(&own.stream, method, &given)?;
        let Some(bytes) = read.as_ref::<Bytes<R>>() else {
            let kind = vm.type_name(&read);
            return Err(vm.type_error(&format!("stream function returned a non-bytes object ({kind})")));
        };
        let bytes = bytes.as_slice();
        let text = decode_on(vm, own, bytes, bytes.is_empty() || size.is_none())?;
        if size.is_none() || !text.is_empty() || bytes.is_empty() {
            return Ok(text);
        }
        size = Some(1);
    }
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = read_by(vm, arguments, "read")?;
    Ok(vm.new_string(text))
}

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = read_by(vm, arguments, "readline")?;
    Ok(vm.new_string(text))
}

fn readlines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = read(vm, arguments)?;
    vm.call_method(&text, "splitlines", &[Value::TRUE])
}

fn write_text<R: Runtime>(vm: &mut Vm<R>, writer: &Value<R>, text: &Value<R>) -> Return<R, ()> {
    let own = Stateful::<R, StreamWriter>::of(vm, writer)?;
    let bytes = encode_on(vm, own, text, false)?;
    let bytes = vm.new_bytes(&bytes);
    vm.call_method(&own.stream, "write", &[bytes])?;
    Ok(())
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    write_text(vm, &arguments[0], &arguments[1])?;
    Ok(Value::NONE)
}

fn writelines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lines = &arguments[1];
    if vm.find_attr_str(lines, "__getitem__")?.is_none() {
        return Err(vm.type_error("arg must be a sequence object"));
    }
    let mut index = 0;
    // The sequence may change meanwhile.
    while index < vm.len(lines)? {
        let place = vm.new_usize(index);
        let line = vm.get_item(lines, &place)?;
        write_text(vm, &arguments[0], &line)?;
        index += 1;
    }
    Ok(Value::NONE)
}

fn reset_writer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, StreamWriter>::of(vm, &arguments[0])?;
    let mut unfinished = own.unfinished(vm, own);
    if unfinished.pending.is_empty() {
        return Ok(Value::NONE);
    }
    vm.lock(own).pending.clear();
    let text = vm.new_string(String::from_utf8_lossy(&unfinished.pending).into_owned());
    let errors = unfinished.errors.clone();
    let (bytes, _) = encode(vm, own.encoding, &mut unfinished.state, &text, &errors, true)?;
    vm.lock(own).state = unfinished.state;
    if !bytes.is_empty() {
        let bytes = vm.new_bytes(&bytes);
        vm.call_method(&own.stream, "write", &[bytes])?;
    }
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = Stateful::<R, StreamReader>::class(vm)
        .constructor("__new__(cls, stream, errors='strict')", |vm, arguments| {
            Stateful::<R, StreamReader>::make(vm, &arguments[0], arguments[1].clone(), &arguments[2])
        })
        .methods(&[
            ("read(self, sizeobj=None, /)", read),
            ("readline(self, sizeobj=None, /)", readline),
            ("readlines(self, sizehintobj=None, /)", readlines),
            ("reset(self, /)", |vm, arguments| reset_decoder::<R, StreamReader>(vm, &arguments[0])),
        ])
        .member("stream", |vm, value| Ok(Stateful::<R, StreamReader>::of(vm, value)?.stream.clone()))
        .finish();
    vm.module_set(module, StreamReader::NAME, class.into_value());
    let class = Stateful::<R, StreamWriter>::class(vm)
        .constructor("__new__(cls, stream, errors='strict')", |vm, arguments| {
            Stateful::<R, StreamWriter>::make(vm, &arguments[0], arguments[1].clone(), &arguments[2])
        })
        .methods(&[
            ("write(self, strobj, /)", write),
            ("writelines(self, lines, /)", writelines),
            ("reset(self, /)", reset_writer),
        ])
        .member("stream", |vm, value| Ok(Stateful::<R, StreamWriter>::of(vm, value)?.stream.clone()))
        .finish();
    vm.module_set(module, StreamWriter::NAME, class.into_value());
}

//! What a buffered stream asks of its raw stream: bytes, and places.

use crate::io::file::{self, File};
use interpreter::builtins::MemoryView;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// Exactly a `FileIO`, which is read and written without a call.
pub(super) fn is_plain(raw: &Value<impl Runtime>) -> bool {
    raw.as_ref::<File>().is_some() && raw.shape().is_some_and(|shape| !shape.is_heap())
}

/// Reads once from the raw stream; None if it would block.
pub(super) fn read<R: Runtime>(
    vm: &mut Vm<R>,
    raw: &Value<R>,
    data: &mut Vec<u8>,
    wanted: usize,
) -> Return<R, Option<usize>> {
    if is_plain(raw) {
        return file::read_some(vm, raw, data, wanted);
    }
    let buffer = vm.new_bytearray(vec![0; wanted]);
    let view = MemoryView::formatted(vm, &buffer, 'B')?;
    let count = vm.call_method(raw, "readinto", &[view])?;
    if count.is_none() {
        return Ok(None);
    }
    let count = vm.index(&count)?;
    if count < 0 || count as usize > wanted {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(
            &class,
            &format!(
                "raw readinto() returned invalid length {count} (should have been between 0 and {wanted})"
            ),
        ));
    }
    let bytes = vm.expect_bytes_like(&buffer)?;
    data.extend_from_slice(&bytes[..(count as usize).min(bytes.len())]);
    Ok(Some(count as usize))
}

/// Reads all there is; whether it has come to the end, and not to where the stream has no more for now.
pub(super) fn read_to_end<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>, data: &mut Vec<u8>) -> Return<R, bool> {
    if is_plain(raw) {
        return file::read_to_end(vm, raw, data);
    }
    if let Some(method) = vm.find_attr_str(raw, "readall")? {
        let rest = vm.call(&method, &[])?;
        return Ok(append(vm, &rest, "readall", data)?.is_some());
    }
    loop {
        let part = vm.call_method(raw, "read", &[])?;
        match append(vm, &part, "read", data)? {
            Some(1..) => {}
            end => return Ok(end.is_some()),
        }
    }
}

/// Appends the bytes that a method has answered, and says how many they are; None if it has answered None.
fn append<R: Runtime>(
    vm: &mut Vm<R>,
    answer: &Value<R>,
    method: &str,
    data: &mut Vec<u8>,
) -> Return<R, Option<usize>> {
    if answer.is_none() {
        return Ok(None);
    }
    let Some(bytes) = vm.as_bytes(answer) else {
        return Err(vm.type_error(&format!("{method}() should return bytes")));
    };
    data.extend_from_slice(bytes);
    Ok(Some(bytes.len()))
}

/// Writes once to the raw stream; None if it would block.
pub(super) fn write<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>, data: &[u8]) -> Return<R, Option<usize>> {
    if is_plain(raw) {
        return file::write_some(vm, raw, data);
    }
    let part = vm.new_bytes(data);
    let view = MemoryView::formatted(vm, &part, 'B')?;
    let count = vm.call_method(raw, "write", &[view])?;
    written_count(vm, &count, data.len())
}

/// How many of `most` bytes a raw stream says that it has taken; None if it would block.
fn written_count<R: Runtime>(vm: &mut Vm<R>, count: &Value<R>, most: usize) -> Return<R, Option<usize>> {
    let Some(count) = count.some() else { return Ok(None) };
    let count = vm.index(count)?;
    match usize::try_from(count) {
        Ok(taken) if taken <= most => Ok(Some(taken)),
        _ => {
            let class = vm.exceptions().os_error.clone();
            let message = format!(
                "raw write() returned invalid length {count} (should have been between 0 and {most})"
            );
            Err(vm.raise_message(&class, &message))
        }
    }
}

pub(super) fn seek<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>, offset: i64, whence: i32) -> Return<R, i64> {
    if is_plain(raw) {
        return file::seek_to(vm, raw, offset, whence);
    }
    let arguments = [vm.new_int(offset), vm.new_int(whence.into())];
    let position = vm.call_method(raw, "seek", &arguments)?;
    valid_position(vm, &position)
}

/// Where the raw stream is.
pub(super) fn tell<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>) -> Return<R, i64> {
    if is_plain(raw) {
        return file::seek_to(vm, raw, 0, libc::SEEK_CUR);
    }
    let position = vm.call_method(raw, "tell", &[])?;
    valid_position(vm, &position)
}

/// A position that a raw stream tells.
fn valid_position<R: Runtime>(vm: &mut Vm<R>, position: &Value<R>) -> Return<R, i64> {
    let position = vm.index(position)?;
    if position < 0 {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, &format!("Raw stream returned invalid position {position}")));
    }
    Ok(position)
}

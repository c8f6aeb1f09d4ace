//! What a buffered stream asks of its raw stream: bytes, and places.

use crate::io::file::{self, File};
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
    let count = vm.call_method(raw, "readinto", std::slice::from_ref(&buffer))?;
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

/// Writes once to the raw stream; None if it would block.
pub(super) fn write<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>, data: &[u8]) -> Return<R, Option<usize>> {
    if is_plain(raw) {
        return file::write_some(vm, raw, data);
    }
    let part = vm.new_bytes(data);
    let count = vm.call_method(raw, "write", &[part])?;
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

/// A position that a raw stream tells.
fn valid_position<R: Runtime>(vm: &mut Vm<R>, position: &Value<R>) -> Return<R, i64> {
    let position = vm.index(position)?;
    if position < 0 {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, &format!("Raw stream returned invalid position {position}")));
    }
    Ok(position)
}

//! Where marshalled values are read from.

use interpreter::builtins::ByteArray;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::borrow::Cow;

/// Where values come from.
pub(super) enum Input<'d, R: Runtime> {
    /// Bytes, of which those from here on have not been read.
    Bytes { data: &'d [u8], at: usize },
    /// A file, of which no more is read than the value takes: another may stand behind it.
    File(&'d Value<R>),
}

impl<'d, R: Runtime> Input<'d, R> {
    /// The next so many bytes; None if there are not that many.
    pub(super) fn take(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, Option<Cow<'d, [u8]>>> {
        match self {
            Input::Bytes { data, at } => {
                let taken = data.get(*at..).and_then(|rest| rest.get(..count));
                *at += taken.map_or(0, <[u8]>::len);
                Ok(taken.map(Cow::Borrowed))
            }
            Input::File(file) => Ok(read_from(vm, file, count)?.map(Cow::Owned)),
        }
    }

    /// What to say if that many bytes are not there.
    pub(super) fn ended_early(&self) -> &'static str {
        match self {
            Input::Bytes { .. } => "marshal data too short",
            Input::File(_) => "EOF read where not expected",
        }
    }
}

/// Most bytes that a file is asked for at once: what is damaged may say that there are many more than there are.
const MOST_AT_ONCE: usize = 1 << 20;

/// Reads so many bytes from a file; None if it has not that many.
fn read_from<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>, count: usize) -> Return<R, Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    while bytes.len() < count {
        match read_piece(vm, file, (count - bytes.len()).min(MOST_AT_ONCE))? {
            Some(piece) => bytes.extend(piece),
            None => return Ok(None),
        }
    }
    Ok(Some(bytes))
}

fn read_piece<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>, count: usize) -> Return<R, Option<Vec<u8>>> {
    let buffer = vm.new_bytearray(vec![0; count]);
    let read = vm.call_method(file, "readinto", std::slice::from_ref(&buffer))?;
    // What does not block may have nothing yet.
    let read = if read.is_none() { 0 } else { vm.index(&read)? };
    match usize::try_from(read) {
        Ok(read) if read == count => {
            let buffer = buffer.as_ref::<ByteArray<R>>().expect("made as one");
            let bytes = vm.lock(buffer).clone();
            // The file may have changed its length.
            Ok(Some(bytes).filter(|bytes| bytes.len() == count))
        }
        Ok(read) if read > count => {
            let message = format!("read() returned too much data: {count} bytes requested, {read} returned");
            Err(vm.value_error(&message))
        }
        _ => Ok(None),
    }
}

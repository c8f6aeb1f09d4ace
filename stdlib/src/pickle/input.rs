//! Where a pickle is read from: bytes, or a file.
//!
//! Of a file no more is consumed than the pickle has: what comes after it may be another one. If the file lets us peek, we do.

use super::unpickling_error;
use interpreter::{Raised, Return, Vm};
use object_model::{Bytes, Ref, Runtime, Value};

/// Bytes that are asked for when peeking.
const PREFETCH: usize = 128 * 1024;
/// Bytes that are read at once at most, until as many have come: a length in a pickle may be a lie.
const PIECE: usize = 1024 * 1024;

/// The methods of a file.
pub(super) struct File<R: Runtime> {
    pub(super) read: Value<R>,
    pub(super) read_line: Value<R>,
    /// None if it has none, or one that is not implemented.
    pub(super) peek: Option<Value<R>>,
}

/// Bytes that were read, and where more are to be had.
pub(super) struct Input<R: Runtime> {
    buffer: Ref<R, Bytes<R>>,
    /// Where the next byte is in the buffer.
    at: usize,
    /// Where the present frame ends; nought, or where nothing is any more, if there is none. All of it is in the buffer.
    frame: usize,
    /// From here on the buffer was only peeked at.
    peeked: usize,
    file: Option<File<R>>,
}

/// The bytes object of what a method answered.
fn bytes_of<R: Runtime>(vm: &mut Vm<R>, value: Value<R>) -> Return<R, Ref<R, Bytes<R>>> {
    let value = match value.downcast::<Bytes<R>>() {
        Ok(bytes) => return Ok(bytes),
        Err(value) => value,
    };
    let data = vm.expect_bytes_like(&value)?.into_owned();
    Ok(bytes(vm, data))
}

fn bytes<R: Runtime>(vm: &Vm<R>, data: Vec<u8>) -> Ref<R, Bytes<R>> {
    let bytes = super::new_bytes(vm, data);
    bytes.downcast().unwrap_or_else(|_| unreachable!("just made as bytes"))
}

#[cold]
pub(super) fn truncated<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    unpickling_error(vm, "pickle data was truncated")
}

#[cold]
fn unfinished<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    unpickling_error(vm, "pickle exhausted before end of frame")
}

impl<R: Runtime> Input<R> {
    /// Reads what is in a bytes-like object.
    pub(super) fn of_bytes(vm: &mut Vm<R>, data: &Value<R>) -> Return<R, Self> {
        let buffer = bytes_of(vm, data.clone())?;
        let peeked = buffer.as_slice().len();
        Ok(Input { buffer, at: 0, frame: 0, peeked, file: None })
    }

    pub(super) fn of_file(vm: &Vm<R>, file: File<R>) -> Self {
        Input { buffer: bytes(vm, vec![]), at: 0, frame: 0, peeked: 0, file: Some(file) }
    }

    /// The next byte, if it is in the buffer.
    #[inline]
    pub(super) fn ready(&mut self) -> Option<u8> {
        let byte = *self.buffer.as_slice().get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// The next `count` bytes.
    #[inline]
    pub(super) fn take(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, &[u8]> {
        if self.at < self.frame && count > self.frame - self.at {
            return Err(unfinished(vm));
        }
        if count > self.buffer.as_slice().len() - self.at {
            self.fill(vm, count)?;
        }
        let begin = self.at;
        self.at += count;
        Ok(&self.buffer.as_slice()[begin..self.at])
    }

    /// The next bytes, of a number that is known.
    #[inline]
    pub(super) fn take_array<const COUNT: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, [u8; COUNT]> {
        let mut array = [0; COUNT];
        array.copy_from_slice(self.take(vm, COUNT)?);
        Ok(array)
    }

    /// The next line, with its end.
    pub(super) fn take_line(&mut self, vm: &mut Vm<R>) -> Return<R, &[u8]> {
        let begin = self.at;
        let end = self.buffer.as_slice()[begin..].iter().position(|&byte| byte == b'\n');
        if let Some(length) = end {
            if begin < self.frame && begin + length >= self.frame {
                return Err(unfinished(vm));
            }
            self.at = begin + length + 1;
            return Ok(&self.buffer.as_slice()[begin..self.at]);
        }
        let Some(read_line) = self.file.as_ref().map(|file| file.read_line.clone()) else {
            return Err(truncated(vm));
        };
        self.consume(vm)?;
        let line = vm.call(&read_line, &[])?;
        self.buffer = bytes_of(vm, line)?;
        self.at = self.buffer.as_slice().len();
        self.peeked = self.at;
        match self.buffer.as_slice() {
            line @ [.., b'\n'] => Ok(line),
            _ => Err(truncated(vm)),
        }
    }

    /// Makes sure that the next `count` bytes are there, as a frame: nothing that is read begins in it and ends behind it.
    pub(super) fn expect(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, ()> {
        if self.at < self.frame {
            return Err(unpickling_error(vm, "beginning of a new frame before end of current frame"));
        }
        self.take(vm, count)?;
        self.frame = self.at;
        self.at -= count;
        Ok(())
    }

    /// Reads what was taken of what the file only let us peek at: the pickle has ended.
    pub(super) fn finish(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(file) = &self.file else { return Ok(()) };
        if self.at > self.peeked {
            let (read, count) = (file.read.clone(), vm.new_usize(self.at - self.peeked));
            self.peeked = self.at;
            vm.call(&read, &[count])?;
        }
        Ok(())
    }

    /// Gives the buffer up for another one. What is left in it must be had again from the file.
    fn consume(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        if self.at < self.peeked {
            return Err(unfinished(vm));
        }
        self.frame = 0;
        self.finish(vm)
    }

    #[cold]
    fn fill(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, ()> {
        if self.at.checked_add(count).is_none_or(|end| isize::try_from(end).is_err()) {
            return Err(unpickling_error(vm, "read would overflow (invalid bytecode)"));
        }
        if self.file.is_none() {
            return Err(truncated(vm));
        }
        self.consume(vm)?;
        if count < PREFETCH && self.peek(vm)? && self.buffer.as_slice().len() >= count {
            return Ok(());
        }
        self.buffer = self.read(vm, count)?;
        (self.at, self.peeked) = (0, self.buffer.as_slice().len());
        if self.peeked < count { Err(truncated(vm)) } else { Ok(()) }
    }

    /// Looks ahead; false if the file cannot.
    fn peek(&mut self, vm: &mut Vm<R>) -> Return<R, bool> {
        let Some(peek) = self.file.as_ref().and_then(|file| file.peek.clone()) else { return Ok(false) };
        match vm.call(&peek, &[Value::small_int(PREFETCH as i64)]) {
            Ok(data) => {
                self.buffer = bytes_of(vm, data)?;
                (self.at, self.peeked) = (0, 0);
                Ok(true)
            }
            Err(raised) => {
                let class = vm.exceptions().not_implemented_error.clone();
                if !vm.is_raised(&raised, &class) {
                    return Err(raised);
                }
                if let Some(file) = &mut self.file {
                    file.peek = None;
                }
                Ok(false)
            }
        }
    }

    /// Reads from the file, a large number in pieces.
    fn read(&self, vm: &mut Vm<R>, count: usize) -> Return<R, Ref<R, Bytes<R>>> {
        let Some(file) = &self.file else { return Err(truncated(vm)) };
        let read = file.read.clone();
        let first = vm.new_usize(count.min(PIECE));
        let first = vm.call(&read, &[first])?;
        let first = bytes_of(vm, first)?;
        if first.as_slice().len() >= count || first.as_slice().len() < PIECE {
            return Ok(first);
        }
        let mut data = first.as_slice().to_vec();
        while data.len() < count {
            let wanted = (count - data.len()).min(data.len());
            let asked = vm.new_usize(wanted);
            let piece = vm.call(&read, &[asked])?;
            let piece = bytes_of(vm, piece)?;
            data.extend_from_slice(piece.as_slice());
            if piece.as_slice().len() < wanted {
                break;
            }
        }
        Ok(bytes(vm, data))
    }

    /// The file's methods, to be kept for the next pickle.
    pub(super) fn into_file(self) -> Option<File<R>> {
        self.file
    }
}

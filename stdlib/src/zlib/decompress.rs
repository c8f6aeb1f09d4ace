//! Decompressing.

use super::{Wrapping, error, gzip, wrapping};
use crate::lent::Lent;
use flate2::{Decompress, FlushDecompress, Status};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// A stream that is read.
pub(super) struct Stream {
    decompress: Decompress,
    /// What is to be found at the beginning, until it is.
    wrapping: Wrapping,
    is_gzip: bool,
    began: bool,
    checksum: crc32fast::Hasher,
    length: u32,
    /// Input that is a part of a header, or of a trailer.
    waiting: Vec<u8>,
    body_ended: bool,
    pub(super) ended: bool,
    pub(super) unused: Vec<u8>,
    pub(super) unconsumed: Vec<u8>,
}

impl Stream {
    pub(super) fn new(wrapping: Wrapping) -> Self {
        Stream {
            decompress: Decompress::new(wrapping == Wrapping::Zlib),
            wrapping,
            is_gzip: false,
            began: false,
            checksum: crc32fast::Hasher::new(),
            length: 0,
            waiting: vec![],
            body_ended: false,
            ended: false,
            unused: vec![],
            unconsumed: vec![],
        }
    }

    /// Passes the header by; None if it is not complete.
    fn begin(&mut self, data: &mut Vec<u8>) -> Result<bool, String> {
        if self.began || matches!(self.wrapping, Wrapping::Raw | Wrapping::Zlib) {
            return Ok(true);
        }
        match gzip::header(data) {
            gzip::Header::Complete(length) => {
                data.drain(..length);
                self.decompress = Decompress::new(false);
                self.is_gzip = true;
            }
            gzip::Header::Partial => {
                self.waiting = std::mem::take(data);
                return Ok(false);
            }
            gzip::Header::Wrong if self.wrapping == Wrapping::Detected => {
                self.decompress = Decompress::new(true);
            }
            gzip::Header::Wrong => {
                return Err("Error -3 while decompressing data: incorrect header check".into());
            }
        }
        self.began = true;
        Ok(true)
    }

    /// Decompresses; at most `limit` bytes, if there is one.
    pub(super) fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, String> {
        let mut input = std::mem::take(&mut self.waiting);
        input.extend_from_slice(data);
        let mut out = Vec::new();
        self.unconsumed.clear();
        if self.ended {
            self.unused.extend(input);
            return Ok(out);
        }
        if !self.begin(&mut input)? {
            return Ok(out);
        }
        let mut rest = &input[..];
        while !self.body_ended {
            let room = limit.map_or(usize::MAX, |limit| limit - out.len());
            if room == 0 {
                self.unconsumed = rest.to_vec();
                return Ok(out);
            }
            let mut buffer = vec![0; room.min(rest.len().saturating_mul(4).clamp(1024, 1 << 20))];
            let before = (self.decompress.total_in(), self.decompress.total_out());
            let status = self.decompress.decompress(rest, &mut buffer, FlushDecompress::None);
            let read = (self.decompress.total_in() - before.0) as usize;
            let written = (self.decompress.total_out() - before.1) as usize;
            out.extend_from_slice(&buffer[..written]);
            rest = &rest[read..];
            match status {
                Ok(Status::StreamEnd) => self.body_ended = true,
                Ok(_) if read == 0 && written == 0 => break,
                Ok(_) if rest.is_empty() && written < buffer.len() => break,
                Ok(_) => {}
                Err(_) => return Err("Error -3 while decompressing data: invalid data".into()),
            }
        }
        if self.is_gzip {
            self.checksum.update(&out);
            self.length = self.length.wrapping_add(out.len() as u32);
        }
        if self.body_ended {
            if self.is_gzip {
                let Some((trailer, after)) = rest.split_at_checked(gzip::TRAILER) else {
                    self.waiting = rest.to_vec();
                    return Ok(out);
                };
                let mut expected = self.checksum.clone().finalize().to_le_bytes().to_vec();
                expected.extend(self.length.to_le_bytes());
                if trailer != expected {
                    return Err("Error -3 while decompressing data: incorrect data check".into());
                }
                rest = after;
            }
            self.ended = true;
            self.unused.extend_from_slice(rest);
        }
        Ok(out)
    }
}

/// The payload of a decompression object.
struct Decompressor<R: Runtime> {
    stream: Lent<Stream>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Decompressor<R> {
    const NAME: &'static str = "Decompress";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Decompressor<R>>> {
    match value.as_ref::<Decompressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a decompression object is needed")),
    }
}

/// `decompress(data, wbits, bufsize)`
pub(super) fn decompress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let mut stream = Stream::new(wrapping(vm, &arguments[1])?);
    let result = vm.detached(|| stream.read(&data, None));
    match result {
        Ok(bytes) if stream.ended => Ok(vm.new_bytes(&bytes)),
        Ok(_) => Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream")),
        Err(message) => Err(error(vm, &message)),
    }
}

/// Refuses a preset dictionary.
pub(super) fn no_dictionary<R: Runtime>(vm: &mut Vm<R>, dictionary: &Value<R>) -> Return<R, ()> {
    match dictionary.given() {
        Some(dictionary) if !vm.expect_bytes_like(dictionary)?.is_empty() => {
            Err(vm.not_implemented_error("preset dictionaries are not supported"))
        }
        _ => Ok(()),
    }
}

/// `decompressobj(wbits, zdict)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wrapping = wrapping(vm, &arguments[0])?;
    no_dictionary(vm, &arguments[1])?;
    Ok(vm.new_object(Decompressor { stream: Lent::new(Stream::new(wrapping)), _runtime: PhantomData }))
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    let limit = match arguments[2].given() {
        Some(limit) => vm.index(limit)?,
        None => 0,
    };
    let Ok(limit) = usize::try_from(limit) else {
        return Err(vm.value_error("max_length must be non-negative"));
    };
    let limit = (limit > 0).then_some(limit);
    let own = own(vm, &arguments[0])?;
    let result = own.stream.work(vm, |stream| stream.read(&data, limit))?;
    match result {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(message) => Err(error(vm, &message)),
    }
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    if let Some(length) = arguments[1].given()
        && vm.index(length)? <= 0
    {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let result = own.stream.work(vm, |stream| {
        let rest = std::mem::take(&mut stream.unconsumed);
        stream.read(&rest, None)
    })?;
    match result {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(message) => Err(error(vm, &message)),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Decompressor<R>>(vm, "zlib", "Decompress", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("decompress(self, data, /, max_length=0)", read),
            ("flush(self, length=16384, /)", flush),
        ])
        .getter("eof", |vm, value| {
            let own = own(vm, value)?;
            let ended = own.stream.read(vm, |stream| stream.ended)?;
            Ok(Value::bool(ended))
        })
        .getter("unused_data", |vm, value| {
            let own = own(vm, value)?;
            let unused = own.stream.read(vm, |stream| stream.unused.clone())?;
            Ok(vm.new_bytes(&unused))
        })
        .getter("unconsumed_tail", |vm, value| {
            let own = own(vm, value)?;
            let tail = own.stream.read(vm, |stream| stream.unconsumed.clone())?;
            Ok(vm.new_bytes(&tail))
        })
        .sealed()
        .finish();
}

//! Compressing.

use super::{Wrapping, error, gzip, wrapping};
use crate::lent::Lent;
use flate2::{Compress, Compression, FlushCompress, Status};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Runtime, Value};
use std::marker::PhantomData;

pub(super) const NO_FLUSH: i64 = 0;
pub(super) const SYNC_FLUSH: i64 = 2;
pub(super) const FULL_FLUSH: i64 = 3;
pub(super) const FINISH: i64 = 4;

/// A stream that is written.
struct Stream {
    compress: Compress,
    gzip: Option<crc32fast::Hasher>,
    began: bool,
    length: u32,
    finished: bool,
}

impl Stream {
    fn new(level: Compression, wrapping: Wrapping) -> Self {
        Stream {
            compress: Compress::new(level, wrapping == Wrapping::Zlib),
            gzip: (wrapping == Wrapping::Gzip).then(crc32fast::Hasher::new),
            began: false,
            length: 0,
            finished: false,
        }
    }

    fn write(&mut self, data: &[u8], flush: FlushCompress) -> Result<Vec<u8>, ()> {
        let mut out = Vec::new();
        if let Some(checksum) = &mut self.gzip {
            checksum.update(data);
            self.length = self.length.wrapping_add(data.len() as u32);
            if !std::mem::replace(&mut self.began, true) {
                out.extend(gzip::HEADER);
            }
        }
        let mut rest = data;
        loop {
            out.reserve(rest.len() / 2 + 1024);
            let before = (self.compress.total_in(), out.len());
            let status = self.compress.compress_vec(rest, &mut out, flush).map_err(drop)?;
            let read = (self.compress.total_in() - before.0) as usize;
            rest = &rest[read..];
            let full = out.len() == out.capacity();
            match status {
                Status::StreamEnd => break,
                _ if full => {}
                _ if rest.is_empty() => break,
                _ if read == 0 && out.len() == before.1 => return Err(()),
                _ => {}
            }
        }
        if matches!(flush, FlushCompress::Finish) {
            self.finished = true;
            if let Some(checksum) = self.gzip.take() {
                out.extend(checksum.finalize().to_le_bytes());
                out.extend(self.length.to_le_bytes());
            }
        }
        Ok(out)
    }
}

/// The payload of a compression object.
struct Compressor<R: Runtime> {
    stream: Lent<Stream>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Compressor<R> {
    const NAME: &'static str = "Compress";
}

fn level<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Compression> {
    let level = match value.given() {
        Some(value) => vm.index(value)?,
        None => -1,
    };
    match level {
        -1 => Ok(Compression::default()),
        0..=9 => Ok(Compression::new(level as u32)),
        _ => Err(error(vm, "Bad compression level")),
    }
}

/// `compress(data, level, wbits)`
pub(super) fn compress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let (level, wrapping) = (level(vm, &arguments[1])?, wrapping(vm, &arguments[2])?);
    match vm.detached(|| Stream::new(level, wrapping).write(&data, FlushCompress::Finish)) {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(()) => Err(error(vm, "Error -2 while compressing data")),
    }
}

/// `compressobj(level, method, wbits, memLevel, strategy, zdict)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (level, wrapping) = (level(vm, &arguments[0])?, wrapping(vm, &arguments[2])?);
    if arguments[5].some().is_some() {
        return Err(vm.not_implemented_error("preset dictionaries are not supported"));
    }
    let is_zero = match arguments[2].given() {
        Some(bits) => vm.index(bits)? == 0,
        None => false,
    };
    if wrapping == Wrapping::Detected || is_zero {
        return Err(vm.value_error("Invalid initialization option"));
    }
    Ok(vm.new_object(Compressor { stream: Lent::new(Stream::new(level, wrapping)), _runtime: PhantomData }))
}

fn write<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, data: &[u8], flush: FlushCompress) -> Return<R> {
    let Some(own) = value.as_ref::<Compressor<R>>() else {
        return Err(vm.type_error("a compression object is needed"));
    };
    let written =
        own.stream.work(vm, |stream| if stream.finished { Err(()) } else { stream.write(data, flush) })?;
    match written {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(()) => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mode = match arguments[1].given() {
        Some(mode) => vm.index(mode)?,
        None => FINISH,
    };
    let mode = match mode {
        NO_FLUSH => return Ok(vm.new_bytes(b"")),
        FINISH => FlushCompress::Finish,
        FULL_FLUSH => FlushCompress::Full,
        _ => FlushCompress::Sync,
    };
    write(vm, &arguments[0], b"", mode)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Compressor<R>>(vm, "zlib", "Compress", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("compress(self, data, /)", |vm, arguments| {
                let data = vm.expect_bytes_like(&arguments[1])?;
                write(vm, &arguments[0], &data, FlushCompress::None)
            }),
            ("flush(self, mode=zlib.Z_FINISH, /)", flush),
        ])
        .sealed()
        .finish();
}

//! Compressing.

use super::{Wrapping, adler, dictionary, error, gzip, wrapping};
use crate::lent::Lent;
use flate2::{Compress, Compression, FlushCompress, Status};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Runtime, Value};
use std::marker::PhantomData;

pub(super) const NO_FLUSH: i64 = 0;
pub(super) const SYNC_FLUSH: i64 = 2;
pub(super) const FULL_FLUSH: i64 = 3;
pub(super) const FINISH: i64 = 4;

/// What is written around the compressed data, but for what the crate writes itself.
enum Frame {
    None,
    Gzip(crc32fast::Hasher),
    /// Of a stream with a preset dictionary: the checksums of that, and of what has been written.
    Dictionary(u32, u32),
}

/// A stream that is written.
struct Stream {
    compress: Compress,
    frame: Frame,
    began: bool,
    length: u32,
    finished: bool,
}

impl Stream {
    fn new(level: Compression, wrapping: Wrapping) -> Self {
        let frame =
            if wrapping == Wrapping::Gzip { Frame::Gzip(crc32fast::Hasher::new()) } else { Frame::None };
        let compress = Compress::new(level, wrapping == Wrapping::Zlib);
        Stream { compress, frame, began: false, length: 0, finished: false }
    }

    /// One that refers back to a dictionary, too; None if the wrapping has no room for one.
    fn with_dictionary(level: Compression, wrapping: Wrapping, preset: &[u8]) -> Option<Self> {
        let frame = match wrapping {
            _ if preset.is_empty() => return Some(Stream::new(level, wrapping)),
            Wrapping::Zlib => Frame::Dictionary(adler(1, preset), 1),
            Wrapping::Raw => Frame::None,
            Wrapping::Gzip | Wrapping::Detected => return None,
        };
        let mut compress = Compress::new(level, false);
        dictionary::show_compressor(&mut compress, preset).ok()?;
        Some(Stream { compress, frame, began: false, length: 0, finished: false })
    }

    fn write(&mut self, data: &[u8], flush: FlushCompress) -> Result<Vec<u8>, ()> {
        let mut out = Vec::new();
        let begins = !std::mem::replace(&mut self.began, true);
        match &mut self.frame {
            Frame::None => {}
            Frame::Gzip(checksum) => {
                checksum.update(data);
                self.length = self.length.wrapping_add(data.len() as u32);
                if begins {
                    out.extend(gzip::HEADER);
                }
            }
            Frame::Dictionary(preset, written) => {
                *written = adler(*written, data);
                if begins {
                    out.extend(dictionary::header(*preset));
                }
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
            match std::mem::replace(&mut self.frame, Frame::None) {
                Frame::None => {}
                Frame::Gzip(checksum) => {
                    out.extend(checksum.finalize().to_le_bytes());
                    out.extend(self.length.to_le_bytes());
                }
                Frame::Dictionary(_, written) => out.extend(written.to_be_bytes()),
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
    let preset = match arguments[5].some() {
        Some(preset) => Some(vm.expect_bytes_like(preset)?.into_owned()),
        None => None,
    };
    let is_zero = match arguments[2].given() {
        Some(bits) => vm.index(bits)? == 0,
        None => false,
    };
    if wrapping == Wrapping::Detected || is_zero {
        return Err(vm.value_error("Invalid initialization option"));
    }
    let stream = match preset {
        Some(preset) => vm.detached(|| Stream::with_dictionary(level, wrapping, &preset)),
        None => Some(Stream::new(level, wrapping)),
    };
    let Some(stream) = stream else { return Err(vm.value_error("Invalid dictionary")) };
    Ok(vm.new_object(Compressor { stream: Lent::new(stream), _runtime: PhantomData }))
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

//! Decompressing.

use super::{Wrapping, adler, dictionary, error, gzip, wrapping};
use crate::lent::Lent;
use flate2::{Decompress, FlushDecompress, Status};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// What is behind the compressed data, but for what the crate looks at itself.
enum Frame {
    None,
    /// The checksum and the length of what has been read.
    Gzip(crc32fast::Hasher, u32),
    /// The checksum of what has been read, of a stream with a preset dictionary.
    Dictionary(u32),
}

impl Frame {
    /// Data has been read.
    fn note(&mut self, data: &[u8]) {
        match self {
            Frame::None => {}
            Frame::Gzip(checksum, length) => {
                checksum.update(data);
                *length = length.wrapping_add(data.len() as u32);
            }
            Frame::Dictionary(checksum) => *checksum = adler(*checksum, data),
        }
    }

    /// What has to be at the end.
    fn trailer(&self) -> Vec<u8> {
        match self {
            Frame::None => vec![],
            Frame::Gzip(checksum, length) => {
                let mut trailer = checksum.clone().finalize().to_le_bytes().to_vec();
                trailer.extend(length.to_le_bytes());
                trailer
            }
            Frame::Dictionary(checksum) => checksum.to_be_bytes().to_vec(),
        }
    }
}

/// A stream that is read.
pub(super) struct Stream {
    decompress: Decompress,
    /// What is to be found at the beginning, until it is.
    wrapping: Wrapping,
    /// The preset dictionary, if there is one.
    preset: Option<Vec<u8>>,
    frame: Frame,
    began: bool,
    /// Input that is a part of a header, or of a trailer.
    waiting: Vec<u8>,
    body_ended: bool,
    pub(super) ended: bool,
    pub(super) unused: Vec<u8>,
    pub(super) unconsumed: Vec<u8>,
}

impl Stream {
    pub(super) fn new(wrapping: Wrapping, preset: Option<Vec<u8>>) -> Self {
        Stream {
            decompress: Decompress::new(wrapping == Wrapping::Zlib),
            wrapping,
            preset,
            frame: Frame::None,
            began: false,
            waiting: vec![],
            body_ended: false,
            ended: false,
            unused: vec![],
            unconsumed: vec![],
        }
    }

    /// Passes the header by; false if it is not complete.
    fn begin(&mut self, data: &mut Vec<u8>) -> Result<bool, String> {
        if self.began {
            return Ok(true);
        }
        let mut wrapping = self.wrapping;
        if matches!(wrapping, Wrapping::Gzip | Wrapping::Detected) {
            match gzip::header(data) {
                gzip::Header::Complete(length) => {
                    data.drain(..length);
                    self.decompress = Decompress::new(false);
                    self.frame = Frame::Gzip(crc32fast::Hasher::new(), 0);
                }
                gzip::Header::Partial => {
                    self.waiting = std::mem::take(data);
                    return Ok(false);
                }
                gzip::Header::Wrong if wrapping == Wrapping::Detected => {
                    self.decompress = Decompress::new(true);
                    wrapping = Wrapping::Zlib;
                }
                gzip::Header::Wrong => {
                    return Err("Error -3 while decompressing data: incorrect header check".into());
                }
            }
        }
        if wrapping == Wrapping::Zlib {
            let Some(&header) = data.first_chunk::<2>() else {
                self.waiting = std::mem::take(data);
                return Ok(false);
            };
            if dictionary::is_needed(header) {
                let Some(&[_, _, a, b, c, d]) = data.first_chunk::<{ dictionary::HEADER }>() else {
                    self.waiting = std::mem::take(data);
                    return Ok(false);
                };
                let Some(preset) = &self.preset else {
                    return Err("Error 2 while decompressing data".into());
                };
                if adler(1, preset) != u32::from_be_bytes([a, b, c, d]) {
                    return Err("Error -3 while setting zdict: invalid input data".into());
                }
                data.drain(..dictionary::HEADER);
                self.frame = Frame::Dictionary(1);
                self.show_dictionary()?;
            }
        } else if wrapping == Wrapping::Raw && self.preset.is_some() {
            self.show_dictionary()?;
        }
        self.began = true;
        Ok(true)
    }

    fn show_dictionary(&mut self) -> Result<(), String> {
        self.decompress = Decompress::new(false);
        let preset = self.preset.as_deref().unwrap_or_default();
        let shown = dictionary::show_decompressor(&mut self.decompress, preset);
        shown.map_err(|()| "Error -3 while setting zdict: invalid input data".into())
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
                self.frame.note(&out);
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
        self.frame.note(&out);
        if self.body_ended {
            let expected = self.frame.trailer();
            let Some((trailer, after)) = rest.split_at_checked(expected.len()) else {
                self.waiting = rest.to_vec();
                return Ok(out);
            };
            if trailer != expected {
                return Err("Error -3 while decompressing data: incorrect data check".into());
            }
            rest = after;
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
    let mut stream = Stream::new(wrapping(vm, &arguments[1])?, None);
    let result = vm.detached(|| stream.read(&data, None));
    match result {
        Ok(bytes) if stream.ended => Ok(vm.new_bytes(&bytes)),
        Ok(_) => Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream")),
        Err(message) => Err(error(vm, &message)),
    }
}

/// The preset dictionary that is given: bytes, of which none are none.
pub(super) fn preset<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<Vec<u8>>> {
    let Some(value) = value.given() else { return Ok(None) };
    match vm.bytes_like(value) {
        Some(preset) => Ok((!preset.is_empty()).then(|| preset.into_owned())),
        None => Err(vm.type_error("zdict argument must support the buffer protocol")),
    }
}

/// `decompressobj(wbits, zdict)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wrapping = wrapping(vm, &arguments[0])?;
    let stream = Stream::new(wrapping, preset(vm, &arguments[1])?);
    Ok(vm.new_object(Decompressor { stream: Lent::new(stream), _runtime: PhantomData }))
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

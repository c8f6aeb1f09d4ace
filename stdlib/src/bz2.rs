//! `_bz2`: compression by the crate bzip2.

use crate::decompressor::{Decompressor, Leftover, Progress, Stream};
use crate::lent::Lent;
use bzip2::{Action, Compress, Compression, Decompress, Status};
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// Bytes that a buffer grows by at least.
const ROOM: usize = 16 * 1024;

/// A stream that is written; None once it is flushed.
struct Writing(Option<Compress>);

impl Writing {
    fn write(&mut self, data: &[u8], action: Action) -> Result<Vec<u8>, &'static str> {
        let Some(compress) = &mut self.0 else { return Err("Compressor has been flushed") };
        let mut out = Vec::new();
        let mut rest = data;
        let finish = matches!(action, Action::Finish);
        loop {
            if !finish && rest.is_empty() {
                return Ok(out);
            }
            out.reserve(ROOM);
            let before = compress.total_in();
            let status = compress.compress_vec(rest, &mut out, action).map_err(|_| "Invalid data stream")?;
            rest = &rest[(compress.total_in() - before) as usize..];
            if matches!(status, Status::StreamEnd) {
                self.0 = None;
                return Ok(out);
            }
        }
    }
}

/// A stream that is read.
struct Reading {
    decompress: Decompress,
    left: Leftover,
}

impl Stream for Reading {
    const NAME: &'static str = "BZ2Decompressor";
    type Error = &'static str;

    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, &'static str> {
        let input = self.left.before(data);
        let mut rest = &input[..];
        let mut out = Vec::new();
        while !self.left.ended {
            let room =
                limit.map_or(ROOM.max(out.len()), |limit| (limit - out.len()).min(ROOM.max(out.len())));
            if room == 0 {
                break;
            }
            let mut buffer = vec![0; room];
            let before = (self.decompress.total_in(), self.decompress.total_out());
            let status = self.decompress.decompress(rest, &mut buffer).map_err(|_| "Invalid data stream")?;
            let read = (self.decompress.total_in() - before.0) as usize;
            let written = (self.decompress.total_out() - before.1) as usize;
            out.extend_from_slice(&buffer[..written]);
            rest = &rest[read..];
            self.left.ended = matches!(status, Status::StreamEnd);
            if !self.left.ended && rest.is_empty() && written < room {
                break;
            }
            if read == 0 && written == 0 && !self.left.ended {
                break;
            }
        }
        self.left.keep(rest, limit.is_some_and(|limit| out.len() >= limit));
        Ok(out)
    }

    fn progress(&self) -> Progress<'_> {
        self.left.progress()
    }

    fn raised<R: Runtime>(vm: &mut Vm<R>, message: &'static str) -> Raised<R> {
        let class = vm.exceptions().os_error.clone();
        vm.raise_message(&class, message)
    }
}

/// The payload of a compressor.
struct Compressor<R: Runtime> {
    stream: Lent<Writing>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Compressor<R> {
    const NAME: &'static str = "BZ2Compressor";
}

fn new_compressor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let level = match arguments[1].given() {
        Some(level) => vm.index(level)?,
        None => 9,
    };
    if !(1..=9).contains(&level) {
        return Err(vm.value_error("compresslevel must be between 1 and 9"));
    }
    let compress = Compress::new(Compression::new(level as u32), 0);
    let stream = Lent::new(Writing(Some(compress)));
    vm.new_object_of(&class, Compressor { stream, _runtime: PhantomData })
}

fn write<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, data: &[u8], action: Action) -> Return<R> {
    let Some(own) = value.as_ref::<Compressor<R>>() else {
        return Err(vm.type_error("a BZ2Compressor is needed"));
    };
    let written = own.stream.work(vm, |stream| stream.write(data, action))?;
    match written {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(message) => Err(vm.value_error(message)),
    }
}

fn compress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    write(vm, &arguments[0], &data, Action::Run)
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Compressor<R>>() else {
        return Err(vm.type_error("a BZ2Compressor is needed"));
    };
    if own.stream.read(vm, |stream| stream.0.is_none())? {
        return Err(vm.value_error("Repeated call to flush()"));
    }
    write(vm, &arguments[0], b"", Action::Finish)
}

fn new_decompressor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = Reading { decompress: Decompress::new(false), left: Leftover::new() };
    Decompressor::make(vm, &arguments[0], stream)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_bz2");
    let class = ClassBuilder::new::<Compressor<R>>(vm, "_bz2", "BZ2Compressor", None)
        .constructor("__new__(cls, compresslevel=9, /)", new_compressor)
        .methods(&[("compress(self, data, /)", compress), ("flush(self, /)", flush)])
        .finish();
    vm.module_set(&module, "BZ2Compressor", class.into_value());
    let class = Decompressor::<R, Reading>::class(vm, "_bz2")
        .constructor("__new__(cls, /)", new_decompressor)
        .finish();
    vm.module_set(&module, "BZ2Decompressor", class.into_value());
    Ok(module)
}

//! `_bz2`: compression by the crate bzip2.

use crate::lent::Lent;
use bzip2::{Action, Compress, Compression, Decompress, Status};
use interpreter::{ClassBuilder, Return, Vm};
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
    /// Input that has not been needed yet.
    waiting: Vec<u8>,
    ended: bool,
    /// What came after the end.
    unused: Vec<u8>,
    needs_input: bool,
}

impl Reading {
    /// Decompresses; at most `limit` bytes, if there is one.
    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, &'static str> {
        let mut input = std::mem::take(&mut self.waiting);
        input.extend_from_slice(data);
        let mut rest = &input[..];
        let mut out = Vec::new();
        while !self.ended {
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
            self.ended = matches!(status, Status::StreamEnd);
            if !self.ended && rest.is_empty() && written < room {
                break;
            }
            if read == 0 && written == 0 && !self.ended {
                break;
            }
        }
        if self.ended {
            self.unused = rest.to_vec();
            self.needs_input = false;
        } else {
            // A full buffer may leave output behind in the stream.
            self.needs_input = rest.is_empty() && limit.is_none_or(|limit| out.len() < limit);
            self.waiting = rest.to_vec();
        }
        Ok(out)
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

/// The payload of a decompressor.
struct Decompressor<R: Runtime> {
    stream: Lent<Reading>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Decompressor<R> {
    const NAME: &'static str = "BZ2Decompressor";
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
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let stream = Lent::new(Reading {
        decompress: Decompress::new(false),
        waiting: vec![],
        ended: false,
        unused: vec![],
        needs_input: true,
    });
    vm.new_object_of(&class, Decompressor { stream, _runtime: PhantomData })
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Decompressor<R>>> {
    match value.as_ref::<Decompressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a BZ2Decompressor is needed")),
    }
}

fn decompress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    // A negative limit is none.
    let limit = match arguments[2].given() {
        Some(limit) => usize::try_from(vm.index(limit)?).ok(),
        None => None,
    };
    let own = own(vm, &arguments[0])?;
    let result = own.stream.work(vm, |stream| (!stream.ended).then(|| stream.read(&data, limit)))?;
    match result {
        Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
        Some(Err(message)) => {
            let class = vm.exceptions().os_error.clone();
            Err(vm.raise_message(&class, message))
        }
        None => {
            let class = vm.exceptions().eof_error.clone();
            Err(vm.raise_message(&class, "End of stream already reached"))
        }
    }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_bz2");
    let class = ClassBuilder::new::<Compressor<R>>(vm, "_bz2", "BZ2Compressor", None)
        .constructor("__new__(cls, compresslevel=9, /)", new_compressor)
        .methods(&[("compress(self, data, /)", compress), ("flush(self, /)", flush)])
        .finish();
    vm.module_set(&module, "BZ2Compressor", class.into_value());
    let class = ClassBuilder::new::<Decompressor<R>>(vm, "_bz2", "BZ2Decompressor", None)
        .constructor("__new__(cls, /)", new_decompressor)
        .methods(&[("decompress(self, /, data, max_length=-1)", decompress)])
        .getter("eof", |vm, value| {
            let own = own(vm, value)?;
            let ended = own.stream.read(vm, |stream| stream.ended)?;
            Ok(Value::bool(ended))
        })
        .getter("needs_input", |vm, value| {
            let own = own(vm, value)?;
            let needs_input = own.stream.read(vm, |stream| stream.needs_input)?;
            Ok(Value::bool(needs_input))
        })
        .getter("unused_data", |vm, value| {
            let own = own(vm, value)?;
            let unused = own.stream.read(vm, |stream| stream.unused.clone())?;
            Ok(vm.new_bytes(&unused))
        })
        .finish();
    vm.module_set(&module, "BZ2Decompressor", class.into_value());
    Ok(module)
}

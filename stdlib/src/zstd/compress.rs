//! `ZstdCompressor`.

use super::dictionary::{self, Use};
use super::{ROOM, failed, int, parameters};
use crate::lent::Lent;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use std::sync::Arc;
use zstd_safe::zstd_sys::ZSTD_EndDirective;
use zstd_safe::{CCtx, InBuffer, OutBuffer, ResetDirective};

const CONTINUE: i64 = 0;
const FLUSH_BLOCK: i64 = 1;
const FLUSH_FRAME: i64 = 2;

/// A stream that is written.
struct Writing {
    context: CCtx<'static>,
    /// What the context refers to; given up after it.
    _prefix: Option<Arc<[u8]>>,
    last_mode: i64,
}

impl Writing {
    fn write(&mut self, data: &[u8], mode: i64) -> Result<Vec<u8>, usize> {
        let result = self.write_on(data, mode);
        match &result {
            Ok(_) => self.last_mode = mode,
            Err(_) => {
                self.last_mode = FLUSH_FRAME;
                // What was wrong with the frame does not concern the next.
                let _ = self.context.reset(ResetDirective::SessionOnly);
            }
        }
        result
    }

    fn write_on(&mut self, data: &[u8], mode: i64) -> Result<Vec<u8>, usize> {
        let directive = match mode {
            CONTINUE => ZSTD_EndDirective::ZSTD_e_continue,
            FLUSH_BLOCK => ZSTD_EndDirective::ZSTD_e_flush,
            _ => ZSTD_EndDirective::ZSTD_e_end,
        };
        let mut out: Vec<u8> = Vec::new();
        let mut input = InBuffer::around(data);
        loop {
            out.reserve(ROOM.max(out.len()));
            let begin = out.len();
            let mut output = OutBuffer::around_pos(&mut out, begin);
            let left = self.context.compress_stream2(&mut output, &mut input, directive)?;
            let is_done = match mode {
                CONTINUE => input.pos() == data.len(),
                _ => left == 0,
            };
            if is_done {
                return Ok(out);
            }
        }
    }
}

/// The payload of a compressor.
struct Compressor<R: Runtime> {
    stream: Lent<Writing>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Compressor<R> {
    const NAME: &'static str = "ZstdCompressor";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Compressor<R>>> {
    match value.as_ref::<Compressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a ZstdCompressor is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let (level, options, dictionary) = (arguments[1].some(), arguments[2].some(), arguments[3].some());
    let Some(mut context) = CCtx::try_create() else { return Err(vm.memory_error()) };
    match (level, options) {
        (Some(_), Some(_)) => return Err(vm.type_error("Only one of level or options should be used.")),
        (Some(level), None) => {
            let level = int(vm, level)?;
            parameters::set_level(vm, &mut context, level)?;
        }
        (None, Some(options)) => parameters::set_for_compression(vm, &mut context, options)?,
        (None, None) => {}
    }
    let mut prefix = None;
    if let Some(dictionary) = dictionary {
        let (content, way) = dictionary::argument(vm, dictionary, Use::Undigested)?;
        let loaded = if way == Use::Prefix {
            // SAFETY: the content is kept beside the context, and given up after it.
            let bytes: &'static [u8] = unsafe { &*Arc::as_ptr(&content) };
            prefix = Some(content);
            context.ref_prefix(bytes)
        } else {
            context.load_dictionary(&content)
        };
        if let Err(code) = loaded {
            return Err(failed(vm, "Unable to load Zstandard dictionary or prefix for compression", code));
        }
    }
    let stream = Lent::new(Writing { context, _prefix: prefix, last_mode: FLUSH_FRAME });
    vm.new_object_of(&class, Compressor { stream, _runtime: PhantomData })
}

fn write<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, data: &[u8], mode: i64) -> Return<R> {
    let written = own(vm, value)?.stream.work(vm, |writing| writing.write(data, mode))?;
    match written {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(code) => Err(failed(vm, "Unable to compress Zstandard data", code)),
    }
}

fn mode<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    default: i64,
    allowed: &[i64],
    wrong: &str,
) -> Return<R, i64> {
    let mode = match value.given() {
        Some(mode) => vm.index(mode)?,
        None => default,
    };
    if allowed.contains(&mode) { Ok(mode) } else { Err(vm.value_error(wrong)) }
}

fn compress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    let wrong = "mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, \
                 ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.";
    let mode = mode(vm, &arguments[2], CONTINUE, &[CONTINUE, FLUSH_BLOCK, FLUSH_FRAME], wrong)?;
    write(vm, &arguments[0], &data, mode)
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wrong = "mode argument wrong value, it should be ZstdCompressor.FLUSH_FRAME or \
                 ZstdCompressor.FLUSH_BLOCK.";
    let mode = mode(vm, &arguments[1], FLUSH_FRAME, &[FLUSH_BLOCK, FLUSH_FRAME], wrong)?;
    write(vm, &arguments[0], b"", mode)
}

fn set_pledged_input_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = match arguments[1].some() {
        None => None,
        Some(size) => {
            let size = vm.index_integer(size)?;
            match u64::try_from(&size) {
                Ok(size) if size < u64::MAX - 1 => Some(size),
                _ => {
                    let message = "size argument should be a positive int less than 18446744073709551614";
                    return Err(vm.value_error(message));
                }
            }
        }
    };
    let set = own(vm, &arguments[0])?.stream.work(vm, |writing| {
        (writing.last_mode == FLUSH_FRAME).then(|| writing.context.set_pledged_src_size(size))
    })?;
    match set {
        Some(Ok(_)) => Ok(Value::NONE),
        Some(Err(code)) => Err(failed(vm, "Unable to set pledged uncompressed content size", code)),
        None => {
            let message = "set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME";
            Err(vm.value_error(message))
        }
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Compressor<R>>(vm, "compression.zstd", "ZstdCompressor", None)
        .constructor("__new__(cls, level=None, options=None, zstd_dict=None)", new)
        .methods(&[
            ("compress(self, data, mode=0)", compress),
            ("flush(self, mode=2)", flush),
            ("set_pledged_input_size(self, size, /)", set_pledged_input_size),
        ])
        .getter("last_mode", |vm, value| {
            let mode = own(vm, value)?.stream.read(vm, |writing| writing.last_mode)?;
            Ok(Value::small_int(mode))
        })
        .attribute("CONTINUE", Value::small_int(CONTINUE))
        .attribute("FLUSH_BLOCK", Value::small_int(FLUSH_BLOCK))
        .attribute("FLUSH_FRAME", Value::small_int(FLUSH_FRAME))
        .finish();
    vm.module_set(module, "ZstdCompressor", class.into_value());
}

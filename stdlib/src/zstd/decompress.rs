//! `ZstdDecompressor`.

use super::dictionary::{self, Use};
use super::{ROOM, failed, parameters};
use crate::lent::Lent;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use std::sync::Arc;
use zstd_safe::{DCtx, InBuffer, OutBuffer, ResetDirective};

/// One frame that is read.
struct Reading {
    context: DCtx<'static>,
    /// What the context refers to; given up after it.
    _prefix: Option<Arc<[u8]>>,
    /// Input that has not been needed yet.
    waiting: Vec<u8>,
    ended: bool,
    /// What came after the end.
    unused: Vec<u8>,
    needs_input: bool,
}

impl Reading {
    /// Decompresses; at most `limit` bytes, if there is one.
    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, usize> {
        let mut joined = std::mem::take(&mut self.waiting);
        let input = if joined.is_empty() {
            data
        } else {
            joined.extend_from_slice(data);
            &joined[..]
        };
        let mut input_buffer = InBuffer::around(input);
        let mut out = Vec::new();
        let mut full;
        loop {
            let room = match limit {
                Some(limit) => (limit - out.len()).min(ROOM.max(out.len())),
                None => ROOM.max(out.len()),
            };
            let begin = out.len();
            out.resize(begin + room, 0);
            let mut output = OutBuffer::around(&mut out[begin..]);
            let result = self.context.decompress_stream(&mut output, &mut input_buffer);
            let written = output.pos();
            out.truncate(begin + written);
            let left = match result {
                Ok(left) => left,
                Err(code) => {
                    // A wrong frame is over; the library says nothing about what it would do next.
                    let _ = self.context.reset(ResetDirective::SessionOnly);
                    return Err(code);
                }
            };
            full = written == room;
            if left == 0 {
                self.ended = true;
                break;
            }
            let is_used_up = input_buffer.pos() == input.len();
            if full && limit.is_some_and(|limit| out.len() == limit) || !full && is_used_up {
                break;
            }
        }
        let rest = &input[input_buffer.pos()..];
        if self.ended {
            self.unused = rest.to_vec();
            self.needs_input = false;
        } else {
            // A full buffer may leave output behind in the stream.
            self.needs_input = rest.is_empty() && !full;
            self.waiting = rest.to_vec();
        }
        Ok(out)
    }
}

/// The payload of a decompressor.
struct Decompressor<R: Runtime> {
    stream: Lent<Reading>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Decompressor<R> {
    const NAME: &'static str = "ZstdDecompressor";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Decompressor<R>>> {
    match value.as_ref::<Decompressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a ZstdDecompressor is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let Some(mut context) = DCtx::try_create() else { return Err(vm.memory_error()) };
    let mut prefix = None;
    if let Some(dictionary) = arguments[1].some() {
        let (content, way) = dictionary::argument(vm, dictionary, Use::Digested)?;
        let loaded = if way == Use::Prefix {
            // SAFETY: the content is kept beside the context, and given up after it.
            let bytes: &'static [u8] = unsafe { &*Arc::as_ptr(&content) };
            prefix = Some(content);
            context.ref_prefix(bytes)
        } else {
            context.load_dictionary(&content)
        };
        if let Err(code) = loaded {
            return Err(failed(vm, "Unable to load Zstandard dictionary or prefix for decompression", code));
        }
    }
    if let Some(options) = arguments[2].some() {
        parameters::set_for_decompression(vm, &mut context, options)?;
    }
    let stream = Lent::new(Reading {
        context,
        _prefix: prefix,
        waiting: vec![],
        ended: false,
        unused: vec![],
        needs_input: true,
    });
    vm.new_object_of(&class, Decompressor { stream, _runtime: PhantomData })
}

fn decompress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    // A negative limit is none.
    let limit = vm.limit(&arguments[2])?;
    let own = own(vm, &arguments[0])?;
    let result = own.stream.work(vm, |reading| (!reading.ended).then(|| reading.read(&data, limit)))?;
    match result {
        Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
        Some(Err(code)) => Err(failed(vm, "Unable to decompress Zstandard data", code)),
        None => Err(vm.eof_error("Already at the end of a Zstandard frame.")),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Decompressor<R>>(vm, "compression.zstd", "ZstdDecompressor", None)
        .constructor("__new__(cls, zstd_dict=None, options=None)", new)
        .methods(&[("decompress(self, data, max_length=-1)", decompress)])
        .getter("eof", |vm, value| {
            let ended = own(vm, value)?.stream.read(vm, |reading| reading.ended)?;
            Ok(Value::bool(ended))
        })
        .getter("needs_input", |vm, value| {
            let needs_input = own(vm, value)?.stream.read(vm, |reading| reading.needs_input)?;
            Ok(Value::bool(needs_input))
        })
        .getter("unused_data", |vm, value| {
            let unused = own(vm, value)?.stream.read(vm, |reading| reading.unused.clone())?;
            Ok(vm.new_bytes(&unused))
        })
        .finish();
    vm.module_set(module, "ZstdDecompressor", class.into_value());
}

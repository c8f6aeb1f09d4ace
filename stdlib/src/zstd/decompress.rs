//! `ZstdDecompressor`.

use super::dictionary::{self, Use};
use super::{ROOM, failed, parameters};
use crate::decompressor::{Decompressor, Leftover, Progress, Stream};
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::sync::Arc;
use zstd_safe::{DCtx, InBuffer, OutBuffer, ResetDirective};

/// One frame that is read.
struct Reading {
    context: DCtx<'static>,
    /// What the context refers to; given up after it.
    _prefix: Option<Arc<[u8]>>,
    left: Leftover,
}

impl Stream for Reading {
    const NAME: &'static str = "ZstdDecompressor";
    const OVER: &'static str = "Already at the end of a Zstandard frame.";
    type Error = usize;

    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, usize> {
        let input = self.left.before(data);
        let mut input_buffer = InBuffer::around(&input[..]);
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
                self.left.ended = true;
                break;
            }
            let is_used_up = input_buffer.pos() == input.len();
            if full && limit.is_some_and(|limit| out.len() == limit) || !full && is_used_up {
                break;
            }
        }
        let rest = &input[input_buffer.pos()..];
        self.left.keep(rest, full);
        Ok(out)
    }

    fn progress(&self) -> Progress<'_> {
        self.left.progress()
    }

    fn raised<R: Runtime>(vm: &mut Vm<R>, code: usize) -> Raised<R> {
        failed(vm, "Unable to decompress Zstandard data", code)
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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
    Decompressor::make(vm, &arguments[0], Reading { context, _prefix: prefix, left: Leftover::new() })
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = Decompressor::<R, Reading>::class(vm, "compression.zstd")
        .constructor("__new__(cls, zstd_dict=None, options=None)", new)
        .finish();
    vm.module_set(module, "ZstdDecompressor", class.into_value());
}

//! `_ZlibDecompressor`, which keeps what it has not decompressed yet: `gzip` reads with it.

use super::decompress::{Stream, preset};
use super::{error, wrapping};
use crate::decompressor::{self, Decompressor, Progress};
use interpreter::{Raised, Return, Vm};
use object_model::{ClassFlags, Runtime, Value};

/// A stream that is fed, and whether it can give more without more input.
struct Feed {
    stream: Stream,
    needs_input: bool,
}

impl decompressor::Stream for Feed {
    const NAME: &'static str = "_ZlibDecompressor";
    type Error = String;

    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, String> {
        let mut input = std::mem::take(&mut self.stream.unconsumed);
        input.extend_from_slice(data);
        let out = self.stream.read(&input, limit)?;
        let is_full = limit.is_some_and(|limit| out.len() >= limit);
        self.needs_input = !self.stream.ended && !is_full;
        Ok(out)
    }

    fn progress(&self) -> Progress<'_> {
        let Stream { ended, unused, .. } = &self.stream;
        Progress { ended: *ended, needs_input: self.needs_input, unused }
    }

    fn raised<R: Runtime>(vm: &mut Vm<R>, message: String) -> Raised<R> {
        error(vm, &message)
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wrapping = wrapping(vm, &arguments[1])?;
    let stream = Stream::new(wrapping, preset(vm, &arguments[2])?);
    Decompressor::make(vm, &arguments[0], Feed { stream, needs_input: true })
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = Decompressor::<R, Feed>::class(vm, "zlib")
        .flags(ClassFlags::NONE)
        .constructor("__new__(cls, wbits=15, zdict=b'')", new)
        .finish();
    vm.module_set(module, "_ZlibDecompressor", class.into_value());
}

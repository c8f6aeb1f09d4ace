//! `_ZlibDecompressor`, which keeps what it has not decompressed yet: `gzip` reads with it.

use super::decompress::{Stream, no_dictionary};
use super::{error, wrapping};
use crate::lent::Lent;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// A stream that is fed, and whether it can give more without more input.
struct Feed {
    stream: Stream,
    needs_input: bool,
}

impl Feed {
    /// Decompresses; at most `limit` bytes, if there is one.
    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, String> {
        let mut input = std::mem::take(&mut self.stream.unconsumed);
        input.extend_from_slice(data);
        let out = self.stream.read(&input, limit)?;
        let is_full = limit.is_some_and(|limit| out.len() >= limit);
        self.needs_input = !self.stream.ended && !is_full;
        Ok(out)
    }
}

/// The payload of a decompressor.
struct Decompressor<R: Runtime> {
    feed: Lent<Feed>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Decompressor<R> {
    const NAME: &'static str = "_ZlibDecompressor";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Decompressor<R>>> {
    match value.as_ref::<Decompressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a _ZlibDecompressor is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let wrapping = wrapping(vm, &arguments[1])?;
    no_dictionary(vm, &arguments[2])?;
    let feed = Lent::new(Feed { stream: Stream::new(wrapping), needs_input: true });
    vm.new_object_of(&class, Decompressor { feed, _runtime: PhantomData })
}

fn decompress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    // A negative limit is none.
    let limit = match arguments[2].given() {
        Some(limit) => usize::try_from(vm.index(limit)?).ok(),
        None => None,
    };
    let own = own(vm, &arguments[0])?;
    let result = own.feed.work(vm, |feed| (!feed.stream.ended).then(|| feed.read(&data, limit)))?;
    match result {
        Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
        Some(Err(message)) => Err(error(vm, &message)),
        None => {
            let class = vm.exceptions().eof_error.clone();
            Err(vm.raise_message(&class, "End of stream already reached"))
        }
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Decompressor<R>>(vm, "zlib", "_ZlibDecompressor", None)
        .flags(ClassFlags::NONE)
        .constructor("__new__(cls, wbits=15, zdict=b'')", new)
        .method("decompress(self, /, data, max_length=-1)", decompress)
        .getter("eof", |vm, value| {
            let own = own(vm, value)?;
            let ended = own.feed.read(vm, |feed| feed.stream.ended)?;
            Ok(Value::bool(ended))
        })
        .getter("needs_input", |vm, value| {
            let own = own(vm, value)?;
            let needs_input = own.feed.read(vm, |feed| feed.needs_input)?;
            Ok(Value::bool(needs_input))
        })
        .getter("unused_data", |vm, value| {
            let own = own(vm, value)?;
            let unused = own.feed.read(vm, |feed| feed.stream.unused.clone())?;
            Ok(vm.new_bytes(&unused))
        })
        .finish();
    vm.module_set(module, "_ZlibDecompressor", class.into_value());
}

//! Objects that decompress what they are fed piece by piece: `bz2`, `lzma`, `zlib` and `zstd` have one each, and all answer
//! alike.

use crate::lent::Lent;
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A stream that is read, as the library behind a decompressor reads it.
pub(crate) trait Stream: Send + 'static {
    /// The name of the Python class.
    const NAME: &'static str;
    /// What is said to who feeds a stream that has ended.
    const OVER: &'static str = "End of stream already reached";
    /// What the library says is wrong.
    type Error: Send;

    /// Decompresses; at most `limit` bytes, if there is one.
    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, Self::Error>;

    /// How far it has come.
    fn progress(&self) -> Progress<'_>;

    /// What is wrong, as an exception.
    fn raised<R: Runtime>(vm: &mut Vm<R>, error: Self::Error) -> Raised<R>;
}

/// How far a stream has come.
pub(crate) struct Progress<'a> {
    pub(crate) ended: bool,
    /// Whether more can only come of more input.
    pub(crate) needs_input: bool,
    /// What came after the end.
    pub(crate) unused: &'a [u8],
}

/// The input of a stream that is not used up by a read.
pub(crate) struct Leftover {
    /// Input that has not been needed yet.
    waiting: Vec<u8>,
    pub(crate) ended: bool,
    unused: Vec<u8>,
    needs_input: bool,
}

impl Leftover {
    /// Of a stream that begins.
    pub(crate) fn new() -> Self {
        Leftover { waiting: vec![], ended: false, unused: vec![], needs_input: true }
    }

    /// What has waited, and `data` after it.
    pub(crate) fn before<'d>(&mut self, data: &'d [u8]) -> Cow<'d, [u8]> {
        let mut input = std::mem::take(&mut self.waiting);
        if input.is_empty() {
            return data.into();
        }
        input.extend_from_slice(data);
        input.into()
    }

    /// Keeps what a read has left over. If what it filled is full, there may be output behind it in the stream.
    pub(crate) fn keep(&mut self, rest: &[u8], is_full: bool) {
        let rest = rest.to_vec();
        self.needs_input = !self.ended && rest.is_empty() && !is_full;
        *(if self.ended { &mut self.unused } else { &mut self.waiting }) = rest;
    }

    pub(crate) fn progress(&self) -> Progress<'_> {
        Progress { ended: self.ended, needs_input: self.needs_input, unused: &self.unused }
    }
}

/// The payload of a decompressor.
pub(crate) struct Decompressor<R: Runtime, S> {
    stream: Lent<S>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime, S: Stream> Payload<R> for Decompressor<R, S> {
    const NAME: &'static str = S::NAME;
}

impl<R: Runtime, S: Stream> Decompressor<R, S> {
    /// Of a stream, for `__new__`.
    pub(crate) fn make(vm: &mut Vm<R>, class: &Value<R>, stream: S) -> Return<R> {
        let class = vm.class_argument(class)?;
        vm.new_object_of(
            &class,
            Decompressor { stream: Lent::new(stream), _runtime: PhantomData::<fn() -> R> },
        )
    }

    /// The receiver of a method.
    fn of<'a>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Self>> {
        match value.as_ref::<Self>() {
            Some(own) => Ok(own),
            None => Err(vm.type_error(&format!("a {} is needed", S::NAME))),
        }
    }

    /// Looks at the stream.
    pub(crate) fn look<T>(vm: &mut Vm<R>, value: &Value<R>, look: impl FnOnce(&S) -> T) -> Return<R, T> {
        Self::of(vm, value)?.stream.read(vm, look)
    }

    /// `decompress(data, max_length=-1)`
    fn decompress(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
        let data = vm.expect_bytes_like(&arguments[1])?;
        // A negative limit is none.
        let limit = vm.limit(&arguments[2])?;
        let own = Self::of(vm, &arguments[0])?;
        let result =
            own.stream.work(vm, |stream| (!stream.progress().ended).then(|| stream.read(&data, limit)))?;
        match result {
            Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
            Some(Err(error)) => Err(S::raised(vm, error)),
            None => Err(vm.eof_error(S::OVER)),
        }
    }

    /// A class of decompressors, with what all of them have.
    pub(crate) fn class<'v>(vm: &'v mut Vm<R>, module: &str) -> ClassBuilder<'v, R> {
        ClassBuilder::new::<Self>(vm, module, S::NAME, None)
            .method("decompress(self, /, data, max_length=-1)", Self::decompress)
            .getter("eof", |vm, value| {
                Ok(Value::bool(Self::look(vm, value, |stream| stream.progress().ended)?))
            })
            .getter("needs_input", |vm, value| {
                Ok(Value::bool(Self::look(vm, value, |stream| stream.progress().needs_input)?))
            })
            .getter("unused_data", |vm, value| {
                let unused = Self::look(vm, value, |stream| stream.progress().unused.to_vec())?;
                Ok(vm.new_bytes(&unused))
            })
    }
}

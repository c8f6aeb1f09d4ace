//! `LZMADecompressor`.

use super::{CHECK_UNKNOWN, FORMAT_ALONE, FORMAT_AUTO, FORMAT_RAW, FORMAT_XZ, ROOM, failed, filters};
use crate::lent::Lent;
use interpreter::{ClassBuilder, Return, Vm};
use liblzma::stream::{Action, Check, Error, Status, Stream};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// How a stream in the XZ format begins, and how long its header is.
const MAGIC: [u8; 6] = [0xFD, b'7', b'z', b'X', b'Z', 0];
const HEADER: usize = 12;

/// A stream that is read.
struct Reading {
    stream: Stream,
    /// The first bytes of a stream in the XZ format, as far as they have come; the low half of the last is the check.
    head: Vec<u8>,
    check: i64,
    /// Input that has not been needed yet.
    waiting: Vec<u8>,
    ended: bool,
    /// What came after the end.
    unused: Vec<u8>,
    needs_input: bool,
}

impl Reading {
    /// Decompresses; at most `limit` bytes, if there is one.
    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, Error> {
        let mut input = std::mem::take(&mut self.waiting);
        let input = if input.is_empty() {
            data
        } else {
            input.extend_from_slice(data);
            &input[..]
        };
        let mut rest = input;
        let mut out = Vec::new();
        let mut full;
        loop {
            let room = match limit {
                Some(limit) => (limit - out.len()).min(ROOM.max(out.len())),
                None => ROOM.max(out.len()),
            };
            let begin = out.len();
            out.resize(begin + room, 0);
            let before = (self.stream.total_in(), self.stream.total_out());
            let status = self.stream.process(rest, &mut out[begin..], Action::Run)?;
            let written = (self.stream.total_out() - before.1) as usize;
            let (used, left) = rest.split_at((self.stream.total_in() - before.0) as usize);
            out.truncate(begin + written);
            rest = left;
            self.note_check(used);
            full = written == room;
            if status == Status::StreamEnd {
                self.ended = true;
                break;
            }
            let stands_still = used.is_empty() && written == 0;
            if stands_still
                || full && limit.is_some_and(|limit| out.len() == limit)
                || !full && rest.is_empty()
            {
                break;
            }
        }
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

    /// Finds the check in what the stream has taken.
    fn note_check(&mut self, used: &[u8]) {
        if self.check != CHECK_UNKNOWN {
            return;
        }
        self.head.extend(used.iter().take(HEADER - self.head.len()));
        if self.head.len() == HEADER {
            self.check = match self.head.starts_with(&MAGIC) {
                true => i64::from(self.head[MAGIC.len() + 1] & 0xF),
                false => Check::None as i64,
            };
        }
    }
}

/// The payload of a decompressor.
struct Decompressor<R: Runtime> {
    stream: Lent<Reading>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Decompressor<R> {
    const NAME: &'static str = "LZMADecompressor";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Decompressor<R>>> {
    match value.as_ref::<Decompressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("an LZMADecompressor is needed")),
    }
}

fn memory_limit<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u64> {
    let limit = vm.index_integer(value)?;
    match u64::try_from(&limit) {
        Ok(limit) => Ok(limit),
        Err(_) if limit.sign() == num_bigint::Sign::Minus => {
            Err(vm.overflow_error("can't convert negative int to unsigned"))
        }
        Err(_) => Err(vm.overflow_error("int too big to convert")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let format = match arguments[1].given() {
        Some(format) => vm.index(format)?,
        None => FORMAT_AUTO,
    };
    let limit = match arguments[2].some() {
        Some(_) if format == FORMAT_RAW => {
            return Err(vm.value_error("Cannot specify memory limit with FORMAT_RAW"));
        }
        Some(limit) => memory_limit(vm, limit)?,
        None => u64::MAX,
    };
    let specifiers = arguments[3].some();
    if format == FORMAT_RAW && specifiers.is_none() {
        return Err(vm.value_error("Must specify filters for FORMAT_RAW"));
    }
    if format != FORMAT_RAW && specifiers.is_some() {
        return Err(vm.value_error("Cannot specify filters except with FORMAT_RAW"));
    }
    let made = match (format, specifiers) {
        (FORMAT_AUTO, _) => Stream::new_auto_decoder(limit, 0),
        (FORMAT_XZ, _) => Stream::new_stream_decoder(limit, 0),
        (FORMAT_ALONE, _) => Stream::new_lzma_decoder(limit),
        (FORMAT_RAW, Some(specifiers)) => {
            let chain = filters::chain(vm, specifiers)?;
            filters::for_library(&chain).and_then(|filters| Stream::new_raw_decoder(&filters))
        }
        _ => return Err(vm.value_error(&format!("Invalid container format: {format}"))),
    };
    let stream = match made {
        Ok(stream) => stream,
        Err(failure) => return Err(failed(vm, failure)),
    };
    let has_check = matches!(format, FORMAT_AUTO | FORMAT_XZ);
    let reading = Reading {
        stream,
        head: vec![],
        check: if has_check { CHECK_UNKNOWN } else { Check::None as i64 },
        waiting: vec![],
        ended: false,
        unused: vec![],
        needs_input: true,
    };
    vm.new_object_of(&class, Decompressor { stream: Lent::new(reading), _runtime: PhantomData })
}

fn decompress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    // A negative limit is none.
    let limit = vm.limit(&arguments[2])?;
    let own = own(vm, &arguments[0])?;
    let result = own.stream.work(vm, |reading| (!reading.ended).then(|| reading.read(&data, limit)))?;
    match result {
        Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
        Some(Err(failure)) => Err(failed(vm, failure)),
        None => Err(vm.eof_error("Already at end of stream")),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Decompressor<R>>(vm, "_lzma", "LZMADecompressor", None)
        .constructor("__new__(cls, format=0, memlimit=None, filters=None)", new)
        .methods(&[("decompress(self, /, data, max_length=-1)", decompress)])
        .getter("check", |vm, value| {
            let check = own(vm, value)?.stream.read(vm, |reading| reading.check)?;
            Ok(vm.new_int(check))
        })
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
    vm.module_set(module, "LZMADecompressor", class.into_value());
}

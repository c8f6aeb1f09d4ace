//! `LZMADecompressor`.

use super::{CHECK_UNKNOWN, FORMAT_ALONE, FORMAT_AUTO, FORMAT_RAW, FORMAT_XZ, ROOM, failed, filters};
use crate::decompressor::{Decompressor, Leftover, Progress, Stream};
use interpreter::{Raised, Return, Vm};
use liblzma::stream::{Action, Check, Error, Status};
use object_model::{Runtime, Value};

/// How a stream in the XZ format begins, and how long its header is.
const MAGIC: [u8; 6] = [0xFD, b'7', b'z', b'X', b'Z', 0];
const HEADER: usize = 12;

/// A stream that is read.
struct Reading {
    stream: liblzma::stream::Stream,
    /// The first bytes of a stream in the XZ format, as far as they have come; the low half of the last is the check.
    head: Vec<u8>,
    check: i64,
    left: Leftover,
}

impl Stream for Reading {
    const NAME: &'static str = "LZMADecompressor";
    const OVER: &'static str = "Already at end of stream";
    type Error = Error;

    fn read(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, Error> {
        let input = self.left.before(data);
        let mut rest = &input[..];
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
                self.left.ended = true;
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
        self.left.keep(rest, full);
        Ok(out)
    }

    fn progress(&self) -> Progress<'_> {
        self.left.progress()
    }

    fn raised<R: Runtime>(vm: &mut Vm<R>, failure: Error) -> Raised<R> {
        failed(vm, failure)
    }
}

impl Reading {
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
        (FORMAT_AUTO, _) => liblzma::stream::Stream::new_auto_decoder(limit, 0),
        (FORMAT_XZ, _) => liblzma::stream::Stream::new_stream_decoder(limit, 0),
        (FORMAT_ALONE, _) => liblzma::stream::Stream::new_lzma_decoder(limit),
        (FORMAT_RAW, Some(specifiers)) => {
            let chain = filters::chain(vm, specifiers)?;
            filters::for_library(&chain)
                .and_then(|filters| liblzma::stream::Stream::new_raw_decoder(&filters))
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
        left: Leftover::new(),
    };
    Decompressor::make(vm, &arguments[0], reading)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = Decompressor::<R, Reading>::class(vm, "_lzma")
        .constructor("__new__(cls, format=0, memlimit=None, filters=None)", new)
        .getter("check", |vm, value| {
            let check = Decompressor::look(vm, value, |reading: &Reading| reading.check)?;
            Ok(vm.new_int(check))
        })
        .finish();
    vm.module_set(module, "LZMADecompressor", class.into_value());
}

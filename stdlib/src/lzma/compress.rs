//! `LZMACompressor`.

use super::filters::{self, Filter};
use super::{FORMAT_ALONE, FORMAT_RAW, FORMAT_XZ, ROOM, check_of, error, failed, unsigned};
use crate::lent::Lent;
use interpreter::{ClassBuilder, Return, Vm};
use liblzma::stream::{Action, Check, Error, LzmaOptions, PRESET_DEFAULT, Status, Stream};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// A stream that is written; None once it is flushed.
type Writing = Option<Stream>;

/// The payload of a compressor.
struct Compressor<R: Runtime> {
    stream: Lent<Writing>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by a lock of its own.
unsafe impl<R: Runtime> Payload<R> for Compressor<R> {
    const NAME: &'static str = "LZMACompressor";
}

fn write(writing: &mut Writing, data: &[u8], action: Action) -> Result<Vec<u8>, Error> {
    let Some(stream) = writing else { return Ok(vec![]) };
    let finishes = matches!(action, Action::Finish);
    let mut out = Vec::new();
    let mut rest = data;
    loop {
        out.reserve(ROOM.max(out.len()));
        let before = (stream.total_in(), stream.total_out());
        let status = stream.process_vec(rest, &mut out, action)?;
        if status == Status::MemNeeded && before == (stream.total_in(), stream.total_out()) {
            return Ok(out);
        }
        rest = &rest[(stream.total_in() - before.0) as usize..];
        if status == Status::StreamEnd {
            *writing = None;
            return Ok(out);
        }
        if !finishes && rest.is_empty() && out.len() < out.capacity() {
            return Ok(out);
        }
    }
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Compressor<R>>> {
    match value.as_ref::<Compressor<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("an LZMACompressor is needed")),
    }
}

/// Writes; `flushed` says what is wrong with doing so after a flush.
fn written<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    data: &[u8],
    action: Action,
    flushed: &str,
) -> Return<R> {
    let own = own(vm, value)?;
    let result = own.stream.work(vm, |writing| writing.is_some().then(|| write(writing, data, action)))?;
    match result {
        Some(Ok(bytes)) => Ok(vm.new_bytes(&bytes)),
        Some(Err(failure)) => Err(failed(vm, failure)),
        None => Err(vm.value_error(flushed)),
    }
}

fn encoder<R: Runtime>(
    vm: &mut Vm<R>,
    format: i64,
    check: i64,
    preset: u32,
    chain: Option<Vec<Filter>>,
) -> Return<R, Stream> {
    let made = match (format, chain) {
        (FORMAT_XZ, chain) => {
            match (check_of(if check == -1 { Check::Crc64 as i64 } else { check }), chain) {
                (None, _) if (0..=super::CHECK_ID_MAX).contains(&check) => Err(Error::UnsupportedCheck),
                (None, _) => Err(Error::Program),
                (Some(check), None) => Stream::new_easy_encoder(preset, check),
                (Some(check), Some(chain)) => filters::for_library(&chain)
                    .and_then(|filters| Stream::new_stream_encoder(&filters, check)),
            }
        }
        (FORMAT_ALONE, None) => match LzmaOptions::new_preset(preset) {
            Ok(options) => Stream::new_lzma_encoder(&options),
            Err(_) => return Err(error(vm, &format!("Invalid compression preset: {preset}"))),
        },
        (FORMAT_ALONE, Some(chain)) => match &chain[..] {
            [Filter::Lzma1(lzma)] => lzma.options().and_then(|options| Stream::new_lzma_encoder(&options)),
            _ => {
                let message = "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter";
                return Err(vm.value_error(message));
            }
        },
        (FORMAT_RAW, None) => return Err(vm.value_error("Must specify filters for FORMAT_RAW")),
        (FORMAT_RAW, Some(chain)) => {
            filters::for_library(&chain).and_then(|filters| Stream::new_raw_encoder(&filters))
        }
        _ => return Err(vm.value_error(&format!("Invalid container format: {format}"))),
    };
    made.map_err(|failure| failed(vm, failure))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let format = match arguments[1].given() {
        Some(format) => vm.index(format)?,
        None => FORMAT_XZ,
    };
    let check = match arguments[2].given() {
        Some(check) => vm.index(check)?,
        None => -1,
    };
    let (preset, specifiers) = (arguments[3].some(), arguments[4].some());
    if preset.is_some() && specifiers.is_some() {
        return Err(vm.value_error("Cannot specify both preset and filter chain"));
    }
    let preset = match preset {
        Some(preset) => unsigned(vm, preset)?,
        None => PRESET_DEFAULT,
    };
    if format != FORMAT_XZ && check != -1 && check != Check::None as i64 {
        return Err(vm.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    let chain = match specifiers {
        Some(specifiers) => Some(filters::chain(vm, specifiers)?),
        None => None,
    };
    let stream = encoder(vm, format, check, preset, chain)?;
    vm.new_object_of(&class, Compressor { stream: Lent::new(Some(stream)), _runtime: PhantomData })
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Compressor<R>>(vm, "_lzma", "LZMACompressor", None)
        .constructor("__new__(cls, format=1, check=-1, preset=None, filters=None)", new)
        .methods(&[
            ("compress(self, data, /)", |vm, arguments| {
                let data = vm.expect_bytes_like(&arguments[1])?;
                written(vm, &arguments[0], &data, Action::Run, "Compressor has been flushed")
            }),
            ("flush(self, /)", |vm, arguments| {
                written(vm, &arguments[0], b"", Action::Finish, "Repeated call to flush()")
            }),
        ])
        .finish();
    vm.module_set(module, "LZMACompressor", class.into_value());
}

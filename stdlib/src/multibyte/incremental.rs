//! `MultibyteIncrementalEncoder` and `MultibyteIncrementalDecoder`: input that comes in parts.

use super::convert::{decode, encode};
use super::{Stateful, Unfinished, Which, text_argument};
use interpreter::{Raised, Return, Vm};
use num_bigint::{BigInt, Sign};
use object_model::{Bytes, Ref, Runtime, Value};
use text::codec::DecodeError;
use text::multibyte::{Encoding, State};

/// How much an encoder or a decoder may leave for later.
const PENDING_CHARACTERS: usize = 2;
const PENDING_BYTES: usize = 8;

struct IncrementalEncoder;

impl Which for IncrementalEncoder {
    const NAME: &'static str = "MultibyteIncrementalEncoder";
    fn initial(encoding: &dyn Encoding) -> State {
        encoding.initial_encoder()
    }
}

struct IncrementalDecoder;

impl Which for IncrementalDecoder {
    const NAME: &'static str = "MultibyteIncrementalDecoder";
    fn initial(encoding: &dyn Encoding) -> State {
        encoding.initial_decoder()
    }
}

fn unicode_error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    let class = vm.exceptions().unicode_error.clone();
    vm.raise_message(&class, message)
}

/// Encodes text behind what was left before, and leaves what is not finished.
pub(super) fn encode_on<R: Runtime, W: Which>(
    vm: &mut Vm<R>,
    own: &Ref<R, Stateful<R, W>>,
    text: &Value<R>,
    is_final: bool,
) -> Return<R, Vec<u8>> {
    let mut text = text_argument(vm, text)?;
    let mut unfinished = own.unfinished(vm, own);
    if !unfinished.pending.is_empty() {
        let mut whole = String::from_utf8_lossy(&unfinished.pending).into_owned();
        whole.push_str(vm.expect_str(&text, "")?);
        text = vm.new_string(whole);
    }
    let errors = unfinished.errors.clone();
    let (bytes, taken) = encode(vm, own.encoding, &mut unfinished.state, &text, &errors, is_final)?;
    let left: String = vm.expect_str(&text, "")?.chars().skip(taken).collect();
    if left.chars().count() > PENDING_CHARACTERS {
        return Err(unicode_error(vm, "pending buffer overflow"));
    }
    unfinished.pending = left.into_bytes();
    let mut now = vm.lock(own);
    (now.state, now.pending) = (unfinished.state, unfinished.pending);
    drop(now);
    Ok(bytes)
}

/// Decodes bytes behind those that were left before, and leaves what is not finished.
pub(super) fn decode_on<R: Runtime, W: Which>(
    vm: &mut Vm<R>,
    own: &Ref<R, Stateful<R, W>>,
    bytes: &[u8],
    is_final: bool,
) -> Return<R, String> {
    let mut unfinished = own.unfinished(vm, own);
    let content = [&unfinished.pending, bytes].concat();
    let errors = unfinished.errors.clone();
    let (text, taken) = decode(vm, own.encoding, &mut unfinished.state, &content, &errors, is_final)?;
    let left = &content[taken..];
    if left.len() > PENDING_BYTES {
        return Err(unicode_error(vm, "pending buffer overflow"));
    }
    unfinished.pending = left.to_vec();
    let mut now = vm.lock(own);
    (now.state, now.pending) = (unfinished.state, unfinished.pending);
    drop(now);
    Ok(text)
}

fn encoder_encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalEncoder>::of(vm, &arguments[0])?;
    let is_final = vm.flag(&arguments[2], false)?;
    let bytes = encode_on(vm, own, &arguments[1], is_final)?;
    Ok(vm.new_bytes(&bytes))
}

fn encoder_reset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalEncoder>::of(vm, &arguments[0])?;
    let mut now = vm.lock(own);
    // What would have to be written is not: there is nobody to write it to.
    own.encoding.reset_encoder(&mut now.state, &mut vec![]);
    now.pending.clear();
    drop(now);
    Ok(Value::NONE)
}

/// The number whose bytes these are, from the lowest on.
fn number<R: Runtime>(vm: &mut Vm<R>, bytes: &[u8]) -> Value<R> {
    vm.new_integer(BigInt::from_bytes_le(Sign::Plus, bytes))
}

/// The bytes of a number, from the lowest on.
fn bytes_of<R: Runtime, const LENGTH: usize>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, [u8; LENGTH]> {
    let Some(number) = vm.as_integer(value) else {
        let message = format!("setstate() argument must be int, not {}", vm.type_name(value));
        return Err(vm.type_error(&message));
    };
    let (sign, digits) = number.to_bytes_le();
    if sign == Sign::Minus {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let mut bytes = [0; LENGTH];
    match bytes.get_mut(..digits.len()) {
        Some(place) => place.copy_from_slice(&digits),
        None => return Err(vm.overflow_error("int too big to convert")),
    }
    Ok(bytes)
}

fn encoder_getstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalEncoder>::of(vm, &arguments[0])?;
    let Unfinished { pending, state, .. } = own.unfinished(vm, own);
    let bytes = [&[pending.len() as u8][..], &pending, &state.0].concat();
    Ok(number(vm, &bytes))
}

fn encoder_setstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalEncoder>::of(vm, &arguments[0])?;
    let bytes: [u8; 1 + 4 * PENDING_CHARACTERS + 8] = bytes_of(vm, &arguments[1])?;
    let length = usize::from(bytes[0]);
    if length > 4 * PENDING_CHARACTERS {
        return Err(unicode_error(vm, "pending buffer too large"));
    }
    let (pending, rest) = bytes[1..].split_at(length);
    let pending = vm.new_bytes(pending);
    let (pending, _) = vm.decode_by(text::codec::Codec::Utf8, &pending, "strict", true)?;
    let mut state = State::default();
    state.0.copy_from_slice(&rest[..8]);
    let mut now = vm.lock(own);
    (now.state, now.pending) = (state, pending.into_bytes());
    drop(now);
    Ok(Value::NONE)
}

fn decoder_decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalDecoder>::of(vm, &arguments[0])?;
    let bytes = vm.expect_bytes_like(&arguments[1])?;
    let is_final = vm.flag(&arguments[2], false)?;
    let text = decode_on(vm, own, &bytes, is_final)?;
    Ok(vm.new_string(text))
}

/// Forgets what is not finished.
pub(super) fn reset_decoder<R: Runtime, W: Which>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = Stateful::<R, W>::of(vm, value)?;
    let mut now = vm.lock(own);
    own.encoding.reset_decoder(&mut now.state);
    now.pending.clear();
    drop(now);
    Ok(Value::NONE)
}

fn decoder_getstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalDecoder>::of(vm, &arguments[0])?;
    let Unfinished { pending, state, .. } = own.unfinished(vm, own);
    let (pending, state) = (vm.new_bytes(&pending), number(vm, &state.0));
    Ok(vm.new_tuple(vec![pending, state]))
}

fn decoder_setstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = Stateful::<R, IncrementalDecoder>::of(vm, &arguments[0])?;
    let Some([pending, state]) = vm.as_tuple(&arguments[1]) else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let (pending, state) = (pending.clone(), state.clone());
    let Some(bytes) = pending.as_ref::<Bytes<R>>() else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let state = State(bytes_of(vm, &state)?);
    let end = bytes.as_slice().len();
    if end > PENDING_BYTES {
        let encoding = own.encoding.name();
        let error = DecodeError { encoding, start: 0, end, reason: "pending buffer too large" };
        return Err(vm.codec_failure(error.into(), &pending));
    }
    let mut now = vm.lock(own);
    (now.state, now.pending) = (state, bytes.as_slice().to_vec());
    drop(now);
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = Stateful::<R, IncrementalEncoder>::class(vm)
        .constructor("__new__(cls, errors='strict')", |vm, arguments| {
            Stateful::<R, IncrementalEncoder>::make(vm, &arguments[0], Value::NONE, &arguments[1])
        })
        .methods(&[
            ("encode(self, /, input, final=False)", encoder_encode),
            ("getstate(self, /)", encoder_getstate),
            ("setstate(self, state, /)", encoder_setstate),
            ("reset(self, /)", encoder_reset),
        ])
        .finish();
    vm.module_set(module, IncrementalEncoder::NAME, class.into_value());
    let class = Stateful::<R, IncrementalDecoder>::class(vm)
        .constructor("__new__(cls, errors='strict')", |vm, arguments| {
            Stateful::<R, IncrementalDecoder>::make(vm, &arguments[0], Value::NONE, &arguments[1])
        })
        .methods(&[
            ("decode(self, /, input, final=False)", decoder_decode),
            ("getstate(self, /)", decoder_getstate),
            ("setstate(self, state, /)", decoder_setstate),
            ("reset(self, /)", |vm, arguments| reset_decoder::<R, IncrementalDecoder>(vm, &arguments[0])),
        ])
        .finish();
    vm.module_set(module, IncrementalDecoder::NAME, class.into_value());
}

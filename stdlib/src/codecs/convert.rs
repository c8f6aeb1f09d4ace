//! The built-in codecs as functions: they answer with the result and how much of the input it stands for.

use interpreter::{Return, Vm};
use object_model::{Runtime, Str, Value};
use text::codec::{ByteOrder, Codec};

/// The name of an error handler in an argument.
pub(super) fn errors<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a str> {
    match value.some() {
        Some(value) => vm.str_argument(value, "argument 2"),
        None => Ok("strict"),
    }
}

/// A result, and how much of the input was converted.
pub(super) fn answer<R: Runtime>(vm: &Vm<R>, result: Value<R>, length: usize) -> Value<R> {
    let length = vm.new_usize(length);
    vm.new_tuple(vec![result, length])
}

pub(super) fn characters<R: Runtime>(vm: &mut Vm<R>, text: &Value<R>) -> Return<R, usize> {
    vm.str_argument(text, "argument 1")?;
    Ok(text.as_ref::<Str<R>>().map_or(0, |text| text.characters()))
}

pub(super) fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], codec: Codec) -> Return<R> {
    let length = characters(vm, &arguments[0])?;
    let errors = errors(vm, &arguments[1])?;
    let bytes = vm.encode_by(codec, &arguments[0], errors)?;
    let bytes = vm.new_bytes(&bytes);
    Ok(answer(vm, bytes, length))
}

/// The order that the number of an argument means: native and marked if it is zero.
fn order<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<ByteOrder>> {
    let order = match value.given() {
        Some(value) => vm.index(value)?,
        None => 0,
    };
    Ok(match order {
        0 => None,
        ..0 => Some(ByteOrder::Little),
        _ => Some(ByteOrder::Big),
    })
}

pub(super) fn encode_ordered<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    codec: fn(Option<ByteOrder>) -> Codec,
) -> Return<R> {
    let order = order(vm, &arguments[2])?;
    encode(vm, arguments, codec(order))
}

/// The bytes to decode; the escapes take a str as well.
pub(super) fn data<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, or_str: bool) -> Return<R> {
    if or_str && let Some(text) = value.as_ref::<Str<R>>() {
        return Ok(vm.new_bytes(text.as_str().as_bytes()));
    }
    let bytes = vm.expect_bytes_like(value)?;
    Ok(vm.new_bytes(&bytes))
}

/// Decodes `data, errors, final`.
pub(super) fn decode<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    codec: Codec,
    is_final: bool,
) -> Return<R> {
    let or_str = matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape);
    let data = data(vm, &arguments[0], or_str)?;
    let errors = errors(vm, &arguments[1])?;
    let is_final = match arguments.get(2) {
        Some(value) => vm.flag(value, is_final)?,
        None => is_final,
    };
    let (text, length) = vm.decode_by(codec, &data, errors, is_final)?;
    let text = vm.new_string(text);
    Ok(answer(vm, text, length))
}

/// An encoding whose byte order is told by a mark.
pub(super) struct Order {
    codec: fn(Option<ByteOrder>) -> Codec,
    little: &'static [u8],
    big: &'static [u8],
}

impl Order {
    pub(super) fn utf_16() -> Self {
        Order { codec: Codec::Utf16, little: b"\xFF\xFE", big: b"\xFE\xFF" }
    }

    pub(super) fn utf_32() -> Self {
        Order { codec: Codec::Utf32, little: b"\xFF\xFE\0\0", big: b"\0\0\xFE\xFF" }
    }
}

/// Decodes `data, errors, final`, with a mark.
pub(super) fn decode_ordered<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], order: Order) -> Return<R> {
    decode(vm, arguments, (order.codec)(None), false)
}

/// Decodes `data, errors, byteorder, final`, and answers with the byte order as well.
pub(super) fn decode_with_order<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    encoding: Order,
) -> Return<R> {
    let data = data(vm, &arguments[0], false)?;
    let errors = errors(vm, &arguments[1])?;
    let given = order(vm, &arguments[2])?;
    let is_final = vm.flag(&arguments[3], false)?;
    let bytes = vm.as_bytes(&data).unwrap_or_default();
    let found = match given {
        Some(ByteOrder::Little) => -1,
        Some(ByteOrder::Big) => 1,
        None if bytes.starts_with(encoding.little) => -1,
        None if bytes.starts_with(encoding.big) => 1,
        None => 0,
    };
    let (text, length) = vm.decode_by((encoding.codec)(given), &data, errors, is_final)?;
    let (text, length, order) = (vm.new_string(text), vm.new_usize(length), vm.new_int(found));
    Ok(vm.new_tuple(vec![text, length, order]))
}

/// The bytes of a buffer, or of a str in UTF-8.
pub(super) fn read_buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    errors(vm, &arguments[1])?;
    let data = data(vm, &arguments[0], true)?;
    let length = vm.as_bytes(&data).map_or(0, <[u8]>::len);
    Ok(answer(vm, data, length))
}

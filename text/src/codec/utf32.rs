//! UTF-32.

use super::{
    ByteOrder, Codec, DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters,
    replace,
};
use crate::surrogate;

/// The order of bytes that a mark tells, and where what follows begins.
pub(super) fn order(bytes: &[u8]) -> (ByteOrder, usize) {
    match bytes {
        [0, 0, 0xFE, 0xFF, ..] => (ByteOrder::Big, 4),
        [0xFF, 0xFE, 0, 0, ..] => (ByteOrder::Little, 4),
        _ => (ByteOrder::Little, 0),
    }
}

pub(super) fn decode<E>(
    bytes: &[u8],
    order: Option<ByteOrder>,
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    let (order, mut next) = order.map_or_else(|| self::order(bytes), |order| (order, 0));
    let encoding = if order == ByteOrder::Big { "utf-32-be" } else { "utf-32-le" };
    let mut text = String::with_capacity(bytes.len() / 4);
    while next < bytes.len() {
        let unit = bytes.get(next..next + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
        let (width, reason) = match unit {
            None if !is_final => return Ok((text, next)),
            None => (bytes.len() - next, "truncated data"),
            Some(unit) => {
                let code_point =
                    if order == ByteOrder::Big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
                match char::from_u32(code_point) {
                    Some(character) => {
                        text.push(character);
                        next += 4;
                        continue;
                    }
                    None if code_point < 0x11_0000 => {
                        (4, "code point in surrogate code point range(0xd800, 0xe000)")
                    }
                    None => (4, "code point not in range(0x110000)"),
                }
            }
        };
        let error = DecodeError { encoding, start: next, end: next + width, reason };
        next = replace(&mut text, error, bytes.len(), on_error)?;
    }
    Ok((text, bytes.len()))
}

pub(super) fn encode<E: From<EncodeError>>(
    text: &str,
    order: Option<ByteOrder>,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    let put = |bytes: &mut Vec<u8>, character: char| {
        if surrogate::is_surrogate(character) {
            return false;
        }
        let unit = u32::from(character);
        bytes.extend(if order == Some(ByteOrder::Big) { unit.to_be_bytes() } else { unit.to_le_bytes() });
        true
    };
    let encoding = Codec::Utf32(order).name();
    let scheme = Scheme { encoding, reason: "surrogates not allowed", merges: false, unit: 4 };
    let mut encoded = encode_characters(text, scheme, put, on_error)?;
    if order.is_none() {
        encoded.splice(0..0, [0xFF, 0xFE, 0, 0]);
    }
    Ok(encoded)
}

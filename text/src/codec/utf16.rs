//! UTF-16.

use super::{
    ByteOrder, Codec, DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters,
    replace,
};
use crate::surrogate;

/// The order of bytes that a mark tells, and where what follows begins.
pub(super) fn order(bytes: &[u8]) -> (ByteOrder, usize) {
    match bytes {
        [0xFE, 0xFF, ..] => (ByteOrder::Big, 2),
        [0xFF, 0xFE, ..] => (ByteOrder::Little, 2),
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
    let encoding = if order == ByteOrder::Big { "utf-16-be" } else { "utf-16-le" };
    let unit_at = |place: usize| {
        let pair = bytes.get(place..place + 2)?.try_into().ok()?;
        Some(if order == ByteOrder::Big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let mut text = String::with_capacity(bytes.len() / 2);
    while next < bytes.len() {
        let (width, reason) = match unit_at(next) {
            None if !is_final => return Ok((text, next)),
            None => (bytes.len() - next, "truncated data"),
            Some(high @ 0xD800..0xDC00) => match unit_at(next + 2) {
                Some(low @ 0xDC00..0xE000) => {
                    text.extend(char::decode_utf16([high, low]).flatten());
                    next += 4;
                    continue;
                }
                Some(_) => (2, "illegal UTF-16 surrogate"),
                None if !is_final => return Ok((text, next)),
                None => (bytes.len() - next, "unexpected end of data"),
            },
            Some(0xDC00..0xE000) => (2, "illegal encoding"),
            Some(unit) => {
                text.extend(char::from_u32(u32::from(unit)));
                next += 2;
                continue;
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
        for unit in character.encode_utf16(&mut [0; 2]) {
            bytes.extend(if order == Some(ByteOrder::Big) { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        true
    };
    let encoding = Codec::Utf16(order).name();
    let scheme = Scheme { encoding, reason: "surrogates not allowed", merges: false, unit: 2 };
    let mut encoded = encode_characters(text, scheme, put, on_error)?;
    if order.is_none() {
        encoded.splice(0..0, [0xFF, 0xFE]);
    }
    Ok(encoded)
}

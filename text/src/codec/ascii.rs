//! ASCII and Latin-1: a byte a character.

use super::{DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters, replace};
use crate::surrogate;

pub(super) fn decode_ascii<E>(
    bytes: &[u8],
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while next < bytes.len() {
        let run = bytes[next..].iter().take_while(|byte| byte.is_ascii()).count();
        text.extend(bytes[next..next + run].iter().copied().map(char::from));
        next += run;
        if next < bytes.len() {
            let error = DecodeError {
                encoding: "ascii",
                start: next,
                end: next + 1,
                reason: "ordinal not in range(128)",
            };
            next = replace(&mut text, error, bytes.len(), on_error)?;
        }
    }
    Ok((text, bytes.len()))
}

/// Encodes characters below `limit`, which is that of ASCII or of Latin-1.
pub(super) fn encode<E: From<EncodeError>>(
    text: &str,
    limit: u32,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    if text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    let (encoding, reason) = if limit == 0x80 {
        ("ascii", "ordinal not in range(128)")
    } else {
        ("latin-1", "ordinal not in range(256)")
    };
    let put = |bytes: &mut Vec<u8>, character| {
        let code_point = surrogate::to_code_point(character);
        if code_point < limit {
            bytes.push(code_point as u8);
        }
        code_point < limit
    };
    encode_characters(text, Scheme { encoding, reason, merges: true, unit: 1 }, put, on_error)
}

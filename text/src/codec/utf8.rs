//! UTF-8.

use super::{DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters, replace};
use crate::surrogate;

pub(super) fn decode<E>(
    bytes: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while next < bytes.len() {
        let wrong = match std::str::from_utf8(&bytes[next..]) {
            Ok(rest) => {
                text.push_str(rest);
                break;
            }
            Err(wrong) => wrong,
        };
        let start = next + wrong.valid_up_to();
        text.push_str(std::str::from_utf8(&bytes[next..start]).expect("valid up to there"));
        let (end, reason) = match wrong.error_len() {
            None if !is_final => return Ok((text, start)),
            // The beginning of a surrogate, which a handler may want to see whole.
            _ if !is_final && matches!(bytes[start..], [0xED, 0xA0..=0xBF]) => return Ok((text, start)),
            None => (bytes.len(), "unexpected end of data"),
            Some(width) if matches!(bytes[start], 0x80..=0xC1 | 0xF5..) => {
                (start + width, "invalid start byte")
            }
            Some(width) => (start + width, "invalid continuation byte"),
        };
        next =
            replace(&mut text, DecodeError { encoding: "utf-8", start, end, reason }, bytes.len(), on_error)?;
    }
    Ok((text, bytes.len()))
}

pub(super) fn encode<E: From<EncodeError>>(
    text: &str,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    // The stand-ins for surrogates are the only characters of theirs to begin with this byte.
    if memchr::memchr(0xF4, text.as_bytes()).is_none() {
        return Ok(text.as_bytes().to_vec());
    }
    let put = |bytes: &mut Vec<u8>, character: char| {
        let is_character = !surrogate::is_surrogate(character);
        if is_character {
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        is_character
    };
    let scheme = Scheme { encoding: "utf-8", reason: "surrogates not allowed", merges: true, unit: 1 };
    encode_characters(text, scheme, put, on_error)
}

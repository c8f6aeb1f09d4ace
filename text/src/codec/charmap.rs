//! Encodings of a byte a character whose table is given: what the codecs written in Python use.

use std::collections::HashMap;

use super::{DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters, replace};

/// What stands in a table of characters for a byte that has none.
pub const UNDEFINED: char = '\u{FFFE}';
const REASON: &str = "character maps to <undefined>";

/// The bytes of each character that has some.
pub type Encoding = HashMap<char, Vec<u8>>;

/// Decodes `bytes`. `put` appends the text of a byte, or answers that there is none.
pub fn decode_with<E>(
    bytes: &[u8],
    put: &dyn Fn(u8, &mut String) -> bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<String, E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while let Some(&byte) = bytes.get(next) {
        if put(byte, &mut text) {
            next += 1;
            continue;
        }
        let error = DecodeError { encoding: "charmap", start: next, end: next + 1, reason: REASON };
        next = replace(&mut text, error, bytes.len(), on_error)?;
    }
    Ok(text)
}

/// Encodes `text` by a table from characters to bytes.
pub fn encode_with<E: From<EncodeError>>(
    text: &str,
    table: &Encoding,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    let put = |bytes: &mut Vec<u8>, character| match table.get(&character) {
        Some(encoded) => {
            bytes.extend_from_slice(encoded);
            true
        }
        None => false,
    };
    let scheme = Scheme { encoding: "charmap", reason: REASON, merges: true, unit: 1 };
    encode_characters(text, scheme, put, on_error)
}

/// The table that encodes what `decoding` decodes.
pub fn invert(decoding: &[char]) -> Encoding {
    let defined = decoding.iter().zip(0_u8..=255).filter(|&(&character, _)| character != UNDEFINED);
    defined.map(|(&character, byte)| (character, vec![byte])).collect()
}

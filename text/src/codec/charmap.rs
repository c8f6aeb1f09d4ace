//! Encodings of a byte a character whose table is given: what the codecs written in Python use.

use std::collections::HashMap;

use super::{DecodeError, EncodeError, OnDecodeError, OnEncodeError, Scheme, encode_characters, replace};

const UNDEFINED: char = '\u{FFFE}';
const REASON: &str = "character maps to <undefined>";

/// Decodes `bytes` by a table of up to 256 characters, in which U+FFFE means none.
pub fn decode_with<E>(
    bytes: &[u8],
    table: &[char],
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<String, E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while let Some(&byte) = bytes.get(next) {
        match table.get(usize::from(byte)) {
            Some(&character) if character != UNDEFINED => {
                text.push(character);
                next += 1;
            }
            _ => {
                let error = DecodeError { encoding: "charmap", start: next, end: next + 1, reason: REASON };
                next = replace(&mut text, error, bytes.len(), on_error)?;
            }
        }
    }
    Ok(text)
}

/// Encodes `text` by a table from characters to bytes.
pub fn encode_with<E: From<EncodeError>>(
    text: &str,
    table: &HashMap<char, u8>,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    let put = |bytes: &mut Vec<u8>, character| {
        bytes.extend(table.get(&character));
        table.contains_key(&character)
    };
    let scheme = Scheme { encoding: "charmap", reason: REASON, merges: true, unit: 1 };
    encode_characters(text, scheme, put, on_error)
}

/// The table that encodes what `decoding` decodes.
pub fn invert(decoding: &[char]) -> HashMap<char, u8> {
    let defined = decoding.iter().zip(0_u8..=255).filter(|&(&character, _)| character != UNDEFINED);
    defined.map(|(&character, byte)| (character, byte)).collect()
}

//! Upper and lower case of single characters, by code point.

use crate::surrogate;

/// The simple lower-case mapping of an ASCII character; any other is its own.
pub fn lower_ascii(code: u32) -> u32 {
    if matches!(code, 0x41..=0x5A) { code + 32 } else { code }
}

/// The simple upper-case mapping of an ASCII character; any other is its own.
pub(super) fn upper_ascii(code: u32) -> u32 {
    if matches!(code, 0x61..=0x7A) { code - 32 } else { code }
}

/// The simple lower-case mapping.
pub fn lower(code: u32) -> u32 {
    if code < 0x80 {
        return lower_ascii(code);
    }
    match char::from_u32(code) {
        Some(character) => character.to_lowercase().next().map_or(code, u32::from),
        None => code,
    }
}

/// The simple upper-case mapping.
pub(super) fn upper(code: u32) -> u32 {
    if code < 0x80 {
        return upper_ascii(code);
    }
    let Some(character) = char::from_u32(code) else { return code };
    let mut mapping = character.to_uppercase();
    match (mapping.next(), mapping.next()) {
        (Some(upper), None) => u32::from(upper),
        // Greek letters with an iota below: the full mapping writes the iota out, the simple one keeps it.
        _ => match code {
            0x1F80..=0x1F87 | 0x1F90..=0x1F97 | 0x1FA0..=0x1FA7 => code + 8,
            0x1FB3 | 0x1FC3 | 0x1FF3 => code + 9,
            _ => code,
        },
    }
}

/// Whether a character has another case.
pub fn is_cased(code: u32) -> bool {
    lower(code) != code || upper(code) != code
}

/// Whether an ASCII character has another case.
pub fn is_cased_ascii(code: u32) -> bool {
    code < 0x80 && (lower_ascii(code) != code || upper_ascii(code) != code)
}

/// The character of a code point, as the predicates on characters want it.
pub(super) fn character(code: u32) -> Option<char> {
    surrogate::from_code_point(code)
}

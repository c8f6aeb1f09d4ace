//! Latin-1 with backslash escapes: `unicode_escape` and `raw_unicode_escape`.

use super::{DecodeError, OnDecodeError, replace};
use crate::quote::push_escape;
use crate::surrogate;

/// What a backslash begins.
enum Escape {
    /// Text, and the place after the escape.
    Text(EscapedText, usize),
    /// The last byte is a backslash that stands for itself, unless there is more to come.
    Last,
    /// An error: the place after what was read of it, whether more input might complete it, and the reason.
    Wrong(usize, bool, &'static str),
}

enum EscapedText {
    Nothing,
    Character(char),
    /// An unknown escape stays as it is: a backslash and this character.
    Unknown(char),
}

pub(super) fn decode<E>(
    bytes: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    decode_escapes("unicodeescape", bytes, is_final, escape, on_error)
}

pub(super) fn decode_raw<E>(
    bytes: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    decode_escapes("rawunicodeescape", bytes, is_final, raw_escape, on_error)
}

/// The first escape that stands for itself because it is none, as far as it is to be shown: one whose letter is not among
/// `letters`, or three octal digits that are more than a byte.
pub fn first_invalid(bytes: &[u8], letters: &[u8]) -> Option<Invalid> {
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|&byte| byte == b'\\') {
        let (&letter, after) = rest[place + 1..].split_first()?;
        match (letter, after) {
            (b'4'..=b'7', &[second @ b'0'..=b'7', third @ b'0'..=b'7', ..]) => {
                return Some(Invalid::Octal([letter, second, third].map(char::from)));
            }
            (b'0'..=b'7', _) => {}
            _ if letters.contains(&letter) => {}
            _ => return Some(Invalid::Letter(char::from(letter))),
        }
        rest = after;
    }
    None
}

/// An escape that is none.
pub enum Invalid {
    /// A letter that means nothing behind a backslash.
    Letter(char),
    /// Octal digits for more than a byte holds.
    Octal([char; 3]),
}

impl Invalid {
    /// The warning of it, for a literal with this prefix.
    pub fn warning(&self, prefix: &str) -> String {
        let (escape, kind) = match self {
            Invalid::Letter(letter) => (letter.to_string(), "escape"),
            Invalid::Octal(digits) => (digits.iter().collect(), "octal escape"),
        };
        format!(
            "{prefix}\"\\{escape}\" is an invalid {kind} sequence. Such sequences will not work in the future. "
        )
    }
}

fn decode_escapes<E>(
    encoding: &'static str,
    bytes: &[u8],
    is_final: bool,
    escape: fn(&[u8], usize) -> Escape,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    let mut text = String::with_capacity(bytes.len());
    let mut next = 0;
    while next < bytes.len() {
        if bytes[next] != b'\\' {
            text.push(char::from(bytes[next]));
            next += 1;
            continue;
        }
        match escape(bytes, next + 1) {
            Escape::Text(escaped, after) => {
                match escaped {
                    EscapedText::Nothing => {}
                    EscapedText::Character(character) => text.push(character),
                    EscapedText::Unknown(character) => text.extend(['\\', character]),
                }
                next = after;
            }
            Escape::Last if is_final => {
                text.push('\\');
                next += 1;
            }
            Escape::Last => return Ok((text, next)),
            Escape::Wrong(_, true, _) if !is_final => return Ok((text, next)),
            Escape::Wrong(end, _, reason) => {
                let error = DecodeError { encoding, start: next, end, reason };
                next = replace(&mut text, error, bytes.len(), on_error)?;
            }
        }
    }
    Ok((text, bytes.len()))
}

/// Reads the escape whose backslash stands before `place`.
fn escape(bytes: &[u8], place: usize) -> Escape {
    let Some(&letter) = bytes.get(place) else { return Escape::Wrong(place, true, "\\ at end of string") };
    let after = place + 1;
    let simple = match letter {
        b'\n' => return Escape::Text(EscapedText::Nothing, after),
        b'\\' | b'\'' | b'"' => char::from(letter),
        b'a' => '\x07',
        b'b' => '\x08',
        b't' => '\t',
        b'n' => '\n',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'r' => '\r',
        b'0'..=b'7' => {
            let digits =
                bytes[place..].iter().take(3).take_while(|digit| matches!(digit, b'0'..=b'7')).count();
            let value =
                bytes[place..place + digits].iter().fold(0, |v, digit| v * 8 + u32::from(digit - b'0'));
            return Escape::Text(
                EscapedText::Character(char::from_u32(value).unwrap_or('\0')),
                place + digits,
            );
        }
        b'x' => return hexadecimal(bytes, after, 2, "truncated \\xXX escape", ""),
        b'u' => return hexadecimal(bytes, after, 4, "truncated \\uXXXX escape", ""),
        b'U' => {
            return hexadecimal(bytes, after, 8, "truncated \\UXXXXXXXX escape", "illegal Unicode character");
        }
        b'N' => return named(bytes, after),
        _ => return Escape::Text(EscapedText::Unknown(char::from(letter)), after),
    };
    Escape::Text(EscapedText::Character(simple), after)
}

/// `\N{…}`: a character by its name.
fn named(bytes: &[u8], place: usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    if bytes.get(place) != Some(&b'{') {
        return Escape::Wrong(place, place == bytes.len(), MALFORMED);
    }
    let rest = &bytes[place + 1..];
    let Some(length) = rest.iter().position(|&byte| byte == b'}') else {
        return Escape::Wrong(bytes.len(), true, MALFORMED);
    };
    let end = place + 1 + length;
    if length == 0 {
        return Escape::Wrong(end, false, MALFORMED);
    }
    match std::str::from_utf8(&rest[..length]).ok().and_then(unicode_names2::character) {
        Some(character) => Escape::Text(EscapedText::Character(character), end + 1),
        None => Escape::Wrong(end + 1, false, "unknown Unicode character name"),
    }
}

/// In the raw form only `\u` and `\U` mean anything, and a doubled backslash hides what follows it.
fn raw_escape(bytes: &[u8], place: usize) -> Escape {
    match bytes.get(place) {
        None => Escape::Last,
        Some(b'u') => hexadecimal(bytes, place + 1, 4, "truncated \\uXXXX escape", ""),
        Some(b'U') => {
            hexadecimal(bytes, place + 1, 8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range")
        }
        Some(&byte) => Escape::Text(EscapedText::Unknown(char::from(byte)), place + 1),
    }
}

fn hexadecimal(
    bytes: &[u8],
    place: usize,
    count: usize,
    truncated: &'static str,
    out_of_range: &'static str,
) -> Escape {
    let digits = bytes[place..].iter().take(count).take_while(|digit| digit.is_ascii_hexdigit()).count();
    let end = place + digits;
    if digits < count {
        return Escape::Wrong(end, end == bytes.len(), truncated);
    }
    let value = bytes[place..end]
        .iter()
        .fold(0_u32, |value, &digit| value << 4 | char::from(digit).to_digit(16).unwrap_or(0));
    match surrogate::from_code_point(value) {
        Some(character) => Escape::Text(EscapedText::Character(character), end),
        None => Escape::Wrong(end, false, out_of_range),
    }
}

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            ' '..='~' => escaped.push(character),
            _ => push_escape(&mut escaped, character),
        }
    }
    escaped.into_bytes()
}

pub(super) fn encode_raw(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut escaped = String::new();
    for character in text.chars() {
        match u8::try_from(character) {
            Ok(byte) => bytes.push(byte),
            Err(_) => {
                escaped.clear();
                push_escape(&mut escaped, character);
                bytes.extend_from_slice(escaped.as_bytes());
            }
        }
    }
    bytes
}

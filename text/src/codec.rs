//! Text to bytes and back, in the encodings CPython builds in.
//!
//! [`decode`] and [`encode`] do the whole work with one of the built-in error handlers. [`decode_with`] and
//! [`encode_with`] ask the caller what to do about each error, for handlers registered from Python. An error says
//! which part of the input is wrong, as `UnicodeDecodeError` and `UnicodeEncodeError` do.
//!
//! Lone surrogates are represented as [`surrogate`] tells.

mod ascii;
pub mod charmap;
pub mod escape;
mod handler;
mod utf16;
mod utf32;
mod utf7;
mod utf8;

use std::fmt::Write;

pub use crate::int::ByteOrder;
use crate::quote::push_escape;
use crate::{Error, surrogate};
pub use handler::Handler;

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `utf-7`
    Utf7,
    /// `utf-8`
    Utf8,
    /// `utf-16` with a byte-order mark, or `utf-16-le` and `utf-16-be` without.
    Utf16(Option<ByteOrder>),
    /// `utf-32` with a byte-order mark, or `utf-32-le` and `utf-32-be` without.
    Utf32(Option<ByteOrder>),
    /// `unicode_escape`: Latin-1 with the escapes of string literals.
    UnicodeEscape,
    /// `raw_unicode_escape`: Latin-1 with `\uXXXX` and `\UXXXXXXXX`.
    RawUnicodeEscape,
}

impl Codec {
    /// The encoding of a name, in any of the spellings Python knows.
    pub fn by_name(name: &str) -> Option<Self> {
        use ByteOrder::{Big, Little};
        let normal: String =
            name.chars().map(|c| if matches!(c, '-' | ' ') { '_' } else { c.to_ascii_lowercase() }).collect();
        Some(match normal.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Codec::Utf8,
            "utf_7" | "utf7" | "u7" | "unicode_1_1_utf_7" => Codec::Utf7,
            "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" => Codec::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" | "iso8859"
            | "cp819" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(None),
            "utf_16_le" | "utf_16le" => Codec::Utf16(Some(Little)),
            "utf_16_be" | "utf_16be" => Codec::Utf16(Some(Big)),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(None),
            "utf_32_le" | "utf_32le" => Codec::Utf32(Some(Little)),
            "utf_32_be" | "utf_32be" => Codec::Utf32(Some(Big)),
            "unicode_escape" | "unicodeescape" => Codec::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Codec::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// Whether it is one of the encodings that CPython knows without asking the registry.
    pub fn is_common(self) -> bool {
        matches!(self, Codec::Utf8 | Codec::Ascii | Codec::Latin1 | Codec::Utf16(None) | Codec::Utf32(None))
    }

    /// The codec for what follows the beginning of `bytes`, which may tell the order of bytes.
    pub fn after(self, bytes: &[u8]) -> Codec {
        match self {
            Codec::Utf16(None) => Codec::Utf16(Some(utf16::order(bytes).0)),
            Codec::Utf32(None) => Codec::Utf32(Some(utf32::order(bytes).0)),
            codec => codec,
        }
    }

    /// The name that errors carry.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf7 => "utf7",
            Codec::Utf8 => "utf-8",
            Codec::Utf16(None) => "utf-16",
            Codec::Utf16(Some(ByteOrder::Little)) => "utf-16-le",
            Codec::Utf16(Some(ByteOrder::Big)) => "utf-16-be",
            Codec::Utf32(None) => "utf-32",
            Codec::Utf32(Some(ByteOrder::Little)) => "utf-32-le",
            Codec::Utf32(Some(ByteOrder::Big)) => "utf-32-be",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
        }
    }
}

/// Bytes that cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The encoding's name.
    pub encoding: &'static str,
    /// Where the wrong bytes begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// What is wrong with them.
    pub reason: &'static str,
}

impl DecodeError {
    /// `str(error)`, given the bytes that were to be decoded.
    pub fn message(&self, input: &[u8]) -> String {
        let DecodeError { encoding, start, end, reason } = self;
        match input.get(*start) {
            Some(byte) if start + 1 == *end => {
                format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}")
            }
            _ => format!(
                "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
                end.saturating_sub(1)
            ),
        }
    }
}

/// Characters that cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The encoding's name.
    pub encoding: &'static str,
    /// The first such character's number.
    pub start: usize,
    /// The number of the first character after them.
    pub end: usize,
    /// What is wrong with them.
    pub reason: &'static str,
}

impl EncodeError {
    /// `str(error)`, given the text that was to be encoded.
    pub fn message(&self, input: &str) -> String {
        let EncodeError { encoding, start, end, reason } = self;
        match input.chars().nth(*start) {
            Some(character) if start + 1 == *end => {
                let mut shown = String::new();
                let code_point = surrogate::to_code_point(character);
                if code_point <= 0xFF {
                    write!(shown, "\\x{code_point:02x}").expect("a String takes all text");
                } else {
                    push_escape(&mut shown, character);
                }
                format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
            }
            _ => format!(
                "'{encoding}' codec can't encode characters in position {start}-{}: {reason}",
                end.saturating_sub(1)
            ),
        }
    }
}

/// Why text could not be decoded or encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `UnicodeDecodeError`
    Decode(DecodeError),
    /// `UnicodeEncodeError`
    Encode(EncodeError),
    /// Another exception.
    Other(Error),
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Failure::Decode(error)
    }
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Self {
        Failure::Encode(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Other(error)
    }
}

/// What an error handler puts in place of what cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Text, which must be encodable itself.
    Text(String),
    /// Bytes, taken as they are.
    Bytes(Vec<u8>),
}

/// What to do about wrong bytes: answers with text in their place and where to go on.
pub type OnDecodeError<'a, E> = dyn FnMut(DecodeError) -> Result<(String, usize), E> + 'a;

/// What to do about wrong characters, which it is given: answers with what to put in their place and the number of the
/// character to go on with.
pub type OnEncodeError<'a, E> = dyn FnMut(EncodeError, &str) -> Result<(Replacement, usize), E> + 'a;

/// Decodes all of `bytes`.
pub fn decode(codec: Codec, bytes: &[u8], handler: Handler) -> Result<String, Failure> {
    decode_part(codec, bytes, handler, true).map(|(text, _)| text)
}

/// Decodes `bytes` and says how many of them. Unless it `is_final`, a sequence that is cut off at the end is left for
/// the next part.
pub fn decode_part(
    codec: Codec,
    bytes: &[u8],
    handler: Handler,
    is_final: bool,
) -> Result<(String, usize), Failure> {
    decode_with(codec, bytes, is_final, &mut |error| handler.decode(error, bytes))
}

/// As [`decode_part`], asking `on_error` about each error.
pub fn decode_with<E>(
    codec: Codec,
    bytes: &[u8],
    is_final: bool,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<(String, usize), E> {
    match codec {
        Codec::Ascii => ascii::decode_ascii(bytes, on_error),
        Codec::Latin1 => Ok((bytes.iter().copied().map(char::from).collect(), bytes.len())),
        Codec::Utf7 => utf7::decode(bytes, is_final, on_error),
        Codec::Utf8 => utf8::decode(bytes, is_final, on_error),
        Codec::Utf16(order) => utf16::decode(bytes, order, is_final, on_error),
        Codec::Utf32(order) => utf32::decode(bytes, order, is_final, on_error),
        Codec::UnicodeEscape => escape::decode(bytes, is_final, on_error),
        Codec::RawUnicodeEscape => escape::decode_raw(bytes, is_final, on_error),
    }
}

/// Encodes `text`.
pub fn encode(codec: Codec, text: &str, handler: Handler) -> Result<Vec<u8>, Failure> {
    encode_with(codec, text, &mut |error, wrong| handler.encode(error, wrong))
}

/// As [`encode`], asking `on_error` for the replacement of wrong characters and for the number of the character to go
/// on with.
pub fn encode_with<E: From<EncodeError>>(
    codec: Codec,
    text: &str,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    match codec {
        Codec::Ascii => ascii::encode(text, 0x80, on_error),
        Codec::Latin1 => ascii::encode(text, 0x100, on_error),
        Codec::Utf7 => Ok(utf7::encode(text)),
        Codec::Utf8 => utf8::encode(text, on_error),
        Codec::Utf16(order) => utf16::encode(text, order, on_error),
        Codec::Utf32(order) => utf32::encode(text, order, on_error),
        Codec::UnicodeEscape => Ok(escape::encode(text)),
        Codec::RawUnicodeEscape => Ok(escape::encode_raw(text)),
    }
}

/// How [`encode_characters`] encodes.
struct Scheme {
    encoding: &'static str,
    /// What is wrong with a refused character.
    reason: &'static str,
    /// Whether a run of refused characters is one error.
    merges: bool,
    /// Replacement bytes must be a multiple of these.
    unit: usize,
}

/// Encodes `text` character by character. `put` appends one, or refuses it.
fn encode_characters<E: From<EncodeError>>(
    text: &str,
    Scheme { encoding, reason, merges, unit }: Scheme,
    put: impl Fn(&mut Vec<u8>, char) -> bool,
    on_error: &mut OnEncodeError<'_, E>,
) -> Result<Vec<u8>, E> {
    let mut encoded = Vec::with_capacity(text.len());
    let mut characters = text.chars();
    let mut number = 0;
    loop {
        let rest = characters.as_str();
        let Some(character) = characters.next() else { return Ok(encoded) };
        number += 1;
        if put(&mut encoded, character) {
            continue;
        }
        let start = number - 1;
        let mut after = characters.clone();
        while merges && after.clone().next().is_some_and(|next| !put(&mut Vec::new(), next)) {
            after.next();
            number += 1;
        }
        characters = after;
        let wrong = &rest[..rest.len() - characters.as_str().len()];
        let error = EncodeError { encoding, start, end: number, reason };
        let (replacement, resume) = on_error(error.clone(), wrong)?;
        match replacement {
            Replacement::Bytes(bytes) if bytes.len() % unit == 0 => encoded.extend(bytes),
            Replacement::Bytes(_) => return Err(error.into()),
            Replacement::Text(other) => {
                if !other.chars().all(|character| put(&mut encoded, character)) {
                    return Err(error.into());
                }
            }
        }
        if resume < number {
            characters = text.chars();
            number = 0;
        }
        while number < resume && characters.next().is_some() {
            number += 1;
        }
    }
}

/// Appends what `on_error` answers and returns where to go on, never before `start`.
fn replace<E>(
    text: &mut String,
    error: DecodeError,
    length: usize,
    on_error: &mut OnDecodeError<'_, E>,
) -> Result<usize, E> {
    let (replacement, resume) = on_error(error)?;
    text.push_str(&replacement);
    Ok(resume.min(length))
}

#[cfg(test)]
mod tests;

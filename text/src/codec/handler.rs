//! The error handlers that every codec knows by name.

use std::fmt::Write;

use super::{DecodeError, EncodeError, Failure, Replacement};
use crate::quote::push_escape;
use crate::{Error, Kind, surrogate};

/// What to do about what cannot be decoded or encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handler {
    /// `strict`: raise.
    #[default]
    Strict,
    /// `ignore`: leave it out.
    Ignore,
    /// `replace`: a question mark, or U+FFFD.
    Replace,
    /// `backslashreplace`: an escape.
    BackslashReplace,
    /// `xmlcharrefreplace`: a character reference; only for encoding.
    XmlCharRefReplace,
    /// `namereplace`: an escape with the character's name; only for encoding.
    NameReplace,
    /// `surrogateescape`: a byte that is no text becomes a lone surrogate, and that the byte again.
    SurrogateEscape,
    /// `surrogatepass`: lone surrogates are encoded as if they were characters.
    SurrogatePass,
}

impl Handler {
    /// The handler of this name, or the `LookupError` that an unknown one raises.
    pub fn by_name(name: &str) -> crate::Result<Self> {
        Ok(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => return Err(Error::new(Kind::Lookup, format!("unknown error handler name '{name}'"))),
        })
    }

    /// The replacement for wrong bytes of `input`, and where to go on.
    pub fn decode(self, error: DecodeError, input: &[u8]) -> Result<(String, usize), Failure> {
        let wrong = input.get(error.start..error.end).unwrap_or_default();
        match self {
            Handler::Strict => Err(error.into()),
            Handler::Ignore => Ok((String::new(), error.end)),
            Handler::Replace => Ok(("\u{FFFD}".to_owned(), error.end)),
            Handler::BackslashReplace => {
                let mut escaped = String::new();
                for byte in wrong {
                    write!(escaped, "\\x{byte:02x}").expect("a String takes all text");
                }
                Ok((escaped, error.end))
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => {
                Err(Error::type_("don't know how to handle UnicodeDecodeError in error callback").into())
            }
            Handler::SurrogateEscape => {
                let escaped: String = wrong
                    .iter()
                    .take_while(|byte| !byte.is_ascii())
                    .filter_map(|&byte| surrogate::from_code_point(0xDC00 + u32::from(byte)))
                    .collect();
                let count = escaped.chars().count();
                if count == 0 { Err(error.into()) } else { Ok((escaped, error.start + count)) }
            }
            Handler::SurrogatePass => {
                match encoded_surrogate(error.encoding, input.get(error.start..).unwrap_or_default()) {
                    Some((character, width)) => Ok((character.to_string(), error.start + width)),
                    None => Err(error.into()),
                }
            }
        }
    }

    /// The replacement for the characters that are `wrong`, and where to go on.
    pub fn encode(self, error: EncodeError, wrong: &str) -> Result<(Replacement, usize), Failure> {
        let wrong = wrong.chars();
        let text = |text: String| Ok((Replacement::Text(text), error.end));
        match self {
            Handler::Strict => Err(error.into()),
            Handler::Ignore => text(String::new()),
            Handler::Replace => text(wrong.map(|_| '?').collect()),
            Handler::BackslashReplace => {
                let mut escaped = String::new();
                wrong.for_each(|character| push_number(&mut escaped, character));
                text(escaped)
            }
            Handler::XmlCharRefReplace => {
                text(wrong.map(|character| format!("&#{};", surrogate::to_code_point(character))).collect())
            }
            Handler::NameReplace => {
                let mut escaped = String::new();
                for character in wrong {
                    match unicode_names2::name(character) {
                        Some(name) => write!(escaped, "\\N{{{name}}}").expect("a String takes all text"),
                        None => push_number(&mut escaped, character),
                    }
                }
                text(escaped)
            }
            Handler::SurrogateEscape => {
                let bytes: Vec<u8> = wrong
                    .map(surrogate::to_code_point)
                    .take_while(|code_point| (0xDC80..=0xDCFF).contains(code_point))
                    .map(|code_point| (code_point & 0xFF) as u8)
                    .collect();
                let resume = error.start + bytes.len();
                if bytes.is_empty() { Err(error.into()) } else { Ok((Replacement::Bytes(bytes), resume)) }
            }
            Handler::SurrogatePass => {
                let mut bytes = Vec::new();
                for character in wrong {
                    if !(surrogate::is_surrogate(character)
                        && push_surrogate(&mut bytes, error.encoding, character))
                    {
                        return Err(error.into());
                    }
                }
                Ok((Replacement::Bytes(bytes), error.end))
            }
        }
    }
}

/// Appends a character as an escape with its number.
fn push_number(text: &mut String, character: char) {
    let written = match surrogate::to_code_point(character) {
        code_point @ 0..=0xFF => write!(text, "\\x{code_point:02x}"),
        _ => return push_escape(text, character),
    };
    written.expect("a String takes all text");
}

/// The surrogate that `bytes` begin with in a Unicode `encoding`, and its width.
fn encoded_surrogate(encoding: &str, bytes: &[u8]) -> Option<(char, usize)> {
    let (code_point, width) = match (encoding, bytes) {
        ("utf-8", &[0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..]) => {
            (0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F), 3)
        }
        ("utf-16-le", &[low, high, ..]) => (u32::from(u16::from_le_bytes([low, high])), 2),
        ("utf-16-be", &[high, low, ..]) => (u32::from(u16::from_be_bytes([high, low])), 2),
        ("utf-32-le", &[a, b, c, d, ..]) => (u32::from_le_bytes([a, b, c, d]), 4),
        ("utf-32-be", &[a, b, c, d, ..]) => (u32::from_be_bytes([a, b, c, d]), 4),
        _ => return None,
    };
    let character = surrogate::from_code_point(code_point)?;
    (0xD800..=0xDFFF).contains(&code_point).then_some((character, width))
}

/// Appends a surrogate in a Unicode `encoding`. Answers whether the encoding is one.
fn push_surrogate(bytes: &mut Vec<u8>, encoding: &str, character: char) -> bool {
    let code_point = surrogate::to_code_point(character);
    match encoding {
        "utf-8" => bytes.extend([
            0xE0 | (code_point >> 12) as u8,
            0x80 | (code_point >> 6 & 0x3F) as u8,
            0x80 | (code_point & 0x3F) as u8,
        ]),
        "utf-16" | "utf-16-le" => bytes.extend((code_point as u16).to_le_bytes()),
        "utf-16-be" => bytes.extend((code_point as u16).to_be_bytes()),
        "utf-32" | "utf-32-le" => bytes.extend(code_point.to_le_bytes()),
        "utf-32-be" => bytes.extend(code_point.to_be_bytes()),
        _ => return false,
    }
    true
}

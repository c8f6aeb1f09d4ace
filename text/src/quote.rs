//! `repr` and `ascii` of text and bytes: as Python source would write them.

use std::fmt::Write;

use crate::{surrogate, unicode};

/// `repr(text)`.
pub fn repr_str(text: &str) -> String {
    let quote = preferred_quote(text.as_bytes());
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(quote);
    for character in text.chars() {
        if character == quote || character == '\\' {
            quoted.push('\\');
            quoted.push(character);
        } else if unicode::is_printable(character) {
            quoted.push(character);
        } else {
            push_escape(&mut quoted, character);
        }
    }
    quoted.push(quote);
    quoted
}

/// `repr(bytes)`, with the leading `b`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = preferred_quote(bytes);
    let mut quoted = String::with_capacity(bytes.len() + 3);
    quoted.push('b');
    quoted.push(quote);
    push_bytes(&mut quoted, bytes, quote);
    quoted.push(quote);
    quoted
}

/// `repr(bytearray)` without the class: single quotes are escaped, whichever are around it.
pub fn repr_bytearray(bytes: &[u8]) -> String {
    let (quote, escaped) = (preferred_quote(bytes), escape_bytes(bytes));
    format!("b{quote}{escaped}{quote}")
}

/// Bytes as they stand between single quotes.
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut escaped = String::with_capacity(bytes.len());
    push_bytes(&mut escaped, bytes, '\'');
    escaped
}

fn push_bytes(text: &mut String, bytes: &[u8], quote: char) {
    for &byte in bytes {
        let character = char::from(byte);
        if character == quote || character == '\\' {
            text.push('\\');
            text.push(character);
        } else if (b' '..=b'~').contains(&byte) {
            text.push(character);
        } else {
            push_escape(text, character);
        }
    }
}

/// What `ascii(object)` makes of `repr(object)`: everything beyond ASCII escaped.
pub fn ascii(repr: &str) -> String {
    let mut escaped = String::with_capacity(repr.len());
    for character in repr.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            push_escape(&mut escaped, character);
        }
    }
    escaped
}

/// Appends the shortest of `\n`, `\xhh`, `\uhhhh` and `\Uhhhhhhhh` that names `character`.
pub fn push_escape(text: &mut String, character: char) {
    let written = match surrogate::to_code_point(character) {
        0x09 => text.write_str("\\t"),
        0x0A => text.write_str("\\n"),
        0x0D => text.write_str("\\r"),
        code_point @ 0..=0xFF => write!(text, "\\x{code_point:02x}"),
        code_point @ 0x100..=0xFFFF => write!(text, "\\u{code_point:04x}"),
        code_point => write!(text, "\\U{code_point:08x}"),
    };
    written.expect("a String takes all text");
}

fn preferred_quote(text: &[u8]) -> char {
    if memchr::memchr(b'\'', text).is_some() && memchr::memchr(b'"', text).is_none() { '"' } else { '\'' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_is_the_one_that_needs_no_escape() {
        assert_eq!("'plain'", repr_str("plain"));
        assert_eq!("\"it's\"", repr_str("it's"));
        assert_eq!("'\"'", repr_str("\""));
        assert_eq!("'\\'\"'", repr_str("'\""));
        assert_eq!("b\"'\"", repr_bytes(b"'"));
    }

    #[test]
    fn what_cannot_be_printed_is_escaped() {
        assert_eq!(r"'\t\n\r\x00\x7f\\'", repr_str("\t\n\r\0\x7f\\"));
        assert_eq!(
            r"'é\x85\xa0\xad€\u2028😀\U000e0001'",
            repr_str("é\u{85}\u{a0}\u{ad}€\u{2028}😀\u{e0001}")
        );
        assert_eq!(r"'\ud800\udfff'", repr_str("\u{10d800}\u{10dfff}"));
        assert_eq!(r"b'\x00a\xff\\'", repr_bytes(b"\0a\xff\\"));
    }

    #[test]
    fn ascii_escapes_the_rest() {
        assert_eq!(r"'\xe9\u20ac\U0001f600'", ascii(&repr_str("é€😀")));
    }
}

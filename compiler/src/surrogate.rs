//! Lone surrogates in literals. The parser replaces them by U+FFFD; here they are found again in the source.
//!
//! A [`Constant::Str`](crate::Constant::Str) cannot hold U+D800+k, so U+10D800+k stands for it.

use ruff_python_ast::{StringLiteral, StringLiteralValue};
use ruff_text_size::TextRange;

const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;
const FIRST: u32 = 0xD800;
const LAST: u32 = 0xDFFF;
const STAND_IN: u32 = 0x10_0000;

/// The text of a literal; in a tree without a source, as it is there.
pub(crate) fn string(value: &StringLiteralValue, source: &str) -> Box<str> {
    if source.is_empty() || !value.to_str().contains(REPLACEMENT) {
        return value.to_str().into();
    }
    value.iter().map(|part| literal(part, source)).collect::<String>().into()
}

pub(crate) fn literal(part: &StringLiteral, source: &str) -> String {
    if source.is_empty() || !part.value.contains(REPLACEMENT) || part.flags.prefix().is_raw() {
        return part.value.to_string();
    }
    restore(&part.value, &source[part.content_range()], false)
}

/// A literal part of an f-string, where a brace is written twice.
pub(crate) fn element(value: &str, range: TextRange, source: &str, raw: bool) -> String {
    if source.is_empty() || !value.contains(REPLACEMENT) || raw {
        return value.to_owned();
    }
    restore(value, &source[range], true)
}

/// Walks the value beside the source text it was decoded from.
fn restore(value: &str, text: &str, braces: bool) -> String {
    let mut restored = String::with_capacity(value.len());
    let mut values = value.chars();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            if braces && matches!(c, '{' | '}') && rest.starts_with(c) {
                rest = &rest[1..];
            }
            restored.extend(values.next());
            continue;
        }
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        let digits = match escape {
            '\n' => continue,
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'N' => rest.find('}').map_or(0, |end| end + 1),
            '0'..='7' => rest.bytes().take(2).take_while(|byte| (b'0'..=b'7').contains(byte)).count(),
            _ => 0,
        };
        let (digits, after) = rest.split_at_checked(digits).unwrap_or((rest, ""));
        rest = after;
        let decoded = values.next();
        if !is_known(escape) {
            restored.push('\\');
            restored.extend(values.next());
            continue;
        }
        let code = u32::from_str_radix(digits, 16).unwrap_or(0);
        if matches!(escape, 'u' | 'U') && (FIRST..=LAST).contains(&code) {
            restored.extend(char::from_u32(code + STAND_IN));
        } else {
            restored.extend(decoded);
        }
    }
    restored
}

/// Whether the parser turns the escape into one character; else backslash and character both stay.
fn is_known(escape: char) -> bool {
    matches!(
        escape,
        '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '0'..='7' | 'x' | 'u' | 'U' | 'N'
    )
}

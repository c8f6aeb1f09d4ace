//! Complaints about strings and numbers.

use crate::complaint::{Complaint, at};
use crate::error::Fault;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType};
use ruff_text_size::{TextRange, TextSize};

const LEADING_ZEROS: &str =
    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";

impl Complaint<'_> {
    pub fn lexical(&self, error: &LexicalErrorType, range: TextRange) -> Fault {
        match error {
            LexicalErrorType::IndentationError => {
                let line = &self.source[range.start().to_usize()..];
                let length = line.find('\n').map_or(line.len(), |end| end + 1);
                let last = TextSize::new((length as u32).saturating_sub(1));
                let range = TextRange::at(range.start() + last, TextSize::new(1));
                self.indentation("unindent does not match any outer indentation level".to_owned(), range)
            }
            LexicalErrorType::UnclosedStringError => self.unclosed(range, ""),
            LexicalErrorType::LineContinuationError => {
                Fault::syntax("unexpected character after line continuation character", at(range.end()))
            }
            LexicalErrorType::InvalidByteLiteral => {
                let range = self.token_at(range.start()).unwrap_or(range);
                Fault::syntax("bytes can only contain ASCII literal characters", range)
            }
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => self.bad_escape(range),
            LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() => {
                let code = *tok as u32;
                Fault::syntax(
                    if tok.is_control() || tok.is_whitespace() || is_unseen(*tok) {
                        format!("invalid non-printable character U+{code:04X}")
                    } else {
                        format!("invalid character '{tok}' (U+{code:04X})")
                    },
                    range,
                )
            }
            LexicalErrorType::FStringError(kind) | LexicalErrorType::TStringError(kind) => {
                self.interpolated(kind, range)
            }
            _ => self.generic(range),
        }
    }

    fn token_at(&self, offset: TextSize) -> Option<TextRange> {
        self.tokens.iter().map(|(_, range)| *range).find(|range| range.contains(offset))
    }

    fn unclosed(&self, range: TextRange, kind: &str) -> Fault {
        let text =
            self.source[range.start().to_usize()..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let tripled = text.starts_with("'''") || text.starts_with("\"\"\"");
        let line = if tripled {
            self.line_of(TextSize::of(self.source.trim_end_matches('\n')))
        } else {
            self.line_of(range.start())
        };
        let tripled = if tripled { "triple-quoted " } else { "" };
        let message = format!("unterminated {tripled}{kind}string literal (detected at line {line})");
        Fault::syntax(message, at(range.start()))
    }

    fn bad_escape(&self, range: TextRange) -> Fault {
        let whole = self.token_at(range.start()).unwrap_or(range);
        let text = &self.source[whole];
        let content = text.find(['\'', '"']).map_or(0, |quote| {
            let rest = &text[quote..];
            quote + if rest.starts_with("'''") || rest.starts_with("\"\"\"") { 3 } else { 1 }
        });
        let until = (range.start().to_usize() + 1).min(self.source.len());
        let head = self.source.get(whole.start().to_usize()..until).unwrap_or(text);
        let Some(backslash) = head.rfind('\\').or_else(|| text.find("\\N")) else {
            return self.generic(range);
        };
        let quotes =
            if text[..content].ends_with("'''") || text[..content].ends_with("\"\"\"") { 3 } else { 1 };
        let end = text.len().saturating_sub(quotes).max(backslash + 1);
        let escape = text.get(backslash..end).unwrap_or(&text[backslash..]);
        let name = escape.get(2..).and_then(|rest| rest.strip_prefix('{'));
        let wanted = match escape.as_bytes().get(1) {
            Some(b'x') => "truncated \\xXX escape",
            Some(b'u') => "truncated \\uXXXX escape",
            Some(b'U') if escape.len() >= 10 && escape[2..10].bytes().all(|b| b.is_ascii_hexdigit()) => {
                "illegal Unicode character"
            }
            Some(b'U') => "truncated \\UXXXXXXXX escape",
            Some(b'N') if name.is_some_and(|name| name.find('}').is_some_and(|length| length > 0)) => {
                "unknown Unicode character name"
            }
            _ => "malformed \\N character escape",
        };
        let length = match escape.as_bytes().get(1) {
            Some(b'N') => match name.map(|name| name.find('}')) {
                // A brace that closes nothing is no part of it.
                Some(Some(0)) => 3,
                Some(Some(length)) => 3 + length + 1,
                Some(None) => escape.len(),
                None => 2,
            },
            _ => 2 + escape[2..].bytes().take_while(u8::is_ascii_hexdigit).count(),
        };
        let first = backslash - content;
        let last = first + length - 1;
        if text[..content].contains(['b', 'B']) {
            return Fault::syntax(format!("(value error) invalid \\x escape at position {first}"), whole);
        }
        let message = format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {wanted}"
        );
        Fault::syntax(message, whole)
    }

    pub fn interpolated(&self, error: &InterpolatedStringErrorType, range: TextRange) -> Fault {
        use InterpolatedStringErrorType::*;
        match error {
            UnclosedLbrace => self.unclosed_field(range),
            SingleRbrace => Fault::syntax("f-string: single '}' is not allowed", at(range.start())),
            InvalidConversionFlag if matches!(&self.source[range], "}" | ":") => {
                Fault::syntax("f-string: missing conversion character", range)
            }
            InvalidConversionFlag => {
                let found = &self.source[range];
                let message =
                    format!("f-string: invalid conversion character '{found}': expected 's', 'r', or 'a'");
                Fault::syntax(message, range)
            }
            ConversionFlagNotImmediatelyAfterExclamation => {
                Fault::syntax("f-string: conversion type must come right after the exclamation mark", range)
            }
            LambdaWithoutParentheses => {
                Fault::syntax("f-string: lambda expressions are not allowed without parentheses", range)
            }
            UnterminatedString | UnterminatedTripleQuotedString => {
                self.commented_field(range).unwrap_or_else(|| self.unclosed(range, "f-"))
            }
            NewlineInFormatSpec => Fault::syntax(
                "f-string: newlines are not allowed in format specifiers for single quoted f-strings",
                range,
            ),
        }
    }

    /// What is wrong with the first number after `offset` that a name follows at once.
    pub fn number_after(&self, offset: TextSize) -> Option<Fault> {
        let is_number = |kind| matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Complex);
        let mut pairs = self.tokens.windows(2).filter_map(|pair| <&[_; 2]>::try_from(pair).ok());
        let (_, name) = pairs.find_map(|[(number, before), name]| {
            let run_together =
                is_number(*number) && name.0 == TokenKind::Name && before.end() == name.1.start();
            (run_together && before.start() > offset).then_some(*name)
        })?;
        self.number(name.start())
    }

    /// A number that the text at `offset` belongs to or follows, if it is malformed.
    pub fn number(&self, offset: TextSize) -> Option<Fault> {
        let bytes = self.source.as_bytes();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
        let here = offset.to_usize();
        let mut start = here;
        while start > 0 && is_part(&bytes[start - 1]) {
            start -= 1;
        }
        let mut end = here;
        while end < bytes.len() && is_part(&bytes[end]) {
            end += 1;
        }
        let text = &self.source[start..end];
        let continues = here > start && here < end;
        let unknown =
            self.tokens.iter().any(|(kind, range)| *kind == TokenKind::Unknown && range.start() == offset);
        if !continues && !unknown {
            return None;
        }
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let place = |at: usize| TextRange::at(TextSize::new((start + at) as u32), TextSize::new(1));
        let lower = text.to_ascii_lowercase();
        for (prefix, word, digits) in
            [("0x", "hexadecimal", "0123456789abcdef"), ("0o", "octal", "01234567"), ("0b", "binary", "01")]
        {
            let Some(rest) = lower.strip_prefix(prefix) else { continue };
            let bad = rest.find(|c: char| c != '_' && !digits.contains(c)).unwrap_or(rest.len());
            return Some(match rest[bad..].chars().next() {
                Some(digit) if digit.is_ascii_digit() => {
                    Fault::syntax(format!("invalid digit '{digit}' in {word} literal"), place(2 + bad))
                }
                _ => Fault::syntax(format!("invalid {word} literal"), place(1 + bad)),
            });
        }
        let digits = lower.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(lower.len());
        if lower.starts_with('0') && digits == lower.len() && lower.len() > 1 {
            return Some(Fault::syntax(
                LEADING_ZEROS,
                TextRange::new(place(0).start(), place(lower.len()).start()),
            ));
        }
        let bad = here.saturating_sub(start);
        Some(Fault::syntax("invalid decimal literal", place(bad.saturating_sub(1))))
    }
}

/// Whether a character only says how others are shown, or is nobody's.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}'
    )
}

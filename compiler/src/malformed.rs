//! Complaints about strings and numbers.

use crate::complaint::{Complaint, at};
use crate::error::{Ending, Fault};
use crate::grammar::Stop;
use crate::numeral;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseErrorType};
use ruff_text_size::{TextRange, TextSize};

impl Complaint<'_> {
    pub fn lexical(&self, error: &LexicalErrorType, range: TextRange) -> Fault {
        match error {
            LexicalErrorType::IndentationError => {
                let line = &self.source[range.start().to_usize()..];
                let length = line.find('\n').map_or(line.len(), |end| end + 1);
                let last = TextSize::new((length as u32).saturating_sub(1));
                let range = TextRange::at(range.start() + last, TextSize::new(1));
                let message = "unindent does not match any outer indentation level";
                Fault { ending: Ending::Unknown, ..self.indentation(message.to_owned(), range) }
            }
            LexicalErrorType::UnclosedStringError => self.unclosed(range, ""),
            LexicalErrorType::LineContinuationError => {
                let message = "unexpected character after line continuation character";
                let is_last = range.end().to_usize() == self.source.len();
                let place = if is_last { range.start() } else { range.end() };
                Fault { ending: Ending::Open, ..Fault::syntax(message, at(place)) }
            }
            LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() || tok.is_ascii_control() => {
                let code = *tok as u32;
                Fault::syntax(
                    if tok.is_control() || tok.is_whitespace() || is_unseen(*tok) {
                        format!("invalid non-printable character U+{code:04X}")
                    } else {
                        format!("invalid character '{tok}' (U+{code:04X})")
                    },
                    at(range.start()),
                )
                .bare()
            }
            LexicalErrorType::FStringError(kind) | LexicalErrorType::TStringError(kind) => {
                self.interpolated(kind, range)
            }
            _ => self.number(range.start()).unwrap_or_else(|| Fault::syntax("invalid syntax", range)),
        }
    }

    /// What is no token among the errors of the parser, and numbers that run into names.
    pub fn stops(&self) -> Vec<Stop> {
        let lexical = self.errors.iter().filter_map(|error| {
            let ParseErrorType::Lexical(kind) = &error.error else { return None };
            let fault = self.stop(kind, error.location)?;
            let start = self.token_at(error.location.start()).unwrap_or(error.location).start();
            let is_said =
                !matches!(kind, LexicalErrorType::IndentationError | LexicalErrorType::LineContinuationError);
            Some(Stop { is_said, ..Stop::new(fault, start) })
        });
        let numbers = self.numbers().map(|(place, fault)| Stop::new(fault, place));
        lexical.chain(numbers).chain(self.prefixes()).chain(self.continued_at_end()).collect()
    }

    /// Prefixes of strings whose letters do not go together: to the parser they are names.
    fn prefixes(&self) -> impl Iterator<Item = Stop> {
        let names = self.tokens.iter().filter(|(kind, range)| {
            *kind == TokenKind::Name && self.source[range.end().to_usize()..].starts_with(['\'', '"'])
        });
        names.filter_map(|(_, range)| {
            let (one, other) = incompatible(&self.source[*range])?;
            let message = format!("'{one}' and '{other}' prefixes are incompatible");
            Some(Stop::new(Fault::syntax(message, *range).bare(), range.start()))
        })
    }

    /// What is said of what is no token; nothing, if it is a token to the tokenizer.
    fn stop(&self, error: &LexicalErrorType, range: TextRange) -> Option<Fault> {
        use InterpolatedStringErrorType as Interpolated;
        match error {
            LexicalErrorType::UnrecognizedToken { tok } if tok.is_ascii() && !tok.is_ascii_control() => None,
            LexicalErrorType::Eof | LexicalErrorType::OtherError(_) => None,
            content if is_of_content(content) => None,
            LexicalErrorType::FStringError(kind) | LexicalErrorType::TStringError(kind) => match kind {
                Interpolated::SingleRbrace if self.is_left_over(range.start()) => None,
                Interpolated::SingleRbrace
                | Interpolated::UnterminatedString
                | Interpolated::UnterminatedTripleQuotedString
                | Interpolated::NewlineInFormatSpec => Some(self.interpolated(kind, range)),
                _ => None,
            },
            _ => Some(self.lexical(error, range)),
        }
    }

    /// Whether the end of a field may have ended too early for the parser, which noted something within the string before it.
    fn is_left_over(&self, offset: TextSize) -> bool {
        let before = self.tokens.iter().rev().filter(|(_, range)| range.start() < offset);
        let mut starts =
            before.filter(|(kind, _)| matches!(kind, TokenKind::FStringStart | TokenKind::TStringStart));
        starts.next().is_some_and(|(_, start)| {
            self.errors.iter().any(|error| {
                let place = error.location.start();
                place > start.start() && place < offset && !matches!(error.error, ParseErrorType::Lexical(_))
            })
        })
    }

    fn token_at(&self, offset: TextSize) -> Option<TextRange> {
        self.tokens.iter().map(|(_, range)| *range).find(|range| range.contains(offset))
    }

    pub fn unclosed(&self, range: TextRange, kind: &str) -> Fault {
        let text =
            self.source[range.start().to_usize()..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let tripled = text.starts_with("'''") || text.starts_with("\"\"\"");
        let line = if tripled {
            self.line_of(TextSize::of(self.source.trim_end_matches('\n')))
        } else {
            self.line_of(range.start())
        };
        let tripled = if tripled { "triple-quoted " } else { "" };
        let mut message = format!("unterminated {tripled}{kind}string literal (detected at line {line})");
        if tripled.is_empty() && kind.is_empty() && has_escaped_quote(text) {
            message.push_str("; perhaps you escaped the end quote?");
        }
        Fault::syntax(message, at(range.start())).bare()
    }

    pub fn interpolated(&self, error: &InterpolatedStringErrorType, range: TextRange) -> Fault {
        use InterpolatedStringErrorType::*;
        match error {
            UnclosedLbrace => Fault::syntax("f-string: expecting '}'", at(range.start())),
            SingleRbrace => Fault::syntax("f-string: single '}' is not allowed", at(range.start())).bare(),
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
            UnterminatedString | UnterminatedTripleQuotedString => self.unclosed(range, "f-"),
            NewlineInFormatSpec => Fault::syntax(
                "f-string: newlines are not allowed in format specifiers for single quoted f-strings",
                at(range.end()),
            )
            .bare(),
        }
    }

    /// The numbers that are no tokens, with their places.
    fn numbers(&self) -> impl Iterator<Item = (TextSize, Fault)> {
        let begins = |(kind, range): &(TokenKind, TextRange)| match kind {
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => true,
            TokenKind::Unknown => self.source[*range].starts_with(|first: char| first.is_ascii_digit()),
            _ => false,
        };
        self.tokens.iter().filter(move |token| begins(token)).filter_map(|(_, range)| {
            let wrong = numeral::wrong(&self.source[range.start().to_usize()..])?;
            let place = |at: usize| range.start() + TextSize::new(at as u32);
            let range = TextRange::new(place(wrong.range.start), place(wrong.range.end));
            Some((place(0), Fault::syntax(wrong.message, range).bare()))
        })
    }

    /// A number that is no token, if one begins at `offset` or the last before it.
    fn number(&self, offset: TextSize) -> Option<Fault> {
        let mut starts =
            self.tokens.iter().rev().map(|(_, range)| range.start()).filter(|start| *start <= offset);
        let (here, before) = (starts.next(), starts.next());
        let mut numbers = self.numbers();
        numbers.find(|(place, _)| [here, before].contains(&Some(*place))).map(|(_, fault)| fault)
    }
}

/// Whether a quote of the kind that a string begins with stands behind a backslash on its line.
fn has_escaped_quote(text: &str) -> bool {
    let mut characters = text.lines().next().unwrap_or_default().chars();
    let quote = characters.next();
    while let Some(next) = characters.next() {
        if next == '\\' && characters.next() == quote {
            return true;
        }
    }
    false
}

/// Whether a character only says how others are shown, or is nobody's.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}'
    )
}

/// Whether what the parser notes is about what a literal stands for: a token it is all the same.
pub(crate) fn is_of_content(error: &LexicalErrorType) -> bool {
    matches!(
        error,
        LexicalErrorType::InvalidByteLiteral
            | LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError
    )
}

/// Two letters that do not go together as the prefix of a string, if a name is made of such letters.
fn incompatible(name: &str) -> Option<(char, char)> {
    let name = name.to_ascii_lowercase();
    let is_prefix = name
        .chars()
        .enumerate()
        .all(|(place, letter)| "burft".contains(letter) && !name[..place].contains(letter));
    let pairs = [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
    pairs.into_iter().find(|(one, other)| is_prefix && name.contains(*one) && name.contains(*other))
}

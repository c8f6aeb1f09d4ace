//! What is wrong with a source, in Python's words, at Python's places.

use crate::error::{Ending, ErrorKind, Fault};
use crate::grammar::{self, Start, Stop};
use crate::nesting;
use ruff_python_ast::Mod;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

pub(crate) struct Complaint<'s> {
    pub source: &'s str,
    /// Kind and place of every token but comments and newlines within brackets.
    pub tokens: Vec<(TokenKind, TextRange)>,
    pub errors: &'s [ParseError],
}

/// What is wrong with a source of which the parser notes an error: what the grammar says, or else `other`.
pub(crate) fn complain(parsed: &Parsed<Mod>, source: &str, start: Start, other: Fault) -> Fault {
    refusal(parsed, source, start).unwrap_or(other)
}

/// What the grammar says of a source, if it knows it for wrong.
pub(crate) fn refusal(parsed: &Parsed<Mod>, source: &str, start: Start) -> Option<Fault> {
    let complaint = Complaint::new(parsed, source);
    let find = || Ok(grammar::fault(&complaint, start));
    // The grammar has some thirty rules in one another for every bracket.
    let found = match nesting::depth(source) {
        Ok(0..8) => find(),
        Ok(_) => nesting::with_big_stack(find),
        Err(fault) => Err(fault),
    };
    match found {
        Ok(Some(fault)) | Err(fault) => Some(Fault { of_grammar: true, ..fault }),
        Ok(None) => None,
    }
}

/// What is said of an error that the parser notes, if the grammar has nothing to say.
pub(crate) fn noted(error: &ParseError) -> Fault {
    let message = match error.error {
        ParseErrorType::InvalidStarredExpressionUsage => "can't use starred expression here",
        _ => "invalid syntax",
    };
    Fault::syntax(message, error.location)
}

/// What is no token, where the parser notes that.
pub(crate) fn no_token(error: &ParseError, parsed: &Parsed<Mod>, source: &str) -> Fault {
    let complaint = Complaint::new(parsed, source);
    if let Some(stop) = complaint.continued_at_end()
        && stop.place <= error.location.start()
    {
        return stop.fault;
    }
    let ParseErrorType::Lexical(lexical) = &error.error else { return noted(error) };
    complaint.lexical(lexical, error.location)
}

/// The range of a token after one that ends at `before`: of a number that is none the parser may have forgotten the beginning.
fn whole(source: &str, kind: TokenKind, range: TextRange, before: TextSize) -> TextRange {
    let gap = source.get(before.to_usize()..range.start().to_usize()).unwrap_or_default();
    let number = gap.trim_start_matches([' ', '\t', '\x0c']);
    match kind == TokenKind::Unknown && number.starts_with(|first: char| first.is_ascii_digit()) {
        true => TextRange::new(range.start() - TextSize::of(number), range.end()),
        false => range,
    }
}

/// The empty range at an offset.
pub(crate) fn at(offset: TextSize) -> TextRange {
    TextRange::new(offset, offset)
}

impl<'s> Complaint<'s> {
    fn new(parsed: &'s Parsed<Mod>, source: &'s str) -> Complaint<'s> {
        let mut end = TextSize::new(0);
        let tokens = parsed.tokens().iter().map(|token| {
            let before = std::mem::replace(&mut end, token.range().end());
            (token.kind(), whole(source, token.kind(), token.range(), before))
        });
        let tokens =
            tokens.filter(|(kind, _)| !matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline));
        Complaint { source, tokens: tokens.collect(), errors: parsed.errors() }
    }

    /// Where a source ends whose last line is to be continued.
    pub fn continued_at_end(&self) -> Option<Stop> {
        let text = self.source.strip_suffix('\n').unwrap_or(self.source);
        let rest = text.strip_suffix('\\')?;
        let (backslash, end) = (TextSize::of(rest), TextSize::of(text));
        let contains = |(kind, range): &(TokenKind, TextRange)| {
            !matches!(kind, TokenKind::Unknown | TokenKind::Newline) && range.contains(backslash)
        };
        if self.tokens.iter().any(contains) || self.comment_before(backslash).is_some() {
            return None;
        }
        let open = self.open_brackets(backslash);
        let fault = match open.last() {
            Some(place) => {
                let bracket = &self.source[*place];
                let fault = Fault::syntax(format!("'{bracket}' was never closed"), *place);
                Fault { ending: Ending::Open, ..fault }
            }
            None => {
                let fault = Fault::syntax("unexpected EOF while parsing", at(end));
                Fault { ending: Ending::Unknown, ..fault }
            }
        };
        Some(Stop { is_said: !open.is_empty(), ..Stop::new(fault.read(backslash), backslash) })
    }

    pub fn indentation(&self, message: String, range: TextRange) -> Fault {
        Fault::new(ErrorKind::Indentation, message, range)
    }

    fn token_before(&self, offset: TextSize) -> Option<(TokenKind, TextRange)> {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        self.tokens[..end].iter().rev().find(|(_, range)| !range.is_empty()).copied()
    }

    pub fn line_of(&self, offset: TextSize) -> usize {
        let end = (offset.to_usize()).min(self.source.len());
        self.source[..end].bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// The brackets open before `offset`.
    pub fn open_brackets(&self, offset: TextSize) -> Vec<TextRange> {
        let mut open = Vec::new();
        for (kind, range) in self.tokens.iter().take_while(|(_, range)| range.start() < offset) {
            match kind {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push(*range),
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    open.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// Where the comment begins that ends at an offset.
    pub fn comment_before(&self, end: TextSize) -> Option<TextSize> {
        let start = self.token_before(end).map_or(TextSize::new(0), |(_, last)| last.end());
        let gap = self.source.get(start.to_usize()..end.to_usize())?;
        let comment = gap.trim_start_matches([' ', '\t', '\x0c']);
        comment.starts_with('#').then(|| end - TextSize::of(comment))
    }
}

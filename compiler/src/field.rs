//! Complaints about the fields of f-strings.

use crate::complaint::{Complaint, at};
use crate::error::Fault;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{TextRange, TextSize};

impl Complaint<'_> {
    /// Whether a field begins directly before `offset`.
    pub fn begins_field(&self, offset: TextSize) -> bool {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        matches!(
            &self.tokens[..end],
            [.., (TokenKind::FStringStart | TokenKind::FStringMiddle, _), (TokenKind::Lbrace, _)]
        ) || matches!(&self.tokens[..end], [.., (TokenKind::Colon, _), (TokenKind::Lbrace, _)])
            && self.is_within_field(end)
    }

    /// Whether the tokens before this one have begun an f-string that they have not ended.
    fn is_within_field(&self, end: usize) -> bool {
        let last = self.tokens[..end].iter().rev().find_map(|(kind, _)| match kind {
            TokenKind::FStringStart => Some(true),
            TokenKind::FStringEnd => Some(false),
            _ => None,
        });
        last == Some(true)
    }

    /// A field that begins with what is no expression.
    pub fn no_expression(&self, range: TextRange) -> Fault {
        let Some((kind, place)) = self.token_after(range.start()) else {
            return Fault::syntax("f-string: expecting '}'", at(range.start()));
        };
        match kind {
            TokenKind::FStringEnd | TokenKind::Newline => {
                Fault::syntax("f-string: expecting '}'", at(place.start()))
            }
            TokenKind::Rbrace | TokenKind::Exclamation | TokenKind::Colon | TokenKind::Equal => {
                let found = &self.source[place];
                Fault::syntax(format!("f-string: valid expression required before '{found}'"), place)
            }
            _ => Fault::syntax("f-string: expecting a valid expression after '{'", place),
        }
    }

    /// A field of which a comment hides the end.
    pub fn commented_field(&self, range: TextRange) -> Option<Fault> {
        let open = self.brackets(range.start()).ok()?;
        let (_, brace) = open.last().filter(|(kind, _)| *kind == TokenKind::Lbrace)?;
        let hidden = self.source.get(brace.end().to_usize()..range.start().to_usize())?.contains('#');
        hidden.then(|| Fault::syntax("'{' was never closed", *brace))
    }

    /// A field whose expression something else follows than its end.
    pub fn unclosed_field(&self, range: TextRange) -> Fault {
        let missing = Fault::syntax("f-string: expecting '}'", at(range.start()));
        let Ok(open) = self.brackets(range.start()) else { return missing };
        let Some((TokenKind::Lbrace, brace)) = open.last() else { return missing };
        let within = |kind: TokenKind| {
            let mut tokens = self.tokens.iter().filter(|(_, place)| place.start() >= brace.end());
            tokens.any(|(other, place)| *other == kind && place.end() <= range.start())
        };
        let found = self.token_after(range.start()).filter(|(_, place)| place.start() == range.start());
        let ended = found.is_none_or(|(kind, _)| matches!(kind, TokenKind::FStringEnd | TokenKind::Newline));
        if within(TokenKind::Colon) {
            return Fault::syntax("f-string: expecting '}', or format specs", range);
        }
        if ended || within(TokenKind::Exclamation) {
            return missing;
        }
        if within(TokenKind::Equal) {
            return Fault::syntax("f-string: expecting '!', or ':', or '}'", range);
        }
        if self.forgot_comma(&open, range, found)
            && let (Some((_, last)), Some((_, next))) = (self.token_before(range.start()), found)
        {
            return self.missing_comma(last, next);
        }
        Fault::syntax("f-string: expecting '=', or '!', or ':', or '}'", range)
    }
}

//! What stands in a field of an f-string or t-string: as it was written, but for comments.

use ruff_python_ast::InterpolatedElement;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextSize};
use std::borrow::Cow;

/// The text without its comments.
pub(crate) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    // Between parentheses a line may end anywhere.
    let inside = format!("({text})");
    let parsed = parse_unchecked(&inside, ParseOptions::from(Mode::Expression));
    let mut kept = String::new();
    let mut from = 1;
    for comment in parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment) {
        kept.push_str(&inside[from..comment.start().to_usize()]);
        from = comment.end().to_usize();
    }
    kept.push_str(inside[from..].strip_suffix(')').unwrap_or(&inside[from..]));
    Cow::Owned(kept)
}

/// From the brace to what ends the expression: `=`, `!`, `:` or the other brace.
pub(crate) fn expression(source: &str, field: &InterpolatedElement) -> String {
    let start = field.range.start() + TextSize::from(1);
    let rest = &source[field.expression.end().to_usize()..];
    let mut in_comment = false;
    let length = rest.find(|character: char| match character {
        '\n' => {
            in_comment = false;
            false
        }
        '#' => {
            in_comment = true;
            false
        }
        _ => !(in_comment || character == ')' || character.is_whitespace()),
    });
    let end = field.expression.end().to_usize() + length.unwrap_or(rest.len());
    without_comments(&source[start.to_usize()..end]).into_owned()
}

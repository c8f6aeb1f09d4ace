//! Source text to syntax tree.

use crate::complaint::{complain, noted, refusal};
use crate::error::{Ending, ErrorKind, Fault, Result};
use crate::grammar::Start;
use crate::incomplete::is_compound;
use crate::nesting;
use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_python_ast::{Expr, Mod, ModExpression, ModModule, PythonVersion, StmtTry};
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// How deep a source nests, or its first fault of those that are told before there is a tree.
pub(crate) fn depth(source: &str, mode: crate::Mode) -> Result<u32> {
    nesting::depth(source).map_err(|fault| earlier(source, mode, &fault).unwrap_or(fault))
}

/// A fault that is told before one of the indentation, as only what is above has been read where that is found.
fn earlier(source: &str, mode: crate::Mode, fault: &Fault) -> Option<Fault> {
    if fault.kind != ErrorKind::Tab {
        return None;
    }
    let above = &source[..fault.range.start().to_usize()];
    let read = || module(above, mode).map(drop);
    let read = match nesting::depth(above).ok()? > nesting::DEEP {
        true => nesting::with_big_stack(read),
        false => read(),
    };
    // One at its end may be no fault with what comes below.
    read.err().filter(|first| first.range.end().to_usize() < above.len())
}

/// A module, or an interactive statement.
pub(crate) fn module(source: &str, mode: crate::Mode) -> Result<Parsed<ModModule>> {
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    let start = if mode == crate::Mode::Single { Start::Interactive } else { Start::Module };
    check(&parsed, source, start)?;
    parsed.try_into_module().ok_or_else(|| Fault::syntax("invalid syntax", Default::default()))
}

/// An expression, and the tokens it was read from.
pub(crate) struct Expression {
    pub body: Box<Expr>,
    pub tokens: Tokens,
}

pub(crate) fn expression(source: &str) -> Result<Expression> {
    let indent = source.len() - source.trim_start_matches([' ', '\t']).len();
    if indent > 0 && !source[indent..].starts_with(['\n', '#', '\\']) && indent < source.len() {
        let range = TextRange::at(TextSize::new(indent as u32 - 1), TextSize::new(1));
        let message = "unexpected indent".to_owned();
        let fault = Fault::new(ErrorKind::Indentation, message, range);
        return Err(Fault { ending: Ending::Unknown, of_grammar: true, ..fault });
    }
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Expression).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    check(&parsed, source, Start::Expression)?;
    let tokens = parsed.tokens().clone();
    match parsed.into_syntax() {
        Mod::Expression(ModExpression { body, .. }) => Ok(Expression { body, tokens }),
        Mod::Module(module) => Err(Fault::syntax("invalid syntax", module.range)),
    }
}

fn check(parsed: &Parsed<Mod>, source: &str, start: Start) -> Result {
    if let Some(error) = parsed.errors().iter().min_by_key(|error| error.location.start()) {
        return Err(complain(parsed, source, start, noted(error)));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let message = complaint_about(&error.to_string());
        return Err(complain(parsed, source, start, Fault::syntax(message, error.range())));
    }
    if (is_doubtful(parsed, source, start) || has_bare_yield(parsed, source))
        && let Some(fault) = refusal(parsed, source, start)
    {
        return Err(fault);
    }
    Ok(())
}

/// Whether it takes the grammar to know that a source is what it is read as: more depends on where its lines end than the
/// parser looks at.
fn is_doubtful(parsed: &Parsed<Mod>, source: &str, start: Start) -> bool {
    let last = source.rsplit('\n').next().unwrap_or_default();
    let is_blank = !last.is_empty() && last.trim_start().is_empty();
    match (start, parsed.syntax()) {
        (Start::Module, _) => false,
        (Start::Interactive, Mod::Module(module)) => {
            let only = module.body.first().filter(|_| module.body.len() == 1);
            is_blank || only.is_none_or(is_compound)
        }
        _ => is_blank,
    }
}

/// Whether a `yield` without a value is followed by an operator: to the parser it is an operand then.
fn has_bare_yield(parsed: &Parsed<Mod>, source: &str) -> bool {
    if !source.contains("yield") {
        return false;
    }
    let mut kinds = parsed.tokens().iter().map(Token::kind);
    let mut follows = false;
    kinds.any(|kind| {
        let is_operator = kind.is_operator()
            && !matches!(
                kind,
                TokenKind::Lpar
                    | TokenKind::Rpar
                    | TokenKind::Lsqb
                    | TokenKind::Rsqb
                    | TokenKind::Lbrace
                    | TokenKind::Rbrace
                    | TokenKind::Colon
                    | TokenKind::Semi
                    | TokenKind::Equal
                    | TokenKind::Star
                    | TokenKind::Plus
                    | TokenKind::Minus
                    | TokenKind::Tilde
                    | TokenKind::Ellipsis
                    | TokenKind::Exclamation
            );
        let is_word =
            matches!(kind, TokenKind::And | TokenKind::Or | TokenKind::In | TokenKind::Is | TokenKind::If);
        let is_wrong = follows && (is_operator || is_word);
        follows = kind == TokenKind::Yield || follows && kind == TokenKind::NonLogicalNewline;
        is_wrong
    })
}

fn complaint_about(message: &str) -> &'static str {
    if message.starts_with("Cannot use dictionary unpacking in a dict comprehension") {
        "dict unpacking cannot be used in dict comprehension"
    } else if message.starts_with("Cannot use iterable unpacking in a") {
        "iterable unpacking cannot be used in comprehension"
    } else {
        "invalid syntax"
    }
}

/// An error in a statement that the parser lets through: `else` without `except` before it.
pub(crate) fn check_try(statement: &StmtTry) -> Result {
    let (Some(last), Some(_)) = (statement.body.last(), statement.orelse.first()) else { return Ok(()) };
    match statement.handlers.is_empty() {
        true => Err(Fault::syntax("expected 'except' or 'finally' block", TextRange::empty(last.end()))),
        false => Ok(()),
    }
}

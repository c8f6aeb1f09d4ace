//! Source text to syntax tree.

use crate::complaint::{complain, noted};
use crate::error::{Ending, ErrorKind, Fault, Result};
use ruff_python_ast::token::Tokens;
use ruff_python_ast::{Expr, Mod, ModExpression, ModModule, PythonVersion, StmtTry};
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

pub(crate) fn module(source: &str) -> Result<Parsed<ModModule>> {
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    check(&parsed, source)?;
    parsed.try_into_module().ok_or_else(|| Fault::syntax("invalid syntax", Default::default()))
}

/// An expression, and the tokens it was read from.
pub(crate) struct Expression {
    pub body: Box<Expr>,
    pub tokens: Tokens,
}

pub(crate) fn expression(source: &str) -> Result<Expression> {
    let indent = source.len() - source.trim_start_matches([' ', '\t']).len();
    if indent > 0 && !source[indent..].starts_with(['\n', '#']) && indent < source.len() {
        let range = TextRange::at(TextSize::new(indent as u32 - 1), TextSize::new(1));
        let message = "unexpected indent".to_owned();
        let fault = Fault::new(ErrorKind::Indentation, message, range);
        return Err(Fault { ending: Ending::Unknown, of_grammar: true, ..fault });
    }
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Expression).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    check(&parsed, source)?;
    let tokens = parsed.tokens().clone();
    match parsed.into_syntax() {
        Mod::Expression(ModExpression { body, .. }) => Ok(Expression { body, tokens }),
        Mod::Module(module) => Err(Fault::syntax("invalid syntax", module.range)),
    }
}

fn check(parsed: &Parsed<Mod>, source: &str) -> Result {
    if let Some(error) = parsed.errors().iter().min_by_key(|error| error.location.start()) {
        return Err(complain(parsed, source, noted(error)));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let message = complaint_about(&error.to_string());
        return Err(complain(parsed, source, Fault::syntax(message, error.range())));
    }
    Ok(())
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

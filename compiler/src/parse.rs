//! Source text to syntax tree, and the parser's complaints in Python's words.

use crate::error::{ErrorKind, Fault, Result};
use ruff_python_ast::{Mod, ModExpression, ModModule, PythonVersion};
use ruff_python_parser::{
    LexicalErrorType, ParseError, ParseErrorType, ParseOptions, Parsed, parse_unchecked,
};
use ruff_text_size::Ranged;

pub(crate) fn module(source: &str) -> Result<Parsed<ModModule>> {
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    check(&parsed, source)?;
    parsed.try_into_module().ok_or_else(|| Fault::syntax("invalid syntax", Default::default()))
}

pub(crate) fn expression(source: &str) -> Result<ModExpression> {
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Expression).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    check(&parsed, source)?;
    match parsed.into_syntax() {
        Mod::Expression(expression) => Ok(expression),
        Mod::Module(module) => Err(Fault::syntax("invalid syntax", module.range)),
    }
}

fn check<T>(parsed: &Parsed<T>, source: &str) -> Result {
    if let Some(error) = parsed.errors().iter().min_by_key(|error| error.location.start()) {
        return Err(translate(error, source));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(Fault::syntax("invalid syntax", error.range()));
    }
    Ok(())
}

fn translate(error: &ParseError, _source: &str) -> Fault {
    use ParseErrorType::*;
    let range = error.location;
    let (kind, message) = match &error.error {
        Lexical(LexicalErrorType::IndentationError) => {
            (ErrorKind::Indentation, "unindent does not match any outer indentation level".to_owned())
        }
        UnexpectedIndentation => (ErrorKind::Indentation, "unexpected indent".to_owned()),
        OtherError(message) => (ErrorKind::Syntax, message.clone()),
        _ => (ErrorKind::Syntax, "invalid syntax".to_owned()),
    };
    Fault { kind, message, range }
}

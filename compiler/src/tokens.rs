//! A source as a list of tokens, for the module `tokenize`.

use crate::complaint::no_token;
use crate::error::{CompileError, Fault, Lines};
use crate::malformed::is_of_content;
use crate::{nesting, plain_newlines};
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{LexicalErrorType, ParseErrorType, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenType {
    /// A name or a keyword.
    Name,
    /// A number.
    Number,
    /// A string or bytes literal.
    String,
    /// An operator or a delimiter.
    Operator,
    /// A comment.
    Comment,
    /// The end of a logical line.
    Newline,
    /// The end of a line that ends nothing.
    Nl,
    /// A deeper indentation begins.
    Indent,
    /// An indentation ends.
    Dedent,
    /// Parts of an f-string: the beginning, text, the end.
    FStringStart,
    /// Text of an f-string.
    FStringMiddle,
    /// The end of an f-string.
    FStringEnd,
    /// The beginning of a t-string.
    TStringStart,
    /// Text of a t-string.
    TStringMiddle,
    /// The end of a t-string.
    TStringEnd,
}

/// A token, and its place in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenType,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The tokens of a source, whether or not they make sense together; and what is wrong after the last, if anything is.
pub fn tokens(source: &str, filename: &str) -> (Vec<Token>, Option<CompileError>) {
    let source = &*plain_newlines(source);
    let read = || Ok(read(source));
    let result = nesting::depth(source).and_then(|depth| match depth > nesting::DEEP {
        true => nesting::with_big_stack(read),
        false => read(),
    });
    let (tokens, fault) = match result {
        Ok(read) => read,
        Err(fault) => (vec![], Some(fault)),
    };
    (tokens, fault.map(|fault| fault.locate(source, &Lines::new(source), filename)))
}

fn read(source: &str) -> (Vec<Token>, Option<Fault>) {
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    let fault = wrong_token(&parsed, source);
    let limit = fault.as_ref().map_or(source.len(), |fault| fault.range.start().to_usize());
    let mut tokens = Vec::new();
    let mut open = 0_usize;
    let mut formats = Formats::default();
    for token in parsed.tokens() {
        let (start, end) = (token.range().start().to_usize(), token.range().end().to_usize());
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => open = open.saturating_sub(1),
            _ => {}
        }
        if let Some(kind) = formats.ended_by(token.kind())
            && start <= limit
        {
            tokens.push(Token { kind, start, end: start });
        }
        let kind = match token.kind() {
            TokenKind::Unknown => tolerated(&source[start..end]),
            known => kind(known),
        };
        if let Some(kind) = kind
            && start <= limit
        {
            tokens.push(Token { kind, start, end });
        }
    }
    if fault.is_none() && open > 0 {
        let end = TextRange::empty(ruff_text_size::TextSize::of(source));
        return (tokens, Some(Fault::syntax("unexpected EOF in multi-line statement", end)));
    }
    (tokens, fault)
}

/// The formats of fields in f-strings and t-strings. One that does not end in text ends in an empty one.
#[derive(Default)]
struct Formats {
    /// What is open: a string, by what its texts are, or a bracket, and whether that is a field whose format was begun.
    open: Vec<(Option<TokenType>, bool)>,
    last: Option<TokenKind>,
}

impl Formats {
    /// The empty text that goes before a token.
    fn ended_by(&mut self, kind: TokenKind) -> Option<TokenType> {
        let last = self.last.replace(kind);
        match kind {
            TokenKind::FStringStart => self.open.push((Some(TokenType::FStringMiddle), false)),
            TokenKind::TStringStart => self.open.push((Some(TokenType::TStringMiddle), false)),
            TokenKind::Lbrace | TokenKind::Lpar | TokenKind::Lsqb => self.open.push((None, false)),
            TokenKind::FStringEnd | TokenKind::TStringEnd | TokenKind::Rpar | TokenKind::Rsqb => {
                self.open.pop();
            }
            TokenKind::Colon => {
                let is_field = self.open.len().checked_sub(2).and_then(|outer| self.open.get(outer));
                let is_field = is_field.is_some_and(|(text, formats)| text.is_some() || *formats);
                if let Some(inner) = self.open.last_mut().filter(|inner| is_field && inner.0.is_none()) {
                    inner.1 = true;
                }
            }
            TokenKind::Rbrace => {
                let (_, formats) = self.open.pop()?;
                let has_text = matches!(last, Some(TokenKind::FStringMiddle | TokenKind::TStringMiddle));
                if formats && !has_text {
                    return self.open.iter().rev().find_map(|(text, _)| *text);
                }
            }
            _ => {}
        }
        None
    }
}

/// What is a token here though no statement has it: characters that are no operator (`inspect` marks parameters with
/// `$`), and integers that begin with a zero.
fn tolerated(text: &str) -> Option<TokenType> {
    if matches!(text, "$" | "?" | "`") {
        return Some(TokenType::Operator);
    }
    let number = text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    number.then_some(TokenType::Number)
}

/// The first thing that is no token.
fn wrong_token(parsed: &Parsed<Mod>, source: &str) -> Option<Fault> {
    let wrong = parsed.errors().iter().filter(|error| match &error.error {
        // A bracket that is open at the end is told once all tokens have been shown.
        ParseErrorType::Lexical(LexicalErrorType::Eof) => !error.location.is_empty(),
        ParseErrorType::Lexical(kind) => !is_of_content(kind) && tolerated(&source[error.location]).is_none(),
        _ => false,
    });
    let first = wrong.min_by_key(|error| error.location.start())?;
    Some(no_token(first, parsed, source))
}

fn kind(kind: TokenKind) -> Option<TokenType> {
    Some(match kind {
        TokenKind::Name => TokenType::Name,
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => TokenType::Number,
        TokenKind::String => TokenType::String,
        TokenKind::FStringStart => TokenType::FStringStart,
        TokenKind::FStringMiddle => TokenType::FStringMiddle,
        TokenKind::FStringEnd => TokenType::FStringEnd,
        TokenKind::TStringStart => TokenType::TStringStart,
        TokenKind::TStringMiddle => TokenType::TStringMiddle,
        TokenKind::TStringEnd => TokenType::TStringEnd,
        TokenKind::Comment => TokenType::Comment,
        TokenKind::Newline => TokenType::Newline,
        TokenKind::NonLogicalNewline => TokenType::Nl,
        TokenKind::Indent => TokenType::Indent,
        TokenKind::Dedent => TokenType::Dedent,
        TokenKind::EndOfFile | TokenKind::Unknown | TokenKind::IpyEscapeCommand => return None,
        other if other.is_keyword() => TokenType::Name,
        _ => TokenType::Operator,
    })
}

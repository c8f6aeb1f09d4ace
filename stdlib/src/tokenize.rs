//! `_tokenize`: the tokens of a source, as the module `tokenize` shows them.

use compiler::{Token, TokenType};
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::collections::VecDeque;

/// What there is still to be shown: tokens, and what is raised after them.
struct Rest<R: Runtime> {
    tokens: VecDeque<Value<R>>,
    error: Option<Value<R>>,
}

/// The payload of `TokenizerIter`.
struct TokenizerIter<R: Runtime> {
    rest: Guarded<Rest<R>>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for TokenizerIter<R> {
    const NAME: &'static str = "TokenizerIter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let rest = unsafe { self.rest.get() };
        rest.tokens.iter().chain(&rest.error).for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for TokenizerIter<R> {
    type Guarded = Rest<R>;
    fn guarded(&self) -> &Guarded<Rest<R>> {
        &self.rest
    }
}

/// Numbers of token types, as in `token`.
mod number {
    pub const END_MARKER: i64 = 0;
    pub const NAME: i64 = 1;
    pub const NUMBER: i64 = 2;
    pub const STRING: i64 = 3;
    pub const NEWLINE: i64 = 4;
    pub const INDENT: i64 = 5;
    pub const DEDENT: i64 = 6;
    pub const OP: i64 = 55;
    pub const FSTRING_START: i64 = 59;
    pub const COMMENT: i64 = 65;
    pub const NL: i64 = 66;
}

/// The operators, from the number 7 on.
const OPERATORS: [&str; 48] = [
    "(", ")", "[", "]", ":", ",", ";", "+", "-", "*", "/", "|", "&", "<", ">", "=", ".", "%", "{", "}", "==",
    "!=", "<=", ">=", "~", "^", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
    ">>=", "**=", "//", "//=", "@", "@=", "->", "...", ":=", "!",
];

fn number(kind: TokenType, text: &str, extra: bool) -> i64 {
    match kind {
        TokenType::Name => number::NAME,
        TokenType::Number => number::NUMBER,
        TokenType::String => number::STRING,
        TokenType::Newline => number::NEWLINE,
        TokenType::Nl => number::NL,
        TokenType::Comment => number::COMMENT,
        TokenType::Indent => number::INDENT,
        TokenType::Dedent => number::DEDENT,
        TokenType::FStringStart => number::FSTRING_START,
        TokenType::FStringMiddle => number::FSTRING_START + 1,
        TokenType::FStringEnd => number::FSTRING_START + 2,
        TokenType::TStringStart => number::FSTRING_START + 3,
        TokenType::TStringMiddle => number::FSTRING_START + 4,
        TokenType::TStringEnd => number::FSTRING_START + 5,
        TokenType::Operator if extra => number::OP,
        TokenType::Operator => OPERATORS
            .iter()
            .position(|&operator| operator == text)
            .map_or(number::OP, |place| place as i64 + 7),
    }
}

/// Reads all lines there are.
fn source<R: Runtime>(vm: &mut Vm<R>, read_line: &Value<R>, encoding: Option<&str>) -> Return<R, String> {
    let mut text = String::new();
    loop {
        let line = match vm.call(read_line, &[]) {
            // How an iterator's own `__next__` says that it is at its end.
            Ok(line) if line.is_unbound() => break,
            Ok(line) => line,
            Err(raised) if vm.is_raised(&raised, &vm.exceptions().stop_iteration.clone()) => break,
            Err(raised) => return Err(raised),
        };
        let line = match encoding {
            Some(encoding) if vm.as_bytes(&line).is_some() => vm.decode(&line, encoding, "replace")?,
            Some(_) => {
                let message = format!("readline() returned a non-bytes object: {}", vm.type_name(&line));
                return Err(vm.type_error(&message));
            }
            None => line,
        };
        match vm.as_str(&line) {
            Some("") => break,
            Some(line) => text.push_str(line),
            None => return Err(vm.type_error("readline() returned a non-string object")),
        }
    }
    Ok(text)
}

/// The lines of a source, to find places.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// Which lines end in `\r\n`.
    doubled: Vec<bool>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(place, _)| place + 1)).collect();
        Lines { text, starts, doubled: Vec::new() }
    }

    /// Which line a byte is in, from 0.
    fn line(&self, place: usize) -> usize {
        self.starts.partition_point(|&start| start <= place) - 1
    }

    /// The lines from one to another, with their newlines.
    fn lines(&self, first: usize, last: usize) -> &'a str {
        let end = self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        self.text.get(self.starts[first]..end).unwrap_or_default()
    }

    fn column(&self, line: usize, place: usize) -> usize {
        self.text.get(self.starts[line]..place).map_or(0, |before| before.chars().count())
    }
}

fn place<R: Runtime>(vm: &Vm<R>, line: usize, column: usize) -> Value<R> {
    vm.new_tuple(vec![vm.new_usize(line), vm.new_usize(column)])
}

/// The tuple of a token.
fn shown<R: Runtime>(vm: &Vm<R>, lines: &Lines<'_>, token: Token, extra: bool) -> Value<R> {
    let Token { kind, start, end } = token;
    let is_newline = matches!(kind, TokenType::Newline | TokenType::Nl);
    let text = lines.text.get(start..end).unwrap_or_default();
    let (first, mut last) = (lines.line(start), lines.line(end));
    let start_column = lines.column(first, start);
    let mut end_column = lines.column(last, end);
    if is_newline {
        // A newline that is not there is one column wide all the same.
        (last, end_column) = (first, start_column + 1);
    }
    let (mut first, mut start_column) = (first, start_column);
    let is_behind = kind == TokenType::Dedent && start == lines.text.len() && start_column > 0;
    if is_behind {
        // Behind a last line without an end it is at the beginning of the next.
        (first, start_column, last, end_column) = (first + 1, 0, first + 1, 0);
    }
    let last_line = if end > start && lines.starts[last] == end { last.saturating_sub(1) } else { last };
    let line = if is_behind { "" } else { lines.lines(first, last_line.max(first)) };
    let number = number(kind, text, extra);
    let mut text = text;
    if is_newline && text == "\n" && lines.doubled.get(first).is_some_and(|doubled| *doubled) {
        (text, end_column) = ("\r\n", end_column + 1);
    }
    let line: String = line
        .split_inclusive('\n')
        .zip(first..)
        .flat_map(|(line, at)| match line.strip_suffix('\n') {
            Some(line) if lines.doubled.get(at).is_some_and(|doubled| *doubled) => [line, "\r\n"],
            _ => [line, ""],
        })
        .collect();
    vm.new_tuple(vec![
        vm.new_int(number),
        vm.new_str(text),
        place(vm, first + 1, start_column),
        place(vm, last + 1, end_column),
        vm.new_str(&line),
    ])
}

/// The text of an f-string is told in pieces that end at doubled braces, of which each shows one.
fn pieces(text: &str, token: Token) -> Vec<Token> {
    let Token { kind, mut start, end } = token;
    let mut pieces = Vec::new();
    if matches!(kind, TokenType::FStringMiddle | TokenType::TStringMiddle) {
        while let Some(place) = text.get(start..end).and_then(|rest| rest.find(['{', '}'])) {
            pieces.push(Token { kind, start, end: start + place + 1 });
            start += place + 2;
        }
        if start >= end && !pieces.is_empty() {
            return pieces;
        }
    }
    pieces.push(Token { kind, start, end });
    pieces
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let encoding = match arguments[2].some() {
        Some(encoding) => Some(vm.str_argument(encoding, "TokenizerIter() argument 'encoding'")?),
        None => None,
    };
    let extra = vm.flag(&arguments[3], false)?;
    let text = source(vm, &arguments[1], encoding)?;
    let doubled: Vec<bool> = text.split_inclusive('\n').map(|line| line.ends_with("\r\n")).collect();
    let text = text.replace("\r\n", "\n");
    let (mut tokens, error) = compiler::tokens(&text, "<string>");
    // A last line without an end ends nothing, if there is only a comment on it or nothing at all.
    let last = text.rsplit('\n').next().unwrap_or_default();
    let holds_nothing = matches!(last.trim_start().chars().next(), None | Some('#'));
    let ends_nothing = error.is_none() && !last.is_empty() && holds_nothing;
    if ends_nothing {
        let place = tokens.iter().rposition(|token| token.kind != TokenType::Dedent).map_or(0, |at| at + 1);
        let is_told = tokens[..place]
            .last()
            .is_some_and(|token| token.kind == TokenType::Nl && token.start == text.len());
        if !is_told {
            tokens.insert(place, Token { kind: TokenType::Nl, start: text.len(), end: text.len() });
        }
    }
    let lines = Lines { doubled, ..Lines::new(&text) };
    let mut shown_tokens = VecDeque::with_capacity(tokens.len() + 1);
    for token in tokens.into_iter().flat_map(|token| pieces(&text, token)) {
        if !extra && matches!(token.kind, TokenType::Comment | TokenType::Nl) {
            continue;
        }
        // The end of any other text is no line of its own.
        if token.kind == TokenType::Nl && token.start == token.end && !ends_nothing {
            continue;
        }
        shown_tokens.push_back(shown(vm, &lines, token, extra));
    }
    let error = error.map(|error| vm.syntax_error(&error).0);
    if error.is_none() {
        let count = text.matches('\n').count() + usize::from(!text.is_empty() && !text.ends_with('\n'));
        let (text, number) = (vm.new_str(""), vm.new_int(number::END_MARKER));
        let place = place(vm, count + 1, 0);
        shown_tokens.push_back(vm.new_tuple(vec![number, text.clone(), place.clone(), place, text]));
    }
    let rest = Rest { tokens: shown_tokens, error };
    vm.new_object_of(&class, TokenizerIter { rest: Guarded::new(rest) })
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<TokenizerIter<R>>() else {
        return Err(vm.type_error("a TokenizerIter is needed"));
    };
    let (token, error) = {
        let mut rest = vm.lock(own);
        match rest.tokens.pop_front() {
            Some(token) => (Some(token), None),
            None => (None, rest.error.take()),
        }
    };
    match (token, error) {
        (Some(token), _) => Ok(token),
        (None, Some(error)) => Err(Raised(error)),
        (None, None) => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_tokenize");
    let class = ClassBuilder::new::<TokenizerIter<R>>(vm, "_tokenize", "TokenizerIter", None)
        .flags(ClassFlags::NONE)
        .constructor("__new__(cls, readline, /, *, encoding=None, extra_tokens=False)", new)
        .methods(&[
            ("__iter__(self, /)", |_, arguments| Ok(arguments[0].clone())),
            ("__next__(self, /)", next),
        ])
        .finish();
    vm.module_set(&module, "TokenizerIter", class.into_value());
    Ok(module)
}

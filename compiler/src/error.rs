//! What can be wrong with a source, shaped for the display of `SyntaxError`.

use crate::given::Place;
use crate::nesting;
use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::fmt;

/// Which exception the error becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
    /// Nested too deeply to be compiled: `RecursionError` or `MemoryError` in the reference implementation.
    TooDeep,
    /// A program element larger than the bytecode can express.
    TooLarge,
    /// A syntax tree that stands for no source: `ValueError`.
    Value,
    /// One with a node where another kind belongs: `TypeError`.
    Type,
    /// One with what no parser makes: `SystemError`.
    System,
}

/// A source that cannot be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    /// Which exception it becomes.
    pub kind: ErrorKind,
    /// The message.
    pub message: String,
    /// The file.
    pub filename: String,
    /// First line, from 1.
    pub line: u32,
    /// First column in characters, from 1.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column, from 1.
    pub end_column: i32,
    /// The first line's text, with its newline if it has one and was the last to be read.
    pub text: Option<String>,
    /// Whether there is no tree of the source: of one that has a tree only a file's lines are shown.
    pub of_grammar: bool,
    /// What it stands in, if a keyword may be misspelt.
    pub context: Option<Box<Context>>,
}

/// What a keyword that is misspelt is looked for in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Context {
    /// The line on which the last statement with a body begins that ends before the error; 0 if there is none.
    pub line: u32,
    /// The whole source.
    pub source: String,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, line {})", self.message, self.filename, self.line)
    }
}

impl std::error::Error for CompileError {}

/// An error before its place is translated to lines and columns.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub kind: ErrorKind,
    pub message: String,
    pub range: TextRange,
    pub ending: Ending,
    pub shown: Shown,
    /// Whether it is said before there is a tree.
    pub of_grammar: bool,
}

/// How the line of a fault is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Shown {
    /// As it is.
    #[default]
    Whole,
    /// Without its newline.
    Bare,
    /// Without its newline if the source was read further than to its end.
    Read(TextSize),
}

/// What is told of the end of a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Ending {
    /// Where its range ends.
    #[default]
    Here,
    /// That it is open: 0.
    Open,
    /// Nothing, for it is at what is no text of the source: -1.
    Unknown,
    /// Nothing, for it is before the first character of its line: 0 and -1.
    Begun,
    /// Nothing, nor of its beginning: 0 both.
    Lost,
}

pub(crate) type Result<T = ()> = std::result::Result<T, Fault>;

impl Fault {
    pub fn new(kind: ErrorKind, message: impl Into<String>, range: TextRange) -> Fault {
        Fault {
            kind,
            message: message.into(),
            range,
            ending: Ending::Here,
            shown: Shown::Whole,
            of_grammar: false,
        }
    }

    pub fn syntax(message: impl Into<String>, range: TextRange) -> Fault {
        Fault::new(ErrorKind::Syntax, message, range)
    }

    /// The same, to be shown without a newline.
    pub fn bare(self) -> Fault {
        Fault { shown: Shown::Bare, ..self }
    }

    /// The same, of a source that was read to an offset.
    pub fn read(self, to: TextSize) -> Fault {
        Fault { shown: Shown::Read(to), ..self }
    }

    pub fn too_large(message: impl Into<String>, range: TextRange) -> Fault {
        Fault::new(ErrorKind::TooLarge, message, range)
    }

    pub fn locate(self, source: &str, lines: &Lines, filename: &str) -> CompileError {
        let (mut line, start) = lines.place(self.range.start());
        let context = self.context(source, lines);
        let Some(text) = lines.text(source, line) else {
            let (end_line, end) = lines.place(self.range.end());
            return CompileError {
                kind: self.kind,
                message: self.message,
                filename: filename.to_owned(),
                line,
                column: start + 1,
                end_line,
                end_column: end as i32 + 1,
                text: None,
                of_grammar: self.of_grammar,
                context,
            };
        };
        let column = characters(text, start) + 1;
        let (end_line, end) = lines.place(self.range.end());
        // What is missing at the end of a line is shown there, one column wide, or as wide as the comment that ends it.
        let missing = self.range.end().to_usize() > source.len() || (end_line == line + 1 && end == 0);
        let (mut end_line, end_column) = match missing {
            true if text.chars().nth(column as usize - 1) == Some('#') => {
                (line, text.trim_end_matches('\n').chars().count() as u32 + 2)
            }
            true => (line, column + 1),
            false => (end_line, characters(lines.text(source, end_line).unwrap_or(""), end) + 1),
        };
        if self.ending == Ending::Lost && source.is_empty() {
            // It has no line.
            (line, end_line) = (0, 0);
        }
        let (column, end_column) = match self.ending {
            // The last column is looked for on the first line.
            Ending::Here if end_line > line && matches!(self.shown, Shown::Read(_)) => {
                (column, end_column.min(text.trim_end_matches('\n').chars().count() as u32 + 1) as i32)
            }
            Ending::Here => (column, end_column as i32),
            Ending::Open => (column, 0),
            Ending::Unknown => (column, -1),
            Ending::Begun => (0, -1),
            Ending::Lost => (0, 0),
        };
        let whole = match self.shown {
            Shown::Whole => true,
            Shown::Bare => false,
            Shown::Read(to) => lines.place(to).0 <= line,
        };
        let text = if whole { text } else { text.trim_end_matches('\n') };
        CompileError {
            kind: self.kind,
            message: self.message,
            filename: filename.to_owned(),
            line,
            column,
            end_line,
            end_column,
            text: Some(text.to_owned()),
            of_grammar: self.of_grammar,
            context,
        }
    }

    fn context(&self, source: &str, lines: &Lines) -> Option<Box<Context>> {
        let vague = self.message == "invalid syntax" || self.message.contains("Perhaps you forgot a comma");
        if !vague || !nesting::depth(source).is_ok_and(|depth| depth <= nesting::DEEP) {
            return None;
        }
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        let mut last = Last { before: self.range.start(), found: None };
        if let Mod::Module(module) = parsed.syntax() {
            last.visit_body(&module.body);
        }
        let line = last.found.map_or(0, |range| lines.place(range.start()).0);
        Some(Box::new(Context { line, source: source.to_owned() }))
    }
}

/// Finds the last statement with a body that ends before a place.
struct Last {
    before: TextSize,
    found: Option<TextRange>,
}

impl<'a> Visitor<'a> for Last {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        walk_stmt(self, statement);
        let has_body = matches!(
            statement,
            Stmt::If(_)
                | Stmt::For(_)
                | Stmt::While(_)
                | Stmt::With(_)
                | Stmt::Try(_)
                | Stmt::Match(_)
                | Stmt::FunctionDef(_)
                | Stmt::ClassDef(_)
        );
        if has_body && statement.end() <= self.before {
            self.found = Some(statement.range());
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

fn characters(text: &str, bytes: u32) -> u32 {
    let mut end = (bytes as usize).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].chars().count() as u32
}

/// What offsets stand for.
#[derive(Debug)]
pub(crate) enum Lines {
    /// Bytes of a source, whose lines begin at these.
    Source(Vec<u32>),
    /// Places of a tree that has no source.
    Places(Vec<Place>),
}

impl Lines {
    pub fn new(source: &str) -> Lines {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends {
                starts.push(index as u32 + 1);
            }
        }
        Lines::Source(starts)
    }

    /// Line from 1, column in bytes from 0.
    pub fn place(&self, offset: TextSize) -> Place {
        let offset = offset.to_u32();
        match self {
            Lines::Source(starts) => {
                let line = starts.partition_point(|start| *start <= offset);
                (line as u32, offset - starts[line - 1])
            }
            Lines::Places(places) => places.get(offset as usize).copied().unwrap_or((1, 0)),
        }
    }

    /// The text of a line, if there is a source.
    pub fn text<'s>(&self, source: &'s str, line: u32) -> Option<&'s str> {
        let Lines::Source(starts) = self else { return None };
        let start = starts[line as usize - 1] as usize;
        let end = starts.get(line as usize).map_or(source.len(), |next| *next as usize);
        Some(&source[start.min(source.len())..end.min(source.len())])
    }
}

//! How deeply a source nests, measured before anything recurses over it.
//!
//! Parser and compiler recurse as deeply as the syntax tree is deep. A quick look at the text, which knows strings,
//! comments and brackets but no grammar, gives an upper bound of that depth: operators, calls, dots and keywords since
//! the last comma, summed over the open brackets. Ordinary sources stay far below [`DEEP`] and are compiled where they
//! are; deeper ones on a stack of their own; beyond [`DEEPEST`] they are refused.

use crate::error::{Ending, ErrorKind, Fault, Result};
use ruff_text_size::{TextRange, TextSize};

/// Nesting from which a stack of its own is used.
pub(crate) const DEEP: u32 = 100;
/// Nesting that is refused.
const DEEPEST: u32 = 9_000;
/// Open brackets that are refused.
const MOST_BRACKETS: usize = 200;
/// Indentation levels that are refused.
const MOST_INDENTS: usize = 100;
/// Fields in one another of one f-string.
const MOST_FIELDS: usize = 3;
/// What a lambda weighs: its body is a code object of its own.
const LAMBDA: u32 = 30;
/// Stack for deeply nested sources; only what is used is ever touched.
const BIG_STACK: usize = 512 << 20;

/// What is open around the point of the scan.
enum Open {
    /// A bracket, with the weight since its last comma.
    Bracket(u32),
    /// A replacement field of an f-string.
    Field(u32),
    /// An f-string: its quote, whether it is tripled, and what it is called.
    Text { quote: u8, tripled: bool, letter: char },
}

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    open: Vec<Open>,
    /// Weight of the present logical line outside of brackets.
    line: u32,
    total: u32,
    deepest: u32,
    /// Columns of the open indentation levels, with tabs to multiples of eight and with tabs as one column.
    indents: Vec<(usize, usize)>,
}

/// An upper bound of the depth of the syntax tree, or why the source is refused.
pub(crate) fn depth(source: &str) -> Result<u32> {
    let mut scan = Scan {
        bytes: source.as_bytes(),
        at: 0,
        open: Vec::new(),
        line: 0,
        total: 0,
        deepest: 0,
        indents: vec![(0, 0)],
    };
    scan.run()?;
    Ok(scan.deepest)
}

/// Runs `work` on a stack that holds the deepest source that is not refused.
pub(crate) fn with_big_stack<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(BIG_STACK).spawn_scoped(scope, work);
        match spawned.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(too_deep(TextRange::default())),
        }
    })
}

fn too_deep(range: TextRange) -> Fault {
    Fault::new(ErrorKind::TooDeep, "maximum recursion depth exceeded during compilation".to_owned(), range)
}

impl Scan<'_> {
    fn run(&mut self) -> Result {
        self.indentation()?;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if let Some(Open::Text { quote, tripled, .. }) = self.open.last() {
                self.text(byte, *quote, *tripled)?;
            } else {
                self.code(byte)?;
            }
        }
        Ok(())
    }

    fn here(&self) -> TextRange {
        let at = TextSize::new(self.at as u32);
        TextRange::new(at, at)
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn weigh(&mut self, weight: u32) -> Result {
        match self.open.last_mut() {
            Some(Open::Bracket(own) | Open::Field(own)) => *own += weight,
            _ => self.line += weight,
        }
        self.total += weight;
        self.deepest = self.deepest.max(self.total);
        if self.total > DEEPEST { Err(too_deep(self.here())) } else { Ok(()) }
    }

    fn push(&mut self, open: Open) -> Result {
        if self.open.len() >= MOST_BRACKETS {
            return Err(Fault::syntax("too many nested parentheses", self.here()));
        }
        self.weigh(1)?;
        self.open.push(open);
        Ok(())
    }

    fn pop(&mut self) {
        if let Some(Open::Bracket(own) | Open::Field(own)) = self.open.pop() {
            self.total -= own;
        }
    }

    fn comma(&mut self) {
        let own = match self.open.last_mut() {
            Some(Open::Bracket(own) | Open::Field(own)) => own,
            _ => &mut self.line,
        };
        self.total -= std::mem::take(own);
    }

    fn code(&mut self, byte: u8) -> Result {
        match byte {
            b'\n' => {
                self.at += 1;
                if self.open.is_empty() {
                    self.comma();
                    return self.indentation();
                }
                return Ok(());
            }
            b'\\' => self.at += 1,
            b'#' => {
                while !matches!(self.peek(0), b'\n' | 0) {
                    self.at += 1;
                }
                return Ok(());
            }
            b'(' | b'[' | b'{' => self.push(Open::Bracket(0))?,
            b')' | b']' => {
                if matches!(self.open.last(), Some(Open::Bracket(_))) {
                    self.pop();
                }
            }
            b'}' => {
                if matches!(self.open.last(), Some(Open::Bracket(_) | Open::Field(_))) {
                    self.pop();
                }
            }
            // What follows a field's expression is a format spec, which is text with fields of its own.
            b':' if matches!(self.open.last(), Some(Open::Field(_))) => self.format_spec()?,
            b',' | b';' => self.comma(),
            b'"' | b'\'' => return self.string(None),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'.'
            | b'=' | b'!' => {
                self.weigh(1)?;
            }
            _ if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => return self.word(),
            b'0'..=b'9' => {
                while matches!(self.peek(0), b'.' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') {
                    self.at += 1;
                }
                return Ok(());
            }
            _ => {}
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self) -> Result {
        let start = self.at;
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' || self.peek(0) >= 0x80 {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        if matches!(self.peek(0), b'"' | b'\'') && word.len() <= 2 {
            let mut letters = word.iter().map(|letter| char::from(letter.to_ascii_lowercase()));
            return self.string(letters.find(|letter| matches!(letter, 'f' | 't')));
        }
        match word {
            b"lambda" => self.weigh(LAMBDA),
            b"not" | b"if" | b"else" | b"and" | b"or" | b"in" | b"is" | b"await" | b"yield" | b"from"
            | b"for" | b"async" => self.weigh(1),
            _ => Ok(()),
        }
    }

    fn string(&mut self, formatted: Option<char>) -> Result {
        let quote = self.peek(0);
        let tripled = self.peek(1) == quote && self.peek(2) == quote;
        self.at += if tripled { 3 } else { 1 };
        if let Some(letter) = formatted {
            return self.push(Open::Text { quote, tripled, letter });
        }
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if !tripled => return Ok(()),
                _ if self.closes(quote, tripled) => {
                    self.at += if tripled { 3 } else { 1 };
                    return Ok(());
                }
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
    }

    fn closes(&self, quote: u8, tripled: bool) -> bool {
        self.peek(0) == quote && (!tripled || (self.peek(1) == quote && self.peek(2) == quote))
    }

    /// Inside the text of an f-string.
    fn text(&mut self, byte: u8, quote: u8, tripled: bool) -> Result {
        match byte {
            b'\\' => self.at += 1,
            b'{' if self.peek(1) == b'{' => self.at += 1,
            b'{' => self.push(Open::Field(0))?,
            b'\n' if !tripled => {
                self.pop();
                return Ok(());
            }
            _ if self.closes(quote, tripled) => {
                self.at += if tripled { 2 } else { 0 };
                self.pop();
            }
            _ => {}
        }
        self.at += 1;
        Ok(())
    }

    /// Skips a format spec up to its end or its next field.
    fn format_spec(&mut self) -> Result {
        while let Some(byte) = self.bytes.get(self.at + 1).copied() {
            match byte {
                b'{' => {
                    let fields = self.open.iter().rev().take_while(|open| matches!(open, Open::Field(_)));
                    if fields.count() >= MOST_FIELDS {
                        let letter = self.open.iter().rev().find_map(|open| match open {
                            Open::Text { letter, .. } => Some(*letter),
                            _ => None,
                        });
                        let letter = letter.unwrap_or('f');
                        let message = format!("{letter}-string: expressions nested too deeply");
                        let fault = Fault::syntax(message, self.here()).bare();
                        return Err(Fault { of_grammar: true, ..fault });
                    }
                    self.at += 1;
                    return self.push(Open::Field(0));
                }
                b'}' | b'\n' | b'"' | b'\'' => return Ok(()),
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// Measures the indentation of a line that is about to begin.
    fn indentation(&mut self) -> Result {
        let (mut column, mut narrow) = (0, 0);
        loop {
            match self.peek(0) {
                b' ' => (column, narrow) = (column + 1, narrow + 1),
                b'\t' => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                0x0c => (column, narrow) = (0, 0),
                b'\n' | b'#' | 0 => return Ok(()),
                _ => break,
            }
            self.at += 1;
        }
        while self.indents.last().is_some_and(|(last, _)| column < *last) {
            self.indents.pop();
        }
        let (last, last_narrow) = self.indents.last().copied().unwrap_or((0, 0));
        let consistent = if column == last { narrow == last_narrow } else { narrow > last_narrow };
        if !consistent {
            let message = "inconsistent use of tabs and spaces in indentation".to_owned();
            let start =
                self.bytes[..self.at].iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
            let place = TextRange::empty(TextSize::new(start as u32));
            let fault = Fault::new(ErrorKind::Tab, message, place);
            return Err(Fault { ending: Ending::Open, of_grammar: true, ..fault });
        }
        if column > last {
            self.indents.push((column, narrow));
        }
        if self.indents.len() > MOST_INDENTS {
            let message = "too many levels of indentation".to_owned();
            return Err(Fault::new(ErrorKind::Indentation, message, self.here()));
        }
        Ok(())
    }
}

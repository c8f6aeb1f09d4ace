//! Tokens as CPython's tokenizer makes them, and what stops it.

use super::{Class, Grammar, Start, WordId};
use crate::complaint::{Complaint, at};
use crate::error::{Ending, ErrorKind, Fault};
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{TextRange, TextSize};

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub class: Class,
    /// Which of those that the grammar mentions it is.
    pub id: Option<WordId>,
    pub range: TextRange,
    /// How many brackets are open behind it.
    pub level: usize,
}

impl Word {
    /// Whether it is no text of the source.
    pub fn is_unseen(&self) -> bool {
        matches!(self.class, Class::Indent | Class::Dedent | Class::End) || self.is_end_of_source()
    }

    /// Whether it is the end of the source, which is the end of a line first in what is interactive.
    pub fn is_end_of_source(&self) -> bool {
        self.class == Class::End || self.class == Class::Newline && self.range.is_empty()
    }

    /// Whether it is the beginning of a line.
    pub fn begins_line(&self, source: &str) -> bool {
        matches!(self.class, Class::Indent | Class::Dedent) && self.range.start() < TextSize::of(source)
    }
}

/// What is no token, after which there are no others.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    pub fault: Fault,
    pub place: TextSize,
    /// Whether that is within an f-string.
    pub inside: bool,
    /// Whether the tokenizer says so itself, and not the parser that asked for a token.
    pub is_said: bool,
}

impl Stop {
    pub fn new(fault: Fault, place: TextSize) -> Stop {
        Stop { fault, place, inside: false, is_said: true }
    }
}

/// An f-string or a t-string that is open.
#[derive(Clone, Copy)]
struct Template {
    start: TextSize,
    /// How many brackets are open around it.
    around: usize,
    /// Of how many brackets the innermost is a field whose format was begun.
    formats: usize,
    /// What it is called.
    letter: char,
}

/// Reads on from token to token.
struct Tokenizer<'c, 's> {
    complaint: &'c Complaint<'s>,
    grammar: &'c Grammar,
    words: Vec<Word>,
    /// The brackets that are open, with their places.
    open: Vec<(TokenKind, TextRange)>,
    /// The f-strings and t-strings that are open.
    strings: Vec<Template>,
    /// The columns of the blocks that are open.
    columns: Vec<usize>,
    start: Start,
}

/// The tokens of a source up to the first that is none.
pub(super) fn words(complaint: &Complaint, grammar: &Grammar, start: Start) -> (Vec<Word>, Option<Stop>) {
    let mut stops = complaint.stops();
    stops.sort_by_key(|stop| stop.place);
    let mut stops = stops.into_iter().peekable();
    let words = Vec::with_capacity(complaint.tokens.len() + 8);
    let mut tokenizer =
        Tokenizer { complaint, grammar, words, open: vec![], strings: vec![], columns: vec![], start };
    let mut stop = None;
    for (kind, range) in complaint.tokens.iter().copied() {
        while let Some(next) = stops.next_if(|next| range.end() > next.place || range.start() >= next.place) {
            // Between brackets there is no indentation.
            let is_none = next.fault.kind == ErrorKind::Indentation && !tokenizer.open.is_empty();
            if !is_none {
                let text = &complaint.source[next.place.to_usize()..];
                if next.fault.kind != ErrorKind::Indentation && !text.starts_with('\\') {
                    tokenizer.begin_line(next.place);
                }
                stop = Some(next);
                break;
            }
        }
        if stop.is_some() {
            break;
        }
        if let Err(fault) = tokenizer.token(kind, range) {
            let inside = !tokenizer.strings.is_empty();
            return (tokenizer.words, Some(Stop { inside, ..Stop::new(fault.bare(), range.start()) }));
        }
    }
    match stop.or_else(|| stops.next()) {
        Some(stop) => {
            let inside = !tokenizer.strings.is_empty();
            let stop = match tokenizer.strings.last().copied() {
                Some(template) => tokenizer.within(template, stop),
                None => stop,
            };
            (tokenizer.words, Some(Stop { inside, ..stop }))
        }
        None => tokenizer.end(),
    }
}

impl Tokenizer<'_, '_> {
    /// What is no token within an f-string or a t-string, as it is told there.
    fn within(&mut self, template: Template, stop: Stop) -> Stop {
        let source = self.complaint.source;
        let quote = |at: TextSize| {
            let text = source[at.to_usize()..].trim_start_matches(char::is_alphabetic);
            text.chars().take_while(|next| matches!(next, '\'' | '"')).take(3).collect::<String>()
        };
        let (around, own) = (template.around, quote(template.start));
        let is_tripled = own.starts_with("\"\"\"") || own.starts_with("'''");
        let is_of_template =
            stop.fault.message.starts_with("unterminated") && stop.fault.message.contains("f-string");
        let is_at_end = source[stop.place.to_usize().min(source.len())..].trim().is_empty();
        let in_field = self.open.len() > around && template.formats != self.open.len();
        if is_of_template && is_at_end && in_field {
            // Fields may have several lines.
            let place = stop.place;
            return self.never_closed(place).unwrap_or(stop);
        }
        let mut fault = stop.fault;
        let mut place = stop.place;
        if is_of_template {
            // One that is not ended is shown at its beginning.
            let range = at(template.start);
            fault = match is_tripled {
                true => self.complaint.unclosed(range, "f-"),
                false => Fault { range, ..fault },
            };
        } else if fault.message.starts_with("unterminated string")
            && own.chars().next() == quote(place).chars().next()
            && !is_tripled
        {
            // What seems to begin a string ends the one around it too early.
            fault.message = "f-string: expecting '}'".to_owned();
            place = self.take_prefix(place);
            fault.range = at(place);
        }
        if template.letter == 't' {
            fault.message = fault.message.replace("f-string", "t-string");
        }
        Stop { fault, place, ..stop }
    }

    /// Where a string begins whose first quote is here: the last name may be its prefix, and is none then.
    fn take_prefix(&mut self, quote: TextSize) -> TextSize {
        let source = self.complaint.source;
        match self.words.pop_if(|last| last.range.end() == quote && is_prefix(&source[last.range])) {
            Some(prefix) => prefix.range.start(),
            None => quote,
        }
    }

    /// That the bracket that was opened last is not closed, at the end of the source.
    fn never_closed(&self, end: TextSize) -> Option<Stop> {
        let (_, place) = self.open.last()?;
        let bracket = &self.complaint.source[*place];
        let fault = Fault::syntax(format!("'{bracket}' was never closed"), *place)
            .read(end.checked_sub(TextSize::new(1)).unwrap_or_default());
        Some(Stop::new(Fault { ending: Ending::Open, ..fault }, end))
    }

    fn push(&mut self, class: Class, id: Option<WordId>, range: TextRange) {
        self.words.push(Word { class, id, range, level: self.open.len() });
    }

    /// Whether a field of an f-string or t-string is open, and whether its format was begun.
    fn field(&self) -> (bool, bool) {
        let template = self.strings.last().filter(|template| self.open.len() > template.around);
        (template.is_some(), template.is_some_and(|template| template.formats == self.open.len()))
    }

    /// A token of the parser's, to which a field that it does not understand is over.
    fn token(&mut self, kind: TokenKind, range: TextRange) -> Result<(), Fault> {
        let text = &self.complaint.source[range];
        match (kind, self.field()) {
            (TokenKind::Unknown, (true, _)) if text == "}" => self.one_token(TokenKind::Rbrace, range),
            (TokenKind::FStringMiddle | TokenKind::TStringMiddle, (true, false)) if text.starts_with(':') => {
                let colon = TextRange::at(range.start(), TextSize::new(1));
                self.one_token(TokenKind::Colon, colon)?;
                let rest = TextRange::new(colon.end(), range.end());
                if rest.is_empty() { Ok(()) } else { self.one_token(kind, rest) }
            }
            _ => self.one_token(kind, range),
        }
    }

    fn one_token(&mut self, kind: TokenKind, range: TextRange) -> Result<(), Fault> {
        let text = &self.complaint.source[range];
        let class = match kind {
            TokenKind::Newline if range.is_empty() || !self.open.is_empty() || self.at_beginning() => {
                return Ok(());
            }
            TokenKind::Indent | TokenKind::Dedent | TokenKind::EndOfFile => return Ok(()),
            // That is what the end is called within brackets.
            TokenKind::Unknown if range.is_empty() => return Ok(()),
            TokenKind::Newline => {
                let end = range.start() + TextSize::new(1);
                let start = self.complaint.comment_before(range.start()).unwrap_or(range.start());
                self.push(Class::Newline, None, TextRange::new(start, end));
                return Ok(());
            }
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => Class::Number,
            TokenKind::String => Class::String,
            TokenKind::FStringStart => Class::FStringStart,
            TokenKind::FStringMiddle => Class::FStringMiddle,
            TokenKind::FStringEnd => Class::FStringEnd,
            TokenKind::TStringStart => Class::TStringStart,
            TokenKind::TStringMiddle => Class::TStringMiddle,
            TokenKind::TStringEnd => Class::TStringEnd,
            _ if (kind == TokenKind::Name || kind.is_keyword()) && !self.grammar.keywords.contains(text) => {
                Class::Name
            }
            _ => Class::Other,
        };
        self.begin_line(range.start());
        match class {
            Class::FStringStart | Class::TStringStart => {
                let letter = if class == Class::FStringStart { 'f' } else { 't' };
                let (start, around) = (range.start(), self.open.len());
                self.strings.push(Template { start, around, formats: 0, letter });
            }
            Class::FStringEnd | Class::TStringEnd => {
                if let Some(Template { around, formats, letter, .. }) = self.strings.last().copied()
                    && self.open.len() > around
                    && formats != self.open.len()
                {
                    let message = format!("{letter}-string: expecting '}}'");
                    return Err(Fault::syntax(message, at(self.take_prefix(range.start()))));
                }
                self.strings.pop();
            }
            Class::FStringMiddle | Class::TStringMiddle => {}
            _ => {
                let depth = self.open.len();
                if let Some(template) = self.strings.last_mut() {
                    template.formats = match kind {
                        TokenKind::Colon
                            if self.open.last().is_some_and(|(last, _)| *last == TokenKind::Lbrace) =>
                        {
                            depth
                        }
                        TokenKind::Lbrace if template.formats == depth + 1 => 0,
                        // The format goes on behind a field in it.
                        TokenKind::Rbrace if depth > template.around + 1 => depth - 1,
                        _ => template.formats,
                    };
                }
            }
        }
        match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => self.open.push((kind, range)),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => self.close(kind, range)?,
            _ => {}
        }
        let id = self.grammar.words.get(text).copied();
        self.push(class, id, range);
        Ok(())
    }

    fn close(&mut self, kind: TokenKind, range: TextRange) -> Result<(), Fault> {
        let text = &self.complaint.source[range];
        let Some((opening, place)) = self.open.pop() else {
            return Err(Fault::syntax(format!("unmatched '{text}'"), at(range.start())));
        };
        let fits = match kind {
            TokenKind::Rpar => TokenKind::Lpar,
            TokenKind::Rsqb => TokenKind::Lsqb,
            _ => TokenKind::Lbrace,
        };
        if opening == fits {
            return Ok(());
        }
        if let Some(template) = self.strings.last()
            && opening == TokenKind::Lbrace
            && self.open.len() == template.around
        {
            let message = format!("{}-string: unmatched '{text}'", template.letter);
            return Err(Fault::syntax(message, at(range.start())));
        }
        let opening = &self.complaint.source[place];
        let line = self.complaint.line_of(place.start());
        let mut message =
            format!("closing parenthesis '{text}' does not match opening parenthesis '{opening}'");
        if line != self.complaint.line_of(range.start()) {
            message.push_str(&format!(" on line {line}"));
        }
        Err(Fault::syntax(message, at(range.start())))
    }

    /// Whether a logical line begins here.
    fn at_beginning(&self) -> bool {
        self.words.last().is_none_or(|last| last.class == Class::Newline)
    }

    /// Opens and closes blocks before what is at `start`, if that begins a logical line.
    fn begin_line(&mut self, start: TextSize) {
        if self.at_beginning() && self.open.is_empty() && self.strings.is_empty() {
            self.indentation(start);
        }
    }

    /// Opens and closes blocks before the token at `start`.
    fn indentation(&mut self, start: TextSize) {
        let before = &self.complaint.source[..start.to_usize()];
        let blanks = before.rsplit('\n').next().unwrap_or_default();
        let column = blanks.chars().fold(0, |column, blank| match blank {
            '\t' => (column / 8 + 1) * 8,
            '\x0c' => 0,
            _ => column + 1,
        });
        if column > self.columns.last().copied().unwrap_or(0) {
            self.columns.push(column);
            self.push(Class::Indent, None, at(start));
        }
        while self.columns.last().is_some_and(|last| *last > column) {
            self.columns.pop();
            self.push(Class::Dedent, None, at(start));
        }
    }

    fn close_blocks(&mut self, end: TextSize) {
        while self.columns.pop().is_some() {
            self.push(Class::Dedent, None, at(end));
        }
    }

    fn end(mut self) -> (Vec<Word>, Option<Stop>) {
        let end = TextSize::of(self.complaint.source);
        if let Some(stop) = self.never_closed(end) {
            let inside = !self.strings.is_empty();
            return (self.words, Some(Stop { inside, ..stop }));
        }
        if !self.at_beginning() && self.complaint.source.ends_with('\n') {
            let start = TextSize::of(self.complaint.source.trim_end());
            self.push(Class::Newline, None, TextRange::new(start, start + TextSize::new(1)));
        }
        let last = self.complaint.source.rsplit('\n').next().unwrap_or_default();
        if self.start != Start::Module && self.at_beginning() && is_blank(last) {
            // Blanks without a newline are an indentation.
            self.indentation(end);
        }
        if self.start == Start::Interactive && !self.words.is_empty() {
            // The end is the end of a line first, and once more behind blocks; what ends those is noticed before that if a line
            // begins.
            if self.at_beginning() && last.is_empty() {
                self.close_blocks(end);
            }
            self.push(Class::Newline, None, at(end));
            if !self.columns.is_empty() {
                self.close_blocks(end);
                self.push(Class::Newline, None, at(end));
            }
        }
        self.close_blocks(end);
        self.push(Class::End, None, at(end));
        (self.words, None)
    }
}

const BLANKS: [char; 3] = [' ', '\t', '\x0c'];

fn is_blank(line: &str) -> bool {
    !line.is_empty() && line.trim_start_matches(BLANKS).is_empty()
}

/// Whether a name can stand before a string's quotes.
fn is_prefix(name: &str) -> bool {
    let is_letter = |letter: u8| b"bBuUrRfFtT".contains(&letter);
    name.len() <= 2 && name.bytes().all(is_letter)
}

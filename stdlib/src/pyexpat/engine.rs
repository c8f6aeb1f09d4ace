//! The parser: bytes in, events out. It knows nothing of Python.
//!
//! Whoever uses it feeds bytes and asks for events one by one, so nothing here calls out. What changes between two
//! events, such as which handlers there are, is told with each question.

use super::content::Element;
use super::cursor::Stop;
use super::declaration;
use super::dtd::Dtd;
use super::event::{Event, Identifier, Occurrence, Wishes};
use super::failure::Failure;
use super::namespaces::Namespaces;
use super::source::{Found, Position, Source};
use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is read of a document, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Beginning,
    /// The declaration said an encoding that only the caller may know.
    Declared,
    Prolog,
    /// Between the brackets of the document's type.
    Subset,
    /// After them.
    DoctypeEnd,
    /// What the document's type refers to was read, or was not.
    DoctypeRead,
    Content,
    Cdata,
    Epilog,
}

/// Where entities' text is being read.
pub(super) struct Expansion {
    pub(super) name: String,
    pub(super) is_parameter: bool,
    pub(super) text: Arc<str>,
    pub(super) at: usize,
    /// How many elements were open before it.
    pub(super) depth: usize,
}

/// What was read of documents and what of entities, by a parser and those of its external entities.
#[derive(Default)]
struct Account {
    direct: AtomicU64,
    indirect: AtomicU64,
}

/// Entities may make a document so many times as long, once that is so many bytes.
const MOST_AMPLIFICATION: u64 = 100;
const AMPLIFICATION_COUNTS_FROM: u64 = 8 << 20;

/// What a parser reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Document,
    /// An external entity that stands in content.
    General,
    /// An external entity of declarations.
    Parameter,
}

/// What comes next.
pub(super) enum Next {
    Event(Occurrence),
    /// Nothing, until more is fed; if all was, the document is at its end.
    Nothing,
    /// Nothing, until [`Engine::learn`].
    Encoding(String),
}

/// How one step went.
pub(super) enum Step {
    Done,
    More,
    End,
    Encoding(String),
}

/// A parser.
pub(super) struct Engine {
    pub(super) source: Source,
    pub(super) stage: Stage,
    pub(super) entry: Entry,
    pub(super) dtd: Arc<Mutex<Dtd>>,
    account: Arc<Account>,
    pub(super) expansions: Vec<Expansion>,
    /// The names of those, and whether they are parameter entities.
    expanding: HashSet<(bool, String)>,
    /// Entities that the document this one belongs to has open.
    outer: Vec<String>,
    pub(super) open: Vec<Element>,
    pub(super) namespaces: Option<Namespaces>,
    pub(super) queue: VecDeque<Occurrence>,
    /// Where what is being read begins.
    start: Position,
    pub(super) has_doctype: bool,
    /// What the document's type refers to.
    pub(super) external_subset: Identifier,
    pub(super) parameter_entities: i64,
    pub(super) foreign_dtd: bool,
    pub(super) reparse_deferral: bool,
    /// Bytes that were no whole token when they were last looked at, if they were all there was then.
    deferred: usize,
    /// How far it was read when the last bytes came.
    fed_at: u64,
    pub(super) failure: Option<Failure>,
    finished: bool,
    /// Conditional sections that are open.
    pub(super) sections: usize,
}

impl Engine {
    pub(super) fn new(encoding: Option<String>, namespaces: Option<Namespaces>) -> Self {
        let source = Source::new(encoding);
        Engine {
            start: source.position,
            source,
            stage: Stage::Beginning,
            entry: Entry::Document,
            dtd: Arc::default(),
            account: Arc::default(),
            expansions: vec![],
            expanding: HashSet::new(),
            outer: vec![],
            open: vec![],
            namespaces,
            queue: VecDeque::new(),
            has_doctype: false,
            external_subset: Identifier::default(),
            parameter_entities: 0,
            foreign_dtd: false,
            reparse_deferral: true,
            deferred: 0,
            fed_at: 0,
            failure: None,
            finished: false,
            sections: 0,
        }
    }

    /// A parser for an external entity of this document; without a context, one of declarations.
    pub(super) fn for_entity(&self, context: Option<&str>, encoding: Option<String>) -> Engine {
        let mut engine = Engine::new(encoding, self.namespaces.clone());
        engine.account = self.account.clone();
        engine.parameter_entities = self.parameter_entities;
        engine.reparse_deferral = self.reparse_deferral;
        match context {
            Some(context) => {
                engine.entry = Entry::General;
                engine.dtd = Arc::new(Mutex::new(self.dtd().clone()));
                engine.outer = context.split('\u{C}').map(str::to_owned).collect();
            }
            None => {
                engine.entry = Entry::Parameter;
                engine.dtd = self.dtd.clone();
                engine.outer = self.open_entities();
            }
        }
        engine
    }

    pub(super) fn dtd(&self) -> MutexGuard<'_, Dtd> {
        self.dtd.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where what was found last begins, or where the text that was read ends.
    pub(super) fn position(&self) -> Position {
        self.start
    }

    pub(super) fn feed(&mut self, bytes: &[u8], is_final: bool) -> Result<(), Failure> {
        if self.failure.is_some() || self.finished {
            return Err(self.failure.unwrap_or(Failure::Finished));
        }
        self.source.feed(bytes, is_final);
        self.fed_at = self.source.position.byte;
        if self.entry == Entry::Parameter {
            self.dtd().was_read = true;
        }
        Ok(())
    }

    /// The characters of the encoding that was asked for.
    pub(super) fn learn(&mut self, table: Box<[Option<char>; 256]>) {
        self.source.learn(table);
        if self.stage == Stage::Declared {
            self.stage = self.after_declaration();
        }
    }

    /// Gives up.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.failure = Some(failure);
        self.queue.clear();
    }

    /// The next event.
    pub(super) fn next(&mut self, wishes: &Wishes) -> Result<Next, Failure> {
        loop {
            if let Some(occurrence) = self.queue.pop_front() {
                if let Some(position) = occurrence.position {
                    self.start = position;
                }
                return Ok(Next::Event(occurrence));
            }
            if let Some(failure) = self.failure {
                return Err(failure);
            }
            if self.finished || self.is_deferred() {
                return Ok(Next::Nothing);
            }
            match self.step(wishes) {
                Ok(Step::Done) => {}
                Ok(Step::More) if !self.source.is_final && !self.source.is_bad() => {
                    self.deferred = if self.has_stood_still() { self.source.waiting() } else { 0 };
                    return Ok(Next::Nothing);
                }
                Ok(Step::More) => {
                    if self.source.is_bad() {
                        let length = self.source.rest().0.len();
                        self.start = self.source.ahead(length);
                    }
                    self.failure = Some(match self.stage {
                        Stage::Cdata if !self.source.is_bad() => Failure::UnclosedCdataSection,
                        _ => self.source.shortage(),
                    });
                }
                Ok(Step::End) => {
                    self.finished = true;
                    return Ok(Next::Nothing);
                }
                Ok(Step::Encoding(name)) => return Ok(Next::Encoding(name)),
                Err(failure) => self.failure = Some(failure),
            }
        }
    }

    /// A part of a token that was looked at in vain is not looked at again before there is twice as much of it.
    fn is_deferred(&self) -> bool {
        self.reparse_deferral
            && !self.source.is_final
            && self.has_stood_still()
            && self.source.waiting() < 2 * self.deferred
    }

    /// Nothing was read of what came last.
    fn has_stood_still(&self) -> bool {
        self.source.position.byte == self.fed_at
    }

    fn step(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        if self.expansions.is_empty() {
            self.start = self.source.position;
            self.source.mark();
        }
        match self.stage {
            Stage::Beginning => self.begin(wishes),
            Stage::Declared => Ok(Step::Done),
            Stage::Prolog | Stage::Epilog => self.outside(wishes),
            Stage::Subset => self.subset(wishes),
            Stage::DoctypeEnd => self.doctype_end(wishes),
            Stage::DoctypeRead => self.doctype_read(wishes),
            Stage::Content | Stage::Cdata => self.content(wishes),
        }
    }

    fn after_declaration(&self) -> Stage {
        match self.entry {
            Entry::Document => Stage::Prolog,
            Entry::General => Stage::Content,
            Entry::Parameter => Stage::Subset,
        }
    }

    /// Finds the encoding, and reads the declaration.
    fn begin(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        match self.source.begin()? {
            Found::Ready => {}
            Found::More => return Ok(Step::More),
            Found::Unknown(name) => return Ok(Step::Encoding(name)),
        }
        self.start = self.source.position;
        let (rest, complete) = self.source.rest();
        let is_declaration = match rest.as_bytes() {
            [b'<', b'?', b'x', b'm', b'l', next, ..] => next.is_ascii_whitespace() || *next == b'?',
            short if short.len() < 6 && b"<?xml".starts_with(&short[..short.len().min(5)]) && !complete => {
                return Ok(Step::More);
            }
            _ => false,
        };
        if !is_declaration {
            match self.source.declare(None)? {
                Found::Unknown(name) => return Ok(Step::Encoding(name)),
                Found::Ready | Found::More => {}
            }
            self.stage = self.after_declaration();
            return Ok(Step::Done);
        }
        let Some(length) = rest.find("?>") else { return Ok(Step::More) };
        let read = declaration::declaration(&rest[..length], self.entry != Entry::Document);
        let said = match read {
            Ok(said) => said,
            Err((failure, place)) => return Err(self.fail_at(place, failure)),
        };
        let rest = self.source.rest().0;
        let text = wishes.texts.then(|| rest[..length + 2].to_owned());
        let event = Event::Declaration {
            version: said.version,
            encoding: said.encoding.clone(),
            standalone: said.standalone.map_or(-1, i64::from),
        };
        self.queue.push_back(Occurrence { event, text, position: None });
        if said.standalone == Some(true) {
            self.dtd().standalone = true;
        }
        let declared = self.source.declare(said.encoding.as_deref());
        if let Err(failure) = declared {
            return Err(self.fail_at(said.encoding_place, failure));
        }
        self.consume(length + 2)?;
        self.stage = Stage::Declared;
        match declared? {
            Found::Unknown(name) => Ok(Step::Encoding(name)),
            Found::Ready | Found::More => {
                self.stage = self.after_declaration();
                Ok(Step::Done)
            }
        }
    }

    /// The text that is next, and whether there is no more of it.
    pub(super) fn rest(&mut self) -> (&str, bool) {
        match self.expansions.last() {
            Some(expansion) => (&expansion.text[expansion.at..], true),
            None => self.source.rest(),
        }
    }

    /// Passes text by.
    pub(super) fn consume(&mut self, length: usize) -> Result<(), Failure> {
        match self.expansions.last_mut() {
            Some(expansion) => {
                expansion.at += length;
                self.charge(length)
            }
            None => {
                self.source.consume(length);
                // Relaxed: a sum.
                self.account.direct.fetch_add(length as u64, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    /// Notes that so much text of entities was read.
    pub(super) fn charge(&self, length: usize) -> Result<(), Failure> {
        // Relaxed: sums, of one thread at a time.
        let indirect = self.account.indirect.fetch_add(length as u64, Ordering::Relaxed) + length as u64;
        let direct = self.account.direct.load(Ordering::Relaxed).max(1); // Relaxed: as above.
        let all = direct + indirect;
        if all >= AMPLIFICATION_COUNTS_FROM && all / direct >= MOST_AMPLIFICATION {
            return Err(Failure::AmplificationLimitBreach);
        }
        Ok(())
    }

    /// What a token that was not read means.
    pub(super) fn stopped(&mut self, stop: Stop) -> Result<Step, Failure> {
        match stop {
            Stop::Partial => match self.expansions.is_empty() {
                true => Ok(Step::More),
                false => Err(Failure::UnclosedToken),
            },
            Stop::Wrong(failure, place) => Err(self.fail_at(place, failure)),
        }
    }

    /// A failure so many bytes further on.
    pub(super) fn fail_at(&mut self, place: usize, failure: Failure) -> Failure {
        if self.expansions.is_empty() {
            self.start = self.source.ahead(place);
        }
        failure
    }

    /// The text of the token that is next, if anybody wants it.
    pub(super) fn raw(&mut self, wishes: &Wishes, length: usize) -> Option<String> {
        wishes.texts.then(|| self.rest().0[..length].to_owned())
    }

    /// Passes the token that is next by, and tells of it.
    pub(super) fn tell(&mut self, wishes: &Wishes, length: usize, event: Event) -> Result<Step, Failure> {
        let text = self.raw(wishes, length);
        self.consume(length)?;
        self.queue.push_back(Occurrence { event, text, position: None });
        Ok(Step::Done)
    }

    /// The entities that are open, the outermost first.
    pub(super) fn open_entities(&self) -> Vec<String> {
        let own = self.expansions.iter().map(|expansion| expansion.name.clone());
        self.outer.iter().cloned().chain(own).collect()
    }

    pub(super) fn is_open(&self, name: &str, is_parameter: bool) -> bool {
        self.outer.iter().any(|outer| outer == name)
            || self.expanding.contains(&(is_parameter, name.to_owned()))
    }

    /// Goes on with the text of an entity.
    pub(super) fn expand(&mut self, name: &str, is_parameter: bool, text: Arc<str>) -> Result<(), Failure> {
        if self.is_open(name, is_parameter) {
            return Err(Failure::RecursiveEntityRef);
        }
        let depth = self.open.len();
        self.expanding.insert((is_parameter, name.to_owned()));
        self.expansions.push(Expansion { name: name.to_owned(), is_parameter, text, at: 0, depth });
        Ok(())
    }

    /// Goes back to where an entity was referred to; false if there is none.
    pub(super) fn end_expansion(&mut self) -> bool {
        let Some(expansion) = self.expansions.pop() else { return false };
        self.expanding.remove(&(expansion.is_parameter, expansion.name));
        true
    }
}

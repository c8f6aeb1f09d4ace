//! What CPython says of a source that is no program, found as CPython finds it.
//!
//! The parser of this crate knows that a source is wrong, and where it noticed. What is said of it follows from the grammar: how
//! far the tokens were read by rules tried in their order, and which of the rules that only know mistakes matched. So the tokens are
//! read once more here, by `python.gram`, which is Python's grammar without what makes trees of it: first without those rules, then
//! with them.

mod notation;
mod reader;
mod said;
mod word;

pub(crate) use word::Stop;

use crate::complaint::Complaint;
use crate::error::Fault;
use reader::{Halt, Reader};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Python's grammar, which is read when the first source is wrong.
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| notation::read(include_str!("python.gram")));

/// A token that a rule mentions, by the order in which they are mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct WordId(u16);

/// A rule, by its place in the grammar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct RuleId(u16);

#[derive(Debug, Default)]
struct Grammar {
    rules: Vec<Rule>,
    names: HashMap<&'static str, RuleId>,
    words: HashMap<&'static str, WordId>,
    /// Words that are no names.
    keywords: HashSet<&'static str>,
}

#[derive(Debug)]
struct Rule {
    alternatives: Vec<Alternative>,
    /// Whether what it comes to at a place is kept.
    kept: bool,
    /// Whether it begins with itself: it is tried again with what it came to, for as long as that grows.
    grows: bool,
    /// Whether rules of mistakes are left out below it.
    tolerant: bool,
}

#[derive(Debug)]
struct Alternative {
    items: Vec<Item>,
    labels: Vec<(&'static str, usize)>,
    outcome: Outcome,
    /// Whether it is nothing but a rule of mistakes.
    of_mistakes: bool,
}

#[derive(Debug)]
enum Item {
    /// A keyword, an operator or a delimiter.
    Word(WordId),
    /// A name of this text.
    Soft(WordId),
    /// A token of a class.
    Class(Class),
    /// Any name that is a keyword somewhere.
    SoftKeyword,
    Rule(RuleId),
    Group(Vec<Alternative>),
    Optional(Box<Item>),
    Repeated {
        item: Box<Item>,
        at_least_one: bool,
    },
    Separated {
        item: Box<Item>,
        separator: Box<Item>,
    },
    /// What must be next, or must not, and is not read.
    Ahead {
        item: Box<Item>,
        wanted: bool,
    },
    /// A word that is missed by name.
    Forced(WordId, &'static str),
    /// After this no other alternative is tried.
    Cut,
}

/// The classes of tokens that have other texts than their names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Name,
    Number,
    String,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    TStringStart,
    TStringMiddle,
    TStringEnd,
    Newline,
    Indent,
    Dedent,
    End,
    /// Keywords, operators and what is no token of Python's.
    Other,
}

/// What an alternative that matched comes to.
#[derive(Debug)]
enum Outcome {
    /// Its parts, or its part if it has one.
    Parts,
    /// One of its parts.
    Part(usize),
    /// An expression that messages call this.
    Named(&'static str),
    /// Its parts, if they fit together.
    Checked(Check),
    /// A mistake.
    Mistake(Mistake),
    /// A mistake if one of its parts is none of what it stands for.
    Target(Target, usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Check {
    Real,
    Imaginary,
    Conversion,
    Strings,
    /// What a string literal stands for.
    Text,
    /// What text in the format of a field stands for.
    Part,
    /// What the texts of an f-string or t-string stand for.
    Template,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Target {
    Assigned,
    Deleted,
    Looped,
}

#[derive(Debug)]
struct Mistake {
    of_indentation: bool,
    message: &'static str,
    place: Place,
    condition: Option<(Condition, usize)>,
}

/// Where a mistake is shown. The numbers are those of parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// At the last token that was read.
    Last,
    /// At the token that is next.
    Next,
    At(usize),
    Between(usize, usize),
    /// From the last of the arguments without a name to the end of a part.
    FromLastArgument(usize, usize),
    /// From the last of some strings to the end of a part.
    FromLastString(usize, usize),
    /// From the beginning of a part to the last token that was read.
    From(usize),
    /// From the end of a part.
    Behind(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Condition {
    /// The name is that of a statement of Python 2.
    Legacy,
    /// Within brackets, and not after such a name.
    Bracketed,
    /// The next token follows at once.
    Adjacent,
    /// There are several arguments without a name.
    Several,
}

/// What a source is read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Start {
    Module,
    Expression,
    Interactive,
}

/// What is said of the source, if the grammar knows it for wrong.
pub(crate) fn fault(complaint: &Complaint, start: Start) -> Option<Fault> {
    let (words, stop) = word::words(complaint, &GRAMMAR, start);
    let mut reader = Reader::new(&GRAMMAR, complaint.source, &words, stop.as_ref());
    let name = match start {
        Start::Module => "file",
        Start::Expression => "eval",
        Start::Interactive => "interactive",
    };
    let is_interactive = start == Start::Interactive;
    let start = *GRAMMAR.names.get(name)?;
    let first = match reader.rule(start) {
        Ok(Some(_)) if is_interactive => return reader.left_over(),
        Ok(Some(_)) | Err(Halt::GaveUp) => return None,
        Err(Halt::Said(fault)) => return Some(reader.or_stop(fault)),
        Err(Halt::Stopped) => return stop.map(|stop| stop.fault),
        Ok(None) => reader.last()?,
    };
    reader.look_for_mistakes();
    match reader.rule(start) {
        Ok(_) => Some(reader.generic(first)),
        Err(Halt::Said(fault)) => Some(reader.or_stop(fault)),
        Err(Halt::Stopped) => stop.map(|stop| stop.fault),
        Err(Halt::GaveUp) => None,
    }
}

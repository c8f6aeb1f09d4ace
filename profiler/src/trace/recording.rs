//! A recording: what the rings held, with names, times and balanced spans.

use std::{collections::HashMap, fmt};

use serde::{Serialize, Serializer};
use tracing::Metadata;

use super::{clock::Scale, recorder::argument, ring::Contents};

/// Everything that was recorded, one lane for each thread, in the order in which they began.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The lanes.
    pub lanes: Vec<Lane>,
}

/// What one thread did.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The thread's name: the last it announced by `thread_name`, else the operating system's.
    pub name: String,
    /// Its records, oldest first. Every [`Kind::Begin`] has its [`Kind::End`], and they nest.
    pub records: Vec<Record>,
    /// How many older records were overwritten.
    pub lost: u64,
}

/// One moment of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Nanoseconds since the recorder was made; never decreasing within a lane.
    pub at: u64,
    /// What kind of moment.
    pub kind: Kind,
    /// The name of the span or event.
    pub name: &'static str,
    /// Its target.
    pub target: &'static str,
    /// Its fields and their values.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What kind of moment a record marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A span begins.
    Begin = 0,
    /// The innermost span ends.
    End = 1,
    /// An event.
    Event = 2,
}

impl Kind {
    pub(super) const MASK: u64 = 0b11;

    fn of(word: u64) -> Self {
        match word & Self::MASK {
            0 => Self::Begin,
            1 => Self::End,
            _ => Self::Event,
        }
    }
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number, such as a thread.
    Number(u64),
    /// An object's address.
    Address(u64),
    /// A truth value.
    Flag(bool),
    /// A text, such as a type's name.
    Text(Box<str>),
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Address(address) => write!(f, "{address:#x}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => to.serialize_u64(*number),
            Self::Address(_) => to.collect_str(self),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

impl Recording {
    /// How many records were overwritten, over all lanes.
    pub fn lost(&self) -> u64 {
        self.lanes.iter().map(|lane| lane.lost).sum()
    }

    /// The time of the last record.
    pub fn end(&self) -> u64 {
        self.lanes.iter().filter_map(|lane| lane.records.last()).map(|record| record.at).max().unwrap_or(0)
    }

    /// How many records of `kind` and `name` there are, over all lanes.
    pub fn count(&self, kind: Kind, name: &str) -> usize {
        let records = self.lanes.iter().flat_map(|lane| &lane.records);
        records.filter(|record| record.kind == kind && record.name == name).count()
    }
}

impl Lane {
    pub(super) fn decode(
        name: &str,
        contents: &Contents,
        scale: Scale,
        sites: &HashMap<u64, &'static Metadata<'static>>,
    ) -> Self {
        let mut lane = Self { name: name.into(), records: Vec::new(), lost: contents.lost };
        let mut at = 0;
        for &[ticks, site, ref arguments @ ..] in &contents.records {
            let Some(metadata) = sites.get(&(site & !Kind::MASK)) else { continue };
            // The counters of two processors may differ by a few ticks.
            at = scale.nanoseconds(ticks).max(at);
            let fields = metadata.fields().iter().map(|field| field.name()).filter(|&name| name != "message");
            let arguments = fields
                .zip(arguments)
                .filter_map(|(name, &word)| Some((name, decode_argument(name, word, contents)?)))
                .collect();
            let (kind, name, target) = (Kind::of(site), metadata.name(), metadata.target());
            lane.records.push(Record { at, kind, name, target, arguments });
        }
        lane.balance();
        lane.take_announced_name();
        lane
    }

    /// Drops the ends whose beginnings were overwritten and ends what was still going on.
    fn balance(&mut self) {
        let last = self.records.last().map_or(0, |record| record.at);
        let mut open: Vec<(&'static str, &'static str)> = Vec::new();
        let mut balanced = Vec::with_capacity(self.records.len());
        let end = |at, (name, target)| Record { at, kind: Kind::End, name, target, arguments: Vec::new() };
        for record in self.records.drain(..) {
            match record.kind {
                Kind::Event => {}
                Kind::Begin => open.push((record.name, record.target)),
                Kind::End => {
                    let Some(depth) = open.iter().rposition(|&(name, _)| name == record.name) else {
                        continue;
                    };
                    balanced.extend(open.drain(depth + 1..).rev().map(|span| end(record.at, span)));
                    open.pop();
                }
            }
            balanced.push(record);
        }
        balanced.extend(open.into_iter().rev().map(|span| end(last, span)));
        self.records = balanced;
    }

    fn take_announced_name(&mut self) {
        let last = self.records.iter().rfind(|record| record.name == "thread_name");
        if let Some([(_, Argument::Text(name))]) = last.map(|record| &*record.arguments) {
            self.name = name.to_string();
        }
    }
}

fn decode_argument(name: &str, word: u64, contents: &Contents) -> Option<Argument> {
    let value = word & argument::VALUE;
    match word & !argument::VALUE {
        argument::NUMBER if name == "object" => Some(Argument::Address(value)),
        argument::NUMBER => Some(Argument::Number(value)),
        argument::FLAG => Some(Argument::Flag(value != 0)),
        argument::TEXT => Some(Argument::Text(contents.strings.get(value as usize)?.clone())),
        _ => None,
    }
}

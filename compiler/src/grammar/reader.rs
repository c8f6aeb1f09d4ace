//! Reads tokens by the rules of the grammar.

use super::word::{Stop, Word};
use super::{Alternative, Class, Grammar, Item, Outcome, Rule, RuleId};
use crate::error::Fault;
use std::collections::HashMap;

/// After so many items it is given up: rules of mistakes may take turns in being tried for ever.
const MOST_STEPS: u32 = 8_000_000;
/// Rules within rules.
const DEEPEST: u32 = 3_000;

/// Why nothing more is read.
#[derive(Debug)]
pub(super) enum Halt {
    /// A mistake was found.
    Said(Fault),
    /// There is no token.
    Stopped,
    /// It takes too long.
    GaveUp,
}

pub(super) type Reading<T> = Result<T, Halt>;

/// What a rule came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NodeId(pub u32);

#[derive(Debug)]
pub(super) struct Node {
    /// What messages call the expression that it is.
    pub name: &'static str,
    /// Its tokens.
    pub start: usize,
    pub end: usize,
    pub children: Vec<NodeId>,
}

/// What is called nothing: parts in a row.
pub(super) const PARTS: &str = "";
/// A token that is no expression.
pub(super) const TOKEN: &str = "token";

/// Why an alternative does not match.
enum Tried {
    Matched(NodeId),
    Failed,
    /// As the others need not be tried.
    FailedForAll,
}

pub(super) struct Reader<'w> {
    pub grammar: &'static Grammar,
    pub source: &'w str,
    pub words: &'w [Word],
    pub stop: Option<&'w Stop>,
    pub nodes: Vec<Node>,
    /// The next token.
    pub mark: usize,
    /// How many were read so far.
    pub read: usize,
    /// Whether rules of mistakes are tried.
    finds_mistakes: bool,
    known: HashMap<(RuleId, usize), (Option<NodeId>, usize)>,
    steps: u32,
    depth: u32,
}

impl<'w> Reader<'w> {
    pub fn new(
        grammar: &'static Grammar,
        source: &'w str,
        words: &'w [Word],
        stop: Option<&'w Stop>,
    ) -> Reader<'w> {
        let (nodes, known) = (Vec::new(), HashMap::new());
        Reader {
            grammar,
            source,
            words,
            stop,
            nodes,
            mark: 0,
            read: 0,
            finds_mistakes: false,
            known,
            steps: 0,
            depth: 0,
        }
    }

    /// Begins again, with the rules of mistakes.
    pub fn look_for_mistakes(&mut self) {
        self.known.clear();
        self.mark = 0;
        self.finds_mistakes = true;
    }

    /// The last token that was read.
    pub fn last(&self) -> Option<Word> {
        self.words.get(self.read.checked_sub(1)?).copied()
    }

    /// The next token, which is then read.
    pub fn next(&mut self) -> Reading<Word> {
        let word = self.words.get(self.mark).copied().ok_or(Halt::Stopped)?;
        self.read = self.read.max(self.mark + 1);
        Ok(word)
    }

    pub fn node(&mut self, name: &'static str, start: usize, children: Vec<NodeId>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { name, start, end: self.mark, children });
        id
    }

    pub fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Reads by a rule.
    pub fn rule(&mut self, id: RuleId) -> Reading<Option<NodeId>> {
        let rule = &self.grammar.rules[id.0 as usize];
        let start = self.mark;
        if rule.kept
            && let Some((result, mark)) = self.known.get(&(id, start))
        {
            self.mark = *mark;
            return Ok(*result);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Halt::GaveUp);
        }
        let finds_mistakes = self.finds_mistakes;
        self.finds_mistakes &= !rule.tolerant;
        let result = match rule.grows {
            true => self.growing(id, rule)?,
            false => self.alternatives(&rule.alternatives)?,
        };
        self.finds_mistakes = finds_mistakes;
        self.depth -= 1;
        if rule.kept && !rule.grows {
            self.known.insert((id, start), (result, self.mark));
        }
        Ok(result)
    }

    /// A rule that begins with itself: first that comes to nothing, then to what it came to before.
    fn growing(&mut self, id: RuleId, rule: &'static Rule) -> Reading<Option<NodeId>> {
        let start = self.mark;
        let (mut best, mut end) = (None, start);
        loop {
            self.known.insert((id, start), (best, end));
            self.mark = start;
            match self.alternatives(&rule.alternatives)? {
                Some(result) if self.mark > end => (best, end) = (Some(result), self.mark),
                _ => break,
            }
        }
        self.mark = end;
        Ok(best)
    }

    fn alternatives(&mut self, alternatives: &'static [Alternative]) -> Reading<Option<NodeId>> {
        let start = self.mark;
        let finds_mistakes = self.finds_mistakes;
        for alternative in alternatives.iter().filter(|one| !one.of_mistakes || finds_mistakes) {
            match self.alternative(alternative)? {
                Tried::Matched(node) => return Ok(Some(node)),
                Tried::Failed => self.mark = start,
                Tried::FailedForAll => {
                    self.mark = start;
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }

    fn alternative(&mut self, alternative: &'static Alternative) -> Reading<Tried> {
        let start = self.mark;
        let mut parts: Vec<Option<NodeId>> = Vec::with_capacity(alternative.items.len());
        let mut cut = false;
        for item in &alternative.items {
            cut |= matches!(item, Item::Cut);
            match self.item(item)? {
                Some(part) => parts.push(part),
                None if cut => return Ok(Tried::FailedForAll),
                None => return Ok(Tried::Failed),
            }
        }
        let children = || parts.iter().copied().flatten();
        let node = match &alternative.outcome {
            Outcome::Parts => match (children().next(), children().nth(1)) {
                (Some(only), None) => Some(only),
                _ => Some(self.node(PARTS, start, children().collect())),
            },
            Outcome::Part(part) => parts.get(*part).copied().flatten(),
            Outcome::Named(name) => Some(self.node(name, start, children().collect())),
            Outcome::Checked(check) => Some(self.checked(*check, start, children().collect())?),
            Outcome::Mistake(mistake) => self.mistake(mistake, alternative, &parts)?,
            Outcome::Target(target, part) => self.target(*target, parts.get(*part).copied().flatten())?,
        };
        Ok(node.map_or(Tried::FailedForAll, Tried::Matched))
    }

    /// What an item matches, if it does: nothing, for those that only look.
    fn item(&mut self, item: &'static Item) -> Reading<Option<Option<NodeId>>> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(Halt::GaveUp);
        }
        let start = self.mark;
        Ok(match item {
            Item::Word(wanted) => {
                self.token(TOKEN, |word| word.class != Class::Name && word.id == Some(*wanted))?
            }
            Item::Soft(wanted) => {
                self.token("name", |word| word.class == Class::Name && word.id == Some(*wanted))?
            }
            Item::Class(class) => {
                let name = match class {
                    Class::Name => "name",
                    Class::Number | Class::String => "literal",
                    _ => TOKEN,
                };
                self.token(name, |word| word.class == *class)?
            }
            Item::SoftKeyword => self.token("name", |word| word.class == Class::Name && word.id.is_some())?,
            Item::Rule(rule) => self.rule(*rule)?.map(Some),
            Item::Group(alternatives) => self.alternatives(alternatives)?.map(Some),
            Item::Optional(item) => match self.item(item)? {
                Some(part) => Some(part),
                None => {
                    self.mark = start;
                    Some(None)
                }
            },
            Item::Repeated { item, at_least_one } => {
                let mut all = Vec::new();
                let mut end = self.mark;
                while let Some(part) = self.item(item)? {
                    all.extend(part);
                    if self.mark == end {
                        break;
                    }
                    end = self.mark;
                }
                self.mark = end;
                match *at_least_one && all.is_empty() {
                    true => None,
                    false => Some(Some(self.node(PARTS, start, all))),
                }
            }
            Item::Separated { item, separator } => {
                let Some(first) = self.item(item)? else { return Ok(None) };
                let mut all: Vec<NodeId> = first.into_iter().collect();
                loop {
                    let end = self.mark;
                    let next = match self.item(separator)? {
                        Some(_) => self.item(item)?,
                        None => None,
                    };
                    let Some(next) = next else {
                        self.mark = end;
                        break;
                    };
                    all.extend(next);
                }
                Some(Some(self.node(PARTS, start, all)))
            }
            Item::Ahead { item, wanted } => {
                let found = self.item(item)?.is_some();
                self.mark = start;
                (found == *wanted).then_some(None)
            }
            Item::Forced(wanted, text) => {
                let next = self.next()?;
                if next.id != Some(*wanted) {
                    return Err(self.missing(next, text));
                }
                self.token(TOKEN, |_| true)?
            }
            Item::Cut => Some(None),
        })
    }

    fn token(
        &mut self,
        name: &'static str,
        is_wanted: impl Fn(&Word) -> bool,
    ) -> Reading<Option<Option<NodeId>>> {
        let word = self.next()?;
        if !is_wanted(&word) {
            return Ok(None);
        }
        let start = self.mark;
        self.mark += 1;
        Ok(Some(Some(self.node(name, start, Vec::new()))))
    }
}

//! Compiled patterns, read from the list of numbers that `re/_compiler.py` makes.

use super::UNLIMITED;
use super::category::{Category, Class};
use super::set::{Fold, Member, Set, Test};
use crate::surrogate;
use memchr::memmem::Finder;

/// What to do at one point of a pattern. Targets are indices of nodes.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Fail,
    /// The end of the pattern, or of the part that a [`Node::Enter`] has begun.
    Success,
    One(Test),
    At(At),
    Mark(usize),
    Jump(usize),
    /// Go on with the next node; if that fails, there.
    Split {
        otherwise: usize,
    },
    Back {
        group: usize,
        fold: Fold,
    },
    IfGroup {
        group: usize,
        otherwise: usize,
    },
    /// One character, repeatedly.
    Run(Box<Run>),
    /// Begins the loop whose end is there.
    Loop {
        number: usize,
        end: usize,
    },
    LoopEnd {
        number: usize,
        least: u32,
        most: u32,
        body: usize,
        lazy: bool,
    },
    /// Begins a part whose inner choices are final once it has matched.
    Enter {
        part: Part,
        after: usize,
    },
}

/// The parts of a pattern that match for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Atomic,
    Look { back: usize },
    LookNot { back: usize },
    Possessive { least: u32, most: u32 },
}

/// A repeated test of one character.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) test: Test,
    pub(super) least: usize,
    /// `usize::MAX`: no limit.
    pub(super) most: usize,
    pub(super) kind: RunKind,
    /// The character that must follow, if that is known.
    pub(super) follow: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunKind {
    Greedy,
    Lazy,
    Possessive,
}

/// A condition on a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Beginning,
    BeginningOfLine,
    End,
    EndOfLine,
    EndOfText,
    Boundary(Class),
    NoBoundary(Class),
}

/// A pattern ready to match.
#[derive(Debug)]
pub struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) groups: usize,
    pub(super) loops: usize,
    /// The fewest characters a match has.
    pub(super) shortest: usize,
    /// What every match begins with, in bytes and in UTF-8.
    pub(super) narrow_prefix: Option<Box<Finder<'static>>>,
    pub(super) wide_prefix: Option<Box<Finder<'static>>>,
    /// Whether the prefix is the whole pattern.
    pub(super) is_literal: bool,
    /// What the first character of every match must pass.
    pub(super) first: Option<Test>,
}

/// Deepest nesting that is read.
const DEEPEST: usize = 500;

/// The numbers of the instructions.
mod op {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 8;
    pub const CHARSET: u32 = 9;
    pub const BIGCHARSET: u32 = 10;
    pub const GROUPREF: u32 = 11;
    pub const GROUPREF_EXISTS: u32 = 12;
    pub const IN: u32 = 13;
    pub const INFO: u32 = 14;
    pub const JUMP: u32 = 15;
    pub const LITERAL: u32 = 16;
    pub const MARK: u32 = 17;
    pub const MAX_UNTIL: u32 = 18;
    pub const MIN_UNTIL: u32 = 19;
    pub const NOT_LITERAL: u32 = 20;
    pub const NEGATE: u32 = 21;
    pub const RANGE: u32 = 22;
    pub const REPEAT: u32 = 23;
    pub const REPEAT_ONE: u32 = 24;
    pub const MIN_REPEAT_ONE: u32 = 26;
    pub const ATOMIC_GROUP: u32 = 27;
    pub const POSSESSIVE_REPEAT: u32 = 28;
    pub const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub const GROUPREF_IGNORE: u32 = 30;
    pub const IN_IGNORE: u32 = 31;
    pub const LITERAL_IGNORE: u32 = 32;
    pub const NOT_LITERAL_IGNORE: u32 = 33;
    pub const GROUPREF_LOC_IGNORE: u32 = 34;
    pub const IN_LOC_IGNORE: u32 = 35;
    pub const LITERAL_LOC_IGNORE: u32 = 36;
    pub const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub const GROUPREF_UNI_IGNORE: u32 = 38;
    pub const IN_UNI_IGNORE: u32 = 39;
    pub const LITERAL_UNI_IGNORE: u32 = 40;
    pub const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub const RANGE_UNI_IGNORE: u32 = 42;
}

/// Bits of the INFO instruction.
const INFO_PREFIX: u32 = 1;
const INFO_LITERAL: u32 = 2;

impl Program {
    /// Reads a compiled pattern with `groups` groups. `None` if it is malformed.
    pub fn read(code: &[u32], groups: usize) -> Option<Self> {
        // Every group has its two marks.
        if groups > code.len() / 4 {
            return None;
        }
        let mut reader = Reader { code, groups, nodes: Vec::new(), loops: 0 };
        let end = reader.sequence(0, usize::MAX, 0)?;
        if reader.at(end)? != op::SUCCESS || end + 1 != code.len() {
            return None;
        }
        reader.nodes.push(Node::Success);
        let mut program = Program {
            nodes: reader.nodes,
            groups,
            loops: reader.loops,
            shortest: 0,
            narrow_prefix: None,
            wide_prefix: None,
            is_literal: false,
            first: None,
        };
        program.learn_follows();
        program.first = program.first_test();
        if code[0] == op::INFO {
            program.learn_prefix(code);
        }
        Some(program)
    }

    /// The number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }

    fn learn_prefix(&mut self, code: &[u32]) {
        let &[_, _, flags, shortest, _, length, _, ref rest @ ..] = code else { return };
        self.shortest = shortest as usize;
        let Some(prefix) = rest.get(..length as usize) else { return };
        if flags & INFO_PREFIX == 0 {
            return;
        }
        let narrow: Option<Vec<u8>> = prefix.iter().map(|&code| u8::try_from(code).ok()).collect();
        self.narrow_prefix = narrow.as_deref().map(finder);
        let wide: Option<String> = prefix.iter().map(|&code| surrogate::from_code_point(code)).collect();
        self.wide_prefix = wide.as_deref().map(|wide| finder(wide.as_bytes()));
        self.is_literal = flags & INFO_LITERAL != 0 && self.groups == 0;
    }

    /// The test of the first character, where the pattern begins with one.
    fn first_test(&self) -> Option<Test> {
        self.nodes.iter().find(|node| !matches!(node, Node::Mark(_))).and_then(|node| match node {
            Node::One(test) => Some(test.clone()),
            Node::Run(run) if run.least > 0 => Some(run.test.clone()),
            _ => None,
        })
    }

    /// Notes with each run the literal that follows it.
    fn learn_follows(&mut self) {
        for index in (0..self.nodes.len()).rev() {
            let mut next = index + 1;
            while let Some(Node::Mark(_)) = self.nodes.get(next) {
                next += 1;
            }
            let follow = match self.nodes.get(next) {
                Some(Node::One(Test::Literal(code))) => Some(*code),
                Some(Node::Run(run)) if run.least > 0 => match run.test {
                    Test::Literal(code) => Some(code),
                    _ => None,
                },
                _ => None,
            };
            if let Node::Run(run) = &mut self.nodes[index] {
                run.follow = follow;
            }
        }
    }
}

fn finder(prefix: &[u8]) -> Box<Finder<'static>> {
    Box::new(Finder::new(prefix).into_owned())
}

struct Reader<'a> {
    code: &'a [u32],
    groups: usize,
    nodes: Vec<Node>,
    loops: usize,
}

impl Reader<'_> {
    fn at(&self, index: usize) -> Option<u32> {
        self.code.get(index).copied()
    }

    /// The index that the skip at `index` leads to.
    fn skip(&self, index: usize) -> Option<usize> {
        let target = index.checked_add(self.at(index)? as usize)?;
        (target > index && target <= self.code.len()).then_some(target)
    }

    fn group(&self, index: usize) -> Option<usize> {
        let group = self.at(index)? as usize;
        (group < self.groups).then_some(group)
    }

    /// Reads instructions from `index` until one that ends a sequence, or `stop`, and returns where that is.
    fn sequence(&mut self, mut index: usize, stop: usize, depth: usize) -> Option<usize> {
        if depth > DEEPEST {
            return None;
        }
        while index != stop {
            index = match self.at(index)? {
                op::SUCCESS | op::JUMP | op::MAX_UNTIL | op::MIN_UNTIL => return Some(index),
                op::FAILURE => self.push(Node::Fail, index + 1),
                op::AT => {
                    let at = at(self.at(index + 1)?)?;
                    self.push(Node::At(at), index + 2)
                }
                op::MARK => {
                    let mark = self.at(index + 1)? as usize;
                    if mark >= 2 * self.groups {
                        return None;
                    }
                    self.push(Node::Mark(mark), index + 2)
                }
                op::INFO => self.skip(index + 1)?,
                op::GROUPREF => self.back(index, Fold::Exact)?,
                op::GROUPREF_IGNORE => self.back(index, Fold::Ascii)?,
                op::GROUPREF_LOC_IGNORE => self.back(index, Fold::Locale)?,
                op::GROUPREF_UNI_IGNORE => self.back(index, Fold::Unicode)?,
                op::GROUPREF_EXISTS => self.if_group(index, depth)?,
                op::BRANCH => self.branch(index, depth)?,
                op::REPEAT => self.repeat(index, depth)?,
                op::REPEAT_ONE => self.run(index, RunKind::Greedy)?,
                op::MIN_REPEAT_ONE => self.run(index, RunKind::Lazy)?,
                op::POSSESSIVE_REPEAT_ONE => self.run(index, RunKind::Possessive)?,
                op::POSSESSIVE_REPEAT => {
                    let part = Part::Possessive { least: self.at(index + 2)?, most: self.at(index + 3)? };
                    let end = self.part(part, index + 4, depth)?;
                    if self.skip(index + 1)? != end {
                        return None;
                    }
                    end + 1
                }
                op::ATOMIC_GROUP => {
                    let end = self.part(Part::Atomic, index + 2, depth)?;
                    self.after_part(index, end)?
                }
                op::ASSERT => {
                    let back = self.at(index + 2)? as usize;
                    let end = self.part(Part::Look { back }, index + 3, depth)?;
                    self.after_part(index, end)?
                }
                op::ASSERT_NOT => {
                    let back = self.at(index + 2)? as usize;
                    let end = self.part(Part::LookNot { back }, index + 3, depth)?;
                    self.after_part(index, end)?
                }
                _ => {
                    let (test, next) = self.test(index)?;
                    self.push(Node::One(test), next)
                }
            }
        }
        Some(index)
    }

    fn push(&mut self, node: Node, next: usize) -> usize {
        self.nodes.push(node);
        next
    }

    fn back(&mut self, index: usize, fold: Fold) -> Option<usize> {
        let group = self.group(index + 1)?;
        Some(self.push(Node::Back { group, fold }, index + 2))
    }

    /// Reads a test of one character, and returns where the next instruction is.
    fn test(&self, index: usize) -> Option<(Test, usize)> {
        let operand = || self.at(index + 1);
        let set = |fold| {
            let end = self.skip(index + 1)?;
            Some((Test::Set(Box::new(self.set(index + 2, end, fold)?)), end))
        };
        let test = match self.at(index)? {
            op::FAILURE => return Some((Test::Never, index + 1)),
            op::ANY => return Some((Test::NotLineBreak, index + 1)),
            op::ANY_ALL => return Some((Test::Any, index + 1)),
            op::IN => return set(Fold::Exact),
            op::IN_IGNORE => return set(Fold::Ascii),
            op::IN_LOC_IGNORE => return set(Fold::Locale),
            op::IN_UNI_IGNORE => return set(Fold::Unicode),
            op::CATEGORY => Test::Category(Category::of(operand()?)?),
            op::LITERAL => Test::Literal(operand()?),
            op::NOT_LITERAL => Test::NotLiteral(operand()?),
            op::LITERAL_IGNORE => Test::Folded(operand()?, Fold::Ascii),
            op::NOT_LITERAL_IGNORE => Test::NotFolded(operand()?, Fold::Ascii),
            op::LITERAL_LOC_IGNORE => Test::Folded(operand()?, Fold::Locale),
            op::NOT_LITERAL_LOC_IGNORE => Test::NotFolded(operand()?, Fold::Locale),
            op::LITERAL_UNI_IGNORE => Test::Folded(operand()?, Fold::Unicode),
            op::NOT_LITERAL_UNI_IGNORE => Test::NotFolded(operand()?, Fold::Unicode),
            _ => return None,
        };
        Some((test, index + 2))
    }

    fn set(&self, mut index: usize, end: usize, fold: Fold) -> Option<Set> {
        let mut members = Vec::new();
        loop {
            let words = |from: usize, count: usize| self.code.get(from..from.checked_add(count)?);
            let member = match self.at(index)? {
                op::FAILURE => break,
                op::NEGATE => (Member::Negate, 1),
                op::CATEGORY => (Member::Category(Category::of(self.at(index + 1)?)?), 2),
                op::LITERAL => (Member::Literal(self.at(index + 1)?), 2),
                op::RANGE => (Member::Range(self.at(index + 1)?, self.at(index + 2)?), 3),
                op::RANGE_UNI_IGNORE => (Member::CasedRange(self.at(index + 1)?, self.at(index + 2)?), 3),
                op::CHARSET => (Member::Bits(words(index + 1, 8)?.into()), 9),
                op::BIGCHARSET => {
                    let count = self.at(index + 1)? as usize;
                    let numbers = words(index + 2, 64)?.iter().flat_map(|word| word.to_le_bytes()).collect();
                    let blocks = words(index + 66, count.checked_mul(8)?)?.into();
                    (Member::Blocks { numbers, blocks }, 66 + 8 * count)
                }
                _ => return None,
            };
            members.push(member.0);
            index += member.1;
        }
        (index + 1 == end).then(|| Set::new(members, fold))
    }

    fn if_group(&mut self, index: usize, depth: usize) -> Option<usize> {
        let group = self.group(index + 1)?;
        let no = (index + 1).checked_add(self.at(index + 2)? as usize)?;
        let condition = self.nodes.len();
        self.nodes.push(Node::IfGroup { group, otherwise: 0 });
        let end = self.sequence(index + 3, no, depth + 1)?;
        let (otherwise, next);
        if end == no {
            (otherwise, next) = (self.nodes.len(), no);
        } else if self.at(end)? == op::JUMP && end + 2 == no {
            let jump = self.nodes.len();
            self.nodes.push(Node::Jump(0));
            otherwise = self.nodes.len();
            next = self.skip(end + 1)?;
            if self.sequence(no, next, depth + 1)? != next {
                return None;
            }
            self.nodes[jump] = Node::Jump(self.nodes.len());
        } else {
            return None;
        }
        self.nodes[condition] = Node::IfGroup { group, otherwise };
        Some(next)
    }

    fn branch(&mut self, index: usize, depth: usize) -> Option<usize> {
        let mut jumps = Vec::new();
        let mut at = index + 1;
        while self.at(at)? != 0 {
            let next = self.skip(at)?;
            let split = self.nodes.len();
            let is_last = self.at(next)? == 0;
            if !is_last {
                self.nodes.push(Node::Split { otherwise: 0 });
            }
            let end = self.sequence(at + 1, usize::MAX, depth + 1)?;
            if self.at(end)? != op::JUMP || end + 2 != next {
                return None;
            }
            if !is_last {
                jumps.push(self.nodes.len());
                self.nodes.push(Node::Jump(0));
                self.nodes[split] = Node::Split { otherwise: self.nodes.len() };
            }
            at = next;
        }
        if at == index + 1 {
            self.nodes.push(Node::Fail);
        }
        for jump in jumps {
            self.nodes[jump] = Node::Jump(self.nodes.len());
        }
        Some(at + 1)
    }

    fn repeat(&mut self, index: usize, depth: usize) -> Option<usize> {
        let (least, most) = (self.at(index + 2)?, self.at(index + 3)?);
        if least > most {
            return None;
        }
        let number = self.loops;
        self.loops += 1;
        let begin = self.nodes.len();
        self.nodes.push(Node::Loop { number, end: 0 });
        let end = self.sequence(index + 4, usize::MAX, depth + 1)?;
        let lazy = match self.at(end)? {
            op::MAX_UNTIL => false,
            op::MIN_UNTIL => true,
            _ => return None,
        };
        if self.skip(index + 1)? != end {
            return None;
        }
        self.nodes[begin] = Node::Loop { number, end: self.nodes.len() };
        self.nodes.push(Node::LoopEnd { number, least, most, body: begin + 1, lazy });
        Some(end + 1)
    }

    fn run(&mut self, index: usize, kind: RunKind) -> Option<usize> {
        let (least, most) = (self.at(index + 2)?, self.at(index + 3)?);
        let (test, end) = self.test(index + 4)?;
        if self.at(end)? != op::SUCCESS || self.skip(index + 1)? != end + 1 || least > most {
            return None;
        }
        let most = if most == UNLIMITED { usize::MAX } else { most as usize };
        let run = Run { test, least: least as usize, most, kind, follow: None };
        Some(self.push(Node::Run(Box::new(run)), end + 1))
    }

    /// Reads what is inside a part, and returns where its end is.
    fn part(&mut self, part: Part, index: usize, depth: usize) -> Option<usize> {
        let begin = self.nodes.len();
        self.nodes.push(Node::Enter { part, after: 0 });
        let end = self.sequence(index, usize::MAX, depth + 1)?;
        if self.at(end)? != op::SUCCESS {
            return None;
        }
        self.nodes.push(Node::Success);
        self.nodes[begin] = Node::Enter { part, after: self.nodes.len() };
        Some(end)
    }

    fn after_part(&self, index: usize, end: usize) -> Option<usize> {
        (self.skip(index + 1)? == end + 1).then_some(end + 1)
    }
}

fn at(number: u32) -> Option<At> {
    Some(match number {
        0 | 2 => At::Beginning,
        1 => At::BeginningOfLine,
        3 | 8 => At::Boundary(Class::Word),
        4 | 9 => At::NoBoundary(Class::Word),
        5 => At::End,
        6 => At::EndOfLine,
        7 => At::EndOfText,
        10 => At::Boundary(Class::UnicodeWord),
        11 => At::NoBoundary(Class::UnicodeWord),
        _ => return None,
    })
}

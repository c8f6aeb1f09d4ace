//! The machine that matches.
//!
//! It goes forward from node to node. What might have been done otherwise, and what has to be undone before that, is
//! pushed on one stack; a failure pops it until a choice is found. A part that matches for itself (a lookaround, an atomic
//! group, one turn of a possessive loop) begins with a barrier on the stack; when it has matched, the choices above the
//! barrier are dropped and what undoes stays.

use super::program::{At, Node, Part, Program, Run, RunKind};
use super::subject::Subject;
use super::{UNLIMITED, category::Class};

/// What is looked for, and where.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Where a match may begin.
    pub start: usize,
    /// Where the text ends.
    pub end: usize,
    /// Whether an empty match at `start` does not count.
    pub must_advance: bool,
    /// Where the match must be.
    pub mode: Mode,
}

/// Where a match must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It begins at the start.
    Match,
    /// It is everything from start to end.
    Whole,
    /// Anywhere.
    Search,
}

/// A match, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The beginning and end of each group; `usize::MAX` if it did not take part.
    pub marks: Box<[usize]>,
    /// The number of the group that was closed last, or 0.
    pub last_index: usize,
}

/// Why matching stopped without an answer.
#[derive(Debug)]
pub enum Stop<E> {
    /// It needs more memory than it may have.
    Memory,
    /// The caller did not want to go on.
    Caller(E),
}

/// No position.
const NOWHERE: usize = usize::MAX;
/// Most entries on the stack.
const HIGHEST: usize = 1 << 24;
/// Steps between two questions to the caller.
const PATIENCE: usize = 1 << 16;

/// What is on the stack: choices, what has to be undone, and barriers.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// Go on there instead.
    Choice { node: u32, at: usize },
    /// A run that may be shorter, down to `low`.
    Shorter { node: u32, at: usize, low: usize },
    /// A run that may be longer.
    Longer { node: u32, at: usize, count: usize },
    /// A lazy loop that may go round again.
    Again { node: u32, at: usize },
    /// The old value of a mark.
    Mark { mark: u32, old: usize, last_index: usize },
    /// The old turn of a loop.
    Turn { number: u32, old: Turn },
    /// The barrier of a part.
    Barrier { node: u32, at: usize, outer: usize, count: usize },
}

/// Where a loop is.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// Complete turns; `usize::MAX` before the first.
    count: usize,
    /// Where this turn began.
    start: usize,
    /// As `start`, if the turn was optional.
    optional: usize,
}

/// Runs programs. One machine can be used many times.
#[derive(Debug, Default)]
pub struct Machine {
    stack: Vec<Entry>,
    marks: Vec<usize>,
    last_index: usize,
    turns: Vec<Turn>,
    /// The index of the innermost barrier, plus one.
    barrier: usize,
    steps: usize,
}

impl Machine {
    /// Looks for a match; `poll` is asked every so often whether to go on.
    pub fn run<S: Subject, E>(
        &mut self,
        program: &Program,
        subject: S,
        request: Request,
        poll: &mut dyn FnMut() -> Result<(), E>,
    ) -> Result<Option<Found>, Stop<E>> {
        let Request { start, end, .. } = request;
        if start > end || end - start < program.shortest {
            return Ok(None);
        }
        if request.mode != Mode::Search {
            return self.attempt(program, subject, request, start, poll);
        }
        let prefix = if S::NARROW { &program.narrow_prefix } else { &program.wide_prefix };
        let mut begin = start;
        loop {
            if let Some(prefix) = prefix {
                let Some(further) = prefix.find(&subject.bytes()[begin..end]) else { return Ok(None) };
                begin += further;
                if program.is_literal {
                    let end = begin + prefix.needle().len();
                    return Ok(Some(Found { start: begin, end, marks: Box::new([]), last_index: 0 }));
                }
            } else if let Some(first) = &program.first {
                loop {
                    if begin >= end {
                        return Ok(None);
                    }
                    let (code, next) = subject.next(begin);
                    if first.accepts(code) {
                        break;
                    }
                    begin = next;
                }
            }
            let must_advance = request.must_advance && begin == start;
            let found = self.attempt(program, subject, Request { must_advance, ..request }, begin, poll)?;
            if found.is_some() || begin >= end || matches!(program.nodes[0], Node::At(At::Beginning)) {
                return Ok(found);
            }
            begin = subject.next(begin).1;
        }
    }

    /// Matches at `begin`.
    fn attempt<S: Subject, E>(
        &mut self,
        program: &Program,
        subject: S,
        request: Request,
        begin: usize,
        poll: &mut dyn FnMut() -> Result<(), E>,
    ) -> Result<Option<Found>, Stop<E>> {
        self.stack.clear();
        self.marks.clear();
        self.marks.resize(2 * program.groups, NOWHERE);
        self.turns.clear();
        self.turns.resize(program.loops, Turn { count: 0, start: NOWHERE, optional: NOWHERE });
        (self.last_index, self.barrier) = (0, 0);
        let (mut node, mut at) = (0, begin);
        loop {
            self.steps += 1;
            if self.steps >= PATIENCE {
                self.steps = 0;
                poll().map_err(Stop::Caller)?;
            }
            if let Node::Success = program.nodes[node]
                && self.barrier == 0
            {
                let wrong = request.mode == Mode::Whole && at != request.end
                    || request.must_advance && at == request.start;
                if !wrong {
                    let marks = self.marks.as_slice().into();
                    return Ok(Some(Found { start: begin, end: at, marks, last_index: self.last_index }));
                }
            } else if let Some(next) = self.forward(program, subject, request.end, node, at) {
                if self.stack.len() > HIGHEST {
                    self.stack = Vec::new();
                    return Err(Stop::Memory);
                }
                (node, at) = next;
                continue;
            }
            match self.backtrack(program, subject, request.end) {
                Some(next) => (node, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// Does one node at `at`. `None` if it fails.
    #[inline]
    fn forward<S: Subject>(
        &mut self,
        program: &Program,
        subject: S,
        end: usize,
        node: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let next = node + 1;
        match &program.nodes[node] {
            Node::One(test) => {
                if at >= end {
                    return None;
                }
                let (code, after) = subject.next(at);
                test.accepts(code).then_some((next, after))
            }
            Node::Run(run) => self.run_one(run, subject, end, node, at),
            Node::Mark(mark) => {
                let mark = *mark;
                let old = std::mem::replace(&mut self.marks[mark], at);
                self.stack.push(Entry::Mark { mark: mark as u32, old, last_index: self.last_index });
                if mark % 2 == 1 {
                    self.last_index = mark / 2 + 1;
                }
                Some((next, at))
            }
            Node::Split { otherwise } => {
                // An alternative that cannot begin here is not worth an entry.
                if let Some(Node::One(test)) = program.nodes.get(next)
                    && (at >= end || !test.accepts(subject.next(at).0))
                {
                    return Some((*otherwise, at));
                }
                self.stack.push(Entry::Choice { node: *otherwise as u32, at });
                Some((next, at))
            }
            Node::Jump(target) => Some((*target, at)),
            Node::At(condition) => holds(*condition, subject, end, at).then_some((next, at)),
            Node::Loop { number, end: loop_end } => {
                let fresh = Turn { count: usize::MAX, start: NOWHERE, optional: NOWHERE };
                self.turn(*number, fresh);
                Some((*loop_end, at))
            }
            Node::LoopEnd { number, least, most, body, lazy } => {
                let old = self.turns[*number];
                let count = old.count.wrapping_add(1);
                // A turn that matched nothing will do so again, as often as one likes.
                if count < *least as usize && (count == 0 || at != old.start) {
                    self.turn(*number, Turn { count, start: at, optional: NOWHERE });
                    return Some((*body, at));
                }
                if *lazy {
                    self.turn(*number, Turn { count, ..old });
                    self.stack.push(Entry::Again { node: node as u32, at });
                } else if (count < *most as usize || *most == UNLIMITED) && at != old.optional {
                    self.turn(*number, Turn { count, start: at, optional: at });
                    self.stack.push(Entry::Choice { node: next as u32, at });
                    return Some((*body, at));
                }
                Some((next, at))
            }
            Node::Back { group, fold } => {
                let (start, stop) = self.group(*group)?;
                let mut at = at;
                let mut other = start;
                while other < stop {
                    if at >= end {
                        return None;
                    }
                    let ((code, after), (wanted, after_other)) = (subject.next(at), subject.next(other));
                    if code != wanted && fold.apply(code) != fold.apply(wanted) {
                        return None;
                    }
                    (at, other) = (after, after_other);
                }
                Some((next, at))
            }
            Node::IfGroup { group, otherwise } => {
                Some((if self.group(*group).is_some() { next } else { *otherwise }, at))
            }
            Node::Enter { part, .. } => {
                let mut begin = at;
                if let Part::Look { back } | Part::LookNot { back } = *part {
                    for _ in 0..back {
                        if begin == 0 {
                            // Too near the beginning to match.
                            return self.without_looking(program, node, at);
                        }
                        begin = subject.back(begin);
                    }
                }
                if let Part::Possessive { most: 0, .. } = part {
                    return self.without_looking(program, node, at);
                }
                self.enter(node, at, 0);
                Some((next, begin))
            }
            Node::Success => self.leave(program, at),
            Node::Fail => None,
        }
    }

    /// Where to go on when a part need not be tried.
    fn without_looking(&self, program: &Program, node: usize, at: usize) -> Option<(usize, usize)> {
        match program.nodes[node] {
            Node::Enter { part: Part::Look { .. }, .. } => None,
            Node::Enter { after, .. } => Some((after, at)),
            _ => None,
        }
    }

    fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, stop) = (self.marks[2 * group], self.marks[2 * group + 1]);
        (start != NOWHERE && stop != NOWHERE && start <= stop).then_some((start, stop))
    }

    /// Changes where a loop is.
    fn turn(&mut self, number: usize, turn: Turn) {
        let old = std::mem::replace(&mut self.turns[number], turn);
        self.stack.push(Entry::Turn { number: number as u32, old });
    }

    fn enter(&mut self, node: usize, at: usize, count: usize) {
        self.stack.push(Entry::Barrier { node: node as u32, at, outer: self.barrier, count });
        self.barrier = self.stack.len();
    }

    /// The part behind the innermost barrier has matched up to `at`.
    fn leave(&mut self, program: &Program, at: usize) -> Option<(usize, usize)> {
        let index = self.barrier - 1;
        let Entry::Barrier { node, at: entered, outer, count } = self.stack[index] else { return None };
        let Node::Enter { part, after } = program.nodes[node as usize] else { return None };
        if let Part::LookNot { .. } = part {
            while self.stack.len() > index + 1 {
                if let Some(entry) = self.stack.pop() {
                    self.undo(entry);
                }
            }
            self.stack.pop();
            self.barrier = outer;
            return None;
        }
        let mut kept = index;
        for read in index + 1..self.stack.len() {
            if let Entry::Mark { .. } | Entry::Turn { .. } = self.stack[read] {
                self.stack[kept] = self.stack[read];
                kept += 1;
            }
        }
        self.stack.truncate(kept);
        self.barrier = outer;
        match part {
            Part::Look { .. } => Some((after, entered)),
            Part::Possessive { most, .. }
                if at != entered && (count + 1 < most as usize || most == UNLIMITED) =>
            {
                self.enter(node as usize, at, count + 1);
                Some((node as usize + 1, at))
            }
            _ => Some((after, at)),
        }
    }

    fn undo(&mut self, entry: Entry) {
        match entry {
            Entry::Mark { mark, old, last_index } => {
                self.marks[mark as usize] = old;
                self.last_index = last_index;
            }
            Entry::Turn { number, old } => self.turns[number as usize] = old,
            _ => {}
        }
    }

    /// Goes back to the last choice. `None` if there is none.
    fn backtrack<S: Subject>(&mut self, program: &Program, subject: S, end: usize) -> Option<(usize, usize)> {
        loop {
            let entry = self.stack.pop()?;
            match entry {
                Entry::Choice { node, at } => return Some((node as usize, at)),
                Entry::Mark { .. } | Entry::Turn { .. } => self.undo(entry),
                Entry::Shorter { node, at, low } => {
                    let Node::Run(run) = &program.nodes[node as usize] else { continue };
                    let mut at = at;
                    while at > low {
                        at = subject.back(at);
                        if follows(run, subject, end, at) {
                            if at > low {
                                self.stack.push(Entry::Shorter { node, at, low });
                            }
                            return Some((node as usize + 1, at));
                        }
                        self.steps += 1;
                    }
                }
                Entry::Longer { node, at, count } => {
                    let Node::Run(run) = &program.nodes[node as usize] else { continue };
                    if let Some((at, count)) = longer(run, subject, end, at, count) {
                        self.steps += 1;
                        self.stack.push(Entry::Longer { node, at, count });
                        return Some((node as usize + 1, at));
                    }
                }
                Entry::Again { node, at } => {
                    let Node::LoopEnd { number, most, body, .. } = program.nodes[node as usize] else {
                        continue;
                    };
                    let turn = self.turns[number];
                    if (turn.count < most as usize || most == UNLIMITED) && at != turn.optional {
                        self.turn(number, Turn { start: at, optional: at, ..turn });
                        return Some((body, at));
                    }
                }
                Entry::Barrier { node, at, outer, count } => {
                    self.barrier = outer;
                    let Node::Enter { part, after } = program.nodes[node as usize] else { continue };
                    match part {
                        Part::LookNot { .. } => return Some((after, at)),
                        Part::Possessive { least, .. } if count >= least as usize => {
                            return Some((after, at));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// A repeated test of one character.
    #[inline]
    fn run_one<S: Subject>(
        &mut self,
        run: &Run,
        subject: S,
        end: usize,
        node: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let next = node + 1;
        let low = extend(run, subject, end, at, run.least)?;
        if run.kind == RunKind::Lazy {
            let found = if follows(run, subject, end, low) {
                (low, run.least)
            } else {
                longer(run, subject, end, low, run.least)?
            };
            self.stack.push(Entry::Longer { node: node as u32, at: found.0, count: found.1 });
            return Some((next, found.0));
        }
        let mut high = low;
        let mut left = run.most - run.least;
        if let super::set::Test::Any = run.test
            && (S::NARROW || run.most == usize::MAX)
        {
            high = low.saturating_add(left).min(end);
        } else {
            while left > 0 && high < end {
                let (code, after) = subject.next(high);
                if !run.test.accepts(code) {
                    break;
                }
                high = after;
                left -= 1;
            }
            self.steps += (high - low) / 16;
        }
        if run.kind == RunKind::Possessive {
            return Some((next, high));
        }
        while !follows(run, subject, end, high) {
            if high <= low {
                return None;
            }
            high = subject.back(high);
        }
        if high > low {
            self.stack.push(Entry::Shorter { node: node as u32, at: high, low });
        }
        Some((next, high))
    }
}

/// Where `count` characters that pass the test end.
fn extend<S: Subject>(run: &Run, subject: S, end: usize, at: usize, count: usize) -> Option<usize> {
    if end - at < count {
        return None;
    }
    let mut at = at;
    for _ in 0..count {
        if at >= end {
            return None;
        }
        let (code, after) = subject.next(at);
        if !run.test.accepts(code) {
            return None;
        }
        at = after;
    }
    Some(at)
}

/// The next longer end of a lazy run after which the pattern may go on.
fn longer<S: Subject>(run: &Run, subject: S, end: usize, at: usize, count: usize) -> Option<(usize, usize)> {
    let (mut at, mut count) = (at, count);
    loop {
        if at >= end || count >= run.most {
            return None;
        }
        let (code, after) = subject.next(at);
        if !run.test.accepts(code) {
            return None;
        }
        (at, count) = (after, count + 1);
        if follows(run, subject, end, at) {
            return Some((at, count));
        }
    }
}

/// Whether what follows a run may be at `at`.
#[inline]
fn follows<S: Subject>(run: &Run, subject: S, end: usize, at: usize) -> bool {
    run.follow.is_none_or(|code| at < end && subject.next(at).0 == code)
}

/// Whether a condition holds at `at`.
fn holds<S: Subject>(condition: At, subject: S, end: usize, at: usize) -> bool {
    let line_break = |at: usize| subject.bytes()[at] == b'\n';
    let between = |class: Class| {
        let before = at > 0 && class.contains(subject.previous(at).0);
        let after = at < end && class.contains(subject.next(at).0);
        before != after
    };
    match condition {
        At::Beginning => at == 0,
        At::BeginningOfLine => at == 0 || line_break(at - 1),
        At::End => at == end || at + 1 == end && line_break(at),
        At::EndOfLine => at == end || line_break(at),
        At::EndOfText => at == end,
        At::Boundary(class) => between(class),
        At::NoBoundary(class) => !between(class),
    }
}

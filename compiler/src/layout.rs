//! The last pass over a body: jumps to jumps are joined, what nothing reaches is left out, jumps that do not reach are
//! stretched, and distances are filled in.

use crate::code::{Handler, PassedLine, Position};
use crate::emit::{Entry, Label};
use crate::op::{Far, Far16, Free, Op};
use crate::operands::{can_raise, set_distance};

/// Jumps joined at most, one after the other.
const MOST_HOPS: usize = 8;

/// Instructions covered by a handler, as indices of entries.
pub(crate) struct Covered {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub depth: u16,
}

pub(crate) struct Layout {
    entries: Vec<Entry>,
    /// Target of each entry, as an index of entries.
    targets: Vec<Option<u32>>,
    /// Lines of statements that are jumps and that a jump passes, by entry.
    passed: Vec<(u32, u32)>,
    /// Instructions each entry becomes.
    sizes: Vec<u32>,
    addresses: Vec<u32>,
}

impl Layout {
    pub fn new(entries: Vec<Entry>, place: impl Fn(Label) -> u32, covered: &[Covered]) -> Layout {
        let targets: Vec<Option<u32>> = entries.iter().map(|entry| entry.target.map(&place)).collect();
        let mut layout = Layout {
            sizes: vec![1; entries.len()],
            entries,
            targets,
            passed: Vec::new(),
            addresses: Vec::new(),
        };
        layout.join_jumps();
        layout.invert_conditions(covered);
        layout.leave_out_unreachable(covered);
        layout.leave_out_empty_jumps();
        layout
    }

    /// Settles the addresses; where the handlers came to lie.
    pub fn settle(&mut self, covered: &[Covered]) -> Box<[Handler]> {
        self.relax();
        let handler = |covered: &Covered| Handler {
            start: self.address(covered.start),
            end: self.address(covered.end),
            target: self.address(covered.target),
            depth: covered.depth,
            exception: covered.depth,
        };
        let guards = self.guards(covered);
        let reached = |(guard, covered): &(usize, &Covered)| self.raises(covered, *guard, &guards);
        let reached = covered.iter().enumerate().filter(reached).map(|(_, covered)| handler(covered));
        reached.filter(|handler| handler.start < handler.end).collect()
    }

    /// Which handler an exception of each entry goes to: the first that covers it.
    fn guards(&self, covered: &[Covered]) -> Vec<Option<usize>> {
        let mut guards = vec![None; self.entries.len()];
        for (guard, covered) in covered.iter().enumerate().rev() {
            guards[covered.start as usize..covered.end as usize].fill(Some(guard));
        }
        guards
    }

    fn raises(&self, covered: &Covered, guard: usize, guards: &[Option<usize>]) -> bool {
        (covered.start as usize..covered.end as usize)
            .any(|at| guards[at] == Some(guard) && self.sizes[at] > 0 && can_raise(&self.entries[at].op))
    }

    /// A jump to a jump goes where that one goes.
    fn join_jumps(&mut self) {
        for at in 0..self.entries.len() {
            let Some(mut target) = self.targets[at] else { continue };
            if matches!(self.entries[at].op, Op::ForIter { .. }) {
                continue;
            }
            for _ in 0..MOST_HOPS {
                let next = match self.entries.get(target as usize).map(|entry| &entry.op) {
                    Some(Op::Jump { .. }) => self.targets[target as usize],
                    Some(Op::Loop { .. }) if polls(&self.entries[at].op) => self.targets[target as usize],
                    _ => None,
                };
                match next {
                    Some(next) if next != target => {
                        self.pass(at, target as usize);
                        target = next;
                    }
                    _ => break,
                }
            }
            self.targets[at] = Some(target);
            if let Op::Jump { to } | Op::Loop { to } = self.entries[at].op {
                let back = target as usize <= at;
                self.entries[at].op = if back { Op::Loop { to } } else { Op::Jump { to } };
            }
        }
    }

    /// Entry `at` jumps by way of `over`, which is a jump.
    fn pass(&mut self, at: usize, over: usize) {
        let entry = &self.entries[over];
        if entry.statement {
            self.passed.push((at as u32, entry.position.line));
        }
        let further: Vec<u32> =
            self.passed.iter().filter(|(entry, _)| *entry == over as u32).map(|(_, line)| *line).collect();
        self.passed.extend(further.into_iter().map(|line| (at as u32, line)));
    }

    /// The lines that are passed without an instruction: by jumps, and before `entries`. Once addresses are settled.
    pub fn passed_lines(&self, entries: impl Iterator<Item = (u32, u32)>) -> Box<[PassedLine]> {
        let passed = |(entry, line): (u32, u32), by_jump| PassedLine {
            // A jump that was stretched is its last instruction.
            instruction: self.address(entry) + if by_jump { self.sizes[entry as usize] - 1 } else { 0 },
            line,
            by_jump,
        };
        let jumps = self.passed.iter().filter(|(entry, _)| self.sizes[*entry as usize] > 0);
        let mut all: Vec<PassedLine> = jumps.map(|&jump| passed(jump, true)).collect();
        all.extend(entries.map(|entry| passed(entry, false)));
        all.sort_by_key(|passed| passed.instruction);
        all.into()
    }

    /// A condition that jumps over a jump becomes its opposite, jumping there itself.
    fn invert_conditions(&mut self, covered: &[Covered]) {
        let mut aimed = vec![false; self.entries.len() + 1];
        for target in
            self.targets.iter().flatten().copied().chain(covered.iter().map(|covered| covered.target))
        {
            aimed[target as usize] = true;
        }
        for at in 0..self.entries.len().saturating_sub(1) {
            let next = &self.entries[at + 1].op;
            if !matches!(next, Op::Jump { .. } | Op::Loop { .. })
                || aimed[at + 1]
                || self.targets[at] != Some(at as u32 + 2)
            {
                continue;
            }
            if let Some(opposite) = opposite(&self.entries[at].op) {
                self.entries[at].op = opposite;
                self.targets[at] = self.targets[at + 1];
                self.passed.retain(|(entry, _)| *entry != at as u32);
                self.pass(at, at + 1);
                self.sizes[at + 1] = 0;
            }
        }
    }

    fn leave_out_unreachable(&mut self, covered: &[Covered]) {
        let guards = self.guards(covered);
        let mut reached = vec![false; self.entries.len()];
        let mut work = vec![0];
        while !work.is_empty() {
            while let Some(at) = work.pop() {
                let at: usize = at;
                if at >= reached.len() || std::mem::replace(&mut reached[at], true) {
                    continue;
                }
                work.extend(self.targets[at].map(|target| target as usize).filter(|_| self.sizes[at] > 0));
                if self.sizes[at] == 0 || falls_through(&self.entries[at].op) {
                    work.push(at + 1);
                }
            }
            let raises = |at: usize| reached[at] && self.sizes[at] > 0 && can_raise(&self.entries[at].op);
            let entered = covered.iter().enumerate().filter(|(guard, covered)| {
                !reached[covered.target as usize]
                    && (covered.start as usize..covered.end as usize)
                        .any(|at| guards[at] == Some(*guard) && raises(at))
            });
            work.extend(entered.map(|(_, covered)| covered.target as usize));
        }
        for (size, reached) in self.sizes.iter_mut().zip(&reached) {
            if !reached {
                *size = 0;
            }
        }
    }

    fn leave_out_empty_jumps(&mut self) {
        for at in (0..self.entries.len()).rev() {
            if let (Op::Jump { .. }, Some(target)) = (&self.entries[at].op, self.targets[at])
                && target as usize > at
                && self.sizes[at + 1..target as usize].iter().all(|size| *size == 0)
            {
                self.sizes[at] = 0;
            }
        }
    }

    fn measure(&mut self) {
        let mut address = 0;
        self.addresses.clear();
        for size in &self.sizes {
            self.addresses.push(address);
            address += size;
        }
        self.addresses.push(address);
    }

    /// Where an entry came to lie, or the end of the last. Once addresses are settled.
    pub fn address(&self, entry: u32) -> u32 {
        self.addresses[entry as usize]
    }

    fn distance(&self, at: usize, target: u32, end: u32) -> i32 {
        self.address(target) as i32 - (self.addresses[at] + end) as i32
    }

    /// Stretches the jumps whose short form does not reach, until all do.
    fn relax(&mut self) {
        loop {
            self.measure();
            let mut changed = false;
            for at in 0..self.entries.len() {
                let Some(target) = self.targets[at] else { continue };
                let mut op = self.entries[at].op;
                if self.sizes[at] == 1 && !set_distance(&mut op, self.distance(at, target, 1)) {
                    self.sizes[at] = 3;
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    pub fn write(&self) -> (Box<[Op]>, Box<[Position]>) {
        let mut ops = Vec::with_capacity(*self.addresses.last().unwrap_or(&0) as usize);
        let mut positions = Vec::with_capacity(ops.capacity());
        for (at, entry) in self.entries.iter().enumerate() {
            let mut op = entry.op;
            match (self.sizes[at], self.targets[at]) {
                (0, _) => continue,
                (1, Some(target)) => {
                    set_distance(&mut op, self.distance(at, target, 1));
                    ops.push(op);
                }
                (_, None) => ops.push(op),
                (_, Some(target)) if matches!(op, Op::ForIter { .. }) => {
                    if let Op::ForIter { to, .. } = &mut op {
                        *to = Far16(2);
                    }
                    ops.push(Op::Jump { to: Far(1) });
                    ops.push(Op::Loop { to: Far(self.distance(at, target, 2)) });
                    ops.push(op);
                }
                (_, Some(target)) => {
                    let distance = self.distance(at, target, 3);
                    set_distance(&mut op, 1);
                    ops.push(op);
                    ops.push(Op::Jump { to: Far(1) });
                    let to = Far(distance);
                    ops.push(if distance < 0 { Op::Loop { to } } else { Op::Jump { to } });
                }
            }
            positions.resize(ops.len(), entry.position);
        }
        (ops.into(), positions.into())
    }
}

/// Whether a backward jump of this kind is a back edge that polls.
fn polls(op: &Op) -> bool {
    !matches!(op, Op::JumpUnlessMatch { .. } | Op::JumpIfSuppressed { .. })
}

/// Whether control may go on to the instruction after this one.
pub(crate) fn falls_through(op: &Op) -> bool {
    !matches!(
        op,
        Op::Jump { .. }
            | Op::Loop { .. }
            | Op::Return { .. }
            | Op::ReturnNone
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseAgain
            | Op::Reraise { .. }
    )
}

/// The conditional jump that is taken when this one is not.
fn opposite(op: &Op) -> Option<Op> {
    let mut op = *op;
    match &mut op {
        Op::JumpIfTrue { free, src, to } => return Some(Op::JumpIfFalse { free: *free, src: *src, to: *to }),
        Op::JumpIfFalse { free, src, to } => return Some(Op::JumpIfTrue { free: *free, src: *src, to: *to }),
        Op::JumpIfNone { free, src, to } => {
            return Some(Op::JumpIfNotNone { free: *free, src: *src, to: *to });
        }
        Op::JumpIfNotNone { free, src, to } => {
            return Some(Op::JumpIfNone { free: *free, src: *src, to: *to });
        }
        Op::JumpEq { free, .. }
        | Op::JumpNe { free, .. }
        | Op::JumpLt { free, .. }
        | Op::JumpLe { free, .. }
        | Op::JumpGt { free, .. }
        | Op::JumpGe { free, .. }
        | Op::JumpIs { free, .. }
        | Op::JumpIn { free, .. }
        | Op::JumpEqInt { free, .. }
        | Op::JumpNeInt { free, .. }
        | Op::JumpLtInt { free, .. }
        | Op::JumpLeInt { free, .. }
        | Op::JumpGtInt { free, .. }
        | Op::JumpGeInt { free, .. } => free.0 ^= Free::WHEN_TRUE,
        _ => return None,
    }
    Some(op)
}

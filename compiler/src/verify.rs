//! Checks a code object against the instruction set's rules, by following every path.
//!
//! For every instruction the verifier knows which registers are bound, unbound, or either, depending on the way taken.
//! A register that is read must be bound on every way; a temporary must not be bound on one way and unbound on
//! another, for then someone forgot to consume it. Comprehension variables, which `DropRange` clears bound or not, and
//! locals, which `CheckBound` asks about, are the exceptions.

use crate::code::{Code, Handler};
use crate::op::{Op, Reg, ShapeId};
use crate::operands::{Role, can_raise, distance, visit};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Unbound,
    Bound,
    Either,
}

type States = Vec<State>;

struct Verifier<'a> {
    code: &'a Code,
    /// First register that is not a local.
    temporaries: usize,
    /// Registers of comprehension variables.
    clearable: Vec<bool>,
    before: Vec<Option<States>>,
    work: Vec<usize>,
}

/// Checks one code object, not its children.
pub fn verify(code: &Code) -> Result<(), String> {
    if code.ops.len() != code.positions.len() {
        return Err("as many positions as instructions are needed".to_owned());
    }
    let locals = code.locals.iter().map(|local| usize::from(local.register) + 1).max().unwrap_or(0);
    let registers = usize::from(code.registers);
    let mut verifier = Verifier {
        code,
        temporaries: locals,
        clearable: vec![false; registers],
        before: vec![None; code.ops.len()],
        work: Vec::new(),
    };
    for op in &code.ops {
        if let Op::DropRange { first, count } = op {
            let (first, count) = (usize::from(first.0), usize::from(*count));
            verifier.clearable[first..first + count].fill(true);
        }
    }
    for handler in &code.handlers {
        verifier.check_handler(handler)?;
    }
    verifier.run()
}

/// Checks a code object and everything inside it.
pub fn verify_all(code: &Code) -> Result<(), String> {
    verify(code)
        .map_err(|problem| format!("{}:{}: {}: {problem}", code.filename, code.first_line, code.qualname))?;
    code.children.iter().try_for_each(|child| verify_all(child))
}

impl Verifier<'_> {
    fn check_handler(&self, handler: &Handler) -> Result<(), String> {
        let len = self.code.ops.len() as u32;
        let valid = handler.start < handler.end
            && handler.end <= len
            && handler.target < len
            && handler.depth <= handler.exception
            && handler.exception < self.code.registers
            && usize::from(handler.depth) >= self.temporaries;
        if valid { Ok(()) } else { Err(format!("handler {handler:?} is out of range")) }
    }

    fn run(mut self) -> Result<(), String> {
        let mut entry = vec![State::Unbound; usize::from(self.code.registers)];
        entry[..self.code.params.names.len()].fill(State::Bound);
        self.flow(0, 0, &entry)?;
        while let Some(at) = self.work.pop() {
            self.step(at).map_err(|problem| format!("at {at} {:?}: {problem}", self.code.ops[at]))?;
        }
        // Where nothing can raise, nothing becomes the RuntimeError of a generator's StopIteration.
        let converts = |at: usize| self.code.converts_stop_iteration(at);
        let excused = |at: usize| converts(at) || at > 0 && converts(at - 1);
        match (0..self.before.len()).find(|&at| self.before[at].is_none() && !excused(at)) {
            Some(at) => Err(format!("at {at} {:?}: no path leads here", self.code.ops[at])),
            None => Ok(()),
        }
    }

    /// Control goes from `from` to `to` with these registers.
    fn flow(&mut self, from: usize, to: usize, states: &[State]) -> Result<(), String> {
        self.join(from, to, states, true)
    }

    fn join(&mut self, from: usize, to: usize, states: &[State], strict: bool) -> Result<(), String> {
        let Some(slot) = self.before.get_mut(to) else {
            return Err(format!("goes to {to}, which is no instruction"));
        };
        let Some(known) = slot else {
            *slot = Some(states.to_vec());
            self.work.push(to);
            return Ok(());
        };
        let mut changed = false;
        for (reg, (old, new)) in known.iter_mut().zip(states).enumerate() {
            if *old == *new || *old == State::Either {
                continue;
            }
            if strict && reg >= self.temporaries && !self.clearable[reg] && *new != State::Either {
                return Err(format!("r{reg} is {old:?} at {to} on one way and {new:?} from {from}"));
            }
            *old = State::Either;
            changed = true;
        }
        if changed {
            self.work.push(to);
        }
        Ok(())
    }

    fn step(&mut self, at: usize) -> Result<(), String> {
        let mut states = self.before[at].clone().expect("work is reached");
        let mut op = self.code.ops[at];
        let handlers: Vec<Handler> = self
            .code
            .handlers
            .iter()
            .filter(|handler| (handler.start as usize..handler.end as usize).contains(&at))
            .take(1)
            .copied()
            .collect();
        let raises = can_raise(&op);
        for handler in handlers.iter().filter(|_| raises) {
            self.unwind(at, handler, &states)?;
        }
        let suspended = match op {
            Op::Yield { value, .. } => Some(value),
            Op::Delegate { received, .. } => Some(received),
            _ => None,
        };
        let above = suspended.map_or(states.len(), |top| usize::from(top.0) + 1);
        if states[above..].iter().any(|state| *state != State::Unbound) {
            return Err("suspends with a register bound above the topmost temporary".to_owned());
        }
        let consumed = self.apply(&mut op, &mut states)?;
        for handler in handlers.iter().filter(|_| raises) {
            self.unwind(at, handler, &consumed)?;
        }
        if let Some(distance) = distance(&op) {
            let target = at as i64 + 1 + i64::from(distance);
            let target =
                usize::try_from(target).map_err(|_| "jumps before the first instruction".to_owned())?;
            if let Op::ForIter { iter, .. } = op {
                self.flow(at, target, &states)?;
                let mut exhausted = self.before[at].clone().expect("work is reached");
                exhausted[usize::from(iter.0)] = State::Unbound;
                return self.flow(at, at + 1, &exhausted);
            }
            self.flow(at, target, &states)?;
        }
        match op {
            Op::Jump { .. }
            | Op::Loop { .. }
            | Op::Return { .. }
            | Op::ReturnNone
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseAgain
            | Op::Reraise { .. } => Ok(()),
            _ => self.flow(at, at + 1, &states),
        }
    }

    fn unwind(&mut self, at: usize, handler: &Handler, states: &[State]) -> Result<(), String> {
        let mut states = states.to_vec();
        states[usize::from(handler.depth)..].fill(State::Unbound);
        states[usize::from(handler.exception)] = State::Bound;
        // An instruction may raise before or after it consumed its operands.
        self.join(at, handler.target as usize, &states, false)
    }

    /// Applies an instruction; the registers as they are when operands are consumed and nothing is written yet.
    fn apply(&self, op: &mut Op, states: &mut States) -> Result<States, String> {
        let arguments = |shape: ShapeId| {
            self.code
                .call_shapes
                .get(usize::from(shape.0))
                .map_or(0, |shape| shape.positional + shape.keywords.len() as u16)
        };
        let moves_either = matches!(op, Op::Move { .. });
        let mut moved_either = false;
        let mut problem = None;
        let mut consumed = None;
        visit(op, &arguments, &mut |role, reg: &mut Reg, count| {
            let first = usize::from(reg.0);
            for at in first..first + usize::from(count) {
                let Some(state) = states.get(at).copied() else {
                    problem.get_or_insert(format!("r{at} is not a register"));
                    return;
                };
                match role {
                    Role::Read | Role::Consume if state != State::Bound => {
                        if moves_either && state == State::Either && at >= self.temporaries {
                            moved_either = true;
                        } else {
                            problem.get_or_insert(format!("r{at} is read but {state:?}"));
                        }
                    }
                    _ => {}
                }
                if matches!(role, Role::Write | Role::WriteMaybe) && consumed.is_none() {
                    consumed = Some(states.clone());
                }
                states[at] = match role {
                    Role::Read => state,
                    Role::Consume | Role::Clear | Role::ConsumeMaybe => State::Unbound,
                    Role::Write if moved_either => State::Either,
                    Role::Write | Role::Update => State::Bound,
                    Role::WriteMaybe if at == first => State::Bound,
                    Role::WriteMaybe => State::Either,
                };
            }
        });
        match problem {
            Some(problem) => Err(problem),
            None => Ok(consumed.unwrap_or_else(|| states.clone())),
        }
    }
}

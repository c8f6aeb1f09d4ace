//! Where a debugger may have a body go on: at a line where nothing is in hand that is not in hand already.
//!
//! What is in hand are the temporaries that live on from one statement to the next: the iterators of the loops around, the
//! exit functions of `with`, what a handler keeps. Two places are inside the same block if the same instructions made them.

use crate::code::Code;
use crate::layout::falls_through;
use crate::op::{Op, Reg, ShapeId};
use crate::operands::{Role, can_raise, distance, visit};

/// What is to be done on the way to another line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leap {
    /// The instruction to go on with.
    pub target: u32,
    /// What is to be let go of, in this order.
    pub steps: Vec<Step>,
}

/// What is let go of on the way out of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A temporary.
    Release(Reg),
    /// A handler: the exception being handled is again what this temporary holds.
    LeaveHandler(Reg),
}

/// The instruction that made what a temporary holds; None if it holds nothing.
type Origins = Vec<Option<u32>>;

/// What made a temporary differs with the way taken.
const MIXED: u32 = u32::MAX;

/// How to get from instruction `from` to the beginning of `line`, or of the first line after it that has code.
pub fn leap(code: &Code, from: u32, line: i64) -> Result<Leap, String> {
    if line < i64::from(code.first_line) {
        return Err(format!("line {line} comes before the current code block"));
    }
    let lines = |at: usize| i64::from(code.positions[at].line);
    let begins = |&at: &usize| {
        lines(at) > 0
            && (at == 0 || lines(at - 1) != lines(at) || is_prologue(&code.ops[at - 1]))
            && !is_prologue(&code.ops[at])
    };
    let starts: Vec<usize> = (0..code.ops.len()).filter(begins).collect();
    let Some(line) = starts.iter().map(|&at| lines(at)).filter(|&start| start >= line).min() else {
        return Err(format!("line {line} comes after the current code block"));
    };
    let origins = origins(code);
    let Some(Some(here)) = origins.get(from as usize) else {
        return Err("can't jump from unreachable code".to_owned());
    };
    let mut reason = "can't jump to unreachable code";
    for &target in starts.iter().filter(|&&at| lines(at) == line) {
        let Some(there) = &origins[target] else { continue };
        let lacking = here.iter().zip(there).find(|(here, there)| there.is_some() && here != there);
        if let Some((_, lacking)) = lacking {
            reason = match lacking.and_then(|origin| code.ops.get(origin as usize)) {
                Some(Op::GetIter { .. } | Op::GetAsyncIter { .. }) => {
                    "can't jump into the body of a for loop"
                }
                Some(Op::EnterHandler { .. }) => "can't jump into an 'except' block as there's no exception",
                _ => "incompatible stacks",
            };
            continue;
        }
        let gone =
            (0..here.len()).rev().filter(|&register| here[register].is_some() && there[register].is_none());
        let step = |register: usize| {
            let saved = Reg(register as u16);
            match here[register].and_then(|origin| code.ops.get(origin as usize)) {
                Some(Op::EnterHandler { saved: made, .. }) if *made == saved => Step::LeaveHandler(saved),
                _ => Step::Release(saved),
            }
        };
        return Ok(Leap { target: target as u32, steps: gone.map(step).collect() });
    }
    Err(reason.to_owned())
}

/// Whether the instruction prepares the variables that closures share.
pub fn is_prologue(op: &Op) -> bool {
    matches!(op, Op::MakeCell { .. } | Op::LoadClosure { .. })
}

/// For every instruction what the temporaries hold before it; None where no way leads.
fn origins(code: &Code) -> Vec<Option<Origins>> {
    let locals = code.locals.iter().map(|local| usize::from(local.register) + 1).max().unwrap_or(0);
    let mut before: Vec<Option<Origins>> = vec![None; code.ops.len()];
    let mut work = Vec::new();
    flow(&mut before, &mut work, 0, &vec![None; usize::from(code.registers)]);
    while let Some(at) = work.pop() {
        let state = before[at].clone().expect("work is reached");
        let mut op = code.ops[at];
        let handler = code
            .handlers
            .iter()
            .find(|handler| (handler.start as usize..handler.end as usize).contains(&at))
            .filter(|_| can_raise(&op));
        if let Some(handler) = handler {
            let mut caught = state.clone();
            caught[usize::from(handler.depth)..].fill(None);
            // Whoever raises, it is the handler that has the exception.
            caught[usize::from(handler.exception)] = Some(handler.target);
            flow(&mut before, &mut work, handler.target as usize, &caught);
        }
        let mut after = state.clone();
        let arguments = |shape: ShapeId| {
            let shape = code.call_shapes.get(usize::from(shape.0));
            shape.map_or(0, |shape| shape.positional + shape.keywords.len() as u16)
        };
        visit(&mut op, &arguments, &mut |role, reg: &mut Reg, count| {
            let first = usize::from(reg.0);
            for register in (first..first + usize::from(count)).filter(|register| *register >= locals) {
                match role {
                    Role::Read | Role::Update => {}
                    Role::Consume | Role::Clear | Role::ConsumeMaybe => after[register] = None,
                    Role::Write | Role::WriteMaybe => after[register] = Some(at as u32),
                }
            }
        });
        if let Some(distance) = distance(&op)
            && let Ok(target) = usize::try_from(at as i64 + 1 + i64::from(distance))
        {
            flow(&mut before, &mut work, target, &after);
        }
        if let Op::ForIter { iter, .. } = op
            && usize::from(iter.0) >= locals
        {
            after[usize::from(iter.0)] = None;
        }
        if falls_through(&op) {
            flow(&mut before, &mut work, at + 1, &after);
        }
    }
    before
}

fn flow(before: &mut [Option<Origins>], work: &mut Vec<usize>, to: usize, state: &[Option<u32>]) {
    let Some(known) = before.get_mut(to) else { return };
    let Some(known) = known else {
        *known = Some(state.to_vec());
        work.push(to);
        return;
    };
    let mut changed = false;
    for (known, new) in known.iter_mut().zip(state) {
        if known != new && *known != Some(MIXED) {
            *known = Some(MIXED);
            changed = true;
        }
    }
    if changed {
        work.push(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mode, compile};

    fn body(source: &str) -> std::sync::Arc<Code> {
        compile(source, "leap.py", Mode::Exec).expect("it compiles").children[0].clone()
    }

    fn at_line(code: &Code, line: u32) -> u32 {
        code.positions.iter().position(|position| position.line == line).expect("the line has code") as u32
    }

    #[test]
    fn a_line_of_the_same_block_is_reached_with_nothing_to_do() {
        let code = body("def f():\n    a = 1\n    b = 2\n    return a\n");
        let leap = leap(&code, at_line(&code, 2), 4).unwrap();
        assert_eq!((at_line(&code, 4), vec![]), (leap.target, leap.steps));
    }

    #[test]
    fn out_of_a_loop_its_iterator_is_released_and_into_it_there_is_no_way() {
        let code = body("def f():\n    a = 1\n    for i in x:\n        g(i)\n    return a\n");
        let out = leap(&code, at_line(&code, 4), 5).unwrap();
        assert!(matches!(out.steps[..], [Step::Release(_)]), "{out:?}");
        assert_eq!(Err("can't jump into the body of a for loop".into()), leap(&code, at_line(&code, 2), 4));
    }

    #[test]
    fn from_one_loop_into_another_there_is_no_way() {
        let code = body("def f():\n    for i in x:\n        g(i)\n    for j in x:\n        h(j)\n");
        assert!(leap(&code, at_line(&code, 3), 5).is_err());
        assert!(leap(&code, at_line(&code, 3), 4).is_ok());
    }

    #[test]
    fn a_handler_is_left_and_not_entered() {
        let code = body("def f():\n    try:\n        g()\n    except E:\n        h()\n    return 1\n");
        assert!(leap(&code, at_line(&code, 3), 5).is_err());
        let out = leap(&code, at_line(&code, 5), 6).unwrap();
        assert!(out.steps.iter().any(|step| matches!(step, Step::LeaveHandler(_))), "{out:?}");
    }

    #[test]
    fn a_line_without_code_stands_for_the_next_one_that_has_some() {
        let code = body("def f():\n    a = 1\n\n    # nothing\n    b = 2\n");
        assert_eq!(at_line(&code, 5), leap(&code, at_line(&code, 2), 3).unwrap().target);
        assert_eq!(
            Err("line 99 comes after the current code block".into()),
            leap(&code, at_line(&code, 2), 99)
        );
        assert_eq!(
            Err("line 0 comes before the current code block".into()),
            leap(&code, at_line(&code, 2), 0)
        );
    }
}

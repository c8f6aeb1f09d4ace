//! What the watched loop does before an instruction.

use super::Running;
use crate::call::Prepared;
use crate::frame::{Then, offset};
use crate::function::{Function, Method};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use crate::watch::{Event, Events, Here, NativeStep};
use compiler::{Code, Op, Reg, ShapeId};
use object_model::{List, Runtime, Value};

/// Set in the number of an instruction that a line is passed with and does not begin with.
const PASSED: u32 = 1 << 31;

/// The lines without instructions that are passed from instruction `last` to instruction `at`.
fn passed_between(code: &Code, last: Option<u32>, at: u32) -> impl Iterator<Item = u32> {
    let with = |instruction: u32, by_jump: bool| {
        let first = code.passed_lines.partition_point(|passed| passed.instruction < instruction);
        let all =
            code.passed_lines[first..].iter().take_while(move |passed| passed.instruction == instruction);
        all.filter(move |passed| passed.by_jump == by_jump).map(|passed| passed.line)
    };
    let jumped = last.filter(|last| {
        let target = |distance| i64::from(*last) + 1 + i64::from(distance);
        let distance = code.ops.get(*last as usize).and_then(compiler::distance);
        distance.is_some_and(|distance| distance != 0 && target(distance) == i64::from(at))
    });
    jumped.into_iter().flat_map(move |last| with(last, true)).chain(with(at, false))
}

/// A call that is being told of.
pub(super) struct ToldCall<R: Runtime> {
    here: Here<R>,
    callable: Value<R>,
    first: Value<R>,
    python: bool,
}

impl<R: Runtime> Vm<R> {
    /// Runs the watched loop until the frame answers to Rust; None if the plain loop is to go on.
    pub(crate) fn run_watched_loop(&mut self, pending: &mut Option<Raised<R>>) -> Option<Return<R>> {
        let mut running = self.load_running();
        loop {
            if let Some(raised) = pending.take() {
                match self.unwind(raised, running.next) {
                    Ok(caught) => running = caught,
                    Err(raised) => return Some(Err(raised)),
                }
            }
            match self.run_until_raised::<true>(&mut running) {
                Ok(value) => return Some(Ok(value)),
                Err(raised) if raised.0.is_unbound() => return None,
                Err(raised) => *pending = Some(raised),
            }
        }
    }

    /// Tells what there is to tell before the instruction that `running` has just passed is executed. Answers where to go on
    /// instead, if a trace function has set the line.
    pub(super) fn before_instruction(&mut self, running: Running<R>, op: Op) -> Return<R, Option<*const Op>> {
        let depth = self.frames.len();
        let loaded = running.loaded();
        let code = &loaded.code;
        // SAFETY: both point into the instructions.
        let at = unsafe { running.next.offset_from(code.ops.as_ptr()) } as u32 - 1;
        let last = self.watch.follow(depth, at);
        if self.watch.followed {
            self.follow_line(loaded, at as usize, compiler::is_prologue(&op));
        }
        if !self.watch.is_wanted() {
            return Ok(None);
        }
        let events = self.events_in(loaded);
        if events.is_empty() && !self.watch.has_functions() {
            return Ok(None);
        }
        self.frames.last_mut().expect("a frame is running").next = running.next;
        if let Some(last) = last
            && events.meets(Events::BRANCHES.with(Event::Jump).with(Event::StopIteration))
        {
            self.tell_of_jump(&code.ops, last, at, events)?;
        }
        let line = code.positions[at as usize].line;
        let known = self.watch.line.filter(|(frames, _)| *frames == depth).map_or(0, |(_, line)| line);
        if line != 0 {
            self.watch.line = Some((depth, line));
        }
        // The variables that closures share are made before the first line.
        let silent = compiler::is_prologue(&op) || self.watch.has_landed();
        let (by_line, by_instruction) = self.is_traced_by();
        if !silent && (by_line || events.has(Event::Line)) {
            let mut before = last.map(|last| match code.positions[last as usize].line {
                0 => known,
                line => line,
            });
            // Going back to a line begins it again.
            let mut back = last.is_some_and(|last| last >= at);
            for passed in passed_between(code, last, at) {
                if before != Some(passed) {
                    self.watch.passing = Some((depth, passed));
                    let told = self.tell_line(passed, at | PASSED, by_line, events);
                    self.watch.passing = None;
                    told?;
                    if let Some(next) = self.moved(running) {
                        return Ok(Some(next));
                    }
                }
                if line == 0 {
                    self.watch.line = Some((depth, passed));
                }
                (before, back) = (Some(passed), false);
            }
            if line != 0 && (back || before != Some(line)) {
                self.tell_line(line, at, by_line, events)?;
                if let Some(next) = self.moved(running) {
                    return Ok(Some(next));
                }
            }
        }
        if by_instruction {
            self.trace_instruction()?;
        }
        if events.has(Event::Instruction) {
            let here = self.here();
            self.tell(Event::Instruction, &here, &[])?;
        }
        match op {
            Op::Return { src } => {
                let value = running.value(src).clone();
                self.tell_return(Event::PyReturn, &value)?;
            }
            Op::ReturnNone => self.tell_return(Event::PyReturn, &Value::NONE)?,
            Op::Yield { value, .. } => {
                let value = running.value(value).clone();
                self.tell_return(Event::PyYield, &value)?;
            }
            _ => {}
        }
        Ok(None)
    }

    /// Tells of a line that begins with an instruction.
    fn tell_line(&mut self, line: u32, instruction: u32, traced: bool, events: Events) -> Return<R, ()> {
        if traced {
            self.trace_line()?;
        }
        if events.has(Event::Line) {
            let here = Here { instruction, ..self.here() };
            let arguments = [here.code.clone(), Value::small_int(i64::from(line))];
            self.tell_with(Event::Line, &here, &arguments)?;
        }
        Ok(())
    }

    /// Where a trace function has the running frame go on, if elsewhere.
    fn moved(&mut self, running: Running<R>) -> Option<*const Op> {
        let next = self.frames.last().expect("a frame is running").next;
        let moved = next != running.next;
        if moved {
            self.watch.land();
        }
        moved.then_some(next)
    }

    /// Tells where the instruction `last` has led, if it could have led elsewhere.
    fn tell_of_jump(&mut self, ops: &[Op], last: u32, at: u32, events: Events) -> Return<R, ()> {
        let Some(op) = ops.get(last as usize) else { return Ok(()) };
        let Some(distance) = compiler::distance(op) else { return Ok(()) };
        let target = i64::from(last) + 1 + i64::from(distance);
        let event = match op {
            Op::Jump { .. } | Op::Loop { .. } => Event::Jump,
            _ if i64::from(at) == target => Event::BranchRight,
            _ if at == last + 1 => Event::BranchLeft,
            _ => return Ok(()),
        };
        if !events.has(event) {
            return Ok(());
        }
        let here = Here { instruction: last, ..self.here() };
        self.tell(event, &here, &[Value::small_int(offset(at))])
    }

    /// Tells of the call that is about to be made by `op`.
    pub(super) fn before_call(&mut self, running: Running<R>, op: Op) -> Return<R, Option<ToldCall<R>>> {
        let events = self.events_in(running.loaded());
        if !self.watch.is_wanted() || !(events.has(Event::Call) || self.watch.has_functions()) {
            return Ok(None);
        }
        let given = |shape: ShapeId| {
            let shape = &running.loaded().code.call_shapes[usize::from(shape.0)];
            shape.positional > 0 || !shape.keywords.is_empty()
        };
        let (window, method, given) = match op {
            Op::Call { window, argc, .. } => (window, false, argc > 0),
            Op::CallMethod { window, argc, .. } => (window, true, argc > 0),
            Op::CallKeywords { window, shape, .. } => (window, false, given(shape)),
            Op::CallMethodKeywords { window, shape, .. } => (window, true, given(shape)),
            Op::CallSpread { window, .. } => (window, false, true),
            _ => return Ok(None),
        };
        let argument = |number: u16| running.value(Reg(window.0 + number)).clone();
        let mut callable = argument(0);
        let mut first = match (method, given) {
            // The callable of a method's window may be bound already.
            (true, given) if argument(1).is_unbound() => {
                if given {
                    argument(2)
                } else {
                    Value::UNBOUND
                }
            }
            (true, _) | (false, true) => argument(1),
            (false, false) => Value::UNBOUND,
        };
        if matches!(op, Op::CallSpread { .. }) {
            first = match first.as_ref::<List<R>>() {
                Some(list) => self.list_items(list).into_iter().next().unwrap_or(Value::UNBOUND),
                None => {
                    self.as_tuple(&first).and_then(|items| items.first().cloned()).unwrap_or(Value::UNBOUND)
                }
            };
        }
        if let Some(method) = callable.clone().as_ref::<Method<R>>() {
            callable = method.function.clone();
            first = method.receiver.clone();
        }
        let told = ToldCall {
            here: self.here(),
            python: callable.as_ref::<Function<R>>().is_some(),
            first: if first.is_unbound() { self.monitor().missing.clone() } else { first },
            callable,
        };
        if events.has(Event::Call) {
            self.tell(Event::Call, &told.here, &[told.callable.clone(), told.first.clone()])?;
        }
        if !told.python {
            self.profile_native(NativeStep::Call, &told.callable)?;
        }
        Ok(Some(told))
    }

    /// The class of the instance that the running frame initializes, and what it was given first.
    pub(super) fn construction(&mut self) -> Option<[Value<R>; 2]> {
        let frame = self.frames.last()?;
        if !self.watch.is_wanted() || !matches!(frame.then, Then::Construct(_)) {
            return None;
        }
        let class = self.class_of(&frame.kept).into_value();
        // SAFETY: the frame has a register for each parameter, and owns what it holds.
        let first =
            (frame.loaded().parameters > 1).then(|| unsafe { Value::from_borrowed(*frame.base.add(1)) });
        let missing = || self.monitor().missing.clone();
        Some([class, first.filter(|first| !first.is_unbound()).unwrap_or_else(missing)])
    }

    /// Tells that the call of a class has come to an instance.
    pub(super) fn tell_construction(&mut self, made: Option<[Value<R>; 2]>) -> Return<R, ()> {
        let Some(made) = made else { return Ok(()) };
        let here = self.here();
        if self.events_in(here.loaded()).has(Event::CReturn) {
            self.tell(Event::CReturn, &here, &made)?;
        }
        Ok(())
    }

    /// Tells what the call has come to, unless a Python function has been entered.
    pub(super) fn after_call(
        &mut self,
        told: Option<ToldCall<R>>,
        result: Return<R, Prepared<R>>,
    ) -> Return<R, Prepared<R>> {
        let Some(told) = told.filter(|told| !told.python) else { return result };
        if let Ok(Prepared::Entered) = result {
            return result;
        }
        let events = self.events_in(told.here.loaded());
        let (event, step) = match &result {
            Ok(_) => (Event::CReturn, NativeStep::Return),
            Err(_) => (Event::CRaise, NativeStep::Exception),
        };
        if events.has(event) {
            self.tell(event, &told.here, &[told.callable.clone(), told.first.clone()])?;
        }
        self.profile_native(step, &told.callable)?;
        result
    }
}

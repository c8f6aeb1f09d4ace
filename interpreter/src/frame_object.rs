//! Frame objects: what `sys._getframe` and tracebacks show of a frame.
//!
//! A frame has an object only once somebody asked for it; the frame is *observed* from then on. While it runs, the object
//! looks at the thread's stack. When it is left, what its local variables hold moves into the object, so that an exception
//! keeps alive what the frames it came through had in hand.

use crate::call::take;
use crate::frame::{Frame, Role, offset};
use crate::function::{Cell, LoadedCode};
use crate::generator::{Generator, Progress};
use crate::raised::Return;
use crate::standing::Seen;
use crate::vm::Vm;
use crate::watch::Event;
use object_model::{Dict, Guard, Guarded, Payload, Ref, Runtime, Value, Weak, Word};

/// The payload of a `frame`.
pub struct FrameObject<R: Runtime> {
    /// The code object.
    pub code: Value<R>,
    /// The globals.
    pub globals: Value<R>,
    /// The namespace of a module, class body or `exec` code; unbound for a function.
    namespace: Value<R>,
    state: Guarded<FrameState<R>>,
}

/// The parts of a frame object that change.
pub struct FrameState<R: Runtime> {
    place: Place<R>,
    /// The instruction it was left at.
    instruction: u32,
    /// What the local variables held when it was left, in the order of the code's.
    locals: Vec<Value<R>>,
    /// The caller's frame object, once this frame was left; unbound for none.
    back: Value<R>,
    /// The caller's frame gets an object too when this frame is left.
    linked: bool,
    /// What assignments through `f_locals` replaced while an instruction of the frame may have been looking at it.
    replaced: Vec<Value<R>>,
    /// What was assigned through `f_locals` to names that are no variables, in a dict; unbound for none.
    extra: Value<R>,
    /// `f_trace`, or None.
    pub trace: Value<R>,
    /// `f_trace_lines`
    pub trace_lines: bool,
    /// `f_trace_opcodes`
    pub trace_opcodes: bool,
}

/// Where a frame is.
enum Place<R: Runtime> {
    /// On the stack of the thread with this identifier, under so many others.
    Running { thread: u64, depth: usize },
    /// In a generator, which may run or not.
    Suspended(Value<R>),
    /// As `Suspended`, in a generator that keeps this object for when it goes on: a weak reference to it.
    Kept(Value<R>),
    /// Nowhere any more.
    Left,
}

// SAFETY: immutable but for the state, which is guarded.
unsafe impl<R: Runtime> Payload<R> for FrameObject<R> {
    const NAME: &'static str = "frame";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for value in [&self.code, &self.globals, &self.namespace] {
            visit(value);
        }
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        if let Place::Suspended(value) | Place::Kept(value) = &state.place {
            visit(value);
        }
        state.locals.iter().for_each(&mut *visit);
        visit(&state.back);
        visit(&state.trace);
        visit(&state.extra);
        state.replaced.iter().for_each(&mut *visit);
    }
}

impl<R: Runtime> FrameState<R> {
    fn at(place: Place<R>, instruction: u32) -> Self {
        FrameState {
            place,
            instruction,
            locals: Vec::new(),
            back: Value::UNBOUND,
            linked: false,
            replaced: Vec::new(),
            extra: Value::UNBOUND,
            trace: Value::NONE,
            trace_lines: true,
            trace_opcodes: false,
        }
    }
}

impl<R: Runtime> FrameObject<R> {
    /// A frame of another thread as it stood, called by the frame of `back` (unbound for none).
    pub(crate) fn seen(seen: Seen<R>, back: Value<R>) -> Self {
        let Seen { code, globals, namespace, instruction, locals, .. } = seen;
        let state = FrameState { locals, back, ..FrameState::at(Place::Left, instruction) };
        FrameObject { code, globals, namespace, state: Guarded::new(state) }
    }
}

impl<R: Runtime> Guard<R> for FrameObject<R> {
    type Guarded = FrameState<R>;
    fn guarded(&self) -> &Guarded<FrameState<R>> {
        &self.state
    }
}

impl<R: Runtime> Vm<R> {
    /// The frame `depth` calls above the running one; None if there are not so many.
    pub fn frame_at(&mut self, depth: usize) -> Option<Value<R>> {
        let at = self.frames.len().checked_sub(depth + 1)?;
        Some(self.observe(at, true))
    }

    /// The globals of the frame `depth` calls above the running one.
    pub fn globals_at(&self, depth: usize) -> Option<Value<R>> {
        let at = self.frames.len().checked_sub(depth + 1)?;
        Some(self.frames[at].function().globals.clone())
    }

    /// The namespace of the running frame, or a dict of its local variables as they are now: `locals()`.
    pub fn running_locals(&mut self) -> Option<Value<R>> {
        let last = self.frames.len().checked_sub(1)?;
        let locals = self.locals_at(last);
        let object = self.running_frame_object();
        let extra = match object.as_ref().and_then(|object| object.as_ref::<FrameObject<R>>()) {
            Some(object) => self.lock(object).extra.clone(),
            None => Value::UNBOUND,
        };
        if let (Some(extra), Some(locals)) = (extra.as_ref::<Dict<R>>(), locals.as_ref::<Dict<R>>()) {
            for (_, key, value) in self.dict_entries(extra) {
                // A key that was entered there before has a hash.
                self.dict_set(locals, key, value).ok()?;
            }
        }
        Some(locals)
    }

    /// The object of the running frame, if it has one.
    pub(crate) fn running_frame_object(&self) -> Option<Value<R>> {
        let frame = self.frames.last()?;
        if frame.observed { self.observed.last().map(|(_, object)| object.clone()) } else { None }
    }

    /// The object of the frame that runs or waits at `depth`; `linked` frames lead to their callers even after the end.
    pub(crate) fn observe(&mut self, depth: usize, linked: bool) -> Value<R> {
        let frame = &mut self.frames[depth];
        let place = self.observed.partition_point(|(other, _)| *other < depth);
        if std::mem::replace(&mut frame.observed, true) {
            let known = self.observed[place].1.clone();
            if linked && let Some(object) = known.as_ref::<FrameObject<R>>() {
                self.lock(object).linked = true;
            }
            return known;
        }
        // SAFETY: the frame keeps its code alive.
        let code = unsafe { Value::from_borrowed(Word::from_bits(frame.code as u64)) };
        let (globals, namespace) = (frame.function().globals.clone(), frame.namespace().clone());
        let running = Place::Running { thread: self.ident, depth };
        let state = FrameState { linked, ..FrameState::at(running, 0) };
        let object = self.new_object(FrameObject { code, globals, namespace, state: Guarded::new(state) });
        self.observed.insert(place, (depth, object.clone()));
        object
    }

    /// The object of a generator's frame, which may run on this thread.
    pub(crate) fn generator_frame(&mut self, generator: &Ref<R, Generator<R>>) -> Option<Value<R>> {
        let runs = |frame: &Frame<R>| frame.role == Role::Generator && frame.kept.is(generator.value());
        if let Some(depth) = self.frames.iter().rposition(runs) {
            return Some(self.observe(depth, true));
        }
        let function = generator.function.as_ref::<crate::function::Function<R>>()?;
        let (code, globals) = (function.code_value(), function.globals.clone());
        let instruction = self.lock(generator).instruction();
        let state = FrameState::at(Place::Suspended(generator.value().clone()), instruction);
        let namespace = Value::UNBOUND;
        Some(self.new_object(FrameObject { code, globals, namespace, state: Guarded::new(state) }))
    }

    /// An observed frame was popped: its local variables move into its object.
    #[cold]
    #[inline(never)]
    pub(crate) fn leave_observed(&mut self, frame: &Frame<R>) {
        let Some((depth, object)) = self.observed.pop() else { return };
        let Some(object) = object.as_ref::<FrameObject<R>>() else { return };
        let code = frame.loaded().code.clone();
        // SAFETY: the frame's registers hold owned words.
        let register = |register: u16| unsafe { take::<R>(frame.base.add(usize::from(register))) };
        let mut locals: Vec<Value<R>> = code.locals.iter().map(|local| register(local.register)).collect();
        // A frame that holds its own object would never be freed by counting alone.
        locals.iter_mut().filter(|value| value.is(object.value())).for_each(|value| *value = Value::UNBOUND);
        let linked = self.lock(object).linked;
        let caller = depth.checked_sub(1);
        let back = match caller.filter(|caller| linked || self.frames[*caller].observed) {
            Some(caller) => self.observe(caller, linked),
            None => Value::UNBOUND,
        };
        let mut state = self.lock(object);
        state.place = Place::Left;
        state.instruction = frame.instruction() as u32;
        state.locals = locals;
        state.back = back;
        let replaced = std::mem::take(&mut state.replaced);
        drop(state);
        drop(replaced);
    }

    /// An observed frame of a generator was popped, and goes on later.
    #[cold]
    #[inline(never)]
    pub(crate) fn suspend_observed(&mut self, frame: &Frame<R>) {
        let Some((_, object)) = self.observed.pop() else { return };
        let Some(object) = object.as_ref::<FrameObject<R>>() else { return };
        let traced = !self.lock(object).trace.is_none();
        let place = match frame.kept.as_ref::<Generator<R>>().filter(|_| traced) {
            // Whoever traces the frame knows it by its object.
            Some(generator) if let Some(weak) = self.weak_reference(&frame.kept) => {
                let old = std::mem::replace(&mut self.lock(generator).frame, object.value().clone());
                drop(old);
                Place::Kept(weak)
            }
            _ => Place::Suspended(frame.kept.clone()),
        };
        let mut state = self.lock(object);
        state.place = place;
        state.instruction = frame.instruction() as u32;
        let replaced = std::mem::take(&mut state.replaced);
        drop(state);
        drop(replaced);
    }

    fn weak_reference(&mut self, value: &Value<R>) -> Option<Value<R>> {
        if let Some(weak) = Weak::existing(self, value) {
            return Some(weak.into_value());
        }
        if self.registered_class::<Weak<R>>().is_none() {
            // Without the module there are no weak references; then there is no such frame either.
            self.import_module("_weakref").ok()?;
        }
        let reference = self.new_object(Weak::new(value, None));
        Weak::publish(self, reference.as_ref::<Weak<R>>()?, value);
        Some(reference)
    }

    /// The generator on top goes on: its frame has the object it had before, if that was kept.
    pub(crate) fn adopt_kept_frame(&mut self) {
        let Some(frame) = self.frames.last().filter(|frame| !frame.observed) else { return };
        let kept = frame.kept.clone();
        let Some(generator) = kept.as_ref::<Generator<R>>() else { return };
        let object = std::mem::replace(&mut self.lock(generator).frame, Value::UNBOUND);
        let Some(frame) = object.as_ref::<FrameObject<R>>() else { return };
        let depth = self.frames.len() - 1;
        let place = Place::Running { thread: self.ident, depth };
        let old = std::mem::replace(&mut self.lock(frame).place, place);
        drop(old);
        self.frames[depth].observed = true;
        self.observed.push((depth, object));
    }

    /// The generator that a frame is suspended in.
    fn suspended_in(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<Value<R>> {
        let state = self.lock(frame);
        match &state.place {
            Place::Suspended(generator) => Some(generator.clone()),
            Place::Kept(weak) => {
                let weak = weak.clone();
                drop(state);
                weak.as_ref::<Weak<R>>()?.upgrade(self)
            }
            _ => None,
        }
    }

    /// The generator or coroutine that a frame is of, or None.
    pub(crate) fn frame_generator(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        match self.depth_of(frame).map(|depth| &self.frames[depth]) {
            Some(frame) if frame.role == Role::Generator => frame.kept.clone(),
            Some(_) => Value::NONE,
            None => self.suspended_in(frame).unwrap_or(Value::NONE),
        }
    }

    /// `frame` called the frame of `callee`, which was left for an exception.
    pub(crate) fn link_frames(&mut self, callee: &Value<R>, frame: &Value<R>) {
        let Some(object) = callee.as_ref::<FrameObject<R>>() else { return };
        let mut state = self.lock(object);
        if matches!(state.place, Place::Left) && state.back.is_unbound() && !callee.is(frame) {
            state.back = frame.clone();
        }
    }

    /// The thread on whose stack a frame is that has not been left.
    pub(crate) fn thread_of(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<u64> {
        match self.lock(frame).place {
            Place::Running { thread, .. } => Some(thread),
            _ => None,
        }
    }

    /// Where the frame is on this thread's stack, if it is there.
    fn depth_of(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<usize> {
        let state = self.lock(frame);
        match &state.place {
            Place::Running { thread, depth } => {
                let (thread, depth) = (*thread, *depth);
                drop(state);
                (thread == self.ident && depth < self.frames.len()).then_some(depth)
            }
            Place::Left => None,
            // A generator that goes on may have another object than before.
            Place::Suspended(_) | Place::Kept(_) => {
                drop(state);
                let generator = self.suspended_in(frame)?;
                let runs = |frame: &Frame<R>| frame.role == Role::Generator && frame.kept.is(&generator);
                self.frames.iter().rposition(runs)
            }
        }
    }

    /// The instruction a frame is at.
    pub fn frame_instruction(&mut self, frame: &Ref<R, FrameObject<R>>) -> u32 {
        if let Some(depth) = self.depth_of(frame) {
            return self.frames[depth].instruction() as u32;
        }
        match self.seen_elsewhere(frame) {
            Some((seen, _)) => seen.instruction,
            None => self.lock(frame).instruction,
        }
    }

    /// The offset a frame is at: that with which the body begins before it has begun.
    pub(crate) fn frame_offset(&mut self, frame: &Ref<R, FrameObject<R>>) -> i64 {
        match self.depth_of(frame) {
            Some(depth) if !self.frames[depth].has_begun() => 0,
            _ => offset(self.frame_instruction(frame)),
        }
    }

    /// The line a frame is at: that of the function's head before it has begun.
    pub(crate) fn frame_line(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<u32> {
        let code = frame.code.as_ref::<LoadedCode<R>>()?.code.clone();
        let instruction = match self.depth_of(frame) {
            Some(depth) if !self.frames[depth].has_begun() => return Some(code.first_line),
            Some(depth)
                if let Some((frames, line)) = self.watch.passing
                    && frames == depth + 1 =>
            {
                return Some(line);
            }
            Some(depth) => {
                let instruction = self.frames[depth].instruction() as u32;
                if let Some((frames, line)) = self.watch.line
                    && frames == depth + 1
                    && code.positions.get(instruction as usize).is_some_and(|position| position.line == 0)
                {
                    return Some(line);
                }
                instruction
            }
            None => {
                let suspended = self.suspended_in(frame);
                if let Some(generator) =
                    suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>())
                    && self.lock(generator).progress == Progress::Created
                {
                    return Some(code.first_line);
                }
                self.frame_instruction(frame)
            }
        };
        // What has no line of its own is part of what stands before it.
        let before = code.positions.get(..=instruction as usize)?;
        before.iter().rev().map(|position| position.line).find(|line| *line != 0).or(Some(code.first_line))
    }

    /// Has the running frame go on at another line, when a trace function is being told of a line: `frame.f_lineno = line`.
    pub(crate) fn set_frame_line(&mut self, frame: &Ref<R, FrameObject<R>>, line: i64) -> Return<R, ()> {
        let Some(depth) = self.depth_of(frame) else {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        };
        let message = match self.watch.telling {
            Some((Event::Line, frames)) if frames == depth + 1 => None,
            None => Some("f_lineno can only be set in a trace function"),
            Some((Event::PyStart, frames)) if frames == depth + 1 => {
                Some("can't jump from the 'call' trace event of a new frame")
            }
            Some(_) => Some("can only jump from a 'line' trace event"),
        };
        if let Some(message) = message {
            return Err(self.value_error(message));
        }
        let frame = &self.frames[depth];
        let (base, code) = (frame.base, frame.loaded().code.clone());
        let leap = match compiler::leap(&code, frame.instruction() as u32, line) {
            Ok(leap) => leap,
            Err(reason) => return Err(self.value_error(&reason)),
        };
        // SAFETY: a register of the frame.
        let take_register = |register: compiler::Reg| unsafe { take::<R>(base.add(usize::from(register.0))) };
        for step in leap.steps {
            match step {
                compiler::Step::Release(register) => drop(take_register(register)),
                compiler::Step::LeaveHandler(register) => {
                    let old = std::mem::replace(&mut self.handled, take_register(register));
                    drop(old);
                }
            }
        }
        // The compiler knows variables bound where a jump it has not seen finds them unbound.
        let mut given = 0;
        for local in code.locals.iter().filter(|local| !local.cell) {
            // SAFETY: a register of the frame, which holds nothing.
            let register = unsafe { &mut *base.add(usize::from(local.register)) };
            if *register == Word::UNBOUND && !local.name.starts_with('.') {
                *register = Word::NONE;
                given += 1;
            }
        }
        // SAFETY: the target is an instruction of the code. A frame's place is past the instruction it is at.
        self.frames[depth].next = unsafe { code.ops.as_ptr().add(leap.target as usize + 1) };
        if given == 0 {
            return Ok(());
        }
        let plural = if given == 1 { "" } else { "s" };
        let category = self.exceptions().runtime_warning.clone();
        self.warn(&category, &format!("assigning None to {given} unbound local{plural}"))
    }

    /// The caller's frame, or None.
    pub fn frame_back(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        match self.depth_of(frame) {
            Some(0) => Value::NONE,
            Some(depth) => self.observe(depth - 1, true),
            None => {
                let back = match self.seen_elsewhere(frame) {
                    Some((_, callers)) => self.show(callers),
                    None => self.lock(frame).back.clone(),
                };
                if back.is_unbound() { Value::NONE } else { back }
            }
        }
    }

    /// The namespace of a frame that has one: that of a module, class body or `exec` code.
    pub(crate) fn frame_namespace(&self, frame: &Ref<R, FrameObject<R>>) -> Option<Value<R>> {
        frame.namespace.given().cloned()
    }

    /// A new dict of the local variables of a frame, and of what was assigned besides.
    pub(crate) fn frame_variables(&mut self, frame: &Ref<R, FrameObject<R>>) -> Return<R, Ref<R, Dict<R>>> {
        let extra = self.lock(frame).extra.clone();
        let locals = self.frame_locals(frame);
        let locals = locals.downcast().unwrap_or_else(|_| self.new_dict());
        if !extra.is_unbound() {
            self.dict_update(&locals, &extra)?;
        }
        Ok(locals)
    }

    /// Whether a frame has a local variable of this name, bound or not.
    pub(crate) fn is_frame_variable(&self, frame: &Ref<R, FrameObject<R>>, name: &str) -> bool {
        let code = frame.code.as_ref::<LoadedCode<R>>();
        code.is_some_and(|code| code.code.locals.iter().any(|local| &*local.name == name))
    }

    /// The dict of what is assigned to names that are no variables of a frame.
    pub(crate) fn frame_extra(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        let made = self.new_dict().into_value();
        let mut state = self.lock(frame);
        if state.extra.is_unbound() {
            state.extra = made;
        }
        state.extra.clone()
    }

    /// Assigns to a local variable of a frame; false if it has none of that name.
    pub(crate) fn set_frame_variable(
        &mut self,
        frame: &Ref<R, FrameObject<R>>,
        name: &str,
        value: Value<R>,
    ) -> bool {
        let Some(code) = frame.code.as_ref::<LoadedCode<R>>() else { return false };
        let code = code.code.clone();
        let Some(number) = code.locals.iter().position(|local| &*local.name == name) else { return false };
        let register = code.locals[number].register;
        if let Some(depth) = self.depth_of(frame) {
            // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
            let register = unsafe { self.frames[depth].base.add(usize::from(register)) };
            // SAFETY: as above.
            let held = unsafe { Value::<R>::from_borrowed(*register) };
            if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                let old = self.set_cell_content(&held, value);
                drop(old);
                return true;
            }
            drop(held);
            // SAFETY: as above; the new value moves in.
            let old = unsafe { take::<R>(register) };
            // SAFETY: as above.
            unsafe { register.write(value.into_word()) };
            // An instruction that has not ended may use what it found in the register.
            if self.watch.is_between_instructions(depth + 1) {
                drop(old);
            } else {
                self.lock(frame).replaced.push(old);
            }
            return true;
        }
        let suspended = self.suspended_in(frame);
        let old = match suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>()) {
            Some(generator) => {
                let held = generator.held(&self.lock(generator), &code, &code.locals[number]);
                if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                    self.set_cell_content(&held, value)
                } else {
                    self.lock(generator).set_register(register, value)
                }
            }
            None => {
                let mut state = self.lock(frame);
                let held = state.locals.get(number).cloned().unwrap_or(Value::UNBOUND);
                if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                    drop(state);
                    self.set_cell_content(&held, value)
                } else if let Some(place) = state.locals.get_mut(number) {
                    std::mem::replace(place, value)
                } else {
                    value
                }
            }
        };
        drop(old);
        true
    }

    /// A new dict of the local variables of a frame, or its namespace.
    pub(crate) fn frame_locals(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        if !frame.namespace.is_unbound() {
            return frame.namespace.clone();
        }
        if let Some(depth) = self.depth_of(frame) {
            return self.locals_at(depth);
        }
        let seen = self.seen_elsewhere(frame);
        let suspended = self.suspended_in(frame);
        let locals = seen.map_or_else(|| self.lock(frame).locals.clone(), |(seen, _)| seen.locals);
        let Some(code) = frame.code.as_ref::<LoadedCode<R>>() else { return Value::NONE };
        let code = code.code.clone();
        let locals = match suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>()) {
            Some(generator) => {
                let state = self.lock(generator);
                code.locals.iter().map(|local| generator.held(&state, &code, local)).collect()
            }
            None => locals,
        };
        self.locals_dict(&code, locals)
    }

    fn locals_at(&mut self, depth: usize) -> Value<R> {
        let frame = &self.frames[depth];
        if !frame.namespace().is_unbound() {
            return frame.namespace().clone();
        }
        let code = frame.loaded().code.clone();
        // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
        let register =
            |register: u16| unsafe { Value::from_borrowed(*frame.base.add(usize::from(register))) };
        let locals = code.locals.iter().map(|local| register(local.register)).collect();
        self.locals_dict(&code, locals)
    }

    fn locals_dict(&mut self, code: &compiler::Code, values: Vec<Value<R>>) -> Value<R> {
        let locals = self.new_dict();
        // What inner functions use comes last, but for parameters.
        let last = |local: &compiler::Local| local.cell && !code.params.names.contains(&local.name);
        let mut pairs: Vec<_> = code.locals.iter().zip(values).collect();
        pairs.sort_by_key(|(local, _)| last(local));
        for (local, value) in pairs {
            let is_cell = local.cell && value.as_ref::<Cell<R>>().is_some();
            let value = if is_cell { self.cell_content(&value) } else { value };
            if !value.is_unbound() && !local.name.starts_with('.') {
                let name = self.intern(&local.name);
                self.dict_set_str(&locals, &name, value);
            }
        }
        locals.into_value()
    }

    /// `frame.clear()`: lets go of the local variables; false if the frame has not been left.
    pub(crate) fn clear_frame(&mut self, frame: &Ref<R, FrameObject<R>>) -> Return<R, bool> {
        let mut state = self.lock(frame);
        if let Place::Suspended(generator) = &state.place {
            let generator = generator.clone();
            drop(state);
            return self.clear_generator_frame(&generator);
        }
        let left = matches!(state.place, Place::Left);
        let locals = if left { std::mem::take(&mut state.locals) } else { Vec::new() };
        drop(state);
        drop(locals);
        Ok(left)
    }

    /// Clears the frame of a generator, unless it runs: one that has not begun never will.
    fn clear_generator_frame(&mut self, generator: &Value<R>) -> Return<R, bool> {
        let Some(generator) = generator.as_ref::<Generator<R>>() else { return Ok(false) };
        let generator = generator.clone();
        let progress = self.lock(&generator).progress;
        match progress {
            Progress::Running => Ok(false),
            Progress::Suspended => Err(self.runtime_error("cannot clear a suspended frame")),
            Progress::Finished => Ok(true),
            Progress::Created => {
                self.finalize(generator.value());
                self.close_generator(&generator)?;
                Ok(true)
            }
        }
    }
}

//! Frame objects: what `sys._getframe` and tracebacks show of a frame.
//!
//! A frame has an object only once somebody asked for it; the frame is *observed* from then on. While it runs, the object
//! looks at the thread's stack. When it is left, what its local variables hold moves into the object, so that an exception
//! keeps alive what the frames it came through had in hand.

use crate::call::take;
use crate::frame::{Frame, Role};
use crate::function::{Cell, LoadedCode};
use crate::generator::Generator;
use crate::vm::Vm;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value, Word};

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
}

/// Where a frame is.
enum Place<R: Runtime> {
    /// On the stack of the thread with this identifier, under so many others.
    Running { thread: u64, depth: usize },
    /// In a generator, which may run or not.
    Suspended(Value<R>),
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
        if let Place::Suspended(generator) = &state.place {
            visit(generator);
        }
        state.locals.iter().for_each(&mut *visit);
        visit(&state.back);
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
        Some(self.locals_at(last))
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
        let state = FrameState {
            place: Place::Running { thread: self.ident, depth },
            instruction: 0,
            locals: Vec::new(),
            back: Value::UNBOUND,
            linked,
        };
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
        let state = FrameState {
            place: Place::Suspended(generator.value().clone()),
            instruction,
            locals: Vec::new(),
            back: Value::UNBOUND,
            linked: false,
        };
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
    }

    /// An observed frame of a generator was popped, and goes on later.
    #[cold]
    #[inline(never)]
    pub(crate) fn suspend_observed(&mut self, frame: &Frame<R>) {
        let Some((_, object)) = self.observed.pop() else { return };
        let Some(object) = object.as_ref::<FrameObject<R>>() else { return };
        let mut state = self.lock(object);
        state.place = Place::Suspended(frame.kept.clone());
        state.instruction = frame.instruction() as u32;
    }

    /// `frame` called the frame of `callee`, which was left for an exception.
    pub(crate) fn link_frames(&mut self, callee: &Value<R>, frame: &Value<R>) {
        let Some(object) = callee.as_ref::<FrameObject<R>>() else { return };
        let mut state = self.lock(object);
        if matches!(state.place, Place::Left) && state.back.is_unbound() && !callee.is(frame) {
            state.back = frame.clone();
        }
    }

    /// Where the frame is on this thread's stack, if it is there.
    fn depth_of(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<usize> {
        let Place::Running { thread, depth } = self.lock(frame).place else { return None };
        (thread == self.ident && depth < self.frames.len()).then_some(depth)
    }

    /// The instruction a frame is at.
    pub fn frame_instruction(&mut self, frame: &Ref<R, FrameObject<R>>) -> u32 {
        if let Some(depth) = self.depth_of(frame) {
            return self.frames[depth].instruction() as u32;
        }
        self.lock(frame).instruction
    }

    /// The caller's frame, or None.
    pub fn frame_back(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        match self.depth_of(frame) {
            Some(0) => Value::NONE,
            Some(depth) => self.observe(depth - 1, true),
            None => {
                let back = self.lock(frame).back.clone();
                if back.is_unbound() { Value::NONE } else { back }
            }
        }
    }

    /// The local variables of a frame: its namespace, or a new dict.
    pub fn frame_locals(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        if !frame.namespace.is_unbound() {
            return frame.namespace.clone();
        }
        if let Some(depth) = self.depth_of(frame) {
            return self.locals_at(depth);
        }
        let state = self.lock(frame);
        let suspended = match &state.place {
            Place::Suspended(generator) => Some(generator.clone()),
            _ => None,
        };
        let locals = state.locals.clone();
        drop(state);
        let Some(code) = frame.code.as_ref::<LoadedCode<R>>() else { return Value::NONE };
        let code = code.code.clone();
        let locals = match suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>()) {
            Some(generator) => {
                let state = self.lock(generator);
                code.locals.iter().map(|local| state.register(local.register)).collect()
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
    pub(crate) fn clear_frame(&mut self, frame: &Ref<R, FrameObject<R>>) -> bool {
        let mut state = self.lock(frame);
        let left = matches!(state.place, Place::Left);
        let locals = if left { std::mem::take(&mut state.locals) } else { Vec::new() };
        drop(state);
        drop(locals);
        left
    }
}

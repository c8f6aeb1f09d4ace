//! Frame objects: what `sys._getframe` and tracebacks show of a frame.
//!
//! A frame has an object only once somebody asked for it; the frame is *observed* from then on. While it runs, the object
//! looks at the thread's stack. When it is left, what its local variables hold moves into the object, so that an exception
//! keeps alive what the frames it came through had in hand.

mod line;
mod variables;

use crate::call::take;
use crate::frame::{Frame, Role};
use crate::generator::{Generator, Progress};
use crate::raised::Return;
use crate::standing::Seen;
use crate::vm::Vm;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value, Weak};

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
        let code = unsafe { Value::from_borrowed(frame.code_word()) };
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

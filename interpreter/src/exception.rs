//! Exception instances and tracebacks.

use crate::frame_object::FrameObject;
use crate::function::LoadedCode;
use compiler::Position;
use object_model::{Guard, Guarded, Kind, Object, Payload, Runtime, Slot, Value, Word};
use std::sync::Arc;

/// The payload of every exception.
pub struct Exception<R: Runtime> {
    guarded: Guarded<ExceptionState<R>>,
    attributes: Slot,
}

/// The parts that change.
pub struct ExceptionState<R: Runtime> {
    /// `args`, a tuple.
    pub args: Value<R>,
    /// `__cause__` or unbound.
    pub cause: Value<R>,
    /// `__context__` or unbound.
    pub context: Value<R>,
    /// `__suppress_context__`
    pub suppress_context: bool,
    /// `__traceback__` or unbound.
    pub traceback: Value<R>,
    /// What is special to its class, a dict by name or unbound.
    pub fields: Value<R>,
}

impl<R: Runtime> Exception<R> {
    /// An exception with these arguments.
    pub fn new(args: Value<R>) -> Self {
        Exception {
            guarded: Guarded::new(ExceptionState {
                args,
                cause: Value::UNBOUND,
                context: Value::UNBOUND,
                suppress_context: false,
                traceback: Value::UNBOUND,
                fields: Value::UNBOUND,
            }),
            attributes: Slot::new(Word::UNBOUND),
        }
    }
}

impl<R: Runtime> Drop for Exception<R> {
    fn drop(&mut self) {
        // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
        drop(unsafe { Value::<R>::from_owned(self.attributes.swap(Word::UNBOUND)) });
    }
}

// SAFETY: guarded by the object's lock; the attributes are a slot.
unsafe impl<R: Runtime> Payload<R> for Exception<R> {
    const KIND: Kind = Kind::Exception;
    const NAME: &'static str = "BaseException";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.guarded.get() };
        for value in [&state.args, &state.cause, &state.context, &state.traceback, &state.fields] {
            visit(value);
        }
        Value::with_borrowed(self.attributes.load(), visit);
    }
    const ATTRIBUTES: usize =
        std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes);
}

impl<R: Runtime> Guard<R> for Exception<R> {
    type Guarded = ExceptionState<R>;
    fn guarded(&self) -> &Guarded<ExceptionState<R>> {
        &self.guarded
    }
}

/// The payload of a traceback: one frame an exception passed through.
pub struct Traceback<R: Runtime> {
    /// The frame's object.
    pub frame: Value<R>,
    /// The instruction.
    pub instruction: u32,
    /// Its line, if it is not that of the instruction.
    pub line: Option<u32>,
    /// The traceback of the frame it called, or None.
    pub next: Guarded<Value<R>>,
}

// SAFETY: immutable but for `next`, which is guarded.
unsafe impl<R: Runtime> Payload<R> for Traceback<R> {
    const NAME: &'static str = "traceback";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.frame);
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { self.next.get() });
    }
}

impl<R: Runtime> Traceback<R> {
    /// The code of its frame.
    pub fn code(&self) -> Option<&Arc<compiler::Code>> {
        let frame = self.frame.as_ref::<FrameObject<R>>()?;
        frame.code.as_ref::<LoadedCode<R>>().map(|loaded| &loaded.code)
    }

    /// Where in its source the frame was.
    pub fn position(&self) -> Position {
        let positions = self.code().map(|code| &code.positions);
        let position =
            positions.and_then(|all| all.get(self.instruction as usize)).copied().unwrap_or_default();
        match self.line {
            Some(line) if line != position.line => Position { line, end_line: line, ..Position::default() },
            _ => position,
        }
    }
}

impl<R: Runtime> Guard<R> for Traceback<R> {
    type Guarded = Value<R>;
    fn guarded(&self) -> &Guarded<Value<R>> {
        &self.next
    }
}

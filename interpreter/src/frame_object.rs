//! Frame objects: what `sys._getframe` and tracebacks show of a frame.

use crate::vm::Vm;
use object_model::{Payload, Runtime, Value, Word};

/// The payload of a `frame`: a picture taken when it was asked for.
pub struct FrameObject<R: Runtime> {
    /// The code object.
    pub code: Value<R>,
    /// The globals.
    pub globals: Value<R>,
    /// The local variables, a dict.
    pub locals: Value<R>,
    /// The instruction.
    pub instruction: u32,
    /// The caller's frame, or None.
    pub back: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for FrameObject<R> {
    const NAME: &'static str = "frame";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for value in [&self.code, &self.globals, &self.locals, &self.back] {
            visit(value);
        }
    }
}

impl<R: Runtime> Vm<R> {
    /// The frame `depth` calls above the running one, with its callers; None if there are not so many.
    pub fn frame_at(&mut self, depth: usize) -> Option<Value<R>> {
        let count = self.frames.len().checked_sub(depth).filter(|&count| count > 0)?;
        let mut back = Value::NONE;
        for index in 0..count {
            let locals = self.locals_of(index);
            let frame = &self.frames[index];
            let instruction = frame.instruction() as u32;
            let globals = frame.function().globals.clone();
            // SAFETY: the frame keeps its code alive.
            let code = unsafe { Value::from_borrowed(Word::from_bits(frame.code as u64)) };
            back = self.new_object(FrameObject { code, globals, locals, instruction, back });
        }
        Some(back)
    }

    /// The namespace of the running frame, or a dict of its local variables as they are now: `locals()`.
    pub fn running_locals(&mut self) -> Option<Value<R>> {
        let last = self.frames.len().checked_sub(1)?;
        Some(self.locals_of(last))
    }

    fn locals_of(&mut self, index: usize) -> Value<R> {
        let frame = &self.frames[index];
        if !frame.namespace().is_unbound() {
            return frame.namespace().clone();
        }
        let code = frame.loaded().code.clone();
        let base = frame.base;
        let locals = self.new_dict();
        for local in &code.locals {
            // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
            let word = unsafe { *base.add(usize::from(local.register)) };
            // SAFETY: as above.
            let mut value = unsafe { Value::<R>::from_borrowed(word) };
            if value.as_ref::<crate::function::Cell<R>>().is_some() && local.cell {
                value = self.cell_content(&value);
            }
            if !value.is_unbound() {
                let name = self.intern(&local.name);
                self.dict_set_str(&locals, &name, value);
            }
        }
        locals.into_value()
    }
}

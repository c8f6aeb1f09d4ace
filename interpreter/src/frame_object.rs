//! Frame objects: what `sys._getframe` and tracebacks show of a frame.

use object_model::{Payload, Runtime, Value};

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

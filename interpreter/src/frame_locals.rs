//! What `f_locals` of a function's frame is: its variables as a mapping, read and written where they are.

use object_model::{Payload, Runtime, Value};

/// The payload of a `FrameLocalsProxy`: the frame.
pub struct FrameLocals<R: Runtime>(pub Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for FrameLocals<R> {
    const NAME: &'static str = "FrameLocalsProxy";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

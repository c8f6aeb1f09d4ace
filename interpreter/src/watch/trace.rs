//! Trace and profile functions: `sys.settrace`, `sys.setprofile`, and what frames have of them.

use super::Event;
use crate::exception::Exception;
use crate::frame_object::FrameObject;
use crate::native::{Native, NativeKind};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Value};

/// What happens to a call of something that is no Python function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NativeStep {
    /// It begins.
    Call,
    /// It has returned.
    Return,
    /// It has raised.
    Exception,
}

impl<R: Runtime> Vm<R> {
    /// The object of the running frame.
    fn running_frame(&mut self) -> Value<R> {
        self.observe(self.frames.len() - 1, true)
    }

    /// The trace function of the running frame, or None.
    fn local_trace(&mut self) -> Value<R> {
        let Some(object) = self.running_frame_object() else { return Value::NONE };
        let Some(object) = object.as_ref::<FrameObject<R>>() else { return Value::NONE };
        self.lock(object).trace.clone()
    }

    /// Calls the profile function, if there is one.
    fn profile(&mut self, what: &str, argument: &Value<R>) -> Return<R, ()> {
        let function = self.watch.profile.clone();
        if function.is_none() {
            return Ok(());
        }
        let (frame, what) = (self.running_frame(), self.intern(what).into_value());
        let answer = self.unwatched(|vm| vm.call(&function, &[frame, what, argument.clone()]));
        if answer.is_err() {
            self.set_profile_function(Value::NONE);
        }
        answer.map(drop)
    }

    /// Calls a trace function; what it answers traces the frame from now on.
    fn trace(&mut self, function: &Value<R>, event: Event, what: &str, argument: &Value<R>) -> Return<R, ()> {
        if function.is_none() {
            return Ok(());
        }
        let (frame, what) = (self.running_frame(), self.intern(what).into_value());
        let telling = self.watch.telling.replace((event, self.frames.len()));
        let answer = self.unwatched(|vm| vm.call(function, &[frame.clone(), what, argument.clone()]));
        self.watch.telling = telling;
        let Some(object) = frame.as_ref::<FrameObject<R>>() else { return Ok(()) };
        let (next, failed) = match answer {
            Ok(answer) if answer.is_none() => return Ok(()),
            Ok(answer) => (answer, Ok(())),
            Err(raised) => (Value::NONE, Err(raised)),
        };
        let old = std::mem::replace(&mut self.lock(object).trace, next);
        drop(old);
        if failed.is_err() {
            self.set_trace_function(Value::NONE);
        }
        failed
    }

    /// The running frame begins, or goes on.
    pub(super) fn trace_call(&mut self) -> Return<R, ()> {
        let function = self.watch.trace.clone();
        self.trace(&function, Event::PyStart, "call", &Value::NONE)?;
        self.profile("call", &Value::NONE)
    }

    /// The running frame is about to be left with a value.
    pub(super) fn trace_return(&mut self, value: &Value<R>) -> Return<R, ()> {
        if !self.watch.trace.is_none() {
            let function = self.local_trace();
            self.trace(&function, Event::PyReturn, "return", value)?;
        }
        self.profile("return", value)
    }

    /// An exception has come to the running frame.
    pub(super) fn trace_exception(&mut self, exception: &Value<R>) -> Return<R, ()> {
        if self.watch.trace.is_none() {
            return Ok(());
        }
        let function = self.local_trace();
        if function.is_none() {
            return Ok(());
        }
        let class = self.class_of(exception).into_value();
        let traceback = match exception.as_ref::<Exception<R>>() {
            Some(exception) => self.lock(exception).traceback.clone(),
            None => Value::NONE,
        };
        let traceback = if traceback.is_unbound() { Value::NONE } else { traceback };
        let argument = self.new_tuple(vec![class, exception.clone(), traceback]);
        self.trace(&function, Event::Raise, "exception", &argument)
    }

    /// Whether the running frame is traced line by line, and instruction by instruction.
    pub(crate) fn is_traced_by(&mut self) -> (bool, bool) {
        if self.watch.trace.is_none() {
            return (false, false);
        }
        let Some(object) = self.running_frame_object() else { return (false, false) };
        let Some(object) = object.as_ref::<FrameObject<R>>() else { return (false, false) };
        let state = self.lock(object);
        let traced = !state.trace.is_none();
        (traced && state.trace_lines, traced && state.trace_opcodes)
    }

    /// A new line of the running frame.
    pub(crate) fn trace_line(&mut self) -> Return<R, ()> {
        let function = self.local_trace();
        self.trace(&function, Event::Line, "line", &Value::NONE)
    }

    /// An instruction of the running frame.
    pub(crate) fn trace_instruction(&mut self) -> Return<R, ()> {
        let function = self.local_trace();
        self.trace(&function, Event::Instruction, "opcode", &Value::NONE)
    }

    /// A call of something that is no Python function. Profile functions hear of functions and methods written in Rust.
    pub(crate) fn profile_native(&mut self, step: NativeStep, callable: &Value<R>) -> Return<R, ()> {
        if self.watch.profile.is_none() {
            return Ok(());
        }
        let native = callable.as_ref::<Native<R>>();
        if native.is_none_or(|native| native.kind == NativeKind::StaticMethod && native.is_constructor()) {
            return Ok(());
        }
        let what = match step {
            NativeStep::Call => "c_call",
            NativeStep::Return => "c_return",
            NativeStep::Exception => "c_exception",
        };
        self.profile(what, callable)
    }
}

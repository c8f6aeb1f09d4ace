//! How a frame is left: for its caller, whoever that is.

use crate::frame::Then;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::Op;
use object_model::{Runtime, Value, Word};

impl<R: Runtime> Vm<R> {
    /// Pops the frame on top: its registers and its callee are released.
    #[inline(always)]
    pub(super) fn pop_frame(&mut self) {
        let frame = self.frames.pop().expect("a frame is running");
        if frame.observed {
            self.leave_observed(&frame);
        }
        let count = frame.loaded().registers;
        for index in 0..count {
            // The lowest registers are the caller's argument registers, which must not keep what is released.
            // SAFETY: the frame's registers hold owned words.
            let register = unsafe { &mut *frame.base.add(index) };
            if register.is_object() {
                self.release(std::mem::replace(register, Word::UNBOUND));
            }
        }
        // SAFETY: the register below the frame owns the callee.
        let callee = unsafe { std::ptr::replace(frame.base.sub(1), Word::UNBOUND) };
        self.stack.top = match self.frames.last() {
            Some(caller) if frame.then != Then::Answer => {
                // SAFETY: the caller's registers end at or below the callee's window.
                unsafe { caller.base.add(caller.loaded().registers) }
            }
            // SAFETY: as above.
            _ => unsafe { frame.base.sub(1) },
        };
        drop(frame);
        self.release(callee);
        if self.has_pending() {
            self.run_pending();
        }
    }

    /// What a constructor call comes to when `__init__` returns.
    #[inline]
    pub(super) fn constructed(&mut self, value: Value<R>) -> Return<R> {
        if !value.is_none() {
            let message = format!("__init__() should return None, not '{}'", self.type_name(&value));
            return Err(self.type_error(&message));
        }
        let frame = self.frames.last_mut().expect("a frame is running");
        Ok(std::mem::replace(&mut frame.kept, Value::UNBOUND))
    }

    /// Leaves the frame on top with a value: answers it if the frame was entered from Rust.
    #[inline(always)]
    pub(super) fn leave(&mut self, value: Value<R>) -> Return<R, Option<Value<R>>> {
        let frame = self.frames.last().expect("a frame is running");
        let then = frame.then;
        let value = match then {
            Then::Construct(_) => self.constructed(value)?,
            Then::Store(_) => value,
            Then::Answer | Then::Iterate | Then::Delegate => return Ok(self.leave_other(value)),
        };
        self.pop_frame();
        if let Then::Store(dest) | Then::Construct(dest) = then {
            let base = self.frames.last().expect("the caller's frame").base;
            // SAFETY: a register of the caller's.
            self.put(unsafe { base.add(usize::from(dest)) }, value);
        }
        Ok(None)
    }

    /// The same of a frame that was entered from Rust, or of a generator's.
    #[inline(never)]
    fn leave_other(&mut self, value: Value<R>) -> Option<Value<R>> {
        let then = self.frames.last().expect("a frame is running").then;
        self.end_generator();
        self.pop_frame();
        if then == Then::Answer {
            return Some(value);
        }
        self.receive_from_generator(value);
        None
    }

    /// A generator that the frame on top has entered has returned: a `for` loop is at its end, a delegation has its result.
    fn receive_from_generator(&mut self, value: Value<R>) {
        let running = self.load_running();
        match running.last() {
            Op::ForIter { iter, .. } => self.put(running.at(iter), Value::UNBOUND),
            Op::Delegate { dest, iter, .. } => {
                self.put(running.at(iter), Value::UNBOUND);
                self.put(running.at(dest), value);
            }
            _ => {}
        }
    }
}

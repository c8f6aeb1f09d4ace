//! Raising, unwinding to a handler, and the instructions of `try`.

use super::Running;
use crate::call::take;
use crate::exception::Exception;
use crate::frame::Then;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{Runtime, Value};

impl<R: Runtime> Vm<R> {
    /// Takes an exception to the nearest handler, popping frames that have none; Err if it leaves a frame entered from Rust.
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self, raised: Raised<R>, next: *const compiler::Op) -> Return<R, Running<R>> {
        let mut raised = raised;
        self.frames.last_mut().expect("a frame is running").next = next;
        if !std::mem::take(&mut self.unchained) && self.is_fresh(&raised) {
            self.chain(&raised);
        }
        // An exception raised again where it was caught keeps the traceback entry it has for this frame.
        let mut known_here = std::mem::take(&mut self.reraising);
        let watched = self.watch.is_wanted();
        loop {
            let frame = self.frames.last().expect("a frame is running");
            let instruction = frame.instruction();
            let code = frame.loaded().code.clone();
            let again = std::mem::take(&mut known_here);
            if !again {
                self.add_traceback(&raised, instruction);
            }
            if watched {
                raised = self.tell_raise(raised, again);
            }
            let frame = self.frames.last().expect("a frame is running");
            // What is raised before the first instruction is raised outside of all blocks.
            let begun = frame.has_begun();
            let handler = code
                .handlers
                .iter()
                .filter(|_| begun)
                .find(|handler| (handler.start as usize..handler.end as usize).contains(&instruction));
            if let Some(handler) = handler {
                let base = frame.base;
                if watched && let Err(new) = self.tell_handled(&raised.0, instruction as u32, handler.target)
                {
                    // It is raised where the handler begins.
                    // SAFETY: the target is an instruction of the code.
                    let target = unsafe { code.ops.as_ptr().add(handler.target as usize + 1) };
                    self.frames.last_mut().expect("a frame is running").next = target;
                    raised = new;
                    continue;
                }
                let frame = self.frames.last().expect("a frame is running");
                let running = Running {
                    // SAFETY: the target is an instruction of the code.
                    next: unsafe { code.ops.as_ptr().add(handler.target as usize) },
                    base,
                    code: frame.loaded(),
                };
                for register in handler.depth..code.registers {
                    // SAFETY: a register of the frame.
                    drop(unsafe { take::<R>(base.add(usize::from(register))) });
                }
                self.put(running.at(Reg(handler.exception)), raised.0);
                // What died with the temporaries is finalized before the handler begins.
                if self.has_pending() {
                    self.run_pending();
                }
                // Temporaries of natives above the frame are gone.
                // SAFETY: the end of the frame's registers.
                self.stack.top = unsafe { base.add(usize::from(code.registers)) };
                return Ok(running);
            }
            // A frame that an exception leaves where nothing of the source stands was left where that was raised.
            let nowhere = again && code.positions.get(instruction).is_some_and(|position| position.line == 0);
            if nowhere && let Some(first) = self.instruction_raised_at(&raised) {
                // SAFETY: the traceback has an instruction of the frame's code.
                let next = unsafe { code.ops.as_ptr().add(first as usize + 1) };
                self.frames.last_mut().expect("a frame is running").next = next;
            }
            if watched {
                raised = self.tell_unwind(raised);
            }
            self.end_generator();
            let frame = self.frames.last_mut().expect("a frame is running");
            let then = frame.then;
            let kept = std::mem::replace(&mut frame.kept, Value::UNBOUND);
            self.pop_frame();
            drop(kept);
            if then == Then::Answer {
                return Err(raised);
            }
            raised = Raised(raised.0);
        }
    }

    /// Whether an exception has not been raised before: it has no traceback yet.
    fn is_fresh(&mut self, raised: &Raised<R>) -> bool {
        match raised.0.as_ref::<Exception<R>>() {
            Some(exception) => self.lock(exception).traceback.is_unbound(),
            None => false,
        }
    }

    pub(super) fn enter_handler(&mut self, running: Running<R>, saved: Reg, exception: Reg) {
        let current = running.value(exception).clone();
        let previous = std::mem::replace(&mut self.handled, current);
        self.put(running.at(saved), previous);
    }

    pub(super) fn leave_handler(&mut self, running: Running<R>, saved: Reg) {
        // SAFETY: the reference moves out of the register.
        let previous = unsafe { take::<R>(running.at(saved)) };
        let previous = if previous.is_unbound() { Value::NONE } else { previous };
        let old = std::mem::replace(&mut self.handled, previous);
        self.release_now(old.into_word());
    }

    pub(super) fn raise_op(&mut self, running: Running<R>, free: Free, src: Reg) -> Return<R, ()> {
        self.save(running);
        let value = if free.first() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(src)) }
        } else {
            running.value(src).clone()
        };
        let raised = self.exception_from(&value);
        self.chain(&raised);
        Err(raised)
    }

    pub(super) fn raise_from(
        &mut self,
        running: Running<R>,
        free: Free,
        src: Reg,
        cause: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let (value, cause_value) = (running.value(src).clone(), running.value(cause).clone());
        self.free_operands(running, free, src, cause);
        let raised = Raised(self.make_exception(&value)?);
        let cause = if cause_value.is_none() {
            Value::NONE
        } else if self.is_exception(&cause_value) {
            cause_value
        } else if cause_value.as_ref::<object_model::Class<R>>().is_some() {
            if !self.is_exception_class(&cause_value) {
                return Err(self.type_error("exception causes must derive from BaseException"));
            }
            self.make_exception(&cause_value)?
        } else {
            return Err(self.type_error("exception causes must derive from BaseException"));
        };
        if let Some(exception) = raised.0.as_ref::<Exception<R>>() {
            let mut state = self.lock(exception);
            state.suppress_context = true;
            let old =
                std::mem::replace(&mut state.cause, if cause.is_none() { Value::UNBOUND } else { cause });
            drop(state);
            drop(old);
        }
        self.chain(&raised);
        Err(raised)
    }

    pub(super) fn raise_again(&mut self) -> Return<R, ()> {
        let handled = self.handled_exception();
        if handled.is_none() {
            return Err(self.runtime_error("No active exception to reraise"));
        }
        self.reraising = true;
        Err(Raised(handled))
    }

    pub(super) fn reraise(&mut self, exception: Value<R>) -> Return<R, ()> {
        if self.is_exception(&exception) {
            self.reraising = true;
            return Err(Raised(exception));
        }
        Err(self.system_error("an exception is raised again that is none"))
    }

    pub(super) fn load_exception_info(&mut self, running: Running<R>, first: Reg, exception: Reg) {
        let value = running.value(exception).clone();
        let class = self.class_of(&value).into_value();
        let traceback = match value.as_ref::<Exception<R>>() {
            Some(exception) => self.lock(exception).traceback.clone(),
            None => Value::NONE,
        };
        let traceback = if traceback.is_unbound() { Value::NONE } else { traceback };
        self.put(running.at(first), class);
        self.put(running.at(Reg(first.0 + 1)), value);
        self.put(running.at(Reg(first.0 + 2)), traceback);
    }

    pub(super) fn end_async_for(&mut self, running: Running<R>, exception: Reg) -> Return<R, ()> {
        // SAFETY: the reference moves out of the register.
        let value = unsafe { take::<R>(running.at(exception)) };
        let stop = self.exceptions().stop_async_iteration.clone();
        if self.is_instance(&value, &stop) { Ok(()) } else { self.reraise(value) }
    }
}

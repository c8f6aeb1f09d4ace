//! Frames, safepoints, generators, and the operators that are not on immediate numbers.

use super::Running;
use crate::call::take;
use crate::frame::Then;
use crate::generator::{Generator, Resume, Resumed};
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Free, Op, Reg};
use object_model::{Runtime, Special, Value, Word};
use std::sync::atomic::Ordering;

/// What a step of a `for` loop came to.
pub(super) enum Iterated {
    /// An item.
    Item,
    /// There is none any more.
    End,
    /// A generator's frame has been entered, to find one.
    Entered,
}

/// What a step of a delegation came to.
pub(super) enum Delegated<R: Runtime> {
    /// A value to yield.
    Yielded(Value<R>),
    /// The delegate has returned.
    Over,
    /// The delegate's frame has been entered.
    Entered,
}

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

    /// A safepoint of the loop: signals, finalizers, what the runtime wants, and whether the loop is the wrong one.
    #[cold]
    pub(crate) fn safepoint_at(&mut self, running: &Running<R>) -> Return<R, ()> {
        self.frames.last_mut().expect("a frame is running").next = running.next;
        self.safepoint_in_native()?;
        // What is no exception asks for the other loop.
        if self.watch.is_in_wrong_loop() { Err(Raised(Value::UNBOUND)) } else { Ok(()) }
    }

    /// A safepoint in a native that runs long.
    #[inline]
    pub fn safepoint_in_native(&mut self) -> Return<R, ()> {
        if self.poll() { self.safepoint_slow() } else { Ok(()) }
    }

    #[cold]
    fn safepoint_slow(&mut self) -> Return<R, ()> {
        self.safepoint();
        if self.take_shortage() {
            // What this thread lets go of on its way to a handler makes a new reserve possible.
            return Err(self.memory_error());
        }
        if self.collection_is_due() {
            self.collect_if_due();
        }
        if self.has_pending() {
            self.run_pending();
        }
        self.follow_announcements();
        if self.watch.is_in_wrong_loop() {
            // A native that passes a safepoint cannot change loops: whoever called it does.
            self.ask_for_own_safepoint();
        }
        self.check_signals()
    }

    /// Raises KeyboardInterrupt in the main thread if SIGINT has arrived; ends daemon threads of a program that is ending.
    pub fn check_signals(&mut self) -> Return<R, ()> {
        if self.is_main_thread() {
            // AcqRel: pairs with the Release in `Shared::interrupt`.
            if self.shared.interrupted.swap(false, Ordering::AcqRel) {
                if let Some(hook) = self.shared.signal_hook.get() {
                    return hook(self);
                }
                let class = self.exceptions().keyboard_interrupt.clone();
                return Err(self.new_exception(&class, vec![]));
            }
        // Acquire: pairs with the Release when the program began to end.
        } else if self.shared.finalizing.load(Ordering::Acquire) {
            let class = self.exceptions().system_exit.clone();
            return Err(self.new_exception(&class, vec![]));
        }
        Ok(())
    }

    pub(super) fn drop_range(&mut self, running: &Running<R>, first: Reg, count: u16) {
        for index in 0..count {
            self.put(running.at(Reg(first.0 + index)), Value::UNBOUND);
        }
    }

    #[inline(never)]
    pub(super) fn binary_op(
        &mut self,
        running: &Running<R>,
        operator: Operator,
        free: Free,
        dest: Reg,
        left: Reg,
        right: Reg,
    ) -> Return<R, ()> {
        let (one, other) = (running.word(left), running.word(right));
        let result = match crate::operator::arithmetic(operator, one, other) {
            // SAFETY: an immediate.
            Some(word) => unsafe { Value::from_owned(word) },
            None => {
                self.save(running);
                self.binary(operator, &running.value(left), &running.value(right), free.in_place())?
            }
        };
        self.free_operands(running, free, left, right);
        self.put(running.at(dest), result);
        Ok(())
    }

    /// Notes where the running frame stands, for tracebacks and `sys._getframe` of what is called next.
    #[inline(always)]
    pub(super) fn save(&mut self, running: &Running<R>) {
        self.frames.last_mut().expect("a frame is running").next = running.next;
    }

    #[cold]
    pub(super) fn binary_int_op(
        &mut self,
        running: &Running<R>,
        operator: Operator,
        free: Free,
        dest: Reg,
        left: Reg,
        immediate: i16,
    ) -> Return<R, ()> {
        self.save(running);
        let right = Value::small_int(i64::from(immediate));
        let result = self.binary(operator, &running.value(left), &right, free.in_place())?;
        self.free_operands(running, Free(free.0 & Free::FIRST), left, left);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn compare_op(
        &mut self,
        running: &Running<R>,
        comparison: Comparison,
        free: Free,
        dest: Reg,
        left: Reg,
        right: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let result = self.compare(comparison, &running.value(left), &running.value(right))?;
        self.free_operands(running, free, left, right);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn compare_for_jump(
        &mut self,
        running: &Running<R>,
        comparison: Comparison,
        free: Free,
        left: Reg,
        right: Reg,
    ) -> Return<R, bool> {
        self.save(running);
        let truth = self.compare_truth(comparison, &running.value(left), &running.value(right))?;
        self.free_operands(running, free, left, right);
        Ok(truth)
    }

    #[inline(never)]
    pub(super) fn compare_int_for_jump(
        &mut self,
        running: &Running<R>,
        comparison: Comparison,
        free: Free,
        left: Reg,
        immediate: i16,
    ) -> Return<R, bool> {
        self.save(running);
        let right = Value::small_int(i64::from(immediate));
        let truth = self.compare_truth(comparison, &running.value(left), &right)?;
        self.free_operands(running, Free(free.0 & Free::FIRST), left, left);
        Ok(truth)
    }

    pub(super) fn unary_op(
        &mut self,
        running: &Running<R>,
        special: Special,
        free: Free,
        dest: Reg,
        src: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let result = self.unary(special, &running.value(src))?;
        self.free_operands(running, Free(free.0 & Free::FIRST), src, src);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn truth_for_jump(&mut self, running: &Running<R>, free: Free, src: Reg) -> Return<R, bool> {
        let truth = match running.word(src) {
            Word::TRUE => true,
            Word::FALSE | Word::NONE => false,
            _ => self.truth(&running.value(src))?,
        };
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        Ok(truth)
    }

    /// One step of a `for` loop.
    #[inline(always)]
    pub(super) fn for_iter<const WATCHED: bool>(
        &mut self,
        running: &Running<R>,
        dest: Reg,
        iter: Reg,
    ) -> Return<R, Iterated> {
        let iterator = running.value(iter);
        if let Some(range) = iterator.as_ref::<crate::iterate::RangeIterator<R>>() {
            if let Some(value) = range.advance() {
                let value = self.new_int(value);
                self.put(running.at(dest), value);
                return Ok(Iterated::Item);
            }
        } else {
            return self.iterate::<WATCHED>(running, dest, iter);
        }
        self.put(running.at(iter), Value::UNBOUND);
        Ok(Iterated::End)
    }

    /// One step of a `for` loop over anything but a range.
    #[inline(never)]
    fn iterate<const WATCHED: bool>(
        &mut self,
        running: &Running<R>,
        dest: Reg,
        iter: Reg,
    ) -> Return<R, Iterated> {
        self.save(running);
        let iterator = running.value(iter);
        if !WATCHED && let Some(generator) = iterator.as_ref::<Generator<R>>() {
            if self.enter_generator_in_loop(generator, Value::NONE, Then::Iterate)? {
                return Ok(Iterated::Entered);
            }
        } else if let Some(item) = self.next(&iterator)? {
            self.put(running.at(dest), item);
            return Ok(Iterated::Item);
        }
        self.put(running.at(iter), Value::UNBOUND);
        Ok(Iterated::End)
    }

    /// Suspends the running generator at the `Yield` or `Delegate` that is being executed. Answers what happens next.
    #[inline(never)]
    pub(super) fn suspend(&mut self, running: &Running<R>) -> Then {
        // SAFETY: `next` points into the code's instructions.
        let next = unsafe { running.next.offset_from(running.loaded().code.ops.as_ptr()) } as usize;
        // The compiler sees to it that these are the topmost temporaries.
        let (next, top, receiver) = match running.last() {
            Op::Delegate { received, .. } => (next - 1, received, received),
            Op::Yield { value, dest } => (next, value, dest),
            _ => unreachable!("only these suspend"),
        };
        // SAFETY: only a generator's body has these instructions, whose registers are its own.
        unsafe { self.suspend_generator(next, top, receiver) }
    }

    pub(super) fn get_delegate(&mut self, running: &Running<R>, dest: Reg, src: Reg) -> Return<R, ()> {
        // SAFETY: the reference moves out of the register.
        let value = unsafe { take::<R>(running.at(src)) };
        let iterator = if value.as_ref::<Generator<R>>().is_some() {
            let class = self.class_ref(&value);
            let types = self.types();
            if class.value().is(types.coroutine.value()) {
                let flags = running.loaded().code.flags;
                let inside = flags.coroutine || flags.awaited;
                if !inside {
                    let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                    return Err(self.type_error(message));
                }
                value
            } else if class.value().is(types.generator.value()) {
                value
            } else {
                self.iter(&value)?
            }
        } else {
            self.iter(&value)?
        };
        self.put(running.at(dest), iterator);
        Ok(())
    }

    pub(super) fn get_awaitable(
        &mut self,
        running: &Running<R>,
        dest: Reg,
        src: Reg,
        answer: Option<compiler::Special>,
    ) -> Return<R, ()> {
        // SAFETY: the reference moves out of the register.
        let value = unsafe { take::<R>(running.at(src)) };
        if let Some(method) = answer
            && !self.is_awaitable(&value)
        {
            let method = if method == compiler::Special::AsyncEnter { "__aenter__" } else { "__aexit__" };
            let message = format!(
                "'async with' received an object from {method} that does not implement __await__: {}",
                self.type_name(&value)
            );
            return Err(self.type_error(&message));
        }
        let iterator = self.awaitable(value)?;
        self.put(running.at(dest), iterator);
        Ok(())
    }

    /// Whether it is a coroutine, or a generator that is one.
    fn is_coroutine_like(&self, value: &Value<R>) -> bool {
        value
            .as_ref::<Generator<R>>()
            .is_some_and(|generator| self.is_coroutine(generator) || generator.loaded().code.flags.awaited)
    }

    fn is_awaitable(&mut self, value: &Value<R>) -> bool {
        self.is_coroutine_like(value) || self.class_of(value).special(self, Special::Await).is_some()
    }

    /// The iterator that `await value` drives.
    pub fn awaitable(&mut self, value: Value<R>) -> Return<R> {
        if let Some(generator) = value.as_ref::<Generator<R>>() {
            if self.is_coroutine(generator) {
                if self.delegate_of(generator).is_some() {
                    return Err(self.runtime_error("coroutine is being awaited already"));
                }
                return Ok(value);
            }
            if generator.loaded().code.flags.awaited {
                return Ok(value);
            }
        }
        match self.call_special(&value, Special::Await, &[])? {
            Some(iterator) => {
                if self.is_coroutine_like(&iterator) {
                    return Err(self.type_error("__await__() returned a coroutine"));
                }
                if self.class_of(&iterator).special(self, Special::Next).is_none() {
                    let message =
                        format!("__await__() returned non-iterator of type '{}'", self.type_name(&iterator));
                    return Err(self.type_error(&message));
                }
                Ok(iterator)
            }
            None => {
                let message = format!("'{}' object can't be awaited", self.type_name(&value));
                Err(self.type_error(&message))
            }
        }
    }

    pub(super) fn get_async_iter(&mut self, running: &Running<R>, dest: Reg, src: Reg) -> Return<R, ()> {
        let value = running.value(src).clone();
        let iterator = match self.call_special(&value, Special::AsyncIter, &[])? {
            Some(iterator) => iterator,
            None => {
                let message = format!(
                    "'async for' requires an object with __aiter__ method, got {}",
                    self.type_name(&value)
                );
                return Err(self.type_error(&message));
            }
        };
        if self.class_of(&iterator).special(self, Special::AsyncNext).is_none() {
            let message = format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(&iterator)
            );
            return Err(self.type_error(&message));
        }
        self.put(running.at(src), Value::UNBOUND);
        self.put(running.at(dest), iterator);
        Ok(())
    }

    pub(super) fn get_async_next(&mut self, running: &Running<R>, dest: Reg, iter: Reg) -> Return<R, ()> {
        let iterator = running.value(iter).clone();
        let awaitable = match self.call_special(&iterator, Special::AsyncNext, &[])? {
            Some(awaitable) => {
                let kind = self.type_name(&awaitable);
                match self.awaitable(awaitable) {
                    Ok(awaitable) => awaitable,
                    Err(cause) => {
                        let message =
                            format!("'async for' received an invalid object from __anext__: {kind}");
                        let raised = self.type_error(&message);
                        self.set_origin(&raised, cause);
                        return Err(raised);
                    }
                }
            }
            None => {
                let message = format!(
                    "'async for' requires an iterator with __anext__ method, got {}",
                    self.type_name(&iterator)
                );
                return Err(self.type_error(&message));
            }
        };
        self.put(running.at(dest), awaitable);
        Ok(())
    }

    /// One step of a delegation.
    #[inline(never)]
    pub(super) fn delegate<const WATCHED: bool>(
        &mut self,
        running: &Running<R>,
        dest: Reg,
        iter: Reg,
        received: Reg,
    ) -> Return<R, Delegated<R>> {
        self.save(running);
        let iterator = running.value(iter).clone();
        // SAFETY: the reference moves out of the register.
        let sent = unsafe { take::<R>(running.at(received)) };
        let result = match iterator.as_ref::<Generator<R>>() {
            Some(generator) if !WATCHED => {
                if self.enter_generator_in_loop(generator, sent, Then::Delegate)? {
                    return Ok(Delegated::Entered);
                }
                Resumed::Returned(Value::NONE)
            }
            _ => self.send(&iterator, sent)?,
        };
        match result {
            Resumed::Yielded(value) => Ok(Delegated::Yielded(value)),
            Resumed::Returned(value) => {
                self.put(running.at(iter), Value::UNBOUND);
                self.put(running.at(dest), value);
                Ok(Delegated::Over)
            }
        }
    }

    /// Sends a value into any iterator.
    pub fn send(&mut self, iterator: &Value<R>, sent: Value<R>) -> Return<R, Resumed<R>> {
        if let Some(generator) = iterator.as_ref::<Generator<R>>() {
            let generator = generator.clone();
            return self.resume(&generator, Resume::Send(sent));
        }
        let result = if sent.is_none() {
            match self.call_special(iterator, Special::Next, &[]) {
                Ok(Some(value)) if value.is_unbound() => return Ok(Resumed::Returned(Value::NONE)),
                Ok(Some(value)) => Ok(value),
                Ok(None) => {
                    let message = format!("'{}' object is not an iterator", self.type_name(iterator));
                    return Err(self.type_error(&message));
                }
                Err(raised) => Err(raised),
            }
        } else {
            self.call_method(iterator, "send", &[sent])
        };
        match result {
            Ok(value) => Ok(Resumed::Yielded(value)),
            Err(raised) => {
                let stop = self.exceptions().stop_iteration.clone();
                if self.is_raised(&raised, &stop) {
                    let value = self.get_attr_str(&raised.0, "value")?;
                    return Ok(Resumed::Returned(value));
                }
                Err(raised)
            }
        }
    }
}

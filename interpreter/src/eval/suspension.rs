//! The instructions that iterate, delegate and await, and where a frame is suspended.

use super::Running;
use crate::call::take;
use crate::frame::Then;
use crate::generator::{Generator, Resume, Resumed};
use crate::iterate::{RangeIterator, SequenceIterator};
use crate::raised::Return;
use crate::vm::Vm;
use crate::watch::Event;
use compiler::{Op, Reg};
use object_model::{Ref, Runtime, Special, Value, Word};

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
    /// One step of a `for` loop.
    #[inline(always)]
    pub(super) fn for_iter<const WATCHED: bool>(
        &mut self,
        running: Running<R>,
        dest: Reg,
        iter: Reg,
    ) -> Return<R, Iterated> {
        let iterator = running.value(iter);
        if let Some(range) = iterator.as_ref::<RangeIterator<R>>() {
            if let Some(value) = range.advance() {
                let value = self.new_int(value);
                self.put(running.at(dest), value);
                return Ok(Iterated::Item);
            }
        } else if let Some(items) = iterator.as_ref::<SequenceIterator<R>>()
            && self.iterate_items(items, running.at(dest))
        {
            return Ok(Iterated::Item);
        } else if !WATCHED && let Some(generator) = iterator.as_ref::<Generator<R>>() {
            self.save(running);
            if self.enter_generator(generator, Some(Value::NONE), Then::Iterate)? {
                return Ok(Iterated::Entered);
            }
        } else if self.iterate(running, dest, iter)? {
            return Ok(Iterated::Item);
        }
        self.put(running.at(iter), Value::UNBOUND);
        Ok(Iterated::End)
    }

    /// One step of a `for` loop over a list or a tuple, if there is an item and it takes no lock.
    #[inline(never)]
    fn iterate_items(&mut self, items: &Ref<R, SequenceIterator<R>>, dest: *mut Word) -> bool {
        match items.peek(self) {
            Some(item) => {
                self.put(dest, item);
                true
            }
            None => false,
        }
    }

    /// One step of a `for` loop over anything else, if there is an item.
    #[inline(never)]
    fn iterate(&mut self, running: Running<R>, dest: Reg, iter: Reg) -> Return<R, bool> {
        self.save(running);
        let item = self.next(&running.value(iter))?;
        let is_there = item.is_some();
        if let Some(item) = item {
            self.put(running.at(dest), item);
        }
        Ok(is_there)
    }

    /// Suspends the running generator at the `Yield` or `Delegate` that is being executed, and whoever delegates to it, with
    /// this value: answers it if the last of them was entered from Rust. If a `for` loop gets it, that goes on with its body.
    #[inline(never)]
    pub(super) fn yield_value<const WATCHED: bool>(
        &mut self,
        mut running: Running<R>,
        value: Value<R>,
    ) -> Return<R, Option<Value<R>>> {
        loop {
            match self.suspend(running) {
                Then::Iterate => {
                    running = self.load_running();
                    if let Op::ForIter { dest, to, .. } = running.last() {
                        self.put(running.at(dest), value);
                        // SAFETY: the compiler's jumps land on instructions of the same code.
                        running.next = unsafe { running.next.sub(usize::from(to.0)) };
                        self.save(running);
                    }
                    return Ok(None);
                }
                Then::Delegate => {
                    running = self.load_running();
                    if WATCHED && self.watch.is_wanted() {
                        self.tell_return(Event::PyYield, &value)?;
                    }
                }
                Then::Answer | Then::Store(_) | Then::Construct(_) => {
                    self.yielded = true;
                    return Ok(Some(value));
                }
            }
        }
    }

    /// Suspends the running generator at its `Yield` or `Delegate`. Answers what happens next.
    #[inline(always)]
    fn suspend(&mut self, running: Running<R>) -> Then {
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

    pub(super) fn get_delegate(&mut self, running: Running<R>, dest: Reg, src: Reg) -> Return<R, ()> {
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
        running: Running<R>,
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

    pub(super) fn get_async_iter(&mut self, running: Running<R>, dest: Reg, src: Reg) -> Return<R, ()> {
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

    pub(super) fn get_async_next(&mut self, running: Running<R>, dest: Reg, iter: Reg) -> Return<R, ()> {
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
        running: Running<R>,
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
                if self.enter_generator(generator, Some(sent), Then::Delegate)? {
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

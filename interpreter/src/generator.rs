//! Generators and coroutines: a suspended frame that owns its registers.

use crate::call::take;
use crate::frame::{Frame, Role, Then};
use crate::function::{Function, LoadedCode};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Op, Reg};
use object_model::{Guard, Guarded, Kind, Object, Payload, Ref, Runtime, Tuple, Value, Word, make};
use std::ptr::NonNull;

/// Whether a generator runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Not begun.
    Created,
    /// At a `yield`.
    Suspended,
    /// On some thread's stack.
    Running,
    /// Returned or raised.
    Finished,
}

/// The payload of a generator, coroutine or async generator.
pub struct Generator<R: Runtime> {
    /// What is resumed.
    pub state: Guarded<GeneratorState<R>>,
    /// The function whose body it is.
    pub function: Value<R>,
    /// The code it was made with; the function may have been given another since.
    pub code: Value<R>,
    /// Where its names are, if it is of a module's or of `exec` code, which awaits; else unbound.
    pub namespace: Value<R>,
    /// Where a coroutine was made, if that is tracked: a tuple of places; else None.
    pub origin: Value<R>,
}

impl<R: Runtime> Generator<R> {
    /// What a local variable holds while the generator does not run.
    pub(crate) fn held(
        &self,
        state: &GeneratorState<R>,
        code: &compiler::Code,
        local: &compiler::Local,
    ) -> Value<R> {
        let held = state.register(local.register);
        if held.is_unbound() && state.progress == Progress::Created {
            return self.captured(code, local).unwrap_or(held);
        }
        held
    }

    /// The cell of a variable of an outer function. A body loads it where it begins.
    fn captured(&self, code: &compiler::Code, local: &compiler::Local) -> Option<Value<R>> {
        let place = code.free_variables.iter().position(|name| *name == local.name).filter(|_| local.free)?;
        let closure = self.function.as_ref::<Function<R>>()?.closure.as_ref::<Tuple<R>>()?;
        closure.as_slice().get(place).cloned()
    }

    /// The code it runs.
    pub fn loaded(&self) -> &LoadedCode<R> {
        self.code.as_ref::<LoadedCode<R>>().expect("a generator has a code object")
    }
}

/// A suspended frame.
pub struct GeneratorState<R: Runtime> {
    /// Whether it runs.
    pub progress: Progress,
    /// The registers, while it does not run.
    registers: Vec<Value<R>>,
    /// The next instruction.
    next: usize,
    /// Where what is sent goes to, if it stands at an instruction that wants it.
    receiver: Option<Reg>,
    /// The exception its body was handling when it was suspended, or None.
    handled: Value<R>,
    /// `__name__`
    pub name: Value<R>,
    /// `__qualname__`
    pub qualname: Value<R>,
    /// The object its frame is known by to whoever traces it, while it does not run; unbound for none.
    pub(crate) frame: Value<R>,
    /// The steps of an async generator.
    pub(crate) iteration: AsyncIteration,
    /// What an async generator is given to instead of being closed: the event loop's hook; unbound for none.
    pub(crate) finalizer: Value<R>,
}

/// How an async generator is iterated.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct AsyncIteration {
    /// The event loop's hooks have been asked for.
    pub begun: bool,
    /// A step has begun and not ended, though the generator may be suspended in what it awaits.
    pub under_way: bool,
    /// It has been closed, or has ended.
    pub closed: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Generator<R> {
    const KIND: Kind = Kind::Generator;
    const NAME: &'static str = "generator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.function);
        visit(&self.code);
        visit(&self.namespace);
        visit(&self.origin);
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        state.registers.iter().for_each(&mut *visit);
        visit(&state.handled);
        visit(&state.name);
        visit(&state.qualname);
        visit(&state.frame);
        visit(&state.finalizer);
    }
}

impl<R: Runtime> GeneratorState<R> {
    /// What a register holds, while it does not run.
    pub(crate) fn register(&self, register: u16) -> Value<R> {
        self.registers.get(usize::from(register)).cloned().unwrap_or(Value::UNBOUND)
    }

    /// Puts a value into a register, while it does not run; answers what it held, or the value if it has ended.
    pub(crate) fn set_register(&mut self, register: u16, value: Value<R>) -> Value<R> {
        if !matches!(self.progress, Progress::Created | Progress::Suspended) {
            return value;
        }
        let register = usize::from(register);
        while self.registers.len() <= register {
            self.registers.push(Value::UNBOUND);
        }
        std::mem::replace(&mut self.registers[register], value)
    }

    /// Goes on past the instruction that waits for a delegate, which came to `value`; answers what its registers held.
    pub(crate) fn end_delegation(
        &mut self,
        loaded: &LoadedCode<R>,
        value: Value<R>,
    ) -> Option<[Value<R>; 3]> {
        let Some(&Op::Delegate { dest, iter, received }) = loaded.code.ops.get(self.next) else {
            return None;
        };
        let needed = usize::from(dest.0.max(iter.0).max(received.0)) + 1;
        while self.registers.len() < needed {
            self.registers.push(Value::UNBOUND);
        }
        self.next += 1;
        self.receiver = None;
        let mut put =
            |register: Reg, value| std::mem::replace(&mut self.registers[usize::from(register.0)], value);
        Some([put(iter, Value::UNBOUND), put(received, Value::UNBOUND), put(dest, value)])
    }

    /// Whether nothing that it holds would hear of an exception raised where it is suspended: it stands in no `try`, `with` or
    /// handler, delegates to nobody, and nobody has asked for its frame. So CPython ends it too.
    fn ends_silently(&self, loaded: &LoadedCode<R>) -> bool {
        let (code, at) = (&loaded.code, self.instruction());
        let yields = matches!(code.ops.get(at as usize), Some(Op::Yield { .. }));
        yields && !code.catches(at) && self.handled.is_none() && self.frame.is_unbound()
    }

    /// The number of the instruction it stands at.
    pub(crate) fn instruction(&self) -> u32 {
        self.next.saturating_sub(1) as u32
    }
}

impl<R: Runtime> Guard<R> for Generator<R> {
    type Guarded = GeneratorState<R>;
    fn guarded(&self) -> &Guarded<GeneratorState<R>> {
        &self.state
    }
}

/// What a resumed generator is given.
pub enum Resume<R: Runtime> {
    /// A value for the `yield` it stands at.
    Send(Value<R>),
    /// An exception raised there.
    Throw(Raised<R>),
}

/// What a resumed generator came to.
pub enum Resumed<R: Runtime> {
    /// It yielded.
    Yielded(Value<R>),
    /// It returned.
    Returned(Value<R>),
}

impl<R: Runtime> Vm<R> {
    /// Makes the generator that a call in `window` is, instead of a frame; `namespace` is that of code outside of functions.
    ///
    /// # Safety
    /// The window holds a function and a value for each parameter of `code`, which the function has or has had.
    pub(crate) unsafe fn make_generator(
        &mut self,
        window: *mut Word,
        code: NonNull<Object<R, LoadedCode<R>>>,
        namespace: Value<R>,
    ) -> Return<R> {
        // SAFETY: code that a function had lives as long as the function, or for ever.
        let (count, most, code) = unsafe {
            let loaded = &code.as_ref().payload;
            (loaded.parameters, loaded.registers, Value::<R>::from_borrowed(Word::object::<R>(code.cast())))
        };
        // SAFETY: the caller's promise; everything is taken out of the window.
        let (function, registers) = unsafe {
            // It is suspended with more of them.
            let mut registers = Vec::with_capacity(most);
            registers.extend((0..count).map(|index| take::<R>(window.add(1 + index))));
            (take::<R>(window), registers)
        };
        let body = function.as_ref::<Function<R>>().expect("a generator is made from a function");
        let name = self.slot_value(body, &body.about.name);
        let qualname = self.slot_value(body, &body.about.qualname);
        let flags = code.as_ref::<LoadedCode<R>>().expect("a function has a code object").code.flags;
        let types = self.types();
        let class = match (flags.coroutine, flags.generator) {
            (true, true) => &types.async_generator,
            (true, false) => &types.coroutine,
            _ => &types.generator,
        }
        .clone();
        let origin = match self.origin_depth {
            depth if depth > 0 && flags.coroutine && !flags.generator => self.origin_of_call(depth),
            _ => Value::NONE,
        };
        let generator = Generator {
            state: Guarded::new(GeneratorState {
                progress: Progress::Created,
                registers,
                next: 0,
                receiver: None,
                handled: Value::NONE,
                name,
                qualname,
                frame: Value::UNBOUND,
                iteration: AsyncIteration::default(),
                finalizer: Value::UNBOUND,
            }),
            function,
            code,
            namespace,
            origin,
        };
        Ok(make::object(self, class.root_shape(), generator).into_value())
    }

    /// The places, at most `depth`, from the running frame outwards: file, line and name of each, in a tuple.
    #[cold]
    fn origin_of_call(&mut self, depth: usize) -> Value<R> {
        let mut places = Vec::new();
        for at in (0..self.frames.len()).rev().take(depth) {
            let frame = &self.frames[at];
            let (code, instruction) = (frame.loaded().code.clone(), frame.instruction());
            let line = code.positions.get(instruction).map_or(code.first_line, |position| position.line);
            let (file, name) = (self.new_str(&code.filename), self.new_str(&code.name));
            places.push(self.new_tuple(vec![file, Value::small_int(i64::from(line)), name]));
        }
        self.new_tuple(places)
    }

    /// Resumes a generator.
    pub fn resume(&mut self, generator: &Ref<R, Generator<R>>, with: Resume<R>) -> Return<R, Resumed<R>> {
        let raised = match with {
            Resume::Send(value) => return self.resume_with(generator, value),
            Resume::Throw(raised) => raised,
        };
        let top = self.stack.top;
        if !self.enter_generator(generator, None, Then::Answer)? {
            return Err(raised);
        }
        // What its caller handles is no context of what is thrown into it.
        let handles = !self.handled.is_none();
        self.unchained = !handles;
        if handles {
            self.chain(&raised);
        }
        let result = self.run_raising(raised);
        self.resumed(top, result)
    }

    /// Resumes a generator with a value for the `yield` it stands at.
    #[inline(always)]
    fn resume_with(&mut self, generator: &Ref<R, Generator<R>>, sent: Value<R>) -> Return<R, Resumed<R>> {
        let top = self.stack.top;
        if !self.enter_generator(generator, Some(sent), Then::Answer)? {
            return Ok(Resumed::Returned(Value::NONE));
        }
        let result = self.run();
        self.resumed(top, result)
    }

    /// What a generator that was entered from Rust has come to.
    #[inline(always)]
    fn resumed(&mut self, top: *mut Word, result: Return<R>) -> Return<R, Resumed<R>> {
        self.stack.top = top;
        // Not asked of the generator: once suspended, another thread may have resumed it.
        let yielded = std::mem::take(&mut self.yielded);
        result.map(|value| if yielded { Resumed::Yielded(value) } else { Resumed::Returned(value) })
    }

    /// Lays a generator's frame out above the registers in use, to go on with what is `sent`, if something is. What was handled
    /// around it until now waits in the two registers below. False if it has ended.
    #[inline(never)]
    pub(crate) fn enter_generator(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        sent: Option<Value<R>>,
        then: Then,
    ) -> Return<R, bool> {
        let below = self.stack.top;
        let function = generator.function.word().bits() as *const Object<R, Function<R>>;
        let code = generator.code.word().bits() as *const Object<R, LoadedCode<R>>;
        // SAFETY: the generator keeps its code alive.
        let loaded = unsafe { &(*code).payload };
        let count = loaded.registers;
        let too_deep = self.frames.len() >= self.recursion_limit()
            || !self.stack.has_room(below, count + 64)
            || then == Then::Answer && self.native_stack_is_low();
        let may_begin = sent.as_ref().is_none_or(Value::is_none);
        // Beyond the registers, if it is too deep.
        let base = below.wrapping_add(3);
        let taken = self.change(generator, |state| {
            match state.progress {
                Progress::Suspended if !too_deep => {}
                Progress::Created if !too_deep && may_begin => {}
                progress => return Err(progress),
            }
            state.progress = Progress::Running;
            let given = state.registers.len();
            // SAFETY: there is room, checked above. The words move, and the vector keeps its memory for the next time.
            unsafe {
                base.copy_from_nonoverlapping(state.registers.as_ptr().cast::<Word>(), given);
                state.registers.set_len(0);
            }
            let handled = std::mem::replace(&mut state.handled, Value::NONE);
            Ok((state.next, state.receiver.take(), handled, given))
        });
        let (next, receiver, handled, given) = match taken {
            Ok(taken) => taken,
            Err(progress) => return self.refuse_to_resume(generator, progress, sent.as_ref()),
        };
        // SAFETY: as above.
        unsafe {
            // The frame itself keeps the callee.
            below.add(2).write(Word::UNBOUND);
            for index in given..count {
                base.add(index).write(Word::UNBOUND);
            }
            self.stack.top = base.add(count);
            if let (Some(receiver), Some(sent)) = (receiver, sent) {
                let receiver = base.add(usize::from(receiver.0));
                drop(Value::<R>::from_owned(std::ptr::replace(receiver, sent.into_word())));
            }
        }
        self.frames.push(Frame {
            base,
            // SAFETY: `next` is an instruction of the code.
            next: unsafe { loaded.code.ops.as_ptr().add(next) },
            code,
            function,
            then,
            role: Role::Generator,
            kept: generator.value().clone(),
            observed: false,
        });
        let [handled, outside] = self.handle_inside(handled);
        // SAFETY: there is room, checked above.
        unsafe {
            below.write(handled.into_word());
            below.add(1).write(outside.into_word());
        }
        Ok(true)
    }

    /// Why a generator does not go on; no reason is given if it has ended.
    #[cold]
    fn refuse_to_resume(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        progress: Progress,
        sent: Option<&Value<R>>,
    ) -> Return<R, bool> {
        match progress {
            Progress::Running => {
                let kind = self.class_ref(generator.value()).name();
                let kind = if &*kind == "async_generator" { "generator".into() } else { kind };
                Err(self.value_error(&format!("{kind} already executing")))
            }
            Progress::Finished if self.is_coroutine(generator) => {
                Err(self.runtime_error("cannot reuse already awaited coroutine"))
            }
            Progress::Finished => Ok(false),
            Progress::Created if sent.is_some_and(|sent| !sent.is_none()) => {
                let kind = self.class_ref(generator.value()).name().replace('_', " ");
                Err(self.type_error(&format!("can't send non-None value to a just-started {kind}")))
            }
            Progress::Created | Progress::Suspended => {
                Err(self.recursion_error("maximum recursion depth exceeded"))
            }
        }
    }

    /// A generator's frame is left: what was handled around it is again.
    ///
    /// # Safety
    /// `base` is that of the frame, which is left once.
    #[inline(always)]
    unsafe fn handle_what_was_around(&mut self, base: *mut Word) {
        // SAFETY: `enter_generator` has put them there.
        let around = unsafe { [take::<R>(base.sub(3)), take::<R>(base.sub(2))] };
        self.handle_outside(around);
    }

    /// The frame on top, if it is a generator's, is left for good.
    #[inline(never)]
    pub(crate) fn end_generator(&mut self) {
        let frame = self.frames.last().expect("a frame is running");
        if frame.role != Role::Generator {
            return;
        }
        let (base, kept) = (frame.base, frame.kept.clone());
        if let Some(generator) = kept.as_ref::<Generator<R>>() {
            let mut state = self.lock(generator);
            state.progress = Progress::Finished;
            state.registers = Vec::new();
            needs_no_finalizer(generator);
        }
        // SAFETY: the frame is a generator's; it is popped next.
        unsafe { self.handle_what_was_around(base) };
    }

    /// Suspends the running frame of a generator, whose registers below `top` move into the generator, all others being
    /// unbound. It goes on with instruction `next`, and with what it is sent in `receiver`. Answers what happens next.
    ///
    /// # Safety
    /// The frame on top is a generator's, `next` is one of its instructions, and `top` and `receiver` are among its registers.
    #[inline(always)]
    pub(crate) unsafe fn suspend_generator(&mut self, next: usize, top: Reg, receiver: Reg) -> Then {
        let frame = self.frames.pop().expect("a generator's frame is running");
        if frame.observed {
            self.suspend_observed(&frame);
        }
        let handled = std::mem::replace(&mut self.handled, Value::NONE);
        // SAFETY: the frame is a generator's, and is popped.
        unsafe { self.handle_what_was_around(frame.base) };
        if frame.then != Then::Answer {
            let caller = self.frames.last().expect("the caller's frame");
            // SAFETY: the caller's registers end at or below the generator's.
            self.stack.top = unsafe { caller.base.add(caller.loaded().registers) };
        }
        let generator = frame.kept.as_ref::<Generator<R>>().expect("the frame is a generator's");
        let before = self.change(generator, |state| {
            // Taken, not copied: a caller's registers, which must be unbound, may be in the same place.
            // SAFETY: the registers hold owned words.
            state.registers.extend((0..usize::from(top.0)).map(|at| unsafe { take(frame.base.add(at)) }));
            state.next = next;
            state.receiver = Some(receiver);
            state.progress = Progress::Suspended;
            std::mem::replace(&mut state.handled, handled)
        });
        debug_assert!(before.is_none(), "what a generator handles is laid aside while it runs");
        frame.then
    }

    /// The iterator a suspended generator delegates to, if it stands at a `yield from` or `await`.
    pub fn delegate_of(&mut self, generator: &Ref<R, Generator<R>>) -> Option<Value<R>> {
        let loaded = generator.loaded();
        let state = self.lock(generator);
        if state.progress != Progress::Suspended {
            return None;
        }
        match (loaded.code.ops.get(state.next.wrapping_sub(1)), loaded.code.ops.get(state.next)) {
            (Some(Op::Yield { .. }), _) => None,
            (_, Some(Op::Delegate { iter, .. })) => state.registers.get(usize::from(iter.0)).cloned(),
            _ => None,
        }
    }

    pub(crate) fn is_coroutine(&self, generator: &Ref<R, Generator<R>>) -> bool {
        self.class_ref(generator.value()).value().is(self.types().coroutine.value())
    }

    pub(crate) fn next_of_generator(&mut self, iterator: &Value<R>) -> Return<R, Option<Value<R>>> {
        let Some(generator) = iterator.as_ref::<Generator<R>>() else { return Ok(None) };
        if !self.class_ref(iterator).value().is(self.types().generator.value()) {
            let message = format!("'{}' object is not an iterator", self.type_name(iterator));
            return Err(self.type_error(&message));
        }
        match self.resume_with(generator, Value::NONE)? {
            Resumed::Yielded(value) => Ok(Some(value)),
            Resumed::Returned(_) => Ok(None),
        }
    }

    /// `iterator.close()`, if it has one.
    pub fn close_iterator(&mut self, iterator: &Value<R>) -> Return<R, ()> {
        if let Some(generator) = iterator.as_ref::<Generator<R>>() {
            let generator = generator.clone();
            return self.close_generator(&generator).map(drop);
        }
        match self.find_attr_str(iterator, "close") {
            Ok(Some(close)) => self.call(&close, &[]).map(drop),
            Ok(None) => Ok(()),
            Err(raised) => {
                self.report_unraisable(&raised, iterator, "Exception ignored in:");
                Ok(())
            }
        }
    }

    /// `generator.close()`
    pub fn close_generator(&mut self, generator: &Ref<R, Generator<R>>) -> Return<R> {
        let mut state = self.lock(generator);
        let silently = match state.progress {
            Progress::Finished => return Ok(Value::NONE),
            Progress::Created => true,
            Progress::Suspended => state.ends_silently(generator.loaded()),
            Progress::Running => false,
        };
        if silently {
            state.progress = Progress::Finished;
            needs_no_finalizer(generator);
            let registers = std::mem::take(&mut state.registers);
            drop(state);
            drop(registers);
            return Ok(Value::NONE);
        }
        drop(state);
        let class = self.exceptions().generator_exit.clone();
        let exit = self.new_exception(&class, vec![]);
        match self.throw_into(generator, exit) {
            Ok(Resumed::Yielded(_)) => {
                let message = if self.is_coroutine(generator) {
                    "coroutine ignored GeneratorExit"
                } else {
                    "generator ignored GeneratorExit"
                };
                Err(self.runtime_error(message))
            }
            Ok(Resumed::Returned(value)) => Ok(value),
            Err(raised) => {
                let stop = self.exceptions().stop_iteration.clone();
                if self.is_raised(&raised, &class) || self.is_raised(&raised, &stop) {
                    Ok(Value::NONE)
                } else {
                    Err(raised)
                }
            }
        }
    }

    /// Whether closing the generator would run code of its body: it stands inside a `try`.
    pub fn must_be_closed(&mut self, generator: &Ref<R, Generator<R>>) -> bool {
        let state = self.lock(generator);
        state.progress == Progress::Suspended
    }
}

/// A generator that has ended dies like any other object. The caller holds its lock.
fn needs_no_finalizer<R: Runtime>(generator: &Ref<R, Generator<R>>) {
    let head = generator.head();
    head.set_shape(head.shape().class().dict_shape());
}

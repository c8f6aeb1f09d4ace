//! Telling tools of what happens.

use super::event::{Event, Events};
use super::monitor::TOOLS;
use crate::frame::offset;
use crate::function::LoadedCode;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Runtime, Value};

/// A place in a program.
pub(crate) struct Here<R: Runtime> {
    /// The code object.
    pub code: Value<R>,
    /// The number of the instruction.
    pub instruction: u32,
}

impl<R: Runtime> Here<R> {
    pub fn loaded(&self) -> &LoadedCode<R> {
        self.code.as_ref::<LoadedCode<R>>().expect("a frame runs a code object")
    }
}

impl<R: Runtime> Vm<R> {
    /// Where the running frame is.
    pub(crate) fn here(&self) -> Here<R> {
        let frame = self.frames.last().expect("a frame is running");
        // SAFETY: the frame keeps its code alive.
        let code = unsafe { Value::from_borrowed(frame.code_word()) };
        Here { code, instruction: frame.instruction() as u32 }
    }

    /// What tools want to hear of in this code.
    #[inline]
    pub(crate) fn events_in(&self, loaded: &LoadedCode<R>) -> Events {
        match loaded.watch.get() {
            None => self.watch.any,
            Some(watch) => self.watch.any | watch.any(),
        }
    }

    fn wants(&self, here: &Here<R>, tool: usize, event: Event) -> bool {
        // What a call comes to is told where the call is.
        let asked = if matches!(event, Event::CReturn | Event::CRaise) { Event::Call } else { event };
        let everywhere = self.watch.events[tool].has(event);
        let Some(watch) = here.loaded().watch.get() else { return everywhere };
        let restarts = self.shared.announcements.restarts();
        (everywhere || watch.local(tool).has(event))
            && !(asked.is_local() && watch.is_silent(restarts, here.instruction, tool, asked))
    }

    /// Calls every tool that wants to hear of `event` with the code, the offset, and `more`.
    pub(crate) fn tell(&mut self, event: Event, here: &Here<R>, more: &[Value<R>]) -> Return<R, ()> {
        // A body begins before its first instruction.
        let place = if event == Event::PyStart { 0 } else { offset(here.instruction) };
        let mut arguments = vec![here.code.clone(), Value::small_int(place)];
        arguments.extend_from_slice(more);
        self.tell_with(event, here, &arguments)
    }

    /// As [`tell`](Self::tell), with these arguments.
    pub(crate) fn tell_with(
        &mut self,
        event: Event,
        here: &Here<R>,
        arguments: &[Value<R>],
    ) -> Return<R, ()> {
        // As CPython does, from the highest number down.
        for tool in (0..TOOLS).rev() {
            if !self.wants(here, tool, event) {
                continue;
            }
            let monitor = self.monitor();
            let callback = self.lock(&monitor).all[tool].callbacks[event as usize].clone();
            if callback.is_unbound() {
                continue;
            }
            let answer = self.unwatched(|vm| vm.call(&callback, arguments))?;
            if !answer.is(&monitor.disable) {
                continue;
            }
            if event.is_local() {
                let restarts = self.shared.announcements.restarts();
                let watch = here.loaded().watch.get_or_init(Default::default);
                watch.silence(restarts, here.instruction, tool, event);
            } else {
                let removed = std::mem::replace(
                    &mut self.lock(&monitor).all[tool].callbacks[event as usize],
                    Value::UNBOUND,
                );
                drop(removed);
                let message = format!("Cannot disable {} events. Callback removed.", event.name());
                return Err(self.value_error(&message));
            }
        }
        Ok(())
    }

    /// Tells that the running frame begins, or goes on.
    pub(crate) fn tell_start(&mut self, event: Event) -> Return<R, ()> {
        self.trace_call()?;
        let here = self.here();
        if self.events_in(here.loaded()).has(event) {
            self.tell(event, &here, &[])?;
        }
        Ok(())
    }

    /// Tells that the running frame goes on with an exception.
    pub(crate) fn tell_throw(&mut self, exception: &Value<R>) -> Return<R, ()> {
        self.trace_call()?;
        let here = self.here();
        if self.events_in(here.loaded()).has(Event::PyThrow) {
            self.tell(Event::PyThrow, &here, std::slice::from_ref(exception))?;
        }
        Ok(())
    }

    /// Tells that the running frame is about to return, or to be suspended, with a value.
    pub(crate) fn tell_return(&mut self, event: Event, value: &Value<R>) -> Return<R, ()> {
        self.trace_return(value)?;
        let here = self.here();
        if self.events_in(here.loaded()).has(event) {
            self.tell(event, &here, std::slice::from_ref(value))?;
        }
        Ok(())
    }

    /// Tells that an exception has come to the running frame: raised there, or by what it called.
    pub(crate) fn tell_raise(&mut self, raised: Raised<R>, again: bool) -> Raised<R> {
        let exception = raised.0.clone();
        let event = if again { Event::Reraise } else { Event::Raise };
        let traced = if again { Ok(()) } else { self.trace_exception(&exception) };
        let told = traced.and_then(|()| {
            let here = self.here();
            match self.events_in(here.loaded()).has(event) {
                true => self.tell(event, &here, std::slice::from_ref(&exception)),
                false => Ok(()),
            }
        });
        self.replaced_by(raised, told)
    }

    /// Tells that the running frame is left for an exception.
    pub(crate) fn tell_unwind(&mut self, raised: Raised<R>) -> Raised<R> {
        let exception = raised.0.clone();
        let told = self.trace_return(&Value::NONE).and_then(|()| {
            let here = self.here();
            match self.events_in(here.loaded()).has(Event::PyUnwind) {
                true => self.tell(Event::PyUnwind, &here, std::slice::from_ref(&exception)),
                false => Ok(()),
            }
        });
        self.replaced_by(raised, told)
    }

    /// Tells that the running frame caught an exception raised at instruction `raised_at`, to go on at `target`.
    pub(crate) fn tell_handled(
        &mut self,
        exception: &Value<R>,
        raised_at: u32,
        target: u32,
    ) -> Return<R, ()> {
        let here = Here { instruction: target, ..self.here() };
        self.watch.follow(self.frames.len(), raised_at);
        if self.events_in(here.loaded()).has(Event::ExceptionHandled) {
            self.tell(Event::ExceptionHandled, &here, std::slice::from_ref(exception))?;
        }
        Ok(())
    }

    /// Tells that a generator that is looped over has returned.
    pub(crate) fn tell_stop_iteration(&mut self) -> Return<R, ()> {
        let here = self.here();
        if self.events_in(here.loaded()).has(Event::StopIteration) {
            let exception = self.stop_iteration(Value::NONE).0;
            self.tell(Event::StopIteration, &here, &[exception])?;
        }
        Ok(())
    }

    /// The exception that goes on: what a callback raised, if it did, which then comes through the running frame too.
    fn replaced_by(&mut self, raised: Raised<R>, told: Return<R, ()>) -> Raised<R> {
        let Err(new) = told else { return raised };
        let instruction = self.frames.last().expect("a frame is running").instruction();
        self.add_traceback(&new, instruction);
        new
    }
}

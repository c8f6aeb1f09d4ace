//! Throwing into a generator: what it delegates to, by `yield from` or `await`, is thrown it first.

use crate::generator::{Generator, Progress, Resume, Resumed};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Value};

impl<R: Runtime> Vm<R> {
    /// `generator.throw(exception)`: through the delegate first.
    pub fn throw_into(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        raised: Raised<R>,
    ) -> Return<R, Resumed<R>> {
        // Delegation may be deeper than the native stack, which only this goes down.
        self.check_recursion("maximum recursion depth exceeded")?;
        if let Some(delegate) = self.delegate_of(generator) {
            let exit = self.exceptions().generator_exit.clone();
            if self.is_raised(&raised, &exit) {
                self.mark_running(generator, true);
                let closed = self.close_iterator(&delegate);
                self.mark_running(generator, false);
                if let Err(other) = closed {
                    return self.finish_delegation(generator, other);
                }
                return self.resume(generator, Resume::Throw(raised));
            }
            let result = if let Some(inner) = delegate.as_ref::<Generator<R>>() {
                let inner = inner.clone();
                self.mark_running(generator, true);
                let result = self.throw_into(&inner, raised);
                self.mark_running(generator, false);
                result
            } else if let Some(throw) = self.find_attr_str(&delegate, "throw")? {
                self.mark_running(generator, true);
                let result = self.call(&throw, std::slice::from_ref(&raised.0)).map(Resumed::Yielded);
                self.mark_running(generator, false);
                result
            } else {
                // Raised where the generator waits for its delegate, a StopIteration is what that came to.
                Err(raised)
            };
            return self.after_delegate(generator, result);
        }
        self.resume(generator, Resume::Throw(raised))
    }

    /// `generator.throw(kind, value, traceback)`: a delegate is given the same, and who has none is thrown what `thrown` makes
    /// of it.
    pub fn throw_given(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        arguments: &[Value<R>],
        thrown: fn(&mut Vm<R>, &[Value<R>]) -> Return<R, Raised<R>>,
    ) -> Return<R, Resumed<R>> {
        self.check_recursion("maximum recursion depth exceeded")?;
        let delegate = match self.delegate_of(generator) {
            Some(delegate) if !self.is_exit(&arguments[0]) => delegate,
            _ => {
                let raised = thrown(self, arguments)?;
                return self.throw_into(generator, raised);
            }
        };
        let result = if let Some(inner) = delegate.as_ref::<Generator<R>>() {
            let inner = inner.clone();
            self.mark_running(generator, true);
            let result = self.throw_given(&inner, arguments, thrown);
            self.mark_running(generator, false);
            result
        } else if let Some(throw) = self.find_attr_str(&delegate, "throw")? {
            let given = arguments.iter().take_while(|argument| !argument.is_unbound()).count();
            self.mark_running(generator, true);
            let result = self.call(&throw, &arguments[..given]).map(Resumed::Yielded);
            self.mark_running(generator, false);
            result
        } else {
            Err(thrown(self, arguments)?)
        };
        // The generator lets go of its delegate when it goes on, and so must this.
        drop(delegate);
        self.after_delegate(generator, result)
    }

    /// Whether it is GeneratorExit, or one.
    fn is_exit(&self, kind: &Value<R>) -> bool {
        let exit = &self.exceptions().generator_exit;
        match kind.as_ref::<Class<R>>() {
            Some(class) => self.is_subclass(class, exit),
            None => self.is_subclass(&self.class_of(kind), exit),
        }
    }

    /// What a delegate came to is what its generator goes on with.
    fn after_delegate(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        result: Return<R, Resumed<R>>,
    ) -> Return<R, Resumed<R>> {
        match result {
            Ok(Resumed::Yielded(value)) => Ok(Resumed::Yielded(value)),
            Ok(Resumed::Returned(value)) => {
                let stop = self.stop_iteration(value);
                self.finish_delegation(generator, stop)
            }
            Err(raised) => self.finish_delegation(generator, raised),
        }
    }

    fn mark_running(&mut self, generator: &Ref<R, Generator<R>>, running: bool) {
        self.lock(generator).progress = if running { Progress::Running } else { Progress::Suspended };
    }

    /// The delegate ended with an exception: a StopIteration's value is what the delegation comes to, anything else is raised there.
    fn finish_delegation(
        &mut self,
        generator: &Ref<R, Generator<R>>,
        raised: Raised<R>,
    ) -> Return<R, Resumed<R>> {
        let stop = self.exceptions().stop_iteration.clone();
        if !self.is_raised(&raised, &stop) {
            return self.resume(generator, Resume::Throw(raised));
        }
        let value = self.get_attr_str(&raised.0, "value")?;
        let mut state = self.lock(generator);
        let old = state.end_delegation(generator.loaded(), value);
        drop(state);
        drop(old);
        self.resume(generator, Resume::Send(Value::NONE))
    }
}

//! Finalizers and weak reference callbacks: when they run, and what becomes of what they raise.

use crate::function::Module;
use crate::generator::{Generator, Progress};
use crate::vm::Vm;
use object_model::{Ref, Runtime, Special, Value};

/// How often the end of a program looks for finalizers that others have left something to do.
const ROUNDS: usize = 8;

/// Finalizers that are running, each set off by what the one before it let go of. Further ones wait for the outermost.
const MOST_NESTED: u32 = 50;

impl<R: Runtime> Vm<R> {
    /// Runs finalizers and weak reference callbacks that wait. What they raise is reported, not raised.
    #[cold]
    #[inline(never)]
    pub fn run_pending(&mut self) {
        if !self.may_finalize() {
            return;
        }
        self.finalizers_nested += 1;
        let handled = self.lay_handled_aside();
        while self.has_pending() {
            let (finalizable, callbacks) = self.take_pending();
            for object in finalizable {
                self.finalize(&object);
                drop(object);
            }
            for (callback, reference) in callbacks {
                if let Err(raised) = self.call(&callback, std::slice::from_ref(&reference)) {
                    self.report_unraisable(
                        &raised,
                        &callback,
                        "Exception ignored while calling weakref callback",
                    );
                }
            }
        }
        self.take_handled_up(handled);
        self.finalizers_nested -= 1;
    }

    /// Whether there is room for finalizers to run.
    pub(crate) fn may_finalize(&mut self) -> bool {
        !self.native_stack_is_low() && self.finalizers_nested < MOST_NESTED
    }

    pub(crate) fn finalize(&mut self, object: &Value<R>) {
        if let Some(generator) = object.as_ref::<Generator<R>>() {
            let generator = generator.clone();
            if self.is_coroutine(&generator) && self.lock(&generator).progress == Progress::Created {
                self.warn_unawaited(object);
            } else if let Some(finalizer) = self.async_finalizer(&generator) {
                if let Err(raised) = self.call(&finalizer, std::slice::from_ref(object)) {
                    self.report_unraisable(&raised, object, "Exception ignored while finalizing generator");
                }
            } else if self.must_be_closed(&generator)
                && let Err(raised) = self.close_generator(&generator)
            {
                self.report_unraisable(&raised, object, "Exception ignored while closing generator");
            }
            return;
        }
        let class = self.class_of(object);
        if let Some(method) = class.special(self, Special::Del)
            && let Err(raised) = self.call_found(&method, object, &[])
        {
            self.report_unraisable(&raised, &method, "Exception ignored while calling deallocator");
        }
    }

    /// What a suspended async generator is given to when it dies, if an event loop had that set when it was first iterated.
    fn async_finalizer(&mut self, generator: &Ref<R, Generator<R>>) -> Option<Value<R>> {
        let state = self.lock(generator);
        let open = state.progress == Progress::Suspended && !state.iteration.closed;
        Some(&state.finalizer).filter(|hook| open && !hook.is_unbound()).cloned()
    }

    /// Says of a coroutine that dies before it has begun that nobody has awaited it.
    fn warn_unawaited(&mut self, coroutine: &Value<R>) {
        let warned = self
            .import_module("warnings")
            .and_then(|warnings| self.get_attr_str(&warnings, "_warn_unawaited_coroutine"))
            .and_then(|warn| self.call(&warn, std::slice::from_ref(coroutine)));
        if let Err(raised) = warned {
            self.report_unraisable(&raised, coroutine, "Exception ignored while finalizing coroutine");
        }
    }

    /// Runs the finalizers of what a program that ends has left, while everything they may use is still there.
    pub(crate) fn finalize_left_behind(&mut self) {
        let modules = self.shared.modules().clone();
        let main = self.loaded_module("__main__");
        let loaded = self.dict_entries(&modules).into_iter().map(|(_, _, module)| module);
        let namespaces: Vec<Value<R>> = main
            .into_iter()
            .chain(loaded)
            .map(|module| match module.as_ref::<Module<R>>() {
                Some(module) => module.namespace(),
                None => module,
            })
            .collect();
        // Finalizers may still print.
        let sys = self.loaded_module("sys").unwrap_or(Value::NONE);
        let streams = ["stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"];
        let _streams = streams.map(|name| self.find_attr_str(&sys, name).ok().flatten());
        for _ in 0..ROUNDS {
            let left = self.take_left_behind(&namespaces);
            if left.is_empty() {
                break;
            }
            self.finalize_all(left);
        }
    }

    pub(crate) fn finalize_all(&mut self, objects: Vec<Value<R>>) {
        self.finalizers_nested += 1;
        for object in objects {
            self.finalize(&object);
            drop(object);
            self.run_pending();
        }
        self.finalizers_nested -= 1;
    }
}

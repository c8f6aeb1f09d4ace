//! `async_generator`: each step of one is an awaitable.

use super::generator::{
    code, delegate, frame, generator, install_common, is_suspended, itself, thrown, warn_of_parts,
};
use super::receiver;
use crate::async_::AsyncValue;
use crate::generator::{Generator, Progress, Resume, Resumed};
use crate::raised::{Raised, Return};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// What a step does to the generator when it is first driven.
enum Begin<R: Runtime> {
    /// `__anext__`, `asend`
    Send(Value<R>),
    /// `athrow`, with the arguments of `throw`.
    Throw([Value<R>; 3]),
    /// `aclose`
    Close,
}

/// How far a step is.
struct StepState<R: Runtime> {
    /// Taken when the step is first driven.
    begin: Option<Begin<R>>,
    closing: bool,
    /// By `__anext__` or `asend`.
    sending: bool,
    ended: bool,
}

/// The payload of an awaitable step.
struct Step<R: Runtime> {
    generator: Value<R>,
    state: Guarded<StepState<R>>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Step<R> {
    const NAME: &'static str = "async_generator_asend";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.generator);
        // SAFETY: children are shown while no other thread runs.
        match &unsafe { self.state.get() }.begin {
            Some(Begin::Send(value)) => visit(value),
            Some(Begin::Throw(values)) => values.iter().for_each(visit),
            Some(Begin::Close) | None => {}
        }
    }
}

impl<R: Runtime> Guard<R> for Step<R> {
    type Guarded = StepState<R>;
    fn guarded(&self) -> &Guarded<StepState<R>> {
        &self.state
    }
}

fn step<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, begin: Begin<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    let class = vm.class_of(value);
    if class.value().is(vm.types().async_generator.value()) {
        vm.begin_async_iteration(&generator)?;
    }
    let (closing, sending) = (matches!(begin, Begin::Close), matches!(begin, Begin::Send(_)));
    let state = Guarded::new(StepState { begin: Some(begin), closing, sending, ended: false });
    Ok(vm.new_object(Step { generator: value.clone(), state }))
}

fn anext<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    step(vm, &arguments[0], Begin::Send(Value::NONE))
}

fn asend<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    step(vm, &arguments[0], Begin::Send(arguments[1].clone()))
}

fn athrow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    warn_of_parts(vm, "athrow", &arguments[1..4])?;
    let parts = [arguments[1].clone(), arguments[2].clone(), arguments[3].clone()];
    step(vm, &arguments[0], Begin::Throw(parts))
}

fn aclose<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    step(vm, &arguments[0], Begin::Close)
}

fn drive<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>, sent: Result<Value<R>, Raised<R>>) -> Return<R> {
    let generator = generator(vm, &step.generator)?;
    let (progress, iteration) = {
        let state = vm.lock(&generator);
        (state.progress, state.iteration)
    };
    // Whoever has begun is not told that nobody awaited it.
    step.head().set_shape(step.head().shape().class().dict_shape());
    let mut state = vm.lock(step);
    if state.ended {
        let what = if state.sending { "__anext__()/asend()" } else { "aclose()/athrow()" };
        drop(state);
        return Err(vm.runtime_error(&format!("cannot reuse already awaited {what}")));
    }
    if !state.sending && sent.is_ok() && progress == Progress::Finished {
        state.ended = true;
        drop(state);
        return Err(vm.stop_iteration(Value::NONE));
    }
    if iteration.under_way && state.begin.is_some() {
        let what = match (state.sending, state.closing) {
            (true, _) => "anext()",
            (false, true) => "aclose()",
            (false, false) => "athrow()",
        };
        state.ended = true;
        drop(state);
        return Err(vm.runtime_error(&format!("{what}: asynchronous generator is already running")));
    }
    if let Ok(value) = &sent
        && !state.sending
        && state.begin.is_some()
    {
        if iteration.closed {
            state.ended = true;
            drop(state);
            let class = vm.exceptions().stop_async_iteration.clone();
            return Err(vm.new_exception(&class, vec![]));
        }
        if !value.is_none() {
            drop(state);
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
    }
    let begin = state.begin.take();
    let closing = state.closing;
    drop(state);
    vm.lock(&generator).iteration.under_way = true;
    let result = match (begin, sent) {
        (_, Err(raised)) => vm.throw_into(&generator, raised),
        (Some(Begin::Send(value)), Ok(sent)) => {
            vm.resume(&generator, Resume::Send(if sent.is_none() { value } else { sent }))
        }
        (Some(Begin::Throw(parts)), Ok(_)) => match thrown(vm, &parts) {
            Ok(raised) => vm.throw_into(&generator, raised),
            Err(raised) => Err(raised),
        },
        (Some(Begin::Close), Ok(_)) => {
            vm.lock(&generator).iteration.closed = true;
            if progress == Progress::Created {
                end_step(vm, step, &generator);
                vm.close_generator(&generator)?;
                return Err(vm.stop_iteration(Value::NONE));
            }
            let class = vm.exceptions().generator_exit.clone();
            let exit = vm.new_exception(&class, vec![]);
            vm.throw_into(&generator, exit)
        }
        (None, Ok(value)) => vm.resume(&generator, Resume::Send(value)),
    };
    settle(vm, step, &generator, closing, result)
}

fn end_step<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>, generator: &Ref<R, Generator<R>>) {
    vm.lock(step).ended = true;
    vm.lock(generator).iteration.under_way = false;
}

/// What the generator came to, as the step's awaiter sees it.
fn settle<R: Runtime>(
    vm: &mut Vm<R>,
    step: &Ref<R, Step<R>>,
    generator: &Ref<R, Generator<R>>,
    closing: bool,
    result: Return<R, Resumed<R>>,
) -> Return<R> {
    match result {
        // Something it awaits has yielded: on to the event loop.
        Ok(Resumed::Yielded(value)) if value.as_ref::<AsyncValue<R>>().is_none() => return Ok(value),
        _ => end_step(vm, step, generator),
    }
    match result {
        Ok(Resumed::Yielded(_)) if closing => Err(vm.runtime_error("async generator ignored GeneratorExit")),
        Ok(Resumed::Yielded(value)) => {
            let value = value.as_ref::<AsyncValue<R>>().map_or(Value::NONE, |value| value.0.clone());
            Err(vm.stop_iteration_with(value))
        }
        Ok(Resumed::Returned(_)) if closing => Err(vm.stop_iteration(Value::NONE)),
        Ok(Resumed::Returned(_)) => {
            vm.lock(generator).iteration.closed = true;
            let class = vm.exceptions().stop_async_iteration.clone();
            Err(vm.new_exception(&class, vec![]))
        }
        Err(raised) => {
            let exceptions = vm.exceptions();
            let (stop, exit) = (exceptions.stop_async_iteration.clone(), exceptions.generator_exit.clone());
            if vm.is_raised(&raised, &stop) || vm.is_raised(&raised, &exit) {
                vm.lock(generator).iteration.closed = true;
                if closing {
                    vm.lock(generator).progress = Progress::Finished;
                    return Err(vm.stop_iteration(Value::NONE));
                }
            }
            Err(raised)
        }
    }
}

fn own_step<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Step<R>>> {
    receiver::<R, Step<R>>(vm, value, "async_generator_asend").cloned()
}

fn step_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let step = own_step(vm, &arguments[0])?;
    drive(vm, &step, Ok(Value::NONE))
}

fn step_send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let step = own_step(vm, &arguments[0])?;
    drive(vm, &step, Ok(arguments[1].clone()))
}

fn step_throw<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let step = own_step(vm, &arguments[0])?;
    let raised = thrown(vm, &arguments[1..4])?;
    drive(vm, &step, Err(raised))
}

fn step_close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let step = own_step(vm, &arguments[0])?;
    if vm.lock(&step).ended {
        return Ok(Value::NONE);
    }
    let exceptions = vm.exceptions();
    let expected = [
        exceptions.generator_exit.clone(),
        exceptions.stop_iteration.clone(),
        exceptions.stop_async_iteration.clone(),
    ];
    let exit = vm.new_exception(&expected[0], vec![]);
    match drive(vm, &step, Err(exit)) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(raised) if expected.iter().any(|class| vm.is_raised(&raised, class)) => Ok(Value::NONE),
        Err(raised) => Err(raised),
    }
}

/// `__del__`: a step that has not begun was never awaited.
fn step_del<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let step = own_step(vm, &arguments[0])?;
    let state = vm.lock(&step);
    let method = match &state.begin {
        None => return Ok(Value::NONE),
        Some(Begin::Send(_)) => "asend",
        Some(Begin::Throw(_)) => "athrow",
        Some(Begin::Close) => "aclose",
    };
    drop(state);
    let generator = generator(vm, &step.generator)?;
    let qualname = vm.lock(&generator).qualname.clone();
    let qualname = vm.repr_string(&qualname)?;
    let category = vm.exceptions().runtime_warning.clone();
    vm.warn(&category, &format!("coroutine method '{method}' of {qualname} was never awaited"))?;
    Ok(Value::NONE)
}

fn is_under_way<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let generator = generator(vm, value)?;
    Ok(Value::bool(vm.lock(&generator).iteration.under_way))
}

impl<R: Runtime> Vm<R> {
    /// Tells the event loop's hook of an async generator that is iterated for the first time, and notes the one it is to be
    /// given to in the end.
    fn begin_async_iteration(&mut self, generator: &Ref<R, Generator<R>>) -> Return<R, ()> {
        let finalizer = self.locals.get(FINALIZER_HOOK).filter(|hook| !hook.is_none()).cloned();
        let mut state = self.lock(generator);
        if std::mem::replace(&mut state.iteration.begun, true) {
            return Ok(());
        }
        if let Some(finalizer) = finalizer {
            state.finalizer = finalizer;
        }
        drop(state);
        match self.locals.get(FIRST_ITERATION_HOOK).filter(|hook| !hook.is_none()).cloned() {
            Some(hook) => self.call(&hook, std::slice::from_ref(generator.value())).map(drop),
            None => Ok(()),
        }
    }
}

/// Under which key a thread keeps the first hook of `sys.set_asyncgen_hooks`.
pub const FIRST_ITERATION_HOOK: &str = "asyncgen_firstiter";
/// Under which key it keeps the second.
pub const FINALIZER_HOOK: &str = "asyncgen_finalizer";

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().async_generator.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__aiter__(self, /)", itself),
            ("__anext__(self, /)", anext),
            ("asend(self, object, /)", asend),
            ("athrow(self, typ, val=None, tb=None, /)", athrow),
            ("aclose(self, /)", aclose),
        ])
        .generic()
        .getter("ag_running", is_under_way)
        .getter("ag_suspended", is_suspended)
        .audited("ag_code", code, None)
        .audited("ag_frame", frame, None)
        .getter("ag_await", delegate)
        .finish();
    install_common(vm, &class);
    ClassBuilder::new::<AsyncValue<R>>(vm, "builtins", "async_generator_wrapped_value", None)
        .sealed()
        .finish();
    ClassBuilder::new::<Step<R>>(vm, "builtins", "async_generator_asend", None)
        .methods(&[
            ("__await__(self, /)", itself),
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", step_next),
            ("send(self, object, /)", step_send),
            ("throw(self, typ, val=None, tb=None, /)", step_throw),
            ("close(self, /)", step_close),
            ("__del__(self, /)", step_del),
        ])
        .sealed()
        .finish();
    vm.class_of_payload::<Step<R>>().dict_shape().exempt_from_finalizer();
}

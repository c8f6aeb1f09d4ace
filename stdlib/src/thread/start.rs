//! Threads that start, run and end.

use super::handle::{Handle, NOT_STARTED, Progress, STARTED, STARTING, handle_of};
use interpreter::{Presence, Return, Stack, Vm};
use object_model::{Class, Runtime, Value, Word};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Stack of a thread. Only what is used is ever touched.
const NATIVE_STACK: usize = 32 << 20;
/// What the module keeps for an interpreter.
#[derive(Default)]
struct Threads {
    /// Threads the program does not end before.
    waited_for: Mutex<Vec<Arc<Progress>>>,
    started: AtomicUsize,
    stack_size: AtomicUsize,
}

/// What a new thread needs. The words own their references: they belong to whoever holds this.
struct Start<R: Runtime> {
    presence: Presence<R>,
    registers: Stack,
    ident: u64,
    stack: usize,
    /// The function, its arguments, the names of the keyword arguments that end them.
    words: (Word, Vec<Word>, Vec<Word>),
    progress: Arc<Progress>,
}

/// Says that the thread is done when it is, however it ends.
struct Finish {
    progress: Arc<Progress>,
    threads: Arc<Threads>,
}

impl Drop for Finish {
    fn drop(&mut self) {
        // Relaxed: a number for the curious.
        self.threads.started.fetch_sub(1, Ordering::Relaxed);
        self.progress.done.happen();
    }
}

fn run<R: Runtime>(start: Start<R>) {
    let Start { presence, registers, ident, stack, words, progress } = start;
    let threads = presence.shared().state::<Threads>();
    // Declared first: happens after the thread has left its runtime.
    let _finish = Finish { progress, threads };
    let mut vm = Vm::attach_as(presence, registers, ident, stack);
    {
        let (function, arguments, names) = words;
        // SAFETY: the thread that started this one gave the references away, to a thread of the same runtime.
        let take = |word: Word| unsafe { Value::<R>::from_owned(word) };
        let function = take(function);
        let arguments: Vec<Value<R>> = arguments.into_iter().map(take).collect();
        let names: Vec<Value<R>> = names.into_iter().map(take).collect();
        let result = vm.call_with(&function, &arguments, &names);
        drop(arguments);
        if let Err(raised) = result {
            let exit = vm.exceptions().system_exit.clone();
            if !vm.is_raised(&raised, &exit) {
                vm.report_unraisable(&raised, &function, "Exception ignored in thread started by");
            }
        }
    }
    vm.exit();
}

fn start<R: Runtime>(
    vm: &mut Vm<R>,
    (function, arguments, names): (Value<R>, Vec<Value<R>>, Vec<Value<R>>),
    progress: Arc<Progress>,
    daemon: bool,
) -> Return<R, u64> {
    // Acquire: pairs with the Release in `begin_to_end`.
    if vm.shared.finalizing.load(Ordering::Acquire) {
        let class = vm.exceptions().python_finalization_error.clone();
        return Err(vm.raise_message(&class, "can't create new thread at interpreter shutdown"));
    }
    if !vm.shared.config.permissions.threads {
        return Err(vm.runtime_error("thread is not supported for isolated subinterpreters"));
    }
    let threads = vm.shared.state::<Threads>();
    let stack = match threads.stack_size.load(Ordering::Relaxed) {
        0 => NATIVE_STACK,
        // Python's frames are not on this stack, but natives' are larger than C's in CPython.
        size => size.max(1 << 20),
    };
    let Some(registers) = Stack::new().filter(|_| has_room_for(stack)) else {
        return Err(vm.runtime_error("can't start new thread"));
    };
    let ident = vm.shared.next_thread_ident();
    let owned = |values: Vec<Value<R>>| values.into_iter().map(Value::into_word).collect::<Vec<Word>>();
    let words = (function.into_word(), owned(arguments), owned(names));
    let spare = words.clone();
    let presence = Presence::of(&vm.shared);
    let start = Start { presence, registers, ident, stack, words, progress: progress.clone() };
    // Release: pairs with the Acquire in `handle_ident`.
    progress.ident.store(ident, Ordering::Release);
    vm.tally().set_alone(false);
    // Relaxed, as below: a number for the curious. Before the thread can have ended.
    threads.started.fetch_add(1, Ordering::Relaxed);
    let spawned = std::thread::Builder::new().stack_size(stack).spawn(move || run(start));
    if spawned.is_err() {
        threads.started.fetch_sub(1, Ordering::Relaxed);
        progress.ident.store(0, Ordering::Release);
        progress.phase.store(NOT_STARTED, Ordering::Release);
        let (function, arguments, names) = spare;
        for word in [function].into_iter().chain(arguments).chain(names) {
            // SAFETY: the thread that was to have the references does not exist.
            drop(unsafe { Value::<R>::from_owned(word) });
        }
        return Err(vm.runtime_error("can't start new thread"));
    }
    // Release: pairs with the Acquire in `join`.
    progress.phase.store(STARTED, Ordering::Release);
    if !daemon {
        let mut waited_for = threads.waited_for.lock().unwrap_or_else(PoisonError::into_inner);
        waited_for.retain(|other| !other.done.has_happened());
        waited_for.push(progress);
    }
    Ok(ident)
}

/// Whether memory for a thread's stack, and for what else a thread maps when it starts, can be had at this moment: a thread
/// that starts and finds none ends the process.
fn has_room_for(stack: usize) -> bool {
    const BESIDES: usize = 256 << 10;
    let size = stack + BESIDES;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a mapping of its own, which nothing reads or writes and which is given back here.
    unsafe {
        let mapped = libc::mmap(std::ptr::null_mut(), size, libc::PROT_NONE, flags, -1, 0);
        mapped != libc::MAP_FAILED && libc::munmap(mapped, size) == 0
    }
}

fn is_callable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let class = vm.class_of(value);
    class.has_special(vm, object_model::Special::Call)
        || value.as_ref::<interpreter::Function<R>>().is_some()
        || value.as_ref::<interpreter::Method<R>>().is_some()
        || value.as_ref::<interpreter::Native<R>>().is_some()
        || value.as_ref::<Class<R>>().is_some()
}

pub(super) fn start_new_thread<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [function, positional, keywords] = arguments else {
        return Err(vm.type_error("expected a function"));
    };
    if !is_callable(vm, function) {
        return Err(vm.type_error("first arg must be callable"));
    }
    let Some(mut all) = vm.as_tuple(positional).map(<[Value<R>]>::to_vec) else {
        return Err(vm.type_error("2nd arg must be a tuple"));
    };
    let mut names = Vec::new();
    if let Some(keywords) = keywords.given() {
        let Some(keywords) = keywords.as_ref::<object_model::Dict<R>>() else {
            return Err(vm.type_error("optional 3rd arg must be a dictionary"));
        };
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    vm.audit("_thread.start_new_thread", |_| {
        [function.clone(), positional.clone(), keywords.given().cloned().unwrap_or(Value::NONE)]
    })?;
    let ident = start(vm, (function.clone(), all, names), Arc::default(), true)?;
    Ok(vm.new_int(ident as i64))
}

pub(super) fn start_joinable_thread<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [function, handle, daemon] = arguments else { return Err(vm.type_error("expected a function")) };
    if !is_callable(vm, function) {
        return Err(vm.type_error("thread function must be callable"));
    }
    let daemon = match daemon.given() {
        Some(daemon) => vm.truth(daemon)?,
        None => true,
    };
    vm.audit("_thread.start_joinable_thread", |vm| {
        [function.clone(), vm.new_int(daemon.into()), handle.some().cloned().unwrap_or(Value::NONE)]
    })?;
    let handle = match handle.some() {
        Some(handle) => handle.clone(),
        None => vm.new_object(Handle::default()),
    };
    let progress = handle_of(vm, &handle)?.0.clone();
    // Acquire, Relaxed: only one thread may win; there is nothing to see of the loser.
    if progress.phase.compare_exchange(NOT_STARTED, STARTING, Ordering::Acquire, Ordering::Relaxed).is_err() {
        return Err(vm.runtime_error("thread already started"));
    }
    start(vm, (function.clone(), vec![], vec![]), progress, daemon)?;
    Ok(handle)
}

/// Notes that the thread that has waited for another is the only one, if it is.
pub(super) fn note_end_of_another<R: Runtime>(vm: &Vm<R>) {
    // The thread asking is one the program began with or one that was started, and is counted then. Relaxed: what has ended
    // was subtracted before it was said to have ended.
    if vm.shared.state::<Threads>().started.load(Ordering::Relaxed) == 0 {
        vm.tally().set_alone(true);
    }
}

/// Waits for every thread that is no daemon.
pub(super) fn shutdown<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let threads = vm.shared.state::<Threads>();
    loop {
        let next = {
            let mut waited_for = threads.waited_for.lock().unwrap_or_else(PoisonError::into_inner);
            let ident = vm.ident;
            waited_for.retain(|other| !other.done.has_happened());
            waited_for.iter().find(|other| other.ident.load(Ordering::Acquire) != ident).cloned()
        };
        let Some(next) = next else { return Ok(Value::NONE) };
        next.done.wait(vm, "thread.join", None)?;
        note_end_of_another(vm);
    }
}

pub(super) fn count<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let started = vm.shared.state::<Threads>().started.load(Ordering::Relaxed);
    Ok(vm.new_usize(started))
}

pub(super) fn stack_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let threads = vm.shared.state::<Threads>();
    let old = threads.stack_size.load(Ordering::Relaxed);
    // Asking alone sets it back, as in CPython.
    let size = match arguments[0].given() {
        Some(size) => vm.index(size)?,
        None => 0,
    };
    if size < 0 {
        return Err(vm.value_error("size must be 0 or a positive value"));
    }
    if size != 0 && size < 32 * 1024 {
        return Err(vm.value_error(&format!("size not valid: {size} bytes")));
    }
    threads.stack_size.store(size as usize, Ordering::Relaxed);
    Ok(vm.new_usize(old))
}

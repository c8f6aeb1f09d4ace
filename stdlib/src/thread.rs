//! `_thread`: threads, and the locks that `threading` is built on.

use crate::parking::{Event, RawLock, ReentrantLock, TooOften};
use crate::struct_sequence;
use interpreter::{ClassBuilder, Local, Presence, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value, Word};
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Stack of a thread. Only what is used is ever touched.
const NATIVE_STACK: usize = 32 << 20;
/// The longest wait, in seconds: what nanoseconds in 63 bits hold.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// What the module keeps for an interpreter.
#[derive(Default)]
struct Threads {
    /// Threads the program does not end before.
    waited_for: Mutex<Vec<Arc<Progress>>>,
    started: AtomicUsize,
    stack_size: AtomicUsize,
}

// ---- locks -----------------------------------------------------------------------------------------------------------

/// The payload of `_thread.lock`.
struct Lock(RawLock);

// SAFETY: atomics and a mutex.
unsafe impl<R: Runtime> Payload<R> for Lock {
    const NAME: &'static str = "lock";
}

// SAFETY: atomics and a mutex.
unsafe impl<R: Runtime> Payload<R> for ReentrantLock {
    const NAME: &'static str = "RLock";
}

/// How long an acquire may take.
enum Patience {
    None,
    Until(Option<Instant>),
}

#[inline]
fn patience<R: Runtime>(vm: &mut Vm<R>, blocking: &Value<R>, timeout: &Value<R>) -> Return<R, Patience> {
    if blocking.is_unbound() && timeout.is_unbound() {
        return Ok(Patience::Until(None));
    }
    let blocking = match blocking.given() {
        Some(blocking) => vm.truth(blocking)?,
        None => true,
    };
    let timeout = match timeout.given() {
        Some(timeout) => vm.to_float(timeout)?,
        None => -1.0,
    };
    if !blocking {
        if timeout != -1.0 {
            return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
        }
        return Ok(Patience::None);
    }
    if timeout == -1.0 {
        return Ok(Patience::Until(None));
    }
    if timeout < 0.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(match deadline(timeout) {
        _ if timeout == 0.0 => Patience::None,
        deadline => Patience::Until(deadline),
    })
}

fn deadline(seconds: f64) -> Option<Instant> {
    Instant::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

fn lock_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Lock> {
    match value.as_ref::<Lock>() {
        Some(lock) => Ok(lock),
        None => Err(vm.type_error("expected a lock")),
    }
}

fn new_lock<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Lock(RawLock::default())))
}

fn acquire<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = lock_of(vm, &arguments[0])?;
    if lock.0.try_acquire() {
        // A wrong argument is found all the same.
        if (arguments[1].given().is_some() || arguments[2].given().is_some())
            && let Err(raised) = patience(vm, &arguments[1], &arguments[2])
        {
            lock.0.release();
            return Err(raised);
        }
        return Ok(Value::TRUE);
    }
    match patience(vm, &arguments[1], &arguments[2])? {
        Patience::None => Ok(Value::FALSE),
        Patience::Until(deadline) => lock.0.acquire_handling_signals(vm, deadline).map(Value::bool),
    }
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    lock_of(vm, &arguments[0])?.0.acquire_handling_signals(vm, None).map(Value::bool)
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if lock_of(vm, &arguments[0])?.0.release() {
        return Ok(Value::NONE);
    }
    Err(vm.runtime_error("release unlocked lock"))
}

fn locked<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(lock_of(vm, &arguments[0])?.0.is_locked()))
}

fn reset_lock<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    lock_of(vm, &arguments[0])?.0.reset();
    Ok(Value::NONE)
}

fn lock_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = if lock_of(vm, &arguments[0])?.0.is_locked() { "locked" } else { "unlocked" };
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<{state} _thread.lock object at {address:#x}>")))
}

fn rlock_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a ReentrantLock> {
    match value.as_ref::<ReentrantLock>() {
        Some(lock) => Ok(lock),
        None => Err(vm.type_error("expected an RLock")),
    }
}

fn new_rlock<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[0].clone().downcast::<Class<R>>() {
        Ok(class) => vm.new_object_of(&class, ReentrantLock::default()),
        Err(_) => Err(vm.type_error("RLock.__new__(X): X is not a type object")),
    }
}

fn rlock_acquire<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    let patience = patience(vm, &arguments[1], &arguments[2])?;
    rlock_take(vm, lock, &patience)
}

fn rlock_take<R: Runtime>(vm: &mut Vm<R>, lock: &ReentrantLock, patience: &Patience) -> Return<R> {
    match lock.again(vm.ident) {
        Ok(true) => return Ok(Value::TRUE),
        Ok(false) => {}
        Err(TooOften) => return Err(vm.overflow_error("Internal lock count overflowed")),
    }
    let acquired = match patience {
        Patience::None => lock.lock.try_acquire(),
        Patience::Until(deadline) => lock.lock.acquire_handling_signals(vm, *deadline)?,
    };
    if acquired {
        lock.own(vm.ident, 1);
    }
    Ok(Value::bool(acquired))
}

fn rlock_enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    rlock_take(vm, lock, &Patience::Until(None))
}

fn rlock_release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    if !lock.is_owned_by(vm.ident) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    lock.release();
    Ok(Value::NONE)
}

fn rlock_locked<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(rlock_of(vm, &arguments[0])?.lock.is_locked()))
}

fn rlock_is_owned<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.ident;
    Ok(Value::bool(rlock_of(vm, &arguments[0])?.is_owned_by(ident)))
}

fn rlock_recursion_count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.ident;
    let lock = rlock_of(vm, &arguments[0])?;
    let count = if lock.is_owned_by(ident) { lock.holder().1 } else { 0 };
    Ok(vm.new_usize(count))
}

fn rlock_release_save<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    if !lock.is_owned_by(vm.ident) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    let count = vm.new_usize(lock.release_all());
    let owner = vm.new_int(vm.ident as i64);
    Ok(vm.new_tuple(vec![count, owner]))
}

fn rlock_acquire_restore<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    let state = vm.as_tuple(&arguments[1]).map(<[Value<R>]>::to_vec);
    let Some([count, _]) = state.as_deref() else {
        return Err(vm.type_error("_acquire_restore() argument 1 must be a 2-item tuple"));
    };
    let count = vm.index(count)?.max(1) as usize;
    // The state must be restored: a signal's exception comes afterwards.
    let mut raised = None;
    loop {
        match lock.lock.acquire_handling_signals(vm, None) {
            Ok(_) => break,
            Err(signal) => raised = Some(signal),
        }
    }
    lock.own(vm.ident, count);
    raised.map_or(Ok(Value::NONE), Err)
}

fn reset_rlock<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    lock.reset();
    Ok(Value::NONE)
}

fn rlock_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = rlock_of(vm, &arguments[0])?;
    let state = if lock.lock.is_locked() { "locked" } else { "unlocked" };
    let (owner, count) = lock.holder();
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<{state} _thread.RLock object owner={owner} count={count} at {address:#x}>")))
}

// ---- threads ---------------------------------------------------------------------------------------------------------

const NOT_STARTED: u8 = 0;
const STARTING: u8 = 1;
const STARTED: u8 = 2;

/// How far a thread has come.
#[derive(Default)]
struct Progress {
    phase: AtomicU8,
    ident: AtomicU64,
    done: Event,
}

/// The payload of `_thread._ThreadHandle`.
struct Handle(Arc<Progress>);

// SAFETY: atomics and an event.
unsafe impl<R: Runtime> Payload<R> for Handle {
    const NAME: &'static str = "_ThreadHandle";
}

fn handle_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Handle> {
    match value.as_ref::<Handle>() {
        Some(handle) => Ok(handle),
        None => Err(vm.type_error("'handle' must be a _ThreadHandle")),
    }
}

fn new_handle<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Handle(Arc::default())))
}

/// The handle of a thread that runs and that nobody started here.
fn make_thread_handle<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = vm.index(&arguments[0])?;
    let progress = Progress { phase: STARTED.into(), ident: (ident as u64).into(), done: Event::default() };
    Ok(vm.new_object(Handle(Arc::new(progress))))
}

fn handle_ident<R: Runtime>(vm: &mut Vm<R>, handle: &Value<R>) -> Return<R> {
    // Acquire: pairs with the Release when the thread was started.
    let ident = handle_of(vm, handle)?.0.ident.load(Ordering::Acquire);
    Ok(vm.new_int(ident as i64))
}

fn handle_is_done<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(handle_of(vm, &arguments[0])?.0.done.has_happened()))
}

fn handle_set_done<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let progress = handle_of(vm, &arguments[0])?.0.clone();
    // Acquire: as in `join`.
    if progress.phase.load(Ordering::Acquire) != STARTED {
        return Err(vm.runtime_error("thread not started"));
    }
    progress.done.happen();
    Ok(Value::NONE)
}

fn handle_join<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let progress = handle_of(vm, &arguments[0])?.0.clone();
    let deadline = match arguments[1].some() {
        Some(timeout) => {
            let seconds = vm.to_float(timeout)?;
            if seconds > TIMEOUT_MAX {
                return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
            }
            if seconds < 0.0 { None } else { deadline(seconds) }
        }
        None => None,
    };
    // Acquire: pairs with the Release in `start`.
    if progress.phase.load(Ordering::Acquire) == NOT_STARTED {
        return Err(vm.runtime_error("thread not started"));
    }
    if progress.ident.load(Ordering::Acquire) == vm.ident && !progress.done.has_happened() {
        return Err(vm.runtime_error("Cannot join current thread"));
    }
    progress.done.wait(vm, deadline)?;
    Ok(Value::NONE)
}

fn handle_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ident = handle_of(vm, &arguments[0])?.0.ident.load(Ordering::Acquire);
    Ok(vm.new_string(format!("<_ThreadHandle object: ident={ident}>")))
}

/// What a new thread needs. The words own their references: they belong to whoever holds this.
struct Start<R: Runtime> {
    presence: Presence<R>,
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
    let Start { presence, ident, stack, words, progress } = start;
    let threads = presence.shared().state::<Threads>();
    // Declared first: happens after the thread has left its runtime.
    let _finish = Finish { progress, threads };
    let mut vm = Vm::attach_as(presence, ident, stack);
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
    if !has_room_for(stack) {
        return Err(vm.runtime_error("can't start new thread"));
    }
    let ident = vm.shared.next_thread_ident();
    let owned = |values: Vec<Value<R>>| values.into_iter().map(Value::into_word).collect::<Vec<Word>>();
    let words = (function.into_word(), owned(arguments), owned(names));
    let spare = words.clone();
    let start = Start { presence: Presence::of(&vm.shared), ident, stack, words, progress: progress.clone() };
    // Release: pairs with the Acquire in `handle_ident`.
    progress.ident.store(ident, Ordering::Release);
    let spawned = std::thread::Builder::new().stack_size(stack).spawn(move || run(start));
    if spawned.is_err() {
        progress.ident.store(0, Ordering::Release);
        progress.phase.store(NOT_STARTED, Ordering::Release);
        let (function, arguments, names) = spare;
        for word in [function].into_iter().chain(arguments).chain(names) {
            // SAFETY: the thread that was to have the references does not exist.
            drop(unsafe { Value::<R>::from_owned(word) });
        }
        return Err(vm.runtime_error("can't start new thread"));
    }
    threads.started.fetch_add(1, Ordering::Relaxed);
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

fn start_new_thread<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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
    let ident = start(vm, (function.clone(), all, names), Arc::default(), true)?;
    Ok(vm.new_int(ident as i64))
}

fn start_joinable_thread<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [function, handle, daemon] = arguments else { return Err(vm.type_error("expected a function")) };
    if !is_callable(vm, function) {
        return Err(vm.type_error("thread function must be callable"));
    }
    let handle = match handle.some() {
        Some(handle) => handle.clone(),
        None => new_handle(vm, &[])?,
    };
    let daemon = match daemon.given() {
        Some(daemon) => vm.truth(daemon)?,
        None => true,
    };
    let progress = handle_of(vm, &handle)?.0.clone();
    // Acquire, Relaxed: only one thread may win; there is nothing to see of the loser.
    if progress.phase.compare_exchange(NOT_STARTED, STARTING, Ordering::Acquire, Ordering::Relaxed).is_err() {
        return Err(vm.runtime_error("thread already started"));
    }
    start(vm, (function.clone(), vec![], vec![]), progress, daemon)?;
    Ok(handle)
}

/// Waits for every thread that is no daemon.
fn shutdown<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let threads = vm.shared.state::<Threads>();
    loop {
        let next = {
            let mut waited_for = threads.waited_for.lock().unwrap_or_else(PoisonError::into_inner);
            let ident = vm.ident;
            waited_for.retain(|other| !other.done.has_happened());
            waited_for.iter().find(|other| other.ident.load(Ordering::Acquire) != ident).cloned()
        };
        let Some(next) = next else { return Ok(Value::NONE) };
        next.done.wait(vm, None)?;
    }
}

fn get_ident<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let ident = vm.ident as i64;
    Ok(vm.new_int(ident))
}

fn get_main_thread_ident<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let ident = vm.shared.main_ident.get().copied().unwrap_or(1) as i64;
    Ok(vm.new_int(ident))
}

fn get_native_id<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no preconditions.
    let id = unsafe { libc::syscall(libc::SYS_gettid) };
    Ok(vm.new_int(id))
}

fn is_main_interpreter<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.shared.is_main()))
}

fn daemon_threads_allowed<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.shared.config.permissions.daemon_threads))
}

fn count<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let started = vm.shared.state::<Threads>().started.load(Ordering::Relaxed);
    Ok(vm.new_usize(started))
}

fn exit<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let class = vm.exceptions().system_exit.clone();
    Err(vm.raise(&class, vec![]))
}

fn interrupt_main<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let signal = match arguments[0].given() {
        Some(signal) => vm.index(signal)?,
        None => libc::SIGINT.into(),
    };
    if !(1..65).contains(&signal) {
        return Err(vm.value_error("signal number out of range"));
    }
    crate::signal::simulate(vm, signal as i32);
    Ok(Value::NONE)
}

fn stack_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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

fn set_name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.expect_str(&arguments[0], "set_name() argument 'name' must be str")?;
    events::sched::thread_name(name);
    // The system keeps 15 bytes.
    let mut end = name.len().min(15);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    if let Ok(name) = std::ffi::CString::new(&name[..end]) {
        // SAFETY: the calling thread exists; the name ends with a zero byte.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), name.as_ptr()) };
    }
    Ok(Value::NONE)
}

/// What `threading.excepthook` is unless replaced.
fn excepthook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.as_tuple(&arguments[0]).map(<[Value<R>]>::to_vec);
    let Some([class, value, _, thread]) = items.as_deref() else {
        return Err(vm.type_error("_thread._excepthook argument type must be ExceptHookArgs"));
    };
    if class.is(vm.exceptions().system_exit.value()) {
        return Ok(Value::NONE);
    }
    let name = match thread.some() {
        Some(thread) => match vm.find_attr_str(thread, "_name")? {
            Some(name) => vm.str_string(&name)?,
            None => vm.ident.to_string(),
        },
        None => vm.ident.to_string(),
    };
    let text = format!("Exception in thread {name}:\n{}", vm.format_exception(value));
    let sys = vm.import_module("sys")?;
    let stderr = vm.find_attr_str(&sys, "stderr")?.filter(|stderr| !stderr.is_none());
    let stderr = match (stderr, thread.some()) {
        (None, Some(thread)) => vm.find_attr_str(thread, "_stderr")?,
        (stderr, _) => stderr,
    };
    if stderr.is_some_and(|stderr| !stderr.is_none()) {
        vm.write_error(&text);
    }
    Ok(Value::NONE)
}

fn new_local<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(class) = arguments[0].clone().downcast::<Class<R>>() else {
        return Err(vm.type_error("_local.__new__(X): X is not a type object"));
    };
    let init = object_model::Special::Init;
    let has_init =
        class.special(vm, init).is_some_and(|init| init.as_ref::<interpreter::Native<R>>().is_none());
    let given =
        vm.as_tuple(&arguments[1]).is_some_and(|items| !items.is_empty()) || arguments[2].given().is_some();
    if given && !has_init {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    vm.new_local(&class, arguments[1].clone(), arguments[2].clone())
}

fn nothing<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn local_dict<R: Runtime>(vm: &mut Vm<R>, local: &Value<R>) -> Return<R> {
    match vm.attribute_dict(local, true) {
        Some(dict) => Ok(dict.into_value()),
        None => Err(vm.no_attribute(local, "__dict__")),
    }
}

fn lock_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<Lock>(vm, "_thread", "lock", None)
        .constructor("__new__(cls)", new_lock)
        .methods(&[
            ("acquire(self, blocking=True, timeout=-1)", acquire),
            ("acquire_lock(self, blocking=True, timeout=-1)", acquire),
            ("release(self, /)", release),
            ("release_lock(self, /)", release),
            ("locked(self, /)", locked),
            ("locked_lock(self, /)", locked),
            ("__enter__(self, /)", enter),
            ("__exit__(self, /, *exc_info)", release),
            ("__repr__(self, /)", lock_repr),
            ("_at_fork_reinit(self, /)", reset_lock),
        ])
        .sealed()
        .finish()
}

fn rlock_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<ReentrantLock>(vm, "_thread", "RLock", None)
        .constructor("__new__(cls, *args, **kwargs)", new_rlock)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", nothing),
            ("acquire(self, blocking=True, timeout=-1)", rlock_acquire),
            ("release(self, /)", rlock_release),
            ("locked(self, /)", rlock_locked),
            ("__enter__(self, /)", rlock_enter),
            ("__exit__(self, /, *exc_info)", rlock_release),
            ("__repr__(self, /)", rlock_repr),
            ("_is_owned(self, /)", rlock_is_owned),
            ("_recursion_count(self, /)", rlock_recursion_count),
            ("_release_save(self, /)", rlock_release_save),
            ("_acquire_restore(self, state, /)", rlock_acquire_restore),
            ("_at_fork_reinit(self, /)", reset_rlock),
        ])
        .finish()
}

fn handle_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<Handle>(vm, "_thread", "_ThreadHandle", None)
        .constructor("__new__(cls)", new_handle)
        .methods(&[
            ("join(self, timeout=None, /)", handle_join),
            ("is_done(self, /)", handle_is_done),
            ("_set_done(self, /)", handle_set_done),
            ("__repr__(self, /)", handle_repr),
        ])
        .getter("ident", handle_ident)
        .sealed()
        .finish()
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_thread");
    let lock = lock_class(vm);
    vm.module_set(&module, "lock", lock.value().clone());
    vm.module_set(&module, "LockType", lock.into_value());
    let rlock = rlock_class(vm).into_value();
    vm.module_set(&module, "RLock", rlock);
    let handle = handle_class(vm).into_value();
    vm.module_set(&module, "_ThreadHandle", handle);
    let local = ClassBuilder::new::<Local<R>>(vm, "_thread", "_local", None)
        .constructor("__new__(cls, *args, **kwargs)", new_local)
        .method("__init__(self, /, *args, **kwargs)", nothing)
        .getter("__dict__", local_dict)
        .finish()
        .into_value();
    vm.module_set(&module, "_local", local);
    let fields = ["exc_type", "exc_value", "exc_traceback", "thread"];
    let args = struct_sequence::class(vm, "_thread", "_ExceptHookArgs", &fields, &[]).into_value();
    vm.module_set(&module, "_ExceptHookArgs", args);
    let error = vm.exceptions().runtime_error.value().clone();
    vm.module_set(&module, "error", error);
    vm.module_set(&module, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
    vm.module_functions(
        &module,
        "_thread",
        &[
            ("allocate_lock()", new_lock),
            ("allocate()", new_lock),
            ("start_new_thread(function, args, kwargs=None, /)", start_new_thread),
            ("start_new(function, args, kwargs=None, /)", start_new_thread),
            ("start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread),
            ("_make_thread_handle(ident, /)", make_thread_handle),
            ("_get_main_thread_ident()", get_main_thread_ident),
            ("_is_main_interpreter()", is_main_interpreter),
            ("daemon_threads_allowed()", daemon_threads_allowed),
            ("_shutdown()", shutdown),
            ("get_ident()", get_ident),
            ("get_native_id()", get_native_id),
            ("_count()", count),
            ("exit()", exit),
            ("exit_thread()", exit),
            ("interrupt_main(signum=2, /)", interrupt_main),
            ("stack_size(size=0, /)", stack_size),
            ("set_name(name)", set_name),
            ("_excepthook(args, /)", excepthook),
        ],
    );
    Ok(module)
}

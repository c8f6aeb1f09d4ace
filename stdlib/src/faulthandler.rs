//! `faulthandler`: says what killed the process, and where its threads are.
//!
//! A handler of a fatal signal may touch no frames, so it names the signal. What `register` and `dump_traceback_later` ask
//! for is done by the main thread when it next looks at signals, as for any other handler.

use interpreter::{Return, Vm};
use object_model::{Dict, Ref, Runtime, Value};
use std::sync::atomic::{AtomicI32, AtomicPtr, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The signals that end a process, and what is said of them.
const FATAL: [(i32, &str); 5] = [
    (libc::SIGBUS, "Fatal Python error: Bus error\n\n"),
    (libc::SIGILL, "Fatal Python error: Illegal instruction\n\n"),
    (libc::SIGFPE, "Fatal Python error: Floating point exception\n\n"),
    (libc::SIGABRT, "Fatal Python error: Aborted\n\n"),
    (libc::SIGSEGV, "Fatal Python error: Segmentation fault\n\n"),
];

/// Where the handler writes; -1 while it is off.
static DESCRIPTOR: AtomicI32 = AtomicI32::new(-1);
/// What was done about each signal before, for when the handler has spoken. Never freed: a handler may be reading.
static BEFORE: [AtomicPtr<libc::sigaction>; FATAL.len()] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; FATAL.len()];

/// How often `dump_traceback_later` has been called or cancelled: whoever waits for an older one has nothing to do.
static CALLS: Mutex<u64> = Mutex::new(0);
static CALLED: Condvar = Condvar::new();
/// Where the main thread is to write its frames because the time is up; -1 once it has.
static OVERDUE: AtomicI32 = AtomicI32::new(-1);
/// How long a process that is to end waits for the main thread to say where it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// The attribute that holds, by its number, what each registered signal's handler was before.
const REGISTERED: &str = "_registered";

extern "C" fn fatal(signal: libc::c_int) {
    let Some(index) = FATAL.iter().position(|(known, _)| *known == signal) else { return };
    // Relaxed: a number by itself.
    let descriptor = DESCRIPTOR.load(Ordering::Relaxed);
    let message = FATAL[index].1.as_bytes();
    // Acquire: pairs with the Release in `enable`; the action behind the pointer is whole.
    let before = BEFORE[index].load(Ordering::Acquire);
    // SAFETY: `write`, `sigaction` and `raise` may be called in a handler; the message is valid for reads, and the
    // pointer is null or was leaked by `enable`.
    unsafe {
        if descriptor >= 0 {
            libc::write(descriptor, message.as_ptr().cast(), message.len());
        }
        libc::sigaction(signal, before, std::ptr::null_mut());
        libc::raise(signal);
    }
}

/// The number of an open file: of `sys.stderr` if none is given.
fn descriptor<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R, i32> {
    let file = match file.some() {
        Some(file) => file.clone(),
        None => {
            let sys = vm.import_module("sys")?;
            let stderr = vm.get_attr_str(&sys, "stderr")?;
            if stderr.is_none() {
                return Err(vm.runtime_error("sys.stderr is None"));
            }
            stderr
        }
    };
    if vm.as_integer(&file).is_some() {
        let number = vm.index(&file)?;
        return match i32::try_from(number) {
            Ok(number) if number >= 0 => Ok(number),
            _ => Err(vm.value_error("file is not a valid file descriptor")),
        };
    }
    let number = vm.call_method(&file, "fileno", &[])?;
    let number = vm.index(&number)?;
    vm.call_method(&file, "flush", &[])?;
    match i32::try_from(number) {
        Ok(number) if number >= 0 => Ok(number),
        _ => Err(vm.runtime_error("file.fileno() is not a valid file descriptor")),
    }
}

fn enable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = descriptor(vm, &arguments[0])?;
    // Relaxed: a number by itself; who changes it last is heard.
    if DESCRIPTOR.swap(number, Ordering::Relaxed) >= 0 {
        return Ok(Value::NONE);
    }
    for ((signal, _), before) in FATAL.iter().zip(&BEFORE) {
        // SAFETY: all-zero is a valid `sigaction`.
        let (mut action, mut old): (libc::sigaction, libc::sigaction) = unsafe { std::mem::zeroed() };
        // SAFETY: there is room for the answer.
        if unsafe { libc::sigaction(*signal, std::ptr::null(), &mut old) } != 0 {
            continue;
        }
        // Release: pairs with the Acquire in `fatal`, which may run as soon as it is installed.
        before.store(Box::into_raw(Box::new(old)), Ordering::Release);
        action.sa_sigaction = fatal as *const () as libc::sighandler_t;
        // On the other stack: this one may have overflowed.
        action.sa_flags = libc::SA_NODEFER | libc::SA_ONSTACK;
        // SAFETY: the handler does only what a handler may; `action` is valid for reads.
        unsafe { libc::sigaction(*signal, &action, std::ptr::null_mut()) };
    }
    Ok(Value::NONE)
}

fn disable<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // Relaxed: a number by itself.
    let was = DESCRIPTOR.swap(-1, Ordering::Relaxed) >= 0;
    if was {
        for ((signal, _), before) in FATAL.iter().zip(&BEFORE) {
            // Acquire: pairs with the Release in `enable`.
            let before = before.load(Ordering::Acquire);
            if !before.is_null() {
                // SAFETY: it was leaked by `enable`.
                unsafe { libc::sigaction(*signal, before, std::ptr::null_mut()) };
            }
        }
    }
    Ok(Value::bool(was))
}

fn is_enabled<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // Relaxed: a number by itself.
    Ok(Value::bool(DESCRIPTOR.load(Ordering::Relaxed) >= 0))
}

/// The line above the frames of a thread.
fn title(ident: u64, is_current: bool) -> String {
    let thread = if is_current { "Current thread" } else { "Thread" };
    format!("{thread} 0x{ident:016x} (most recent call first):\n")
}

/// The frames from `frame` outwards, the innermost first.
fn frames<R: Runtime>(vm: &mut Vm<R>, frame: Value<R>) -> Return<R, String> {
    let mut text = String::new();
    let mut next = frame;
    while !next.is_none() {
        let code = vm.get_attr_str(&next, "f_code")?;
        let (file, name) = (vm.get_attr_str(&code, "co_filename")?, vm.get_attr_str(&code, "co_name")?);
        let line = vm.get_attr_str(&next, "f_lineno")?;
        let (file, name) = (vm.str_string(&file)?, vm.str_string(&name)?);
        let line = if line.is_none() { "???".to_owned() } else { vm.index(&line)?.to_string() };
        text.push_str(&format!("  File \"{file}\", line {line} in {name}\n"));
        next = vm.get_attr_str(&next, "f_back")?;
    }
    Ok(text)
}

/// The frames of all threads, those of the one that asks last, from `frame` on.
fn frames_of_all<R: Runtime>(vm: &mut Vm<R>, frame: Value<R>, is_current: bool) -> Return<R, String> {
    let mut text = String::new();
    for (ident, frame) in vm.frames_of_others() {
        text.push_str(&title(ident, false));
        text.push_str(&frames(vm, frame)?);
        text.push('\n');
    }
    text.push_str(&title(vm.ident, is_current));
    text.push_str(&frames(vm, frame)?);
    Ok(text)
}

/// The frames of all threads or, under a title that says so, of the one that asks.
fn dump<R: Runtime>(vm: &mut Vm<R>, frame: Value<R>, all_threads: bool, number: i32) -> Return<R, ()> {
    let text = match all_threads {
        true => frames_of_all(vm, frame, true)?,
        false => format!("Stack (most recent call first):\n{}", frames(vm, frame)?),
    };
    write(vm, &text, number)
}

fn write<R: Runtime>(vm: &mut Vm<R>, text: &str, number: i32) -> Return<R, ()> {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let written = crate::system::blocking(vm, "faulthandler", None, || {
            // SAFETY: the text is valid for reads.
            unsafe { libc::write(number, rest.as_ptr().cast(), rest.len()) as i64 }
        })?;
        rest = &rest[(written as usize).min(rest.len())..];
    }
    Ok(())
}

fn dump_traceback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = descriptor(vm, &arguments[0])?;
    let all_threads = chosen(vm, &arguments[1], true)?;
    let frame = vm.frame_at(0).unwrap_or(Value::NONE);
    dump(vm, frame, all_threads, number).map(|()| Value::NONE)
}

fn calls() -> MutexGuard<'static, u64> {
    CALLS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whoever waits has nothing to wait for any more.
fn call() -> u64 {
    let mut calls = calls();
    *calls += 1;
    CALLED.notify_all();
    *calls
}

fn say(number: i32, text: &str) {
    // SAFETY: the text is valid for reads. That nobody can read it is nothing to stop for.
    unsafe { libc::write(number, text.as_ptr().cast(), text.len()) };
}

/// Waits for the time to be up, in a thread of its own.
fn watch(own: u64, period: Duration, repeat: bool, exit: bool, number: i32) {
    let whole = period.as_secs();
    let fraction = match period.subsec_micros() {
        0 => String::new(),
        micros => format!(".{micros:06}"),
    };
    let title = format!("Timeout ({}:{:02}:{:02}{fraction})!\n", whole / 3600, whole / 60 % 60, whole % 60);
    loop {
        let waited = CALLED.wait_timeout_while(calls(), period, |calls| *calls == own);
        if *waited.unwrap_or_else(PoisonError::into_inner).0 != own {
            return;
        }
        say(number, &title);
        // Relaxed: a number by itself; what makes the main thread look orders the rest.
        OVERDUE.store(number, Ordering::Relaxed);
        crate::signal::call_main_thread();
        if exit {
            let start = Instant::now();
            // Relaxed: a number by itself.
            while OVERDUE.load(Ordering::Relaxed) >= 0 && start.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(1));
            }
            // SAFETY: nothing of the process is used any more.
            unsafe { libc::_exit(1) };
        }
        if !repeat {
            return;
        }
    }
}

/// Shows where the threads are, if the time is up.
pub(crate) fn show_overdue<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    // Relaxed: a number by itself.
    let number = OVERDUE.load(Ordering::Relaxed);
    if number < 0 {
        return Ok(());
    }
    let frame = vm.frame_at(0).unwrap_or(Value::NONE);
    let shown = frames_of_all(vm, frame, false).and_then(|text| write(vm, &text, number));
    // Relaxed: as above. Only now may the process end.
    OVERDUE.store(-1, Ordering::Relaxed);
    shown
}

/// What an argument chooses, or what is the case if it is not given.
fn chosen<R: Runtime>(vm: &mut Vm<R>, argument: &Value<R>, otherwise: bool) -> Return<R, bool> {
    match argument.given() {
        Some(argument) => vm.truth(argument),
        None => Ok(otherwise),
    }
}

fn dump_traceback_later<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [timeout, repeat, file, exit] = arguments else {
        return Err(vm.system_error("dump_traceback_later takes a time"));
    };
    let seconds = crate::length::length(vm, timeout)?;
    let (repeat, exit) = (chosen(vm, repeat, false)?, chosen(vm, exit, false)?);
    let period = match Duration::try_from_secs_f64(seconds) {
        Ok(period) if !period.is_zero() => period,
        _ => return Err(vm.value_error("timeout must be greater than 0")),
    };
    let number = descriptor(vm, file)?;
    if !crate::signal::begin_watch(vm) {
        return Err(vm.runtime_error("dump_traceback_later only works from the main thread on"));
    }
    let own = call();
    let thread = std::thread::Builder::new().name("faulthandler".into()).stack_size(64 << 10);
    match thread.spawn(move || watch(own, period, repeat, exit, number)) {
        Ok(_) => Ok(Value::NONE),
        Err(_) => Err(vm.runtime_error("unable to start watchdog thread")),
    }
}

fn cancel_dump_traceback_later<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    call();
    Ok(Value::NONE)
}

fn registered<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Dict<R>>> {
    let module = vm.import_module("faulthandler")?;
    let registered = vm.get_attr_str(&module, REGISTERED)?;
    registered.downcast().map_err(|_| vm.system_error("the registered signals were replaced"))
}

/// The handler of a registered signal: what `register` was told, the signal and the frame it came in.
fn answer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [number, all_threads, chain, signal, frame] = arguments else {
        return Err(vm.system_error("a handler takes a signal and a frame"));
    };
    let (number, all_threads) = (vm.index(number)?, vm.truth(all_threads)?);
    dump(vm, frame.clone(), all_threads, number as i32)?;
    if !vm.truth(chain)? {
        return Ok(Value::NONE);
    }
    let registered = registered(vm)?;
    let Some(before) = vm.dict_get(&registered, signal)? else { return Ok(Value::NONE) };
    if vm.is_callable(&before) {
        return vm.call(&before, &[signal.clone(), frame.clone()]);
    }
    // The default: it is set again for this one signal.
    let module = vm.import_module("signal")?;
    let own = vm.call_method(&module, "signal", &[signal.clone(), before])?;
    vm.call_method(&module, "raise_signal", std::slice::from_ref(signal))?;
    vm.call_method(&module, "signal", &[signal.clone(), own])
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [signal, file, all_threads, chain] = arguments else {
        return Err(vm.system_error("register takes a signal"));
    };
    let number = vm.index(signal)?;
    if FATAL.iter().any(|(fatal, _)| i64::from(*fatal) == number) {
        let message = format!("signal {number} cannot be registered, use enable() instead");
        return Err(vm.runtime_error(&message));
    }
    let descriptor = descriptor(vm, file)?;
    let (partial, module) = (vm.import_module("functools")?, vm.import_module("signal")?);
    let function =
        vm.new_module_function("faulthandler", "_answer(file, all_threads, chain, signum, frame, /)", answer);
    let all_threads = Value::bool(chosen(vm, all_threads, true)?);
    let chain = Value::bool(chosen(vm, chain, false)?);
    let held = [function, Value::small_int(i64::from(descriptor)), all_threads, chain];
    let handler = vm.call_method(&partial, "partial", &held)?;
    let before = vm.call_method(&module, "signal", &[signal.clone(), handler])?;
    let registered = registered(vm)?;
    if vm.dict_get(&registered, signal)?.is_none() {
        vm.dict_set(&registered, signal.clone(), before)?;
    }
    Ok(Value::NONE)
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let registered = registered(vm)?;
    let signal = &arguments[0];
    let Some(before) = vm.dict_get(&registered, signal)? else { return Ok(Value::FALSE) };
    let module = vm.import_module("signal")?;
    vm.call_method(&module, "signal", &[signal.clone(), before])?;
    vm.call_method(&registered.into_value(), "pop", &[signal.clone(), Value::NONE])?;
    Ok(Value::TRUE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("faulthandler");
    vm.module_functions(
        &module,
        "faulthandler",
        &[
            ("enable(file=None, all_threads=True, c_stack=True)", enable),
            ("disable()", disable),
            ("is_enabled()", is_enabled),
            ("dump_traceback(file=None, all_threads=True)", dump_traceback),
            ("dump_traceback_later(timeout, repeat=False, file=None, exit=False)", dump_traceback_later),
            ("cancel_dump_traceback_later()", cancel_dump_traceback_later),
            ("register(signum, file=None, all_threads=True, chain=False)", register),
            ("unregister(signum, /)", unregister),
        ],
    );
    let registered = vm.new_dict().into_value();
    vm.module_set(&module, REGISTERED, registered);
    Ok(module)
}

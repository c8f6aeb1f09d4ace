//! `_signal`: signals become exceptions, or calls of Python functions, in the main thread.
//!
//! A handler of the system may do next to nothing: it notes the signal and wakes a watcher thread. The watcher tells the
//! interpreter, which makes the main thread pass through its safepoint, and keeps interrupting the system call the main
//! thread may be blocked in until the signal has been looked at; so it does not matter when exactly it arrives.

mod mask;
mod sent;
mod wait;
mod watcher;

pub use mask::LeftToOthers;
pub(crate) use sent::end_by_sent;
pub(crate) use wait::waiter;
pub(crate) use watcher::{is_watched, keep_still};

use crate::exceptions;
use crate::length::length;
use interpreter::{Raised, Return, Shared, Vm};
use object_model::{Dict, Ref, Runtime, Value};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use sync::Mutex;
use watcher::watch;

/// Signals of a process are the process's: what a handler touches cannot be anywhere else than in statics. A bit a signal.
static ARRIVED: AtomicU64 = AtomicU64::new(0);
/// How many have arrived.
static ARRIVALS: AtomicU64 = AtomicU64::new(0);
static WAKE: AtomicI32 = AtomicI32::new(-1);
/// What `set_wakeup_fd` was given: gets the number of every signal.
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

/// Whether SIGINT raises KeyboardInterrupt.
static INTERRUPTS: AtomicBool = AtomicBool::new(true);

const SIGNALS: [(&str, i32); 34] = [
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGILL", libc::SIGILL),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGABRT", libc::SIGABRT),
    ("SIGBUS", libc::SIGBUS),
    ("SIGFPE", libc::SIGFPE),
    ("SIGKILL", libc::SIGKILL),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGALRM", libc::SIGALRM),
    ("SIGTERM", libc::SIGTERM),
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGPROF", libc::SIGPROF),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGIO", libc::SIGIO),
    ("SIGPWR", libc::SIGPWR),
    ("SIGSYS", libc::SIGSYS),
    ("SIGIOT", libc::SIGIOT),
    ("SIGCLD", libc::SIGCHLD),
    ("SIGPOLL", libc::SIGPOLL),
];
/// One more than the greatest signal.
const NSIG: i32 = 65;
const HANDLERS: &str = "_handlers";

/// What stands for a call of the main thread among the signals; the C library keeps this one for itself.
const CALL: i32 = 32;

/// The bit of a signal in `ARRIVED`; the lowest is that of the last signal, 64.
fn bit(signal: i32) -> u64 {
    1 << (signal & 63)
}

extern "C" fn note(signal: libc::c_int) {
    arrive(signal, &[&WAKE, &WAKEUP]);
}

/// Notes a signal, and writes its number to these files.
fn arrive(signal: i32, files: &[&AtomicI32]) {
    // Release: pairs with the AcqRel in `deliver`.
    ARRIVED.fetch_or(bit(signal), Ordering::Release);
    // Release: pairs with the Acquire of the watcher, which then sees the signal in `ARRIVED`. By the number `pause` tells a
    // signal from a nudge.
    ARRIVALS.fetch_add(1, Ordering::Release);
    // The interrupted code may be about to look at its own error.
    // SAFETY: the location is the thread's own.
    let errno = unsafe { *libc::__errno_location() };
    for file in files {
        let file = file.load(Ordering::Relaxed);
        if file >= 0 {
            // SAFETY: one byte is valid for reads; `write` may be called in a handler.
            unsafe { libc::write(file, [signal as u8].as_ptr().cast(), 1) };
        }
    }
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
}

extern "C" fn nothing(_: libc::c_int) {}

/// The signal that does nothing but interrupt a system call.
fn nudge() -> i32 {
    libc::SIGRTMAX() - 2
}

fn install(signal: i32, handler: libc::sighandler_t) -> bool {
    // SAFETY: all-zero is a valid `sigaction`.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    action.sa_sigaction = handler;
    // Without SA_RESTART: a blocked call ends, so that the main thread looks at the signal.
    action.sa_flags = 0;
    // SAFETY: the handler may be called at any time; `action` is valid for reads.
    unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) == 0 }
}

/// Whether the process ignores a signal, as it may have been told to by whoever started it.
fn is_ignored(signal: i32) -> bool {
    // SAFETY: all-zero is a valid `sigaction`.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    // SAFETY: no handler is installed; `action` is valid for writes.
    unsafe {
        libc::sigaction(signal, std::ptr::null(), &mut action) == 0 && action.sa_sigaction == libc::SIG_IGN
    }
}

/// Ends the process as Ctrl-C does where nobody handles it.
pub fn end_by_interrupt() {
    install(libc::SIGINT, libc::SIG_DFL);
    let interrupt = mask::Signals::of(libc::SIGINT);
    if interrupt.apply(libc::SIG_UNBLOCK).is_ok() {
        // SAFETY: no memory is involved.
        unsafe { libc::raise(libc::SIGINT) };
    }
}

/// Ignores what ends a process that writes more than it may: the call that writes says so. SIGPIPE is ignored already, as by
/// every program in Rust.
pub(crate) fn ignore_limits() {
    install(libc::SIGXFSZ, libc::SIG_IGN);
}

fn handlers<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Dict<R>>> {
    let module = vm.import_module("_signal")?;
    let handlers = vm.get_attr_str(&module, HANDLERS)?;
    handlers.downcast().map_err(|_| vm.system_error("the signal handlers were replaced"))
}

/// Makes the main thread look at what a thread of the process, which is none of the interpreter's, wants of it. The
/// watcher must be there.
pub(crate) fn call_main_thread() {
    arrive(CALL, &[&WAKE]);
}

/// Makes sure that there is a watcher; only the main thread can.
pub(crate) fn begin_watch<R: Runtime>(vm: &mut Vm<R>) -> bool {
    if is_for(vm) {
        watch(vm);
    }
    is_watched()
}

/// What the main thread does when it finds that signals have arrived.
fn deliver<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    // AcqRel: pairs with the Release in `note`.
    let mut arrived = ARRIVED.swap(0, Ordering::AcqRel);
    for signal in 1..NSIG {
        if arrived & bit(signal) == 0 {
            continue;
        }
        arrived &= !bit(signal);
        let handled = match signal {
            CALL => crate::faulthandler::show_overdue(vm),
            _ => call_handler(vm, signal),
        };
        if let Err(raised) = handled {
            // The others are for the next time.
            if arrived != 0 {
                ARRIVED.fetch_or(arrived, Ordering::AcqRel);
                vm.shared.interrupt();
            }
            return Err(raised);
        }
    }
    Ok(())
}

fn call_handler<R: Runtime>(vm: &mut Vm<R>, signal: i32) -> Return<R, ()> {
    let handlers = handlers(vm)?;
    let number = vm.new_int(signal.into());
    let Some(handler) = vm.dict_get(&handlers, &number)? else { return Ok(()) };
    if vm.is_int(&handler) || handler.is_none() {
        return Ok(());
    }
    let frame = vm.frame_at(0).unwrap_or(Value::NONE);
    vm.call(&handler, &[number, frame]).map(drop)
}

fn default_int_handler<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let class = vm.exceptions().keyboard_interrupt.clone();
    Err(vm.raise(&class, vec![]))
}

fn signal_number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    match crate::system::int(vm, value)? {
        number @ 1..NSIG => Ok(number),
        _ => Err(vm.value_error("signal number out of range")),
    }
}

/// Whether the calling thread is the one that signals are for.
fn is_for<R: Runtime>(vm: &Vm<R>) -> bool {
    vm.shared.is_main() && vm.is_main_thread()
}

/// Handles what has arrived, if that is for the calling thread.
pub(crate) fn deliver_arrived<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    // Acquire: pairs with the Release in `note`.
    if is_for(vm) && ARRIVED.load(Ordering::Acquire) != 0 {
        deliver_or_interrupt(vm)?;
    }
    Ok(())
}

fn signal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [signal, handler] = arguments else { return Err(vm.type_error("signal expected 2 arguments")) };
    if !is_for(vm) {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    let number = signal_number(vm, signal)?;
    let action = match vm.as_i64(handler) {
        Some(0) => libc::SIG_DFL,
        Some(1) => libc::SIG_IGN,
        _ if !vm.is_callable(handler) => {
            let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(message));
        }
        _ => note as *const () as libc::sighandler_t,
    };
    watch(vm);
    let old = getsignal(vm, std::slice::from_ref(signal))?;
    if !install(number, action) {
        return Err(crate::system::last_error(vm, None));
    }
    let handlers = handlers(vm)?;
    vm.dict_set(&handlers, Value::small_int(number.into()), handler.clone())?;
    if number == libc::SIGINT {
        let module = vm.import_module("_signal")?;
        let interrupts = vm.find_attr_str(&module, "default_int_handler")?.is_some_and(|one| one.is(handler));
        // Relaxed: a setting.
        INTERRUPTS.store(interrupts, Ordering::Relaxed);
    }
    Ok(old)
}

fn getsignal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = signal_number(vm, &arguments[0])?;
    let handlers = handlers(vm)?;
    Ok(vm.dict_get(&handlers, &Value::small_int(number.into()))?.unwrap_or(Value::small_int(0)))
}

fn raise_signal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = crate::system::int(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::raise(number) };
    crate::system::checked(vm, answer, None)?;
    deliver_arrived(vm)?;
    Ok(Value::NONE)
}

fn alarm<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = vm.index(&arguments[0])? as u32;
    // SAFETY: no memory is involved.
    let left = unsafe { libc::alarm(seconds) };
    Ok(vm.new_int(left.into()))
}

/// Waits until a signal arrives, and handles it.
fn pause<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let before = ARRIVALS.load(Ordering::Relaxed);
    loop {
        // SAFETY: no memory is involved.
        vm.detached(|| unsafe { libc::pause() });
        deliver_arrived(vm)?;
        // What ended it may have been a nudge for a signal that had been looked at before.
        if ARRIVALS.load(Ordering::Relaxed) != before {
            return Ok(Value::NONE);
        }
    }
}

fn timeval(seconds: f64) -> libc::timeval {
    libc::timeval { tv_sec: seconds as i64, tv_usec: (seconds.fract() * 1e6).round() as i64 }
}

/// A timer's setting as Python sees it: the time left, and the interval.
fn timer_value<R: Runtime>(vm: &mut Vm<R>, timer: &libc::itimerval) -> Value<R> {
    let seconds = |time: libc::timeval| Value::float(time.tv_sec as f64 + time.tv_usec as f64 / 1e6);
    vm.new_tuple(vec![seconds(timer.it_value), seconds(timer.it_interval)])
}

/// The same error of the system as an `ItimerError`.
fn timer_error<R: Runtime>(vm: &mut Vm<R>, raised: Raised<R>) -> Raised<R> {
    let made = vm.import_module("_signal").and_then(|module| {
        let class = vm.get_attr_str(&module, "ItimerError")?;
        let arguments = vm.get_attr_str(&raised.0, "args")?;
        let arguments = vm.as_tuple(&arguments).map_or(vec![], <[_]>::to_vec);
        vm.call(&class, &arguments)
    });
    made.map_or_else(|raised| raised, Raised)
}

fn setitimer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let which = vm.index(&arguments[0])?;
    let seconds = length(vm, &arguments[1])?;
    let interval = match arguments[2].given() {
        Some(interval) => length(vm, interval)?,
        None => 0.0,
    };
    let new = libc::itimerval { it_value: timeval(seconds), it_interval: timeval(interval) };
    let mut old = libc::itimerval { it_value: timeval(0.0), it_interval: timeval(0.0) };
    // SAFETY: both are valid for the call.
    let answer = unsafe { libc::setitimer(which as _, &new, &mut old) };
    crate::system::checked(vm, answer, None).map_err(|raised| timer_error(vm, raised))?;
    Ok(timer_value(vm, &old))
}

fn getitimer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let which = vm.index(&arguments[0])?;
    let mut timer = libc::itimerval { it_value: timeval(0.0), it_interval: timeval(0.0) };
    // SAFETY: it is valid for writes.
    let answer = unsafe { libc::getitimer(which as _, &mut timer) };
    crate::system::checked(vm, answer, None).map_err(|raised| timer_error(vm, raised))?;
    Ok(timer_value(vm, &timer))
}

fn set_wakeup_fd<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_for(vm) {
        return Err(vm.value_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    let file = vm.index(&arguments[0])? as i32;
    if file != -1 {
        // SAFETY: no memory is involved.
        let answer = unsafe { libc::fcntl(file, libc::F_GETFL) };
        if crate::system::checked(vm, answer, None)? & libc::O_NONBLOCK == 0 {
            return Err(vm.value_error(&format!("the fd {file} must be in non-blocking mode")));
        }
    }
    let old = WAKEUP.swap(file, Ordering::Relaxed);
    Ok(vm.new_int(old.into()))
}

fn strsignal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = signal_number(vm, &arguments[0])?;
    // SAFETY: any number may be asked for.
    let text = unsafe { libc::strsignal(number) };
    if text.is_null() {
        return Ok(Value::NONE);
    }
    // SAFETY: the C library's text ends with a zero byte.
    let text = unsafe { std::ffi::CStr::from_ptr(text) }.to_string_lossy().into_owned();
    Ok(vm.new_string(text))
}

/// The other interpreters that the thread which signals are for is in, each entered from the one before it.
pub(crate) struct Visits<R: Runtime>(Mutex<Vec<Weak<Shared<R>>>>);

impl<R: Runtime> Default for Visits<R> {
    fn default() -> Self {
        Visits(Mutex::default())
    }
}

impl<R: Runtime> Visits<R> {
    /// Whether the calling thread, which runs `vm`, is the one that signals are for.
    pub(crate) fn are_by(&self, vm: &Vm<R>) -> bool {
        let innermost = self.0.lock().last().and_then(Weak::upgrade);
        vm.is_main_thread()
            && match innermost {
                Some(innermost) => innermost.id == vm.shared.id,
                None => vm.shared.is_main(),
            }
    }

    /// That thread enters an interpreter.
    pub(crate) fn begin(&self, interpreter: &Arc<Shared<R>>) {
        self.0.lock().push(Arc::downgrade(interpreter));
    }

    /// It comes back from the one it entered last. An interrupt that came too late for this visit is not for the next.
    pub(crate) fn end(&self, interpreter: &Shared<R>) {
        let mut visits = self.0.lock();
        visits.pop();
        // Relaxed: the mutex orders it after an interrupt of this visit.
        interpreter.interrupted.store(false, Ordering::Relaxed);
    }

    /// Interrupts what the thread does in the interpreter it entered last.
    fn interrupt(&self) {
        let visits = self.0.lock();
        if let Some(innermost) = visits.last().and_then(Weak::upgrade) {
            innermost.interrupt();
        }
    }
}

/// The interpreter that signals are for, known to all of its family.
struct Receiver<R: Runtime>(OnceLock<Weak<Shared<R>>>);

impl<R: Runtime> Default for Receiver<R> {
    fn default() -> Self {
        Receiver(OnceLock::new())
    }
}

/// Makes Ctrl-C raise KeyboardInterrupt, unless whoever started the program has it ignored (`nohup`, or `&` in a script): at
/// the beginning of every program.
pub(crate) fn begin<R: Runtime>(vm: &mut Vm<R>) {
    let _ = vm.shared.signal_hook.set(deliver_or_interrupt);
    let _ = vm.shared.family.state::<Receiver<R>>().0.set(Arc::downgrade(&vm.shared));
    watch(vm);
    if !is_ignored(libc::SIGINT) {
        install(libc::SIGINT, note as *const () as libc::sighandler_t);
    }
}

/// As [`deliver`]; while the module has not been imported there are no handlers but the first.
fn deliver_or_interrupt<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    if vm.loaded_module("_signal").is_some() {
        return deliver(vm);
    }
    // AcqRel: as in `deliver`.
    let arrived = ARRIVED.swap(0, Ordering::AcqRel);
    if arrived & bit(CALL) != 0 {
        crate::faulthandler::show_overdue(vm)?;
    }
    if arrived & !bit(CALL) == 0 {
        return Ok(());
    }
    default_int_handler(vm, &[]).map(drop)
}

/// A signal as if it had arrived.
pub(crate) fn simulate<R: Runtime>(vm: &mut Vm<R>, signal: i32) {
    // Release: pairs with the AcqRel in `deliver`.
    ARRIVED.fetch_or(bit(signal), Ordering::Release);
    if let Some(main) = vm.shared.family.state::<Receiver<R>>().0.get().and_then(Weak::upgrade) {
        main.interrupt();
    }
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_signal");
    vm.module_functions(
        &module,
        "_signal",
        &[
            ("signal(signalnum, handler, /)", signal),
            ("getsignal(signalnum, /)", getsignal),
            ("default_int_handler(signalnum, frame, /)", default_int_handler),
            ("raise_signal(signalnum, /)", raise_signal),
            ("alarm(seconds, /)", alarm),
            ("pause()", pause),
            ("setitimer(which, seconds, interval=0.0, /)", setitimer),
            ("getitimer(which, /)", getitimer),
            ("set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd),
            ("strsignal(signalnum, /)", strsignal),
        ],
    );
    mask::install(vm, &module);
    wait::install(vm, &module);
    for (name, number) in SIGNALS {
        vm.module_set(&module, name, Value::small_int(number.into()));
    }
    for (name, timer) in [("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("ITIMER_PROF", 2)] {
        vm.module_set(&module, name, Value::small_int(timer));
    }
    let os_error = vm.exceptions().os_error.clone();
    exceptions::define(vm, &module, "signal", "ItimerError", &os_error)?;
    vm.module_set(&module, "SIGRTMIN", Value::small_int(libc::SIGRTMIN().into()));
    vm.module_set(&module, "SIGRTMAX", Value::small_int(libc::SIGRTMAX().into()));
    vm.module_set(&module, "NSIG", Value::small_int(NSIG.into()));
    vm.module_set(&module, "SIG_DFL", Value::small_int(0));
    vm.module_set(&module, "SIG_IGN", Value::small_int(1));
    let handlers = vm.new_dict();
    let default = vm.get_attr_str(&module, "default_int_handler")?;
    vm.dict_set(&handlers, Value::small_int(libc::SIGINT.into()), default)?;
    // Among them SIGPIPE and SIGXFSZ: what is written to nobody, or beyond a limit, is an error of the call.
    for signal in (1..NSIG).filter(|&signal| is_ignored(signal)) {
        vm.dict_set(&handlers, Value::small_int(signal.into()), Value::small_int(1))?;
    }
    vm.module_set(&module, HANDLERS, handlers.into_value());
    Ok(module)
}

//! `fork`: a second process that goes on where this one is.
//!
//! Only the thread that forks goes on in the child; what any other thread held at that moment, a lock of the runtime or half
//! of a change, stays as it was for ever. So there is a fork only where there is no other thread. That is asked of the
//! operating system and not of the interpreter: besides the thread that forks there may be the process's first one, which
//! waits for the program's end, and the watcher of signals, which is kept still meanwhile. It is what the server of
//! `multiprocessing`'s start method "forkserver" is, a process without threads.

use crate::signal;
use crate::system;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const BEFORE: &str = "_before_fork";
const AFTER_IN_CHILD: &str = "_after_fork_in_child";
const AFTER_IN_PARENT: &str = "_after_fork_in_parent";

/// How long a thread that has ended may take to be gone.
const LINGERING: Duration = Duration::from_millis(200);

fn hooks<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let module = vm.import_module("posix")?;
    vm.get_attr_str(&module, name)
}

fn register_at_fork<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments.iter().all(|hook| hook.some().is_none()) {
        return Err(vm.type_error("At least one argument is required."));
    }
    for (hook, name) in arguments.iter().zip([BEFORE, AFTER_IN_CHILD, AFTER_IN_PARENT]) {
        if let Some(hook) = hook.some() {
            if !vm.is_callable(hook) {
                let shown = vm.repr_string(hook)?;
                return Err(vm.type_error(&format!("{shown} is not callable")));
            }
            let hooks = hooks(vm, name)?;
            vm.call_method(&hooks, "append", std::slice::from_ref(hook))?;
        }
    }
    Ok(Value::NONE)
}

/// Calls the hooks; what one raises is told and does not keep the others from being called.
fn call_hooks<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, ()> {
    let hooks = hooks(vm, name)?;
    let mut hooks = vm.collect(&hooks)?;
    if name == BEFORE {
        hooks.reverse();
    }
    for hook in hooks {
        if let Err(raised) = vm.call(&hook, &[]) {
            vm.write_unraisable(&raised.0, "Exception ignored in a function registered for fork");
        }
    }
    Ok(())
}

/// Threads of the process.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(usize::MAX, Iterator::count)
}

/// Threads there may be: this one, the process's first, the watcher.
fn known_threads() -> usize {
    // SAFETY: no preconditions.
    let is_first = unsafe { libc::syscall(libc::SYS_gettid) } == i64::from(std::process::id());
    1 + usize::from(!is_first) + usize::from(signal::is_watched())
}

fn is_alone<R: Runtime>(vm: &mut Vm<R>) -> bool {
    let deadline = Instant::now() + LINGERING;
    loop {
        if vm.shared.is_alone() && threads() <= known_threads() {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        vm.detached(|| std::thread::sleep(Duration::from_millis(1)));
    }
}

fn not_alone<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error(
        "cannot fork while other threads are running: in the child only the calling thread would go on",
    )
}

/// Goes on in a second process too: its number, which is zero in itself. There the caller owes [`began_in_child`].
pub(crate) fn split<R: Runtime>(vm: &mut Vm<R>) -> Return<R, libc::pid_t> {
    if !is_alone(vm) {
        return Err(not_alone(vm));
    }
    call_hooks(vm, BEFORE)?;
    let still = signal::keep_still(vm)?;
    if !is_alone(vm) {
        // A hook or a handler of a signal has started one.
        drop(still);
        call_hooks(vm, AFTER_IN_PARENT)?;
        return Err(not_alone(vm));
    }
    // SAFETY: the child is this thread alone, and no other thread of this process holds anything: the first one waits for
    // the program's end, the watcher is kept still, and the C library sees to its own locks.
    let process = unsafe { libc::fork() };
    let number = system::errno();
    if process == 0 {
        still.begin_again(vm);
        return Ok(0);
    }
    drop(still);
    call_hooks(vm, AFTER_IN_PARENT)?;
    if process < 0 {
        return Err(vm.os_error(number, None));
    }
    Ok(process)
}

/// Calls what the program wants called in a child that has begun.
pub(crate) fn began_in_child<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    call_hooks(vm, AFTER_IN_CHILD)
}

/// PythonFinalizationError with this message if the program is ending.
pub(crate) fn check_running<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Return<R, ()> {
    // Acquire: pairs with the Release with which the end begins.
    if !vm.shared.finalizing.load(Ordering::Acquire) {
        return Ok(());
    }
    let class = vm.exceptions().python_finalization_error.clone();
    Err(vm.raise_message(&class, message))
}

fn fork<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let caller = vm.globals_at(0).and_then(|globals| vm.get_name(&globals, "__name__"));
    if caller.is_some_and(|name| vm.as_str(&name) == Some("multiprocessing.popen_fork")) {
        return Err(vm.value_error(
            "the start method 'fork' is not supported: queues and pools start threads, and a process with \
             threads cannot fork; use 'forkserver' (the default) or 'spawn'",
        ));
    }
    check_running(vm, "can't fork at interpreter shutdown")?;
    if !vm.shared.config.permissions.fork {
        return Err(vm.runtime_error("fork not supported for isolated subinterpreters"));
    }
    vm.audit("os.fork", |_| [])?;
    let process = split(vm)?;
    if process == 0 {
        began_in_child(vm)?;
    }
    Ok(vm.new_int(process.into()))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    for name in [BEFORE, AFTER_IN_CHILD, AFTER_IN_PARENT] {
        let hooks = vm.new_list(vec![])?;
        vm.module_set(module, name, hooks);
    }
    vm.module_functions(
        module,
        "posix",
        &[
            ("fork()", fork),
            ("register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)", register_at_fork),
        ],
    );
    Ok(())
}

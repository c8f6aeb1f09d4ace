//! Processes, their environment and the machine they run on.

use crate::path::to_system;
use crate::resource;
use crate::struct_sequence;
use crate::system::{self, checked};
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};
use std::ffi::CString;

macro_rules! identifiers {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
            // SAFETY: no preconditions.
            let id = unsafe { libc::$name() };
            Ok(vm.new_int(id.into()))
        })*
    };
}

identifiers! { getpid getppid getuid geteuid getgid getegid getpgrp }

fn environment_string<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, CString> {
    let bytes = to_system(vm, value)?;
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

fn putenv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (name, value) = (environment_string(vm, &arguments[0])?, environment_string(vm, &arguments[1])?);
    if name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    vm.audit("os.putenv", |vm| [&name, &value].map(|text| vm.new_bytes(text.as_bytes())))?;
    // SAFETY: both end with a zero byte. As in CPython, a thread of another library that reads the environment at the same
    // time is the program's concern.
    let answer = unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn unsetenv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = environment_string(vm, &arguments[0])?;
    vm.audit("os.unsetenv", |vm| [vm.new_bytes(name.as_bytes())])?;
    // SAFETY: as in `putenv`.
    let answer = unsafe { libc::unsetenv(name.as_ptr()) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn urandom<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = vm.index(&arguments[0])?;
    if size < 0 {
        return Err(vm.value_error("negative argument not allowed"));
    }
    let mut bytes = vm.zeros(size as usize)?;
    let mut filled = 0;
    while filled < bytes.len() {
        let rest = &mut bytes[filled..];
        let (start, length) = (rest.as_mut_ptr(), rest.len());
        // SAFETY: there is room for `length` bytes.
        filled += system::blocking(vm, "getrandom", None, || unsafe {
            libc::getrandom(start.cast(), length, 0) as i64
        })? as usize;
    }
    Ok(vm.new_bytes(&bytes))
}

fn cpu_count<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    if let Some(count) = crate::sys::assumed_processors(vm) {
        return Ok(vm.new_int(count));
    }
    // SAFETY: no preconditions.
    let count = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    Ok(if count < 1 { Value::NONE } else { vm.new_int(count) })
}

fn sched_yield<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no preconditions.
    vm.detached(|| unsafe { libc::sched_yield() });
    Ok(Value::NONE)
}

fn sched_getaffinity<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = vm.index(&arguments[0])? as libc::pid_t;
    // SAFETY: all-zero is a valid `cpu_set_t`.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    // SAFETY: `set` is valid for writes of its size.
    let answer = unsafe { libc::sched_getaffinity(process, size_of::<libc::cpu_set_t>(), &mut set) };
    checked(vm, answer, None)?;
    let members = vm.new_set();
    for number in 0..libc::CPU_SETSIZE as usize {
        // SAFETY: `number` is within the set.
        if unsafe { libc::CPU_ISSET(number, &set) } {
            vm.set_add(&members, Value::small_int(number as i64))?;
        }
    }
    Ok(members.into_value())
}

fn sched_setaffinity<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = vm.index(&arguments[0])? as libc::pid_t;
    // SAFETY: all-zero is a valid `cpu_set_t`.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    for number in vm.collect(&arguments[1])? {
        let number = vm.index(&number)?;
        if number < 0 || number >= i64::from(libc::CPU_SETSIZE) {
            return Err(vm.value_error("CPU number out of range"));
        }
        // SAFETY: `number` is within the set.
        unsafe { libc::CPU_SET(number as usize, &mut set) };
    }
    // SAFETY: `set` is valid for reads of its size.
    let answer = unsafe { libc::sched_setaffinity(process, size_of::<libc::cpu_set_t>(), &set) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn kill<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, signal) = (vm.index(&arguments[0])? as libc::pid_t, vm.index(&arguments[1])? as i32);
    vm.audit("os.kill", |vm| [process, signal].map(|number| vm.new_int(number.into())))?;
    // What a program sends itself has arrived when this is over; sent to the process, another thread might get it later.
    let own = signal != 0 && i64::from(process) == i64::from(std::process::id());
    // One that waits for it is told.
    let waiter = if own { crate::signal::waiter(signal) } else { None };
    // SAFETY: no memory is involved.
    let answer = unsafe {
        match waiter {
            Some(thread) => libc::syscall(libc::SYS_tgkill, process, thread, signal) as i32,
            None if own => libc::raise(signal),
            None => libc::kill(process, signal),
        }
    };
    checked(vm, answer, None)?;
    if own {
        crate::signal::deliver_arrived(vm)?
    } else {
        vm.check_signals()?
    };
    Ok(Value::NONE)
}

fn waitpid<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, options) = (vm.index(&arguments[0])? as libc::pid_t, vm.index(&arguments[1])? as i32);
    let mut status = 0;
    // SAFETY: `status` is valid for writes.
    let process =
        system::blocking(vm, "waitpid", None, || unsafe { libc::waitpid(process, &mut status, options) })?;
    let pair = vec![vm.new_int(process), vm.new_int(status.into())];
    Ok(vm.new_tuple(pair))
}

/// Waits for a child, and tells what it has used.
fn wait_and_measure<R: Runtime>(vm: &mut Vm<R>, name: &str, process: libc::pid_t, options: i32) -> Return<R> {
    // SAFETY: all-zero is a valid `rusage`.
    let mut used: libc::rusage = unsafe { std::mem::zeroed() };
    let mut status = 0;
    // SAFETY: `status` and `used` are valid for writes.
    let wait = || unsafe { libc::wait4(process, &mut status, options, &mut used) };
    let process = system::blocking(vm, name, None, wait)?;
    let used = resource::usage(vm, &used)?;
    let items = vec![vm.new_int(process), vm.new_int(status.into()), used];
    Ok(vm.new_tuple(items))
}

fn wait3<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let options = vm.index(&arguments[0])? as i32;
    wait_and_measure(vm, "wait3", -1, options)
}

fn wait4<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, options) = (vm.index(&arguments[0])? as libc::pid_t, vm.index(&arguments[1])? as i32);
    wait_and_measure(vm, "wait4", process, options)
}

/// Waits for a child to end, stop or go on; None if `WNOHANG` was among the options and none has.
fn waitid<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let kind = vm.index(&arguments[0])? as libc::idtype_t;
    let (id, options) = (vm.index(&arguments[1])? as libc::id_t, vm.index(&arguments[2])? as i32);
    // SAFETY: all-zero is a valid `siginfo_t`.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    // SAFETY: `info` is valid for writes.
    system::blocking(vm, "waitid", None, || unsafe { libc::waitid(kind, id, &mut info, options) })?;
    // SAFETY: what `waitid` has written is about a child; what it has not is zero.
    let (process, user, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if process == 0 {
        return Ok(Value::NONE);
    }
    let items = [process.into(), user.into(), info.si_signo.into(), status.into(), info.si_code.into()];
    let items = items.map(|item: i64| vm.new_int(item)).to_vec();
    let class = class(vm, "waitid_result")?;
    struct_sequence::make(vm, &class, items, vec![])
}

/// A descriptor that stands for a process, and is readable once it has ended.
fn pidfd_open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = vm.index(&arguments[0])? as libc::pid_t;
    let flags = arguments[1].given().map_or(Ok(0), |flags| vm.index(flags))? as libc::c_uint;
    // SAFETY: no memory is involved.
    let descriptor = unsafe { libc::syscall(libc::SYS_pidfd_open, process, flags) };
    checked(vm, descriptor as i32, None)?;
    Ok(vm.new_int(descriptor))
}

/// Waits for any child.
fn wait<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    waitpid(vm, &[Value::small_int(-1), Value::small_int(0)])
}

fn killpg<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (group, signal) = (vm.index(&arguments[0])? as libc::pid_t, vm.index(&arguments[1])? as i32);
    vm.audit("os.killpg", |vm| [group, signal].map(|number| vm.new_int(number.into())))?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::killpg(group, signal) };
    checked(vm, answer, None)?;
    vm.check_signals()?;
    Ok(Value::NONE)
}

fn getpgid<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = vm.index(&arguments[0])? as libc::pid_t;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::getpgid(process) };
    let group = checked(vm, answer, None)?;
    Ok(vm.new_int(group.into()))
}

fn getsid<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = vm.index(&arguments[0])? as libc::pid_t;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::getsid(process) };
    let session = checked(vm, answer, None)?;
    Ok(vm.new_int(session.into()))
}

fn setpgid<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, group) = (vm.index(&arguments[0])? as libc::pid_t, vm.index(&arguments[1])? as libc::pid_t);
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::setpgid(process, group) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn setpgrp<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::setpgid(0, 0) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn setsid<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::setsid() };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn waitstatus_to_exitcode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let status = vm.index(&arguments[0])? as i32;
    if libc::WIFEXITED(status) {
        return Ok(vm.new_int(libc::WEXITSTATUS(status).into()));
    }
    if libc::WIFSIGNALED(status) {
        return Ok(vm.new_int((-libc::WTERMSIG(status)).into()));
    }
    Err(vm.value_error(&format!("invalid wait status: {status}")))
}

/// What a wait status says of itself: whether it is of a kind.
fn of_kind<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    kind: extern "C" fn(i32) -> bool,
) -> Return<R> {
    Ok(Value::bool(kind(vm.index(&arguments[0])? as i32)))
}

/// What a wait status of a kind holds: an exit status or a signal.
fn held<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], held: extern "C" fn(i32) -> i32) -> Return<R> {
    let status = vm.index(&arguments[0])? as i32;
    Ok(vm.new_int(held(status).into()))
}

fn exit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let status = vm.index(&arguments[0])? as i32;
    // SAFETY: the process ends here, as the caller asked.
    unsafe { libc::_exit(status) }
}

fn abort<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    std::process::abort()
}

fn strerror<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = vm.index(&arguments[0])? as i32;
    let text = std::io::Error::from_raw_os_error(number).to_string();
    let text = text.split(" (os error").next().unwrap_or_default().to_owned();
    Ok(vm.new_string(text))
}

fn class<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module("posix")?;
    let class = vm.get_attr_str(&module, name)?;
    class.downcast().map_err(|_| vm.type_error("a class was replaced"))
}

fn times<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: all-zero is a valid `tms`.
    let mut times: libc::tms = unsafe { std::mem::zeroed() };
    // SAFETY: `times` is valid for writes.
    let elapsed = unsafe { libc::times(&mut times) };
    // SAFETY: no preconditions.
    let ticks = unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as f64;
    let items = [times.tms_utime, times.tms_stime, times.tms_cutime, times.tms_cstime, elapsed];
    let items = items.map(|item| Value::float(item as f64 / ticks)).to_vec();
    let class = class(vm, "times_result")?;
    struct_sequence::make(vm, &class, items, vec![])
}

fn uname<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: all-zero is a valid `utsname`.
    let mut names: libc::utsname = unsafe { std::mem::zeroed() };
    // SAFETY: `names` is valid for writes.
    let answer = unsafe { libc::uname(&mut names) };
    checked(vm, answer, None)?;
    let items =
        [&names.sysname, &names.nodename, &names.release, &names.version, &names.machine].map(|name| {
            let bytes: Vec<u8> = name.iter().take_while(|&&byte| byte != 0).map(|&byte| byte as u8).collect();
            crate::path::from_system(vm, &bytes)
        });
    let class = class(vm, "uname_result")?;
    struct_sequence::make(vm, &class, items.to_vec(), vec![])
}

fn getloadavg<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut loads = [0f64; 3];
    // SAFETY: there is room for three.
    if unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) } != 3 {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, "Load averages are unobtainable"));
    }
    Ok(vm.new_tuple(loads.map(Value::float).to_vec()))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    for (name, fields) in [
        ("waitid_result", &["si_pid", "si_uid", "si_signo", "si_status", "si_code"]),
        ("times_result", &["user", "system", "children_user", "children_system", "elapsed"]),
        ("uname_result", &["sysname", "nodename", "release", "version", "machine"]),
    ] {
        let class = struct_sequence::class(vm, "posix", name, fields, &[]).into_value();
        vm.module_set(module, name, class);
    }
    vm.module_functions(
        module,
        "posix",
        &[
            ("getpid()", getpid),
            ("getppid()", getppid),
            ("getuid()", getuid),
            ("geteuid()", geteuid),
            ("getgid()", getgid),
            ("getegid()", getegid),
            ("getpgrp()", getpgrp),
            ("putenv(name, value, /)", putenv),
            ("unsetenv(name, /)", unsetenv),
            ("urandom(size, /)", urandom),
            ("cpu_count()", cpu_count),
            ("sched_yield()", sched_yield),
            ("sched_getaffinity(pid, /)", sched_getaffinity),
            ("sched_setaffinity(pid, mask, /)", sched_setaffinity),
            ("kill(pid, signal, /)", kill),
            ("killpg(pgid, signal, /)", killpg),
            ("getpgid(pid)", getpgid),
            ("setpgid(pid, pgrp, /)", setpgid),
            ("setpgrp()", setpgrp),
            ("getsid(pid, /)", getsid),
            ("setsid()", setsid),
            ("wait()", wait),
            ("wait3(options)", wait3),
            ("wait4(pid, options)", wait4),
            ("waitpid(pid, options, /)", waitpid),
            ("waitid(idtype, id, options, /)", waitid),
            ("pidfd_open(pid, flags=0)", pidfd_open),
            ("waitstatus_to_exitcode(status)", waitstatus_to_exitcode),
            ("WIFEXITED(status)", |vm, arguments| of_kind(vm, arguments, libc::WIFEXITED)),
            ("WIFSIGNALED(status)", |vm, arguments| of_kind(vm, arguments, libc::WIFSIGNALED)),
            ("WIFSTOPPED(status)", |vm, arguments| of_kind(vm, arguments, libc::WIFSTOPPED)),
            ("WIFCONTINUED(status)", |vm, arguments| of_kind(vm, arguments, libc::WIFCONTINUED)),
            ("WCOREDUMP(status, /)", |vm, arguments| of_kind(vm, arguments, libc::WCOREDUMP)),
            ("WEXITSTATUS(status)", |vm, arguments| held(vm, arguments, libc::WEXITSTATUS)),
            ("WTERMSIG(status)", |vm, arguments| held(vm, arguments, libc::WTERMSIG)),
            ("WSTOPSIG(status)", |vm, arguments| held(vm, arguments, libc::WSTOPSIG)),
            ("_exit(status)", exit),
            ("abort()", abort),
            ("strerror(code, /)", strerror),
            ("times()", times),
            ("uname()", uname),
            ("getloadavg()", getloadavg),
        ],
    );
}

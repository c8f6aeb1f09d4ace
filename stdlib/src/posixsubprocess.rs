//! `_posixsubprocess`: starting a program in a child process.
//!
//! Between `fork` and `exec` the child has one thread and whatever state the others left: it only makes system calls, on
//! memory that was prepared before. If the program wants a function of its own called there, `preexec_fn`, there is a fork only
//! where there are no other threads, as for `os.fork`.

use crate::path::{fspath, to_system};
use crate::posix::fork;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::ffi::CString;

/// What the child does, prepared.
struct Plan {
    arguments: Vec<CString>,
    executables: Vec<CString>,
    environment: Option<Vec<CString>>,
    folder: Option<CString>,
    close_others: bool,
    keep: Vec<i32>,
    /// What becomes standard input, output and error, or -1.
    standard: [i32; 3],
    /// The parent's ends of the pipes, or -1.
    parents: Vec<i32>,
    error_pipe: i32,
    restore_signals: bool,
    new_session: bool,
    group: i32,
    gid: Option<libc::gid_t>,
    groups: Option<Vec<libc::gid_t>>,
    uid: Option<libc::uid_t>,
    umask: i32,
}

fn c_string<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, CString> {
    let value = fspath(vm, value)?;
    let bytes = to_system(vm, &value)?;
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

fn c_strings<R: Runtime>(vm: &mut Vm<R>, values: &Value<R>) -> Return<R, Vec<CString>> {
    let mut strings = Vec::new();
    for value in vm.collect(values)? {
        strings.push(c_string(vm, &value)?);
    }
    Ok(strings)
}

fn optional<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<u32>> {
    match value.some() {
        None => Ok(None),
        Some(value) => {
            let number = vm.index(value)?;
            match u32::try_from(number) {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(vm.value_error("invalid user or group id")),
            }
        }
    }
}

fn plan<R: Runtime>(vm: &mut Vm<R>, given: &[Value<R>]) -> Return<R, Plan> {
    let mut keep = Vec::new();
    for descriptor in vm.collect(&given[3])? {
        match system::int(vm, &descriptor)? {
            descriptor if descriptor >= 0 => keep.push(descriptor),
            _ => return Err(vm.value_error("bad value(s) in fds_to_keep")),
        }
    }
    let mut numbers = [0; 8];
    for (place, value) in numbers.iter_mut().zip(&given[6..14]) {
        *place = system::int(vm, value)?;
    }
    let [p2c_read, p2c_write, c2p_read, c2p_write, err_read, err_write, pipe_read, pipe_write] = numbers;
    let environment = match given[5].some() {
        Some(environment) => Some(c_strings(vm, environment)?),
        None => None,
    };
    let folder = match given[4].some() {
        Some(folder) => Some(c_string(vm, folder)?),
        None => None,
    };
    let groups = match given[18].some() {
        Some(groups) => {
            let mut ids = Vec::new();
            for group in vm.collect(groups)? {
                ids.extend(optional(vm, &group)?);
            }
            Some(ids)
        }
        None => None,
    };
    Ok(Plan {
        arguments: c_strings(vm, &given[0])?,
        executables: c_strings(vm, &given[1])?,
        environment,
        folder,
        close_others: vm.truth(&given[2])?,
        keep,
        standard: [p2c_read, c2p_write, err_write],
        parents: vec![p2c_write, c2p_read, err_read, pipe_read],
        error_pipe: pipe_write,
        restore_signals: vm.truth(&given[14])?,
        new_session: vm.truth(&given[15])?,
        group: system::int(vm, &given[16])?,
        gid: optional(vm, &given[17])?,
        groups,
        uid: optional(vm, &given[19])?,
        umask: system::int(vm, &given[20])?,
    })
}

fn pointers(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([std::ptr::null()]).collect()
}

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// What went wrong in the child.
enum Failure {
    /// A call of the system: where, and the error's number.
    Os(&'static str, i32),
    /// The program's own function has raised.
    Function,
}

fn check(answer: i32, place: &'static str) -> Result<i32, Failure> {
    if answer < 0 { Err(Failure::Os(place, errno())) } else { Ok(answer) }
}

impl Plan {
    /// Everything up to `exec`, `function` before the last of it, and that. Answers only if it fails.
    fn run(
        &self,
        function: impl FnOnce() -> Result<(), Failure>,
        arguments: &[*const libc::c_char],
        environment: Option<&[*const libc::c_char]>,
    ) -> Failure {
        if let Err(failure) = self.prepare().and_then(|()| function()) {
            return failure;
        }
        self.close_others();
        let mut number = libc::ENOENT;
        for executable in &self.executables {
            // SAFETY: strings and arrays end with zeros.
            unsafe {
                match environment {
                    Some(environment) => {
                        libc::execve(executable.as_ptr(), arguments.as_ptr(), environment.as_ptr())
                    }
                    None => libc::execv(executable.as_ptr(), arguments.as_ptr()),
                };
            }
            let failed = errno();
            if failed != libc::ENOENT && failed != libc::ENOTDIR {
                number = failed;
                break;
            }
        }
        Failure::Os("", number)
    }

    fn prepare(&self) -> Result<(), Failure> {
        // SAFETY: system calls on numbers, and on strings that end with a zero, all the way.
        unsafe {
            for &descriptor in &self.parents {
                if descriptor >= 0 {
                    libc::close(descriptor);
                }
            }
            // What is to be 0, 1 or 2 must not be overwritten before it is in its place.
            let mut sources = self.standard;
            for (target, source) in sources.iter_mut().enumerate() {
                if *source >= 0 && (*source as usize) < target {
                    *source = check(libc::fcntl(*source, libc::F_DUPFD, 3), "noexec")?;
                }
            }
            for (target, source) in sources.into_iter().enumerate() {
                let target = target as i32;
                if source == target {
                    let flags = check(libc::fcntl(source, libc::F_GETFD), "noexec")?;
                    check(libc::fcntl(source, libc::F_SETFD, flags & !libc::FD_CLOEXEC), "noexec")?;
                } else if source >= 0 {
                    check(libc::dup2(source, target), "noexec")?;
                }
            }
            for &descriptor in &self.keep {
                if descriptor != self.error_pipe {
                    let flags = libc::fcntl(descriptor, libc::F_GETFD);
                    if flags >= 0 {
                        libc::fcntl(descriptor, libc::F_SETFD, flags & !libc::FD_CLOEXEC);
                    }
                }
            }
            if let Some(folder) = &self.folder {
                check(libc::chdir(folder.as_ptr()), "noexec:chdir")?;
            }
            if self.umask >= 0 {
                libc::umask(self.umask as libc::mode_t);
            }
            if self.restore_signals {
                for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
                    libc::signal(signal, libc::SIG_DFL);
                }
            }
            if self.new_session {
                check(libc::setsid(), "noexec")?;
            }
            if self.group >= 0 {
                check(libc::setpgid(0, self.group), "noexec")?;
            }
            if let Some(groups) = &self.groups {
                check(libc::setgroups(groups.len(), groups.as_ptr()), "noexec")?;
            }
            if let Some(gid) = self.gid {
                check(libc::setregid(gid, gid), "noexec")?;
            }
            if let Some(uid) = self.uid {
                check(libc::setreuid(uid, uid), "noexec")?;
            }
        }
        Ok(())
    }

    /// Closes what the new program is not to have.
    fn close_others(&self) {
        if !self.close_others {
            return;
        }
        let mut first = 3_u32;
        // `keep` is sorted.
        for &kept in &self.keep {
            let kept = kept as u32;
            if kept >= first {
                close_range(first, kept.wrapping_sub(1));
                first = kept + 1;
            }
        }
        close_range(first, u32::MAX);
    }
}

/// Closes the descriptors from `first` to `last`.
pub(crate) fn close_range(first: u32, last: u32) {
    if first > last {
        return;
    }
    // SAFETY: closing descriptors that whoever calls has done with.
    let answer = unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
    if answer < 0 {
        for descriptor in first..=last.min(65_536) {
            // SAFETY: as above.
            unsafe { libc::close(descriptor as i32) };
        }
    }
}

/// Tells the parent what went wrong, as `subprocess` reads it.
fn report(pipe: i32, failure: &Failure) {
    let mut message = [0; 64];
    let length = {
        let mut rest = &mut message[..];
        // No allocation: another thread may have been inside the allocator.
        let _ = match failure {
            Failure::Os(place, number) => {
                std::io::Write::write_fmt(&mut rest, format_args!("OSError:{number:X}:{place}"))
            }
            Failure::Function => {
                std::io::Write::write_all(&mut rest, b"SubprocessError:0:Exception occurred in preexec_fn.")
            }
        };
        64 - rest.len()
    };
    // SAFETY: the message is valid for reads of its length.
    unsafe { libc::write(pipe, message.as_ptr().cast(), length) };
}

/// Goes on in a child that calls a function of the program's.
fn split<R: Runtime>(vm: &mut Vm<R>) -> Return<R, libc::pid_t> {
    fork::check_running(vm, "preexec_fn not supported at interpreter shutdown")?;
    if !vm.shared.is_main() {
        return Err(vm.runtime_error("preexec_fn not supported within subinterpreters"));
    }
    fork::split(vm)
}

fn fork_exec<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    if given.len() != 22 {
        let message = format!("fork_exec expected 22 arguments, got {}", given.len());
        return Err(vm.type_error(&message));
    }
    let plan = plan(vm, &given)?;
    if plan.close_others && plan.error_pipe < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    vm.audit("_posixsubprocess.fork_exec", |_| [given[1].clone(), given[0].clone(), given[5].clone()])?;
    let (argv, envp) = (pointers(&plan.arguments), plan.environment.as_deref().map(pointers));
    let process = match given[21].some() {
        Some(function) => match split(vm)? {
            0 => {
                let call = || {
                    let called = fork::began_in_child(vm).and_then(|()| vm.call(function, &[]));
                    called.map(drop).map_err(|_| Failure::Function)
                };
                end(&plan, &plan.run(call, &argv, envp.as_deref()))
            }
            process => process,
        },
        // SAFETY: the child makes system calls only, until it is another program or ends.
        None => match unsafe { libc::fork() } {
            0 => end(&plan, &plan.run(|| Ok(()), &argv, envp.as_deref())),
            ..0 => return Err(vm.os_error(errno(), None)),
            process => process,
        },
    };
    Ok(vm.new_int(process.into()))
}

/// Ends the child, which has not become another program.
fn end(plan: &Plan, failure: &Failure) -> ! {
    report(plan.error_pipe, failure);
    // SAFETY: no preconditions; nothing of the parent's that was to be done at its end is done in the child.
    unsafe { libc::_exit(255) }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_posixsubprocess");
    vm.module_functions(&module, "_posixsubprocess", &[("fork_exec(*args)", fork_exec)]);
    Ok(module)
}

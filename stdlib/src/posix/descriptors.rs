//! Open files, terminals among them, by their descriptors.

use super::files::number;
use super::status::folder;
use crate::path::{descriptor, path, path_or_descriptor};
use crate::struct_sequence;
use crate::system::{self, checked};
use interpreter::{Return, Vm};
use object_model::{Class, Runtime, Value};

fn open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [name, flags, mode, directory] = arguments else { return Err(vm.type_error("open() takes a path")) };
    let folder = folder(vm, directory)?;
    let path = path(vm, name)?;
    let flags = vm.index(flags)? as i32 | libc::O_CLOEXEC;
    let mode = number(vm, mode, 0o777)? as libc::mode_t;
    vm.audit("open", |vm| [path.value.clone(), Value::NONE, vm.new_int(flags.into())])?;
    let name = path.as_c();
    // SAFETY: the name ends with a zero byte.
    let opened = system::blocking(vm, "open", Some(&path.value), || unsafe {
        libc::openat(folder, name.as_ptr(), flags, mode)
    })?;
    Ok(vm.new_int(opened))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // Not again after a signal: the file is closed by then.
    let answer = vm.detached(|| {
        // SAFETY: no memory is involved.
        let answer = unsafe { libc::close(file) };
        if answer < 0 { std::io::Error::last_os_error().raw_os_error() } else { None }
    });
    match answer {
        None | Some(libc::EINTR) => Ok(Value::NONE),
        Some(number) => Err(vm.os_error(number, None)),
    }
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let length = vm.index(&arguments[1])?;
    if length < 0 {
        return Err(vm.os_error(libc::EINVAL, None));
    }
    let mut buffer = vm.buffer(length as usize)?;
    let start = buffer.as_mut_ptr();
    // SAFETY: there is room for `length` bytes.
    let count = system::blocking(vm, "read", None, || unsafe {
        libc::read(file, start.cast(), length as usize) as i64
    })?;
    // SAFETY: the system has written that many bytes.
    unsafe { buffer.set_len(count as usize) };
    Ok(vm.new_bytes(&buffer))
}

fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let length = vm.writable_len(&arguments[1])?;
    let mut buffer = vm.zeros(length)?;
    let (start, length) = (buffer.as_mut_ptr(), buffer.len());
    // SAFETY: there is room for `length` bytes.
    let count =
        system::blocking(vm, "read", None, || unsafe { libc::read(file, start.cast(), length) as i64 })?;
    vm.overwrite(&arguments[1], 0, &buffer[..count as usize])?;
    Ok(vm.new_int(count))
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let data = vm.expect_bytes_like(&arguments[1])?;
    // SAFETY: `data` is valid for reads of its length.
    let count = system::blocking(vm, "write", None, || unsafe {
        libc::write(file, data.as_ptr().cast(), data.len()) as i64
    })?;
    Ok(vm.new_int(count))
}

fn lseek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let (position, whence) = (vm.index(&arguments[1])?, vm.index(&arguments[2])? as i32);
    // SAFETY: no memory is involved.
    let position = unsafe { libc::lseek(file, position, whence) };
    if position < 0 {
        return Err(system::last_error(vm, None));
    }
    Ok(vm.new_int(position))
}

fn pipe<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut ends = [0i32; 2];
    // SAFETY: there is room for two.
    let answer = unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) };
    checked(vm, answer, None)?;
    let ends = ends.map(|end| vm.new_int(end.into())).to_vec();
    Ok(vm.new_tuple(ends))
}

fn pipe2<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let flags = vm.index(&arguments[0])? as i32;
    let mut ends = [0i32; 2];
    // SAFETY: there is room for two.
    let answer = unsafe { libc::pipe2(ends.as_mut_ptr(), flags) };
    checked(vm, answer, None)?;
    let ends = ends.map(|end| vm.new_int(end.into())).to_vec();
    Ok(vm.new_tuple(ends))
}

/// Closes the descriptors from `low` to below `high`, those that are open.
fn closerange<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (low, high) = (vm.index(&arguments[0])?.max(0), vm.index(&arguments[1])?);
    let (Ok(low), Ok(last)) = (u32::try_from(low), u32::try_from(high.min(1 << 31) - 1)) else {
        return Ok(Value::NONE);
    };
    if low <= last {
        vm.detached(|| crate::posixsubprocess::close_range(low, last));
    }
    Ok(Value::NONE)
}

fn dup<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_DUPFD_CLOEXEC, 0) };
    let copy = checked(vm, answer, None)?;
    Ok(vm.new_int(copy.into()))
}

fn dup2<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, target) = (descriptor(vm, &arguments[0])?, descriptor(vm, &arguments[1])?);
    let inheritable = match arguments[2].given() {
        Some(inheritable) => vm.truth(inheritable)?,
        None => true,
    };
    // SAFETY: no memory is involved.
    let answer = unsafe {
        if inheritable || file == target {
            libc::dup2(file, target)
        } else {
            libc::dup3(file, target, libc::O_CLOEXEC)
        }
    };
    let copy = checked(vm, answer, None)?;
    Ok(vm.new_int(copy.into()))
}

/// `openpty()`: the two ends of a new terminal.
fn openpty<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut ends = [0i32; 2];
    let [ours, theirs] = &mut ends;
    let (none, plain, size) = (std::ptr::null_mut(), std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: there is room for both; nothing else is asked for or given.
    let answer = unsafe { libc::openpty(ours, theirs, none, plain, size) };
    checked(vm, answer, None)?;
    for end in ends {
        // SAFETY: no memory is involved.
        let answer = unsafe { libc::fcntl(end, libc::F_SETFD, libc::FD_CLOEXEC) };
        checked(vm, answer, None)?;
    }
    let ends = ends.map(|end| vm.new_int(end.into())).to_vec();
    Ok(vm.new_tuple(ends))
}

fn tcgetpgrp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::tcgetpgrp(file) };
    let group = checked(vm, answer, None)?;
    Ok(vm.new_int(group.into()))
}

fn tcsetpgrp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, group) = (descriptor(vm, &arguments[0])?, vm.index(&arguments[1])? as libc::pid_t);
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::tcsetpgrp(file, group) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn ctermid<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("/dev/tty"))
}

/// `lockf(fd, command, length)`: a lock on a part of a file, from where it is.
fn lockf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let (command, length) = (vm.index(&arguments[1])? as i32, vm.index(&arguments[2])?);
    vm.audit("os.lockf", |vm| [file.into(), command.into(), length].map(|number| vm.new_int(number)))?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "lockf", None, || unsafe { libc::lockf(file, command, length) })?;
    Ok(Value::NONE)
}

/// `ttyname(fd)`
fn ttyname<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let mut name = [0u8; 256];
    // SAFETY: there is as much room as is said.
    let number = unsafe { libc::ttyname_r(file, name.as_mut_ptr().cast(), name.len()) };
    if number != 0 {
        return Err(vm.os_error(number, None));
    }
    let length = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    Ok(vm.new_str(&String::from_utf8_lossy(&name[..length])))
}

fn isatty<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    Ok(Value::bool(unsafe { libc::isatty(file) } == 1))
}

/// The encoding of a terminal; None for what is none.
fn device_encoding<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let terminal = unsafe { libc::isatty(file) } == 1;
    Ok(if terminal { vm.new_str("utf-8") } else { Value::NONE })
}

fn ftruncate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let length = vm.index(&arguments[1])?;
    vm.audit("os.truncate", |vm| [path.value.clone(), vm.new_int(length)])?;
    let name = path.as_c();
    system::blocking(vm, "truncate", Some(&path.value), || match path.descriptor {
        // SAFETY: no memory is involved.
        Some(file) => unsafe { libc::ftruncate(file, length) },
        // SAFETY: the name ends with a zero byte.
        None => unsafe { libc::truncate(name.as_ptr(), length) },
    })?;
    Ok(Value::NONE)
}

fn fsync<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "fsync", None, || unsafe { libc::fsync(file) })?;
    Ok(Value::NONE)
}

fn get_inheritable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_GETFD) };
    let flags = checked(vm, answer, None)?;
    Ok(Value::bool(flags & libc::FD_CLOEXEC == 0))
}

fn set_inheritable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let flags = if vm.truth(&arguments[1])? { 0 } else { libc::FD_CLOEXEC };
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_SETFD, flags) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn get_blocking<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_GETFL) };
    let flags = checked(vm, answer, None)?;
    Ok(Value::bool(flags & libc::O_NONBLOCK == 0))
}

fn set_blocking<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let blocking = vm.truth(&arguments[1])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_GETFL) };
    let flags = checked(vm, answer, None)?;
    let flags = if blocking { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(file, libc::F_SETFL, flags) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn terminal_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = match arguments[0].given() {
        Some(file) => descriptor(vm, file)?,
        None => 1,
    };
    // SAFETY: all-zero is a valid `winsize`.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: `size` is valid for writes.
    let answer = unsafe { libc::ioctl(file, libc::TIOCGWINSZ, &mut size) };
    checked(vm, answer, None)?;
    let module = vm.import_module("posix")?;
    let class = vm.get_attr_str(&module, "terminal_size")?;
    let class = class.downcast::<Class<R>>().map_err(|_| vm.type_error("posix.terminal_size is no class"))?;
    let items = vec![vm.new_int(size.ws_col.into()), vm.new_int(size.ws_row.into())];
    struct_sequence::make(vm, &class, items, vec![])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = struct_sequence::class(vm, "os", "terminal_size", &["columns", "lines"], &[]).into_value();
    vm.module_set(module, "terminal_size", class);
    vm.module_functions(
        module,
        "posix",
        &[
            ("open(path, flags, mode=511, *, dir_fd=None)", open),
            ("close(fd)", close),
            ("read(fd, length, /)", read),
            ("readinto(fd, buffer, /)", readinto),
            ("write(fd, data, /)", write),
            ("lseek(fd, position, whence, /)", lseek),
            ("pipe()", pipe),
            ("pipe2(flags, /)", pipe2),
            ("closerange(fd_low, fd_high, /)", closerange),
            ("dup(fd, /)", dup),
            ("dup2(fd, fd2, inheritable=True)", dup2),
            ("isatty(fd, /)", isatty),
            ("device_encoding(fd)", device_encoding),
            ("openpty()", openpty),
            ("tcgetpgrp(fd, /)", tcgetpgrp),
            ("tcsetpgrp(fd, pgid, /)", tcsetpgrp),
            ("ctermid()", ctermid),
            ("lockf(fd, command, length, /)", lockf),
            ("ttyname(fd, /)", ttyname),
            ("ftruncate(fd, length, /)", ftruncate),
            ("truncate(path, length)", ftruncate),
            ("fsync(fd)", fsync),
            ("get_inheritable(fd, /)", get_inheritable),
            ("set_inheritable(fd, inheritable, /)", set_inheritable),
            ("get_blocking(fd, /)", get_blocking),
            ("set_blocking(fd, blocking, /)", set_blocking),
            ("get_terminal_size(fd=1, /)", terminal_size),
        ],
    );
}

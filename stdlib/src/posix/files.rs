//! Open files and the names of files.

use super::status::{folder, shown_folder};
use crate::path::{descriptor, fspath, path, path_or_descriptor};
use crate::struct_sequence;
use crate::system::{self, checked};
use interpreter::{Return, Vm};
use object_model::{Class, Runtime, Value};
use std::os::unix::ffi::OsStrExt;

pub(super) fn number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, otherwise: i64) -> Return<R, i64> {
    match value.given() {
        Some(value) => vm.index(value),
        None => Ok(otherwise),
    }
}

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

fn listdir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = match arguments[0].some() {
        Some(value) => path_or_descriptor(vm, value)?,
        None => {
            let here = vm.new_str(".");
            path(vm, &here)?
        }
    };
    vm.audit("os.listdir", |_| [arguments[0].given().cloned().unwrap_or(Value::NONE)])?;
    let names = vm.detached(|| {
        path.read_folder()?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<std::io::Result<Vec<_>>>()
    });
    let named = path.descriptor.is_none().then_some(&path.value);
    let names = names.map_err(|error| vm.io_error(&error, named))?;
    let names = names.iter().map(|name| path.answer(vm, name)).collect();
    vm.new_list(names)
}

fn chdir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let folder = path_or_descriptor(vm, &arguments[0])?;
    vm.audit("os.chdir", |_| [folder.value.clone()])?;
    let name = folder.as_c();
    system::blocking(vm, "chdir", Some(&folder.value), || match folder.descriptor {
        // SAFETY: no memory is involved.
        Some(descriptor) => unsafe { libc::fchdir(descriptor) },
        // SAFETY: the name ends with a zero byte.
        None => unsafe { libc::chdir(name.as_ptr()) },
    })?;
    Ok(Value::NONE)
}

macro_rules! removals {
    ($($name:ident($event:literal, $flags:expr),)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let (folder, path) = (folder(vm, &arguments[1])?, path(vm, &arguments[0])?);
            vm.audit($event, |_| [path.value.clone(), shown_folder(folder)])?;
            let name = path.as_c();
            let call = || {
                // SAFETY: the name ends with a zero byte.
                unsafe { libc::unlinkat(folder, name.as_ptr(), $flags) }
            };
            system::blocking(vm, stringify!($name), Some(&path.value), call)?;
            Ok(Value::NONE)
        })*
    };
}

removals! {
    rmdir("os.rmdir", libc::AT_REMOVEDIR),
    unlink("os.remove", 0),
}

fn mkdir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path(vm, &arguments[0])?;
    let mode = number(vm, &arguments[1], 0o777)? as libc::mode_t;
    let folder = folder(vm, &arguments[2])?;
    vm.audit("os.mkdir", |vm| [path.value.clone(), vm.new_int(mode.into()), shown_folder(folder)])?;
    let name = path.as_c();
    // SAFETY: the name ends with a zero byte.
    system::blocking(vm, "mkdir", Some(&path.value), || unsafe {
        libc::mkdirat(folder, name.as_ptr(), mode)
    })?;
    Ok(Value::NONE)
}

macro_rules! on_two_paths {
    ($($name:ident($places:expr, $call:expr),)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let (from, to) = (path(vm, &arguments[0])?, path(vm, &arguments[1])?);
            let (first, second) = (from.as_c(), to.as_c());
            let call: fn(&mut Vm<R>, &[Value<R>]) -> Return<R, (i32, i32, i32)> = $places;
            let (source, target, flags) = call(vm, arguments)?;
            let (event, paths) = (concat!("os.", stringify!($name)), [&from.value, &to.value]);
            // What a link says is in no folder.
            if event == "os.symlink" {
                vm.audit(event, |_| {
                    let [from, to] = paths.map(Value::clone);
                    [from, to, shown_folder(target)]
                })?;
            } else {
                vm.audit(event, |_| {
                    let [from, to] = paths.map(Value::clone);
                    [from, to, shown_folder(source), shown_folder(target)]
                })?;
            }
            let call = || {
                // SAFETY: both names end with a zero byte.
                unsafe { $call(source, first.as_ptr(), target, second.as_ptr(), flags) }.into()
            };
            let answer = system::interruptible(vm, stringify!($name), call)?;
            match answer {
                Ok(_) => Ok(Value::NONE),
                Err(number) => {
                    let raised = vm.os_error(number, Some(&from.value));
                    vm.set_exception_field(&raised.0, "filename2", to.value);
                    Err(raised)
                }
            }
        })*
    };
}

type Name = *const libc::c_char;

/// # Safety
/// Both names end with a zero byte.
unsafe fn renameat(source: i32, from: Name, target: i32, to: Name, _: i32) -> i32 {
    // SAFETY: as the caller says.
    unsafe { libc::renameat(source, from, target, to) }
}

/// # Safety
/// Both names end with a zero byte.
unsafe fn symlinkat(_: i32, from: Name, target: i32, to: Name, _: i32) -> i32 {
    // SAFETY: as the caller says.
    unsafe { libc::symlinkat(from, target, to) }
}

on_two_paths! {
    rename(|vm, arguments| Ok((folder(vm, &arguments[2])?, folder(vm, &arguments[3])?, 0)), renameat),
    link(|vm, arguments| {
        let (source, target) = (folder(vm, &arguments[2])?, folder(vm, &arguments[3])?);
        let is_relative = source != libc::AT_FDCWD || target != libc::AT_FDCWD;
        let follow = vm.flag(&arguments[4], true)? && is_relative;
        Ok((source, target, if follow { libc::AT_SYMLINK_FOLLOW } else { 0 }))
    }, libc::linkat),
    symlink(|vm, arguments| Ok((libc::AT_FDCWD, folder(vm, &arguments[3])?, 0)), symlinkat),
}

fn chmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let mode = vm.index(&arguments[1])? as libc::mode_t;
    let (folder, follow) = (folder(vm, &arguments[2])?, vm.flag(&arguments[3], true)?);
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    vm.audit("os.chmod", |vm| [path.value.clone(), vm.new_int(mode.into()), shown_folder(folder)])?;
    let name = path.as_c();
    let answer = system::interruptible(vm, "chmod", || match path.descriptor {
        // SAFETY: no memory is involved.
        Some(file) => unsafe { libc::fchmod(file, mode) }.into(),
        // SAFETY: the name ends with a zero byte.
        None => unsafe { libc::fchmodat(folder, name.as_ptr(), mode, flags) }.into(),
    })?;
    match answer {
        Ok(_) => Ok(Value::NONE),
        Err(libc::EOPNOTSUPP) if !follow => {
            Err(vm.not_implemented_error("chmod: follow_symlinks unavailable on this platform"))
        }
        Err(number) => Err(vm.os_error(number, Some(&path.value))),
    }
}

fn access<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path(vm, &arguments[0])?;
    let mode = vm.index(&arguments[1])? as i32;
    let folder = folder(vm, &arguments[2])?;
    let effective = if vm.flag(&arguments[3], false)? { libc::AT_EACCESS } else { 0 };
    let flags = effective | if vm.flag(&arguments[4], true)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let name = path.as_c();
    // SAFETY: the name ends with a zero byte.
    Ok(Value::bool(vm.detached(|| unsafe { libc::faccessat(folder, name.as_ptr(), mode, flags) }) == 0))
}

fn readlink<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path(vm, &arguments[0])?;
    let folder = folder(vm, &arguments[1])?;
    let name = path.as_c();
    let mut target = vec![0_u8; libc::PATH_MAX as usize];
    // SAFETY: the name ends with a zero byte, and there is room for as many bytes as is said.
    let length = system::blocking(vm, "readlink", Some(&path.value), || unsafe {
        libc::readlinkat(folder, name.as_ptr(), target.as_mut_ptr().cast(), target.len()) as i64
    })?;
    Ok(path.answer(vm, std::ffi::OsStr::from_bytes(&target[..length as usize])))
}

fn utime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [name, times, exact] = &arguments[..3] else { return Err(vm.type_error("utime() takes a path")) };
    let path = path_or_descriptor(vm, name)?;
    let (folder, follow) = (folder(vm, &arguments[3])?, vm.flag(&arguments[4], true)?);
    if times.some().is_some() && exact.given().is_some() {
        return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    for (value, shape) in
        [(times.some(), "either a tuple of two ints or None"), (exact.given(), "a tuple of two ints")]
    {
        if let Some(value) = value
            && vm.as_tuple(value).is_none_or(|parts| parts.len() != 2)
        {
            let name = if shape.starts_with("either") { "times" } else { "ns" };
            return Err(vm.type_error(&format!("utime: '{name}' must be {shape}")));
        }
    }
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let mut parts = [libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW }; 2];
    if let Some(exact) = exact.some() {
        let exact = vm.collect(exact)?;
        for (part, value) in parts.iter_mut().zip(&exact) {
            let value = vm.index(value)?;
            *part = libc::timespec {
                tv_sec: value.div_euclid(1_000_000_000),
                tv_nsec: value.rem_euclid(1_000_000_000),
            };
        }
    } else if let Some(times) = times.some() {
        let times = vm.collect(times)?;
        for (part, value) in parts.iter_mut().zip(&times) {
            let seconds = vm.to_float(value)?;
            *part = libc::timespec {
                tv_sec: seconds.floor() as i64,
                tv_nsec: (seconds.rem_euclid(1.0) * 1e9) as i64,
            };
        }
    }
    vm.audit("os.utime", |_| {
        let given = [times, exact].map(|value| value.given().cloned().unwrap_or(Value::NONE));
        let [times, exact] = given;
        [path.value.clone(), times, exact, shown_folder(folder)]
    })?;
    let name = path.as_c();
    system::blocking(vm, "utime", Some(&path.value), || match path.descriptor {
        // SAFETY: there are two times.
        Some(file) => unsafe { libc::futimens(file, parts.as_ptr()) },
        // SAFETY: as above; the name ends with a zero byte.
        None => unsafe { libc::utimensat(folder, name.as_ptr(), parts.as_ptr(), flags) },
    })?;
    Ok(Value::NONE)
}

fn umask<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mask = vm.index(&arguments[0])? as libc::mode_t;
    // SAFETY: no memory is involved.
    let old = unsafe { libc::umask(mask) };
    Ok(vm.new_int(old.into()))
}

fn getcwd<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    match std::env::current_dir() {
        Ok(folder) => Ok(crate::path::from_system(vm, folder.as_os_str().as_bytes())),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn getcwdb<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    match std::env::current_dir() {
        Ok(folder) => Ok(vm.new_bytes(folder.as_os_str().as_bytes())),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn os_fspath<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    fspath(vm, &arguments[0])
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
            ("listdir(path=None)", listdir),
            ("mkdir(path, mode=511, *, dir_fd=None)", mkdir),
            ("rmdir(path, *, dir_fd=None)", rmdir),
            ("unlink(path, *, dir_fd=None)", unlink),
            ("remove(path, *, dir_fd=None)", unlink),
            ("rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename),
            ("replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename),
            ("link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", link),
            ("symlink(src, dst, target_is_directory=False, *, dir_fd=None)", symlink),
            ("chdir(path)", chdir),
            ("chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", chmod),
            ("access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", access),
            ("readlink(path, *, dir_fd=None)", readlink),
            ("utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", utime),
            ("umask(mask, /)", umask),
            ("getcwd()", getcwd),
            ("getcwdb()", getcwdb),
            ("fspath(path)", os_fspath),
            ("get_terminal_size(fd=1, /)", terminal_size),
        ],
    );
}

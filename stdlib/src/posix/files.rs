//! Names of files and folders: what is made, looked at and removed by them.

use super::status::{folder, shown_folder};
use crate::length;
use crate::path::{fspath, path, path_or_descriptor};
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::os::unix::ffi::OsStrExt;

pub(super) fn number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, otherwise: i64) -> Return<R, i64> {
    match value.given() {
        Some(value) => vm.index(value),
        None => Ok(otherwise),
    }
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
            *part = length::timespec(vm.index(value)?);
        }
    } else if let Some(times) = times.some() {
        let times = vm.collect(times)?;
        for (part, value) in parts.iter_mut().zip(&times) {
            *part = length::moment(vm, value)?;
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

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
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
        ],
    );
}

//! Who owns a file, and what kind of node it is.

use super::files::number;
use super::status::{folder, shown_folder};
use crate::path::{descriptor, path, path_or_descriptor};
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// A user or a group; -1 leaves it as it is.
fn identity<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, what: &str) -> Return<R, u32> {
    match vm.index(value)? {
        -1 => Ok(u32::MAX),
        id => u32::try_from(id).map_err(|_| {
            let message = match id {
                ..0 => format!("{what} is less than minimum"),
                _ => format!("{what} is greater than maximum"),
            };
            vm.overflow_error(&message)
        }),
    }
}

fn audit_owner<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    [user, group]: [&Value<R>; 2],
    folder: i32,
) -> Return<R, ()> {
    vm.audit("os.chown", |_| [file.clone(), user.clone(), group.clone(), shown_folder(folder)])
}

fn chown<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let (user, group) = (identity(vm, &arguments[1], "uid")?, identity(vm, &arguments[2], "gid")?);
    let (folder, follow) = (folder(vm, &arguments[3])?, vm.flag(&arguments[4], true)?);
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    audit_owner(vm, &path.value, [&arguments[1], &arguments[2]], folder)?;
    let name = path.as_c();
    system::blocking(vm, "chown", Some(&path.value), || match path.descriptor {
        // SAFETY: no memory is involved.
        Some(file) => unsafe { libc::fchown(file, user, group) },
        // SAFETY: the name ends with a zero byte.
        None => unsafe { libc::fchownat(folder, name.as_ptr(), user, group, flags) },
    })?;
    Ok(Value::NONE)
}

fn lchown<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [path, user, group] = arguments else { return Err(vm.system_error("lchown takes a path")) };
    chown(vm, &[path.clone(), user.clone(), group.clone(), Value::NONE, Value::FALSE])
}

fn fchown<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let (user, group) = (identity(vm, &arguments[1], "uid")?, identity(vm, &arguments[2], "gid")?);
    audit_owner(vm, &arguments[0], [&arguments[1], &arguments[2]], libc::AT_FDCWD)?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "fchown", None, || unsafe { libc::fchown(file, user, group) })?;
    Ok(Value::NONE)
}

fn fchmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, mode) = (descriptor(vm, &arguments[0])?, vm.index(&arguments[1])? as libc::mode_t);
    vm.audit("os.chmod", |vm| [file, mode as i32, -1].map(|number| vm.new_int(number.into())))?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "fchmod", None, || unsafe { libc::fchmod(file, mode) })?;
    Ok(Value::NONE)
}

fn fchdir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let folder = descriptor(vm, &arguments[0])?;
    vm.audit("os.chdir", |vm| [vm.new_int(folder.into())])?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "fchdir", None, || unsafe { libc::fchdir(folder) })?;
    Ok(Value::NONE)
}

fn mkfifo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let folder = folder(vm, &arguments[2])?;
    let (path, mode) = (path(vm, &arguments[0])?, number(vm, &arguments[1], 0o666)? as libc::mode_t);
    let name = path.as_c();
    // SAFETY: the name ends with a zero byte.
    system::blocking(vm, "mkfifo", Some(&path.value), || unsafe {
        libc::mkfifoat(folder, name.as_ptr(), mode)
    })?;
    Ok(Value::NONE)
}

fn mknod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (path, mode) = (path(vm, &arguments[0])?, number(vm, &arguments[1], 0o600)? as libc::mode_t);
    let folder = folder(vm, &arguments[3])?;
    let device = number(vm, &arguments[2], 0)? as libc::dev_t;
    let name = path.as_c();
    // SAFETY: the name ends with a zero byte.
    system::blocking(vm, "mknod", Some(&path.value), || unsafe {
        libc::mknodat(folder, name.as_ptr(), mode, device)
    })?;
    Ok(Value::NONE)
}

fn major<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let device = vm.index(&arguments[0])? as libc::dev_t;
    Ok(vm.new_int(libc::major(device).into()))
}

fn minor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let device = vm.index(&arguments[0])? as libc::dev_t;
    Ok(vm.new_int(libc::minor(device).into()))
}

fn makedev<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (major, minor) = (vm.index(&arguments[0])? as u32, vm.index(&arguments[1])? as u32);
    Ok(vm.new_int(libc::makedev(major, minor) as i64))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", chown),
            ("lchown(path, uid, gid)", lchown),
            ("fchown(fd, uid, gid)", fchown),
            ("fchmod(fd, mode)", fchmod),
            ("fchdir(fd)", fchdir),
            ("mkfifo(path, mode=438, *, dir_fd=None)", mkfifo),
            ("mknod(path, mode=384, device=0, *, dir_fd=None)", mknod),
            ("major(device, /)", major),
            ("minor(device, /)", minor),
            ("makedev(major, minor, /)", makedev),
        ],
    );
}

//! What the system knows about a file.

use crate::path::{PathArgument, path, path_or_descriptor};
use crate::struct_sequence;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};

const FIELDS: [&str; 10] = [
    "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
    "st_ctime",
];
/// Items of the tuple's last three names are whole seconds; the attributes are exact.
const MORE: [&str; 9] = [
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];

fn class<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module("posix")?;
    let class = vm.get_attr_str(&module, "stat_result")?;
    class.downcast().map_err(|_| vm.type_error("posix.stat_result is no class"))
}

pub(super) fn to_object<R: Runtime>(vm: &mut Vm<R>, status: &libc::stat) -> Return<R> {
    let class = class(vm)?;
    let items = [
        i64::from(status.st_mode),
        status.st_ino as i64,
        status.st_dev as i64,
        status.st_nlink as i64,
        i64::from(status.st_uid),
        i64::from(status.st_gid),
        status.st_size,
        status.st_atime,
        status.st_mtime,
        status.st_ctime,
    ]
    .map(|number| vm.new_int(number))
    .to_vec();
    let times = [
        (status.st_atime, status.st_atime_nsec),
        (status.st_mtime, status.st_mtime_nsec),
        (status.st_ctime, status.st_ctime_nsec),
    ];
    let mut more = Vec::with_capacity(MORE.len());
    for (index, (seconds, nanoseconds)) in times.into_iter().enumerate() {
        more.push((MORE[index], Value::float(seconds as f64 + nanoseconds as f64 / 1e9)));
        let exact = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        more.push((MORE[index + 3], vm.new_integer(exact.into())));
    }
    for (name, number) in [
        ("st_blksize", status.st_blksize),
        ("st_blocks", status.st_blocks),
        ("st_rdev", status.st_rdev as i64),
    ] {
        more.push((name, vm.new_int(number)));
    }
    struct_sequence::make(vm, &class, items, more)
}

/// Asks the system.
pub(super) fn of_path<R: Runtime>(
    vm: &mut Vm<R>,
    path: &PathArgument<R>,
    follow: bool,
) -> Return<R, libc::stat> {
    of_path_in(vm, libc::AT_FDCWD, path, follow)
}

pub(super) fn of_path_in<R: Runtime>(
    vm: &mut Vm<R>,
    folder: i32,
    path: &PathArgument<R>,
    follow: bool,
) -> Return<R, libc::stat> {
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: all-zero is a valid `stat`.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    let name = path.as_c();
    system::blocking(vm, "stat", Some(&path.value), || match path.descriptor {
        // SAFETY: `status` is valid for writes.
        Some(descriptor) => unsafe { libc::fstat(descriptor, &mut status) },
        // SAFETY: as above; the name ends with a zero byte.
        None => unsafe { libc::fstatat(folder, name.as_ptr(), &mut status, flags) },
    })?;
    Ok(status)
}

fn stat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [path, directory, follow] = arguments else { return Err(vm.type_error("stat() takes a path")) };
    let folder = folder(vm, directory)?;
    let follow = match follow.given() {
        Some(follow) => vm.truth(follow)?,
        None => true,
    };
    let path = path_or_descriptor(vm, path)?;
    let status = of_path_in(vm, folder, &path, follow)?;
    to_object(vm, &status)
}

/// `dir_fd`: the open folder in which a name is looked for, unless it is absolute.
pub(super) fn folder<R: Runtime>(vm: &mut Vm<R>, directory: &Value<R>) -> Return<R, i32> {
    let Some(directory) = directory.some() else { return Ok(libc::AT_FDCWD) };
    if !vm.is_int(directory) {
        let message = format!("argument should be integer or None, not {}", vm.type_name(directory));
        return Err(vm.type_error(&message));
    }
    match i32::try_from(vm.index(directory)?) {
        Ok(folder) => Ok(folder),
        Err(_) => Err(vm.overflow_error("fd is greater than maximum")),
    }
}

/// A folder as audit hooks see it.
pub(super) fn shown_folder<R: Runtime>(folder: i32) -> Value<R> {
    Value::small_int(if folder == libc::AT_FDCWD { -1 } else { folder.into() })
}

fn lstat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let folder = folder(vm, &arguments[1])?;
    let path = path(vm, &arguments[0])?;
    let status = of_path_in(vm, folder, &path, false)?;
    to_object(vm, &status)
}

fn fstat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let status = of_path(vm, &path, true)?;
    to_object(vm, &status)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = struct_sequence::class(vm, "os", "stat_result", &FIELDS, &MORE).into_value();
    vm.module_set(module, "stat_result", class);
    vm.module_functions(
        module,
        "posix",
        &[
            ("stat(path, *, dir_fd=None, follow_symlinks=True)", stat),
            ("lstat(path, *, dir_fd=None)", lstat),
            ("fstat(fd)", fstat),
        ],
    );
}

//! What the system has of what, and how much of it.

use crate::path::path_or_descriptor;
use crate::struct_sequence;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Class, Runtime, Value};

const OF_SYSTEM: [(&str, i32); 22] = [
    ("SC_ARG_MAX", libc::_SC_ARG_MAX),
    ("SC_CHILD_MAX", libc::_SC_CHILD_MAX),
    ("SC_CLK_TCK", libc::_SC_CLK_TCK),
    ("SC_NGROUPS_MAX", libc::_SC_NGROUPS_MAX),
    ("SC_OPEN_MAX", libc::_SC_OPEN_MAX),
    ("SC_PAGESIZE", libc::_SC_PAGESIZE),
    ("SC_PAGE_SIZE", libc::_SC_PAGESIZE),
    ("SC_PHYS_PAGES", libc::_SC_PHYS_PAGES),
    ("SC_AVPHYS_PAGES", libc::_SC_AVPHYS_PAGES),
    ("SC_NPROCESSORS_CONF", libc::_SC_NPROCESSORS_CONF),
    ("SC_NPROCESSORS_ONLN", libc::_SC_NPROCESSORS_ONLN),
    ("SC_SEMAPHORES", libc::_SC_SEMAPHORES),
    ("SC_SEM_NSEMS_MAX", libc::_SC_SEM_NSEMS_MAX),
    ("SC_SEM_VALUE_MAX", libc::_SC_SEM_VALUE_MAX),
    ("SC_SHARED_MEMORY_OBJECTS", libc::_SC_SHARED_MEMORY_OBJECTS),
    ("SC_MAPPED_FILES", libc::_SC_MAPPED_FILES),
    ("SC_IOV_MAX", libc::_SC_IOV_MAX),
    ("SC_TTY_NAME_MAX", libc::_SC_TTY_NAME_MAX),
    ("SC_LOGIN_NAME_MAX", libc::_SC_LOGIN_NAME_MAX),
    ("SC_SYMLOOP_MAX", libc::_SC_SYMLOOP_MAX),
    ("SC_GETPW_R_SIZE_MAX", libc::_SC_GETPW_R_SIZE_MAX),
    ("SC_GETGR_R_SIZE_MAX", libc::_SC_GETGR_R_SIZE_MAX),
];

const OF_PATH: [(&str, i32); 20] = [
    ("PC_ALLOC_SIZE_MIN", libc::_PC_ALLOC_SIZE_MIN),
    ("PC_ASYNC_IO", libc::_PC_ASYNC_IO),
    ("PC_CHOWN_RESTRICTED", libc::_PC_CHOWN_RESTRICTED),
    ("PC_FILESIZEBITS", libc::_PC_FILESIZEBITS),
    ("PC_LINK_MAX", libc::_PC_LINK_MAX),
    ("PC_MAX_CANON", libc::_PC_MAX_CANON),
    ("PC_MAX_INPUT", libc::_PC_MAX_INPUT),
    ("PC_NAME_MAX", libc::_PC_NAME_MAX),
    ("PC_NO_TRUNC", libc::_PC_NO_TRUNC),
    ("PC_PATH_MAX", libc::_PC_PATH_MAX),
    ("PC_PIPE_BUF", libc::_PC_PIPE_BUF),
    ("PC_PRIO_IO", libc::_PC_PRIO_IO),
    ("PC_REC_INCR_XFER_SIZE", libc::_PC_REC_INCR_XFER_SIZE),
    ("PC_REC_MAX_XFER_SIZE", libc::_PC_REC_MAX_XFER_SIZE),
    ("PC_REC_MIN_XFER_SIZE", libc::_PC_REC_MIN_XFER_SIZE),
    ("PC_REC_XFER_ALIGN", libc::_PC_REC_XFER_ALIGN),
    ("PC_SOCK_MAXBUF", libc::_PC_SOCK_MAXBUF),
    ("PC_SYMLINK_MAX", libc::_PC_SYMLINK_MAX),
    ("PC_SYNC_IO", libc::_PC_SYNC_IO),
    ("PC_VDISABLE", libc::_PC_VDISABLE),
];

const TEXTS: [(&str, i32); 3] = [
    ("CS_GNU_LIBC_VERSION", libc::_CS_GNU_LIBC_VERSION),
    ("CS_GNU_LIBPTHREAD_VERSION", libc::_CS_GNU_LIBPTHREAD_VERSION),
    ("CS_PATH", libc::_CS_PATH),
];

/// The number of what is asked for, by its name or as a number.
fn number<R: Runtime>(vm: &mut Vm<R>, asked: &Value<R>, names: &[(&str, i32)]) -> Return<R, i32> {
    match vm.as_str(asked) {
        Some(text) => match names.iter().find(|(name, _)| *name == text) {
            Some((_, number)) => Ok(*number),
            None => Err(vm.value_error("unrecognized configuration name")),
        },
        None if vm.is_int(asked) => system::int(vm, asked),
        None => Err(vm.type_error("configuration names must be strings or integers")),
    }
}

fn sysconf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = number(vm, &arguments[0], &OF_SYSTEM)?;
    // Whether -1 is an answer or an error is told by the number of the error alone.
    // SAFETY: the location is the thread's own.
    unsafe { *libc::__errno_location() = 0 };
    // SAFETY: no memory is involved.
    let value = unsafe { libc::sysconf(name) };
    if value == -1 && system::errno() != 0 {
        return Err(system::last_error(vm, None));
    }
    Ok(vm.new_int(value))
}

fn pathconf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let name = number(vm, &arguments[1], &OF_PATH)?;
    let file = path.as_c();
    // SAFETY: as for `sysconf`.
    unsafe { *libc::__errno_location() = 0 };
    let value = match path.descriptor {
        // SAFETY: no memory is involved.
        Some(file) => unsafe { libc::fpathconf(file, name) },
        // SAFETY: the name ends with a zero byte.
        None => unsafe { libc::pathconf(file.as_ptr(), name) },
    };
    match system::errno() {
        0 => Ok(vm.new_int(value)),
        _ if value != -1 => Ok(vm.new_int(value)),
        // What is asked for may be at fault, and not the path.
        libc::EINVAL => Err(system::last_error(vm, None)),
        _ => Err(system::last_error(vm, path.descriptor.is_none().then_some(&path.value))),
    }
}

fn confstr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = number(vm, &arguments[0], &TEXTS)?;
    // SAFETY: as for `sysconf`.
    unsafe { *libc::__errno_location() = 0 };
    // SAFETY: no memory is written to without room for any.
    let length = unsafe { libc::confstr(name, std::ptr::null_mut(), 0) };
    if length == 0 {
        return if system::errno() == 0 { Ok(Value::NONE) } else { Err(system::last_error(vm, None)) };
    }
    let mut text = vec![0u8; length];
    // SAFETY: `text` is valid for writes of its length.
    unsafe { libc::confstr(name, text.as_mut_ptr().cast(), length) };
    // The zero byte at the end is counted.
    text.truncate(length - 1);
    Ok(crate::path::from_system(vm, &text))
}

fn names<R: Runtime>(vm: &mut Vm<R>, names: &[(&str, i32)]) -> Return<R> {
    let dict = vm.new_dict();
    for (name, number) in names {
        let name = vm.new_str(name);
        vm.dict_set(&dict, name, Value::small_int((*number).into()))?;
    }
    Ok(dict.into_value())
}

fn statvfs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let path = path_or_descriptor(vm, &arguments[0])?;
    let name = path.as_c();
    // SAFETY: all-zero is a valid `statvfs`.
    let mut status: libc::statvfs = unsafe { std::mem::zeroed() };
    system::blocking(vm, "statvfs", Some(&path.value), || match path.descriptor {
        // SAFETY: `status` is valid for writes.
        Some(file) => unsafe { libc::fstatvfs(file, &mut status) },
        // SAFETY: as above; the name ends with a zero byte.
        None => unsafe { libc::statvfs(name.as_ptr(), &mut status) },
    })?;
    let items = [
        status.f_bsize,
        status.f_frsize,
        status.f_blocks,
        status.f_bfree,
        status.f_bavail,
        status.f_files,
        status.f_ffree,
        status.f_favail,
        status.f_flag,
        status.f_namemax,
    ];
    let items = items.map(|item| vm.new_usize(item as usize)).to_vec();
    let identity = vm.new_usize(status.f_fsid as usize);
    let module = vm.import_module("posix")?;
    let class = vm.get_attr_str(&module, "statvfs_result")?;
    let class =
        class.downcast::<Class<R>>().map_err(|_| vm.type_error("posix.statvfs_result is no class"))?;
    struct_sequence::make(vm, &class, items, vec![("f_fsid", identity)])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let fields = [
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
    ];
    let class = struct_sequence::class(vm, "os", "statvfs_result", &fields, &["f_fsid"]).into_value();
    vm.module_set(module, "statvfs_result", class);
    for (name, of) in
        [("sysconf_names", &OF_SYSTEM[..]), ("pathconf_names", &OF_PATH), ("confstr_names", &TEXTS)]
    {
        let names = names(vm, of)?;
        vm.module_set(module, name, names);
    }
    vm.module_functions(
        module,
        "posix",
        &[
            ("sysconf(name, /)", sysconf),
            ("pathconf(path, name)", pathconf),
            ("fpathconf(fd, name, /)", pathconf),
            ("confstr(name, /)", confstr),
            ("statvfs(path)", statvfs),
            ("fstatvfs(fd, /)", statvfs),
        ],
    );
    Ok(())
}

//! What the system has of what, and how much of it.

use crate::path::path_or_descriptor;
use crate::struct_sequence;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Class, Runtime, Value};

const NAMES: [(&str, i32); 22] = [
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

fn sysconf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = match vm.as_str(&arguments[0]) {
        Some(text) => match NAMES.iter().find(|(name, _)| *name == text) {
            Some((_, number)) => *number,
            None => return Err(vm.value_error("unrecognized configuration name")),
        },
        None if vm.is_int(&arguments[0]) => vm.index(&arguments[0])? as i32,
        None => return Err(vm.type_error("configuration names must be strings or integers")),
    };
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
    let names = vm.new_dict();
    for (name, number) in NAMES {
        let name = vm.new_str(name);
        vm.dict_set(&names, name, Value::small_int(number.into()))?;
    }
    vm.module_set(module, "sysconf_names", names.into_value());
    vm.module_functions(
        module,
        "posix",
        &[("sysconf(name, /)", sysconf), ("statvfs(path)", statvfs), ("fstatvfs(fd, /)", statvfs)],
    );
    Ok(())
}

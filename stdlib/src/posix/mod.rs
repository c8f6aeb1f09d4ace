//! `posix`: what `os` is made of.

mod anonymous;
mod constants;
mod descriptors;
mod extended;
mod files;
pub(crate) mod fork;
mod identity;
mod limits;
mod owner;
mod paths;
mod positioned;
mod process;
mod program;
mod scandir;
mod schedule;
mod status;
mod timers;

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::os::unix::ffi::OsStringExt;

/// What the system has, from which `os` tells what takes a folder, an open file, or a link itself.
const HAVE: [&str; 26] = [
    "HAVE_EVENTFD",
    "HAVE_FACCESSAT",
    "HAVE_FCHDIR",
    "HAVE_FCHMOD",
    "HAVE_FCHMODAT",
    "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",
    "HAVE_FDOPENDIR",
    "HAVE_FSTATAT",
    "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE",
    "HAVE_FUTIMENS",
    "HAVE_LCHOWN",
    "HAVE_LINKAT",
    "HAVE_LSTAT",
    "HAVE_LUTIMES",
    "HAVE_MEMFD_CREATE",
    "HAVE_MKDIRAT",
    "HAVE_MKFIFOAT",
    "HAVE_MKNODAT",
    "HAVE_OPENAT",
    "HAVE_READLINKAT",
    "HAVE_RENAMEAT",
    "HAVE_SYMLINKAT",
    "HAVE_UNLINKAT",
    "HAVE_UTIMENSAT",
];

/// The environment as it was when the interpreter began: bytes to bytes.
fn environ<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let environ = vm.new_dict();
    for (name, value) in std::env::vars_os() {
        let (name, value) = (vm.new_bytes(&name.into_vec()), vm.new_bytes(&value.into_vec()));
        vm.dict_set(&environ, name, value)?;
    }
    Ok(environ.into_value())
}

fn create_environ<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    environ(vm)
}

/// Whether something in C wants to run while a line is awaited: nothing can say so.
fn is_inputhook_installed<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(false))
}

fn inputhook<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::small_int(0))
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("posix");
    constants::install(vm, &module);
    anonymous::install(vm, &module);
    timers::install(vm, &module);
    extended::install(vm, &module);
    status::install(vm, &module);
    descriptors::install(vm, &module);
    files::install(vm, &module);
    owner::install(vm, &module);
    positioned::install(vm, &module);
    paths::install(vm, &module);
    process::install(vm, &module);
    identity::install(vm, &module);
    program::install(vm, &module);
    fork::install(vm, &module)?;
    limits::install(vm, &module)?;
    scandir::install(vm, &module);
    schedule::install(vm, &module);
    let environ = environ(vm)?;
    vm.module_set(&module, "environ", environ);
    let os_error = vm.exceptions().os_error.value().clone();
    vm.module_set(&module, "error", os_error);
    let have = HAVE.map(|name| vm.new_str(name)).to_vec();
    let have = vm.new_list(have)?;
    vm.module_set(&module, "_have_functions", have);
    vm.module_functions(
        &module,
        "posix",
        &[
            ("_create_environ()", create_environ),
            ("_inputhook()", inputhook),
            ("_is_inputhook_installed()", is_inputhook_installed),
        ],
    );
    Ok(module)
}

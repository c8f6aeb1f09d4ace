//! `_posixshmem`: memory that processes share, by name.

use crate::path::{from_system, to_system};
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::ffi::CString;

fn name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (CString, Value<R>)> {
    vm.str_argument(value, "the name of shared memory")?;
    let bytes = to_system(vm, value)?;
    let shown = from_system(vm, &bytes);
    match CString::new(bytes) {
        Ok(name) => Ok((name, shown)),
        Err(_) => Err(vm.value_error("embedded null character")),
    }
}

fn shm_open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (name, shown) = name(vm, &arguments[0])?;
    let flags = vm.index(&arguments[1])? as i32;
    let mode = match arguments[2].given() {
        Some(mode) => vm.index(mode)? as libc::mode_t,
        None => 0o777,
    };
    // SAFETY: the name ends with a zero byte.
    let opened = system::blocking(vm, "shm_open", Some(&shown), || unsafe {
        libc::shm_open(name.as_ptr(), flags, mode)
    })?;
    Ok(vm.new_int(opened))
}

fn shm_unlink<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (name, shown) = name(vm, &arguments[0])?;
    // SAFETY: the name ends with a zero byte.
    system::blocking(vm, "shm_unlink", Some(&shown), || unsafe { libc::shm_unlink(name.as_ptr()) })?;
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_posixshmem");
    vm.module_functions(
        &module,
        "_posixshmem",
        &[("shm_open(path, flags, mode=511)", shm_open), ("shm_unlink(path, /)", shm_unlink)],
    );
    Ok(module)
}

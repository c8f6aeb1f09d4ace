//! Another program: in place of this one, or run by the shell.

use crate::path::{path, to_system};
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::ffi::CString;

fn c_string<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, CString> {
    let value = crate::path::fspath(vm, value)?;
    let bytes = to_system(vm, &value)?;
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

/// The words of a program; the first is its name.
fn words<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, function: &str) -> Return<R, Vec<CString>> {
    let words: Vec<CString> =
        vm.collect(value)?.iter().map(|word| c_string(vm, word)).collect::<Return<R, _>>()?;
    match words.first() {
        None => Err(vm.value_error(&format!("{function}() arg 2 must not be empty"))),
        Some(first) if first.is_empty() => {
            Err(vm.value_error(&format!("{function}() arg 2 first element cannot be empty")))
        }
        Some(_) => Ok(words),
    }
}

fn pointers(strings: &[CString]) -> Vec<*const libc::c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([std::ptr::null()]).collect()
}

/// Whether the interpreter's program may be replaced by another.
fn check_permitted<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    match vm.shared.config.permissions.exec {
        true => Ok(()),
        false => Err(vm.runtime_error("exec not supported for isolated subinterpreters")),
    }
}

fn execv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_permitted(vm)?;
    let path = path(vm, &arguments[0])?;
    let words = words(vm, &arguments[1], "execv")?;
    vm.audit("os.exec", |_| [path.value.clone(), arguments[1].clone(), Value::NONE])?;
    let (name, pointers) = (path.as_c(), pointers(&words));
    // SAFETY: name and words end with a zero byte, the list with a null. If it answers, nothing has happened.
    unsafe { libc::execv(name.as_ptr(), pointers.as_ptr()) };
    Err(system::last_error(vm, None))
}

fn execve<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_permitted(vm)?;
    let path = path(vm, &arguments[0])?;
    let words = words(vm, &arguments[1], "execve")?;
    let items = vm.call_method(&arguments[2], "items", &[])?;
    let mut settings = Vec::new();
    for item in vm.collect(&items)? {
        let pair = vm.collect(&item)?;
        let [name, value] = &*pair else {
            return Err(vm.type_error("env.items() must be pairs"));
        };
        let (name, value) = (c_string(vm, name)?.into_bytes(), c_string(vm, value)?.into_bytes());
        if name.is_empty() || name.contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        // Neither has a zero byte.
        settings.push(CString::new([name, b"=".to_vec(), value].concat()).unwrap_or_default());
    }
    vm.audit("os.exec", |_| [path.value.clone(), arguments[1].clone(), arguments[2].clone()])?;
    let (name, words, settings) = (path.as_c(), pointers(&words), pointers(&settings));
    // SAFETY: as in `execv`, and so for the environment.
    unsafe { libc::execve(name.as_ptr(), words.as_ptr(), settings.as_ptr()) };
    Err(system::last_error(vm, Some(&path.value)))
}

fn shell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let command = c_string(vm, &arguments[0])?;
    vm.audit("os.system", |vm| [vm.new_bytes(command.as_bytes())])?;
    let status = vm.detached(|| {
        let _blocking = events::io::blocking("system");
        // SAFETY: the command ends with a zero byte.
        unsafe { libc::system(command.as_ptr()) }
    });
    Ok(vm.new_int(status.into()))
}

fn nice<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let increment = vm.index(&arguments[0])? as i32;
    // SAFETY: errno is the thread's own; -1 is an answer like any other.
    let answer = unsafe {
        *libc::__errno_location() = 0;
        libc::nice(increment)
    };
    if answer == -1 && system::errno() != 0 {
        return Err(system::last_error(vm, None));
    }
    Ok(vm.new_int(answer.into()))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("execv(path, argv, /)", execv),
            ("execve(path, argv, env)", execve),
            ("system(command)", shell),
            ("nice(increment, /)", nice),
        ],
    );
}

//! Extended attributes: what a program has noted beside a file.

use crate::path::{PathArgument, from_system, path, path_or_descriptor};
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::ffi::CString;

/// The longest value, and the longest list of names, that the system keeps.
const LONGEST: usize = 1 << 16;

/// The file that the first argument names or is, and whether a link is followed.
fn file<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    follow: &Value<R>,
) -> Return<R, (PathArgument<R>, bool)> {
    let file = path_or_descriptor(vm, value)?;
    let follow = match follow.given() {
        Some(follow) => vm.truth(follow)?,
        None => true,
    };
    Ok((file, follow))
}

/// Calls one of three functions that do the same: with an open file, with a name, or with the name of what may be a link.
macro_rules! call {
    ($vm:ident, $target:ident, $open:ident, $named:ident, $link:ident, $($argument:expr),*) => {{
        let (file, follow) = &$target;
        let name = file.as_c();
        system::blocking($vm, stringify!($named), Some(&file.value), || {
            // SAFETY: the names end with zero bytes; the buffers are as long as is said.
            unsafe {
                match (file.descriptor, follow) {
                    (Some(descriptor), _) => libc::$open(descriptor, $($argument),*) as i64,
                    (None, true) => libc::$named(name.as_ptr(), $($argument),*) as i64,
                    (None, false) => libc::$link(name.as_ptr(), $($argument),*) as i64,
                }
            }
        })
    }};
}

fn attribute<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, CString> {
    Ok(path(vm, value)?.as_c())
}

fn getxattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let target = file(vm, &arguments[0], &arguments[2])?;
    let attribute = attribute(vm, &arguments[1])?;
    vm.audit("os.getxattr", |_| [target.0.value.clone(), arguments[1].clone()])?;
    let mut value = vec![0_u8; LONGEST];
    let start = value.as_mut_ptr();
    let count = call!(vm, target, fgetxattr, getxattr, lgetxattr, attribute.as_ptr(), start.cast(), LONGEST)?;
    value.truncate(count as usize);
    Ok(vm.new_bytes(&value))
}

fn setxattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let target = file(vm, &arguments[0], &arguments[4])?;
    let attribute = attribute(vm, &arguments[1])?;
    let value = vm.expect_bytes_like(&arguments[2])?.into_owned();
    let flags = system::int_or(vm, &arguments[3], 0)?;
    vm.audit("os.setxattr", |vm| {
        [target.0.value.clone(), arguments[1].clone(), vm.new_bytes(&value), vm.new_int(flags.into())]
    })?;
    let start = value.as_ptr();
    let length = value.len();
    call!(vm, target, fsetxattr, setxattr, lsetxattr, attribute.as_ptr(), start.cast(), length, flags)?;
    Ok(Value::NONE)
}

fn removexattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let target = file(vm, &arguments[0], &arguments[2])?;
    let attribute = attribute(vm, &arguments[1])?;
    vm.audit("os.removexattr", |_| [target.0.value.clone(), arguments[1].clone()])?;
    call!(vm, target, fremovexattr, removexattr, lremovexattr, attribute.as_ptr())?;
    Ok(Value::NONE)
}

fn listxattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let target = match arguments[0].some() {
        Some(_) => file(vm, &arguments[0], &arguments[1])?,
        None => {
            let here = vm.new_str(".");
            file(vm, &here, &arguments[1])?
        }
    };
    vm.audit("os.listxattr", |_| [target.0.value.clone()])?;
    let mut names = vec![0_u8; LONGEST];
    let start = names.as_mut_ptr();
    let count = call!(vm, target, flistxattr, listxattr, llistxattr, start.cast(), LONGEST)?;
    names.truncate(count as usize);
    let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
    let names = names.map(|name| from_system(vm, name)).collect();
    vm.new_list(names)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_set(module, "XATTR_SIZE_MAX", Value::small_int(LONGEST as i64));
    vm.module_functions(
        module,
        "posix",
        &[
            ("getxattr(path, attribute, *, follow_symlinks=True)", getxattr),
            ("setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", setxattr),
            ("removexattr(path, attribute, *, follow_symlinks=True)", removexattr),
            ("listxattr(path=None, *, follow_symlinks=True)", listxattr),
        ],
    );
}

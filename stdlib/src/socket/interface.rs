//! The network interfaces of the machine, as the system shows them in its files.

use crate::path::{from_system, path};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

const INTERFACES: &str = "/sys/class/net";

/// The interfaces, by number.
fn interfaces<R: Runtime>(vm: &mut Vm<R>) -> Vec<(u32, OsString)> {
    let mut found: Vec<(u32, OsString)> = vm.detached(|| {
        let folders = fs::read_dir(INTERFACES).into_iter().flatten().flatten();
        let numbered = folders.filter_map(|folder| {
            let number = fs::read_to_string(folder.path().join("ifindex")).ok()?;
            Some((number.trim().parse().ok()?, folder.file_name()))
        });
        numbered.collect()
    });
    found.sort();
    found
}

fn if_nameindex<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut pairs = Vec::new();
    for (number, name) in interfaces(vm) {
        let pair = vec![Value::small_int(number.into()), from_system(vm, name.as_bytes())];
        pairs.push(vm.new_tuple(pair));
    }
    vm.new_list(pairs)
}

fn if_nametoindex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sought = OsString::from_vec(path(vm, &arguments[0])?.bytes);
    match interfaces(vm).into_iter().find(|(_, name)| *name == sought) {
        Some((number, _)) => Ok(Value::small_int(number.into())),
        None => Err(vm.os_error(libc::ENODEV, None)),
    }
}

fn if_indextoname<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(sought) = u32::try_from(vm.index(&arguments[0])?) else {
        return Err(vm.value_error("Cannot convert negative int"));
    };
    match interfaces(vm).into_iter().find(|(number, _)| *number == sought) {
        Some((_, name)) => Ok(from_system(vm, name.as_bytes())),
        None => Err(vm.os_error(libc::ENXIO, None)),
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "_socket",
        &[
            ("if_nameindex()", if_nameindex),
            ("if_nametoindex(if_name, /)", if_nametoindex),
            ("if_indextoname(if_index, /)", if_indextoname),
        ],
    );
}

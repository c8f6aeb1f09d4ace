//! What `sys.path_hooks` has for archives.
//!
//! In CPython that is `zipimport.zipimporter`; here a function, which imports that when there is an archive to look into.

use interpreter::{Return, Vm, is_archive};
use object_model::{Runtime, Value};
use std::path::Path;

fn archive_hook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let entry = vm.expect_str(&arguments[0], "a path must be str, not")?.to_owned();
    let importer = if is_archive(Path::new(&entry)) { vm.archive_importer()? } else { None };
    match importer {
        Some(importer) => vm.call(&importer, &arguments[..1]),
        None => Err(vm.import_error(false, &entry, &format!("not an archive: {entry}"))),
    }
}

/// Puts the hook before the others.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    let sys = vm.import_module("sys")?;
    let hooks = vm.get_attr_str(&sys, "path_hooks")?;
    let hook = vm.new_module_function("_imp", "archive_hook(path, /)", archive_hook);
    vm.call_method(&hooks, "insert", &[Value::small_int(0), hook]).map(drop)
}

//! `_imp`: what `importlib` asks of the interpreter. Nothing is frozen and there are no extension modules.

mod archive_hook;
mod bootstrap;
mod library_importer;

use interpreter::{Return, Vm};
use object_model::{Dict, Runtime, Value};
use siphasher::sip::SipHasher13;

pub(crate) use bootstrap::{external, frozen};
pub(crate) use library_importer::begin;

/// The attribute that holds the import lock.
const LOCK: &str = "_lock";

fn text<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
    vm.expect_str(value, "a module name must be str, not").map(str::to_owned)
}

fn call_lock<R: Runtime>(vm: &mut Vm<R>, method: &str) -> Return<R> {
    let module = vm.import_module("_imp")?;
    let lock = vm.get_attr_str(&module, LOCK)?;
    vm.call_method(&lock, method, &[])
}

fn acquire_lock<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    call_lock(vm, "acquire").map(|_| Value::NONE)
}

fn release_lock<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    call_lock(vm, "release").map(|_| Value::NONE)
}

fn lock_held<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    call_lock(vm, "locked")
}

fn is_builtin<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = text(vm, &arguments[0])?;
    let known = vm.shared.native_modules.contains_key(name.as_str()) || name == "builtins";
    Ok(Value::small_int(i64::from(known)))
}

fn create_builtin<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.get_attr_str(&arguments[0], "name")?;
    let name = text(vm, &name)?;
    vm.import_module(&name)
}

fn exec_builtin<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::small_int(0))
}

fn no<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::FALSE)
}

fn nothing<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn none_of_them<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.new_list(vec![])
}

fn not_frozen<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = text(vm, &arguments[0])?;
    let shown = vm.repr_string(&arguments[0])?;
    Err(vm.import_error(false, &name, &format!("No such frozen object named {shown}")))
}

/// SipHash-1-3 of a source, by which a compiled file knows it.
fn source_hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let key = vm.index(&arguments[0])?;
    let Some(source) = vm.as_bytes(&arguments[1]) else {
        let message = format!("a bytes-like object is required, not '{}'", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    let hash = SipHasher13::new_with_keys(key as u64, 0).hash(source);
    Ok(vm.new_bytes(&hash.to_le_bytes()))
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_imp");
    vm.module_functions(
        &module,
        "_imp",
        &[
            ("acquire_lock()", acquire_lock),
            ("release_lock()", release_lock),
            ("lock_held()", lock_held),
            ("source_hash(key, source)", source_hash),
            ("is_builtin(name, /)", is_builtin),
            ("create_builtin(spec, /)", create_builtin),
            ("exec_builtin(mod, /)", exec_builtin),
            ("is_frozen(name, /)", no),
            ("is_frozen_package(name, /)", not_frozen),
            ("find_frozen(name, /, *, withdata=False)", nothing),
            ("get_frozen_object(name, data=None, /)", not_frozen),
            ("init_frozen(name, /)", nothing),
            ("_frozen_module_names()", none_of_them),
            ("extension_suffixes()", none_of_them),
            ("_fix_co_filename(code, path, /)", nothing),
            ("_override_frozen_modules_for_tests(override, /)", nothing),
        ],
    );
    let when = vm.new_str("default");
    vm.module_set(&module, "check_hash_based_pycs", when);
    // Not CPython's: neither is to take the other's files for its own.
    vm.module_set(&module, "pyc_magic_number_token", Value::small_int(0x0a0d_f14e));
    let threads = vm.import_module("_thread")?;
    let lock = vm.call_method(&threads, "RLock", &[])?;
    vm.module_set(&module, LOCK, lock);
    Ok(module)
}

/// The namespace of a module.
fn namespace<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R> {
    let namespace = vm.get_attr_str(module, "__dict__")?;
    match namespace.as_ref::<Dict<R>>() {
        Some(_) => Ok(namespace),
        None => Err(vm.type_error("a module's __dict__ must be a dict")),
    }
}

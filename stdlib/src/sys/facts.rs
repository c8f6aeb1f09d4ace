//! What `sys` says of the interpreter, the machine and the command line.

use crate::path::from_system;
use crate::struct_sequence;
use interpreter::{Return, Vm};
use object_model::{ClassFlags, Runtime, Value};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

const VERSION: (i64, i64, i64) = (3, 14, 0);

fn sequence<R: Runtime>(
    vm: &mut Vm<R>,
    module: &Value<R>,
    attribute: &str,
    fields: &[(&'static str, Value<R>)],
) -> Return<R, ()> {
    let names: Vec<&'static str> = fields.iter().map(|(name, _)| *name).collect();
    let class = struct_sequence::class(vm, "sys", attribute, &names, &[]);
    let values = fields.iter().map(|(_, value)| value.clone()).collect();
    let made = struct_sequence::make(vm, &class, values, vec![])?;
    // Programs may measure numbers of their own, but there is one version, and one set of flags.
    if matches!(attribute, "flags" | "version_info") {
        class.set_flag(ClassFlags::NOT_CALLABLE, true);
    }
    vm.module_set(module, attribute, made);
    Ok(())
}

fn texts<R: Runtime>(vm: &mut Vm<R>, texts: impl Iterator<Item = OsString>) -> Return<R> {
    let texts = texts.map(|text| from_system(vm, text.as_bytes())).collect();
    vm.new_list(texts)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    version(vm, module)?;
    numbers(vm, module)?;
    flags(vm, module)?;
    names(vm, module)?;
    let shared = vm.shared.clone();
    let argv = texts(vm, shared.config.arguments.iter().cloned())?;
    let path = texts(vm, shared.config.path.iter().map(|folder| folder.clone().into_os_string()))?;
    let orig = texts(vm, std::env::args_os())?;
    vm.module_set(module, "argv", argv);
    vm.module_set(module, "path", path);
    vm.module_set(module, "orig_argv", orig);
    let executable =
        std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let executable = vm.new_string(executable);
    for name in ["executable", "_base_executable"] {
        vm.module_set(module, name, executable.clone());
    }
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        let value = vm.new_str("");
        vm.module_set(module, name, value);
    }
    let (platform, order, framework) =
        (vm.new_str(std::env::consts::OS), vm.new_str(byte_order()), vm.new_str(""));
    vm.module_set(module, "platform", platform);
    vm.module_set(module, "byteorder", order);
    vm.module_set(module, "_framework", framework);
    let (library, abi, prefix) = (vm.new_str("lib"), vm.new_str(""), Value::NONE);
    vm.module_set(module, "platlibdir", library);
    vm.module_set(module, "abiflags", abi);
    vm.module_set(module, "pycache_prefix", prefix);
    vm.module_set(module, "dont_write_bytecode", Value::TRUE);
    let warnings = shared.config.warnings.iter().map(|warning| vm.new_str(warning)).collect();
    let (warnings, hooks) = (vm.new_list(warnings)?, vm.new_list(vec![])?);
    vm.module_set(module, "warnoptions", warnings);
    vm.module_set(module, "path_hooks", hooks);
    let importer: Vec<Value<R>> = vm.shared.library_importer().cloned().into_iter().collect();
    let finders = vm.new_list(importer)?;
    vm.module_set(module, "meta_path", finders);
    let cache = vm.new_dict().into_value();
    vm.module_set(module, "path_importer_cache", cache);
    let options = vm.new_dict();
    for (name, value) in &shared.config.options {
        // One without a value is switched on.
        let value = if value.is_empty() { Value::TRUE } else { vm.new_str(value) };
        let name = vm.new_str(name);
        vm.dict_set(&options, name, value)?;
    }
    vm.module_set(module, "_xoptions", options.into_value());
    Ok(())
}

fn byte_order() -> &'static str {
    if cfg!(target_endian = "little") { "little" } else { "big" }
}

fn version<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let (major, minor, micro) = VERSION;
    // In the form that `platform` takes apart, which knows no hyphens there.
    let runtime = R::NAME.replace('-', " ");
    let text = format!("{major}.{minor}.{micro} (granular {}, {runtime}) [Rust]", env!("CARGO_PKG_VERSION"));
    let text = vm.new_string(text);
    vm.module_set(module, "version", text);
    let release = vm.new_str("final");
    let info = [
        ("major", Value::small_int(major)),
        ("minor", Value::small_int(minor)),
        ("micro", Value::small_int(micro)),
        ("releaselevel", release),
        ("serial", Value::small_int(0)),
    ];
    sequence(vm, module, "version_info", &info)?;
    let hex = major << 24 | minor << 16 | micro << 8 | 0xf0;
    vm.module_set(module, "hexversion", Value::small_int(hex));
    vm.module_set(module, "api_version", Value::small_int(1013));
    let empty = vm.new_str("");
    let git = vec![vm.new_str("granular"), empty.clone(), empty];
    let git = vm.new_tuple(git);
    vm.module_set(module, "_git", git);
    let copyright = vm.new_str("");
    vm.module_set(module, "copyright", copyright);

    let class = super::namespace::class(vm).into_value();
    let implementation = vm.call(&class, &[])?;
    let name = vm.new_str("granular");
    let tag = vm.new_string(format!("granular-{major}{minor}"));
    let info = vm.get_attr_str(module, "version_info")?;
    vm.set_attr_str(&implementation, "name", name)?;
    vm.set_attr_str(&implementation, "cache_tag", tag)?;
    vm.set_attr_str(&implementation, "version", info)?;
    vm.set_attr_str(&implementation, "hexversion", Value::small_int(hex))?;
    vm.set_attr_str(&implementation, "supports_isolated_interpreters", Value::TRUE)?;
    vm.module_set(module, "implementation", implementation);
    Ok(())
}

fn numbers<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let maxsize = vm.new_int(i64::MAX);
    vm.module_set(module, "maxsize", maxsize);
    vm.module_set(module, "maxunicode", Value::small_int(0x10_ffff));
    let float = [
        ("max", Value::float(f64::MAX)),
        ("max_exp", Value::small_int(i64::from(f64::MAX_EXP))),
        ("max_10_exp", Value::small_int(i64::from(f64::MAX_10_EXP))),
        ("min", Value::float(f64::MIN_POSITIVE)),
        ("min_exp", Value::small_int(i64::from(f64::MIN_EXP))),
        ("min_10_exp", Value::small_int(i64::from(f64::MIN_10_EXP))),
        ("dig", Value::small_int(i64::from(f64::DIGITS))),
        ("mant_dig", Value::small_int(i64::from(f64::MANTISSA_DIGITS))),
        ("epsilon", Value::float(f64::EPSILON)),
        ("radix", Value::small_int(i64::from(f64::RADIX))),
        ("rounds", Value::small_int(1)),
    ];
    sequence(vm, module, "float_info", &float)?;
    let int = [
        ("bits_per_digit", Value::small_int(64)),
        ("sizeof_digit", Value::small_int(8)),
        ("default_max_str_digits", Value::small_int(4300)),
        ("str_digits_check_threshold", Value::small_int(640)),
    ];
    sequence(vm, module, "int_info", &int)?;
    let algorithm = vm.new_str("siphash13");
    let modulus = vm.new_int((1 << 61) - 1);
    let hash = [
        ("width", Value::small_int(64)),
        ("modulus", modulus),
        ("inf", Value::small_int(314_159)),
        ("nan", Value::small_int(0)),
        ("imag", Value::small_int(1_000_003)),
        ("algorithm", algorithm),
        ("hash_bits", Value::small_int(64)),
        ("seed_bits", Value::small_int(128)),
        ("cutoff", Value::small_int(0)),
    ];
    sequence(vm, module, "hash_info", &hash)?;
    let style = vm.new_str("short");
    vm.module_set(module, "float_repr_style", style);
    let (name, lock) = (vm.new_str("pthread"), vm.new_str("mutex+cond"));
    sequence(vm, module, "thread_info", &[("name", name), ("lock", lock), ("version", Value::NONE)])
}

fn flags<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let zero = Value::small_int(0);
    let mut flags: Vec<(&'static str, Value<R>)> = [
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
    ]
    .map(|name| (name, zero.clone()))
    .to_vec();
    let config = &vm.shared.config;
    for (name, value) in &mut flags {
        match *name {
            "optimize" => *value = Value::small_int(config.optimize.into()),
            "bytes_warning" => *value = Value::small_int(config.bytes_warning.into()),
            "isolated" | "no_user_site" => *value = Value::small_int(config.isolation.isolated.into()),
            "ignore_environment" => *value = Value::small_int(config.isolation.ignore_environment.into()),
            "dont_write_bytecode" => *value = Value::small_int(1),
            _ => {}
        }
    }
    flags.extend([
        ("dev_mode", Value::bool(vm.shared.config.dev_mode)),
        ("utf8_mode", Value::small_int(1)),
        ("warn_default_encoding", zero),
        ("safe_path", Value::bool(vm.shared.config.isolation.safe_path)),
        ("int_max_str_digits", Value::small_int(4300)),
    ]);
    let has_lock = R::NAME == "gil";
    let without_lock = Value::small_int(i64::from(!has_lock));
    // Attributes and no items, so that there are never more items than there were.
    let further = vec![
        ("gil", if has_lock { Value::small_int(1) } else { Value::NONE }),
        ("thread_inherit_context", without_lock.clone()),
        ("context_aware_warnings", without_lock),
    ];
    let (names, values): (Vec<_>, Vec<_>) = flags.into_iter().unzip();
    let further_names: Vec<&'static str> = further.iter().map(|(name, _)| *name).collect();
    let class = struct_sequence::class(vm, "sys", "flags", &names, &further_names);
    let made = struct_sequence::make(vm, &class, values, further)?;
    vm.module_set(module, "flags", made);
    Ok(())
}

fn names<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let mut native: Vec<&str> = vm.shared.native_modules.iter().map(|entry| *entry.key()).collect();
    native.push("builtins");
    native.sort_unstable();
    let builtin: Vec<Value<R>> = native.iter().map(|name| vm.new_str(name)).collect();
    let builtin = vm.new_tuple(builtin);
    vm.module_set(module, "builtin_module_names", builtin);
    let all = vm.new_set();
    for name in native.into_iter().chain(crate::library::module_names()) {
        let name = vm.new_str(name);
        vm.set_add(&all, name)?;
    }
    let frozenset = vm.types().frozenset.value().clone();
    let all = vm.call(&frozenset, &[all.into_value()])?;
    vm.module_set(module, "stdlib_module_names", all);
    Ok(())
}

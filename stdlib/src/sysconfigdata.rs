//! `_sysconfigdata__linux_`: what `sysconfig` says this program was built with. Nothing here was configured by CPython's
//! build, so that there is little to say; that there is no global lock is what programs ask for.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_sysconfigdata__linux_");
    let variables = vm.new_dict();
    // By these packages tell what they may install; no file has this suffix, as extension modules are not supported.
    let tag = format!("granular-314-{}-linux-gnu", std::env::consts::ARCH);
    let (tag, suffix) = (vm.new_str(&tag), vm.new_str(&format!(".{tag}.so")));
    let free_threaded = Value::small_int(i64::from(R::NAME != "gil"));
    for (name, value) in [
        ("Py_GIL_DISABLED", free_threaded),
        ("Py_DEBUG", Value::small_int(0)),
        ("Py_ENABLE_SHARED", Value::small_int(0)),
        ("WITH_PYMALLOC", Value::small_int(0)),
        ("SOABI", tag),
        ("EXT_SUFFIX", suffix),
    ] {
        let name = vm.intern(name);
        vm.dict_set_str(&variables, &name, value);
    }
    vm.module_set(&module, "build_time_vars", variables.into_value());
    Ok(module)
}

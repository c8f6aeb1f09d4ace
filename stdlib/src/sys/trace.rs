//! `sys.settrace`, `sys.setprofile` and the like.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

fn settrace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("sys.settrace", |_| [])?;
    vm.set_trace_function(arguments[0].clone());
    Ok(Value::NONE)
}

fn setprofile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("sys.setprofile", |_| [])?;
    vm.set_profile_function(arguments[0].clone());
    Ok(Value::NONE)
}

fn gettrace<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.trace_function())
}

fn getprofile<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.profile_function())
}

fn settrace_all_threads<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("sys.settrace", |_| [])?;
    let monitor = vm.monitor();
    let mut tools = vm.lock(&monitor);
    let version = tools.trace.0 + 1;
    let old = std::mem::replace(&mut tools.trace, (version, arguments[0].clone()));
    drop(tools);
    vm.announce();
    drop(old);
    Ok(Value::NONE)
}

fn setprofile_all_threads<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("sys.setprofile", |_| [])?;
    let monitor = vm.monitor();
    let mut tools = vm.lock(&monitor);
    let version = tools.profile.0 + 1;
    let old = std::mem::replace(&mut tools.profile, (version, arguments[0].clone()));
    drop(tools);
    vm.announce();
    drop(old);
    Ok(Value::NONE)
}

fn call_tracing<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(given) = vm.as_tuple(&arguments[1]).map(<[_]>::to_vec) else {
        let message = format!("call_tracing() argument 2 must be tuple, not {}", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    vm.watched_again(|vm| vm.call(&arguments[0], &given))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "sys",
        &[
            ("settrace(function, /)", settrace),
            ("setprofile(function, /)", setprofile),
            ("gettrace()", gettrace),
            ("getprofile()", getprofile),
            ("_settraceallthreads(function, /)", settrace_all_threads),
            ("_setprofileallthreads(function, /)", setprofile_all_threads),
            ("call_tracing(func, args, /)", call_tracing),
        ],
    );
}

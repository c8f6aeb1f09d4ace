//! By which policy the system gives a process its turns.

use crate::struct_sequence;
use crate::system::checked;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Ref, Runtime, Tuple, Value};

/// Whose class tells what a policy wants to know of a process. It stands in the module.
struct Parameters;

fn parameters_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    struct_sequence::class_for::<R, Parameters>(vm, "posix", "sched_param", &["sched_priority"], &[])
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    struct_sequence::make(vm, &class, vec![arguments[1].clone()], vec![])
}

fn process<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, libc::pid_t> {
    Ok(vm.index(value)? as libc::pid_t)
}

fn parameters<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, libc::sched_param> {
    let class = parameters_class(vm);
    let priority = value.as_ref::<Tuple<R>>().and_then(|items| items.as_slice().first().cloned());
    let Some(priority) = priority.filter(|_| vm.is_instance(value, &class)) else {
        return Err(vm.type_error("must have a sched_param object"));
    };
    match i32::try_from(vm.index(&priority)?) {
        Ok(priority) => Ok(libc::sched_param { sched_priority: priority }),
        Err(_) => Err(vm.overflow_error("sched_priority out of range")),
    }
}

fn sched_getscheduler<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = process(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::sched_getscheduler(process) };
    let policy = checked(vm, answer, None)?;
    Ok(Value::small_int(policy.into()))
}

fn sched_setscheduler<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, policy) = (process(vm, &arguments[0])?, vm.index(&arguments[1])? as i32);
    let parameters = parameters(vm, &arguments[2])?;
    // SAFETY: the parameters are valid for reads.
    let answer = unsafe { libc::sched_setscheduler(process, policy, &parameters) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn sched_getparam<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = process(vm, &arguments[0])?;
    let mut parameters = libc::sched_param { sched_priority: 0 };
    // SAFETY: the parameters are valid for writes.
    let answer = unsafe { libc::sched_getparam(process, &mut parameters) };
    checked(vm, answer, None)?;
    let class = parameters_class(vm);
    let priority = Value::small_int(parameters.sched_priority.into());
    struct_sequence::make(vm, &class, vec![priority], vec![])
}

fn sched_setparam<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (process, parameters) = (process(vm, &arguments[0])?, parameters(vm, &arguments[1])?);
    // SAFETY: the parameters are valid for reads.
    let answer = unsafe { libc::sched_setparam(process, &parameters) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn sched_rr_get_interval<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let process = process(vm, &arguments[0])?;
    let mut interval = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the interval is valid for writes.
    let answer = unsafe { libc::sched_rr_get_interval(process, &mut interval) };
    checked(vm, answer, None)?;
    Ok(Value::float(interval.tv_sec as f64 + interval.tv_nsec as f64 * 1e-9))
}

macro_rules! limits {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let policy = vm.index(&arguments[0])? as i32;
            // SAFETY: no memory is involved.
            let answer = unsafe { libc::$name(policy) };
            let priority = checked(vm, answer, None)?;
            Ok(Value::small_int(priority.into()))
        })*
    };
}

limits! { sched_get_priority_min sched_get_priority_max }

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = parameters_class(vm);
    ClassBuilder::extend(vm, &class).constructor("__new__(cls, sched_priority)", new).finish();
    vm.module_set(module, "sched_param", class.into_value());
    vm.module_functions(
        module,
        "posix",
        &[
            ("sched_getscheduler(pid, /)", sched_getscheduler),
            ("sched_setscheduler(pid, policy, param, /)", sched_setscheduler),
            ("sched_getparam(pid, /)", sched_getparam),
            ("sched_setparam(pid, param, /)", sched_setparam),
            ("sched_rr_get_interval(pid, /)", sched_rr_get_interval),
            ("sched_get_priority_min(policy)", sched_get_priority_min),
            ("sched_get_priority_max(policy)", sched_get_priority_max),
        ],
    );
}

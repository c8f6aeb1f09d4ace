//! `resource`: what a process has used, and how much it may.

use crate::struct_sequence;
use crate::system::checked;
use interpreter::{Return, Vm};
use num_bigint::Sign;
use object_model::{Class, Runtime, Value};
use std::mem::MaybeUninit;

const FIELDS: [&str; 16] = [
    "ru_utime",
    "ru_stime",
    "ru_maxrss",
    "ru_ixrss",
    "ru_idrss",
    "ru_isrss",
    "ru_minflt",
    "ru_majflt",
    "ru_nswap",
    "ru_inblock",
    "ru_oublock",
    "ru_msgsnd",
    "ru_msgrcv",
    "ru_nsignals",
    "ru_nvcsw",
    "ru_nivcsw",
];

const LIMITS: [(&str, libc::__rlimit_resource_t); 16] = [
    ("RLIMIT_AS", libc::RLIMIT_AS),
    ("RLIMIT_CORE", libc::RLIMIT_CORE),
    ("RLIMIT_CPU", libc::RLIMIT_CPU),
    ("RLIMIT_DATA", libc::RLIMIT_DATA),
    ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE),
    ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK),
    ("RLIMIT_MSGQUEUE", libc::RLIMIT_MSGQUEUE),
    ("RLIMIT_NICE", libc::RLIMIT_NICE),
    ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE),
    ("RLIMIT_OFILE", libc::RLIMIT_NOFILE),
    ("RLIMIT_NPROC", libc::RLIMIT_NPROC),
    ("RLIMIT_RSS", libc::RLIMIT_RSS),
    ("RLIMIT_RTPRIO", libc::RLIMIT_RTPRIO),
    ("RLIMIT_RTTIME", libc::RLIMIT_RTTIME),
    ("RLIMIT_SIGPENDING", libc::RLIMIT_SIGPENDING),
    ("RLIMIT_STACK", libc::RLIMIT_STACK),
];

fn getrusage<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let who = vm.index(&arguments[0])?;
    if ![libc::RUSAGE_SELF, libc::RUSAGE_CHILDREN, libc::RUSAGE_THREAD].map(i64::from).contains(&who) {
        return Err(vm.value_error("invalid who parameter"));
    }
    let mut used = MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: there is room for the answer.
    let answer = unsafe { libc::getrusage(who as libc::c_int, used.as_mut_ptr()) };
    checked(vm, answer, None)?;
    // SAFETY: it succeeded, so it has filled the structure.
    let used = unsafe { used.assume_init() };
    usage(vm, &used)
}

/// What a process has used, as Python sees it.
pub(crate) fn usage<R: Runtime>(vm: &mut Vm<R>, used: &libc::rusage) -> Return<R> {
    let seconds = |time: libc::timeval| Value::float(time.tv_sec as f64 + time.tv_usec as f64 * 1e-6);
    let mut items = vec![seconds(used.ru_utime), seconds(used.ru_stime)];
    let counts = [
        used.ru_maxrss,
        used.ru_ixrss,
        used.ru_idrss,
        used.ru_isrss,
        used.ru_minflt,
        used.ru_majflt,
        used.ru_nswap,
        used.ru_inblock,
        used.ru_oublock,
        used.ru_msgsnd,
        used.ru_msgrcv,
        used.ru_nsignals,
        used.ru_nvcsw,
        used.ru_nivcsw,
    ];
    items.extend(counts.map(|count| vm.new_int(count)));
    let module = vm.import_module("resource")?;
    let class = vm.get_attr_str(&module, "struct_rusage")?;
    let class =
        class.downcast::<Class<R>>().map_err(|_| vm.type_error("resource.struct_rusage is no class"))?;
    struct_sequence::make(vm, &class, items, vec![])
}

fn limit_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, libc::__rlimit_resource_t> {
    let number = vm.index(value)?;
    let known = LIMITS.iter().map(|(_, limit)| *limit).find(|&limit| i64::from(limit) == number);
    known.ok_or_else(|| vm.value_error("invalid resource specified"))
}

/// A limit as Python sees it: -1 for none.
fn to_python<R: Runtime>(vm: &mut Vm<R>, limit: &libc::rlimit) -> Value<R> {
    let pair = [limit.rlim_cur, limit.rlim_max].map(|limit| match limit {
        libc::RLIM_INFINITY => Value::small_int(-1),
        limit => vm.new_integer(limit.into()),
    });
    let pair = pair.to_vec();
    vm.new_tuple(pair)
}

/// A limit from Python: -1 for none.
fn from_python<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, libc::rlim_t> {
    let number = vm.index_integer(value)?;
    if let Ok(limit) = u64::try_from(&number) {
        return Ok(limit);
    }
    match i64::try_from(&number) {
        Ok(-1) => Ok(libc::RLIM_INFINITY),
        _ if number.sign() == Sign::Minus => Err(vm.value_error("Cannot convert negative int")),
        _ => Err(vm.overflow_error("Python int too large to convert to C rlim_t")),
    }
}

fn getrlimit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let resource = limit_argument(vm, &arguments[0])?;
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: there is room for the answer.
    let answer = unsafe { libc::getrlimit(resource, &mut limit) };
    checked(vm, answer, None)?;
    Ok(to_python(vm, &limit))
}

fn setrlimit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let resource = limit_argument(vm, &arguments[0])?;
    vm.audit("resource.setrlimit", |_| [arguments[0].clone(), arguments[1].clone()])?;
    let given = vm.collect(&arguments[1])?;
    let [current, most] = given.as_slice() else {
        return Err(vm.value_error("expected a tuple of 2 integers"));
    };
    let limit = libc::rlimit { rlim_cur: from_python(vm, current)?, rlim_max: from_python(vm, most)? };
    // While there is still memory to keep.
    object_model::shortage::prepare();
    // SAFETY: the limit is valid for reads.
    if unsafe { libc::setrlimit(resource, &limit) } < 0 {
        return Err(match crate::system::errno() {
            libc::EINVAL => vm.value_error("current limit exceeds maximum limit"),
            libc::EPERM => vm.value_error("not allowed to raise maximum limit"),
            number => vm.os_error(number, None),
        });
    }
    Ok(Value::NONE)
}

fn getpagesize<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no preconditions.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    Ok(vm.new_int(size))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("resource");
    let class = struct_sequence::class(vm, "resource", "struct_rusage", &FIELDS, &[]).into_value();
    vm.module_set(&module, "struct_rusage", class);
    for (name, limit) in LIMITS {
        vm.module_set(&module, name, Value::small_int(limit.into()));
    }
    for (name, number) in [
        ("RUSAGE_SELF", libc::RUSAGE_SELF),
        ("RUSAGE_CHILDREN", libc::RUSAGE_CHILDREN),
        ("RUSAGE_THREAD", libc::RUSAGE_THREAD),
        ("RLIM_INFINITY", -1),
    ] {
        vm.module_set(&module, name, Value::small_int(number.into()));
    }
    let error = vm.exceptions().os_error.value().clone();
    vm.module_set(&module, "error", error);
    vm.module_functions(
        &module,
        "resource",
        &[
            ("getrusage(who, /)", getrusage),
            ("getrlimit(resource, /)", getrlimit),
            ("setrlimit(resource, limits, /)", setrlimit),
            ("getpagesize()", getpagesize),
        ],
    );
    Ok(module)
}

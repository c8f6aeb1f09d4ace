//! `_thread`: threads, and the locks that `threading` is built on.

mod handle;
mod lock;
pub(crate) mod patience;
mod reentrant_lock;
mod start;

use crate::struct_sequence;
use handle::make_thread_handle;
use interpreter::{ClassBuilder, Local, Return, Vm};
use object_model::{ClassFlags, Runtime, Value};
use patience::TIMEOUT_MAX;
use start::{count, shutdown, stack_size, start_joinable_thread, start_new_thread};

fn get_ident<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let ident = vm.ident as i64;
    Ok(vm.new_int(ident))
}

fn get_main_thread_ident<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let ident = vm.shared.main_ident.get().copied().unwrap_or(1) as i64;
    Ok(vm.new_int(ident))
}

fn get_native_id<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no preconditions.
    let id = unsafe { libc::syscall(libc::SYS_gettid) };
    Ok(vm.new_int(id))
}

fn is_main_interpreter<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.shared.is_main()))
}

fn daemon_threads_allowed<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.shared.config.permissions.daemon_threads))
}

fn exit<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let class = vm.exceptions().system_exit.clone();
    Err(vm.raise(&class, vec![]))
}

fn interrupt_main<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let signal = match arguments[0].given() {
        Some(signal) => vm.index(signal)?,
        None => libc::SIGINT.into(),
    };
    if !(1..65).contains(&signal) {
        return Err(vm.value_error("signal number out of range"));
    }
    crate::signal::simulate(vm, signal as i32);
    Ok(Value::NONE)
}

fn set_name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.expect_str(&arguments[0], "set_name() argument 'name' must be str")?;
    events::sched::thread_name(name);
    // The system keeps 15 bytes.
    let mut end = name.len().min(15);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    if let Ok(name) = std::ffi::CString::new(&name[..end]) {
        // SAFETY: the calling thread exists; the name ends with a zero byte.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), name.as_ptr()) };
    }
    Ok(Value::NONE)
}

/// What `threading.excepthook` is unless replaced.
fn excepthook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.as_tuple(&arguments[0]).map(<[Value<R>]>::to_vec);
    let Some([class, value, _, thread]) = items.as_deref() else {
        return Err(vm.type_error("_thread._excepthook argument type must be ExceptHookArgs"));
    };
    if class.is(vm.exceptions().system_exit.value()) {
        return Ok(Value::NONE);
    }
    let name = match thread.some() {
        Some(thread) => match vm.find_attr_str(thread, "_name")? {
            Some(name) => vm.str_string(&name)?,
            None => vm.ident.to_string(),
        },
        None => vm.ident.to_string(),
    };
    let text = format!("Exception in thread {name}:\n{}", vm.format_exception(value));
    let sys = vm.import_module("sys")?;
    let stderr = vm.find_attr_str(&sys, "stderr")?.filter(|stderr| !stderr.is_none());
    let stderr = match (stderr, thread.some()) {
        (None, Some(thread)) => vm.find_attr_str(thread, "_stderr")?,
        (stderr, _) => stderr,
    };
    if stderr.is_some_and(|stderr| !stderr.is_none()) {
        vm.write_error(&text);
    }
    Ok(Value::NONE)
}

fn new_local<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let init = object_model::Special::Init;
    let has_init =
        class.special(vm, init).is_some_and(|init| init.as_ref::<interpreter::Native<R>>().is_none());
    let given =
        vm.as_tuple(&arguments[1]).is_some_and(|items| !items.is_empty()) || arguments[2].given().is_some();
    if given && !has_init {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    vm.new_local(&class, arguments[1].clone(), arguments[2].clone())
}

fn nothing<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn local_dict<R: Runtime>(vm: &mut Vm<R>, local: &Value<R>) -> Return<R> {
    match vm.attribute_dict(local, true) {
        Some(dict) => Ok(dict.into_value()),
        None => Err(vm.no_attribute(local, "__dict__")),
    }
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_thread");
    let lock = lock::class(vm);
    vm.module_set(&module, "lock", lock.value().clone());
    vm.module_set(&module, "LockType", lock.into_value());
    let rlock = reentrant_lock::class(vm).into_value();
    vm.module_set(&module, "RLock", rlock);
    let handle = handle::class(vm).into_value();
    vm.module_set(&module, "_ThreadHandle", handle);
    let local = ClassBuilder::new::<Local<R>>(vm, "_thread", "_local", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, *args, **kwargs)", new_local)
        .method("__init__(self, /, *args, **kwargs)", nothing)
        .getter("__dict__", local_dict)
        .finish()
        .into_value();
    vm.module_set(&module, "_local", local);
    let fields = ["exc_type", "exc_value", "exc_traceback", "thread"];
    let args = struct_sequence::class(vm, "_thread", "_ExceptHookArgs", &fields, &[]).into_value();
    vm.module_set(&module, "_ExceptHookArgs", args);
    let error = vm.exceptions().runtime_error.value().clone();
    vm.module_set(&module, "error", error);
    vm.module_set(&module, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
    vm.module_functions(
        &module,
        "_thread",
        &[
            ("allocate_lock()", lock::new),
            ("allocate()", lock::new),
            ("start_new_thread(function, args, kwargs={}, /)", start_new_thread),
            ("start_new(function, args, kwargs={}, /)", start_new_thread),
            ("start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread),
            ("_make_thread_handle(ident, /)", make_thread_handle),
            ("_get_main_thread_ident()", get_main_thread_ident),
            ("_is_main_interpreter()", is_main_interpreter),
            ("daemon_threads_allowed()", daemon_threads_allowed),
            ("_shutdown()", shutdown),
            ("get_ident()", get_ident),
            ("get_native_id()", get_native_id),
            ("_count()", count),
            ("exit()", exit),
            ("exit_thread()", exit),
            ("interrupt_main(signum=2, /)", interrupt_main),
            ("stack_size(size=0, /)", stack_size),
            ("set_name(name)", set_name),
            ("_excepthook(args, /)", excepthook),
        ],
    );
    Ok(module)
}

//! `sys`.

mod facts;
mod monitoring;
mod namespace;
mod streams;
mod trace;

use interpreter::builtins::{FINALIZER_HOOK, FIRST_ITERATION_HOOK};
use interpreter::{Return, Vm};
use object_model::{Class, ClassFlags, Dict, Ref, Runtime, Special, Str, Value};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn exit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.exceptions().system_exit.value().clone();
    let args: Vec<Value<R>> = match arguments[0].some() {
        None => vec![],
        Some(code) => vm.as_tuple(code).map_or_else(|| vec![code.clone()], <[_]>::to_vec),
    };
    let exception = vm.call(&class, &args)?;
    Err(vm.exception_from(&exception))
}

fn exception<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.handled_exception())
}

fn exc_info<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let exception = vm.handled_exception();
    if exception.is_none() {
        return Ok(vm.new_tuple(vec![Value::NONE; 3]));
    }
    let class = vm.class_of(&exception).into_value();
    let traceback = vm.get_attr_str(&exception, "__traceback__")?;
    Ok(vm.new_tuple(vec![class, exception, traceback]))
}

fn getrecursionlimit<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let limit = vm.recursion_limit();
    Ok(vm.new_usize(limit))
}

fn setrecursionlimit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = vm.index(&arguments[0])?;
    let depth = vm.recursion_depth();
    match usize::try_from(limit) {
        Ok(limit @ 1..) if limit <= depth => {
            let class = vm.exceptions().recursion_error.clone();
            let message = format!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            );
            Err(vm.raise_message(&class, &message))
        }
        Ok(limit) if limit > 0 => {
            // Relaxed: a setting.
            vm.shared.recursion_limit.store(limit, std::sync::atomic::Ordering::Relaxed);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("recursion limit must be greater or equal than 1")),
    }
}

/// The number of processors to assume, if the command line or the environment says one.
pub(crate) fn assumed_processors<R: Runtime>(vm: &Vm<R>) -> Option<i64> {
    let config = &vm.shared.config;
    let option = config.options.iter().rev().find(|(name, _)| name == "cpu_count");
    let variable = || match config.isolation.ignore_environment {
        true => None,
        false => std::env::var("PYTHON_CPU_COUNT").ok(),
    };
    let said = option.map(|(_, count)| count.clone()).or_else(variable)?;
    said.parse().ok().filter(|count| (1..=i64::from(i32::MAX)).contains(count))
}

/// The number of processors to assume, -1 for all there are.
fn cpu_count_config<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_int(assumed_processors(vm).unwrap_or(-1)))
}

/// The switch interval that was asked for, in nanoseconds: for a runtime that has none and needs none.
#[derive(Default)]
struct AskedInterval(AtomicU64);

fn getswitchinterval<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let interval = vm.runtime().switch_interval();
    if !interval.is_zero() {
        return Ok(Value::float(interval.as_secs_f64()));
    }
    // Relaxed: a number by itself.
    let asked = vm.shared.state::<AskedInterval>().0.load(Ordering::Relaxed);
    Ok(Value::float(if asked == 0 { 0.005 } else { Duration::from_nanos(asked).as_secs_f64() }))
}

fn setswitchinterval<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = vm.to_float(&arguments[0])?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(interval) if !interval.is_zero() => {
            vm.runtime().set_switch_interval(interval);
            let nanoseconds = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
            // Relaxed: as above.
            vm.shared.state::<AskedInterval>().0.store(nanoseconds, Ordering::Relaxed);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("switch interval must be strictly positive")),
    }
}

fn intern<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[0].as_ref::<Str<R>>() {
        Some(text) if !text.head().shape().is_heap() => {
            Ok(vm.shared.world.names.intern_str(vm, text).into_value())
        }
        _ => {
            let message = format!("can't intern {}", vm.type_name(&arguments[0]));
            Err(vm.type_error(&message))
        }
    }
}

fn getrefcount<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = match arguments[0].header() {
        // What is never counted has as many references as CPython shows for it.
        Some(header) if R::is_immortal(header.count()) => u32::MAX as usize,
        Some(header) => R::references(header.count()),
        None => u32::MAX as usize,
    };
    Ok(vm.new_usize(count))
}

fn is_immortal<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(arguments[0].is_uncounted()))
}

fn is_interned<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.expect_str(&arguments[0], "_is_interned() argument must be str, not")?;
    Ok(Value::bool(arguments[0].as_ref::<Str<R>>().is_some_and(object_model::is_interned)))
}

/// A dict of something that each thread has, by its identifier: `own` of the calling one, if it has it.
fn by_thread<R: Runtime>(vm: &mut Vm<R>, own: Option<Value<R>>, others: Vec<(u64, Value<R>)>) -> Return<R> {
    let dict = vm.new_dict();
    let own = own.map(|own| (vm.ident, own));
    for (ident, value) in own.into_iter().chain(others) {
        let ident = vm.new_int(ident as i64);
        vm.dict_set(&dict, ident, value)?;
    }
    Ok(dict.into_value())
}

/// What is handled in each thread.
fn current_exceptions<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.audit("sys._current_exceptions", |_| [])?;
    let (own, others) = (vm.handled_exception(), vm.exceptions_of_others());
    by_thread(vm, Some(own), others)
}

fn getsizeof<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let raised = match vm.call_special(&arguments[0], Special::Sizeof, &[]) {
        Ok(Some(size)) => match vm.index(&size) {
            Ok(size) if size >= 0 => return Ok(vm.new_int(size)),
            Ok(_) => return Err(vm.value_error("__sizeof__() should return >= 0")),
            Err(raised) => raised,
        },
        Ok(None) => {
            let message = format!("Type {} doesn't define __sizeof__", vm.type_name(&arguments[0]));
            vm.type_error(&message)
        }
        Err(raised) => raised,
    };
    // What is asked for if the size is not known.
    let class = vm.exceptions().type_error.clone();
    match arguments[1].given() {
        Some(default) if vm.is_raised(&raised, &class) => Ok(default.clone()),
        _ => Err(raised),
    }
}

fn getframe<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let depth = match arguments[0].given() {
        Some(depth) => vm.index(depth)?.max(0) as usize,
        None => 0,
    };
    match vm.frame_at(depth) {
        Some(frame) => {
            vm.audit("sys._getframe", |_| [frame.clone()])?;
            Ok(frame)
        }
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let depth = match arguments[0].given() {
        Some(depth) => vm.index(depth)?.max(0) as usize,
        None => 0,
    };
    vm.audit("sys._getframemodulename", |vm| [vm.new_usize(depth)])?;
    let Some(globals) = vm.globals_at(depth) else { return Ok(Value::NONE) };
    Ok(vm.get_name(&globals, "__name__").unwrap_or(Value::NONE))
}

fn excepthook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = vm.format_exception(&arguments[1]);
    vm.write_error(&text);
    Ok(Value::NONE)
}

fn displayhook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.display(&arguments[0])?;
    if !arguments[0].is_none()
        && let Some(builtins) = vm.loaded_module("builtins")
    {
        vm.module_set(&builtins, "_", arguments[0].clone());
    }
    Ok(Value::NONE)
}

/// What `breakpoint()` does: `pdb.set_trace()`, or what `PYTHONBREAKPOINT` names.
fn breakpointhook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let named = match vm.shared.config.isolation.ignore_environment {
        true => String::new(),
        false => std::env::var("PYTHONBREAKPOINT").unwrap_or_default(),
    };
    let named = match &*named {
        "" => "pdb.set_trace",
        "0" => return Ok(Value::NONE),
        named => named,
    };
    let (module, function) = named.rsplit_once('.').unwrap_or(("builtins", named));
    let found = vm.import_module(module).and_then(|module| vm.get_attr_str(&module, function));
    let Ok(function) = found else {
        let message = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{named}\"");
        let warnings = vm.import_module("warnings")?;
        let arguments = [vm.new_string(message), vm.exceptions().runtime_warning.value().clone()];
        return vm.call_method(&warnings, "warn", &arguments).map(|_| Value::NONE);
    };
    let mut all = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    let mut names = Vec::new();
    if let Some(keywords) = arguments[1].as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    vm.call_with(&function, &all, &names)
}

fn unraisablehook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let exception = vm.get_attr_str(&arguments[0], "exc_value")?;
    let what = vm.get_attr_str(&arguments[0], "err_msg")?;
    let about = vm.get_attr_str(&arguments[0], "object")?;
    let mut line = vm.as_str(&what).unwrap_or("Exception ignored in").to_owned();
    if !about.is_none() {
        line.push_str(&format!(": {}", vm.repr_string(&about)?));
    }
    vm.write_unraisable(&exception, &line);
    Ok(Value::NONE)
}

fn utf8<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("utf-8"))
}

fn surrogateescape<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("surrogateescape"))
}

fn none<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn is_finalizing<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // Acquire: pairs with the Release when the program began to end.
    Ok(Value::bool(vm.shared.finalizing.load(std::sync::atomic::Ordering::Acquire)))
}

fn is_gil_enabled<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(R::NAME == "gil"))
}

fn get_digits<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(vm.int_max_str_digits()))
}

fn set_digits<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digits = vm.index(&arguments[0])?;
    match usize::try_from(digits) {
        Ok(digits) if digits == 0 || digits >= 640 => {
            // Relaxed: a setting.
            vm.shared.int_max_str_digits.store(digits, std::sync::atomic::Ordering::Relaxed);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("maxdigits must be 0 or larger than 640")),
    }
}

/// What `get_asyncgen_hooks` answers. Its class stands in no module.
struct AsyncgenHooks;

fn hooks_class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    let names = ["firstiter", "finalizer"];
    crate::struct_sequence::class_for::<R, AsyncgenHooks>(vm, "sys", "asyncgen_hooks", &names, &[])
}

fn set_origin_depth<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(depth) = usize::try_from(vm.index(&arguments[0])?) else {
        return Err(vm.value_error("depth must be >= 0"));
    };
    vm.origin_depth = depth;
    Ok(Value::NONE)
}

fn get_asyncgen_hooks<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let hook = |vm: &Vm<R>, key| vm.locals.get(key).cloned().unwrap_or(Value::NONE);
    let (first, finalizer) = (hook(vm, FIRST_ITERATION_HOOK), hook(vm, FINALIZER_HOOK));
    let class = hooks_class(vm);
    crate::struct_sequence::make(vm, &class, vec![first, finalizer], vec![])
}

fn set_asyncgen_hooks<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    for (key, value) in [FIRST_ITERATION_HOOK, FINALIZER_HOOK].into_iter().zip(arguments) {
        if let Some(hook) = value.given() {
            let event = match key == FIRST_ITERATION_HOOK {
                true => "sys.set_asyncgen_hook_firstiter",
                false => "sys.set_asyncgen_hook_finalizer",
            };
            vm.audit(event, |_| [])?;
            vm.locals.insert(key, hook.clone());
        }
    }
    Ok(Value::NONE)
}

fn audit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let event = vm.c_text_argument(&arguments[0], "audit() argument 1")?;
    if vm.is_audited() {
        vm.tell_hooks(event, &arguments[1])?;
    }
    Ok(Value::NONE)
}

fn add_audit_hook<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.audit("sys.addaudithook", |_| []) {
        Ok(()) => vm.add_audit_hook(arguments[0].clone()),
        Err(raised) => {
            let class = vm.exceptions().exception.clone();
            // Who is refused is not told.
            if !vm.is_raised(&raised, &class) {
                return Err(raised);
            }
        }
    }
    Ok(Value::NONE)
}

/// Takes the descriptors of `__dict__` and `__weakref__` out of a class that another one takes the place of.
fn clear_type_descriptors<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    if !class.flags().has(ClassFlags::HEAP) {
        return Err(vm.type_error("argument is immutable"));
    }
    let namespace = class.namespace().clone();
    let mut removed = vec![];
    for name in ["__dict__", "__weakref__"] {
        let name = vm.intern(name).into_value();
        removed.extend(vm.dict_remove(&namespace, &name)?);
    }
    // Caches may hold what was removed until they hear of it.
    class.changed(vm);
    drop(removed);
    Ok(Value::NONE)
}

fn current_frames<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.audit("sys._current_frames", |_| [])?;
    let (own, others) = (vm.frame_at(0), vm.frames_of_others());
    by_thread(vm, own, others)
}

/// What the module does not have until it is asked for: the standard streams.
fn getattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.as_str(&arguments[0]).unwrap_or_default().to_owned();
    if let Some(stream) = streams::standard(vm, &name)? {
        return Ok(stream);
    }
    let module = vm.loaded_module("sys").unwrap_or(Value::NONE);
    Err(vm.attribute_error(&module, &name, &format!("module 'sys' has no attribute '{name}'")))
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("sys");
    vm.module_functions(
        &module,
        "sys",
        &[
            ("breakpointhook(*args, **kwargs)", breakpointhook),
            ("exit(status=None, /)", exit),
            ("exception()", exception),
            ("exc_info()", exc_info),
            ("getrecursionlimit()", getrecursionlimit),
            ("setrecursionlimit(limit, /)", setrecursionlimit),
            ("_get_cpu_count_config()", cpu_count_config),
            ("getswitchinterval()", getswitchinterval),
            ("setswitchinterval(interval, /)", setswitchinterval),
            ("intern(string, /)", intern),
            ("getrefcount(object, /)", getrefcount),
            ("getsizeof(object, default=None)", getsizeof),
            ("_getframe(depth=0, /)", getframe),
            ("_getframemodulename(depth=0)", getframemodulename),
            ("_current_frames()", current_frames),
            ("excepthook(exctype, value, traceback, /)", excepthook),
            ("displayhook(object, /)", displayhook),
            ("unraisablehook(unraisable, /)", unraisablehook),
            ("getdefaultencoding()", utf8),
            ("getfilesystemencoding()", utf8),
            ("getfilesystemencodeerrors()", surrogateescape),
            ("is_finalizing()", is_finalizing),
            ("_is_gil_enabled()", is_gil_enabled),
            ("get_int_max_str_digits()", get_digits),
            ("set_int_max_str_digits(maxdigits)", set_digits),
            ("audit(event, /, *args)", audit),
            ("addaudithook(hook)", add_audit_hook),
            ("get_asyncgen_hooks()", get_asyncgen_hooks),
            ("set_asyncgen_hooks(firstiter=None, finalizer=None)", set_asyncgen_hooks),
            ("get_coroutine_origin_tracking_depth()", |vm, _| Ok(vm.new_usize(vm.origin_depth))),
            ("set_coroutine_origin_tracking_depth(depth)", set_origin_depth),
            ("_clear_type_descriptors(type, /)", clear_type_descriptors),
            ("_clear_internal_caches()", none),
            ("_clear_type_cache()", none),
            ("_is_interned(string, /)", is_interned),
            ("_is_immortal(op, /)", is_immortal),
            ("_current_exceptions()", current_exceptions),
            ("is_remote_debug_enabled()", |_, _| Ok(Value::FALSE)),
            ("is_stack_trampoline_active()", |_, _| Ok(Value::FALSE)),
        ],
    );
    trace::install(vm, &module);
    for (hook, original) in [
        ("excepthook", "__excepthook__"),
        ("displayhook", "__displayhook__"),
        ("breakpointhook", "__breakpointhook__"),
        ("unraisablehook", "__unraisablehook__"),
    ] {
        let function = vm.get_attr_str(&module, hook)?;
        vm.module_set(&module, original, function);
    }
    if vm.shared.native_modules.contains_key("_io") {
        let function = vm.new_module_function("sys", "__getattr__(name, /)", getattr);
        vm.module_set(&module, "__getattr__", function);
    }
    let fields = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];
    let unraisable =
        crate::struct_sequence::class(vm, "sys", "UnraisableHookArgs", &fields, &[]).into_value();
    vm.module_set(&module, "UnraisableHookArgs", unraisable);
    let jit = vm.new_module("sys._jit");
    let no = |_: &mut Vm<R>, _: &[Value<R>]| Ok(Value::FALSE);
    let questions =
        [("is_available()", no as interpreter::NativeCall<R>), ("is_enabled()", no), ("is_active()", no)];
    vm.module_functions(&jit, "sys._jit", &questions);
    vm.module_set(&module, "_jit", jit);
    let monitoring = monitoring::namespace(vm)?;
    vm.module_set(&module, "monitoring", monitoring);
    facts::install(vm, &module)?;
    let modules: Value<R> = vm.shared.modules().value().clone();
    vm.module_set(&module, "modules", modules);
    Ok(module)
}

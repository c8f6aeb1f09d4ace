//! The exception classes: what all have in common, and what some of them keep besides.
//!
//! What is special to a class (`StopIteration.value`, `OSError.errno`, …) is in fields, which are None for instances whose
//! constructor was replaced.

mod group;
mod os_error;
mod syntax;
mod unicode;

pub(crate) use group::{left_of_group, members as group_members};

use crate::exception::{Exception, Traceback};
use crate::exception_field::accessors;
use crate::native::NativeCall;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Dict, List, Ref, Runtime, Value};

fn exception<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Exception<R>>> {
    match value.as_ref() {
        Some(exception) => Ok(exception),
        None => Err(vm.type_error("an exception is required")),
    }
}

fn args_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Vec<Value<R>> {
    let Some(exception) = value.as_ref::<Exception<R>>() else { return vec![] };
    let args = vm.lock(exception).args.clone();
    vm.as_tuple(&args).map_or(vec![], <[_]>::to_vec)
}

fn set_args<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, args: Value<R>) -> Return<R, ()> {
    let exception = exception(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(exception).args, args);
    drop(old);
    Ok(())
}

/// An attribute of the exception itself, or the argument it would have come from.
fn field<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str, position: usize) -> Value<R> {
    match vm.exception_field(value, name) {
        Some(found) => found,
        None => args_of(vm, value).get(position).cloned().unwrap_or(Value::NONE),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, args, _] = arguments else {
        return Err(vm.system_error("BaseException.__new__ takes a class"));
    };
    let class = exception_class(vm, class)?;
    vm.new_object_of(&class, Exception::new(args.clone()))
}

/// Instances of a class that is no MemoryError are made by no other `__new__` than theirs.
fn new_memory_error<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    new(vm, arguments)
}

/// The class that `__new__` got, if it is an exception class.
fn exception_class<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R, Ref<R, Class<R>>> {
    let base = vm.exceptions().base_exception.clone();
    match class.as_ref::<Class<R>>() {
        Some(class) if vm.is_subclass(class, &base) => Ok(class.clone()),
        _ => Err(vm.type_error("BaseException.__new__(X): X is not an exception class")),
    }
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, args, keywords] = arguments else { return Ok(Value::NONE) };
    if keywords.given().is_some() {
        let message = format!("{}() takes no keyword arguments", vm.type_name(receiver));
        return Err(vm.type_error(&message));
    }
    set_args(vm, receiver, args.clone())?;
    Ok(Value::NONE)
}

fn text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let args = args_of(vm, &arguments[0]);
    match args.as_slice() {
        [] => Ok(vm.new_str("")),
        [one] => Ok(vm.str(one)?.into_value()),
        _ => {
            let args = vm.new_tuple(args);
            Ok(vm.str(&args)?.into_value())
        }
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.type_name(&arguments[0]);
    let args = args_of(vm, &arguments[0]);
    let text = match args.as_slice() {
        [one] => format!("{name}({})", vm.repr_string(one)?),
        _ => {
            let args = vm.new_tuple(args);
            format!("{name}{}", vm.repr_string(&args)?)
        }
    };
    Ok(vm.new_string(text))
}

fn with_traceback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    set_traceback(vm, &arguments[0], arguments[1].clone())?;
    Ok(arguments[0].clone())
}

fn add_note<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, note] = arguments else { return Ok(Value::NONE) };
    if vm.as_str(note).is_none() {
        let message = format!("add_note() argument must be str, not {}", vm.argument_type(note));
        return Err(vm.type_error(&message));
    }
    let notes = match vm.find_attr_str(receiver, "__notes__")? {
        Some(notes) => notes,
        None => {
            let notes = vm.new_list(vec![])?;
            vm.set_attr_str(receiver, "__notes__", notes.clone())?;
            notes
        }
    };
    match notes.as_ref::<List<R>>() {
        Some(list) => {
            let note = note.clone();
            vm.call_method(list.value(), "append", &[note]).map(|_| Value::NONE)
        }
        None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
    }
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let args = args_of(vm, &arguments[0]);
    let args = vm.new_tuple(args);
    reduce_with(vm, &arguments[0], args)
}

/// As [`reduce`], with fields that are not None beside what the object holds.
fn reduce_with_fields<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, names: &[&str]) -> Return<R> {
    let state = vm.new_dict();
    if let Some(dict) = vm.attribute_dict(value, false) {
        vm.dict_update(&state, dict.value())?;
    }
    for name in names {
        if let Some(found) = vm.exception_field(value, name).filter(|found| !found.is_none()) {
            let name = vm.new_str(name);
            vm.dict_set(&state, name, found)?;
        }
    }
    let args = args_of(vm, value);
    let mut parts = vec![vm.class_of(value).into_value(), vm.new_tuple(args)];
    if !state.is_empty() {
        parts.push(state.into_value());
    }
    Ok(vm.new_tuple(parts))
}

fn reduce_with<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, args: Value<R>) -> Return<R> {
    let mut parts = vec![vm.class_of(value).into_value(), args];
    if let Some(dict) = vm.attribute_dict(value, false)
        && !dict.is_empty()
    {
        let copy = vm.new_dict();
        vm.dict_update(&copy, dict.value())?;
        parts.push(copy.into_value());
    }
    Ok(vm.new_tuple(parts))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, state] = arguments else { return Ok(Value::NONE) };
    if state.is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = state.as_ref::<Dict<R>>() else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    for (_, name, value) in vm.dict_entries(state) {
        let name = vm.str_handle(&name)?;
        vm.set_attr(receiver, &name, value)?;
    }
    Ok(Value::NONE)
}

fn get_args<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let exception = exception(vm, value)?;
    Ok(vm.lock(exception).args.clone())
}

fn assign_args<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.is_unbound() {
        return Err(vm.type_error("args may not be deleted"));
    }
    let items = vm.collect(&new)?;
    let args = vm.new_tuple(items);
    set_args(vm, value, args)
}

fn or_none<R: Runtime>(value: Value<R>) -> Value<R> {
    if value.is_unbound() { Value::NONE } else { value }
}

/// None, or an exception: what `__cause__` and `__context__` may be.
fn link<R: Runtime>(vm: &mut Vm<R>, new: Value<R>, what: &str) -> Return<R, Value<R>> {
    if new.is_unbound() {
        return Err(vm.type_error(&format!("__{what}__ may not be deleted")));
    }
    if new.is_none() {
        return Ok(Value::UNBOUND);
    }
    if !vm.is_exception(&new) {
        let message = format!("exception {what} must be None or derive from BaseException");
        return Err(vm.type_error(&message));
    }
    Ok(new)
}

fn get_cause<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let exception = exception(vm, value)?;
    Ok(or_none(vm.lock(exception).cause.clone()))
}

fn set_cause<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let new = link(vm, new, "cause")?;
    let exception = exception(vm, value)?;
    let mut state = vm.lock(exception);
    state.suppress_context = true;
    let old = std::mem::replace(&mut state.cause, new);
    drop(state);
    drop(old);
    Ok(())
}

fn get_context<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let exception = exception(vm, value)?;
    Ok(or_none(vm.lock(exception).context.clone()))
}

fn set_context<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let new = link(vm, new, "context")?;
    let exception = exception(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(exception).context, new);
    drop(old);
    Ok(())
}

fn get_suppress_context<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let exception = exception(vm, value)?;
    Ok(Value::bool(vm.lock(exception).suppress_context))
}

fn set_suppress_context<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let truth = super::frame::assigned_bool(vm, &new)?;
    let exception = exception(vm, value)?;
    vm.lock(exception).suppress_context = truth;
    Ok(())
}

fn get_traceback<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let exception = exception(vm, value)?;
    Ok(or_none(vm.lock(exception).traceback.clone()))
}

fn set_traceback<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.is_unbound() {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    }
    if !new.is_none() && new.as_ref::<Traceback<R>>().is_none() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    let new = if new.is_none() { Value::UNBOUND } else { new };
    let exception = exception(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(exception).traceback, new);
    drop(old);
    Ok(())
}

fn stop_iteration_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init(vm, arguments)?;
    let value = args_of(vm, &arguments[0]).into_iter().next().unwrap_or(Value::NONE);
    vm.set_exception_field(&arguments[0], "value", value);
    Ok(Value::NONE)
}

fn system_exit_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init(vm, arguments)?;
    let args = args_of(vm, &arguments[0]);
    let code = match args.as_slice() {
        [] => Value::NONE,
        [one] => one.clone(),
        _ => arguments[1].clone(),
    };
    vm.set_exception_field(&arguments[0], "code", code);
    Ok(Value::NONE)
}

/// Stores the positional arguments, and the named ones as attributes.
fn init_with_names<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], names: &[&str]) -> Return<R> {
    let receiver = &arguments[0];
    set_args(vm, receiver, arguments[names.len() + 1].clone())?;
    for (name, value) in names.iter().zip(&arguments[1..]) {
        let value = value.given().cloned().unwrap_or(Value::NONE);
        vm.set_exception_field(receiver, name, value);
    }
    Ok(Value::NONE)
}

fn attribute_error_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init_with_names(vm, arguments, &["name", "obj"])
}

/// With the name, and without the object, which need not be one that can be pickled.
fn attribute_error_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let reduced = reduce_with_fields(vm, &arguments[0], &["name"])?;
    let parts = vm.as_tuple(&reduced).map(<[_]>::to_vec);
    let Some([class, args, rest @ ..]) = parts.as_deref() else {
        return Ok(reduced);
    };
    let state = rest.first().cloned().unwrap_or_else(|| vm.new_dict().into_value());
    if let Some(state) = state.as_ref::<Dict<R>>() {
        let name = vm.new_str("args");
        vm.dict_set(state, name, args.clone())?;
    }
    Ok(vm.new_tuple(vec![class.clone(), args.clone(), state]))
}

fn name_error_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init_with_names(vm, arguments, &["name"])
}

fn import_error_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init_with_names(vm, arguments, &["name", "path", "name_from"])?;
    let args = args_of(vm, &arguments[0]);
    let message = match args.as_slice() {
        [one] => one.clone(),
        _ => Value::NONE,
    };
    vm.set_exception_field(&arguments[0], "msg", message);
    Ok(Value::NONE)
}

fn import_error_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.exception_field(&arguments[0], "msg") {
        Some(message) if vm.as_str(&message).is_some() => Ok(message),
        _ => text(vm, arguments),
    }
}

fn key_error_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let args = args_of(vm, &arguments[0]);
    match args.as_slice() {
        [key] => Ok(vm.repr(key)?.into_value()),
        _ => text(vm, arguments),
    }
}

/// Gives a class its methods, and descriptors for the fields of its instances.
fn extend<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    methods: &[(&str, NativeCall<R>)],
    names: &[&str],
) {
    let mut builder = ClassBuilder::extend(vm, class).methods(methods);
    for name in names {
        if let Some((get, set)) = accessors(name) {
            builder = builder.getset(name, get, Some(set));
        }
    }
    builder.finish();
}

const NEW: &str = "__new__(cls, /, *args, **kwargs)";

/// Classes without a `__new__` of their own, besides the kinds of OSError.
const INHERITING: [&str; 13] = [
    "AttributeError",
    "ExceptionGroup",
    "ImportError",
    "IndentationError",
    "KeyError",
    "ModuleNotFoundError",
    "NameError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TabError",
    "UnboundLocalError",
    "_IncompleteInputError",
];

/// Gives the classes their own `__new__`, which makes no instances of others.
fn install_constructors<R: Runtime>(vm: &mut Vm<R>) {
    let os_error = vm.exceptions().os_error.clone();
    let all = vm.exceptions().all().into_iter().map(|(name, class)| (name, class.clone()));
    for (name, class) in all.collect::<Vec<_>>() {
        if !INHERITING.contains(&name) && !vm.is_subclass(&class, &os_error) {
            let new = if name == "MemoryError" { new_memory_error } else { new };
            ClassBuilder::extend(vm, &class).constructor(NEW, new).finish();
        }
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let base = vm.exceptions().base_exception.clone();
    install_constructors(vm);
    ClassBuilder::extend(vm, &base)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", init),
            ("__str__(self, /)", text),
            ("__repr__(self, /)", repr),
            ("with_traceback(self, tb, /)", with_traceback),
            ("add_note(self, note, /)", add_note),
            ("__reduce__(self, /)", reduce),
            ("__setstate__(self, state, /)", set_state),
        ])
        .getset("args", get_args, Some(assign_args))
        .getset("__cause__", get_cause, Some(set_cause))
        .getset("__context__", get_context, Some(set_context))
        .getset("__suppress_context__", get_suppress_context, Some(set_suppress_context))
        .getset("__traceback__", get_traceback, Some(set_traceback))
        .finish();
    let exceptions = vm.exceptions();
    let (stop, exit) = (exceptions.stop_iteration.clone(), exceptions.system_exit.clone());
    let (attribute, name, import, key) = (
        exceptions.attribute_error.clone(),
        exceptions.name_error.clone(),
        exceptions.import_error.clone(),
        exceptions.key_error.clone(),
    );
    extend(vm, &stop, &[("__init__(self, /, *args, **kwargs)", stop_iteration_init)], &["value"]);
    extend(vm, &exit, &[("__init__(self, /, *args, **kwargs)", system_exit_init)], &["code"]);
    let init = "__init__(self, /, *args, name=None, obj=None)";
    let methods: [(&str, NativeCall<R>); 2] =
        [(init, attribute_error_init), ("__reduce__(self, /)", attribute_error_reduce)];
    extend(vm, &attribute, &methods, &["name", "obj"]);
    extend(vm, &name, &[("__init__(self, /, *args, name=None)", name_error_init)], &["name"]);
    let init = "__init__(self, /, *args, name=None, path=None, name_from=None)";
    let reduce: NativeCall<R> =
        |vm, arguments| reduce_with_fields(vm, &arguments[0], &["name", "path", "name_from"]);
    let methods: [(&str, NativeCall<R>); 3] =
        [(init, import_error_init), ("__str__(self, /)", import_error_text), ("__reduce__(self, /)", reduce)];
    extend(vm, &import, &methods, &["msg", "name", "path", "name_from"]);
    extend(vm, &key, &[("__str__(self, /)", key_error_text)], &[]);
    os_error::install(vm);
    syntax::install(vm);
    unicode::install(vm);
    group::install(vm);
}

//! `function`: what can be read from and assigned to a Python function.

use super::receiver;
use crate::function::{About, Function, LoadedCode};
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Dict, Ref, Runtime, Slot, Str, Tuple, Value};

fn function<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Function<R>>> {
    receiver(vm, value, "function")
}

/// Reads one of the parts.
fn read<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, part: fn(&About<R>) -> &Slot) -> Return<R> {
    let function = function(vm, value)?;
    Ok(vm.slot_value(function, part(&function.about)))
}

/// Replaces one of the parts.
fn write<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    new: Value<R>,
    part: fn(&About<R>) -> &Slot,
) -> Return<R, ()> {
    let function = function(vm, value)?;
    drop(vm.replace_slot(function, part(&function.about), new));
    Ok(())
}

fn set_text<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    new: Value<R>,
    name: &str,
    part: fn(&About<R>) -> &Slot,
) -> Return<R, ()> {
    if new.as_ref::<Str<R>>().is_none() {
        return Err(vm.type_error(&format!("{name} must be set to a string object")));
    }
    write(vm, value, new, part)
}

fn optional<R: Runtime>(value: Value<R>) -> Value<R> {
    if value.is_unbound() { Value::NONE } else { value }
}

fn get_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let known = read(vm, value, |about| &about.annotations)?;
    if !known.is_unbound() {
        return Ok(known);
    }
    let annotate = read(vm, value, |about| &about.annotate)?;
    let annotations = if annotate.is_none() {
        vm.new_dict().into_value()
    } else {
        super::class_annotations::evaluated(vm, &annotate)?
    };
    // Another thread may have been quicker: then both get what it made.
    let function = function(vm, value)?;
    Ok(vm.fill_slot(function, &function.about.annotations, annotations))
}

fn set_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.some().is_some() && new.as_ref::<Dict<R>>().is_none() {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    let new = if new.is_none() { Value::UNBOUND } else { new };
    write(vm, value, Value::NONE, |about| &about.annotate)?;
    write(vm, value, new, |about| &about.annotations)
}

fn set_annotate<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.is_unbound() {
        return Err(vm.type_error("__annotate__ cannot be deleted"));
    }
    if !new.is_none() && !super::is_callable(vm, &new) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    if !new.is_none() {
        write(vm, value, Value::UNBOUND, |about| &about.annotations)?;
    }
    write(vm, value, new, |about| &about.annotate)
}

fn get_type_params<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let params = read(vm, value, |about| &about.type_params)?;
    Ok(if params.is_unbound() { vm.new_tuple(vec![]) } else { params })
}

fn set_type_params<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.as_ref::<Tuple<R>>().is_none() {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    write(vm, value, new, |about| &about.type_params)
}

fn set_code<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let function = function(vm, value)?;
    let Some(code) = new.as_ref::<LoadedCode<R>>() else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (has, needs) = (vm.as_tuple(&function.closure).map_or(0, <[_]>::len), code.code.free_variables.len());
    if has != needs {
        let name = read(vm, value, |about| &about.name)?;
        let name = vm.str_string(&name)?;
        let message = format!("{name}() requires a code object with {has} free vars, not {needs}");
        return Err(vm.value_error(&message));
    }
    let runs_as = |flags: compiler::CodeFlags| (flags.generator, flags.coroutine);
    let own = function.code_value();
    if let Some(own) = own.as_ref::<LoadedCode<R>>()
        && runs_as(own.code.flags) != runs_as(code.code.flags)
    {
        let message = "Assigning a code object of non-matching type is deprecated \
                       (e.g., from a generator to a plain function)";
        let category = vm.exceptions().deprecation_warning.clone();
        vm.warn(&category, message)?;
    }
    function.replace(vm, &function.code, new);
    Ok(())
}

fn set_defaults<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let new = if new.is_unbound() { Value::NONE } else { new };
    if !new.is_none() && new.as_ref::<Tuple<R>>().is_none() {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    let function = function(vm, value)?;
    function.replace(vm, &function.defaults, new);
    Ok(())
}

fn set_keyword_defaults<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let new = if new.is_unbound() { Value::NONE } else { new };
    if !new.is_none() && new.as_ref::<Dict<R>>().is_none() {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    let function = function(vm, value)?;
    function.replace(vm, &function.keyword_defaults, new);
    Ok(())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let qualname = read(vm, &arguments[0], |about| &about.qualname)?;
    let text = format!("<function {} at {:#x}>", vm.str_string(&qualname)?, arguments[0].word().bits());
    Ok(vm.new_string(text))
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].is_none() { Ok(arguments[0].clone()) } else { vm.bind(&arguments[0], &arguments[1]) }
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    super::call_forwarded(vm, &arguments[0], &[], &arguments[1], &arguments[2])
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, code, globals, name, defaults, closure, keyword_defaults] = arguments else {
        return Err(vm.system_error("function.__new__ takes a code object"));
    };
    let Some(loaded) = code.as_ref::<LoadedCode<R>>() else {
        let message = format!("function() argument 'code' must be code, not {}", vm.type_name(code));
        return Err(vm.type_error(&message));
    };
    if globals.as_ref::<Dict<R>>().is_none() {
        let message = format!("function() argument 'globals' must be dict, not {}", vm.type_name(globals));
        return Err(vm.type_error(&message));
    }
    if name.some().is_some_and(|name| vm.as_str(name).is_none()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    let defaults = defaults.some().cloned().unwrap_or(Value::NONE);
    if !defaults.is_none() && defaults.as_ref::<Tuple<R>>().is_none() {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let needs = loaded.code.free_variables.len();
    let closure = closure.some().cloned().unwrap_or(Value::NONE);
    if vm.as_tuple(&closure).is_none() && (needs > 0 || !closure.is_none()) {
        let or_none = if needs > 0 { "" } else { "None or " };
        return Err(vm.type_error(&format!("arg 5 (closure) must be {or_none}tuple")));
    }
    let keyword_defaults = keyword_defaults.some().cloned().unwrap_or(Value::NONE);
    if !keyword_defaults.is_none() && keyword_defaults.as_ref::<Dict<R>>().is_none() {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let cells = vm.as_tuple(&closure).unwrap_or_default();
    if cells.len() != needs {
        let message = format!("{} requires closure of length {needs}, not {}", loaded.code.name, cells.len());
        return Err(vm.value_error(&message));
    }
    if let Some(other) = cells.iter().find(|cell| cell.as_ref::<crate::function::Cell<R>>().is_none()) {
        let message = format!("arg 5 (closure) expected cell, found {}", vm.type_name(other));
        return Err(vm.type_error(&message));
    }
    vm.audit("function.__new__", |_| [code.clone()])?;
    let made = vm.new_function(code, globals, closure, defaults, keyword_defaults)?;
    if let Some(name) = name.some() {
        set_text(vm, &made, name.clone(), "__name__", |about| &about.name)?;
    }
    Ok(made)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class: Ref<R, Class<R>> = vm.types().function.clone();
    ClassBuilder::extend(vm, &class)
        .constructor(
            "__new__(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
            new,
        )
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__get__(self, instance, owner=None, /)", get),
            ("__call__(self, /, *args, **kwargs)", call),
        ])
        .getset(
            "__name__",
            |vm, value| read(vm, value, |about| &about.name),
            Some(|vm, value, new| set_text(vm, value, new, "__name__", |about| &about.name)),
        )
        .getset(
            "__qualname__",
            |vm, value| read(vm, value, |about| &about.qualname),
            Some(|vm, value, new| set_text(vm, value, new, "__qualname__", |about| &about.qualname)),
        )
        .getset(
            "__module__",
            |vm, value| read(vm, value, |about| &about.module),
            Some(|vm, value, new| write(vm, value, optional(new), |about| &about.module)),
        )
        .getset(
            "__doc__",
            |vm, value| read(vm, value, |about| &about.doc),
            Some(|vm, value, new| write(vm, value, optional(new), |about| &about.doc)),
        )
        .getset("__annotations__", get_annotations, Some(set_annotations))
        .getset("__annotate__", |vm, value| read(vm, value, |about| &about.annotate), Some(set_annotate))
        .getset("__type_params__", get_type_params, Some(set_type_params))
        .audited("__code__", |vm, value| Ok(function(vm, value)?.code_value()), Some(set_code))
        .audited("__defaults__", |vm, value| Ok(function(vm, value)?.defaults_value()), Some(set_defaults))
        .audited(
            "__kwdefaults__",
            |vm, value| Ok(function(vm, value)?.keyword_defaults_value()),
            Some(set_keyword_defaults),
        )
        .member("__globals__", |vm, value| Ok(function(vm, value)?.globals.clone()))
        .member("__builtins__", |vm, value| Ok(function(vm, value)?.builtins.clone()))
        .member("__closure__", |vm, value| Ok(optional(function(vm, value)?.closure.clone())))
        .finish();
}

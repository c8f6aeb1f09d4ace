//! `FrameLocalsProxy`, as `frame.f_locals` is of a function.
//!
//! What it shows is asked of the frame each time; what is assigned goes to the variable itself.

use crate::frame_locals::FrameLocals;
use crate::frame_object::FrameObject;
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{ClassFlags, Dict, Ref, Runtime, Value};

fn frame<R: Runtime>(arguments: &[Value<R>]) -> Ref<R, FrameObject<R>> {
    let proxy = arguments[0].as_ref::<FrameLocals<R>>();
    let proxy = proxy.expect("the receiver of a method is an instance of its class");
    proxy.0.clone().downcast().unwrap_or_else(|_| unreachable!("made of a frame"))
}

/// The variables as they are now.
fn variables<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Ref<R, Dict<R>>> {
    vm.frame_variables(&frame(arguments))
}

/// What a method of dict answers for the variables as they are now.
fn ask<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], method: &str) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    vm.call_method(&variables, method, &[])
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    match vm.get_item(&variables, &arguments[1]) {
        Err(_) if vm.as_str(&arguments[1]).is_some() => {
            let text = vm.repr_string(&arguments[1])?;
            let class = vm.exceptions().key_error.clone();
            let message = vm.new_string(format!("local variable '{text}' is not defined"));
            Err(vm.raise(&class, vec![message]))
        }
        answer => answer,
    }
}

/// Assigns to the variable, or remembers what was assigned to a name that is none.
fn set<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], key: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let frame = frame(arguments);
    if let Some(name) = vm.as_str(key)
        && vm.set_frame_variable(&frame, name, value.clone())
    {
        return Ok(());
    }
    let extra = vm.frame_extra(&frame);
    vm.set_item(&extra, key, value)
}

fn set_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    set(vm, arguments, &arguments[1], arguments[2].clone())?;
    Ok(Value::NONE)
}

/// Only what is no variable can be taken away.
fn removable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let frame = frame(arguments);
    if let Some(name) = vm.as_str(&arguments[1])
        && vm.is_frame_variable(&frame, name)
    {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    Ok(vm.frame_extra(&frame))
}

fn delete_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let extra = removable(vm, arguments)?;
    vm.delete_item(&extra, &arguments[1])?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let extra = removable(vm, arguments)?;
    let given = if arguments[2].is_unbound() { &arguments[1..2] } else { &arguments[1..3] };
    vm.call_method(&extra, "pop", given)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    let length = vm.len(&variables)?;
    Ok(vm.new_usize(length))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    vm.iter(&variables)
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    ask(vm, arguments, "__reversed__")
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    vm.contains(&variables, &arguments[1]).map(Value::bool)
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?.into_value();
    let default = arguments[2].given().cloned().unwrap_or(Value::NONE);
    vm.call_method(&variables, "get", &[arguments[1].clone(), default])
}

fn set_default<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variables = variables(vm, arguments)?;
    if let Some(value) = vm.dict_get(&variables, &arguments[1])? {
        return Ok(value);
    }
    let default = arguments[2].given().cloned().unwrap_or(Value::NONE);
    set(vm, arguments, &arguments[1], default.clone())?;
    Ok(default)
}

fn keys<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let keys = ask(vm, arguments, "keys")?;
    let keys = vm.collect(&keys)?;
    vm.new_list(keys)
}

fn values<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let values = ask(vm, arguments, "values")?;
    let values = vm.collect(&values)?;
    vm.new_list(values)
}

fn items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = ask(vm, arguments, "items")?;
    let items = vm.collect(&items)?;
    vm.new_list(items)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    variables(vm, arguments).map(Ref::into_value)
}

/// Assigns all that `other`, a mapping or pairs, has.
fn assign_all<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], other: &Value<R>) -> Return<R, ()> {
    let all = vm.new_dict();
    vm.dict_update(&all, other)?;
    for (_, key, value) in vm.dict_entries(&all) {
        set(vm, arguments, &key, value)?;
    }
    Ok(())
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    assign_all(vm, arguments, &arguments[1])?;
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let variables = variables(vm, arguments)?.into_value();
        vm.repr_string(&variables)
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| "{...}".to_owned())))
}

fn is_mapping<R: Runtime>(value: &Value<R>) -> bool {
    value.as_ref::<Dict<R>>().is_some() || value.as_ref::<FrameLocals<R>>().is_some()
}

/// What a proxy shows; other values stand for themselves.
fn shown<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    match value.as_ref::<FrameLocals<R>>() {
        Some(_) => variables(vm, std::slice::from_ref(value)).map(Ref::into_value),
        None => Ok(value.clone()),
    }
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_mapping(&arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (one, other) = (shown(vm, &arguments[0])?, shown(vm, &arguments[1])?);
    vm.compare(Comparison::Eq, &one, &other)
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_mapping(&arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (one, other) = (shown(vm, &arguments[0])?, shown(vm, &arguments[1])?);
    vm.binary(Operator::Or, &one, &other, false)
}

fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_mapping(&arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (one, other) = (shown(vm, &arguments[1])?, shown(vm, &arguments[0])?);
    vm.binary(Operator::Or, &one, &other, false)
}

fn or_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_mapping(&arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    assign_all(vm, arguments, &arguments[1])?;
    Ok(arguments[0].clone())
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = vm.as_tuple(&arguments[1]).unwrap_or_default().to_vec();
    let [frame] = &given[..] else {
        let message = format!("FrameLocalsProxy expected 1 argument, got {}", given.len());
        return Err(vm.type_error(&message));
    };
    if frame.as_ref::<FrameObject<R>>().is_none() {
        let message = format!("expect frame, not {}", vm.qualified_type_name(frame));
        return Err(vm.type_error(&message));
    }
    Ok(vm.new_object(FrameLocals(frame.clone())))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<FrameLocals<R>>(vm, "builtins", "FrameLocalsProxy", None)
        .constructor("__new__(cls, /, *args)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__len__(self, /)", len),
            ("__iter__(self, /)", iter),
            ("__reversed__(self, /)", reversed),
            ("__contains__(self, object, /)", contains),
            ("__getitem__(self, object, /)", get_item),
            ("__setitem__(self, key, value, /)", set_item),
            ("__delitem__(self, key, /)", delete_item),
            ("__eq__(self, value, /)", eq),
            ("__or__(self, value, /)", or),
            ("__ror__(self, value, /)", reflected_or),
            ("__ior__(self, value, /)", or_in_place),
            ("get(self, key, default=None, /)", get),
            ("setdefault(self, key, default=None, /)", set_default),
            ("pop(self, key, default=<unrepresentable>, /)", pop),
            ("update(self, object, /)", update),
            ("keys(self, /)", keys),
            ("values(self, /)", values),
            ("items(self, /)", items),
            ("copy(self, /)", copy),
        ])
        .attribute("__hash__", Value::NONE)
        .flags(ClassFlags::MAPPING)
        .sealed()
        .finish();
}

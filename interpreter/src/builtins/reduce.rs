//! What `copy` and `pickle` ask of every object: `object.__reduce_ex__`, `__reduce__` and `__getstate__`.

use crate::attribute::Member;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Kind, List, Runtime, Value};

/// The attributes of an object: its dict (None if it is empty or there is none), or a pair of it and a dict of what is
/// in `__slots__`.
fn state<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = vm.class_of(value);
    let mut attributes = Value::NONE;
    let mut slots = vec![];
    for base in class.mro().to_vec() {
        let Some(base) = base.as_ref::<Class<R>>() else { continue };
        let namespace = base.namespace().clone();
        for (_, name, found) in vm.dict_entries(&namespace) {
            if found.as_ref::<Member<R>>().is_some_and(|member| member.get.is_none()) {
                slots.push(name);
            }
        }
    }
    if class.flags().has(ClassFlags::ATTRIBUTES)
        && let Some(dict) = vm.find_attr_str(value, "__dict__")?
        && let Some(dict) = dict.as_ref::<Dict<R>>()
        && !dict.is_empty()
    {
        let copy = vm.new_dict();
        vm.dict_update(&copy, dict.value())?;
        for name in &slots {
            vm.dict_remove(&copy, name)?;
        }
        if !copy.is_empty() {
            attributes = copy.into_value();
        }
    }
    let held = vm.new_dict();
    for name in slots {
        let handle = vm.str_handle(&name)?;
        if let Some(found) = vm.member_value(value, &handle) {
            vm.dict_set(&held, name, found)?;
        }
    }
    if held.is_empty() {
        return Ok(attributes);
    }
    Ok(vm.new_tuple(vec![attributes, held.into_value()]))
}

fn get_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    state(vm, &arguments[0])
}

/// Arguments for `__new__`: positional and by name.
fn new_arguments<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
) -> Return<R, Option<(Vec<Value<R>>, Value<R>)>> {
    if let Some(function) = vm.find_attr_str(value, "__getnewargs_ex__")? {
        let answer = vm.call(&function, &[])?;
        let Some([args, named]) = vm.as_tuple(&answer) else {
            let message = format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(&answer));
            return Err(vm.type_error(&message));
        };
        let (args, named) = (args.clone(), named.clone());
        return Ok(Some((vm.collect(&args)?, named)));
    }
    if let Some(function) = vm.find_attr_str(value, "__getnewargs__")? {
        let answer = vm.call(&function, &[])?;
        if vm.as_tuple(&answer).is_none() {
            let message = format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(&answer));
            return Err(vm.type_error(&message));
        }
        return Ok(Some((vm.collect(&answer)?, Value::NONE)));
    }
    Ok(None)
}

fn reduce_new<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = vm.class_of(value);
    let given = new_arguments(vm, value)?;
    let kind = class.layout().kind;
    let plain = matches!(kind, Kind::Instance | Kind::List | Kind::Dict | Kind::Set | Kind::Exception);
    // What a built-in class keeps cannot be told from outside.
    if given.is_none() && !plain && !class.flags().has(ClassFlags::HEAP) {
        let message = format!("cannot pickle '{}' object", class.name());
        return Err(vm.type_error(&message));
    }
    let (args, named) = given.unwrap_or((vec![], Value::NONE));
    let copyreg = vm.import_module("copyreg")?;
    let by_name = named.as_ref::<Dict<R>>().is_some_and(|named| !named.is_empty());
    let (function, args) = if by_name {
        let args = vm.new_tuple(args);
        (vm.get_attr_str(&copyreg, "__newobj_ex__")?, vec![class.value().clone(), args, named])
    } else {
        let mut all = vec![class.value().clone()];
        all.extend(args);
        (vm.get_attr_str(&copyreg, "__newobj__")?, all)
    };
    let args = vm.new_tuple(args);
    let state = vm.call_method(value, "__getstate__", &[])?;
    let list_items = match value.as_ref::<List<R>>() {
        Some(_) => vm.iter(value)?,
        None => Value::NONE,
    };
    let dict_items = match value.as_ref::<Dict<R>>() {
        Some(_) => {
            let items = vm.call_method(value, "items", &[])?;
            vm.iter(&items)?
        }
        None => Value::NONE,
    };
    Ok(vm.new_tuple(vec![function, args, state, list_items, dict_items]))
}

/// Whether the class has a method of this name that is not `object`'s.
fn overrides<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> bool {
    let name = vm.intern(name);
    let object = vm.types().object.clone();
    let (own, base) = (vm.class_of(value).lookup(vm, &name), object.lookup(vm, &name));
    match (own, base) {
        (Some(own), Some(base)) => !own.is(&base),
        _ => false,
    }
}

fn reduce_ex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, protocol] = arguments else { return Err(vm.system_error("__reduce_ex__ takes a protocol")) };
    if overrides(vm, value, "__reduce__") {
        return vm.call_method(value, "__reduce__", &[]);
    }
    if vm.index(protocol)? >= 2 {
        return reduce_new(vm, value);
    }
    reduce_old(vm, value, protocol)
}

fn reduce_old<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: &Value<R>) -> Return<R> {
    let copyreg = vm.import_module("copyreg")?;
    let function = vm.get_attr_str(&copyreg, "_reduce_ex")?;
    vm.call(&function, &[value.clone(), protocol.clone()])
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    reduce_old(vm, &arguments[0], &Value::small_int(0))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().object.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__reduce_ex__(self, protocol, /)", reduce_ex),
            ("__reduce__(self, /)", reduce),
            ("__getstate__(self, /)", get_state),
        ])
        .finish();
}

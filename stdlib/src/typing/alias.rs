//! `TypeAliasType`: what `type X = …` makes.

use super::{bare, calling_module, class_named, evaluator, own, part, plain_class};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

fn fill<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    name: &Value<R>,
    parameters: Value<R>,
) -> Return<R, ()> {
    if vm.as_str(name).is_none() {
        let message = format!("typealias() argument 'name' must be str, not {}", vm.type_name(name));
        return Err(vm.type_error(&message));
    }
    vm.set_attr_str(value, "__name__", name.clone())?;
    vm.set_attr_str(value, "__type_params__", parameters)?;
    let module = calling_module(vm)?;
    vm.set_attr_str(value, "__module__", module)
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, name, target, parameters] = arguments else {
        return Err(vm.system_error("TypeAliasType takes a name and a value"));
    };
    let parameters = match parameters.given() {
        Some(parameters) if vm.as_tuple(parameters).is_none() => {
            return Err(vm.type_error("type_params must be a tuple"));
        }
        Some(parameters) => parameters.clone(),
        None => vm.new_tuple(vec![]),
    };
    fill(vm, value, name, parameters)?;
    vm.set_attr_str(value, "_value", target.clone())?;
    Ok(Value::NONE)
}

/// `type name[parameters] = …`; its value is evaluated when it is asked for.
fn make<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = vm.collect(&arguments[0])?;
    let [name, parameters, evaluate] = parts.as_slice() else {
        return Err(vm.type_error("a name, parameters and a function are required"));
    };
    let class = class_named(vm, "TypeAliasType")?;
    let value = bare(vm, &class);
    let parameters = match parameters.some() {
        Some(parameters) => parameters.clone(),
        None => vm.new_tuple(vec![]),
    };
    fill(vm, &value, name, parameters)?;
    vm.set_attr_str(&value, "_evaluate_value", evaluate.clone())?;
    Ok(value)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.get_attr_str(&arguments[0], "__name__")
}

fn parameters<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    match own(vm, value, "__type_params__") {
        Some(parameters) => Ok(parameters),
        None => Ok(vm.new_tuple(vec![])),
    }
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parameters = parameters(vm, &arguments[0])?;
    if vm.len(&parameters)? == 0 {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    vm.generic_alias(&arguments[0], &arguments[1])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = plain_class(vm, "TypeAliasType")
        .methods(&[
            ("__init__(self, name, value, *, type_params=())", init),
            ("__repr__(self, /)", repr),
            ("__getitem__(self, key, /)", get_item),
            ("__reduce__(self, /)", super::reduce),
            ("__or__(self, value, /)", super::or),
            ("__ror__(self, value, /)", super::reflected_or),
        ])
        .getter("__value__", |vm, value| part(vm, value, "value", Value::NONE))
        .getter("__parameters__", parameters)
        .getter("evaluate_value", |vm, value| evaluator(vm, value, "value"))
        .sealed()
        .finish();
    vm.module_set(module, "TypeAliasType", class.into_value());
    vm.module_functions(module, "_typing", &[("_make_type_alias(parts, /)", make)]);
}

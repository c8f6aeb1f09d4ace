//! `copy.replace(node, …)`: a node like another, but for some fields.

use super::construct::class_name;
use interpreter::{Return, Vm};
use object_model::{Dict, Runtime, Value};

/// The names in a tuple of names of the node's class.
fn names<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, which: &str) -> Return<R, Vec<String>> {
    let Some(tuple) = vm.find_attr_str(class, which)? else { return Ok(vec![]) };
    let mut names = Vec::new();
    for name in vm.collect(&tuple)? {
        names.push(vm.str_handle(&name)?.as_str().to_owned());
    }
    Ok(names)
}

/// `__replace__`
pub(super) fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [node, args, changes] = arguments else { return Ok(Value::NONE) };
    if vm.as_tuple(args).is_some_and(|args| !args.is_empty()) {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = vm.class_of(node).into_value();
    let (fields, attributes) = (names(vm, &class, "_fields")?, names(vm, &class, "_attributes")?);
    let changes = match changes.as_ref::<Dict<R>>() {
        Some(changes) => vm.dict_entries(changes),
        None => vec![],
    };
    let values = vm.new_dict();
    for name in fields.iter().chain(&attributes) {
        let name = vm.intern(name);
        if let Some(value) = vm.own_attribute(node, &name) {
            vm.dict_set_str(&values, &name, value);
        }
    }
    for (_, name, value) in changes {
        let known =
            vm.as_str(&name).is_some_and(|name| fields.iter().chain(&attributes).any(|own| own == name));
        if !known {
            let shown = vm.repr_string(&name)?;
            let message =
                format!("{}.__replace__ got an unexpected keyword argument {shown}.", class_name(vm, node));
            return Err(vm.type_error(&message));
        }
        vm.dict_set(&values, name, value)?;
    }
    // What the class has a value for may be missing: None.
    let mut missing = Vec::new();
    for field in &fields {
        let name = vm.intern(field);
        if vm.dict_get_str(&values, &name).is_none() && vm.find_attr_str(&class, field)?.is_none() {
            missing.push(vm.repr_string(name.value())?);
        }
    }
    if !missing.is_empty() {
        missing.sort();
        let plural = if missing.len() == 1 { "" } else { "s" };
        let message = format!(
            "{}.__replace__ missing {} keyword argument{plural}: {}.",
            class_name(vm, node),
            missing.len(),
            missing.join(", ")
        );
        return Err(vm.type_error(&message));
    }
    let (mut names, mut given) = (vec![], vec![]);
    for (_, name, value) in vm.dict_entries(&values) {
        names.push(name);
        given.push(value);
    }
    vm.call_with(&class, &given, &names)
}

//! `OrderedDict`: a dict, which is ordered anyway, with what its order is asked for.

use interpreter::{ClassBuilder, Comparison, Return, Vm};
use object_model::{Class, ClassFlags, Dict, Extended, Payload, Ref, Runtime, Special, Value};

fn dict<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Dict<R>>> {
    match value.as_ref::<Dict<R>>() {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("an OrderedDict is needed")),
    }
}

fn class<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module("_collections")?;
    let class = vm.get_attr_str(&module, "OrderedDict")?;
    class.downcast().map_err(|_| vm.system_error("_collections.OrderedDict was replaced"))
}

fn is_ordered<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, bool> {
    let class = class(vm)?;
    Ok(vm.is_instance(value, &class))
}

/// Takes over what `dict(source, **keywords)` would hold, through `__setitem__` if a subclass has one of its own.
fn take_over<R: Runtime>(
    vm: &mut Vm<R>,
    receiver: &Value<R>,
    positional: &Value<R>,
    keywords: &Value<R>,
    name: &str,
) -> Return<R> {
    let positional = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    if positional.len() > 1 {
        let message = format!("{name} expected at most 1 argument, got {}", positional.len());
        return Err(vm.type_error(&message));
    }
    let setitem = vm.class_of(receiver).special(vm, Special::Setitem);
    let plain = setitem.is_some_and(|setitem| setitem.as_ref::<interpreter::Native<R>>().is_some());
    for source in positional.iter().chain(keywords.given()) {
        if plain {
            let own = dict(vm, receiver)?;
            vm.dict_update(own, source)?;
            continue;
        }
        let copy = vm.new_dict();
        vm.dict_update(&copy, source)?;
        for (_, key, value) in vm.dict_entries(&copy) {
            vm.set_item(receiver, &key, value)?;
        }
    }
    Ok(Value::NONE)
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    take_over(vm, &arguments[0], &arguments[1], &arguments[2], "OrderedDict")
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    take_over(vm, &arguments[0], &arguments[1], &arguments[2], "update")
}

fn move_to_end<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let last = match arguments[2].given() {
        Some(last) => vm.truth(last)?,
        None => true,
    };
    let own = dict(vm, &arguments[0])?;
    let moved = vm.dict_move(own, &arguments[1], last)?;
    if moved { Ok(Value::NONE) } else { Err(vm.key_error(&arguments[1])) }
}

fn popitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let last = match arguments[1].given() {
        Some(last) => vm.truth(last)?,
        None => true,
    };
    let own = dict(vm, &arguments[0])?;
    match vm.dict_pop_end(own, last) {
        Some((key, value)) => Ok(vm.new_tuple(vec![key, value])),
        None => {
            let message = vm.new_str("dictionary is empty");
            Err(vm.key_error(&message))
        }
    }
}

fn equal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Option<bool>> {
    let (one, other) = (dict(vm, &arguments[0])?, arguments[1].as_ref::<Dict<R>>());
    let Some(other) = other else { return Ok(None) };
    let (mine, theirs) = (vm.dict_entries(one), vm.dict_entries(other));
    if mine.len() != theirs.len() {
        return Ok(Some(false));
    }
    if is_ordered(vm, &arguments[1])? {
        for ((_, key, _), (_, other, _)) in mine.iter().zip(&theirs) {
            if !key.is(other) && !vm.equal(key, other)? {
                return Ok(Some(false));
            }
        }
    }
    vm.check_recursion("maximum recursion depth exceeded in comparison")?;
    for (hash, key, value) in &mine {
        match vm.dict_get_hashed(other, *hash, key)? {
            Some(found) if found.is(value) || vm.equal(&found, value)? => {}
            _ => return Ok(Some(false)),
        }
    }
    Ok(Some(true))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    Ok(match equal(vm, arguments)? {
        Some(equal) => Value::bool(equal == (comparison == Comparison::Eq)),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.type_name(&arguments[0]);
    let entries = dict(vm, &arguments[0])?.clone();
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let entries = vm.dict_entries(&entries);
        if entries.is_empty() {
            return Ok(format!("{name}()"));
        }
        let mut parts = Vec::with_capacity(entries.len());
        for (_, key, value) in entries {
            parts.push(format!("{}: {}", vm.repr_string(&key)?, vm.repr_string(&value)?));
        }
        Ok(format!("{name}({{{}}})", parts.join(", ")))
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| "...".into())))
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    vm.call(&class, &arguments[..1])
}

fn united<R: Runtime>(vm: &mut Vm<R>, receiver: &Value<R>, first: &Value<R>, then: &Value<R>) -> Return<R> {
    if first.as_ref::<Dict<R>>().is_none() || then.as_ref::<Dict<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let class = vm.class_of(receiver).into_value();
    let made = vm.call(&class, std::slice::from_ref(first))?;
    vm.call_method(&made, "update", std::slice::from_ref(then))?;
    Ok(made)
}

fn in_place_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(&arguments[0], "update", &arguments[1..])?;
    Ok(arguments[0].clone())
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    let state = match vm.attribute_dict(&arguments[0], false) {
        Some(attributes) if !attributes.is_empty() => attributes.into_value(),
        _ => Value::NONE,
    };
    let items = vm.call_method(&arguments[0], "items", &[])?;
    let (items, nothing) = (vm.iter(&items)?, vm.new_tuple(vec![]));
    Ok(vm.new_tuple(vec![class, nothing, state, Value::NONE, items]))
}

/// Adds the class to `_collections`.
pub(crate) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let base = vm.types().dict.clone();
    let layout = <Extended<R, Dict<R>> as Payload<R>>::LAYOUT;
    let flags = ClassFlags::ATTRIBUTES.with(ClassFlags::WEAKLY_REFERENCED);
    let class = ClassBuilder::with_layout(vm, "collections", "OrderedDict", Some(&base), layout, flags)
        .methods(&[
            ("__init__(self, *args, **kwargs)", init),
            ("update(self, *args, **kwargs)", update),
            ("move_to_end(self, key, last=True)", move_to_end),
            ("popitem(self, last=True)", popitem),
            ("__eq__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Ne)),
            ("__repr__(self, /)", repr),
            ("copy(self, /)", copy),
            ("__copy__(self, /)", copy),
            ("__or__(self, value, /)", |vm, a| united(vm, &a[0], &a[0], &a[1])),
            ("__ror__(self, value, /)", |vm, a| united(vm, &a[0], &a[1], &a[0])),
            ("__ior__(self, value, /)", in_place_or),
            ("__reduce__(self, /)", reduce),
        ])
        .attribute("__hash__", Value::NONE)
        .finish();
    vm.module_set(module, "OrderedDict", class.into_value());
}

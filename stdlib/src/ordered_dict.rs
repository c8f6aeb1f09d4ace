//! `OrderedDict`: a dict, which is ordered anyway, with what its order is asked for.

use interpreter::{ClassBuilder, Comparison, Return, Vm};
use object_model::{Class, ClassFlags, Dict, Extended, Payload, Ref, Runtime, Special, Value};

fn dict<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Dict<R>>> {
    match value.as_ref::<Dict<R>>() {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("an OrderedDict is needed")),
    }
}

/// Whether a value is an OrderedDict, be it of another copy of the module.
fn is_ordered<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let class = vm.class_of(value);
    let mut built_in = class.mro().iter().filter_map(Value::as_ref::<Class<R>>);
    built_in.any(|class| !class.flags().has(ClassFlags::HEAP) && &*class.name() == "OrderedDict")
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
        // Copied in one step, as long as the source does not say itself what it holds.
        let class = vm.class_of(source);
        let is_built_in = source.as_ref::<Dict<R>>().is_some() && !class.flags().has(ClassFlags::HEAP);
        if plain && is_built_in {
            let own = dict(vm, receiver)?;
            vm.dict_update(own, source)?;
        } else {
            take_from(vm, receiver, source)?;
        }
    }
    Ok(Value::NONE)
}

/// What a source of entries holds: a mapping with `keys` or with `items`, or an iterable of pairs.
fn take_from<R: Runtime>(vm: &mut Vm<R>, receiver: &Value<R>, source: &Value<R>) -> Return<R, ()> {
    if let Some(keys) = vm.find_attr_str(source, "keys")? {
        let keys = vm.call(&keys, &[])?;
        return vm.for_each(&keys, |vm, key| {
            let value = vm.get_item(source, &key)?;
            vm.set_item(receiver, &key, value)?;
            Ok(true)
        });
    }
    let pairs = match vm.find_attr_str(source, "items")? {
        Some(items) => vm.call(&items, &[])?,
        None => source.clone(),
    };
    vm.for_each(&pairs, |vm, pair| {
        let mut items = Vec::with_capacity(3);
        vm.for_each(&pair, |_, item| {
            items.push(item);
            Ok(items.len() < 3)
        })?;
        match <[Value<R>; 2]>::try_from(items) {
            Ok([key, value]) => {
                vm.set_item(receiver, &key, value)?;
                Ok(true)
            }
            Err(items) => Err(vm.value_error(match items.len() {
                0 => "need more than 0 values to unpack",
                1 => "need more than 1 value to unpack",
                _ => "too many values to unpack (expected 2)",
            })),
        }
    })
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
    if vm.dict_move(own, &arguments[1], last)? {
        return Ok(Value::NONE);
    }
    // None is no argument of an exception made in this way.
    let class = vm.exceptions().key_error.clone();
    Err(vm.new_exception(&class, arguments[1].some().cloned().into_iter().collect()))
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

/// What `dict` does, whose parameters have no names.
fn as_dict<R: Runtime>(vm: &mut Vm<R>, name: &str, arguments: &[Value<R>]) -> Return<R> {
    let base = vm.types().dict.value().clone();
    let method = vm.get_attr_str(&base, name)?;
    let given = arguments.iter().take_while(|argument| argument.given().is_some()).count();
    vm.call(&method, &arguments[..given])
}

fn set_default<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    as_dict(vm, "setdefault", arguments)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    as_dict(vm, "pop", arguments)
}

fn from_keys<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, iterable, value] = arguments else { return Err(vm.system_error("fromkeys takes keys")) };
    let value = value.given().cloned().unwrap_or(Value::NONE);
    let made = vm.call(class, &[])?;
    vm.for_each(iterable, |vm, key| {
        vm.set_item(&made, &key, value.clone())?;
        Ok(true)
    })?;
    Ok(made)
}

fn equal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Option<bool>> {
    let (one, other) = (dict(vm, &arguments[0])?, arguments[1].as_ref::<Dict<R>>());
    let Some(other) = other else { return Ok(None) };
    let (mine, theirs) = (vm.dict_entries(one), vm.dict_entries(other));
    if mine.len() != theirs.len() {
        return Ok(Some(false));
    }
    vm.check_recursion("maximum recursion depth exceeded in comparison")?;
    for (hash, key, value) in &mine {
        match vm.dict_get_hashed(other, *hash, key)? {
            Some(found) if found.is(value) || vm.equal(&found, value)? => {}
            _ => return Ok(Some(false)),
        }
    }
    if is_ordered(vm, &arguments[1]) {
        // The comparison of values may have changed the keys, and that of keys must not.
        let (mine, theirs) = (vm.dict_entries(one), vm.dict_entries(other));
        if mine.len() != theirs.len() {
            return Ok(Some(false));
        }
        for ((_, key, _), (_, wanted, _)) in mine.iter().zip(&theirs) {
            if key.is(wanted) {
                continue;
            }
            let equal = vm.equal(key, wanted)?;
            for (dict, entries) in [(one, &mine), (other, &theirs)] {
                unchanged(vm, dict, entries)?;
            }
            if !equal {
                return Ok(Some(false));
            }
        }
    }
    Ok(Some(true))
}

/// Complains if a comparison of keys has changed the keys.
fn unchanged<R: Runtime>(
    vm: &mut Vm<R>,
    dict: &Ref<R, Dict<R>>,
    entries: &[(i64, Value<R>, Value<R>)],
) -> Return<R, ()> {
    let now = vm.dict_entries(dict);
    if now.len() == entries.len()
        && now.iter().zip(entries).all(|((_, key, _), (_, before, _))| key.is(before))
    {
        return Ok(());
    }
    Err(vm.runtime_error("OrderedDict mutated during iteration"))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    Ok(match equal(vm, arguments)? {
        Some(equal) => Value::bool(equal == (comparison == Comparison::Eq)),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.class_ref(&arguments[0]).name();
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
    let state = vm.call_method(&arguments[0], "__getstate__", &[])?;
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
            ("setdefault(self, /, key, default=None)", set_default),
            ("pop(self, /, key, default=<unrepresentable>)", pop),
            ("__or__(self, value, /)", |vm, a| united(vm, &a[0], &a[0], &a[1])),
            ("__ror__(self, value, /)", |vm, a| united(vm, &a[0], &a[1], &a[0])),
            ("__ior__(self, value, /)", in_place_or),
            ("__reduce__(self, /)", reduce),
        ])
        .class_method("fromkeys(cls, /, iterable, value=None)", from_keys)
        .attribute("__hash__", Value::NONE)
        .finish();
    vm.module_set(module, "OrderedDict", class.into_value());
}

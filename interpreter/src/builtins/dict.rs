//! `dict`.

use super::hashed_iterator::Shown;
use super::sequence::is_exact;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Dict, Found, Ref, Runtime, Set, Special, Value, make};

/// The dict that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Dict<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, Dict::new())
}

/// `dict(…)` and `update(…)`: one optional source, and keywords.
fn update_from<R: Runtime>(vm: &mut Vm<R>, what: &str, arguments: &[Value<R>]) -> Return<R> {
    let dict = receiver(arguments);
    let sources = vm.as_tuple(&arguments[1]).unwrap_or_default();
    if sources.len() > 1 {
        let message = format!("{what} expected at most 1 argument, got {}", sources.len());
        return Err(vm.type_error(&message));
    }
    if let Some(source) = sources.first() {
        vm.dict_update(dict, &source.clone())?;
    }
    if let Some(keywords) = arguments[2].given() {
        vm.dict_update(dict, keywords)?;
    }
    Ok(Value::NONE)
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    update_from(vm, "dict", arguments)
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    update_from(vm, "update", arguments)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let dict = receiver(arguments);
    if dict.is_empty() {
        return Ok(vm.new_str("{}"));
    }
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = String::from("{");
        let mut from = 0;
        loop {
            let entry = vm.lock(dict).next_entry(from);
            let Some((number, _, key, value)) = entry else { break };
            if from > 0 {
                text.push_str(", ");
            }
            from = number + 1;
            text.push_str(vm.repr(&key)?.as_str());
            text.push_str(": ");
            text.push_str(vm.repr(&value)?.as_str());
        }
        text.push('}');
        Ok(text)
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| "{...}".to_owned())))
}

/// Whether both dicts have equal values under equal keys.
fn are_equal<R: Runtime>(vm: &mut Vm<R>, one: &Ref<R, Dict<R>>, other: &Ref<R, Dict<R>>) -> Return<R, bool> {
    // What belongs together is found in one step for both; the values are asked afterwards.
    let (pairs, all) = {
        let mut both = vm.lock_both(one, other);
        if one.len() != other.len() {
            return Ok(false);
        }
        let (mine, theirs) = both.sections();
        let Some(theirs) = theirs else { return Ok(true) };
        let (mut pairs, mut from) = (Vec::with_capacity(one.len()), 0);
        let all = loop {
            let Some((number, hash, key, value)) = mine.next_entry(from) else { break Some(true) };
            from = number + 1;
            match theirs.find(hash, key.word()) {
                Found::At(number) => pairs.push((value, theirs.value_at(number))),
                Found::Absent => break Some(false),
                Found::Ask(_) => break None,
            }
        };
        (pairs, all)
    };
    if let Some(all) = all {
        for (value, found) in pairs {
            if !vm.equal(&value, &found)? {
                return Ok(false);
            }
        }
        return Ok(all);
    }
    for (hash, key, value) in vm.dict_entries(one) {
        match vm.dict_get_hashed(other, hash, &key)? {
            Some(found) if vm.equal(&value, &found)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Dict<R>>() {
        Some(other) => are_equal(vm, receiver(arguments), other).map(Value::bool),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Dict<R>>() {
        Some(other) => Ok(Value::bool(!are_equal(vm, receiver(arguments), other)?)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(receiver(arguments).len()))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.iter_of_dict(&arguments[0], Shown::Keys, false))
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.iter_of_dict(&arguments[0], Shown::Keys, true))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.dict_get(receiver(arguments), &arguments[1])?.is_some()))
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (dict, key) = (receiver(arguments), &arguments[1]);
    if let Some(value) = vm.dict_get(dict, key)? {
        return Ok(value);
    }
    if !is_exact(&arguments[0])
        && let Some(value) = vm.call_special(&arguments[0], Special::Missing, std::slice::from_ref(key))?
    {
        return Ok(value);
    }
    Err(vm.key_error(key))
}

fn set_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.dict_set(receiver(arguments), arguments[1].clone(), arguments[2].clone())?;
    Ok(Value::NONE)
}

fn delete_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.dict_remove(receiver(arguments), &arguments[1])? {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.key_error(&arguments[1])),
    }
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.dict_get(receiver(arguments), &arguments[1])? {
        Some(value) => Ok(value),
        None => Ok(arguments[2].given().cloned().unwrap_or(Value::NONE)),
    }
}

fn set_default<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let default = arguments[2].given().cloned().unwrap_or(Value::NONE);
    vm.dict_set_default(receiver(arguments), arguments[1].clone(), default)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (dict, key) = (receiver(arguments), &arguments[1]);
    let removed = if dict.is_empty() { None } else { vm.dict_remove(dict, key)? };
    match (removed, arguments[2].given()) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(key)),
    }
}

fn pop_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let popped = {
        let mut locked = vm.lock(receiver(arguments));
        locked.previous_entry(usize::MAX).map(|(number, ..)| locked.remove_at(number))
    };
    match popped {
        Some((key, value)) => Ok(vm.new_tuple(vec![key, value])),
        None => {
            let message = vm.new_str("popitem(): dictionary is empty");
            Err(vm.key_error(&message))
        }
    }
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.lock(receiver(arguments)).clear();
    Ok(Value::NONE)
}

impl<R: Runtime> Vm<R> {
    /// `dict(other)` of a dict: the entries it has at one moment.
    pub fn dict_copy(&mut self, dict: &Ref<R, Dict<R>>) -> Return<R, Ref<R, Dict<R>>> {
        let copied = self.lock(dict).copied();
        match copied {
            Ok(copied) => Ok(make::dict_of(self, copied)),
            Err(_) => Err(self.memory_error()),
        }
    }
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.dict_copy(receiver(arguments))?.into_value())
}

fn from_keys<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, iterable, value] = arguments else { return Err(vm.system_error("fromkeys takes keys")) };
    let value = value.given().cloned().unwrap_or(Value::NONE);
    let target = vm.call(class, &[])?;
    if let Some(dict) = target.as_ref::<Dict<R>>()
        && is_exact(&target)
    {
        if let Some(set) = iterable.as_ref::<Set<R>>()
            && is_exact(iterable)
        {
            for (hash, key) in vm.set_members(set) {
                vm.dict_set_hashed(dict, hash, key, value.clone())?;
            }
        } else if let Some(keys) = iterable.as_ref::<Dict<R>>()
            && is_exact(iterable)
        {
            for (hash, key, _) in vm.dict_entries(keys) {
                vm.dict_set_hashed(dict, hash, key, value.clone())?;
            }
        } else {
            vm.for_each(iterable, |vm, key| {
                vm.dict_set(dict, key, value.clone())?;
                Ok(true)
            })?;
        }
        return Ok(target);
    }
    vm.for_each(iterable, |vm, key| {
        vm.set_item(&target, &key, value.clone())?;
        Ok(true)
    })?;
    Ok(target)
}

fn keys<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_dict_view(&arguments[0], Shown::Keys))
}

fn values<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_dict_view(&arguments[0], Shown::Values))
}

fn items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_dict_view(&arguments[0], Shown::Items))
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    merged(vm, &arguments[0], &arguments[1])
}

fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    merged(vm, &arguments[1], &arguments[0])
}

fn merged<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let (Some(one), Some(_)) = (left.as_ref::<Dict<R>>(), right.as_ref::<Dict<R>>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let merged = vm.dict_copy(one)?;
    vm.dict_update(&merged, right)?;
    Ok(merged.into_value())
}

fn or_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.dict_update(receiver(arguments), &arguments[1])?;
    Ok(arguments[0].clone())
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().dict.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, *args, **kwargs)", init),
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__len__(self, /)", len),
            ("__iter__(self, /)", iter),
            ("__reversed__(self, /)", reversed),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", get_item),
            ("__setitem__(self, key, value, /)", set_item),
            ("__delitem__(self, key, /)", delete_item),
            ("__or__(self, value, /)", or),
            ("__ror__(self, value, /)", reflected_or),
            ("__ior__(self, value, /)", or_in_place),
            ("get(self, key, default=None, /)", get),
            ("setdefault(self, key, default=None, /)", set_default),
            ("pop(self, key, default=None, /)", pop),
            ("popitem(self, /)", pop_item),
            ("update(self, *args, **kwargs)", update),
            ("clear(self, /)", clear),
            ("copy(self, /)", copy),
            ("keys(self, /)", keys),
            ("values(self, /)", values),
            ("items(self, /)", items),
        ])
        .class_method("fromkeys(cls, iterable, value=None, /)", from_keys)
        .attribute("__hash__", Value::NONE)
        .finish();
}

//! The memos of picklers and unpicklers as objects, and the attributes that both have beside a method of the same name.

use super::pickler::{self, Pickler};
use super::unpickler::{self, Unpickler};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};

/// The payload of a pickler's memo.
pub(super) struct PicklerMemo<R: Runtime>(pub(super) Ref<R, Pickler<R>>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for PicklerMemo<R> {
    const NAME: &'static str = "PicklerMemoProxy";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.0.value());
    }
}

/// The payload of an unpickler's memo.
pub(super) struct UnpicklerMemo<R: Runtime>(pub(super) Ref<R, Unpickler<R>>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for UnpicklerMemo<R> {
    const NAME: &'static str = "UnpicklerMemoProxy";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.0.value());
    }
}

/// Forgets everything.
fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(own) = arguments[0].as_ref::<PicklerMemo<R>>() {
        let old = pickler::with_memo(vm, &own.0, std::mem::take)?;
        drop(old);
    } else if let Some(own) = arguments[0].as_ref::<UnpicklerMemo<R>>() {
        let old = unpickler::with_memo(vm, &own.0, std::mem::take)?;
        drop(old);
    }
    Ok(Value::NONE)
}

/// A dict of what is in the memo.
fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let dict = vm.new_dict();
    if let Some(own) = arguments[0].as_ref::<PicklerMemo<R>>() {
        for (number, object) in pickler::with_memo(vm, &own.0, |memo| memo.entries())? {
            let (identity, number) = (vm.new_integer(object.word().bits().into()), vm.new_usize(number));
            let entry = vm.new_pair(number, object);
            vm.dict_set(&dict, identity, entry)?;
        }
    } else if let Some(own) = arguments[0].as_ref::<UnpicklerMemo<R>>() {
        for (number, object) in unpickler::with_memo(vm, &own.0, |memo| memo.entries())? {
            let number = vm.new_usize(number);
            vm.dict_set(&dict, number, object)?;
        }
    }
    Ok(dict.into_value())
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let dict = copy(vm, arguments)?;
    let (class, arguments) = (vm.types().dict.value().clone(), vm.new_tuple(vec![dict]));
    Ok(vm.new_pair(class, arguments))
}

/// `__getattribute__` of a class with a method `name`, in whose place one may have been assigned.
pub(super) fn get_attribute<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    assigned: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
) -> Return<R> {
    let key = vm.str_handle(&arguments[1])?;
    if key.as_str() == name
        && let Some(assigned) = assigned(vm, &arguments[0])?.given()
    {
        return Ok(assigned.clone());
    }
    match vm.find_attr_default(&arguments[0], &key)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&arguments[0], key.as_str())),
    }
}

/// Its `__setattr__`, and its `__delattr__`, which gets no value.
pub(super) fn set_attribute<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    assign: fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>,
) -> Return<R> {
    let key = vm.str_handle(&arguments[1])?;
    let value = arguments.get(2).cloned().unwrap_or(Value::UNBOUND);
    if key.as_str() == name {
        assign(vm, &arguments[0], value)?;
    } else {
        vm.set_attr_default(&arguments[0], &key, value)?;
    }
    Ok(Value::NONE)
}

/// Makes the classes.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let methods: [(&str, interpreter::NativeCall<R>); 3] =
        [("clear(self, /)", clear), ("copy(self, /)", copy), ("__reduce__(self, /)", reduce)];
    ClassBuilder::new::<PicklerMemo<R>>(vm, "_pickle", "PicklerMemoProxy", None)
        .methods(&methods)
        .attribute("__hash__", Value::NONE)
        .finish();
    ClassBuilder::new::<UnpicklerMemo<R>>(vm, "_pickle", "UnpicklerMemoProxy", None)
        .methods(&methods)
        .attribute("__hash__", Value::NONE)
        .finish();
}

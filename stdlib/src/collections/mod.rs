//! `_collections`: deque, defaultdict, and what `collections` borrows from C.

mod default_dict;
mod deque;
mod tuple_getter;

use interpreter::{Return, Vm};
use object_model::{Dict, Runtime, Value};

/// Whether a mapping is a dict whose class has neither a `get` nor a `__setitem__` of its own.
fn counts_as_dicts_do<R: Runtime>(vm: &mut Vm<R>, mapping: &Value<R>) -> bool {
    let (class, dict) = (vm.class_of(mapping), vm.types().dict.clone());
    let names = [vm.intern("get"), vm.intern("__setitem__")];
    names.iter().all(|name| match (class.lookup(vm, name), dict.lookup(vm, name)) {
        (Some(own), Some(of_dicts)) => own.is(&of_dicts),
        _ => false,
    })
}

fn count_elements<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mapping = arguments[0].clone();
    let plain = if counts_as_dicts_do(vm, &mapping) { mapping.as_ref::<Dict<R>>().cloned() } else { None };
    vm.for_each(&arguments[1], |vm, item| {
        match &plain {
            Some(dict) => {
                let hash = vm.hash(&item)?;
                let count = vm.dict_get_hashed(dict, hash, &item)?.unwrap_or(Value::small_int(0));
                let count = vm.binary(interpreter::Operator::Add, &count, &Value::small_int(1), false)?;
                vm.dict_set_hashed(dict, hash, item, count)?;
            }
            None => {
                let count = vm.call_method(&mapping, "get", &[item.clone(), Value::small_int(0)])?;
                let count = vm.binary(interpreter::Operator::Add, &count, &Value::small_int(1), false)?;
                vm.set_item(&mapping, &item, count)?;
            }
        }
        Ok(true)
    })?;
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_collections");
    deque::install(vm, &module);
    default_dict::install(vm, &module);
    tuple_getter::install(vm, &module);
    crate::ordered_dict::install(vm, &module);
    vm.module_functions(
        &module,
        "_collections",
        &[("_count_elements(mapping, iterable, /)", count_elements)],
    );
    Ok(module)
}

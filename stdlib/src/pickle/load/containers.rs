//! Tuples, lists, dicts and sets.

use super::Loading;
use crate::pickle::unpickling_error;
use interpreter::{Return, Vm};
use object_model::{Dict, List, Ref, Runtime, Set, Value};

impl<R: Runtime> Loading<R> {
    pub(super) fn counted_tuple(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, ()> {
        let items = self.stack.take_last(vm, count)?;
        self.stack.push(vm.new_tuple(items));
        Ok(())
    }

    /// Appends the values from `begin` on to the one below.
    pub(super) fn append(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, ()> {
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.is_empty() {
            return Ok(());
        }
        if let Some(list) = target.as_ref::<List<R>>()
            && vm.class_ref(&target).value().is(vm.types().list.value())
        {
            let appended = {
                let mut list = vm.lock(list);
                list.reserve(items.len())
                    .and_then(|()| items.into_iter().try_for_each(|item| list.push(item)))
            };
            return appended.map_err(|_| vm.memory_error());
        }
        if let Some(extend) = vm.find_attr_str(&target, "extend")? {
            let items = vm.new_list(items)?;
            vm.call(&extend, &[items])?;
            return Ok(());
        }
        let append = vm.get_attr_str(&target, "append")?;
        for item in items {
            vm.call(&append, &[item])?;
        }
        Ok(())
    }

    pub(super) fn dict(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let begin = self.stack.unmark(vm)?;
        let items = self.stack.take(vm, begin)?;
        if items.len() % 2 != 0 {
            return Err(unpickling_error(vm, "odd number of items for DICT"));
        }
        let dict = vm.new_dict();
        put_all(vm, &dict, items)?;
        self.stack.push(dict.into_value());
        Ok(())
    }

    /// Puts the pairs from `begin` on into the value below.
    pub(super) fn set_items(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, ()> {
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.len() % 2 != 0 {
            return Err(unpickling_error(vm, "odd number of items for SETITEMS"));
        }
        if let Some(dict) = target.as_ref::<Dict<R>>()
            && vm.class_ref(&target).value().is(vm.types().dict.value())
        {
            return put_all(vm, dict, items);
        }
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            vm.set_item(&target, &key, value)?;
        }
        Ok(())
    }

    pub(super) fn add_items(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let begin = self.stack.unmark(vm)?;
        let target = self.stack.below(vm, begin)?;
        let items = self.stack.take(vm, begin)?;
        if items.is_empty() {
            return Ok(());
        }
        if let Some(set) = target.as_ref::<Set<R>>()
            && !vm.is_instance(&target, &vm.types().frozenset.clone())
        {
            for item in items {
                vm.set_add(set, item)?;
            }
            return Ok(());
        }
        let add = vm.get_attr_str(&target, "add")?;
        for item in items {
            vm.call(&add, &[item])?;
        }
        Ok(())
    }
}

/// Puts keys and values that follow each other into a dict.
pub(super) fn put_all<R: Runtime>(
    vm: &mut Vm<R>,
    dict: &Ref<R, Dict<R>>,
    items: Vec<Value<R>>,
) -> Return<R, ()> {
    if dict.is_empty() && items.len() > 2 {
        let reserved = vm.lock(dict).reserve(items.len() / 2);
        reserved.map_err(|_| vm.memory_error())?;
    }
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        vm.dict_set(dict, key, value)?;
    }
    Ok(())
}

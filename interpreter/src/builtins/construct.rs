//! Making lists, dicts, sets and tuples without going through their `__new__` and `__init__`.

use super::list;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Value};

/// `list(…)`, `dict(…)`, `set(…)` and `tuple(…)` of at most one positional argument. None for every other call.
pub(super) fn construct_container<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    arguments: &[Value<R>],
) -> Option<Return<R>> {
    let source = match arguments {
        [] => None,
        [source] => Some(source),
        _ => return None,
    };
    let (class, types) = (class.value(), vm.types());
    if class.is(types.list.value()) {
        return Some(new_list(vm, source));
    }
    if class.is(types.dict.value()) {
        let dict = vm.new_dict();
        let filled = source.map_or(Ok(()), |source| vm.dict_update(&dict, source));
        return Some(filled.map(|()| dict.into_value()));
    }
    if class.is(types.set.value()) {
        let set = vm.new_set();
        let filled = source.map_or(Ok(()), |source| vm.set_extend(&set, source));
        return Some(filled.map(|()| set.into_value()));
    }
    if class.is(types.tuple.value()) {
        let source = source.filter(|source| !vm.class_ref(source).value().is(class))?;
        return Some(vm.collect(source).map(|items| vm.new_tuple(items)));
    }
    None
}

fn new_list<R: Runtime>(vm: &mut Vm<R>, source: Option<&Value<R>>) -> Return<R> {
    let Some(source) = source else { return vm.new_list(vec![]) };
    if vm.collects_at_once(source) {
        let items = vm.collect(source)?;
        return vm.new_list(items);
    }
    let new = vm.new_list(vec![])?;
    if let Some(list) = new.as_ref() {
        list::extend(vm, list, source)?;
    }
    Ok(new)
}

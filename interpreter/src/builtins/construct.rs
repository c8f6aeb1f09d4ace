//! Making lists, dicts, sets, tuples and most exceptions without going through their `__new__` and `__init__`.

use super::list;
use crate::exception::Exception;
use crate::native::Native;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Special, Value, make};

/// An exception of a class, with the `__new__` that makes its instances, that is made and begun as most exceptions are. None for
/// every other class.
pub(super) fn construct_exception<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    new: &Value<R>,
    arguments: &[Value<R>],
) -> Option<Value<R>> {
    if !class.layout().begins_with::<Exception<R>>() {
        return None;
    }
    let base = vm.exceptions().base_exception.clone();
    let (init, plain_init) = (class.special(vm, Special::Init)?, base.special(vm, Special::Init)?);
    let plain_new = base.special(vm, Special::New)?;
    // Each class has a `__new__` of its own.
    if !init.is(&plain_init) || !new.as_ref::<Native<R>>()?.runs_as(plain_new.as_ref::<Native<R>>()?) {
        return None;
    }
    let args = vm.new_tuple(arguments.to_vec());
    Some(make::object_of(vm, class, Exception::new(args)).into_value())
}

/// `list(…)`, `dict(…)`, `set(…)` and `tuple(…)` of at most one positional argument. None for every other call.
pub(super) fn construct_container<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    arguments: &[Value<R>],
    keywords: &[Value<R>],
) -> Option<Return<R>> {
    let (arguments, by_name) = arguments.split_at(arguments.len() - keywords.len());
    let source = match arguments {
        [] => None,
        [source] => Some(source),
        _ => return None,
    };
    let (class, types) = (class.value(), vm.types());
    if class.is(types.dict.value()) {
        return Some(new_dict(vm, source, keywords, by_name));
    }
    if !keywords.is_empty() {
        return None;
    }
    if class.is(types.list.value()) {
        return Some(new_list(vm, source));
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

fn new_dict<R: Runtime>(
    vm: &mut Vm<R>,
    source: Option<&Value<R>>,
    keywords: &[Value<R>],
    by_name: &[Value<R>],
) -> Return<R> {
    let dict = vm.new_dict();
    if let Some(source) = source {
        vm.dict_update(&dict, source)?;
    }
    for (keyword, value) in keywords.iter().zip(by_name) {
        vm.dict_set(&dict, keyword.clone(), value.clone())?;
    }
    Ok(dict.into_value())
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

//! `__annotations__`, `__annotate__` and `__type_params__` of classes: evaluated when they are asked for.

use super::receiver;
use crate::native::GetSet;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Ref, Runtime, Value};

/// Where the compiler leaves the function that evaluates a class body's annotations.
const FUNCTION: &str = "__annotate_func__";
/// Where they are kept once they were evaluated.
const CACHE: &str = "__annotations_cache__";

fn own<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, name: &str) -> Option<Value<R>> {
    let namespace = class.namespace().clone();
    vm.get_name(namespace.value(), name)
}

/// A class whose attributes can be set; AttributeError for a built-in one.
fn mutable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R, Ref<R, Class<R>>> {
    let class = receiver::<R, Class<R>>(vm, value, "type")?.clone();
    if class.flags().has(ClassFlags::HEAP) { Ok(class) } else { Err(vm.no_attribute(value, name)) }
}

fn put<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, name: &str, new: Value<R>) -> Return<R, ()> {
    let namespace = class.namespace().clone();
    let name = vm.intern(name);
    // Caches hold the old value without a reference until the class says that it has changed.
    let old = vm.dict_get_str(&namespace, &name);
    if new.is_unbound() {
        vm.dict_remove(&namespace, name.value())?;
    } else {
        vm.dict_set_str(&namespace, &name, new);
    }
    class.changed(vm);
    drop(old);
    Ok(())
}

fn get_annotate<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = mutable(vm, value, "__annotate__")?;
    // What the body says itself comes first; it may be a descriptor, for the instances.
    match own(vm, &class, "__annotate__").or_else(|| own(vm, &class, FUNCTION)) {
        Some(annotate) => vm.descriptor_get_on_class(&annotate, value),
        None => Ok(Value::NONE),
    }
}

fn set_annotate<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if new.is_unbound() {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    }
    if !new.is_none() && !super::is_callable(vm, &new) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let class = mutable(vm, value, "__annotate__")?;
    if !new.is_none() {
        put(vm, &class, CACHE, Value::UNBOUND)?;
    }
    put(vm, &class, FUNCTION, new)
}

/// The annotations that a function evaluates.
pub(super) fn evaluated<R: Runtime>(vm: &mut Vm<R>, annotate: &Value<R>) -> Return<R> {
    let answer = vm.call(annotate, &[Value::small_int(1)])?;
    if answer.as_ref::<Dict<R>>().is_none() {
        let message = format!("__annotate__ returned non-dict of type '{}'", vm.type_name(&answer));
        return Err(vm.type_error(&message));
    }
    Ok(answer)
}

fn get_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = mutable(vm, value, "__annotations__")?;
    for name in ["__annotations__", CACHE] {
        if let Some(known) = own(vm, &class, name) {
            return vm.descriptor_get_on_class(&known, value);
        }
    }
    let annotate = get_annotate(vm, value)?;
    let annotations = if !super::is_callable(vm, &annotate) {
        vm.new_dict().into_value()
    } else {
        evaluated(vm, &annotate)?
    };
    put(vm, &class, CACHE, annotations.clone())?;
    Ok(annotations)
}

fn set_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let class = mutable(vm, value, "__annotations__")?;
    let name = if own(vm, &class, "__annotations__").is_some() { "__annotations__" } else { CACHE };
    if new.is_unbound() && own(vm, &class, name).is_none() {
        return Err(vm.no_attribute(value, "__annotations__"));
    }
    put(vm, &class, name, new)?;
    put(vm, &class, FUNCTION, Value::NONE)
}

fn get_type_params<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = receiver::<R, Class<R>>(vm, value, "type")?.clone();
    // What stands in `type` itself is the descriptor.
    Ok(own(vm, &class, "__type_params__")
        .filter(|known| known.as_ref::<GetSet<R>>().is_none())
        .unwrap_or_else(|| vm.new_tuple(vec![])))
}

fn set_type_params<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let class = mutable(vm, value, "__type_params__")?;
    if new.is_unbound() {
        let message =
            format!("cannot delete '__type_params__' attribute of immutable type '{}'", class.shown_name());
        return Err(vm.type_error(&message));
    }
    put(vm, &class, "__type_params__", new)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().type_.clone();
    ClassBuilder::extend(vm, &class)
        .getset("__annotations__", get_annotations, Some(set_annotations))
        .getset("__annotate__", get_annotate, Some(set_annotate))
        .getset("__type_params__", get_type_params, Some(set_type_params))
        .finish();
}

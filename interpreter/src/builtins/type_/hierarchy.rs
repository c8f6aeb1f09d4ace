//! Bases, and the order in which attributes are looked for.

use super::attributes::undeletable;
use super::handle;
use super::layout::{best_base, check_likeness};
use crate::native::Native;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Kind, Ref, Runtime, Special, Tuple, Value};

/// C3 linearization of the MROs of the bases.
pub(crate) fn resolution_order<R: Runtime>(
    vm: &mut Vm<R>,
    class: Option<&Value<R>>,
    bases: &[Value<R>],
) -> Return<R, Vec<Value<R>>> {
    if let ([base], Some(class)) = (bases, class)
        && let Some(base) = base.as_ref::<Class<R>>()
    {
        return Ok(std::iter::once(class).chain(base.mro()).cloned().collect());
    }
    let mut sequences: Vec<Vec<Value<R>>> =
        bases.iter().filter_map(|base| base.as_ref::<Class<R>>().map(|base| base.mro().to_vec())).collect();
    sequences.push(bases.to_vec());
    let mut order: Vec<Value<R>> = class.into_iter().cloned().collect();
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        if sequences.is_empty() {
            return Ok(order);
        }
        let next = sequences.iter().map(|sequence| &sequence[0]).find(|candidate| {
            !sequences.iter().any(|sequence| sequence[1..].iter().any(|other| other.is(candidate)))
        });
        let Some(next) = next.cloned() else {
            let mut names: Vec<String> = Vec::new();
            for sequence in &sequences {
                if let Some(class) = sequence[0].as_ref::<Class<R>>() {
                    let name = class.name().to_string();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            let message = format!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            );
            return Err(vm.type_error(&message));
        };
        for sequence in &mut sequences {
            if sequence[0].is(&next) {
                sequence.remove(0);
            }
        }
        order.push(next);
    }
}

pub(super) fn mro_of<R: Runtime>(
    vm: &mut Vm<R>,
    meta: &Ref<R, Class<R>>,
    class: &Ref<R, Class<R>>,
    bases: &[Value<R>],
) -> Return<R, Vec<Value<R>>> {
    match own_mro(vm, meta) {
        Some(mro) => mro_by(vm, &mro, class),
        None => resolution_order(vm, Some(class.value()), bases),
    }
}

/// The `mro` of a metaclass, if it is not that of `type`.
pub(super) fn own_mro<R: Runtime>(vm: &mut Vm<R>, meta: &Ref<R, Class<R>>) -> Option<Value<R>> {
    meta.special(vm, Special::Mro).filter(|mro| mro.as_ref::<Native<R>>().is_none())
}

/// What a metaclass's own `mro` says of a class.
pub(super) fn mro_by<R: Runtime>(
    vm: &mut Vm<R>,
    mro: &Value<R>,
    class: &Ref<R, Class<R>>,
) -> Return<R, Vec<Value<R>>> {
    let result = vm.call_found(mro, class.value(), &[])?;
    let order = vm.collect(&result)?;
    check_order(vm, class, &order)?;
    Ok(order)
}

/// Whether natives of every class in an MRO find what they expect in instances of `class`.
pub(super) fn check_order<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    order: &[Value<R>],
) -> Return<R, ()> {
    if order.is_empty() {
        return Err(vm.type_error("type MRO must not be empty"));
    }
    for base in order {
        let Some(base) = base.as_ref::<Class<R>>() else {
            let message = format!("mro() returned a non-class ('{}')", vm.type_name(base));
            return Err(vm.type_error(&message));
        };
        let (own, layout) = (class.layout(), base.layout());
        if layout.kind != Kind::Instance && layout.type_id != own.type_id {
            let message = format!("mro() returned base with unsuitable layout ('{}')", base.shown_name());
            return Err(vm.type_error(&message));
        }
    }
    Ok(())
}

pub(super) fn get_bases<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    Ok(handle(vm, class)?.bases())
}

pub(super) fn set_bases<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    if value.is_unbound() {
        return Err(undeletable(vm, &class.shown_name(), "__bases__"));
    }
    vm.audit_setting(class.value(), "__bases__", &value)?;
    let Some(bases) = vm.as_tuple(&value).map(<[_]>::to_vec) else {
        let message =
            format!("can only assign tuple to {}.__bases__, not {}", class.name(), vm.type_name(&value));
        return Err(vm.type_error(&message));
    };
    if bases.is_empty() {
        let message = format!("can only assign non-empty tuple to {}.__bases__, not ()", class.shown_name());
        return Err(vm.type_error(&message));
    }
    let base = best_base(vm, &bases)?;
    let old = class.bases();
    let old = old.as_ref::<Tuple<R>>().map_or(&[][..], |bases| bases.as_slice());
    let old = best_base(vm, old)?;
    check_likeness(vm, &old, &base, "__bases__")?;
    let before = vm.descriptor_of(&class);
    let mut replaced = Vec::new();
    if let Err(raised) = rearrange(vm, &class, value, &mut replaced) {
        // As it was, the last one first.
        for (class, bases, order) in replaced.into_iter().rev() {
            class.set_hierarchy(vm, bases, order);
        }
        return Err(raised);
    }
    if vm.descriptor_of(&class) != before {
        vm.descriptors_changed();
    }
    Ok(())
}

/// A class whose place in the hierarchy was replaced, and the bases and MRO that it had.
pub(super) type Replaced<R> = (Ref<R, Class<R>>, Value<R>, Value<R>);

/// Gives a class other bases, and it and all that inherit from it the MRO that follows; notes what they had.
pub(super) fn rearrange<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    bases: Value<R>,
    replaced: &mut Vec<Replaced<R>>,
) -> Return<R, ()> {
    for descendant in class.descendants() {
        let order = vm.new_tuple(descendant.mro().to_vec());
        replaced.push((descendant.clone(), descendant.bases(), order.clone()));
        if descendant.value().is(class.value()) && !class.set_hierarchy(vm, bases.clone(), order) {
            replaced.pop();
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        let bases = descendant.bases();
        let parts = bases.as_ref::<Tuple<R>>().map_or(vec![], |bases| bases.as_slice().to_vec());
        let meta = vm.class_of(descendant.value());
        let order = mro_of(vm, &meta, &descendant, &parts)?;
        check_order(vm, &descendant, &order)?;
        let order = vm.new_tuple(order);
        descendant.set_hierarchy(vm, bases, order);
    }
    Ok(())
}

pub(super) fn get_base<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let class = handle(vm, class)?.clone();
    Ok(base_of(vm, &class).map_or(Value::NONE, Ref::into_value))
}

/// The base as which instances of a class are laid out.
pub(crate) fn base_of<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
    let bases = class.bases();
    match bases.as_ref::<Tuple<R>>()?.as_slice() {
        [] => None,
        [only] => only.clone().downcast().ok(),
        bases => best_base(vm, bases).ok(),
    }
}

pub(super) fn get_mro<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    Ok(handle(vm, class)?.mro_tuple())
}

pub(super) fn mro<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = handle(vm, &arguments[0])?.clone();
    let bases = class.bases();
    let bases = bases.as_ref::<Tuple<R>>().map_or(vec![], |bases| bases.as_slice().to_vec());
    let order = resolution_order(vm, Some(class.value()), &bases)?;
    vm.new_list(order)
}

pub(super) fn subclasses<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let subclasses = handle(vm, &arguments[0])?.subclasses();
    vm.new_list(subclasses)
}

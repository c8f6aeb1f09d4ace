//! How instances of a class are laid out, as its bases say.

use super::base_of;
use crate::attribute::Member;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Kind, Ref, Runtime, Value};
use std::collections::BTreeSet;

/// The base whose layout instances extend.
pub(super) fn best_base<R: Runtime>(vm: &mut Vm<R>, bases: &[Value<R>]) -> Return<R, Ref<R, Class<R>>> {
    let mut best: Option<(Ref<R, Class<R>>, Ref<R, Class<R>>)> = None;
    for base in bases {
        let Some(class) = base.as_ref::<Class<R>>() else {
            return Err(vm.type_error("bases must be types"));
        };
        if !class.flags().has(ClassFlags::BASE) {
            let message = format!("type '{}' is not an acceptable base type", class.shown_name());
            return Err(vm.type_error(&message));
        }
        if bases.len() == 1 {
            return Ok(class.clone());
        }
        let solid = solid_base(vm, class);
        let better = match &best {
            None => true,
            Some((best, other)) if solid.value().is(other.value()) => {
                best.layout().attributes == 0 && class.layout().attributes != 0
            }
            Some((_, other)) if vm.is_subclass(other, &solid) => false,
            Some((_, other)) if vm.is_subclass(&solid, other) => true,
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        };
        if better {
            best = Some((class.clone(), solid));
        }
    }
    let best = best.map(|(best, _)| best);
    best.ok_or_else(|| -> Raised<R> { vm.type_error("a class needs a base") })
}

/// The class among those that a class inherits from, itself first, that last gave instances a field.
fn solid_base<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Ref<R, Class<R>> {
    let order: Vec<Ref<R, Class<R>>> =
        class.mro().iter().filter_map(|base| base.clone().downcast().ok()).collect();
    let found = order.into_iter().find(|base| match base.flags().has(ClassFlags::HEAP) {
        true => !own_members(vm, base).is_empty(),
        false => base.layout().type_id == class.layout().type_id && has_fields(vm, base),
    });
    found.unwrap_or_else(|| vm.types().object.clone())
}

/// Whether a built-in class gives instances fields that those of its base do not have.
fn has_fields<R: Runtime>(vm: &Vm<R>, class: &Ref<R, Class<R>>) -> bool {
    if class.flags().has(ClassFlags::EXCEPTION) {
        return vm.exceptions().is_solid(class);
    }
    class.layout().kind != Kind::Instance || class.flags().has(ClassFlags::ATTRIBUTES)
}

/// The names in the `__slots__` of a class itself, as far as there are descriptors of them left.
fn own_members<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> BTreeSet<Box<str>> {
    if !class.flags().has(ClassFlags::MEMBERS.with(ClassFlags::HEAP)) {
        return BTreeSet::new();
    }
    let namespace = class.namespace().clone();
    let entries = vm.dict_entries(&namespace).into_iter();
    let members = entries.filter_map(|(_, _, value)| value.downcast::<Member<R>>().ok());
    let own = members.filter(|member| member.owner.is(class.value()));
    own.map(|member| member.name().as_str().into()).collect()
}

/// Whether instances may be part of a cycle, as those of every class made by a program may.
fn is_tracked<R: Runtime>(vm: &Vm<R>, class: &Ref<R, Class<R>>) -> bool {
    let mut order = class.mro().iter().filter_map(Value::as_ref::<Class<R>>);
    class.flags().has(ClassFlags::HEAP) || order.any(|base| base.layout().tracked && has_fields(vm, base))
}

/// The class that a class is like in what its instances hold: itself, if it gives them anything beyond its base.
fn likeness<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R, Ref<R, Class<R>>> {
    let mut class = class.clone();
    while let Some(base) = base_of(vm, &class) {
        let more = match class.flags().has(ClassFlags::HEAP) {
            true => !own_members(vm, &class).is_empty(),
            false => has_fields(vm, &class),
        };
        if more || places(&class) != places(&base) || is_tracked(vm, &class) != is_tracked(vm, &base) {
            break;
        }
        class = base;
    }
    Ok(class)
}

/// Whether instances have places for attributes and for weak references.
fn places<R: Runtime>(class: &Ref<R, Class<R>>) -> [bool; 2] {
    [ClassFlags::ATTRIBUTES, ClassFlags::WEAKLY_REFERENCED].map(|flag| class.flags().has(flag))
}

/// Complains if instances of `old` do not hold what those of `new` hold; `assigned` is what a program assigns to.
pub(in crate::builtins) fn check_likeness<R: Runtime>(
    vm: &mut Vm<R>,
    old: &Ref<R, Class<R>>,
    new: &Ref<R, Class<R>>,
    assigned: &str,
) -> Return<R, ()> {
    if is_tracked(vm, old) != is_tracked(vm, new) {
        return Err(unlike(vm, old, new, assigned, "deallocator"));
    }
    let (one, other) = (likeness(vm, old)?, likeness(vm, new)?);
    if one.value().is(other.value()) {
        return Ok(());
    }
    let both_made = one.flags().has(ClassFlags::HEAP) && other.flags().has(ClassFlags::HEAP);
    let bases = (base_of(vm, &one), base_of(vm, &other));
    let same_base = matches!(&bases, (Some(one), Some(other)) if one.value().is(other.value()));
    if both_made
        && same_base
        && places(&one) == places(&other)
        && own_members(vm, &one) == own_members(vm, &other)
    {
        return Ok(());
    }
    Err(unlike(vm, old, new, assigned, "object layout"))
}

/// The TypeError that says what of two classes differs.
pub(in crate::builtins) fn unlike<R: Runtime>(
    vm: &mut Vm<R>,
    old: &Ref<R, Class<R>>,
    new: &Ref<R, Class<R>>,
    assigned: &str,
    what: &str,
) -> Raised<R> {
    let (old, new) = (old.shown_name(), new.shown_name());
    vm.type_error(&format!("{assigned} assignment: '{new}' {what} differs from '{old}'"))
}

/// Whether instances of two classes are the same in memory.
pub(in crate::builtins) fn same_layout<R: Runtime>(one: &Ref<R, Class<R>>, other: &Ref<R, Class<R>>) -> bool {
    let of = |class: &Ref<R, Class<R>>| {
        let layout = class.layout();
        (layout.type_id, layout.size, layout.attributes)
    };
    of(one) == of(other)
}

/// Whether instances vary in size, which leaves no fixed place for slots.
pub(super) fn has_items<R: Runtime>(class: &Ref<R, Class<R>>) -> bool {
    matches!(class.layout().kind, Kind::BigInt | Kind::Tuple | Kind::Bytes | Kind::Class)
}

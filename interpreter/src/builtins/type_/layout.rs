//! How instances of a class are laid out, as its bases say.

use crate::attribute::Member;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Kind, Ref, Runtime, Value};

/// The base whose layout instances extend.
pub(super) fn best_base<R: Runtime>(vm: &mut Vm<R>, bases: &[Value<R>]) -> Return<R, Ref<R, Class<R>>> {
    let mut best: Option<Ref<R, Class<R>>> = None;
    for base in bases {
        let Some(class) = base.as_ref::<Class<R>>() else {
            return Err(vm.type_error("bases must be types"));
        };
        if !class.flags().has(ClassFlags::BASE) {
            let message = format!("type '{}' is not an acceptable base type", vm.shown_class_name(class));
            return Err(vm.type_error(&message));
        }
        let better = match &best {
            None => true,
            Some(_) if class.layout().kind == Kind::Instance => false,
            Some(best) if best.layout().kind == Kind::Instance => true,
            Some(best) if best.layout().type_id == class.layout().type_id => {
                let (one, other) = (solid_base(vm, best), solid_base(vm, class));
                let related = |one: &Ref<R, Class<R>>, other| vm.is_subclass(one, other);
                match (&one, &other) {
                    (Some(one), Some(other)) if one.value().is(other.value()) => {
                        best.layout().attributes == 0 && class.layout().attributes != 0
                    }
                    (Some(one), Some(other)) if related(one, other) => false,
                    (Some(one), Some(other)) if related(other, one) => true,
                    _ => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
                }
            }
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        };
        if better {
            best = Some(class.clone());
        }
    }
    let mut slotted: Option<Ref<R, Class<R>>> = None;
    for base in bases.iter().filter_map(Value::as_ref::<Class<R>>).collect::<Vec<_>>() {
        let Some(one) = slotted_base(vm, base) else { continue };
        match &slotted {
            Some(other) if vm.is_subclass(other, &one) => {}
            Some(other) if !vm.is_subclass(&one, other) => {
                return Err(vm.type_error("multiple bases have instance lay-out conflict"));
            }
            _ => slotted = Some(one),
        }
    }
    best.ok_or_else(|| -> Raised<R> { vm.type_error("a class needs a base") })
}

/// The first built-in class in the MRO of `class` that is laid out as its instances are, and that is wanted.
pub(super) fn built_in_base<R: Runtime>(
    class: &Ref<R, Class<R>>,
    wanted: impl Fn(&Ref<R, Class<R>>) -> bool,
) -> Option<Ref<R, Class<R>>> {
    let mut order = class.mro().iter().filter_map(Value::as_ref::<Class<R>>);
    let found = order.find(|base| {
        let alike = base.layout().type_id == class.layout().type_id;
        alike && !base.flags().has(ClassFlags::HEAP) && wanted(base)
    });
    found.cloned()
}

/// The built-in class whose fields the instances of `class` have.
pub(super) fn solid_base<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
    let exceptions = vm.exceptions();
    built_in_base(class, |base| !base.flags().has(ClassFlags::EXCEPTION) || exceptions.is_solid(base))
}

/// Whether instances of two classes are those of one built-in class, slots aside.
pub(in crate::builtins) fn same_layout<R: Runtime>(one: &Ref<R, Class<R>>, other: &Ref<R, Class<R>>) -> bool {
    let of = |class: &Ref<R, Class<R>>| {
        let layout = class.layout();
        (layout.type_id, layout.size, layout.attributes)
    };
    if of(one) != of(other) {
        return false;
    }
    if one.layout().kind == Kind::Instance {
        return true;
    }
    match (built_in_base(one, |_| true), built_in_base(other, |_| true)) {
        (Some(one), Some(other)) => one.value().is(other.value()),
        _ => false,
    }
}

/// The first class in the MRO of `class` that has slots of its own: its instances have a place for each.
pub(super) fn slotted_base<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
    let order: Vec<Ref<R, Class<R>>> =
        class.mro().iter().filter_map(|base| base.clone().downcast().ok()).collect();
    order.into_iter().find(|base| {
        let namespace = base.namespace().clone();
        base.flags().has(ClassFlags::HEAP)
            && vm.dict_entries(&namespace).iter().any(|(_, _, value)| {
                value.as_ref::<Member<R>>().is_some_and(|member| member.owner.is(base.value()))
            })
    })
}

/// Whether instances vary in size, which leaves no fixed place for slots.
pub(super) fn has_items<R: Runtime>(class: &Ref<R, Class<R>>) -> bool {
    matches!(class.layout().kind, Kind::BigInt | Kind::Tuple | Kind::Bytes | Kind::Class)
}

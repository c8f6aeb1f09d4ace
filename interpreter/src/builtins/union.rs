//! `typing.Union`: what `int | str` is.

use super::generic_alias::{self, GenericAlias};
use super::type_parameters;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Tuple, Value};

/// The payload of a union of types.
pub(crate) struct Union<R: Runtime> {
    /// The types, a tuple.
    arguments: Value<R>,
    /// The type variables among them, a tuple.
    parameters: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Union<R> {
    const NAME: &'static str = "typing.Union";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.arguments);
        visit(&self.parameters);
    }
}

fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Union<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// A union of types: nested ones are flattened, each type is there once, of one type it is that type.
fn unite<R: Runtime>(vm: &mut Vm<R>, types: &[Value<R>]) -> Return<R> {
    let mut members: Vec<Value<R>> = Vec::new();
    for one in types {
        let parts = match one.as_ref::<Union<R>>() {
            Some(union) => vm.as_tuple(&union.arguments).unwrap_or_default().to_vec(),
            None if one.is_none() => vec![vm.types().none.value().clone()],
            None => vec![one.clone()],
        };
        for part in parts {
            let mut known = false;
            for member in &members {
                known = known || vm.equal(member, &part)?;
            }
            if !known {
                members.push(part);
            }
        }
    }
    if let [one] = members.as_slice() {
        return Ok(one.clone());
    }
    let arguments = vm.new_tuple(members);
    let parameters = type_parameters::parameters_of(vm, &arguments)?;
    Ok(vm.new_object(Union { arguments, parameters }))
}

fn is_type<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> bool {
    value.is_none()
        || value.as_ref::<Class<R>>().is_some()
        || value.as_ref::<GenericAlias<R>>().is_some()
        || value.as_ref::<Union<R>>().is_some()
        || matches!(&*vm.type_name(value), "typing.TypeVar" | "typing.ParamSpec" | "typing.TypeAliasType")
}

pub(super) fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !is_type(vm, &arguments[0]) || !is_type(vm, &arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    unite(vm, arguments)
}

pub(super) fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    or(vm, &[arguments[1].clone(), arguments[0].clone()])
}

fn reflected_or_checked<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    unite_checked(vm, &[arguments[1].clone(), arguments[0].clone()])
}

fn class_get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Tuple<R>>() {
        Some(types) if types.as_slice().is_empty() => Err(vm.type_error("Cannot take a Union of no types.")),
        Some(types) => unite_checked(vm, types.as_slice()),
        None => unite_checked(vm, &arguments[1..2]),
    }
}

/// A union of what `typing` takes for types: a string is a reference to a type.
fn unite_checked<R: Runtime>(vm: &mut Vm<R>, types: &[Value<R>]) -> Return<R> {
    let mut checked = Vec::with_capacity(types.len());
    for one in types {
        if is_type(vm, one) {
            checked.push(one.clone());
            continue;
        }
        let typing = vm.import_module("typing")?;
        let message = vm.new_str("Union[arg, ...]: each arg must be a type.");
        checked.push(vm.call_method(&typing, "_type_check", &[one.clone(), message])?);
    }
    unite(vm, &checked)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let none = vm.types().none.value().clone();
    let mut texts = Vec::new();
    for one in vm.as_tuple(&receiver(arguments).arguments).unwrap_or_default() {
        texts.push(if one.is(&none) { "None".to_owned() } else { generic_alias::type_text(vm, one)? });
    }
    Ok(vm.new_string(texts.join(" | ")))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Union<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    // The same types in any order, of which some may have no hash. In each they are all different.
    let own = vm.as_tuple(&receiver(arguments).arguments).unwrap_or_default().to_vec();
    let others = vm.as_tuple(&other.arguments).unwrap_or_default().to_vec();
    if own.len() != others.len() {
        return Ok(Value::FALSE);
    }
    for one in &own {
        let mut found = false;
        for other in &others {
            found = found || vm.equal(one, other)?;
        }
        if !found {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn as_set<R: Runtime>(vm: &mut Vm<R>, union: &Union<R>) -> Return<R> {
    let class = vm.types().frozenset.value().clone();
    vm.call(&class, std::slice::from_ref(&union.arguments))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = as_set(vm, receiver(arguments))?;
    let hash = vm.hash(&set)?;
    Ok(vm.new_int(hash))
}

fn instance_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let classes = receiver(arguments).arguments.clone();
    vm.is_instance_of(&arguments[1], &classes).map(Value::bool)
}

fn subclass_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Class<R>>().is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let classes = receiver(arguments).arguments.clone();
    vm.is_subclass_of(&arguments[1], &classes).map(Value::bool)
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let union = receiver(arguments);
    let replaced =
        type_parameters::substitute(vm, &arguments[0], &union.arguments, &union.parameters, &arguments[1])?;
    let types = vm.as_tuple(&replaced).unwrap_or_default().to_vec();
    unite(vm, &types)
}

fn mro_entries<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let message = format!("Cannot subclass {}", vm.repr_string(&arguments[0])?);
    Err(vm.type_error(&message))
}

fn args<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Union<R>>().map_or(Value::NONE, |union| union.arguments.clone()))
}

fn parameters<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Union<R>>().map_or(Value::NONE, |union| union.parameters.clone()))
}

fn name<R: Runtime>(vm: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(vm.new_str("Union"))
}

fn origin<R: Runtime>(vm: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(vm.class_of_payload::<Union<R>>().into_value())
}

impl<R: Runtime> Vm<R> {
    /// The class of `int | str`.
    pub fn union_class(&self) -> Ref<R, Class<R>> {
        self.class_of_payload::<Union<R>>()
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Union<R>>(vm, "typing", "Union", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__or__(self, value, /)", unite_checked),
            ("__ror__(self, value, /)", reflected_or_checked),
            ("__instancecheck__(self, instance, /)", instance_check),
            ("__subclasscheck__(self, subclass, /)", subclass_check),
            ("__getitem__(self, key, /)", get_item),
            ("__mro_entries__(self, object, /)", mro_entries),
        ])
        .class_method("__class_getitem__(cls, object, /)", class_get_item)
        .getter("__args__", args)
        .getter("__parameters__", parameters)
        .getter("__origin__", origin)
        .getter("__name__", name)
        .getter("__qualname__", name)
        .flags(object_model::ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
    let class = vm.types().type_.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[("__or__(self, value, /)", or), ("__ror__(self, value, /)", reflected_or)])
        .finish();
}

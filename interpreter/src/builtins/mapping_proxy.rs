//! `mappingproxy`.

use crate::comparisons;
use crate::mapping_proxy::MappingProxy;
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{List, Runtime, Special, Tuple, Value};

/// The mapping behind the proxy that is the receiver of a method.
fn mapping<R: Runtime>(arguments: &[Value<R>]) -> &Value<R> {
    &arguments[0].as_ref::<MappingProxy<R>>().expect("the receiver of a method is an instance of its class").0
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let mapping = &arguments[1];
    let sequence = mapping.as_ref::<List<R>>().is_some() || mapping.as_ref::<Tuple<R>>().is_some();
    if sequence || vm.class_of(mapping).special(vm, Special::Getitem).is_none() {
        let message = format!("mappingproxy() argument must be a mapping, not {}", vm.type_name(mapping));
        return Err(vm.type_error(&message));
    }
    vm.new_object_of(&class, MappingProxy(mapping.clone()))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = vm.guarded_repr(&arguments[0], |vm| vm.repr_string(mapping(arguments)))?;
    let text = text.map_or_else(|| "mappingproxy(...)".to_owned(), |text| format!("mappingproxy({text})"));
    Ok(vm.new_string(text))
}

fn str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.str(mapping(arguments))?.into_value())
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = vm.len(mapping(arguments))?;
    Ok(vm.new_usize(length))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.iter(mapping(arguments))
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(mapping(arguments), "__reversed__", &[])
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.contains(mapping(arguments), &arguments[1]).map(Value::bool)
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.get_item(mapping(arguments), &arguments[1])
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let default = arguments[2].given().cloned().unwrap_or(Value::NONE);
    vm.call_method(mapping(arguments), "get", &[arguments[1].clone(), default])
}

fn keys<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(mapping(arguments), "keys", &[])
}

fn values<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(mapping(arguments), "values", &[])
}

fn items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(mapping(arguments), "items", &[])
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.call_method(mapping(arguments), "copy", &[])
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = vm.hash(mapping(arguments))?;
    Ok(vm.new_int(hash))
}

/// What a proxy stands for; other values stand for themselves.
fn behind<R: Runtime>(value: &Value<R>) -> &Value<R> {
    value.as_ref::<MappingProxy<R>>().map_or(value, |proxy| &proxy.0)
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.binary(Operator::Or, behind(&arguments[0]), behind(&arguments[1]), false)
}

fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.binary(Operator::Or, behind(&arguments[1]), behind(&arguments[0]), false)
}

fn or_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let message = format!("'|=' is not supported by {}; use '|' instead", vm.type_name(&arguments[0]));
    Err(vm.type_error(&message))
}

/// What the mapping is compared with may be a proxy, which is asked in turn.
fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    vm.compare(comparison, mapping(arguments), &arguments[1])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().mapping_proxy.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, mapping)", new)
        .methods(&comparisons!(compare))
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", str),
            ("__len__(self, /)", len),
            ("__iter__(self, /)", iter),
            ("__reversed__(self, /)", reversed),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", get_item),
            ("__hash__(self, /)", hash),
            ("__or__(self, value, /)", or),
            ("__ror__(self, value, /)", reflected_or),
            ("__ior__(self, value, /)", or_in_place),
            ("get(self, key, default=None, /)", get),
            ("keys(self, /)", keys),
            ("values(self, /)", values),
            ("items(self, /)", items),
            ("copy(self, /)", copy),
        ])
        .generic()
        .finish();
}

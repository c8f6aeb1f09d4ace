//! `types.SimpleNamespace`, which Python finds as the class of `sys.implementation`.

use interpreter::{ClassBuilder, Comparison, Return, Vm, comparisons};
use object_model::{Class, ClassFlags, Dict, Instance, Payload, Ref, Runtime, Value};

fn attributes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Dict<R>>> {
    match vm.attribute_dict(value, true) {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("a SimpleNamespace is required")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    Ok(Ref::<R, Instance<R>>::of(vm, &class).into_value())
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, source, keywords] = arguments else { return Ok(Value::NONE) };
    let own = attributes(vm, receiver)?;
    if let Some(source) = source.given() {
        let entries = vm.new_dict();
        vm.dict_update(&entries, source)?;
        if vm.dict_entries(&entries).iter().any(|(_, key, _)| vm.as_str(key).is_none()) {
            return Err(vm.type_error("keywords must be strings"));
        }
        vm.dict_update(&own, entries.value())?;
    }
    match keywords.given() {
        Some(keywords) => vm.dict_update(&own, keywords).map(|()| Value::NONE),
        None => Ok(Value::NONE),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = attributes(vm, &arguments[0])?;
    let class = vm.class_ref(&arguments[0]);
    let name = if class.flags().has(ClassFlags::HEAP) { class.name() } else { "namespace".into() };
    let shown = vm.guarded_repr(&arguments[0], |vm| {
        let mut parts = Vec::new();
        for (_, key, value) in vm.dict_entries(&own) {
            let key = vm.str_string(&key)?;
            parts.push(format!("{key}={}", vm.repr_string(&value)?));
        }
        Ok(parts.join(", "))
    })?;
    let inside = shown.unwrap_or_else(|| "...".to_owned());
    Ok(vm.new_string(format!("{name}({inside})")))
}

/// Namespaces are compared as the dicts of their attributes, which have no order.
fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    if !vm.is_instance(&arguments[1], &class) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (one, other) = (attributes(vm, &arguments[0])?, attributes(vm, &arguments[1])?);
    vm.compare(comparison, one.value(), other.value())
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = attributes(vm, &arguments[0])?.into_value();
    let class = vm.class_of(&arguments[0]).into_value();
    let nothing = vm.new_tuple(vec![]);
    Ok(vm.new_tuple(vec![class, nothing, own]))
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    let own = attributes(vm, &arguments[0])?;
    let fresh = vm.call(&class, &[])?;
    let Some(target) = vm.attribute_dict(&fresh, true) else {
        let (class, made) = (vm.class_ref(&arguments[0]).shown_name(), vm.type_name(&fresh));
        let message = format!("expect types.SimpleNamespace type, but {class}() returned '{made}' object");
        return Err(vm.type_error(&message));
    };
    vm.dict_update(&target, own.value())?;
    if let Some(changes) = arguments[1].given() {
        vm.dict_update(&target, changes)?;
    }
    Ok(fresh)
}

pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    ClassBuilder::with_layout(vm, "types", "SimpleNamespace", None, layout, ClassFlags::ATTRIBUTES)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&comparisons!(compare))
        .methods(&[
            ("__init__(self, mapping_or_iterable=(), /, **kwargs)", init),
            ("__repr__(self, /)", repr),
            ("__reduce__(self, /)", reduce),
            ("__replace__(self, /, **changes)", replace),
        ])
        .attribute("__hash__", Value::NONE)
        .finish()
}

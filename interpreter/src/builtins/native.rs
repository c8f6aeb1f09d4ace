//! Functions and descriptors written in Rust, as Python sees them.

use super::receiver;
use crate::attribute::Member;
use crate::native::{GetSet, Native, NativeKind};
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Str, Value};

fn native<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Native<R>>> {
    receiver(vm, value, "builtin_function_or_method")
}

fn name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    Ok(vm.intern(&native.signature.name).into_value())
}

fn owner_name<R: Runtime>(owner: &Value<R>) -> Option<Box<str>> {
    owner.as_ref::<Class<R>>().map(|class| class.name())
}

fn qualname<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    let name = &native.signature.name;
    let text = match owner_name(&native.owner) {
        Some(owner) => format!("{owner}.{name}"),
        None => name.to_string(),
    };
    Ok(vm.new_string(text))
}

fn doc<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    Ok(if native.doc.is_empty() { Value::NONE } else { vm.new_str(native.doc) })
}

fn module<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    Ok(if native.module.is_unbound() { Value::NONE } else { native.module.clone() })
}

fn text_signature<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    let text = &native.signature.text;
    // A receiver is marked, as CPython marks it: `inspect` leaves it out of what a bound one takes.
    let text = match native.kind {
        NativeKind::Method | NativeKind::ClassMethod => format!("(${text})"),
        _ => format!("({text})"),
    };
    Ok(vm.new_string(text))
}

fn self_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    match native.kind {
        NativeKind::Function => {
            let name = native.module.clone();
            let name = vm.as_str(&name).unwrap_or_default().to_owned();
            Ok(vm.loaded_module(&name).unwrap_or(Value::NONE))
        }
        _ => Ok(native.owner.clone()),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let native = native(vm, &arguments[0])?;
    let name = &native.signature.name;
    let text = match (native.kind, owner_name(&native.owner)) {
        (NativeKind::Method, Some(owner)) if native.is_operation() => {
            format!("<slot wrapper '{name}' of '{owner}' objects>")
        }
        (NativeKind::Method, Some(owner)) => format!("<method '{name}' of '{owner}' objects>"),
        (_, Some(_)) => {
            format!("<built-in method {name} of type object at {:#x}>", native.owner.word().bits())
        }
        _ => format!("<built-in function {name}>"),
    };
    Ok(vm.new_string(text))
}

/// How a native function is pickled: by its name, or as an attribute of its class.
fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let native = native(vm, &arguments[0])?;
    let name = vm.new_str(&native.signature.name);
    if native.owner.as_ref::<Class<R>>().is_none() {
        return Ok(name);
    }
    let getattr = vm.get_builtin("getattr")?;
    let parts = vm.new_tuple(vec![native.owner.clone(), name]);
    Ok(vm.new_tuple(vec![getattr, parts]))
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    super::call_forwarded(vm, &arguments[0], &[], &arguments[1], &arguments[2])
}

fn native_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].is_none() { Ok(arguments[0].clone()) } else { vm.bind(&arguments[0], &arguments[1]) }
}

/// `__get__` of getters and members.
fn descriptor_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].is_none() {
        return Ok(arguments[0].clone());
    }
    let class = vm.class_of(&arguments[1]).into_value();
    check_instance(vm, &arguments[0], &arguments[1])?;
    vm.descriptor_get(&arguments[0], &arguments[1], &class)
}

fn descriptor_set<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_instance(vm, &arguments[0], &arguments[1])?;
    vm.descriptor_set(&arguments[0], &arguments[1], arguments[2].clone()).map(|()| Value::NONE)
}

fn descriptor_delete<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_instance(vm, &arguments[0], &arguments[1])?;
    vm.descriptor_set(&arguments[0], &arguments[1], Value::UNBOUND).map(|()| Value::NONE)
}

fn owner_of<R: Runtime>(descriptor: &Value<R>) -> Value<R> {
    match (descriptor.as_ref::<GetSet<R>>(), descriptor.as_ref::<Member<R>>()) {
        (Some(getset), _) => getset.owner.clone(),
        (_, Some(member)) => member.owner.clone(),
        _ => Value::NONE,
    }
}

fn descriptor_name<R: Runtime>(vm: &mut Vm<R>, descriptor: &Value<R>) -> Return<R> {
    match (descriptor.as_ref::<GetSet<R>>(), descriptor.as_ref::<Member<R>>()) {
        (Some(getset), _) => Ok(vm.intern(&getset.name).into_value()),
        (_, Some(member)) => Ok(member.name.clone()),
        _ => Err(vm.type_error("a descriptor is required")),
    }
}

fn check_instance<R: Runtime>(vm: &mut Vm<R>, descriptor: &Value<R>, object: &Value<R>) -> Return<R, ()> {
    let owner = owner_of(descriptor);
    let Some(class) = owner.as_ref::<Class<R>>() else { return Ok(()) };
    if vm.is_instance(object, class) {
        return Ok(());
    }
    let name = descriptor_name(vm, descriptor)?;
    let message = format!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        name.as_ref::<Str<R>>().map_or("?", |name| name.as_str()),
        class.name(),
        vm.type_name(object)
    );
    Err(vm.type_error(&message))
}

fn descriptor_qualname<R: Runtime>(vm: &mut Vm<R>, descriptor: &Value<R>) -> Return<R> {
    let name = descriptor_name(vm, descriptor)?;
    let text = format!(
        "{}.{}",
        owner_name(&owner_of(descriptor)).unwrap_or_default(),
        vm.as_str(&name).unwrap_or_default()
    );
    Ok(vm.new_string(text))
}

fn descriptor_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = descriptor_name(vm, &arguments[0])?;
    let kind = if arguments[0].as_ref::<Member<R>>().is_some() { "member" } else { "attribute" };
    let text = format!(
        "<{kind} '{}' of '{}' objects>",
        vm.as_str(&name).unwrap_or_default(),
        owner_name(&owner_of(&arguments[0])).unwrap_or_default()
    );
    Ok(vm.new_string(text))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (function, getset, member) = (types.native.clone(), types.getset.clone(), types.member.clone());
    let methods = [types.method_descriptor.clone(), types.wrapper_descriptor.clone()];
    for class in methods.iter().chain([&function]) {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__repr__(self, /)", repr),
                ("__call__(self, /, *args, **kwargs)", call),
                ("__reduce__(self, /)", reduce),
            ])
            .getter("__name__", name)
            .getter("__qualname__", qualname)
            .getter("__doc__", doc)
            .getter("__text_signature__", text_signature)
            .finish();
    }
    ClassBuilder::extend(vm, &function).getter("__module__", module).getter("__self__", self_of).finish();
    for class in &methods {
        ClassBuilder::extend(vm, class)
            .method("__get__(self, instance, owner=None, /)", native_get)
            .getter("__objclass__", |vm, value| Ok(native(vm, value)?.owner.clone()))
            .finish();
    }
    for class in [&getset, &member] {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__repr__(self, /)", descriptor_repr),
                ("__get__(self, instance, owner=None, /)", descriptor_get),
                ("__set__(self, instance, value, /)", descriptor_set),
                ("__delete__(self, instance, /)", descriptor_delete),
            ])
            .getter("__name__", descriptor_name)
            .getter("__qualname__", descriptor_qualname)
            .getter("__objclass__", |_, value| Ok(owner_of(value)))
            .getter("__doc__", |_, _| Ok(Value::NONE))
            .finish();
    }
}

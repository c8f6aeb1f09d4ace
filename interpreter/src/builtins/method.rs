//! `method`: a function bound to its first argument.

use super::{identity_hash, receiver};
use crate::function::Method;
use crate::native::{Native, NativeKind};
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Value};

fn method<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Method<R>>> {
    receiver(vm, value, "method")
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !super::is_callable(vm, &arguments[1]) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if arguments[2].is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    let method = Method { function: arguments[1].clone(), receiver: arguments[2].clone() };
    let class = vm.types().method.clone();
    Ok(object_model::make::object(vm, class.root_shape(), method).into_value())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let method = method(vm, &arguments[0])?;
    let (function, receiver) = (method.function.clone(), method.receiver.clone());
    if let Some(native) = function.as_ref::<Native<R>>() {
        let owner = vm.type_name(&receiver);
        if vm.class_of(&arguments[0]).value().is(vm.types().method_wrapper.value()) {
            let (name, address) = (&native.signature.name, receiver.word().bits());
            return Ok(vm.new_string(format!("<method-wrapper '{name}' of {owner} object at {address:#x}>")));
        }
        let text = format!(
            "<built-in method {} of {owner} object at {:#x}>",
            native.signature.name,
            receiver.word().bits()
        );
        return Ok(vm.new_string(text));
    }
    let mut name = vm.find_attr_str(&function, "__qualname__")?;
    if name.is_none() {
        name = vm.find_attr_str(&function, "__name__")?;
    }
    let name = name.as_ref().and_then(|name| vm.as_str(name)).unwrap_or("?").to_owned();
    let text = format!("<bound method {name} of {}>", vm.repr_string(&receiver)?);
    Ok(vm.new_string(text))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (Some(one), Some(other)) = (arguments[0].as_ref::<Method<R>>(), arguments[1].as_ref::<Method<R>>())
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !one.receiver.is(&other.receiver) {
        return Ok(Value::FALSE);
    }
    let (one, other) = (one.function.clone(), other.function.clone());
    vm.equal(&one, &other).map(Value::bool)
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let method = method(vm, &arguments[0])?;
    let function = method.function.clone();
    let receiver = identity_hash(&method.receiver);
    let hash = vm.hash(&function)? ^ receiver;
    Ok(vm.new_int(if hash == -1 { -2 } else { hash }))
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    super::call_forwarded(vm, &arguments[0], &[], &arguments[1], &arguments[2])
}

fn get<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // It is bound already.
    Ok(arguments[0].clone())
}

/// What a method does not have itself, its function has.
fn getattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = method(vm, &arguments[0])?.function.clone();
    let name = vm.str_handle(&arguments[1])?;
    match vm.find_attr(&function, &name)? {
        Some(found) => Ok(found),
        None => {
            let name = name.as_str().to_owned();
            Err(vm.no_attribute(&arguments[0], &name))
        }
    }
}

fn forwarded<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R> {
    let function = method(vm, value)?.function.clone();
    vm.get_attr_str(&function, name)
}

/// The module of the function. A method of a built-in object is in none.
fn module<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let function = method(vm, value)?.function.clone();
    match function.as_ref::<Native<R>>() {
        Some(native) if native.kind != NativeKind::Function => Ok(Value::NONE),
        _ => forwarded(vm, value, "__module__"),
    }
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let method = method(vm, &arguments[0])?;
    let (function, receiver) = (method.function.clone(), method.receiver.clone());
    let name = vm.get_attr_str(&function, "__name__")?;
    let getattr = vm.get_builtin("getattr")?;
    let args = vm.new_tuple(vec![receiver, name]);
    Ok(vm.new_tuple(vec![getattr, args]))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (class, native, wrapper) =
        (types.method.clone(), types.native_method.clone(), types.method_wrapper.clone());
    for class in [&class, &native, &wrapper] {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__repr__(self, /)", repr),
                ("__eq__(self, value, /)", eq),
                ("__hash__(self, /)", hash),
                ("__call__(self, /, *args, **kwargs)", call),
                ("__reduce__(self, /)", reduce),
            ])
            .member("__self__", |vm, value| Ok(method(vm, value)?.receiver.clone()))
            .getter("__doc__", |vm, value| forwarded(vm, value, "__doc__"))
            .getter("__name__", |vm, value| forwarded(vm, value, "__name__"))
            .getter("__qualname__", |vm, value| forwarded(vm, value, "__qualname__"))
            .finish();
    }
    for class in [&native, &wrapper] {
        ClassBuilder::extend(vm, class)
            .getter("__text_signature__", |vm, value| forwarded(vm, value, "__text_signature__"))
            .finish();
    }
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, function, instance, /)", new)
        .methods(&[("__get__(self, instance, owner=None, /)", get), ("__getattr__(self, name, /)", getattr)])
        .member("__func__", |vm, value| Ok(method(vm, value)?.function.clone()))
        .getter("__module__", module)
        .finish();
    ClassBuilder::extend(vm, &wrapper)
        .getter("__objclass__", |vm, value| forwarded(vm, value, "__objclass__"))
        .finish();
    ClassBuilder::extend(vm, &native).getter("__module__", module).finish();
}

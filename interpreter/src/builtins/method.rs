//! `method`: a function bound to its first argument.

use super::receiver;
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
    vm.bind(&arguments[1], &arguments[2])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let method = method(vm, &arguments[0])?;
    let (function, receiver) = (method.function.clone(), method.receiver.clone());
    if let Some(native) = function.as_ref::<Native<R>>() {
        let owner = vm.type_name(&receiver);
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
    let receiver = (method.receiver.word().bits() >> 4) as i64;
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

/// The module of the function. A method of a built-in object is in none, and what the language calls by itself says nothing.
fn module<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let function = method(vm, value)?.function.clone();
    match function.as_ref::<Native<R>>() {
        Some(native) if native.kind == NativeKind::Method && !native.is_operation() => Ok(Value::NONE),
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
    let class = vm.types().method.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, function, instance, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__call__(self, /, *args, **kwargs)", call),
            ("__get__(self, instance, owner=None, /)", get),
            ("__getattr__(self, name, /)", getattr),
            ("__reduce__(self, /)", reduce),
        ])
        .member("__func__", |vm, value| Ok(method(vm, value)?.function.clone()))
        .member("__self__", |vm, value| Ok(method(vm, value)?.receiver.clone()))
        .getter("__doc__", |vm, value| forwarded(vm, value, "__doc__"))
        .getter("__name__", |vm, value| forwarded(vm, value, "__name__"))
        .getter("__qualname__", |vm, value| forwarded(vm, value, "__qualname__"))
        .getter("__module__", module)
        .finish();
}

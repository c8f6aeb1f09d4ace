//! Functions and descriptors written in Rust, as Python sees them.

use super::receiver;
use crate::attribute::Member;
use crate::documentation::TextSignature;
use crate::native::{GetSet, Native, NativeCall, NativeKind};
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
    Ok(vm.docstring_of_native(native))
}

fn module<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    Ok(if native.module.is_unbound() { Value::NONE } else { native.module.clone() })
}

fn text_signature<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    match vm.documentation_of_native(native).map_or(TextSignature::Own, |found| found.signature) {
        TextSignature::Own => Ok(vm.new_string(native.text_signature())),
        TextSignature::Unsaid => Ok(Value::NONE),
        TextSignature::Text(text) => Ok(vm.new_string(text)),
    }
}

fn self_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let native = native(vm, value)?;
    match native.kind {
        NativeKind::Function => {
            let name = native.module.clone();
            let name = vm.as_str(&name).unwrap_or_default().to_owned();
            Ok(vm.loaded_module(&name).unwrap_or(Value::NONE))
        }
        NativeKind::StaticMethod if !native.is_constructor() => Ok(Value::NONE),
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
        (NativeKind::Method | NativeKind::ClassMethod, Some(owner)) => {
            format!("<method '{name}' of '{owner}' objects>")
        }
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

/// `__get__` of class methods: bound to the class, be it told or that of the instance.
fn class_method_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [descriptor, instance, owner] = arguments else { return Ok(Value::NONE) };
    let class = match owner.given().filter(|owner| !owner.is_none()) {
        Some(owner) => owner.clone(),
        None if instance.is_none() => return Err(vm.type_error("__get__(None, None) is invalid")),
        None => vm.class_of(instance).into_value(),
    };
    let native = native(vm, descriptor)?;
    let (name, home) = (native.signature.name.clone(), native.owner.clone());
    let home = home.as_ref::<Class<R>>();
    let derives = match (class.as_ref::<Class<R>>(), home) {
        (Some(class), Some(home)) => class.mro().iter().any(|base| base.is(home.value())),
        _ => false,
    };
    if !derives {
        let home = home.map_or("?".into(), |home| home.shown_name());
        let message = match class.as_ref::<Class<R>>() {
            Some(class) => {
                format!(
                    "descriptor '{name}' requires a subtype of '{home}' but received '{}'",
                    class.shown_name()
                )
            }
            None => format!(
                "descriptor '{name}' for type '{home}' needs a type, not a '{}' as arg 2",
                vm.type_name(&class)
            ),
        };
        return Err(vm.type_error(&message));
    }
    vm.bind(descriptor, &class)
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

fn descriptor_doc<R: Runtime>(vm: &mut Vm<R>, descriptor: &Value<R>) -> Return<R> {
    let (owner, name) = (owner_of(descriptor), descriptor_name(vm, descriptor)?);
    let name = vm.as_str(&name).unwrap_or_default().to_owned();
    // What a name in `__slots__` means is the program's to say.
    let is_slot = descriptor.as_ref::<Member<R>>().is_some_and(|member| member.get.is_none());
    Ok(if is_slot { Value::NONE } else { vm.docstring_of_attribute(&owner, &name) })
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
        class.shown_name(),
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
    let (function, class_method) = (types.native.clone(), types.class_method_descriptor.clone());
    let (getset, member) = (types.getset.clone(), types.member.clone());
    let (method, wrapper) = (types.method_descriptor.clone(), types.wrapper_descriptor.clone());
    for class in [&function, &method, &wrapper, &class_method] {
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
    let getters =
        [(&method, native_get as NativeCall<R>), (&wrapper, native_get), (&class_method, class_method_get)];
    for (class, get) in getters {
        ClassBuilder::extend(vm, class)
            .method("__get__(self, instance, owner=None, /)", get)
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
            .getter("__doc__", descriptor_doc)
            .finish();
    }
}

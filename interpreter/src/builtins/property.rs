//! `property`, `staticmethod` and `classmethod`.

use super::receiver;
use crate::attribute::{ClassMethod, Property, PropertyTexts, StaticMethod};
use crate::native::NativeCall;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Dict, Guarded, Ref, Runtime, Value};

fn class_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Class<R>>> {
    match value.as_ref::<Class<R>>() {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("__new__(X): X is not a type object")),
    }
}

/// The accessors and the docstring among the arguments of a call.
fn parts_among<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, [Value<R>; 4]> {
    let [_, args, keywords] = arguments else { return Err(vm.system_error("property() takes arguments")) };
    let mut parts = [Value::NONE, Value::NONE, Value::NONE, Value::NONE];
    let args = vm.collect(args)?;
    if args.len() > parts.len() {
        let message = format!("property() takes at most {} arguments ({} given)", parts.len(), args.len());
        return Err(vm.type_error(&message));
    }
    let given = args.len();
    for (part, value) in parts.iter_mut().zip(args) {
        *part = value;
    }
    let Some(keywords) = keywords.as_ref::<Dict<R>>() else { return Ok(parts) };
    for (_, key, value) in vm.dict_entries(keywords) {
        let name = vm.str_string(&key)?;
        let message = match PARTS.iter().position(|part| *part == name) {
            Some(index) if index >= given => {
                parts[index] = value;
                continue;
            }
            Some(index) => {
                format!("argument for property() given by name ('{name}') and position ({})", index + 1)
            }
            None => format!("property() got an unexpected keyword argument '{name}'"),
        };
        return Err(vm.type_error(&message));
    }
    Ok(parts)
}

/// What `property()` calls its parameters.
const PARTS: [&str; 4] = ["fget", "fset", "fdel", "doc"];

fn new_property<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = class_of(vm, &arguments[0])?;
    // The accessors do not change once they are here, so that they are read without a lock. Where a subclass chooses
    // them in an `__init__` of its own, they come later and are locked.
    let own = vm.intern("__init__");
    let types = vm.types().property.clone();
    let (ours, theirs) = (types.lookup(vm, &own), class.lookup(vm, &own));
    let inherited = matches!((&ours, &theirs), (Some(ours), Some(theirs)) if ours.is(theirs));
    let [get, set, delete, doc] = match inherited {
        true => parts_among(vm, arguments)?,
        false => [Value::NONE, Value::NONE, Value::NONE, Value::NONE],
    };
    let (doc, doc_of_getter) = doc_of(vm, doc, &get)?;
    let texts = PropertyTexts { doc: doc.clone(), doc_of_getter, name: Value::UNBOUND, chosen: None };
    let property = vm.new_object_of(&class, Property { get, set, delete, texts: Guarded::new(texts) })?;
    if inherited {
        show_doc(vm, &property, doc, doc_of_getter)?;
    }
    Ok(property)
}

/// A subclass has a `__doc__` of its own, which comes before the one of `property`: an instance's is an attribute then.
fn show_doc<R: Runtime>(
    vm: &mut Vm<R>,
    property: &Value<R>,
    doc: Value<R>,
    doc_of_getter: bool,
) -> Return<R, ()> {
    if vm.class_of(property).value().is(vm.types().property.value()) {
        return Ok(());
    }
    let name = vm.intern("__doc__");
    match vm.set_attr(property, &name, doc) {
        // Where there is no room for one that was given, it is not shown.
        Err(raised) if !doc_of_getter && vm.is_raised(&raised, &vm.exceptions().attribute_error.clone()) => {
            Ok(())
        }
        answer => answer,
    }
}

/// The docstring, which is the getter's if none is given, and whether it is.
fn doc_of<R: Runtime>(vm: &mut Vm<R>, doc: Value<R>, get: &Value<R>) -> Return<R, (Value<R>, bool)> {
    if !doc.is_none() || get.is_none() {
        return Ok((doc, false));
    }
    let doc = vm.find_attr_str(get, "__doc__")?.filter(|doc| !doc.is_none());
    let found = doc.is_some();
    Ok((doc.unwrap_or(Value::NONE), found))
}

fn init_property<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    let [get, set, delete, doc] = parts_among(vm, arguments)?;
    let taken = [(&property.get, &get), (&property.set, &set), (&property.delete, &delete)];
    if taken.into_iter().all(|(have, given)| have.is(given)) {
        return Ok(Value::NONE);
    }
    let (doc, doc_of_getter) = doc_of(vm, doc, &get)?;
    let mut texts = vm.lock(property);
    texts.doc_of_getter = doc_of_getter;
    let old = (texts.chosen.replace([get, set, delete]), std::mem::replace(&mut texts.doc, doc.clone()));
    drop(texts);
    drop(old);
    show_doc(vm, &arguments[0], doc, doc_of_getter)?;
    Ok(Value::NONE)
}

/// The getter, setter or deleter; None if there is none.
fn accessor<R: Runtime>(vm: &mut Vm<R>, property: &Ref<R, Property<R>>, which: usize) -> Value<R> {
    let fixed = [&property.get, &property.set, &property.delete][which];
    if !fixed.is_none() {
        return fixed.clone();
    }
    vm.lock(property).chosen.as_ref().map_or(Value::NONE, |chosen| chosen[which].clone())
}

fn accessor_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, which: usize) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    Ok(accessor(vm, property, which))
}

/// A property like this one with another accessor.
fn with_accessor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], which: usize) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    let [get, set, delete] = [0, 1, 2].map(|which| accessor(vm, property, which));
    let mut parts = [get, set, delete, Value::NONE];
    parts[which] = arguments[1].clone();
    let class = vm.class_of(&arguments[0]).into_value();
    // A docstring that came from the getter comes from the new one's; an instance of a subclass keeps no other.
    let plain = class.is(vm.types().property.value());
    let texts = vm.lock(property);
    if plain && (!texts.doc_of_getter || parts[0].is_none()) {
        parts[3] = texts.doc.clone();
    }
    drop(texts);
    let fresh = vm.call(&class, &parts)?;
    if let Some(fresh) = fresh.as_ref::<Property<R>>() {
        let name = vm.lock(property).name.clone();
        vm.lock(fresh).name = name;
    }
    Ok(fresh)
}

fn getter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_accessor(vm, arguments, 0)
}

fn setter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_accessor(vm, arguments, 1)
}

fn deleter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_accessor(vm, arguments, 2)
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    if arguments[1].is_none() {
        return Ok(arguments[0].clone());
    }
    let get = accessor(vm, property, 0);
    if get.is_none() {
        return Err(vm.property_error(property, &arguments[1], "getter"));
    }
    vm.call(&get, &arguments[1..2])
}

fn set<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    let set = accessor(vm, property, 1);
    if set.is_none() {
        return Err(vm.property_error(property, &arguments[1], "setter"));
    }
    vm.call(&set, &arguments[1..3]).map(|_| Value::NONE)
}

fn delete<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    let delete = accessor(vm, property, 2);
    if delete.is_none() {
        return Err(vm.property_error(property, &arguments[1], "deleter"));
    }
    vm.call(&delete, &arguments[1..2]).map(|_| Value::NONE)
}

fn set_name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, &arguments[0], "property")?;
    let old = std::mem::replace(&mut vm.lock(property).name, arguments[2].clone());
    drop(old);
    Ok(Value::NONE)
}

fn get_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    let name = vm.lock(property).name.clone();
    if !name.is_unbound() {
        return Ok(name);
    }
    let get = accessor(vm, property, 0);
    match vm.find_attr_str(&get, "__name__")? {
        Some(name) => Ok(name),
        None => Err(vm.no_attribute(value, "__name__")),
    }
}

fn set_property_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    let old = std::mem::replace(&mut vm.lock(property).name, new);
    drop(old);
    Ok(())
}

fn get_doc<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    Ok(vm.lock(property).doc.clone())
}

fn set_doc<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    let new = if new.is_unbound() { Value::NONE } else { new };
    let old = std::mem::replace(&mut vm.lock(property).doc, new);
    drop(old);
    Ok(())
}

/// Whether any of these functions is marked abstract.
fn abstract_among<R: Runtime>(vm: &mut Vm<R>, functions: &[Value<R>]) -> Return<R> {
    for function in functions {
        if let Some(mark) = vm.find_attr_str(function, "__isabstractmethod__")?
            && vm.truth(&mark)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn property_is_abstract<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let property = receiver::<R, Property<R>>(vm, value, "property")?;
    let functions = [0, 1, 2].map(|which| accessor(vm, property, which));
    abstract_among(vm, &functions)
}

fn new_static<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = class_of(vm, &arguments[0])?;
    let function = first_of(vm, &arguments[1]);
    let method = vm.new_object_of(&class, StaticMethod(function.clone()))?;
    take_over_names(vm, &method, &function)?;
    Ok(method)
}

fn new_class<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = class_of(vm, &arguments[0])?;
    let function = first_of(vm, &arguments[1]);
    let method = vm.new_object_of(&class, ClassMethod(function.clone()))?;
    take_over_names(vm, &method, &function)?;
    Ok(method)
}

/// The function among the arguments of a constructor, which `__init__` checks.
fn first_of<R: Runtime>(vm: &Vm<R>, given: &Value<R>) -> Value<R> {
    vm.as_tuple(given).and_then(|given| given.first()).cloned().unwrap_or(Value::NONE)
}

fn init_held<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [method, given, by_name] = arguments else {
        return Err(vm.system_error("a method's __init__ takes arguments"));
    };
    let kind = if method.as_ref::<StaticMethod<R>>().is_some() { "staticmethod" } else { "classmethod" };
    if by_name.as_ref::<Dict<R>>().is_some_and(|by_name| !by_name.is_empty()) {
        return Err(vm.type_error(&format!("{kind}() takes no keyword arguments")));
    }
    match vm.as_tuple(given).map_or(0, <[Value<R>]>::len) {
        1 => Ok(Value::NONE),
        count => Err(vm.type_error(&format!("{kind} expected 1 argument, got {count}"))),
    }
}

/// Gives a `staticmethod` or `classmethod` what its function says of itself.
fn take_over_names<R: Runtime>(vm: &mut Vm<R>, method: &Value<R>, function: &Value<R>) -> Return<R, ()> {
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        if let Some(value) = vm.find_attr_str(function, name)? {
            vm.set_attribute_quietly(method, name, value);
        }
    }
    Ok(())
}

/// The function that a `staticmethod` or `classmethod` holds.
fn held<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    if let Some(method) = value.as_ref::<StaticMethod<R>>() {
        return Ok(method.0.clone());
    }
    Ok(receiver::<R, ClassMethod<R>>(vm, value, "classmethod")?.0.clone())
}

fn held_is_abstract<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let function = held(vm, value)?;
    abstract_among(vm, &[function])
}

fn held_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = held(vm, &arguments[0])?;
    let kind =
        if arguments[0].as_ref::<StaticMethod<R>>().is_some() { "staticmethod" } else { "classmethod" };
    let text = format!("<{kind}({})>", vm.repr_string(&function)?);
    Ok(vm.new_string(text))
}

fn static_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    held(vm, &arguments[0])
}

fn class_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = held(vm, &arguments[0])?;
    let class = match arguments[2].some() {
        Some(class) => class.clone(),
        None => vm.class_of(&arguments[1]).into_value(),
    };
    vm.bind(&function, &class)
}

fn static_call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = held(vm, &arguments[0])?;
    super::call_forwarded(vm, &function, &[], &arguments[1], &arguments[2])
}

/// An attribute that is the held function's, unless the method was given one of its own.
fn forwarded<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R> {
    let key = vm.intern(name);
    if let Some(own) = vm.own_attribute(value, &key) {
        return Ok(own);
    }
    let function = held(vm, value)?;
    match vm.find_attr_str(&function, name)? {
        Some(found) => Ok(found),
        None => Err(vm.no_attribute(value, name)),
    }
}

fn set_forwarded<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str, new: Value<R>) -> Return<R, ()> {
    let Some(own) = vm.attribute_dict(value, true) else { return Err(vm.no_attribute(value, name)) };
    let key = vm.intern(name);
    if !new.is_unbound() {
        vm.dict_set_str(&own, &key, new);
    } else if vm.dict_remove(&own, key.value())?.is_none() {
        return Err(vm.no_attribute(value, name));
    }
    Ok(())
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (property, static_method, class_method) =
        (types.property.clone(), types.static_method.clone(), types.class_method.clone());
    ClassBuilder::extend(vm, &property)
        .constructor("__new__(cls, *args, **kwargs)", new_property)
        .methods(&[
            ("__init__(self, *args, **kwargs)", init_property),
            ("getter(self, object, /)", getter),
            ("setter(self, object, /)", setter),
            ("deleter(self, object, /)", deleter),
            ("__get__(self, instance, owner=None, /)", get),
            ("__set__(self, instance, value, /)", set),
            ("__delete__(self, instance, /)", delete),
            ("__set_name__(self, owner, name, /)", set_name),
        ])
        .member("fget", |vm, value| accessor_of(vm, value, 0))
        .member("fset", |vm, value| accessor_of(vm, value, 1))
        .member("fdel", |vm, value| accessor_of(vm, value, 2))
        .getset("__doc__", get_doc, Some(set_doc))
        .getset("__name__", get_name, Some(set_property_name))
        .getter("__isabstractmethod__", property_is_abstract)
        .finish();
    for (class, new, get) in [
        (&static_method, new_static as NativeCall<R>, static_get as NativeCall<R>),
        (&class_method, new_class, class_get),
    ] {
        ClassBuilder::extend(vm, class)
            .constructor("__new__(cls, *args, **kwargs)", new)
            .methods(&[
                ("__init__(self, /, *args, **kwargs)", init_held),
                ("__get__(self, instance, owner=None, /)", get),
                ("__repr__(self, /)", held_repr),
            ])
            .generic()
            .member("__func__", held)
            .member("__wrapped__", held)
            .getter("__isabstractmethod__", held_is_abstract)
            .getset(
                "__annotations__",
                |vm, value| forwarded(vm, value, "__annotations__"),
                Some(|vm, value, new| set_forwarded(vm, value, "__annotations__", new)),
            )
            .getset(
                "__annotate__",
                |vm, value| forwarded(vm, value, "__annotate__"),
                Some(|vm, value, new| set_forwarded(vm, value, "__annotate__", new)),
            )
            .finish();
    }
    ClassBuilder::extend(vm, &static_method)
        .method("__call__(self, /, *args, **kwargs)", static_call)
        .finish();
}

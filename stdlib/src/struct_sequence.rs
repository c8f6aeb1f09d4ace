//! Tuples whose items have names, such as `os.stat_result`.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Dict, Extended, Payload, Ref, Runtime, Str, Tuple, Value};

fn item<R: Runtime, const INDEX: usize>(vm: &mut Vm<R>, object: &Value<R>) -> Return<R> {
    Ok(vm.as_tuple(object).and_then(|items| items.get(INDEX)).cloned().unwrap_or(Value::NONE))
}

macro_rules! items {
    ($($index:literal)*) => { [$(item::<R, $index>),*] };
}

/// Makes a class of named tuples. `more` are names of attributes that are no items, or differ from the item.
pub(crate) fn class<R: Runtime>(
    vm: &mut Vm<R>,
    module: &str,
    name: &str,
    items: &[&'static str],
    more: &[&'static str],
) -> Ref<R, Class<R>> {
    let getters: [fn(&mut Vm<R>, &Value<R>) -> Return<R>; 20] =
        items!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
    let tuple = vm.types().tuple.clone();
    let named = items.iter().filter(|name| !more.contains(name));
    let names: Vec<Value<R>> = named.map(|name| vm.intern(name).into_value()).collect();
    let match_args = vm.new_tuple(names);
    // An item that an attribute of the same name differs from has no name itself.
    let unnamed = items.iter().filter(|name| more.contains(name)).count();
    let layout = <Extended<R, Tuple<R>> as Payload<R>>::LAYOUT;
    let mut builder =
        ClassBuilder::with_layout(vm, module, name, Some(&tuple), layout, ClassFlags::ATTRIBUTES)
            .constructor("__new__(cls, /, sequence, dict=None)", new)
            .methods(&[
                ("__repr__(self, /)", repr),
                ("__reduce__(self, /)", reduce),
                ("__replace__(self, /, **changes)", replace),
                ("__setattr__(self, name, value, /)", refuse),
                ("__delattr__(self, name, /)", refuse),
            ])
            .attribute("__match_args__", match_args)
            .attribute("n_sequence_fields", Value::small_int(items.len() as i64))
            .attribute("n_fields", Value::small_int((items.len() + more.len()) as i64))
            .attribute("n_unnamed_fields", Value::small_int(unnamed as i64));
    for (name, getter) in items.iter().zip(getters).filter(|(name, _)| !more.contains(name)) {
        builder = builder.member(name, getter);
    }
    for name in more {
        builder = builder.attribute(name, Value::NONE);
    }
    builder.sealed().finish()
}

/// The class that is registered for `P`, which is made when it is first asked for.
pub(crate) fn class_for<R: Runtime, P: 'static>(
    vm: &mut Vm<R>,
    module: &str,
    name: &str,
    items: &[&'static str],
    more: &[&'static str],
) -> Ref<R, Class<R>> {
    if let Some(class) = vm.registered_class::<P>() {
        return class;
    }
    let class = class(vm, module, name, items, more);
    vm.shared.register_payload::<P>(&class);
    class
}

/// An object of such a class.
pub(crate) fn make<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    items: Vec<Value<R>>,
    more: Vec<(&'static str, Value<R>)>,
) -> Return<R> {
    let object = vm.new_object_of(class, Tuple::boxed(items.into()))?;
    for (name, value) in more {
        vm.set_attribute_quietly(&object, name, value);
    }
    Ok(object)
}

fn size<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, name: &str) -> usize {
    let name = vm.intern(name);
    class.lookup(vm, &name).and_then(|size| vm.as_i64(&size)).unwrap_or_default() as usize
}

/// Nothing of an object is assigned to.
fn refuse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_string(&arguments[1])?;
    let class = vm.class_of(&arguments[0]);
    let handle = vm.intern(&name);
    let message = match class.lookup(vm, &handle) {
        Some(_) => "readonly attribute".to_owned(),
        None => {
            let class = class.shown_name();
            format!("'{class}' object has no attribute '{name}' and no __dict__ for setting new attributes")
        }
    };
    Err(vm.attribute_error(&arguments[0], &name, &message))
}

/// What is no item, by name: in a dict.
fn further<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>) -> Return<R, Ref<R, Dict<R>>> {
    let class = vm.class_of(object);
    let further = vm.new_dict();
    for name in further_names(vm, &class) {
        vm.dict_set(&further, name.into_value(), Value::NONE)?;
    }
    if let Some(dict) = vm.attribute_dict(object, false) {
        vm.dict_update(&further, dict.value())?;
    }
    Ok(further)
}

/// The names of what is no item, in order: what stands in the class for an object that has none of it is None.
fn further_names<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Vec<Ref<R, Str<R>>> {
    let builtin = class.mro().iter().filter_map(Value::as_ref::<Class<R>>);
    let Some(class) = builtin.clone().find(|class| !class.flags().has(ClassFlags::HEAP)) else {
        return vec![];
    };
    let namespace = class.namespace().clone();
    let entries = vm.dict_entries(&namespace).into_iter().filter(|(_, _, value)| value.is_none());
    let names = entries.filter_map(|(_, name, _)| name.downcast::<Str<R>>().ok());
    names.filter(|name| !name.as_str().starts_with("__")).collect()
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let more = arguments[2].given().cloned();
    if more.as_ref().is_some_and(|more| more.as_ref::<Dict<R>>().is_none()) {
        let message = format!("{}() takes a dict as second arg, if any", class.shown_name());
        return Err(vm.type_error(&message));
    }
    let mut items = match vm.iter(&arguments[1]) {
        Ok(iterator) => vm.collect(&iterator)?,
        Err(raised) => {
            let type_error = vm.exceptions().type_error.clone();
            return match vm.is_raised(&raised, &type_error) {
                true => Err(vm.type_error("constructor requires a sequence")),
                false => Err(raised),
            };
        }
    };
    let (least, most) = (size(vm, &class, "n_sequence_fields"), size(vm, &class, "n_fields"));
    if items.len() < least || items.len() > most {
        let (name, given) = (class.shown_name(), items.len());
        let wants = if least == most {
            format!("a {least}-sequence")
        } else if given < least {
            format!("an at least {least}-sequence")
        } else {
            format!("an at most {most}-sequence")
        };
        return Err(vm.type_error(&format!("{name}() takes {wants} ({given}-sequence given)")));
    }
    let further = items.split_off(least);
    let names = further_names(vm, &class);
    let left = names.get(further.len()..).unwrap_or_default();
    let object = make(vm, &class, items, vec![])?;
    if let Some(more) = more.as_ref().and_then(Value::as_ref::<Dict<R>>) {
        let mut found = 0;
        for name in left {
            if let Some(value) = vm.dict_get(more, name.value())? {
                vm.set_attribute_quietly(&object, name.as_str(), value);
                found += 1;
            }
        }
        if more.len() > found {
            let name = class.shown_name();
            let message = format!("{name}() got duplicate or unexpected field name(s)");
            return Err(vm.type_error(&message));
        }
    }
    for (name, value) in names.iter().zip(further) {
        vm.set_attribute_quietly(&object, name.as_str(), value);
    }
    Ok(object)
}

/// The same with other values of what has a name.
fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let mut items = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    let more = further(vm, &arguments[0])?;
    if size(vm, &class, "n_unnamed_fields") > 0 {
        let name = class.shown_name();
        let message = format!("__replace__() is not supported for {name} because it has unnamed field(s)");
        return Err(vm.type_error(&message));
    }
    let changes = arguments[1].as_ref::<Dict<R>>().map_or(vec![], |changes| vm.dict_entries(changes));
    let names = vm.get_attr_str(class.value(), "__match_args__")?;
    let names = vm.as_tuple(&names).unwrap_or_default().to_vec();
    let further = further_names(vm, &class);
    let mut unknown = vec![];
    for (_, name, value) in changes {
        let text = vm.str_string(&name)?;
        if let Some(index) = names.iter().position(|known| vm.as_str(known) == Some(&*text)) {
            if let Some(item) = items.get_mut(index) {
                *item = value;
            }
        } else if further.iter().any(|known| known.as_str() == text) {
            vm.dict_set(&more, name, value)?;
        } else {
            unknown.push(name);
        }
    }
    if !unknown.is_empty() {
        let unknown = vm.new_list(unknown)?;
        let message = format!("Got unexpected field name(s): {}", vm.repr_string(&unknown)?);
        return Err(vm.type_error(&message));
    }
    let items = vm.new_tuple(items);
    vm.call(class.value(), &[items, more.into_value()])
}

/// The class, the items, and a dict of what is no item: arguments of `__new__`.
fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    let more = further(vm, &arguments[0])?;
    let items = vm.new_tuple(items);
    let (class, made_of) = (vm.class_of(&arguments[0]).into_value(), vm.new_pair(items, more.into_value()));
    Ok(vm.new_pair(class, made_of))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let names = vm.get_attr_str(class.value(), "__match_args__")?;
    let mut text = format!("{}(", class.shown_name());
    let items = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    let mut names = vm.as_tuple(&names).unwrap_or_default().to_vec();
    // Items without names of their own are shown by those of the attributes that differ from them.
    names.extend(further_names(vm, &class).into_iter().map(Ref::into_value));
    for (index, (name, item)) in names.iter().zip(&items).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(vm.as_str(name).unwrap_or_default());
        text.push('=');
        text.push_str(&vm.repr_string(item)?);
    }
    text.push(')');
    Ok(vm.new_string(text))
}

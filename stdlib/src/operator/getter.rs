//! `itemgetter`, `attrgetter` and `methodcaller`.

use super::spread;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Dict, Payload, Ref, Runtime, Value};

/// The payload of `itemgetter`: the items, a tuple.
struct ItemGetter<R: Runtime>(Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for ItemGetter<R> {
    const NAME: &'static str = "itemgetter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

/// The payload of `attrgetter`: dotted names, a tuple.
struct AttributeGetter<R: Runtime>(Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for AttributeGetter<R> {
    const NAME: &'static str = "attrgetter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

/// The payload of `methodcaller`.
struct MethodCaller<R: Runtime> {
    name: Value<R>,
    /// A tuple.
    arguments: Value<R>,
    /// A dict, or unbound.
    keywords: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for MethodCaller<R> {
    const NAME: &'static str = "methodcaller";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        [&self.name, &self.arguments, &self.keywords].into_iter().for_each(visit);
    }
}

/// The first argument and the rest of them, as one tuple.
fn joined<R: Runtime>(vm: &mut Vm<R>, first: &Value<R>, rest: &Value<R>) -> Value<R> {
    let mut all = vec![first.clone()];
    all.extend_from_slice(vm.as_tuple(rest).unwrap_or_default());
    vm.new_tuple(all)
}

/// One result, or a tuple of several.
fn one_or_all<R: Runtime>(
    vm: &mut Vm<R>,
    keys: &Value<R>,
    mut get: impl FnMut(&mut Vm<R>, &Value<R>) -> Return<R>,
) -> Return<R> {
    let keys = vm.as_tuple(keys).unwrap_or_default().to_vec();
    if let [key] = &keys[..] {
        return get(vm, key);
    }
    let mut found = Vec::with_capacity(keys.len());
    for key in &keys {
        found.push(get(vm, key)?);
    }
    Ok(vm.new_tuple(found))
}

fn own<'a, R: Runtime, P: Payload<R>>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, P>> {
    match value.as_ref::<P>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error(&format!("a {} is needed", P::NAME))),
    }
}

fn new_item_getter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let items = joined(vm, &arguments[1], &arguments[2]);
    vm.new_object_of(&class, ItemGetter(items))
}

fn get_items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = own::<R, ItemGetter<R>>(vm, &arguments[0])?.0.clone();
    one_or_all(vm, &items, |vm, item| vm.get_item(&arguments[1], item))
}

fn new_attribute_getter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let names = joined(vm, &arguments[1], &arguments[2]);
    if vm.as_tuple(&names).unwrap_or_default().iter().any(|name| vm.as_str(name).is_none()) {
        return Err(vm.type_error("attribute name must be a string"));
    }
    vm.new_object_of(&class, AttributeGetter(names))
}

fn get_attributes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let names = own::<R, AttributeGetter<R>>(vm, &arguments[0])?.0.clone();
    one_or_all(vm, &names, |vm, dotted| {
        let dotted = vm.as_str(dotted).unwrap_or_default().to_owned();
        let mut found = arguments[1].clone();
        for name in dotted.split('.') {
            found = vm.get_attr_str(&found, name)?;
        }
        Ok(found)
    })
}

fn new_method_caller<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class_value, given, keywords] = arguments else {
        return Err(vm.system_error("methodcaller takes a name"));
    };
    let class = vm.class_argument(class_value)?;
    let given = vm.as_tuple(given).unwrap_or_default().to_vec();
    let Some((name, rest)) = given.split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    if vm.as_str(name).is_none() {
        return Err(vm.type_error("method name must be a string"));
    }
    let arguments = vm.new_tuple(rest.to_vec());
    let caller = MethodCaller { name: name.clone(), arguments, keywords: keywords.clone() };
    vm.new_object_of(&class, caller)
}

fn call_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let caller = own::<R, MethodCaller<R>>(vm, &arguments[0])?.clone();
    let name = vm.as_str(&caller.name).unwrap_or_default().to_owned();
    let method = vm.get_attr_str(&arguments[1], &name)?;
    let (values, names) = spread(vm, &caller.arguments, &caller.keywords);
    vm.call_with(&method, &values, &names)
}

fn repr_of<R: Runtime>(
    vm: &mut Vm<R>,
    object: &Value<R>,
    positional: &[Value<R>],
    named: &Value<R>,
) -> Return<R> {
    let name = vm.type_name(object);
    let text = vm.guarded_repr(object, |vm| {
        let mut parts = Vec::new();
        for value in positional {
            parts.push(vm.repr_string(value)?);
        }
        if let Some(named) = named.as_ref::<Dict<R>>() {
            for (_, name, value) in vm.dict_entries(named) {
                parts.push(format!("{}={}", vm.str_string(&name)?, vm.repr_string(&value)?));
            }
        }
        Ok(format!("{name}({})", parts.join(", ")))
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| format!("{name}(...)"))))
}

fn repr_items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = own::<R, ItemGetter<R>>(vm, &arguments[0])?.0.clone();
    let items = vm.as_tuple(&items).unwrap_or_default().to_vec();
    repr_of(vm, &arguments[0], &items, &Value::NONE)
}

fn repr_attributes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let names = own::<R, AttributeGetter<R>>(vm, &arguments[0])?.0.clone();
    let names = vm.as_tuple(&names).unwrap_or_default().to_vec();
    repr_of(vm, &arguments[0], &names, &Value::NONE)
}

fn repr_caller<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let caller = own::<R, MethodCaller<R>>(vm, &arguments[0])?.clone();
    let mut positional = vec![caller.name.clone()];
    positional.extend_from_slice(vm.as_tuple(&caller.arguments).unwrap_or_default());
    repr_of(vm, &arguments[0], &positional, &caller.keywords)
}

fn reduce_items<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = own::<R, ItemGetter<R>>(vm, &arguments[0])?.0.clone();
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, items]))
}

fn reduce_attributes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let names = own::<R, AttributeGetter<R>>(vm, &arguments[0])?.0.clone();
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, names]))
}

fn reduce_caller<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let caller = own::<R, MethodCaller<R>>(vm, &arguments[0])?.clone();
    let class = vm.class_of(&arguments[0]).into_value();
    let named = caller.keywords.as_ref::<Dict<R>>().is_some_and(|keywords| !keywords.is_empty());
    if !named {
        let all = joined(vm, &caller.name, &caller.arguments);
        return Ok(vm.new_tuple(vec![class, all]));
    }
    let functools = vm.import_module("functools")?;
    let partial = vm.get_attr_str(&functools, "partial")?;
    let positional = vm.new_tuple(vec![class, caller.name.clone()]);
    let (values, names) = spread(vm, &positional, &caller.keywords);
    let constructor = vm.call_with(&partial, &values, &names)?;
    Ok(vm.new_tuple(vec![constructor, caller.arguments.clone()]))
}

/// Adds the three classes to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let items = ClassBuilder::new::<ItemGetter<R>>(vm, "operator", "itemgetter", None)
        .constructor("__new__(cls, item, /, *items)", new_item_getter)
        .method("__call__(self, obj, /)", get_items)
        .getter("__text_signature__", |vm, _| Ok(vm.new_str("(obj, /)")))
        .method("__repr__(self, /)", repr_items)
        .method("__reduce__(self, /)", reduce_items)
        .finish();
    let attributes = ClassBuilder::new::<AttributeGetter<R>>(vm, "operator", "attrgetter", None)
        .constructor("__new__(cls, attr, /, *attrs)", new_attribute_getter)
        .method("__call__(self, obj, /)", get_attributes)
        .getter("__text_signature__", |vm, _| Ok(vm.new_str("(obj, /)")))
        .method("__repr__(self, /)", repr_attributes)
        .method("__reduce__(self, /)", reduce_attributes)
        .finish();
    let caller = ClassBuilder::new::<MethodCaller<R>>(vm, "operator", "methodcaller", None)
        .constructor("__new__(cls, /, *args, **kwargs)", new_method_caller)
        .method("__call__(self, obj, /)", call_method)
        .getter("__text_signature__", |vm, _| Ok(vm.new_str("(obj, /)")))
        .method("__repr__(self, /)", repr_caller)
        .method("__reduce__(self, /)", reduce_caller)
        .finish();
    for (name, class) in [("itemgetter", items), ("attrgetter", attributes), ("methodcaller", caller)] {
        vm.module_set(module, name, class.into_value());
    }
}

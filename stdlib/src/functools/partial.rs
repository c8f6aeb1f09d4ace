//! `partial`: a function with some of its arguments, among which placeholders keep room for others.

use super::placeholder;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Guard, Guarded, Payload, Ref, Runtime, Slot, Tuple, Value, Word};
use std::marker::PhantomData;

/// The payload of `partial`: in the slot [`Parts`], replaced as a whole.
struct Partial<R: Runtime> {
    parts: Slot,
    guarded: Guarded<()>,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> Partial<R> {
    fn new(parts: Parts<R>) -> Self {
        Partial { parts: Slot::new(parts.0.into_word()), guarded: Guarded::new(()), _runtime: PhantomData }
    }
}

impl<R: Runtime> Drop for Partial<R> {
    fn drop(&mut self) {
        // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
        drop(unsafe { Value::<R>::from_owned(self.parts.swap(Word::UNBOUND)) });
    }
}

/// What a partial calls: a tuple of a callable, a tuple of arguments and a dict of keywords.
struct Parts<R: Runtime>(Value<R>);

impl<R: Runtime> Parts<R> {
    /// Of a function that is callable, a tuple and a dict.
    fn new(vm: &mut Vm<R>, function: Value<R>, arguments: Value<R>, keywords: Value<R>) -> Return<R, Self> {
        let given = vm.as_tuple(&arguments).unwrap_or_default();
        if given.last().is_some_and(placeholder::is) {
            return Err(vm.type_error("trailing Placeholders are not allowed"));
        }
        Ok(Parts(vm.new_tuple(vec![function, arguments, keywords])))
    }

    fn part(&self, index: usize) -> &Value<R> {
        &self.0.as_ref::<Tuple<R>>().expect("parts are a tuple").as_slice()[index]
    }

    fn function(&self) -> &Value<R> {
        self.part(0)
    }

    fn arguments(&self) -> &[Value<R>] {
        self.part(1).as_ref::<Tuple<R>>().map_or(&[], |arguments| arguments.as_slice())
    }

    fn keywords(&self) -> Option<&Ref<R, Dict<R>>> {
        self.part(2).as_ref::<Dict<R>>()
    }
}

// SAFETY: a slot, written under the object's lock.
unsafe impl<R: Runtime> Payload<R> for Partial<R> {
    const NAME: &'static str = "partial";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        Value::with_borrowed(self.parts.load(), visit);
    }
}

impl<R: Runtime> Guard<R> for Partial<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

fn parts<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Parts<R>> {
    match value.as_ref::<Partial<R>>() {
        Some(partial) => Ok(Parts(vm.slot_value(partial, &partial.parts))),
        None => Err(vm.type_error("a partial object is needed")),
    }
}

/// `own` with its placeholders replaced by the first of `more`, as far as they reach, and the rest behind.
fn merge<R: Runtime>(own: &[Value<R>], more: &[Value<R>]) -> Vec<Value<R>> {
    let mut more = more.iter().cloned();
    let mut all = Vec::with_capacity(own.len() + more.len());
    for argument in own {
        let replaced = if placeholder::is(argument) { more.next() } else { None };
        all.push(replaced.unwrap_or_else(|| argument.clone()));
    }
    all.extend(more);
    all
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, positional, named] = arguments else {
        return Err(vm.system_error("partial takes a function"));
    };
    let class = vm.class_argument(class)?;
    let [function, more @ ..] = vm.as_tuple(positional).unwrap_or_default() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if more.last().is_some_and(placeholder::is) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let named = named.given().and_then(|named| named.as_ref::<Dict<R>>());
    let named = named.map_or(vec![], |named| vm.dict_entries(named));
    if named.iter().any(|(_, _, value)| placeholder::is(value)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // A partial of a partial is one partial, unless somebody gave the inner one attributes.
    let merged = function.as_ref::<Partial<R>>().is_some() && vm.attribute_dict(function, false).is_none();
    let (function, all, keywords) = if merged {
        let inner = parts(vm, function)?;
        let keywords = match inner.keywords() {
            Some(keywords) => vm.dict_copy(keywords)?,
            None => vm.new_dict(),
        };
        (inner.function().clone(), merge(inner.arguments(), more), keywords)
    } else {
        (function.clone(), more.to_vec(), vm.new_dict())
    };
    for (_, name, value) in named {
        vm.dict_set(&keywords, name, value)?;
    }
    let all = vm.new_tuple(all);
    let parts = Parts::new(vm, function, all, keywords.into_value())?;
    vm.new_object_of(&class, Partial::new(parts))
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, named] = arguments else {
        return Err(vm.system_error("a partial takes arguments"));
    };
    let partial = parts(vm, receiver)?;
    let more = vm.as_tuple(positional).unwrap_or_default();
    let own = partial.arguments();
    let (needed, given) = (own.iter().filter(|argument| placeholder::is(argument)).count(), more.len());
    if given < needed {
        let message = format!(
            "missing positional arguments in 'partial' call; expected at least {needed}, got {given}"
        );
        return Err(vm.type_error(&message));
    }
    let mut all = merge(own, more);
    let mut keywords = match partial.keywords() {
        Some(keywords) if !keywords.is_empty() => vm.dict_entries(keywords),
        _ => vec![],
    };
    if keywords.iter().any(|(_, name, _)| vm.as_str(name).is_none()) {
        return Err(vm.type_error("keywords must be strings"));
    }
    if let Some(named) = named.given().and_then(|named| named.as_ref::<Dict<R>>()) {
        if keywords.is_empty() {
            keywords = vm.dict_entries(named);
        } else if let Some(own) = partial.keywords() {
            let both = vm.dict_copy(own)?;
            vm.dict_update(&both, named.value())?;
            keywords = vm.dict_entries(&both);
        }
    }
    let mut names = Vec::with_capacity(keywords.len());
    for (_, name, value) in keywords {
        names.push(name);
        all.push(value);
    }
    vm.call_with(partial.function(), &all, &names)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = parts(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let qualname = vm.get_attr_str(&class, "__qualname__")?;
    let module = vm.get_attr_str(&class, "__module__")?;
    let name = format!(
        "{}.{}",
        vm.as_str(&module).unwrap_or("functools"),
        vm.as_str(&qualname).unwrap_or("partial")
    );
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut shown = vec![vm.repr_string(own.function())?];
        for argument in own.arguments() {
            shown.push(vm.repr_string(argument)?);
        }
        if let Some(keywords) = own.keywords() {
            for (_, key, value) in vm.dict_entries(keywords) {
                shown.push(format!("{}={}", vm.str_string(&key)?, vm.repr_string(&value)?));
            }
        }
        Ok(format!("{name}({})", shown.join(", ")))
    })?;
    let text = text.unwrap_or_else(|| "...".to_owned());
    Ok(vm.new_string(text))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = parts(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let function = vm.new_tuple(vec![own.function().clone()]);
    let attributes = match vm.attribute_dict(&arguments[0], false) {
        Some(attributes) if !attributes.is_empty() => attributes.into_value(),
        _ => Value::NONE,
    };
    let mut state: Vec<_> = (0..3).map(|index| own.part(index).clone()).collect();
    state.push(attributes);
    let state = vm.new_tuple(state);
    Ok(vm.new_tuple(vec![class, function, state]))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = vm.as_tuple(&arguments[1]).map_or(vec![], <[_]>::to_vec);
    let dict = |value: &Value<R>| value.is_none() || value.as_ref::<Dict<R>>().is_some();
    let fits = |[function, positional, keywords, attributes]: &[Value<R>; 4]| {
        vm.is_callable(function) && vm.as_tuple(positional).is_some() && dict(keywords) && dict(attributes)
    };
    let state: Option<[Value<R>; 4]> = state.try_into().ok();
    let Some([function, positional, keywords, attributes]) = state.filter(fits) else {
        return Err(vm.type_error("invalid partial state"));
    };
    let Some(partial) = arguments[0].as_ref::<Partial<R>>() else {
        return Err(vm.type_error("a partial object is needed"));
    };
    // What a partial keeps is of the built-in classes themselves.
    let positional = match vm.class_ref(&positional).value().is(vm.types().tuple.value()) {
        true => positional,
        false => {
            let items = vm.as_tuple(&positional).unwrap_or_default().to_vec();
            vm.new_tuple(items)
        }
    };
    let keywords = match keywords.as_ref::<Dict<R>>() {
        Some(_) if vm.class_ref(&keywords).value().is(vm.types().dict.value()) => keywords,
        Some(subclass) => vm.dict_copy(subclass)?.into_value(),
        None => vm.new_dict().into_value(),
    };
    let parts = Parts::new(vm, function, positional, keywords)?;
    drop(vm.replace_slot(partial, &partial.parts, parts.0));
    let attributes = match attributes.downcast::<Dict<R>>() {
        Ok(attributes) => attributes,
        Err(_) => vm.new_dict(),
    };
    vm.replace_attribute_dict(&arguments[0], &attributes);
    Ok(Value::NONE)
}

/// Puts `partial` into the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::with_attributes::<Partial<R>>(vm, "functools", "partial")
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, /, *args, **keywords)", new)
        .generic()
        .methods(&[
            ("__call__(self, /, *args, **kwargs)", call),
            ("__repr__(self, /)", repr),
            ("__get__(self, instance, owner=None, /)", super::get),
            ("__reduce__(self, /)", reduce),
            ("__setstate__(self, state, /)", set_state),
        ])
        .member("func", |vm, value| Ok(parts(vm, value)?.function().clone()))
        .member("args", |vm, value| Ok(parts(vm, value)?.part(1).clone()))
        .member("keywords", |vm, value| Ok(parts(vm, value)?.part(2).clone()))
        .finish();
    vm.module_set(module, "partial", class.into_value());
}

//! `_functools`: partial, reduce, cmp_to_key, the cache behind lru_cache.

mod lru_cache;

use interpreter::{ClassBuilder, Comparison, Return, Vm};
use object_model::{ClassFlags, Dict, Guard, Guarded, Payload, Runtime, Value};

/// The payload of `partial`.
struct Partial<R: Runtime>(Guarded<Parts<R>>);

/// What a partial calls.
struct Parts<R: Runtime> {
    function: Value<R>,
    /// A tuple.
    arguments: Value<R>,
    /// A dict.
    keywords: Value<R>,
}

impl<R: Runtime> Clone for Parts<R> {
    fn clone(&self) -> Self {
        let (function, arguments) = (self.function.clone(), self.arguments.clone());
        Parts { function, arguments, keywords: self.keywords.clone() }
    }
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Partial<R> {
    const NAME: &'static str = "partial";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let parts = unsafe { self.0.get() };
        [&parts.function, &parts.arguments, &parts.keywords].into_iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Partial<R> {
    type Guarded = Parts<R>;
    fn guarded(&self) -> &Guarded<Parts<R>> {
        &self.0
    }
}

/// The payload of what `cmp_to_key` makes.
struct Key<R: Runtime> {
    compare: Value<R>,
    object: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Key<R> {
    const NAME: &'static str = "KeyWrapper";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.compare);
        visit(&self.object);
    }
}

/// Guards nothing: makes the marker payload of the module's own types lockable.
struct Unit<R: Runtime> {
    guarded: Guarded<()>,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

// SAFETY: empty.
unsafe impl<R: Runtime> Payload<R> for Unit<R> {
    const NAME: &'static str = "Placeholder";
}

impl<R: Runtime> Guard<R> for Unit<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

fn partial<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Parts<R>> {
    match value.as_ref::<Partial<R>>() {
        Some(partial) => Ok(vm.lock(partial).clone()),
        None => Err(vm.type_error("a partial object is needed")),
    }
}

fn partial_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, function, positional, named] = arguments else {
        return Err(vm.system_error("partial takes a function"));
    };
    let class = vm.class_argument(class)?;
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let mut all = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    let keywords = vm.new_dict();
    let mut inner = function.clone();
    // A partial of a partial is one partial, unless somebody gave the inner one attributes.
    if function.as_ref::<Partial<R>>().is_some() && vm.class_of(function).value().is(class.value()) {
        let other = partial(vm, function)?;
        let mut before = vm.as_tuple(&other.arguments).map_or(vec![], <[_]>::to_vec);
        before.append(&mut all);
        all = before;
        inner = other.function.clone();
        let others = other.keywords.clone();
        vm.dict_update(&keywords, &others)?;
    }
    if named.given().is_some() {
        vm.dict_update(&keywords, named)?;
    }
    let parts = Parts { function: inner, arguments: vm.new_tuple(all), keywords: keywords.into_value() };
    vm.new_object_of(&class, Partial(Guarded::new(parts)))
}

fn partial_call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, named] = arguments else {
        return Err(vm.system_error("a partial takes arguments"));
    };
    let partial = partial(vm, receiver)?;
    let mut all = vm.as_tuple(&partial.arguments).map_or(vec![], <[_]>::to_vec);
    all.extend(vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec));
    let keywords = vm.new_dict();
    let own = partial.keywords.clone();
    vm.dict_update(&keywords, &own)?;
    if named.given().is_some() {
        vm.dict_update(&keywords, named)?;
    }
    let mut names = vec![];
    for (_, name, value) in vm.dict_entries(&keywords) {
        names.push(name);
        all.push(value);
    }
    let function = partial.function.clone();
    vm.call_with(&function, &all, &names)
}

fn partial_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = partial(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let qualname = vm.get_attr_str(&class, "__qualname__")?;
    let module = vm.get_attr_str(&class, "__module__")?;
    let name = format!(
        "{}.{}",
        vm.as_str(&module).unwrap_or("functools"),
        vm.as_str(&qualname).unwrap_or("partial")
    );
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut parts = vec![vm.repr_string(&own.function)?];
        for argument in vm.as_tuple(&own.arguments).map_or(vec![], <[_]>::to_vec) {
            parts.push(vm.repr_string(&argument)?);
        }
        if let Some(keywords) = own.keywords.as_ref::<Dict<R>>() {
            for (_, key, value) in vm.dict_entries(keywords) {
                parts.push(format!("{}={}", vm.str_string(&key)?, vm.repr_string(&value)?));
            }
        }
        Ok(format!("{name}({})", parts.join(", ")))
    })?;
    let text = text.unwrap_or_else(|| "...".to_owned());
    Ok(vm.new_string(text))
}

/// As a function, what is called is bound to an instance it is found on.
fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].some().is_none() {
        return Ok(arguments[0].clone());
    }
    vm.bind(&arguments[0], &arguments[1])
}

fn partial_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = partial(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let function = vm.new_tuple(vec![own.function.clone()]);
    let attributes = match vm.attribute_dict(&arguments[0], false) {
        Some(attributes) if !attributes.is_empty() => attributes.into_value(),
        _ => Value::NONE,
    };
    let state = vm.new_tuple(vec![own.function, own.arguments, own.keywords, attributes]);
    Ok(vm.new_tuple(vec![class, function, state]))
}

fn partial_setstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = vm.as_tuple(&arguments[1]).map_or(vec![], <[_]>::to_vec);
    let fits = |[function, positional, keywords, _]: &[Value<R>; 4]| {
        vm.is_callable(function)
            && vm.as_tuple(positional).is_some()
            && (keywords.is_none() || keywords.as_ref::<Dict<R>>().is_some())
    };
    let state: Option<[Value<R>; 4]> = state.try_into().ok();
    let Some([function, positional, keywords, attributes]) = state.filter(fits) else {
        return Err(vm.type_error("invalid partial state"));
    };
    let Some(partial) = arguments[0].as_ref::<Partial<R>>() else {
        return Err(vm.type_error("a partial object is needed"));
    };
    let copy = vm.new_dict();
    if !keywords.is_none() {
        vm.dict_update(&copy, &keywords)?;
    }
    let parts = Parts { function, arguments: positional, keywords: copy.into_value() };
    let old = std::mem::replace(&mut *vm.lock(partial), parts);
    drop(old);
    if let (Some(own), false) = (vm.attribute_dict(&arguments[0], true), attributes.is_none()) {
        vm.dict_update(&own, &attributes)?;
    }
    Ok(Value::NONE)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [function, iterable, initial] = arguments else {
        return Err(vm.system_error("reduce takes a function"));
    };
    let mut total = initial.given().cloned();
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(raised) => {
            let class = vm.exceptions().type_error.clone();
            let wrong = vm.is_raised(&raised, &class);
            return Err(if wrong { vm.type_error("reduce() arg 2 must support iteration") } else { raised });
        }
    };
    vm.for_each(&iterator, |vm, item| {
        total = Some(match total.take() {
            Some(total) => vm.call(function, &[total, item])?,
            None => item,
        });
        Ok(true)
    })?;
    total.ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
}

fn cmp_to_key<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_object(Key { compare: arguments[0].clone(), object: Value::UNBOUND }))
}

fn key_call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(key) = arguments[0].as_ref::<Key<R>>() else { return Err(vm.type_error("a key is needed")) };
    let compare = key.compare.clone();
    Ok(vm.new_object(Key { compare, object: arguments[1].clone() }))
}

fn key_compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let (Some(own), Some(other)) = (arguments[0].as_ref::<Key<R>>(), arguments[1].as_ref::<Key<R>>()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let result = vm.call(&own.compare.clone(), &[own.object.clone(), other.object.clone()])?;
    vm.compare(comparison, &result, &Value::small_int(0))
}

fn key_object<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    match value.as_ref::<Key<R>>() {
        Some(key) if !key.object.is_unbound() => Ok(key.object.clone()),
        _ => Err(vm.no_attribute(value, "obj")),
    }
}

fn placeholder_repr<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("Placeholder"))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_functools");
    let partial_class = ClassBuilder::with_attributes::<Partial<R>>(vm, "functools", "partial")
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, func, /, *args, **keywords)", partial_new)
        .generic()
        .methods(&[
            ("__call__(self, /, *args, **kwargs)", partial_call),
            ("__repr__(self, /)", partial_repr),
            ("__get__(self, instance, owner=None, /)", get),
            ("__reduce__(self, /)", partial_reduce),
            ("__setstate__(self, state, /)", partial_setstate),
        ])
        .getter("func", |vm, value| Ok(partial(vm, value)?.function.clone()))
        .getter("args", |vm, value| Ok(partial(vm, value)?.arguments.clone()))
        .getter("keywords", |vm, value| Ok(partial(vm, value)?.keywords.clone()))
        .finish();
    vm.module_set(&module, "partial", partial_class.into_value());
    ClassBuilder::new::<Key<R>>(vm, "functools", "KeyWrapper", None)
        .methods(&[
            ("__call__(self, obj)", key_call),
            ("__lt__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Lt)),
            ("__le__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Le)),
            ("__gt__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Gt)),
            ("__ge__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Ge)),
            ("__eq__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| key_compare(vm, arguments, Comparison::Ne)),
        ])
        .getter("obj", key_object)
        .attribute("__hash__", Value::NONE)
        .finish();
    ClassBuilder::new::<Unit<R>>(vm, "functools", "_PlaceholderType", None)
        .method("__repr__(self, /)", placeholder_repr)
        .sealed()
        .finish();
    let placeholder = vm.new_object(Unit { guarded: Guarded::new(()), _runtime: std::marker::PhantomData });
    vm.immortalize(&placeholder);
    vm.module_set(&module, "Placeholder", placeholder);
    lru_cache::install(vm, &module);
    vm.module_functions(
        &module,
        "_functools",
        &[("reduce(function, iterable, initial=None, /)", reduce), ("cmp_to_key(mycmp)", cmp_to_key)],
    );
    Ok(module)
}

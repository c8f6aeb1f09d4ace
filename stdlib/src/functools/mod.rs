//! `_functools`: partial, reduce, cmp_to_key, the cache behind lru_cache.

mod lru_cache;
mod partial;
mod placeholder;

use interpreter::{ClassBuilder, Comparison, Return, Vm, comparisons};
use object_model::{Payload, Runtime, Value};

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

/// As a function, what is called is bound to an instance it is found on.
fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].some().is_none() {
        return Ok(arguments[0].clone());
    }
    vm.bind(&arguments[0], &arguments[1])
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

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_functools");
    partial::install(vm, &module);
    placeholder::install(vm, &module);
    ClassBuilder::new::<Key<R>>(vm, "functools", "KeyWrapper", None)
        .methods(&comparisons!(key_compare))
        .methods(&[("__call__(self, obj)", key_call)])
        .getter("obj", key_object)
        .getter("__text_signature__", |vm, _| Ok(vm.new_str("(obj)")))
        .attribute("__hash__", Value::NONE)
        .finish();
    lru_cache::install(vm, &module);
    vm.module_functions(
        &module,
        "_functools",
        &[
            ("reduce(function, iterable, /, initial=<unrepresentable>)", reduce),
            ("cmp_to_key(mycmp)", cmp_to_key),
        ],
    );
    Ok(module)
}

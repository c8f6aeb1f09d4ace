//! `TypeAliasType`: what `type X = …` makes.

use super::calling_module;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of a type alias.
struct TypeAlias<R: Runtime> {
    name: Value<R>,
    /// A tuple.
    parameters: Value<R>,
    /// The name of the module that made it.
    module: Value<R>,
    /// The function that evaluates the value; None if that was given.
    evaluator: Value<R>,
    /// Unbound until somebody asks for it.
    value: Guarded<Value<R>>,
}

// SAFETY: immutable, or guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for TypeAlias<R> {
    const NAME: &'static str = "TypeAliasType";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        [&self.name, &self.parameters, &self.module, &self.evaluator].into_iter().for_each(&mut *visit);
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { self.value.get() });
    }
}

impl<R: Runtime> Guard<R> for TypeAlias<R> {
    type Guarded = Value<R>;
    fn guarded(&self) -> &Guarded<Value<R>> {
        &self.value
    }
}

fn alias<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, TypeAlias<R>>> {
    match value.as_ref::<TypeAlias<R>>() {
        Some(alias) => Ok(alias),
        None => Err(vm.type_error("a type alias is needed")),
    }
}

/// An alias with a value, or with a function that evaluates it.
fn made<R: Runtime>(
    vm: &mut Vm<R>,
    name: &Value<R>,
    parameters: Option<&Value<R>>,
    evaluator: Value<R>,
    value: Value<R>,
) -> Return<R, TypeAlias<R>> {
    let parameters = parameters.cloned().unwrap_or_else(|| vm.new_tuple(vec![]));
    let (name, module) = (name.clone(), calling_module(vm)?);
    Ok(TypeAlias { name, parameters, module, evaluator, value: Guarded::new(value) })
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, name, value, parameters] = arguments else {
        return Err(vm.system_error("TypeAliasType takes a name and a value"));
    };
    let class: Ref<R, Class<R>> = vm.class_argument(class)?;
    vm.str_argument(name, "typealias() argument 'name'")?;
    let parameters = parameters.given();
    if parameters.is_some_and(|parameters| vm.as_tuple(parameters).is_none()) {
        return Err(vm.type_error("type_params must be a tuple"));
    }
    let made = made(vm, name, parameters, Value::NONE, value.clone())?;
    vm.new_object_of(&class, made)
}

/// `type name[parameters] = …`; its value is evaluated when it is asked for.
fn make<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = vm.collect(&arguments[0])?;
    let [name, parameters, evaluate] = parts.as_slice() else {
        return Err(vm.type_error("a name, parameters and a function are required"));
    };
    let made = made(vm, name, parameters.some(), evaluate.clone(), Value::UNBOUND)?;
    Ok(vm.new_object(made))
}

fn value<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>) -> Return<R> {
    let alias = alias(vm, object)?;
    let known = vm.lock(alias).clone();
    if !known.is_unbound() {
        return Ok(known);
    }
    let evaluated = vm.call(&alias.evaluator, &[])?;
    // Another thread may have been there first: all get the same.
    let mut value = vm.lock(alias);
    if value.is_unbound() {
        *value = evaluated;
    }
    Ok(value.clone())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(alias(vm, &arguments[0])?.name.clone())
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parameters = alias(vm, &arguments[0])?.parameters.clone();
    if vm.len(&parameters)? == 0 {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    vm.generic_alias(&arguments[0], &arguments[1])
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<TypeAlias<R>>(vm, "typing", "TypeAliasType", None)
        .constructor("__new__(cls, name, value, *, type_params=())", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__iter__(self, /)", super::parameter::tuple_iter),
            ("__getitem__(self, key, /)", get_item),
            ("__reduce__(self, /)", super::reduce),
            ("__or__(self, value, /)", super::or),
            ("__ror__(self, value, /)", super::reflected_or),
        ])
        .member("__name__", |vm, value| Ok(alias(vm, value)?.name.clone()))
        .getter("__module__", |vm, value| Ok(alias(vm, value)?.module.clone()))
        .getter("__value__", value)
        .getter("__parameters__", |vm, value| Ok(alias(vm, value)?.parameters.clone()))
        .getter("__type_params__", |vm, value| Ok(alias(vm, value)?.parameters.clone()))
        .getter("evaluate_value", |vm, value| Ok(alias(vm, value)?.evaluator.clone()))
        .sealed()
        .finish();
    vm.module_set(module, "TypeAliasType", class.into_value());
    vm.module_functions(module, "_typing", &[("_make_type_alias(parts, /)", make)]);
}

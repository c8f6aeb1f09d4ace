//! `types.GenericAlias`: what `list[int]` is.

use super::sequence::is_exact;
use super::type_parameters::{optional, parameters_of, substitute};
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, List, Payload, Ref, Runtime, Tuple, Value};
use std::sync::atomic::{AtomicBool, Ordering};

/// The payload of a parameterized generic class.
pub(crate) struct GenericAlias<R: Runtime> {
    /// The class.
    pub origin: Value<R>,
    /// What it is parameterized with, a tuple.
    pub arguments: Value<R>,
    /// The type variables among the arguments, a tuple.
    pub parameters: Value<R>,
    /// Whether it is `*tuple[…]`.
    pub unpacked: bool,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for GenericAlias<R> {
    const NAME: &'static str = "types.GenericAlias";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.origin);
        visit(&self.arguments);
        visit(&self.parameters);
    }
}

fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, GenericAlias<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// `origin[item]`; `unpacked`, `*origin[item]`
fn make<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    origin: &Value<R>,
    item: &Value<R>,
    unpacked: bool,
) -> Return<R> {
    let arguments = match item.as_ref::<Tuple<R>>() {
        Some(_) if is_exact(item) => item.clone(),
        _ => vm.new_tuple(vec![item.clone()]),
    };
    let parameters = parameters_of(vm, &arguments)?;
    let alias = GenericAlias { origin: origin.clone(), arguments, parameters, unpacked };
    vm.new_object_of(class, alias)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    make(vm, &class, &arguments[1], &arguments[2], false)
}

/// `__class_getitem__` of the generic built-in classes.
pub(crate) fn class_get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of_payload::<GenericAlias<R>>();
    make(vm, &class, &arguments[0], &arguments[1], false)
}

/// A type argument as annotations show it.
pub(super) fn type_text<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
    if value.is(&Value::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    if value.as_ref::<GenericAlias<R>>().is_none()
        && let Some(class) = value.as_ref::<Class<R>>()
    {
        let module = optional(vm, value, "__module__")?;
        let qualname = optional(vm, value, "__qualname__")?;
        let name = qualname.as_ref().and_then(|name| vm.as_str(name)).map_or_else(|| class.name(), Box::from);
        return Ok(match module.as_ref().and_then(|module| vm.as_str(module)) {
            Some("builtins") | None => name.into(),
            Some(module) => format!("{module}.{name}"),
        });
    }
    vm.repr_string(value)
}

fn type_texts<R: Runtime>(vm: &mut Vm<R>, values: &[Value<R>]) -> Return<R, String> {
    let mut texts = Vec::with_capacity(values.len());
    for value in values {
        texts.push(type_text(vm, value)?);
    }
    Ok(texts.join(", "))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let alias = receiver(arguments);
    let origin = type_text(vm, &alias.origin)?;
    let inner = match vm.as_tuple(&alias.arguments).unwrap_or_default() {
        [] => "()".to_owned(),
        items => {
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                // A list of types stands for the parameters of a function.
                texts.push(match item.as_ref::<List<R>>() {
                    Some(list) => {
                        let items = vm.list_items(list);
                        format!("[{}]", type_texts(vm, &items)?)
                    }
                    None => type_text(vm, item)?,
                });
            }
            texts.join(", ")
        }
    };
    let star = if alias.unpacked { "*" } else { "" };
    Ok(vm.new_string(format!("{star}{origin}[{inner}]")))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<GenericAlias<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let alias = receiver(arguments);
    let equal = alias.unpacked == other.unpacked
        && vm.equal(&alias.origin, &other.origin)?
        && vm.equal(&alias.arguments, &other.arguments)?;
    Ok(Value::bool(equal))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let alias = receiver(arguments);
    let hash = vm.hash(&alias.origin)? ^ vm.hash(&alias.arguments)?;
    Ok(vm.new_int(hash))
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let origin = receiver(arguments).origin.clone();
    let object = super::call_forwarded(vm, &origin, &[], &arguments[1], &arguments[2])?;
    if let Err(raised) = vm.set_attr_str(&object, "__orig_class__", arguments[0].clone()) {
        let (missing, wrong) = (vm.exceptions().attribute_error.clone(), vm.exceptions().type_error.clone());
        if !vm.is_raised(&raised, &missing) && !vm.is_raised(&raised, &wrong) {
            return Err(raised);
        }
    }
    Ok(object)
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let alias = receiver(arguments);
    let replaced = substitute(vm, &arguments[0], &alias.arguments, &alias.parameters, &arguments[1])?;
    let class = vm.class_of(&arguments[0]);
    make(vm, &class, &alias.origin, &replaced, alias.unpacked)
}

/// The attributes that are an alias's own; it has all others from its class.
const OWN: [&str; 12] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
];

fn get_attribute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_handle(&arguments[1])?;
    if OWN.contains(&name.as_str()) {
        return super::object::getattribute(vm, arguments);
    }
    vm.get_attr(&receiver(arguments).origin, &name)
}

fn mro_entries<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_tuple(vec![receiver(arguments).origin.clone()]))
}

fn no_check<R: Runtime>(vm: &mut Vm<R>, what: &str) -> Return<R> {
    Err(vm.type_error(&format!("{what}() argument 2 cannot be a parameterized generic")))
}

fn instance_check<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    no_check(vm, "isinstance")
}

fn subclass_check<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    no_check(vm, "issubclass")
}

/// The payload of an iterator over an alias, which answers `*alias` once.
struct AliasIterator<R: Runtime> {
    alias: Value<R>,
    exhausted: AtomicBool,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for AliasIterator<R> {
    const NAME: &'static str = "generic_alias_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.alias);
    }
}

fn iterator<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, AliasIterator<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn iter_over<R: Runtime>(vm: &Vm<R>, alias: Value<R>) -> Value<R> {
    vm.new_object(AliasIterator { alias, exhausted: AtomicBool::new(false) })
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(iter_over(vm, arguments[0].clone()))
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = iterator(arguments);
    // Relaxed: only one thread finds it as it was.
    let (false, Some(alias)) =
        (iterator.exhausted.swap(true, Ordering::Relaxed), iterator.alias.as_ref::<GenericAlias<R>>())
    else {
        return Ok(Value::UNBOUND);
    };
    Ok(vm.new_object(with_unpacking(alias, true)))
}

fn reduce_iterator<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = iterator(arguments);
    // Relaxed: as in `next`.
    let source = if own.exhausted.load(Ordering::Relaxed) { vm.new_tuple(vec![]) } else { own.alias.clone() };
    let iter = vm.get_builtin("iter")?;
    let source = vm.new_tuple(vec![source]);
    Ok(vm.new_pair(iter, source))
}

fn with_unpacking<R: Runtime>(alias: &GenericAlias<R>, unpacked: bool) -> GenericAlias<R> {
    GenericAlias {
        origin: alias.origin.clone(),
        arguments: alias.arguments.clone(),
        parameters: alias.parameters.clone(),
        unpacked,
    }
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let alias = receiver(arguments);
    if alias.unpacked {
        // What an iterator over the alias answers that is not unpacked.
        let packed = vm.new_object(with_unpacking(alias, false));
        let iterator = iter_over(vm, packed);
        let next = vm.get_builtin("next")?;
        let iterator = vm.new_tuple(vec![iterator]);
        return Ok(vm.new_pair(next, iterator));
    }
    let parts = vm.new_tuple(vec![alias.origin.clone(), alias.arguments.clone()]);
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, parts]))
}

fn part<R: Runtime>(value: &Value<R>, part: fn(&GenericAlias<R>) -> Value<R>) -> Return<R> {
    Ok(value.as_ref::<GenericAlias<R>>().map_or(Value::NONE, |alias| part(alias)))
}

fn origin<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    part(value, |alias| alias.origin.clone())
}

fn args<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    part(value, |alias| alias.arguments.clone())
}

fn parameters<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    part(value, |alias| alias.parameters.clone())
}

fn unpacked<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    part(value, |alias| Value::bool(alias.unpacked))
}

fn unpacked_arguments<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let tuple = vm.types().tuple.value().clone();
    part(value, |alias| alias.arguments.clone()).map(|arguments| {
        let starred =
            value.as_ref::<GenericAlias<R>>().is_some_and(|alias| alias.unpacked && alias.origin.is(&tuple));
        if starred { arguments } else { Value::NONE }
    })
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<GenericAlias<R>>(vm, "types", "GenericAlias", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, origin, args, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__call__(self, /, *args, **kwargs)", call),
            ("__getitem__(self, key, /)", get_item),
            ("__getattribute__(self, name, /)", get_attribute),
            ("__mro_entries__(self, object, /)", mro_entries),
            ("__instancecheck__(self, object, /)", instance_check),
            ("__subclasscheck__(self, object, /)", subclass_check),
            ("__iter__(self, /)", iter),
            ("__or__(self, value, /)", super::union::or),
            ("__ror__(self, value, /)", super::union::reflected_or),
            ("__reduce__(self, /)", reduce),
        ])
        .getter("__origin__", origin)
        .getter("__args__", args)
        .getter("__parameters__", parameters)
        .getter("__unpacked__", unpacked)
        .getter("__typing_unpacked_tuple_args__", unpacked_arguments)
        .finish();
    ClassBuilder::new::<AliasIterator<R>>(vm, "builtins", "generic_alias_iterator", None)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next),
            ("__reduce__(self, /)", reduce_iterator),
        ])
        .flags(ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
    let types = vm.types();
    for class in [&types.list, &types.tuple, &types.dict, &types.set, &types.frozenset].map(Clone::clone) {
        ClassBuilder::extend(vm, &class).generic().finish();
    }
}

impl<R: Runtime> Vm<R> {
    /// `class[item]` of a built-in generic class without a `__class_getitem__` of its own: `type[int]`.
    pub fn generic_alias(&mut self, class: &Value<R>, item: &Value<R>) -> Return<R> {
        let alias = self.class_of_payload::<GenericAlias<R>>();
        make(self, &alias, class, item, false)
    }
}

//! Classes: making them, calling them.

mod attributes;
mod hierarchy;
mod layout;
mod making;

use crate::builtins::memoryview::MemoryView;
use crate::native::Native;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
pub(crate) use attributes::is_static;
use attributes::{
    get_abstract, get_doc, get_flags, get_module, get_name, get_qualname, set_abstract, set_module, set_name,
    set_own, set_qualname, text_signature,
};
pub(crate) use hierarchy::base_of;
use hierarchy::{get_base, get_bases, get_mro, mro, set_bases, subclasses};
pub(super) use layout::{check_likeness, same_layout, unlike};
pub(crate) use making::build_class;
use making::new;
use object_model::{Class, ClassFlags, Dict, Instance, Kind, Ref, Runtime, Special, Value};

/// Calls a class: `type.__call__`.
pub fn construct_type<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    arguments: &[Value<R>],
    keywords: &[Value<R>],
) -> Return<R> {
    if class.value().is(vm.types().type_.value()) && arguments.len() == 1 && keywords.is_empty() {
        return Ok(vm.shown_class_of(&arguments[0]));
    }
    if !class.flags().has(ClassFlags::HEAP)
        && let Some(made) = super::construct::construct_container(vm, class, arguments, keywords)
    {
        return made;
    }
    let new = vm.constructor_of(class);
    if keywords.is_empty()
        && let Some(new) = &new
        && let Some(made) = super::construct::construct_exception(vm, class, new, arguments)
    {
        return Ok(made);
    }
    let new = new.filter(|new| {
        !class.flags().has(ClassFlags::NOT_CALLABLE)
            && (class.layout().kind == Kind::Instance || !new.is(vm.shared.object_new()))
    });
    let Some(new) = new else {
        return Err(vm.type_error(&format!("cannot create '{}' instances", class.shown_name())));
    };
    let init = class.special(vm, Special::Init);
    let plain_new = new.is(vm.shared.object_new());
    let instance = if plain_new {
        if is_plain_init(vm, init.as_ref()) && !(arguments.is_empty() && keywords.is_empty()) {
            let message = format!("{}() takes no arguments", class.shown_name());
            return Err(vm.type_error(&message));
        }
        new_instance(vm, class)?
    } else {
        let new = vm.descriptor_get_on_class(&new, class.value())?;
        vm.call_before(&new, class.value(), arguments, keywords)?
    };
    if !vm.is_instance(&instance, class) {
        return Ok(instance);
    }
    let own = vm.class_of(&instance);
    let init = own.special(vm, Special::Init);
    let Some(init) = init.filter(|init| !is_plain_init(vm, Some(init))) else { return Ok(instance) };
    let result = if matches!(init.header().map(|header| header.kind()), Some(Kind::Function | Kind::Native)) {
        vm.call_before(&init, &instance, arguments, keywords)?
    } else {
        let bound = vm.descriptor_get(&init, &instance, own.value())?;
        vm.call_with(&bound, arguments, keywords)?
    };
    if !result.is_none() {
        let message = format!("__init__() should return None, not '{}'", vm.type_name(&result));
        return Err(vm.type_error(&message));
    }
    Ok(instance)
}

/// Whether an `__init__` is `object.__init__`, which has nothing to do.
pub(crate) fn is_plain_init<R: Runtime>(vm: &Vm<R>, init: Option<&Value<R>>) -> bool {
    let object = vm.types().object.value();
    init.is_none_or(|init| init.as_ref::<Native<R>>().is_some_and(|native| native.owner.is(object)))
}

/// `object.__new__(class)`
pub(crate) fn new_instance<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R> {
    if class.flags().has(ClassFlags::ABSTRACT) {
        let names = vm.find_attr_str(class.value(), "__abstractmethods__")?;
        let mut names: Vec<String> = match names {
            Some(names) => {
                let mut texts = Vec::new();
                for (at, name) in vm.collect(&names)?.iter().enumerate() {
                    let name = vm.expect_str(name, &format!("sequence item {at}: expected str instance"))?;
                    texts.push(format!("'{name}'"));
                }
                texts
            }
            None => vec![],
        };
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!(
            "Can't instantiate abstract class {} without an implementation for abstract method{plural} {}",
            class.name(),
            names.join(", ")
        );
        return Err(vm.type_error(&message));
    }
    if class.layout().kind != Kind::Instance {
        let base = vm.native_base_of(class).map_or_else(|| class.shown_name(), |(base, _)| base.shown_name());
        let name = class.shown_name();
        return Err(vm.type_error(&format!("object.__new__({name}) is not safe, use {base}.__new__()")));
    }
    Ok(Ref::<R, Instance<R>>::of(vm, class).into_value())
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, positional, keywords] = arguments else {
        return Err(vm.system_error("type.__call__ takes a class"));
    };
    let Some(class) = class.as_ref::<Class<R>>() else {
        return Err(vm.type_error("type.__call__ needs a class"));
    };
    let class = class.clone();
    let (mut all, mut names) = (vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec), vec![]);
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, key, value) in vm.dict_entries(keywords) {
            names.push(key);
            all.push(value);
        }
    }
    construct_type(vm, &class, &all, &names)
}

fn handle<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Class<R>>> {
    match value.as_ref::<Class<R>>() {
        Some(class) => Ok(class),
        None => Err(vm.type_error("a class is needed")),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = &arguments[0];
    let (module, qualname) = (get_module(vm, class)?, get_qualname(vm, class)?);
    let qualname = vm.as_str(&qualname).unwrap_or("?");
    let text = match vm.as_str(&module) {
        Some(module) if module != "builtins" => format!("<class '{module}.{qualname}'>"),
        _ => format!("<class '{qualname}'>"),
    };
    Ok(vm.new_string(text))
}

fn instance_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.is_instance_default(&arguments[1], &arguments[0]).map(Value::bool)
}

fn subclass_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.is_subclass_default(&arguments[1], &arguments[0]).map(Value::bool)
}

fn prepare<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_dict().into_value())
}

fn init<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

/// Where instances keep their attributes or weak references: 0 says that they have none, and -1 that they have, which is
/// all that can be said where neither has one place.
fn offset<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, flag: ClassFlags) -> Return<R> {
    let Some(class) = class.as_ref::<Class<R>>() else { return Err(vm.type_error("a class is needed")) };
    Ok(Value::small_int(-i64::from(class.flags().has(flag))))
}

/// The bytes of an item of instances that differ in size, as they are in CPython: it is asked for to tell such classes from others.
fn item_size<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let class = handle(vm, class)?.clone();
    let types = vm.types();
    let memory = vm.class_of_payload::<MemoryView<R>>();
    let sizes = [
        (&types.int, 4),
        (&types.tuple, 8),
        (&types.bytes, 1),
        (&types.type_, 40),
        (&types.code, 2),
        (&types.frame, 8),
        (&types.generator, 8),
        (&types.coroutine, 8),
        (&types.async_generator, 8),
        (&memory, 8),
    ];
    let found = sizes.into_iter().find(|(base, _)| vm.is_subclass(&class, base));
    Ok(Value::small_int(found.map_or(0, |(_, size)| size)))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().type_.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, object_or_name=None, bases=None, dict=None, /, **kwds)", new)
        .method("__init__(self, *args, **kwds)", init)
        .method("__call__(self, *args, **kwargs)", call)
        .methods(&[
            ("__setattr__(self, name, value, /)", super::object::set_attribute),
            ("__delattr__(self, name, /)", super::object::delete_attribute),
        ])
        .method("mro(self, /)", mro)
        .method("__subclasses__(self, /)", subclasses)
        .method("__repr__(self, /)", repr)
        .method("__instancecheck__(self, instance, /)", instance_check)
        .method("__subclasscheck__(self, subclass, /)", subclass_check)
        .class_method("__prepare__(cls, *args, **kwds)", prepare)
        .getset("__name__", get_name, Some(set_name))
        .getset("__qualname__", get_qualname, Some(set_qualname))
        .getset("__module__", get_module, Some(set_module))
        .getset("__doc__", get_doc, Some(|vm, class, value| set_own(vm, class, Special::Doc, value)))
        .getset("__abstractmethods__", get_abstract, Some(set_abstract))
        .getset("__bases__", get_bases, Some(set_bases))
        .getter("__text_signature__", text_signature)
        .getter("__base__", get_base)
        .getter("__dict__", super::object::get_dict)
        .getter("__mro__", get_mro)
        .getter("__flags__", get_flags)
        .getter("__dictoffset__", |vm, class| offset(vm, class, ClassFlags::ATTRIBUTES))
        .getter("__itemsize__", item_size)
        .getter("__weakrefoffset__", |vm, class| offset(vm, class, ClassFlags::WEAKLY_REFERENCED))
        .finish();
}

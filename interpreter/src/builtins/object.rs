//! `object`.

use crate::documentation::docstring_of_instance;
use crate::function::Module;
use crate::mapping_proxy::MappingProxy;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Instance, Kind, Ref, Runtime, Special, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, positional, keywords] = arguments else {
        return Err(vm.system_error("object.__new__ takes a class"));
    };
    let class: Ref<R, Class<R>> = match class.clone().downcast() {
        Ok(class) => class,
        Err(_) => return Err(vm.type_error("object.__new__(X): X is not a type object")),
    };
    let given = vm.as_tuple(positional).is_some_and(|items| !items.is_empty()) || keywords.given().is_some();
    if given {
        let own_new = class.special(vm, Special::New).is_some_and(|new| new.is(vm.shared.object_new()));
        if !own_new {
            return Err(
                vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
            );
        }
        let init = Special::Init.name::<R>(vm).clone();
        let own_init =
            class.lookup_with_owner(vm, &init).is_some_and(|(_, owner)| owner + 1 < class.mro().len());
        if !own_init {
            let message = format!("{}() takes no arguments", class.shown_name());
            return Err(vm.type_error(&message));
        }
    }
    super::type_::new_instance(vm, &class)
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, keywords] = arguments else { return Ok(Value::NONE) };
    let given = vm.as_tuple(positional).is_some_and(|items| !items.is_empty()) || keywords.given().is_some();
    if given {
        let class = vm.class_of(receiver);
        let plain_new = class.special(vm, Special::New).is_some_and(|new| new.is(vm.shared.object_new()));
        let init = Special::Init.name::<R>(vm).clone();
        let own_init =
            class.lookup_with_owner(vm, &init).is_some_and(|(_, owner)| owner + 1 < class.mro().len());
        if own_init || plain_new {
            let message = if own_init {
                "object.__init__() takes exactly one argument (the instance to initialize)".to_owned()
            } else {
                let name = class.shown_name();
                format!("{name}.__init__() takes exactly one argument (the instance to initialize)")
            };
            return Err(vm.type_error(&message));
        }
    }
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    match value.word() {
        object_model::Word::NONE => return Ok(vm.new_str("None")),
        object_model::Word::NOT_IMPLEMENTED => return Ok(vm.new_str("NotImplemented")),
        object_model::Word::ELLIPSIS => return Ok(vm.new_str("Ellipsis")),
        _ => {}
    }
    let class = vm.class_of(value).into_value();
    let module = vm.find_attr_str(&class, "__module__")?;
    let qualname = vm.find_attr_str(&class, "__qualname__")?;
    let name = qualname.as_ref().and_then(|name| vm.as_str(name)).unwrap_or("object");
    let text = match module.as_ref().and_then(|module| vm.as_str(module)) {
        Some(module) if module != "builtins" => {
            format!("<{module}.{name} object at {:#x}>", value.word().bits())
        }
        _ => format!("<{name} object at {:#x}>", value.word().bits()),
    };
    Ok(vm.new_string(text))
}

fn str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // Whoever asked for the text checks that it is one.
    match vm.call_special(&arguments[0], Special::Repr, &[])? {
        Some(text) => Ok(text),
        None => Ok(vm.repr(&arguments[0])?.into_value()),
    }
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = vm.expect_str(&arguments[1], "__format__() argument must be str")?;
    if !spec.is_empty() {
        let class = vm.class_of(&arguments[0]);
        let name = class.shown_name();
        let message = format!("unsupported format string passed to {name}.__format__");
        return Err(vm.type_error(&message));
    }
    Ok(vm.str(&arguments[0])?.into_value())
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_int(identity_hash(&arguments[0])))
}

/// The hash of an object that is equal to itself alone.
pub(crate) fn identity_hash<R: Runtime>(value: &Value<R>) -> i64 {
    (value.word().bits() >> 4) as i64
}

fn eq<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(if arguments[0].is(&arguments[1]) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.call_special(&arguments[0], Special::Eq, &arguments[1..])? {
        Some(result) if result.word() != object_model::Word::NOT_IMPLEMENTED => {
            let equal = vm.truth(&result)?;
            Ok(Value::bool(!equal))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn order<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NOT_IMPLEMENTED)
}

pub(super) fn getattribute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_handle(&arguments[1])?;
    let name = vm.shared.world.names.intern_str(vm, &name);
    match vm.find_attr_default(&arguments[0], &name)? {
        Some(value) => Ok(value),
        None => {
            let text = name.as_str().to_owned();
            Err(vm.no_attribute(&arguments[0], &text))
        }
    }
}

/// TypeError if what is called by name must not pass by the class's own way to do it: classes have one.
fn check_applies<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R, ()> {
    if value.as_ref::<Class<R>>().is_none() {
        return Ok(());
    }
    let message = format!("can't apply this {name} to {} object", vm.class_ref(value).shown_name());
    Err(vm.type_error(&message))
}

fn setattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_applies(vm, &arguments[0], "__setattr__")?;
    set_attribute(vm, arguments)
}

/// `type.__setattr__`, and `object.__setattr__` of what is no class.
pub(super) fn set_attribute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_handle(&arguments[1])?;
    vm.set_attr_default(&arguments[0], &name, arguments[2].clone())?;
    Ok(Value::NONE)
}

fn delattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_applies(vm, &arguments[0], "__delattr__")?;
    delete_attribute(vm, arguments)
}

/// `type.__delattr__`, and `object.__delattr__` of what is no class.
pub(super) fn delete_attribute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_handle(&arguments[1])?;
    vm.set_attr_default(&arguments[0], &name, Value::UNBOUND)?;
    Ok(Value::NONE)
}

fn get_class<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(vm.shown_class_of(value))
}

pub(super) fn get_dict<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    if let Some(class) = value.as_ref::<Class<R>>() {
        let namespace = class.namespace().value().clone();
        return Ok(vm.new_object(MappingProxy(namespace)));
    }
    if let Some(module) = value.as_ref::<Module<R>>() {
        vm.document_module(value);
        return Ok(module.namespace());
    }
    let flags = vm.class_ref(value).flags();
    let hidden = flags.has(ClassFlags::HEAP) && !flags.has(ClassFlags::ATTRIBUTES);
    match vm.attribute_dict(value, true).filter(|_| !hidden) {
        Some(dict) => Ok(dict.into_value()),
        None => Err(vm.no_attribute(value, "__dict__")),
    }
}

pub(super) fn set_dict<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if value.as_ref::<Class<R>>().is_some() || value.as_ref::<Module<R>>().is_some() {
        let message = format!("attribute '__dict__' of '{}' objects is not writable", vm.type_name(value));
        return Err(vm.attribute_error(value, "__dict__", &message));
    }
    let flags = vm.class_ref(value).flags();
    if !flags.has(ClassFlags::ATTRIBUTES) {
        return Err(vm.no_dict_for(value, "__dict__"));
    }
    let deleted = new.is_unbound() && flags.has(ClassFlags::HEAP);
    let new = if deleted { vm.new_dict().into_value() } else { new };
    let Some(dict) = new.as_ref::<object_model::Dict<R>>() else {
        let message = match new.is_unbound() {
            true => "cannot delete __dict__".to_owned(),
            false => format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(&new)),
        };
        return Err(vm.type_error(&message));
    };
    if vm.replace_attribute_dict(value, dict) { Ok(()) } else { Err(vm.no_dict_for(value, "__dict__")) }
}

fn set_class<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let Some(class) = new.as_ref::<Class<R>>() else {
        let message = format!("__class__ must be set to a class, not '{}' object", vm.type_name(&new));
        return Err(vm.type_error(&message));
    };
    vm.audit_setting(value, "__class__", &new)?;
    let own = vm.class_of(value);
    let module = class.layout().kind == Kind::Module && value.as_ref::<Module<R>>().is_some();
    let both_can_change = own.flags().has(ClassFlags::HEAP) && class.flags().has(ClassFlags::HEAP);
    let group = class.value().is(vm.exceptions().exception_group.value());
    if group && own.flags().has(ClassFlags::HEAP) && !super::type_::same_layout(&own, class) {
        return Err(super::type_::unlike(vm, &own, class, "__class__", "object layout"));
    }
    if !module && !both_can_change {
        let message = "__class__ assignment only supported for mutable types or ModuleType subclasses";
        return Err(vm.type_error(message));
    }
    if !module {
        super::type_::check_likeness(vm, &own, class, "__class__")?;
        if !super::type_::same_layout(&own, class) {
            return Err(super::type_::unlike(vm, &own, class, "__class__", "object layout"));
        }
    }
    let before = vm.descriptor_of(&own);
    if let Some(instance) = value.as_ref::<Instance<R>>() {
        // The attributes go into a dict, whose shape exists in every class.
        if vm.hold_in_dict(instance).is_none() {
            return Err(super::type_::unlike(vm, &own, class, "__class__", "object layout"));
        }
        vm.immortalize(class.value());
        vm.immortalize(own.value());
        let _locked = vm.lock(instance);
        instance.head().set_shape(class.dict_shape());
    } else {
        // What a lock guards here is told by the layout, which stays; what the class was stays readable for who has just looked.
        vm.immortalize(class.value());
        vm.immortalize(own.value());
        value.header().expect("it is an object").set_shape(class.root_shape());
    }
    if vm.descriptor_of(class) != before {
        vm.descriptors_changed();
    }
    if let Some(changed) = value.as_ref::<Class<R>>() {
        // What was found on it may be its metaclass's from now on, or no longer.
        changed.changed(vm);
    }
    Ok(())
}

fn dir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let names = vm.new_set();
    let class = value.as_ref::<Class<R>>().cloned().unwrap_or_else(|| vm.class_of(value));
    let hidden = vm.intern("__dict__");
    let (flags, layout) = (class.flags(), class.layout());
    let has_dict =
        flags.has(ClassFlags::ATTRIBUTES) || (!flags.has(ClassFlags::HEAP) && layout.attributes != 0);
    let root = vm.types().object.value().clone();
    // The bases of the bases, whatever order a metaclass makes of them.
    let mut classes = vec![class];
    let mut next = 0;
    while let Some(class) = classes.get(next).cloned() {
        next += 1;
        let namespace = class.namespace().clone();
        for (hash, name, _) in vm.dict_entries(&namespace) {
            // Every class has the descriptor here, from `object`.
            if has_dict || !class.value().is(&root) || !name.is(hidden.value()) {
                vm.set_add_hashed(&names, hash, name)?;
            }
        }
        let bases = class.bases();
        for base in vm.as_tuple(&bases).unwrap_or_default().iter().filter_map(Value::as_ref::<Class<R>>) {
            if !classes.iter().any(|known| known.value().is(base.value())) {
                classes.push(base.clone());
            }
        }
    }
    if value.as_ref::<Class<R>>().is_none()
        && let Some(dict) = super::evaluate::missing_as_none(vm, |vm| vm.find_attr_str(value, "__dict__"))?
        && let Some(dict) = dict.as_ref::<object_model::Dict<R>>()
    {
        for (hash, name, _) in vm.dict_entries(dict) {
            vm.set_add_hashed(&names, hash, name)?;
        }
    }
    let names = vm.set_members(&names).into_iter().map(|(_, name)| name).collect();
    vm.new_list(names)
}

fn init_subclass<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].given().is_some() {
        let name = arguments[0].as_ref::<Class<R>>().map_or("object".into(), |class| class.name());
        return Err(vm.type_error(&format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::NONE)
}

fn subclass_hook<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NOT_IMPLEMENTED)
}

fn sizeof<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = vm.size_of(&arguments[0]);
    Ok(vm.new_usize(size))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().object.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, *args, **kwargs)", init),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", str),
            ("__format__(self, format_spec, /)", format),
            ("__hash__(self, /)", hash),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", order),
            ("__le__(self, value, /)", order),
            ("__gt__(self, value, /)", order),
            ("__ge__(self, value, /)", order),
            ("__getattribute__(self, name, /)", getattribute),
            ("__setattr__(self, name, value, /)", setattr),
            ("__delattr__(self, name, /)", delattr),
            ("__dir__(self, /)", dir),
            ("__sizeof__(self, /)", sizeof),
        ])
        .class_method("__init_subclass__(cls, /, **kwargs)", init_subclass)
        .class_method("__subclasshook__(cls, object, /)", subclass_hook)
        .getset("__class__", get_class, Some(set_class))
        .getset("__dict__", get_dict, Some(set_dict))
        .fallback("__doc__", docstring_of_instance)
        .finish();
    let names = [Special::New, Special::Hash].map(|special| special.name::<R>(vm).clone());
    let [new, hash] = names.map(|name| class.lookup(vm, &name));
    if let (Some(new), Some(hash)) = (new, hash) {
        vm.shared.set_object_methods(&new, &hash);
    }
}

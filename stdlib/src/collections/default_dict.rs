//! `defaultdict`: a dict that makes what is missing.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Dict, Kind, Object, Payload, Runtime, Slot, Value, Word};

/// The payload of `defaultdict`: a dict with a factory behind it, so that every dict operation applies.
#[repr(C)]
struct DefaultDict<R: Runtime> {
    dict: Dict<R>,
    attributes: Slot,
    factory: Slot,
}

impl<R: Runtime> Drop for DefaultDict<R> {
    fn drop(&mut self) {
        for slot in [&self.attributes, &self.factory] {
            // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
            drop(unsafe { Value::<R>::from_owned(slot.swap(Word::UNBOUND)) });
        }
    }
}

// SAFETY: the dict answers for itself; the rest are slots.
unsafe impl<R: Runtime> Payload<R> for DefaultDict<R> {
    const KIND: Kind = Kind::Dict;
    const NAME: &'static str = "defaultdict";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.dict.children(visit);
        Value::with_borrowed(self.attributes.load(), visit);
        Value::with_borrowed(self.factory.load(), visit);
    }
    fn held(&self) -> usize {
        self.dict.held()
    }
    const ATTRIBUTES: usize =
        std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes);
}

/// The defaultdict's own payload; its kind is that of every dict.
fn default_dict<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a DefaultDict<R>> {
    let header = value.header().filter(|header| header.layout().begins_with::<DefaultDict<R>>());
    match header {
        Some(header) => {
            // SAFETY: the layout says that the payload is a `DefaultDict`, and the value keeps it alive.
            Ok(unsafe { &(*std::ptr::from_ref(header).cast::<Object<R, DefaultDict<R>>>()).payload })
        }
        None => Err(vm.type_error("a defaultdict is needed")),
    }
}

fn default_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let payload = DefaultDict {
        dict: Dict::new(),
        attributes: Slot::new(Word::UNBOUND),
        factory: Slot::new(Word::NONE),
    };
    Ok(object_model::make::object(vm, class.root_shape(), payload).into_value())
}

fn set_factory<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, factory: Value<R>) -> Return<R, ()> {
    let payload = default_dict(vm, value)?;
    let factory = if factory.is_unbound() { Value::NONE } else { factory };
    // SAFETY: the old factory is taken out of the slot.
    let old = unsafe { Value::<R>::from_owned(payload.factory.swap(factory.into_word())) };
    // Another thread may be reading it without a lock.
    if old.word().is_object() {
        vm.immortalize(&old);
    }
    Ok(())
}

fn get_factory<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let payload = default_dict(vm, value)?;
    // SAFETY: a factory that is replaced stays alive.
    Ok(unsafe { Value::from_borrowed(payload.factory.load()) })
}

fn default_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, keywords] = arguments else { return Ok(Value::NONE) };
    let positional = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    if let Some(factory) = positional.first() {
        if !factory.is_none() && !vm.is_callable(factory) {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        set_factory(vm, receiver, factory.clone())?;
    }
    if positional.len() > 2 {
        let message = format!("dict expected at most 1 argument, got {}", positional.len() - 1);
        return Err(vm.type_error(&message));
    }
    let Some(dict) = receiver.as_ref::<Dict<R>>() else { return Ok(Value::NONE) };
    if let Some(source) = positional.get(1) {
        vm.dict_update(dict, source)?;
    }
    if keywords.given().is_some() {
        vm.dict_update(dict, keywords)?;
    }
    Ok(Value::NONE)
}

fn missing<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    if factory.is_none() {
        return Err(vm.key_error(&arguments[1]));
    }
    let value = vm.call(&factory, &[])?;
    let Some(dict) = arguments[0].as_ref::<Dict<R>>() else {
        return Err(vm.type_error("a defaultdict is needed"));
    };
    // The factory, or another thread, may have put one there meanwhile: that stays.
    vm.dict_set_default(dict, arguments[1].clone(), value)
}

fn default_getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(dict) = arguments[0].as_ref::<Dict<R>>() else {
        return Err(vm.type_error("a defaultdict is needed"));
    };
    match vm.dict_get(dict, &arguments[1])? {
        Some(value) => Ok(value),
        None => match vm.call_special(&arguments[0], object_model::Special::Missing, &arguments[1..2])? {
            Some(value) => Ok(value),
            None => Err(vm.key_error(&arguments[1])),
        },
    }
}

fn default_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let factory =
        vm.guarded_repr(&factory, |vm| vm.repr_string(&factory))?.unwrap_or_else(|| "...".to_owned());
    let copy = vm.new_dict();
    vm.dict_update(&copy, &arguments[0])?;
    let dict = vm
        .guarded_repr(&arguments[0], |vm| vm.repr_string(copy.value()))?
        .unwrap_or_else(|| "{...}".to_owned());
    let name = vm.class_ref(&arguments[0]).name();
    Ok(vm.new_string(format!("{name}({factory}, {dict})")))
}

fn default_copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    vm.call(&class, &[factory, arguments[0].clone()])
}

fn default_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let factory = if factory.is_none() { vm.new_tuple(vec![]) } else { vm.new_tuple(vec![factory]) };
    let class = vm.class_of(&arguments[0]).into_value();
    let items = vm.call_method(&arguments[0], "items", &[])?;
    let items = vm.iter(&items)?;
    Ok(vm.new_tuple(vec![class, factory, Value::NONE, Value::NONE, items]))
}

fn default_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Dict<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let copy = default_copy(vm, &arguments[..1])?;
    if let Some(dict) = copy.as_ref::<Dict<R>>() {
        vm.dict_update(dict, &arguments[1])?;
    }
    Ok(copy)
}

fn default_ror<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Dict<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let factory = get_factory(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let made = vm.call(&class, &[factory, arguments[1].clone()])?;
    if let Some(dict) = made.as_ref::<Dict<R>>() {
        vm.dict_update(dict, &arguments[0])?;
    }
    Ok(made)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let dict = vm.types().dict.clone();
    let default = ClassBuilder::new::<DefaultDict<R>>(vm, "collections", "defaultdict", Some(&dict))
        .constructor("__new__(cls, *args, **kwargs)", default_new)
        .methods(&[
            ("__init__(self, *args, **kwargs)", default_init),
            ("__missing__(self, object, /)", missing),
            ("__getitem__(self, key, /)", default_getitem),
            ("__repr__(self, /)", default_repr),
            ("copy(self, /)", default_copy),
            ("__copy__(self, /)", default_copy),
            ("__reduce__(self, /)", default_reduce),
            ("__or__(self, value, /)", default_or),
            ("__ror__(self, value, /)", default_ror),
        ])
        .getset("default_factory", get_factory, Some(set_factory))
        .finish();
    vm.module_set(module, "defaultdict", default.into_value());
}

//! What `copy` and `pickle` ask of every object: `object.__reduce_ex__`, `__reduce__` and `__getstate__`.

use crate::builtins::memoryview::MemoryView;
use crate::function::LoadedCode;
use crate::native::GetSet;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Instance, Kind, List, Ref, Runtime, Special, Str, Value, make};

/// The names in the `__slots__` of a class and its bases.
fn slots<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R, Vec<Ref<R, Str<R>>>> {
    let mut slots = vec![];
    let key = vm.intern("__slots__");
    for base in class.mro().to_vec() {
        let Some(base) = base.as_ref::<Class<R>>() else { continue };
        if !base.flags().has(ClassFlags::MEMBERS) {
            continue;
        }
        let namespace = base.namespace().clone();
        let Some(names) = vm.dict_get_str(&namespace, &key) else { continue };
        let names = if vm.as_str(&names).is_some() { vec![names] } else { vm.collect(&names)? };
        if slots.try_reserve(names.len()).is_err() {
            return Err(vm.memory_error());
        }
        let texts = names.iter().filter_map(|name| vm.as_str(name));
        let named = texts.filter(|text| !matches!(*text, "__dict__" | "__weakref__"));
        slots.extend(named.map(|text| vm.intern(&compiler::mangled(&base.name(), text))));
    }
    Ok(slots)
}

/// A copy of the attributes of an object whose class keeps no others.
fn plain_attributes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Option<Ref<R, Dict<R>>> {
    let attributes = {
        let locked = vm.lock(value.as_ref::<Instance<R>>()?);
        if locked.dict().is_some() {
            return None;
        }
        locked.attributes()
    };
    make::dict_of_names(vm, attributes).inspect_err(|_| vm.note_shortage()).ok()
}

/// Whether a class leaves a special method or attribute to `object`.
fn leaves<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, special: Special) -> bool {
    let object = vm.types().object.clone();
    let (own, base) = (class.special(vm, special), object.special(vm, special));
    own.zip(base).is_some_and(|(own, base)| own.is(&base))
}

/// Whether a class's `__dict__` is what its instances are given by the system, and it asks nobody else for attributes.
fn has_plain_dict<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> bool {
    class.special(vm, Special::Dict).is_some_and(|dict| dict.as_ref::<GetSet<R>>().is_some())
        && class.special(vm, Special::Getattribute).is_none_or(|method| vm.is_default_accessor(&method))
}

/// The attributes of an object: its dict (None if it is empty or there is none), or a pair of it and a dict of what is
/// in `__slots__`.
fn state<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = vm.class_of(value);
    let has_members = class.flags().has(ClassFlags::MEMBERS);
    if !has_members
        && has_plain_dict(vm, &class)
        && let Some(attributes) = plain_attributes(vm, value)
    {
        return Ok(if attributes.is_empty() { Value::NONE } else { attributes.into_value() });
    }
    let mut attributes = Value::NONE;
    let slots = if has_members { slots(vm, &class)? } else { vec![] };
    if class.flags().has(ClassFlags::ATTRIBUTES)
        && let Some(dict) = vm.find_attr_str(value, "__dict__")?
        && let Some(dict) = dict.as_ref::<Dict<R>>()
        && !dict.is_empty()
    {
        let copy = vm.new_dict();
        vm.dict_update(&copy, dict.value())?;
        if value.as_ref::<Instance<R>>().is_none() {
            for name in &slots {
                vm.dict_remove(&copy, name.value())?;
            }
        }
        if !copy.is_empty() {
            attributes = copy.into_value();
        }
    }
    let held = vm.new_dict();
    for name in slots {
        if let Some(found) = vm.find_attr(value, &name)? {
            vm.dict_set_str(&held, &name, found);
        }
    }
    if held.is_empty() {
        return Ok(attributes);
    }
    Ok(vm.new_tuple(vec![attributes, held.into_value()]))
}

impl<R: Runtime> Vm<R> {
    /// The state of an instance of whose class `object.__reduce_ex__` has nothing to say but how it is called. None if it,
    /// or its class, has to be asked.
    pub fn plain_state(&mut self, value: &Value<R>) -> Return<R, Option<Value<R>>> {
        if value.as_ref::<Instance<R>>().is_none() {
            return Ok(None);
        }
        let class = self.class_of(value);
        for special in [Special::ReduceEx, Special::Reduce, Special::Getstate, Special::Class] {
            if !leaves(self, &class, special) {
                return Ok(None);
            }
        }
        if !has_plain_dict(self, &class) {
            return Ok(None);
        }
        for special in [Special::ReduceEx, Special::Getstate] {
            let name = special.name::<R>(self).clone();
            if self.own_attribute(value, &name).is_some() {
                return Ok(None);
            }
        }
        for name in ["__getnewargs_ex__", "__getnewargs__"] {
            let name = self.intern(name);
            if class.lookup(self, &name).is_some() {
                return Ok(None);
            }
        }
        state(self, value).map(Some)
    }

    /// The attributes of an object as its state has them: a dict, or None if there are none.
    pub fn attributes_state(&mut self, value: &Value<R>) -> Return<R> {
        state(self, value)
    }

    /// `object.__dict__.update(attributes)`, with names interned.
    pub fn update_attributes(&mut self, object: &Value<R>, attributes: &Ref<R, Dict<R>>) -> Return<R, ()> {
        let class = self.class_of(object);
        let flags = class.flags();
        let instance = object.as_ref::<Instance<R>>().filter(|_| {
            flags.has(ClassFlags::ATTRIBUTES)
                && !flags.has(ClassFlags::MEMBERS)
                && has_plain_dict(self, &class)
        });
        let mut dict = None;
        for (_, name, value) in self.dict_entries(attributes) {
            let text = name.as_ref::<Str<R>>().filter(|text| !text.head().shape().is_heap());
            let interned = text.map(|text| self.shared.world.names.intern_str(self, text));
            if let (Some(instance), Some(name)) = (instance, &interned) {
                self.set_own_attribute(instance, name, value)?;
                continue;
            }
            let dict = match &dict {
                Some(dict) => dict,
                None => dict.insert(self.get_attr_str(object, "__dict__")?),
            };
            let name = interned.map_or(name, Ref::into_value);
            self.set_item(dict, &name, value)?;
        }
        Ok(())
    }
}

fn get_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    state(vm, &arguments[0])
}

/// A method that the class of an object has.
fn class_method<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R, Option<Value<R>>> {
    let (class, name) = (vm.class_of(value), vm.intern(name));
    match class.lookup(vm, &name) {
        Some(found) => vm.descriptor_get(&found, value, class.value()).map(Some),
        None => Ok(None),
    }
}

/// Arguments for `__new__`: a tuple, and a dict of those by name.
fn new_arguments<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<(Value<R>, Value<R>)>> {
    if let Some(function) = class_method(vm, value, "__getnewargs_ex__")? {
        let answer = vm.call(&function, &[])?;
        let Some([args, named]) = vm.as_tuple(&answer) else {
            let message = match vm.as_tuple(&answer) {
                Some(parts) => {
                    format!("__getnewargs_ex__ should return a tuple of length 2, not {}", parts.len())
                }
                None => {
                    format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(&answer))
                }
            };
            return Err(vm.type_error(&message));
        };
        for (part, is_right, which, wanted) in [
            (args, vm.as_tuple(args).is_some(), "first", "a tuple"),
            (named, named.as_ref::<Dict<R>>().is_some(), "second", "a dict"),
        ] {
            if !is_right {
                let message = format!(
                    "{which} item of the tuple returned by __getnewargs_ex__ must be {wanted}, not '{}'",
                    vm.type_name(part)
                );
                return Err(vm.type_error(&message));
            }
        }
        return Ok(Some((args.clone(), named.clone())));
    }
    if let Some(function) = class_method(vm, value, "__getnewargs__")? {
        let answer = vm.call(&function, &[])?;
        if vm.as_tuple(&answer).is_none() {
            let message = format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(&answer));
            return Err(vm.type_error(&message));
        }
        return Ok(Some((answer, Value::NONE)));
    }
    Ok(None)
}

fn reduce_new<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = vm.class_of(value);
    let given = new_arguments(vm, value)?;
    let kind = class.layout().kind;
    let plain = matches!(kind, Kind::Instance | Kind::List | Kind::Dict | Kind::Set | Kind::Exception);
    // What a built-in class keeps cannot be told from outside, unless it tells itself.
    if given.is_none() && !plain && leaves(vm, &class, Special::Getstate) {
        let of_several =
            value.as_ref::<MemoryView<R>>().is_some() || value.as_ref::<LoadedCode<R>>().is_some();
        let message = match of_several {
            true => format!("cannot pickle {} objects", class.shown_name()),
            false => format!("cannot pickle '{}' object", class.shown_name()),
        };
        return Err(vm.type_error(&message));
    }
    let (args, named) = given.unwrap_or((Value::NONE, Value::NONE));
    let copyreg = vm.import_module("copyreg")?;
    let by_name = named.as_ref::<Dict<R>>().is_some_and(|named| !named.is_empty());
    let (function, args) = if by_name {
        (vm.get_attr_str(&copyreg, "__newobj_ex__")?, vec![class.value().clone(), args, named])
    } else {
        let mut all = vec![class.value().clone()];
        all.extend_from_slice(vm.as_tuple(&args).unwrap_or_default());
        (vm.get_attr_str(&copyreg, "__newobj__")?, all)
    };
    let args = vm.new_tuple(args);
    let state = vm.call_method(value, "__getstate__", &[])?;
    let list_items = match value.as_ref::<List<R>>() {
        Some(_) => vm.iter(value)?,
        None => Value::NONE,
    };
    let dict_items = match value.as_ref::<Dict<R>>() {
        Some(_) => {
            let items = vm.call_method(value, "items", &[])?;
            vm.iter(&items)?
        }
        None => Value::NONE,
    };
    Ok(vm.new_tuple(vec![function, args, state, list_items, dict_items]))
}

/// Whether the class has a method of this name that is not `object`'s.
fn overrides<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> bool {
    let name = vm.intern(name);
    let object = vm.types().object.clone();
    let (own, base) = (vm.class_of(value).lookup(vm, &name), object.lookup(vm, &name));
    match (own, base) {
        (Some(own), Some(base)) => !own.is(&base),
        _ => false,
    }
}

fn reduce_ex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, protocol] = arguments else { return Err(vm.system_error("__reduce_ex__ takes a protocol")) };
    if overrides(vm, value, "__reduce__") {
        return vm.call_method(value, "__reduce__", &[]);
    }
    if vm.index(protocol)? >= 2 {
        return reduce_new(vm, value);
    }
    reduce_old(vm, value, protocol)
}

fn reduce_old<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: &Value<R>) -> Return<R> {
    let copyreg = vm.import_module("copyreg")?;
    let function = vm.get_attr_str(&copyreg, "_reduce_ex")?;
    vm.call(&function, &[value.clone(), protocol.clone()])
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    reduce_old(vm, &arguments[0], &Value::small_int(0))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().object.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__reduce_ex__(self, protocol, /)", reduce_ex),
            ("__reduce__(self, /)", reduce),
            ("__getstate__(self, /)", get_state),
        ])
        .finish();
    let types = vm.types();
    let (ellipsis, not_implemented) = (types.ellipsis.clone(), types.not_implemented.clone());
    ClassBuilder::extend(vm, &ellipsis)
        .method("__reduce__(self, /)", |vm, _| Ok(vm.intern("Ellipsis").into_value()))
        .finish();
    ClassBuilder::extend(vm, &not_implemented)
        .method("__reduce__(self, /)", |vm, _| Ok(vm.intern("NotImplemented").into_value()))
        .finish();
}

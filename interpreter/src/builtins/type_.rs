//! Classes: making them, calling them.

use crate::attribute::{ClassMethod, Member, StaticMethod};
use crate::function::Function;
use crate::native::{GetSet, Native};
use crate::raised::{Raised, Return};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{
    Class, ClassFlags, ClassParts, Dict, Instance, Kind, Ref, Runtime, Special, Tuple, Value, Weak, make,
};

/// Calls a class: `type.__call__`.
pub fn construct_type<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    arguments: &[Value<R>],
    keywords: &[Value<R>],
) -> Return<R> {
    if class.value().is(vm.types().type_.value()) && arguments.len() == 1 && keywords.is_empty() {
        return Ok(vm.class_of(&arguments[0]).into_value());
    }
    if !class.flags().has(ClassFlags::HEAP)
        && keywords.is_empty()
        && let Some(made) = super::construct::construct_container(vm, class, arguments)
    {
        return made;
    }
    let Some(new) = class.special(vm, Special::New).filter(|_| !class.flags().has(ClassFlags::NOT_CALLABLE))
    else {
        let module = get_module(vm, class.value())?;
        let place = match vm.as_str(&module) {
            Some(module) if module != "builtins" && !class.flags().has(ClassFlags::HEAP) => {
                format!("{module}.")
            }
            _ => String::new(),
        };
        return Err(vm.type_error(&format!("cannot create '{place}{}' instances", class.name())));
    };
    let init = class.special(vm, Special::Init);
    let plain_new = new.is(vm.shared.object_new());
    let instance = if plain_new {
        let object = vm.types().object.value().clone();
        let plain_init = init
            .as_ref()
            .is_none_or(|init| init.as_ref::<Native<R>>().is_some_and(|native| native.owner.is(&object)));
        if plain_init && !(arguments.is_empty() && keywords.is_empty()) {
            let message = format!("{}() takes no arguments", class.name());
            return Err(vm.type_error(&message));
        }
        new_instance(vm, class)?
    } else {
        let new = match new.as_ref::<StaticMethod<R>>() {
            Some(method) => method.0.clone(),
            None => new,
        };
        let mut all = Vec::with_capacity(arguments.len() + 1);
        all.push(class.value().clone());
        all.extend_from_slice(arguments);
        vm.call_with(&new, &all, keywords)?
    };
    if !vm.is_instance(&instance, class) {
        return Ok(instance);
    }
    let own = vm.class_of(&instance);
    let Some(init) = own.special(vm, Special::Init) else { return Ok(instance) };
    if let Some(native) = init.as_ref::<Native<R>>()
        && native.owner.is(vm.types().object.value())
    {
        return Ok(instance);
    }
    let mut all = Vec::with_capacity(arguments.len() + 1);
    all.push(instance.clone());
    all.extend_from_slice(arguments);
    let result = if matches!(init.header().map(|header| header.kind()), Some(Kind::Function | Kind::Native)) {
        vm.call_with(&init, &all, keywords)?
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

/// `object.__new__(class)`
pub(crate) fn new_instance<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R> {
    if class.flags().has(ClassFlags::ABSTRACT) {
        let names = vm.find_attr_str(class.value(), "__abstractmethods__")?;
        let mut names: Vec<String> = match names {
            Some(names) => {
                let names = vm.collect(&names)?;
                names.iter().filter_map(|name| vm.as_str(name).map(|name| format!("'{name}'"))).collect()
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
        let message = format!("object.__new__({0}) is not safe, use {0}.__new__()", class.name());
        return Err(vm.type_error(&message));
    }
    Ok(Ref::<R, Instance<R>>::make(vm, class.root_shape(), class.instance_slots().max(1)).into_value())
}

/// C3 linearization of the MROs of the bases.
pub(crate) fn resolution_order<R: Runtime>(
    vm: &mut Vm<R>,
    class: Option<&Value<R>>,
    bases: &[Value<R>],
) -> Return<R, Vec<Value<R>>> {
    if let ([base], Some(class)) = (bases, class)
        && let Some(base) = base.as_ref::<Class<R>>()
    {
        return Ok(std::iter::once(class).chain(base.mro()).cloned().collect());
    }
    let mut sequences: Vec<Vec<Value<R>>> =
        bases.iter().filter_map(|base| base.as_ref::<Class<R>>().map(|base| base.mro().to_vec())).collect();
    sequences.push(bases.to_vec());
    let mut order: Vec<Value<R>> = class.into_iter().cloned().collect();
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        if sequences.is_empty() {
            return Ok(order);
        }
        let next = sequences.iter().map(|sequence| &sequence[0]).find(|candidate| {
            !sequences.iter().any(|sequence| sequence[1..].iter().any(|other| other.is(candidate)))
        });
        let Some(next) = next.cloned() else {
            let mut names: Vec<String> = Vec::new();
            for sequence in &sequences {
                if let Some(class) = sequence[0].as_ref::<Class<R>>() {
                    let name = class.name().to_string();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            let message = format!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            );
            return Err(vm.type_error(&message));
        };
        for sequence in &mut sequences {
            if sequence[0].is(&next) {
                sequence.remove(0);
            }
        }
        order.push(next);
    }
}

/// The most derived metaclass of `meta` and the bases.
fn winning_metaclass<R: Runtime>(
    vm: &mut Vm<R>,
    meta: &Ref<R, Class<R>>,
    bases: &[Value<R>],
) -> Return<R, Ref<R, Class<R>>> {
    let mut winner = meta.clone();
    for base in bases {
        let own = vm.class_of(base);
        if vm.is_subclass(&winner, &own) {
            continue;
        }
        if vm.is_subclass(&own, &winner) {
            winner = own;
            continue;
        }
        let message = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                       metaclasses of all its bases";
        return Err(vm.type_error(message));
    }
    Ok(winner)
}

/// `__build_class__(function, name, *bases, metaclass=None, **keywords)`
pub(crate) fn build_class<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [function, name, originals, keywords] = arguments else {
        return Err(vm.system_error("__build_class__ takes a function and a name"));
    };
    let originals = vm.collect(originals)?;
    let bases = resolve_bases(vm, &originals)?;
    let (mut names, mut values): (Vec<Value<R>>, Vec<Value<R>>) = (vec![], vec![]);
    let mut metaclass = None;
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, key, value) in vm.dict_entries(keywords) {
            if vm.as_str(&key) == Some("metaclass") {
                metaclass = Some(value);
            } else {
                names.push(key);
                values.push(value);
            }
        }
    }
    let meta = match metaclass {
        Some(meta) => match meta.as_ref::<Class<R>>() {
            Some(class) => winning_metaclass(vm, &class.clone(), &bases)?.into_value(),
            None => meta,
        },
        None => {
            let first = match bases.first() {
                Some(base) => vm.class_of(base),
                None => vm.types().type_.clone(),
            };
            winning_metaclass(vm, &first, &bases)?.into_value()
        }
    };
    let bases_tuple = vm.new_tuple(bases.clone());
    let namespace = match vm.find_attr_str(&meta, "__prepare__")? {
        Some(prepare) => {
            let mut all = vec![name.clone(), bases_tuple.clone()];
            all.extend(values.iter().cloned());
            vm.call_with(&prepare, &all, &names)?
        }
        None => vm.new_dict().into_value(),
    };
    if vm.class_of(&namespace).special(vm, Special::Getitem).is_none() {
        let message = format!(
            "{}.__prepare__() must return a mapping, not {}",
            meta.as_ref::<Class<R>>().map_or("<metaclass>".into(), |meta| meta.name()),
            vm.type_name(&namespace)
        );
        return Err(vm.type_error(&message));
    }
    let changed =
        bases.len() != originals.len() || bases.iter().zip(&originals).any(|(base, other)| !base.is(other));
    if changed {
        let key = vm.new_str("__orig_bases__");
        let originals = vm.new_tuple(originals);
        vm.set_item(&namespace, &key, originals)?;
    }
    let cell = vm.run_function_in(function, &namespace)?;
    let mut all = vec![name.clone(), bases_tuple, namespace];
    all.extend(values);
    let class = vm.call_with(&meta, &all, &names)?;
    if cell.as_ref::<crate::function::Cell<R>>().is_some() && class.as_ref::<Class<R>>().is_some() {
        let content = vm.cell_content(&cell);
        if content.is_unbound() {
            let text = vm.as_str(name).unwrap_or_default().to_owned();
            let message = format!(
                "__class__ not set defining '{text}' as {class:?}. Was __classcell__ propagated to type.__new__?"
            );
            return Err(vm.runtime_error(&message));
        }
    }
    if let (Some(class), Some(body)) = (class.as_ref::<Class<R>>(), function.as_ref::<Function<R>>()) {
        finish_body(vm, class, body);
    }
    Ok(class)
}

fn finish_body<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, body: &Ref<R, Function<R>>) {
    // SAFETY: the slot owns its word; the function is alive.
    let code = unsafe { Value::<R>::from_borrowed(body.code.load()) };
    let Some(loaded) = code.as_ref::<crate::function::LoadedCode<R>>() else { return };
    class.want_slots(usize::from(class.instance_slots()) + loaded.code.instance_names.len());
    let namespace = class.namespace().clone();
    let finalizable = |value: &Value<R>| value.shape().is_some_and(object_model::Shape::has_finalizer);
    if !vm.dict_entries(&namespace).iter().any(|(_, _, value)| finalizable(value))
        && loaded.lives_as_long_as_its_module()
    {
        vm.immortalize(class.value());
        vm.immortalize(class.namespace().value());
        vm.immortalize(&class.mro_tuple());
    }
}

/// Replaces bases that are not classes by what their `__mro_entries__` answers.
fn resolve_bases<R: Runtime>(vm: &mut Vm<R>, originals: &[Value<R>]) -> Return<R, Vec<Value<R>>> {
    let mut bases = Vec::with_capacity(originals.len());
    for base in originals {
        if base.as_ref::<Class<R>>().is_some() {
            bases.push(base.clone());
            continue;
        }
        match vm.find_attr_str(base, "__mro_entries__")? {
            Some(entries) => {
                let all = vm.new_tuple(originals.to_vec());
                let replacement = vm.call(&entries, &[all])?;
                match vm.as_tuple(&replacement) {
                    Some(items) => bases.extend_from_slice(items),
                    None => return Err(vm.type_error("__mro_entries__ must return a tuple")),
                }
            }
            None => bases.push(base.clone()),
        }
    }
    Ok(bases)
}

/// `type.__new__(meta, name, bases, namespace, **keywords)`
fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [meta, name, bases, namespace, keywords] = arguments else {
        return Err(vm.system_error("type.__new__ takes a class"));
    };
    // Only `type` itself tells what something is.
    let exact = meta.is(vm.types().type_.value());
    if !exact && namespace.is_unbound() {
        let given = [name, bases].iter().filter(|argument| !argument.is_unbound()).count();
        return Err(vm.type_error(&format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    }
    if bases.is_unbound() {
        return Ok(vm.class_of(name).into_value());
    }
    if namespace.is_unbound() {
        return Err(vm.type_error("type() takes 1 or 3 arguments"));
    }
    let Some(text) = vm.as_str(name).map(str::to_owned) else {
        let message = format!("type.__new__() argument 1 must be str, not {}", vm.type_name(name));
        return Err(vm.type_error(&message));
    };
    let Some(mut bases) = vm.as_tuple(bases).map(<[_]>::to_vec) else {
        let message = format!("type.__new__() argument 2 must be tuple, not {}", vm.type_name(bases));
        return Err(vm.type_error(&message));
    };
    let meta: Ref<R, Class<R>> = match meta.clone().downcast() {
        Ok(meta) => meta,
        Err(_) => return Err(vm.type_error("type.__new__(X): X is not a type object")),
    };
    let winner = winning_metaclass(vm, &meta, &bases)?;
    if !winner.value().is(meta.value()) {
        let winner_new = winner.special(vm, Special::New);
        if let Some(winner_new) = winner_new
            && winner_new.as_ref::<Native<R>>().is_none()
        {
            let positional = vm.new_tuple(arguments[1..4].to_vec());
            let function = match winner_new.as_ref::<StaticMethod<R>>() {
                Some(method) => method.0.clone(),
                None => winner_new,
            };
            return super::call_forwarded(vm, &function, &[winner.value().clone()], &positional, keywords);
        }
    }
    if bases.is_empty() {
        bases.push(vm.types().object.value().clone());
    }
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|other| other.is(base)) {
            let name = base.as_ref::<Class<R>>().map_or("?".into(), |class| class.name());
            return Err(vm.type_error(&format!("duplicate base class {name}")));
        }
    }
    let class = make_class(vm, &winner, &text, &bases, namespace)?;
    call_set_names(vm, &class)?;
    call_init_subclass(vm, &class, keywords)?;
    Ok(class.into_value())
}

/// The base whose layout instances extend.
fn best_base<R: Runtime>(vm: &mut Vm<R>, bases: &[Value<R>]) -> Return<R, Ref<R, Class<R>>> {
    let mut best: Option<Ref<R, Class<R>>> = None;
    for base in bases {
        let Some(class) = base.as_ref::<Class<R>>() else {
            return Err(vm.type_error("bases must be types"));
        };
        if !class.flags().has(ClassFlags::BASE) {
            let message = format!("type '{}' is not an acceptable base type", vm.shown_class_name(class));
            return Err(vm.type_error(&message));
        }
        let better = match &best {
            None => true,
            Some(best) if class.layout().kind == Kind::Instance => {
                let _ = best;
                false
            }
            Some(best) if best.layout().kind == Kind::Instance => true,
            Some(best) if best.layout().type_id == class.layout().type_id => {
                let (one, other) = (solid_base(vm, best), solid_base(vm, class));
                let related = |one: &Ref<R, Class<R>>, other| vm.is_subclass(one, other);
                match (&one, &other) {
                    (Some(one), Some(other)) if one.value().is(other.value()) => {
                        best.layout().attributes == 0 && class.layout().attributes != 0
                    }
                    (Some(one), Some(other)) if related(one, other) => false,
                    (Some(one), Some(other)) if related(other, one) => true,
                    _ => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
                }
            }
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        };
        if better {
            best = Some(class.clone());
        }
    }
    let mut slotted: Option<Ref<R, Class<R>>> = None;
    for base in bases.iter().filter_map(Value::as_ref::<Class<R>>).collect::<Vec<_>>() {
        let Some(one) = slotted_base(vm, base) else { continue };
        match &slotted {
            Some(other) if vm.is_subclass(other, &one) => {}
            Some(other) if !vm.is_subclass(&one, other) => {
                return Err(vm.type_error("multiple bases have instance lay-out conflict"));
            }
            _ => slotted = Some(one),
        }
    }
    best.ok_or_else(|| -> Raised<R> { vm.type_error("a class needs a base") })
}

/// What a class body leaves in its namespace for the class, which then takes it out: names in `__slots__` may be the same.
const TAKEN_OUT: [&str; 3] = ["__qualname__", "__classcell__", "__classdictcell__"];

fn make_class<R: Runtime>(
    vm: &mut Vm<R>,
    meta: &Ref<R, Class<R>>,
    name: &str,
    bases: &[Value<R>],
    namespace: &Value<R>,
) -> Return<R, Ref<R, Class<R>>> {
    let base = best_base(vm, bases)?;
    let own = vm.new_dict();
    vm.dict_update(&own, namespace)?;
    let slots_name = vm.intern("__slots__");
    let slots = vm.dict_get_str(&own, &slots_name);
    let mut flags = ClassFlags::HEAP.with(ClassFlags::BASE);
    let mut slot_hint = 0;
    let mut inherited_attributes = false;
    for base in bases {
        if let Some(base) = base.as_ref::<Class<R>>() {
            flags = flags.with(base.flags().inherited());
            slot_hint = slot_hint.max(base.instance_slots());
            inherited_attributes |= base.flags().has(ClassFlags::ATTRIBUTES);
        }
    }
    let slot_names = match &slots {
        Some(slots) => Some(slot_names(vm, &base, slots)?),
        None => None,
    };
    let wants_dict = slot_names.as_ref().is_none_or(|names| names.iter().any(|name| name == "__dict__"));
    if wants_dict || inherited_attributes {
        flags = flags.with(ClassFlags::ATTRIBUTES);
    }
    let weakly_referenced =
        slot_names.as_ref().is_none_or(|names| names.iter().any(|name| name == "__weakref__"));
    if weakly_referenced {
        flags = flags.with(ClassFlags::WEAKLY_REFERENCED);
    }
    let base_layout = base.layout();
    let layout = match base_layout.extended {
        Some(extended) if base_layout.attributes == 0 => extended(),
        _ => base_layout,
    };
    let own_slots = slot_names.as_ref().map_or(0, Vec::len) as u16;
    if slot_names.iter().flatten().any(|name| name != "__dict__" && name != "__weakref__") {
        flags = flags.with(ClassFlags::MEMBERS);
    }
    let parts = ClassParts {
        name: name.into(),
        bases: vm.new_tuple(bases.to_vec()),
        namespace: own.clone(),
        layout,
        flags,
        // Two at least where there are members: they may have to move into a dict of their own.
        instance_slots: (slot_hint + own_slots).clamp(if flags.has(ClassFlags::MEMBERS) { 2 } else { 1 }, 48),
    };
    let shape_owner = meta.clone();
    let class = make::object_of(vm, &shape_owner, Class::new(parts));
    let order = mro_of(vm, meta, &class, bases)?;
    let order = vm.new_tuple(order);
    class.finish(order);
    let mut members = Vec::new();
    if let Some(names) = slot_names {
        for slot in names {
            if slot == "__dict__" || slot == "__weakref__" {
                continue;
            }
            let mangled = if slot.starts_with("__") && !slot.ends_with("__") {
                format!("_{}{slot}", name.trim_start_matches('_'))
            } else {
                slot.clone()
            };
            let key = vm.intern(&mangled);
            if !TAKEN_OUT.contains(&&*slot) && vm.dict_get_str(&own, &key).is_some() {
                let message = format!("'{slot}' in __slots__ conflicts with class variable");
                return Err(vm.value_error(&message));
            }
            let member =
                vm.new_object(Member { name: key.value().clone(), owner: class.value().clone(), get: None });
            members.push((key, member));
        }
    }
    let key = vm.intern("__weakref__");
    let inherited = base.flags().has(ClassFlags::WEAKLY_REFERENCED);
    if weakly_referenced && !inherited && vm.dict_get_str(&own, &key).is_none() {
        let owner = class.value().clone();
        let doc = "list of weak references to the object";
        let descriptor = GetSet { name: "__weakref__".into(), get: weak_reference, set: None, owner, doc };
        let descriptor = vm.new_object(descriptor);
        vm.dict_set_str(&own, &key, descriptor);
    }
    adjust_namespace(vm, &class, &own, name)?;
    for (key, member) in members {
        vm.dict_set_str(&own, &key, member);
    }
    class.changed(vm);
    Ok(class)
}

/// A weak reference to an object, if there is one.
fn weak_reference<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Weak::all(vm, value).into_iter().next().map_or(Value::NONE, Ref::into_value))
}

/// Built-in classes that take so different arguments that nobody says which.
const UNSIGNED: [&str; 9] = ["bytearray", "bytes", "dict", "int", "range", "slice", "str", "super", "type"];

/// What calling a built-in class takes, as `inspect` reads it.
fn text_signature<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let class = handle(vm, class)?;
    if class.flags().has(ClassFlags::HEAP) || UNSIGNED.contains(&&*class.name()) {
        return Ok(Value::NONE);
    }
    let text = match &*class.name() {
        "object" => "()".to_owned(),
        "map" => "(function, iterable, /, *iterables, strict=False)".to_owned(),
        "methodcaller" => "(name, /, *args, **kwargs)".to_owned(),
        "property" => "(fget=None, fset=None, fdel=None, doc=None)".to_owned(),
        _ => {
            let constructor = |vm: &mut Vm<R>, special: Special| {
                let namespace = class.namespace().clone();
                let name = special.name::<R>(vm).clone();
                let found = vm.dict_get_str(&namespace, &name)?;
                match found.as_ref::<StaticMethod<R>>() {
                    Some(method) => method.0.clone().downcast::<Native<R>>().ok(),
                    None => found.downcast().ok(),
                }
            };
            let Some(new) = constructor(vm, Special::New) else { return Ok(Value::NONE) };
            let anything = new.signature.var_positional && new.signature.positional == 1;
            // What is not told apart when an instance is made is when it is initialized.
            let initializer = if anything { constructor(vm, Special::Init) } else { None };
            let native = initializer.unwrap_or(new);
            // The class itself is not an argument.
            let text = &*native.signature.text;
            format!("({})", text.split_once(',').map_or("", |(_, rest)| rest.trim_start()))
        }
    };
    // One slash less: there was one behind the class alone.
    let text = text.strip_prefix("(/, ").map_or(text.clone(), |rest| format!("({rest}"));
    Ok(vm.new_string(text))
}

fn mro_of<R: Runtime>(
    vm: &mut Vm<R>,
    meta: &Ref<R, Class<R>>,
    class: &Ref<R, Class<R>>,
    bases: &[Value<R>],
) -> Return<R, Vec<Value<R>>> {
    if let Some(mro) = meta.special(vm, Special::Mro)
        && mro.as_ref::<Native<R>>().is_none()
    {
        let result = vm.call_found(&mro, class.value(), &[])?;
        let order = vm.collect(&result)?;
        check_order(vm, class, &order)?;
        return Ok(order);
    }
    resolution_order(vm, Some(class.value()), bases)
}

/// Whether natives of every class in an MRO find what they expect in instances of `class`.
fn check_order<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, order: &[Value<R>]) -> Return<R, ()> {
    if order.is_empty() {
        return Err(vm.type_error("type MRO must not be empty"));
    }
    for base in order {
        let Some(base) = base.as_ref::<Class<R>>() else {
            let message = format!("mro() returned a non-class ('{}')", vm.type_name(base));
            return Err(vm.type_error(&message));
        };
        let (own, layout) = (class.layout(), base.layout());
        if layout.kind != Kind::Instance && layout.type_id != own.type_id {
            let message = format!("mro() returned base with unsuitable layout ('{}')", base.name());
            return Err(vm.type_error(&message));
        }
    }
    Ok(())
}

/// The first built-in class in the MRO of `class` that is laid out as its instances are, and that is wanted.
fn built_in_base<R: Runtime>(
    class: &Ref<R, Class<R>>,
    wanted: impl Fn(&Ref<R, Class<R>>) -> bool,
) -> Option<Ref<R, Class<R>>> {
    let mut order = class.mro().iter().filter_map(Value::as_ref::<Class<R>>);
    let found = order.find(|base| {
        let alike = base.layout().type_id == class.layout().type_id;
        alike && !base.flags().has(ClassFlags::HEAP) && wanted(base)
    });
    found.cloned()
}

/// The built-in class whose fields the instances of `class` have.
fn solid_base<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
    let exceptions = vm.exceptions();
    built_in_base(class, |base| !base.flags().has(ClassFlags::EXCEPTION) || exceptions.is_solid(base))
}

/// Whether instances of two classes are those of one built-in class, slots aside.
pub(super) fn same_layout<R: Runtime>(one: &Ref<R, Class<R>>, other: &Ref<R, Class<R>>) -> bool {
    let of = |class: &Ref<R, Class<R>>| {
        let layout = class.layout();
        (layout.type_id, layout.size, layout.attributes)
    };
    if of(one) != of(other) {
        return false;
    }
    if one.layout().kind == Kind::Instance {
        return true;
    }
    match (built_in_base(one, |_| true), built_in_base(other, |_| true)) {
        (Some(one), Some(other)) => one.value().is(other.value()),
        _ => false,
    }
}

/// The first class in the MRO of `class` that has slots of its own: its instances have a place for each.
fn slotted_base<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
    let order: Vec<Ref<R, Class<R>>> =
        class.mro().iter().filter_map(|base| base.clone().downcast().ok()).collect();
    order.into_iter().find(|base| {
        let namespace = base.namespace().clone();
        base.flags().has(ClassFlags::HEAP)
            && vm.dict_entries(&namespace).iter().any(|(_, _, value)| {
                value.as_ref::<Member<R>>().is_some_and(|member| member.owner.is(base.value()))
            })
    })
}

/// Whether instances vary in size, which leaves no fixed place for slots.
fn has_items<R: Runtime>(class: &Ref<R, Class<R>>) -> bool {
    matches!(class.layout().kind, Kind::BigInt | Kind::Tuple | Kind::Bytes | Kind::Class)
}

fn slot_names<R: Runtime>(
    vm: &mut Vm<R>,
    base: &Ref<R, Class<R>>,
    slots: &Value<R>,
) -> Return<R, Vec<String>> {
    let items = if vm.as_str(slots).is_some() { vec![slots.clone()] } else { vm.collect(slots)? };
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let Some(name) = vm.as_str(&item).map(str::to_owned) else {
            let message = format!("__slots__ items must be strings, not '{}'", vm.type_name(&item));
            return Err(vm.type_error(&message));
        };
        if !text::str_ops::is_identifier(&name) {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        if matches!(&*name, "__dict__" | "__weakref__") && names.contains(&name) {
            return Err(vm.type_error(&format!("{name} slot disallowed: we already got one")));
        }
        names.push(name);
    }
    if !names.is_empty() && has_items(base) {
        let message = format!("nonempty __slots__ not supported for subtype of '{}'", base.name());
        return Err(vm.type_error(&message));
    }
    Ok(names)
}

/// What `type.__new__` does to the namespace: implicit class and static methods, `__qualname__`, `__hash__`, the `__class__` cell.
fn adjust_namespace<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    own: &Ref<R, Dict<R>>,
    name: &str,
) -> Return<R, ()> {
    let is_function = |value: &Value<R>| value.header().is_some_and(|header| header.kind() == Kind::Function);
    let new = Special::New.name::<R>(vm).clone();
    if let Some(function) = vm.dict_get_str(own, &new).filter(is_function) {
        let method = vm.new_object(StaticMethod(function));
        vm.dict_set_str(own, &new, method);
    }
    for special in [Special::InitSubclass, Special::ClassGetitem] {
        let key = special.name::<R>(vm).clone();
        if let Some(function) = vm.dict_get_str(own, &key).filter(is_function) {
            let method = vm.new_object(ClassMethod(function));
            vm.dict_set_str(own, &key, method);
        }
    }
    let (eq, hash) = (Special::Eq.name::<R>(vm).clone(), Special::Hash.name::<R>(vm).clone());
    if vm.dict_get_str(own, &eq).is_some() && vm.dict_get_str(own, &hash).is_none() {
        vm.dict_set_str(own, &hash, Value::NONE);
    }
    let module = Special::Module.name::<R>(vm).clone();
    if vm.dict_get_str(own, &module).is_none() {
        let globals = vm.frames.last().map(|frame| frame.function().globals.clone());
        let value = globals.and_then(|globals| vm.get_name(&globals, "__name__")).unwrap_or(Value::NONE);
        vm.dict_set_str(own, &module, value);
    }
    let doc = Special::Doc.name::<R>(vm).clone();
    if vm.dict_get_str(own, &doc).is_none() {
        vm.dict_set_str(own, &doc, Value::NONE);
    }
    let qualname = Special::Qualname.name::<R>(vm).clone();
    // It is the class's and not its instances'.
    match vm.dict_get_str(own, &qualname) {
        Some(value) => {
            let Some(text) = vm.as_str(&value) else {
                let message = format!("type __qualname__ must be a str, not {}", vm.type_name(&value));
                return Err(vm.type_error(&message));
            };
            class.set_qualname(text);
            vm.dict_remove(own, qualname.value())?;
        }
        None => class.set_qualname(name),
    }
    let namespace_cell = vm.intern("__classdictcell__").into_value();
    vm.dict_remove(own, &namespace_cell)?;
    let cell_name = Special::Classcell.name::<R>(vm).clone();
    if let Some(cell) = vm.dict_get_str(own, &cell_name) {
        drop(vm.set_cell_content(&cell, class.value().clone()));
        let _ = vm.dict_remove(own, cell_name.value());
    }
    Ok(())
}

fn call_set_names<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R, ()> {
    let namespace = class.namespace().clone();
    for (_, name, value) in vm.dict_entries(&namespace) {
        if value
            .header()
            .is_none_or(|header| matches!(header.kind(), Kind::Function | Kind::Str | Kind::Native))
        {
            continue;
        }
        let own = vm.class_of(&value);
        if let Some(method) = own.special(vm, Special::SetName)
            && let Err(raised) = vm.call_found(&method, &value, &[class.value().clone(), name.clone()])
        {
            let text = format!(
                "Error calling __set_name__ on '{}' instance '{}' in '{}'",
                own.name(),
                vm.as_str(&name).unwrap_or("?"),
                class.name()
            );
            let note = vm.new_string(text);
            let _ = vm.call_method(&raised.0, "add_note", &[note]);
            return Err(raised);
        }
    }
    Ok(())
}

fn call_init_subclass<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    keywords: &Value<R>,
) -> Return<R, ()> {
    let name = Special::InitSubclass.name::<R>(vm).clone();
    for base in class.mro().to_vec().iter().skip(1) {
        let Some(base) = base.as_ref::<Class<R>>() else { continue };
        let namespace = base.namespace().clone();
        if let Some(found) = vm.dict_get_str(&namespace, &name) {
            let bound = vm.descriptor_get_on_class(&found, class.value())?;
            let (mut names, mut values) = (vec![], vec![]);
            if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
                for (_, key, value) in vm.dict_entries(keywords) {
                    names.push(key);
                    values.push(value);
                }
            }
            vm.call_with(&bound, &values, &names)?;
            return Ok(());
        }
    }
    Ok(())
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

fn get_name<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let name = handle(vm, class)?.name();
    Ok(vm.new_str(&name))
}

fn set_name<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?;
    if value.is_unbound() {
        let message = format!("cannot delete '__name__' attribute of type '{}'", class.name());
        return Err(vm.type_error(&message));
    }
    match vm.as_str(&value) {
        Some(name) if class.flags().has(ClassFlags::HEAP) => {
            class.set_name(name);
            Ok(())
        }
        Some(_) => {
            let message = format!("cannot set '__name__' attribute of immutable type '{}'", class.name());
            Err(vm.type_error(&message))
        }
        None => {
            let message = format!(
                "can only assign string to {}.__name__, not '{}'",
                class.name(),
                vm.type_name(&value)
            );
            Err(vm.type_error(&message))
        }
    }
}

/// A namespace entry of the class itself, as `cls.__dict__[name]`.
fn own<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, special: Special) -> Return<R, Option<Value<R>>> {
    let namespace = handle(vm, class)?.namespace().clone();
    let name = special.name::<R>(vm).clone();
    Ok(vm.dict_get_str(&namespace, &name))
}

fn set_own<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, special: Special, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    let name = special.name::<R>(vm).clone();
    if !class.flags().has(ClassFlags::HEAP) {
        let message =
            format!("cannot set '{}' attribute of immutable type '{}'", name.as_str(), class.name());
        return Err(vm.type_error(&message));
    }
    let namespace = class.namespace().clone();
    if value.is_unbound() {
        vm.dict_remove(&namespace, name.value())?;
    } else {
        vm.dict_set_str(&namespace, &name, value);
    }
    class.changed(vm);
    Ok(())
}

fn get_qualname<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let qualname = handle(vm, class)?.qualname();
    Ok(vm.new_str(&qualname))
}

fn set_qualname<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    let name = class.name();
    if !class.flags().has(ClassFlags::HEAP) {
        let message = format!("cannot set '__qualname__' attribute of immutable type '{name}'");
        return Err(vm.type_error(&message));
    }
    if value.is_unbound() {
        return Err(vm.type_error(&format!("cannot delete '__qualname__' attribute of type '{name}'")));
    }
    let Some(text) = vm.as_str(&value) else {
        let message =
            format!("can only assign string to {name}.__qualname__, not '{}'", vm.type_name(&value));
        return Err(vm.type_error(&message));
    };
    class.set_qualname(text);
    Ok(())
}

fn get_module<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::Module)? {
        Some(value) if value.as_ref::<GetSet<R>>().is_none() => Ok(value),
        _ => Ok(vm.intern("builtins").into_value()),
    }
}

fn get_doc<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::Doc)?.filter(|value| value.as_ref::<GetSet<R>>().is_none()) {
        Some(value) => {
            let own = vm.class_of(&value);
            if own.flags().has(ClassFlags::HEAP) && own.special(vm, Special::Get).is_some() {
                return vm.descriptor_get_on_class(&value, class);
            }
            Ok(value)
        }
        None => Ok(Value::NONE),
    }
}

fn get_abstract<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::AbstractMethods)? {
        Some(value) if value.as_ref::<GetSet<R>>().is_none() => Ok(value),
        _ => Err(vm.no_attribute(class, "__abstractmethods__")),
    }
}

fn set_abstract<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let abstract_ = !value.is_unbound() && vm.truth(&value)?;
    set_own(vm, class, Special::AbstractMethods, value)?;
    handle(vm, class)?.set_flag(ClassFlags::ABSTRACT, abstract_);
    Ok(())
}

fn get_bases<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    Ok(handle(vm, class)?.bases())
}

fn set_bases<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, value: Value<R>) -> Return<R, ()> {
    let class = handle(vm, class)?.clone();
    if value.is_unbound() {
        let message = format!("cannot delete '__bases__' attribute of type '{}'", class.name());
        return Err(vm.type_error(&message));
    }
    let Some(bases) = vm.as_tuple(&value).map(<[_]>::to_vec) else {
        let message =
            format!("can only assign tuple to {}.__bases__, not {}", class.name(), vm.type_name(&value));
        return Err(vm.type_error(&message));
    };
    if bases.is_empty() {
        let message = format!("can only assign non-empty tuple to {}.__bases__, not ()", class.name());
        return Err(vm.type_error(&message));
    }
    let base = best_base(vm, &bases)?;
    if base.layout().kind != Kind::Instance && base.layout().type_id != class.layout().type_id {
        let message =
            format!("__bases__ assignment: '{}' object layout differs from '{}'", base.name(), class.name());
        return Err(vm.type_error(&message));
    }
    let before = vm.descriptor_of(&class);
    let mut replaced = Vec::new();
    if let Err(raised) = rearrange(vm, &class, value, &mut replaced) {
        // As it was, the last one first.
        for (class, bases, order) in replaced.into_iter().rev() {
            class.set_hierarchy(vm, bases, order);
        }
        return Err(raised);
    }
    if vm.descriptor_of(&class) != before {
        vm.descriptors_changed();
    }
    Ok(())
}

/// A class whose place in the hierarchy was replaced, and the bases and MRO that it had.
type Replaced<R> = (Ref<R, Class<R>>, Value<R>, Value<R>);

/// Gives a class other bases, and it and all that inherit from it the MRO that follows; notes what they had.
fn rearrange<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    bases: Value<R>,
    replaced: &mut Vec<Replaced<R>>,
) -> Return<R, ()> {
    for descendant in class.descendants() {
        let order = vm.new_tuple(descendant.mro().to_vec());
        replaced.push((descendant.clone(), descendant.bases(), order.clone()));
        if descendant.value().is(class.value()) && !class.set_hierarchy(vm, bases.clone(), order) {
            replaced.pop();
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        let bases = descendant.bases();
        let parts = bases.as_ref::<Tuple<R>>().map_or(vec![], |bases| bases.as_slice().to_vec());
        let meta = vm.class_of(descendant.value());
        let order = mro_of(vm, &meta, &descendant, &parts)?;
        check_order(vm, &descendant, &order)?;
        let order = vm.new_tuple(order);
        descendant.set_hierarchy(vm, bases, order);
    }
    Ok(())
}

fn get_base<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let bases = handle(vm, class)?.bases();
    let bases = bases.as_ref::<Tuple<R>>().map_or(vec![], |bases| bases.as_slice().to_vec());
    if bases.is_empty() {
        return Ok(Value::NONE);
    }
    Ok(best_base(vm, &bases)?.into_value())
}

fn get_mro<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    Ok(handle(vm, class)?.mro_tuple())
}

fn mro<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = handle(vm, &arguments[0])?.clone();
    let bases = class.bases();
    let bases = bases.as_ref::<Tuple<R>>().map_or(vec![], |bases| bases.as_slice().to_vec());
    let order = resolution_order(vm, Some(class.value()), &bases)?;
    vm.new_list(order)
}

fn subclasses<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let subclasses = handle(vm, &arguments[0])?.subclasses();
    vm.new_list(subclasses)
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

fn get_flags<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    let flags = handle(vm, class)?.flags();
    let mut bits = 1 << 12;
    for (flag, bit) in [
        (ClassFlags::HEAP, 1 << 9),
        (ClassFlags::BASE, 1 << 10),
        (ClassFlags::ABSTRACT, 1 << 20),
        (ClassFlags::EXCEPTION, 1 << 30),
    ] {
        if flags.has(flag) {
            bits |= bit;
        }
    }
    Ok(vm.new_int(bits))
}

fn init<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn type_params<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R> {
    match own(vm, class, Special::TypeParams)? {
        Some(value) if value.as_ref::<GetSet<R>>().is_none() => Ok(value),
        _ => Ok(vm.new_tuple(vec![])),
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().type_.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, object_or_name, bases=None, dict=None, /, **kwds)", new)
        .method("__init__(self, *args, **kwds)", init)
        .method("__call__(self, *args, **kwargs)", call)
        .method("mro(self, /)", mro)
        .method("__subclasses__(self, /)", subclasses)
        .method("__repr__(self, /)", repr)
        .method("__instancecheck__(self, instance, /)", instance_check)
        .method("__subclasscheck__(self, subclass, /)", subclass_check)
        .class_method("__prepare__(cls, *args, **kwds)", prepare)
        .getset("__name__", get_name, Some(set_name))
        .getset("__qualname__", get_qualname, Some(set_qualname))
        .getset("__module__", get_module, Some(|vm, class, value| set_own(vm, class, Special::Module, value)))
        .getset("__doc__", get_doc, Some(|vm, class, value| set_own(vm, class, Special::Doc, value)))
        .getset("__abstractmethods__", get_abstract, Some(set_abstract))
        .getset("__bases__", get_bases, Some(set_bases))
        .getset(
            "__type_params__",
            type_params,
            Some(|vm, class, value| set_own(vm, class, Special::TypeParams, value)),
        )
        .getter("__text_signature__", text_signature)
        .getter("__base__", get_base)
        .getter("__dict__", super::object::get_dict)
        .getter("__mro__", get_mro)
        .getter("__flags__", get_flags)
        .finish();
}

//! Making classes: `type.__new__`, and what the `class` statement calls.

use super::attributes::check_encodable;
use super::hierarchy::{mro_by, own_mro, resolution_order};
use super::layout::{best_base, has_items};
use crate::attribute::{ClassMethod, Member, Property, StaticMethod};
use crate::builtins::object;
use crate::function::{Cell, Function};
use crate::mapping_proxy::MappingProxy;
use crate::native::{GetSet, Native};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, ClassParts, Dict, Kind, Ref, Runtime, Special, Value, Weak, make};

/// The most derived metaclass of `meta` and the bases.
pub(super) fn winning_metaclass<R: Runtime>(
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
            meta.as_ref::<Class<R>>().map_or("<metaclass>".into(), |meta| meta.shown_name()),
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
        if !content.is(&class) {
            let (content, class) = (vm.repr_string(&content)?, vm.repr_string(&class)?);
            let name = vm.repr_string(name)?;
            return Err(vm.type_error(&format!("__class__ set to {content} defining {name} as {class}")));
        }
    }
    if let (Some(class), Some(body)) = (class.as_ref::<Class<R>>(), function.as_ref::<Function<R>>()) {
        finish_body(vm, class, body, &cell);
    }
    Ok(class)
}

/// What is left to do once the body of a class has run: `cell` is where its methods find the class, if any looks for it.
fn finish_body<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    body: &Ref<R, Function<R>>,
    cell: &Value<R>,
) {
    // SAFETY: the slot owns its word; the function is alive.
    let code = unsafe { Value::<R>::from_borrowed(body.code.load()) };
    let Some(loaded) = code.as_ref::<crate::function::LoadedCode<R>>() else { return };
    class.want_slots(usize::from(class.instance_slots()) + loaded.code.instance_names.len());
    let namespace = class.namespace().clone();
    let entries = vm.dict_entries(&namespace);
    let finalizable = |value: &Value<R>| value.shape().is_some_and(object_model::Shape::has_finalizer);
    if loaded.lives_as_long_as_its_module() && !entries.iter().any(|(_, _, value)| finalizable(value)) {
        vm.immortalize(class.value());
        vm.immortalize(class.namespace().value());
        vm.immortalize(&class.mro_tuple());
        // And with it what every call of a method, every look at a property counts otherwise.
        if cell.as_ref::<Cell<R>>().is_some() {
            vm.immortalize(cell);
        }
        for (_, _, value) in &entries {
            if is_uncounted_definition(value) {
                vm.immortalize(value);
            }
        }
    }
}

/// Whether a value is what a decorator has made of functions that are never counted, and holds nothing else.
fn is_uncounted_definition<R: Runtime>(value: &Value<R>) -> bool {
    if let Some(property) = value.as_ref::<Property<R>>() {
        return [&property.get, &property.set, &property.delete].into_iter().all(Value::is_uncounted);
    }
    let wrapped = value.as_ref::<StaticMethod<R>>().map(|method| &method.0);
    wrapped
        .or_else(|| value.as_ref::<ClassMethod<R>>().map(|method| &method.0))
        .is_some_and(Value::is_uncounted)
}

/// Replaces bases that are not classes by what their `__mro_entries__` answers.
pub(super) fn resolve_bases<R: Runtime>(vm: &mut Vm<R>, originals: &[Value<R>]) -> Return<R, Vec<Value<R>>> {
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
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [meta, name, bases, namespace, keywords] = arguments else {
        return Err(vm.system_error("type.__new__ takes a class"));
    };
    // Only `type` itself tells what something is.
    let exact = meta.is(vm.types().type_.value());
    if !exact && namespace.is_unbound() {
        let given = [name, bases].iter().filter(|argument| !argument.is_unbound()).count();
        return Err(vm.type_error(&format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    }
    if bases.is_unbound() && !name.is_unbound() {
        return Ok(vm.class_of(name).into_value());
    }
    if namespace.is_unbound() {
        return Err(vm.type_error("type() takes 1 or 3 arguments"));
    }
    let Some(text) = vm.as_str(name).map(str::to_owned) else {
        let message = format!("type.__new__() argument 1 must be str, not {}", vm.type_name(name));
        return Err(vm.type_error(&message));
    };
    if text.contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    check_encodable(vm, name)?;
    let Some(mut bases) = vm.as_tuple(bases).map(<[_]>::to_vec) else {
        let message = format!("type.__new__() argument 2 must be tuple, not {}", vm.type_name(bases));
        return Err(vm.type_error(&message));
    };
    if namespace.as_ref::<Dict<R>>().is_none() {
        let message = format!("type.__new__() argument 3 must be dict, not {}", vm.type_name(namespace));
        return Err(vm.type_error(&message));
    }
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
            return crate::builtins::call_forwarded(
                vm,
                &function,
                &[winner.value().clone()],
                &positional,
                keywords,
            );
        }
    }
    if bases.is_empty() {
        bases.push(vm.types().object.value().clone());
    }
    let class = make_class(vm, &winner, &text, &bases, namespace)?;
    call_set_names(vm, &class)?;
    call_init_subclass(vm, &class, keywords)?;
    Ok(class.into_value())
}

/// What a class body leaves in its namespace for the class, which then takes it out: names in `__slots__` may be the same.
pub(super) const TAKEN_OUT: [&str; 3] = ["__qualname__", "__classcell__", "__classdictcell__"];

pub(super) fn make_class<R: Runtime>(
    vm: &mut Vm<R>,
    meta: &Ref<R, Class<R>>,
    name: &str,
    bases: &[Value<R>],
    namespace: &Value<R>,
) -> Return<R, Ref<R, Class<R>>> {
    let base = best_base(vm, bases)?;
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].iter().any(|other| other.is(base)) {
            let name = base.as_ref::<Class<R>>().map_or("?".into(), |class| class.name());
            return Err(vm.type_error(&format!("duplicate base class {name}")));
        }
    }
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
    let derives = |from: &[&Ref<R, Class<R>>]| from.iter().any(|class| vm.is_subclass(&base, class));
    let types = vm.types();
    // As in CPython, there is no room for weak references beside items of any number, and sets and modules have it anyway.
    let of_any_size = derives(&[&types.int, &types.bytes, &types.tuple]);
    let has_references = derives(&[&types.set, &types.frozenset, &types.module]);
    let weakly_referenced = match &slot_names {
        Some(names) => names.iter().any(|name| name == "__weakref__"),
        None => !of_any_size,
    };
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
    if let Some(mro) = own_mro(vm, meta) {
        // It gets a class with which anything can be done that can be done with one.
        let order = resolution_order(vm, Some(class.value()), bases);
        let order = order.unwrap_or_else(|_| vec![class.value().clone(), vm.types().object.value().clone()]);
        class.finish(vm.new_tuple(order));
        let order = mro_by(vm, &mro, &class)?;
        let order = vm.new_tuple(order);
        class.set_hierarchy(vm, class.bases(), order);
    } else {
        let order = resolution_order(vm, Some(class.value()), bases)?;
        class.finish(vm.new_tuple(order));
    }
    match_as_first_base(&class);
    let mut members = Vec::new();
    if let Some(names) = slot_names {
        for slot in names {
            if slot == "__dict__" || slot == "__weakref__" {
                continue;
            }
            let mangled = compiler::mangled(name, &slot);
            let key = vm.intern(&mangled);
            if !TAKEN_OUT.contains(&&*slot) && vm.dict_get_str(&own, &key).is_some() {
                let message = format!("'{slot}' in __slots__ conflicts with class variable");
                return Err(vm.value_error(&message));
            }
            let name = key.value().clone();
            let place = vm.member_key(&mangled).into_value();
            let member = vm.new_object(Member { name, key: place, owner: class.value().clone(), get: None });
            members.push((key, member));
        }
    }
    let key = vm.intern("__dict__");
    if flags.has(ClassFlags::ATTRIBUTES) && !inherited_attributes && vm.dict_get_str(&own, &key).is_none() {
        let owner = class.value().clone();
        let (get, set) = (object::get_dict, Some(object::set_dict as _));
        let descriptor =
            vm.new_object(GetSet { name: "__dict__".into(), get, set, owner, yields: false, audited: false });
        vm.dict_set_str(&own, &key, descriptor);
    }
    let key = vm.intern("__weakref__");
    let inherited = has_references || base.flags().has(ClassFlags::WEAKLY_REFERENCED);
    if weakly_referenced && !inherited && vm.dict_get_str(&own, &key).is_none() {
        let owner = class.value().clone();
        let descriptor = GetSet {
            name: "__weakref__".into(),
            get: weak_reference,
            set: None,
            owner,
            yields: false,
            audited: false,
        };
        let descriptor = vm.new_object(descriptor);
        vm.dict_set_str(&own, &key, descriptor);
    }
    adjust_namespace(vm, &class, &own, name)?;
    if flags.has(ClassFlags::MEMBERS) && layout.kind == Kind::Instance {
        let places = members.iter().filter_map(|(_, member)| member.as_ref::<Member<R>>());
        let places = places.map(|member| member.key.word());
        class.begin_with(base.first_shape().names().iter().copied().chain(places));
    }
    for (key, member) in members {
        vm.dict_set_str(&own, &key, member);
    }
    class.changed(vm);
    vm.open_to_readers(class.namespace());
    Ok(class)
}

/// A weak reference to an object, if there is one.
pub(super) fn weak_reference<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Weak::all(vm, value).into_iter().next().map_or(Value::NONE, Ref::into_value))
}

pub(super) fn slot_names<R: Runtime>(
    vm: &mut Vm<R>,
    base: &Ref<R, Class<R>>,
    slots: &Value<R>,
) -> Return<R, Vec<String>> {
    let items = if vm.as_str(slots).is_some() { vec![slots.clone()] } else { vm.collect(slots)? };
    if !items.is_empty() && has_items(base) {
        let message = format!("nonempty __slots__ not supported for subtype of '{}'", base.shown_name());
        return Err(vm.type_error(&message));
    }
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let Some(name) = vm.as_str(&item).map(str::to_owned) else {
            let message = format!("__slots__ items must be strings, not '{}'", vm.type_name(&item));
            return Err(vm.type_error(&message));
        };
        if !text::str_ops::is_identifier(&name) {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        let had = match &*name {
            "__dict__" => base.flags().has(ClassFlags::ATTRIBUTES),
            "__weakref__" => base.flags().has(ClassFlags::WEAKLY_REFERENCED),
            _ => false,
        };
        if had || matches!(&*name, "__dict__" | "__weakref__") && names.contains(&name) {
            return Err(vm.type_error(&format!("{name} slot disallowed: we already got one")));
        }
        names.push(name);
    }
    Ok(names)
}

/// What `type.__new__` does to the namespace: implicit class and static methods, `__qualname__`, `__hash__`, the `__class__` cell.
pub(super) fn adjust_namespace<R: Runtime>(
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
    let namespace_cell = vm.intern("__classdictcell__");
    if let Some(cell) = vm.dict_get_str(own, &namespace_cell) {
        if cell.as_ref::<Cell<R>>().is_none() {
            let class = vm.class_of(&cell).into_value();
            let message =
                format!("__classdictcell__ must be a nonlocal cell, not {}", vm.repr_string(&class)?);
            return Err(vm.type_error(&message));
        }
        // What is evaluated later sees the class as it is then.
        let proxy = vm.new_object(MappingProxy(own.value().clone()));
        drop(vm.set_cell_content(&cell, proxy));
        vm.dict_remove(own, namespace_cell.value())?;
    }
    let cell_name = Special::Classcell.name::<R>(vm).clone();
    if let Some(cell) = vm.dict_get_str(own, &cell_name) {
        if cell.as_ref::<Cell<R>>().is_none() {
            let class = vm.class_of(&cell).into_value();
            let message = format!("__classcell__ must be a nonlocal cell, not {}", vm.repr_string(&class)?);
            return Err(vm.type_error(&message));
        }
        drop(vm.set_cell_content(&cell, class.value().clone()));
        let _ = vm.dict_remove(own, cell_name.value());
    }
    Ok(())
}

/// Instances match the patterns that those of the first base do that match any: sequences or mappings, and not both.
fn match_as_first_base<R: Runtime>(class: &Ref<R, Class<R>>) {
    let (sequence, mapping) = (ClassFlags::SEQUENCE, ClassFlags::MAPPING);
    if !(class.flags().has(sequence) && class.flags().has(mapping)) {
        return;
    }
    let flags =
        class.mro().iter().skip(1).filter_map(|base| base.as_ref::<Class<R>>().map(|base| base.flags()));
    let first = flags.into_iter().find(|flags: &ClassFlags| flags.has(sequence) || flags.has(mapping));
    if let Some(first) = first {
        class.set_flag(sequence, first.has(sequence));
        class.set_flag(mapping, first.has(mapping));
    }
}

pub(super) fn call_set_names<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Return<R, ()> {
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
                own.shown_name(),
                vm.as_str(&name).unwrap_or("?"),
                class.shown_name()
            );
            let note = vm.new_string(text);
            let _ = vm.call_method(&raised.0, "add_note", &[note]);
            return Err(raised);
        }
    }
    Ok(())
}

pub(super) fn call_init_subclass<R: Runtime>(
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

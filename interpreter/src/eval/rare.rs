//! Imports, intrinsics, class and mapping patterns, `except*`.

use super::Running;
use crate::builtins::ByteArray;
use crate::call::take;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{ImportId, Intrinsic, NameId, Reg};
use object_model::{Class, ClassFlags, Dict, List, Runtime, Special, Str, Tuple, Value};

impl<R: Runtime> Vm<R> {
    pub(super) fn import_op(&mut self, running: Running<R>, dest: Reg, import: ImportId) -> Return<R, ()> {
        self.save(running);
        let spec = &running.loaded().code.imports[usize::from(import.0)];
        let module = self.import_statement(spec)?;
        self.put(running.at(dest), module);
        Ok(())
    }

    pub(super) fn import_from(
        &mut self,
        running: Running<R>,
        dest: Reg,
        module: Reg,
        name: NameId,
    ) -> Return<R, ()> {
        self.save(running);
        let name = Self::name_handle(running, name);
        let module = running.value(module).clone();
        let value = self.import_name_from(&module, &name)?;
        self.put(running.at(dest), value);
        Ok(())
    }

    pub(super) fn intrinsic(
        &mut self,
        running: Running<R>,
        kind: Intrinsic,
        dest: Reg,
        src: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        // SAFETY: the reference moves out of the register.
        let value = unsafe { take::<R>(running.at(src)) };
        let result = match kind {
            Intrinsic::ListToTuple => {
                let items = self.collect(&value)?;
                self.new_tuple(items)
            }
            Intrinsic::ImportStar => {
                self.import_star(&value)?;
                Value::NONE
            }
            Intrinsic::StopIterationError => self.stop_iteration_error(value),
            Intrinsic::AsyncGeneratorWrap => self.wrap_async_value(value),
            Intrinsic::Print => {
                let sys = self.import_module("sys")?;
                let Some(hook) = self.find_attr_str(&sys, "displayhook")? else {
                    return Err(self.runtime_error("lost sys.displayhook"));
                };
                self.call(&hook, &[value])?
            }
            Intrinsic::MatchSequence => Value::bool(self.matched_as(&value).has(ClassFlags::SEQUENCE)),
            Intrinsic::MatchMapping => Value::bool(self.matched_as(&value).has(ClassFlags::MAPPING)),
            Intrinsic::Length => {
                let length = self.len(&value)?;
                self.new_usize(length)
            }
            Intrinsic::Locals => self.frames.last().expect("a frame is running").namespace().clone(),
            Intrinsic::SetupAnnotations => {
                let namespace = self.frames.last().expect("a frame is running").namespace().clone();
                let name = Special::Annotations.name::<R>(self).clone();
                if self.find_in_namespace(&namespace, &name)?.is_none() {
                    let dict = self.new_dict().into_value();
                    self.set_item(&namespace, name.value(), dict)?;
                }
                Value::NONE
            }
            Intrinsic::CheckAnnotateFormat => {
                if !matches!(self.as_i64(&value), Some(1 | 2)) {
                    let class = self.exceptions().not_implemented_error.clone();
                    return Err(self.new_exception(&class, vec![]));
                }
                Value::NONE
            }
            Intrinsic::PrepareReraiseStar => self.prepare_reraise_star(&value)?,
            Intrinsic::TypeVar
            | Intrinsic::ParamSpec
            | Intrinsic::TypeVarTuple
            | Intrinsic::TypeVarWithBound
            | Intrinsic::TypeVarWithConstraints
            | Intrinsic::SetTypeParamDefault
            | Intrinsic::SubscriptGeneric
            | Intrinsic::TypeAlias
            | Intrinsic::SetFunctionTypeParams
            | Intrinsic::Template => self.typing_intrinsic(kind, value)?,
        };
        self.put(running.at(dest), result);
        Ok(())
    }

    /// What a generator raises instead of a StopIteration that leaves its body.
    fn stop_iteration_error(&mut self, value: Value<R>) -> Value<R> {
        let flags = self.frames.last().expect("a frame is running").loaded().code.flags;
        let (stop, stop_async) =
            (self.exceptions().stop_iteration.clone(), self.exceptions().stop_async_iteration.clone());
        let (kind, name) = match (flags.coroutine, flags.generator) {
            (true, true) if self.is_instance(&value, &stop_async) => {
                ("async generator", "StopAsyncIteration")
            }
            (true, true) => ("async generator", "StopIteration"),
            (true, false) => ("coroutine", "StopIteration"),
            _ => ("generator", "StopIteration"),
        };
        let relevant = self.is_instance(&value, &stop) || (name == "StopAsyncIteration");
        if !relevant {
            return value;
        }
        let raised = self.runtime_error(&format!("{kind} raised {name}"));
        if let Some(exception) = raised.0.as_ref::<crate::exception::Exception<R>>() {
            let mut state = self.lock(exception);
            state.cause = value.clone();
            state.context = value;
            state.suppress_context = true;
        }
        raised.0
    }

    fn import_star(&mut self, module: &Value<R>) -> Return<R, ()> {
        let target = self.frames.last().expect("a frame is running").namespace().clone();
        let names = match self.find_attr_str(module, "__all__")? {
            Some(all) => self.collect(&all)?,
            None => {
                let namespace = self.get_attr_str(module, "__dict__")?;
                let names = match namespace.as_ref::<Dict<R>>() {
                    Some(dict) => self.dict_entries(dict).into_iter().map(|(_, name, _)| name).collect(),
                    None => self.collect(&namespace)?,
                };
                names
                    .into_iter()
                    .filter(|name| self.as_str(name).is_some_and(|name| !name.starts_with('_')))
                    .collect()
            }
        };
        for name in names {
            let handle = self.str_handle(&name)?;
            let value = self.get_attr(module, &handle)?;
            match target.as_ref::<Dict<R>>() {
                Some(dict) => {
                    let name = self.shared.world.names.intern_str(self, &handle);
                    self.dict_set_str(dict, &name, value);
                }
                None => self.set_item(&target, &name, value)?,
            }
        }
        Ok(())
    }

    pub(super) fn match_class(
        &mut self,
        running: Running<R>,
        dest: Reg,
        first: Reg,
        count: u16,
    ) -> Return<R, ()> {
        self.save(running);
        let subject = running.value(first).clone();
        // SAFETY: the references move out of the registers.
        let (class, names) =
            unsafe { (take::<R>(running.at(Reg(first.0 + 1))), take::<R>(running.at(Reg(first.0 + 2)))) };
        let result = self.match_class_attributes(&subject, &class, &names, usize::from(count))?;
        self.put(running.at(dest), result);
        Ok(())
    }

    /// Which patterns a value matches: those that instances of the first of its classes do that match any.
    fn matched_as(&self, value: &Value<R>) -> ClassFlags {
        let class = self.class_ref(value);
        let mut all =
            class.mro().iter().filter_map(|base| base.as_ref::<Class<R>>().map(|base| base.flags()));
        let matching = |flags: &ClassFlags| flags.has(ClassFlags::SEQUENCE) || flags.has(ClassFlags::MAPPING);
        all.find(matching).unwrap_or(ClassFlags::NONE)
    }

    fn match_class_attributes(
        &mut self,
        subject: &Value<R>,
        class: &Value<R>,
        names: &Value<R>,
        count: usize,
    ) -> Return<R> {
        let Some(handle) = class.as_ref::<Class<R>>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance_of(subject, class)? {
            return Ok(Value::NONE);
        }
        let mut values = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        if count > 0 {
            match self.find_attr_str(class, "__match_args__")? {
                Some(arguments) => {
                    let Some(arguments) = self.as_tuple(&arguments).map(<[_]>::to_vec) else {
                        let message = format!(
                            "{}.__match_args__ must be a tuple (got {})",
                            handle.shown_name(),
                            self.type_name(&arguments)
                        );
                        return Err(self.type_error(&message));
                    };
                    if count > arguments.len() {
                        return Err(self.too_many_patterns(&handle.shown_name(), arguments.len(), count));
                    }
                    for name in &arguments[..count] {
                        let Some(name) = name.as_ref::<Str<R>>().cloned() else {
                            let message = format!(
                                "__match_args__ elements must be strings (got {})",
                                self.type_name(name)
                            );
                            return Err(self.type_error(&message));
                        };
                        if seen.iter().any(|seen| seen == name.as_str()) {
                            return Err(self.attribute_matched_twice(&handle.shown_name(), name.as_str()));
                        }
                        seen.push(name.as_str().to_owned());
                        match self.find_attr(subject, &name)? {
                            Some(value) => values.push(value),
                            None => return Ok(Value::NONE),
                        }
                    }
                }
                None => {
                    // Built-in classes match their whole subject.
                    let types = self.types();
                    let whole = [
                        &types.bool,
                        &types.bytes,
                        &types.dict,
                        &types.float,
                        &types.frozenset,
                        &types.int,
                        &types.list,
                        &types.set,
                        &types.str,
                        &types.tuple,
                    ];
                    let array = self.registered_class::<ByteArray<R>>();
                    let whole = whole.into_iter().chain(&array).any(|one| self.is_subclass(handle, one));
                    if count > usize::from(whole) {
                        return Err(self.too_many_patterns(&handle.shown_name(), usize::from(whole), count));
                    }
                    values.push(subject.clone());
                }
            }
        }
        for name in self.collect(names)? {
            let name = self.str_handle(&name)?;
            if seen.iter().any(|seen| seen == name.as_str()) {
                return Err(self.attribute_matched_twice(&handle.shown_name(), name.as_str()));
            }
            seen.push(name.as_str().to_owned());
            match self.find_attr(subject, &name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.new_tuple(values))
    }

    fn attribute_matched_twice(&mut self, class: &str, name: &str) -> Raised<R> {
        self.type_error(&format!("{class}() got multiple sub-patterns for attribute '{name}'"))
    }

    fn too_many_patterns(&mut self, class: &str, allowed: usize, given: usize) -> Raised<R> {
        let plural = if allowed == 1 { "" } else { "s" };
        self.type_error(&format!(
            "{class}() accepts {allowed} positional sub-pattern{plural} ({given} given)"
        ))
    }

    pub(super) fn match_keys(
        &mut self,
        running: Running<R>,
        dest: Reg,
        subject: Reg,
        keys: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let subject = running.value(subject).clone();
        let keys = self.collect(&running.value(keys))?;
        let mut values = Vec::with_capacity(keys.len());
        for (index, key) in keys.iter().enumerate() {
            for other in &keys[..index] {
                if self.equal(key, other)? {
                    let text = self.repr_string(key)?;
                    return Err(self.value_error(&format!("mapping pattern checks duplicate key ({text})")));
                }
            }
            let found = match subject.as_ref::<Dict<R>>() {
                Some(dict) if !dict.head().shape().is_heap() => self.dict_get(dict, key)?,
                _ => {
                    let marker = self.new_list(vec![])?;
                    let value = self.call_method(&subject, "get", &[key.clone(), marker.clone()])?;
                    if value.is(&marker) { None } else { Some(value) }
                }
            };
            match found {
                Some(value) => values.push(value),
                None => {
                    self.put(running.at(dest), Value::NONE);
                    return Ok(());
                }
            }
        }
        let values = self.new_tuple(values);
        self.put(running.at(dest), values);
        Ok(())
    }

    pub(super) fn match_star(
        &mut self,
        running: Running<R>,
        dest: Reg,
        exception: Reg,
        types: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let value = running.value(exception).clone();
        // SAFETY: the reference moves out of the register.
        let types = unsafe { take::<R>(running.at(types)) };
        let group_class = self.exceptions().base_exception_group.clone();
        let all = match types.as_ref::<Tuple<R>>() {
            Some(tuple) => tuple.as_slice().to_vec(),
            None => vec![types.clone()],
        };
        for class in &all {
            match class.as_ref::<Class<R>>() {
                Some(class) if self.is_subclass(class, &group_class) => {
                    let message = "catching ExceptionGroup with except* is not allowed. Use except instead.";
                    return Err(self.type_error(message));
                }
                Some(class) if class.flags().has(ClassFlags::EXCEPTION) => {}
                _ => {
                    let message = "catching classes that do not inherit from BaseException is not allowed";
                    return Err(self.type_error(message));
                }
            }
        }
        if value.is_none() {
            self.put(running.at(dest), Value::NONE);
            return Ok(());
        }
        let (matched, rest) = if self.is_instance(&value, &group_class) {
            let pair = self.call_method(&value, "split", &[types])?;
            let pair = self.collect(&pair)?;
            match <[Value<R>; 2]>::try_from(pair) {
                Ok([matched, rest]) => (matched, rest),
                Err(_) => return Err(self.type_error("split must return a 2-tuple")),
            }
        } else if self.matches_exception(&value, &types)? {
            // A bare exception is wrapped in a group.
            let message = self.new_str("");
            let alone = self.new_tuple(vec![value.clone()]);
            let group = Raised(self.call(group_class.value(), &[message, alone])?);
            let instruction = self.frames.last().expect("a frame is running").instruction();
            self.add_traceback(&group, instruction);
            (group.0, Value::NONE)
        } else {
            (Value::NONE, value)
        };
        if !matched.is_none() {
            let old = std::mem::replace(&mut self.handled, matched.clone());
            drop(old);
        }
        self.put(running.at(exception), rest);
        self.put(running.at(dest), matched);
        Ok(())
    }

    fn prepare_reraise_star(&mut self, value: &Value<R>) -> Return<R> {
        let parts = self.collect(value)?;
        let [original, list] = parts.as_slice() else {
            return Err(self.system_error("an except* statement needs the exception and its parts"));
        };
        let parts = match list.as_ref::<List<R>>() {
            Some(list) => self.list_items(list),
            None => vec![],
        };
        let parts: Vec<Value<R>> = parts.into_iter().filter(|part| !part.is_none()).collect();
        let group_class = self.exceptions().base_exception_group.clone();
        if !self.is_instance(original, &group_class) {
            return Ok(parts.into_iter().next().unwrap_or(Value::NONE));
        }
        crate::builtins::left_of_group(self, original, parts)
    }
}

//! Classes, instances, and what is not in the pickle itself.

use super::Loading;
use super::plain::content;
use crate::pickle::find;
use crate::pickle::unpickler::Unpickler;
use crate::pickle::{buffer, item_of, unpickling_error};
use interpreter::{Return, Vm};
use object_model::{Class, Dict, Runtime, Str, Value};

impl<R: Runtime> Loading<R> {
    pub(super) fn find_class(&self, vm: &mut Vm<R>, module: &Value<R>, name: &Value<R>) -> Return<R> {
        if let Some(own) = &self.own {
            let class = vm.class_of_payload::<Unpickler<R>>();
            if !vm.class_ref(own.value()).value().is(class.value()) {
                return vm.call_method(own.value(), "find_class", &[module.clone(), name.clone()]);
            }
        }
        find::find_class(vm, self.protocol, self.fix_imports, module, name)
    }

    /// What two lines name: a module and something in it.
    pub(super) fn global_of_lines(&mut self, vm: &mut Vm<R>, encoding: &str) -> Return<R> {
        let mut names = [Value::NONE, Value::NONE];
        for name in &mut names {
            let line = self.input.take_line(vm)?;
            let line = content(vm, line, 1)?;
            let bytes = vm.new_bytes(line);
            *name = vm.decode(&bytes, encoding, "strict")?;
        }
        let [module, name] = &names;
        self.find_class(vm, module, name)
    }

    pub(super) fn stack_global(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let (name, module) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
        let is_str = |value: &Value<R>| vm.class_ref(value).value().is(vm.types().str.value());
        if !is_str(&name) || !is_str(&module) {
            return Err(unpickling_error(vm, "STACK_GLOBAL requires str"));
        }
        let found = self.find_class(vm, &module, &name)?;
        self.stack.push(found);
        Ok(())
    }

    /// Pushes `class(*arguments)`; without arguments the class's `__init__` is not called.
    pub(super) fn instantiate(
        &mut self,
        vm: &mut Vm<R>,
        class: &Value<R>,
        arguments: &[Value<R>],
    ) -> Return<R, ()> {
        let is_plain = arguments.is_empty()
            && class.as_ref::<Class<R>>().is_some()
            && vm.find_attr_str(class, "__getinitargs__")?.is_none();
        let value = if is_plain {
            vm.call_method(class, "__new__", std::slice::from_ref(class))?
        } else {
            vm.call(class, arguments)?
        };
        self.stack.push(value);
        Ok(())
    }

    pub(super) fn new_object(&mut self, vm: &mut Vm<R>, with_names: bool) -> Return<R, ()> {
        let names = if with_names { Some(self.stack.pop(vm)?) } else { None };
        let (arguments, class) = (self.stack.pop(vm)?, self.stack.pop(vm)?);
        let opcode = if with_names { "NEWOBJ_EX" } else { "NEWOBJ" };
        let wrong = |vm: &mut Vm<R>, what: &str, value: &Value<R>| {
            let message = format!("{opcode} {what}, not {}", vm.type_name(value));
            unpickling_error(vm, &message)
        };
        if class.as_ref::<Class<R>>().is_none() {
            return Err(wrong(vm, "class argument must be a type", &class));
        }
        let Some(given) = vm.as_tuple(&arguments) else {
            return Err(wrong(vm, "args argument must be a tuple", &arguments));
        };
        let (mut all, mut keywords) = (Vec::with_capacity(given.len() + 1), Vec::new());
        all.push(class.clone());
        all.extend_from_slice(given);
        if let Some(names) = &names {
            let Some(names) = names.as_ref::<Dict<R>>() else {
                return Err(wrong(vm, "kwargs argument must be a dict", names));
            };
            for (_, name, value) in vm.dict_entries(names) {
                if vm.as_str(&name).is_none() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                keywords.push(name);
                all.push(value);
            }
        }
        let new = vm.get_attr_str(&class, "__new__")?;
        let value = vm.call_with(&new, &all, &keywords)?;
        self.stack.push(value);
        Ok(())
    }

    /// Gives the object below the topmost value its state.
    pub(super) fn build(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let state = self.stack.pop(vm)?;
        let object = self.stack.top(vm)?.clone();
        if let Some(set_state) = vm.find_attr_str(&object, "__setstate__")? {
            vm.call(&set_state, &[state])?;
            return Ok(());
        }
        let (attributes, slots) = match vm.as_tuple(&state) {
            Some([attributes, slots]) => (attributes.clone(), Some(slots.clone())),
            _ => (state, None),
        };
        if !attributes.is_none() {
            let Some(attributes) = attributes.as_ref::<Dict<R>>() else {
                return Err(unpickling_error(vm, "state is not a dictionary"));
            };
            vm.update_attributes(&object, attributes)?;
        }
        if let Some(slots) = slots {
            let Some(slots) = slots.as_ref::<Dict<R>>() else {
                return Err(unpickling_error(vm, "slot state is not a dictionary"));
            };
            for (_, name, value) in vm.dict_entries(slots) {
                if name.as_ref::<Str<R>>().is_none() {
                    let message = format!("attribute name must be string, not '{}'", vm.type_name(&name));
                    return Err(vm.type_error(&message));
                }
                let name = vm.str_handle(&name)?;
                vm.set_attr(&object, &name, value)?;
            }
        }
        Ok(())
    }

    pub(super) fn persistent(&mut self, vm: &mut Vm<R>, identifier: Value<R>) -> Return<R, ()> {
        let Some(function) = self.persistent_load.clone() else {
            return Err(super::super::unpickler::no_persistent_load(vm));
        };
        let value = vm.call(&function, &[identifier])?;
        self.stack.push(value);
        Ok(())
    }

    pub(super) fn persistent_line(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 0)?;
        match std::str::from_utf8(line) {
            Ok(text) if text.is_ascii() => {
                let identifier = vm.new_str(text);
                self.persistent(vm, identifier)
            }
            _ => Err(unpickling_error(vm, "persistent IDs in protocol 0 must be ASCII strings")),
        }
    }

    /// Pushes what is registered under a number.
    pub(super) fn extension<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let mut code = [0; 4];
        code[..WIDTH].copy_from_slice(&self.input.take_array::<WIDTH>(vm)?);
        let code = i32::from_le_bytes(code);
        if code <= 0 {
            return Err(unpickling_error(vm, "EXT specifies code <= 0"));
        }
        let key = Value::small_int(code.into());
        let copyreg = vm.import_module("copyreg")?;
        let cache = vm.get_attr_str(&copyreg, "_extension_cache")?;
        if let Some(found) = item_of(vm, &cache, &key)? {
            self.stack.push(found);
            return Ok(());
        }
        let registry = vm.get_attr_str(&copyreg, "_inverted_registry")?;
        let Some(names) = item_of(vm, &registry, &key)? else {
            return Err(vm.value_error(&format!("unregistered extension code {code}")));
        };
        let found = match vm.as_tuple(&names) {
            Some([module, name]) if vm.as_str(module).is_some() && vm.as_str(name).is_some() => {
                self.find_class(vm, module, name)?
            }
            _ => {
                let message = format!("_inverted_registry[{code}] isn't a 2-tuple of strings");
                return Err(vm.value_error(&message));
            }
        };
        vm.set_item(&cache, &key, found.clone())?;
        self.stack.push(found);
        Ok(())
    }

    pub(super) fn next_buffer(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(buffers) = self.buffers.clone() else {
            let message = "pickle stream refers to out-of-band data but no *buffers* argument was given";
            return Err(unpickling_error(vm, message));
        };
        match vm.next(&buffers)? {
            Some(buffer) => self.stack.push(buffer),
            None => return Err(unpickling_error(vm, "not enough out-of-band buffers")),
        }
        Ok(())
    }

    pub(super) fn read_only_buffer(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let value = self.stack.top(vm)?.clone();
        let view = buffer::view_of(vm, &value)?;
        let read_only = vm.get_attr_str(&view, "readonly")?;
        if !vm.truth(&read_only)? {
            let view = vm.call_method(&view, "toreadonly", &[])?;
            self.stack.replace_top(view);
        }
        Ok(())
    }
}

//! Classes and functions in a pickle: by name.

use super::note::instead;
use super::opcode::*;
use super::save::Pickling;
use super::{attribute_of, item_of, pickling_error};
use interpreter::{Function, Return, Vm};
use object_model::{Class, ClassFlags, Runtime, Str, Value};

/// Modules that other processes do not know by this name.
const MAIN: [&str; 2] = ["__main__", "__mp_main__"];

/// The name of the module in which `value` is found under a path. PicklingError if there is none.
fn module_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &Value<R>) -> Return<R> {
    let path = vm.str_handle(name)?;
    let path = path.as_str();
    if path.split('.').any(|part| part == "<locals>") {
        let message = format!("Can't pickle local object {}", vm.repr_string(value)?);
        return Err(pickling_error(vm, &message));
    }
    let module_name = match vm.find_attr_str(value, "__module__")? {
        Some(module) if !module.is_none() => module,
        _ => match module_with(vm, value, path)? {
            Some(module) => return Ok(module),
            None => vm.intern("__main__").into_value(),
        },
    };
    let shown = vm.str_string(&module_name)?;
    let found = super::import(vm, &module_name);
    let module = match found {
        Ok(module) => module,
        Err(raised) => {
            let (import_error, value_error) =
                (vm.exceptions().import_error.clone(), vm.exceptions().value_error.clone());
            if !vm.is_raised(&raised, &import_error) && !vm.is_raised(&raised, &value_error) {
                return Err(raised);
            }
            let (value, why) = (vm.repr_string(value)?, vm.str_string(&raised.0)?);
            let error = pickling_error(vm, &format!("Can't pickle {value}: {why}"));
            return Err(instead(vm, error, &raised));
        }
    };
    match attribute_of(vm, &module, path) {
        Ok(found) if found.is(value) => Ok(module_name),
        Ok(_) => {
            let value = vm.repr_string(value)?;
            let message = format!("Can't pickle {value}: it's not the same object as {shown}.{path}");
            Err(pickling_error(vm, &message))
        }
        Err(raised) => {
            let attribute_error = vm.exceptions().attribute_error.clone();
            if !vm.is_raised(&raised, &attribute_error) {
                return Err(raised);
            }
            let value = vm.repr_string(value)?;
            let error =
                pickling_error(vm, &format!("Can't pickle {value}: it's not found as {shown}.{path}"));
            Err(instead(vm, error, &raised))
        }
    }
}

/// The loaded module that has `value` under a path, if any: for what does not say where it is from.
fn module_with<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, path: &str) -> Return<R, Option<Value<R>>> {
    let modules = vm.shared.modules().clone();
    for (_, name, module) in vm.dict_entries(&modules) {
        if module.is_none() || vm.as_str(&name).is_some_and(|name| MAIN.contains(&name)) {
            continue;
        }
        let mut found = Some(module);
        for part in path.split('.') {
            if let Some(parent) = found {
                found = vm.find_attr_str(&parent, part)?;
            }
        }
        if found.is_some_and(|found| found.is(value)) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

impl<R: Runtime> Pickling<R> {
    /// A class, of which three have no name that could be found.
    pub(super) fn class(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let types = vm.types();
        let only = [
            (&types.none, Value::NONE),
            (&types.ellipsis, Value::ELLIPSIS),
            (&types.not_implemented, Value::NOT_IMPLEMENTED),
        ];
        let only = only.into_iter().find(|(class, _)| value.is(class.value())).map(|(_, only)| only);
        let Some(only) = only else { return self.global(vm, value, None) };
        let (function, arguments) = (vm.types().type_.value().clone(), vm.new_tuple(vec![only]));
        let reduced = vm.new_pair(function, arguments);
        self.reduced_to_call(vm, value, &reduced)
    }

    /// Writes where `value` is found: under `name`, or under what it calls itself.
    pub(super) fn global(
        &mut self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        name: Option<&Value<R>>,
    ) -> Return<R, ()> {
        let name = match name {
            Some(name) => name.clone(),
            None => {
                let name = match vm.find_attr_str(value, "__qualname__")? {
                    Some(name) => name,
                    None => vm.get_attr_str(value, "__name__")?,
                };
                // What is written in Python has the names that its code has, each of which is one str wherever it is used.
                let in_python = value.as_ref::<Function<R>>().is_some()
                    || value.as_ref::<Class<R>>().is_some_and(|class| class.flags().has(ClassFlags::HEAP));
                match name.as_ref::<Str<R>>() {
                    Some(text) if in_python && !text.head().shape().is_heap() => {
                        vm.intern(text.as_str()).into_value()
                    }
                    _ => name,
                }
            }
        };
        let module = module_of(vm, value, &name)?;
        if self.protocol >= 2 {
            let registry = self.of_copyreg(vm, "_extension_registry")?;
            let key = vm.new_pair(module.clone(), name.clone());
            if let Some(code) = item_of(vm, &registry, &key)? {
                return self.extension(vm, &code);
            }
        }
        if self.protocol >= 4 {
            self.save(vm, &module)?;
            self.save(vm, &name)?;
            self.output.op(STACK_GLOBAL);
            return self.memoize(vm, value);
        }
        let path = vm.expect_str(&name, "a name must be a str, not")?.to_owned();
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or_default();
        let parts: Vec<&str> = parts.collect();
        // Readers that know no paths ask for one attribute after the other.
        if !parts.is_empty() {
            let getattr = vm.get_builtin("getattr")?;
            for _ in &parts {
                self.save(vm, &getattr)?;
                if self.protocol < 2 {
                    self.output.op(MARK);
                }
            }
        }
        self.global_line(vm, &module, first)?;
        for part in parts {
            let part = vm.new_str(part);
            self.save(vm, &part)?;
            self.output.write(&[if self.protocol < 2 { TUPLE } else { TUPLE2 }, REDUCE]);
        }
        self.memoize(vm, value)
    }

    /// An object that has a number.
    fn extension(&mut self, vm: &mut Vm<R>, code: &Value<R>) -> Return<R, ()> {
        let code = vm.index(code)?;
        match u32::try_from(code) {
            Ok(code @ 1..=0xFF) => self.output.op_with(EXT1, code as u8),
            Ok(code @ 1..=0xFFFF) => {
                let [low, high, ..] = code.to_le_bytes();
                self.output.write(&[EXT2, low, high]);
            }
            Ok(code @ 1..=0x7FFF_FFFF) => self.output.op_with_four(EXT4, code),
            _ => return Err(vm.runtime_error(&format!("extension code {code} is out of range"))),
        }
        Ok(())
    }

    /// The names of a module and of what is in it, a line each.
    fn global_line(&mut self, vm: &mut Vm<R>, module: &Value<R>, name: &str) -> Return<R, ()> {
        let (mut module, mut name) = (module.clone(), vm.new_str(name));
        if self.protocol < 3 && self.fix_imports {
            (module, name) = old_names(vm, module, name)?;
        }
        self.output.op(GLOBAL);
        for (part, what) in [(&module, "module"), (&name, "global")] {
            let text = vm.expect_str(part, "a name must be a str, not")?;
            let is_fit = if self.protocol == 3 {
                !text.chars().any(text::surrogate::is_surrogate)
            } else {
                text.is_ascii()
            };
            if !is_fit {
                let encoding = if self.protocol == 3 { "utf-8" } else { "ascii" };
                let failed = vm.encode(part, encoding, "strict").err();
                let shown = vm.repr_string(part)?;
                let message =
                    format!("can't pickle {what} identifier {shown} using pickle protocol {}", self.protocol);
                let error = pickling_error(vm, &message);
                return Err(match failed {
                    Some(failed) => instead(vm, error, &failed),
                    None => error,
                });
            }
            self.output.write(text.as_bytes());
            self.output.write(b"\n");
        }
        Ok(())
    }
}

/// What Python 2 calls something.
fn old_names<R: Runtime>(
    vm: &mut Vm<R>,
    module: Value<R>,
    name: Value<R>,
) -> Return<R, (Value<R>, Value<R>)> {
    let key = vm.new_pair(module.clone(), name.clone());
    super::renamed(vm, ["REVERSE_NAME_MAPPING", "REVERSE_IMPORT_MAPPING"], &key, module, name)
}

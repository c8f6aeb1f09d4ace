//! The functions of the module `builtins`.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Value};
use std::io::Write;

fn print<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [separator, end, file, flush, values] = arguments else {
        return Err(vm.system_error("print takes values"));
    };
    let mut text = String::new();
    let separator = match separator.some() {
        Some(separator) => vm.expect_str(separator, "sep must be None or a string, not")?.to_owned(),
        None => " ".to_owned(),
    };
    for (index, value) in vm.collect(values)?.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        text.push_str(vm.str(value)?.as_str());
    }
    match end.some() {
        Some(end) => text.push_str(vm.expect_str(end, "end must be None or a string, not")?),
        None => text.push('\n'),
    }
    let file = match file.some() {
        Some(file) => Some(file.clone()),
        None => match vm.loaded_module("sys") {
            Some(sys) => vm.find_attr_str(&sys, "stdout")?,
            None => None,
        },
    };
    match file {
        Some(file) if file.is_none() => {}
        Some(file) => {
            let text = vm.new_string(text);
            vm.call_method(&file, "write", &[text])?;
            if flush.given().is_some() && vm.truth(flush)? {
                vm.call_method(&file, "flush", &[])?;
            }
        }
        None => {
            let written = vm.detached(|| std::io::stdout().write_all(text.as_bytes()));
            if let Err(error) = written {
                return Err(vm.io_error(&error, None));
            }
        }
    }
    Ok(Value::NONE)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = vm.len(&arguments[0])?;
    Ok(vm.new_usize(length))
}

fn isinstance<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.is_instance_of(&arguments[0], &arguments[1]).map(Value::bool)
}

fn issubclass<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.is_subclass_of(&arguments[0], &arguments[1]).map(Value::bool)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.repr(&arguments[0])?.into_value())
}

fn import<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [name, globals, _, from_names, level] = arguments else {
        return Err(vm.system_error("__import__ takes a name"));
    };
    let name = vm.expect_str(name, "__import__() argument 1 must be str, not")?.to_owned();
    let level = match level.given() {
        Some(level) => vm.index(level)?,
        None => 0,
    };
    let absolute = vm.absolute_name(&name, level.max(0) as u32, globals)?;
    let module = vm.import_module(&absolute)?;
    let names = match from_names.some() {
        Some(names) => vm.collect(names)?,
        None => vec![],
    };
    if names.is_empty() {
        let top = absolute.split('.').next().unwrap_or(&absolute).to_owned();
        return if level == 0 { vm.import_module(&top) } else { Ok(module) };
    }
    let names: Vec<Box<str>> = names.iter().filter_map(|name| vm.as_str(name).map(Box::from)).collect();
    vm.import_from_list(&module, &absolute, &names)?;
    Ok(module)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    let module = vm.new_builtins_module();
    vm.module_functions(
        &module,
        "builtins",
        &[
            ("__build_class__(func, name, /, *bases, **kwds)", super::build_class),
            ("__import__(name, globals=None, locals=None, fromlist=(), level=0)", import),
            ("print(*args, sep=' ', end='\\n', file=None, flush=False)", print),
            ("len(obj, /)", len),
            ("isinstance(obj, class_or_tuple, /)", isinstance),
            ("issubclass(cls, class_or_tuple, /)", issubclass),
            ("repr(obj, /)", repr),
        ],
    );
    let types = vm.types();
    let classes = [
        &types.object,
        &types.type_,
        &types.int,
        &types.bool,
        &types.float,
        &types.complex,
        &types.str,
        &types.bytes,
        &types.tuple,
        &types.list,
        &types.dict,
        &types.set,
        &types.frozenset,
        &types.property,
        &types.static_method,
        &types.class_method,
        &types.super_,
        &types.range,
        &types.slice,
    ]
    .map(Clone::clone);
    for class in classes {
        vm.module_set(&module, &class.name(), class.value().clone());
    }
    for class in super::iterators::classes(vm) {
        vm.module_set(&module, &class.name(), class.value().clone());
    }
    let exceptions: Vec<(&str, Value<R>)> =
        vm.exceptions().all().into_iter().map(|(name, class)| (name, class.value().clone())).collect();
    for (name, class) in exceptions {
        vm.module_set(&module, name, class);
    }
    let os_error = vm.exceptions().os_error.value().clone();
    vm.module_set(&module, "EnvironmentError", os_error.clone());
    vm.module_set(&module, "IOError", os_error);
    vm.module_set(&module, "NotImplemented", Value::NOT_IMPLEMENTED);
    vm.module_set(&module, "Ellipsis", Value::ELLIPSIS);
    vm.module_set(&module, "__debug__", Value::TRUE);
    Ok(())
}

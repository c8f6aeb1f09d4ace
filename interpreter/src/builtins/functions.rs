//! The functions of the module `builtins`.

use super::evaluate::missing_as_none;
use crate::generator::Resumed;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Kind, Ref, Runtime, Special, Str, Value};
use std::io::Write;

/// Whether a text goes through a stream that has an encoding or an error handler of its own, though nobody has asked for `sys`.
fn wants_stream<R: Runtime>(vm: &Vm<R>, text: &str) -> bool {
    let config = &vm.shared.config;
    config.stream_encoding.is_some()
        || config.stream_errors.is_some() && text.chars().any(text::surrogate::is_surrogate)
}

/// `print`: one write for each piece to a file written in Python, as CPython does; one write in all to any other, so that
/// lines of several threads stay whole.
fn print<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [separator, end, file, flush, values] = arguments else {
        return Err(vm.system_error("print takes values"));
    };
    let mut file = match file.some() {
        Some(file) => Some(file.clone()),
        None => match vm.loaded_module("sys") {
            Some(sys) => match vm.find_attr_str(&sys, "stdout")? {
                Some(file) => Some(file),
                None => return Err(vm.runtime_error("lost sys.stdout")),
            },
            None => None,
        },
    };
    if file.as_ref().is_some_and(Value::is_none) {
        return Ok(Value::NONE);
    }
    let separator = match separator.some() {
        Some(separator) => vm.expect_str(separator, "sep must be None or a string, not")?,
        None => " ",
    };
    let end = match end.some() {
        Some(end) => vm.expect_str(end, "end must be None or a string, not")?,
        None => "\n",
    };
    let mut text = String::new();
    let piecewise = file.as_ref().is_some_and(|file| !super::sequence::is_exact(file));
    for (index, value) in vm.as_tuple(values).unwrap_or_default().iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
            if piecewise {
                write(vm, file.as_ref(), &mut text)?;
            }
        }
        match vm.str(value) {
            Ok(piece) => text.push_str(piece.as_str()),
            Err(raised) => {
                if !text.is_empty() {
                    write(vm, file.as_ref(), &mut text)?;
                }
                return Err(raised);
            }
        }
        if piecewise {
            write(vm, file.as_ref(), &mut text)?;
        }
    }
    text.push_str(end);
    if file.is_none() && wants_stream(vm, &text) {
        let sys = vm.import_module("sys")?;
        file = vm.find_attr_str(&sys, "stdout")?;
    }
    write(vm, file.as_ref(), &mut text)?;
    if let Some(file) = &file
        && flush.given().is_some()
        && vm.truth(flush)?
    {
        vm.call_method(file, "flush", &[])?;
    }
    Ok(Value::NONE)
}

/// Writes and empties `text`; to the process's own standard output if there is no file yet.
fn write<R: Runtime>(vm: &mut Vm<R>, file: Option<&Value<R>>, text: &mut String) -> Return<R, ()> {
    let text = std::mem::take(text);
    match file {
        Some(file) => {
            let text = vm.new_string(text);
            vm.call_method(file, "write", &[text]).map(drop)
        }
        None => {
            vm.check_utf8(&[&text])?;
            match vm.detached(|| std::io::stdout().write_all(text.as_bytes())) {
                Ok(()) => Ok(()),
                Err(error) => Err(vm.io_error(&error, None)),
            }
        }
    }
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
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    if name.is_empty() && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let absolute = vm.absolute_name(&name, level as u32, globals)?;
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

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = vm.hash(&arguments[0])?;
    Ok(vm.new_int(hash))
}

fn id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = vm.new_integer(arguments[0].word().bits().into());
    vm.audit("builtins.id", |_| [id.clone()])?;
    Ok(id)
}

fn callable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.is_callable(&arguments[0])))
}

/// The name of an attribute, given as an argument.
fn attribute_name<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
    match name.as_ref::<Str<R>>() {
        Some(name) => Ok(vm.shared.world.names.intern_str(vm, name)),
        None => {
            let message = format!("attribute name must be string, not '{}'", vm.type_name(name));
            Err(vm.type_error(&message))
        }
    }
}

fn getattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = attribute_name(vm, &arguments[1])?;
    let Some(default) = arguments[2].given() else { return vm.get_attr(&arguments[0], &name) };
    let found = missing_as_none(vm, |vm| vm.find_attr(&arguments[0], &name))?;
    Ok(found.unwrap_or_else(|| default.clone()))
}

fn hasattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = attribute_name(vm, &arguments[1])?;
    let found = missing_as_none(vm, |vm| vm.find_attr(&arguments[0], &name))?;
    Ok(Value::bool(found.is_some()))
}

fn setattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = attribute_name(vm, &arguments[1])?;
    vm.set_attr(&arguments[0], &name, arguments[2].clone())?;
    Ok(Value::NONE)
}

fn delattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = attribute_name(vm, &arguments[1])?;
    vm.delete_attr(&arguments[0], &name)?;
    Ok(Value::NONE)
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(sentinel) = arguments[1].given() else { return vm.iter(&arguments[0]) };
    if !vm.is_callable(&arguments[0]) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(super::iterators::new_callable_iterator(vm, &arguments[0], sentinel))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (iterator, default) = (&arguments[0], arguments[1].given());
    let answer = match iterator.header().map(|header| header.kind()) {
        Some(Kind::Generator) if vm.class_ref(iterator).value().is(vm.types().generator.value()) => {
            match vm.send(iterator, Value::NONE)? {
                Resumed::Yielded(value) => return Ok(value),
                Resumed::Returned(value) => Err(value),
            }
        }
        Some(Kind::RangeIterator | Kind::SequenceIterator | Kind::HashedIterator) => {
            vm.next(iterator)?.ok_or(Value::UNBOUND)
        }
        _ => match vm.call_special(iterator, Special::Next, &[]) {
            Ok(Some(value)) if value.is_unbound() => Err(value),
            Ok(Some(value)) => Ok(value),
            Ok(None) => {
                let message = format!("'{}' object is not an iterator", vm.type_name(iterator));
                return Err(vm.type_error(&message));
            }
            Err(raised) => {
                let class = vm.exceptions().stop_iteration.clone();
                return match default {
                    Some(default) if vm.is_raised(&raised, &class) => Ok(default.clone()),
                    _ => Err(raised),
                };
            }
        },
    };
    match (answer, default) {
        (Ok(value), _) => Ok(value),
        (Err(_), Some(default)) => Ok(default.clone()),
        (Err(returned), None) => Err(vm.stop_iteration(returned)),
    }
}

fn ascii<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.ascii(&arguments[0])
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = match arguments[1].given() {
        None => "",
        Some(spec) => match vm.as_str(spec) {
            Some(spec) => spec,
            None => {
                let message = format!("format() argument 2 must be str, not {}", vm.type_name(spec));
                return Err(vm.type_error(&message));
            }
        },
    };
    Ok(vm.format(&arguments[0], spec)?.into_value())
}

/// A standard stream as `sys` has it; None before `sys` is imported.
fn stream<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let found = match vm.loaded_module("sys") {
        Some(sys) => vm.find_attr_str(&sys, name)?,
        None => None,
    };
    match found {
        Some(stream) if !stream.is_none() => Ok(stream),
        _ => Err(vm.runtime_error(&format!("lost sys.{name}"))),
    }
}

fn input<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.import_module("sys")?;
    let (input, output, errors) = (stream(vm, "stdin")?, stream(vm, "stdout")?, stream(vm, "stderr")?);
    vm.audit("builtins.input", |_| [arguments[0].given().cloned().unwrap_or(Value::NONE)])?;
    // What cannot be flushed is not.
    drop(vm.call_method(&errors, "flush", &[]));
    if let Some(prompt) = arguments[0].given() {
        let prompt = vm.str(prompt)?.into_value();
        vm.call_method(&output, "write", &[prompt])?;
    }
    drop(vm.call_method(&output, "flush", &[]));
    let line = vm.call_method(&input, "readline", &[])?;
    let line = vm.expect_str(&line, "object.readline() returned non-string")?;
    if line.is_empty() {
        return Err(vm.eof_error("EOF when reading a line"));
    }
    let line = vm.new_str(line.strip_suffix('\n').unwrap_or(line));
    if vm.is_audited() {
        let (asked, answered) =
            (vm.call_method(&output, "isatty", &[])?, vm.call_method(&input, "isatty", &[])?);
        if vm.truth(&asked)? && vm.truth(&answered)? {
            vm.audit("builtins.input/result", |_| [line.clone()])?;
        }
    }
    Ok(line)
}

/// Calls a function of another module with the arguments given here.
fn pass_on<R: Runtime>(vm: &mut Vm<R>, module: &str, function: &str, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module(module)?;
    let function = vm.get_attr_str(&module, function)?;
    super::call_forwarded(vm, &function, &[], &arguments[0], &arguments[1])
}

/// What `open` takes behind the file.
const OPEN: [&str; 7] = ["mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"];

fn open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module("_io")?;
    let function = vm.get_attr_str(&module, "open")?;
    let (mut all, mut names) = (vec![arguments[0].clone()], vec![]);
    for (name, value) in OPEN.iter().zip(&arguments[1..]) {
        if let Some(value) = value.given() {
            names.push(vm.intern(name).into_value());
            all.push(value.clone());
        }
    }
    vm.call_with(&function, &all, &names)
}

fn breakpoint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module("sys")?;
    let Some(hook) = vm.find_attr_str(&module, "breakpointhook")? else {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    };
    vm.audit("builtins.breakpoint", |_| [hook])?;
    pass_on(vm, "sys", "breakpointhook", arguments)
}

fn help<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    pass_on(vm, "pydoc", "help", arguments)
}

fn exit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.exceptions().system_exit.value().clone();
    let code = arguments[0].given().cloned().unwrap_or(Value::NONE);
    let exception = vm.call(&class, &[code])?;
    Err(vm.exception_from(&exception))
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
            ("ascii(obj, /)", ascii),
            ("format(value, format_spec='', /)", format),
            ("hash(obj, /)", hash),
            ("id(obj, /)", id),
            ("callable(obj, /)", callable),
            ("getattr(object, name, default=None, /)", getattr),
            ("hasattr(obj, name, /)", hasattr),
            ("setattr(obj, name, value, /)", setattr),
            ("delattr(obj, name, /)", delattr),
            ("iter(object, sentinel=None, /)", iter),
            ("next(iterator, default=None, /)", next),
            ("aiter(async_iterable, /)", super::anext::aiter),
            ("anext(aiterator, default=None, /)", super::anext::anext),
            ("input(prompt='', /)", input),
            (
                "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
                open,
            ),
            ("breakpoint(*args, **kws)", breakpoint),
            ("help(*args, **kwds)", help),
            ("exit(code=None)", exit),
            ("quit(code=None)", exit),
        ],
    );
    super::aggregate::install(vm, &module);
    super::evaluate::install(vm, &module);
    super::numeric::install(vm, &module);
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
    for (name, value) in [("None", Value::NONE), ("True", Value::TRUE), ("False", Value::FALSE)] {
        vm.module_set(&module, name, value);
    }
    vm.module_set(&module, "Ellipsis", Value::ELLIPSIS);
    vm.module_set(&module, "__debug__", Value::bool(vm.shared.config.optimize == 0));
    Ok(())
}

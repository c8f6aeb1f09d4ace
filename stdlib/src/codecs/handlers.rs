//! The error handlers: those that are built in, as functions, and those that a program registers.

use interpreter::{Raised, Return, Vm};
use object_model::{Dict, Runtime, Str, Value};
use text::codec::{Codec, DecodeError, EncodeError, Failure, Handler, Replacement};

/// The attribute of the module that holds the handlers by name.
const HANDLERS: &str = "_error_handlers";

/// What an exception that is passed to a handler says.
struct Problem<R: Runtime> {
    encoding: &'static str,
    object: Value<R>,
    start: usize,
    end: usize,
}

fn problem<R: Runtime>(vm: &mut Vm<R>, exception: &Value<R>, length: usize) -> Return<R, Problem<R>> {
    let object = vm.get_attr_str(exception, "object")?;
    let start = vm.get_attr_str(exception, "start")?;
    let start = usize::try_from(vm.index(&start)?).unwrap_or(0).min(length);
    let end = vm.get_attr_str(exception, "end")?;
    let end = usize::try_from(vm.index(&end)?).unwrap_or(0).clamp(start, length);
    let encoding = match vm.find_attr_str(exception, "encoding")? {
        Some(name) => vm.as_str(&name).and_then(Codec::by_name).map_or("", Codec::name),
        None => "",
    };
    Ok(Problem { encoding, object, start, end })
}

fn length<R: Runtime>(vm: &mut Vm<R>, exception: &Value<R>) -> Return<R, usize> {
    let object = vm.get_attr_str(exception, "object")?;
    vm.len(&object)
}

/// Handles an exception the way `handler` does.
fn handle<R: Runtime>(vm: &mut Vm<R>, exception: &Value<R>, handler: Handler) -> Return<R> {
    let exceptions = vm.exceptions();
    let (encode, decode, translate, base) = (
        exceptions.unicode_encode_error.clone(),
        exceptions.unicode_decode_error.clone(),
        exceptions.unicode_translate_error.clone(),
        exceptions.base_exception.clone(),
    );
    if handler == Handler::Strict {
        return match vm.is_instance(exception, &base) {
            true => Err(Raised(exception.clone())),
            false => Err(vm.type_error("codec must pass exception instance")),
        };
    }
    let is_encode = vm.is_instance(exception, &encode);
    let translates = matches!(handler, Handler::Ignore | Handler::Replace | Handler::BackslashReplace);
    if is_encode || vm.is_instance(exception, &translate) && translates {
        let length = length(vm, exception)?;
        let Problem { encoding, object, start, end } = problem(vm, exception, length)?;
        let text = vm.str_argument(&object, "object attribute")?;
        let wrong: String = text.chars().skip(start).take(end - start).collect();
        let wrong = match handler {
            // What cannot be translated is text, and so is its replacement.
            Handler::Replace if !is_encode => {
                let replaced = vm.new_string("\u{FFFD}".repeat(end - start));
                return Ok(answer(vm, replaced, end));
            }
            _ => wrong,
        };
        let error = EncodeError { encoding, start, end, reason: "" };
        return match handler.encode(error, &wrong) {
            Ok((Replacement::Text(text), end)) => {
                let text = vm.new_string(text);
                Ok(answer(vm, text, end))
            }
            Ok((Replacement::Bytes(bytes), end)) => {
                let bytes = vm.new_bytes(&bytes);
                Ok(answer(vm, bytes, end))
            }
            Err(_) => Err(Raised(exception.clone())),
        };
    }
    if vm.is_instance(exception, &decode) {
        let length = length(vm, exception)?;
        let Problem { encoding, object, start, end } = problem(vm, exception, length)?;
        let bytes = vm.expect_bytes_like(&object)?;
        return match handler.decode(DecodeError { encoding, start, end, reason: "" }, &bytes) {
            Ok((text, end)) => {
                let text = vm.new_string(text);
                Ok(answer(vm, text, end))
            }
            Err(Failure::Other(error)) => Err(vm.text_error(error)),
            Err(_) => Err(Raised(exception.clone())),
        };
    }
    let message = format!("don't know how to handle {} in error callback", vm.qualified_type_name(exception));
    Err(vm.type_error(&message))
}

fn answer<R: Runtime>(vm: &Vm<R>, replacement: Value<R>, end: usize) -> Value<R> {
    let end = vm.new_usize(end);
    vm.new_tuple(vec![replacement, end])
}

fn handlers<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.import_module("_codecs")?;
    vm.get_attr_str(&module, HANDLERS)
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.str_argument(&arguments[0], "register_error() argument 1")?;
    if !vm.is_callable(&arguments[1]) {
        return Err(vm.type_error("handler must be callable"));
    }
    let handlers = handlers(vm)?;
    vm.set_item(&handlers, &arguments[0], arguments[1].clone())?;
    Ok(Value::NONE)
}

fn look_up<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = match arguments[0].as_ref::<Str<R>>() {
        Some(name) => name.as_str().to_owned(),
        None => vm.str_argument(&arguments[0], "lookup_error() argument")?.to_owned(),
    };
    let handlers = handlers(vm)?;
    if let Some(handlers) = handlers.as_ref::<Dict<R>>()
        && let Some(handler) = vm.dict_get(handlers, &arguments[0])?
    {
        return Ok(handler);
    }
    let class = vm.exceptions().lookup_error.clone();
    Err(vm.raise_message(&class, &format!("unknown error handler name '{name}'")))
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_argument(&arguments[0], "_unregister_error() argument")?;
    if Handler::by_name(name).is_ok() {
        return Err(vm.value_error(&format!("cannot un-register built-in error handler '{name}'")));
    }
    let handlers = handlers(vm)?;
    let Some(handlers) = handlers.as_ref::<Dict<R>>() else { return Ok(Value::FALSE) };
    let removed = vm.dict_remove(handlers, &arguments[0])?;
    Ok(Value::bool(removed.is_some()))
}

/// Adds the handlers to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let built_in: [(&str, &str, interpreter::NativeCall<R>); 8] = [
        ("strict", "strict_errors(exc, /)", |vm, arguments| handle(vm, &arguments[0], Handler::Strict)),
        ("ignore", "ignore_errors(exc, /)", |vm, arguments| handle(vm, &arguments[0], Handler::Ignore)),
        ("replace", "replace_errors(exc, /)", |vm, arguments| handle(vm, &arguments[0], Handler::Replace)),
        ("xmlcharrefreplace", "xmlcharrefreplace_errors(exc, /)", |vm, arguments| {
            handle(vm, &arguments[0], Handler::XmlCharRefReplace)
        }),
        ("backslashreplace", "backslashreplace_errors(exc, /)", |vm, arguments| {
            handle(vm, &arguments[0], Handler::BackslashReplace)
        }),
        ("namereplace", "namereplace_errors(exc, /)", |vm, arguments| {
            handle(vm, &arguments[0], Handler::NameReplace)
        }),
        ("surrogatepass", "surrogatepass(exc, /)", |vm, arguments| {
            handle(vm, &arguments[0], Handler::SurrogatePass)
        }),
        ("surrogateescape", "surrogateescape(exc, /)", |vm, arguments| {
            handle(vm, &arguments[0], Handler::SurrogateEscape)
        }),
    ];
    let handlers = vm.new_dict();
    vm.immortalize(handlers.value());
    for (name, signature, call) in built_in {
        let function = vm.new_module_function("_codecs", signature, call);
        let name = vm.new_str(name);
        vm.dict_set(&handlers, name, function)?;
    }
    vm.module_set(module, HANDLERS, handlers.into_value());
    vm.module_functions(
        module,
        "_codecs",
        &[
            ("register_error(errors, handler, /)", register),
            ("lookup_error(name, /)", look_up),
            ("_unregister_error(errors, /)", unregister),
        ],
    );
    Ok(())
}

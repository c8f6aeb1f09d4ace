//! `pyexpat`: XML.
//!
//! A parser of our own in the manner of expat, for no crate tells what this module has to tell: positions, the text of
//! everything that no handler is for, declarations, external entities, and all of it while a document comes in pieces.
//! [`engine`] turns bytes into events and knows no Python; [`parser`] is the object, [`deliver`] calls its handlers.

mod attribute;
mod content;
mod cursor;
mod declaration;
mod deliver;
mod dtd;
mod engine;
mod event;
mod failure;
mod handlers;
mod namespaces;
mod parser;
mod prolog;
mod source;
mod token;

use crate::exceptions;
use failure::Failure;
use interpreter::{Raised, Return, Vm};
use object_model::{Ref, Runtime, Value};
use parser::Parser;

/// The release of expat that this behaves like.
const VERSION: [i64; 3] = [2, 6, 3];

const MODEL: [(&str, i64); 10] = [
    ("XML_CTYPE_EMPTY", 1),
    ("XML_CTYPE_ANY", 2),
    ("XML_CTYPE_MIXED", 3),
    ("XML_CTYPE_NAME", 4),
    ("XML_CTYPE_CHOICE", 5),
    ("XML_CTYPE_SEQ", 6),
    ("XML_CQUANT_NONE", 0),
    ("XML_CQUANT_OPT", 1),
    ("XML_CQUANT_REP", 2),
    ("XML_CQUANT_PLUS", 3),
];

/// What is wrong with a parser's document, as an exception.
#[cold]
fn raise<R: Runtime>(vm: &mut Vm<R>, own: &Ref<R, Parser<R>>, failure: Failure) -> Raised<R> {
    let (code, message) = failure.described();
    let position = {
        let mut state = vm.lock(own);
        state.code = code;
        state.engine.position()
    };
    let text = format!("{message}: line {}, column {}", position.line, position.column);
    let raised = exceptions::raise(vm, "pyexpat", "ExpatError", &text);
    for (name, value) in
        [("code", code), ("offset", position.column as i64), ("lineno", position.line as i64)]
    {
        let value = vm.new_int(value);
        vm.set_attribute_quietly(&raised.0, name, value);
    }
    raised
}

fn error_string<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = vm.index(&arguments[0])?;
    let found = Failure::ALL.iter().find(|(_, number, ..)| *number == code);
    Ok(found.map_or(Value::NONE, |(.., message)| vm.new_str(message)))
}

/// A module inside this one.
fn inner<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, name: &str, doc: &str) -> Return<R> {
    let full_name = format!("pyexpat.{name}");
    let inner = vm.new_module(&full_name);
    set(vm, &inner, "__doc__", |vm| vm.new_str(doc));
    let modules = vm.shared.modules().clone();
    let key = vm.intern(&full_name);
    vm.dict_set_str(&modules, &key, inner.clone());
    vm.module_set(module, name, inner.clone());
    Ok(inner)
}

/// Gives a module something that lives as long as it.
fn set<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, name: &str, make: impl FnOnce(&mut Vm<R>) -> Value<R>) {
    let value = make(vm);
    vm.immortalize(&value);
    vm.module_set(module, name, value);
}

fn errors<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let errors = inner(vm, module, "errors", "Constants used to describe error conditions.")?;
    let (codes, messages) = (vm.new_dict(), vm.new_dict());
    for (_, number, name, message) in Failure::ALL {
        let (number, message) = (vm.new_int(number), vm.intern(message).into_value());
        vm.module_set(&errors, name, message.clone());
        vm.dict_set(&codes, message.clone(), number.clone())?;
        vm.dict_set(&messages, number, message)?;
    }
    set(vm, &errors, "codes", |_| codes.into_value());
    set(vm, &errors, "messages", |_| messages.into_value());
    Ok(())
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("pyexpat");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "xml.parsers.expat", "ExpatError", &exception)?;
    let error = vm.get_attr_str(&module, "ExpatError")?;
    vm.module_set(&module, "error", error);
    parser::install(vm, &module);
    errors(vm, &module)?;
    let model = inner(vm, &module, "model", "Constants used to interpret content model information.")?;
    for (name, number) in MODEL {
        vm.module_set(&model, name, Value::small_int(number));
    }
    for (number, name) in ["NEVER", "UNLESS_STANDALONE", "ALWAYS"].into_iter().enumerate() {
        let name = format!("XML_PARAM_ENTITY_PARSING_{name}");
        vm.module_set(&module, &name, Value::small_int(number as i64));
    }
    let [major, minor, micro] = VERSION;
    set(vm, &module, "EXPAT_VERSION", |vm| vm.new_string(format!("expat_{major}.{minor}.{micro}")));
    set(vm, &module, "version_info", |vm| vm.new_tuple(VERSION.map(Value::small_int).into()));
    set(vm, &module, "native_encoding", |vm| vm.new_str("UTF-8"));
    let features =
        [("XML_DTD", 0), ("XML_NS", 0), ("XML_GE", 0), ("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1)];
    let mut pairs = Vec::new();
    for (name, value) in features {
        let name = vm.intern(name).into_value();
        pairs.push(vm.new_pair(name, Value::small_int(value)));
    }
    let features = vm.new_list(pairs)?;
    set(vm, &module, "features", |_| features);
    vm.module_functions(
        &module,
        "pyexpat",
        &[
            (
                "ParserCreate(encoding=None, namespace_separator=None, intern=<unrepresentable>)",
                parser::create,
            ),
            ("ErrorString(code, /)", error_string),
        ],
    );
    Ok(module)
}

//! The codecs that search functions know, by name.

use interpreter::{Return, Vm};
use object_model::{Dict, List, Runtime, Value};

/// The attributes of the module that hold the search functions and what they have found.
const SEARCH: &str = "_search_functions";
const FOUND: &str = "_found";

fn attribute<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let module = vm.import_module("_codecs")?;
    vm.get_attr_str(&module, name)
}

/// A name as the search functions get it: in lower case, and what is no letter or digit as one underscore.
fn normalized(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || character == '.' {
            if gap && !normal.is_empty() {
                normal.push('_');
            }
            gap = false;
            normal.push(character.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    normal
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.is_callable(&arguments[0]) {
        return Err(vm.type_error("argument must be callable"));
    }
    let functions = attribute(vm, SEARCH)?;
    if let Some(functions) = functions.as_ref::<List<R>>()
        && vm.lock(functions).push(arguments[0].clone()).is_err()
    {
        return Err(vm.memory_error());
    }
    Ok(Value::NONE)
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let functions = attribute(vm, SEARCH)?;
    let Some(functions) = functions.as_ref::<List<R>>() else { return Ok(Value::NONE) };
    let known = vm.list_items(functions);
    if let Some(index) = known.iter().position(|function| function.is(&arguments[0])) {
        let index = vm.new_usize(index);
        vm.delete_item(functions.value(), &index)?;
        let found = attribute(vm, FOUND)?;
        vm.call_method(&found, "clear", &[])?;
    }
    Ok(Value::NONE)
}

/// The codec of a name: a tuple of four.
fn find<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>) -> Return<R> {
    let given = vm.c_text_argument(name, "lookup() argument")?;
    if vm.loaded_module("encodings").is_none() {
        vm.import_module("encodings")?;
    }
    let key = vm.new_string(normalized(given));
    let found = attribute(vm, FOUND)?;
    if let Some(found) = found.as_ref::<Dict<R>>()
        && let Some(codec) = vm.dict_get(found, &key)?
    {
        return Ok(codec);
    }
    let functions = attribute(vm, SEARCH)?;
    let functions = functions.as_ref::<List<R>>().map_or(vec![], |functions| vm.list_items(functions));
    for function in functions {
        let codec = vm.call(&function, std::slice::from_ref(&key))?;
        if codec.is_none() {
            continue;
        }
        if vm.as_tuple(&codec).is_none_or(|parts| parts.len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        if let Some(found) = found.as_ref::<Dict<R>>() {
            vm.dict_set(found, key, codec.clone())?;
        }
        return Ok(codec);
    }
    let class = vm.exceptions().lookup_error.clone();
    Err(vm.raise_message(&class, &format!("unknown encoding: {given}")))
}

fn look_up<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    find(vm, &arguments[0])
}

fn forget<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = normalized(vm.str_argument(&arguments[0], "argument")?);
    let (found, name) = (attribute(vm, FOUND)?, vm.new_string(name));
    vm.call_method(&found, "pop", &[name, Value::NONE])?;
    Ok(Value::NONE)
}

/// Encodes or decodes any object: `part` is the place of the function in a codec.
fn convert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], part: usize, what: &str) -> Return<R> {
    let name = match arguments[1].given() {
        Some(name) => name.clone(),
        None => vm.new_str("utf-8"),
    };
    let codec = find(vm, &name)?;
    let Some(function) = vm.as_tuple(&codec).and_then(|parts| parts.get(part)).cloned() else {
        return Err(vm.type_error("codec search functions must return 4-tuples"));
    };
    let mut given = vec![arguments[0].clone()];
    given.extend(arguments[2].given().cloned());
    let result = match vm.call(&function, &given) {
        Ok(result) => result,
        Err(raised) => {
            let doing = if part == 0 { "encoding" } else { "decoding" };
            let name = vm.str_string(&name)?;
            return Err(vm.noted_of_codec(raised, doing, &name));
        }
    };
    match vm.as_tuple(&result) {
        Some([result, _]) => Ok(result.clone()),
        _ => Err(vm.type_error(&format!("{what} must return a tuple (object, integer)"))),
    }
}

/// Adds the registry to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    let (functions, found) = (vm.new_list(vec![])?, vm.new_dict().into_value());
    for (name, value) in [(SEARCH, functions), (FOUND, found)] {
        vm.immortalize(&value);
        vm.module_set(module, name, value);
    }
    vm.module_functions(
        module,
        "_codecs",
        &[
            ("register(search_function, /)", register),
            ("unregister(search_function, /)", unregister),
            ("lookup(encoding, /)", look_up),
            ("_forget_codec(encoding, /)", forget),
            ("encode(obj, encoding='utf-8', errors='strict')", |vm, arguments| {
                convert(vm, arguments, 0, "encoder")
            }),
            ("decode(obj, encoding='utf-8', errors='strict')", |vm, arguments| {
                convert(vm, arguments, 1, "decoder")
            }),
        ],
    );
    Ok(())
}

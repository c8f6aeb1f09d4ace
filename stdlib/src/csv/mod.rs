//! `_csv`: rows of text, apart and together.

mod dialect;
mod reader;
mod writer;

use crate::exceptions;
use dialect::Dialect;
use interpreter::{Raised, Return, Vm};
use object_model::{Dict, Ref, Runtime, Value};

/// The attributes of the module that hold the named dialects and the limit of a field.
const DIALECTS: &str = "_dialects";
const LIMIT: &str = "_field_limit";

fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_csv", "Error", message)
}

fn attribute<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let module = vm.import_module("_csv")?;
    vm.get_attr_str(&module, name)
}

fn dialects<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Dict<R>>> {
    attribute(vm, DIALECTS)?.downcast().map_err(|_| vm.type_error("the dialects were replaced"))
}

/// The dialect that an argument names or is.
fn named<R: Runtime>(vm: &mut Vm<R>, given: &Value<R>) -> Return<R> {
    if vm.as_str(given).is_none() {
        return Ok(given.clone());
    }
    let dialects = dialects(vm)?;
    match vm.dict_get(&dialects, given)? {
        Some(dialect) => Ok(dialect),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.as_str(&arguments[0]).is_none() {
        return Err(vm.type_error("dialect name must be a string"));
    }
    let base = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let dialect = Dialect::of(vm, &base, &arguments[2])?;
    let dialect = vm.new_object(dialect);
    let dialects = dialects(vm)?;
    vm.dict_set(&dialects, arguments[0].clone(), dialect)?;
    Ok(Value::NONE)
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let dialects = dialects(vm)?;
    match vm.dict_remove(&dialects, &arguments[0])? {
        Some(_) => Ok(Value::NONE),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let dialects = dialects(vm)?;
    match vm.dict_get(&dialects, &arguments[0])? {
        Some(dialect) => Ok(dialect),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn list<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let dialects = dialects(vm)?;
    let names = vm.dict_entries(&dialects).into_iter().map(|(_, name, _)| name).collect();
    vm.new_list(names)
}

fn field_limit<R: Runtime>(vm: &mut Vm<R>) -> Return<R, i64> {
    let limit = attribute(vm, LIMIT)?;
    Ok(vm.as_i64(&limit).unwrap_or(i64::MAX))
}

fn field_size_limit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let old = field_limit(vm)?;
    if let Some(new) = arguments[0].given() {
        if !vm.is_int(new) {
            return Err(vm.type_error("limit must be an integer"));
        }
        let new = vm.index(new)?;
        let (module, new) = (vm.import_module("_csv")?, vm.new_int(new));
        vm.module_set(&module, LIMIT, new);
    }
    Ok(vm.new_int(old))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_csv");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "_csv", "Error", &exception)?;
    dialect::install(vm, &module);
    reader::install(vm, &module);
    writer::install(vm, &module);
    let (dialects, limit) = (vm.new_dict().into_value(), vm.new_int(128 * 1024));
    vm.immortalize(&dialects);
    vm.module_set(&module, DIALECTS, dialects);
    vm.module_set(&module, LIMIT, limit);
    let version = vm.new_str("1.0");
    vm.immortalize(&version);
    vm.module_set(&module, "__version__", version);
    vm.module_functions(
        &module,
        "_csv",
        &[
            ("reader(iterable, /, dialect='excel', **fmtparams)", reader::new),
            ("writer(fileobj, /, dialect='excel', **fmtparams)", writer::new),
            ("register_dialect(name, /, dialect='excel', **fmtparams)", register),
            ("unregister_dialect(name)", unregister),
            ("get_dialect(name)", get),
            ("list_dialects()", list),
            ("field_size_limit(new_limit=None, /)", field_size_limit),
        ],
    );
    Ok(module)
}

//! `_sre`: what `re` matches with. The machine is `text::regex`; here are the objects Python sees.

mod matched;
mod pattern;
mod scanner;
mod subject;
mod substitute;

use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};
use text::regex;

/// The numbers of a compiled pattern.
fn code<R: Runtime>(vm: &mut Vm<R>, list: &Value<R>) -> Return<R, Vec<u32>> {
    let Some(list) = list.as_ref::<List<R>>() else {
        let message = format!("compile() argument 'code' must be list, not {}", vm.argument_type(list));
        return Err(vm.type_error(&message));
    };
    let mut code = Vec::new();
    for item in vm.list_items(list) {
        match u32::try_from(vm.index_integer(&item)?) {
            Ok(number) => code.push(number),
            Err(_) => return Err(vm.overflow_error("regular expression code size limit exceeded")),
        }
    }
    Ok(code)
}

fn character<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u32> {
    let code = vm.index(value)?;
    u32::try_from(code).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

fn lower<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], lower: fn(u32) -> u32) -> Return<R> {
    let code = character(vm, &arguments[0])?;
    Ok(vm.new_int(i64::from(lower(code))))
}

fn is_cased<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], is_cased: fn(u32) -> bool) -> Return<R> {
    let code = character(vm, &arguments[0])?;
    Ok(Value::bool(is_cased(code)))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_sre");
    pattern::install(vm);
    matched::install(vm);
    scanner::install(vm);
    substitute::install(vm);
    for (name, value) in [
        ("MAGIC", regex::MAGIC),
        ("CODESIZE", 4),
        ("MAXREPEAT", i64::from(regex::UNLIMITED)),
        ("MAXGROUPS", i64::from(regex::MOST_GROUPS)),
    ] {
        let value = vm.new_int(value);
        vm.module_set(&module, name, value);
    }
    vm.module_functions(
        &module,
        "_sre",
        &[
            ("compile(pattern, flags, code, groups, groupindex, indexgroup)", pattern::compile),
            ("template(pattern, template, /)", substitute::template),
            ("getcodesize()", |vm, _| Ok(vm.new_int(4))),
            ("ascii_iscased(character, /)", |vm, arguments| is_cased(vm, arguments, regex::is_cased_ascii)),
            ("unicode_iscased(character, /)", |vm, arguments| is_cased(vm, arguments, regex::is_cased)),
            ("ascii_tolower(character, /)", |vm, arguments| lower(vm, arguments, regex::lower_ascii)),
            ("unicode_tolower(character, /)", |vm, arguments| lower(vm, arguments, regex::lower)),
        ],
    );
    Ok(module)
}

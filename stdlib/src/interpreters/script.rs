//! Code that can do without what is around it, and so be run in another interpreter.
//!
//! Compiled code is plain data, so it crosses as it is, without a copy.

use compiler::{Code, Op, Options};
use interpreter::{Function, LoadedCode, Return, Vm};
use object_model::{Dict, Runtime, Value};
use std::sync::Arc;

/// The code of a script: of source text, a code object or a function. It takes no arguments, answers nothing and uses no
/// variables but global ones.
pub(super) fn of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Arc<Code>> {
    let code = match code_of(value) {
        Some(code) => code,
        None => return compile(vm, value),
    };
    if !code.free_variables.is_empty() {
        return Err(vm.value_error("closures not supported"));
    }
    if !code.params.names.is_empty() {
        return Err(vm.value_error("code with args not supported"));
    }
    if !answers_nothing(&code) {
        return Err(vm.value_error("code that returns a value is not a script"));
    }
    Ok(code)
}

/// Of a code object or a function.
pub(super) fn code_of<R: Runtime>(value: &Value<R>) -> Option<Arc<Code>> {
    if let Some(loaded) = value.as_ref::<LoadedCode<R>>() {
        return Some(loaded.code.clone());
    }
    let code = value.as_ref::<Function<R>>()?.code_value();
    code.as_ref::<LoadedCode<R>>().map(|loaded| loaded.code.clone())
}

fn compile<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Arc<Code>> {
    if vm.as_str(value).is_none() && vm.bytes_like(value).is_none() {
        let message = format!("unsupported script {}", vm.repr_string(value)?);
        return Err(vm.type_error(&message));
    }
    let text = vm.source_text(value, "<script>", "exec", "code object")?;
    let options = Options { optimize: vm.shared.config.optimize, ..Options::default() };
    compiler::compile_with(&text, "<script>", compiler::Mode::Exec, options)
        .map_err(|error| vm.syntax_error(&error))
}

/// Whether every `return` is one of None.
fn answers_nothing(code: &Code) -> bool {
    !code.flags.generator
        && !code.flags.coroutine
        && !code.ops.iter().any(|op| matches!(op, Op::Return { .. }))
}

/// The code of a function that has nothing but its code: no defaults, no variables of a function around it, no global
/// ones. Builtins it may use.
pub(super) fn of_stateless<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Arc<Code>> {
    let Some(function) = value.as_ref::<Function<R>>() else {
        return Err(vm.type_error("a function is needed"));
    };
    for (defaults, what) in [
        (function.defaults_value(), "defaults not supported"),
        (function.keyword_defaults_value(), "keyword defaults not supported"),
    ] {
        if !defaults.is_none() && vm.len(&defaults)? > 0 {
            return Err(vm.value_error(what));
        }
    }
    let Some(code) = code_of(value) else { return Err(vm.value_error("func.__code__ missing")) };
    if !code.free_variables.is_empty() || !function.closure.is_none() {
        return Err(vm.value_error("closures not supported"));
    }
    let (globals, builtins) = (function.globals.clone(), function.builtins.clone());
    let (mut builtin, mut unknown) = (false, false);
    for op in &code.ops {
        let Op::LoadGlobal { site, .. } = op else { continue };
        let name = &code.names[usize::from(code.sites[usize::from(site.0)].name)];
        if has_name(vm, &globals, name) {
            return Err(vm.value_error("globals not supported"));
        }
        match has_name(vm, &builtins, name) {
            true => builtin = true,
            false => unknown = true,
        }
    }
    // As in CPython, which cannot tell a builtin from a global by the code alone.
    if builtin && unknown {
        return Err(vm.value_error("globals not supported"));
    }
    Ok(code)
}

fn has_name<R: Runtime>(vm: &mut Vm<R>, namespace: &Value<R>, name: &str) -> bool {
    let name = vm.intern(name);
    namespace.as_ref::<Dict<R>>().is_some_and(|namespace| vm.dict_get_str(namespace, &name).is_some())
}

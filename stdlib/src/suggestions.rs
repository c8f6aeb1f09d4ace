//! `_suggestions`: names similar to one that is unknown.

use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};

fn generate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[0].as_ref::<List<R>>().is_none() {
        return Err(vm.type_error("candidates must be a list"));
    }
    let wrong =
        vm.expect_str(&arguments[1], "_generate_suggestions() argument 2 must be str, not")?.to_owned();
    let candidates = vm.collect(&arguments[0])?;
    let mut names = Vec::with_capacity(candidates.len());
    for candidate in &candidates {
        match vm.as_str(candidate) {
            Some(name) => names.push(name),
            None => return Err(vm.type_error("all elements in 'candidates' must be strings")),
        }
    }
    Ok(text::suggestion(&wrong, &names).map_or(Value::NONE, |name| vm.new_str(name)))
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_suggestions");
    let functions: [(&str, interpreter::NativeCall<R>); 1] =
        [("_generate_suggestions(candidates, item, /)", generate)];
    vm.module_functions(&module, "_suggestions", &functions);
    Ok(module)
}

//! `_frozen_importlib` and `_frozen_importlib_external`: `importlib`'s own modules, set up.

use interpreter::{Importlib, Return, Vm};
use object_model::Runtime;

/// Runs a library module under another name, its own being that of a part of `importlib`.
fn load<R: Runtime>(vm: &mut Vm<R>, name: &str, part: &str) -> Return<R> {
    let full = format!("importlib.{part}");
    let Some(found) = (vm.shared.library.module)(&full) else {
        return Err(vm.import_error(true, &full, &format!("No module named '{full}'")));
    };
    vm.load_embedded(name, &found)
}

pub(crate) fn frozen<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = load(vm, "_frozen_importlib", "_bootstrap")?;
    let (sys, imp) = (vm.import_module("sys")?, vm.import_module("_imp")?);
    vm.call_method(&module, "_install", &[sys, imp])?;
    Ok(module)
}

pub(crate) fn external<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let inner = vm.importlib(Importlib::Inner)?;
    let module = load(vm, "_frozen_importlib_external", "_bootstrap_external")?;
    vm.call_method(&module, "_install", std::slice::from_ref(&inner))?;
    vm.set_attr_str(&inner, "_bootstrap_external", module.clone())?;
    super::archive_hook::install(vm)?;
    // What is in a folder goes before what is in the library.
    let sys = vm.import_module("sys")?;
    let finders = vm.get_attr_str(&sys, "meta_path")?;
    if let Some(importer) = vm.shared.library_importer().cloned()
        && vm.contains(&finders, &importer)?
    {
        vm.call_method(&finders, "remove", std::slice::from_ref(&importer))?;
        vm.call_method(&finders, "append", &[importer])?;
    }
    Ok(module)
}

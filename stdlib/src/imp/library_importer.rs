//! The importer of the embedded library, as `sys.meta_path` and `__loader__` show it.

use super::{namespace, text};
use interpreter::{ClassBuilder, Embedded, Return, Vm};
use object_model::{ClassFlags, Instance, Payload, Ref, Runtime, Value};

fn module<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>) -> Return<R, Embedded> {
    let name = text(vm, name)?;
    match (vm.shared.library.module)(&name) {
        Some(found) => Ok(found),
        None => {
            let message = format!("the library has no module named '{name}'");
            Err(vm.import_error(false, &name, &message))
        }
    }
}

fn find_spec<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = text(vm, &arguments[1])?;
    let Some(found) = (vm.shared.library.module)(&name) else { return Ok(Value::NONE) };
    vm.library_spec(&name, &found.filename, found.package, &arguments[0])
}

fn create_module<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn exec_module<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.get_attr_str(&arguments[1], "__name__")?;
    let found = module(vm, &name)?;
    let code = vm.compile_embedded(&found)?;
    let namespace = namespace(vm, &arguments[1])?;
    let file = vm.new_str(&found.filename);
    vm.module_set(&arguments[1], "__file__", file);
    vm.run_code(&code, &namespace, &namespace, Value::NONE).map(|_| Value::NONE)
}

fn get_source<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = module(vm, &arguments[1])?;
    Ok(vm.new_string(found.source()))
}

fn get_code<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = module(vm, &arguments[1])?;
    vm.compile_embedded(&found)
}

fn get_filename<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = module(vm, &arguments[1])?;
    Ok(vm.new_string(found.filename))
}

fn is_package<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    module(vm, &arguments[1]).map(|found| Value::bool(found.package))
}

fn module_names<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let names: Vec<Value<R>> = crate::library::all_names().map(|name| vm.new_str(name)).collect();
    vm.new_list(names)
}

/// Makes the importer known as the loader of the library's modules.
pub(crate) fn begin<R: Runtime>(vm: &mut Vm<R>) {
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let class =
        ClassBuilder::with_layout(vm, "_imp", "LibraryImporter", None, layout, ClassFlags::ATTRIBUTES)
            .methods(&[
                ("find_spec(self, fullname, path=None, target=None)", find_spec),
                ("create_module(self, spec)", create_module),
                ("exec_module(self, module)", exec_module),
                ("get_source(self, fullname)", get_source),
                ("get_code(self, fullname)", get_code),
                ("get_filename(self, fullname)", get_filename),
                ("is_package(self, fullname)", is_package),
                ("module_names(self)", module_names),
            ])
            .finish();
    let importer = Ref::<R, Instance<R>>::of(vm, &class).into_value();
    vm.immortalize(&importer);
    vm.shared.set_library_importer(&importer);
}

//! What a name in a pickle stands for.

use super::note::instead;
use super::{attribute_of, renamed};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// The object that a module has under a name: a path, from protocol 4 on. The names may be those of Python 2.
pub(super) fn find_class<R: Runtime>(
    vm: &mut Vm<R>,
    protocol: u8,
    fix_imports: bool,
    module: &Value<R>,
    name: &Value<R>,
) -> Return<R> {
    vm.audit("pickle.find_class", |_| [module.clone(), name.clone()])?;
    let (mut module, mut name) = (module.clone(), name.clone());
    if protocol < 3 && fix_imports {
        let key = vm.new_pair(module.clone(), name.clone());
        (module, name) = renamed(vm, ["NAME_MAPPING", "IMPORT_MAPPING"], &key, module, name)?;
    }
    let found = super::import(vm, &module)?;
    let Some(path) = vm.as_str(&name) else {
        let message = format!("attribute name must be string, not '{}'", vm.type_name(&name));
        return Err(vm.type_error(&message));
    };
    if protocol < 4 {
        return vm.get_attr_str(&found, path);
    }
    let result = attribute_of(vm, &found, path);
    match result {
        Err(raised) if path.contains('.') => {
            let (shown, module) = (vm.repr_string(&name)?, vm.repr_string(&module)?);
            let message = format!("Can't resolve path {shown} on module {module}");
            let class = vm.exceptions().attribute_error.clone();
            let error = vm.raise_message(&class, &message);
            Err(instead(vm, error, &raised))
        }
        result => result,
    }
}

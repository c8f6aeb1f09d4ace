//! Exception classes of native modules, such as `struct.error`.

use interpreter::{Raised, Return, Vm};
use object_model::{Class, Ref, Runtime, Value};

/// Makes an exception class called `shown.name` and gives it to `module` under that name.
pub(crate) fn define<R: Runtime>(
    vm: &mut Vm<R>,
    module: &Value<R>,
    shown: &str,
    name: &str,
    base: &Ref<R, Class<R>>,
) -> Return<R, ()> {
    let (own_name, bases) = (vm.new_str(name), vm.new_tuple(vec![base.value().clone()]));
    let namespace = vm.new_dict();
    let (key, own_module) = (vm.intern("__module__"), vm.intern(shown).into_value());
    vm.dict_set_str(&namespace, &key, own_module);
    let type_ = vm.types().type_.value().clone();
    let class = vm.call(&type_, &[own_name, bases, namespace.into_value()])?;
    vm.immortalize(&class);
    vm.module_set(module, name, class);
    Ok(())
}

/// An exception of the class that the native module `module` has under `name`, raised.
#[cold]
pub(crate) fn raise<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str, message: &str) -> Raised<R> {
    let made = vm.import_module(module).and_then(|module| {
        let class = vm.get_attr_str(&module, name)?;
        let message = vm.new_str(message);
        vm.call(&class, &[message])
    });
    match made {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

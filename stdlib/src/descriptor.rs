//! File descriptors in arguments: a number, or an object with `fileno()`.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// The descriptor that an argument stands for.
pub(crate) fn of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    let number = if vm.is_int(value) {
        value.clone()
    } else {
        match vm.find_attr_str(value, "fileno")? {
            Some(method) => {
                let number = vm.call(&method, &[])?;
                if !vm.is_int(&number) {
                    return Err(vm.type_error("fileno() returned a non-integer"));
                }
                number
            }
            None => {
                return Err(vm.type_error("argument must be an int, or have a fileno() method."));
            }
        }
    };
    let number = vm.index(&number)?;
    match i32::try_from(number) {
        Ok(descriptor) if descriptor >= 0 => Ok(descriptor),
        Ok(descriptor) => {
            let message = format!("file descriptor cannot be a negative integer ({descriptor})");
            Err(vm.value_error(&message))
        }
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

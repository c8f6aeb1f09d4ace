//! The built-in classes and functions, a file each.

mod exception;
mod functions;
mod object;
mod super_;
mod type_;

pub use super_::Super;
use type_::build_class;
pub use type_::construct_type;

use crate::raised::Return;
use crate::vm::Vm;
use object_model::Runtime;

/// Gives the built-in classes their methods and `builtins` its functions.
pub(crate) fn install<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    object::install(vm);
    type_::install(vm);
    super_::install(vm);
    exception::install(vm);
    functions::install(vm)
}

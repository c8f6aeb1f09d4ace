//! The built-in classes and functions, a file each.

mod aggregate;
mod bool;
mod bytearray;
mod bytes;
mod bytes_methods;
mod complex;
mod dict;
mod dict_views;
mod evaluate;
mod exception;
mod float;
mod functions;
mod hashed_iterator;
mod int;
mod iterators;
mod list;
mod memoryview;
mod numeric;
mod object;
mod range;
mod sequence;
mod set;
mod slice;
mod sort;
mod str;
mod str_format;
mod str_methods;
mod super_;
mod tuple;
mod type_;

pub use bytearray::ByteArray;
pub use dict_views::DictView;
pub use hashed_iterator::{HashedIterator, Shown};
pub(crate) use int::integer_arithmetic;
pub use memoryview::MemoryView;
pub use str::StrIterator;
pub(crate) use str_format::format_plain;
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
    int::install(vm);
    bool::install(vm);
    float::install(vm);
    complex::install(vm);
    str::install(vm);
    bytes::install(vm);
    bytearray::install(vm);
    memoryview::install(vm);
    list::install(vm);
    tuple::install(vm);
    dict::install(vm);
    dict_views::install(vm);
    set::install(vm);
    range::install(vm);
    slice::install(vm);
    hashed_iterator::install(vm);
    iterators::install(vm);
    functions::install(vm)
}

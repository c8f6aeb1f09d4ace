//! The built-in classes and functions, a file each.

mod aggregate;
mod anext;
mod async_generator;
mod bool;
mod bytearray;
mod bytes;
mod bytes_methods;
mod cell;
mod class_annotations;
mod code;
mod complex;
mod construct;
mod coroutine;
mod dict;
mod dict_views;
mod evaluate;
mod exception;
mod exports;
mod float;
mod frame;
mod frame_locals;
mod function;
mod functions;
mod generator;
pub(crate) mod generic_alias;
mod given_tree;
mod hashed_iterator;
mod int;
mod iterators;
mod length_hint;
pub(crate) mod list;
mod mapped;
mod mapping_proxy;
pub(crate) mod memoryview;
mod method;
mod module;
mod native;
mod none;
mod numeric;
mod object;
mod property;
mod range;
mod reduce;
mod sequence;
mod set;
mod set_operation;
mod slice;
mod sort;
pub(crate) mod str;
mod str_format;
mod str_methods;
mod super_;
mod syntax_tree;
pub(crate) mod tuple;
mod type_;
mod type_parameters;
mod union;

pub use async_generator::{FINALIZER_HOOK, FIRST_ITERATION_HOOK};
pub use bytearray::ByteArray;
pub(crate) use bytes::BytesIterator;
pub use dict_views::DictView;
pub(crate) use exception::{group_members, left_of_group};
pub use hashed_iterator::{HashedIterator, Shown};
pub(crate) use int::integer_arithmetic;
pub use mapped::{Mapped, Region};
pub use memoryview::{MemoryView, release_buffer};
pub(crate) use object::identity_hash;
pub(crate) use set::set_contains;
pub use str::StrIterator;
pub(crate) use str_format::format_plain;
pub use super_::Super;
pub(crate) use tuple::hash_of_items;
use type_::build_class;
pub use type_::construct_type;
pub(crate) use type_::{base_of, is_plain_init, is_static};

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Dict, Payload, Ref, Runtime, Special, Value};

/// Gives the built-in classes their methods and `builtins` its functions.
pub(crate) fn install<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    object::install(vm);
    type_::install(vm);
    super_::install(vm);
    exception::install(vm);
    int::install(vm);
    bool::install(vm);
    none::install(vm);
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
    property::install(vm);
    function::install(vm);
    method::install(vm);
    native::install(vm);
    cell::install(vm);
    code::install(vm);
    frame::install(vm);
    frame_locals::install(vm);
    generator::install(vm);
    coroutine::install(vm);
    async_generator::install(vm);
    anext::install(vm);
    module::install(vm);
    class_annotations::install(vm);
    reduce::install(vm);
    generic_alias::install(vm);
    union::install(vm);
    mapping_proxy::install(vm);
    functions::install(vm)?;
    vm.begin_monitor()
}

/// What a method or getter was called on; TypeError if it is of another class.
pub(crate) fn receiver<'a, R: Runtime, P: Payload<R>>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
    class: &str,
) -> Return<R, &'a Ref<R, P>> {
    match value.as_ref() {
        Some(object) => Ok(object),
        None => {
            let message = format!("a '{class}' object is required, not '{}'", vm.type_name(value));
            Err(vm.type_error(&message))
        }
    }
}

/// `callable(value)`
pub(crate) fn is_callable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    vm.class_of(value).special(vm, Special::Call).is_some()
}

/// Calls with what a signature's `*args` and `**kwargs` hold, after `first`.
pub(crate) fn call_forwarded<R: Runtime>(
    vm: &mut Vm<R>,
    callable: &Value<R>,
    first: &[Value<R>],
    positional: &Value<R>,
    keywords: &Value<R>,
) -> Return<R> {
    let mut all = first.to_vec();
    all.extend_from_slice(vm.as_tuple(positional).unwrap_or_default());
    let mut names = vec![];
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    vm.call_with(callable, &all, &names)
}

//! An item of a `memoryview`: a value of one format, as bytes.

use crate::number::Complex;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Special, Value};
use text::struct_format::{self, Field, Format, Wants};

/// The item of a format, of one character or with a `@` before it.
pub(super) fn field(format: &str) -> Option<Field> {
    let code = format.strip_prefix('@').unwrap_or(format);
    if code.len() != 1 || matches!(code, "s" | "p" | "x" | "F" | "D") {
        return None;
    }
    Format::parse(code).ok()?.fields().next()
}

/// The value that these bytes are as an item.
pub(super) fn unpacked<R: Runtime>(vm: &Vm<R>, item: Field, bytes: &[u8]) -> Value<R> {
    // The field of a format of its own begins at zero.
    match item.unpack(bytes) {
        struct_format::Value::Integer(integer) => vm.new_text_integer(integer),
        struct_format::Value::Float(float) => Value::float(float),
        struct_format::Value::Complex(real, imaginary) => vm.new_object(Complex::new(real, imaginary)),
        struct_format::Value::Bool(truth) => Value::bool(truth),
        struct_format::Value::Bytes(bytes) => vm.new_bytes(bytes),
    }
}

/// The bytes of a value as an item.
pub(super) fn packed<R: Runtime>(vm: &mut Vm<R>, item: Field, value: &Value<R>) -> Return<R, Vec<u8>> {
    let mut bytes = vec![0; item.size];
    let type_error = format!("memoryview: invalid type for format '{}'", item.code);
    let given = match item.wants() {
        Wants::Integer => {
            if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
                return Err(vm.type_error(&type_error));
            }
            struct_format::Value::Integer(vm.index_integer(value)?.into())
        }
        Wants::Float => match vm.to_float(value) {
            Ok(float) => struct_format::Value::Float(float),
            Err(_) => return Err(vm.type_error(&type_error)),
        },
        Wants::Bool => struct_format::Value::Bool(vm.truth(value)?),
        // No view has such items.
        Wants::Complex => return Err(vm.type_error(&type_error)),
        Wants::Bytes => match value.as_ref::<Bytes<R>>() {
            Some(bytes) => struct_format::Value::Bytes(bytes.as_slice()),
            None => return Err(vm.type_error(&type_error)),
        },
    };
    match item.pack(given, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(vm.value_error(&format!("memoryview: invalid value for format '{}'", item.code))),
    }
}

//! What goes into an array, and out of it, as something else: lists, bytes, files, text.

use super::code::Code;
use super::{array, collected, push};
use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};
use text::surrogate;

/// Bytes that are a whole number of items.
pub(super) fn whole<R: Runtime>(vm: &mut Vm<R>, code: Code, bytes: Vec<u8>) -> Return<R, Vec<u8>> {
    if bytes.len().is_multiple_of(code.size()) {
        return Ok(bytes);
    }
    Err(vm.value_error("bytes length not a multiple of item size"))
}

pub(super) fn from_list<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<List<R>>().is_none() {
        return Err(vm.type_error("arg must be list"));
    }
    // All of them or none.
    let own = array(vm, &arguments[0])?;
    let bytes = collected(vm, own.code, &arguments[1])?;
    push(vm, own, &bytes)
}

pub(super) fn from_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let bytes = vm.expect_bytes_like(&arguments[1])?.into_owned();
    let bytes = whole(vm, own.code, bytes)?;
    push(vm, own, &bytes)
}

pub(super) fn from_file<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let count = vm.index(&arguments[2])?;
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
    let Some(wanted) = count.checked_mul(own.code.size()).filter(|wanted| isize::try_from(*wanted).is_ok())
    else {
        return Err(vm.memory_error());
    };
    let size = vm.new_usize(wanted);
    let read = vm.call_method(&arguments[1], "read", &[size])?;
    let Some(bytes) = vm.as_bytes(&read) else { return Err(vm.type_error("read() didn't return bytes")) };
    let bytes = whole(vm, own.code, bytes.to_vec())?;
    push(vm, own, &bytes)?;
    if bytes.len() != wanted {
        let class = vm.exceptions().eof_error.clone();
        return Err(vm.raise_message(&class, "read() didn't return enough bytes"));
    }
    Ok(Value::NONE)
}

pub(super) fn to_file<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = to_bytes(vm, arguments)?;
    vm.call_method(&arguments[1], "write", &[bytes])?;
    Ok(Value::NONE)
}

pub(super) fn from_unicode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let text = vm.str_argument(&arguments[1], "fromunicode() argument")?;
    if !own.code.is_text() {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let bytes: Vec<u8> = text.chars().flat_map(|c| surrogate::to_code_point(c).to_le_bytes()).collect();
    push(vm, own, &bytes)
}

pub(super) fn to_unicode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    if !own.code.is_text() {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let bytes = own.bytes(vm);
    if own.code.code == 'w' {
        let bytes = vm.new_bytes(&bytes);
        return vm.decode(&bytes, "utf-32-le", "strict");
    }
    let codes = bytes.as_chunks::<4>().0.iter().map(|code| u32::from_le_bytes(*code));
    let text: Result<String, u32> = codes.map(|code| surrogate::from_code_point(code).ok_or(code)).collect();
    match text {
        Ok(text) => Ok(vm.new_string(text)),
        Err(code) => {
            let message = format!("character U+{code:x} is not in range [U+0000; U+10ffff]");
            Err(vm.value_error(&message))
        }
    }
}

pub(super) fn to_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = array(vm, &arguments[0])?.bytes(vm);
    Ok(vm.new_bytes(&bytes))
}

pub(super) fn to_list<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = array(vm, &arguments[0])?.items(vm);
    vm.new_list(items)
}

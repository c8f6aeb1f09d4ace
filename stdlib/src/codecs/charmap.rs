//! Encodings by a table: a string, a mapping, or what `charmap_build` has made of a string.

use super::convert::{answer, characters, data, errors};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Bytes, ClassFlags, Payload, Runtime, Str, Value};
use std::collections::HashMap;
use std::marker::PhantomData;
use text::codec::Codec;
use text::codec::charmap::{Encoding, UNDEFINED, invert};
use text::surrogate;

/// The payload of an encoding table.
struct EncodingMap<R: Runtime> {
    encoding: Encoding,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for EncodingMap<R> {
    const NAME: &'static str = "EncodingMap";
}

/// `charmap_build(map)`
pub(super) fn build<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let table: Vec<char> = vm.str_argument(&arguments[0], "charmap_build() argument")?.chars().collect();
    Ok(vm.new_object(EncodingMap { encoding: invert(&table), _runtime: PhantomData }))
}

/// What a mapping has for a key; None for nothing.
fn look_up<R: Runtime>(vm: &mut Vm<R>, mapping: &Value<R>, key: u32) -> Return<R, Option<Value<R>>> {
    let key = vm.new_int(i64::from(key));
    match vm.get_item(mapping, &key) {
        Ok(found) if found.is_none() => Ok(None),
        Ok(found) => Ok(Some(found)),
        Err(raised) if vm.is_raised(&raised, &vm.exceptions().lookup_error.clone()) => Ok(None),
        Err(raised) => Err(raised),
    }
}

/// `charmap_decode(data, errors, mapping)`
pub(super) fn decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = data(vm, &arguments[0], false)?;
    let bytes = vm.as_bytes(&data).unwrap_or_default();
    let errors = errors(vm, &arguments[1])?;
    let Some(mapping) = arguments[2].some() else {
        let (text, length) = vm.decode_by(Codec::Latin1, &data, errors, true)?;
        let text = vm.new_string(text);
        return Ok(answer(vm, text, length));
    };
    let text = if let Some(table) = mapping.as_ref::<Str<R>>() {
        let table: Vec<char> = table.as_str().chars().take(256).collect();
        let put = |byte: u8, text: &mut String| match table.get(usize::from(byte)) {
            Some(&character) if character != UNDEFINED => {
                text.push(character);
                true
            }
            _ => false,
        };
        vm.decode_by_table(&put, &data, errors)?
    } else {
        let mut table: Vec<Option<Option<String>>> = vec![None; 256];
        for &byte in bytes {
            if table[usize::from(byte)].is_none() {
                table[usize::from(byte)] = Some(decoded(vm, mapping, byte)?);
            }
        }
        let put = |byte: u8, text: &mut String| match &table[usize::from(byte)] {
            Some(Some(decoded)) => {
                text.push_str(decoded);
                true
            }
            _ => false,
        };
        vm.decode_by_table(&put, &data, errors)?
    };
    let length = bytes.len();
    let text = vm.new_string(text);
    Ok(answer(vm, text, length))
}

/// What a mapping decodes a byte to.
fn decoded<R: Runtime>(vm: &mut Vm<R>, mapping: &Value<R>, byte: u8) -> Return<R, Option<String>> {
    let Some(found) = look_up(vm, mapping, u32::from(byte))? else { return Ok(None) };
    if let Some(text) = found.as_ref::<Str<R>>() {
        let text = text.as_str();
        return Ok((!text.starts_with(UNDEFINED) || text.chars().count() != 1).then(|| text.to_owned()));
    }
    if !vm.is_int(&found) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    let character =
        vm.as_i64(&found).and_then(|code| u32::try_from(code).ok()).and_then(surrogate::from_code_point);
    match character {
        Some(UNDEFINED) => Ok(None),
        Some(character) => Ok(Some(character.to_string())),
        None => Err(vm.type_error("character mapping must be in range(0x110000)")),
    }
}

/// `charmap_encode(str, errors, mapping)`
pub(super) fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = characters(vm, &arguments[0])?;
    let errors = errors(vm, &arguments[1])?;
    let bytes = match arguments[2].some() {
        None => vm.encode_by(Codec::Latin1, &arguments[0], errors)?,
        Some(mapping) => match mapping.as_ref::<EncodingMap<R>>() {
            Some(map) => vm.encode_by_table(&map.encoding, &arguments[0], errors)?,
            None => {
                let text = vm.str_argument(&arguments[0], "argument 1")?;
                // What an error handler puts in place is encoded as well, and is mostly ASCII.
                let mut table = HashMap::new();
                for character in text.chars() {
                    if !table.contains_key(&character)
                        && let Some(encoded) = encoded(vm, mapping, character)?
                    {
                        table.insert(character, encoded);
                    }
                }
                for character in '\0'..='\x7f' {
                    if errors != "strict"
                        && !table.contains_key(&character)
                        && let Ok(Some(encoded)) = encoded(vm, mapping, character)
                    {
                        table.insert(character, encoded);
                    }
                }
                vm.encode_by_table(&table, &arguments[0], errors)?
            }
        },
    };
    let bytes = vm.new_bytes(&bytes);
    Ok(answer(vm, bytes, length))
}

/// What a mapping encodes a character to.
fn encoded<R: Runtime>(vm: &mut Vm<R>, mapping: &Value<R>, character: char) -> Return<R, Option<Vec<u8>>> {
    let Some(found) = look_up(vm, mapping, surrogate::to_code_point(character))? else { return Ok(None) };
    if let Some(bytes) = found.as_ref::<Bytes<R>>() {
        return Ok(Some(bytes.as_slice().to_vec()));
    }
    if !vm.is_int(&found) {
        let message =
            format!("character mapping must return integer, bytes or None, not {}", vm.type_name(&found));
        return Err(vm.type_error(&message));
    }
    match vm.as_i64(&found).and_then(|code| u8::try_from(code).ok()) {
        Some(byte) => Ok(Some(vec![byte])),
        None => Err(vm.type_error("character mapping must be in range(256)")),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<EncodingMap<R>>(vm, "builtins", "EncodingMap", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .method("size(self, /)", |vm, _| Ok(vm.new_usize(size_of::<Encoding>())))
        .sealed()
        .finish();
}

//! `UnicodeDecodeError` and its like: which part of which object could not be converted.

use super::{field, set_args};
use crate::native::NativeCall;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Str, Value};

const FIELDS: [&str; 5] = ["encoding", "object", "start", "end", "reason"];

/// What the object of an error is of.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Text,
    Bytes,
}

fn read<R: Runtime>(
    vm: &mut Vm<R>,
    receiver: &Value<R>,
    args: &Value<R>,
    names: &[&str],
    object: Wanted,
) -> Return<R> {
    let items = vm.as_tuple(args).map_or(vec![], <[_]>::to_vec);
    if items.len() != names.len() {
        let message = format!("function takes exactly {} arguments ({} given)", names.len(), items.len());
        return Err(vm.type_error(&message));
    }
    let mut bytes = None;
    for (position, (name, item)) in names.iter().zip(&items).enumerate() {
        let wanted = match *name {
            "start" | "end" => {
                vm.index(item)?;
                continue;
            }
            "object" => object,
            _ => Wanted::Text,
        };
        match wanted {
            Wanted::Text if item.as_ref::<Str<R>>().is_none() => {
                let message = format!("argument {} must be str, not {}", position + 1, vm.type_name(item));
                return Err(vm.type_error(&message));
            }
            // Last, for the reason is looked at before it.
            Wanted::Bytes => bytes = Some(item),
            Wanted::Text => {}
        }
    }
    let bytes = match bytes {
        Some(bytes) if bytes.as_ref::<Bytes<R>>().is_none() => {
            let bytes = vm.expect_bytes_like(bytes)?.into_owned();
            Some(vm.new_bytes(&bytes))
        }
        _ => None,
    };
    set_args(vm, receiver, args.clone())?;
    for (name, item) in names.iter().zip(items) {
        let item = bytes.clone().filter(|_| *name == "object").unwrap_or(item);
        vm.set_exception_field(receiver, name, item);
    }
    Ok(Value::NONE)
}

fn decode_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read(vm, &arguments[0], &arguments[1], &FIELDS, Wanted::Bytes)
}

fn encode_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read(vm, &arguments[0], &arguments[1], &FIELDS, Wanted::Text)
}

fn translate_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read(vm, &arguments[0], &arguments[1], &FIELDS[1..], Wanted::Text)
}

struct Fields<R: Runtime> {
    encoding: String,
    object: Value<R>,
    start: i64,
    end: i64,
    reason: String,
}

fn fields<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    offset: usize,
    wanted: Wanted,
) -> Return<R, Fields<R>> {
    let encoding = if offset == 0 { field(vm, value, "encoding", 0) } else { vm.new_str("") };
    let start = field(vm, value, "start", 2 - offset);
    let end = field(vm, value, "end", 3 - offset);
    let reason = field(vm, value, "reason", 4 - offset);
    // Both may run code of the program's, which changes the object.
    let (encoding, reason) = (vm.str_string(&encoding)?, vm.str_string(&reason)?);
    Ok(Fields {
        encoding,
        object: object_of(vm, value, wanted)?,
        start: vm.as_i64(&start).unwrap_or(0),
        end: vm.as_i64(&end).unwrap_or(0),
        reason,
    })
}

/// The object of an error, which a program may have replaced or taken away.
fn object_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, wanted: Wanted) -> Return<R> {
    let object = vm.exception_field(value, "object");
    let problem = match (&object, wanted) {
        (None, _) => "is not set",
        (Some(object), Wanted::Text) if object.as_ref::<Str<R>>().is_none() => "must be a string",
        (Some(object), Wanted::Bytes) if object.as_ref::<Bytes<R>>().is_none() => "must be a bytes",
        (Some(object), _) => return Ok(object.clone()),
    };
    Err(vm.type_error(&format!("UnicodeError 'object' attribute {problem}")))
}

/// Whether `__init__` has never told what the error is of.
fn is_blank<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    vm.exception_field(value, "object").is_none()
}

fn decode_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if is_blank(vm, &arguments[0]) {
        return Ok(vm.new_str(""));
    }
    let Fields { encoding, object, start, end, reason } = fields(vm, &arguments[0], 0, Wanted::Bytes)?;
    let byte = vm.as_bytes(&object).and_then(|bytes| bytes.get(usize::try_from(start).ok()?).copied());
    let text = match byte {
        Some(byte) if end.saturating_sub(1) == start => {
            format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}")
        }
        _ => format!(
            "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
            end.saturating_sub(1)
        ),
    };
    Ok(vm.new_string(text))
}

/// One character as an escape, or the range of several.
fn place<R: Runtime>(vm: &Vm<R>, object: &Value<R>, start: i64, end: i64) -> String {
    let character = vm.as_str(object).and_then(|text| text.chars().nth(usize::try_from(start).ok()?));
    match character {
        Some(character) if end.saturating_sub(1) == start => {
            let code = text::surrogate::to_code_point(character);
            let escape = match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            format!("character '{escape}' in position {start}")
        }
        _ => format!("characters in position {start}-{}", end.saturating_sub(1)),
    }
}

fn encode_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if is_blank(vm, &arguments[0]) {
        return Ok(vm.new_str(""));
    }
    let Fields { encoding, object, start, end, reason } = fields(vm, &arguments[0], 0, Wanted::Text)?;
    let place = place(vm, &object, start, end);
    Ok(vm.new_string(format!("'{encoding}' codec can't encode {place}: {reason}")))
}

fn translate_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if is_blank(vm, &arguments[0]) {
        return Ok(vm.new_str(""));
    }
    let Fields { object, start, end, reason, .. } = fields(vm, &arguments[0], 1, Wanted::Text)?;
    let place = place(vm, &object, start, end);
    Ok(vm.new_string(format!("can't translate {place}: {reason}")))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let exceptions = vm.exceptions();
    let (decode, encode, translate) = (
        exceptions.unicode_decode_error.clone(),
        exceptions.unicode_encode_error.clone(),
        exceptions.unicode_translate_error.clone(),
    );
    let signature = "__init__(self, /, *args)";
    let methods = |init: NativeCall<R>, text: NativeCall<R>| [(signature, init), ("__str__(self, /)", text)];
    super::extend(vm, &decode, &methods(decode_init, decode_text), &FIELDS);
    super::extend(vm, &encode, &methods(encode_init, encode_text), &FIELDS);
    super::extend(vm, &translate, &methods(translate_init, translate_text), &FIELDS);
}

//! The formats of numbers and text that pickles of arrays name, whatever machine they were written on.

use super::code::{CODES, Code};
use super::{Array, whole};
use interpreter::{Return, Vm};
use object_model::{Class, Runtime, Value};
use text::struct_format::Format;

/// The formats of numbers, as `struct` has them, by their number.
const NUMBERS: [&str; 18] = [
    "B", "b", "<H", ">H", "<h", ">h", "<I", ">I", "<i", ">i", "<Q", ">Q", "<q", ">q", "<f", ">f", "<d", ">d",
];
/// The formats of text, whose numbers come next.
const TEXTS: [&str; 4] = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"];
const UTF_32_LITTLE: usize = 20;

/// The number of the format that items of a code have here.
pub(super) fn of_code(code: Code) -> usize {
    let letter = match code.code {
        'u' | 'w' => return UTF_32_LITTLE,
        'l' if code.size() == 8 => 'q',
        'L' if code.size() == 8 => 'Q',
        'l' => 'i',
        'L' => 'I',
        letter => letter,
    };
    NUMBERS.iter().position(|format| !format.starts_with('>') && format.ends_with(letter)).unwrap_or_default()
}

/// The last code whose items are numbers of a format, or the one that was wanted.
fn fitting_code(format: usize, wanted: char) -> char {
    let here = format & !usize::from(format > 1);
    let mut codes = CODES.chars().rev().filter(|code| !matches!(code, 'f' | 'd'));
    codes.find(|code| Code::of(*code).is_some_and(|code| of_code(code) == here)).unwrap_or(wanted)
}

/// `_array_reconstructor(arraytype, typecode, mformat_code, items)`: what pickles of protocol 3 and above call.
pub(super) fn reconstruct<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, code, format, items] = arguments else {
        return Err(vm.system_error("_array_reconstructor() takes four arguments"));
    };
    let Some(made_of) = class.as_ref::<Class<R>>() else {
        let message = format!("first argument must be a type object, not {}", vm.type_name(class));
        return Err(vm.type_error(&message));
    };
    let base = vm.class_of_payload::<Array<R>>();
    if !vm.is_subclass(made_of, &base) {
        let message = format!("{} is not a subtype of array.array", made_of.name());
        return Err(vm.type_error(&message));
    }
    let letter = vm.character_argument(
        code,
        "_array_reconstructor() argument 2",
        "_array_reconstructor(): argument 2",
    )?;
    let format = vm.index(format)?;
    let Some(own) = Code::of(letter) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let known = usize::try_from(format).ok().filter(|format| *format < NUMBERS.len() + TEXTS.len());
    let Some(format) = known else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    let Some(bytes) = vm.as_bytes(items).map(<[u8]>::to_vec) else {
        let message = format!("fourth argument should be bytes, not {}", vm.type_name(items));
        return Err(vm.type_error(&message));
    };
    if format == of_code(own) {
        let bytes = whole(vm, own, bytes)?;
        let made = vm.call(class, std::slice::from_ref(code))?;
        let bytes = vm.new_bytes(&bytes);
        vm.call_method(&made, "frombytes", &[bytes])?;
        return Ok(made);
    }
    let Some(number) = NUMBERS.get(format) else {
        let encoding = vm.new_str(TEXTS[format - NUMBERS.len()]);
        let text = vm.call_method(items, "decode", &[encoding])?;
        return vm.call(class, &[code.clone(), text]);
    };
    let field = Format::parse(number).ok().and_then(|format| format.fields().next());
    let Some(field) = field else { return Err(vm.system_error("a machine format is a format of struct")) };
    if !bytes.len().is_multiple_of(field.size) {
        return Err(vm.value_error("string length not a multiple of item size"));
    }
    let mut numbers = Vec::with_capacity(bytes.len() / field.size);
    for item in bytes.chunks_exact(field.size) {
        numbers.push(match field.unpack(item) {
            text::struct_format::Value::Integer(integer) => vm.new_text_integer(integer),
            text::struct_format::Value::Float(float) => Value::float(float),
            _ => Value::NONE,
        });
    }
    let code = vm.new_character(fitting_code(format, letter));
    let numbers = vm.new_list(numbers)?;
    vm.call(class, &[code, numbers])
}

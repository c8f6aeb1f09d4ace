//! The escapes of bytes literals.

use super::convert::{answer, data, errors};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use text::codec::escape::first_invalid;
use text::quote::escape_bytes;

/// `escape_encode(data)`
pub(super) fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    errors(vm, &arguments[1])?;
    let Some(bytes) = vm.as_bytes(&arguments[0]) else {
        let message = format!("argument 1 must be bytes, not {}", vm.argument_type(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    let escaped = vm.new_bytes(escape_bytes(bytes).as_bytes());
    Ok(answer(vm, escaped, bytes.len()))
}

/// `escape_decode(data)`
pub(super) fn decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = data(vm, &arguments[0], true)?;
    let bytes = vm.as_bytes(&data).unwrap_or_default();
    let errors = errors(vm, &arguments[1])?;
    if let Some(invalid) = first_invalid(bytes, b"\n\\'\"abfnrtvx") {
        let category = vm.exceptions().deprecation_warning.clone();
        vm.warn(&category, &invalid.warning("b"))?;
    }
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut next = 0;
    while let Some(&byte) = bytes.get(next) {
        next += 1;
        if byte != b'\\' {
            decoded.push(byte);
            continue;
        }
        let Some(&escape) = bytes.get(next) else { return Err(vm.value_error("Trailing \\ in string")) };
        next += 1;
        match escape {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => decoded.push(escape),
            b'a' => decoded.push(7),
            b'b' => decoded.push(8),
            b't' => decoded.push(9),
            b'n' => decoded.push(10),
            b'v' => decoded.push(11),
            b'f' => decoded.push(12),
            b'r' => decoded.push(13),
            b'0'..=b'7' => {
                let digits = bytes[next - 1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let digits: Vec<u8> = digits.copied().collect();
                next += digits.len() - 1;
                decoded.push(digits.iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0')) as u8);
            }
            b'x' => {
                let digits = bytes.get(next..next + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                let value = digits
                    .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if let Some(value) = value {
                    decoded.push(value);
                    next += 2;
                    continue;
                }
                match errors {
                    "strict" => {
                        return Err(vm.value_error(&format!("invalid \\x escape at position {}", next - 2)));
                    }
                    "replace" => decoded.push(b'?'),
                    "ignore" => {}
                    other => {
                        let message = format!("decoding error; unknown error handling code: {other}");
                        return Err(vm.value_error(&message));
                    }
                }
                // One digit belongs to the wrong escape.
                next += usize::from(bytes.get(next).is_some_and(u8::is_ascii_hexdigit));
            }
            other => decoded.extend([b'\\', other]),
        }
    }
    let length = bytes.len();
    let decoded = vm.new_bytes(&decoded);
    Ok(answer(vm, decoded, length))
}

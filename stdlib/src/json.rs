//! `_json`: the strings of JSON, in and out. The rest of `json` is Python.

use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Str, Value};
use std::fmt::Write;
use text::surrogate;

/// `json.JSONDecodeError(message, text, position)`, raised.
#[cold]
fn wrong<R: Runtime>(vm: &mut Vm<R>, message: &str, text: &Value<R>, position: usize) -> Raised<R> {
    let made = vm.import_module("json.decoder").and_then(|decoder| {
        let (message, position) = (vm.new_str(message), vm.new_usize(position));
        vm.call_method(&decoder, "JSONDecodeError", &[message, text.clone(), position])
    });
    match made {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

/// Four hexadecimal digits.
fn unit(digits: &[u8]) -> Option<u32> {
    let digits = digits.get(..4)?;
    digits.iter().try_fold(0, |value, &digit| Some(value * 16 + char::from(digit).to_digit(16)?))
}

/// `scanstring(string, end, strict=True)`: the string whose opening quote stands before `end`, and where it ends.
fn scan<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(text) = arguments[0].as_ref::<Str<R>>() else {
        let message = format!("first argument must be a string, not {}", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    let begin = vm.index(&arguments[1])?;
    let strict = vm.flag(&arguments[2], true)?;
    let Some(begin) = usize::try_from(begin).ok().filter(|&begin| begin <= text.characters()) else {
        return Err(vm.value_error("end is out of bounds"));
    };
    let start = text.offset_of(begin);
    let (content, bytes) = (text.as_str(), text.as_str().as_bytes());
    let opening = begin.saturating_sub(1);
    let unterminated = "Unterminated string starting at";
    let mut scanned = String::new();
    let mut next = start;
    loop {
        let run =
            bytes[next..].iter().position(|&byte| matches!(byte, b'"' | b'\\') || strict && byte < 0x20);
        let Some(run) = run else { return Err(wrong(vm, unterminated, &arguments[0], opening)) };
        scanned.push_str(&content[next..next + run]);
        next += run;
        match bytes[next] {
            b'"' => {
                let end = vm.new_usize(text.index_of(next + 1));
                let scanned = vm.new_string(scanned);
                return Ok(vm.new_tuple(vec![scanned, end]));
            }
            b'\\' => {}
            _ => {
                let at = text.index_of(next);
                return Err(wrong(vm, "Invalid control character at", &arguments[0], at));
            }
        }
        let backslash = next;
        let Some(&escape) = bytes.get(next + 1) else {
            return Err(wrong(vm, unterminated, &arguments[0], opening));
        };
        next += 2;
        scanned.push(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let Some(mut code) = unit(&bytes[next..]) else {
                    let at = text.index_of(backslash + 1);
                    return Err(wrong(vm, "Invalid \\uXXXX escape", &arguments[0], at));
                };
                next += 4;
                if (0xD800..0xDC00).contains(&code)
                    && bytes[next..].starts_with(b"\\u")
                    && let Some(low @ 0xDC00..0xE000) = unit(&bytes[next + 2..])
                {
                    code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    next += 6;
                }
                surrogate::from_code_point(code).unwrap_or('\u{FFFD}')
            }
            _ => {
                let at = text.index_of(backslash);
                return Err(wrong(vm, "Invalid \\escape", &arguments[0], at));
            }
        });
    }
}

/// Appends a character as JSON's escape of it, if it must be one.
fn push_escaped(out: &mut String, character: char) -> bool {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\0'..='\x1f' => write!(out, "\\u{:04x}", u32::from(character)).expect("a String takes all text"),
        _ => return false,
    }
    true
}

fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], ascii: bool) -> Return<R> {
    let Some(text) = arguments[0].as_ref::<Str<R>>() else {
        let message = format!("first argument must be a string, not {}", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    let text = text.as_str();
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        if push_escaped(&mut out, character) {
            continue;
        }
        if !ascii || matches!(character, ' '..='~') {
            out.push(character);
            continue;
        }
        let code = surrogate::to_code_point(character);
        let written = match code.checked_sub(0x1_0000) {
            Some(above) => {
                write!(out, "\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF))
            }
            None => write!(out, "\\u{code:04x}"),
        };
        written.expect("a String takes all text");
    }
    out.push('"');
    Ok(vm.new_string(out))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_json");
    vm.module_functions(
        &module,
        "_json",
        &[
            ("scanstring(string, end, strict=True, /)", scan),
            ("encode_basestring(string, /)", |vm, arguments| encode(vm, arguments, false)),
            ("encode_basestring_ascii(string, /)", |vm, arguments| encode(vm, arguments, true)),
        ],
    );
    Ok(module)
}

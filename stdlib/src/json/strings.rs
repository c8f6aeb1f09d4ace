//! The strings of JSON, in and out.

use interpreter::{Raised, Return, Vm};
use object_model::{Ref, Runtime, Str, Value};
use std::borrow::Cow;
use std::fmt::Write;
use text::surrogate;

/// `json.JSONDecodeError(message, text, position)`, raised.
#[cold]
pub(super) fn wrong<R: Runtime>(
    vm: &mut Vm<R>,
    message: &str,
    text: &Value<R>,
    position: usize,
) -> Raised<R> {
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
pub(super) fn scan<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(text) = arguments[0].as_ref::<Str<R>>() else {
        let message = format!("first argument must be a string, not {}", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    let begin = vm.index(&arguments[1])?;
    let strict = vm.flag(&arguments[2], true)?;
    let Some(begin) = usize::try_from(begin).ok().filter(|&begin| begin <= text.characters()) else {
        return Err(vm.value_error("end is out of bounds"));
    };
    let (scanned, next) = string_at(vm, text, text.offset_of(begin), strict)?;
    let (scanned, end) = (vm.new_str(&scanned), vm.new_usize(text.index_of(next)));
    Ok(vm.new_pair(scanned, end))
}

/// The string whose opening quote stands before the byte `start`, and where it ends.
pub(super) fn string_at<'a, R: Runtime>(
    vm: &mut Vm<R>,
    text: &'a Ref<R, Str<R>>,
    start: usize,
    strict: bool,
) -> Return<R, (Cow<'a, str>, usize)> {
    let (content, bytes) = (text.as_str(), text.as_str().as_bytes());
    let unterminated = |vm: &mut Vm<R>| {
        let opening = text.index_of(start).saturating_sub(1);
        Err(wrong(vm, "Unterminated string starting at", text.value(), opening))
    };
    let mut scanned = String::new();
    let mut next = start;
    loop {
        let run =
            bytes[next..].iter().position(|&byte| matches!(byte, b'"' | b'\\') || strict && byte < 0x20);
        let Some(run) = run else { return unterminated(vm) };
        let plain = &content[next..next + run];
        next += run;
        if bytes[next] == b'"' && scanned.is_empty() {
            return Ok((Cow::Borrowed(plain), next + 1));
        }
        scanned.push_str(plain);
        match bytes[next] {
            b'"' => return Ok((Cow::Owned(scanned), next + 1)),
            b'\\' => {}
            _ => {
                let at = text.index_of(next);
                return Err(wrong(vm, "Invalid control character at", text.value(), at));
            }
        }
        let backslash = next;
        let Some(&escape) = bytes.get(next + 1) else { return unterminated(vm) };
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
                    return Err(wrong(vm, "Invalid \\uXXXX escape", text.value(), at));
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
                return Err(wrong(vm, "Invalid \\escape", text.value(), at));
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

/// Appends text in quotes, as JSON has it; `ascii` escapes everything else.
pub(super) fn push_quoted(out: &mut String, text: &str, ascii: bool) {
    out.reserve(text.len() + 2);
    out.push('"');
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(is_plain) {
        out.push_str(text);
        out.push('"');
        return;
    }
    for character in text.chars() {
        if push_escaped(out, character) {
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
}

fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], ascii: bool) -> Return<R> {
    let Some(text) = arguments[0].as_ref::<Str<R>>() else {
        let message = format!("first argument must be a string, not {}", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    };
    let mut out = String::new();
    push_quoted(&mut out, text.as_str(), ascii);
    Ok(vm.new_string(out))
}

/// `encode_basestring(string)`
pub(super) fn encode_any<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    encode(vm, arguments, false)
}

/// `encode_basestring_ascii(string)`
pub(super) fn encode_ascii<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    encode(vm, arguments, true)
}

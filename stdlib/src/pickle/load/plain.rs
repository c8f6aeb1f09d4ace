//! Numbers and text.

use super::Loading;
use crate::pickle::input::truncated;
use crate::pickle::unpickling_error;
use interpreter::{Raised, Return, Vm};
use num_bigint::BigInt;
use object_model::{Runtime, Value};

/// How many bytes follow; None if that is more than there can be.
pub(super) fn size(bytes: &[u8]) -> Option<usize> {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    isize::try_from(u64::from_le_bytes(wide)).ok().map(isize::unsigned_abs)
}

#[cold]
pub(super) fn too_large<R: Runtime>(vm: &mut Vm<R>, what: &str) -> Raised<R> {
    vm.overflow_error(&format!("{what} exceeds system's maximum size of {} bytes", isize::MAX))
}

/// A line without its end; an error if nothing is on it.
pub(super) fn content<'a, R: Runtime>(vm: &mut Vm<R>, line: &'a [u8], least: usize) -> Return<R, &'a [u8]> {
    match line.split_last() {
        Some((_, content)) if content.len() >= least => Ok(content),
        _ => Err(truncated(vm)),
    }
}

/// `int(text)` of an ASCII line.
pub(super) fn int_of<R: Runtime>(vm: &mut Vm<R>, line: &[u8]) -> Return<R> {
    let short = std::str::from_utf8(line).ok().filter(|text| text.len() <= 18 && !text.starts_with('+'));
    if let Some(number) = short.and_then(|text| text.parse().ok()) {
        return Ok(vm.new_int(number));
    }
    let (class, text) = (vm.types().int.value().clone(), vm.new_bytes(line));
    vm.call(&class, &[text])
}

impl<R: Runtime> Loading<R> {
    pub(super) fn int(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let number = match int_of(vm, line) {
            Ok(number) => number,
            Err(raised) => {
                let value_error = vm.exceptions().value_error.clone();
                if !vm.is_raised(&raised, &value_error) {
                    return Err(raised);
                }
                return Err(vm.value_error("could not convert string to int"));
            }
        };
        let is_bool = line.len() == 2;
        self.stack.push(match number.word().as_int() {
            Some(0) if is_bool => Value::FALSE,
            Some(1) if is_bool => Value::TRUE,
            _ => number,
        });
        Ok(())
    }

    pub(super) fn long(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let number = int_of(vm, line.strip_suffix(b"L").unwrap_or(line))?;
        self.stack.push(number);
        Ok(())
    }

    pub(super) fn counted_long(&mut self, vm: &mut Vm<R>, count: i32) -> Return<R, ()> {
        let Ok(count) = usize::try_from(count) else {
            return Err(unpickling_error(vm, "LONG pickle has negative byte count"));
        };
        let number = BigInt::from_signed_bytes_le(self.input.take(vm, count)?);
        self.stack.push(vm.new_integer(number));
        Ok(())
    }

    pub(super) fn float(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 1)?;
        let shown = String::from_utf8_lossy(line);
        let number = Some(&shown)
            .filter(|text| !text.contains(|c: char| c == '_' || c.is_whitespace()))
            .and_then(|text| text::float::parse(text).ok());
        match number {
            None => {
                // As CPython words it: the line with its end, unless there is a number at least at its beginning.
                let digits = shown.trim_start_matches(['+', '-']);
                let message = if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                    "could not convert string to float".to_owned()
                } else {
                    format!("could not convert string to float: '{shown}\n'")
                };
                Err(vm.value_error(&message))
            }
            Some(number) if number.is_infinite() && line.iter().any(u8::is_ascii_digit) => {
                Err(vm.overflow_error(&format!("value too large to convert to float: '{shown}\n'")))
            }
            Some(number) => {
                self.stack.push(Value::float(number));
                Ok(())
            }
        }
    }

    /// Pushes text of Python 2: decoded, unless it is to be bytes.
    pub(super) fn old_text(&mut self, vm: &mut Vm<R>, bytes: Value<R>) -> Return<R, ()> {
        let text = if &*self.decoding.encoding == "bytes" {
            bytes
        } else {
            vm.decode(&bytes, &self.decoding.encoding, &self.decoding.errors)?
        };
        self.stack.push(text);
        Ok(())
    }

    pub(super) fn string(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let (Some(&quote @ (b'\'' | b'"')), Some(&end)) =
            (line.first(), line.get(1..).and_then(<[u8]>::last))
        else {
            return Err(unpickling_error(vm, "the STRING opcode argument must be quoted"));
        };
        if quote != end {
            return Err(unpickling_error(vm, "the STRING opcode argument must be quoted"));
        }
        let escaped = vm.new_bytes(&line[1..line.len() - 1]);
        let codecs = vm.import_module("_codecs")?;
        let decoded = vm.call_method(&codecs, "escape_decode", &[escaped])?;
        let bytes = match vm.as_tuple(&decoded) {
            Some([bytes, ..]) => bytes.clone(),
            _ => return Err(vm.type_error("escape_decode() must return a tuple")),
        };
        self.old_text(vm, bytes)
    }

    pub(super) fn counted_string(&mut self, vm: &mut Vm<R>, count: i32) -> Return<R, ()> {
        let Ok(count) = usize::try_from(count) else {
            return Err(unpickling_error(vm, "BINSTRING pickle has negative byte count"));
        };
        let bytes = self.input.take(vm, count)?;
        let bytes = vm.new_bytes(bytes);
        self.old_text(vm, bytes)
    }

    pub(super) fn bytes<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(count) = size(&self.input.take_array::<WIDTH>(vm)?) else {
            return Err(too_large(vm, "BINBYTES"));
        };
        let bytes = self.input.take(vm, count)?;
        self.stack.push(vm.new_bytes(bytes));
        Ok(())
    }

    pub(super) fn unicode(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let line = self.input.take_line(vm)?;
        let line = content(vm, line, 0)?;
        let bytes = vm.new_bytes(line);
        let text = vm.decode(&bytes, "raw_unicode_escape", "strict")?;
        self.stack.push(text);
        Ok(())
    }

    pub(super) fn counted_unicode<const WIDTH: usize>(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        let Some(count) = size(&self.input.take_array::<WIDTH>(vm)?) else {
            return Err(too_large(vm, "BINUNICODE"));
        };
        let bytes = self.input.take(vm, count)?;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => vm.new_str(text),
            Err(_) => {
                let bytes = vm.new_bytes(bytes);
                vm.decode(&bytes, "utf-8", "surrogatepass")?
            }
        };
        self.stack.push(text);
        Ok(())
    }
}

//! What the items of an array are.

use interpreter::{Return, Vm};
use object_model::{Runtime, Special, Str, Value};
use text::struct_format::{self, Field, Format, Wants};
use text::surrogate;

/// What an item is.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub(super) code: char,
    field: Field,
}

/// The codes there are.
pub(super) const CODES: &str = "bBuwhHiIlLqQfd";

impl Code {
    pub(super) fn of(code: char) -> Option<Code> {
        if !CODES.contains(code) {
            return None;
        }
        let format = if matches!(code, 'u' | 'w') { 'I' } else { code };
        let field = Format::parse(format.encode_utf8(&mut [0; 4])).ok()?.fields().next()?;
        Some(Code { code, field })
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self.code, 'u' | 'w')
    }

    pub(super) fn size(self) -> usize {
        self.field.size
    }

    /// The object of an item's bytes.
    pub(super) fn read<R: Runtime>(self, vm: &Vm<R>, bytes: &[u8]) -> Value<R> {
        match self.field.unpack(bytes) {
            struct_format::Value::Integer(text::Integer::Small(code)) if self.is_text() => {
                let character = u32::try_from(code).ok().and_then(surrogate::from_code_point);
                vm.new_character(character.unwrap_or('\u{FFFD}'))
            }
            struct_format::Value::Integer(integer) => vm.new_text_integer(integer),
            struct_format::Value::Float(float) => Value::float(float),
            _ => Value::NONE,
        }
    }

    /// Appends the bytes of an object.
    pub(super) fn write<R: Runtime>(
        self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        bytes: &mut Vec<u8>,
    ) -> Return<R, ()> {
        let number = if self.is_text() {
            let mut characters = match value.as_ref::<Str<R>>() {
                Some(text) => text.as_str().chars(),
                None => {
                    let message =
                        format!("array item must be a unicode character, not {}", vm.type_name(value));
                    return Err(vm.type_error(&message));
                }
            };
            let (Some(character), None) = (characters.next(), characters.next()) else {
                return Err(vm.type_error("array item must be a string of length 1"));
            };
            struct_format::Value::Integer(text::Integer::Small(surrogate::to_code_point(character).into()))
        } else if self.field.wants() == Wants::Float {
            struct_format::Value::Float(vm.to_float(value)?)
        } else {
            if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
                let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(value));
                return Err(vm.type_error(&message));
            }
            struct_format::Value::Integer(text::Integer::from(vm.index_integer(value)?))
        };
        let mut item = [0; 8];
        if let Err(error) = self.field.pack(number, &mut item[..self.size()]) {
            let message = error.message.replace("format requires", "array item must be in");
            return Err(vm.overflow_error(&message));
        }
        bytes.extend_from_slice(&item[..self.size()]);
        Ok(())
    }
}

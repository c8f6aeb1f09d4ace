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

    pub(super) fn is_float(self) -> bool {
        self.field.wants() == Wants::Float
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

    /// What is said of an integer that does not fit, by the names the types have in C.
    fn misfit(self, integer: &text::Integer) -> &'static str {
        const TOO_LARGE: &str = "Python int too large to convert to C long";
        let (small, negative) = match integer {
            text::Integer::Small(integer) => (Some(*integer), *integer < 0),
            text::Integer::Big(integer) => (None, integer.sign() == num_bigint::Sign::Minus),
        };
        let is_short = small.is_some_and(|integer| i16::try_from(integer).is_ok());
        let is_int = small.is_some_and(|integer| i32::try_from(integer).is_ok());
        match (self.code, negative) {
            ('I' | 'L', true) => "can't convert negative value to unsigned int",
            ('Q', true) => "can't convert negative int to unsigned",
            ('I', false) if small.is_some() => "unsigned int is greater than maximum",
            ('I' | 'L', false) => "Python int too large to convert to C unsigned long",
            ('q' | 'Q', _) => "int too big to convert",
            ('l', _) => TOO_LARGE,
            _ if small.is_none() => TOO_LARGE,
            ('b', true) if is_short => "signed char is less than minimum",
            ('b', false) if is_short => "signed char is greater than maximum",
            ('B', true) => "unsigned byte integer is less than minimum",
            ('B', false) => "unsigned byte integer is greater than maximum",
            ('b' | 'h', true) => "signed short integer is less than minimum",
            ('b' | 'h', false) => "signed short integer is greater than maximum",
            ('H', true) if is_int => "unsigned short is less than minimum",
            ('H', false) if is_int => "unsigned short is greater than maximum",
            (_, true) => "signed integer is less than minimum",
            (_, false) => "signed integer is greater than maximum",
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
            if value.as_ref::<Str<R>>().is_none() {
                let message =
                    format!("array item must be a unicode character, not {}", vm.qualified_type_name(value));
                return Err(vm.type_error(&message));
            }
            let character = vm.character_argument(value, "array item", "array item")?;
            struct_format::Value::Integer(text::Integer::Small(surrogate::to_code_point(character).into()))
        } else if self.is_float() {
            struct_format::Value::Float(vm.to_float(value)?)
        } else {
            if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
                let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(value));
                return Err(vm.type_error(&message));
            }
            struct_format::Value::Integer(text::Integer::from(vm.index_integer(value)?))
        };
        let mut item = [0; 8];
        if let Err(error) = self.field.pack(number.clone(), &mut item[..self.size()]) {
            return Err(match number {
                struct_format::Value::Integer(integer) => vm.overflow_error(self.misfit(&integer)),
                _ => vm.overflow_error(&error.message),
            });
        }
        bytes.extend_from_slice(&item[..self.size()]);
        Ok(())
    }
}

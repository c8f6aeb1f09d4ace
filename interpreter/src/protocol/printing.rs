//! Values as text.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Special, Str, Value};

impl<R: Runtime> Vm<R> {
    /// `repr(value)`
    pub fn repr(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        if value.word().is_int() || value.word().is_float() {
            return self.str(value);
        }
        self.check_recursion("maximum recursion depth exceeded while getting the repr of an object")?;
        self.text_of(value, Special::Repr, "__repr__")
    }

    /// `repr(value)` as Rust text.
    pub fn repr_string(&mut self, value: &Value<R>) -> Return<R, String> {
        self.repr(value).map(|text| text.as_str().to_owned())
    }

    /// `str(value)`
    pub fn str(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        if let Some(string) = value.as_ref::<Str<R>>()
            && !string.head().shape().is_heap()
        {
            return Ok(string.clone());
        }
        if let Some(int) = value.word().as_int() {
            let mut buffer = [0u8; 24];
            let text = write_int(int, &mut buffer);
            return Ok(object_model::make::string(self, text));
        }
        if let Some(float) = value.word().as_float() {
            return Ok(object_model::make::string_from(self, text::float::repr(float)));
        }
        self.check_recursion("maximum recursion depth exceeded while getting the str of an object")?;
        self.text_of(value, Special::Str, "__str__")
    }

    /// `str(value)` as Rust text.
    pub fn str_string(&mut self, value: &Value<R>) -> Return<R, String> {
        self.str(value).map(|text| text.as_str().to_owned())
    }

    fn text_of(&mut self, value: &Value<R>, special: Special, name: &str) -> Return<R, Ref<R, Str<R>>> {
        let result = match self.call_special(value, special, &[])? {
            Some(result) => result,
            // `object` has both, so it is None in the class.
            None => return Err(self.type_error("'NoneType' object is not callable")),
        };
        match result.downcast() {
            Ok(text) => Ok(text),
            Err(other) => {
                let message = format!("{name} returned non-string (type {})", self.type_name(&other));
                Err(self.type_error(&message))
            }
        }
    }

    /// `format(value, spec)`
    pub fn format(&mut self, value: &Value<R>, spec: &str) -> Return<R, Ref<R, Str<R>>> {
        if spec.is_empty() {
            if let Some(string) = value.as_ref::<Str<R>>()
                && !string.head().shape().is_heap()
            {
                return Ok(string.clone());
            }
            if value.word().is_int() {
                return self.str(value);
            }
        }
        if let Some(text) = crate::builtins::format_plain(value, spec) {
            let text = self.raised(text)?;
            return Ok(object_model::make::string_from(self, text));
        }
        let spec = self.new_str(spec);
        let result = match self.call_special(value, Special::Format, std::slice::from_ref(&spec))? {
            Some(result) => result,
            None => {
                let class = self.class_of(value);
                let name = class.shown_name();
                let message = format!("unsupported format string passed to {name}.__format__");
                return Err(self.type_error(&message));
            }
        };
        match result.downcast() {
            Ok(text) => Ok(text),
            Err(other) => {
                let message = format!("__format__ must return a str, not {}", self.type_name(&other));
                Err(self.type_error(&message))
            }
        }
    }

    /// Guards a container's repr against itself: None if the repr of `value` is running already.
    pub fn guarded_repr(
        &mut self,
        value: &Value<R>,
        repr: impl FnOnce(&mut Vm<R>) -> Return<R, String>,
    ) -> Return<R, Option<String>> {
        if self.repr_stack.contains(&value.word()) {
            return Ok(None);
        }
        self.repr_stack.push(value.word());
        let result = repr(self);
        self.repr_stack.pop();
        result.map(Some)
    }
}

/// Writes an integer in decimal.
pub(crate) fn write_int(value: i64, buffer: &mut [u8; 24]) -> &str {
    let mut at = buffer.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    std::str::from_utf8(&buffer[at..]).expect("digits are ASCII")
}

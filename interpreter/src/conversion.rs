//! Between values and the plain numbers, texts and errors of the crate `text`.

use crate::builtins::{ByteArray, MemoryView};
use crate::number::Float;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{BigInt, Bytes, Class, Ref, Runtime, Str, Value};
use std::borrow::Cow;
use std::sync::atomic::Ordering;
use text::{Integer, IntegerRef, Kind};

/// The integer of an int or bool, or of an instance of a subclass.
#[inline]
pub fn integer_ref<R: Runtime>(value: &Value<R>) -> Option<IntegerRef<'_>> {
    match value.word().as_int() {
        Some(int) => Some(IntegerRef::Small(int)),
        None => match value.word().as_bool() {
            Some(truth) => Some(IntegerRef::Small(i64::from(truth))),
            None => value.as_ref::<BigInt<R>>().map(|big| big.get()),
        },
    }
}

impl<R: Runtime> Vm<R> {
    /// An int.
    #[inline]
    pub fn new_text_integer(&self, value: Integer) -> Value<R> {
        match value {
            Integer::Small(small) => self.new_int(small),
            Integer::Big(big) => self.new_integer(big),
        }
    }

    /// An int of `class`, which is `int` or a subclass.
    pub fn new_integer_of(&mut self, class: &Ref<R, Class<R>>, value: Value<R>) -> Return<R> {
        if class.value().is(self.types().int.value()) {
            return Ok(value);
        }
        let integer = self.as_integer(&value).unwrap_or_default();
        self.new_object_of(class, BigInt::new(integer.into()))
    }

    /// A float of `class`, which is `float` or a subclass.
    pub fn new_float_of(&mut self, class: &Ref<R, Class<R>>, value: f64) -> Return<R> {
        if class.value().is(self.types().float.value()) {
            return Ok(Value::float(value));
        }
        self.new_object_of(class, Float::new(value))
    }

    /// The class that is the first argument of a `__new__`.
    pub fn class_argument(&mut self, class: &Value<R>) -> Return<R, Ref<R, Class<R>>> {
        match class.clone().downcast() {
            Ok(class) => Ok(class),
            Err(other) => {
                let message = format!("__new__(X): X is not a type object ({})", self.type_name(&other));
                Err(self.type_error(&message))
            }
        }
    }

    /// `sys.get_int_max_str_digits()`
    pub fn int_max_str_digits(&self) -> usize {
        // Relaxed: a setting.
        self.shared.int_max_str_digits.load(Ordering::Relaxed)
    }

    /// The exception that an error of the crate `text` stands for, raised.
    #[cold]
    pub fn text_error(&mut self, error: text::Error) -> Raised<R> {
        let exceptions = self.exceptions();
        let class = match error.kind {
            Kind::Index => &exceptions.index_error,
            Kind::Key => &exceptions.key_error,
            Kind::Lookup => &exceptions.lookup_error,
            Kind::Memory => return self.memory_error(),
            Kind::Overflow => &exceptions.overflow_error,
            Kind::Struct | Kind::Value => &exceptions.value_error,
            Kind::Type => &exceptions.type_error,
            Kind::ZeroDivision => &exceptions.zero_division_error,
        }
        .clone();
        self.raise_message(&class, &error.message)
    }

    /// As `result`, with its error raised.
    #[inline]
    pub fn raised<T>(&mut self, result: text::Result<T>) -> Return<R, T> {
        match result {
            Ok(value) => Ok(value),
            Err(error) => Err(self.text_error(error)),
        }
    }

    /// The view that an object with a `__buffer__` of its own gives.
    pub(crate) fn view_of(&mut self, value: &Value<R>) -> Option<Value<R>> {
        crate::builtins::memoryview::view_of(self, value).ok().flatten()
    }

    /// The bytes of a bytes-like object: borrowed from bytes, copied from what can change.
    pub fn bytes_like<'a>(&mut self, value: &'a Value<R>) -> Option<Cow<'a, [u8]>> {
        if let Some(bytes) = value.as_ref::<Bytes<R>>() {
            return Some(Cow::Borrowed(bytes.as_slice()));
        }
        if let Some(array) = value.as_ref::<ByteArray<R>>() {
            return Some(Cow::Owned(self.lock(array).clone()));
        }
        if let Some(view) = value.as_ref::<MemoryView<R>>() {
            return view.copy(self).map(Cow::Owned);
        }
        let view = self.view_of(value)?;
        view.as_ref::<MemoryView<R>>()?.copy(self).map(Cow::Owned)
    }

    /// As [`bytes_like`](Self::bytes_like), of bytes without gaps; TypeError for anything else.
    pub fn expect_bytes_like<'a>(&mut self, value: &'a Value<R>) -> Return<R, Cow<'a, [u8]>> {
        if value.as_ref::<MemoryView<R>>().is_some_and(|view| !view.is_contiguous()) {
            return Err(self.buffer_error("memoryview: underlying buffer is not C-contiguous"));
        }
        match self.bytes_like(value) {
            Some(bytes) => Ok(bytes),
            None => {
                let message = format!("a bytes-like object is required, not '{}'", self.type_name(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// A number that C keeps in an `int`.
    ///
    /// # Errors
    /// What `__index__` raises, and OverflowError for what does not fit.
    pub fn c_int(&mut self, value: &Value<R>) -> Return<R, i32> {
        if let Some(Ok(small)) = value.word().as_int().map(i32::try_from) {
            return Ok(small);
        }
        let Ok(number) = i64::try_from(self.index_integer(value)?) else {
            return Err(self.overflow_error("Python int too large to convert to C long"));
        };
        i32::try_from(number).map_err(|_| {
            self.overflow_error(match number {
                1.. => "signed integer is greater than maximum",
                _ => "signed integer is less than minimum",
            })
        })
    }

    /// An index of a sequence; IndexError beyond 64 bits.
    pub fn subscript(&mut self, value: &Value<R>) -> Return<R, i64> {
        if let Some(int) = value.word().as_int() {
            return Ok(int);
        }
        let integer = self.index_integer(value)?;
        match i64::try_from(integer) {
            Ok(int) => Ok(int),
            Err(_) => {
                let message = format!("cannot fit '{}' into an index-sized integer", self.type_name(value));
                Err(self.index_error(&message))
            }
        }
    }

    /// A start or stop of a search: None if it is not given or None; clamped to 64 bits.
    pub fn optional_index(&mut self, value: &Value<R>) -> Return<R, Option<i64>> {
        match value.some() {
            Some(value) => self.slice_part(value),
            None => Ok(None),
        }
    }

    /// A count that is not given (unbound) or negative: no limit.
    pub fn limit(&mut self, value: &Value<R>) -> Return<R, Option<usize>> {
        match value.given() {
            Some(value) => Ok(usize::try_from(self.index(value)?).ok()),
            None => Ok(None),
        }
    }

    /// An optional argument as a truth value.
    pub fn flag(&mut self, value: &Value<R>, default: bool) -> Return<R, bool> {
        match value.given() {
            Some(value) => self.truth(value),
            None => Ok(default),
        }
    }

    /// The str of an argument described by `what` ("replace() argument 1"); TypeError in CPython's words.
    pub fn str_argument<'a>(&mut self, value: &'a Value<R>, what: &str) -> Return<R, &'a str> {
        match value.as_ref::<Str<R>>() {
            Some(string) => Ok(string.as_str()),
            None => {
                let message = format!("{what} must be str, not {}", self.argument_type(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// As [`str_argument`](Self::str_argument), of a text that C reads: one that has UTF-8, and in it no null.
    pub fn c_text_argument<'a>(&mut self, value: &'a Value<R>, what: &str) -> Return<R, &'a str> {
        let text = self.str_argument(value, what)?;
        self.check_utf8(&[text])?;
        if text.contains('\0') { Err(self.value_error("embedded null character")) } else { Ok(text) }
    }

    /// The only character of an argument described by `what`; by `length_of` if it is a text of another length.
    pub fn character_argument(&mut self, value: &Value<R>, what: &str, length_of: &str) -> Return<R, char> {
        let Some(string) = value.as_ref::<Str<R>>() else {
            let message = format!("{what} must be a unicode character, not {}", self.argument_type(value));
            return Err(self.type_error(&message));
        };
        let mut characters = string.as_str().chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => {
                let length = string.as_str().chars().count();
                let message =
                    format!("{length_of} must be a unicode character, not a string of length {length}");
                Err(self.type_error(&message))
            }
        }
    }

    /// A type's name as CPython's argument parser writes it.
    pub fn argument_type(&self, value: &Value<R>) -> Box<str> {
        if value.is_none() { "None".into() } else { self.type_name(value) }
    }
}

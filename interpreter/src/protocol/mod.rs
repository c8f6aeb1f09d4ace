//! What the language asks of any value: hash, equality, truth, length, iteration, text, conversion.

mod comparison;
mod iteration;
mod printing;
mod relation;

use crate::builtins::identity_hash;
use crate::native::Native;
use crate::number::Complex;
use crate::raised::Return;
use crate::vm::Vm;
pub use comparison::Comparison;
pub(crate) use comparison::compare_immediates;
use num_traits::ToPrimitive;
use object_model::{
    BigInt, Class, Dict, Kind, List, Ref, Runtime, Set, Special, Str, Tuple, Value, Word, simple,
};

impl<R: Runtime> Vm<R> {
    /// `hash(value)`
    #[inline]
    pub fn hash(&mut self, value: &Value<R>) -> Return<R, i64> {
        if value.shape().is_none_or(|shape| !shape.is_heap())
            && let Some(hash) = simple::hash(value)
        {
            return Ok(hash);
        }
        self.hash_slow(value)
    }

    fn hash_slow(&mut self, value: &Value<R>) -> Return<R, i64> {
        // A tuple's is a wide number, of which no int need be made on the way.
        if let Some(tuple) = value.as_ref::<Tuple<R>>()
            && !tuple.head().shape().is_heap()
        {
            return crate::builtins::hash_of_items(self, tuple);
        }
        let class = self.class_of(value);
        let Some(method) = class.special(self, Special::Hash).filter(|method| !method.is_none()) else {
            let message = format!("unhashable type: '{}'", class.shown_name());
            return Err(self.type_error(&message));
        };
        if method.is(self.shared.object_hash()) {
            return Ok(identity_hash(value));
        }
        let result = self.call_found(&method, value, &[])?;
        match self.as_integer(&result) {
            Some(integer) => Ok(integer.to_i64().map_or_else(
                || text::int::hash((&integer).into()),
                |hash| if hash == -1 { -2 } else { hash },
            )),
            None => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// Calls a special method found on the class of `object`.
    pub(crate) fn call_found(
        &mut self,
        method: &Value<R>,
        object: &Value<R>,
        arguments: &[Value<R>],
    ) -> Return<R> {
        let plain = method.header().is_some_and(|header| header.kind() == Kind::Function)
            || method
                .as_ref::<Native<R>>()
                .is_some_and(|native| native.kind == crate::native::NativeKind::Method);
        if plain {
            return self.call_before(method, object, arguments, &[]);
        }
        let class = self.class_of(object);
        let bound = self.descriptor_get(method, object, class.value())?;
        self.call(&bound, arguments)
    }

    /// `bool(value)`
    #[inline]
    pub fn truth(&mut self, value: &Value<R>) -> Return<R, bool> {
        let word = value.word();
        match word {
            Word::TRUE => Ok(true),
            Word::FALSE | Word::NONE => Ok(false),
            _ if word.is_int() => Ok(word.int_payload() != 0),
            _ if word.is_float() => Ok(word.float_payload() != 0.0),
            _ => self.truth_slow(value),
        }
    }

    fn truth_slow(&mut self, value: &Value<R>) -> Return<R, bool> {
        let Some(header) = value.header() else {
            if value.word() == Word::NOT_IMPLEMENTED {
                return Err(self.type_error("NotImplemented should not be used in a boolean context"));
            }
            return Ok(true);
        };
        if !header.shape().is_heap() {
            match header.kind() {
                Kind::Str => {
                    return Ok(!value.as_ref::<Str<R>>().is_some_and(|string| string.as_str().is_empty()));
                }
                Kind::List => return Ok(value.as_ref::<List<R>>().is_some_and(|list| !list.is_empty())),
                Kind::Dict => return Ok(value.as_ref::<Dict<R>>().is_some_and(|dict| !dict.is_empty())),
                Kind::Set => return Ok(value.as_ref::<Set<R>>().is_some_and(|set| !set.is_empty())),
                Kind::Tuple => {
                    return Ok(value.as_ref::<Tuple<R>>().is_some_and(|tuple| !tuple.as_slice().is_empty()));
                }
                Kind::BigInt => return Ok(true),
                _ => {}
            }
        }
        let class = self.class_of(value);
        if let Some(method) = class.special(self, Special::Bool) {
            let result = self.call_found(&method, value, &[])?;
            return match result.word().as_bool() {
                Some(truth) => Ok(truth),
                None => {
                    let message =
                        format!("__bool__ should return bool, returned {}", self.type_name(&result));
                    Err(self.type_error(&message))
                }
            };
        }
        if class.special(self, Special::Len).is_some() {
            return Ok(self.len(value)? != 0);
        }
        Ok(true)
    }

    /// `len(value)`
    pub fn len(&mut self, value: &Value<R>) -> Return<R, usize> {
        if let Some(header) = value.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::Str => return Ok(value.as_ref::<Str<R>>().map_or(0, |string| string.characters())),
                Kind::List => return Ok(value.as_ref::<List<R>>().map_or(0, |list| list.len())),
                Kind::Dict => return Ok(value.as_ref::<Dict<R>>().map_or(0, |dict| dict.len())),
                Kind::Set => return Ok(value.as_ref::<Set<R>>().map_or(0, |set| set.len())),
                Kind::Tuple => {
                    return Ok(value.as_ref::<Tuple<R>>().map_or(0, |tuple| tuple.as_slice().len()));
                }
                _ => {}
            }
        }
        match self.call_special(value, Special::Len, &[])? {
            Some(length) => {
                let integer = self.index_integer(&length)?;
                let Some(length) = integer.to_i64() else {
                    if integer.sign() == num_bigint::Sign::Minus {
                        return Err(self.value_error("__len__() should return >= 0"));
                    }
                    let message =
                        format!("cannot fit '{}' into an index-sized integer", self.type_name(&length));
                    return Err(self.overflow_error(&message));
                };
                if length < 0 {
                    return Err(self.value_error("__len__() should return >= 0"));
                }
                Ok(length as usize)
            }
            None => {
                let message = format!("object of type '{}' has no len()", self.type_name(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// A value as an index: an int, or what its `__index__` answers. OverflowError beyond 64 bits.
    pub fn index(&mut self, value: &Value<R>) -> Return<R, i64> {
        if let Some(int) = value.word().as_int() {
            return Ok(int);
        }
        let integer = self.index_integer(value)?;
        match integer.to_i64() {
            Some(int) => Ok(int),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// As [`index`](Self::index), of any size.
    pub fn index_integer(&mut self, value: &Value<R>) -> Return<R, num_bigint::BigInt> {
        if let Some(integer) = self.as_integer(value) {
            return Ok(integer);
        }
        match self.call_special(value, Special::Index, &[])? {
            Some(result) => match self.as_integer(&result) {
                Some(integer) => {
                    self.warn_of_inexact(&result, &self.types().int.clone(), "__index__", "int")?;
                    Ok(integer)
                }
                None => {
                    let message = format!("__index__ returned non-int (type {})", self.type_name(&result));
                    Err(self.type_error(&message))
                }
            },
            None => {
                let message =
                    format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// Whether a value is a number, of whatever kind: a complex one, or one that can be made an int or a float.
    pub fn is_number(&mut self, value: &Value<R>) -> bool {
        let class = self.class_of(value);
        value.as_ref::<Complex<R>>().is_some()
            || [Special::Index, Special::Int, Special::Float]
                .into_iter()
                .any(|special| class.special(self, special).is_some())
    }

    /// What `__float__` makes of a value, if it has one.
    pub(crate) fn float_by_method(&mut self, value: &Value<R>) -> Return<R, Option<f64>> {
        let Some(result) = self.call_special(value, Special::Float, &[])? else { return Ok(None) };
        let float = self.exact_float(&result);
        if float.is_none() {
            let message = format!(
                "{}.__float__ returned non-float (type {})",
                self.type_name(value),
                self.type_name(&result)
            );
            return Err(self.type_error(&message));
        }
        let method = format!("{}.__float__", self.type_name(value));
        self.warn_of_inexact(&result, &self.types().float.clone(), &method, "float")?;
        Ok(float)
    }

    /// Warns that a `method` that makes a number has answered an instance of a subclass of its class.
    pub(crate) fn warn_of_inexact(
        &mut self,
        result: &Value<R>,
        class: &Ref<R, Class<R>>,
        method: &str,
        name: &str,
    ) -> Return<R, ()> {
        let own = self.class_of(result);
        if own.value().is(class.value()) {
            return Ok(());
        }
        let message = format!(
            "{method} returned non-{name} (type {}).  The ability to return an instance of a strict subclass \
             of {name} is deprecated, and may be removed in a future version of Python.",
            own.shown_name()
        );
        let category = self.exceptions().deprecation_warning.clone();
        self.warn(&category, &message)
    }

    /// Whether a value is a float, or an integer or what stands for one.
    pub fn is_real(&mut self, value: &Value<R>) -> bool {
        value.word().as_float().is_some()
            || value.as_ref::<crate::number::Float<R>>().is_some()
            || self.is_int(value)
            || self.class_of(value).special(self, Special::Index).is_some()
    }

    /// A value as a float: a float, an int, or what its `__float__` or `__index__` answers.
    pub fn to_float(&mut self, value: &Value<R>) -> Return<R, f64> {
        if let Some(float) = value.word().as_float() {
            return Ok(float);
        }
        if let Some(int) = value.word().as_int() {
            return Ok(int as f64);
        }
        if let Some(truth) = value.word().as_bool() {
            return Ok(f64::from(u8::from(truth)));
        }
        if let Some(float) = value.as_ref::<crate::number::Float<R>>() {
            return Ok(float.get());
        }
        if let Some(big) = value.as_ref::<BigInt<R>>() {
            return match text::int_float::to_float(big.get()) {
                Ok(float) => Ok(float),
                Err(_) => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        if let Some(float) = self.float_by_method(value)? {
            return Ok(float);
        }
        if self.class_of(value).special(self, Special::Index).is_some() {
            let integer = self.index_integer(value)?;
            return match text::int_float::to_float((&integer).into()) {
                Ok(float) => Ok(float),
                Err(_) => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        let message = format!("must be real number, not {}", self.type_name(value));
        Err(self.type_error(&message))
    }

    /// The float of a float (or of an instance of a subclass).
    pub fn exact_float(&self, value: &Value<R>) -> Option<f64> {
        value.word().as_float().or_else(|| value.as_ref::<crate::number::Float<R>>().map(|float| float.get()))
    }
}

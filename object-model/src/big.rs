//! Integers that do not fit in a word.

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use std::marker::PhantomData;

/// The payload of an `int` beyond 49 bits (or of any instance of a subclass of `int`).
pub struct BigInt<R: Runtime> {
    value: num_bigint::BigInt,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> BigInt<R> {
    /// Holds `value`.
    pub fn new(value: num_bigint::BigInt) -> Self {
        BigInt { value, _runtime: PhantomData }
    }

    /// The integer.
    pub fn get(&self) -> &num_bigint::BigInt {
        &self.value
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for BigInt<R> {
    const KIND: Kind = Kind::BigInt;
    const NAME: &'static str = "int";
}

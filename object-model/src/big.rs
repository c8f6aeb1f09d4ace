//! Integers that do not fit in a word.

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use std::marker::PhantomData;
use text::{Integer, IntegerRef};

/// The payload of an `int` beyond 49 bits (or of any instance of a subclass of `int`). Up to 64 bits it needs no memory of
/// its own.
pub struct BigInt<R: Runtime> {
    value: Integer,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> BigInt<R> {
    /// Holds `value`.
    pub fn new(value: Integer) -> Self {
        // Equal integers have one form.
        let value = match value {
            Integer::Small(_) => value,
            Integer::Big(big) => big.into(),
        };
        BigInt { value, _runtime: PhantomData }
    }

    /// The integer.
    #[inline(always)]
    pub fn get(&self) -> IntegerRef<'_> {
        self.value.as_ref()
    }
}

impl<R: Runtime> PartialEq for BigInt<R> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for BigInt<R> {
    const KIND: Kind = Kind::BigInt;
    const NAME: &'static str = "int";
    fn held(&self) -> usize {
        match self.value.as_ref() {
            IntegerRef::Small(_) => 0,
            IntegerRef::Big(big) => (big.bits() as usize).div_ceil(64) * size_of::<u64>(),
        }
    }
    const TRACKED: bool = false;
}

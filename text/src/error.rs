//! What Python would raise: the exception's type and CPython's message.

use std::borrow::Cow;
use std::fmt;

/// The answer of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Which exception type an [`Error`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
    /// `MemoryError`
    Memory,
    /// `OverflowError`
    Overflow,
    /// `struct.error`
    Struct,
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
    /// `ZeroDivisionError`
    ZeroDivision,
}

/// An exception to be raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Its type.
    pub kind: Kind,
    /// Its message, word for word CPython's.
    pub message: Cow<'static, str>,
}

impl Error {
    /// An exception of the given type.
    pub fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Self {
        Error { kind, message: message.into() }
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<Cow<'static, str>>) -> Self {
        Error::new(Kind::Value, message)
    }

    /// A `TypeError`.
    pub fn type_(message: impl Into<Cow<'static, str>>) -> Self {
        Error::new(Kind::Type, message)
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Error::new(Kind::Overflow, message)
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Self {
        Error::new(Kind::ZeroDivision, message)
    }

    /// A `MemoryError`, whose message CPython leaves empty.
    pub fn memory() -> Self {
        Error::new(Kind::Memory, "")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The most bytes one result may have. Longer ones are a `MemoryError`, never a failed allocation.
pub const LONGEST: usize = 1 << 31;

/// `length`, or the `MemoryError` that a result so long raises.
pub fn check_length(length: usize) -> Result<usize> {
    // On its way to a long result a text is copied, and grows by doubling.
    const LARGE: usize = 1 << 24;
    let there = || length < LARGE || Vec::<u8>::new().try_reserve_exact(4 * length).is_ok();
    if length < LONGEST && there() { Ok(length) } else { Err(Error::memory()) }
}

//! Numbers that are objects: instances of subclasses of `float`, and `complex`.

use object_model::{Payload, Runtime};
use std::marker::PhantomData;

/// The payload of an instance of a subclass of `float`; a plain float is immediate.
pub struct Float<R: Runtime> {
    value: f64,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> Float<R> {
    /// Holds `value`.
    pub fn new(value: f64) -> Self {
        Float { value, _runtime: PhantomData }
    }

    /// The float.
    pub fn get(&self) -> f64 {
        self.value
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Float<R> {
    const NAME: &'static str = "float";
    const TRACKED: bool = false;
}

/// The payload of `complex`.
pub struct Complex<R: Runtime> {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imaginary: f64,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> Complex<R> {
    /// A complex number.
    pub fn new(real: f64, imaginary: f64) -> Self {
        Complex { real, imaginary, _runtime: PhantomData }
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Complex<R> {
    const NAME: &'static str = "complex";
    const TRACKED: bool = false;
}

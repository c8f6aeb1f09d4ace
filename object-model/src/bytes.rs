//! Byte strings.

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::str::hash_bytes;
use std::marker::PhantomData;

/// The payload of `bytes`.
pub struct Bytes<R: Runtime> {
    data: Box<[u8]>,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> Bytes<R> {
    /// Holds `data`.
    pub fn new(data: Box<[u8]>) -> Self {
        Bytes { data, _runtime: PhantomData }
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.data
    }

    /// The hash.
    pub fn hash(&self) -> i64 {
        hash_bytes(&self.data)
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Bytes<R> {
    const KIND: Kind = Kind::Bytes;
    const NAME: &'static str = "bytes";
    fn held(&self) -> usize {
        self.data.len()
    }
    const TRACKED: bool = false;
}

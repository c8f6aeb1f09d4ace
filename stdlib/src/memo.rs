//! Which objects have been written by one who pickles or marshals, by identity. What is in it stays alive, so that no other object
//! takes its place.

use object_model::{Runtime, Value};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The hash of an address.
#[derive(Default)]
struct Address(u64);

impl Hasher for Address {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(byte.into()));
    }
    fn write_u64(&mut self, bits: u64) {
        // The multiplication moves what differs between addresses up to where the table looks.
        self.0 = (self.0 ^ bits).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
    }
}

/// Objects and their numbers.
pub(crate) struct Memo<R: Runtime>(HashMap<u64, (usize, Value<R>), BuildHasherDefault<Address>>);

impl<R: Runtime> Default for Memo<R> {
    fn default() -> Self {
        Memo(HashMap::default())
    }
}

impl<R: Runtime> Memo<R> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(crate) fn get(&self, value: &Value<R>) -> Option<usize> {
        self.0.get(&value.word().bits()).map(|(number, _)| *number)
    }

    pub(crate) fn set(&mut self, value: &Value<R>, number: usize) {
        self.0.insert(value.word().bits(), (number, value.clone()));
    }

    /// The objects with their numbers, in the order of these.
    pub(crate) fn entries(&self) -> Vec<(usize, Value<R>)> {
        let mut entries: Vec<_> = self.0.values().cloned().collect();
        entries.sort_by_key(|(number, _)| *number);
        entries
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Value<R>> {
        self.0.values().map(|(_, value)| value)
    }
}

//! The bytes of marshalled values, with what of them is referred to again.

use super::tag;
use crate::memo::Memo;
use object_model::{Runtime, Value};

/// Bytes to which values are written one after the other.
///
/// CPython gives a number to whatever has more references than the writer's, which depends on who else knows it. Here all
/// objects are numbered at first, and in the end only those keep their numbers that are referred to: what is written
/// depends on the values alone, on either runtime.
pub(super) struct Written<R: Runtime> {
    pub(super) bytes: Vec<u8>,
    numbers: Memo<R>,
    /// Where the tag of each numbered object stands, in the order of the numbers.
    tags: Vec<usize>,
    /// Where a number stands that refers to an object.
    references: Vec<usize>,
}

impl<R: Runtime> Default for Written<R> {
    fn default() -> Self {
        Written { bytes: Vec::new(), numbers: Memo::default(), tags: Vec::new(), references: Vec::new() }
    }
}

impl<R: Runtime> Written<R> {
    pub(super) fn size(&mut self, tag: u8, size: u32) {
        self.bytes.push(tag);
        self.bytes.extend(size.to_le_bytes());
    }

    /// Refers to an object if it has been written; if not, what is written next is the object.
    pub(super) fn refer(&mut self, object: &Value<R>) -> bool {
        if let Some(number) = self.numbers.get(object) {
            self.bytes.push(tag::REFERENCE);
            self.references.push(self.bytes.len());
            self.bytes.extend((number as u32).to_le_bytes());
            return true;
        }
        self.numbers.set(object, self.tags.len());
        self.tags.push(self.bytes.len());
        false
    }

    /// The bytes, in which only those have numbers that are referred to.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let number_at = |bytes: &[u8], at: usize| {
            u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four of them")) as usize
        };
        let mut kept = vec![None; self.tags.len()];
        for &at in &self.references {
            kept[number_at(&self.bytes, at)] = Some(0);
        }
        let mut count: u32 = 0;
        for (kept, &tag) in kept.iter_mut().zip(&self.tags) {
            if let Some(number) = kept {
                *number = count;
                count += 1;
                self.bytes[tag] |= tag::REFERRED;
            }
        }
        for &at in &self.references {
            let number = kept[number_at(&self.bytes, at)].expect("it is referred to");
            self.bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        self.bytes
    }
}

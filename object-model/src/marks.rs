//! A number for every object while cycles are looked for, beside the heap: a header has no room for one.

use crate::header::{Flag, Header};
use crate::heap::{GRAINS, Heap, place};
use crate::runtime::Runtime;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;

/// Numbers that are zero until they are set.
pub(crate) struct Marks {
    /// By chunk and place in it.
    chunks: Vec<Box<[u32]>>,
    /// By address.
    large: HashMap<usize, u32, BuildHasherDefault<AddressHasher>>,
}

impl Marks {
    /// All zero. No objects are made while they are used.
    pub(crate) fn new(heap: &Heap) -> Marks {
        let chunks = (0..heap.chunks()).map(|_| vec![0; GRAINS].into_boxed_slice()).collect();
        Marks { chunks, large: HashMap::default() }
    }

    /// The number of an object.
    #[inline(always)]
    pub(crate) fn of<R: Runtime>(&mut self, object: NonNull<Header<R>>) -> &mut u32 {
        // SAFETY: the callers' objects are alive.
        if unsafe { object.as_ref() }.has(Flag::LARGE) {
            return self.large.entry(object.as_ptr() as usize).or_default();
        }
        let (chunk, grain) = place(object.cast());
        &mut self.chunks[chunk][grain]
    }
}

/// Hashes addresses.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(usize::from(byte)));
    }

    fn write_usize(&mut self, address: usize) {
        // The high bits of a product depend on every bit of the address, and the table uses both ends.
        self.0 = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }
}

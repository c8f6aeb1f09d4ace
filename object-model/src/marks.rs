//! A number for every object while cycles are looked for, beside the heap: a header has no room for one.

use crate::header::{Flag, Header};
use crate::heap::{GRAINS, Heap, place};
use crate::runtime::Runtime;
use crate::shortage::OutOfMemory;
use std::alloc::{Layout, alloc_zeroed};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;

/// Numbers that are zero until they are set.
pub(crate) struct Marks {
    /// By chunk and place in it.
    chunks: Vec<Box<[u32; GRAINS]>>,
    /// By address.
    large: HashMap<usize, u32, BuildHasherDefault<AddressHasher>>,
}

impl Marks {
    /// All zero. No objects are made while they are used.
    pub(crate) fn new(heap: &Heap) -> Result<Marks, OutOfMemory> {
        let (chunks, large) = (heap.chunks(), heap.large());
        let mut marks = Marks { chunks: Vec::new(), large: HashMap::default() };
        marks.chunks.try_reserve_exact(chunks).map_err(|_| OutOfMemory)?;
        marks.large.try_reserve(large).map_err(|_| OutOfMemory)?;
        for _ in 0..chunks {
            marks.chunks.push(zeros()?);
        }
        Ok(marks)
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

/// The numbers of a chunk. The system has many pages of zeros that nobody has to write.
fn zeros() -> Result<Box<[u32; GRAINS]>, OutOfMemory> {
    // SAFETY: the layout is that of the array, which is not empty, and zeros are numbers.
    unsafe {
        let zeros = alloc_zeroed(Layout::new::<[u32; GRAINS]>()).cast::<[u32; GRAINS]>();
        if zeros.is_null() { Err(OutOfMemory) } else { Ok(Box::from_raw(zeros)) }
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

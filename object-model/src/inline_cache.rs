//! Inline caches: what an instruction found at its place in the code, for the objects that it met there.

use crate::shape::NO_NUMBER;
use sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// An inline cache: what was found at one place, as a few atomically published words.
///
/// Each is a shape or key-set number in the high half and an index in the low half; the index says where the value is *for
/// an object with that number*. A number never means two things, so a stale word can only miss.
pub struct InlineCache {
    ways: [AtomicU64; WAYS],
    /// How often it was filled: which way is next, and whether the place sees too many shapes to be worth it.
    fills: AtomicU32,
}

/// The shapes that one place may see at a time.
const WAYS: usize = 4;
/// A place that has been filled this often sees ever new shapes, and looking up costs less than filling.
const MOST_FILLS: u32 = 64;

impl InlineCache {
    /// One that knows nothing.
    pub fn new() -> Self {
        InlineCache { ways: std::array::from_fn(|_| AtomicU64::new(0)), fills: AtomicU32::new(0) }
    }

    #[inline(always)]
    fn way(&self, way: usize) -> (u32, u32) {
        // Acquire: pairs with the Release in `set_way`; who is told a place finds there what was put there before.
        let word = self.ways[way].load(Ordering::Acquire);
        ((word >> 32) as u32, word as u32)
    }

    fn set_way(&self, way: usize, number: u32, index: u32) {
        // Release: pairs with the Acquire in `way`.
        self.ways[way].store(u64::from(number) << 32 | u64::from(index), Ordering::Release);
    }

    /// The index for a number, which is not zero.
    #[inline(always)]
    pub fn find(&self, number: u32) -> Option<u32> {
        (0..WAYS).map(|way| self.way(way)).find(|found| found.0 == number).map(|found| found.1)
    }

    /// Whether one more number may be added.
    pub fn is_worth_filling(&self) -> bool {
        self.fills.load(Ordering::Relaxed) < MOST_FILLS // Relaxed: a guess.
    }

    /// Adds an index for a number, in place of the oldest one.
    pub fn add(&self, number: u32, index: u32) {
        if number == NO_NUMBER {
            return;
        }
        // Relaxed: threads that fill at once may use the same way, and one of them will miss.
        let fills = self.fills.load(Ordering::Relaxed);
        self.fills.store(fills.saturating_add(1), Ordering::Relaxed); // Relaxed: as above.
        self.set_way(fills as usize % WAYS, number, index);
    }

    /// The number and index of the first step of a lookup in two steps: globals, then builtins.
    #[inline(always)]
    pub fn first(&self) -> (u32, u32) {
        self.way(0)
    }

    /// The second step's.
    #[inline(always)]
    pub fn second(&self) -> (u32, u32) {
        self.way(1)
    }

    /// Publishes the first step.
    pub fn set_first(&self, number: u32, index: u32) {
        self.set_way(0, number, index);
    }

    /// Publishes the second step.
    pub fn set_second(&self, number: u32, index: u32) {
        self.set_way(1, number, index);
    }
}

impl Default for InlineCache {
    fn default() -> Self {
        Self::new()
    }
}

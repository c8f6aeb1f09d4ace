//! A word in memory that other threads may read while it is written.

use crate::runtime::Runtime;
use crate::value::Value;
use crate::word::Word;
use sync::atomic::{AtomicU64, Ordering};

/// Holds a [`Word`]. The slot owns the reference; whoever swaps a word out owns it from then on.
#[repr(transparent)]
pub struct Slot(AtomicU64);

impl Slot {
    /// A slot that holds `word`.
    #[inline(always)]
    pub fn new(word: Word) -> Slot {
        Slot(AtomicU64::new(word.bits()))
    }

    /// The word, borrowed from the slot.
    #[inline(always)]
    pub fn load(&self) -> Word {
        // Acquire: pairs with the Release in `store`; who sees an object's address sees the object made.
        let bits = self.0.load(Ordering::Acquire);
        #[cfg(granular_loom)]
        assert_ne!(bits, UNWRITTEN, "read what is not written");
        // SAFETY: of a word that was put in.
        unsafe { Word::from_bits(bits) }
    }

    /// Puts a word in place of one that needs no release.
    #[inline(always)]
    pub fn store(&self, word: Word) {
        // Release: pairs with the Acquire in `load`.
        self.0.store(word.bits(), Ordering::Release);
    }

    /// Puts a word in and hands the old one out. Only under the lock of the object the slot belongs to, so two plain
    /// accesses do.
    #[inline(always)]
    pub fn replace(&self, word: Word) -> Word {
        // Relaxed: only holders of the lock write, and the lock orders them.
        // SAFETY: of a word that was put in.
        let old = unsafe { Word::from_bits(self.0.load(Ordering::Relaxed)) };
        self.store(word);
        old
    }

    /// Puts a value into a slot that is unbound; answers whether it was.
    pub fn fill<R: Runtime>(&self, value: Value<R>) -> bool {
        // Release: pairs with the Acquire in `load`. Relaxed on failure: the other word is loaded by the caller.
        let filled = self
            .0
            .compare_exchange(Word::UNBOUND.bits(), value.word().bits(), Ordering::Release, Ordering::Relaxed)
            .is_ok();
        if filled {
            let _ = value.into_word();
        }
        filled
    }

    /// Puts a word in and hands the old one out, without a lock.
    #[inline(always)]
    pub fn swap(&self, word: Word) -> Word {
        // AcqRel: pairs with `load` of readers and with the `swap` that takes the word out again.
        // SAFETY: of a word that was put in.
        unsafe { Word::from_bits(self.0.swap(word.bits(), Ordering::AcqRel)) }
    }
}

/// Memory of a slot that nobody has written, in models.
#[cfg(granular_loom)]
impl Slot {
    /// What is there is anything.
    pub fn unwritten() -> Slot {
        Slot(AtomicU64::new(UNWRITTEN))
    }

    /// The same word, or none, in another place.
    pub fn moved(&self) -> Slot {
        Slot(AtomicU64::new(self.0.load(Ordering::Relaxed))) // Relaxed: nobody else can reach it.
    }
}

#[cfg(granular_loom)]
const UNWRITTEN: u64 = 0xDBDB_DBDB_DBDB_DBDB;

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.load().fmt(f)
    }
}

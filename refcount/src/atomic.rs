use sync::atomic::{AtomicU32, Ordering::*};

use crate::{Count, Fate, Here, Side, ThreadId};

/// A count every thread changes by an atomic operation.
///
/// | value | meaning |
/// |---|---|
/// | 0 | dead or vacant |
/// | 1 … `FULL - 1` | that many references |
/// | `FULL` … `IMMORTAL - 1` | too many: whoever counts up to here sets `SETTLED` |
/// | `IMMORTAL` … | counting has ended; nobody writes any more |
///
/// Why overflow cannot wrap (rule A3): nobody skips an operation before `SETTLED` has been stored,
/// so the count is exact until then, and who stores it still holds the reference it has just
/// counted. After that every thread can be late by one operation, and the distance from `SETTLED` to
/// either edge of its band is far greater than there can be threads.
#[derive(Debug)]
pub struct Atomic {
    references: AtomicU32,
}

const FULL: u32 = 1 << 31;
const IMMORTAL: u32 = 3 << 30;
const SETTLED: u32 = 7 << 29;

impl Atomic {
    #[cold]
    fn settle(&self) {
        // Release: partner of the Acquire in `try_retain_noting`, which an immortal count answers too (C6). A
        // thread that does not see it yet counts on (A3).
        self.references.store(SETTLED, Release);
    }

    #[inline]
    fn give_back(&self) -> Fate {
        // Release: partner of the Acquire below in whichever thread takes the count to zero (A1).
        let before = self.references.fetch_sub(1, Release);
        debug_assert_ne!(before, 0, "released a dead object");
        if before != 1 {
            return Fate::Alive;
        }
        // Acquire: partner of the Release of every other `release`. It reads what this thread has just
        // written, the end of the sequence of changes they all head (A1).
        self.references.load(Acquire);
        Fate::Dead
    }
}

impl Count for Atomic {
    const NAME: &'static str = "atomic";

    fn new(_owner: ThreadId) -> Self {
        Self { references: AtomicU32::new(1) }
    }

    fn immortal() -> Self {
        Self { references: AtomicU32::new(SETTLED) }
    }

    fn vacant() -> Self {
        Self { references: AtomicU32::new(0) }
    }

    #[inline]
    fn retain_noting(&self, _me: ThreadId, note: impl FnOnce(Side)) {
        if self.is_immortal() {
            return;
        }
        note(Side::Foreign);
        // Relaxed: the caller has a reference already (C1), so nothing is learnt by counting it.
        let before = self.references.fetch_add(1, Relaxed);
        debug_assert_ne!(before, 0, "retained a dead object");
        if before >= FULL {
            self.settle();
        }
    }

    #[inline]
    fn retain_shared_noting(&self, me: ThreadId, note: impl FnOnce(Side)) {
        self.retain_noting(me, note);
    }

    #[inline]
    fn try_retain_noting(&self, _me: ThreadId, note: impl FnOnce(Side)) -> bool {
        // Acquire, here and on failure: partner of the Release in `settle`, if the object is immortal by now (C6).
        let mut references = self.references.load(Acquire);
        loop {
            if references == 0 {
                return false;
            }
            if references >= IMMORTAL {
                return true;
            }
            // Acquire: partner of the Release in `reinit`, which heads the sequence of changes this one
            // continues. It keeps the caller's re-check of the slot from moving up before it (C6).
            match self.references.compare_exchange_weak(references, references + 1, Acquire, Acquire) {
                Ok(_) => break,
                Err(now) => references = now,
            }
        }
        note(Side::Foreign);
        if references >= FULL {
            self.settle();
        }
        true
    }

    #[inline(always)]
    fn try_retain_here(&self, _me: ThreadId, _wanted: impl FnOnce() -> bool) -> Here {
        // Acquire: partner of the Release in `settle` (C6).
        if self.references.load(Acquire) >= IMMORTAL { Here::Uncounted } else { Here::Elsewhere }
    }

    #[inline]
    fn mark_maybe_weakref(&self) {}

    #[inline(always)]
    fn release_one_of_several(&self, _me: ThreadId, _note: impl FnOnce(Side)) -> bool {
        self.is_immortal()
    }

    #[inline(always)]
    fn is_only_reference(&self, _me: ThreadId) -> bool {
        false
    }

    #[inline(always)]
    fn release_only_one(&self, _me: ThreadId) -> bool {
        false
    }

    #[inline]
    fn release_noting(&self, _me: ThreadId, note: impl FnOnce(Side)) -> Fate {
        if self.is_immortal() {
            return Fate::Alive;
        }
        note(Side::Foreign);
        self.give_back()
    }

    #[inline]
    fn merge(&self) -> Fate {
        if self.is_immortal() { Fate::Alive } else { self.give_back() }
    }

    fn immortalize(&self, _me: ThreadId) {
        self.settle();
    }

    #[inline]
    fn is_immortal(&self) -> bool {
        // Relaxed: a late answer costs one operation on the count and nothing else (A3).
        self.references.load(Relaxed) >= IMMORTAL
    }

    fn strong(&self) -> u64 {
        match self.references.load(Relaxed) {
            IMMORTAL.. => u64::MAX,
            references => references.into(),
        }
    }

    #[inline]
    fn retire(&self) {
        // Relaxed: a dead count is zero already, unless it was immortal and its runtime is being taken
        // down by the last thread.
        self.references.store(0, Relaxed);
    }

    #[inline]
    fn reinit(&self, _owner: ThreadId) {
        // Release: partner of the Acquire in `try_retain`. A reader that still has a pointer from the
        // previous use of this memory sees that it was taken out of its slot (C6).
        self.references.store(1, Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_ends_in_immortality() {
        let me = ThreadId::from_number(1).unwrap();
        for one_more in
            [|count: &Atomic, me| count.retain(me), |count: &Atomic, me| assert!(count.try_retain(me))]
        {
            let count = Atomic { references: AtomicU32::new(FULL - 1) };
            one_more(&count, me);
            assert!(!count.is_immortal(), "still exact");
            one_more(&count, me);
            assert!(count.is_immortal());
            assert_eq!(count.release(me), Fate::Alive);
            assert!(count.is_immortal());
        }
    }
}

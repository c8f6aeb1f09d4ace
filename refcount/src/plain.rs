use sync::cell::Cell;

use crate::{Count, Fate, Here, Side, ThreadId};

/// A count without atomics: sound because one lock orders all uses (rule P1).
///
/// `u32::MAX` is immortality; a count that climbs there stays there.
#[derive(Debug)]
pub struct Plain {
    references: Cell<u32>,
}

const IMMORTAL: u32 = u32::MAX;

/// A plain count does not look who counts.
const ANYBODY: ThreadId = ThreadId::new(std::num::NonZeroU32::MIN);

impl Count for Plain {
    const NAME: &'static str = "plain";

    fn new(_owner: ThreadId) -> Self {
        Self { references: Cell::new(1) }
    }

    fn immortal() -> Self {
        Self { references: Cell::new(IMMORTAL) }
    }

    fn vacant() -> Self {
        Self { references: Cell::new(0) }
    }

    #[inline]
    fn retain_noting(&self, _me: ThreadId, note: impl FnOnce(Side)) {
        let references = self.references.get();
        debug_assert_ne!(references, 0, "retained a dead object");
        if references != IMMORTAL {
            note(Side::Local);
            self.references.set(references + 1);
        }
    }

    #[inline]
    fn retain_shared_noting(&self, me: ThreadId, note: impl FnOnce(Side)) {
        self.retain_noting(me, note);
    }

    #[inline]
    fn try_retain_noting(&self, me: ThreadId, note: impl FnOnce(Side)) -> bool {
        let alive = self.references.get() != 0;
        if alive {
            self.retain_noting(me, note);
        }
        alive
    }

    #[inline(always)]
    fn try_retain_here(&self, me: ThreadId, wanted: impl FnOnce() -> bool) -> Here {
        match self.references.get() {
            0 => Here::Elsewhere,
            IMMORTAL => Here::Uncounted,
            _ if !wanted() => Here::Unwanted,
            _ => {
                self.retain(me);
                Here::Counted
            }
        }
    }

    #[inline]
    fn mark_maybe_weakref(&self) {}

    #[inline]
    fn release_noting(&self, _me: ThreadId, note: impl FnOnce(Side)) -> Fate {
        let references = self.references.get();
        debug_assert_ne!(references, 0, "released a dead object");
        if references == IMMORTAL {
            return Fate::Alive;
        }
        note(Side::Local);
        self.references.set(references - 1);
        if references == 1 { Fate::Dead } else { Fate::Alive }
    }

    #[inline(always)]
    fn release_one_of_several(&self, _me: ThreadId, note: impl FnOnce(Side)) -> bool {
        let references = self.references.get();
        if references <= 1 {
            return false;
        }
        if references != IMMORTAL {
            note(Side::Local);
            self.references.set(references - 1);
        }
        true
    }

    #[inline(always)]
    fn is_only_reference(&self, _me: ThreadId) -> bool {
        self.references.get() == 1
    }

    #[inline(always)]
    fn release_only_one(&self, me: ThreadId) -> bool {
        let only = self.is_only_reference(me);
        if only {
            self.references.set(0);
        }
        only
    }

    #[inline]
    fn merge(&self) -> Fate {
        self.release_noting(ANYBODY, |_| {})
    }

    fn immortalize(&self, _me: ThreadId) {
        self.references.set(IMMORTAL);
    }

    #[inline]
    fn is_immortal(&self) -> bool {
        self.references.get() == IMMORTAL
    }

    fn strong(&self) -> u64 {
        match self.references.get() {
            IMMORTAL => u64::MAX,
            references => references.into(),
        }
    }

    #[inline]
    fn retire(&self) {
        self.references.set(0);
    }

    #[inline]
    fn reinit(&self, _owner: ThreadId) {
        self.references.set(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_ends_in_immortality() {
        let me = ThreadId::from_number(1).unwrap();
        let count = Plain { references: Cell::new(IMMORTAL - 1) };
        count.retain(me);
        count.retain(me);
        assert!(count.is_immortal());
        assert_eq!(count.release(me), Fate::Alive);
        assert!(count.is_immortal());
    }
}

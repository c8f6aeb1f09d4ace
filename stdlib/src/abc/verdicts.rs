//! What an abstract base class has answered about classes, so that it is asked once.
//!
//! A class is known by the number of its shape, which is no other class's and changes when the class changes, so an answer that
//! is out of date is never found. Answers are read without a lock and written over each other: who misses one asks again.

use object_model::NO_NUMBER;
use std::sync::atomic::{AtomicU64, Ordering};

/// As many answers as are remembered. A power of two.
const PLACES: usize = 64;

/// A number that no registration has: the answer holds for ever.
const FOR_EVER: u64 = (1 << 31) - 1;

/// What an abstract base class has answered. Each place is a class's number in the high half, then whether it is a subclass, then
/// how many registrations there had been when it was not.
pub(super) struct Verdicts([AtomicU64; PLACES]);

impl Verdicts {
    pub(super) fn new() -> Self {
        Verdicts([const { AtomicU64::new(0) }; PLACES])
    }

    fn place(&self, class: u32) -> &AtomicU64 {
        &self.0[class as usize % PLACES]
    }

    /// Whether the class with this number is known to be a subclass, or not to be one as long as there are just so many
    /// `registrations`.
    pub(super) fn find(&self, class: u32, registrations: u64) -> Option<bool> {
        // Relaxed: the word says it all; nothing else is read because of it.
        let word = self.place(class).load(Ordering::Relaxed);
        let (number, verdict, until) = ((word >> 32) as u32, word >> 31 & 1 != 0, word & FOR_EVER);
        (number == class && (verdict || until == registrations)).then_some(verdict)
    }

    /// Remembers an answer that was looked for when there had been so many `registrations`.
    pub(super) fn remember(&self, class: u32, verdict: bool, registrations: u64) {
        let until = if verdict { FOR_EVER } else { registrations };
        if class == NO_NUMBER || until > FOR_EVER || (until == FOR_EVER && !verdict) {
            return;
        }
        let word = u64::from(class) << 32 | u64::from(verdict) << 31 | until;
        self.place(class).store(word, Ordering::Relaxed); // Relaxed: as in `find`.
    }

    /// Forgets all answers.
    pub(super) fn forget(&self) {
        for place in &self.0 {
            place.store(0, Ordering::Relaxed); // Relaxed: as in `find`.
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_holds_until_something_is_registered() {
        let verdicts = Verdicts::new();
        assert_eq!(verdicts.find(7, 0), None);
        verdicts.remember(7, false, 3);
        assert_eq!(verdicts.find(7, 3), Some(false));
        assert_eq!(verdicts.find(7, 4), None);
        verdicts.remember(7, true, 4);
        assert_eq!(verdicts.find(7, 9), Some(true));
        verdicts.forget();
        assert_eq!(verdicts.find(7, 9), None);
    }

    #[test]
    fn classes_of_one_place_are_not_taken_for_each_other() {
        let verdicts = Verdicts::new();
        let other = 7 + PLACES as u32;
        verdicts.remember(7, true, 0);
        assert_eq!(verdicts.find(other, 0), None);
        verdicts.remember(other, false, 0);
        assert_eq!((verdicts.find(7, 0), verdicts.find(other, 0)), (None, Some(false)));
    }

    #[test]
    fn what_has_no_number_of_its_own_is_not_remembered() {
        let verdicts = Verdicts::new();
        verdicts.remember(NO_NUMBER, true, 0);
        assert_eq!(verdicts.find(NO_NUMBER, 0), None);
    }
}

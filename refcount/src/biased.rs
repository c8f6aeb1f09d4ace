//! The count of an object is the sum of two words. The *owner*, the thread that made the object,
//! counts in `local` with plain loads and stores; all others count in `shared` with atomic
//! read-modify-writes. Most objects are only ever touched by their owner and never pay for an atomic.
//!
//! A thread that takes a reference over from another gives it back in its own word, so either word
//! alone may fall short while the sum is right: `shared` may go below zero, `local` may not. The two
//! are merged, once in an object's life, when the owner has no more use for `local`:
//!
//! - The owner counts down to zero and `shared` was never used: nobody else can even try to take a
//!   reference, so the object is freed with no atomic read-modify-write at all (B3).
//! - The owner counts down to zero otherwise: it gives up ownership and leaves the rest to `shared`
//!   (B4). From then on whoever takes `shared` to zero frees (B8).
//! - Another thread would take an unused `shared` below zero: it cannot know whether the sum is zero,
//!   because it must not read `local`. It hands its reference to the owner, still counted, and the
//!   owner merges when it comes to a safepoint (B5, B7).
//!
//! The crux is a reader that has a pointer and no reference ([`try_retain`]). While `shared` is
//! untouched the owner frees without telling anybody, so such a reader must fail; the first of them
//! therefore goes through the container's lock and leaves a mark, after which the owner frees by a
//! read-modify-write that every later reader's own collides with (B9, B10).
//!
//! Where many threads count one object all the time, the shared word is what they contend for. Such a
//! count is [`spread`](Biased::spread): from then on every thread but the owner counts it in a word of
//! its own, a *lane*, with plain loads and stores. The shared word says which lane, and holds a surplus
//! so large that nothing above takes it for zero or less, until [`gather`](Biased::gather), with the
//! world stopped, adds all lanes up and ends both lane and surplus (V1 to V4).
//!
//! [`try_retain`]: Count::try_retain

use sync::atomic::{AtomicI64, AtomicU32, Ordering::*};

use crate::{Count, Fate, Here, Lane, Side, ThreadId};

/// A count split between the thread that owns the object and all others.
#[derive(Debug)]
pub struct Biased {
    /// The owner's number; 0 once ownership is given up, and while the memory is vacant. It changes
    /// from a number to 0 by that thread only (or for it, once its inbox is closed), so a thread that
    /// reads its own number here does own the object, however late the value (B1). Only the
    /// collector, with the world stopped, writes another number (H8).
    owner: AtomicU32,
    /// The references counted by the owner; `u32::MAX` is immortality. Atomic only so that other
    /// threads may look whether it is `u32::MAX` while the owner writes (B1).
    local: AtomicU32,
    /// The references counted by everybody else, and the state: see [`Shared`].
    shared: AtomicI64,
}

const NOBODY: u32 = 0;
const IMMORTAL: u32 = u32::MAX;

/// The shared word: a signed count in bits 2 to 63, a state in bits 0 and 1.
///
/// | state | meaning | leaves to |
/// |---|---|---|
/// | `INIT` 0 | nobody may take a reference without having one, unless the count is positive | any |
/// | `MAYBE_WEAKREF` 1 | others may try to take a reference | `QUEUED`, `MERGED` |
/// | `QUEUED` 2 | a reference waits in the owner's inbox | `MERGED` |
/// | `MERGED` 3 | `local` has been added, the object has no owner | – |
///
/// Each state implies what the ones before it allow. The word 0 is also that of vacant memory.
///
/// A spread count has its lane in bits 48 to 55, and `SURPLUS` references more than there are, a quarter of what
/// fits below the lane. So whatever is added or taken, the lane can be read and the count is above zero (V1).
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shared(i64);

impl Shared {
    const INIT: i64 = 0;
    const MAYBE_WEAKREF: i64 = 1;
    const QUEUED: i64 = 2;
    const MERGED: i64 = 3;
    const STATE: i64 = 3;
    const ONE: i64 = 4;
    const LANE_SHIFT: u32 = 48;
    const SURPLUS: i64 = 1 << 44;

    fn state(self) -> i64 {
        self.0 & Self::STATE
    }

    fn count(self) -> i64 {
        self.0 >> 2
    }

    fn plus(self, references: i64) -> Self {
        Self(self.0 + references * Self::ONE)
    }

    fn in_state(self, state: i64) -> Self {
        Self((self.0 & !Self::STATE) | state)
    }

    /// The owner may free without telling anybody, or somebody has freed, or there is no object (B9).
    fn is_closed_to_readers(self) -> bool {
        self == Self(Self::INIT) || self.is_merged_and_dead()
    }

    fn is_merged_and_dead(self) -> bool {
        self == Self(Self::MERGED)
    }

    /// Giving back a reference here could be the last one or not: only the owner can tell (B5).
    fn only_the_owner_can_tell(self) -> bool {
        self.count() == 0 && matches!(self.state(), Self::INIT | Self::MAYBE_WEAKREF)
    }

    /// The lane, if the count is spread.
    #[inline(always)]
    fn lane(self) -> Option<Lane> {
        // Below zero where the count is.
        let number = self.0 >> Self::LANE_SHIFT;
        if number > 0 { Lane::from_number(number as u8) } else { None }
    }

    fn spread(self, lane: Lane) -> Self {
        Self(self.0 + (i64::from(lane.get()) << Self::LANE_SHIFT)).plus(Self::SURPLUS)
    }

    /// As if it were not spread, and with what lies in the lanes.
    fn gathered(self, lane: Lane, in_lanes: i64) -> Self {
        Self(self.0 - (i64::from(lane.get()) << Self::LANE_SHIFT)).plus(in_lanes - Self::SURPLUS)
    }

    /// The count without the surplus.
    fn without_surplus(self) -> i64 {
        self.lane().map_or(self, |lane| self.gathered(lane, 0)).count()
    }

    fn may_be_read_by_others(self) -> Self {
        if self.state() == Self::INIT { self.in_state(Self::MAYBE_WEAKREF) } else { self }
    }
}

impl Biased {
    /// Whether the calling thread, `me`, is the owner.
    #[inline(always)]
    pub fn is_owned_by(&self, me: ThreadId) -> bool {
        // Relaxed: only this thread could have written its own number here and erased it (B1).
        self.owner.load(Relaxed) == me.get()
    }

    /// The owner, if there still is one. No answer but "nobody" is sure to be true for long.
    #[inline]
    pub fn owner(&self) -> Option<ThreadId> {
        // Acquire: partner of the Release in `end_ownership`: whoever finds no owner comes after all the last one
        // did as owner (R5).
        ThreadId::from_number(self.owner.load(Acquire))
    }

    /// For the owner, its own latest value. For others only "is it `IMMORTAL`" means anything, and
    /// that is the last value the word ever takes.
    #[inline]
    fn local(&self) -> u32 {
        // Relaxed: the word orders nothing.
        self.local.load(Relaxed)
    }

    /// By the owner only.
    #[inline]
    fn set_local(&self, references: u32) {
        // Relaxed: nobody else reads a count in it, and `merge` on behalf of a thread that has exited
        // is ordered after it by that thread's closed inbox (B7).
        self.local.store(references, Relaxed);
    }

    /// Replaces the shared word by a function of it; answers the new value.
    #[inline]
    #[cfg_attr(granular_loom, track_caller)]
    fn update(
        &self,
        order: sync::atomic::Ordering,
        mut next: impl FnMut(Shared) -> Option<Shared>,
    ) -> Option<Shared> {
        // Relaxed, here and on failure: a guess, confirmed by the exchange.
        let mut now = self.shared.load(Relaxed);
        loop {
            let next = next(Shared(now))?;
            match self.shared.compare_exchange_weak(now, next.0, order, Relaxed) {
                Ok(_) => return Some(next),
                Err(other) => now = other,
            }
        }
    }

    /// The lane in which all but the owner count it, if it is spread.
    #[inline(always)]
    pub fn lane(&self) -> Option<Lane> {
        // Relaxed: a lane lasts until the world is stopped, and who goes on after that sees that it has ended (V3).
        Shared(self.shared.load(Relaxed)).lane()
    }

    /// From now on all but the owner count in this lane, until [`gather`](Self::gather) (V2). The caller has a reference,
    /// and now one more, on behalf of whoever will gather it. False, and nothing is changed, if it is spread already or
    /// immortal.
    #[must_use = "the reference must be given back by whoever gathers"]
    pub fn spread(&self, lane: Lane) -> bool {
        let spread = |shared: Shared| {
            shared.lane().is_none().then(|| shared.plus(1).may_be_read_by_others().spread(lane))
        };
        // Relaxed: the caller has a reference already (C1), so nothing is learnt by counting it.
        !self.is_immortal() && self.update(Relaxed, spread).is_some()
    }

    /// Ends what [`spread`](Self::spread) began: adds what lies in the lanes of all threads, and what the owner has
    /// counted, to the shared word, and nobody owns the object any more. Only while the world is stopped (V4). The
    /// reference that `spread` took is now the caller's. Answers whether the count was spread in this lane.
    pub fn gather(&self, lane: Lane, in_lanes: i64) -> bool {
        if self.lane() != Some(lane) {
            return false;
        }
        let local = self.local();
        // Relaxed, here and below: what other threads did with the object came before they stopped, and what they do comes
        // after they have gone on (S2).
        if local == IMMORTAL {
            // What was counted before means nothing any more.
            self.update(Relaxed, |shared| Some(shared.gathered(lane, in_lanes)));
            return true;
        }
        self.set_local(0);
        self.owner.store(NOBODY, Relaxed); // Relaxed: as above.
        self.update(Relaxed, |shared| {
            Some(shared.gathered(lane, in_lanes).plus(i64::from(local)).in_state(Shared::MERGED))
        });
        true
    }

    /// Adds what lies in one thread's lane to the shared word: before that thread ends, while the count is spread (V5).
    pub fn fold(&self, in_lane: i64) {
        // Relaxed: what the thread did with the object comes before its end, and that before the world is stopped (S2).
        self.shared.fetch_add(in_lane * Shared::ONE, Relaxed);
    }

    /// Makes the calling thread, `me`, the owner, who counts all references there are. Only while the world is stopped, and of
    /// an object that no thread has hold of (H8). Without effect on a count that is spread, immortal or in an inbox.
    pub fn adopt(&self, me: ThreadId) {
        // Relaxed, here and below: as in `gather` (S2).
        let shared = Shared(self.shared.load(Relaxed));
        let Ok(references) = u32::try_from(i64::from(self.local()) + shared.count()) else { return };
        if shared.lane().is_some() || shared.state() == Shared::QUEUED || self.is_immortal() {
            return;
        }
        self.owner.store(me.get(), Relaxed);
        self.set_local(references);
        // Whoever was ever let in without a reference may come again, if a finalizer brings the object back (B10).
        let state = if shared.state() == Shared::INIT { Shared::INIT } else { Shared::MAYBE_WEAKREF };
        self.shared.store(state, Relaxed); // Relaxed: as above.
    }

    /// Nothing is called here: what is called costs registers also where it is not.
    #[inline(always)]
    fn retain_foreign(&self, note: impl FnOnce(Side)) {
        if let Some(lane) = self.lane() {
            return note(Side::Lane(lane));
        }
        note(Side::Foreign);
        // Relaxed: the caller has a reference already (C1), so nothing is learnt by counting it.
        self.shared.fetch_add(Shared::ONE, Relaxed);
    }

    #[cold]
    #[inline(never)]
    fn retain_shared_foreign(&self, note: impl FnOnce(Side)) {
        if let Some(lane) = self.lane() {
            return note(Side::Lane(lane));
        }
        note(Side::Foreign);
        // Relaxed: as above. That the owner cannot miss the mark follows from the container's lock:
        // to free, it must first take the reference in the container out, under that lock, after us.
        self.update(Relaxed, |shared| Some(shared.plus(1).may_be_read_by_others()));
    }

    /// The lane in which a thread that does not own it counts a reference it takes, if it is spread, and thus alive.
    #[inline(always)]
    pub fn try_retain_in_lane(&self) -> Option<Lane> {
        // Acquire: partner of the Release in `retire`, by way of the changes since; as in `try_retain_foreign` (C6).
        Shared(self.shared.load(Acquire)).lane()
    }

    /// The lane in which the calling thread, `me`, gives a reference back, if it is spread: not the last one, for there is
    /// the one that keeps it spread (V2).
    #[inline(always)]
    pub fn release_in_lane(&self, me: ThreadId) -> Option<Lane> {
        // The lane first: mostly there is none.
        self.lane().filter(|_| !self.is_owned_by(me))
    }

    /// Where the reference is counted, if one can be had.
    #[cold]
    #[inline(never)]
    fn try_retain_foreign(&self) -> Option<Side> {
        if let Some(lane) = self.try_retain_in_lane() {
            return Some(Side::Lane(lane));
        }
        // Acquire: partner of the Release in `retire`, which heads the sequence of changes this one
        // continues. It keeps the caller's re-check of the slot from moving up before it (C6).
        self.update(Acquire, |shared| (!shared.is_closed_to_readers()).then(|| shared.plus(1)))
            .map(|_| Side::Foreign)
    }

    /// As [`release_noting`](Count::release_noting), but the owner keeps the last reference it counts, and is told so by
    /// [`Fate::Later`], if it `must_stay` the owner for now.
    #[inline(always)]
    pub fn release_unless(
        &self,
        must_stay: impl FnOnce() -> bool,
        me: ThreadId,
        note: impl FnOnce(Side),
    ) -> Fate {
        let local = self.local();
        if local == IMMORTAL {
            return Fate::Alive;
        }
        if !self.is_owned_by(me) {
            return self.release_foreign(note);
        }
        debug_assert_ne!(local, 0, "an owner that counts nothing");
        if local > 1 {
            note(Side::Local);
            self.set_local(local - 1);
            return Fate::Alive;
        }
        if must_stay() {
            return Fate::Later;
        }
        note(Side::Local);
        if self.release_only_one(me) {
            return Fate::Dead;
        }
        self.end_ownership();
        self.give_up_ownership(0)
    }

    /// The owner counts nothing any more.
    #[inline(always)]
    fn end_ownership(&self) {
        self.set_local(0);
        // Release: partner of the Acquire in `owner`. To counting, this value and the old one mean the same in other
        // threads, "not yours"; to this one it means that its own `try_retain` fails from here on.
        self.owner.store(NOBODY, Release);
    }

    /// Adds what the owner had counted to the shared word, for good (B4, B7).
    #[cold]
    fn give_up_ownership(&self, references: i64) -> Fate {
        // AcqRel: Release hands on what this thread did with the object to whoever takes the word to
        // zero later; Acquire takes over what all others did, if the word is zero now (C2).
        let merged = self.update(AcqRel, |shared| Some(shared.plus(references).in_state(Shared::MERGED)));
        if merged.is_some_and(Shared::is_merged_and_dead) { Fate::Dead } else { Fate::Alive }
    }

    #[cold]
    #[inline(never)]
    fn release_foreign(&self, note: impl FnOnce(Side)) -> Fate {
        if let Some(lane) = self.lane() {
            // Not the last one (V2).
            note(Side::Lane(lane));
            return Fate::Alive;
        }
        note(Side::Foreign);
        // Relaxed: used only if the word turns out not to be merged, and until then the owner is the one
        // this thread saw when it got its reference (C1).
        let owner = self.owner.load(Relaxed);
        let mut queued = false;
        // AcqRel: Release is the partner of the Acquire in `is_only_reference`, in `give_up_ownership` and
        // of the one here in another thread; Acquire takes over what they did, if this is the end (C2).
        let after = self.update(AcqRel, |shared| {
            queued = shared.only_the_owner_can_tell();
            Some(if queued { shared.in_state(Shared::QUEUED) } else { shared.plus(-1) })
        });
        match ThreadId::from_number(owner) {
            Some(owner) if queued => Fate::Queue(owner),
            None if queued => self.merge(),
            _ if after.is_some_and(Shared::is_merged_and_dead) => Fate::Dead,
            _ => Fate::Alive,
        }
    }
}

impl Count for Biased {
    const NAME: &'static str = "biased";

    fn new(owner: ThreadId) -> Self {
        Self {
            owner: AtomicU32::new(owner.get()),
            local: AtomicU32::new(1),
            shared: AtomicI64::new(Shared::INIT),
        }
    }

    fn immortal() -> Self {
        Self {
            owner: AtomicU32::new(NOBODY),
            local: AtomicU32::new(IMMORTAL),
            shared: AtomicI64::new(Shared::MERGED),
        }
    }

    fn vacant() -> Self {
        Self { owner: AtomicU32::new(NOBODY), local: AtomicU32::new(0), shared: AtomicI64::new(Shared::INIT) }
    }

    #[inline(always)]
    fn retain_noting(&self, me: ThreadId, note: impl FnOnce(Side)) {
        let local = self.local();
        if local == IMMORTAL {
            return;
        }
        if self.is_owned_by(me) {
            note(Side::Local);
            // One short of `IMMORTAL` this makes the object immortal: it can leak, not wrap (B11).
            self.set_local(local + 1);
        } else {
            self.retain_foreign(note);
        }
    }

    #[inline(always)]
    fn retain_shared_noting(&self, me: ThreadId, note: impl FnOnce(Side)) {
        if self.is_owned_by(me) {
            self.retain_noting(me, note);
        } else if !self.is_immortal() {
            self.retain_shared_foreign(note);
        }
    }

    #[inline(always)]
    fn try_retain_noting(&self, me: ThreadId, note: impl FnOnce(Side)) -> bool {
        match self.try_retain_here(me, || true) {
            Here::Unwanted => false,
            Here::Uncounted => true,
            Here::Counted => {
                note(Side::Local);
                true
            }
            Here::Elsewhere => {
                // Told here, where `note` needs no address.
                let side = self.try_retain_foreign();
                side.map(note).is_some()
            }
        }
    }

    #[inline(always)]
    fn try_retain_here(&self, me: ThreadId, wanted: impl FnOnce() -> bool) -> Here {
        // Acquire: partner of the Release in `immortalize`, for a reader that comes from an earlier life of
        // this memory (C6).
        let local = self.local.load(Acquire);
        if local == IMMORTAL {
            return Here::Uncounted;
        }
        if !self.is_owned_by(me) {
            return Here::Elsewhere;
        }
        if !wanted() {
            return Here::Unwanted;
        }
        // Only this thread can free what it owns, and it is here (B9).
        self.set_local(local + 1);
        Here::Counted
    }

    fn mark_maybe_weakref(&self) {
        // Relaxed: the caller has a reference; the weak reference it is about to publish carries the order.
        self.update(Relaxed, |shared| {
            (shared.state() == Shared::INIT).then(|| shared.may_be_read_by_others())
        });
    }

    #[inline]
    fn release_noting(&self, me: ThreadId, note: impl FnOnce(Side)) -> Fate {
        self.release_unless(|| false, me, note)
    }

    #[inline(always)]
    fn release_one_of_several(&self, me: ThreadId, note: impl FnOnce(Side)) -> bool {
        let local = self.local();
        // Neither 0, nor 1, nor `IMMORTAL`, in one comparison.
        if local.wrapping_sub(2) >= IMMORTAL - 2 {
            return local == IMMORTAL;
        }
        let mine = self.is_owned_by(me);
        if mine {
            note(Side::Local);
            self.set_local(local - 1);
        }
        mine
    }

    #[inline(always)]
    fn is_only_reference(&self, me: ThreadId) -> bool {
        if self.local() != 1 || !self.is_owned_by(me) {
            return false;
        }
        // Acquire: partner of the Release in `release_foreign`. Zero means that all references counted
        // here have been given back, so what others did with the object happened before (C2). Nobody can
        // turn this zero into anything else (B3): a reader without a reference fails on it, and a reader
        // under a container's lock has marked the word before the owner could take the reference in that
        // container away.
        Shared(self.shared.load(Acquire)) == Shared(Shared::INIT)
    }

    #[inline(always)]
    fn release_only_one(&self, me: ThreadId) -> bool {
        let only = self.is_only_reference(me);
        if only {
            // No read-modify-write.
            self.end_ownership();
        }
        only
    }

    fn merge(&self) -> Fate {
        let local = self.local();
        if local == IMMORTAL {
            return Fate::Alive;
        }
        // Relaxed: no owner before, or this thread, or one that has exited (B7).
        if self.owner.load(Relaxed) != NOBODY {
            self.end_ownership();
        }
        self.give_up_ownership(i64::from(local) - 1)
    }

    fn immortalize(&self, me: ThreadId) {
        // Relaxed: if the word has another owner, that thread may be writing `local`; then the reference
        // the caller never gives back is all there is to it, and it is enough (C4).
        let owner = self.owner.load(Relaxed);
        if owner == me.get() || owner == NOBODY {
            // Release: partner of the Acquire in `try_retain_noting` (C6).
            self.local.store(IMMORTAL, Release);
        }
    }

    #[inline]
    fn is_immortal(&self) -> bool {
        self.local() == IMMORTAL
    }

    fn strong(&self) -> u64 {
        match self.local() {
            IMMORTAL => u64::MAX,
            // Relaxed: a moment's answer.
            local => (i64::from(local) + Shared(self.shared.load(Relaxed)).without_surplus()).max(0) as u64,
        }
    }

    #[inline(always)]
    fn retire(&self) {
        self.set_local(0);
        // Relaxed: nobody takes the word for its own in either state.
        self.owner.store(NOBODY, Relaxed);
        // Release: partner of the Acquire in `try_retain_foreign` in the next life of this memory: a
        // reader that still has a pointer from this life sees that its slot was emptied (C6). A plain
        // store does, for nobody writes this word: the object is dead and both words of a dead object
        // are closed to readers.
        self.shared.store(Shared::INIT, Release);
    }

    #[inline]
    fn reinit(&self, owner: ThreadId) {
        self.set_local(1);
        // Relaxed: no other thread has this number (B1).
        self.owner.store(owner.get(), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_ends_in_immortality() {
        let (owner, other) = (ThreadId::from_number(1).unwrap(), ThreadId::from_number(2).unwrap());
        let count = Biased::new(owner);
        count.set_local(IMMORTAL - 1);
        count.retain(owner);
        count.retain(owner);
        assert!(count.is_immortal());
        assert_eq!(count.release(owner), Fate::Alive);
        assert_eq!(count.release(other), Fate::Alive);
        assert!(count.is_immortal());
    }
}

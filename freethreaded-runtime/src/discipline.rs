//! How the free-threaded runtime counts: an owner apart from all others, or everybody alike.

use refcount::{Atomic, Biased, Count, Fate, Lane, Side, ThreadId};

/// A counting discipline that several threads may use at once.
pub trait Discipline: Count + Send + Sync + 'static {
    /// The name the runtime is chosen by.
    const RUNTIME: &'static str;

    /// Whether an object that only its owner has used is read without its lock by everybody. If not, others go through
    /// the lock once and leave a mark in the object.
    const READ_BY_ALL: bool;

    /// Whether a count can be spread.
    const SPREADS: bool;

    /// Whether the calling thread, `me`, counts in words of its own.
    fn is_mine(&self, me: ThreadId) -> bool;

    /// Whose words of its own the object is counted in, if anybody's.
    fn owner(&self) -> Option<ThreadId>;

    /// See [`Biased::release_unless`]; a mere release in a discipline without owners.
    fn release_unless(&self, must_stay: impl FnOnce() -> bool, me: ThreadId, note: impl FnOnce(Side))
    -> Fate;

    /// See [`Biased::try_retain_in_lane`]; never one in a discipline that does not spread.
    fn try_retain_in_lane(&self) -> Option<Lane>;

    /// See [`Biased::release_in_lane`].
    fn release_in_lane(&self, me: ThreadId) -> Option<Lane>;

    /// See [`Biased::spread`]; false in a discipline that does not.
    fn spread(&self, lane: Lane) -> bool;

    /// See [`Biased::gather`].
    fn gather(&self, lane: Lane, in_lanes: i64) -> bool;

    /// See [`Biased::fold`].
    fn fold(&self, in_lane: i64);

    /// See [`Biased::adopt`]; nothing in a discipline without owners.
    fn adopt(&self, me: ThreadId);
}

impl Discipline for Biased {
    const RUNTIME: &'static str = "freethreaded";
    const READ_BY_ALL: bool = false;
    const SPREADS: bool = true;

    #[inline(always)]
    fn is_mine(&self, me: ThreadId) -> bool {
        self.is_owned_by(me)
    }

    #[inline(always)]
    fn owner(&self) -> Option<ThreadId> {
        Biased::owner(self)
    }

    #[inline(always)]
    fn release_unless(
        &self,
        must_stay: impl FnOnce() -> bool,
        me: ThreadId,
        note: impl FnOnce(Side),
    ) -> Fate {
        Biased::release_unless(self, must_stay, me, note)
    }

    #[inline(always)]
    fn try_retain_in_lane(&self) -> Option<Lane> {
        Biased::try_retain_in_lane(self)
    }

    #[inline(always)]
    fn release_in_lane(&self, me: ThreadId) -> Option<Lane> {
        Biased::release_in_lane(self, me)
    }

    fn spread(&self, lane: Lane) -> bool {
        Biased::spread(self, lane)
    }

    fn gather(&self, lane: Lane, in_lanes: i64) -> bool {
        Biased::gather(self, lane, in_lanes)
    }

    fn fold(&self, in_lane: i64) {
        Biased::fold(self, in_lane);
    }

    fn adopt(&self, me: ThreadId) {
        Biased::adopt(self, me);
    }
}

impl Discipline for Atomic {
    const RUNTIME: &'static str = "freethreaded-atomic";
    const READ_BY_ALL: bool = true;
    const SPREADS: bool = false;

    #[inline(always)]
    fn is_mine(&self, _me: ThreadId) -> bool {
        false
    }

    fn owner(&self) -> Option<ThreadId> {
        None
    }

    #[inline(always)]
    fn release_unless(
        &self,
        _must_stay: impl FnOnce() -> bool,
        me: ThreadId,
        note: impl FnOnce(Side),
    ) -> Fate {
        self.release_noting(me, note)
    }

    #[inline(always)]
    fn try_retain_in_lane(&self) -> Option<Lane> {
        None
    }

    #[inline(always)]
    fn release_in_lane(&self, _me: ThreadId) -> Option<Lane> {
        None
    }

    fn spread(&self, _lane: Lane) -> bool {
        false
    }

    fn gather(&self, _lane: Lane, _in_lanes: i64) -> bool {
        false
    }

    fn fold(&self, _in_lane: i64) {}

    fn adopt(&self, _me: ThreadId) {}
}

use crate::{Fate, Here, Side, ThreadId};

/// How many references an object has.
///
/// `me` is always the calling thread. A thread that retains or releases holds a reference of its
/// own or keeps one from going away for the length of the call (rule C1); [`try_retain`] asks for
/// neither.
///
/// [`try_retain`]: Count::try_retain
pub trait Count: Sized {
    /// The discipline's name in reports.
    const NAME: &'static str;

    /// One reference, held by `owner`.
    fn new(owner: ThreadId) -> Self;

    /// The state in which counting does nothing and the object never dies (rule C4).
    fn immortal() -> Self;

    /// The state of memory that holds no object: nobody can take a reference (rule C3).
    fn vacant() -> Self;

    /// One more reference.
    #[inline(always)]
    fn retain(&self, me: ThreadId) {
        self.retain_noting(me, Side::without_lanes);
    }

    /// As [`retain`](Self::retain); tells `note` where the reference was counted.
    fn retain_noting(&self, me: ThreadId, note: impl FnOnce(Side));

    /// One more reference, to an object just read from a container whose lock is held. From now on
    /// others succeed in reading it without the lock (rule B10).
    #[inline(always)]
    fn retain_shared(&self, me: ThreadId) {
        self.retain_shared_noting(me, Side::without_lanes);
    }

    /// As [`retain_shared`](Self::retain_shared); tells `note` where the reference was counted.
    fn retain_shared_noting(&self, me: ThreadId, note: impl FnOnce(Side));

    /// One more reference unless the object is dead, dying, or not yet known to others (rule B9).
    ///
    /// On success every write made before the memory was last reused is visible, so that re-checking
    /// the place the object was read from decides whether it is still the same one (rule C6).
    #[must_use = "on success a reference must be given back"]
    #[inline(always)]
    fn try_retain(&self, me: ThreadId) -> bool {
        self.try_retain_noting(me, Side::without_lanes)
    }

    /// As [`try_retain`](Self::try_retain); tells `note` where the reference was counted, if it was.
    #[must_use = "on success a reference must be given back"]
    fn try_retain_noting(&self, me: ThreadId, note: impl FnOnce(Side)) -> bool;

    /// As [`try_retain`](Self::try_retain), if that takes no more than a store, and the reference is `wanted`: which is asked only
    /// if nobody but the calling thread could end the object's life.
    fn try_retain_here(&self, me: ThreadId, wanted: impl FnOnce() -> bool) -> Here;

    /// Lets others succeed in [`try_retain`](Self::try_retain) while only the owner holds references:
    /// to be called before a weak reference is published (rule B10).
    fn mark_maybe_weakref(&self);

    /// One reference less.
    #[inline(always)]
    fn release(&self, me: ThreadId) -> Fate {
        self.release_noting(me, Side::without_lanes)
    }

    /// As [`release`](Self::release); tells `note` where the reference was given back.
    fn release_noting(&self, me: ThreadId, note: impl FnOnce(Side)) -> Fate;

    /// One reference less, if that takes no more than a store: nothing is owed then. Otherwise it answers false and has done
    /// nothing, and the reference must be given back by [`release`](Self::release).
    #[must_use = "if the answer is false the reference is still to be given back"]
    fn release_one_of_several(&self, me: ThreadId, note: impl FnOnce(Side)) -> bool;

    /// Gives back the only reference there is, if the calling thread counts it and that takes no read-modify-write: the object is
    /// dead then, and this is the one caller that is told (rule C2). Otherwise it answers false and has done nothing, and the
    /// reference must be given back by [`release`](Self::release).
    #[must_use = "the object is dead, or the reference is still to be given back"]
    fn release_only_one(&self, me: ThreadId) -> bool;

    /// Whether the calling thread counts the only reference there is, and nobody can take another meanwhile (rule B3). False says
    /// nothing.
    fn is_only_reference(&self, me: ThreadId) -> bool;

    /// Gives back a reference that [`Fate::Queue`] handed over. Called by the owner, or by anybody
    /// once the owner's inbox is closed (rule B7). Where nothing is ever queued it is a release.
    fn merge(&self) -> Fate;

    /// Ends counting for good; the caller's reference is not to be given back (rule C4).
    fn immortalize(&self, me: ThreadId);

    /// Whether counting has ended for good.
    fn is_immortal(&self) -> bool;

    /// The number of references, exact if nobody else counts meanwhile; `u64::MAX` if immortal.
    fn strong(&self) -> u64;

    /// Turns a dead object's count into a vacant one (rule C3).
    fn retire(&self);

    /// Turns a vacant count into one reference held by the calling thread, `owner`: for memory that is
    /// used again, and, after [`retire`](Self::retire), for an object whose finalizer is about to run
    /// (rule C3).
    fn reinit(&self, owner: ThreadId);
}

//! What a runtime decides: who may run, how long an object lives, who may touch it.

use crate::header::Header;
use crate::slot::Slot;
use crate::tally::Tally;
use crate::word::Word;
use std::ptr::NonNull;
use std::time::Duration;

pub use refcount::{Fate, ThreadId};

/// A runtime is a type. The object model and the interpreter are generic over it and never ask which one they run on.
///
/// # Safety
/// 1. [`release`](Self::release) (or [`merge`](Self::merge)) answers [`Fate::Dead`] to exactly one caller per life of an
///    object, and every use of the object through another reference happens-before that answer.
/// 2. Between [`lock`](Self::lock) and [`unlock`](Self::unlock) of one object, or [`enter_own`](Self::enter_own) and
///    [`leave_own`](Self::leave_own), no other thread is between them for it, and one holder's accesses happen-before the
///    next's. The same holds of both objects of a pair.
/// 3. [`peek_here`](Self::peek_here) and [`peek_elsewhere`](Self::peek_elsewhere) answer a word only if it holds a reference to it, or the word is no object.
/// 4. What is handed to [`retire`](Self::retire) is dropped only when no thread that was attached at that time can still
///    be reading it: every such thread has since been at a safepoint or detached.
/// 5. A dead count ([`retire_count`](Self::retire_count)) refuses every retain by them until the memory is used anew.
pub unsafe trait Runtime: Sized + Send + Sync + 'static {
    /// The name it is chosen by.
    const NAME: &'static str;
    /// What it keeps for each thread.
    type Thread;
    /// How long an object lives.
    type Count;
    /// Who may touch an object; zero-sized under the global lock.
    type Lock: Default;

    /// A runtime of its own with the same settings, without threads.
    fn another(&self) -> Self;

    // ---- who may run -------------------------------------------------------------------------------------------

    /// Makes the calling thread known and attaches it. Blocks until it may run.
    fn attach(&self, tally: &Tally) -> Self::Thread;
    /// Detaches the calling thread for good, after [`close`](Self::close) has answered true.
    fn exit(&self, thread: Self::Thread, tally: &Tally);
    /// Refuses further merge requests, and answers true, unless some wait to be answered first: a step of a thread's end.
    /// From then on the thread counts nothing any more.
    fn close(&self, thread: &Self::Thread) -> bool;
    /// Gives the leave to run away, before blocking.
    fn suspend(&self, thread: &Self::Thread, tally: &Tally);
    /// Takes it back. Blocks until the thread may run.
    fn resume(&self, thread: &Self::Thread, tally: &Tally);
    /// Whether a safepoint has something to do. One relaxed load.
    fn poll(thread: &Self::Thread) -> bool;
    /// Does what is due: drops the global lock on request, stops for stop-the-world, moves the epoch on.
    fn safepoint(&self, thread: &Self::Thread, tally: &Tally);
    /// Makes [`poll`](Self::poll) true for every thread that is attached, so that each passes through its safepoint.
    fn interrupt_all(&self);
    /// Makes [`poll`](Self::poll) true for the calling thread.
    fn ask_for_safepoint(&self, thread: &Self::Thread);
    /// Runs `section` while no other thread runs.
    fn stop_the_world<T>(&self, thread: &Self::Thread, tally: &Tally, section: impl FnOnce() -> T) -> T;
    /// The switch interval, for a runtime that has one.
    fn switch_interval(&self) -> Duration;
    /// Sets the switch interval; without effect in a runtime that has none.
    fn set_switch_interval(&self, interval: Duration);

    // ---- how long an object lives ------------------------------------------------------------------------------

    /// The count of a new object: one reference, held by the calling thread.
    fn count_one(thread: &Self::Thread) -> Self::Count;
    /// Turns the vacant count of reused memory into one reference, held by the calling thread.
    fn revive(thread: &Self::Thread, count: &Self::Count);
    /// One more reference. The caller holds one.
    fn retain(thread: &Self::Thread, count: &Self::Count, tally: &Tally);
    /// One more reference to an object that no thread has hold of, while no other thread runs. What is done with it from then
    /// on is mostly done by the calling thread.
    fn claim(thread: &Self::Thread, count: &Self::Count, tally: &Tally) {
        Self::retain(thread, count, tally);
    }
    /// One more reference, to what a container holds whose lock the caller holds: from now on others may read it without
    /// the lock.
    fn retain_shared(thread: &Self::Thread, count: &Self::Count, tally: &Tally);
    /// One reference less; what the caller now owes.
    fn release(thread: &Self::Thread, count: &Self::Count, tally: &Tally) -> Fate;
    /// One reference less, if that takes no more than a store and leaves nothing owed; otherwise false, and nothing is done.
    fn release_one_of_several(thread: &Self::Thread, count: &Self::Count, tally: &Tally) -> bool;
    /// Gives back the only reference there is, if this takes no more than stores: the object is dead then, and the caller drops
    /// it. Otherwise it answers false and has done nothing.
    fn release_only_one(thread: &Self::Thread, count: &Self::Count, tally: &Tally) -> bool;
    /// Whether the calling thread has the only reference there is, and nobody can take another meanwhile. False says nothing.
    fn is_only_reference(thread: &Self::Thread, count: &Self::Count) -> bool;
    /// One reference less to what threads count apart from each other, so that it cannot be the last; false, and nothing is
    /// done, if the object is not counted so.
    #[inline(always)]
    fn release_one_of_many(_thread: &Self::Thread, _count: &Self::Count, _tally: &Tally) -> bool {
        false
    }
    /// One more reference to an object that may be dying. The memory must be that of an object, alive or dead.
    fn try_retain(thread: &Self::Thread, count: &Self::Count, tally: &Tally) -> bool;
    /// Prepares for [`try_retain`](Self::try_retain) by threads that hold no lock: from now on the last release is never silent.
    fn share(thread: &Self::Thread, count: &Self::Count, tally: &Tally);
    /// Never counted again, never dead, until [`mortal`](Self::mortal). Without effect if another thread counts in a word
    /// of its own; then the caller must keep a reference.
    fn immortalize(thread: &Self::Thread, count: &Self::Count);
    /// Back to one reference held by the calling thread. Only while no other thread can see the object.
    fn mortal(thread: &Self::Thread, count: &Self::Count);
    /// Whether it is never counted.
    fn is_immortal(count: &Self::Count) -> bool;
    /// How many references there are, as far as this can be told while others count.
    fn references(count: &Self::Count) -> usize;
    /// Puts a count into the dead state, before its memory is given back.
    fn retire_count(count: &Self::Count);
    /// Hands an object to its owner after [`Fate::Queue`]; false if the owner is gone and the caller must merge.
    fn request_merge(&self, owner: ThreadId, object: usize, tally: &Tally) -> bool;
    /// Makes this thread's what any thread was asked to merge and has not heard of yet. The world is stopped (I5).
    fn take_requests(&self, thread: &Self::Thread);
    /// An object this thread was asked to merge, after a safepoint.
    fn next_merge(thread: &Self::Thread) -> Option<usize>;
    /// Merges the owner's and the others' count, on behalf of a requester's reference.
    fn merge(thread: &Self::Thread, count: &Self::Count, tally: &Tally) -> Fate;

    // ---- who may touch it --------------------------------------------------------------------------------------

    /// Enters the critical section of one object by its lock. Detaches while it waits.
    fn lock(&self, thread: &Self::Thread, object: &Header<Self>, tally: &Tally);
    /// Leaves it.
    fn unlock(&self, thread: &Self::Thread, object: &Header<Self>);
    /// Enters the critical section of an object whose lock need not be taken; false if [`lock`](Self::lock) must be used. Until
    /// it is left, [`release`](Self::release) may answer [`Fate::Later`].
    fn enter_own(&self, thread: &Self::Thread, object: &Header<Self>, tally: &Tally) -> bool;
    /// Leaves it.
    fn leave_own(&self, thread: &Self::Thread);
    /// Enters the critical sections of two objects, or once that of one, by their locks and without a deadlock between two
    /// threads that name the same two in different order.
    fn lock_both(&self, thread: &Self::Thread, one: &Header<Self>, other: &Header<Self>, tally: &Tally);
    /// Leaves them.
    fn unlock_both(&self, thread: &Self::Thread, one: &Header<Self>, other: &Header<Self>);
    /// As [`enter_own`](Self::enter_own), of two objects neither of whose locks need be taken.
    fn enter_both_own(
        &self,
        thread: &Self::Thread,
        one: &Header<Self>,
        other: &Header<Self>,
        tally: &Tally,
    ) -> bool;
    /// Leaves them.
    fn leave_both_own(&self, thread: &Self::Thread);

    // ---- reads without the lock --------------------------------------------------------------------------------

    /// Whether the calling thread may read the object's slots without its lock. `is_shared` is asked of what is not its own.
    fn may_peek(thread: &Self::Thread, count: &Self::Count, is_shared: impl FnOnce() -> bool) -> bool;
    /// Whether a thread that comes to an object of another's leaves the mark in it with which it may be read without the lock.
    fn lets_others_peek(thread: &Self::Thread) -> bool;
    /// Whether others than the holder of the lock may be reading the object's slots, so that what is replaced must be
    /// retired and not changed in place.
    fn others_may_peek(shared: bool) -> bool;
    /// Reads a slot without the lock, if that takes no more than a store: its word with a reference of its own. `still` says
    /// whether the slot still means the same. After None, [`peek_elsewhere`](Self::peek_elsewhere) may have it all the same.
    fn peek_here(thread: &Self::Thread, slot: &Slot, tally: &Tally, still: impl Fn() -> bool)
    -> Option<Word>;
    /// Reads a slot without the lock that holds what others count; None if the caller must take the lock. `settle` is told what
    /// is owed for a reference that was taken in vain and turned out to be the last.
    fn peek_elsewhere(
        _thread: &Self::Thread,
        _slot: &Slot,
        _tally: &Tally,
        _still: impl FnOnce() -> bool,
        _settle: impl FnOnce(NonNull<Header<Self>>, Fate),
    ) -> Option<Word> {
        None
    }
    /// Drops `garbage`, which holds that many bytes, when nobody can be reading it any more; `shared` says whether others
    /// may ever have.
    fn retire<T: Send + 'static>(&self, thread: &Self::Thread, shared: bool, bytes: usize, garbage: T);
}

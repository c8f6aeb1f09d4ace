//! A thread of the runtime without a global lock: where it counts, and what of its counting is noted.

use std::cell::RefCell;
use std::ptr::NonNull;

use events::Period;
use object_model::ledger::Meeting;
use object_model::{Fate, Header, Tally};
use refcount::{Lane, Side, ThreadId};
use sync::Arc;

use crate::breaker::Requests;
use crate::discipline::Discipline;
use crate::inbox::Inboxes;
use crate::lanes::{Attempt, Demand, Lanes};
use crate::reclaim::Participant;
use crate::roster::ThreadRecord;
use crate::runtime::FreeThreaded;

/// A thread of the runtime.
pub struct Thread {
    pub(crate) id: ThreadId,
    pub(crate) record: Arc<ThreadRecord>,
    /// What was taken out of the inbox, or gathered, and is not merged yet.
    pub(crate) queue: RefCell<Vec<usize>>,
    /// What it needs for objects of others. Apart, for it is large and rarely needed.
    pub(crate) others: Box<Others>,
    pub(crate) reclaim: Participant,
    /// Whose objects' sections it enters without their lock: its own, or nobody's.
    pub(crate) enterer: ThreadId,
    /// As whom it reads without the lock what only an owner may: itself, or nobody.
    pub(crate) reader: ThreadId,
    /// The owner whose object's bias this thread revoked last.
    pub(crate) last_owner: RefCell<Option<Arc<ThreadRecord>>>,
    /// The time it is attached, for a trace.
    pub(crate) attached: RefCell<Option<Period>>,
}

/// What a thread needs to have an object counted by each in a word of its own.
pub(crate) struct Others {
    /// The runtime's, to ask owners to merge.
    pub(crate) inboxes: Arc<Inboxes<usize>>,
    /// The runtime's.
    pub(crate) lanes: Arc<Lanes<usize>>,
    pub(crate) demand: Demand,
}

impl Thread {
    #[inline(always)]
    pub(crate) fn note_retain<C: Discipline>(&self, side: Side, count: &C, tally: &Tally) {
        match side {
            Side::Local => Tally::count(&tally.retains_local),
            Side::Foreign => {
                Tally::count(&tally.retains_foreign);
                tally.meet(Meeting::Count, || object_of(count));
            }
            Side::Lane(lane) => self.note_retain_in_lane(lane, count, tally),
        }
    }

    #[inline(always)]
    pub(crate) fn note_release<C: Discipline>(&self, side: Side, count: &C, tally: &Tally) {
        match side {
            Side::Local => Tally::count(&tally.releases_local),
            Side::Foreign => {
                Tally::count(&tally.releases_foreign);
                tally.meet(Meeting::Count, || object_of(count));
                // A count is what its object begins with.
                if self.others.demand.note(std::ptr::from_ref(count).addr()) {
                    self.spread(count, tally);
                }
            }
            Side::Lane(lane) => self.note_release_in_lane(lane, count, tally),
        }
    }

    #[inline(always)]
    fn note_retain_in_lane<C: Discipline>(&self, lane: Lane, count: &C, tally: &Tally) {
        Tally::count(&tally.retains_spread);
        self.record.lanes().add(lane, 1);
        // Last, so that who has nothing else to do calls nothing.
        tally.meet(Meeting::OwnCount, || object_of(count));
    }

    #[inline(always)]
    pub(crate) fn note_release_in_lane<C: Discipline>(&self, lane: Lane, count: &C, tally: &Tally) {
        Tally::count(&tally.releases_spread);
        self.record.lanes().add(lane, -1);
        // Last, as above. The object lives until the world is stopped at least (V4).
        tally.meet(Meeting::OwnCount, || object_of(count));
    }

    /// Has an object counted by each thread in a word of its own. This thread has a reference to it.
    #[cold]
    #[inline(never)]
    fn spread<C: Discipline>(&self, count: &C, tally: &Tally) {
        let object = std::ptr::from_ref(count).addr();
        // SAFETY: alive, by this thread's reference.
        if unsafe { object_at::<C>(object).as_ref() }.shape().has_finalizer() {
            // Whoever gives it a finalizer wants to know when it dies.
            return;
        }
        match self.others.lanes.spread(object, |_, lane| count.spread(lane)) {
            Attempt::Spread => {}
            Attempt::Needless => return,
            Attempt::NoLane => return self.record.breaker().raise(Requests::GATHER),
        }
        Tally::count(&tally.counts_spread);
        // The owner counts in words that all others now read without ever writing them. It gives them up at its next
        // safepoint, and then does as they do.
        if let Some(owner) = count.owner() {
            // For the owner to give back when it merges (B7).
            count.retain_noting(self.id, |side| self.note_retain(side, count, tally));
            Tally::count(&tally.merge_requests);
            if self.others.inboxes.push(owner, object).is_err() {
                // It has ended, and this does what it would have done.
                let fate = count.merge();
                debug_assert_eq!(fate, Fate::Alive, "a spread object died");
            }
        }
    }
}

/// The object at an address that was taken of a word or of a count.
pub(crate) fn object_at<C: Discipline>(address: usize) -> NonNull<Header<FreeThreaded<C>>> {
    NonNull::new(std::ptr::with_exposed_provenance_mut(address)).expect("no object is at address zero")
}

/// The count of an object at such an address.
///
/// # Safety
/// The object is alive, by a reference that lasts as long as the answer is used.
pub(crate) unsafe fn count_at<'a, C: Discipline>(address: usize) -> &'a C {
    // SAFETY: alive, by the caller's promise, so it is memory of an object.
    unsafe { Header::count_at(object_at::<C>(address)) }
}

/// The object whose count this is, which is what it begins with.
fn object_of<C: Discipline>(count: &C) -> &Header<FreeThreaded<C>> {
    // SAFETY: the count is alive, so the object is, and it is at the count's address.
    unsafe { object_at::<C>(std::ptr::from_ref(count).expose_provenance()).as_ref() }
}

/// One more reference to what this thread does not own, if it is alive.
#[inline(never)]
pub(crate) fn try_retain_others<C: Discipline>(thread: &Thread, count: &C, tally: &Tally) -> bool {
    let lane = count.try_retain_in_lane();
    match lane {
        Some(lane) => {
            thread.note_retain_in_lane(lane, count, tally);
            true
        }
        None => try_retain_contended(thread, count, tally),
    }
}

#[cold]
#[inline(never)]
fn try_retain_contended<C: Discipline>(thread: &Thread, count: &C, tally: &Tally) -> bool {
    count.try_retain_noting(thread.id, |side| thread.note_retain(side, count, tally))
}

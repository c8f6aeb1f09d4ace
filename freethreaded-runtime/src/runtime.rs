//! The answers of the runtime without a global lock.
//!
//! Every thread that is attached runs. What it may touch is decided object by object: by the object's lock, or, for
//! reads, without it: a reader takes the word it finds, then a reference to what the word means *if that is still alive*,
//! and then looks whether it is still what it was looking for (rules B9, B10, C6). Two things make that safe: memory that
//! once held a count goes on holding one, and what a container replaces is not freed before every reader has moved on
//! ([`reclaim`](crate::reclaim)).

use std::cell::RefCell;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::time::Duration;

use object_model::ledger::Meeting;
use object_model::{Fate, Flag, Header, Runtime, Slot, Tally, Word};
use refcount::{Biased, Here, ThreadId};
use sync::time::Instant;
use sync::{Arc, asymmetric};

use crate::breaker::Requests;
use crate::discipline::Discipline;
use crate::inbox::{Inboxes, NotEmpty};
use crate::lanes::{Demand, Lanes, Spreading};
use crate::object_lock::{ObjectLock, Waiter};
use crate::parking_lot::{Parker, ParkingLot, Patience};
use crate::reclaim::Reclaimer;
use crate::roster::Roster;
use crate::section;
use crate::thread::{Others, Thread, count_at, try_retain_others};

/// Queues for threads that wait for object locks.
const LOT_BUCKETS: usize = 256;
/// Groups of merge inboxes.
const INBOX_BUCKETS: usize = 64;

/// The runtime without a global lock; counts are biased unless chosen otherwise.
#[derive(Debug)]
pub struct FreeThreaded<C = Biased> {
    roster: Roster,
    lot: ParkingLot,
    /// Objects by address.
    inboxes: Arc<Inboxes<usize>>,
    /// Objects by address.
    lanes: Arc<Lanes<usize>>,
    spreading: Spreading,
    reclaimer: Reclaimer,
    /// Whether an object's owner enters its sections without its lock until another thread has.
    biases: bool,
    /// Whether items and attributes are read without the lock.
    reads: bool,
    _count: PhantomData<fn() -> C>,
}

impl<C> FreeThreaded<C> {
    /// A runtime whose threads wait for object locks in this way.
    pub fn new(patience: Patience) -> Self {
        let spreading = Spreading::default();
        FreeThreaded {
            roster: Roster::with_lanes(spreading.lanes),
            lot: ParkingLot::new(LOT_BUCKETS, patience),
            inboxes: Arc::new(Inboxes::new(INBOX_BUCKETS)),
            lanes: Arc::new(Lanes::new(spreading.lanes)),
            spreading,
            reclaimer: Reclaimer::default(),
            biases: asymmetric::available(),
            reads: true,
            _count: PhantomData,
        }
    }

    /// Whether an object's owner enters its sections without its lock until another thread comes; before any thread is
    /// attached.
    #[must_use]
    pub fn biased_sections(self, biases: bool) -> Self {
        FreeThreaded { biases: self.biases && biases, ..self }
    }

    /// Whether items and attributes are read without the lock, where nobody writes; before any thread is attached.
    #[must_use]
    pub fn lock_free_reads(self, reads: bool) -> Self {
        FreeThreaded { reads, ..self }
    }

    /// When an object that many threads count is counted by each in a word of its own; before any thread is attached.
    #[must_use]
    pub fn spreading(self, spreading: Spreading) -> Self {
        FreeThreaded {
            roster: Roster::with_lanes(spreading.lanes),
            lanes: Arc::new(Lanes::new(spreading.lanes)),
            spreading,
            ..self
        }
    }

    /// The threads.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    fn attach_counting(&self, thread: &Thread, tally: &Tally) {
        let began = Instant::now();
        self.roster.attach(&thread.record);
        let waited = nanoseconds(began.elapsed());
        Tally::add(&tally.runtime_wait, waited);
        tally.wait(Meeting::Turn, waited);
        thread.reclaim.pin();
    }

    fn detach(&self, thread: &Thread) {
        thread.reclaim.unpin();
        self.roster.detach(&thread.record);
    }
}

impl<C: Discipline> FreeThreaded<C> {
    /// Takes the object's lock, and its bias away from an owner that is another thread (R2).
    #[inline(always)]
    fn take_lock(&self, thread: &Thread, object: &Header<Self>, tally: &Tally) {
        Tally::count(&tally.locks_taken);
        tally.meet(Meeting::Lock, || object);
        if !object.lock().try_lock() {
            self.lock_slow(thread, object, tally);
        }
        if thread.enterer == thread.id && !object.has(Flag::REVOKED) && !object.count().is_mine(thread.id) {
            self.revoke(thread, object, tally);
        }
    }

    /// By the holder of the object's lock.
    #[cold]
    #[inline(never)]
    fn revoke(&self, thread: &Thread, object: &Header<Self>, tally: &Tally) {
        object.set(Flag::REVOKED);
        // Without an owner there is nobody who could be in a section without the lock (R5).
        let Some(owner) = object.count().owner() else { return };
        Tally::count(&tally.biases_revoked);
        tally.meet(Meeting::Revoke, || object);
        let mut last = thread.last_owner.borrow_mut();
        if last.as_ref().is_none_or(|last| last.id() != owner) {
            *last = self.roster.find(owner);
        }
        // An owner that has ended is in no section.
        if let Some(owner) = last.as_ref().filter(|last| last.id() == owner) {
            owner.wait_outside(address(object));
        }
    }

    #[cold]
    #[inline(never)]
    fn lock_slow(&self, thread: &Thread, object: &Header<Self>, tally: &Tally) {
        Tally::count(&tally.locks_contended);
        let _wait =
            events::lock::lock_wait(std::ptr::from_ref(object).addr(), || object.shape().class().name());
        if let Some(took) = object.lock().lock(&self.lot, &Unpinned { roster: &self.roster, thread }) {
            Tally::add(&tally.locks_parked, u64::from(took.sleeps > 0));
            let waited = nanoseconds(took.waited);
            Tally::add(&tally.lock_wait, waited);
            tally.meet_waiting(Meeting::LockWait, object, waited);
        }
    }
}

impl<C> Default for FreeThreaded<C> {
    fn default() -> Self {
        Self::new(Patience::default())
    }
}

/// A thread that sleeps detached, and so unpinned.
struct Unpinned<'a> {
    roster: &'a Roster,
    thread: &'a Thread,
}

impl Waiter for Unpinned<'_> {
    fn parker(&self) -> &Arc<Parker> {
        self.thread.record.parker()
    }

    fn detached<R>(&self, sleep: impl FnOnce() -> R) -> R {
        self.thread.reclaim.unpin();
        let woken = self.roster.waiter(&self.thread.record).detached(sleep);
        self.thread.reclaim.pin();
        woken
    }
}

/// Whether the thread stays the owner of what it owns: as long as it is in a section without the lock (R5).
#[inline(always)]
fn must_stay(thread: &Thread) -> bool {
    thread.record.section().is_occupied()
}

/// By which an object is known in its owner's record.
#[inline(always)]
fn address<R: Runtime>(object: &Header<R>) -> usize {
    std::ptr::from_ref(object).addr()
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

// SAFETY:
// 1. `release` and `merge` are the discipline's: rule C2.
// 2. The object lock is exclusive and orders its holders: rule L1. The owner may be in a section without the lock only as
//    long as nobody else has been in one, and is waited for by the first: rules R1 to R6.
// 3. What is read without the lock is an object only after `try_retain` has succeeded on its count, and the slot, and what the slot means,
//    were looked at again afterwards: so the reference is one to what was in the slot (rule C6).
// 4. Attached threads are pinned; a thread is unpinned or repinned only at a safepoint, when it detaches and when it waits
//    for a lock, and at none of these is it in the middle of a read.
// 5. A retired count is vacant, and `try_retain` refuses that: rule C3.
unsafe impl<C: Discipline> Runtime for FreeThreaded<C> {
    const NAME: &'static str = C::RUNTIME;
    type Thread = Thread;
    type Count = C;
    type Lock = ObjectLock;

    fn another(&self) -> Self {
        FreeThreaded::new(self.lot.patience())
            .biased_sections(self.biases)
            .lock_free_reads(self.reads)
            .spreading(self.spreading)
    }

    fn attach(&self, tally: &Tally) -> Thread {
        let record = self.roster.enter().expect("a run starts fewer than 2^32 threads");
        self.inboxes.open(Arc::clone(&record));
        let id = record.id();
        let thread = Thread {
            id,
            record,
            queue: RefCell::default(),
            others: Box::new(Others {
                inboxes: Arc::clone(&self.inboxes),
                lanes: Arc::clone(&self.lanes),
                demand: Demand::new(if C::SPREADS { self.spreading } else { Spreading::NEVER }),
            }),
            reclaim: self.reclaimer.enter(),
            enterer: if self.biases && !C::READ_BY_ALL { id } else { ThreadId::STRANGER },
            reader: if self.reads { id } else { ThreadId::STRANGER },
            last_owner: RefCell::default(),
            attached: RefCell::default(),
        };
        events::sched::thread_start(thread.id.get());
        self.resume(&thread, tally);
        thread
    }

    fn exit(&self, thread: Thread, tally: &Tally) {
        debug_assert!(thread.queue.borrow().is_empty(), "a thread left merges undone");
        events::sched::thread_exit(thread.id.get());
        self.suspend(&thread, tally);
        self.roster.leave(&thread.record);
        if !self.lanes.is_empty() && self.roster.len() == 1 {
            // Nothing is in demand by many any more.
            self.roster.ask_all(Requests::GATHER);
        }
    }

    fn close(&self, thread: &Thread) -> bool {
        match self.inboxes.close(thread.id) {
            Ok(()) => {
                self.lanes.fold(thread.record.lanes(), |&object, in_lane| {
                    // SAFETY: the table of lanes has a reference to what it shows.
                    unsafe { count_at::<C>(object) }.fold(in_lane);
                });
                true
            }
            Err(NotEmpty(queued)) => {
                thread.queue.borrow_mut().extend(queued);
                false
            }
        }
    }

    fn suspend(&self, thread: &Thread, _tally: &Tally) {
        self.detach(thread);
        thread.attached.take();
    }

    fn resume(&self, thread: &Thread, tally: &Tally) {
        thread.attached.replace(Some(events::sched::attached()));
        self.attach_counting(thread, tally);
    }

    #[inline(always)]
    fn poll(thread: &Thread) -> bool {
        !thread.record.breaker().requests().is_empty()
    }

    fn safepoint(&self, thread: &Thread, tally: &Tally) {
        let others = Requests::MERGE
            | Requests::REPIN
            | Requests::SIGNAL
            | Requests::PENDING
            | Requests::COLLECT
            | Requests::GATHER;
        let requests = thread.record.breaker().take(others);
        if requests.has(Requests::MERGE) {
            thread.queue.borrow_mut().extend(self.inboxes.drain(thread.id));
        }
        if requests.has(Requests::REPIN) {
            thread.reclaim.repin();
        }
        if !thread.record.breaker().take(Requests::STOP).is_empty() {
            let _stopped = events::gc::stopped();
            self.detach(thread);
            self.attach_counting(thread, tally);
        }
        if requests.has(Requests::GATHER) {
            self.stop_the_world(thread, tally, || ());
        }
    }

    fn interrupt_all(&self) {
        self.roster.ask_all(Requests::SIGNAL);
    }

    fn ask_for_safepoint(&self, thread: &Thread) {
        thread.record.breaker().raise(Requests::COLLECT);
    }

    fn stop_the_world<T>(&self, thread: &Thread, tally: &Tally, section: impl FnOnce() -> T) -> T {
        let _stop = events::gc::stop_the_world();
        let stopped = self.roster.stop_world(&thread.record);
        let gathered = self.lanes.gather(&self.roster, |&object, lane, in_lanes| {
            // SAFETY: the table of lanes had a reference to it.
            unsafe { count_at::<C>(object) }.gather(lane, in_lanes)
        });
        thread.queue.borrow_mut().extend(gathered);
        let answer = section();
        let pause = stopped.start();
        if pause.others != 0 {
            tally.world_stopped.borrow_mut().note(pause.total);
        }
        answer
    }

    fn switch_interval(&self) -> Duration {
        Duration::ZERO
    }

    fn set_switch_interval(&self, _interval: Duration) {}

    #[inline(always)]
    fn count_one(thread: &Thread) -> C {
        C::new(thread.id)
    }

    #[inline(always)]
    fn revive(thread: &Thread, count: &C) {
        count.reinit(thread.id);
    }

    #[inline(always)]
    fn retain(thread: &Thread, count: &C, tally: &Tally) {
        count.retain_noting(thread.id, |side| thread.note_retain(side, count, tally));
    }

    fn claim(thread: &Thread, count: &C, tally: &Tally) {
        count.adopt(thread.id);
        Self::retain(thread, count, tally);
    }

    #[inline(always)]
    fn retain_shared(thread: &Thread, count: &C, tally: &Tally) {
        count.retain_shared_noting(thread.id, |side| thread.note_retain(side, count, tally));
    }

    #[inline(always)]
    fn release(thread: &Thread, count: &C, tally: &Tally) -> Fate {
        count.release_unless(|| must_stay(thread), thread.id, |side| thread.note_release(side, count, tally))
    }

    #[inline(always)]
    fn release_one_of_several(thread: &Thread, count: &C, tally: &Tally) -> bool {
        count.release_one_of_several(thread.id, |_| Tally::count(&tally.releases_local))
    }

    #[inline(always)]
    fn release_only_one(thread: &Thread, count: &C, tally: &Tally) -> bool {
        let dead = !must_stay(thread) && count.release_only_one(thread.id);
        if dead {
            Tally::count(&tally.releases_local);
        }
        dead
    }

    #[inline(always)]
    fn is_only_reference(thread: &Thread, count: &C) -> bool {
        count.is_only_reference(thread.id)
    }

    #[inline(always)]
    fn release_one_of_many(thread: &Thread, count: &C, tally: &Tally) -> bool {
        let lane = count.release_in_lane(thread.id);
        if let Some(lane) = lane {
            thread.note_release_in_lane(lane, count, tally);
        }
        lane.is_some()
    }

    #[inline(always)]
    fn try_retain(thread: &Thread, count: &C, tally: &Tally) -> bool {
        count.try_retain_noting(thread.id, |side| thread.note_retain(side, count, tally))
    }

    fn share(_thread: &Thread, count: &C, _tally: &Tally) {
        count.mark_maybe_weakref();
    }

    fn immortalize(thread: &Thread, count: &C) {
        count.immortalize(thread.id);
    }

    fn mortal(thread: &Thread, count: &C) {
        count.retire();
        count.reinit(thread.id);
    }

    #[inline(always)]
    fn is_immortal(count: &C) -> bool {
        count.is_immortal()
    }

    fn references(count: &C) -> usize {
        usize::try_from(count.strong()).unwrap_or(usize::MAX)
    }

    #[inline(always)]
    fn retire_count(count: &C) {
        count.retire();
    }

    fn request_merge(&self, owner: ThreadId, object: usize, tally: &Tally) -> bool {
        let queued = self.inboxes.push(owner, object).is_ok();
        if queued {
            events::refcount::merge_request(object, owner.get());
        }
        Tally::add(&tally.merge_requests, u64::from(queued));
        queued
    }

    fn take_requests(&self, thread: &Thread) {
        thread.queue.borrow_mut().extend(self.inboxes.drain_all());
    }

    fn next_merge(thread: &Thread) -> Option<usize> {
        thread.queue.borrow_mut().pop()
    }

    fn merge(_thread: &Thread, count: &C, tally: &Tally) -> Fate {
        Tally::count(&tally.merges);
        let fate = count.merge();
        // A count is what its object begins with.
        events::refcount::merge(std::ptr::from_ref(count).addr(), fate == Fate::Dead);
        fate
    }

    #[inline(always)]
    fn lock(&self, thread: &Thread, object: &Header<Self>, tally: &Tally) {
        self.take_lock(thread, object, tally);
    }

    #[inline(always)]
    fn unlock(&self, _thread: &Thread, object: &Header<Self>) {
        object.lock().unlock(&self.lot);
    }

    #[inline(always)]
    fn enter_own(&self, thread: &Thread, object: &Header<Self>, tally: &Tally) -> bool {
        let entered = object.count().is_mine(thread.enterer)
            && thread.record.section().enter(address(object), || !object.has(Flag::REVOKED));
        if entered {
            Tally::count(&tally.sections_biased);
        }
        entered
    }

    #[inline(always)]
    fn leave_own(&self, thread: &Thread) {
        thread.record.section().leave();
    }

    fn lock_both(&self, thread: &Thread, one: &Header<Self>, other: &Header<Self>, tally: &Tally) {
        section::lock_two(one, other, |object| self.take_lock(thread, object, tally));
    }

    fn unlock_both(&self, _thread: &Thread, one: &Header<Self>, other: &Header<Self>) {
        section::unlock_two(one, other, |object| object.lock().unlock(&self.lot));
    }

    #[inline]
    fn enter_both_own(
        &self,
        thread: &Thread,
        one: &Header<Self>,
        other: &Header<Self>,
        tally: &Tally,
    ) -> bool {
        let is_biased = |object: &Header<Self>| !object.has(Flag::REVOKED);
        let entered = one.count().is_mine(thread.enterer)
            && other.count().is_mine(thread.enterer)
            && thread
                .record
                .section()
                .enter_both(address(one), address(other), || is_biased(one) && is_biased(other));
        if entered {
            Tally::count(&tally.sections_biased);
        }
        entered
    }

    #[inline]
    fn leave_both_own(&self, thread: &Thread) {
        thread.record.section().leave_both();
    }

    #[inline(always)]
    fn may_peek(thread: &Thread, count: &C, is_shared: impl FnOnce() -> bool) -> bool {
        (C::READ_BY_ALL && Self::lets_others_peek(thread)) || count.is_mine(thread.reader) || is_shared()
    }

    #[inline(always)]
    fn lets_others_peek(thread: &Thread) -> bool {
        thread.reader == thread.id
    }

    #[inline(always)]
    fn others_may_peek(shared: bool) -> bool {
        C::READ_BY_ALL || shared
    }

    #[inline(always)]
    fn peek_here(thread: &Thread, slot: &Slot, tally: &Tally, still: impl Fn() -> bool) -> Option<Word> {
        let word = slot.load();
        let Some(object) = word.as_object::<Self>() else { return still().then_some(word) };
        // SAFETY: as `peek_elsewhere`.
        let count = unsafe { Header::count_at(object) };
        // What this thread owns cannot have died and been made anew while it was looking, so the slot need not be asked again.
        // What the slot means may have changed all the same.
        match count.try_retain_here(thread.id, &still) {
            Here::Counted => Tally::count(&tally.retains_local),
            Here::Uncounted if slot.load() == word && still() => {}
            _ => return None,
        }
        Some(word)
    }

    fn peek_elsewhere(
        thread: &Thread,
        slot: &Slot,
        tally: &Tally,
        still: impl FnOnce() -> bool,
        settle: impl FnOnce(NonNull<Header<Self>>, Fate),
    ) -> Option<Word> {
        let word = slot.load();
        let object = word.as_object::<Self>()?;
        // SAFETY: the slot held the object at some time since this thread was pinned or attached, and memory that objects
        // had is given back to the allocator only after this thread has been at a safepoint.
        let count = unsafe { Header::count_at(object) };
        if !try_retain_others(thread, count, tally) {
            return None;
        }
        if slot.load() == word && still() {
            return Some(word);
        }
        give_back::<C>(thread, object, tally, settle);
        None
    }

    #[inline(always)]
    fn retire<T: Send + 'static>(&self, thread: &Thread, shared: bool, bytes: usize, garbage: T) {
        if !Self::others_may_peek(shared) {
            drop(garbage);
        } else if thread.reclaim.retire(bytes, garbage) {
            self.roster.ask_all(Requests::REPIN);
        }
    }
}

/// The object was alive, but it is not what the slot holds. The reference may have become the last one meanwhile.
#[cold]
#[inline(never)]
fn give_back<C: Discipline>(
    thread: &Thread,
    object: NonNull<Header<FreeThreaded<C>>>,
    tally: &Tally,
    settle: impl FnOnce(NonNull<Header<FreeThreaded<C>>>, Fate),
) {
    // SAFETY: this thread has just taken a reference.
    let count = unsafe { Header::count_at(object) };
    let fate = FreeThreaded::<C>::release(thread, count, tally);
    if fate != Fate::Alive {
        settle(object, fate);
    }
}

//! The answers of the runtime with one global lock: whoever holds it may count, read and write everything.
//!
//! Counts are plain, object locks take no space and no time, nothing has to be retired. All that is left is who may
//! run, and one thing that a single lock makes harder: an interrupt is for every thread, but only the holder polls. So
//! interrupts are numbered, and a thread that gets the lock and has not passed a safepoint since the last one asks
//! itself to.

use std::cell::RefCell;
use std::time::Duration;

use events::Period;
use object_model::ledger::Meeting;
use object_model::{Fate, Header, Runtime, Slot, Tally, Word};
use refcount::{Count, Plain, Side, ThreadId};
use sync::Arc;
use sync::atomic::{AtomicU32, Ordering::*, fence};
use sync::cell::Cell;
use sync::time::Instant;

use crate::lock::{DEFAULT_INTERVAL, DROP_REQUEST, GlobalLock};

/// The holder is to pass through a safepoint because of an interrupt.
const INTERRUPT: u32 = DROP_REQUEST << 1;

/// The runtime with one global lock.
#[derive(Debug)]
pub struct Gil {
    shared: Arc<Shared>,
    last_id: AtomicU32,
}

/// What the runtime and its threads look at.
#[derive(Debug)]
struct Shared {
    lock: GlobalLock,
    /// How many interrupts there have been.
    interrupts: AtomicU32,
}

/// A thread of the runtime.
#[derive(Debug)]
pub struct Thread {
    shared: Arc<Shared>,
    id: ThreadId,
    /// When it got the lock.
    since: Cell<Instant>,
    /// How many interrupts there had been at its last safepoint.
    answered: Cell<u32>,
    /// The time it holds the lock, for a trace; within `attached`, so it ends first.
    holding: RefCell<Option<Period>>,
    /// The time it is attached, for a trace.
    attached: RefCell<Option<Period>>,
}

impl Gil {
    /// A runtime whose waiting threads ask for the lock after `interval`.
    pub fn new(interval: Duration) -> Self {
        let shared = Shared { lock: GlobalLock::new(interval), interrupts: AtomicU32::new(0) };
        Gil { shared: Arc::new(shared), last_id: AtomicU32::new(0) }
    }

    /// Whether a thread that is asked to let go of the lock waits until another has had it; before any thread is attached.
    #[must_use]
    pub fn forced_switching(self, forced: bool) -> Self {
        self.shared.lock.force_switching(forced);
        self
    }

    /// The lock.
    pub fn lock(&self) -> &GlobalLock {
        &self.shared.lock
    }
}

impl Default for Gil {
    fn default() -> Self {
        Self::new(DEFAULT_INTERVAL)
    }
}

impl Thread {
    fn acquire(&self, tally: &Tally) {
        let waiting = events::gil::waiting();
        let acquired = self.shared.lock.acquire(self.id);
        drop(waiting);
        if acquired.switched {
            events::gil::switch(acquired.asked);
        }
        self.holding.replace(Some(events::gil::holding()));
        let waited = nanoseconds(acquired.waited);
        Tally::add(&tally.runtime_wait, waited);
        tally.wait(Meeting::Turn, waited);
        self.since.set(Instant::now());
        // Relaxed: whoever finds a new number passes a safepoint, and there acquires it. An interrupt that this misses raises
        // its request after this and is found there (G6).
        if self.shared.interrupts.load(Relaxed) != self.answered.get() {
            self.shared.lock.raise(INTERRUPT);
        }
    }

    /// Says whether a waiter had asked.
    fn release(&self, tally: &Tally) -> bool {
        Tally::add(&tally.runtime_held, nanoseconds(self.since.get().elapsed()));
        self.holding.take();
        self.shared.lock.release(self.id).on_request
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[inline(always)]
fn note(side: Side, local: &std::cell::Cell<u64>) {
    debug_assert_eq!(side, Side::Local);
    Tally::count(local);
}

// SAFETY: every method but the ones that attach is called between taking the global lock and giving it back, and the
// lock orders what one holder does before what the next does. So
// 1. a plain count is exact, reaches zero once, and that comes after every use;
// 2. the only thread that runs is inside every critical section; sections contain no safepoint;
// 3. `peek` retains what it read with nothing in between;
// 4. no thread reads anything while another runs, and none is between a look and a deed when it gives the lock up;
// 5. a dead plain count is zero, and `try_retain` refuses zero.
unsafe impl Runtime for Gil {
    const NAME: &'static str = "gil";
    type Thread = Thread;
    type Count = Plain;
    type Lock = ();

    fn another(&self) -> Self {
        Gil::new(self.lock().interval()).forced_switching(self.lock().is_forced())
    }

    fn attach(&self, tally: &Tally) -> Thread {
        // Relaxed: only uniqueness matters.
        let number = self.last_id.fetch_add(1, Relaxed).wrapping_add(1);
        let id = ThreadId::from_number(number).expect("a run starts fewer than 2^32 threads");
        let thread = Thread {
            shared: Arc::clone(&self.shared),
            id,
            since: Cell::new(Instant::now()),
            answered: Cell::new(0),
            holding: RefCell::default(),
            attached: RefCell::default(),
        };
        events::sched::thread_start(id.get());
        self.resume(&thread, tally);
        thread
    }

    fn exit(&self, thread: Thread, tally: &Tally) {
        events::sched::thread_exit(thread.id.get());
        thread.release(tally);
        thread.attached.take();
    }

    fn close(&self, _thread: &Thread) -> bool {
        true
    }

    fn suspend(&self, thread: &Thread, tally: &Tally) {
        Tally::count(&tally.switches_voluntary);
        thread.release(tally);
        thread.attached.take();
    }

    fn resume(&self, thread: &Thread, tally: &Tally) {
        thread.attached.replace(Some(events::sched::attached()));
        thread.acquire(tally);
    }

    #[inline(always)]
    fn poll(thread: &Thread) -> bool {
        thread.shared.lock.requests() != 0
    }

    fn safepoint(&self, thread: &Thread, tally: &Tally) {
        let lock = &self.shared.lock;
        lock.clear(INTERRUPT);
        // Acquire: partner of the Release in `interrupt_all`. If its request is the one just withdrawn, its number is seen
        // here; if not, the request is still to be found.
        fence(Acquire);
        thread.answered.set(self.shared.interrupts.load(Acquire));
        if lock.yield_requested() {
            if thread.release(tally) {
                Tally::count(&tally.switches_forced);
            }
            thread.acquire(tally);
        }
    }

    fn interrupt_all(&self) {
        // Release: partner of the Acquire in `safepoint`, for who learns of the number before the request.
        self.shared.interrupts.fetch_add(1, Release);
        // Release: partner of the Acquire in `safepoint`.
        fence(Release);
        self.shared.lock.raise(INTERRUPT);
    }

    fn ask_for_safepoint(&self, thread: &Thread) {
        // Another thread may withdraw the request at its own safepoint, if this one lets go of the lock before. It asks
        // again when it gets the lock, as it does for an interrupt it has not answered.
        // Relaxed: the number is only compared with itself.
        thread.answered.set(self.shared.interrupts.load(Relaxed).wrapping_sub(1));
        self.shared.lock.raise(INTERRUPT);
    }

    fn stop_the_world<T>(&self, _thread: &Thread, _tally: &Tally, section: impl FnOnce() -> T) -> T {
        let _stop = events::gc::stop_the_world();
        section()
    }

    fn switch_interval(&self) -> Duration {
        self.shared.lock.interval()
    }

    fn set_switch_interval(&self, interval: Duration) {
        self.shared.lock.set_interval(interval);
    }

    fn count_one(thread: &Thread) -> Plain {
        Plain::new(thread.id)
    }

    #[inline(always)]
    fn revive(thread: &Thread, count: &Plain) {
        count.reinit(thread.id);
    }

    #[inline(always)]
    fn retain(thread: &Thread, count: &Plain, tally: &Tally) {
        count.retain_noting(thread.id, |side| note(side, &tally.retains_local));
    }

    #[inline(always)]
    fn retain_shared(thread: &Thread, count: &Plain, tally: &Tally) {
        Self::retain(thread, count, tally);
    }

    #[inline(always)]
    fn release(thread: &Thread, count: &Plain, tally: &Tally) -> Fate {
        count.release_noting(thread.id, |side| note(side, &tally.releases_local))
    }

    #[inline(always)]
    fn release_one_of_several(thread: &Thread, count: &Plain, tally: &Tally) -> bool {
        count.release_one_of_several(thread.id, |side| note(side, &tally.releases_local))
    }

    #[inline(always)]
    fn release_only_one(thread: &Thread, count: &Plain, tally: &Tally) -> bool {
        let dead = count.release_only_one(thread.id);
        if dead {
            Tally::count(&tally.releases_local);
        }
        dead
    }

    #[inline(always)]
    fn is_only_reference(thread: &Thread, count: &Plain) -> bool {
        count.is_only_reference(thread.id)
    }

    #[inline(always)]
    fn try_retain(thread: &Thread, count: &Plain, tally: &Tally) -> bool {
        count.try_retain_noting(thread.id, |side| note(side, &tally.retains_local))
    }

    fn share(_thread: &Thread, count: &Plain, _tally: &Tally) {
        count.mark_maybe_weakref();
    }

    fn immortalize(thread: &Thread, count: &Plain) {
        count.immortalize(thread.id);
    }

    fn mortal(thread: &Thread, count: &Plain) {
        count.retire();
        count.reinit(thread.id);
    }

    #[inline(always)]
    fn is_immortal(count: &Plain) -> bool {
        count.is_immortal()
    }

    fn references(count: &Plain) -> usize {
        usize::try_from(count.strong()).unwrap_or(usize::MAX)
    }

    #[inline(always)]
    fn retire_count(count: &Plain) {
        count.retire();
    }

    fn request_merge(&self, _owner: ThreadId, _object: usize, _tally: &Tally) -> bool {
        // A plain count never asks; if it did, whoever is here could merge.
        false
    }

    fn take_requests(&self, _thread: &Thread) {}

    fn next_merge(_thread: &Thread) -> Option<usize> {
        None
    }

    fn merge(thread: &Thread, count: &Plain, tally: &Tally) -> Fate {
        Self::release(thread, count, tally)
    }

    #[inline(always)]
    fn lock(&self, _thread: &Thread, _object: &Header<Self>, _tally: &Tally) {}

    #[inline(always)]
    fn unlock(&self, _thread: &Thread, _object: &Header<Self>) {}

    #[inline(always)]
    fn enter_own(&self, _thread: &Thread, _object: &Header<Self>, _tally: &Tally) -> bool {
        true
    }

    #[inline(always)]
    fn leave_own(&self, _thread: &Thread) {}

    #[inline(always)]
    fn lock_both(&self, _thread: &Thread, _one: &Header<Self>, _other: &Header<Self>, _tally: &Tally) {}

    #[inline(always)]
    fn unlock_both(&self, _thread: &Thread, _one: &Header<Self>, _other: &Header<Self>) {}

    #[inline(always)]
    fn enter_both_own(
        &self,
        _thread: &Thread,
        _one: &Header<Self>,
        _other: &Header<Self>,
        _tally: &Tally,
    ) -> bool {
        true
    }

    #[inline(always)]
    fn leave_both_own(&self, _thread: &Thread) {}

    #[inline(always)]
    fn may_peek(_thread: &Thread, _count: &Plain, _is_shared: impl FnOnce() -> bool) -> bool {
        true
    }

    #[inline(always)]
    fn lets_others_peek(_thread: &Thread) -> bool {
        false
    }

    #[inline(always)]
    fn others_may_peek(_shared: bool) -> bool {
        false
    }

    #[inline(always)]
    fn peek_here(thread: &Thread, slot: &Slot, tally: &Tally, _still: impl Fn() -> bool) -> Option<Word> {
        let word = slot.load();
        if let Some(object) = word.as_object::<Self>() {
            // SAFETY: no other thread runs, so what the slot holds is alive.
            Self::retain(thread, unsafe { object.as_ref() }.count(), tally);
        }
        Some(word)
    }

    #[inline(always)]
    fn retire<T: Send + 'static>(&self, _thread: &Thread, _shared: bool, _bytes: usize, garbage: T) {
        drop(garbage);
    }
}

//! The threads of a runtime.
//!
//! A thread is *attached* while it may touch objects and *detached* while it may not: before it
//! begins, while it blocks, after it has ended. Its standing is one word, and the request to stop is a
//! bit of the same word:
//!
//! | `ATTACHED` | `STOP` | meaning |
//! |---|---|---|
//! | – | – | detached, may attach |
//! | yes | – | runs |
//! | yes | yes | runs, and is to stop at its next safepoint |
//! | – | yes | detached and barred, asleep if it wants to attach |
//!
//! With both in one word every change is one read-modify-write that also learns of the other side's:
//! there is no moment at which a thread has looked for a request and not yet left, and no fence is
//! needed (S1).

use std::collections::BTreeMap;

use refcount::ThreadId;
use sync::atomic::{AtomicU8, Ordering::*};
use sync::{Arc, Condvar, Mutex};

use crate::breaker::{Breaker, Requests};
use crate::lanes::OwnLanes;
use crate::object_lock::Waiter;
use crate::owner_section::OwnerSection;
use crate::parking_lot::Parker;

const ATTACHED: u8 = 1;
const STOP: u8 = 2;

/// What the runtime knows of one thread, and others may ask of it.
#[derive(Debug)]
pub struct ThreadRecord {
    id: ThreadId,
    /// See the table above.
    standing: AtomicU8,
    breaker: Breaker,
    parker: Arc<Parker>,
    section: OwnerSection,
    lanes: OwnLanes,
}

impl ThreadRecord {
    /// Its number, never given to another thread of this runtime.
    #[inline]
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// What it is asked to do.
    #[inline]
    pub fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    /// Where it sleeps.
    pub fn parker(&self) -> &Arc<Parker> {
        &self.parker
    }

    /// Whether it is in a section without a lock, and of which object.
    #[inline(always)]
    pub fn section(&self) -> &OwnerSection {
        &self.section
    }

    /// Where it counts what is spread.
    #[inline(always)]
    pub fn lanes(&self) -> &OwnLanes {
        &self.lanes
    }

    /// Waits until the thread is not in the section of an object whose bias the caller, another thread, has revoked.
    pub fn wait_outside(&self, object: usize) {
        // AcqRel: Release is the partner of the Acquire in `attach`: if the thread has not attached yet, it sees the bias
        // revoked when it has, because both change the same word (R6). Acquire is the partner of the Release in `detach`;
        // what the thread did in its last section happens before (R4).
        if self.standing.fetch_or(0, AcqRel) & ATTACHED != 0 {
            self.section.wait_outside(object);
        }
    }

    /// Whether it may touch objects, at this moment.
    pub fn is_attached(&self) -> bool {
        // Relaxed: exact for the thread itself, a moment's answer for others.
        self.standing.load(Relaxed) & ATTACHED != 0
    }
}

/// The threads of one runtime.
#[derive(Debug, Default)]
pub struct Roster {
    pub(crate) world: Mutex<World>,
    /// The last thread that was waited for has stopped.
    pub(crate) stopped: Condvar,
    /// The world was started.
    pub(crate) started: Condvar,
    /// Somebody else may stop the world now.
    pub(crate) may_stop: Condvar,
    /// How many objects a thread can count in lanes.
    lanes: u8,
}

/// Who there is and who has stopped the others; changed under one lock.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) threads: BTreeMap<u32, Arc<ThreadRecord>>,
    last_id: u32,
    /// The thread all others stop for.
    pub(crate) stopped_by: Option<ThreadId>,
    /// Attached threads that have been asked to stop and have not.
    pub(crate) running: usize,
    /// Threads asleep because they want to attach and are barred.
    pub(crate) barred: usize,
}

/// The runtime has given away all thread numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyThreads;

impl std::fmt::Display for TooManyThreads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too many threads have been started")
    }
}

impl std::error::Error for TooManyThreads {}

impl Roster {
    /// A runtime without threads.
    pub fn new() -> Self {
        Self::default()
    }

    /// As [`new`](Self::new), for threads with this many lanes.
    #[must_use]
    pub fn with_lanes(lanes: u8) -> Self {
        Roster { lanes, ..Self::default() }
    }

    /// All threads.
    pub fn threads(&self) -> Vec<Arc<ThreadRecord>> {
        self.world.lock().threads.values().cloned().collect()
    }

    /// Enters a new thread, detached.
    pub fn enter(&self) -> Result<Arc<ThreadRecord>, TooManyThreads> {
        let mut world = self.world.lock();
        let id = world.last_id.checked_add(1).and_then(ThreadId::from_number);
        let id = id.filter(|&id| id != ThreadId::STRANGER).ok_or(TooManyThreads)?;
        world.last_id = id.get();
        let standing = if world.stopped_by.is_some() { STOP } else { 0 };
        let record = Arc::new(ThreadRecord {
            id,
            standing: AtomicU8::new(standing),
            breaker: Breaker::default(),
            parker: Arc::default(),
            section: OwnerSection::default(),
            lanes: OwnLanes::new(self.lanes),
        });
        world.threads.insert(id.get(), Arc::clone(&record));
        Ok(record)
    }

    /// Removes a thread that has ended; it is detached and its inbox closed.
    pub fn leave(&self, record: &ThreadRecord) {
        debug_assert!(!record.is_attached(), "a thread left while attached");
        self.world.lock().threads.remove(&record.id.get());
    }

    /// The thread with this number, unless it has ended.
    pub fn find(&self, id: ThreadId) -> Option<Arc<ThreadRecord>> {
        self.world.lock().threads.get(&id.get()).cloned()
    }

    /// Asks every thread, attached or not.
    pub fn ask_all(&self, requests: Requests) {
        for thread in self.world.lock().threads.values() {
            thread.breaker.raise(requests);
        }
    }

    /// How many threads there are.
    pub fn len(&self) -> usize {
        self.world.lock().threads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// From now on the calling thread may touch objects. Waits while the world is stopped.
    #[inline]
    pub fn attach(&self, me: &ThreadRecord) {
        // Acquire: partner of the Release in `let_go`; what was done while the world was stopped happens
        // before what this thread does now (S2). And of the one in `wait_outside` (R6).
        if me.standing.compare_exchange(0, ATTACHED, Acquire, Relaxed).is_err() {
            self.attach_when_started(me);
        }
    }

    /// From now on the calling thread does not touch objects.
    #[inline]
    pub fn detach(&self, me: &ThreadRecord) {
        // Release: partner of the Acquire in `ask_to_stop`; what this thread did happens before what is
        // done while the world is stopped (S2).
        if me.standing.compare_exchange(ATTACHED, 0, Release, Relaxed).is_err() {
            self.detach_while_stopping(me);
        }
    }

    /// Stops if asked to. By an attached thread that is in the middle of nothing.
    pub fn safepoint(&self, me: &ThreadRecord) {
        if !me.breaker.take(Requests::STOP).is_empty() {
            self.detach(me);
            self.attach(me);
        }
    }

    /// The calling thread, as one that can wait for object locks.
    #[inline]
    pub fn waiter<'a>(&'a self, me: &'a ThreadRecord) -> AttachedWaiter<'a> {
        AttachedWaiter { roster: self, record: me }
    }

    #[cold]
    fn attach_when_started(&self, me: &ThreadRecord) {
        // Most stops are shorter than it takes to sleep and to be woken, which who starts the world would have to wait for.
        me.look_for_the_start();
        let mut world = self.world.lock();
        world.barred += 1;
        // Relaxed: `STOP` is set and cleared under the lock we hold.
        while me.standing.load(Relaxed) & STOP != 0 {
            world = self.started.wait(world);
        }
        // Acquire: partner of the Release in `wait_outside` (R6). Of what was done while the world was stopped the lock
        // takes care (S2). Nobody else changes the word's value: this thread is here, and who sets `STOP` holds the lock.
        me.standing.swap(ATTACHED, Acquire);
        world.barred -= 1;
        if world.barred == 0 {
            // All: one of them stops the world, the others go on waiting for it to be started (S4).
            self.may_stop.notify_all();
        }
    }

    #[cold]
    fn detach_while_stopping(&self, me: &ThreadRecord) {
        let mut world = self.world.lock();
        // Release: partner of the Acquire in `wait_outside` (R4). Of what is done while the world is stopped the lock
        // takes care.
        let before = me.standing.fetch_and(!ATTACHED, Release);
        // The world may have been started since the exchange failed.
        if before & STOP != 0 {
            world.running -= 1;
            if world.running == 0 {
                self.stopped.notify_one();
            }
        }
    }
}

/// How often a thread that is barred looks whether the world was started before it sleeps.
const LOOKS: u32 = if cfg!(granular_loom) { 1 } else { 300 };

impl ThreadRecord {
    /// Looks a while whether the world has been started.
    fn look_for_the_start(&self) {
        for look in 0..LOOKS {
            if look != 0 {
                sync::hint::spin_loop();
            }
            // Relaxed: who attaches looks again, under the lock.
            if self.standing.load(Relaxed) & STOP == 0 {
                break;
            }
        }
    }
}

/// Changes to another thread's word; with the world's lock held.
impl ThreadRecord {
    /// Bars the thread. Whether it runs and has to be waited for.
    pub(crate) fn ask_to_stop(&self) -> bool {
        // Acquire: partner of the Release in `detach`, if the thread is detached (S2). If it is not, its
        // accesses are ordered by the world's lock, which it takes to say that it has stopped.
        let runs = self.standing.fetch_or(STOP, Acquire) & ATTACHED != 0;
        if runs {
            self.breaker.raise(Requests::STOP);
        }
        runs
    }

    /// Lets the thread attach.
    pub(crate) fn let_go(&self) {
        // Release: partner of the Acquire in `attach` (S2).
        self.standing.fetch_and(!STOP, Release);
    }
}

/// An attached thread that can wait for object locks.
#[derive(Clone, Copy, Debug)]
pub struct AttachedWaiter<'a> {
    roster: &'a Roster,
    record: &'a ThreadRecord,
}

impl Waiter for AttachedWaiter<'_> {
    #[inline]
    fn parker(&self) -> &Arc<Parker> {
        &self.record.parker
    }

    fn detached<R>(&self, sleep: impl FnOnce() -> R) -> R {
        self.roster.detach(self.record);
        let woken = sleep();
        self.roster.attach(self.record);
        woken
    }
}

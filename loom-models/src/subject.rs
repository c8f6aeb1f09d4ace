//! What a model asks of the thing it models, so that the same model runs on what ships and on each twin.

use refcount::{Count, Lane, ThreadId};
use sync::Mutex;
use sync::cell::Cell;
use sync::time::Instant;

/// A global lock.
pub trait GlobalLock: Send + Sync + 'static {
    /// A free lock.
    fn new() -> Self;
    /// Waits for the lock. Whether another thread held it before.
    fn acquire(&self, me: ThreadId) -> bool;
    /// Gives it back.
    fn release(&self, me: ThreadId);
    /// Whether a waiter has asked for it.
    fn yield_requested(&self) -> bool;
    /// Lets the others have it and waits for it. Whether another thread has had it.
    fn yield_to_others(&self, me: ThreadId) -> bool;
    /// Lets the interval of everybody who waits be over.
    fn fire_timeouts(&self);
}

/// The parts of a runtime without a global lock, objects' locks among them.
pub trait FreeThreaded: Send + Sync + 'static {
    /// A thread that waits for object locks and knows nothing of a roster.
    type Sleeper: Send + Sync;
    /// A thread in the roster.
    type Thread: Send + Sync;

    /// A runtime whose waiters look again this often before they sleep, and hand locks over or never do.
    fn new(spins: u32, hand_over: bool) -> Self;

    /// A thread of the first kind.
    fn sleeper() -> Self::Sleeper;
    /// Waits for one of the two locks.
    fn lock(&self, object: usize, me: &Self::Sleeper);
    /// Gives it back.
    fn unlock(&self, object: usize);
    /// Waits for both, in the order given or another.
    fn lock_two(&self, objects: [usize; 2], me: &Self::Sleeper);
    /// Gives both back.
    fn unlock_two(&self, objects: [usize; 2]);

    /// A new thread of the second kind, detached.
    fn enter(&self) -> Self::Thread;
    /// From now on the thread may run.
    fn attach(&self, me: &Self::Thread);
    /// From now on it may not.
    fn detach(&self, me: &Self::Thread);
    /// Stops if asked to.
    fn safepoint(&self, me: &Self::Thread);
    /// Runs `section`, which is told how many threads are barred, while no other thread runs.
    fn stop_world<R>(&self, me: &Self::Thread, section: impl FnOnce(usize) -> R) -> R;
    /// Waits for one of the two locks, detached.
    fn lock_attached(&self, object: usize, me: &Self::Thread);

    /// Enters the section of one of the objects, as its owner.
    fn enter_as_owner(&self, object: usize, me: &Self::Thread);
    /// Leaves it.
    fn leave_as_owner(&self, object: usize, me: &Self::Thread);
    /// Enters the sections of two of the objects, which belong to the calling thread.
    fn enter_both_as_owner(&self, objects: [usize; 2], me: &Self::Thread);
    /// Leaves them.
    fn leave_both_as_owner(&self, objects: [usize; 2], me: &Self::Thread);
    /// Enters the section of one of the objects, which belongs to another thread. Left by `unlock`.
    fn enter_as_other(&self, object: usize, me: &Self::Thread, owner: &Self::Thread);

    /// Opens the thread's inbox.
    fn open(&self, me: &Self::Thread);
    /// Its number.
    fn id(me: &Self::Thread) -> ThreadId;
    /// Whether the thread has been asked to merge; withdraws the request.
    fn asked_to_merge(me: &Self::Thread) -> bool;
    /// Asks it for something else.
    fn ask(me: &Self::Thread);
    /// Whether it has been asked for that; withdraws the request.
    fn asked(me: &Self::Thread) -> bool;
    /// Puts a reference into an inbox, unless it is closed. Whether it did.
    fn push(&self, owner: ThreadId, reference: u32) -> bool;
    /// Takes out everything.
    fn drain(&self, owner: ThreadId) -> Vec<u32>;
    /// Closes the inbox if it is empty; otherwise what was in it.
    fn close(&self, owner: ThreadId) -> Result<(), Vec<u32>>;

    /// As [`new`](Self::new), for threads that can count one object each in a word of their own.
    fn with_a_lane() -> Self;
    /// Gives an object the lane, in which `begin` spreads its count. Whether it did.
    fn spread(&self, begin: impl FnOnce(Lane) -> bool) -> bool;
    /// Counts references in the thread's own word.
    fn count_in_lane(me: &Self::Thread, lane: Lane, references: i64);
    /// Tells `fold` what an ending thread has counted there, if anything.
    fn fold(&self, me: &Self::Thread, fold: impl FnMut(i64));
    /// Takes the lane back: `end` is told what all threads have counted in it. How many objects were spread.
    fn gather(&self, end: impl FnMut(Lane, i64) -> bool) -> usize;
    /// Removes a thread that has ended.
    fn leave(&self, me: &Self::Thread);
}

/// A count that can be spread.
pub trait Spreads: Count + Send + Sync + 'static {
    /// See [`refcount::Biased::release_in_lane`].
    fn release_in_lane(&self, me: refcount::ThreadId) -> Option<Lane>;
    /// See [`refcount::Biased::spread`].
    fn spread(&self, lane: Lane) -> bool;
    /// See [`refcount::Biased::gather`].
    fn gather(&self, lane: Lane, in_lanes: i64) -> bool;
    /// See [`refcount::Biased::fold`].
    fn fold(&self, in_lane: i64);
    /// See [`refcount::Biased::adopt`].
    fn adopt(&self, me: refcount::ThreadId);
}

/// Makes the type at a path a [`Spreads`].
macro_rules! spreads {
    ($count:path) => {
        impl $crate::Spreads for $count {
            fn release_in_lane(&self, me: refcount::ThreadId) -> Option<refcount::Lane> {
                self.release_in_lane(me)
            }
            fn spread(&self, lane: refcount::Lane) -> bool {
                self.spread(lane)
            }
            fn gather(&self, lane: refcount::Lane, in_lanes: i64) -> bool {
                self.gather(lane, in_lanes)
            }
            fn fold(&self, in_lane: i64) {
                self.fold(in_lane);
            }
            fn adopt(&self, me: refcount::ThreadId) {
                self.adopt(me);
            }
        }
    };
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// With what was waited for.
    Done,
    /// The time is up.
    TimedOut,
    /// A signal has arrived.
    Interrupted,
}

/// The locks, the event and the arrivals that Python's threads wait for.
pub trait Waiting: Send + Sync + 'static {
    /// Free locks, an event that has not happened and nothing that has arrived.
    fn new() -> Self;
    /// Waits for the lock, with these ways out.
    fn acquire(&self, deadline: Option<Instant>, interrupted: impl Fn() -> bool) -> Wait;
    /// Gives it back. Whether it was taken.
    fn release(&self) -> bool;
    /// Lets the event happen.
    fn happen(&self);
    /// Waits for it, with these ways out.
    fn wait(&self, deadline: Option<Instant>, interrupted: impl Fn() -> bool) -> Wait;
    /// Waits for the lock that can be taken again, unless the calling thread has it.
    fn acquire_again(&self, me: u64);
    /// Gives it back once. Whether the calling thread had it.
    fn release_once(&self, me: u64) -> bool;
    /// Says that something has arrived.
    fn announce(&self);
    /// Takes the first of the things, until the time is up.
    fn take(&self, things: &Mutex<Vec<u32>>, deadline: Option<Instant>) -> Option<u32>;
}

/// Which thread is importing what.
pub trait Importing: Send + Sync + 'static {
    /// Nothing is being imported.
    fn new() -> Self;
    /// Claims a module; false if another thread has, and is to be waited for.
    fn begin(&self, module: &str, me: u64) -> bool;
    /// Waits until nobody has, or waiting would never end.
    fn wait(&self, module: &str, me: u64);
    /// Gives the claim up.
    fn end(&self, module: &str, me: u64);
}

/// Makes a [`GlobalLock`] of the type of that name in a module.
macro_rules! global_lock {
    ($lock:path) => {
        impl $crate::GlobalLock for $lock {
            fn new() -> Self {
                Self::default()
            }
            fn acquire(&self, me: refcount::ThreadId) -> bool {
                self.acquire(me).switched
            }
            fn release(&self, me: refcount::ThreadId) {
                self.release(me);
            }
            fn yield_requested(&self) -> bool {
                self.yield_requested()
            }
            fn yield_to_others(&self, me: refcount::ThreadId) -> bool {
                self.yield_to_others(me).switched
            }
            fn fire_timeouts(&self) {
                self.fire_timeouts();
            }
        }
    };
}

/// Makes a [`FreeThreaded`], called `runtime::Runtime`, of the modules found at a path.
macro_rules! free_threaded {
    ($($path:ident)::+) => {
        /// What the models run.
        pub mod runtime {
            use sync::Arc;
            use sync::atomic::{AtomicBool, Ordering::*};
            use $($path)::+ as subject;
            use subject::breaker::Requests;
            use subject::inbox::{Inboxes, NotEmpty};
            use subject::lanes::{Attempt, Lanes};
            use subject::object_lock::{ObjectLock, Waiter};
            use subject::parking_lot::{Parker, ParkingLot, Patience};
            use subject::roster::{Roster, ThreadRecord};

            /// Two objects' locks and all that threads need to wait for them.
            #[derive(Debug)]
            pub struct Runtime {
                locks: [ObjectLock; 3],
                revoked: [AtomicBool; 3],
                lot: ParkingLot,
                roster: Roster,
                inboxes: Inboxes<u32>,
                lanes: Lanes<()>,
            }

            /// A thread without a roster.
            #[derive(Debug)]
            pub struct Sleeper(Arc<Parker>);

            impl Waiter for Sleeper {
                fn parker(&self) -> &Arc<Parker> {
                    &self.0
                }
                fn detached<R>(&self, sleep: impl FnOnce() -> R) -> R {
                    sleep()
                }
            }

            impl $crate::FreeThreaded for Runtime {
                type Sleeper = Sleeper;
                type Thread = Arc<ThreadRecord>;

                fn new(spins: u32, hand_over: bool) -> Self {
                    let hand_over_after = hand_over.then_some(std::time::Duration::ZERO);
                    Self {
                        locks: Default::default(),
                        revoked: Default::default(),
                        lot: ParkingLot::new(1, Patience { spins, hand_over_after }),
                        roster: Roster::new(),
                        inboxes: Inboxes::new(1),
                        lanes: Lanes::new(1),
                    }
                }
                fn with_a_lane() -> Self {
                    Self { roster: Roster::with_lanes(1), ..Self::new(0, false) }
                }
                fn spread(&self, begin: impl FnOnce(refcount::Lane) -> bool) -> bool {
                    self.lanes.spread((), |(), lane| begin(lane)) == Attempt::Spread
                }
                fn count_in_lane(me: &Arc<ThreadRecord>, lane: refcount::Lane, references: i64) {
                    me.lanes().add(lane, references);
                }
                fn fold(&self, me: &Arc<ThreadRecord>, mut fold: impl FnMut(i64)) {
                    self.lanes.fold(me.lanes(), |(), references| fold(references));
                }
                fn gather(&self, mut end: impl FnMut(refcount::Lane, i64) -> bool) -> usize {
                    self.lanes.gather(&self.roster, |(), lane, references| end(lane, references)).len()
                }
                fn leave(&self, me: &Arc<ThreadRecord>) {
                    self.roster.leave(me);
                }
                fn sleeper() -> Sleeper {
                    Sleeper(Arc::default())
                }
                fn lock(&self, object: usize, me: &Sleeper) {
                    self.locks[object].lock(&self.lot, me);
                }
                fn unlock(&self, object: usize) {
                    self.locks[object].unlock(&self.lot);
                }
                fn lock_two(&self, [a, b]: [usize; 2], me: &Sleeper) {
                    subject::section::lock_two(&self.locks[a], &self.locks[b], |object| {
                        object.lock(&self.lot, me);
                    });
                }
                fn unlock_two(&self, [a, b]: [usize; 2]) {
                    subject::section::unlock_two(&self.locks[a], &self.locks[b], |object| object.unlock(&self.lot));
                }
                fn enter(&self) -> Arc<ThreadRecord> {
                    self.roster.enter().expect("few threads")
                }
                fn attach(&self, me: &Arc<ThreadRecord>) {
                    self.roster.attach(me);
                }
                fn detach(&self, me: &Arc<ThreadRecord>) {
                    self.roster.detach(me);
                }
                fn safepoint(&self, me: &Arc<ThreadRecord>) {
                    self.roster.safepoint(me);
                }
                fn stop_world<R>(&self, me: &Arc<ThreadRecord>, section: impl FnOnce(usize) -> R) -> R {
                    let world = self.roster.stop_world(me);
                    let result = section(world.barred());
                    let _ = world.start();
                    result
                }
                fn lock_attached(&self, object: usize, me: &Arc<ThreadRecord>) {
                    self.locks[object].lock(&self.lot, &self.roster.waiter(me));
                }
                fn enter_as_owner(&self, object: usize, me: &Arc<ThreadRecord>) {
                    // Acquire: partner of the Release in `enter_as_other`.
                    if !me.section().enter(object + 1, || !self.revoked[object].load(Acquire)) {
                        self.lock_attached(object, me);
                    }
                }
                fn leave_as_owner(&self, object: usize, me: &Arc<ThreadRecord>) {
                    if me.section().is_occupied() {
                        me.section().leave();
                    } else {
                        self.unlock(object);
                    }
                }
                fn enter_both_as_owner(&self, [one, other]: [usize; 2], me: &Arc<ThreadRecord>) {
                    // Acquire: partner of the Release in `enter_as_other`.
                    let is_biased = |object: usize| !self.revoked[object].load(Acquire);
                    let section = me.section();
                    if !section.enter_both(one + 1, other + 1, || is_biased(one) && is_biased(other)) {
                        subject::section::lock_two(&self.locks[one], &self.locks[other], |object| {
                            object.lock(&self.lot, &self.roster.waiter(me));
                        });
                    }
                }
                fn leave_both_as_owner(&self, objects: [usize; 2], me: &Arc<ThreadRecord>) {
                    if me.section().is_occupied() {
                        me.section().leave_both();
                    } else {
                        self.unlock_two(objects);
                    }
                }
                fn enter_as_other(&self, object: usize, me: &Arc<ThreadRecord>, owner: &Arc<ThreadRecord>) {
                    self.lock_attached(object, me);
                    // Release: partner of the Acquire in `enter_as_owner`, as in an object's flags.
                    if !self.revoked[object].fetch_or(true, Release) {
                        owner.wait_outside(object + 1);
                    }
                }
                fn open(&self, me: &Arc<ThreadRecord>) {
                    self.inboxes.open(Arc::clone(me));
                }
                fn id(me: &Arc<ThreadRecord>) -> refcount::ThreadId {
                    me.id()
                }
                fn asked_to_merge(me: &Arc<ThreadRecord>) -> bool {
                    !me.breaker().take(Requests::MERGE).is_empty()
                }
                fn ask(me: &Arc<ThreadRecord>) {
                    me.breaker().raise(Requests::SIGNAL);
                }
                fn asked(me: &Arc<ThreadRecord>) -> bool {
                    !me.breaker().take(Requests::SIGNAL).is_empty()
                }
                fn push(&self, owner: refcount::ThreadId, reference: u32) -> bool {
                    self.inboxes.push(owner, reference).is_ok()
                }
                fn drain(&self, owner: refcount::ThreadId) -> Vec<u32> {
                    self.inboxes.drain(owner)
                }
                fn close(&self, owner: refcount::ThreadId) -> Result<(), Vec<u32>> {
                    self.inboxes.close(owner).map_err(|NotEmpty(rest)| rest)
                }
            }
        }
    };
}

/// What it takes to enter an interpreter, and how often that was done.
#[derive(Default)]
pub struct Entry {
    /// Touched by whoever is inside.
    pub visits: Cell<u32>,
}

/// Why one cannot enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Another thread is inside.
    ByAnother,
    /// The interpreter has ended.
    ForGood,
}

/// Whose turn it is in an interpreter, as the models use it.
pub trait Turns: Send + Sync + 'static {
    /// That of one that references keep, of which there are none yet.
    fn kept() -> Self;
    /// Enters.
    fn enter(&self) -> Result<Entry, Taken>;
    /// Leaves; answers what must be ended.
    fn leave(&self, entry: Entry) -> Option<Entry>;
    /// Enters for the last time.
    fn end(&self) -> Result<Entry, Taken>;
    /// One reference more, unless it has ended.
    fn retain(&self) -> bool;
    /// One reference less; answers what must be ended.
    fn release(&self) -> Option<Entry>;
}

/// Makes a [`Waiting`], called `python::Waiting`, of the modules found at a path.
macro_rules! waiting {
    ($($path:ident)::+) => {
        /// What the models run.
        pub mod python {
            use $($path)::+ as subject;
            use std::convert::Infallible;
            use subject::arrivals::{Arrivals, Shelf};
            use subject::{event::Event, raw_lock::RawLock, reentrant_lock::ReentrantLock, waiter::Wait};
            use sync::Mutex;
            use sync::time::Instant;

            /// Two locks, an event and arrivals.
            #[derive(Default)]
            pub struct Waiting {
                lock: RawLock,
                event: Event,
                reentrant: ReentrantLock,
                arrivals: Arrivals,
            }

            /// Things, to a thread that waits until then.
            struct Patient<'a>(&'a Mutex<Vec<u32>>, Option<Instant>);

            impl Shelf for Patient<'_> {
                type Thing = u32;
                type Failure = Infallible;
                fn take(&mut self) -> Option<u32> {
                    self.0.lock().pop()
                }
                fn is_empty(&mut self) -> bool {
                    self.0.lock().is_empty()
                }
                fn wait(&mut self, lock: &RawLock) -> Result<bool, Infallible> {
                    Ok(lock.try_acquire() || lock.acquire_slow(self.1, &|| false) == Wait::Done)
                }
            }

            fn told(wait: Wait) -> $crate::Wait {
                match wait {
                    Wait::Done => $crate::Wait::Done,
                    Wait::TimedOut => $crate::Wait::TimedOut,
                    Wait::Interrupted => $crate::Wait::Interrupted,
                }
            }

            impl $crate::Waiting for Waiting {
                fn new() -> Self {
                    Self::default()
                }
                fn acquire(&self, deadline: Option<Instant>, interrupted: impl Fn() -> bool) -> $crate::Wait {
                    if self.lock.try_acquire() {
                        return $crate::Wait::Done;
                    }
                    told(self.lock.acquire_slow(deadline, &interrupted))
                }
                fn release(&self) -> bool {
                    self.lock.release()
                }
                fn happen(&self) {
                    self.event.happen();
                }
                fn wait(&self, deadline: Option<Instant>, interrupted: impl Fn() -> bool) -> $crate::Wait {
                    if self.event.has_happened() {
                        return $crate::Wait::Done;
                    }
                    told(self.event.wait_slow(deadline, &interrupted))
                }
                fn acquire_again(&self, me: u64) {
                    if self.reentrant.again(me).expect("it is taken twice at most") {
                        return;
                    }
                    if !self.reentrant.lock.try_acquire() {
                        assert_eq!(self.reentrant.lock.acquire_slow(None, &|| false), Wait::Done);
                    }
                    self.reentrant.own(me, 1);
                }
                fn release_once(&self, me: u64) -> bool {
                    let owned = self.reentrant.is_owned_by(me);
                    if owned {
                        self.reentrant.release();
                    }
                    owned
                }
                fn announce(&self) {
                    self.arrivals.announce();
                }
                fn take(&self, things: &Mutex<Vec<u32>>, deadline: Option<Instant>) -> Option<u32> {
                    let Ok(thing) = self.arrivals.take(&mut Patient(things, deadline));
                    thing
                }
            }
        }
    };
}

/// Makes an [`Importing`] of the type of that name in a module.
macro_rules! importing {
    ($imports:path) => {
        impl $crate::Importing for $imports {
            fn new() -> Self {
                Self::default()
            }
            fn begin(&self, module: &str, me: u64) -> bool {
                self.begin(module, me)
            }
            fn wait(&self, module: &str, me: u64) {
                self.wait(module, me);
            }
            fn end(&self, module: &str, me: u64) {
                self.end(module, me);
            }
        }
    };
}

/// Makes a [`Turns`], called `interpreters::Turn`, of the module found at a path.
macro_rules! turns {
    ($($path:ident)::+) => {
        /// What the models run.
        pub mod interpreters {
            use $($path)::+::turn::{self, Refused};
            use $crate::{Entry, Taken};

            /// Whose turn it is.
            pub struct Turn(turn::Turn<Entry>);

            fn told(result: Result<Entry, Refused>) -> Result<Entry, Taken> {
                result.map_err(|refused| match refused {
                    Refused::Taken => Taken::ByAnother,
                    Refused::Ended => Taken::ForGood,
                })
            }

            impl $crate::Turns for Turn {
                fn kept() -> Self {
                    let turn = turn::Turn::free(Entry::default());
                    turn.keep();
                    Turn(turn)
                }
                fn enter(&self) -> Result<Entry, Taken> {
                    told(self.0.enter())
                }
                fn leave(&self, entry: Entry) -> Option<Entry> {
                    self.0.leave(entry)
                }
                fn end(&self) -> Result<Entry, Taken> {
                    told(self.0.end())
                }
                fn retain(&self) -> bool {
                    self.0.retain()
                }
                fn release(&self) -> Option<Entry> {
                    self.0.release()
                }
            }
        }
    };
}

pub(crate) use {free_threaded, global_lock, importing, spreads, turns, waiting};

global_lock!(gil_runtime::lock::GlobalLock);
importing!(interpreter::import_lock::Imports);
spreads!(refcount::Biased);

/// What ships.
pub mod ships {
    super::free_threaded!(freethreaded_runtime);
    super::waiting!(stdlib);
    super::turns!(stdlib);
}

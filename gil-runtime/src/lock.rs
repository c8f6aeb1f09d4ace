//! The global lock: a lock whose waiters can ask the holder to let go.
//!
//! The lock itself is one word, taken and given back by one exchange while nobody waits. Waiting goes
//! through a mutex and two condition variables. Two things distinguish it from a mutex, and both are
//! what programs under a global lock feel:
//!
//! - **The drop request.** The holder computes and will not let go by itself. A waiter that has
//!   waited one *switch interval* without seeing the lock change hands asks; the holder finds the
//!   request at its next safepoint (G2, G3). The interval is a delay before asking, not a time slice.
//! - **Forced switching.** Who lets go on request would otherwise win the lock straight back, because
//!   it is running and the waiter has yet to wake up. So the lock is then *reserved*: its last holder
//!   cannot have it before another thread has had it (G4).
//!
//! The crux is the release. It must not miss a waiter that is just arriving. Waiters announce
//! themselves in the lock word, so that the exchange of a release fails and the releaser goes through
//! the mutex; and a waiter looks at the word again after the announcement, under that mutex, before it
//! sleeps (G5).
//!
//! The rules are in `docs/protocols.md`.

use std::time::Duration;

use refcount::ThreadId;
use sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::*};
use sync::time::Instant;
use sync::{Condvar, Mutex};

/// How long a waiter waits before it asks, unless told otherwise.
pub const DEFAULT_INTERVAL: Duration = Duration::from_millis(5);

/// The shortest time a waiter can be told to wait before it asks.
pub const MIN_INTERVAL: Duration = Duration::from_micros(1);

/// The request that the holder let another thread have the lock.
pub const DROP_REQUEST: u32 = 1;

/// A lock held by the one thread of a runtime that may run.
#[derive(Debug)]
pub struct GlobalLock {
    /// | bit | meaning |
    /// |---|---|
    /// | `LOCKED` | somebody holds the lock |
    /// | `WAITERS` | somebody is counted in `waiting`; set and cleared under its mutex |
    /// | `RESERVED` | free, but not for `last_holder`; never together with `LOCKED`, never without `WAITERS` |
    word: AtomicU32,
    /// What the holder polls. [`DROP_REQUEST`] is the lock's; the other bits are the runtime's.
    requests: AtomicU32,
    /// The number of the thread that holds or last held the lock; written by the holder.
    last_holder: AtomicU32,
    /// How often the lock has gone to another thread than before; written by the holder.
    switches: AtomicU64,
    /// In nanoseconds.
    interval: AtomicU64,
    /// Whether who lets go on request leaves the lock reserved.
    forced: AtomicBool,
    /// How many threads wait. The mutex is held for moments only.
    waiting: Mutex<u32>,
    /// The lock was released.
    released: Condvar,
    /// The lock was reserved and has now been taken by another thread.
    switched: Condvar,
}

const LOCKED: u32 = 1;
const WAITERS: u32 = 2;
const RESERVED: u32 = 4;

const NOBODY: u32 = 0;

/// What it took to get the lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acquired {
    /// The time spent waiting; zero if the lock was free.
    pub waited: Duration,
    /// Whether this thread asked the holder to let go.
    pub asked: bool,
    /// Whether another thread held the lock before.
    pub switched: bool,
}

/// Why the lock was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    /// A waiter had asked for it.
    pub on_request: bool,
}

impl Default for GlobalLock {
    fn default() -> Self {
        Self::new(DEFAULT_INTERVAL)
    }
}

impl GlobalLock {
    /// A free lock whose waiters ask after `interval`.
    pub fn new(interval: Duration) -> Self {
        Self {
            word: AtomicU32::new(0),
            requests: AtomicU32::new(0),
            last_holder: AtomicU32::new(NOBODY),
            switches: AtomicU64::new(0),
            interval: AtomicU64::new(nanoseconds(interval)),
            forced: AtomicBool::new(true),
            waiting: Mutex::new(0),
            released: Condvar::new(),
            switched: Condvar::new(),
        }
    }

    /// Waits until the lock is this thread's.
    #[inline]
    pub fn acquire(&self, me: ThreadId) -> Acquired {
        // Acquire: partner of the Release in `release`; one holder's accesses happen before the next one's (G1).
        match self.word.compare_exchange(0, LOCKED, Acquire, Relaxed) {
            Ok(_) => Acquired { switched: self.now_held_by(me), ..Acquired::default() },
            Err(_) => self.acquire_slow(me),
        }
    }

    /// Gives the lock back. By the holder only.
    #[inline]
    pub fn release(&self, me: ThreadId) -> Released {
        debug_assert_eq!(
            self.last_holder.load(Relaxed),
            me.get(),
            "released by another thread than the holder"
        );
        // Release: partner of the Acquire in `acquire` and `acquire_slow` (G1).
        match self.word.compare_exchange(LOCKED, 0, Release, Relaxed) {
            Ok(_) => Released { on_request: false },
            Err(_) => self.release_slow(),
        }
    }

    /// Lets the others have the lock and waits for it to come back. By the holder only, at a safepoint.
    pub fn yield_to_others(&self, me: ThreadId) -> Acquired {
        let _ = self.release(me);
        self.acquire(me)
    }

    /// Whether a waiter has asked for the lock (G3).
    #[inline]
    pub fn yield_requested(&self) -> bool {
        self.requests() & DROP_REQUEST != 0
    }

    /// Everything the holder is asked to do at its next safepoint.
    #[inline]
    pub fn requests(&self) -> u32 {
        // Relaxed: a request says that there is something to do. What it is, is found under a lock.
        self.requests.load(Relaxed)
    }

    /// Asks whoever holds the lock, now or next.
    pub fn raise(&self, requests: u32) {
        // Relaxed: as in `requests`.
        self.requests.fetch_or(requests, Relaxed);
    }

    /// Withdraws requests, before they are answered.
    pub fn clear(&self, requests: u32) {
        // Relaxed: as in `requests`.
        self.requests.fetch_and(!requests, Relaxed);
    }

    /// The thread that holds the lock.
    pub fn holder(&self) -> Option<ThreadId> {
        // Relaxed: exact for the holder itself, a moment's answer for others.
        let held = self.word.load(Relaxed) & LOCKED != 0;
        if held { ThreadId::from_number(self.last_holder.load(Relaxed)) } else { None }
    }

    /// How often the lock has gone from one thread to another.
    pub fn switches(&self) -> u64 {
        // Relaxed: a number for reports; waiters only compare it with itself (G2).
        self.switches.load(Relaxed)
    }

    /// How long a waiter waits before it asks.
    pub fn interval(&self) -> Duration {
        // Relaxed: a setting.
        Duration::from_nanos(self.interval.load(Relaxed))
    }

    /// Sets how long a waiter waits before it asks, from its next wait on; at least [`MIN_INTERVAL`].
    pub fn set_interval(&self, interval: Duration) {
        // Relaxed: a setting.
        self.interval.store(nanoseconds(interval), Relaxed);
    }

    /// Whether who lets go on request leaves the lock reserved for another thread (G4); it does unless told otherwise.
    pub fn force_switching(&self, forced: bool) {
        // Relaxed: a setting.
        self.forced.store(forced, Relaxed);
    }

    /// Whether it does.
    pub fn is_forced(&self) -> bool {
        // Relaxed: a setting.
        self.forced.load(Relaxed)
    }

    /// Lets the interval of everybody who waits now be over.
    #[cfg(granular_loom)]
    pub fn fire_timeouts(&self) {
        self.released.fire_timeouts();
    }

    /// By the holder, before anything else. Says whether another thread held the lock before.
    #[inline]
    fn now_held_by(&self, me: ThreadId) -> bool {
        // Relaxed, all three: written by holders only, ordered by the lock word; waiters compare.
        if self.last_holder.load(Relaxed) == me.get() {
            return false;
        }
        self.last_holder.store(me.get(), Relaxed);
        self.switches.store(self.switches.load(Relaxed) + 1, Relaxed);
        true
    }

    #[cold]
    fn acquire_slow(&self, me: ThreadId) -> Acquired {
        let began = Instant::now();
        let mut asked = false;
        let mut waiting = self.waiting.lock();
        *waiting += 1;
        // Relaxed: the mutex orders what waiters do. A release on the fast path comes either before this in
        // the word's order, and then the load below finds the lock free, or after, and then its exchange
        // fails on `WAITERS` and it goes through the mutex, which we hold until we sleep (G5).
        self.word.fetch_or(WAITERS, Relaxed);
        let mut since = began;
        let mut seen = self.switches();
        let reserved = loop {
            // Acquire: partner of the Release in `release`, if this finds the lock free (G1).
            let word = self.word.load(Acquire);
            if word & LOCKED != 0 {
                let left = self.interval().saturating_sub(since.elapsed());
                let (guard, timed_out) = self.released.wait_timeout(waiting, left);
                waiting = guard;
                let switches = self.switches();
                if switches != seen {
                    // Somebody else's turn has begun, and with it our interval (G2).
                    (seen, since) = (switches, Instant::now());
                } else if timed_out && self.word.load(Relaxed) & LOCKED != 0 {
                    self.raise(DROP_REQUEST);
                    events::gil::drop_request();
                    (asked, since) = (true, Instant::now());
                }
            } else if word & RESERVED != 0 && self.last_holder.load(Relaxed) == me.get() {
                // Forced switching. Whom the lock is reserved for was counted in `waiting` and notified
                // before it became free, never gives up, and notifies us when it has it (G4).
                waiting = self.switched.wait(waiting);
            } else {
                let others = if *waiting > 1 { WAITERS } else { 0 };
                // Relaxed, and a store: while it is free and marked with `WAITERS` the word changes under
                // the mutex only, and nobody acquires from this value.
                self.word.store(LOCKED | others, Relaxed);
                break word & RESERVED != 0;
            }
        };
        *waiting -= 1;
        let switched = self.now_held_by(me);
        if switched {
            // The request, if any, is answered: it was for another holder (G3).
            self.clear(DROP_REQUEST);
        }
        drop(waiting);
        if reserved {
            self.switched.notify_all();
        }
        Acquired { waited: began.elapsed(), asked, switched }
    }

    #[cold]
    fn release_slow(&self) -> Released {
        // Held while the word changes: a waiter is either before its look at the word or asleep (G5).
        let waiting = self.waiting.lock();
        let on_request = self.yield_requested() && self.forced.load(Relaxed); // Relaxed: a setting.
        // There is a waiter, else `WAITERS` would not be set and the exchange would not have failed.
        let free = if on_request { WAITERS | RESERVED } else { WAITERS };
        // Relaxed, and a store: `WAITERS` keeps the fast path out, so the next holder comes through the mutex,
        // which orders it after us (G1).
        self.word.store(free, Relaxed);
        drop(waiting);
        self.released.notify_one();
        Released { on_request }
    }
}

fn nanoseconds(interval: Duration) -> u64 {
    u64::try_from(interval.max(MIN_INTERVAL).as_nanos()).unwrap_or(u64::MAX)
}

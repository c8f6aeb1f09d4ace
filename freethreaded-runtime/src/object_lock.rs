//! The lock of one object: one byte in its header.
//!
//! | bits | meaning |
//! |---|---|
//! | `LOCKED` | somebody holds the lock |
//! | `PARKED` | somebody sleeps for it, or is about to, in the [`ParkingLot`] |
//!
//! Free, it is taken and given back by one exchange each. A thread that finds it taken looks again a
//! few times, because most sections are short, then sets `PARKED` and sleeps. `PARKED` makes the
//! holder's exchange fail, so that it goes to the lot and wakes the first in the queue. Normally the
//! lock is then free for whoever comes first, which keeps a lock that is much used busy; a thread that
//! has waited long gets the lock handed over, still locked, so that it cannot be passed by for ever.
//!
//! Whoever sleeps is detached: a thread that waits for a lock does not keep the world from stopping (L5).
//! The rules are in `docs/protocols.md`.

use std::time::Duration;

use sync::atomic::{AtomicU8, Ordering::*};
use sync::time::Instant;
use sync::{Arc, thread};

use crate::parking_lot::{Next, Parker, ParkingLot, Woken};

/// A thread that can wait for a lock.
pub trait Waiter {
    /// Where it sleeps.
    fn parker(&self) -> &Arc<Parker>;

    /// Sleeps by calling `sleep`, detached from the runtime meanwhile (L5).
    fn detached<R>(&self, sleep: impl FnOnce() -> R) -> R;
}

/// One byte that one thread at a time holds.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct ObjectLock {
    state: AtomicU8,
}

const FREE: u8 = 0;
const LOCKED: u8 = 1;
const PARKED: u8 = 2;

/// What it took to get a lock that was not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contended {
    /// How often the thread looked again before it first slept.
    pub spins: u32,
    /// How often it slept.
    pub sleeps: u32,
    /// How long all this took.
    pub waited: Duration,
    /// Whether the last holder handed the lock over.
    pub handed_over: bool,
}

impl ObjectLock {
    /// Locks if the lock is free.
    #[inline]
    pub fn try_lock(&self) -> bool {
        // Acquire: partner of the Release in `unlock` and `unlock_slow`; one holder's accesses happen before
        // the next one's (L1).
        self.state.compare_exchange(FREE, LOCKED, Acquire, Relaxed).is_ok()
    }

    /// Waits until the lock is this thread's. Says what that took, unless the lock was free.
    #[inline]
    pub fn lock(&self, lot: &ParkingLot, me: &impl Waiter) -> Option<Contended> {
        if self.try_lock() { None } else { Some(self.lock_slow(lot, me)) }
    }

    /// Gives the lock back. By the holder only.
    #[inline]
    pub fn unlock(&self, lot: &ParkingLot) {
        // Release: partner of the Acquire in `try_lock` and `lock_slow` (L1).
        if self.state.compare_exchange(LOCKED, FREE, Release, Relaxed).is_err() {
            self.unlock_slow(lot);
        }
    }

    /// Whether somebody holds the lock, at this moment.
    #[inline]
    pub fn is_locked(&self) -> bool {
        // Relaxed: exact for the holder, a moment's answer for others.
        self.state.load(Relaxed) & LOCKED != 0
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    #[cold]
    fn lock_slow(&self, lot: &ParkingLot, me: &impl Waiter) -> Contended {
        let began = Instant::now();
        let mut took = Contended { spins: 0, sleeps: 0, waited: Duration::ZERO, handed_over: false };
        // Relaxed, here and below: a guess, confirmed by an exchange or under the bucket's lock.
        let mut state = self.state.load(Relaxed);
        loop {
            if state & LOCKED == 0 {
                // Acquire: as in `try_lock`. `PARKED` stays: those who sleep still do.
                match self.state.compare_exchange_weak(state, state | LOCKED, Acquire, Relaxed) {
                    Ok(_) => break,
                    Err(now) => state = now,
                }
                continue;
            }
            // Once somebody sleeps, the lock is not changing hands quickly, and looking again would only
            // disturb the holder.
            if state & PARKED == 0 && took.spins < lot.patience().spins {
                took.spins += 1;
                thread::yield_now();
                state = self.state.load(Relaxed);
                continue;
            }
            if state & PARKED == 0 {
                // Relaxed: announces only; what is decided by it is decided under the bucket's lock (L2).
                if let Err(now) = self.state.compare_exchange_weak(state, state | PARKED, Relaxed, Relaxed) {
                    state = now;
                    continue;
                }
            }
            let still_needed = || self.state.load(Relaxed) == LOCKED | PARKED;
            match me.detached(|| lot.park(self.address(), me.parker(), began, still_needed)) {
                Woken::AtOnce => {}
                Woken::ToRetry => took.sleeps += 1,
                Woken::HandedOver => {
                    took.sleeps += 1;
                    took.handed_over = true;
                    // No Acquire: the holder's accesses happen before this by the lock of the parker (L4).
                    break;
                }
            }
            state = self.state.load(Relaxed);
        }
        took.waited = began.elapsed();
        took
    }

    #[cold]
    fn unlock_slow(&self, lot: &ParkingLot) {
        // The lock is `LOCKED | PARKED`, and until the store below nobody changes it: who comes now sets
        // nothing more and goes to the bucket, whose lock we hold (L2, L3).
        lot.unpark_one(self.address(), |next| {
            let (state, woken) = match next {
                // Those who set `PARKED` have found another way, or are waiting for the bucket and will
                // look again.
                None => (FREE, Woken::ToRetry),
                Some(Next { waited, more }) => {
                    let parked = if more { PARKED } else { FREE };
                    if lot.patience().hand_over_after.is_some_and(|limit| waited > limit) {
                        (LOCKED | parked, Woken::HandedOver)
                    } else {
                        (FREE | parked, Woken::ToRetry)
                    }
                }
            };
            // Release: as in `unlock`.
            self.state.store(state, Release);
            woken
        });
    }
}

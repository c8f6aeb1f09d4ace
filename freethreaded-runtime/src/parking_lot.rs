//! Where threads sleep that wait for an address.
//!
//! A lock of one byte has no room for a queue, so the queues live here, in buckets found by hashing
//! the lock's address. The decision to sleep and the decision whom to wake are each made under the
//! bucket's lock: a thread that is about to sleep looks at its lock once more (K1), and a thread that
//! unlocks changes its lock (K2), so neither can slip between the other's look and its deed.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use crossbeam_utils::CachePadded;
use sync::time::Instant;
use sync::{Arc, Condvar, Mutex};

/// How threads wait, before they sleep and while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often to look again before sleeping.
    pub spins: u32,
    /// The wait after which a lock is handed over instead of left to whoever comes first; `None` never
    /// hands over.
    pub hand_over_after: Option<Duration>,
}

impl Default for Patience {
    fn default() -> Self {
        Self { spins: 40, hand_over_after: Some(Duration::from_millis(1)) }
    }
}

/// Queues of sleeping threads, found by address.
#[derive(Debug)]
pub struct ParkingLot {
    buckets: Box<[CachePadded<Bucket>]>,
    patience: Patience,
}

type Bucket = Mutex<VecDeque<Parked>>;

/// A thread in a queue.
struct Parked {
    address: usize,
    parker: Arc<Parker>,
    since: Instant,
}

impl fmt::Debug for Parked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parked").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Why [`ParkingLot::park`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a lock that was handed over is held"]
pub enum Woken {
    /// It did not sleep: there was no reason to any more.
    AtOnce,
    /// To try again.
    ToRetry,
    /// With what it waited for in its hands.
    HandedOver,
}

/// The thread [`ParkingLot::unpark_one`] is about to wake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// How long it has waited.
    pub waited: Duration,
    /// Whether others wait for the same address.
    pub more: bool,
}

impl ParkingLot {
    /// An empty lot with at least this many queues.
    pub fn new(buckets: usize, patience: Patience) -> Self {
        let buckets = (0..buckets.next_power_of_two()).map(|_| CachePadded::new(Bucket::default())).collect();
        Self { buckets, patience }
    }

    /// How threads wait here.
    #[inline]
    pub fn patience(&self) -> Patience {
        self.patience
    }

    /// Sleeps until woken by [`unpark_one`](Self::unpark_one) with the same address, if `still_needed`
    /// says so under the bucket's lock (K1). The thread has waited since `since`.
    pub fn park(
        &self,
        address: usize,
        parker: &Arc<Parker>,
        since: Instant,
        still_needed: impl FnOnce() -> bool,
    ) -> Woken {
        let mut queue = self.bucket(address).lock();
        if !still_needed() {
            return Woken::AtOnce;
        }
        queue.push_back(Parked { address, parker: Arc::clone(parker), since });
        drop(queue);
        parker.sleep()
    }

    /// Wakes the thread that has slept longest for this address, if there is one, as `decide` says.
    /// `decide` runs under the bucket's lock and leaves the lock in its new state (K2).
    pub fn unpark_one(&self, address: usize, decide: impl FnOnce(Option<Next>) -> Woken) {
        let mut queue = self.bucket(address).lock();
        let first = queue.iter().position(|parked| parked.address == address);
        let Some(parked) = first.and_then(|first| queue.remove(first)) else {
            let _ = decide(None);
            return;
        };
        let more = queue.iter().any(|parked| parked.address == address);
        let woken = decide(Some(Next { waited: parked.since.elapsed(), more }));
        drop(queue);
        // It is out of the queue and sleeps until this, so this can be late but not lost (K3).
        parked.parker.wake(woken);
    }

    fn bucket(&self, address: usize) -> &Bucket {
        // Fibonacci hashing: headers are aligned, so the low bits say little.
        let hash = (address as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        &self.buckets[hash as usize & (self.buckets.len() - 1)]
    }
}

/// A thread's place to sleep, one for all its waits.
#[derive(Debug, Default)]
pub struct Parker {
    woken: Mutex<Option<Woken>>,
    changed: Condvar,
}

impl Parker {
    fn sleep(&self) -> Woken {
        let mut woken = self.woken.lock();
        loop {
            match woken.take() {
                Some(woken) => return woken,
                None => woken = self.changed.wait(woken),
            }
        }
    }

    fn wake(&self, why: Woken) {
        *self.woken.lock() = Some(why);
        self.changed.notify_one();
    }
}

//! When cycles are collected.
//!
//! Every thread says now and then by how many objects it has grown. Cycles are collected when there are many new ones, both
//! in themselves and beside those that have survived the last collection. The second keeps the price of collecting in
//! proportion to that of making objects, however many there are: a heap that grows is looked at each time it has grown by a
//! quarter. What this decides is when, and nothing depends on it but time and memory, so none of it is ordered.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::Relaxed};
use sync::Mutex;

/// New objects that are worth a collection.
pub const DEFAULT_THRESHOLD: usize = 2000;
/// New objects must be at least one for so many that have survived.
const SURVIVORS_PER_NEW: i64 = 4;

/// When cycles are collected, and of what.
pub struct Collector {
    enabled: AtomicBool,
    threshold: AtomicUsize,
    /// Objects made since the last collection less those freed. Threads report late, so it may be below zero.
    young: AtomicI64,
    /// Objects that were alive after the last collection.
    survivors: AtomicI64,
    /// A thread collects because it was due.
    running: AtomicBool,
    /// The addresses of garbage that has been found and not been disposed of yet, in order, by collection.
    claimed: Mutex<Vec<Box<[usize]>>>,
}

impl Default for Collector {
    fn default() -> Self {
        Collector {
            enabled: AtomicBool::new(true),
            threshold: AtomicUsize::new(DEFAULT_THRESHOLD),
            young: AtomicI64::new(0),
            survivors: AtomicI64::new(0),
            running: AtomicBool::new(false),
            claimed: Mutex::default(),
        }
    }
}

impl Collector {
    /// Whether cycles are collected by themselves.
    pub fn is_enabled(&self) -> bool {
        self.enabled.load(Relaxed)
    }

    /// Says whether they are from now on.
    pub fn enable(&self, enabled: bool) {
        self.enabled.store(enabled, Relaxed);
    }

    /// New objects that are worth a collection; zero if none are.
    pub fn threshold(&self) -> usize {
        self.threshold.load(Relaxed)
    }

    /// Sets that number.
    pub fn set_threshold(&self, threshold: usize) {
        self.threshold.store(threshold, Relaxed);
    }

    /// Objects made since the last collection and not freed, as far as threads have said.
    pub fn young(&self) -> usize {
        usize::try_from(self.young.load(Relaxed)).unwrap_or(0)
    }

    /// A thread has grown by so many objects. Whether a collection is due.
    pub(crate) fn grow(&self, objects: i64) -> bool {
        self.young.fetch_add(objects, Relaxed);
        self.is_due()
    }

    /// Whether a collection is due.
    pub(crate) fn is_due(&self) -> bool {
        let (young, threshold) = (self.young.load(Relaxed), self.threshold());
        threshold != 0
            && young > i64::try_from(threshold).unwrap_or(i64::MAX)
            && young > self.survivors.load(Relaxed) / SURVIVORS_PER_NEW
            && self.is_enabled()
    }

    /// A collection has found so many objects alive, and so much garbage, which is still to be freed.
    pub(crate) fn looked(&self, alive: usize, garbage: usize) {
        self.survivors.store(i64::try_from(alive).unwrap_or(i64::MAX), Relaxed);
        self.young.store(i64::try_from(garbage).unwrap_or(i64::MAX), Relaxed);
    }

    /// There was no memory to collect with: it is tried again when as many new objects have been made.
    pub(crate) fn put_off(&self) {
        self.young.store(0, Relaxed);
    }

    /// Notes what has been found: it is not to be shown to anybody.
    pub(crate) fn claim(&self, garbage: Box<[usize]>) {
        if !garbage.is_empty() {
            self.claimed.lock().push(garbage);
        }
    }

    /// What was found first at this address has been disposed of, and all that was found with it.
    pub(crate) fn disposed_of(&self, first: Option<usize>) {
        if let Some(first) = first {
            self.claimed.lock().retain(|garbage| garbage[0] != first);
        }
    }

    /// Garbage that is being disposed of.
    pub(crate) fn is_claimed(&self, address: usize) -> bool {
        self.claimed.lock().iter().any(|garbage| garbage.binary_search(&address).is_ok())
    }

    /// Begins a collection that was due, unless one is under way.
    pub fn begin(&self) -> Option<Running<'_>> {
        (!self.running.swap(true, Relaxed)).then_some(Running(self))
    }
}

/// No other collection begins because it is due, as long as this is there.
#[must_use]
pub struct Running<'a>(&'a Collector);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(false, Relaxed);
    }
}

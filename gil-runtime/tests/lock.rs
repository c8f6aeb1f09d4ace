//! The global lock on real threads. Every interleaving of small cases is in `loom-models`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};
use std::thread;
use std::time::Duration;

use gil_runtime::lock::{DEFAULT_INTERVAL, DROP_REQUEST, GlobalLock, MIN_INTERVAL};
use refcount::ThreadId;

fn id(number: u32) -> ThreadId {
    ThreadId::from_number(number).unwrap()
}

/// An increment in two halves, which only a lock makes whole.
fn add_one(counter: &AtomicU64) {
    let before = counter.load(Relaxed);
    thread::yield_now();
    counter.store(before + 1, Relaxed);
}

#[test]
fn one_thread_at_a_time() {
    const THREADS: u32 = 4;
    const ROUNDS: u64 = 500;
    let lock = Arc::new(GlobalLock::new(MIN_INTERVAL));
    let counter = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (1..=THREADS)
        .map(|number| {
            let (lock, counter) = (Arc::clone(&lock), Arc::clone(&counter));
            thread::spawn(move || {
                for _ in 0..ROUNDS {
                    lock.acquire(id(number));
                    add_one(&counter);
                    lock.release(id(number));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(counter.load(Relaxed), u64::from(THREADS) * ROUNDS);
    assert_eq!(lock.holder(), None);
}

/// The holder never blocks and never lets go by itself: without the request (G2) and forced switching
/// (G4) the other thread would never run and this test never end.
#[test]
fn a_computing_holder_is_asked_and_does_not_win_the_lock_back() {
    let lock = Arc::new(GlobalLock::new(Duration::from_micros(200)));
    let stop = Arc::new(AtomicBool::new(false));
    lock.acquire(id(1));
    let other = {
        let (lock, stop) = (Arc::clone(&lock), Arc::clone(&stop));
        thread::spawn(move || {
            let mut asked = 0;
            for _ in 0..10 {
                asked += u64::from(lock.acquire(id(2)).asked);
                lock.release(id(2));
            }
            stop.store(true, Relaxed);
            asked
        })
    };
    let mut handed = 0;
    while !stop.load(Relaxed) {
        if lock.yield_requested() {
            let switches = lock.switches();
            assert!(lock.yield_to_others(id(1)).switched);
            assert!(lock.switches() >= switches + 2);
            handed += 1;
        }
    }
    lock.release(id(1));
    let asked = other.join().unwrap();
    assert!(asked >= 1 && handed >= 1, "asked {asked} times, handed over {handed} times");
}

#[test]
fn a_free_lock_costs_no_wait_and_no_switch() {
    let lock = GlobalLock::default();
    assert_eq!(lock.interval(), DEFAULT_INTERVAL);
    assert!(lock.acquire(id(1)).switched);
    assert!(!lock.release(id(1)).on_request);
    let again = lock.acquire(id(1));
    assert_eq!((again.waited, again.asked, again.switched), (Duration::ZERO, false, false));
    assert_eq!(lock.holder(), Some(id(1)));
    lock.release(id(1));
    assert_eq!(lock.switches(), 1);
}

#[test]
fn the_interval_has_a_floor_and_other_requests_are_the_runtimes() {
    let lock = GlobalLock::default();
    lock.set_interval(Duration::ZERO);
    assert_eq!(lock.interval(), MIN_INTERVAL);
    lock.raise(DROP_REQUEST << 1);
    assert_eq!(lock.requests(), DROP_REQUEST << 1);
    assert!(!lock.yield_requested());
    lock.clear(DROP_REQUEST << 1);
    assert_eq!(lock.requests(), 0);
}

//! The primitives on real threads. Every interleaving of small cases is in `loom-models`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};
use std::thread;
use std::time::Duration;

use freethreaded_runtime::breaker::Requests;
use freethreaded_runtime::inbox::Inboxes;
use freethreaded_runtime::object_lock::ObjectLock;
use freethreaded_runtime::parking_lot::{ParkingLot, Patience};
use freethreaded_runtime::roster::{Roster, ThreadRecord};
use freethreaded_runtime::section::{lock_two, unlock_two};

/// An increment in two halves, which only exclusion makes whole.
fn add_one(counter: &AtomicU64) {
    let before = counter.load(Relaxed);
    thread::yield_now();
    counter.store(before + 1, Relaxed);
}

/// Runs `body` on this many attached threads of one roster.
fn on_threads(
    roster: &Arc<Roster>,
    threads: usize,
    body: impl Fn(usize, &Roster, &ThreadRecord) + Send + Sync + 'static,
) {
    let body = Arc::new(body);
    let threads: Vec<_> = (0..threads)
        .map(|number| {
            let (roster, body) = (Arc::clone(roster), Arc::clone(&body));
            thread::spawn(move || {
                let me = roster.enter().unwrap();
                roster.attach(&me);
                body(number, &roster, &me);
                roster.detach(&me);
                roster.leave(&me);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(roster.is_empty());
}

const EVERY_PATIENCE: [Patience; 3] = [
    Patience { spins: 40, hand_over_after: Some(Duration::from_millis(1)) },
    Patience { spins: 0, hand_over_after: Some(Duration::ZERO) },
    Patience { spins: 0, hand_over_after: None },
];

#[test]
fn an_object_lock_excludes() {
    for patience in EVERY_PATIENCE {
        let shared = Arc::new((ObjectLock::default(), ParkingLot::new(1, patience), AtomicU64::new(0)));
        let roster = Arc::new(Roster::new());
        on_threads(&roster, 4, {
            let shared = Arc::clone(&shared);
            move |_, roster, me| {
                let (lock, lot, counter) = &*shared;
                for _ in 0..500 {
                    lock.lock(lot, &roster.waiter(me));
                    add_one(counter);
                    lock.unlock(lot);
                }
            }
        });
        assert_eq!(shared.2.load(Relaxed), 2000);
        assert!(!shared.0.is_locked());
    }
}

#[test]
fn two_object_sections_exclude_in_either_order() {
    for patience in EVERY_PATIENCE {
        let shared = Arc::new((
            [ObjectLock::default(), ObjectLock::default()],
            ParkingLot::new(1, patience),
            AtomicU64::new(0),
        ));
        let roster = Arc::new(Roster::new());
        on_threads(&roster, 4, {
            let shared = Arc::clone(&shared);
            move |number, roster, me| {
                let (locks, lot, counter) = &*shared;
                let (a, b) = (&locks[number % 2], &locks[(number + 1) % 2]);
                let take = |object: &ObjectLock| {
                    object.lock(lot, &roster.waiter(me));
                };
                for _ in 0..300 {
                    lock_two(a, b, take);
                    add_one(counter);
                    unlock_two(a, b, |object| object.unlock(lot));
                    lock_two(a, a, take);
                    unlock_two(a, a, |object| object.unlock(lot));
                }
            }
        });
        assert_eq!(shared.2.load(Relaxed), 1200);
    }
}

/// Everybody stops the world now and then, and waits for a lock now and then, and nobody is ever
/// between two safepoints while somebody else has stopped the world.
#[test]
fn a_stopped_world_stands_still() {
    let shared = Arc::new((
        ObjectLock::default(),
        ParkingLot::new(1, EVERY_PATIENCE[1]),
        AtomicU64::new(0),
        AtomicU64::new(0),
    ));
    let roster = Arc::new(Roster::new());
    on_threads(&roster, 4, {
        let shared = Arc::clone(&shared);
        move |number, roster, me| {
            let (lock, lot, locked, stopped) = &*shared;
            for round in 0..400 {
                roster.safepoint(me);
                lock.lock(lot, &roster.waiter(me));
                add_one(locked);
                lock.unlock(lot);
                if (round + number) % 8 == 0 {
                    let world = roster.stop_world(me);
                    let before = locked.load(Relaxed);
                    add_one(stopped);
                    assert_eq!(before, locked.load(Relaxed), "somebody ran");
                    assert!(world.start().total > Duration::ZERO);
                }
            }
        }
    });
    assert_eq!(shared.2.load(Relaxed), 1600);
    assert_eq!(shared.3.load(Relaxed), 200);
}

#[test]
fn a_detached_thread_does_not_keep_the_world_from_stopping() {
    let roster = Arc::new(Roster::new());
    let sleeper = roster.enter().unwrap();
    let me = roster.enter().unwrap();
    roster.attach(&me);
    let world = roster.stop_world(&me);
    let attached = Arc::new(AtomicBool::new(false));
    let thread = {
        let (roster, attached) = (Arc::clone(&roster), Arc::clone(&attached));
        thread::spawn(move || {
            roster.attach(&sleeper);
            attached.store(true, Relaxed);
            roster.detach(&sleeper);
            roster.leave(&sleeper);
        })
    };
    for _ in 0..100 {
        thread::yield_now();
        assert!(!attached.load(Relaxed), "attached while the world was stopped");
    }
    drop(world);
    thread.join().unwrap();
    roster.detach(&me);
    roster.leave(&me);
    assert!(attached.load(Relaxed) && roster.is_empty());
}

/// What is pushed is drained by the owner or comes back: nothing is lost, nothing comes twice.
#[test]
fn no_queued_reference_is_stranded() {
    const EACH: u64 = 2000;
    let roster = Arc::new(Roster::new());
    let inboxes = Arc::new(Inboxes::<u64>::new(1));
    let owner = roster.enter().unwrap();
    inboxes.open(Arc::clone(&owner));
    let pushers: Vec<_> = (0..3)
        .map(|number| {
            let (inboxes, owner) = (Arc::clone(&inboxes), owner.id());
            thread::spawn(move || {
                let values = (0..EACH).map(|value| number * EACH + value);
                values
                    .filter_map(|value| inboxes.push(owner, value).err().map(|closed| closed.0))
                    .sum::<u64>()
            })
        })
        .collect();
    let mut seen: u64 = 0;
    for _ in 0..50 {
        if !owner.breaker().take(Requests::MERGE).is_empty() {
            seen += inboxes.drain(owner.id()).into_iter().sum::<u64>();
        }
        thread::yield_now();
    }
    while let Err(rest) = inboxes.close(owner.id()) {
        seen += rest.0.into_iter().sum::<u64>();
    }
    seen += pushers.into_iter().map(|pusher| pusher.join().unwrap()).sum::<u64>();
    assert_eq!(seen, (0..3 * EACH).sum());
    assert!(inboxes.drain(owner.id()).is_empty());
}

#[test]
fn sizes() {
    assert_eq!(size_of::<ObjectLock>(), 1);
}

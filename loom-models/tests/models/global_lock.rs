//! The global lock. What the holders touch is a cell and a plain count: an access that the lock does not
//! order is a race. A timeout happens when a model says so and not otherwise, so a waiter that is not
//! woken is a deadlock.

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{GlobalLock, caught, check, twins};
use refcount::{Count, Fate, Plain, ThreadId};
use sync::cell::Cell;
use sync::{Arc, thread};

fn id(number: u32) -> ThreadId {
    ThreadId::from_number(number).expect("not zero")
}

/// A lock and what may be touched by its holder only.
struct Guarded<L> {
    lock: L,
    count: Plain,
    word: Cell<u32>,
}

// SAFETY: the cells are loom's, which reports an access by two threads that is not ordered.
unsafe impl<L: Sync> Sync for Guarded<L> {}

impl<L: GlobalLock> Guarded<L> {
    fn new() -> Arc<Self> {
        Arc::new(Self { lock: L::new(), count: Plain::new(id(1)), word: Cell::new(0) })
    }

    /// Takes the lock and does what a holder does.
    fn turn(&self, me: ThreadId) {
        self.lock.acquire(me);
        self.touch(me);
        self.lock.release(me);
    }

    fn touch(&self, me: ThreadId) {
        self.count.retain(me);
        self.word.set(self.word.get() + 1);
        assert_eq!(self.count.release(me), Fate::Alive);
    }
}

/// Rules G1, G5, P1: two threads take turns, one of them twice.
fn two_threads_take_turns<L: GlobalLock>() {
    let shared = Guarded::<L>::new();
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn(id(2)))
    };
    shared.turn(id(1));
    shared.turn(id(1));
    other.join().unwrap();
    assert_eq!((shared.word.get(), shared.count.strong()), (3, 1));
}

/// Rules G1, G5: with two waiters at once, each is woken.
fn three_threads_take_turns<L: GlobalLock>() {
    let shared = Guarded::<L>::new();
    let others = [2, 3].map(|number| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn(id(number)))
    });
    shared.turn(id(1));
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(shared.word.get(), 3);
}

/// Rules G3, G4: a holder that lets go on request gets the lock back only after the other had it, and the
/// request is then answered. The interval is over at any moment, or too early to matter.
fn forced_switching<L: GlobalLock>() {
    let shared = Guarded::<L>::new();
    shared.lock.acquire(id(1));
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            shared.lock.acquire(id(2));
            // The word says that the one request there can be in this model was seen and followed.
            let followed = shared.word.get() == 100;
            assert!(!(followed && shared.lock.yield_requested()), "asked twice");
            shared.touch(id(2));
            shared.lock.release(id(2));
        })
    };
    let clock = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.lock.fire_timeouts())
    };
    if shared.lock.yield_requested() {
        shared.word.set(100);
        assert!(shared.lock.yield_to_others(id(1)), "won the lock straight back");
        assert_eq!(shared.word.get(), 101);
    }
    shared.lock.release(id(1));
    other.join().unwrap();
    clock.join().unwrap();
}

/// Rules G2, G3: a holder that never lets go by itself is asked, if the interval is over often enough.
fn a_waiter_asks<L: GlobalLock>() {
    let shared = Guarded::<L>::new();
    shared.lock.acquire(id(1));
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn(id(2)))
    };
    while !shared.lock.yield_requested() {
        shared.lock.fire_timeouts();
        thread::yield_now();
    }
    shared.lock.yield_to_others(id(1));
    assert_eq!(shared.word.get(), 1);
    shared.lock.release(id(1));
    other.join().unwrap();
}

macro_rules! twins {
    ($($twin:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), Preemptions(3), $expected, $model::<twins::$twin::lock::GlobalLock>);
            })*
        }
    };
}

mod shipping {
    use super::*;
    use gil_runtime::lock::GlobalLock as Ships;

    #[test]
    fn two_threads_take_turns() {
        check("global_lock::two_threads_take_turns", Exhaustive, super::two_threads_take_turns::<Ships>);
    }
    #[test]
    fn three_threads_take_turns() {
        check(
            "global_lock::three_threads_take_turns",
            Preemptions(4),
            super::three_threads_take_turns::<Ships>,
        );
    }
    #[test]
    fn forced_switching() {
        check("global_lock::forced_switching", Exhaustive, super::forced_switching::<Ships>);
    }
    #[test]
    fn a_waiter_asks() {
        check("global_lock::a_waiter_asks", Preemptions(5), super::a_waiter_asks::<Ships>);
    }
}

const RACE: &str = "Causality violation";
const DEADLOCK: &str = "deadlock";

twins!(
    g1_acquire in two_threads_take_turns by RACE,
    g1_release in two_threads_take_turns by RACE,
    g1_slow_acquire in two_threads_take_turns by RACE,
    g2_ask in a_waiter_asks by "maximum number of branches",
    g3_answered in forced_switching by "asked twice",
    g4_reserve in forced_switching by "straight back",
    g4_notify in forced_switching by DEADLOCK,
    g5_announce in two_threads_take_turns by DEADLOCK,
    g5_mutex in two_threads_take_turns by DEADLOCK,
);

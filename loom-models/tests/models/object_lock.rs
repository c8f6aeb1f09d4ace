//! Object locks and two-object sections. What the holders touch is a cell: an access that the lock does
//! not order is a race; a thread that is not woken is a deadlock.
//!
//! loom's clock stands still. A runtime that hands locks over does so to whoever has waited longer than
//! no time, so a model lets every wait have taken a second ([`PATIENT`]) or none ([`IMPATIENT`]).

use std::time::Duration;

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{FreeThreaded, caught, check, ships, twins};
use sync::cell::Cell;
use sync::time::set_elapsed;
use sync::{Arc, thread};

/// How the threads of a model wait.
#[derive(Clone, Copy)]
struct Waits {
    spins: u32,
    hand_over: bool,
}

/// A wait ends when the lock is free, for whoever comes first.
const PATIENT: Waits = Waits { spins: 0, hand_over: false };
/// A wait ends with the lock in hand.
const IMPATIENT: Waits = Waits { spins: 0, hand_over: true };
/// A wait begins with another look.
const SPINNING: Waits = Waits { spins: 1, hand_over: false };

/// Locks, and what may be touched by the holder of the first only.
struct Guarded<R> {
    runtime: R,
    word: Cell<u32>,
}

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered.
unsafe impl<R: Sync> Sync for Guarded<R> {}

impl<R: FreeThreaded> Guarded<R> {
    fn new(waits: Waits) -> Arc<Self> {
        set_elapsed(if waits.hand_over { Duration::from_secs(1) } else { Duration::ZERO });
        Arc::new(Self { runtime: R::new(waits.spins, waits.hand_over), word: Cell::new(0) })
    }

    fn touch(&self) {
        self.word.set(self.word.get() + 1);
    }

    fn turns(&self, turns: u32) {
        let me = R::sleeper();
        for _ in 0..turns {
            self.runtime.lock(0, &me);
            self.touch();
            self.runtime.unlock(0);
        }
    }

    /// Both locks; the first is among them in any case.
    fn turn_with_both(&self, objects: [usize; 2]) {
        self.runtime.lock_two(objects, &R::sleeper());
        self.touch();
        self.runtime.unlock_two(objects);
    }
}

/// Rules L1, L2, L4, K1, K2: two threads take turns, one of them twice.
fn two_threads_take_turns<R: FreeThreaded>(waits: Waits) {
    let shared = Guarded::<R>::new(waits);
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turns(1))
    };
    shared.turns(2);
    other.join().unwrap();
    assert_eq!(shared.word.get(), 3);
}

/// Rules L2, L3, L4: two threads sleep for a lock at once.
fn three_threads_take_turns<R: FreeThreaded>(waits: Waits) {
    let shared = Guarded::<R>::new(waits);
    let others = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turns(1))
    });
    shared.turns(1);
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(shared.word.get(), 3);
}

/// Rule D1: two threads lock the same two objects and name them in different order.
fn two_objects_in_either_order<R: FreeThreaded>(waits: Waits) {
    let shared = Guarded::<R>::new(waits);
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn_with_both([1, 0]))
    };
    shared.turn_with_both([0, 1]);
    other.join().unwrap();
    assert_eq!(shared.word.get(), 2);
}

/// Rule D2: an object is locked together with itself.
fn an_object_with_itself<R: FreeThreaded>(waits: Waits) {
    let shared = Guarded::<R>::new(waits);
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turns(1))
    };
    shared.turn_with_both([0, 0]);
    other.join().unwrap();
    assert_eq!(shared.word.get(), 2);
}

macro_rules! hold {
    ($($name:ident: $model:ident($waits:ident) $bound:expr),* $(,)?) => {
        $(#[test]
        fn $name() {
            let name = concat!("object_lock::", stringify!($model), "::", stringify!($waits));
            check(name, $bound, || $model::<ships::runtime::Runtime>($waits));
        })*
    };
}

hold!(
    two_threads_patient: two_threads_take_turns(PATIENT) Exhaustive,
    two_threads_impatient: two_threads_take_turns(IMPATIENT) Exhaustive,
    two_threads_spinning: two_threads_take_turns(SPINNING) Exhaustive,
    three_threads_patient: three_threads_take_turns(PATIENT) Preemptions(4),
    three_threads_impatient: three_threads_take_turns(IMPATIENT) Preemptions(4),
    two_objects_patient: two_objects_in_either_order(PATIENT) Exhaustive,
    two_objects_impatient: two_objects_in_either_order(IMPATIENT) Exhaustive,
    an_object_with_itself_patient: an_object_with_itself(PATIENT) Exhaustive,
);

macro_rules! twins {
    ($($twin:ident in $model:ident($waits:ident) by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                let model = || $model::<twins::$twin::runtime::Runtime>($waits);
                caught(stringify!($twin), Preemptions(2), $expected, model);
            })*
        }
    };
}

const RACE: &str = "Causality violation";
const DEADLOCK: &str = "deadlock";

twins!(
    l1_acquire in two_threads_take_turns(PATIENT) by RACE,
    l1_release in two_threads_take_turns(PATIENT) by RACE,
    l1_slow_acquire in two_threads_take_turns(SPINNING) by RACE,
    l1_slow_release in three_threads_take_turns(PATIENT) by RACE,
    l2_keep in three_threads_take_turns(PATIENT) by DEADLOCK,
    l3_more in three_threads_take_turns(PATIENT) by DEADLOCK,
    l4_hand_over in two_threads_take_turns(IMPATIENT) by RACE,
    k1_look_again in two_threads_take_turns(PATIENT) by DEADLOCK,
    k2_decide in two_threads_take_turns(PATIENT) by DEADLOCK,
    d1_order in two_objects_in_either_order(PATIENT) by DEADLOCK,
    d2_same in an_object_with_itself(PATIENT) by DEADLOCK,
);

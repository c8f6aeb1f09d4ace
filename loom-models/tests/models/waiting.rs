//! What Python's threads wait with: the locks of `_thread`, the event of a thread's end and the arrivals of a queue. What
//! the holders touch is a cell: an access that the lock does not order is a race; a thread that is not woken is a deadlock.
//!
//! loom's clock stands still. A lock is handed to whoever has waited longer than a millisecond, so a model lets every wait
//! have taken a second or none. A deadline is over when the model sets the clock and unparks who may be waiting, as the
//! timer would.

use std::time::Duration;

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{Wait, Waiting, caught, check, ships, twins};
use sync::atomic::{AtomicBool, Ordering::*};
use sync::cell::Cell;
use sync::time::{Instant, set_elapsed, set_now};
use sync::{Arc, Mutex, thread};

/// How long those who wait have waited.
#[derive(Clone, Copy)]
enum Waits {
    Short,
    Long,
}

use Waits::{Long, Short};

/// A lock and an event, and what may be touched by whom they order.
struct Guarded<W> {
    waiting: W,
    word: Cell<u32>,
}

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered.
unsafe impl<W: Sync> Sync for Guarded<W> {}

const NEVER: fn() -> bool = || false;

impl<W: Waiting> Guarded<W> {
    fn new(waits: Waits) -> Arc<Self> {
        set_now(Duration::ZERO);
        set_elapsed(match waits {
            Short => Duration::ZERO,
            Long => Duration::from_secs(1),
        });
        Arc::new(Self { waiting: W::new(), word: Cell::new(0) })
    }

    fn touch(&self) {
        self.word.set(self.word.get() + 1);
    }

    fn turn(&self) {
        assert_eq!(self.waiting.acquire(None, NEVER), Wait::Done);
        self.touch();
        assert!(self.waiting.release());
    }

    /// Takes a turn if that can be before the time is up. Whether it could.
    fn turn_in_time(&self) -> bool {
        let in_time = self.waiting.acquire(deadline(), NEVER) == Wait::Done;
        if in_time {
            self.touch();
            assert!(self.waiting.release());
        }
        in_time
    }
}

fn deadline() -> Option<Instant> {
    Some(Instant::after(Duration::from_secs(1)))
}

/// Lets the time of `waiting` be up, as a timer does.
fn time_is_up<T>(waiting: &thread::JoinHandle<T>) {
    set_now(Duration::from_secs(2));
    waiting.thread().unpark();
}

/// Rules W1, W2, W3, W4: two threads take turns, one of them twice.
fn two_threads_take_turns<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn())
    };
    shared.turn();
    shared.turn();
    other.join().unwrap();
    assert_eq!(shared.word.get(), 3);
}

/// Rules W1, W2, W4: two threads wait for the lock at once.
fn three_threads_take_turns<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let others = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn())
    });
    shared.turn();
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(shared.word.get(), 3);
}

/// Rule W5: of two threads that wait, the time of one may be up at the moment it is woken.
fn one_of_two_gives_up<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    assert_eq!(shared.waiting.acquire(None, NEVER), Wait::Done);
    let hasty = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn_in_time())
    };
    let patient = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.turn())
    };
    shared.touch();
    time_is_up(&hasty);
    assert!(shared.waiting.release());
    let in_time = hasty.join().unwrap();
    patient.join().unwrap();
    assert_eq!(shared.word.get(), 2 + u32::from(in_time));
}

/// Rule W7: a thread that waits is told of a signal though nobody releases the lock.
fn a_signal_ends_a_wait<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let arrived = Arc::new(AtomicBool::new(false));
    assert_eq!(shared.waiting.acquire(None, NEVER), Wait::Done);
    let waiting = {
        let (shared, arrived) = (Arc::clone(&shared), Arc::clone(&arrived));
        thread::spawn(move || shared.waiting.acquire(None, || arrived.load(Acquire)))
    };
    arrived.store(true, Release);
    waiting.thread().unpark();
    assert_eq!(waiting.join().unwrap(), Wait::Interrupted);
    assert!(shared.waiting.release());
    // It has left the queue, so nobody is woken for nothing.
    shared.turn();
}

/// Rules W3, W6: two threads wait for an event, and go on after it.
fn an_event_happens_to_all<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let others = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            assert_eq!(shared.waiting.wait(None, NEVER), Wait::Done);
            assert_eq!(shared.word.get(), 1);
        })
    });
    shared.touch();
    shared.waiting.happen();
    for other in others {
        other.join().unwrap();
    }
}

/// Rules W5, W6: a thread stops waiting for an event at the moment it happens.
fn an_event_happens_too_late<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let hasty = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            if shared.waiting.wait(deadline(), NEVER) == Wait::Done {
                assert_eq!(shared.word.get(), 1);
            }
        })
    };
    shared.touch();
    time_is_up(&hasty);
    shared.waiting.happen();
    hasty.join().unwrap();
    assert_eq!(shared.waiting.wait(None, NEVER), Wait::Done);
}

/// Rule W8: two threads take turns with a lock that each takes twice, and neither finds that it has it when it does not.
fn two_threads_take_it_again<W: Waiting>(waits: Waits) {
    let shared = Guarded::<W>::new(waits);
    let turn = |shared: &Guarded<W>, me| {
        assert!(!shared.waiting.release_once(me), "released the other's lock");
        shared.waiting.acquire_again(me);
        shared.touch();
        shared.waiting.acquire_again(me);
        shared.touch();
        assert!(shared.waiting.release_once(me), "lost the lock");
        shared.touch();
        assert!(shared.waiting.release_once(me), "lost the lock");
    };
    let other = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || turn(&shared, 2))
    };
    turn(&shared, 1);
    other.join().unwrap();
    assert_eq!(shared.word.get(), 6);
}

/// Rule W9: two things arrive, and each of two threads that wait takes one.
fn two_take_what_arrives<W: Waiting>(waits: Waits) {
    arrive(waits, |shared: &Arrived<W>, thing| {
        shared.things.lock().push(thing);
        shared.waiting.announce();
    });
}

/// The same by one that breaks the rule.
fn announced_too_early<W: Waiting>(waits: Waits) {
    arrive(waits, |shared: &Arrived<W>, thing| {
        shared.waiting.announce();
        shared.things.lock().push(thing);
    });
}

struct Arrived<W> {
    waiting: W,
    things: Mutex<Vec<u32>>,
}

impl<W: Waiting> Arrived<W> {
    fn new(waits: Waits) -> Arc<Self> {
        let Guarded { waiting, .. } =
            Arc::try_unwrap(Guarded::<W>::new(waits)).unwrap_or_else(|_| panic!("it is new"));
        Arc::new(Self { waiting, things: Mutex::default() })
    }
}

fn arrive<W: Waiting>(waits: Waits, put: fn(&Arrived<W>, u32)) {
    let shared = Arrived::<W>::new(waits);
    let others = [(); 2].map(|()| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.waiting.take(&shared.things, None).expect("time is never up"))
    });
    put(&shared, 1);
    put(&shared, 2);
    let taken = others.map(|other| other.join().unwrap());
    assert!(taken == [1, 2] || taken == [2, 1], "took one thing twice");
}

/// Rules W5, W9: one thing arrives for two threads, of which the time of one may be up at that moment. Nobody goes without
/// while it is there.
fn one_of_two_stops_waiting_for_it<W: Waiting>(waits: Waits) {
    let shared = Arrived::<W>::new(waits);
    let hasty = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.waiting.take(&shared.things, deadline()))
    };
    let patient = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || shared.waiting.take(&shared.things, None))
    };
    time_is_up(&hasty);
    shared.things.lock().push(1);
    shared.waiting.announce();
    if hasty.join().unwrap().is_some() {
        // Another, for who still waits.
        shared.things.lock().push(2);
        shared.waiting.announce();
    }
    assert!(patient.join().unwrap().is_some());
}

macro_rules! hold {
    ($($name:ident: $model:ident($waits:ident) $bound:expr),* $(,)?) => {
        $(#[test]
        fn $name() {
            let name = concat!("waiting::", stringify!($model), "::", stringify!($waits));
            check(name, $bound, || $model::<ships::python::Waiting>($waits));
        })*
    };
}

hold!(
    two_threads_short: two_threads_take_turns(Short) Exhaustive,
    two_threads_long: two_threads_take_turns(Long) Exhaustive,
    three_threads_short: three_threads_take_turns(Short) Preemptions(3),
    three_threads_long: three_threads_take_turns(Long) Preemptions(3),
    one_gives_up_short: one_of_two_gives_up(Short) Preemptions(3),
    one_gives_up_long: one_of_two_gives_up(Long) Preemptions(3),
    a_signal: a_signal_ends_a_wait(Short) Exhaustive,
    an_event: an_event_happens_to_all(Short) Preemptions(3),
    an_event_too_late: an_event_happens_too_late(Short) Exhaustive,
    taken_again_short: two_threads_take_it_again(Short) Preemptions(3),
    taken_again_long: two_threads_take_it_again(Long) Preemptions(3),
    two_take_short: two_take_what_arrives(Short) Preemptions(2),
    two_take_long: two_take_what_arrives(Long) Preemptions(2),
    one_stops_waiting_short: one_of_two_stops_waiting_for_it(Short) Preemptions(2),
    one_stops_waiting_long: one_of_two_stops_waiting_for_it(Long) Preemptions(2),
);

macro_rules! twins {
    ($($twin:ident in $model:ident($waits:ident) $bound:expr, by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                let model = || $model::<twins::$twin::python::Waiting>($waits);
                caught(stringify!($twin), $bound, $expected, model);
            })*

            #[test]
            fn w9_order() {
                // As in `two_take_what_arrives`.
                caught("w9_order", Preemptions(2), DEADLOCK, || announced_too_early::<ships::python::Waiting>(Short));
            }
        }
    };
}

const RACE: &str = "Causality violation";
const DEADLOCK: &str = "deadlock";

twins!(
    w1_acquire in two_threads_take_turns(Short) Exhaustive, by RACE,
    w1_release in two_threads_take_turns(Short) Exhaustive, by RACE,
    w1_slow_acquire in two_threads_take_turns(Short) Exhaustive, by RACE,
    w1_slow_release in three_threads_take_turns(Short) Preemptions(3), by RACE,
    w2_announce in two_threads_take_turns(Short) Exhaustive, by DEADLOCK,
    w2_look in two_threads_take_turns(Short) Exhaustive, by DEADLOCK,
    w2_mutex in three_threads_take_turns(Short) Preemptions(3), by DEADLOCK,
    w2_more in three_threads_take_turns(Short) Preemptions(3), by DEADLOCK,
    w3_flag in two_threads_take_turns(Short) Exhaustive, by DEADLOCK,
    w3_release in two_threads_take_turns(Long) Exhaustive, by DEADLOCK,
    w3_acquire in two_threads_take_turns(Long) Exhaustive, by DEADLOCK,
    w4_taken in two_threads_take_turns(Long) Exhaustive, by "release",
    w4_grant in two_threads_take_turns(Long) Exhaustive, by DEADLOCK,
    w5_granted in one_of_two_gives_up(Long) Preemptions(3), by DEADLOCK,
    w5_woken in one_of_two_gives_up(Short) Preemptions(3), by DEADLOCK,
    w5_leave in one_of_two_gives_up(Short) Preemptions(3), by DEADLOCK,
    w6_look in an_event_happens_to_all(Short) Preemptions(3), by DEADLOCK,
    w6_release in an_event_happens_to_all(Short) Preemptions(3), by RACE,
    w6_acquire in an_event_happens_to_all(Short) Preemptions(3), by RACE,
    w7_look in a_signal_ends_a_wait(Short) Exhaustive, by DEADLOCK,
    w8_erase in two_threads_take_it_again(Short) Preemptions(3), by DEADLOCK,
    w8_own in two_threads_take_it_again(Short) Preemptions(3), by RACE,
    w9_more in two_take_what_arrives(Short) Preemptions(2), by DEADLOCK,
    w9_again in two_take_what_arrives(Short) Preemptions(2), by "time is never up",
);

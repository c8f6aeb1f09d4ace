//! Attaching, detaching and stopping the world. What a thread touches while it is attached, or has
//! stopped the world, is a cell: if a thread runs while the world is stopped, that is a race.

use std::time::Duration;

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{FreeThreaded, caught, check, ships, twins};
use sync::cell::Cell;
use sync::time::set_elapsed;
use sync::{Arc, thread};

/// A runtime, and for each of its threads a word that the thread touches while it runs and that who has
/// stopped the world touches for all.
struct Guarded<R> {
    runtime: R,
    words: [Cell<u32>; 3],
}

// SAFETY: the cells are loom's, which reports an access by two threads that is not ordered.
unsafe impl<R: Sync> Sync for Guarded<R> {}

impl<R: FreeThreaded> Guarded<R> {
    fn new() -> Arc<Self> {
        set_elapsed(Duration::from_secs(1));
        Arc::new(Self { runtime: R::new(0, true), words: std::array::from_fn(|_| Cell::new(0)) })
    }

    fn touch(&self, thread: usize) {
        let word = &self.words[thread];
        word.set(word.get() + 1);
    }

    fn touch_all(&self) {
        (0..self.words.len()).for_each(|thread| self.touch(thread));
    }

    fn total(&self) -> u32 {
        self.words.iter().map(Cell::get).sum()
    }

    /// Spawns a thread that is attached while it does `body`.
    fn spawn(shared: &Arc<Self>, body: impl FnOnce(&Self, &R::Thread) + 'static) -> thread::JoinHandle<()>
    where
        R::Thread: 'static,
    {
        let (shared, me) = (Arc::clone(shared), shared.runtime.enter());
        thread::spawn(move || {
            shared.runtime.attach(&me);
            body(&shared, &me);
            shared.runtime.detach(&me);
        })
    }
}

/// Rules S1, S2, S3: a thread attaches, passes a safepoint and detaches while another stops the world.
fn one_runs_and_one_stops<R: FreeThreaded<Thread: 'static>>() {
    let shared = Guarded::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let other = Guarded::spawn(&shared, |shared, me| {
        shared.touch(1);
        shared.runtime.safepoint(me);
        shared.touch(1);
    });
    shared.runtime.stop_world(&me, |_| shared.touch_all());
    shared.touch(0);
    shared.runtime.detach(&me);
    other.join().unwrap();
    assert_eq!(shared.total(), 6);
}

/// Rule S3: two threads are waited for.
fn two_run_and_one_stops<R: FreeThreaded<Thread: 'static>>() {
    let shared = Guarded::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let others = [1, 2].map(|number| Guarded::spawn(&shared, move |shared, _| shared.touch(number)));
    shared.runtime.stop_world(&me, |_| shared.touch_all());
    shared.runtime.detach(&me);
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(shared.total(), 5);
}

/// Rule S4: both want to stop the world.
fn both_stop<R: FreeThreaded<Thread: 'static>>() {
    let shared = Guarded::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let other = Guarded::spawn(&shared, |shared, me| {
        shared.touch(1);
        shared.runtime.stop_world(me, |_| shared.touch_all());
        shared.touch(1);
    });
    shared.touch(0);
    shared.runtime.stop_world(&me, |_| shared.touch_all());
    shared.touch(0);
    shared.runtime.detach(&me);
    other.join().unwrap();
    assert_eq!(shared.total(), 10);
}

/// Rule S5: who was barred by one stop has run before the next.
fn the_barred_run_between_two_stops<R: FreeThreaded<Thread: 'static>>() {
    let shared = Guarded::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let other = Guarded::spawn(&shared, |shared, _| shared.touch(1));
    let barred = shared.runtime.stop_world(&me, |barred| barred);
    let had_run = shared.runtime.stop_world(&me, |_| shared.words[1].get());
    assert!(barred == 0 || had_run == 1, "barred twice");
    shared.runtime.detach(&me);
    other.join().unwrap();
}

/// Rule L5: a thread sleeps for a lock, or is handed one, while the world is being stopped.
fn sleeping_for_a_lock_stops_no_stop<R: FreeThreaded<Thread: 'static>>() {
    let shared = Guarded::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let others = [2, 1].map(|turns| {
        Guarded::spawn(&shared, move |shared, me| {
            for _ in 0..turns {
                shared.runtime.lock_attached(0, me);
                shared.touch(2);
                shared.runtime.unlock(0);
            }
        })
    });
    shared.runtime.stop_world(&me, |_| shared.touch_all());
    shared.runtime.detach(&me);
    for other in others {
        other.join().unwrap();
    }
    assert_eq!(shared.total(), 6);
}

macro_rules! hold {
    ($($model:ident $bound:expr),* $(,)?) => {
        mod shipping {
            use super::*;
            $(#[test]
            fn $model() {
                check(concat!("stop_world::", stringify!($model)), $bound, super::$model::<ships::runtime::Runtime>);
            })*
        }
    };
}

hold!(
    one_runs_and_one_stops Exhaustive,
    two_run_and_one_stops Preemptions(5),
    both_stop Exhaustive,
    the_barred_run_between_two_stops Exhaustive,
    sleeping_for_a_lock_stops_no_stop Preemptions(4),
);

macro_rules! twins {
    ($($twin:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), Preemptions(2), $expected, $model::<twins::$twin::runtime::Runtime>);
            })*
        }
    };
}

const RACE: &str = "Causality violation";
const DEADLOCK: &str = "deadlock";

twins!(
    s1_bar in one_runs_and_one_stops by RACE,
    s2_attach in one_runs_and_one_stops by RACE,
    s2_detach in one_runs_and_one_stops by RACE,
    s2_ask in one_runs_and_one_stops by RACE,
    s2_let_go in one_runs_and_one_stops by RACE,
    s3_wait in one_runs_and_one_stops by RACE,
    s3_report in one_runs_and_one_stops by DEADLOCK,
    s4_turn in both_stop by DEADLOCK,
    s5_fair in the_barred_run_between_two_stops by "barred twice",
    l5_attach in sleeping_for_a_lock_stops_no_stop by RACE,
);

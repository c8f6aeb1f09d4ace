//! Sections that an object's owner enters without its lock, against others that take the lock and the bias away. What the
//! section guards is a cell: two threads in it at once, or one after the other without order, are a race.
//! The rules are R1 to R6 and D4 in `docs/protocols.md`; R5 is about counts, and its models are in `object`.

use std::time::Duration;

use loom_models::Bound::{self, Preemptions};
use loom_models::{FreeThreaded, caught, check, ships, twins};
use sync::cell::Cell;
use sync::time::set_elapsed;
use sync::{Arc, thread};

/// An object and the thread that owns it.
struct Owned<R: FreeThreaded> {
    runtime: R,
    owner: R::Thread,
    word: Cell<u32>,
}

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered.
unsafe impl<R: FreeThreaded> Sync for Owned<R> {}

impl<R: FreeThreaded<Thread: 'static>> Owned<R> {
    fn new() -> Arc<Self> {
        set_elapsed(Duration::from_secs(1));
        let runtime = R::new(0, false);
        let owner = runtime.enter();
        Arc::new(Self { runtime, owner, word: Cell::new(0) })
    }

    fn touch(&self) {
        self.word.set(self.word.get() + 1);
    }

    fn touch_as_owner(&self) {
        self.runtime.enter_as_owner(0, &self.owner);
        self.touch();
        self.runtime.leave_as_owner(0, &self.owner);
    }

    /// Another thread, attached while it enters the section once.
    fn spawn_other(shared: &Arc<Self>) -> thread::JoinHandle<()> {
        let (shared, me) = (Arc::clone(shared), shared.runtime.enter());
        thread::spawn(move || {
            shared.runtime.attach(&me);
            shared.runtime.enter_as_other(0, &me, &shared.owner);
            shared.touch();
            shared.runtime.unlock(0);
            shared.runtime.detach(&me);
        })
    }

    fn finish(shared: &Arc<Self>, others: impl IntoIterator<Item = thread::JoinHandle<()>>, touched: u32) {
        shared.runtime.detach(&shared.owner);
        for other in others {
            other.join().expect("the thread does not panic");
        }
        assert_eq!(shared.word.get(), touched);
    }
}

/// Rules R1, R2, R3, R4: the owner is in the section when another thread comes, or about to enter it, or has just left it.
fn one_comes_while_the_owner_enters_twice<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    shared.touch_as_owner();
    shared.touch_as_owner();
    Owned::finish(&shared, [other], 3);
}

/// Rule R2: the second to come finds the bias revoked while the first still waits for the owner.
fn two_come_while_the_owner_enters<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let others = [Owned::spawn_other(&shared), Owned::spawn_other(&shared)];
    shared.touch_as_owner();
    Owned::finish(&shared, others, 3);
}

/// Rules R4, R6: the owner is detached when another thread looks, and attaches, or has just detached.
fn one_comes_while_the_owner_detaches_and_attaches<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    shared.touch_as_owner();
    shared.runtime.detach(&shared.owner);
    shared.runtime.attach(&shared.owner);
    shared.touch_as_owner();
    Owned::finish(&shared, [other], 3);
}

/// Rule R4: the owner has gone on to the section of another object when it is asked where it is.
fn one_comes_while_the_owner_is_elsewhere<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    shared.touch_as_owner();
    shared.runtime.enter_as_owner(1, &shared.owner);
    shared.runtime.leave_as_owner(1, &shared.owner);
    Owned::finish(&shared, [other], 2);
}

/// Rules R4, D4: the owner has gone on to the sections of two other objects when it is asked where it is.
fn one_comes_while_the_owner_is_in_two_elsewhere<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    shared.touch_as_owner();
    shared.runtime.enter_both_as_owner([1, 2], &shared.owner);
    shared.runtime.leave_both_as_owner([1, 2], &shared.owner);
    Owned::finish(&shared, [other], 2);
}

/// Rules R1, R2, R4, D4: the owner is in the sections of two objects when another thread comes to the second, and then in
/// those of two others.
fn one_comes_while_the_owner_is_in_two<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    shared.runtime.enter_both_as_owner([1, 0], &shared.owner);
    shared.touch();
    shared.runtime.leave_both_as_owner([1, 0], &shared.owner);
    shared.runtime.enter_both_as_owner([1, 2], &shared.owner);
    shared.runtime.leave_both_as_owner([1, 2], &shared.owner);
    Owned::finish(&shared, [other], 2);
}

/// Rule R6: the owner was barred while the world was stopped, and attaches when another thread looks.
fn one_comes_when_the_world_is_started<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    let owner = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            shared.runtime.attach(&shared.owner);
            shared.touch_as_owner();
            shared.runtime.detach(&shared.owner);
        })
    };
    shared.runtime.stop_world(&me, |_| ());
    shared.runtime.enter_as_other(0, &me, &shared.owner);
    shared.touch();
    shared.runtime.unlock(0);
    shared.runtime.detach(&me);
    owner.join().expect("the thread does not panic");
    assert_eq!(shared.word.get(), 2);
}

/// Rule R4: the owner has detached, because a third thread wants to stop the world, when another looks.
fn one_comes_while_the_owner_stops<R: FreeThreaded<Thread: 'static>>() {
    let shared = Owned::<R>::new();
    let me = shared.runtime.enter();
    shared.runtime.attach(&me);
    shared.runtime.attach(&shared.owner);
    let other = Owned::spawn_other(&shared);
    let owner = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            shared.touch_as_owner();
            shared.runtime.detach(&shared.owner);
        })
    };
    shared.runtime.stop_world(&me, |_| ());
    shared.runtime.detach(&me);
    owner.join().expect("the thread does not panic");
    other.join().expect("the thread does not panic");
    assert_eq!(shared.word.get(), 2);
}

const BOUND: Bound = Preemptions(3);

macro_rules! hold {
    ($($model:ident $bound:expr),* $(,)?) => {
        $(
            mod $model {
                use super::*;
                #[test]
                fn holds() {
                    check(concat!("owner_section::", stringify!($model)), $bound, super::$model::<ships::runtime::Runtime>);
                }
            }
        )*
    };
}

hold! {
    one_comes_while_the_owner_enters_twice BOUND,
    two_come_while_the_owner_enters Preemptions(2),
    one_comes_while_the_owner_detaches_and_attaches BOUND,
    one_comes_while_the_owner_is_elsewhere BOUND,
    one_comes_while_the_owner_is_in_two BOUND,
    one_comes_while_the_owner_is_in_two_elsewhere BOUND,
    one_comes_when_the_world_is_started BOUND,
    one_comes_while_the_owner_stops Preemptions(2),
}

macro_rules! twins {
    ($($twin:ident $model:ident,)*) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), BOUND, "Causality violation", $model::<twins::$twin::runtime::Runtime>);
            })*
        }
    };
}

twins! {
    r1_look one_comes_while_the_owner_enters_twice,
    r2_wait one_comes_while_the_owner_enters_twice,
    r3_light one_comes_while_the_owner_enters_twice,
    r3_heavy one_comes_while_the_owner_enters_twice,
    r4_leave one_comes_while_the_owner_enters_twice,
    r4_enter one_comes_while_the_owner_is_elsewhere,
    r4_acquire one_comes_while_the_owner_enters_twice,
    d4_look one_comes_while_the_owner_is_in_two,
    d4_wait one_comes_while_the_owner_is_in_two,
    d4_light one_comes_while_the_owner_is_in_two,
    d4_leave one_comes_while_the_owner_is_in_two,
    d4_enter one_comes_while_the_owner_is_in_two,
    d4_elsewhere one_comes_while_the_owner_is_in_two_elsewhere,
    r4_detach one_comes_while_the_owner_detaches_and_attaches,
    r4_stop one_comes_while_the_owner_stops,
    r6_attach one_comes_when_the_world_is_started,
    r6_same_word one_comes_while_the_owner_detaches_and_attaches,
    r6_wait one_comes_while_the_owner_detaches_and_attaches,
}

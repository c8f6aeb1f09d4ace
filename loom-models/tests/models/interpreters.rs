//! Several interpreters: who is in one, who ends it, and a main thread that is taken over by another thread of the system.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use loom_models::Bound::{self, Exhaustive, Preemptions};
use loom_models::scene::{Modelled, Sent, breathe, join, scene, spawn};
use loom_models::{Entry, Taken, Turns, caught, check, ships, twins};
use object_model::Token;
use refcount::{Atomic, Biased};
use sync::{Arc, thread};

/// An interpreter, and how often it was ended.
struct Kept<T> {
    turn: T,
    /// What the model notes of itself, not what it explores.
    ends: std::sync::Arc<AtomicU32>,
}

impl<T: Turns> Kept<T> {
    /// Kept by so many references.
    fn by(references: usize) -> Arc<Self> {
        let turn = T::kept();
        assert!((0..references).all(|_| turn.retain()));
        Arc::new(Kept { turn, ends: std::sync::Arc::default() })
    }

    /// Does something inside.
    fn touch(&self, entry: &Entry) {
        assert_eq!(self.ends.load(Relaxed), 0, "entered after its end");
        entry.visits.set(entry.visits.get() + 1);
    }

    fn visit(&self) -> Result<(), Taken> {
        let entry = self.turn.enter()?;
        self.touch(&entry);
        thread::yield_now();
        self.touch(&entry);
        self.finish(self.turn.leave(entry));
        Ok(())
    }

    fn release(&self) {
        self.finish(self.turn.release());
    }

    fn finish(&self, owed: Option<Entry>) {
        if let Some(entry) = owed {
            self.touch(&entry);
            self.ends.fetch_add(1, Relaxed);
        }
    }

    fn assert_ended_once(&self) {
        assert_eq!(self.ends.load(Relaxed), 1, "ended once");
        assert_eq!(self.turn.enter().err(), Some(Taken::ForGood));
        assert!(!self.turn.retain(), "kept after its end");
    }
}

fn also<T: Turns>(kept: &Arc<Kept<T>>, what: impl FnOnce(&Kept<T>) + 'static) -> thread::JoinHandle<()> {
    let kept = Arc::clone(kept);
    thread::spawn(move || what(&kept))
}

/// Rule X2: of two threads that enter at once, one of them twice, one is turned away, or comes after the other.
fn one_at_a_time<T: Turns>() {
    let kept = Kept::<T>::by(1);
    let other = also(&kept, |kept| {
        for _ in 0..2 {
            let visit = kept.visit();
            assert!(visit.is_ok() || visit == Err(Taken::ByAnother), "ended, and nobody ended it");
        }
    });
    let mine = kept.visit();
    assert!(mine.is_ok() || mine == Err(Taken::ByAnother), "ended, and nobody ended it");
    other.join().unwrap();
    assert_eq!(kept.visit(), Ok(()), "nobody is inside any more");
    kept.release();
    kept.assert_ended_once();
}

/// Rules X3, X4: the last reference is given up while another thread enters, is inside, or has left.
fn given_up_while_another_is_inside<T: Turns>() {
    let kept = Kept::<T>::by(1);
    let other = also(&kept, Kept::release);
    let visit = kept.visit();
    assert!(visit.is_ok() || visit == Err(Taken::ForGood));
    other.join().unwrap();
    kept.assert_ended_once();
}

/// Rule X4: the last reference is given up while another thread is inside, and a third one takes a new one.
fn kept_again_while_another_is_inside<T: Turns>() {
    let kept = Kept::<T>::by(1);
    let gives_up = also(&kept, Kept::release);
    let keeps = also(&kept, |kept| {
        if kept.turn.retain() {
            assert_eq!(kept.ends.load(Relaxed), 0, "ended, and kept");
            thread::yield_now();
            assert_eq!(kept.ends.load(Relaxed), 0, "ended while it was kept");
            kept.release();
        }
    });
    let _ = kept.visit();
    gives_up.join().unwrap();
    keeps.join().unwrap();
    kept.assert_ended_once();
}

/// Rule X3: one thread ends it while another gives the last reference up.
fn ended_while_given_up<T: Turns>() {
    let kept = Kept::<T>::by(1);
    let other = also(&kept, Kept::release);
    if let Ok(entry) = kept.turn.end() {
        kept.finish(Some(entry));
    }
    other.join().unwrap();
    kept.assert_ended_once();
}

/// A main thread that was left, on its way to another thread of the system.
struct Left<R: Modelled>(*mut Token<R>);

// SAFETY: who has it is the only one to use the token.
unsafe impl<R: Modelled> Send for Left<R> {}

/// Rules X1, X2: a main thread is taken over by another thread of the system, while a third one of the same interpreter
/// uses the same objects; what it owns stays its own. With `STAYS` the first thread has not left.
fn a_main_thread_is_taken_over<R: Modelled, const STAYS: bool>() {
    scene::<R>(|token, scene| {
        let (probe, own) = (scene.probe(token, 1), scene.probe(token, 2));
        let theirs = Sent(probe.clone());
        let third = spawn(scene, move |token, _| {
            let theirs = theirs;
            *token.lock(&theirs.0) += 1;
            breathe(token);
            drop(theirs);
        });
        *token.lock(&probe) += 1;
        if !STAYS {
            // SAFETY: the token is not used until it has been come back to.
            unsafe { token.depart() };
        }
        let left = (Left(std::ptr::from_mut(token)), Sent((probe, own)));
        let successor = thread::spawn(move || {
            let (left, Sent((probe, own))) = left;
            // SAFETY: the token outlives this thread, which alone uses it until it ends.
            let token = unsafe { &mut *left.0 };
            // SAFETY: it was left before this thread began.
            unsafe { token.come_back() };
            *token.lock(&probe) += 1;
            assert_eq!((probe.tag(), own.tag()), (1, 2));
            drop((probe, own));
            // SAFETY: nothing is done with it by this thread any more.
            unsafe { token.depart() };
        });
        successor.join().unwrap();
        // SAFETY: it was left before the other thread ended.
        unsafe { token.come_back() };
        join(token, third);
    });
}

macro_rules! hold {
    ($($name:ident: $model:ident $bound:expr),* $(,)?) => {
        $(#[test]
        fn $name() {
            check(concat!("interpreters::", stringify!($model)), $bound, $model::<ships::interpreters::Turn>);
        })*
    };
}

hold!(
    two_visits: one_at_a_time Exhaustive,
    given_up: given_up_while_another_is_inside Exhaustive,
    kept_again: kept_again_while_another_is_inside Preemptions(3),
    ended_and_given_up: ended_while_given_up Exhaustive,
);

fn taken_over<R: Modelled>(name: &str, bound: Bound) {
    let name = format!("interpreters::a_main_thread_is_taken_over::{name}");
    check(&name, bound, a_main_thread_is_taken_over::<R, false>);
}

#[test]
fn taken_over_gil() {
    taken_over::<Gil>("gil", Preemptions(2));
}

#[test]
fn taken_over_biased() {
    taken_over::<FreeThreaded<Biased>>("biased", Preemptions(2));
}

#[test]
fn taken_over_atomic() {
    taken_over::<FreeThreaded<Atomic>>("atomic", Preemptions(2));
}

macro_rules! twins {
    ($($twin:ident in $model:ident $bound:expr, by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), $bound, $expected, $model::<twins::$twin::interpreters::Turn>);
            })*

            #[test]
            fn x1_depart() {
                let model = a_main_thread_is_taken_over::<Gil, true>;
                caught("x1_depart", Preemptions(2), "deadlock", model);
            }
        }
    };
}

twins!(
    x2_place in one_at_a_time Exhaustive, by "ended, and nobody ended it",
    x3_last in ended_while_given_up Exhaustive, by "left == right",
    x3_leave in given_up_while_another_is_inside Exhaustive, by "left == right",
    x4_unwanted in given_up_while_another_is_inside Exhaustive, by "ended once",
    x4_leave in given_up_while_another_is_inside Exhaustive, by "ended once",
    x4_again in kept_again_while_another_is_inside Preemptions(3), by "ended while it was kept",
);

//! Merge inboxes and the breaker: nothing that is queued is lost, merged twice, or left lying.

use loom_models::Bound::Exhaustive;
use loom_models::{FreeThreaded, caught, check, ships, twins};
use sync::cell::Cell;
use sync::{Arc, thread};

/// Rules I1, I2, I3: two references are queued while the owner ends.
fn owner_exit_strands_nothing<R: FreeThreaded<Thread: 'static>>() {
    let runtime = Arc::new(R::new(0, false));
    let owner = runtime.enter();
    runtime.open(&owner);
    let id = R::id(&owner);
    let ending = {
        let runtime = Arc::clone(&runtime);
        thread::spawn(move || {
            let mut merged = Vec::new();
            while let Err(rest) = runtime.close(id) {
                merged.extend(rest);
            }
            merged
        })
    };
    let returned: Vec<u32> = [1, 2].into_iter().filter(|&reference| !runtime.push(id, reference)).collect();
    let mut all = ending.join().unwrap();
    all.extend(returned);
    assert_eq!(all, [1, 2], "queued, and merged by nobody");
    assert!(runtime.drain(id).is_empty());
}

/// Rule I4: an owner that merges when asked, and only then, finds everything in the end.
fn the_owner_is_asked<R: FreeThreaded<Thread: 'static>>() {
    let runtime = Arc::new(R::new(0, false));
    let owner = runtime.enter();
    runtime.open(&owner);
    let id = R::id(&owner);
    let pushing = {
        let runtime = Arc::clone(&runtime);
        thread::spawn(move || assert!(runtime.push(id, 1) && runtime.push(id, 2)))
    };
    let merge_if_asked = || if R::asked_to_merge(&owner) { runtime.drain(id) } else { Vec::new() };
    let mut merged = merge_if_asked();
    pushing.join().unwrap();
    merged.extend(merge_if_asked());
    assert_eq!(merged, [1, 2], "queued, and the owner not asked");
}

/// Rule E1: what was done before a request is seen by who takes it.
fn a_request_carries_what_was_done<R: FreeThreaded<Thread: 'static>>() {
    struct Done(Cell<u32>);
    // SAFETY: the cell is loom's, which reports an access by two threads that is not ordered.
    unsafe impl Sync for Done {}

    let runtime = R::new(0, false);
    let asked = Arc::new((runtime.enter(), Done(Cell::new(0))));
    let asking = {
        let asked = Arc::clone(&asked);
        thread::spawn(move || {
            asked.1.0.set(1);
            R::ask(&asked.0);
        })
    };
    if R::asked(&asked.0) {
        assert_eq!(asked.1.0.get(), 1);
    }
    asking.join().unwrap();
}

macro_rules! hold {
    ($($model:ident),* $(,)?) => {
        mod shipping {
            use super::*;
            $(#[test]
            fn $model() {
                check(concat!("inbox::", stringify!($model)), Exhaustive, super::$model::<ships::runtime::Runtime>);
            })*
        }
    };
}

hold!(owner_exit_strands_nothing, the_owner_is_asked, a_request_carries_what_was_done);

macro_rules! twins {
    ($($twin:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), Exhaustive, $expected, $model::<twins::$twin::runtime::Runtime>);
            })*
        }
    };
}

const RACE: &str = "Causality violation";

twins!(
    i1_gap in owner_exit_strands_nothing by "merged by nobody",
    i2_closed in owner_exit_strands_nothing by "merged by nobody",
    i4_ask in the_owner_is_asked by "not asked",
    e1_release in a_request_carries_what_was_done by RACE,
    e1_acquire in a_request_carries_what_was_done by RACE,
);

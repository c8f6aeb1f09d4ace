//! The counting words. In each model the deaths are counted: there is exactly one in an object's life,
//! and it is ordered after every use. Freeing writes the object's body, so a use that is not ordered
//! before the death is a race, and one after it is a use after free.

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{Object, caught, check, other, owner, twins};
use refcount::{Atomic, Biased, Count, ThreadId};
use sync::{Arc, Mutex, thread};

/// Rules A1, C2, B3, B4, B8: each of two threads holds a reference counted in its own word.
fn last_of_owner_and_other<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(other(1));
    let there = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(other(1)))
    };
    let here = object.give_back(owner());
    let there = there.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules B4, B9: the owner tries to take a reference again after its last release.
fn owner_tries_after_its_last_release<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(other(1));
    let there = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(other(1)))
    };
    let mut here = object.give_back(owner());
    if object.count.try_retain(owner()) {
        here += object.give_back(owner());
    }
    let there = there.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules B5, B7: the other thread holds a reference that the owner counted.
fn owners_reference_given_back_by_another<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(owner());
    let there = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(other(1)))
    };
    let here = object.empty_inbox() + object.give_back(owner());
    let there = there.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules B5, B6, B7: two others hold references that the owner counted, and the owner merges while
/// they give them back.
fn owners_references_given_back_by_two_others<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(owner());
    let there = [1, 2].map(|number| {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(other(number)))
    });
    let mut deaths = object.empty_inbox();
    for there in there {
        deaths += there.join().unwrap();
    }
    assert_eq!(deaths + object.empty_inbox(), 1);
}

/// Rule B1: owner and another thread count up and down at once.
fn both_count_at_once<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(other(1));
    let there = {
        let object = Arc::clone(&object);
        thread::spawn(move || {
            object.count.retain(other(1));
            object.give_back(other(1)) + object.give_back(other(1))
        })
    };
    object.count.retain(owner());
    let here = object.give_back(owner()) + object.give_back(owner());
    let there = there.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules A2, B9, C6: a reader finds the object without a lock while the owner takes the last reference
/// away. Nobody has come through the lock before.
fn reader_against_last_release<C: Count + Send + 'static>() {
    reader_against(false, Object::<C>::new(1));
}

/// Rules B9, B10: the same, after readers have been announced: the owner must not free silently.
fn announced_reader_against_last_release<C: Count + Send + 'static>() {
    reader_against(true, Object::<C>::new(1));
}

fn reader_against<C: Count + Send + 'static>(announced: bool, object: Object<C>) {
    let object = Arc::new(object);
    if announced {
        object.count.mark_maybe_weakref();
    }
    let reader = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.find(other(1)).map_or(0, |(_, deaths)| deaths))
    };
    object.hide();
    let here = object.give_back(owner());
    let there = reader.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules C3, C6: the memory is used again, for an object the reader must not take for the old one.
fn reader_against_reuse<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.mark_maybe_weakref();
    let reader = {
        let object = Arc::clone(&object);
        thread::spawn(move || match object.find(other(1)) {
            Some((body, deaths)) => {
                assert!(deaths > 0 || body == 1, "another object was read");
                deaths
            }
            None => 0,
        })
    };
    object.hide();
    let mut here = object.give_back(owner());
    let mut lives = 1;
    if here == 1 {
        object.make_again(2);
        object.count.mark_maybe_weakref();
        lives += 1;
        here += object.give_back(owner());
    }
    let there = reader.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), lives);
}

/// Rules C4, C6: the memory is used again, for an object that is never counted: so a reader is not refused, and must find
/// out from the slot.
fn reader_against_reuse_by_an_immortal<C: Count + Send + 'static>() {
    read_against_reuse_by_an_immortal::<C>(Object::find);
}

/// Rules C4, C6: the same, by a reader that first asks what takes no read-modify-write.
fn peek_against_reuse_by_an_immortal<C: Count + Send + 'static>() {
    read_against_reuse_by_an_immortal::<C>(Object::peek);
}

fn read_against_reuse_by_an_immortal<C: Count + Send + 'static>(
    find: fn(&Object<C>, ThreadId) -> Option<(u32, u32)>,
) {
    let object = Arc::new(Object::<C>::new(1));
    object.count.mark_maybe_weakref();
    let reader = {
        let object = Arc::clone(&object);
        thread::spawn(move || match find(&object, other(1)) {
            Some((body, deaths)) => {
                assert!(deaths > 0 || body == 1, "another object was read");
                deaths
            }
            None => 0,
        })
    };
    object.hide();
    let here = object.give_back(owner());
    if here == 1 {
        object.make_again(2);
        object.count.immortalize(owner());
    }
    let there = reader.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rule B10: who has announced readers is not refused while the object lives.
fn announced_reader_succeeds<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.mark_maybe_weakref();
    let reader = {
        let object = Arc::clone(&object);
        thread::spawn(move || {
            assert!(object.count.try_retain(other(1)), "refused a living object");
            object.give_back(other(1))
        })
    };
    object.count.retain(owner());
    let here = object.give_back(owner());
    let there = reader.join().unwrap();
    assert_eq!(here + there, 0);
    assert_eq!(object.give_back(owner()), 1);
}

/// Rules C1, B3: the first other thread comes through the container's lock, while the owner takes the
/// container's reference away under the same lock.
fn reader_under_the_lock<C: Count + Send + 'static>() {
    let shared = Arc::new((Mutex::new(true), Object::<C>::new(1)));
    let reader = {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let (held, object) = &*shared;
            let held = held.lock();
            if !*held {
                return 0;
            }
            object.count.retain_shared(other(1));
            drop(held);
            object.give_back(other(1))
        })
    };
    let (held, object) = &*shared;
    *held.lock() = false;
    let here = object.give_back(owner());
    let there = reader.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rule B3: the owner changes the object as its own if it has the only reference, while another, that has one too, uses it and
/// gives it back.
fn only_reference<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(other(1));
    let there = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(other(1)))
    };
    if object.count.is_only_reference(owner()) {
        object.change();
    }
    let here = object.give_back(owner());
    let there = there.join().unwrap();
    assert_eq!(here + there + object.empty_inbox(), 1);
}

/// Rules B7, I2, I3: the owner ends while another gives back a reference the owner counted.
fn owner_exit_strands_nothing<C: Count + Send + 'static>() {
    let object = Arc::new(Object::<C>::new(1));
    object.count.retain(owner());
    let ending = {
        let object = Arc::clone(&object);
        thread::spawn(move || object.give_back(owner()) + object.close_inbox())
    };
    let here = object.give_back(other(1));
    let there = ending.join().unwrap();
    assert_eq!(here + there, 1);
}

macro_rules! hold {
    ($discipline:ident as $name:ident: $($model:ident $bound:expr),* $(,)?) => {
        mod $name {
            use super::*;
            $(#[test]
            fn $model() {
                let name = concat!("counts::", stringify!($model), "::", stringify!($name));
                check(name, $bound, super::$model::<$discipline>);
            })*
        }
    };
}

hold!(Atomic as atomic:
    last_of_owner_and_other Exhaustive,
    owner_tries_after_its_last_release Exhaustive,
    owners_reference_given_back_by_another Exhaustive,
    owners_references_given_back_by_two_others Exhaustive,
    both_count_at_once Exhaustive,
    reader_against_last_release Exhaustive,
    announced_reader_against_last_release Exhaustive,
    reader_against_reuse Exhaustive,
    reader_against_reuse_by_an_immortal Exhaustive,
    peek_against_reuse_by_an_immortal Exhaustive,
    announced_reader_succeeds Exhaustive,
    reader_under_the_lock Exhaustive,
    only_reference Exhaustive,
    owner_exit_strands_nothing Exhaustive,
);

hold!(Biased as biased:
    last_of_owner_and_other Exhaustive,
    owner_tries_after_its_last_release Exhaustive,
    owners_reference_given_back_by_another Exhaustive,
    owners_references_given_back_by_two_others Exhaustive,
    both_count_at_once Preemptions(3),
    reader_against_last_release Exhaustive,
    announced_reader_against_last_release Exhaustive,
    reader_against_reuse Preemptions(3),
    reader_against_reuse_by_an_immortal Preemptions(3),
    announced_reader_succeeds Exhaustive,
    reader_under_the_lock Exhaustive,
    only_reference Exhaustive,
    owner_exit_strands_nothing Exhaustive,
);

macro_rules! twins {
    ($($twin:ident $module:ident::$discipline:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), Preemptions(3), $expected, $model::<twins::$twin::$module::$discipline>);
            })*
        }
    };
}

const RACE: &str = "Causality violation";
const DEATHS: &str = "assertion `left == right` failed";

twins!(
    a1_release atomic::Atomic in last_of_owner_and_other by RACE,
    a1_acquire atomic::Atomic in last_of_owner_and_other by RACE,
    a2_zero atomic::Atomic in reader_against_last_release by RACE,
    a_c6_immortal atomic::Atomic in reader_against_reuse_by_an_immortal by RACE,
    b_c6_immortal biased::Biased in reader_against_reuse_by_an_immortal by RACE,
    a_c6_acquire atomic::Atomic in reader_against_reuse by RACE,
    a_c6_release atomic::Atomic in reader_against_reuse by RACE,
    b1_owner biased::Biased in both_count_at_once by DEATHS,
    b3_acquire biased::Biased in last_of_owner_and_other by RACE,
    b3_silent biased::Biased in announced_reader_against_last_release by RACE,
    b3_only biased::Biased in only_reference by RACE,
    b4_shared biased::Biased in last_of_owner_and_other by RACE,
    b4_merged biased::Biased in last_of_owner_and_other by DEATHS,
    b4_ownership biased::Biased in owner_tries_after_its_last_release by RACE,
    b5_ask biased::Biased in owners_reference_given_back_by_another by DEATHS,
    b6_once biased::Biased in owners_references_given_back_by_two_others by DEATHS,
    b7_queued_reference biased::Biased in owners_reference_given_back_by_another by DEATHS,
    b7_ownership biased::Biased in owners_reference_given_back_by_another by DEATHS,
    b8_last biased::Biased in last_of_owner_and_other by DEATHS,
    b9_init biased::Biased in reader_against_last_release by RACE,
    b9_merged biased::Biased in announced_reader_against_last_release by RACE,
    b10_mark biased::Biased in announced_reader_succeeds by "refused a living object",
    c2_foreign_release biased::Biased in last_of_owner_and_other by RACE,
    c2_foreign_acquire biased::Biased in last_of_owner_and_other by RACE,
    c2_merge_release biased::Biased in last_of_owner_and_other by RACE,
    c2_merge_acquire biased::Biased in announced_reader_against_last_release by RACE,
    b_c6_acquire biased::Biased in reader_against_reuse by RACE,
    b_c6_release biased::Biased in reader_against_reuse by RACE,
);

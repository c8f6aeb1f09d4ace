//! What every discipline promises to a caller, on one thread. What it promises to several is checked
//! in `loom-models`.

use std::num::NonZeroU32;

use refcount::{Atomic, Biased, Count, Fate, Plain, ThreadId};

fn thread(number: u32) -> ThreadId {
    ThreadId::new(NonZeroU32::new(number).unwrap())
}

fn the_last_release_is_the_death<C: Count>() {
    let me = thread(1);
    let count = C::new(me);
    count.retain(me);
    count.retain_shared(me);
    assert!(count.try_retain(me));
    assert_eq!(count.strong(), 4);
    for _ in 0..3 {
        assert_eq!(count.release(me), Fate::Alive);
    }
    assert_eq!(count.release(me), Fate::Dead);
}

fn the_dead_and_the_vacant_cannot_be_retained<C: Count>() {
    let (me, other) = (thread(1), thread(2));
    let count = C::new(me);
    assert_eq!(count.release(me), Fate::Dead);
    assert!(!count.try_retain(me) && !count.try_retain(other));
    count.retire();
    assert!(!count.try_retain(me) && !count.try_retain(other));
    assert!(!C::vacant().try_retain(me));
    count.reinit(me);
    assert_eq!(count.strong(), 1);
    assert!(count.try_retain(me));
}

fn immortals_are_not_counted<C: Count>() {
    let (me, other) = (thread(1), thread(2));
    let born = C::immortal();
    let made = C::new(me);
    made.immortalize(me);
    for count in [&born, &made] {
        count.retain(me);
        count.retain_shared(other);
        assert!(count.try_retain(other));
        for _ in 0..5 {
            assert_eq!(count.release(me), Fate::Alive);
            assert_eq!(count.release(other), Fate::Alive);
        }
        assert!(count.is_immortal());
        assert_eq!(count.strong(), u64::MAX);
    }
}

fn all<C: Count>() {
    the_last_release_is_the_death::<C>();
    the_dead_and_the_vacant_cannot_be_retained::<C>();
    immortals_are_not_counted::<C>();
}

#[test]
fn plain() {
    all::<Plain>();
}

#[test]
fn atomic() {
    all::<Atomic>();
}

#[test]
fn biased() {
    all::<Biased>();
}

#[test]
fn sizes() {
    assert_eq!(size_of::<Plain>(), 4);
    assert_eq!(size_of::<Atomic>(), 4);
    assert_eq!(size_of::<Biased>(), 16);
    assert_eq!(size_of::<Option<ThreadId>>(), 4);
}

/// Rule B9: until a reader has come through the lock the owner frees without telling anybody, so a
/// reader without the lock must fail.
#[test]
fn readers_fail_until_one_has_come_through_the_lock() {
    let (owner, reader) = (thread(1), thread(2));
    let count = Biased::new(owner);
    assert!(!count.try_retain(reader));
    count.retain_shared(reader);
    assert_eq!(count.release(reader), Fate::Alive);
    assert!(count.try_retain(reader));
}

/// Rule B10, for weak references the owner makes to its own object.
#[test]
fn readers_succeed_once_a_weak_reference_may_exist() {
    let (owner, reader) = (thread(1), thread(2));
    let count = Biased::new(owner);
    count.mark_maybe_weakref();
    assert!(count.try_retain(reader));
    assert_eq!(count.release(owner), Fate::Alive);
    assert_eq!(count.release(reader), Fate::Dead);
}

/// Rules B5 and B7: a reference the owner counted is given back by another thread.
#[test]
fn a_foreign_release_of_the_owners_reference_is_queued_and_merged() {
    let (owner, other) = (thread(1), thread(2));
    let count = Biased::new(owner);
    assert_eq!(count.release(other), Fate::Queue(owner));
    assert_eq!(count.strong(), 1);
    assert_eq!(count.merge(), Fate::Dead);
}

/// Rule B6: the second reference given back goes below zero instead of into the inbox.
#[test]
fn an_object_is_queued_once() {
    let (owner, other) = (thread(1), thread(2));
    let count = Biased::new(owner);
    count.retain(owner);
    count.retain(owner);
    assert_eq!(count.release(other), Fate::Queue(owner));
    assert_eq!(count.release(other), Fate::Alive);
    assert_eq!(count.strong(), 2);
    assert_eq!(count.merge(), Fate::Alive);
    assert_eq!(count.release(other), Fate::Dead);
}

/// Rules B4 and B8: after the owner has let go, the last of the others frees.
#[test]
fn ownership_is_given_up_at_the_owners_last_release() {
    let (owner, other) = (thread(1), thread(2));
    let count = Biased::new(owner);
    count.retain(other);
    assert_eq!(count.release(owner), Fate::Alive);
    count.retain(owner);
    assert_eq!(count.release(owner), Fate::Alive);
    assert_eq!(count.release(other), Fate::Dead);
}

/// The owner lets go while a reference waits in its inbox: the inbox frees.
#[test]
fn a_queued_reference_outlives_ownership() {
    let (owner, other) = (thread(1), thread(2));
    let count = Biased::new(owner);
    count.retain(owner);
    assert_eq!(count.release(other), Fate::Queue(owner));
    count.retain(other);
    assert_eq!(count.release(owner), Fate::Alive);
    assert_eq!(count.release(owner), Fate::Alive);
    assert_eq!(count.merge(), Fate::Dead);
}

//! Cycles, and the end of a world.

use crate::common::{
    Sent, add_attribute, class, class_with, end_of, in_a_world, instance, join, name, read, set_item, spawn,
    text,
};
use object_model::{Payload, Ref, Remains, Runtime, Token, Value, Weak, make};
use std::sync::Arc;

on_every_runtime! {
    an_empty_world_ends_empty,
    a_list_that_contains_itself_is_found,
    what_is_still_used_is_left_alone,
    a_register_keeps_a_whole_cycle,
    classes_and_instances_go_together,
    weak_references_into_garbage_are_cleared_first,
    cycles_made_by_a_thread_that_has_ended_are_found,
    garbage_that_another_thread_owns_is_freed_by_it,
    the_end_finds_cycles_and_leaks_apart,
    immortals_keep_things_to_the_end,
    callbacks_that_wait_at_the_end_keep_nothing,
    large_objects_are_walked,
    many_new_objects_are_worth_a_collection,
    what_is_frozen_is_left_alone_until_it_is_thawed,
    pauses_are_counted_but_for_the_end,
}

fn cycle<R: Runtime>(token: &mut Token<R>, length: usize) -> Ref<R, object_model::List<R>> {
    let first = make::list::<R>(token, vec![]).unwrap();
    let mut last = first.clone();
    for _ in 1..length {
        last = make::list(token, vec![last.into_value()]).unwrap();
    }
    token.lock(&first).push(last.into_value()).unwrap();
    first
}

fn an_empty_world_ends_empty<R: Runtime + Default>() {
    let totals = in_a_world::<R>(|_| {});
    assert!(totals.objects_freed > 100, "the first classes and the special names");
}

fn a_list_that_contains_itself_is_found<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        for length in [1, 2, 100] {
            drop(cycle(token, length));
            assert_eq!(token.collect_cycles(), length);
        }
        assert_eq!(token.collect_cycles(), 0);
    });
}

fn what_is_still_used_is_left_alone<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let used = make::list(token, vec![text(token, "used")]).unwrap();
        let ring = cycle(token, 3);
        token.lock(&ring).push(used.value().clone()).unwrap();
        drop(ring);
        assert_eq!(token.collect_cycles(), 3);
        assert_eq!(R::references(used.head().count()), 1);
        assert_eq!(read(&token.lock(&used).get(0).unwrap()), "used");
    });
}

fn a_register_keeps_a_whole_cycle<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let ring = cycle(token, 10);
        let inner = token.lock(&ring).get(0).unwrap();
        drop(ring);
        assert_eq!(token.collect_cycles(), 0);
        drop(inner);
        assert_eq!(token.collect_cycles(), 10);
    });
}

fn classes_and_instances_go_together<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = Arc::clone(token.world()).roots().object.clone();
        let node = class(token, "Node", &object);
        let leaf = class(token, "Leaf", &node);
        let next = name(token, "next");
        let [one, two] = [&node, &leaf].map(|class| instance(token, class));
        add_attribute(token, &one, &next, two.value().clone());
        add_attribute(token, &two, &next, one.value().clone());
        drop((one, node));
        assert_eq!(token.collect_cycles(), 0);
        drop(two);
        assert_eq!(token.collect_cycles(), 2);
        drop(leaf);
        assert_eq!(token.collect_cycles(), 8, "each class has bases, an MRO and a namespace");
    });
}

fn weak_references_into_garbage_are_cleared_first<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = Arc::clone(token.world()).roots().object.clone();
        let weak = class_with(token, "ReferenceType", &object, <Weak<R> as Payload<R>>::LAYOUT);
        let ring = cycle(token, 2);
        let reference = make::object_of(token, &weak, Weak::new(ring.value(), Some(text(token, "gone"))));
        Weak::publish(token, &reference, ring.value());
        drop(ring);
        assert!(reference.upgrade(token).is_some());
        assert_eq!(token.collect_cycles(), 2);
        assert!(reference.upgrade(token).is_none());
        assert_eq!(token.take_pending().1.len(), 1);
    });
}

fn cycles_made_by_a_thread_that_has_ended_are_found<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let before = token.tally().objects_freed.get();
        let thread = spawn(token, |token: &mut Token<R>| drop(cycle(token, 7)));
        join(token, thread);
        assert_eq!(token.collect_cycles(), 7);
        assert_eq!(token.tally().objects_freed.get() - before, 7);
    });
}

fn garbage_that_another_thread_owns_is_freed_by_it<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let (made, is_made) = std::sync::mpsc::channel();
        let (collected, is_collected) = std::sync::mpsc::channel::<()>();
        let thread = spawn(token, move |token: &mut Token<R>| {
            drop(cycle(token, 7));
            made.send(()).unwrap();
            token.detached(|| is_collected.recv()).unwrap();
        });
        token.detached(|| is_made.recv()).unwrap();
        assert_eq!(token.collect_cycles(), 7);
        assert_eq!(token.collect_cycles(), 0, "what was taken apart is no cycle any more");
        collected.send(()).unwrap();
        join(token, thread);
    });
}

fn the_end_finds_cycles_and_leaks_apart<R: Runtime + Default>() {
    let (remains, totals) = end_of::<R>(|token| {
        drop(cycle(token, 4));
        std::mem::forget(make::list(token, vec![text(token, "leaked"), Value::NONE]).unwrap());
    });
    assert_eq!(remains, Remains { cycles: 4, leaked: 2 });
    assert_eq!(totals.objects_allocated - totals.objects_freed, 2);
}

fn callbacks_that_wait_at_the_end_keep_nothing<R: Runtime + Default>() {
    let (remains, _) = end_of::<R>(|token| {
        let object = Arc::clone(token.world()).roots().object.clone();
        let weak = class_with(token, "ReferenceType", &object, <Weak<R> as Payload<R>>::LAYOUT);
        // The referent dies with what is immortal; reference and callback are a cycle that its death would revive.
        let referent = make::list(token, vec![]).unwrap();
        let callback = cycle(token, 3);
        let reference =
            make::object_of(token, &weak, Weak::new(referent.value(), Some(callback.value().clone())));
        Weak::publish(token, &reference, referent.value());
        token.lock(&callback).push(reference.into_value()).unwrap();
        let immortal = make::tuple(token, vec![referent.into_value()]);
        token.immortalize(immortal.value());
    });
    assert_eq!(remains.leaked, 0);
}

fn immortals_keep_things_to_the_end<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = Arc::clone(token.world()).roots().object.clone();
        let kept = class(token, "Kept", &object);
        token.immortalize(kept.value());
        let derived = class(token, "Derived", &kept);
        let constant = make::tuple(token, vec![text(token, "part"), instance(token, &derived).into_value()]);
        token.immortalize(constant.value());
        let ring = cycle(token, 3);
        token.lock(&ring).push(constant.value().clone()).unwrap();
        let key = name(token, "ring");
        let namespace = kept.namespace().clone();
        set_item(token, &namespace, &key, ring.into_value());
        drop(derived);
        assert_eq!(token.collect_cycles(), 0);
    });
}

fn large_objects_are_walked<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        assert!(size_of::<object_model::Class<R>>() > 512, "a class is an object too large for a slab");
        let object = Arc::clone(token.world()).roots().object.clone();
        let before = token.tally().objects_freed.get();
        for _ in 0..50 {
            drop(class(token, "Unused", &object));
        }
        assert_eq!(token.collect_cycles(), 200);
        assert_eq!(token.tally().objects_freed.get() - before, 200);
        assert_eq!(object.subclasses().len(), Sent(9).take(), "the built-in classes");
    });
}

fn many_new_objects_are_worth_a_collection<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        token.collect_cycles();
        assert!(!token.take_collection_due());
        let kept: Vec<_> = (0..object_model::DEFAULT_THRESHOLD * 4).map(|_| cycle(token, 1)).collect();
        assert!(token.poll() && token.collection_is_due());
        token.safepoint();
        assert!(token.take_collection_due());
        assert_eq!(token.collect_cycles(), 0);
        assert!(!token.take_collection_due());
        let young = token.world().collector.young();
        drop(kept);
        let found = token.collect_cycles();
        assert_eq!(found, object_model::DEFAULT_THRESHOLD * 4);
        // What a collection frees does not make the next one late.
        (0..found).for_each(|_| drop(cycle(token, 1)));
        assert!(token.collection_is_due() && token.take_collection_due(), "{young}");
        token.collect_cycles();
    });
}

fn what_is_frozen_is_left_alone_until_it_is_thawed<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        drop(cycle(token, 3));
        let before = token.frozen();
        token.freeze();
        assert!(before == 0 && token.frozen() >= 3);
        assert_eq!(token.collect_cycles(), 0);
        // What gets the memory of something frozen is not frozen.
        let lists: Vec<_> = (0..100).map(|_| make::list::<R>(token, vec![]).unwrap()).collect();
        token.freeze();
        drop(lists);
        (0..100).for_each(|_| drop(cycle(token, 1)));
        assert_eq!(token.collect_cycles(), 100);
        token.unfreeze();
        assert_eq!((token.frozen(), token.collect_cycles()), (0, 3));
        // The end takes no notice.
        drop(cycle(token, 3));
        token.freeze();
    });
}

fn pauses_are_counted_but_for_the_end<R: Runtime + Default>() {
    let totals = in_a_world::<R>(|token| {
        for _ in 0..3 {
            token.collect_cycles();
        }
    });
    assert_eq!(totals.collecting.times(), 3);
    assert!(totals.collecting.median() <= totals.collecting.longest());
    assert_eq!(totals.world_stopped.times(), 0, "a thread that is alone stops nobody");
}

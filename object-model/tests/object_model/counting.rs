//! References: what counts them, and that the last one frees.

use crate::common::{Sent, checkpoint, end_of, in_a_world, join, name, read, spawn, text};
use object_model::{Header, List, Runtime, Value, make};
use std::sync::mpsc;

on_every_runtime! {
    sizes,
    a_list_is_freed_with_its_last_reference,
    immediates_are_not_counted,
    immortals_are_not_counted,
    an_immortal_made_by_another_thread_stays,
    a_list_nested_200_000_deep_is_dropped_without_a_stack,
    objects_made_here_die_in_another_thread,
    objects_made_in_another_thread_die_here,
    objects_outlive_their_owner,
    an_owner_that_ends_strands_nothing,
    a_forgotten_reference_is_reported,
}

fn sizes<R: Runtime>() {
    assert_eq!(size_of::<Value<R>>(), 8);
    let most = if R::NAME == "gil" { 16 } else { 32 };
    assert!(size_of::<Header<R>>() <= most, "{}: {}", R::NAME, size_of::<Header<R>>());
}

fn a_list_is_freed_with_its_last_reference<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let before = token.tally().objects_freed.get();
        let list = make::list(token, vec![Value::small_int(1), text(token, "two")]).unwrap();
        assert_eq!(R::references(list.head().count()), 1);
        let other = list.clone();
        assert_eq!(R::references(list.head().count()), 2);
        drop(list);
        assert_eq!(token.tally().objects_freed.get(), before);
        assert_eq!(read(&token.lock(&other).get(1).unwrap()), "two");
        drop(other);
        assert_eq!(token.tally().objects_freed.get(), before + 2);
    });
}

fn counted<R: Runtime>(token: &object_model::Token<R>) -> u64 {
    let tally = token.tally();
    let counters =
        [&tally.retains_local, &tally.retains_foreign, &tally.releases_local, &tally.releases_foreign];
    counters.into_iter().map(|counter| counter.get()).sum()
}

fn immediates_are_not_counted<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = make::list::<R>(token, vec![]).unwrap();
        let before = counted(token);
        for index in 0..100 {
            token.lock(&list).push(Value::small_int(index)).unwrap();
        }
        assert_eq!(list.peek(token, 99).unwrap().unwrap().word().as_int(), Some(99));
        assert_eq!(token.lock(&list).pop().unwrap().word().as_int(), Some(99));
        assert_eq!(counted(token), before);
        assert_eq!(List::<R>::len(&list), 99);
    });
}

fn immortals_are_not_counted<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = make::list::<R>(token, vec![text(token, "kept")]).unwrap();
        token.immortalize(list.value());
        assert!(R::is_immortal(list.head().count()));
        let before = counted(token);
        for _ in 0..10 {
            drop(list.clone());
        }
        let held = list.clone();
        drop(list);
        assert_eq!(counted(token), before);
        assert_eq!(read(&token.lock(&held).get(0).unwrap()), "kept");
    });
}

fn an_immortal_made_by_another_thread_stays<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let (to_main, from_worker) = mpsc::channel();
        let (to_worker, from_main) = mpsc::channel::<()>();
        let worker = spawn(token, move |token: &mut object_model::Token<R>| {
            to_main.send(Sent(make::list(token, vec![text(token, "far")]).unwrap())).unwrap();
            token.detached(|| from_main.recv()).unwrap();
        });
        let list = token.detached(|| from_worker.recv()).unwrap().take();
        token.immortalize(list.value());
        token.immortalize(list.value());
        let word = list.value().word();
        drop(list);
        to_worker.send(()).unwrap();
        join(token, worker);
        // SAFETY: immortal, as far as this thread can make it.
        let list = unsafe { Value::<R>::from_borrowed(word) };
        let list = list.downcast::<List<R>>().ok().unwrap();
        assert_eq!(read(&token.lock(&list).get(0).unwrap()), "far");
    });
}

fn a_list_nested_200_000_deep_is_dropped_without_a_stack<R: Runtime + Default>() {
    const DEPTH: u64 = 200_000;
    in_a_world::<R>(|token| {
        let before = token.tally().objects_freed.get();
        let mut list = make::list::<R>(token, vec![]).unwrap();
        for _ in 1..DEPTH {
            list = make::list(token, vec![list.into_value()]).unwrap();
        }
        drop(list);
        assert_eq!(token.tally().objects_freed.get() - before, DEPTH);
    });
}

fn objects_made_here_die_in_another_thread<R: Runtime + Default>() {
    let totals = in_a_world::<R>(|token| {
        let lists =
            (0..1000).map(|_| Sent(make::list(token, vec![text(token, "x")]).unwrap())).collect::<Vec<_>>();
        let thread = spawn(token, move |_: &mut object_model::Token<R>| {
            lists.into_iter().for_each(|list| drop(list.take()))
        });
        join(token, thread);
        checkpoint(token);
    });
    let biased = R::NAME == "freethreaded";
    assert_eq!(totals.merge_requests > 0, biased);
    assert!(totals.merges >= totals.merge_requests);
}

fn objects_made_in_another_thread_die_here<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let (sender, receiver) = mpsc::sync_channel(16);
        let thread = spawn(token, move |token: &mut object_model::Token<R>| {
            for index in 0..5000 {
                let list = Sent(make::list(token, vec![text(token, "x"), Value::small_int(index)]).unwrap());
                token.detached(|| sender.send(list)).unwrap_or_else(|_| panic!("the other side is there"));
                checkpoint(token);
            }
        });
        for index in 0..5000 {
            let list = token.detached(|| receiver.recv()).unwrap().take();
            assert_eq!(token.lock(&list).get(1).unwrap().word().as_int(), Some(index));
            checkpoint(token);
        }
        join(token, thread);
    });
}

fn objects_outlive_their_owner<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let before = token.world().totals().objects_freed + token.tally().objects_freed.get();
        let thread = spawn(token, |token: &mut object_model::Token<R>| {
            let inner = text(token, "orphan");
            (0..100).map(|_| Sent(make::list(token, vec![inner.clone()]).unwrap())).collect::<Vec<_>>()
        });
        let lists: Vec<_> = join(token, thread).into_iter().map(Sent::take).collect();
        assert_eq!(read(&token.lock(&lists[99]).get(0).unwrap()), "orphan");
        drop(lists);
        assert_eq!(token.world().totals().objects_freed + token.tally().objects_freed.get() - before, 101);
    });
}

/// Owners end at the very time others give references to their objects back.
fn an_owner_that_ends_strands_nothing<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        for _ in 0..200 {
            let (sender, receiver) = mpsc::channel();
            let owner = spawn(token, move |token: &mut object_model::Token<R>| {
                for _ in 0..20 {
                    let list = make::list(token, vec![text(token, "x")]).unwrap();
                    assert!(sender.send(Sent(list)).is_ok(), "the dropper waits");
                }
            });
            let dropper = spawn(token, move |token: &mut object_model::Token<R>| {
                while let Ok(list) = token.detached(|| receiver.recv()) {
                    drop(list.take());
                }
            });
            join(token, owner);
            join(token, dropper);
        }
        let interned = name(token, "interned");
        assert_eq!(interned.as_str(), "interned");
    });
}

fn a_forgotten_reference_is_reported<R: Runtime + Default>() {
    let (remains, totals) = end_of::<R>(|token| {
        std::mem::forget(make::list(token, vec![text(token, "lost")]).unwrap());
    });
    assert_eq!((remains.leaked, remains.cycles), (2, 0));
    assert_eq!(totals.objects_allocated - totals.objects_freed, 2);
}

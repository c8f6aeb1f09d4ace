//! Threads that read without the lock what others write: every value read is one that was there, and none is lost.

use crate::common::{
    Sent, add_attribute, checkpoint, class, class_with, in_a_world, instance, join, name, read, set_item,
    spawn, text,
};
use object_model::{
    Dict, Found, Instance, List, Peeked, Ref, Runtime, Shape, Special, Token, Tuple, Value, Weak, make,
    next_number,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

on_every_runtime! {
    increments_under_a_lock_are_not_lost,
    a_list_under_fire,
    a_dict_under_fire,
    an_instance_under_fire,
    a_class_under_fire,
    threads_that_attach_first_at_once_share_a_world,
    two_lists_are_locked_in_either_order,
    weak_references_race_with_the_last_reference,
    an_interrupt_reaches_every_thread,
    a_stopped_world_stands_still,
    cycles_are_collected_while_others_work,
}

const THREADS: usize = 4;
const STEPS: usize = 10_000;

/// A cheap source of choices.
struct Choices(u64);

impl Choices {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }
}

/// Runs `work` in every thread of a world, each with a reference to what `make` made.
fn all_at_once<R: Runtime + Default, T: Clone + 'static, A: Send + 'static>(
    make: impl FnOnce(&mut Token<R>) -> T,
    work: impl Fn(&mut Token<R>, &T, &mut Choices) -> A + Send + Sync + 'static,
    check: impl FnOnce(&mut Token<R>, T, Vec<A>),
) {
    in_a_world::<R>(|token| {
        // Threads under a global lock meet in the middle of what they do.
        token.runtime().set_switch_interval(Duration::from_micros(20));
        let shared = make(token);
        let work = Arc::new(work);
        let threads: Vec<_> = (0..THREADS)
            .map(|number| {
                let (shared, work) = (Sent(shared.clone()), Arc::clone(&work));
                spawn(token, move |token: &mut Token<R>| {
                    let shared = shared.take();
                    work(token, &shared, &mut Choices(number as u64))
                })
            })
            .collect();
        let answers = threads.into_iter().map(|thread| join(token, thread)).collect();
        check(token, shared, answers);
    });
}

/// Something that says where it belongs, and is not an immediate.
fn tagged<R: Runtime>(token: &Token<R>, place: usize) -> Value<R> {
    make::tuple(token, vec![Value::small_int(place as i64), text(token, "a string of its own")]).into_value()
}

fn place_of<R: Runtime>(value: &Value<R>) -> usize {
    let tuple = value.as_ref::<Tuple<R>>().expect("a tuple and nothing else");
    assert_eq!(read(&tuple.as_slice()[1]), "a string of its own");
    tuple.as_slice()[0].word().as_int().expect("a place") as usize
}

fn increments_under_a_lock_are_not_lost<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| make::list(token, vec![Value::small_int(0)]).unwrap(),
        |token, list: &Ref<R, List<R>>, _| {
            for _ in 0..STEPS {
                let mut locked = token.lock(list);
                let value = locked.get(0).unwrap().word().as_int().unwrap();
                drop(locked.set(0, Value::small_int(value + 1)));
                drop(locked);
                checkpoint(token);
            }
        },
        |token, list, _| {
            let total = token.lock(&list).get(0).unwrap().word().as_int();
            assert_eq!(total, Some((THREADS * STEPS) as i64));
        },
    );
}

/// Items below this index belong to their index; those above belong nowhere.
const FIXED: usize = 16;
const NOWHERE: usize = 999;

fn a_list_under_fire<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| make::list(token, (0..FIXED).map(|index| tagged(token, index)).collect()).unwrap(),
        |token, list: &Ref<R, List<R>>, choices| {
            let mut added = 0_i64;
            for _ in 0..STEPS {
                let index = choices.below(FIXED + 4);
                let belongs = if index < FIXED { index } else { NOWHERE };
                match choices.below(16) {
                    0..8 => {
                        let item = list.peek(token, index).unwrap_or_else(|| token.lock(list).get(index));
                        if let Some(item) = item {
                            assert_eq!(place_of(&item), belongs);
                        }
                    }
                    8..11 if index < FIXED => {
                        let fresh = tagged(token, index);
                        let old = token.lock(list).set(index, fresh).unwrap();
                        assert_eq!(place_of(&old), index);
                    }
                    8..13 => {
                        let fresh = tagged(token, NOWHERE);
                        token.lock(list).push(fresh).unwrap();
                        added += 1;
                    }
                    13 => {
                        let old = token.lock(list).splice(FIXED..FIXED + 3, vec![]).unwrap();
                        added -= old.len() as i64;
                    }
                    14 => {
                        let fresh = (0..4).map(|index| tagged(token, index)).collect();
                        assert_eq!(token.lock(list).splice(0..4, fresh).unwrap().len(), 4);
                    }
                    _ => {
                        let mut locked = token.lock(list);
                        let items = locked.take();
                        locked.put(items).unwrap();
                    }
                }
                checkpoint(token);
            }
            added
        },
        |token, list, added| {
            let items = token.lock(&list).copy(0..usize::MAX);
            assert_eq!(items.len() as i64, FIXED as i64 + added.into_iter().sum::<i64>());
            for (index, item) in items.iter().enumerate() {
                assert_eq!(place_of(item), if index < FIXED { index } else { NOWHERE });
            }
        },
    );
}

const KEYS: usize = 24;

fn key<R: Runtime>(token: &Token<R>, place: usize) -> Ref<R, object_model::Str<R>> {
    name(token, &format!("key_{place}"))
}

fn a_dict_under_fire<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| make::dict(token),
        |token, dict: &Ref<R, Dict<R>>, choices| {
            let mut cached = None;
            for _ in 0..STEPS {
                let place = choices.below(KEYS);
                let key = key(token, place);
                let (hash, word) = (key.hash(), key.value().word());
                match choices.below(16) {
                    0..6 => match dict.peek(token, hash, word) {
                        Peeked::Value(value) => assert_eq!(place_of(&value), place),
                        Peeked::Absent | Peeked::Unknown => {
                            let locked = token.lock(dict);
                            if let Found::At(number) = locked.find(hash, word) {
                                assert_eq!(place_of(&locked.value_at(number)), place);
                            }
                        }
                    },
                    6..9 => match cached {
                        Some((keys, number, place)) => match dict.peek_at(token, keys, number) {
                            Some(value) => assert_eq!(place_of(&value), place),
                            None => cached = None,
                        },
                        None => {
                            let mut locked = token.lock(dict);
                            if let Found::At(number) = locked.find(hash, word) {
                                cached = Some((locked.number_keys(next_number()), number, place));
                            }
                        }
                    },
                    9..13 => {
                        let value = tagged(token, place);
                        set_item(token, dict, &key, value);
                    }
                    13 | 14 => {
                        let mut locked = token.lock(dict);
                        if let Found::At(number) = locked.find(hash, word) {
                            let (old_key, old) = locked.remove_at(number);
                            drop(locked);
                            assert!(old_key.is(key.value()));
                            assert_eq!(place_of(&old), place);
                        }
                    }
                    _ if choices.below(50) == 0 => token.lock(dict).clear(),
                    _ => {
                        let mut locked = token.lock(dict);
                        locked.reserve(4 * KEYS).expect("there is memory");
                    }
                }
                checkpoint(token);
            }
        },
        |token, dict, _| {
            let locked = token.lock(&dict);
            let mut live = 0;
            let mut from = 0;
            while let Some((number, _, key, value)) = locked.next_entry(from) {
                assert_eq!(read(&key), format!("key_{}", place_of(&value)));
                (live, from) = (live + 1, number + 1);
            }
            assert_eq!(dict.len(), live);
        },
    );
}

type Scene<R> = (Ref<R, List<R>>, Ref<R, object_model::Class<R>>);

fn an_instance_under_fire<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| {
            let object = Arc::clone(token.world()).roots().object.clone();
            let class = class(token, "Record", &object);
            let record = complete(token, &class);
            (make::list(token, vec![record.into_value()]).unwrap(), class)
        },
        |token, (place, class): &Scene<R>, choices| {
            for _ in 0..STEPS {
                let current = place.peek(token, 0).unwrap_or_else(|| token.lock(place).get(0)).unwrap();
                let record = current.downcast::<Instance<R>>().expect("a record");
                let index = choices.below(4);
                let shape: *const Shape<R> = record.head().shape();
                let in_slots = !record.head().shape().has_dict();
                match choices.below(16) {
                    0..10 if in_slots => {
                        if let Some(value) = record.peek(token, shape, index) {
                            assert_eq!(place_of(&value), index);
                        }
                    }
                    10..13 if in_slots => {
                        let fresh = tagged(token, index);
                        let mut locked = token.lock(&record);
                        // Another thread may have moved the attributes meanwhile.
                        let old = locked.dict().is_none().then(|| locked.set(index, fresh));
                        drop(locked);
                        assert!(old.is_none_or(|old| place_of(&old) == index));
                    }
                    13 if in_slots => {
                        let dict = token.lock(&record).move_to_dict().expect("there is memory");
                        let entries = token.lock(&dict);
                        assert!((0..4).all(|index| place_of(&entries.value_at(index)) == index));
                    }
                    14 | 15 => {
                        let fresh = complete(token, class).into_value();
                        drop(token.lock(place).set(0, fresh));
                    }
                    _ => assert!(
                        token.lock(&record).dict().is_none_or(|dict| dict.as_ref::<Dict<R>>().is_some())
                    ),
                }
                checkpoint(token);
            }
        },
        |_, _, _| {},
    );
}

fn complete<R: Runtime>(token: &mut Token<R>, class: &Ref<R, object_model::Class<R>>) -> Ref<R, Instance<R>> {
    let record = instance(token, class);
    for index in 0..4 {
        let (key, value) = (key(token, index), tagged(token, index));
        add_attribute(token, &record, &key, value);
    }
    record
}

fn a_class_under_fire<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| {
            let object = Arc::clone(token.world()).roots().object.clone();
            let base = class(token, "Base", &object);
            class(token, "Derived", &base)
        },
        |token, derived: &Ref<R, object_model::Class<R>>, choices| {
            let base = derived.mro()[1].clone().downcast::<object_model::Class<R>>().ok().unwrap();
            let namespace = base.namespace().clone();
            let specials = [Special::Add, Special::Len];
            let mut memo = None;
            for _ in 0..STEPS / 4 {
                let place = choices.below(2);
                let name = specials[place].name(token).clone();
                match choices.below(12) {
                    0..5 => {
                        let found = derived.special(token, specials[place]);
                        assert!(found.is_none_or(|found| place_of(&found) == place));
                    }
                    5..10 => match memo {
                        Some((shape_number, number, place)) => {
                            let still = || derived.root_shape().number() == shape_number;
                            match derived.memo_at(token, number, still) {
                                Some(value) => assert_eq!(place_of(&value), place),
                                None => memo = None,
                            }
                        }
                        None => {
                            let shape_number = derived.root_shape().number();
                            memo = derived.lookup(token, &name).and_then(|found| {
                                let number = derived.memo_number(token, &name, &found)?;
                                Some((shape_number, number, place))
                            });
                        }
                    },
                    _ => {
                        let value = tagged(token, place);
                        set_item(token, &namespace, &name, value);
                        base.changed(token);
                    }
                }
                checkpoint(token);
            }
        },
        |token, derived, _| {
            for (place, special) in [Special::Add, Special::Len].into_iter().enumerate() {
                let name = special.name(token).clone();
                let value = derived.lookup(token, &name).unwrap();
                assert!(derived.special(token, special).unwrap().is(&value));
                assert_eq!(place_of(&value), place);
            }
        },
    );
}

fn threads_that_attach_first_at_once_share_a_world<R: Runtime + Default>() {
    for _ in 0..20 {
        let world = object_model::World::new(R::default());
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let world = Arc::clone(&world);
                std::thread::spawn(move || {
                    let _token = Token::attach(&world);
                    world.roots().object.value().word().bits()
                })
            })
            .collect();
        let objects: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(objects.iter().all(|object| *object == objects[0]));
        let mut token = Token::attach(&world);
        assert_eq!(token.end_world().leaked, 0);
        drop(token);
        assert_eq!(world.totals().objects_allocated, world.totals().objects_freed);
    }
}

fn two_lists_are_locked_in_either_order<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| [0, 1].map(|place| make::list(token, vec![tagged(token, place)]).unwrap()),
        |token, lists: &[Ref<R, List<R>>; 2], choices| {
            for _ in 0..STEPS {
                let (first, second) = (choices.below(2), choices.below(2));
                let mut both = token.lock_both(&lists[first], &lists[second]);
                assert_eq!(both.parts().1.is_none(), first == second);
                drop(both);
                checkpoint(token);
            }
        },
        |token, lists, _| {
            for (place, list) in lists.iter().enumerate() {
                assert_eq!(place_of(&token.lock(list).get(0).unwrap()), place);
            }
        },
    );
}

fn weak_references_race_with_the_last_reference<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| {
            let object = Arc::clone(token.world()).roots().object.clone();
            let layout = <Weak<R> as object_model::Payload<R>>::LAYOUT;
            let class = class_with(token, "ReferenceType", &object, layout);
            (make::list(token, vec![Value::NONE, Value::NONE]).unwrap(), class)
        },
        |token, (place, class): &Scene<R>, choices| {
            let mut upgraded = 0;
            for _ in 0..STEPS {
                if choices.below(8) == 0 {
                    let target = tagged(token, 7);
                    let weak = make::object_of(token, class, Weak::new(&target, None));
                    Weak::publish(token, &weak, &target);
                    let mut locked = token.lock(place);
                    let old = (locked.set(0, target), locked.set(1, weak.into_value()));
                    drop(locked);
                    drop(old);
                } else {
                    let weak = place.peek(token, 1).unwrap_or_else(|| token.lock(place).get(1)).unwrap();
                    if let Some(weak) = weak.as_ref::<Weak<R>>()
                        && let Some(target) = weak.upgrade(token)
                    {
                        assert_eq!(place_of(&target), 7);
                        upgraded += 1;
                    }
                }
                checkpoint(token);
            }
            upgraded
        },
        |_, _, upgraded| assert!(upgraded.into_iter().sum::<u64>() > 0),
    );
}

fn an_interrupt_reaches_every_thread<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        token.runtime().set_switch_interval(Duration::from_micros(20));
        checkpoint(token);
        let ready = Arc::new(AtomicUsize::new(0));
        let interrupted = Arc::new(AtomicBool::new(false));
        let threads: Vec<_> = (0..THREADS)
            .map(|number| {
                let (ready, interrupted) = (Arc::clone(&ready), Arc::clone(&interrupted));
                spawn(token, move |token: &mut Token<R>| {
                    checkpoint(token);
                    let before = token.tally().safepoints.get();
                    ready.fetch_add(1, SeqCst);
                    if number % 2 == 0 {
                        token.detached(|| {
                            while !interrupted.load(SeqCst) {
                                std::thread::yield_now();
                            }
                        });
                    }
                    // Ends only if the interrupt comes.
                    while !interrupted.load(SeqCst) || token.tally().safepoints.get() == before {
                        checkpoint(token);
                    }
                    while token.poll() {
                        token.safepoint();
                    }
                })
            })
            .collect();
        token.detached(|| {
            while ready.load(SeqCst) < THREADS {
                std::thread::yield_now();
            }
        });
        token.runtime().interrupt_all();
        interrupted.store(true, SeqCst);
        assert!(token.poll(), "it reaches who makes it, too");
        threads.into_iter().for_each(|thread| join(token, thread));
        while token.poll() {
            token.safepoint();
        }
    });
}

fn a_stopped_world_stands_still<R: Runtime + Default>() {
    let moving = Arc::new(AtomicU64::new(0));
    let watched = Arc::clone(&moving);
    all_at_once::<R, _, _>(
        |_| (),
        move |token, (), choices| {
            let mut stops = 0;
            for _ in 0..STEPS / 10 {
                moving.fetch_add(1, SeqCst);
                if choices.below(20) == 0 {
                    let (runtime, thread, tally) = (token.runtime(), token.thread(), token.tally());
                    runtime.stop_the_world(thread, tally, || {
                        let before = moving.load(SeqCst);
                        (0..50).for_each(|_| std::thread::yield_now());
                        assert_eq!(moving.load(SeqCst), before);
                    });
                    stops += 1;
                }
                checkpoint(token);
            }
            stops
        },
        |_, (), stops: Vec<u64>| assert!(stops.iter().all(|&stops| stops > 0)),
    );
    assert_eq!(watched.load(SeqCst), (THREADS * (STEPS / 10)) as u64);
}

fn cycles_are_collected_while_others_work<R: Runtime + Default>() {
    all_at_once::<R, _, _>(
        |token| make::list(token, (0..FIXED).map(|index| tagged(token, index)).collect()).unwrap(),
        |token, list: &Ref<R, List<R>>, choices| {
            let (mut made, mut collected) = (0, 0);
            for _ in 0..STEPS / 10 {
                let index = choices.below(FIXED);
                match choices.below(16) {
                    0..8 => {
                        let item = list.peek(token, index).unwrap_or_else(|| token.lock(list).get(index));
                        assert_eq!(place_of(&item.unwrap()), index);
                    }
                    8..12 => {
                        let fresh = tagged(token, index);
                        drop(token.lock(list).set(index, fresh));
                    }
                    12..15 => {
                        let ring = make::list::<R>(token, vec![tagged(token, 0)]).unwrap();
                        let other = make::list(token, vec![ring.value().clone()]).unwrap();
                        token.lock(&ring).push(other.into_value()).unwrap();
                        made += 1;
                    }
                    _ if choices.below(10) == 0 => collected += token.collect_cycles(),
                    _ => {}
                }
                checkpoint(token);
            }
            (made, collected)
        },
        |token, _, answers| {
            let made: usize = answers.iter().map(|answer| answer.0).sum();
            let collected = answers.iter().map(|answer| answer.1).sum::<usize>() + token.collect_cycles();
            assert_eq!(collected, 3 * made, "two lists and a tuple each; its string is part of no cycle");
        },
    );
}

//! The object path: real objects of a real world, reached through tokens as the interpreter reaches
//! them, on each runtime. The rules are O1 to O7 in `docs/protocols.md`.

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use loom_models::Bound::{self, Exhaustive, Preemptions};
use loom_models::scene::{
    Modelled, Probe, Scene, Sent, breathe, class, cycle, join, list, pass_safepoints, scene, spawn, tag,
};
use loom_models::{caught, caught_weakened, check, twins};
use object_model::{List, Payload, Ref, Token, Value, Weak, make};
use refcount::{Atomic, Biased};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use sync::Mutex;

/// Rules C2, O6: each of two threads has a reference to an object and uses it. The last one frees it, after both.
fn freed_after_the_last_use<R: Modelled>() {
    scene::<R>(|token, scene| {
        let probe = scene.probe(token, 1);
        let theirs = Sent(probe.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            assert_eq!(theirs.0.tag(), 1);
            breathe(token);
            drop(theirs.0.clone());
            drop(theirs);
        });
        assert_eq!(probe.tag(), 1);
        breathe(token);
        drop(probe);
        join(token, other);
    });
}

/// Rule O4: both change what the object's lock guards.
fn one_at_a_time_in_a_section<R: Modelled>() {
    scene::<R>(|token, scene| {
        let probe = scene.probe(token, 1);
        let theirs = Sent(probe.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            *token.lock(&theirs.0) += 1;
            breathe(token);
            *token.lock(&theirs.0) += 1;
        });
        breathe(token);
        *token.lock(&probe) += 1;
        join(token, other);
        assert_eq!(*token.lock(&probe), 3);
    });
}

/// Rule R5: the owner gives up ownership, in the middle of a section, while another thread enters one.
fn given_up_in_a_section<R: Modelled>() {
    scene::<R>(|token, scene| {
        let probe = scene.probe(token, 1);
        let list = list(token, probe);
        let theirs = Sent(list.clone());
        let place = std::sync::Arc::new(Mutex::new(None));
        let put = std::sync::Arc::clone(&place);
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            let item = token.lock(&theirs.0).get(0).expect("there is always an item");
            let Ok(probe) = item.downcast::<Probe>() else { return };
            *put.lock() = Some(Sent(probe.clone()));
            *token.lock(&probe) += 1;
        });
        breathe(token);
        let taken = place.lock().take();
        if let Some(foreign) = taken {
            // From now on the only references are the other thread's, and the one that is about to go.
            let mine = token.lock(&list).set(0, Value::NONE).expect("there is an item");
            let mut section = token.lock(&foreign.0);
            drop(mine);
            *section += 1;
        }
        join(token, other);
        place.lock().take();
    });
}

/// Rule R5: another thread asks the owner to merge, by giving a reference back, and enters a section when the owner, which
/// has been in one without the lock, is no owner any more.
fn merged_before_another_enters<R: Modelled>() {
    scene::<R>(|token, scene| {
        let probe = scene.probe(token, 1);
        let theirs = Sent((probe.clone(), probe.clone()));
        let other = spawn(scene, move |token, _| {
            let Sent((first, second)) = theirs;
            drop(first);
            *token.lock(&second) += 1;
        });
        breathe(token);
        *token.lock(&probe) += 1;
        pass_safepoints(token);
        join(token, other);
        assert_eq!(*token.lock(&probe), 2);
    });
}

/// Rules R1, R2, R5: the owner exchanges an item, in a section of that one store, while another thread replaces it too.
fn an_item_exchanged_while_replaced<R: Modelled>() {
    scene::<R>(|token, scene| {
        let first = scene.probe(token, FIRST);
        let list = list(token, first);
        // Made beforehand: whose memory is used again is not what this is about.
        let third = scene.probe(token, SECOND).into_value();
        let theirs = Sent((list.clone(), scene.probe(token, SECOND).into_value()));
        let other = spawn(scene, move |token, _| {
            let Sent((list, second)) = theirs;
            drop(token.lock(&list).set(0, second));
        });
        breathe(token);
        drop(list.exchange(token, 0, third));
        join(token, other);
        assert_eq!(tag(&token.lock(&list).get(0).expect("there is always an item")), SECOND);
    });
}

const FIRST: u32 = 1;
const SECOND: u32 = 2;
const NEVER_IN_THE_LIST: u32 = 3;

/// Reads the only item of the list, without the lock if that can be.
fn read<R: Modelled>(token: &mut Token<R>, list: &Ref<R, List<R>>) {
    let peeked = list.peek(token, 0);
    let item = peeked.unwrap_or_else(|| token.lock(list).get(0)).expect("there is always an item");
    assert!([FIRST, SECOND].contains(&tag(&item)), "read what never was in the list");
}

/// Rules O1, O3: the item is replaced and dies while another thread reads it, and its memory is used again.
fn an_item_replaced_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene.probe(token, FIRST));
        let theirs = Sent(list.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            read(token, &theirs.0);
            breathe(token);
            read(token, &theirs.0);
        });
        let second = scene.probe(token, SECOND).into_value();
        breathe(token);
        let first = token.lock(&list).set(0, second).expect("there is an item");
        drop(first);
        let successor = scene.findable(token, NEVER_IN_THE_LIST);
        breathe(token);
        assert_eq!(successor.tag(), NEVER_IN_THE_LIST);
        join(token, other);
    });
}

/// Rule C3: each of two threads makes an object and puts it in the place of another's, which dies: the memory of what one
/// thread has let die is used again by the other.
fn both_make_and_let_go<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene.probe(token, FIRST));
        let theirs = Sent(list.clone());
        let other = spawn(scene, move |token, scene| {
            let theirs = theirs;
            replace(token, scene, &theirs.0);
        });
        breathe(token);
        replace(token, scene, &list);
        join(token, other);
        assert_eq!(tag(&token.lock(&list).get(0).expect("there is always an item")), SECOND);
    });
}

/// Puts a new item in the place of the only one, and uses it after others can find it.
fn replace<R: Modelled>(token: &mut Token<R>, scene: &Scene<R>, list: &Ref<R, List<R>>) {
    let second = scene.probe(token, SECOND);
    let item = second.value().clone();
    drop(token.lock(list).set(0, item).expect("there is an item"));
    breathe(token);
    assert_eq!(second.tag(), SECOND);
}

/// Rule O2: the array is replaced while another thread reads from it, and goes on naming an item that dies.
fn an_array_replaced_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene.probe(token, FIRST));
        let theirs = Sent(list.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            read(token, &theirs.0);
            read(token, &theirs.0);
        });
        let second = scene.probe(token, SECOND).into_value();
        let mut locked = token.lock(&list);
        locked.reserve(8).expect("there is memory for eight items");
        let first = locked.set(0, second).expect("there is an item");
        drop(locked);
        drop(first);
        let successor = scene.findable(token, NEVER_IN_THE_LIST);
        assert_eq!(successor.tag(), NEVER_IN_THE_LIST);
        join(token, other);
    });
}

/// Rule O5: an object comes from a thread that ends, and its last reference is given back meanwhile.
fn an_owner_ends_while_its_object_dies_elsewhere<R: Modelled>() {
    scene::<R>(|token, scene| {
        let place = std::sync::Arc::new(Mutex::new(None));
        let put = std::sync::Arc::clone(&place);
        let owner = spawn(scene, move |token, scene| {
            let probe = scene.probe(token, 1);
            *put.lock() = Some(Sent(probe));
        });
        breathe(token);
        let taken = place.lock().take();
        if let Some(probe) = taken {
            assert_eq!(probe.0.tag(), 1);
        }
        join(token, owner);
        let left = place.lock().take();
        drop(left);
    });
}

/// Rule H1: an object dies while a weak reference to it is upgraded: either it is found dead, or it lives until that is over.
fn a_weak_reference_upgraded_at_the_last_moment<R: Modelled>() {
    scene::<R>(|token, scene| {
        let weak = class(token, <Weak<R> as Payload<R>>::LAYOUT);
        let probe = scene.probe(token, 1);
        let reference = make::object_of(token, &weak, Weak::new(probe.value(), None));
        Weak::publish(token, &reference, probe.value());
        let theirs = Sent(reference.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            if let Some(found) = theirs.0.upgrade(token) {
                assert_eq!(tag(&found), 1);
            }
        });
        breathe(token);
        drop(probe);
        join(token, other);
        pass_safepoints(token);
        assert!(reference.upgrade(token).is_none());
    });
}

/// Rule H2: a weak reference dies at the moment its referent does.
fn a_weak_reference_dies_with_its_referent<R: Modelled>() {
    scene::<R>(|token, scene| {
        let weak = class(token, <Weak<R> as Payload<R>>::LAYOUT);
        let probe = scene.probe(token, 1);
        let reference = make::object_of(token, &weak, Weak::new(probe.value(), None));
        Weak::publish(token, &reference, probe.value());
        let theirs = Sent(reference);
        let other = spawn(scene, move |token, _| {
            breathe(token);
            drop(theirs);
        });
        breathe(token);
        drop(probe);
        join(token, other);
    });
}

/// Rule H3: a list that only holds itself and a probe is collected while a weak reference to it is upgraded: either it is
/// found reachable, or nobody gets at it any more.
fn a_cycle_collected_while_a_weak_reference_is_upgraded<R: Modelled>() {
    scene::<R>(|token, scene| {
        let weak = class(token, <Weak<R> as Payload<R>>::LAYOUT);
        let cycle = cycle(token, scene);
        let reference = make::object_of(token, &weak, Weak::new(cycle.value(), None));
        Weak::publish(token, &reference, cycle.value());
        drop(cycle);
        let theirs = Sent(reference.clone());
        // No part of the model: whether the other thread has the list.
        let held = std::sync::Arc::new(AtomicBool::new(false));
        let has = std::sync::Arc::clone(&held);
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            let Some(found) = theirs.0.upgrade(token) else { return };
            has.store(true, SeqCst);
            breathe(token);
            let Ok(found) = found.downcast::<List<R>>() else { panic!("a list was referred to") };
            let probe = token.lock(&found).get(0).expect("a list that can be found is whole");
            assert_eq!(tag(&probe), 1);
            has.store(false, SeqCst);
        });
        breathe(token);
        let garbage = token.find_cycles();
        assert!(garbage.is_empty() || !held.load(SeqCst), "what is used was taken for garbage");
        let collected = token.dispose_of(garbage, false);
        assert!([0, 2].contains(&collected), "part of a cycle was collected");
        assert!(collected == 0 || reference.upgrade(token).is_none(), "what was collected can be found");
        join(token, other);
        pass_safepoints(token);
        assert_eq!(collected + token.collect_cycles(), 2, "the cycle is still there");
        assert!(reference.upgrade(token).is_none());
    });
}

/// Rule H4: the thread that collects is not the one that has the cycle, which blocks meanwhile and looks for it afterwards.
fn cycles_collected_while_a_thread_blocks<R: Modelled>() {
    scene::<R>(|token, scene| {
        let held = list(token, scene.probe(token, 1));
        drop(cycle(token, scene));
        let other = spawn(scene, |token, _| assert_eq!(token.collect_cycles(), 2));
        join(token, other);
        let probe = token.lock(&held).get(0).expect("what is held is whole");
        assert_eq!(tag(&probe), 1);
        pass_safepoints(token);
    });
}

/// Rule H5: a finalizer gives a part of the garbage to another thread; that part, and all it reaches, lives on.
fn brought_back_by_a_finalizer<R: Modelled>() {
    brought_back::<R>(true);
}

/// The same by a collector that breaks the rule.
fn not_looked_at_again<R: Modelled>() {
    brought_back::<R>(false);
}

fn brought_back<R: Modelled>(look_again: bool) {
    scene::<R>(|token, scene| {
        drop(cycle(token, scene));
        let place = std::sync::Arc::new(Mutex::new(None));
        let taken = std::sync::Arc::clone(&place);
        let other = spawn(scene, move |token, _| {
            let found = taken.lock().take();
            let Some(Sent(list)) = found else { return };
            let list: Ref<R, List<R>> = list;
            let probe = token.lock(&list).get(0).expect("what was brought back is whole");
            assert_eq!(tag(&probe), 1);
        });
        let garbage = token.find_cycles();
        // The finalizer.
        let part = garbage.objects().find_map(|object| object.clone().downcast::<List<R>>().ok());
        *place.lock() = part.clone().map(Sent);
        breathe(token);
        let collected = token.dispose_of(garbage, look_again);
        assert_eq!(collected, 0, "what was brought back was taken apart");
        join(token, other);
        place.lock().take();
        drop(part);
        pass_safepoints(token);
        token.collect_cycles();
    });
}

/// Every execution makes a world of its own, so they are dear: what is not exhaustive is bounded by what finds the twins.
const BOUND: Bound = Preemptions(2);

macro_rules! models {
    ($runtime:ident: $type:ty => $($model:ident $bound:expr,)*) => {
        mod $runtime {
            use super::*;
            $(#[test]
            fn $model() {
                let name = concat!("object::", stringify!($model), "::", stringify!($runtime));
                check(name, $bound, super::$model::<$type>);
            })*
        }
    };
}

models! { gil: Gil =>
    freed_after_the_last_use Preemptions(3),
    one_at_a_time_in_a_section Preemptions(3),
    an_item_exchanged_while_replaced BOUND,
    an_item_replaced_while_read BOUND,
    both_make_and_let_go BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Preemptions(3),
    a_weak_reference_upgraded_at_the_last_moment Preemptions(3),
    a_cycle_collected_while_a_weak_reference_is_upgraded BOUND,
    cycles_collected_while_a_thread_blocks BOUND,
    brought_back_by_a_finalizer BOUND,
}

models! { biased: FreeThreaded<Biased> =>
    freed_after_the_last_use Exhaustive,
    given_up_in_a_section BOUND,
    merged_before_another_enters BOUND,
    one_at_a_time_in_a_section Preemptions(3),
    an_item_exchanged_while_replaced BOUND,
    an_item_replaced_while_read BOUND,
    both_make_and_let_go BOUND,
    an_array_replaced_while_read BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Exhaustive,
    a_weak_reference_upgraded_at_the_last_moment BOUND,
    a_cycle_collected_while_a_weak_reference_is_upgraded BOUND,
    cycles_collected_while_a_thread_blocks BOUND,
    brought_back_by_a_finalizer BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    freed_after_the_last_use Exhaustive,
    one_at_a_time_in_a_section Preemptions(3),
    an_item_exchanged_while_replaced BOUND,
    an_item_replaced_while_read BOUND,
    both_make_and_let_go BOUND,
    an_array_replaced_while_read BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Exhaustive,
    a_weak_reference_upgraded_at_the_last_moment Preemptions(3),
    a_weak_reference_dies_with_its_referent BOUND,
    a_cycle_collected_while_a_weak_reference_is_upgraded BOUND,
    cycles_collected_while_a_thread_blocks BOUND,
    brought_back_by_a_finalizer BOUND,
}

mod twin {
    use super::*;
    use twins::{o1_slot, o2_still, o3_settle, o4_lock, o5_close, o6_release};

    #[test]
    fn o1_slot() {
        type Broken = o1_slot::runtime::FreeThreaded<Atomic>;
        caught("o1_slot", BOUND, "read what never was in the list", an_item_replaced_while_read::<Broken>);
    }

    #[test]
    fn c3_handed_on() {
        let model = both_make_and_let_go::<FreeThreaded<Atomic>>;
        let weakened = twins::c3_handed_on::WEAKENED;
        caught_weakened("c3_handed_on", weakened, BOUND, "retained a dead object", model);
    }

    #[test]
    fn o2_still() {
        type Broken = o2_still::runtime::FreeThreaded<Atomic>;
        caught("o2_still", BOUND, "read what never was in the list", an_array_replaced_while_read::<Broken>);
    }

    #[test]
    fn o3_settle() {
        type Broken = o3_settle::runtime::FreeThreaded<Atomic>;
        caught("o3_settle", BOUND, "something is still alive", an_item_replaced_while_read::<Broken>);
    }

    #[test]
    fn o4_lock() {
        type Broken = o4_lock::runtime::FreeThreaded<Biased>;
        caught("o4_lock", BOUND, "Causality violation", one_at_a_time_in_a_section::<Broken>);
    }

    #[test]
    fn r5_stay() {
        type Broken = twins::r5_stay::runtime::FreeThreaded<Biased>;
        caught("r5_stay", BOUND, "Causality violation", given_up_in_a_section::<Broken>);
    }

    #[test]
    fn r5_merge() {
        let model = merged_before_another_enters::<FreeThreaded<Biased>>;
        caught_weakened("r5_merge", twins::r5_merge::WEAKENED, BOUND, "Causality violation", model);
    }

    #[test]
    fn r2_revoke() {
        type Broken = twins::r2_revoke::runtime::FreeThreaded<Biased>;
        caught("r2_revoke", BOUND, "Causality violation", one_at_a_time_in_a_section::<Broken>);
    }

    #[test]
    fn o5_close() {
        type Broken = o5_close::runtime::FreeThreaded<Biased>;
        let model = an_owner_ends_while_its_object_dies_elsewhere::<Broken>;
        caught("o5_close", BOUND, "something is still alive", model);
    }

    #[test]
    fn o6_release() {
        type Broken = o6_release::runtime::Gil;
        caught("o6_release", BOUND, "deadlock", freed_after_the_last_use::<Broken>);
    }

    #[test]
    fn h3_stopped() {
        type Broken = twins::h3_stopped::runtime::FreeThreaded<Atomic>;
        let model = a_cycle_collected_while_a_weak_reference_is_upgraded::<Broken>;
        caught("h3_stopped", BOUND, "Causality violation", model);
    }

    #[test]
    fn h4_attach() {
        type Broken = twins::h4_attach::runtime::FreeThreaded<Atomic>;
        let model = cycles_collected_while_a_thread_blocks::<Broken>;
        caught("h4_attach", BOUND, "a detached thread stopped the world", model);
    }

    #[test]
    fn h4_detach() {
        type Broken = twins::h4_detach::runtime::FreeThreaded<Atomic>;
        caught("h4_detach", BOUND, "deadlock", cycles_collected_while_a_thread_blocks::<Broken>);
    }

    #[test]
    fn h5_look_again() {
        // In place of `brought_back_by_a_finalizer`.
        let expected = "what was brought back was taken apart";
        caught("h5_look_again", BOUND, expected, not_looked_at_again::<FreeThreaded<Atomic>>);
    }
}

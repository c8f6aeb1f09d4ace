//! Counts that are spread over the threads' own words. As in the models of counts there is one death in an object's life,
//! ordered after every use; here what decides it lies in several places until the world is stopped.

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{FreeThreaded, Object, Spreads, caught, check, ships, twins};
use refcount::{Biased, Side};
use sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed},
};
use sync::{Arc, thread};

/// A runtime, and an object made by its first thread.
struct Scene<R, C> {
    runtime: R,
    object: Object<C>,
}

impl<R: FreeThreaded, C: Spreads> Scene<R, C> {
    /// The first thread is attached, and has one reference.
    fn new() -> (Arc<Self>, R::Thread) {
        let runtime = R::with_a_lane();
        let me = runtime.enter();
        assert_eq!(R::id(&me), loom_models::owner());
        runtime.attach(&me);
        (Arc::new(Self { runtime, object: Object::new(1) }), me)
    }

    fn count(me: &R::Thread, side: Side, references: i64) {
        if let Side::Lane(lane) = side {
            R::count_in_lane(me, lane, references);
        }
    }

    fn retain(&self, me: &R::Thread) {
        self.object.count.retain_noting(R::id(me), |side| Self::count(me, side, 1));
    }

    /// Uses the object a last time and gives a reference back; answers how many deaths that made.
    fn give_back(&self, me: &R::Thread) -> u32 {
        self.object.read();
        self.release(me)
    }

    /// Gives a reference back as the object model does: what threads count apart first. Answers how many deaths that made.
    fn release(&self, me: &R::Thread) -> u32 {
        if let Some(lane) = self.object.count.release_in_lane(R::id(me)) {
            R::count_in_lane(me, lane, -1);
            return 0;
        }
        self.object.owed(self.object.count.release_noting(R::id(me), |side| Self::count(me, side, -1)))
    }

    /// Reads the object without a lock, if it can be found and is alive (rule C6); answers how many deaths that made.
    fn find(&self, me: &R::Thread) -> u32 {
        // Acquire: partner of the Release in `Object::hide`, and of the object's making.
        if !self.object.slot.load(Acquire)
            || !self.object.count.try_retain_noting(R::id(me), |side| Self::count(me, side, 1))
        {
            return 0;
        }
        // Acquire: as above; not before the count was taken.
        if self.object.slot.load(Acquire) {
            assert_eq!(self.object.read(), 1, "another object was read");
        }
        self.release(me)
    }

    /// By a thread that has a reference.
    fn spread(&self) {
        assert!(self.runtime.spread(|lane| self.object.count.spread(lane)));
    }

    /// Stops the world and gathers; answers how many deaths that made.
    fn gather(&self, me: &R::Thread) -> u32 {
        let end = |lane, in_lanes| self.object.count.gather(lane, in_lanes);
        let gathered = self.runtime.stop_world(me, |_| self.runtime.gather(end));
        (0..gathered).map(|_| self.object.owed(self.object.count.merge())).sum()
    }

    /// Spawns a thread that has a reference, and answers how many deaths it made.
    fn spawn(
        shared: &Arc<Self>,
        me: R::Thread,
        body: impl FnOnce(&Self, &R::Thread) -> u32 + 'static,
    ) -> thread::JoinHandle<u32>
    where
        R: 'static,
        R::Thread: 'static,
    {
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            shared.runtime.attach(&me);
            let deaths = body(&shared, &me);
            shared.runtime.detach(&me);
            deaths
        })
    }
}

/// Rules V2, V3, V4: another thread counts, passes a safepoint and counts again, while the owner gathers.
fn gathered_while_another_counts<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&other);
    scene.spread();
    let there = Scene::spawn(&scene, other, |scene, me| {
        scene.retain(me);
        scene.runtime.safepoint(me);
        scene.give_back(me) + scene.give_back(me)
    });
    let here = scene.gather(&me) + scene.give_back(&me);
    scene.runtime.detach(&me);
    assert_eq!(here + there.join().unwrap(), 1);
}

/// Rules V1, V4, V5: two references that the owner counted are given back by another thread, which ends while the owner
/// gathers.
fn gathered_while_another_ends<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&me);
    scene.retain(&me);
    scene.spread();
    let there = Scene::spawn(&scene, other, |scene, me| {
        let deaths = scene.give_back(me) + scene.give_back(me);
        scene.runtime.fold(me, |in_lane| scene.object.count.fold(in_lane));
        deaths
    });
    let here = scene.gather(&me) + scene.give_back(&me);
    scene.runtime.detach(&me);
    assert_eq!(here + there.join().unwrap() + scene.object.empty_inbox(), 1);
}

/// Rules V1, V5: as above, and the owner gathers only when the other thread has ended.
fn gathered_after_another_has_ended<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&me);
    scene.retain(&me);
    scene.spread();
    let there = {
        let shared = Arc::clone(&scene);
        thread::spawn(move || {
            shared.runtime.attach(&other);
            let deaths = shared.give_back(&other) + shared.give_back(&other);
            shared.runtime.fold(&other, |in_lane| shared.object.count.fold(in_lane));
            shared.runtime.detach(&other);
            shared.runtime.leave(&other);
            deaths
        })
    };
    let there = there.join().unwrap();
    let here = scene.gather(&me) + scene.give_back(&me);
    assert_eq!(here + there, 1);
}

/// Rules V2, V4: the owner gives its last reference back while another thread spreads the count, counts, and gives its own
/// back; then it is gathered, and spread and gathered again.
fn spread_while_the_owner_lets_go<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&other);
    scene.retain(&other);
    let there = Scene::spawn(&scene, other, |scene, me| {
        scene.spread();
        scene.retain(me);
        scene.give_back(me) + scene.give_back(me)
    });
    let here = scene.give_back(&me);
    let there = there.join().unwrap();
    assert_eq!(here + there + scene.gather(&me), 0);
    scene.spread();
    assert_eq!(scene.gather(&me), 0);
    assert_eq!(scene.give_back(&me), 1);
}

/// Rules V3, V4: the other thread gathers, and the owner counts before and after.
fn gathered_while_the_owner_counts<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&other);
    scene.spread();
    let there = Scene::spawn(&scene, other, |scene, me| scene.gather(me) + scene.give_back(me));
    scene.retain(&me);
    scene.runtime.safepoint(&me);
    let here = scene.give_back(&me) + scene.give_back(&me);
    scene.runtime.detach(&me);
    assert_eq!(here + there.join().unwrap(), 1);
}

/// Rules V3, C6: an object dies while another thread looks for it, and its memory is used again for one that is spread and
/// that is nowhere to be found: whoever counts that one finds out that it is not what it was looking for.
fn reader_against_reuse_by_one_that_is_spread<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.object.count.mark_maybe_weakref();
    let there = Scene::spawn(&scene, other, |scene, me| scene.find(me));
    scene.object.hide();
    let mut here = scene.give_back(&me);
    let mut lives = 1;
    if here == 1 {
        scene.object.make_again(2);
        scene.spread();
        lives += 1;
        here += scene.gather(&me) + scene.give_back(&me);
    }
    scene.runtime.detach(&me);
    assert_eq!(here + there.join().unwrap() + scene.object.empty_inbox(), lives);
}

/// Rule H8: what the owner has let go of without giving it back, as garbage refers to garbage, becomes that of the thread that
/// has found it, which gives all references back. That it was let go of is all a Relaxed word says.
fn adopted_once_it_was_let_go<R: FreeThreaded<Thread: 'static>, C: Spreads>() {
    let (scene, me) = Scene::<R, C>::new();
    let other = scene.runtime.enter();
    scene.retain(&other);
    // Relaxed, as below: no order that the world's stop does not make.
    let left = Arc::new(AtomicBool::new(false));
    let found = Arc::clone(&left);
    let there = Scene::spawn(&scene, other, move |scene, me| {
        let adopts = scene.runtime.stop_world(me, |_| {
            let adopts = found.load(Relaxed);
            if adopts {
                scene.object.count.adopt(R::id(me));
            }
            adopts
        });
        let both = if adopts { scene.give_back(me) } else { 0 };
        both + scene.give_back(me)
    });
    scene.object.read();
    left.store(true, Relaxed);
    scene.runtime.detach(&me);
    let deaths = there.join().unwrap();
    scene.runtime.attach(&me);
    // Too early to be found: it is still the owner's to give back.
    let deaths = deaths + if deaths == 0 { scene.give_back(&me) + scene.object.empty_inbox() } else { 0 };
    scene.runtime.detach(&me);
    assert_eq!(deaths, 1);
}

macro_rules! hold {
    ($($model:ident $bound:expr),* $(,)?) => {
        $(#[test]
        fn $model() {
            check(concat!("lanes::", stringify!($model)), $bound, super::$model::<ships::runtime::Runtime, Biased>);
        })*
    };
}

mod biased {
    use super::*;
    hold!(
        gathered_while_another_counts Preemptions(4),
        gathered_while_another_ends Preemptions(4),
        gathered_after_another_has_ended Exhaustive,
        spread_while_the_owner_lets_go Preemptions(4),
        gathered_while_the_owner_counts Preemptions(4),
        reader_against_reuse_by_one_that_is_spread Preemptions(3),
        adopted_once_it_was_let_go Preemptions(4),
    );
}

const DEATHS: &str = "assertion `left == right` failed";
const RACE: &str = "Causality violation";

macro_rules! twins {
    (
        counts { $($count:ident in $of:ident by $expected:expr,)* }
        runtimes { $($runtime:ident in $model:ident,)* }
        models { $($changed:ident for $unchanged:ident,)* }
    ) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $count() {
                let model = $of::<ships::runtime::Runtime, twins::$count::biased::Biased>;
                caught(stringify!($count), Preemptions(3), $expected, model);
            })*
            $(#[test]
            fn $runtime() {
                let model = $model::<twins::$runtime::runtime::Runtime, Biased>;
                caught(stringify!($runtime), Preemptions(3), DEATHS, model);
            })*
            $(#[test]
            fn $changed() {
                caught(stringify!($changed), Preemptions(3), DEATHS, by_hand::$changed);
            })*
        }
    };
}

twins!(
    counts {
    v1_surplus in gathered_after_another_has_ended by DEATHS,
    v2_reference in gathered_while_another_counts by RACE,
    v4_sum in gathered_while_another_counts by DEATHS,
    v4_local in gathered_while_another_counts by RACE,
    v4_owner in gathered_while_the_owner_counts by "an owner that counts nothing",
    h8_sum in adopted_once_it_was_let_go by "used after free",
    h8_owner in adopted_once_it_was_let_go by DEATHS,
    c6_lane in reader_against_reuse_by_one_that_is_spread by RACE,
    }
    runtimes {
    v4_take in spread_while_the_owner_lets_go,
    v5_fold in gathered_after_another_has_ended,
    }
    models {
    v3_safepoint for gathered_while_another_counts,
    }
);

mod by_hand {
    use super::*;

    /// As `gathered_while_another_counts`, but for a safepoint in the wrong place.
    pub(super) fn v3_safepoint() {
        type Ships = Scene<ships::runtime::Runtime, Biased>;
        let (scene, me) = Ships::new();
        let other = scene.runtime.enter();
        scene.retain(&other);
        scene.spread();
        let there = Ships::spawn(&scene, other, |scene, me| {
            if let Some(lane) = scene.object.count.lane() {
                scene.runtime.safepoint(me);
                ships::runtime::Runtime::count_in_lane(me, lane, -1);
                return 0;
            }
            scene.give_back(me)
        });
        let here = scene.gather(&me) + scene.give_back(&me);
        scene.runtime.detach(&me);
        assert_eq!(here + there.join().unwrap(), 1);
    }
}

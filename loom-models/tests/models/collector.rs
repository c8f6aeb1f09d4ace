//! Cycles, collected while other threads come, go, collect themselves and count what is spread. Rules H3, H4, H6. What
//! becomes of weak references and of finalizers is in `object`. Rule I5 too: what is merged by the way.

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use loom_models::scene::{
    BOUND, FEW, FIRST, Modelled, SECOND, Sent, cycle, join, list, pass_safepoints, scene, scene_of, spawn,
    tag,
};
use loom_models::{caught, models, twins};
use refcount::{Atomic, Biased};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use sync::{Condvar, Mutex};

/// Rule H4: cycles are collected while a thread attaches, blocks, lets go of a cycle and ends. What it holds is reachable, and
/// what it has left is found. All is made beforehand: whose memory is used again is not what this is about.
fn collected_while_a_thread_comes_and_goes<R: Modelled>() {
    scene::<R>(|token, scene| {
        let held = list(token, scene.probe(token, SECOND));
        let theirs = Sent((held, cycle(token, scene)));
        drop(cycle(token, scene));
        let other = spawn(scene, |token, _| {
            let Sent((held, cycle)) = { theirs };
            drop(cycle);
            token.detached(|| ());
            let probe = token.lock(&held).get(0).expect("what is held is whole");
            assert_eq!(tag(&probe), SECOND);
        });
        let first = token.collect_cycles();
        assert!([2, 4].contains(&first), "part of a cycle was collected");
        join(token, other);
        pass_safepoints(token);
        assert_eq!(first + token.collect_cycles(), 4, "a cycle is still there");
        pass_safepoints(token);
    });
}

/// Rule H3: two threads collect. What one of them has found has a reference more, so the other takes it for reachable, and
/// each cycle is taken apart once.
fn collected_by_two<R: Modelled>() {
    scene::<R>(|token, scene| {
        let theirs = Sent(cycle(token, scene));
        drop(cycle(token, scene));
        // No part of the model.
        let count = Arc::new(AtomicUsize::new(0));
        let found = Arc::clone(&count);
        let other = spawn(scene, move |token, _| {
            let Sent(cycle) = { theirs };
            drop(cycle);
            found.store(token.collect_cycles(), SeqCst);
        });
        let ours = token.collect_cycles();
        join(token, other);
        pass_safepoints(token);
        let theirs = count.load(SeqCst);
        assert!([ours, theirs].iter().all(|found| found % 2 == 0), "part of a cycle was collected");
        assert_eq!(ours + theirs + token.collect_cycles(), 4, "a cycle is still there");
        pass_safepoints(token);
    });
}

/// Rule H6: a cycle is collected that another thread has counted in a lane. It is reachable as long as that thread has it,
/// and found when it is left, though that thread is still there and nothing has been gathered since.
fn collected_while_it_is_spread<R: Modelled>() {
    scene_of(R::spreading_at_once(), |token, scene| {
        let cycle = cycle(token, scene);
        let theirs = Sent(cycle.clone());
        let (done, over) = (Arc::new(Gate::default()), Arc::new(Gate::default()));
        let (tell, wait) = (Arc::clone(&done), Arc::clone(&over));
        let other = spawn(scene, move |token, _| {
            let Sent(cycle) = { theirs };
            // Who gives back what is another's spreads it. From then on it is counted in a lane.
            drop(cycle.clone());
            let kept = cycle.clone();
            drop(cycle);
            let probe = token.lock(&kept).get(0).expect("what is held is whole");
            assert_eq!(tag(&probe), FIRST);
            drop((probe, kept));
            tell.open();
            token.detached(|| wait.pass());
        });
        drop(cycle);
        let first = token.collect_cycles();
        assert!([0, 2].contains(&first), "part of a cycle was collected");
        token.detached(|| done.pass());
        // What was queued is merged.
        pass_safepoints(token);
        assert_eq!(first + token.collect_cycles(), 2, "the cycle is still there");
        over.open();
        join(token, other);
        pass_safepoints(token);
    });
}

/// Rule I5: an object is given back whose owner is away, and does not come back before cycles have been collected. That it is
/// dead then does not take its owner, who finds that it owns nothing when it looks into its inbox.
fn merged_while_its_owner_is_away<R: Modelled>() {
    scene::<R>(|token, scene| {
        let given = Arc::new(Mutex::new(None));
        let theirs = Arc::clone(&given);
        let (made, over) = (Arc::new(Gate::default()), Arc::new(Gate::default()));
        let (tell, wait) = (Arc::clone(&made), Arc::clone(&over));
        let owner = spawn(scene, move |token, scene| {
            let probe = scene.probe(token, FIRST);
            *theirs.lock() = Some(Sent(probe.clone()));
            tell.open();
            drop(probe);
            token.detached(|| wait.pass());
            drop(scene.probe(token, SECOND));
        });
        token.detached(|| made.pass());
        let Sent(probe) = given.lock().take().expect("it was given");
        assert_eq!(probe.tag(), FIRST);
        drop(probe);
        assert_eq!(token.collect_cycles(), 0);
        assert_eq!(scene.dead(), 1, "an object lives that nobody refers to");
        over.open();
        join(token, owner);
        pass_safepoints(token);
    });
}

/// Something that one thread waits for and the other says.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock() = true;
        self.opened.notify_one();
    }

    fn pass(&self) {
        let mut is_open = self.is_open.lock();
        while !*is_open {
            is_open = self.opened.wait(is_open);
        }
    }
}

models! { gil: Gil =>
    collected_while_a_thread_comes_and_goes BOUND,
    collected_by_two BOUND,
}

models! { biased: FreeThreaded<Biased> =>
    collected_while_a_thread_comes_and_goes BOUND,
    collected_by_two BOUND,
    collected_while_it_is_spread FEW,
    merged_while_its_owner_is_away FEW,
}

models! { atomic: FreeThreaded<Atomic> =>
    collected_while_a_thread_comes_and_goes BOUND,
    collected_by_two BOUND,
}

mod twin {
    use super::*;

    #[test]
    fn i5_stead() {
        type Broken = twins::i5_stead::runtime::FreeThreaded<Biased>;
        let model = merged_while_its_owner_is_away::<Broken>;
        caught("i5_stead", FEW, "an object lives that nobody refers to", model);
    }

    #[test]
    fn h6_gather() {
        type Broken = twins::h6_gather::runtime::FreeThreaded<Biased>;
        caught("h6_gather", FEW, "the cycle is still there", collected_while_it_is_spread::<Broken>);
    }
}

//! Interrupts under the global lock: each is for every thread, but only the holder looks. The rule is G6 in
//! `docs/protocols.md`.
//!
//! Who interrupts is no thread of the world, as the watcher of signals is none. A thread that misses an interrupt here waits
//! for it for ever.

use gil_runtime::Gil;
use loom_models::Bound::{self, Preemptions};
use loom_models::scene::{Modelled, Shared, join, scene, spawn};
use loom_models::{caught, check, twins};
use object_model::Token;
use sync::atomic::{AtomicBool, Ordering::Relaxed};
use sync::{Arc, thread};

/// Leaves a message and interrupts, at any moment.
fn interrupt<R: Modelled>(scene: &Shared<R>, message: &Arc<AtomicBool>) -> thread::JoinHandle<()> {
    let (world, message) = (Arc::clone(&scene.world), Arc::clone(message));
    thread::spawn(move || {
        // Relaxed: the interrupt orders it.
        message.store(true, Relaxed);
        world.runtime.interrupt_all();
    })
}

/// Goes on until the interrupt is answered, and so the message found, without ever letting go of the lock.
fn answer<R: Modelled>(token: &mut Token<R>, message: &AtomicBool) {
    loop {
        if token.poll() {
            token.safepoint();
            if message.load(Relaxed) {
                return;
            }
        }
        thread::yield_now();
    }
}

fn pass_a_safepoint<R: Modelled>(token: &mut Token<R>) {
    if token.poll() {
        token.safepoint();
    }
}

/// Rule G6: the one thread there is holds the lock when the interrupt comes.
fn the_holder_is_interrupted<R: Modelled>() {
    scene::<R>(|token, scene| {
        let message = Arc::new(AtomicBool::new(false));
        let interrupting = interrupt(scene, &message);
        answer(token, &message);
        join(token, interrupting);
    });
}

/// Rule G6: another thread has the lock when the interrupt comes, and may be the one that finds the request.
fn who_was_detached_is_interrupted<R: Modelled>() {
    scene::<R>(|token, scene| {
        let message = Arc::new(AtomicBool::new(false));
        let interrupting = interrupt(scene, &message);
        let other = spawn(scene, |token, _| pass_a_safepoint(token));
        join(token, other);
        answer(token, &message);
        join(token, interrupting);
    });
}

/// Rule G6: a thread learns of the interrupt's number before it is requested, and answers it; another finds the request.
fn answered_before_it_is_requested<R: Modelled>() {
    answered_early::<R>(|token, _| token.detached(|| ()));
}

/// Rule G6: the same, learnt at a safepoint that the thread passes for a reason of its own.
fn answered_with_something_else<R: Modelled>() {
    answered_early::<R>(|token, scene| scene.world.runtime.ask_for_safepoint(token.thread()));
}

fn answered_early<R: Modelled>(learn: fn(&mut Token<R>, &Shared<R>)) {
    scene::<R>(move |token, scene| {
        let message = Arc::new(AtomicBool::new(false));
        let interrupting = interrupt(scene, &message);
        let other = spawn(scene, |token, _| pass_a_safepoint(token));
        learn(token, scene);
        let answered = token.poll() && {
            token.safepoint();
            message.load(Relaxed)
        };
        join(token, other);
        if !answered {
            answer(token, &message);
        }
        join(token, interrupting);
    });
}

const BOUND: Bound = Preemptions(2);

mod holds {
    use super::*;

    #[test]
    fn answered_before_it_is_requested() {
        check(
            "interrupts::answered_before_it_is_requested",
            BOUND,
            super::answered_before_it_is_requested::<Gil>,
        );
    }

    #[test]
    fn answered_with_something_else() {
        check("interrupts::answered_with_something_else", BOUND, super::answered_with_something_else::<Gil>);
    }

    #[test]
    fn the_holder_is_interrupted() {
        check(
            "interrupts::the_holder_is_interrupted",
            Preemptions(4),
            super::the_holder_is_interrupted::<Gil>,
        );
    }

    #[test]
    fn who_was_detached_is_interrupted() {
        check(
            "interrupts::who_was_detached_is_interrupted",
            BOUND,
            super::who_was_detached_is_interrupted::<Gil>,
        );
    }
}

mod twin {
    use super::*;

    /// It waits for ever.
    const MISSED: &str = "maximum number of branches";

    #[test]
    fn g6_number() {
        type Broken = twins::g6_number::runtime::Gil;
        caught("g6_number", BOUND, MISSED, who_was_detached_is_interrupted::<Broken>);
    }

    #[test]
    fn g6_learn() {
        type Broken = twins::g6_learn::runtime::Gil;
        caught("g6_learn", BOUND, MISSED, answered_before_it_is_requested::<Broken>);
    }

    #[test]
    fn g6_before() {
        type Broken = twins::g6_before::runtime::Gil;
        caught("g6_before", BOUND, MISSED, who_was_detached_is_interrupted::<Broken>);
    }
}

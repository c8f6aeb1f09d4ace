//! Slots that are written without a lock. The rule is U4 in `docs/protocols.md`.

use freethreaded_runtime::FreeThreaded;
use loom_models::scene::{BOUND, FIRST, Modelled, SECOND, Shared, join, scene, spawn, tag};
use loom_models::{models, twins_of_models};
use object_model::{Slot, Token, Value, Word};
use refcount::{Atomic, Biased};
use sync::{Arc, hint};

/// Rule U4: each of two threads swaps a thing of its own in, and uses and drops what it takes out.
fn swapped_by_two<R: Modelled>() {
    in_a_slot::<R>(Word::NONE, |token, scene, slot, name| {
        let mine = scene.probe(token, name).into_value();
        // SAFETY: the reference is taken out of the slot.
        let taken = unsafe { Value::<R>::from_owned(slot.swap(mine.into_word())) };
        if taken.word().is_object() {
            assert_ne!(tag(&taken), name, "took its own");
        }
    });
}

/// Rule U4: each of two threads fills the slot, and uses what is there then.
fn filled_by_two<R: Modelled>() {
    in_a_slot::<R>(Word::UNBOUND, |token, scene, slot, name| {
        let mine = scene.probe(token, name).into_value();
        let filled = slot.fill(mine.clone());
        // SAFETY: what a slot is filled with stays in it until both are done.
        let found = unsafe { Value::<R>::from_borrowed(slot.load()) };
        assert_eq!(tag(&found) == name, filled, "filled it and found another");
        assert_eq!(found.is(&mine), filled);
    });
}

/// Rules U4, C6: what is in a slot is read by one thread and swapped out, and dies, by another.
fn read_while_swapped<R: Modelled>() {
    read_by::<R>(|token, slot| {
        // Where it cannot be had it has been swapped out.
        loop {
            if let Some(value) = token.peek(slot, || true) {
                return value;
            }
            hint::spin_loop();
        }
    });
}

fn read_by<R: Modelled>(read: fn(&mut Token<R>, &Slot) -> Value<R>) {
    scene::<R>(move |token, scene| {
        let first = scene.findable(token, FIRST).into_value();
        let slot = Arc::new(Slot::new(first.into_word()));
        let theirs = Arc::clone(&slot);
        let other = spawn(scene, move |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            // SAFETY: the reference is taken out of the slot.
            drop(unsafe { Value::<R>::from_owned(theirs.swap(second.into_word())) });
        });
        let found = read(token, &slot);
        assert!([FIRST, SECOND].contains(&tag(&found)));
        drop(found);
        join(token, other);
        // SAFETY: as above.
        drop(unsafe { Value::<R>::from_owned(slot.swap(Word::NONE)) });
    });
}

/// As if nothing that is found could die.
fn read_unasked<R: Modelled>() {
    // SAFETY: none: another may have taken it out and given its reference back.
    read_by::<R>(|_, slot| unsafe { Value::<R>::from_borrowed(slot.load()) });
}

type Deed<R> = fn(&mut Token<R>, &Shared<R>, &Slot, u32);

/// Two threads do something with one slot.
fn in_a_slot<R: Modelled>(word: Word, deed: Deed<R>) {
    scene::<R>(|token, scene| {
        let slot = Arc::new(Slot::new(word));
        let theirs = Arc::clone(&slot);
        let other = spawn(scene, move |token, scene| deed(token, scene, &theirs, SECOND));
        deed(token, scene, &slot, FIRST);
        join(token, other);
        // SAFETY: the reference is taken out of the slot.
        drop(unsafe { Value::<R>::from_owned(slot.swap(Word::NONE)) });
    });
}

models! { biased: FreeThreaded<Biased> =>
    swapped_by_two BOUND,
    filled_by_two BOUND,
    read_while_swapped BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    swapped_by_two BOUND,
    filled_by_two BOUND,
    read_while_swapped BOUND,
}

/// What another thread uses is not ordered after its making.
const UNMADE: &str = "Causality violation";

twins_of_models!(
    u4_made weakened in swapped_by_two by UNMADE,
    u4_taken weakened in swapped_by_two by UNMADE,
    u4_read read_unasked in read_while_swapped by "retained a dead object",
);

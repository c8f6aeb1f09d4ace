//! What strings work out of themselves. The rule is N7 in `docs/protocols.md`.

use freethreaded_runtime::FreeThreaded;
use loom_models::scene::{BOUND, Modelled, Sent, join, scene, spawn};
use loom_models::{models, twins_of_models};
use object_model::{Ref, Str, make};
use refcount::{Atomic, Biased};

/// So many that looking characters up by index is worth landmarks.
const CHARACTERS: usize = 300;

fn look<R: Modelled>(string: &Ref<R, Str<R>>) {
    assert_eq!(string.offset_of(200), 400);
    assert_eq!(string.index_of(400), 200);
}

/// Rule N7: two threads look up a character of the same string, which nobody has done before.
fn two_look_up_a_character<R: Modelled>() {
    scene::<R>(|token, scene| {
        let string = make::string(token, &"é".repeat(CHARACTERS));
        let theirs = Sent(string.clone());
        let other = spawn(scene, move |_, _| {
            let Sent(string) = theirs;
            look(&string);
        });
        look(&string);
        join(token, other);
    });
}

models! { biased: FreeThreaded<Biased> =>
    two_look_up_a_character BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    two_look_up_a_character BOUND,
}

/// What another thread reads is not ordered after its making.
const UNMADE: &str = "Causality violation";

twins_of_models!(
    n7_published weakened in two_look_up_a_character by UNMADE,
    n7_taken weakened in two_look_up_a_character by UNMADE,
    n7_second weakened in two_look_up_a_character by UNMADE,
);

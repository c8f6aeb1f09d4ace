//! Names that several threads make at once. The rule is N5 in `docs/protocols.md`.

use std::ops::Deref;

use freethreaded_runtime::FreeThreaded;
use loom_models::scene::{BOUND, Modelled, join, scene, spawn};
use loom_models::{caught, models, twins};
use object_model::{Names, Ref, Runtime, Str, Token, is_interned};
use refcount::{Atomic, Biased};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use sync::Arc;

/// A table of names.
trait Table: Default + Send + Sync + 'static {
    /// The name with this text.
    fn name<R: Runtime>(&self, token: &Token<R>, text: &str) -> Ref<R, Str<R>>;
}

impl Table for Names {
    fn name<R: Runtime>(&self, token: &Token<R>, text: &str) -> Ref<R, Str<R>> {
        self.intern(token, text)
    }
}

macro_rules! twin_tables {
    ($($twin:ident)*) => {
        $(impl Table for twins::$twin::names::Names {
            fn name<R: Runtime>(&self, token: &Token<R>, text: &str) -> Ref<R, Str<R>> {
                self.intern(token, text)
            }
        })*
    };
}

twin_tables! { n5_once n5_immortal }

/// Makes a name, uses it and lets it go.
fn use_name<R: Modelled, T: Table>(token: &Token<R>, table: &T) -> usize {
    let name = table.name(token, "spam");
    assert_eq!(name.as_str(), "spam");
    assert!(is_interned(&name));
    assert!(R::is_immortal(name.head().count()), "a name that is counted");
    std::ptr::from_ref(name.head()).addr()
}

/// Rule N5: two threads make the same name.
fn two_make_the_same_name<R: Modelled>() {
    make_the_same_name::<R, Names>();
}

fn make_the_same_name<R: Modelled, T: Table>() {
    scene::<R>(|token, scene| {
        let table = Arc::new(T::default());
        // Each remembers the name that it was given.
        let given = Arc::new(AtomicUsize::new(0));
        let (theirs, tell) = (Arc::clone(&table), Arc::clone(&given));
        let other = spawn(scene, move |token, _| {
            tell.store(use_name(token, theirs.deref()), Relaxed);
        });
        let first = use_name(token, table.deref());
        join(token, other);
        assert_eq!(given.load(Relaxed), first, "one text, two names");
        assert_eq!(use_name(token, table.deref()), first, "one text, two names");
    });
}

models! { biased: FreeThreaded<Biased> =>
    two_make_the_same_name BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    two_make_the_same_name BOUND,
}

mod twin {
    use super::*;

    type Ships = FreeThreaded<Biased>;

    #[test]
    fn n5_once() {
        // As in `two_make_the_same_name`.
        caught(
            "n5_once",
            BOUND,
            "one text, two names",
            make_the_same_name::<Ships, twins::n5_once::names::Names>,
        );
    }

    #[test]
    fn n5_immortal() {
        // As in `two_make_the_same_name`.
        let model = make_the_same_name::<Ships, twins::n5_immortal::names::Names>;
        caught("n5_immortal", BOUND, "a name that is counted", model);
    }
}

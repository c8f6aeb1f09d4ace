//! What a container has replaced, and who may still be reading it. The rules are R7, R8 and O7 in `docs/protocols.md`.
//!
//! The container is the smallest there can be: it holds one thing, which is a cell. It is read by who finds it and written
//! when it is freed: who reads what has been freed, or is being freed, is found out. The epochs that decide when that is
//! are not crossbeam-epoch's own but what it promises (`under-loom/crossbeam-epoch`).

use freethreaded_runtime::FreeThreaded;
use freethreaded_runtime::reclaim::set_freeing;
use loom_models::scene::{BOUND, FEW, Modelled, Sent, class, join, pass_safepoints, scene, spawn};
use loom_models::{caught, caught_weakened, models, twins};
use object_model::{Flag, Guard, Guarded, Payload, Ref, Runtime, Token, make};
use refcount::{Atomic, Biased};
use std::sync::Arc as Kept;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use sync::atomic::{AtomicPtr, Ordering};
use sync::cell::Cell;
use sync::{Arc, Condvar, Mutex};

/// What a place holds. Its memory stays until the end of the execution.
struct Thing {
    body: Cell<u32>,
    freed: Kept<AtomicUsize>,
}

const FREED: u32 = 0;

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered.
unsafe impl Sync for Thing {}
// SAFETY: as above.
unsafe impl Send for Thing {}

impl Thing {
    fn read(&self) {
        assert_ne!(self.body.get(), FREED, "read what is freed");
    }
}

/// A thing to be freed.
struct Freed(Kept<Thing>);

impl Drop for Freed {
    fn drop(&mut self) {
        assert_ne!(self.0.body.replace(FREED), FREED, "freed twice");
        self.0.freed.fetch_add(1, Relaxed);
    }
}

/// Holds one thing at a time.
struct Place {
    thing: AtomicPtr<Thing>,
    guarded: Guarded<()>,
    /// All there were.
    things: std::sync::Mutex<Vec<Kept<Thing>>>,
    freed: Kept<AtomicUsize>,
}

// SAFETY: the words are atomics, and replaced by the holder of the lock.
unsafe impl<R: Runtime> Payload<R> for Place {
    const NAME: &'static str = "place";
}

impl<R: Runtime> Guard<R> for Place {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

impl Place {
    fn new(freed: &Kept<AtomicUsize>) -> Self {
        let place = Place {
            thing: AtomicPtr::new(std::ptr::null_mut()),
            guarded: Guarded::new(()),
            things: std::sync::Mutex::default(),
            freed: Kept::clone(freed),
        };
        place.thing.store(place.make(), Ordering::Relaxed); // Relaxed: nobody else can reach the place yet.
        place
    }

    fn make(&self) -> *mut Thing {
        let thing = Kept::new(Thing { body: Cell::new(1), freed: Kept::clone(&self.freed) });
        let address = Kept::as_ptr(&thing).cast_mut();
        self.things.lock().expect("nobody panics with it").push(thing);
        address
    }

    fn thing(&self) -> &Thing {
        // Acquire: partner of the AcqRel in `swap`.
        // SAFETY: kept in `things`.
        unsafe { &*self.thing.load(Ordering::Acquire) }
    }

    /// Puts a thing in the place of the one there is. By the holder of the lock.
    fn swap(&self, fresh: *mut Thing) -> Freed {
        // AcqRel: Release is the partner of the Acquire in `thing`; Acquire: the old thing is ours to retire.
        let old = self.thing.swap(fresh, Ordering::AcqRel);
        let things = self.things.lock().expect("nobody panics with it");
        let old = things.iter().find(|thing| Kept::as_ptr(thing) == old.cast_const());
        Freed(Kept::clone(old.expect("it was kept")))
    }
}

fn place<R: Modelled>(token: &Token<R>, freed: &Kept<AtomicUsize>) -> Ref<R, Place> {
    make::object_of(token, &class(token, <Place as Payload<R>>::LAYOUT), Place::new(freed))
}

/// Reads the thing, without the lock if that can be.
fn read<R: Modelled>(token: &mut Token<R>, place: &Ref<R, Place>) {
    let head = place.head();
    if R::may_peek(token.thread(), head.count(), || head.has(Flag::SHARED)) {
        place.thing().read();
    } else {
        let _locked = token.lock(place);
        place.thing().read();
    }
}

/// Replaces the thing, and retires the old one.
fn replace<R: Modelled>(token: &mut Token<R>, place: &Ref<R, Place>) {
    let fresh = place.make();
    let locked = token.lock(place);
    let old = place.swap(fresh);
    let shared = place.head().is_read_by_others();
    locked.attached().runtime().retire(locked.attached().thread(), shared, size_of::<Thing>(), old);
}

/// The same by one that has made up its mind before it lets others read, within the section.
fn replace_and_open<R: Modelled>(token: &mut Token<R>, place: &Ref<R, Place>) {
    let fresh = place.make();
    let locked = token.lock(place);
    let shared = place.head().is_read_by_others();
    place.head().set(Flag::SHARED);
    let old = place.swap(fresh);
    locked.attached().runtime().retire(locked.attached().thread(), shared, size_of::<Thing>(), old);
}

/// Rule R7: another thread comes for the first time, and then reads without the lock, while the owner replaces what it
/// reads.
fn replaced_by_its_owner_while_another_comes<R: Modelled>() {
    comes_and_reads::<R>(nothing, replace);
}

/// The same by one that breaks the rule.
fn read_before_it_is_shared<R: Modelled>() {
    let first = |_: &mut Token<R>, place: &Ref<R, Place>| {
        place.head().set(Flag::SHARED);
    };
    comes_and_reads::<R>(first, replace);
}

type Deed<R> = fn(&mut Token<R>, &Ref<R, Place>);

fn nothing<R: Modelled>(_: &mut Token<R>, _: &Ref<R, Place>) {}

/// Another thread does something first and then reads twice, while the owner does its part.
fn comes_and_reads<R: Modelled>(first: Deed<R>, owner: Deed<R>) {
    set_freeing(true);
    scene::<R>(|token, scene| {
        let place = place(token, &Kept::default());
        let theirs = Sent(place.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            first(token, &theirs.0);
            read(token, &theirs.0);
            read(token, &theirs.0);
        });
        owner(token, &place);
        join(token, other);
    });
}

/// Rule R7: of two others that come for the first time, one may learn from the other that it need not take the lock.
fn replaced_while_two_others_come<R: Modelled>() {
    set_freeing(true);
    scene::<R>(|token, scene| {
        let place = place(token, &Kept::default());
        let others = [Sent(place.clone()), Sent(place.clone())].map(|theirs| {
            spawn(scene, move |token, _| {
                let theirs = theirs;
                read(token, &theirs.0);
            })
        });
        replace(token, &place);
        for other in others {
            join(token, other);
        }
    });
}

/// Rule R8: the owner lets others read and keeps its bias; then, while one reads, it replaces what is read.
fn opened_by_its_owner<R: Modelled>() {
    comes_and_reads::<R>(nothing, |token, place| {
        token.open_to_readers(place);
        replace(token, place);
    });
}

/// The same by one that breaks the rule.
fn opened_within_a_section<R: Modelled>() {
    comes_and_reads::<R>(nothing, replace_and_open);
}

/// Rule O7: a thread reads, is at a safepoint and reads again, while another replaces what it reads, twice.
fn replaced_while_read<R: Modelled>() {
    set_freeing(true);
    let freed = Kept::new(AtomicUsize::new(0));
    scene::<R>(|token, scene| {
        let place = place(token, &freed);
        place.head().set(Flag::REVOKED);
        place.head().set(Flag::SHARED);
        let theirs = Sent(place.clone());
        let other = spawn(scene, move |token, _| {
            let theirs = theirs;
            read(token, &theirs.0);
            pass_safepoints(token);
            read(token, &theirs.0);
        });
        replace(token, &place);
        pass_safepoints(token);
        replace(token, &place);
        join(token, other);
        replace(token, &place);
        pass_safepoints(token);
        assert_eq!(freed.load(Relaxed), 3, "what nobody reads is not freed");
    });
}

/// Rule O7: a thread that blocks holds nothing up.
fn replaced_while_another_blocks<R: Modelled>() {
    set_freeing(true);
    let freed = Kept::new(AtomicUsize::new(0));
    scene::<R>(|token, scene| {
        let place = place(token, &freed);
        place.head().set(Flag::REVOKED);
        place.head().set(Flag::SHARED);
        let gate = Arc::new((Mutex::new(Blocks::NotYet), Condvar::new()));
        let theirs = (Sent(place.clone()), Arc::clone(&gate));
        let other = spawn(scene, move |token, _| {
            let (place, gate) = theirs;
            read(token, &place.0);
            token.detached(|| {
                let (state, changed) = &*gate;
                *state.lock() = Blocks::Now;
                changed.notify_all();
                wait_until(&gate, Blocks::NoMore);
            });
            read(token, &place.0);
        });
        token.detached(|| wait_until(&gate, Blocks::Now));
        replace(token, &place);
        pass_safepoints(token);
        assert_eq!(freed.load(Relaxed), 1, "held up by a thread that blocks");
        *gate.0.lock() = Blocks::NoMore;
        gate.1.notify_all();
        join(token, other);
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    NotYet,
    Now,
    NoMore,
}

fn wait_until((state, changed): &(Mutex<Blocks>, Condvar), wanted: Blocks) {
    let mut now = state.lock();
    while *now != wanted {
        now = changed.wait(now);
    }
}

models! { biased: FreeThreaded<Biased> =>
    replaced_by_its_owner_while_another_comes BOUND,
    replaced_while_two_others_come FEW,
    opened_by_its_owner BOUND,
    replaced_while_read BOUND,
    replaced_while_another_blocks BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    replaced_while_read BOUND,
    replaced_while_another_blocks BOUND,
}

mod twin {
    use super::*;

    const RACE: &str = "Causality violation";

    #[test]
    fn r7_order() {
        // As in `replaced_by_its_owner_while_another_comes`.
        caught("r7_order", BOUND, RACE, read_before_it_is_shared::<FreeThreaded<Biased>>);
    }

    #[test]
    fn r8_within() {
        // As in `opened_by_its_owner`.
        caught("r8_within", BOUND, RACE, opened_within_a_section::<FreeThreaded<Biased>>);
    }

    #[test]
    fn r7_free() {
        let model = replaced_while_two_others_come::<FreeThreaded<Biased>>;
        caught_weakened("r7_free", twins::r7_free::WEAKENED, BOUND, RACE, model);
    }

    #[test]
    fn o7_unpin() {
        type Broken = twins::o7_unpin::runtime::FreeThreaded<Atomic>;
        caught("o7_unpin", BOUND, "held up by a thread that blocks", replaced_while_another_blocks::<Broken>);
    }

    #[test]
    fn o7_retire() {
        type Broken = twins::o7_retire::runtime::FreeThreaded<Atomic>;
        caught("o7_retire", BOUND, RACE, replaced_while_read::<Broken>);
    }
}

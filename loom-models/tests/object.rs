//! The object path: real objects of a real world, reached through tokens as the interpreter reaches
//! them, on each runtime.
//!
//! What an object is made of here is a cell: it is read by whoever has a reference and written when the
//! object dies, so a use that is not ordered before the death is a race, one after it reads a dead
//! cell, and a second death finds the cell dead already. Memory is used again by the next object made,
//! and what an object may be found under says who it is: a reader that finds another one was not
//! careful. At the end of every execution all that was made has died.
//! The rules are O1 to O7 in `docs/protocols.md`.

use freethreaded_runtime::FreeThreaded;
use freethreaded_runtime::parking_lot::Patience;
use gil_runtime::Gil;
use loom_models::Bound::{self, Exhaustive, Preemptions};
use loom_models::{caught, check, twins};
use object_model::{
    Class, ClassFlags, ClassParts, Dict, Guard, Guarded, Layout, List, Payload, Ref, Runtime, Token, Value,
    Weak, World, make,
};
use refcount::{Atomic, Biased};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use sync::cell::Cell;
use sync::{Arc, Mutex, thread};

/// A runtime as a model wants it: without the loops that only make waiting cheaper.
trait Modelled: Runtime {
    fn new() -> Self;
}

impl Modelled for Gil {
    fn new() -> Self {
        Gil::default()
    }
}

impl Modelled for twins::o6_release::runtime::Gil {
    fn new() -> Self {
        Self::default()
    }
}

const AT_ONCE: Patience = Patience { spins: 0, hand_over_after: None };

impl Modelled for FreeThreaded<Biased> {
    fn new() -> Self {
        FreeThreaded::new(AT_ONCE)
    }
}

impl Modelled for FreeThreaded<Atomic> {
    fn new() -> Self {
        FreeThreaded::new(AT_ONCE)
    }
}

macro_rules! twin_runtimes {
    ($($twin:ident)*) => {
        $(impl<C> Modelled for twins::$twin::runtime::FreeThreaded<C>
        where
            Self: Runtime,
        {
            fn new() -> Self {
                Self::new(AT_ONCE)
            }
        })*
    };
}

twin_runtimes! { r5_hold r2_revoke o1_slot o2_still o3_settle o4_lock o5_close }

/// The payload of a model's objects.
struct Probe {
    /// Who it is.
    tag: u32,
    body: Cell<u32>,
    deaths: std::sync::Arc<AtomicUsize>,
    guarded: Guarded<u32>,
}

const ALIVE: u32 = 1;
const DEAD: u32 = 0;

impl Probe {
    fn tag(&self) -> u32 {
        assert_eq!(self.body.get(), ALIVE, "used after its death");
        self.tag
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        assert_eq!(self.body.replace(DEAD), ALIVE, "died twice");
        self.deaths.fetch_add(1, Relaxed);
    }
}

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered; that there is none is what
// the models are about.
unsafe impl<R: Runtime> Payload<R> for Probe {
    const NAME: &'static str = "probe";
}

impl<R: Runtime> Guard<R> for Probe {
    type Guarded = u32;
    fn guarded(&self) -> &Guarded<u32> {
        &self.guarded
    }
}

/// A reference on its way to another thread.
struct Sent<T>(T);

// SAFETY: references are counted by whichever thread drops them, which is attached when it does.
unsafe impl<T> Send for Sent<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Sent<T> {}

/// A world and the class of its probes.
struct Scene<R: Runtime> {
    world: Arc<World<R>>,
    probes: Sent<Ref<R, Class<R>>>,
    deaths: std::sync::Arc<AtomicUsize>,
    made: AtomicUsize,
}

impl<R: Modelled> Scene<R> {
    fn probe(&self, token: &Token<R>, tag: u32) -> Ref<R, Probe> {
        self.made.fetch_add(1, Relaxed);
        let deaths = std::sync::Arc::clone(&self.deaths);
        let probe = Probe { tag, body: Cell::new(ALIVE), deaths, guarded: Guarded::new(0) };
        make::object_of(token, &self.probes.0, probe)
    }
}

type Shared<R> = std::sync::Arc<Scene<R>>;

/// Runs `model` as the first thread of a world, then ends it: everything that was made must have died.
fn scene<R: Modelled>(model: impl FnOnce(&mut Token<R>, &Shared<R>)) {
    let world = World::new(R::new());
    let mut token = Token::attach(&world);
    let probes = class(&token, <Probe as Payload<R>>::LAYOUT);
    let scene = std::sync::Arc::new(Scene {
        world,
        probes: Sent(probes),
        deaths: std::sync::Arc::default(),
        made: AtomicUsize::new(0),
    });
    model(&mut token, &scene);
    while token.poll() {
        token.safepoint();
    }
    assert_eq!(scene.deaths.load(Relaxed), scene.made.load(Relaxed), "something is still alive");
    let Ok(Scene { world, probes, .. }) = std::sync::Arc::try_unwrap(scene) else {
        panic!("the other threads have ended")
    };
    drop(probes);
    assert_eq!(token.end_world().leaked, 0);
    drop(token);
    drop(world);
}

fn class<R: Runtime>(token: &Token<R>, layout: &'static Layout<R>) -> Ref<R, Class<R>> {
    let roots = token.world().roots();
    let parts = ClassParts {
        name: "probe".into(),
        bases: make::tuple(token, vec![roots.object.value().clone()]).into_value(),
        namespace: make::object(token, roots.dict.root_shape(), Dict::new()),
        layout,
        flags: ClassFlags::BASE,
        instance_slots: 0,
    };
    let class = make::object(token, roots.type_.root_shape(), Class::new(parts));
    let mro = vec![class.value().clone(), roots.object.value().clone()];
    class.finish(make::tuple(token, mro).into_value());
    class
}

/// Runs `body` in another thread, attached.
fn spawn<R: Modelled>(
    scene: &Shared<R>,
    body: impl FnOnce(&mut Token<R>, &Shared<R>) + 'static,
) -> thread::JoinHandle<()> {
    let scene = std::sync::Arc::clone(scene);
    thread::spawn(move || {
        let mut token = Token::attach(&scene.world);
        body(&mut token, &scene);
        drop(token);
    })
}

fn join<R: Modelled>(token: &mut Token<R>, thread: thread::JoinHandle<()>) {
    token.detached(|| thread.join()).expect("the thread does not panic");
}

/// A moment at which the other thread may run, under a lock that would otherwise keep it from it.
fn breathe<R: Modelled>(token: &mut Token<R>) {
    if R::NAME == "gil" {
        token.detached(|| ());
    }
}

fn tag<R: Runtime>(value: &Value<R>) -> u32 {
    value.as_ref::<Probe>().expect("a probe").tag()
}

fn list<R: Runtime>(token: &Token<R>, item: Ref<R, Probe>) -> Ref<R, List<R>> {
    make::list(token, vec![item.into_value()]).expect("there is memory for one item")
}

/// Each of two threads has a reference to an object and uses it. The last one frees it, after both.
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

const FIRST: u32 = 1;
const SECOND: u32 = 2;
const NEVER_IN_THE_LIST: u32 = 3;

/// Reads the only item of the list, without the lock if that can be.
fn read<R: Modelled>(token: &mut Token<R>, list: &Ref<R, List<R>>) {
    let peeked = list.peek(token, 0);
    let item = peeked.unwrap_or_else(|| token.lock(list).get(0)).expect("there is always an item");
    assert!([FIRST, SECOND].contains(&tag(&item)), "read what never was in the list");
}

/// Makes the object that is to get the memory of one that has just died. It may be retained by whoever finds it.
fn successor<R: Modelled>(token: &Token<R>, scene: &Scene<R>) -> Ref<R, Probe> {
    let probe = scene.probe(token, NEVER_IN_THE_LIST);
    R::share(token.thread(), probe.head().count(), token.tally());
    probe
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
        let successor = successor(token, scene);
        breathe(token);
        assert_eq!(successor.tag(), NEVER_IN_THE_LIST);
        join(token, other);
    });
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
        let successor = successor(token, scene);
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

/// An object dies while a weak reference to it is upgraded: either it is found dead, or it lives until that is over.
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
        while token.poll() {
            token.safepoint();
        }
        assert!(reference.upgrade(token).is_none());
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
                check(concat!(stringify!($runtime), "::", stringify!($model)), $bound, super::$model::<$type>);
            })*
        }
    };
}

models! { gil: Gil =>
    freed_after_the_last_use Preemptions(3),
    one_at_a_time_in_a_section Preemptions(3),
    an_item_replaced_while_read BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Preemptions(3),
    a_weak_reference_upgraded_at_the_last_moment Preemptions(3),
}

models! { biased: FreeThreaded<Biased> =>
    freed_after_the_last_use Exhaustive,
    given_up_in_a_section BOUND,
    one_at_a_time_in_a_section Preemptions(3),
    an_item_replaced_while_read BOUND,
    an_array_replaced_while_read BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Exhaustive,
    a_weak_reference_upgraded_at_the_last_moment BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    freed_after_the_last_use Exhaustive,
    one_at_a_time_in_a_section Preemptions(3),
    an_item_replaced_while_read BOUND,
    an_array_replaced_while_read BOUND,
    an_owner_ends_while_its_object_dies_elsewhere Exhaustive,
    a_weak_reference_upgraded_at_the_last_moment Preemptions(3),
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
    fn r5_hold() {
        type Broken = twins::r5_hold::runtime::FreeThreaded<Biased>;
        caught("r5_hold", BOUND, "Causality violation", given_up_in_a_section::<Broken>);
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
}

//! Real objects of a real world, for models.
//!
//! What an object is made of here is a cell: it is read by whoever has a reference and written when the
//! object dies, so a use that is not ordered before the death is a race, one after it reads a dead
//! cell, and a second death finds the cell dead already. Memory is used again by the next object made,
//! and what an object may be found under says who it is: a reader that finds another one was not
//! careful. At the end of every execution all that was made has died.

use freethreaded_runtime::FreeThreaded;
use freethreaded_runtime::lanes::Spreading;
use freethreaded_runtime::parking_lot::Patience;
use gil_runtime::Gil;
use object_model::{
    Class, ClassFlags, ClassParts, Dict, Flag, Guard, Guarded, Header, Instance, Layout, List, Payload, Ref,
    Runtime, Token, Value, World, make,
};
use refcount::{Atomic, Biased};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use sync::cell::Cell;
use sync::{Arc, thread};

use crate::{Bound, twins};

/// A runtime as a model wants it: without the loops that only make waiting cheaper.
pub trait Modelled: Runtime {
    /// A new one.
    fn new() -> Self;

    /// A new one that has an object counted in lanes as soon as a thread gives back a reference to another's, if it has lanes.
    fn spreading_at_once() -> Self {
        Self::new()
    }
}

impl Modelled for Gil {
    fn new() -> Self {
        Gil::default()
    }
}

macro_rules! twins_under_the_lock {
    ($($twin:ident)*) => {
        $(impl Modelled for twins::$twin::runtime::Gil {
            fn new() -> Self {
                Self::default()
            }
        })*
    };
}

twins_under_the_lock! { g6_number g6_before g6_learn o6_release }

const AT_ONCE: Patience = Patience { spins: 0, hand_over_after: None };

const IN_DEMAND_AT_ONCE: Spreading = Spreading { lanes: 2, sample: 1, sightings: 1 };

impl Modelled for FreeThreaded<Biased> {
    fn new() -> Self {
        FreeThreaded::new(AT_ONCE)
    }

    fn spreading_at_once() -> Self {
        Self::new(AT_ONCE).spreading(IN_DEMAND_AT_ONCE)
    }
}

impl Modelled for FreeThreaded<Atomic> {
    fn new() -> Self {
        FreeThreaded::new(AT_ONCE)
    }
}

macro_rules! free_threaded_twins {
    ($($twin:ident)*) => {
        $(impl<C> Modelled for twins::$twin::runtime::FreeThreaded<C>
        where
            Self: Runtime,
        {
            fn new() -> Self {
                Self::new(AT_ONCE)
            }

            fn spreading_at_once() -> Self {
                Self::new(AT_ONCE).spreading(IN_DEMAND_AT_ONCE)
            }
        })*
    };
}

free_threaded_twins! { r5_stay r2_revoke o1_slot o2_still o3_settle o4_lock o5_close o7_unpin o7_retire h3_stopped h4_attach h4_detach h6_gather i5_stead }

/// The payload of a model's objects.
pub struct Probe {
    /// Who it is.
    tag: u32,
    body: Cell<u32>,
    deaths: std::sync::Arc<AtomicUsize>,
    guarded: Guarded<u32>,
}

const ALIVE: u32 = 1;
const DEAD: u32 = 0;

impl Probe {
    /// Who it is.
    pub fn tag(&self) -> u32 {
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
pub struct Sent<T>(pub T);

// SAFETY: references are counted by whichever thread drops them, which is attached when it does.
unsafe impl<T> Send for Sent<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Sent<T> {}

/// A world and the class of its probes.
pub struct Scene<R: Runtime> {
    /// The world.
    pub world: Arc<World<R>>,
    probes: Sent<Ref<R, Class<R>>>,
    deaths: std::sync::Arc<AtomicUsize>,
    made: AtomicUsize,
}

impl<R: Modelled> Scene<R> {
    /// A new object.
    pub fn probe(&self, token: &Token<R>, tag: u32) -> Ref<R, Probe> {
        self.made.fetch_add(1, Relaxed);
        let deaths = std::sync::Arc::clone(&self.deaths);
        let probe = Probe { tag, body: Cell::new(ALIVE), deaths, guarded: Guarded::new(0) };
        make::object_of(token, &self.probes.0, probe)
    }

    /// A new object that may be retained by whoever finds it, such as one that gets the memory of one that has just died.
    pub fn findable(&self, token: &Token<R>, tag: u32) -> Ref<R, Probe> {
        let probe = self.probe(token, tag);
        R::share(token.thread(), probe.head().count(), token.tally());
        probe
    }
}

impl<R: Runtime> Scene<R> {
    /// How many probes have died.
    pub fn dead(&self) -> usize {
        self.deaths.load(Relaxed)
    }

    /// Lets an object live until the world ends, which finds whether it has died then.
    pub fn immortalize(&self, token: &Token<R>, object: &Value<R>) {
        token.immortalize(self.probes.0.value());
        token.immortalize(object);
        self.made.fetch_sub(1, Relaxed);
    }
}

/// A scene and those who are in it.
pub type Shared<R> = std::sync::Arc<Scene<R>>;

/// Runs `model` as the first thread of a world, then ends it: everything that was made must have died.
pub fn scene<R: Modelled>(model: impl FnOnce(&mut Token<R>, &Shared<R>)) {
    scene_of(R::new(), model);
}

/// As [`scene`], with this runtime.
pub fn scene_of<R: Modelled>(runtime: R, model: impl FnOnce(&mut Token<R>, &Shared<R>)) {
    let world = World::new(runtime);
    let mut token = Token::attach(&world);
    let probes = class(&token, <Probe as Payload<R>>::LAYOUT);
    let scene = std::sync::Arc::new(Scene {
        world,
        probes: Sent(probes),
        deaths: std::sync::Arc::default(),
        made: AtomicUsize::new(0),
    });
    model(&mut token, &scene);
    pass_safepoints(&mut token);
    assert_eq!(scene.deaths.load(Relaxed), scene.made.load(Relaxed), "something is still alive");
    let Ok(Scene { world, probes, .. }) = std::sync::Arc::try_unwrap(scene) else {
        panic!("the other threads have ended")
    };
    drop(probes);
    assert_eq!(token.end_world().leaked, 0);
    drop(token);
    drop(world);
}

/// As what objects of a model are found: the one that is there first, the one that takes its place, and one that gets the
/// memory of what has died and is nowhere.
pub const FIRST: u32 = 1;
/// See [`FIRST`].
pub const SECOND: u32 = 2;
/// See [`FIRST`].
pub const STRANGER: u32 = 3;

/// How far models with a world go: every execution makes one, so they are dear. It is what finds the twins.
pub const BOUND: Bound = Bound::Preemptions(2);
/// For counts that take many steps, which other models explore.
pub const FEW: Bound = Bound::Preemptions(1);

/// Lets another thread look at an object while this one changes it. What `change` answers is kept until the other is done.
pub fn looked_at_while<R: Modelled, P: Payload<R>, K>(
    token: &mut Token<R>,
    scene: &Shared<R>,
    object: &Ref<R, P>,
    look: impl FnOnce(&mut Token<R>, &Ref<R, P>) + 'static,
    change: impl FnOnce(&mut Token<R>, &Shared<R>) -> K,
) {
    let theirs = Sent(object.clone());
    let other = spawn(scene, move |token, _| {
        let theirs = theirs;
        look(token, &theirs.0);
    });
    breathe(token);
    let kept = change(token, scene);
    join(token, other);
    drop(kept);
}

/// The models of a file on one runtime: `runtime: Type => model bound, …`.
#[macro_export]
macro_rules! models {
    ($runtime:ident: $type:ty => $($model:ident $bound:expr,)*) => {
        mod $runtime {
            use super::*;
            $(#[test]
            fn $model() {
                let file = module_path!().split("::").nth(1).unwrap_or_default();
                let name = format!("{file}::{}::{}", stringify!($model), stringify!($runtime));
                $crate::check(&name, $bound, super::$model::<$type>);
            })*
        }
    };
}

/// The twins of a file of such models, on atomic counts: `twin how in model by "what it says", …`. How is `edited` or
/// `weakened`, or else the name of the model with a writer that breaks the rule.
#[macro_export]
macro_rules! twins_of_models {
    ($($twin:ident $how:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                $crate::twins_of_models!(@$how $twin $model $expected);
            })*
        }
    };
    (@edited $twin:ident $model:ident $expected:expr) => {
        $crate::caught(
            stringify!($twin),
            $crate::scene::BOUND,
            $expected,
            $model::<$crate::twins::$twin::runtime::FreeThreaded<refcount::Atomic>>,
        )
    };
    (@weakened $twin:ident $model:ident $expected:expr) => {
        $crate::caught_weakened(
            stringify!($twin),
            $crate::twins::$twin::WEAKENED,
            $crate::scene::BOUND,
            $expected,
            $model::<freethreaded_runtime::FreeThreaded<refcount::Atomic>>,
        )
    };
    (@$broken:ident $twin:ident $model:ident $expected:expr) => {
        $crate::caught(
            stringify!($twin),
            $crate::scene::BOUND,
            $expected,
            $broken::<freethreaded_runtime::FreeThreaded<refcount::Atomic>>,
        )
    };
}

/// A list that holds itself and a probe.
pub fn cycle<R: Modelled>(token: &mut Token<R>, scene: &Scene<R>) -> Ref<R, List<R>> {
    // It has room for itself from the beginning.
    let items = vec![scene.probe(token, FIRST).into_value(), Value::NONE];
    let cycle = make::list(token, items).expect("there is memory for two items");
    let itself = cycle.value().clone();
    token.lock(&cycle).set(1, itself).expect("there is room");
    cycle
}

/// Does what this thread is asked to.
pub fn pass_safepoints<R: Modelled>(token: &mut Token<R>) {
    while token.poll() {
        token.safepoint();
    }
}

/// A new class, of built-in objects laid out like this.
pub fn class<R: Runtime>(token: &Token<R>, layout: &'static Layout<R>) -> Ref<R, Class<R>> {
    class_with(token, &token.world().roots().object, layout, ClassFlags::BASE, 0)
}

/// A new class as a class statement makes it, whose instances have room for so many attributes.
pub fn python_class<R: Runtime>(token: &Token<R>, instance_slots: u16) -> Ref<R, Class<R>> {
    python_class_of(token, &token.world().roots().object, instance_slots)
}

/// A class as a `class` statement makes it, with a base.
pub fn python_class_of<R: Runtime>(
    token: &Token<R>,
    base: &Ref<R, Class<R>>,
    instance_slots: u16,
) -> Ref<R, Class<R>> {
    let flags = ClassFlags::BASE.with(ClassFlags::HEAP);
    class_with(token, base, <Instance<R> as Payload<R>>::LAYOUT, flags, instance_slots)
}

fn class_with<R: Runtime>(
    token: &Token<R>,
    base: &Ref<R, Class<R>>,
    layout: &'static Layout<R>,
    flags: ClassFlags,
    instance_slots: u16,
) -> Ref<R, Class<R>> {
    let roots = token.world().roots();
    let parts = ClassParts {
        name: "probe".into(),
        bases: make::tuple(token, vec![base.value().clone()]).into_value(),
        namespace: make::object(token, roots.dict.root_shape(), Dict::new()),
        layout,
        flags,
        instance_slots,
    };
    let class = make::object(token, roots.type_.root_shape(), Class::new(parts));
    let mro = std::iter::once(class.value()).chain(base.mro()).cloned().collect();
    class.finish(make::tuple(token, mro).into_value());
    class
}

/// Runs `body` in another thread, attached.
pub fn spawn<R: Modelled>(
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

/// Waits for the end of a thread, detached.
pub fn join<R: Modelled>(token: &mut Token<R>, thread: thread::JoinHandle<()>) {
    token.detached(|| thread.join()).expect("the thread does not panic");
}

/// A moment at which the other thread may run, under a lock that would otherwise keep it from it.
pub fn breathe<R: Modelled>(token: &mut Token<R>) {
    if R::NAME == "gil" {
        token.detached(|| ());
    }
}

/// Lets an object be read without its lock from now on, as if another thread had entered a section of it (rule R7).
pub fn be_shared<R: Runtime>(head: &Header<R>) {
    head.set(Flag::REVOKED);
    head.set(Flag::SHARED);
}

/// Who a value is.
pub fn tag<R: Runtime>(value: &Value<R>) -> u32 {
    value.as_ref::<Probe>().expect("a probe").tag()
}

/// A list of one item.
pub fn list<R: Runtime>(token: &Token<R>, item: Ref<R, Probe>) -> Ref<R, List<R>> {
    make::list(token, vec![item.into_value()]).expect("there is memory for one item")
}

//! The objects of a program: each knows whether it is alive, and their births and deaths are counted.

use object_model::{
    Class, ClassFlags, ClassParts, Dict, Guard, Guarded, Layout, Payload, Ref, Runtime, Token, Value, make,
};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Births and deaths. The counters are the standard library's: the scheduler is not asked when they are used.
#[derive(Default)]
pub struct Lives {
    made: AtomicUsize,
    died: AtomicUsize,
}

impl Lives {
    /// How many objects there have been.
    pub fn made(&self) -> usize {
        self.made.load(SeqCst)
    }

    /// How many are still alive.
    pub fn alive(&self) -> usize {
        self.made() - self.died.load(SeqCst)
    }
}

/// The payload of a program's objects.
pub struct Probe {
    alive: Cell<u64>,
    lives: Arc<Lives>,
    /// What the object's lock guards.
    guarded: Guarded<u64>,
}

/// What nothing else looks like, not even memory that was used again.
const ALIVE: u64 = 0x616c_6976_6521_2121;

impl Drop for Probe {
    fn drop(&mut self) {
        assert_eq!(self.alive.replace(0), ALIVE, "died twice");
        self.lives.died.fetch_add(1, SeqCst);
    }
}

// SAFETY: all threads of a schedule are one thread of the system.
unsafe impl<R: Runtime> Payload<R> for Probe {
    const NAME: &'static str = "probe";
}

impl<R: Runtime> Guard<R> for Probe {
    type Guarded = u64;
    fn guarded(&self) -> &Guarded<u64> {
        &self.guarded
    }
}

/// Uses an object.
pub fn check<R: Runtime>(value: &Value<R>) {
    let probe = value.as_ref::<Probe>().expect("what is in a container is a probe");
    assert_eq!(probe.alive.get(), ALIVE, "used after its death");
}

/// Makes probes, and weak references to them.
pub struct Maker<R: Runtime> {
    probes: Ref<R, Class<R>>,
    lives: Arc<Lives>,
}

impl<R: Runtime> Clone for Maker<R> {
    fn clone(&self) -> Self {
        Maker { probes: self.probes.clone(), lives: Arc::clone(&self.lives) }
    }
}

impl<R: Runtime> Maker<R> {
    /// Makes none yet.
    pub fn new(token: &Token<R>) -> Self {
        Maker { probes: class(token, <Probe as Payload<R>>::LAYOUT), lives: Arc::default() }
    }

    /// Births and deaths.
    pub fn lives(&self) -> Arc<Lives> {
        Arc::clone(&self.lives)
    }

    /// A new object.
    pub fn probe(&self, token: &Token<R>) -> Ref<R, Probe> {
        self.lives.made.fetch_add(1, SeqCst);
        let probe =
            Probe { alive: Cell::new(ALIVE), lives: Arc::clone(&self.lives), guarded: Guarded::new(0) };
        make::object_of(token, &self.probes, probe)
    }
}

/// A new class of built-in objects.
pub fn class<R: Runtime>(token: &Token<R>, layout: &'static Layout<R>) -> Ref<R, Class<R>> {
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

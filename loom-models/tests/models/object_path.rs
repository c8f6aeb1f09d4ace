//! The way of an object through all protocols at once: it lies in a container's slot, is read without
//! the container's lock if that succeeds and under it if not, is replaced under the lock, given back by
//! whoever read it, queued to its maker if need be, merged, and freed.
//!
//! Counts, locks and inboxes are those that ship; the container is the smallest there can be.

use std::time::Duration;

use loom_models::Bound::{Exhaustive, Preemptions};
use loom_models::{FreeThreaded, caught, check, ships, twins};
use refcount::{Atomic, Biased, Count, Fate, ThreadId};
use sync::atomic::{AtomicUsize, Ordering::*};
use sync::cell::Cell;
use sync::time::set_elapsed;
use sync::{Arc, thread};

const NOTHING: usize = 2;

struct Item<C> {
    count: C,
    /// Read by whoever has a reference, written when the object is freed.
    body: Cell<bool>,
}

/// Two objects and a container with one slot, whose lock is the runtime's first.
struct World<R: FreeThreaded, C> {
    runtime: R,
    maker: R::Thread,
    items: [Item<C>; 2],
    slot: AtomicUsize,
    deaths: sync::Mutex<[u32; 2]>,
}

// SAFETY: the cells are loom's, which reports an access by two threads that is not ordered.
unsafe impl<R: FreeThreaded, C> Sync for World<R, C> {}

impl<R: FreeThreaded, C: Count> World<R, C> {
    /// Both objects made by `maker`; the first lies in the slot, the second in `maker`'s hands.
    fn new() -> Arc<Self> {
        set_elapsed(Duration::ZERO);
        let runtime = R::new(0, false);
        let maker = runtime.enter();
        runtime.open(&maker);
        let item = || Item { count: C::new(R::id(&maker)), body: Cell::new(true) };
        let items = [item(), item()];
        Arc::new(Self { runtime, maker, items, slot: AtomicUsize::new(0), deaths: sync::Mutex::new([0; 2]) })
    }

    fn maker(&self) -> ThreadId {
        R::id(&self.maker)
    }

    /// What lies in the slot, with a reference to it.
    fn read(&self, me: ThreadId, sleeper: &R::Sleeper) -> usize {
        // Acquire, here and again: partner of the Release in `replace`.
        let found = self.slot.load(Acquire);
        if found != NOTHING && self.items[found].count.try_retain(me) {
            if self.slot.load(Acquire) == found {
                return found;
            }
            self.give_back(found, me);
        }
        self.runtime.lock(0, sleeper);
        // Relaxed: ordered by the lock.
        let found = self.slot.load(Relaxed);
        if found != NOTHING {
            self.items[found].count.retain_shared(me);
        }
        self.runtime.unlock(0);
        found
    }

    /// Puts `new` into the slot, with the caller's reference, and gives back what was there.
    fn replace(&self, new: usize, me: ThreadId, sleeper: &R::Sleeper) {
        self.runtime.lock(0, sleeper);
        // Relaxed: ordered by the lock.
        let old = self.slot.load(Relaxed);
        // Release: partner of the Acquire in `read`.
        self.slot.store(new, Release);
        self.runtime.unlock(0);
        if old != NOTHING {
            self.give_back(old, me);
        }
    }

    fn give_back(&self, item: usize, me: ThreadId) {
        if item != NOTHING {
            assert!(self.items[item].body.get(), "used after free");
            self.settle(item, self.items[item].count.release(me));
        }
    }

    fn settle(&self, item: usize, fate: Fate) {
        match fate {
            Fate::Alive => {}
            Fate::Dead => {
                assert!(self.items[item].body.replace(false), "freed twice");
                self.deaths.lock()[item] += 1;
            }
            Fate::Queue(owner) => {
                let reference = u32::try_from(item).expect("one of two");
                if !self.runtime.push(owner, reference) {
                    self.merge(item);
                }
            }
            Fate::Later => unreachable!("no section is entered here"),
        }
    }

    fn merge(&self, item: usize) {
        self.settle(item, self.items[item].count.merge());
    }

    /// What the maker does at a safepoint.
    fn merge_requested(&self) {
        for reference in self.runtime.drain(self.maker()) {
            self.merge(reference as usize);
        }
    }

    /// What the maker does at its end.
    fn close(&self) {
        while let Err(references) = self.runtime.close(self.maker()) {
            for reference in references {
                self.merge(reference as usize);
            }
        }
    }
}

fn other() -> ThreadId {
    ThreadId::from_number(100).expect("not zero")
}

/// Rules C6, B9, L1: another thread reads the slot while the maker replaces what lies there, and gives back what it read.
fn read_while_replaced<R: FreeThreaded, C: Count + Send + 'static>() {
    let world = World::<R, C>::new();
    let reader = {
        let world = Arc::clone(&world);
        thread::spawn(move || {
            let found = world.read(other(), &R::sleeper());
            world.give_back(found, other());
        })
    };
    world.replace(1, world.maker(), &R::sleeper());
    reader.join().unwrap();
    world.merge_requested();
    assert_eq!(*world.deaths.lock(), [1, 0]);
    world.replace(NOTHING, world.maker(), &R::sleeper());
    assert_eq!(*world.deaths.lock(), [1, 1]);
}

/// Rules C2, B5, I4: another thread replaces what lies in the slot, so that it gives back a reference the maker counted,
/// while the maker reads.
fn replaced_by_another<R: FreeThreaded, C: Count + Send + 'static>() {
    let world = World::<R, C>::new();
    let writer = {
        let world = Arc::clone(&world);
        thread::spawn(move || world.replace(NOTHING, other(), &R::sleeper()))
    };
    let found = world.read(world.maker(), &R::sleeper());
    world.merge_requested();
    world.give_back(found, world.maker());
    writer.join().unwrap();
    world.merge_requested();
    assert_eq!(*world.deaths.lock(), [1, 0]);
}

/// Rules B7, I2, I3: the maker reads the slot and ends while another thread reads and empties it.
fn emptied_while_the_maker_ends<R: FreeThreaded, C: Count + Send + 'static>() {
    let world = World::<R, C>::new();
    let maker = {
        let world = Arc::clone(&world);
        thread::spawn(move || {
            let found = world.read(world.maker(), &R::sleeper());
            world.give_back(found, world.maker());
            world.give_back(1, world.maker());
            world.close();
        })
    };
    let sleeper = R::sleeper();
    let found = world.read(other(), &sleeper);
    world.replace(NOTHING, other(), &sleeper);
    world.give_back(found, other());
    maker.join().unwrap();
    assert_eq!(*world.deaths.lock(), [1, 1]);
}

macro_rules! hold {
    ($name:ident as $discipline:ident: $($model:ident $bound:expr),* $(,)?) => {
        mod $name {
            use super::*;
            $(#[test]
            fn $model() {
                let name = concat!("object_path::", stringify!($model), "::", stringify!($name));
                check(name, $bound, super::$model::<ships::runtime::Runtime, $discipline>);
            })*
        }
    };
}

hold!(atomic as Atomic:
    read_while_replaced Exhaustive,
    replaced_by_another Exhaustive,
    emptied_while_the_maker_ends Preemptions(4),
);

hold!(biased as Biased:
    read_while_replaced Preemptions(5),
    replaced_by_another Preemptions(5),
    emptied_while_the_maker_ends Preemptions(5),
);

mod twin {
    use super::*;
    use ships::runtime::Runtime;

    const RACE: &str = "Causality violation";

    #[test]
    fn b9_init() {
        type Count = twins::b9_init::biased::Biased;
        caught("b9_init", Preemptions(3), RACE, read_while_replaced::<Runtime, Count>);
    }

    #[test]
    fn b5_ask() {
        type Count = twins::b5_ask::biased::Biased;
        caught("b5_ask", Preemptions(3), "assertion", replaced_by_another::<Runtime, Count>);
    }

    #[test]
    fn a2_zero() {
        type Count = twins::a2_zero::atomic::Atomic;
        caught("a2_zero", Preemptions(3), RACE, read_while_replaced::<Runtime, Count>);
    }

    /// The maker takes the reference in the slot away under the lock under which another has just counted
    /// one up, and does not see that: it frees silently.
    #[test]
    fn l1_release() {
        type Broken = twins::l1_release::runtime::Runtime;
        caught("l1_release", Preemptions(3), RACE, read_while_replaced::<Broken, Biased>);
    }

    #[test]
    fn i2_closed() {
        type Broken = twins::i2_closed::runtime::Runtime;
        caught("i2_closed", Preemptions(3), "assertion", emptied_while_the_maker_ends::<Broken, Biased>);
    }
}

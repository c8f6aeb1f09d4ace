//! What the threads of a runtime share.

use crate::collector::Collector;
use crate::header::Header;
use crate::heap::Heap;
use crate::inventory::Inventory;
use crate::ledger::Ledger;
use crate::names::Names;
use crate::roots::Roots;
use crate::runtime::Runtime;
use crate::tally::Totals;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::OnceLock;
use sync::{Arc, Mutex};

/// A runtime with the memory its objects live in, shared by its threads.
pub struct World<R: Runtime> {
    /// The runtime.
    pub runtime: R,
    pub(crate) heap: Heap,
    pub(crate) totals: Mutex<Totals>,
    pub(crate) immortals: Mutex<Vec<Immortal<R>>>,
    /// Interned strings.
    pub names: Names,
    /// The roots and the special names have been made.
    pub(crate) begun: OnceLock<()>,
    /// Not dropped with the world: the classes have died by then, or leak with it.
    pub(crate) roots: OnceLock<ManuallyDrop<Roots<R>>>,
    /// Weak references by the address of what they refer to.
    pub(crate) weak: crate::weak::WeakTable<R>,
    /// When cycles are collected.
    pub collector: Collector,
    /// Held while a class gets other bases, so that no two assignments make a circle.
    pub(crate) hierarchy: Mutex<()>,
    /// Where threads meet, if anybody wants to know.
    pub ledger: Option<std::sync::Arc<Ledger>>,
    /// Where objects were made, once anybody has wanted to know.
    pub(crate) inventory: OnceLock<Inventory>,
}

/// An object that is not counted any more.
pub(crate) struct Immortal<R: Runtime>(pub(crate) NonNull<Header<R>>);

// SAFETY: an immortal object is only reached again when the world ends, by the one thread that is left.
unsafe impl<R: Runtime> Send for Immortal<R> {}

impl<R: Runtime> World<R> {
    /// A world of its own around `runtime`.
    pub fn new(runtime: R) -> Arc<World<R>> {
        Self::with_ledger(runtime, None)
    }

    /// As [`new`](Self::new); its threads note in `ledger` where they meet.
    pub fn with_ledger(runtime: R, ledger: Option<std::sync::Arc<Ledger>>) -> Arc<World<R>> {
        Arc::new(World {
            runtime,
            heap: Heap::default(),
            totals: Mutex::new(Totals::default()),
            immortals: Mutex::new(Vec::new()),
            names: Names::default(),
            begun: OnceLock::new(),
            roots: OnceLock::new(),
            weak: Default::default(),
            collector: Collector::default(),
            hierarchy: Mutex::new(()),
            ledger,
            inventory: OnceLock::new(),
        })
    }

    /// The first classes.
    #[inline(always)]
    pub fn roots(&self) -> &Roots<R> {
        self.roots.get().expect("made when the first thread attaches")
    }

    /// Where objects were made; None if nobody has wanted to know yet.
    pub fn inventory(&self) -> Option<&Inventory> {
        self.inventory.get()
    }

    /// As [`inventory`](Self::inventory), for who wants to know.
    pub fn wanted_inventory(&self) -> &Inventory {
        self.inventory.get_or_init(Inventory::default)
    }

    /// The counters of all threads that have exited.
    pub fn totals(&self) -> Totals {
        self.totals.lock().clone()
    }
}

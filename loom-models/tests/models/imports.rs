//! Threads that import modules which import each other. A module is imported by one thread at a time, and what it sets up
//! is there for who comes later: an access that the claim does not order is a race; a circle of waiting threads is a
//! deadlock. The rules are M1 to M3 in `docs/protocols.md`.

use interpreter::import_lock::Imports;
use loom_models::Bound::{self, Exhaustive, Preemptions};
use loom_models::{Importing, caught, check, twins};
use sync::cell::Cell;
use sync::{Arc, Mutex, thread};

/// Modules: whether each is there, and what it sets up.
struct Modules<I> {
    imports: I,
    there: [Mutex<bool>; 2],
    begun: [Cell<u32>; 2],
}

// SAFETY: the cells are loom's, which reports an access by two threads that is not ordered.
unsafe impl<I: Sync> Sync for Modules<I> {}

const NAMES: [&str; 2] = ["a", "b"];

impl<I: Importing> Modules<I> {
    fn new() -> Arc<Self> {
        let there = [false, false].map(Mutex::new);
        Arc::new(Self { imports: I::new(), there, begun: [0, 0].map(Cell::new) })
    }

    /// Imports a module, which imports `then` meanwhile.
    fn import(&self, module: usize, then: Option<usize>, me: u64) {
        while !*self.there[module].lock() {
            if !self.imports.begin(NAMES[module], me) {
                self.imports.wait(NAMES[module], me);
                continue;
            }
            if *self.there[module].lock() {
                // By who had the claim before.
                self.imports.end(NAMES[module], me);
                break;
            }
            if let Some(other) = then {
                self.import_partly(other, me);
            }
            self.begun[module].set(self.begun[module].get() + 1);
            *self.there[module].lock() = true;
            self.imports.end(NAMES[module], me);
        }
        assert_eq!(self.begun[module].get(), 1, "imported twice");
    }

    /// Imports a module that may be imported no further than another thread has come with it, if waiting for that would
    /// never end.
    fn import_partly(&self, module: usize, me: u64) {
        if !self.imports.begin(NAMES[module], me) {
            self.imports.wait(NAMES[module], me);
        }
        self.imports.end(NAMES[module], me);
    }
}

/// Rules M1, M3: two threads import one module.
fn two_import_one_module<I: Importing>() {
    let modules = Modules::<I>::new();
    let other = {
        let modules = Arc::clone(&modules);
        thread::spawn(move || modules.import(0, None, 2))
    };
    modules.import(0, None, 1);
    other.join().unwrap();
}

/// Rules M1, M3: two threads wait for one import at once.
fn three_import_one_module<I: Importing>() {
    let modules = Modules::<I>::new();
    let others = [2, 3].map(|me| {
        let modules = Arc::clone(&modules);
        thread::spawn(move || modules.import(0, None, me))
    });
    modules.import(0, None, 1);
    for other in others {
        other.join().unwrap();
    }
}

/// Rule M2: each of two threads imports a module that imports the other's.
fn each_imports_the_others<I: Importing>() {
    let modules = Modules::<I>::new();
    let other = {
        let modules = Arc::clone(&modules);
        thread::spawn(move || modules.import(1, Some(0), 2))
    };
    modules.import(0, Some(1), 1);
    other.join().unwrap();
}

const BOUND: Bound = Preemptions(3);

macro_rules! hold {
    ($($model:ident $bound:ident),* $(,)?) => {
        mod holds {
            use super::*;
            $(#[test]
            fn $model() {
                check(concat!("imports::", stringify!($model)), $bound, super::$model::<Imports>);
            })*
        }
    };
}

hold!(two_import_one_module Exhaustive, three_import_one_module BOUND, each_imports_the_others Exhaustive);

macro_rules! twins {
    ($($twin:ident in $model:ident by $expected:expr),* $(,)?) => {
        mod twin {
            use super::*;
            $(#[test]
            fn $twin() {
                caught(stringify!($twin), BOUND, $expected, $model::<twins::$twin::import_lock::Imports>);
            })*
        }
    };
}

const RACE: &str = "Causality violation";
const DEADLOCK: &str = "deadlock";

twins!(
    m1_claim in two_import_one_module by RACE,
    m2_circle in each_imports_the_others by DEADLOCK,
    m2_say in each_imports_the_others by DEADLOCK,
    m3_wake in three_import_one_module by DEADLOCK,
);

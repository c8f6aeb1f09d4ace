//! Collecting cycles: when the program asks, and by itself at safepoints.

use crate::vm::Vm;
use object_model::{DEFAULT_THRESHOLD, Garbage, List, Ref, Runtime};
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

/// What `gc.set_debug` asks for.
pub mod debug {
    /// Tell on standard error what a collection found.
    pub const STATS: u32 = 1;
    /// Tell of each object that is freed.
    pub const COLLECTABLE: u32 = 2;
    /// Tell of each object that cannot be freed; there are none.
    pub const UNCOLLECTABLE: u32 = 4;
    /// Keep what is found in `gc.garbage`.
    pub const SAVEALL: u32 = 32;
}

/// Collections are of one generation, but may be asked for as if there were three.
pub const GENERATIONS: usize = 3;

/// What collections of a generation have come to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Generation {
    /// How often it was collected.
    pub collections: u64,
    /// Objects that were freed.
    pub collected: u64,
}

/// What is known of the collections of an interpreter.
#[derive(Debug, Default)]
pub struct Collections {
    generations: Mutex<[Generation; GENERATIONS]>,
    debug: AtomicU32,
    /// What `gc.set_threshold` was told last.
    thresholds: OnceLock<[AtomicI32; GENERATIONS]>,
}

impl Collections {
    /// What `gc.get_threshold` answers. Only the first decides anything.
    pub fn thresholds(&self) -> &[AtomicI32; GENERATIONS] {
        self.thresholds.get_or_init(|| [DEFAULT_THRESHOLD as i32, 10, 0].map(AtomicI32::new))
    }

    /// What collections of each generation have come to.
    pub fn generations(&self) -> [Generation; GENERATIONS] {
        *self.generations.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// What is told of collections.
    pub fn debug(&self) -> u32 {
        self.debug.load(Relaxed) // Relaxed: a setting.
    }

    /// Sets it.
    pub fn set_debug(&self, debug: u32) {
        self.debug.store(debug, Relaxed); // Relaxed: a setting.
    }

    fn count(&self, generation: usize, collected: usize) {
        let mut generations = self.generations.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        generations[generation].collections += 1;
        generations[generation].collected += collected as u64;
    }
}

impl<R: Runtime> Vm<R> {
    /// Collects cycles if there are many new objects. At a safepoint.
    #[cold]
    #[inline(never)]
    pub(crate) fn collect_if_due(&mut self) {
        if self.collecting || !self.may_finalize() {
            return;
        }
        let shared = self.shared.clone();
        // Who is not the one that collects has nothing to do: the request is everybody's.
        if let Some(_running) = shared.world.collector.begin()
            && self.take_collection_due()
        {
            self.collect_cycles_of(0);
        }
    }

    /// Frees the objects that are only reachable from themselves, finalizers first, and tells `gc.callbacks`; answers how many
    /// were freed. Does nothing within itself.
    pub fn collect_cycles_of(&mut self, generation: usize) -> usize {
        if std::mem::replace(&mut self.collecting, true) {
            return 0;
        }
        let handled = self.lay_handled_aside();
        let collections = self.shared.state::<Collections>();
        self.tell_callbacks("start", generation, 0);
        let began = Instant::now();
        if collections.debug() & debug::STATS != 0 {
            let young = self.shared.world.collector.young();
            self.write_error(&format!(
                "gc: collecting generation {generation}...\ngc: new objects: {young}\n"
            ));
        }
        let event = events::gc::collection();
        let collected = self.collect_garbage(collections.debug());
        drop(event);
        collections.count(generation, collected);
        if collections.debug() & debug::STATS != 0 {
            let seconds = began.elapsed().as_secs_f64();
            self.write_error(&format!(
                "gc: done, {collected} unreachable, 0 uncollectable, {seconds:.4}s elapsed\n"
            ));
        }
        self.tell_callbacks("stop", generation, collected);
        self.take_handled_up(handled);
        self.collecting = false;
        collected
    }

    fn collect_garbage(&mut self, debug: u32) -> usize {
        let garbage = self.find_cycles();
        // The callbacks of weak references that were cleared.
        self.run_pending();
        let finalizable = garbage.take_finalizable();
        let finalizers_ran = !finalizable.is_empty();
        self.finalize_all(finalizable);
        if debug & debug::COLLECTABLE != 0 {
            self.tell_of(&garbage);
        }
        let found = if debug & debug::SAVEALL != 0 {
            self.save_garbage(garbage, finalizers_ran)
        } else {
            self.dispose_of(garbage, finalizers_ran)
        };
        self.run_pending();
        found
    }

    fn tell_of(&mut self, garbage: &Garbage<R>) {
        let lines: String = garbage
            .objects()
            .map(|object| {
                format!("gc: collectable <{} {:#x}>\n", self.type_name(object), object.word().bits())
            })
            .collect();
        self.write_error(&lines);
    }

    /// Puts what was found into `gc.garbage`.
    fn save_garbage(&mut self, garbage: Garbage<R>, finalizers_ran: bool) -> usize {
        let kept = self.keep(garbage, finalizers_ran);
        let found = kept.len();
        if let Some(list) = self.list_of_gc("garbage") {
            for object in kept {
                // What there is no memory for is not saved.
                let _ = self.lock(&list).push(object);
            }
        }
        found
    }

    fn list_of_gc(&mut self, name: &str) -> Option<Ref<R, List<R>>> {
        let module = self.loaded_module("gc")?;
        self.find_attr_str(&module, name).ok().flatten()?.downcast().ok()
    }

    /// Calls `gc.callbacks`. What they raise is reported, not raised.
    fn tell_callbacks(&mut self, phase: &str, generation: usize, collected: usize) {
        let Some(callbacks) = self.list_of_gc("callbacks") else { return };
        for callback in self.list_items(&callbacks) {
            let info = self.new_dict();
            for (name, number) in [("generation", generation), ("collected", collected), ("uncollectable", 0)]
            {
                let (name, number) = (self.intern(name), self.new_usize(number));
                self.dict_set_str(&info, &name, number);
            }
            let phase = self.new_str(phase);
            if let Err(raised) = self.call(&callback, &[phase, info.into_value()]) {
                self.report_unraisable(&raised, &callback, "Exception ignored in");
            }
        }
    }
}

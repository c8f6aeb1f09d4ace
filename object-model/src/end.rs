//! The end of a world: its immortal objects go.
//!
//! Immortal objects are not counted, so nothing tells in which order they can be freed. Therefore all of them are emptied
//! while all of them are still there and giving up a reference to one is still nothing; then whatever they kept alive has
//! died or is found in cycles; and at last the memory of all is given back without looking at any of it again.

use crate::attached::{Attached, Extent};
use crate::header::Header;
use crate::kind::Kind;
use crate::runtime::Runtime;
use crate::token::Token;
use crate::world::Immortal;
use std::collections::HashSet;
use std::ptr::NonNull;

/// What was left when a world ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Objects freed because they were only reachable from themselves.
    pub cycles: usize,
    /// Objects that something outside the heap still had a reference to.
    pub leaked: usize,
}

impl<R: Runtime> Token<R> {
    /// Lets every immortal object die, and every cycle. For the last thread: nothing of the world may be used any more,
    /// but for dropping the token.
    pub fn end_world(&mut self) -> Remains {
        self.safepoint();
        let attached: &Attached<R> = self;
        attached.ending.set(true);
        // Nothing is counted in more than one place from here on, unless it becomes so on the way.
        attached.stopped(|| ());
        attached.drop_pending();
        let immortals = attached.immortal_objects();
        attached.clear_all(immortals.iter().copied());
        let mut cycles = 0;
        loop {
            // What waited to be called for the death of one object may be all that keeps a cycle alive.
            attached.drop_pending();
            // So may what came to be counted in more than one place: it dies when it is gathered, not where it is let go.
            let spread = attached.tally().counts_spread.get();
            attached.stopped(|| ());
            let garbage = attached.stopped(|| attached.claim_garbage());
            cycles += attached.dispose(&garbage);
            if !attached.has_pending() && attached.tally().counts_spread.get() == spread {
                break;
            }
        }
        attached.stopped(|| ());
        let mut leaked = 0;
        attached.walk(|object| {
            // SAFETY: alive, since the walk shows it.
            leaked += usize::from(!R::is_immortal(unsafe { object.as_ref() }.count()));
        });
        attached.free_immortals(&immortals);
        Remains { cycles, leaked }
    }
}

impl<R: Runtime> Attached<R> {
    /// Drops what waits for finalizers and callbacks that will not run any more.
    fn drop_pending(&self) {
        while self.has_pending() {
            drop(self.take_pending());
        }
    }

    /// Every object that is not counted any more.
    fn immortal_objects(&self) -> Vec<NonNull<Header<R>>> {
        let noted = std::mem::take(&mut *self.world().immortals.lock());
        let mut seen = HashSet::new();
        let mut immortals = Vec::new();
        for Immortal(object) in noted {
            if seen.insert(object) {
                // SAFETY: never counted, or kept by a reference that was never given back, so still there.
                let count = unsafe { object.as_ref() }.count();
                // Those that other threads counted become immortal only now that those threads are gone.
                R::mortal(self.thread(), count);
                R::immortalize(self.thread(), count);
                immortals.push(object);
            }
        }
        immortals
    }

    /// Gives back the memory of objects that were emptied. No other object refers to any of them.
    fn free_immortals(&self, immortals: &[NonNull<Header<R>>]) {
        // Everything their headers and shapes tell is read before any class, and so any shape, is gone.
        let described: Vec<_> = immortals
            .iter()
            .map(|&object| {
                // SAFETY: emptied, but not freed yet.
                let header = unsafe { object.as_ref() };
                (object, header.layout(), Extent::of(header), header.shape().class_word())
            })
            .collect();
        // Mortal classes of immortal objects die here.
        for &(.., class) in &described {
            self.release(class);
        }
        for &(object, layout, extent, _) in &described {
            // SAFETY: nobody refers to it any more; only what has leaked could, and that is not used again. A class was
            // emptied but, unlike all else, not dropped.
            unsafe {
                R::retire_count(object.as_ref().count());
                if layout.kind == Kind::Class {
                    (layout.drop)(object);
                }
                self.free(object, extent);
            }
        }
    }
}

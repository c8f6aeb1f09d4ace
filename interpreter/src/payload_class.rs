//! The classes of payloads: which class an object has whose payload is of a given Rust type.
//!
//! All threads share the table, and who looks into it counts itself there, which others must wait for. Objects are made all the
//! time, so a thread remembers what it has found.

use dashmap::DashMap;
use object_model::{Class, Ref, Runtime, Value, Word};
use rustc_hash::FxHashMap;
use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU64, Ordering};

/// The classes that are registered, all immortal.
#[derive(Default)]
pub(crate) struct PayloadClasses {
    table: DashMap<TypeId, Word>,
    /// How often one was registered: one may take the place of another.
    registrations: AtomicU64,
}

impl PayloadClasses {
    /// Makes `class`, which is immortal, the one of payloads `P`.
    pub(crate) fn register<R: Runtime, P: 'static>(&self, class: &Ref<R, Class<R>>) {
        self.table.insert(TypeId::of::<P>(), class.value().word());
        // Release: pairs with the Acquire in `find`; who sees that there is another class finds it.
        self.registrations.fetch_add(1, Ordering::Release);
    }

    /// The class of payloads `P`, if there is one.
    pub(crate) fn find<R: Runtime, P: 'static>(&self, seen: &SeenClasses) -> Option<Ref<R, Class<R>>> {
        // Acquire: pairs with the Release in `register`.
        let registrations = self.registrations.load(Ordering::Acquire);
        let mut words = seen.words.borrow_mut();
        if seen.registrations.replace(registrations) != registrations {
            words.clear();
        }
        let payload = TypeId::of::<P>();
        let word = match words.get(&payload) {
            Some(&word) => word,
            None => {
                let word = *self.table.get(&payload)?;
                words.insert(payload, word);
                word
            }
        };
        // SAFETY: registered classes are immortal, so the reference needs no count.
        unsafe { Value::<R>::from_owned(word) }.downcast().ok()
    }
}

/// What a thread has found there.
#[derive(Default)]
pub(crate) struct SeenClasses {
    words: RefCell<FxHashMap<TypeId, Word>>,
    registrations: Cell<u64>,
}

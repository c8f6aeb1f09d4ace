//! `threading.local`: an object whose attributes each thread has for itself.
//!
//! The object owns the attribute dict of every thread, under its lock; so the dicts die with it. A thread remembers where
//! its own is and does not come to the lock again. The number of a local is never given twice, so that a memory of one that
//! has died is never used; and when a thread ends, it takes its dicts out of the locals that are still alive.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Dict, Guard, Guarded, Payload, Ref, Runtime, Special, Value, Weak, Word};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// The payload of `threading.local`.
pub struct Local<R: Runtime> {
    number: u64,
    /// The arguments of `__init__`, which runs once in each thread: a tuple, and a dict or unbound.
    arguments: (Value<R>, Value<R>),
    /// Each thread's attributes, by its identifier.
    dicts: Guarded<HashMap<u64, Value<R>>>,
}

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime> Payload<R> for Local<R> {
    const NAME: &'static str = "_local";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.arguments.0);
        visit(&self.arguments.1);
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.dicts.get() }.values().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Local<R> {
    type Guarded = HashMap<u64, Value<R>>;
    fn guarded(&self) -> &Guarded<Self::Guarded> {
        &self.dicts
    }
}

/// What a thread remembers of the locals it has used.
pub(crate) struct ThreadLocals<R: Runtime> {
    /// Its dict in each, by the local's number; owned by the local. It is looked into whenever an attribute is.
    dicts: FxHashMap<u64, Word>,
    /// Weak references to the locals.
    used: Vec<Value<R>>,
}

impl<R: Runtime> Default for ThreadLocals<R> {
    fn default() -> Self {
        ThreadLocals { dicts: FxHashMap::default(), used: Vec::new() }
    }
}

impl<R: Runtime> Vm<R> {
    /// A new local of `class`. This thread's `__init__` is run by the call that constructs it.
    pub fn new_local(
        &mut self,
        class: &Ref<R, Class<R>>,
        arguments: Value<R>,
        keywords: Value<R>,
    ) -> Return<R> {
        // Numbers need only be unique in one interpreter, and may be unique in all of them.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        // Relaxed: only uniqueness matters.
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let local = Local { number, arguments: (arguments, keywords), dicts: Guarded::new(HashMap::new()) };
        let object = self.new_object_of(class, local)?;
        if let Some(local) = object.as_ref::<Local<R>>() {
            self.make_local_dict(local)?;
        }
        Ok(object)
    }

    /// Makes this thread's attributes if it uses the local for the first time: runs `__init__`.
    pub(crate) fn enter_local(&mut self, local: &Ref<R, Local<R>>) -> Return<R, ()> {
        if self.thread_locals.dicts.contains_key(&local.number) {
            return Ok(());
        }
        self.make_local_dict(local)?;
        let class = self.class_of(local.value());
        let Some(init) = class.special(self, Special::Init) else { return Ok(()) };
        if init.as_ref::<crate::native::Native<R>>().is_some() {
            return Ok(());
        }
        let mut arguments = vec![local.value().clone()];
        arguments.extend(self.as_tuple(&local.arguments.0).unwrap_or_default().iter().cloned());
        let mut names = Vec::new();
        if let Some(keywords) = local.arguments.1.as_ref::<Dict<R>>() {
            for (_, name, value) in self.dict_entries(keywords) {
                names.push(name);
                arguments.push(value);
            }
        }
        if let Err(raised) = self.call_with(&init, &arguments, &names) {
            self.thread_locals.dicts.remove(&local.number);
            let ident = self.ident;
            let dict = self.lock(local).remove(&ident);
            drop(dict);
            return Err(raised);
        }
        Ok(())
    }

    fn make_local_dict(&mut self, local: &Ref<R, Local<R>>) -> Return<R, ()> {
        if self.registered_class::<Weak<R>>().is_none() {
            self.import_module("_weakref")?;
        }
        let reference = self.new_object(Weak::new(local.value(), None));
        if let Some(weak) = reference.as_ref::<Weak<R>>() {
            Weak::publish(self, weak, local.value());
        }
        let (dict, ident) = (self.new_dict().into_value(), self.ident);
        self.thread_locals.dicts.insert(local.number, dict.word());
        self.thread_locals.used.push(reference);
        self.lock(local).insert(ident, dict);
        Ok(())
    }

    /// This thread's attributes, if it has used the local.
    pub(crate) fn local_dict(&mut self, local: &Ref<R, Local<R>>) -> Option<Ref<R, Dict<R>>> {
        let word = *self.thread_locals.dicts.get(&local.number)?;
        // SAFETY: the local is alive, and keeps the dict until this thread takes it out.
        unsafe { Value::from_borrowed(word) }.downcast().ok()
    }

    /// Takes this thread's attributes out of all locals.
    pub(crate) fn leave_thread_locals(&mut self) {
        let ident = self.ident;
        // A finalizer may use locals again.
        while !self.thread_locals.used.is_empty() {
            let used = std::mem::take(&mut self.thread_locals);
            for reference in used.used {
                let local = reference.as_ref::<Weak<R>>().and_then(|weak| weak.upgrade(self));
                if let Some(local) = local.as_ref().and_then(Value::as_ref::<Local<R>>) {
                    let dict = self.lock(local).remove(&ident);
                    drop(dict);
                }
            }
            self.run_pending();
        }
    }
}

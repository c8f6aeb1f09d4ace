//! Weak references: a table from the address of what is referred to, to those who refer.
//!
//! An object with weak references carries a flag, so that every other object dies without looking here. Creating a
//! reference, upgrading one and clearing those of a dead object are ordered by the mutex of the object's shard; an upgrade
//! is a try-retain, which a dead count refuses.

use crate::attached::Attached;
use crate::header::{Flag, Header};
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::slot::Slot;
use crate::value::{Ref, Value};
use crate::word::Word;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::ptr::NonNull;
use sync::Mutex;

const SHARDS: usize = 64;

/// The payload of `weakref.ref`.
pub struct Weak<R: Runtime> {
    /// The object referred to, borrowed; unbound once it is dead. Read and written under its shard's mutex.
    referent: Slot,
    /// Called with the reference when the object dies; None's word if there is none.
    callback: Slot,
    /// The hash of the object, once asked for.
    pub hash: Slot,
    _runtime: PhantomData<fn() -> R>,
}

/// The references by the address of what they refer to.
type Shard = HashMap<usize, Vec<Entry>>;

/// The weak references of a world.
pub struct WeakTable<R: Runtime> {
    shards: Box<[Mutex<Shard>]>,
    _runtime: PhantomData<fn() -> R>,
}

/// A reference, not kept alive: it takes itself off when it dies.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry(Word);

impl<R: Runtime> Default for WeakTable<R> {
    fn default() -> Self {
        WeakTable { shards: (0..SHARDS).map(|_| Mutex::default()).collect(), _runtime: PhantomData }
    }
}

impl<R: Runtime> WeakTable<R> {
    fn shard(&self, address: u64) -> &Mutex<Shard> {
        &self.shards[(address >> 4) as usize % SHARDS]
    }

    /// Clears the references to a dead object; those with a callback are queued on the thread, if they are to be called.
    pub(crate) fn clear(
        &self,
        attached: &Attached<R>,
        object: NonNull<Header<R>>,
        calls: impl Fn(Word) -> bool,
    ) {
        let address = object.as_ptr() as u64;
        let mut shard = self.shard(address).lock();
        let Some(entries) = shard.remove(&(address as usize)) else { return };
        let mut callbacks = attached.callbacks.borrow_mut();
        // The callback that was registered last is called first.
        for Entry(word) in entries.into_iter().rev() {
            // SAFETY: a reference takes itself off, under this mutex, before its memory is reused.
            let weak = unsafe { Value::<R>::from_word_ref(&word) };
            let Some(reference) = weak.as_ref::<Weak<R>>() else { continue };
            reference.referent.store(Word::UNBOUND);
            let head = reference.head();
            if reference.callback.load() != Word::NONE
                && calls(word)
                && R::try_retain(attached.thread(), head.count(), attached.tally())
            {
                // SAFETY: the callback is taken out of its slot; the reference was just taken.
                let (callback, weak) = unsafe {
                    (Value::from_owned(reference.callback.swap(Word::NONE)), Value::from_owned(word))
                };
                callbacks.push((callback, weak));
                attached.pending.set(true);
            }
        }
    }
}

impl<R: Runtime> Weak<R> {
    /// A reference to `object`; [`publish`](Self::publish) makes it known.
    pub fn new(object: &Value<R>, callback: Option<Value<R>>) -> Self {
        Weak {
            referent: Slot::new(object.word()),
            callback: Slot::new(callback.map_or(Word::NONE, Value::into_word)),
            hash: Slot::new(Word::UNBOUND),
            _runtime: PhantomData,
        }
    }

    /// Enters the reference into the table. `object` is what it was made for.
    pub fn publish(attached: &Attached<R>, reference: &Ref<R, Weak<R>>, object: &Value<R>) {
        let Some(header) = object.header() else { return };
        R::share(attached.thread(), header.count(), attached.tally());
        R::share(attached.thread(), reference.head().count(), attached.tally());
        header.set(Flag::KNOWN_BY_ADDRESS);
        let address = object.word().bits();
        let mut shard = attached.world().weak.shard(address).lock();
        shard.entry(address as usize).or_default().push(Entry(reference.value().word()));
    }

    /// The object, if it is alive.
    pub fn upgrade(&self, attached: &Attached<R>) -> Option<Value<R>> {
        loop {
            let word = self.referent.load();
            word.as_object::<R>()?;
            let shard = attached.world().weak.shard(word.bits()).lock();
            if self.referent.load() != word {
                continue;
            }
            // SAFETY: the object is not destroyed before this reference is cleared, for which the mutex is needed.
            let header = unsafe { word.as_object::<R>()?.as_ref() };
            let alive = R::try_retain(attached.thread(), header.count(), attached.tally());
            drop(shard);
            // SAFETY: the reference was just taken.
            return alive.then(|| unsafe { Value::from_owned(word) });
        }
    }

    /// The callback, if there is one that may still be called.
    pub fn callback(&self, attached: &Attached<R>) -> Option<Value<R>> {
        loop {
            let referent = self.referent.load();
            referent.as_object::<R>()?;
            let _shard = attached.world().weak.shard(referent.bits()).lock();
            if self.referent.load() != referent {
                continue;
            }
            let word = self.callback.load();
            // SAFETY: the callback is taken out when the referent dies, for which the mutex is needed; until then the slot
            // keeps it alive.
            return (word != Word::NONE).then(|| unsafe { Value::from_container(attached, word) });
        }
    }

    /// A reference without callback that already exists for `object`.
    pub fn existing(attached: &Attached<R>, object: &Value<R>) -> Option<Ref<R, Weak<R>>> {
        let header = object.header()?;
        if !header.has(Flag::KNOWN_BY_ADDRESS) {
            return None;
        }
        let all = Self::all(attached, object);
        all.into_iter().find(|weak| {
            weak.callback.load() == Word::NONE && weak.value().shape().is_some_and(|shape| !shape.is_heap())
        })
    }

    /// Every live reference to `object`.
    pub fn all(attached: &Attached<R>, object: &Value<R>) -> Vec<Ref<R, Weak<R>>> {
        let address = object.word().bits();
        let shard = attached.world().weak.shard(address).lock();
        let entries = shard.get(&(address as usize)).cloned().unwrap_or_default();
        entries
            .into_iter()
            .filter_map(|Entry(word)| {
                // SAFETY: a reference takes itself off, under this mutex, before its memory is reused.
                let header = unsafe { word.as_object::<R>()?.as_ref() };
                R::try_retain(attached.thread(), header.count(), attached.tally())
                    // SAFETY: the reference was just taken.
                    .then(|| unsafe { Value::<R>::from_owned(word) })
                    .and_then(|value| value.downcast().ok())
            })
            .collect()
    }
}

impl<R: Runtime> Drop for Weak<R> {
    fn drop(&mut self) {
        let attached = Attached::<R>::current();
        loop {
            let word = self.referent.load();
            if !word.is_object() {
                break;
            }
            let mut shard = attached.world().weak.shard(word.bits()).lock();
            if self.referent.load() != word {
                continue;
            }
            let address = word.bits() as usize;
            if let Some(entries) = shard.get_mut(&address) {
                // The address of this payload tells which entry is its own.
                let own = std::ptr::from_ref(self) as usize
                    - std::mem::offset_of!(crate::layout::Object<R, Weak<R>>, payload);
                entries.retain(|Entry(word)| word.bits() as usize != own);
                if entries.is_empty() {
                    shard.remove(&address);
                }
            }
            break;
        }
        drop(Value::<R>::from_slot_owned(&self.callback));
        drop(Value::<R>::from_slot_owned(&self.hash));
    }
}

// SAFETY: slots, written under the mutex of the referent's shard.
unsafe impl<R: Runtime> Payload<R> for Weak<R> {
    const NAME: &'static str = "ReferenceType";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        Value::with_borrowed(self.callback.load(), visit);
    }
}

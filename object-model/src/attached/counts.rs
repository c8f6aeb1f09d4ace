//! Counting, and what follows when a count says that an object is dead.

use super::{Attached, Callback, Extent};
use crate::header::{Flag, Header};
use crate::layout::Payload;
use crate::ledger::Meeting;
use crate::runtime::{Fate, Runtime};
use crate::slot::Slot;
use crate::value::{Ref, Value};
use crate::word::Word;
use std::ptr::NonNull;

/// How many dead objects wait before what dies in a destructor is dropped inside it; and, inside that, as many again. A list of
/// a million objects is then freed without memory for a million addresses: it may be the want of memory that frees it.
const WAITING: usize = 256;
/// How many destructors may run inside each other.
const NESTED: usize = 32;

impl<R: Runtime> Attached<R> {
    /// One more reference to what `word` refers to.
    #[inline(always)]
    pub fn retain(&self, word: Word) {
        if let Some(object) = word.as_object::<R>() {
            // SAFETY: the caller's word comes from a live value.
            R::retain(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        }
    }

    /// One more reference to what a container holds whose lock is held.
    #[inline(always)]
    pub(crate) fn retain_shared(&self, word: Word) {
        if let Some(object) = word.as_object::<R>() {
            // SAFETY: the container keeps the object alive.
            R::retain_shared(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        }
    }

    /// One reference less. The word is dead to the caller.
    #[inline(always)]
    pub fn release(&self, word: Word) {
        if let Some(object) = word.as_object::<R>() {
            // SAFETY: the caller owns a reference, so the object is alive.
            let count = unsafe { &object.as_ref().count };
            if !R::release_one_of_several(self.thread(), count, &self.tally) {
                self.release_otherwise(object);
            }
        }
    }

    /// Gives back a reference that may be the last one, or one that others count.
    #[inline(never)]
    fn release_otherwise(&self, object: NonNull<Header<R>>) {
        // SAFETY: the caller owns a reference, so the object is alive.
        let count = unsafe { &object.as_ref().count };
        // What is called is called last, so this needs no frame.
        if R::release_only_one(self.thread(), count, &self.tally) {
            self.bury(object);
        } else if !R::release_one_of_many(self.thread(), count, &self.tally) {
            self.release_among_others(object);
        }
    }

    /// Gives back a reference that others count, or to what others may be about to count.
    #[inline(never)]
    fn release_among_others(&self, object: NonNull<Header<R>>) {
        // SAFETY: the caller owns a reference, so the object is alive.
        let fate = R::release(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        match fate {
            Fate::Alive => {}
            Fate::Dead => self.bury(object),
            fate => self.settle(object, fate),
        }
    }

    /// Whether this is the only reference there is to an object, and nobody can take another as long as this thread does not: what
    /// the object guards is this thread's then, without its section. False says nothing.
    #[inline(always)]
    pub(crate) fn is_only_reference<P: Payload<R>>(&self, object: &Ref<R, P>) -> bool {
        R::is_only_reference(self.thread(), object.head().count())
    }

    /// Whether this thread may read the slots of an object without its lock.
    #[inline(always)]
    pub(crate) fn may_peek(&self, object: &Header<R>) -> bool {
        R::may_peek(self.thread(), object.count(), || object.has(Flag::SHARED))
    }

    /// Reads a slot without the lock; None if the caller must take it. `still` says whether the slot still means the same.
    #[inline(always)]
    pub fn peek(&self, slot: &Slot, still: impl Fn() -> bool) -> Option<Value<R>> {
        self.peek_here(slot, &still).or_else(|| self.peek_elsewhere(slot, still))
    }

    /// The same, if it is no object that others count.
    #[inline(always)]
    pub fn peek_here(&self, slot: &Slot, still: impl Fn() -> bool) -> Option<Value<R>> {
        let word = R::peek_here(self.thread(), slot, &self.tally, still)?;
        // SAFETY: a reference of the caller's own, or no object.
        Some(unsafe { Value::from_owned(word) })
    }

    /// Reads a slot without the lock that holds what others count. Not part of [`peek`](Self::peek), whose callers would prepare
    /// for what is called here.
    #[inline(never)]
    pub(crate) fn peek_elsewhere(&self, slot: &Slot, still: impl FnOnce() -> bool) -> Option<Value<R>> {
        let settle = |object, fate| self.settle(object, fate);
        let word = R::peek_elsewhere(self.thread(), slot, &self.tally, still, settle)?;
        // SAFETY: a reference of the caller's own.
        Some(unsafe { Value::from_owned(word) })
    }

    /// Does what a release owes.
    #[cold]
    #[inline(never)]
    pub(crate) fn settle(&self, object: NonNull<Header<R>>, fate: Fate) {
        match fate {
            Fate::Alive => {}
            Fate::Dead => self.bury(object),
            Fate::Queue(owner) => {
                if !self.runtime().request_merge(owner, object.as_ptr() as usize, &self.tally) {
                    self.merge(object);
                }
            }
            Fate::Later => {
                debug_assert_ne!(self.busy.get(), 0, "a reference kept in no section");
                self.kept.borrow_mut().push(object);
                self.due.set(true);
            }
        }
    }

    pub(super) fn merge(&self, object: NonNull<Header<R>>) {
        // SAFETY: as below.
        self.tally.meet(Meeting::Merge, || unsafe { object.as_ref() });
        // SAFETY: a queued reference keeps the object alive until this merge.
        let fate = R::merge(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        if fate == Fate::Dead {
            self.bury(object);
        }
    }

    /// Drops a dead object, and what dies with it, one after the other: a list nested 200,000 deep needs no stack.
    #[inline(never)]
    fn bury(&self, object: NonNull<Header<R>>) {
        if self.busy.get() != 0 {
            return self.bury_later(object);
        }
        self.busy.set(1);
        self.nested.set(1);
        // SAFETY: `Fate::Dead` was answered to this thread alone.
        unsafe { self.destroy(object) };
        self.nested.set(0);
        self.busy.set(0);
        if self.due.get() {
            self.drain();
        }
    }

    /// Has a dead object wait for the end of the section or of the destructor that let go of it.
    #[inline(never)]
    fn bury_later(&self, object: NonNull<Header<R>>) {
        let mut dying = self.dying.borrow_mut();
        let (waiting, nested) = (dying.len(), self.nested.get());
        if waiting >= WAITING * nested && nested < NESTED && self.busy.get() == 1 && nested != 0 {
            drop(dying);
            return self.bury_within(object, waiting);
        }
        dying.push(object);
        self.due.set(true);
    }

    /// Drops a dead object inside the destructor that let go of it, and what dies with it; the others wait on.
    #[cold]
    #[inline(never)]
    fn bury_within(&self, object: NonNull<Header<R>>, waiting: usize) {
        let nested = self.nested.get();
        self.nested.set(nested + 1);
        let mut dead = Some(object);
        while let Some(object) = dead {
            // SAFETY: `Fate::Dead` was answered to this thread alone.
            unsafe { self.destroy(object) };
            let mut dying = self.dying.borrow_mut();
            dead = if dying.len() > waiting { dying.pop() } else { None };
        }
        self.nested.set(nested);
    }

    /// Does what waited for the end of a section or of a destructor.
    #[inline(never)]
    pub(super) fn drain(&self) {
        self.busy.set(1);
        self.nested.set(1);
        loop {
            let kept = self.kept.borrow_mut().pop();
            if let Some(object) = kept {
                self.release(Word::object(object));
                continue;
            }
            let Some(object) = self.dying.borrow_mut().pop() else { break };
            // SAFETY: `Fate::Dead` was answered to this thread alone.
            unsafe { self.destroy(object) };
        }
        self.due.set(false);
        self.nested.set(0);
        self.busy.set(0);
    }

    /// # Safety
    /// The object is dead and this thread is the one that was told.
    unsafe fn destroy(&self, object: NonNull<Header<R>>) {
        // SAFETY: dead, but not yet dropped: the header is intact.
        let header = unsafe { object.as_ref() };
        let shape = header.shape();
        let layout = shape.layout();
        if shape.has_finalizer() && !self.ending.get() && header.set(Flag::FINALIZED) {
            R::mortal(self.thread(), &header.count);
            if header.has(Flag::KNOWN_BY_ADDRESS) {
                R::share(self.thread(), &header.count, &self.tally);
            }
            self.finalizable.borrow_mut().push(Value::from_object(object));
            self.pending.set(true);
            return;
        }
        R::retire_count(&header.count);
        // Of the dead nobody else says anything new.
        let facts = header.facts();
        if facts.have(Flag::KNOWN_BY_ADDRESS) {
            self.forget(object);
        }
        let extent = Extent::of_one(layout, header.extent(), facts);
        let class = shape.class_word();
        if !facts.have(Flag::CLEARED) {
            // SAFETY: dead, of this layout, and nobody else can reach it.
            unsafe { (layout.drop)(object) };
        }
        // SAFETY: dropped above, or when it was cleared.
        unsafe { self.free(object, extent) };
        self.release(class);
    }

    /// Whether finalizers or weak reference callbacks wait to be run.
    #[inline(always)]
    pub fn has_pending(&self) -> bool {
        self.pending.get()
    }

    /// Objects whose finalizer is to be run now, and weak reference callbacks.
    pub fn take_pending(&self) -> (Vec<Value<R>>, Vec<Callback<R>>) {
        self.pending.set(false);
        (self.finalizable.take(), self.callbacks.take())
    }
}

//! Memory for objects, from a thread's free lists and back to them.

use super::Attached;
use crate::header::{Facts, Flag, Header};
use crate::heap;
use crate::kind::Kind;
use crate::layout::{Layout, Object, Payload};
use crate::runtime::Runtime;
use crate::shape::Shape;
use crate::shortage;
use crate::tally::Tally;
use crate::value::{Ref, Value};
use crate::world::Immortal;
use std::ptr::NonNull;

/// How much memory an object takes, and from where.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    size: usize,
    large: bool,
}

impl Extent {
    pub(crate) fn of<R: Runtime>(header: &Header<R>) -> Extent {
        Self::of_one(header.layout(), header.extent(), header.facts())
    }

    /// Of an object of this layout, with so many units of its tail.
    pub(crate) fn of_one<R: Runtime>(layout: &Layout<R>, extent: u16, facts: Facts) -> Extent {
        Extent { size: layout.size + layout.tail * usize::from(extent), large: facts.have(Flag::LARGE) }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.size
    }
}

impl<R: Runtime> Attached<R> {
    /// A new object of `shape`'s class. `extent` slots or bytes of the layout's tail follow the payload, uninitialised.
    ///
    /// # Safety
    /// `P` is the payload type of the shape's layout; the tail is initialised before the object is used or dropped.
    #[inline]
    pub unsafe fn allocate<P: Payload<R>>(
        &self,
        shape: &Shape<R>,
        payload: P,
        extent: u16,
    ) -> NonNull<Object<R, P>> {
        const { assert!(align_of::<Object<R, P>>() <= 16, "memory for objects is aligned to 16") }
        let layout = shape.layout();
        debug_assert_eq!(
            layout.size,
            size_of::<Object<R, P>>(),
            "{} has the layout of another payload",
            layout.name
        );
        let size = layout.size + layout.tail * usize::from(extent);
        let (memory, flags) = self.memory(size);
        self.retain(shape.class_word());
        // SAFETY: the memory is large enough for header and payload, aligned to 16 and ours.
        unsafe { self.initialize(memory, layout.kind, extent, flags, shape, payload) }
    }

    /// Memory for an object, and the flag that says where it came from.
    #[inline(always)]
    fn memory(&self, size: usize) -> (heap::Memory, u8) {
        if size <= heap::LARGEST
            && let Some(memory) = self.heap.allocate(&self.world.heap, size)
        {
            return (memory, 0);
        }
        self.memory_slow(size)
    }

    #[cold]
    #[inline(never)]
    fn memory_slow(&self, size: usize) -> (heap::Memory, u8) {
        self.note_growth();
        if !shortage::recover() && self.heard.get() != shortage::last() {
            self.note_shortage();
        }
        if size <= heap::LARGEST {
            self.heap.refill(&self.world.heap, size);
            return (self.heap.allocate(&self.world.heap, size).expect("refilled above"), 0);
        }
        match self.world.heap.allocate_large(size) {
            Some(memory) => (memory, Flag::LARGE.bits()),
            None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>()),
        }
    }

    /// Says how many objects this thread has made since it last did, less those it has freed; asks itself to collect if
    /// that is due. Called where memory runs short or over, which is often enough and costs the others nothing.
    pub(super) fn note_growth(&self) {
        let made = self.tally.objects_allocated.get().wrapping_sub(self.tally.objects_freed.get());
        let grown = made.wrapping_sub(self.noted.replace(made)) as i64;
        if self.world.collector.grow(grown) {
            self.collection_due.set(true);
            self.runtime().ask_for_safepoint(self.thread());
        }
    }

    /// Whether cycles were to be collected when this thread last made or freed many objects.
    pub fn collection_is_due(&self) -> bool {
        self.collection_due.get()
    }

    /// Whether cycles are to be collected at this safepoint; takes the request.
    pub fn take_collection_due(&self) -> bool {
        self.collection_due.replace(false) && self.world.collector.is_due()
    }

    #[cold]
    #[inline(never)]
    fn note_making(&self, object: NonNull<Header<R>>) {
        let uncounted = self.tally.account.as_ref().is_some_and(|account| account.made(object.addr().get()));
        if uncounted {
            // SAFETY: it has just been made, and nobody else has it.
            R::immortalize(self.thread(), unsafe { &object.as_ref().count });
            self.world.immortals.lock().push(Immortal(object));
            self.noted.set(self.noted.get().wrapping_add(1));
        }
        self.enter_making(object);
    }

    /// # Safety
    /// `memory` has room for an `Object<R, P>` and is the caller's.
    unsafe fn initialize<P: Payload<R>>(
        &self,
        memory: heap::Memory,
        kind: Kind,
        extent: u16,
        flags: u8,
        shape: *const Shape<R>,
        payload: P,
    ) -> NonNull<Object<R, P>> {
        Tally::count(&self.tally.objects_allocated);
        let object = memory.address.cast::<Object<R, P>>();
        if memory.fresh {
            let header = Header::new(R::count_one(self.thread()), kind, extent, flags, shape);
            // SAFETY: the caller's promise.
            unsafe { object.as_ptr().write(Object { header, payload }) };
        } else {
            // The count is not overwritten but revived: a late reader may be looking at it.
            // SAFETY: a free slot holds a vacant count at its front.
            R::revive(self.thread(), unsafe { Header::<R>::count_at(object.cast()) });
            // SAFETY: the caller's promise.
            unsafe {
                Header::write_tail(object.cast(), kind, extent, flags, shape);
                (&raw mut (*object.as_ptr()).payload).write(payload);
            }
        }
        if self.notes_makings() {
            self.note_making(object.cast());
        }
        object
    }

    /// An object without a shape, for the first classes.
    pub(crate) fn allocate_bare<P: Payload<R>>(&self, layout: &'static Layout<R>, payload: P) -> Ref<R, P> {
        let (memory, flags) = self.memory(layout.size);
        // SAFETY: the memory is of the layout's size. The shape is set before the object is used.
        unsafe { Ref::from_object(self.initialize(memory, layout.kind, 0, flags, std::ptr::null(), payload)) }
    }

    /// Stops counting an object until the world ends. For constants, and for what lives as long as its module.
    pub fn immortalize(&self, value: &Value<R>) {
        if let Some(object) = value.word().as_object::<R>() {
            // SAFETY: `value` keeps it alive.
            let header = unsafe { object.as_ref() };
            if !R::is_immortal(&header.count) {
                R::immortalize(self.thread(), &header.count);
                if !R::is_immortal(&header.count) {
                    // Another thread counts it in a word of its own. A reference that is never given back does as well.
                    self.retain(value.word());
                }
                self.world.immortals.lock().push(Immortal(object));
                // It is no new object that a collection could find.
                self.noted.set(self.noted.get().wrapping_add(1));
            }
        }
    }

    /// Gives the memory of an object back.
    ///
    /// # Safety
    /// The object was allocated here with this extent, its payload is dropped, its count is retired, nobody has a
    /// reference to it.
    #[inline]
    pub(crate) unsafe fn free(&self, object: NonNull<Header<R>>, extent: Extent) {
        Tally::count(&self.tally.objects_freed);
        if extent.large {
            return self.free_large(object, extent.size);
        }
        if self.heap.is_full(extent.size) {
            self.spill(extent.size);
        }
        // SAFETY: the caller's promise; the list was emptied if it was full.
        unsafe { self.heap.free(&self.world.heap, object.cast(), extent.size) };
    }

    #[cold]
    #[inline(never)]
    fn free_large(&self, object: NonNull<Header<R>>, size: usize) {
        let memory = self.world.heap.forget_large(object.cast(), size);
        self.runtime().retire(self.thread(), true, memory.bytes(), memory);
    }

    /// Makes memory whole again in which nothing lives, for what is of another size. That of other threads' free lists stays
    /// theirs.
    ///
    /// # Safety
    /// The world is stopped: nobody looks for a count where there is no object (C7).
    pub unsafe fn reclaim(&self) -> heap::Reclaimed {
        self.heap.surrender(&self.world.heap);
        // SAFETY: the caller's promise.
        unsafe { self.world.heap.reclaim(Self::lives) }
    }

    /// Gives the system back what the allocator has got back.
    pub(crate) fn give_back(&self, reclaimed: heap::Reclaimed) {
        if reclaimed.regions > 0 {
            shortage::give_back();
        }
    }

    #[cold]
    #[inline(never)]
    fn spill(&self, size: usize) {
        self.note_growth();
        shortage::recover();
        self.heap.spill(&self.world.heap, size);
    }
}

//! A thread that is attached to a runtime: the only way to count, allocate, free and lock.

use crate::collector::Collector;
use crate::header::{Flag, Header};
use crate::heap::{self, Heap, ThreadHeap};
use crate::kind::Kind;
use crate::layout::{Layout, Object, Payload};
use crate::ledger::{Account, Ledger, Meeting};
use crate::names::Names;
use crate::roots::Roots;
use crate::runtime::{Fate, Runtime};
use crate::shape::Shape;
use crate::slot::Slot;
use crate::tally::{Tally, Totals};
use crate::token::Guard;
use crate::value::{Ref, Value};
use crate::word::Word;
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::OnceLock;
use sync::{Arc, Mutex};

/// A runtime with the memory its objects live in, shared by its threads.
pub struct World<R: Runtime> {
    /// The runtime.
    pub runtime: R,
    pub(crate) heap: Heap,
    totals: Mutex<Totals>,
    pub(crate) immortals: Mutex<Vec<Immortal<R>>>,
    /// Interned strings.
    pub names: Names,
    /// The roots and the special names have been made.
    begun: OnceLock<()>,
    /// Not dropped with the world: the classes have died by then, or leak with it.
    roots: OnceLock<ManuallyDrop<Roots<R>>>,
    /// Weak references by the address of what they refer to.
    pub(crate) weak: crate::weak::WeakTable<R>,
    /// When cycles are collected.
    pub collector: Collector,
    /// Held while a class gets other bases, so that no two assignments make a circle.
    pub(crate) hierarchy: Mutex<()>,
    /// Where threads meet, if anybody wants to know.
    pub ledger: Option<std::sync::Arc<Ledger>>,
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
        })
    }

    /// The first classes.
    #[inline(always)]
    pub fn roots(&self) -> &Roots<R> {
        self.roots.get().expect("made when the first thread attaches")
    }

    /// The counters of all threads that have exited.
    pub fn totals(&self) -> Totals {
        self.totals.lock().clone()
    }
}

sync::thread_local! {
    /// The `Attached` of this thread, for counts that change in a destructor. One thread is attached to one runtime.
    static CURRENT: Cell<*const ()> = const { Cell::new(std::ptr::null()) };
}

/// What to call because an object died, and the weak reference to call it with.
pub type Callback<R> = (Value<R>, Value<R>);

/// What a thread needs to be attached: its runtime's record of it, its free lists, its counters.
pub struct Attached<R: Runtime> {
    world: Arc<World<R>>,
    thread: Option<R::Thread>,
    heap: ThreadHeap,
    tally: Tally,
    /// Dead objects that wait to be dropped: destructors never nest.
    dying: RefCell<Vec<NonNull<Header<R>>>>,
    /// References that are given back when the section that kept them has been left (R5).
    kept: RefCell<Vec<NonNull<Header<R>>>>,
    /// Something waits in `dying` or `kept`.
    due: Cell<bool>,
    /// Destructors are running, or a critical section is held in which none may.
    busy: Cell<u32>,
    /// Objects whose class has a finalizer, revived until it has run.
    finalizable: RefCell<Vec<Value<R>>>,
    /// Weak references whose referents died.
    pub(crate) callbacks: RefCell<Vec<Callback<R>>>,
    /// Something waits in `finalizable` or `callbacks`.
    pub(crate) pending: Cell<bool>,
    /// The world is about to end: no finalizer is run any more.
    pub(crate) ending: Cell<bool>,
    /// Others no longer ask this thread to merge.
    closed: Cell<bool>,
    /// Objects made, less those freed, when the collector was last told, and those that have become immortal since.
    noted: Cell<u64>,
    /// There are so many new objects that cycles are to be collected.
    collection_due: Cell<bool>,
}

/// How much memory an object takes, and from where.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    size: usize,
    large: bool,
}

impl Extent {
    pub(crate) fn of<R: Runtime>(header: &Header<R>) -> Extent {
        let layout = header.layout();
        let tail = layout.tail * usize::from(header.extent());
        Extent { size: layout.size + tail, large: header.has(Flag::LARGE) }
    }
}

impl<R: Runtime> Attached<R> {
    /// Attaches the calling thread to a world. Blocks until it may run.
    pub(crate) fn new(world: Arc<World<R>>) -> Box<Attached<R>> {
        let account = world.ledger.as_ref().map(Account::open);
        let tally = Tally { account, ..Tally::default() };
        Tally::count(&tally.threads);
        let thread = world.runtime.attach(&tally);
        let attached = Box::new(Attached {
            world,
            thread: Some(thread),
            heap: ThreadHeap::default(),
            tally,
            dying: RefCell::default(),
            kept: RefCell::default(),
            due: Cell::new(false),
            busy: Cell::new(0),
            finalizable: RefCell::default(),
            callbacks: RefCell::default(),
            pending: Cell::new(false),
            ending: Cell::new(false),
            closed: Cell::new(false),
            noted: Cell::new(0),
            collection_due: Cell::new(false),
        });
        let previous = CURRENT.with(|current| current.replace(std::ptr::from_ref(&*attached).cast()));
        assert!(previous.is_null(), "a thread is attached to one runtime at a time");
        // Whoever comes second waits, attached: making them blocks nowhere.
        attached.world.begun.get_or_init(|| {
            let roots = ManuallyDrop::new(Roots::make(&attached));
            assert!(attached.world.roots.set(roots).is_ok(), "they are made once");
            attached.world.names.begin(&attached);
        });
        attached
    }

    /// The calling thread's.
    ///
    /// # Panics
    /// If the thread is attached to none.
    #[inline(always)]
    pub fn current<'a>() -> &'a Attached<R> {
        let current = CURRENT.with(Cell::get);
        debug_assert!(!current.is_null(), "counts change only on an attached thread");
        // SAFETY: set in `new` to a box that lives until `exit` clears it; a thread is attached to one runtime at a
        // time and values of another runtime's type do not exist on it.
        unsafe { &*current.cast::<Attached<R>>() }
    }

    /// Whether the calling thread is attached to any runtime.
    pub fn is_current() -> bool {
        !CURRENT.with(Cell::get).is_null()
    }

    /// The world it is attached to.
    #[inline(always)]
    pub fn world(&self) -> &Arc<World<R>> {
        &self.world
    }

    /// The runtime.
    #[inline(always)]
    pub fn runtime(&self) -> &R {
        &self.world.runtime
    }

    /// The runtime's record of this thread.
    #[inline(always)]
    pub fn thread(&self) -> &R::Thread {
        // SAFETY: `thread` is only taken in `exit`, which ends the use of `self`.
        unsafe { self.thread.as_ref().unwrap_unchecked() }
    }

    /// This thread's counters.
    #[inline(always)]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    // ---- counts ------------------------------------------------------------------------------------------------

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
        let fate = R::release(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        match fate {
            Fate::Alive => {}
            Fate::Dead => self.bury(object),
            fate => self.settle(object, fate),
        }
    }

    /// Reads a slot without the lock; None if the caller must take it. `still` says whether the slot still means the same.
    #[inline(always)]
    pub fn peek(&self, slot: &Slot, still: impl FnOnce() -> bool) -> Option<Value<R>> {
        let settle = |object, fate| self.settle(object, fate);
        let word = R::peek(self.thread(), slot, &self.tally, still, settle)?;
        // SAFETY: `peek` answers a reference of the caller's own, or no object.
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

    fn merge(&self, object: NonNull<Header<R>>) {
        // SAFETY: as below.
        self.tally.meet(Meeting::Merge, || unsafe { object.as_ref() });
        // SAFETY: a queued reference keeps the object alive until this merge.
        let fate = R::merge(self.thread(), unsafe { &object.as_ref().count }, &self.tally);
        if fate == Fate::Dead {
            self.bury(object);
        }
    }

    /// Drops a dead object, and what dies with it, one after the other: a list nested 200,000 deep needs no stack.
    fn bury(&self, object: NonNull<Header<R>>) {
        if self.busy.get() != 0 {
            self.dying.borrow_mut().push(object);
            self.due.set(true);
            return;
        }
        self.busy.set(1);
        // SAFETY: `Fate::Dead` was answered to this thread alone.
        unsafe { self.destroy(object) };
        self.busy.set(0);
        if self.due.get() {
            self.drain();
        }
    }

    /// Does what waited for the end of a section or of a destructor.
    #[inline(never)]
    fn drain(&self) {
        self.busy.set(1);
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
            if header.has(Flag::WEAKLY_REFERENCED) {
                R::share(self.thread(), &header.count, &self.tally);
            }
            self.finalizable.borrow_mut().push(Value::from_object(object));
            self.pending.set(true);
            return;
        }
        R::retire_count(&header.count);
        if header.has(Flag::WEAKLY_REFERENCED) {
            self.world.weak.clear(self, object, |_| true);
        }
        let extent = Extent::of(header);
        let class = shape.class_word();
        if !header.has(Flag::CLEARED) {
            // SAFETY: dead, of this layout, and nobody else can reach it.
            unsafe { (layout.drop)(object) };
        }
        // SAFETY: dropped above, or when it was cleared.
        unsafe { self.free(object, extent) };
        self.release(class);
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

    #[cold]
    #[inline(never)]
    fn spill(&self, size: usize) {
        self.note_growth();
        self.heap.spill(&self.world.heap, size);
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

    /// Destructors wait until the matching [`leave`](Self::leave).
    #[inline(always)]
    pub(crate) fn enter(&self) {
        self.busy.set(self.busy.get() + 1);
    }

    /// Ends what [`enter`](Self::enter) began, and runs the destructors that waited.
    #[inline(always)]
    pub(crate) fn leave(&self) {
        let busy = self.busy.get() - 1;
        self.busy.set(busy);
        if busy == 0 && self.due.get() {
            self.drain();
        }
    }

    /// Makes one change in the object's critical section, if its lock need not be taken; `change` gives no reference back and
    /// calls nothing that could: it would have to be kept until the section has been left (R5). None, and nothing is changed, if the section must be entered through the token.
    #[inline(always)]
    pub(crate) fn in_own_section<P: Guard<R>, T>(
        &self,
        object: &Ref<R, P>,
        change: impl FnOnce(&P) -> T,
    ) -> Option<T> {
        if !self.runtime().enter_own(self.thread(), object.head(), &self.tally) {
            return None;
        }
        let changed = change(object);
        self.runtime().leave_own(self.thread());
        Some(changed)
    }

    // ---- allocation --------------------------------------------------------------------------------------------

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
    fn note_growth(&self) {
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
        if self.tally.account.is_some() {
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

    // ---- who may run -------------------------------------------------------------------------------------------

    /// Whether a safepoint has something to do.
    #[inline(always)]
    pub fn poll(&self) -> bool {
        R::poll(self.thread())
    }

    /// Does what is due.
    #[cold]
    #[inline(never)]
    pub fn safepoint(&self) {
        Tally::count(&self.tally.safepoints);
        self.runtime().safepoint(self.thread(), &self.tally);
        self.merge_requested();
    }

    fn merge_requested(&self) {
        while let Some(address) = R::next_merge(self.thread()) {
            if let Some(object) = NonNull::new(address as *mut Header<R>) {
                self.merge(object);
            }
        }
    }

    /// Runs `section` while no other thread runs, and every count is exact. Destructors wait until it has ended.
    pub(crate) fn stopped<T>(&self, section: impl FnOnce() -> T) -> T {
        self.enter();
        // What ends the world is no part of what the program did.
        let uncounted = self.ending.get().then(Tally::default);
        let tally = uncounted.as_ref().unwrap_or(&self.tally);
        let answer = self.runtime().stop_the_world(self.thread(), tally, || {
            self.merge_requested();
            section()
        });
        self.leave();
        answer
    }

    pub(crate) fn suspend(&self) {
        self.runtime().suspend(self.thread(), &self.tally);
    }

    pub(crate) fn resume(&self) {
        self.runtime().resume(self.thread(), &self.tally);
    }

    /// Detaches for longer than a call that blocks: the calling thread may enter another world meanwhile (X1).
    pub(crate) fn depart(&self) {
        debug_assert!(self.busy.get() == 0, "a thread leaves a world with its destructors run");
        // What this lets the runtime free may count.
        self.suspend();
        CURRENT.with(|current| current.set(std::ptr::null()));
    }

    /// Ends what [`depart`](Self::depart) began, on the same thread or another.
    pub(crate) fn come_back(&self) {
        let previous = CURRENT.with(|current| current.replace(std::ptr::from_ref(self).cast()));
        assert!(previous.is_null(), "a thread is in one world at a time");
        self.resume();
    }

    /// The last step but one of a thread's end: merges what others asked it to, and refuses to be asked any more. False if
    /// finalizers or callbacks are to be run first. Once it is true the thread does nothing with objects but drop its token.
    pub fn close(&self) -> bool {
        // What was gathered while the world was stopped.
        self.merge_requested();
        while !self.has_pending() {
            if self.closed.get() || self.runtime().close(self.thread()) {
                self.closed.set(true);
                return true;
            }
            self.merge_requested();
        }
        false
    }

    /// Ends the thread's attachment: strands nothing, hands its free lists and counters over.
    pub(crate) fn exit(&mut self) {
        // What finalizers and callbacks were left is dropped: they have had their chance.
        while !self.close() {
            drop(self.take_pending());
        }
        self.note_growth();
        self.heap.surrender(&self.world.heap);
        CURRENT.with(|current| current.set(std::ptr::null()));
        if let Some(thread) = self.thread.take() {
            self.world.runtime.exit(thread, &self.tally);
        }
        self.world.totals.lock().add(&self.tally);
        if let Some(account) = &self.tally.account {
            account.close();
        }
    }
}

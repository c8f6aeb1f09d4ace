//! A thread that is attached to a runtime: the only way to count, allocate, free and lock.

mod counts;
mod memory;
mod stock;

pub(crate) use memory::Extent;

use crate::header::Header;
use crate::heap::ThreadHeap;
use crate::inventory::Trail;
use crate::ledger::Account;
use crate::recent_names::RecentNames;
use crate::roots::Roots;
use crate::runtime::Runtime;
use crate::shortage;
use crate::str::Str;
use crate::tally::Tally;
use crate::token::Guard;
use crate::value::{Ref, Value};
use crate::world::World;
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use sync::Arc;

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
    recent_names: RecentNames,
    /// Dead objects that wait to be dropped: destructors hardly ever nest, and never deep.
    dying: RefCell<Vec<NonNull<Header<R>>>>,
    /// References that are given back when the section that kept them has been left (R5).
    kept: RefCell<Vec<NonNull<Header<R>>>>,
    /// Something waits in `dying` or `kept`.
    due: Cell<bool>,
    /// Destructors are running, or a critical section is held in which none may.
    busy: Cell<u32>,
    /// How many destructors run inside each other.
    nested: Cell<usize>,
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
    /// A request of this thread was served from what memory is kept for when there is no other.
    short: Cell<bool>,
    /// The number of the last shortage this thread has heard of.
    heard: Cell<usize>,
    /// What this thread makes is noted: in the ledger, in the inventory, or in both.
    noting: Cell<bool>,
    /// It is entered into the inventory.
    keeping: Cell<bool>,
    /// Where this thread is, while it is.
    trail: Trail,
}

impl<R: Runtime> Attached<R> {
    /// Attaches the calling thread to a world. Blocks until it may run.
    pub(crate) fn new(world: Arc<World<R>>) -> Box<Attached<R>> {
        let account = world.ledger.as_ref().map(Account::open);
        let noting = Cell::new(account.is_some());
        let tally = Tally::keeping(account);
        Tally::count(&tally.threads);
        let thread = world.runtime.attach(&tally);
        let attached = Box::new(Attached {
            world,
            thread: Some(thread),
            heap: ThreadHeap::default(),
            tally,
            recent_names: RecentNames::default(),
            dying: RefCell::default(),
            kept: RefCell::default(),
            due: Cell::new(false),
            busy: Cell::new(0),
            nested: Cell::new(0),
            finalizable: RefCell::default(),
            callbacks: RefCell::default(),
            pending: Cell::new(false),
            ending: Cell::new(false),
            closed: Cell::new(false),
            noted: Cell::new(0),
            collection_due: Cell::new(false),
            short: Cell::new(false),
            heard: Cell::new(shortage::last()),
            noting,
            keeping: Cell::new(false),
            trail: Trail::default(),
        });
        attached.become_current();
        // Whoever comes second waits, attached: making them blocks nowhere.
        attached.world.begun.get_or_init(|| {
            let roots = ManuallyDrop::new(Roots::make(&attached));
            assert!(attached.world.roots.set(roots).is_ok(), "they are made once");
            attached.world.names.begin(&attached);
        });
        attached
    }

    /// The name of this text, if the thread has interned it of late, or what `look` finds.
    #[inline]
    pub fn recent_name(&self, text: &str, look: impl FnOnce() -> Ref<R, Str<R>>) -> Ref<R, Str<R>> {
        self.recent_names.find(text, look)
    }

    /// Makes this the calling thread's.
    ///
    /// # Panics
    /// If it has one already.
    fn become_current(&self) {
        let this = std::ptr::from_ref(self).cast();
        let previous = CURRENT.with(|current| current.replace(this));
        assert!(previous.is_null(), "a thread is attached to one runtime at a time");
        // SAFETY: the box outlives `resign_current`, which is called before another thread can become its owner.
        unsafe { shortage::listen(Some((Self::told_of_shortage, this))) };
    }

    /// Ends what [`become_current`](Self::become_current) began.
    fn resign_current() {
        // SAFETY: nothing is called any more.
        unsafe { shortage::listen(None) };
        CURRENT.with(|current| current.set(std::ptr::null()));
    }

    /// A request of this thread was served from the reserve: it is to raise MemoryError at its next safepoint.
    ///
    /// # Safety
    /// `this` is the calling thread's `Attached<R>`.
    unsafe fn told_of_shortage(this: *const ()) {
        // SAFETY: the caller's promise.
        unsafe { &*this.cast::<Attached<R>>() }.note_shortage();
    }

    /// There was no memory for something whose caller cannot say so: [`take_shortage`](Self::take_shortage) will.
    pub fn note_shortage(&self) {
        if let Some(thread) = &self.thread {
            self.heard.set(shortage::last());
            self.short.set(true);
            self.runtime().ask_for_safepoint(thread);
        }
    }

    /// Whether memory ran short for this thread since this was last asked.
    pub fn take_shortage(&self) -> bool {
        self.short.replace(false)
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

    /// Merges what any thread was asked to and has not heard of yet: one that is detached may not hear of it for long (I5). No
    /// other thread runs.
    pub(crate) fn merge_for_all(&self) {
        self.runtime().take_requests(self.thread());
        self.merge_requested();
    }

    /// Runs `section` while no other thread runs, and every count is exact. Destructors wait until it has ended. It takes no
    /// lock that a thread may hold which runs Python code.
    pub fn stopped<T>(&self, section: impl FnOnce() -> T) -> T {
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
        Self::resign_current();
    }

    /// Ends what [`depart`](Self::depart) began, on the same thread or another.
    pub(crate) fn come_back(&self) {
        self.become_current();
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
        Self::resign_current();
        if let Some(thread) = self.thread.take() {
            self.world.runtime.exit(thread, &self.tally);
        }
        self.tally.set_alone(false);
        self.world.totals.lock().add(&self.tally);
        if let Some(account) = &self.tally.account {
            account.close();
        }
    }
}

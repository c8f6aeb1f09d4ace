//! Objects that keep each other alive and nothing else does.
//!
//! Counting never frees a cycle. The collector finds them by trial deletion: it takes from every object's count the
//! references that other objects hold. What is left over comes from outside the heap, from registers, natives and threads;
//! objects with something left over are alive, and so is what they reach. The rest is garbage.
//!
//! The heap is looked at with the world stopped, so counts are exact and no reference is on its way. Breaking the cycles
//! needs no stop: nobody can reach garbage, except through weak references, which are cleared first, and for the moment
//! it takes a reader without the lock to notice that it has read too late, which counts as any reference does.

use crate::attached::Attached;
use crate::class::Class;
use crate::header::{Flag, Header};
use crate::kind::Kind;
use crate::layout::Object;
use crate::marks::Marks;
use crate::runtime::Runtime;
use crate::shortage::{self, OutOfMemory, push};
use crate::slot::Slot;
use crate::token::Token;
use crate::value::Value;
use crate::word::Word;
use std::ptr::NonNull;
use std::time::Duration;
use sync::time::Instant;

/// A mark of zero says that an object is not garbage, or is none of those that are looked at. Any other is odd, and twice
/// the number of references that are not explained yet, and one.
const EXPLAINED: u32 = 1;
const REFERENCE: u32 = 2;
/// Who has more references than can be marked is not garbage.
const MOST_REFERENCES: usize = (u32::MAX / REFERENCE - 1) as usize;

/// Objects that are only reachable from themselves, each kept by one reference more until it is disposed of.
#[must_use = "it is kept alive until it is disposed of"]
pub struct Garbage<R: Runtime> {
    /// In the order of their addresses.
    objects: Vec<NonNull<Header<R>>>,
    /// How long it took to find them.
    looked: Duration,
}

impl<R: Runtime> Garbage<R> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// What has a finalizer that has not run; it is taken as run from now on.
    pub fn take_finalizable(&self) -> Vec<Value<R>> {
        let due = self.objects.iter().filter(|&&object| {
            // SAFETY: kept alive.
            let header = unsafe { object.as_ref() };
            header.shape().has_finalizer() && header.set(Flag::FINALIZED)
        });
        // SAFETY: as above; the clone is a reference of its own.
        due.map(|&object| unsafe { Value::from_borrowed(Word::object(object)) }).collect()
    }

    /// The objects, borrowed.
    pub fn objects(&self) -> impl Iterator<Item = &Value<R>> {
        // SAFETY: each is kept alive; an object's word is its address, and a value is its word.
        self.objects.iter().map(|object| unsafe { &*std::ptr::from_ref(object).cast::<Value<R>>() })
    }

    fn first(&self) -> Option<usize> {
        self.objects.first().map(|object| object.as_ptr() as usize)
    }

    fn holds(&self, object: NonNull<Header<R>>) -> bool {
        self.objects.binary_search(&object).is_ok()
    }
}

impl<R: Runtime> Token<R> {
    /// Frees the objects that are only reachable from themselves; answers how many there were. Finalizers are not run.
    pub fn collect_cycles(&mut self) -> usize {
        let garbage = self.find_cycles();
        drop(garbage.take_finalizable());
        self.dispose_of(garbage, false)
    }

    /// Finds the objects that are only reachable from themselves. Weak references do not reach them any more. Finds none if
    /// there is no memory to look with, which is a quarter of the objects' own.
    pub fn find_cycles(&mut self) -> Garbage<R> {
        let attached: &Attached<R> = self;
        // SAFETY: no other thread runs.
        let (garbage, reclaimed) =
            attached.stopped(|| (attached.claim_garbage(), unsafe { attached.reclaim() }));
        attached.give_back(reclaimed);
        garbage
    }

    /// Makes memory whole again in which nothing lives, for what is of another size, as every search for cycles does; answers
    /// whether there was any.
    pub fn reclaim_memory(&mut self) -> bool {
        let attached: &Attached<R> = self;
        // SAFETY: no other thread runs.
        let reclaimed = attached.stopped(|| unsafe { attached.reclaim() });
        attached.give_back(reclaimed);
        reclaimed.chunks > 0
    }

    /// Memory has run short: tries to make do with that in which nothing lives. Whether there is a reserve again.
    pub fn relieve_shortage(&mut self) -> bool {
        self.reclaim_memory() && shortage::recover_at_once()
    }

    /// Frees what was found, but for what finalizers have brought back; answers how many objects that were.
    pub fn dispose_of(&mut self, garbage: Garbage<R>, finalizers_ran: bool) -> usize {
        let attached: &Attached<R> = self;
        let began = Instant::now();
        let looked = garbage.looked;
        let first = garbage.first();
        let found = if finalizers_ran { attached.still_garbage(garbage) } else { garbage };
        let freed = attached.dispose(&found);
        attached.world().collector.disposed_of(first);
        attached.tally().collecting.borrow_mut().note(looked + began.elapsed());
        freed
    }

    /// Lets what was found live on, as values, but for what finalizers have brought back.
    pub fn keep(&mut self, garbage: Garbage<R>, finalizers_ran: bool) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        let began = Instant::now();
        let looked = garbage.looked;
        let first = garbage.first();
        let found = if finalizers_ran { attached.still_garbage(garbage) } else { garbage };
        attached.world().collector.disposed_of(first);
        attached.tally().collecting.borrow_mut().note(looked + began.elapsed());
        // SAFETY: each is kept by a reference, which becomes the value's.
        found.objects.into_iter().map(|object| unsafe { Value::from_owned(Word::object(object)) }).collect()
    }

    /// What has a finalizer that has not run and is only reachable from the heap, immortal objects included: what a program
    /// that ends leaves behind. In the order in which it is reached from `roots`. It is taken as run from now on.
    pub fn take_left_behind(&mut self, roots: &[Value<R>]) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            let Ok(objects) = attached.unreachable(&[], Immortals::Searched) else { return vec![] };
            let left = Garbage { objects, looked: Duration::ZERO };
            let due = |object: &NonNull<Header<R>>| {
                // SAFETY: alive, since no other thread runs.
                let header = unsafe { object.as_ref() };
                header.shape().has_finalizer() && !header.has(Flag::FINALIZED)
            };
            if !left.objects.iter().any(due) {
                return vec![];
            }
            // Without memory for the order it is that of their addresses.
            let order = attached.reached_from(roots).unwrap_or_default();
            let order = order.into_iter().filter(|&object| left.holds(object));
            let unordered = left.objects.iter().copied();
            let in_order: Vec<_> = order.chain(unordered).filter(due).collect();
            in_order
                .into_iter()
                // SAFETY: as above. Each is named twice, and taken once.
                .filter(|object| unsafe { object.as_ref() }.set(Flag::FINALIZED))
                // SAFETY: alive; the clone is a reference of its own.
                .map(|object| unsafe { Value::from_borrowed(Word::object(object)) })
                .collect()
        })
    }
}

/// Whether what only immortal objects refer to counts as reachable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Immortals {
    /// It does: nobody knows who refers to immortal objects.
    Ignored,
    /// It does not: they go themselves.
    Searched,
}

impl<R: Runtime> Attached<R> {
    /// Shows every live object. No other thread runs.
    pub(crate) fn walk(&self, mut visit: impl FnMut(NonNull<Header<R>>)) {
        self.world().heap.walk(|memory| {
            if Self::lives(memory) {
                visit(memory.cast());
            }
        });
    }

    /// Whether there is an object in a slot of a slab, or in memory for a large object. No other thread runs.
    #[inline(always)]
    pub(crate) fn lives(memory: NonNull<u8>) -> bool {
        // SAFETY: a slot of a slab begins with a count, vacant or not, and so does a large object.
        let count = unsafe { Header::<R>::count_at(memory.cast()) };
        R::is_immortal(count) || R::references(count) != 0
    }

    /// What is only reachable from itself, with one reference each that keeps it until it is disposed of. No other thread
    /// runs.
    pub(crate) fn claim_garbage(&self) -> Garbage<R> {
        let began = Instant::now();
        self.merge_for_all();
        let found = self.unreachable(&[], Immortals::Ignored).and_then(|objects| {
            let mut addresses = Vec::new();
            addresses.try_reserve_exact(objects.len()).map_err(|_| OutOfMemory)?;
            addresses.extend(objects.iter().map(|object| object.as_ptr() as usize));
            Ok((objects, addresses))
        });
        let (objects, addresses) = found.unwrap_or_else(|OutOfMemory| {
            self.world().collector.put_off();
            Default::default()
        });
        let mut garbage = Garbage { objects, looked: Duration::ZERO };
        for &object in &garbage.objects {
            self.claim(object, &garbage);
        }
        self.world().collector.claim(addresses.into_boxed_slice());
        garbage.looked = began.elapsed();
        garbage
    }

    /// Of objects that were claimed, those that are garbage still after finalizers have run.
    fn still_garbage(&self, garbage: Garbage<R>) -> Garbage<R> {
        let still = self.stopped(|| {
            // Without memory to look again nothing is taken for garbage: it is found once more another time.
            let mut still = self.unreachable(&garbage.objects, Immortals::Ignored).unwrap_or_default();
            still.retain(|&object| garbage.holds(object));
            still
        });
        let kept = Garbage { objects: still, looked: garbage.looked };
        for &object in garbage.objects.iter().filter(|&&object| !kept.holds(object)) {
            self.release(Word::object(object));
        }
        kept
    }

    /// What is only reachable from itself, by address. One reference to each of `claimed` is the collector's own. No other
    /// thread runs.
    fn unreachable(
        &self,
        claimed: &[NonNull<Header<R>>],
        immortals: Immortals,
    ) -> Result<Vec<NonNull<Header<R>>>, OutOfMemory> {
        let mut marks = Marks::new(&self.world().heap)?;
        // What has no room is noted as such, where there is no way to stop.
        let mut room = Ok(());
        let mut sources = Vec::new();
        let mut alive = 0;
        // What is frozen goes with everything else at the end.
        let heed_frozen = immortals == Immortals::Ignored && !self.ending.get();
        self.walk(|object| {
            alive += 1;
            // SAFETY: alive.
            let header = unsafe { object.as_ref() };
            // The references of what is frozen stay unexplained.
            if header.is_tracked() && !(heed_frozen && header.has(Flag::FROZEN)) {
                let mortal = !R::is_immortal(header.count());
                let references = R::references(header.count());
                if mortal && references <= MOST_REFERENCES {
                    *marks.of(object) = references as u32 * REFERENCE + EXPLAINED;
                }
                if mortal || immortals == Immortals::Searched {
                    room = room.and_then(|()| push(&mut sources, object));
                }
            }
        });
        room?;
        for &object in claimed {
            explain(marks.of(object));
        }
        for &object in &sources {
            // SAFETY: alive, and no other thread runs.
            unsafe { show_references(object, |to| explain(marks.of(to))) };
        }
        // Fewer than none left: somebody shows a reference twice. Such an object is left alone.
        let mut reached = Vec::new();
        for &object in &sources {
            let mark = marks.of(object);
            if *mark > EXPLAINED {
                *mark = 0;
                push(&mut reached, object)?;
            }
            while let Some(object) = reached.pop() {
                // SAFETY: alive, and no other thread runs.
                unsafe {
                    show_references(object, |to| {
                        if std::mem::take(marks.of(to)) != 0 {
                            room = room.and_then(|()| push(&mut reached, to));
                        }
                    });
                }
            }
        }
        room?;
        let mut garbage: Vec<_> = sources.into_iter().filter(|&object| *marks.of(object) != 0).collect();
        garbage.sort_unstable();
        self.world().collector.looked(alive - garbage.len(), garbage.len());
        Ok(garbage)
    }

    /// What is reachable from `roots`, the nearest first. No other thread runs.
    fn reached_from(&self, roots: &[Value<R>]) -> Result<Vec<NonNull<Header<R>>>, OutOfMemory> {
        let mut seen = Marks::new(&self.world().heap)?;
        let mut room = Ok(());
        let mut order: Vec<_> = roots.iter().filter_map(|root| root.word().as_object::<R>()).collect();
        order.retain(|&object| std::mem::replace(seen.of(object), EXPLAINED) == 0);
        let mut at = 0;
        while let Some(&object) = order.get(at) {
            at += 1;
            // SAFETY: alive, and no other thread runs.
            unsafe {
                show_references(object, |to| {
                    if std::mem::replace(seen.of(to), EXPLAINED) == 0 {
                        room = room.and_then(|()| push(&mut order, to));
                    }
                });
            }
        }
        room.map(|()| order)
    }

    /// Keeps an object that nobody can reach until it is disposed of, and makes it unreachable through weak references.
    fn claim(&self, object: NonNull<Header<R>>, garbage: &Garbage<R>) {
        // SAFETY: alive: those that refer to it do.
        let header = unsafe { object.as_ref() };
        R::claim(self.thread(), header.count(), self.tally());
        if header.has(Flag::KNOWN_BY_ADDRESS) {
            // A weak reference that is garbage itself calls nobody.
            self.world().weak.clear(self, object, |reference| {
                !reference.as_object::<R>().is_some_and(|reference| garbage.holds(reference))
            });
        }
    }

    /// Breaks the cycles between objects that were claimed, and gives the references to them back.
    pub(crate) fn dispose(&self, garbage: &Garbage<R>) -> usize {
        self.clear_all(garbage.objects.iter().copied());
        for &object in &garbage.objects {
            self.release(Word::object(object));
        }
        garbage.objects.len()
    }

    /// Takes from every object what it refers to. Nobody can reach any of them; they do not die of it.
    pub(crate) fn clear_all(&self, objects: impl Iterator<Item = NonNull<Header<R>>> + Clone) {
        // Classes first: to let go of their bases they look into tuples that are about to be cleared, and they go on
        // describing their instances until they die.
        for object in objects.clone() {
            if let Some(class) = as_class(object) {
                class.let_go();
                // SAFETY: alive, so its header is intact.
                let attributes = unsafe { object.as_ref() }.layout().attributes;
                if attributes != 0 {
                    // SAFETY: the layout says that a slot is there.
                    let slot = unsafe { object.byte_add(attributes).cast::<Slot>().as_ref() };
                    drop(Value::<R>::from_slot_owned(slot));
                }
            }
        }
        for object in objects.filter(|&object| as_class(object).is_none()) {
            // SAFETY: alive, so its header is intact.
            let header = unsafe { object.as_ref() };
            if header.set(Flag::CLEARED) {
                // What dies of it is destroyed afterwards.
                self.enter();
                // SAFETY: of this layout, nobody else can reach it, and the flag keeps it from being dropped again.
                unsafe { (header.layout().drop)(object) };
                self.leave();
            }
        }
    }
}

fn as_class<'a, R: Runtime>(object: NonNull<Header<R>>) -> Option<&'a Class<R>> {
    // SAFETY: the callers pass objects that are alive for as long as they use the class.
    unsafe {
        let is_class = object.as_ref().kind() == Kind::Class;
        is_class.then(|| &object.cast::<Object<R, Class<R>>>().as_ref().payload)
    }
}

/// One reference less to explain.
#[inline(always)]
fn explain(mark: &mut u32) {
    if *mark != 0 {
        *mark = mark.wrapping_sub(REFERENCE);
    }
}

/// Shows the objects an object refers to, its class among them unless that is immortal.
///
/// # Safety
/// It is alive, and no other thread runs.
#[inline(always)]
pub(crate) unsafe fn show_references<R: Runtime>(
    object: NonNull<Header<R>>,
    mut show: impl FnMut(NonNull<Header<R>>),
) {
    // SAFETY: the caller's promise.
    let header = unsafe { object.as_ref() };
    let shape = header.shape();
    if let Some(class) = shape.class_word().as_object::<R>() {
        // SAFETY: a class lives as long as its instances.
        if !R::is_immortal(unsafe { class.as_ref() }.count()) {
            show(class);
        }
    }
    if !header.has(Flag::CLEARED) {
        let mut show = |value: &Value<R>| {
            if let Some(to) = value.word().as_object::<R>() {
                show(to);
            }
        };
        // SAFETY: alive and of this layout.
        unsafe { (shape.layout().children)(object, &mut show) };
    }
}

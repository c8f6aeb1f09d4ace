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
use crate::runtime::Runtime;
use crate::slot::Slot;
use crate::token::Token;
use crate::value::Value;
use crate::word::Word;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;

/// Hashes addresses.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(usize::from(byte)));
    }

    fn write_usize(&mut self, address: usize) {
        // The high bits of a product depend on every bit of the address, and the table uses both ends.
        self.0 = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }
}

/// Objects whose references are counted, and how many of their references are not explained yet.
type Unexplained = HashMap<usize, isize, BuildHasherDefault<AddressHasher>>;

/// Objects that are only reachable from themselves, each kept by one reference more until it is disposed of.
#[must_use = "it is kept alive until it is disposed of"]
pub struct Garbage<R: Runtime> {
    /// In the order of their addresses.
    objects: Vec<NonNull<Header<R>>>,
}

impl<R: Runtime> Garbage<R> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The objects, borrowed.
    pub fn objects(&self) -> impl Iterator<Item = &Value<R>> {
        // SAFETY: each is kept alive; an object's word is its address, and a value is its word.
        self.objects.iter().map(|object| unsafe { &*std::ptr::from_ref(object).cast::<Value<R>>() })
    }

    /// What has a finalizer that has not run; it is taken as run from now on.
    pub fn take_finalizable(&self) -> Vec<Value<R>> {
        let due = self.objects.iter().filter(|&&object| {
            // SAFETY: kept alive.
            let header = unsafe { object.as_ref() };
            header.set(Flag::FINALIZED) && header.shape().has_finalizer()
        });
        // SAFETY: as above; the clone is a reference of its own.
        due.map(|&object| unsafe { Value::from_borrowed(Word::object(object)) }).collect()
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
        self.dispose(&garbage)
    }

    /// Finds the objects that are only reachable from themselves. Weak references do not reach them any more.
    pub fn find_cycles(&mut self) -> Garbage<R> {
        let attached: &Attached<R> = self;
        attached.stopped(|| attached.claim_garbage())
    }

    /// Frees what was found, but for what finalizers have brought back; answers how many objects that were.
    pub fn dispose_of(&mut self, garbage: Garbage<R>, finalizers_ran: bool) -> usize {
        let attached: &Attached<R> = self;
        if !finalizers_ran {
            return attached.dispose(&garbage);
        }
        let still = attached.stopped(|| {
            let mut still = attached.unreachable(&garbage.objects, Immortals::Ignored);
            still.retain(|&object| garbage.holds(object));
            still
        });
        let kept = Garbage { objects: still };
        for &object in garbage.objects.iter().filter(|&&object| !kept.holds(object)) {
            attached.release(Word::object(object));
        }
        attached.dispose(&kept)
    }

    /// What has a finalizer that has not run and is only reachable from the heap, immortal objects included: what a program
    /// that ends leaves behind. In the order in which it is reached from `roots`. It is taken as run from now on.
    pub fn take_left_behind(&mut self, roots: &[Value<R>]) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            let left = Garbage { objects: attached.unreachable(&[], Immortals::Searched) };
            let due = |object: &NonNull<Header<R>>| {
                // SAFETY: alive, since no other thread runs.
                let header = unsafe { object.as_ref() };
                header.shape().has_finalizer() && !header.has(Flag::FINALIZED)
            };
            if !left.objects.iter().any(due) {
                return vec![];
            }
            let order = attached.reached_from(roots).into_iter().filter(|&object| left.holds(object));
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
            let object = memory.cast::<Header<R>>();
            // SAFETY: a slot of a slab begins with a count, vacant or not, and so does a large object.
            let count = unsafe { Header::count_at(object) };
            if R::is_immortal(count) || R::references(count) != 0 {
                visit(object);
            }
        });
    }

    /// What is only reachable from itself, with one reference each that keeps it until it is disposed of. No other thread
    /// runs.
    pub(crate) fn claim_garbage(&self) -> Garbage<R> {
        let garbage = Garbage { objects: self.unreachable(&[], Immortals::Ignored) };
        for &object in &garbage.objects {
            self.claim(object, &garbage);
        }
        garbage
    }

    /// What is only reachable from itself, by address. One reference to each of `claimed` is the collector's own. No other
    /// thread runs.
    fn unreachable(&self, claimed: &[NonNull<Header<R>>], immortals: Immortals) -> Vec<NonNull<Header<R>>> {
        let mut unexplained = Unexplained::default();
        let mut sources = Vec::new();
        self.walk(|object| {
            // SAFETY: alive.
            let count = unsafe { object.as_ref() }.count();
            let mortal = !R::is_immortal(count);
            if mortal {
                unexplained.insert(object.as_ptr() as usize, R::references(count) as isize);
            }
            if mortal || immortals == Immortals::Searched {
                sources.push(object);
            }
        });
        for &object in claimed {
            if let Some(left) = unexplained.get_mut(&(object.as_ptr() as usize)) {
                *left -= 1;
            }
        }
        for &object in &sources {
            // SAFETY: alive, and no other thread runs.
            unsafe { references(object) }.into_iter().for_each(|to| {
                if let Some(left) = unexplained.get_mut(&(to.bits() as usize)) {
                    *left -= 1;
                }
            });
        }
        // Fewer than none left: somebody shows a reference twice. Such an object is left alone.
        let mut alive: Vec<_> = sources
            .iter()
            .copied()
            .filter(|object| unexplained.get(&(object.as_ptr() as usize)).is_some_and(|&left| left != 0))
            .collect();
        for object in &alive {
            unexplained.remove(&(object.as_ptr() as usize));
        }
        while let Some(object) = alive.pop() {
            // SAFETY: alive, and no other thread runs.
            for to in unsafe { references(object) } {
                if unexplained.remove(&(to.bits() as usize)).is_some()
                    && let Some(to) = to.as_object::<R>()
                {
                    alive.push(to);
                }
            }
        }
        let mut garbage: Vec<_> = unexplained.into_keys().collect();
        garbage.sort_unstable();
        garbage.into_iter().filter_map(|address| NonNull::new(address as *mut Header<R>)).collect()
    }

    /// What is reachable from `roots`, the nearest first. No other thread runs.
    fn reached_from(&self, roots: &[Value<R>]) -> Vec<NonNull<Header<R>>> {
        let mut seen = Unexplained::default();
        let mut order: Vec<_> = roots.iter().filter_map(|root| root.word().as_object::<R>()).collect();
        order.retain(|object| seen.insert(object.as_ptr() as usize, 0).is_none());
        let mut at = 0;
        while let Some(&object) = order.get(at) {
            at += 1;
            // SAFETY: alive, and no other thread runs.
            let found = unsafe { references(object) }.into_iter().filter_map(Word::as_object::<R>);
            order.extend(found.filter(|object| seen.insert(object.as_ptr() as usize, 0).is_none()));
        }
        order
    }

    /// Keeps an object that nobody can reach until it is disposed of, and makes it unreachable through weak references.
    fn claim(&self, object: NonNull<Header<R>>, garbage: &Garbage<R>) {
        self.retain(Word::object(object));
        // SAFETY: alive: a reference was just taken.
        let header = unsafe { object.as_ref() };
        if header.has(Flag::WEAKLY_REFERENCED) {
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

/// The objects an object refers to, its class among them.
///
/// # Safety
/// It is alive, and no other thread runs.
unsafe fn references<R: Runtime>(object: NonNull<Header<R>>) -> Vec<Word> {
    // SAFETY: the caller's promise.
    let header = unsafe { object.as_ref() };
    let shape = header.shape();
    let mut words = vec![shape.class_word()];
    if !header.has(Flag::CLEARED) {
        // SAFETY: alive and of this layout.
        unsafe { (shape.layout().children)(object, &mut |value| words.push(value.word())) };
    }
    words
}

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

impl<R: Runtime> Token<R> {
    /// Frees the objects that are only reachable from themselves; answers how many there were. Finalizers are not run.
    pub fn collect_cycles(&mut self) -> usize {
        let attached: &Attached<R> = self;
        let found = attached
            .runtime()
            .stop_the_world(attached.thread(), attached.tally(), || attached.claim_garbage());
        attached.dispose(&found);
        found.len()
    }
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
    pub(crate) fn claim_garbage(&self) -> Vec<NonNull<Header<R>>> {
        let garbage = self.garbage();
        for &object in &garbage {
            self.claim(object);
        }
        garbage
    }

    fn garbage(&self) -> Vec<NonNull<Header<R>>> {
        let mut unexplained = Unexplained::default();
        self.walk(|object| {
            // SAFETY: alive.
            let count = unsafe { object.as_ref() }.count();
            if !R::is_immortal(count) {
                unexplained.insert(object.as_ptr() as usize, R::references(count) as isize);
            }
        });
        let objects: Vec<_> =
            unexplained.keys().filter_map(|&address| NonNull::new(address as *mut Header<R>)).collect();
        for &object in &objects {
            // SAFETY: alive, and no other thread runs.
            unsafe { references(object) }.into_iter().for_each(|to| {
                if let Some(left) = unexplained.get_mut(&(to.bits() as usize)) {
                    *left -= 1;
                }
            });
        }
        // Fewer than none left: somebody shows a reference twice. Such an object is left alone.
        let mut alive: Vec<_> = objects
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

    /// Keeps an object that nobody can reach until it is disposed of, and makes it unreachable through weak references.
    fn claim(&self, object: NonNull<Header<R>>) {
        self.retain(Word::object(object));
        // SAFETY: alive: a reference was just taken.
        let header = unsafe { object.as_ref() };
        header.set(Flag::FINALIZED);
        if header.has(Flag::WEAKLY_REFERENCED) {
            self.world().weak.clear(self, object);
        }
    }

    /// Breaks the cycles between objects that were claimed, and gives the references to them back.
    pub(crate) fn dispose(&self, garbage: &[NonNull<Header<R>>]) {
        self.clear_all(garbage.iter().copied());
        for &object in garbage {
            self.release(Word::object(object));
        }
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

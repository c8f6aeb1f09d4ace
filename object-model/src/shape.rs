//! Shapes: what an object is and where its attributes are.
//!
//! Every class has a root shape; an instance that gains an attribute moves along a transition to the shape with one more
//! name, and one that loses an attribute to the shape with a gap in that place. A shape's number is what inline caches
//! compare. It changes whenever something a cache may have concluded from the shape no longer holds (the class or a base of
//! it was changed), so a number never means two things.
//!
//! Shapes live as long as their class, so there are at most [`SHAPES`] of one, and at most [`TRANSITIONS`] from one: instances
//! that would need more have their attributes in dicts. Transitions are found without a mutex and added under the class's.

use crate::class::Class;
use crate::header::Header;
use crate::layout::{Layout, Object};
use crate::runtime::Runtime;
use crate::value::Ref;
use crate::word::Word;
use std::ptr::NonNull;
use sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};

/// What an object is and where its attributes are.
pub struct Shape<R: Runtime> {
    number: AtomicU32,
    class: NonNull<Header<R>>,
    layout: &'static Layout<R>,
    /// The class is written in Python (or made by `type()`).
    heap: bool,
    finalizer: AtomicBool,
    /// Objects of this shape are not finalized, whatever the class says.
    exempt: AtomicBool,
    attributes: Attributes,
    /// The first of the shapes to which a transition leads from here.
    first: AtomicPtr<Shape<R>>,
    /// The next of those to which one leads from where one leads here.
    next: AtomicPtr<Shape<R>>,
}

/// More shapes than this of one class are not worth their memory: what a program does with its attributes is not what a cache
/// can learn.
const SHAPES: usize = 256;

/// More transitions than this from one shape are not looked through.
const TRANSITIONS: usize = 32;

/// Where the attributes of an instance are.
enum Attributes {
    /// In slots; the names by slot number, unbound where there is a gap. Names are interned strings that live as long as the
    /// world.
    Slots(Box<[Word]>),
    /// In a dict, held in slot 0.
    Dict,
}

/// What happens to the attributes of an instance.
#[derive(Clone, Copy)]
enum Change {
    /// They gain one of this name, which none has.
    Gain(Word),
    /// They lose the one in this slot.
    Loss(usize),
}

impl Change {
    /// Whether a transition to these names is for this change.
    #[inline(always)]
    fn leads_to(self, names: &[Word]) -> bool {
        match self {
            Change::Gain(name) => names.last() == Some(&name),
            Change::Loss(index) => names.get(index) == Some(&Word::UNBOUND),
        }
    }

    fn apply(self, names: &[Word]) -> Box<[Word]> {
        let mut names = names.to_vec();
        match self {
            Change::Gain(name) => names.push(name),
            Change::Loss(index) => names[index] = Word::UNBOUND,
        }
        names.into()
    }
}

/// The shapes of one class, which keeps them.
pub(crate) struct Shapes<R: Runtime> {
    #[expect(clippy::vec_box, reason = "instances hold the addresses of shapes")]
    all: Vec<Box<Shape<R>>>,
}

impl<R: Runtime> Shapes<R> {
    pub(crate) const fn new() -> Self {
        Shapes { all: Vec::new() }
    }

    /// Keeps a new shape, which is told what the first one knows: who changes the class finds it here, or has told the first
    /// one before, because the class's mutex is held (N3).
    pub(crate) fn keep(&mut self, shape: Shape<R>) -> NonNull<Shape<R>> {
        if let Some(first) = self.all.first() {
            // Relaxed: see `renumber`.
            shape.finalizer.store(first.has_finalizer(), Ordering::Relaxed);
        }
        let shape = Box::new(shape);
        let address = NonNull::from(&*shape);
        self.all.push(shape);
        address
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Shape<R>> {
        self.all.iter().map(|shape| &**shape)
    }
}

// SAFETY: shapes are immutable but for atomics; the class outlives them.
unsafe impl<R: Runtime> Send for Shape<R> {}
// SAFETY: as above.
unsafe impl<R: Runtime> Sync for Shape<R> {}

/// What shapes have that were made after all numbers were given out: nothing is concluded from it.
pub const NO_NUMBER: u32 = u32::MAX;

/// Numbers are unique among all shapes and key sets of the process. There are more than a program can count to, so that
/// none is given out twice, and fewer that mean something.
pub fn next_number() -> &'static std::sync::atomic::AtomicU64 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    &NEXT
}

/// The number that is given out for a count.
pub(crate) fn numbered(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(NO_NUMBER)
}

fn fresh_number() -> u32 {
    // Relaxed: only uniqueness matters.
    numbered(next_number().fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

impl<R: Runtime> Shape<R> {
    pub(crate) fn root(class: NonNull<Header<R>>, layout: &'static Layout<R>, heap: bool) -> Shape<R> {
        Shape {
            number: AtomicU32::new(fresh_number()),
            class,
            layout,
            heap,
            finalizer: AtomicBool::new(false),
            exempt: AtomicBool::new(false),
            attributes: Attributes::Slots(Box::new([])),
            first: AtomicPtr::new(std::ptr::null_mut()),
            next: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    pub(crate) fn with_dict(root: &Shape<R>) -> Shape<R> {
        Shape { attributes: Attributes::Dict, ..Shape::root(root.class, root.layout, root.heap) }
    }

    /// The number that inline caches compare.
    #[inline(always)]
    pub fn number(&self) -> u32 {
        // Acquire: pairs with the Release in `renumber`; who sees the new number sees the changed class.
        self.number.load(Ordering::Acquire)
    }

    pub(crate) fn renumber(&self, finalizer: bool) {
        // Relaxed: read by whoever destroys an instance; the count orders that after the change.
        let exempt = self.exempt.load(Ordering::Relaxed);
        self.finalizer.store(finalizer && !exempt, Ordering::Relaxed); // Relaxed: as above.
        // Release: pairs with the Acquire in `number`.
        self.number.store(fresh_number(), Ordering::Release);
    }

    /// How objects of this shape are laid out.
    #[inline(always)]
    pub fn layout(&self) -> &'static Layout<R> {
        self.layout
    }

    /// Whether the class is written in Python.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.heap
    }

    /// Whether the class has a `__del__`.
    #[inline(always)]
    pub fn has_finalizer(&self) -> bool {
        // Relaxed: see `renumber`.
        self.finalizer.load(Ordering::Relaxed)
    }

    /// Objects of this shape are not finalized from now on, whatever becomes of the class.
    pub fn exempt_from_finalizer(&self) {
        // Relaxed: see `renumber`.
        self.exempt.store(true, Ordering::Relaxed);
        self.finalizer.store(false, Ordering::Relaxed); // Relaxed: as above.
    }

    /// The class as a borrowed word. The class outlives its shapes.
    #[inline(always)]
    pub fn class_word(&self) -> Word {
        Word::object(self.class)
    }

    /// The class, borrowed for as long as the shape.
    #[inline(always)]
    pub fn class_handle(&self) -> &Ref<R, Class<R>> {
        // SAFETY: a `Ref` is a transparent wrapper around the address of its object, which outlives the shape.
        unsafe { &*std::ptr::from_ref(&self.class).cast::<Ref<R, Class<R>>>() }
    }

    /// The class's payload.
    #[inline(always)]
    pub fn class(&self) -> &Class<R> {
        // SAFETY: a shape belongs to its class, which every instance keeps alive.
        unsafe { &self.class.cast::<Object<R, Class<R>>>().as_ref().payload }
    }

    /// Whether attributes are held in a dict in slot 0.
    #[inline(always)]
    pub fn has_dict(&self) -> bool {
        matches!(self.attributes, Attributes::Dict)
    }

    /// The names of the slots in use; unbound for one whose attribute was deleted.
    #[inline]
    pub fn names(&self) -> &[Word] {
        match &self.attributes {
            Attributes::Slots(names) => names,
            Attributes::Dict => &[],
        }
    }

    /// How many attributes are in slots.
    pub fn in_use(&self) -> usize {
        self.names().iter().filter(|name| **name != Word::UNBOUND).count()
    }

    /// The slot of an attribute.
    #[inline]
    pub fn slot_of(&self, name: Word) -> Option<usize> {
        self.names().iter().position(|&other| other == name)
    }

    /// The shape with one more attribute, which this one has not; None if there are too many shapes.
    #[inline]
    pub fn with_attribute(&self, name: Word) -> Option<&Shape<R>> {
        self.after(Change::Gain(name))
    }

    /// The shape without the attribute in slot `index`, which is not used again; None if there are too many shapes.
    ///
    /// # Panics
    /// If that slot is not in use.
    pub fn without_attribute(&self, index: usize) -> Option<&Shape<R>> {
        self.after(Change::Loss(index))
    }

    #[inline]
    fn after(&self, change: Change) -> Option<&Shape<R>> {
        let mut at = &self.first;
        for _ in 0..TRANSITIONS {
            // Acquire: pairs with the Release in `add_transition`; who finds the shape finds it made.
            // SAFETY: shapes live as long as their class.
            let Some(to) = (unsafe { at.load(Ordering::Acquire).as_ref() }) else {
                return self.add_transition(change);
            };
            if change.leads_to(to.names()) {
                return Some(to);
            }
            at = &to.next;
        }
        None
    }

    #[cold]
    fn add_transition(&self, change: Change) -> Option<&Shape<R>> {
        let mut shapes = self.class().shapes().lock();
        let mut at = &self.first;
        for _ in 0..TRANSITIONS {
            // Relaxed: written under the mutex.
            // SAFETY: shapes live as long as their class.
            match unsafe { at.load(Ordering::Relaxed).as_ref() } {
                Some(to) if change.leads_to(to.names()) => return Some(to),
                Some(to) => at = &to.next,
                None if shapes.all.len() >= SHAPES => return None,
                None => {
                    let attributes = Attributes::Slots(change.apply(self.names()));
                    let to =
                        shapes.keep(Shape { attributes, ..Shape::root(self.class, self.layout, self.heap) });
                    // Release: pairs with the Acquire in `after`.
                    at.store(to.as_ptr(), Ordering::Release);
                    // SAFETY: kept by the class.
                    return Some(unsafe { to.as_ref() });
                }
            }
        }
        None
    }
}

//! Shapes: what an object is and where its attributes are.
//!
//! Every class has a root shape; an instance that gains an attribute moves along a transition to the shape with one more
//! name. A shape's number is what inline caches compare. It changes whenever something a cache may have concluded from the
//! shape no longer holds (the class or a base of it was changed), so a number never means two things.

use crate::class::Class;
use crate::header::Header;
use crate::layout::{Layout, Object};
use crate::runtime::Runtime;
use crate::value::Ref;
use crate::word::Word;
use std::ptr::NonNull;
use sync::Mutex;
use sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// What an object is and where its attributes are.
pub struct Shape<R: Runtime> {
    number: AtomicU32,
    class: NonNull<Header<R>>,
    layout: &'static Layout<R>,
    /// The class is written in Python (or made by `type()`).
    heap: bool,
    finalizer: sync::atomic::AtomicBool,
    attributes: Attributes,
    transitions: Mutex<Vec<Transition<R>>>,
    /// The transition taken last, to be tried without the mutex.
    recent: AtomicPtr<Shape<R>>,
}

/// Where the attributes of an instance are.
enum Attributes {
    /// In slots; the names by slot number. Names are interned strings that live as long as the world.
    Slots(Box<[Word]>),
    /// In a dict, held in slot 0.
    Dict,
}

struct Transition<R: Runtime> {
    name: Word,
    to: NonNull<Shape<R>>,
}

// SAFETY: shapes are immutable but for atomics and a mutex; the class outlives them.
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
            finalizer: sync::atomic::AtomicBool::new(false),
            attributes: Attributes::Slots(Box::new([])),
            transitions: Mutex::new(Vec::new()),
            recent: AtomicPtr::new(std::ptr::null_mut()),
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
        self.finalizer.store(finalizer, Ordering::Relaxed);
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

    /// Says whether objects of this shape are finalized, whatever the class says. Until the class changes.
    pub fn set_finalizer(&self, finalizer: bool) {
        // Relaxed: see `renumber`.
        self.finalizer.store(finalizer, Ordering::Relaxed);
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

    /// The names of the slots in use.
    pub fn names(&self) -> &[Word] {
        match &self.attributes {
            Attributes::Slots(names) => names,
            Attributes::Dict => &[],
        }
    }

    /// The slot of an attribute.
    #[inline]
    pub fn slot_of(&self, name: Word) -> Option<usize> {
        self.names().iter().position(|&other| other == name)
    }

    /// The shape with one more attribute. Only under the lock of the instance that gains it.
    #[inline]
    pub fn with_attribute(&self, name: Word) -> &Shape<R> {
        // Acquire: pairs with the Release below.
        // SAFETY: shapes live as long as their class.
        if let Some(recent) = unsafe { self.recent.load(Ordering::Acquire).as_ref() }
            && recent.names().last() == Some(&name)
        {
            return recent;
        }
        let to = self.transition(name);
        // Release: pairs with the Acquire above; who sees the shape sees it made.
        self.recent.store(std::ptr::from_ref(to).cast_mut(), Ordering::Release);
        to
    }

    fn transition(&self, name: Word) -> &Shape<R> {
        let mut transitions = self.transitions.lock();
        if let Some(transition) = transitions.iter().find(|transition| transition.name == name) {
            // SAFETY: shapes live as long as their class.
            return unsafe { transition.to.as_ref() };
        }
        let mut names = self.names().to_vec();
        names.push(name);
        let shape = Shape {
            attributes: Attributes::Slots(names.into()),
            ..Shape::root(self.class, self.layout, self.heap)
        };
        let to = self.class().keep_shape(Box::new(shape));
        transitions.push(Transition { name, to });
        // SAFETY: kept by the class.
        unsafe { to.as_ref() }
    }
}

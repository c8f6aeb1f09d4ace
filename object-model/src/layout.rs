//! How the payload of an object is laid out, dropped and walked.

use crate::header::Header;
use crate::kind::Kind;
use crate::runtime::Runtime;
use crate::slot::Slot;
use crate::value::Value;
use std::any::TypeId;
use std::ptr::NonNull;

/// What may follow a [`Header`].
///
/// # Safety
/// A payload that other threads may reach through a shared reference must be safe to use so: its interior is atomics,
/// [`Slot`]s, or [`Guarded`](crate::Guarded) by the object's lock.
pub unsafe trait Payload<R: Runtime>: Sized + 'static {
    /// The byte in the header.
    const KIND: Kind = Kind::Other;
    /// The name of the built-in type, for messages.
    const NAME: &'static str;
    /// Shows every reference the payload owns, for the cycle collector and for leak reports.
    fn children(&self, _visit: &mut dyn FnMut(&Value<R>)) {}
    /// How many bytes it holds besides itself, such as an array. Asked by who has just made it or is in a section of the object.
    fn held(&self) -> usize {
        0
    }
    /// Whether it may own references, and so be part of a cycle.
    const TRACKED: bool = true;
    /// Bytes that follow the payload for each unit of the header's extent.
    const TAIL: usize = 0;
    /// Offset in the object of the payload's own slot for an attribute dict; 0 if it has none.
    const ATTRIBUTES: usize = 0;
    /// Whether instances of subclasses get room for attributes behind the payload.
    const EXTENDS: bool = Self::ATTRIBUTES == 0;
    /// Layout of the payload itself.
    const LAYOUT: &'static Layout<R> = &Layout {
        name: Self::NAME,
        kind: Self::KIND,
        type_id: TypeId::of::<Self>(),
        size: size_of::<Object<R, Self>>(),
        tail: Self::TAIL,
        attributes: Self::ATTRIBUTES,
        tracked: Self::TRACKED,
        drop: drop_payload::<R, Self>,
        children: children_of::<R, Self>,
        held: held_by::<R, Self>,
        extended: if Self::EXTENDS { Some(|| <Extended<R, Self> as Payload<R>>::LAYOUT) } else { None },
    };
}

/// Shows the references that an object's payload owns.
pub type ShowChildren<R> = unsafe fn(NonNull<Header<R>>, &mut dyn FnMut(&Value<R>));

/// A header and the payload behind it.
#[repr(C)]
pub struct Object<R: Runtime, P> {
    /// The head.
    pub header: Header<R>,
    /// What follows it.
    pub payload: P,
}

/// The payload of a built-in type, with room for the attributes that instances of a subclass may have.
#[repr(C)]
pub struct Extended<R: Runtime, P: Payload<R>> {
    payload: P,
    /// The attribute dict, or unbound.
    attributes: Slot,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime, P: Payload<R>> Extended<R, P> {
    /// `payload` with no attributes yet.
    pub fn new(payload: P) -> Self {
        Extended {
            payload,
            attributes: Slot::new(crate::word::Word::UNBOUND),
            _runtime: std::marker::PhantomData,
        }
    }
}

impl<R: Runtime, P: Payload<R>> Drop for Extended<R, P> {
    fn drop(&mut self) {
        drop(Value::<R>::from_slot_owned(&self.attributes));
    }
}

// SAFETY: the payload answers for itself; the attributes are a slot.
unsafe impl<R: Runtime, P: Payload<R>> Payload<R> for Extended<R, P> {
    const KIND: Kind = P::KIND;
    const NAME: &'static str = P::NAME;
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.payload.children(visit);
        Value::with_borrowed(self.attributes.load(), visit);
    }
    fn held(&self) -> usize {
        self.payload.held()
    }
    const LAYOUT: &'static Layout<R> = &Layout {
        name: P::NAME,
        kind: P::KIND,
        // The type of the payload at the front: a subclass instance is one of its base.
        type_id: TypeId::of::<P>(),
        size: size_of::<Object<R, Self>>(),
        tail: 0,
        attributes: std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes),
        tracked: true,
        drop: drop_payload::<R, Self>,
        children: children_of::<R, Self>,
        held: held_by::<R, Self>,
        extended: None,
    };
}

/// A payload's layout.
pub struct Layout<R: Runtime> {
    /// The name of the built-in type.
    pub name: &'static str,
    /// The byte in the header.
    pub kind: Kind,
    /// The payload's Rust type (of the base, for an extended one).
    pub type_id: TypeId,
    /// Bytes of header and payload, without a variable tail.
    pub size: usize,
    /// Bytes that follow the payload for each unit of the header's extent.
    pub tail: usize,
    /// Offset of the slot that holds the attribute dict; 0 if there is none.
    pub attributes: usize,
    /// Whether such an object may be part of a cycle.
    pub tracked: bool,
    /// Drops the payload in place.
    pub drop: unsafe fn(NonNull<Header<R>>),
    /// Shows the references the payload owns.
    pub children: ShowChildren<R>,
    /// How many bytes the payload holds besides itself.
    pub held: unsafe fn(NonNull<Header<R>>) -> usize,
    /// The layout with room for attributes, for subclasses.
    pub extended: Option<fn() -> &'static Layout<R>>,
}

impl<R: Runtime> Layout<R> {
    /// Whether a `P` is in front, with or without room for attributes behind it.
    #[inline]
    pub fn begins_with<P: Payload<R>>(&self) -> bool {
        self.type_id == TypeId::of::<P>()
    }

    /// Whether an object of this layout is a header, a `P` and its tail.
    #[inline]
    pub(crate) fn is_of<P: Payload<R>>(&self) -> bool {
        // One layout may have several addresses, so another one proves nothing.
        std::ptr::eq(self, P::LAYOUT) || (self.begins_with::<P>() && self.size == P::LAYOUT.size)
    }
}

/// Drops a payload in place: the ordinary [`Layout::drop`].
///
/// # Safety
/// `object` is dead, of this layout, and nobody else can reach it.
pub unsafe fn drop_payload<R: Runtime, P: Payload<R>>(object: NonNull<Header<R>>) {
    // SAFETY: the caller passes a dead object of this layout that nobody else can reach.
    unsafe { std::ptr::drop_in_place(&raw mut (*object.cast::<Object<R, P>>().as_ptr()).payload) }
}

/// Shows a payload's children: the ordinary [`Layout::children`].
///
/// # Safety
/// `object` is alive and of this layout.
pub unsafe fn children_of<R: Runtime, P: Payload<R>>(
    object: NonNull<Header<R>>,
    visit: &mut dyn FnMut(&Value<R>),
) {
    // SAFETY: the caller passes a live object of this layout.
    unsafe { object.cast::<Object<R, P>>().as_ref() }.payload.children(visit);
}

/// How many bytes a payload holds besides itself: the ordinary [`Layout::held`].
///
/// # Safety
/// `object` is alive and of this layout, and has just been made by the caller or is in a section of the caller's.
pub unsafe fn held_by<R: Runtime, P: Payload<R>>(object: NonNull<Header<R>>) -> usize {
    // SAFETY: the caller passes a live object of this layout.
    unsafe { object.cast::<Object<R, P>>().as_ref() }.payload.held()
}

//! Tuples.

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::value::Value;

/// The payload of `tuple`.
pub struct Tuple<R: Runtime> {
    items: Items<R>,
}

enum Items<R: Runtime> {
    /// In the object's tail: address and length. The object does not move.
    Inline(*mut Value<R>, usize),
    /// On the heap.
    Boxed(Box<[Value<R>]>),
}

impl<R: Runtime> Tuple<R> {
    /// Most items that are held in the object itself.
    pub const INLINE: usize = 48;

    /// A tuple on the heap.
    pub fn boxed(items: Box<[Value<R>]>) -> Self {
        Tuple { items: Items::Boxed(items) }
    }

    /// A tuple in the tail of the object that will hold this payload; see `make::tuple`.
    pub(crate) fn inline(tail: *mut Value<R>, length: usize) -> Self {
        Tuple { items: Items::Inline(tail, length) }
    }

    /// The items.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Value<R>] {
        match &self.items {
            // SAFETY: initialised with this many items when the object was made, and immutable since.
            Items::Inline(tail, length) => unsafe { std::slice::from_raw_parts(*tail, *length) },
            Items::Boxed(items) => items,
        }
    }
}

impl<R: Runtime> Drop for Tuple<R> {
    fn drop(&mut self) {
        if let Items::Inline(tail, length) = self.items {
            // SAFETY: the tail holds that many owned values, dropped with the payload and not used again.
            unsafe { Value::drop_all(tail, length) };
        }
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Tuple<R> {
    const KIND: Kind = Kind::Tuple;
    const NAME: &'static str = "tuple";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.as_slice().iter().for_each(visit);
    }
    fn held(&self) -> usize {
        match &self.items {
            Items::Inline(..) => 0,
            Items::Boxed(items) => size_of_val(&**items),
        }
    }
    const TAIL: usize = size_of::<Value<R>>();
}

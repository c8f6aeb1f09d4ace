//! Making the objects of the built-in classes.

use crate::attached::Attached;
use crate::big::BigInt;
use crate::bytes::Bytes;
use crate::class::Class;
use crate::dict::{Dict, Set};
use crate::layout::{Object, Payload};
use crate::list::List;
use crate::runtime::Runtime;
use crate::shape::Shape;
use crate::shortage::OutOfMemory;
use crate::str::{Str, count_characters};
use crate::tuple::Tuple;
use crate::value::{Ref, Value};
use crate::word::Word;
use num_traits::ToPrimitive;

/// An object of a class whose layout is `P`'s (not extended).
///
/// # Panics
/// If the shape has another layout.
#[inline]
pub fn object<R: Runtime, P: Payload<R>>(attached: &Attached<R>, shape: &Shape<R>, payload: P) -> Ref<R, P> {
    assert!(shape.layout().is_of::<P>(), "not the shape of this payload");
    // SAFETY: the layout is `P`'s; there is no tail.
    unsafe { Ref::from_object(attached.allocate(shape, payload, 0)) }
}

/// An object of `class`, which is `P`'s class or a subclass with room for attributes.
///
/// # Panics
/// If the class has another layout.
pub fn object_of<R: Runtime, P: Payload<R>>(
    attached: &Attached<R>,
    class: &Ref<R, Class<R>>,
    payload: P,
) -> Ref<R, P> {
    let layout = class.layout();
    assert!(layout.begins_with::<P>(), "{} is not laid out as {}", class.name(), P::NAME);
    // A payload that has room for attributes itself is not extended.
    if layout.size == P::LAYOUT.size {
        return object(attached, class.root_shape(), payload);
    }
    let extended = crate::layout::Extended::new(payload);
    // SAFETY: the layout is the extended one of `P`, at the front of which the `P` is.
    unsafe { Ref::from_object(attached.allocate(class.root_shape(), extended, 0).cast()) }
}

/// A str.
#[inline]
pub fn string<R: Runtime>(attached: &Attached<R>, text: &str) -> Ref<R, Str<R>> {
    let shape = attached.world().roots().str.root_shape();
    if text.len() > Str::<R>::INLINE {
        return object(attached, shape, Str::boxed(text.into()));
    }
    string_inline(attached, shape, &[text])
}

/// A str that takes over a buffer.
pub fn string_from<R: Runtime>(attached: &Attached<R>, text: String) -> Ref<R, Str<R>> {
    if text.len() > Str::<R>::INLINE {
        let shape = attached.world().roots().str.root_shape();
        return object(attached, shape, Str::boxed(text.into_boxed_str()));
    }
    string(attached, &text)
}

/// A str made of two.
pub fn concatenation<R: Runtime>(attached: &Attached<R>, left: &str, right: &str) -> Ref<R, Str<R>> {
    if left.len() + right.len() > Str::<R>::INLINE {
        let mut text = String::with_capacity(left.len() + right.len());
        text.push_str(left);
        text.push_str(right);
        return string_from(attached, text);
    }
    string_inline(attached, attached.world().roots().str.root_shape(), &[left, right])
}

fn string_inline<R: Runtime>(attached: &Attached<R>, shape: &Shape<R>, parts: &[&str]) -> Ref<R, Str<R>> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let characters = parts.iter().map(|part| count_characters(part)).sum();
    // SAFETY: the class's layout is `Str`'s; the tail is written below.
    unsafe {
        let object = attached.allocate(shape, Str::inline(std::ptr::null(), 0, 0), length as u16);
        let tail = object.as_ptr().cast::<u8>().add(size_of::<Object<R, Str<R>>>());
        let mut end = tail;
        for part in parts {
            std::ptr::copy_nonoverlapping(part.as_ptr(), end, part.len());
            end = end.add(part.len());
        }
        (&raw mut (*object.as_ptr()).payload).write(Str::inline(tail, length, characters));
        Ref::from_object(object)
    }
}

/// A bytes object.
pub fn bytes<R: Runtime>(attached: &Attached<R>, data: &[u8]) -> Ref<R, Bytes<R>> {
    object(attached, attached.world().roots().bytes.root_shape(), Bytes::new(data.into()))
}

/// An int of any size up to 64 bits.
#[inline(always)]
pub fn int<R: Runtime>(attached: &Attached<R>, value: i64) -> Value<R> {
    match Word::int(value) {
        // SAFETY: immediate.
        Some(word) => unsafe { Value::from_owned(word) },
        None => big(attached, value.into()),
    }
}

/// An int of any size, immediate if it fits.
pub fn integer<R: Runtime>(attached: &Attached<R>, value: num_bigint::BigInt) -> Value<R> {
    match value.to_i64().and_then(Word::int) {
        // SAFETY: immediate.
        Some(word) => unsafe { Value::from_owned(word) },
        None => big(attached, value.into()),
    }
}

#[inline(never)]
fn big<R: Runtime>(attached: &Attached<R>, value: text::Integer) -> Value<R> {
    object(attached, attached.world().roots().int.root_shape(), BigInt::new(value)).into_value()
}

/// A tuple.
pub fn tuple<R: Runtime>(attached: &Attached<R>, items: Vec<Value<R>>) -> Ref<R, Tuple<R>> {
    attached.tuple_of(&attached.world().roots().tuple, items)
}

impl<R: Runtime> Attached<R> {
    /// A tuple of class `tuple` itself.
    pub(crate) fn tuple_of(&self, class: &Ref<R, Class<R>>, items: Vec<Value<R>>) -> Ref<R, Tuple<R>> {
        if items.len() > Tuple::<R>::INLINE {
            return object(self, class.root_shape(), Tuple::boxed(items.into()));
        }
        // SAFETY: the items are moved out of the vector, which is emptied without dropping them.
        unsafe {
            let mut items = items;
            let length = items.len();
            items.set_len(0);
            tuple_inline(self, class.root_shape(), items.as_ptr(), length)
        }
    }
}

/// A tuple whose items are moved from memory the caller gives up.
///
/// # Safety
/// `items` are `length` owned values, at most [`Tuple::INLINE`], that the caller will neither use nor drop.
pub unsafe fn tuple_inline<R: Runtime>(
    attached: &Attached<R>,
    shape: &Shape<R>,
    items: *const Value<R>,
    length: usize,
) -> Ref<R, Tuple<R>> {
    // SAFETY: the class's layout is `Tuple`'s; the tail is written below.
    unsafe {
        let object = attached.allocate(shape, Tuple::inline(std::ptr::null_mut(), 0), length as u16);
        let tail = object.as_ptr().cast::<u8>().add(size_of::<Object<R, Tuple<R>>>()).cast::<Value<R>>();
        std::ptr::copy_nonoverlapping(items, tail, length);
        (&raw mut (*object.as_ptr()).payload).write(Tuple::inline(tail, length));
        Ref::from_object(object)
    }
}

/// A tuple of a few items.
pub fn tuple_of_array<R: Runtime, const COUNT: usize>(
    attached: &Attached<R>,
    items: [Value<R>; COUNT],
) -> Ref<R, Tuple<R>> {
    const { assert!(COUNT <= Tuple::<R>::INLINE) };
    let items = std::mem::ManuallyDrop::new(items);
    // SAFETY: the items are not dropped here.
    unsafe { tuple_inline(attached, attached.world().roots().tuple.root_shape(), items.as_ptr(), COUNT) }
}

/// A list with this payload.
pub fn list_of<R: Runtime>(attached: &Attached<R>, list: List<R>) -> Ref<R, List<R>> {
    object(attached, attached.world().roots().list.root_shape(), list)
}

/// A list.
pub fn list<R: Runtime>(
    attached: &Attached<R>,
    items: Vec<Value<R>>,
) -> Result<Ref<R, List<R>>, OutOfMemory> {
    Ok(object(attached, attached.world().roots().list.root_shape(), List::from_vec(items)?))
}

/// An empty dict.
pub fn dict<R: Runtime>(attached: &Attached<R>) -> Ref<R, Dict<R>> {
    dict_of(attached, Dict::new())
}

/// A dict of names that differ, and their values.
///
/// # Errors
/// If there is no memory for its table.
pub fn dict_of_names<R: Runtime>(
    attached: &Attached<R>,
    entries: Vec<(Ref<R, Str<R>>, Value<R>)>,
) -> Result<Ref<R, Dict<R>>, OutOfMemory> {
    let entries = entries.into_iter().map(|(name, value)| (name.hash(), name.into_value(), value));
    Ok(dict_of(attached, Dict::with_entries(entries)?))
}

/// The dict of these entries.
pub fn dict_of<R: Runtime>(attached: &Attached<R>, entries: Dict<R>) -> Ref<R, Dict<R>> {
    object(attached, attached.world().roots().dict.root_shape(), entries)
}

/// The set of these members.
pub fn set_of<R: Runtime>(attached: &Attached<R>, members: Set<R>) -> Ref<R, Set<R>> {
    object(attached, attached.world().roots().set.root_shape(), members)
}

/// An empty set.
pub fn set<R: Runtime>(attached: &Attached<R>) -> Ref<R, Set<R>> {
    set_of(attached, Set::new())
}

//! Hash and equality of values that need no Python code: numbers, strings, bytes, singletons.

use crate::big::BigInt;
use crate::bytes::Bytes;
use crate::kind::Kind;
use crate::runtime::Runtime;
use crate::str::Str;
use crate::tuple::Tuple;
use crate::value::Value;
use crate::word::Word;
use num_traits::ToPrimitive;
use text::IntegerRef;

/// Python's hash of an integer that is immediate.
#[inline(always)]
pub fn int_hash(value: i64) -> i64 {
    // Immediate integers are below the modulus 2^61 - 1. -1 is reserved.
    if value == -1 { -2 } else { value }
}

/// Python's hash of a float: that of the integer it equals, if any.
pub fn float_hash(value: f64) -> i64 {
    if value.is_finite() && value.fract() == 0.0 && value.abs() < (1u64 << 48) as f64 {
        int_hash(value as i64)
    } else {
        text::float::hash(value).unwrap_or(0)
    }
}

/// The hash of a value, if it is one of the simple kinds (exactly, or by inheritance: the caller has checked overrides).
#[inline]
pub fn hash<R: Runtime>(value: &Value<R>) -> Option<i64> {
    let word = value.word();
    if let Some(int) = word.as_int() {
        return Some(int_hash(int));
    }
    let Some(header) = value.header() else {
        return Some(match word.as_float() {
            Some(float) => float_hash(float),
            None => match word {
                Word::TRUE => 1,
                Word::FALSE => 0,
                other => (other.bits() as i64).wrapping_mul(0x9E37_79B9),
            },
        });
    };
    match header.kind() {
        Kind::Str => value.as_ref::<Str<R>>().map(|string| string.hash()),
        Kind::Bytes => value.as_ref::<Bytes<R>>().map(|bytes| bytes.hash()),
        Kind::BigInt => value.as_ref::<BigInt<R>>().map(|int| text::int::hash(int.get())),
        _ => None,
    }
}

/// Whether two keys are equal, if that can be told without Python code.
#[inline]
pub fn equal<R: Runtime>(left: Word, right: Word) -> Option<bool> {
    if left == right {
        return Some(true);
    }
    if let (Some(one), Some(other)) = (number(left), number(right)) {
        return Some(one == other);
    }
    let (Some(one), Some(other)) = (left.as_object::<R>(), right.as_object::<R>()) else {
        // One is an immediate: it may equal an object only if the other is a big integer (then not) or has an `__eq__`.
        let object = left.as_object::<R>().or(right.as_object::<R>());
        return match object {
            None => Some(false),
            // SAFETY: the caller keeps both alive.
            Some(object) => match unsafe { object.as_ref() }.kind() {
                Kind::Str | Kind::Bytes if exact::<R>(left) && exact::<R>(right) => Some(false),
                _ => None,
            },
        };
    };
    // SAFETY: the caller keeps both alive.
    let (kind, other_kind) = unsafe { (one.as_ref().kind(), other.as_ref().kind()) };
    if !exact::<R>(left) || !exact::<R>(right) {
        return None;
    }
    // SAFETY: as above.
    let (left, right) = unsafe { (Value::<R>::from_word_ref(&left), Value::<R>::from_word_ref(&right)) };
    match (kind, other_kind) {
        (Kind::Str, Kind::Str) => {
            Some(left.as_ref::<Str<R>>()?.as_str() == right.as_ref::<Str<R>>()?.as_str())
        }
        (Kind::Bytes, Kind::Bytes) => {
            Some(left.as_ref::<Bytes<R>>()?.as_slice() == right.as_ref::<Bytes<R>>()?.as_slice())
        }
        (Kind::BigInt, Kind::BigInt) => Some(**left.as_ref::<BigInt<R>>()? == **right.as_ref::<BigInt<R>>()?),
        (Kind::Str | Kind::Bytes, Kind::BigInt) | (Kind::BigInt, Kind::Str | Kind::Bytes) => Some(false),
        (Kind::Str, Kind::Bytes) | (Kind::Bytes, Kind::Str) => Some(false),
        (Kind::Tuple, Kind::Tuple) => equal_tuples(left, right, DEEPEST, &mut { MOST_ITEMS }),
        _ => None,
    }
}

/// How deep tuples in tuples are looked into.
const DEEPEST: usize = 8;
/// How many items of tuples are looked at. All is done in one section, in which no other thread is let run, and tuples that
/// hold one another many times over have more items than there is memory.
const MOST_ITEMS: usize = 256;

/// Whether `left` is less than `right`, if that can be told without Python code: of numbers, strings, bytes, and tuples of
/// them that are neither deep nor large.
pub fn less<R: Runtime>(left: Word, right: Word) -> Option<bool> {
    less_within::<R>(left, right, DEEPEST, &mut { MOST_ITEMS })
}

fn less_within<R: Runtime>(left: Word, right: Word, depth: usize, items: &mut usize) -> Option<bool> {
    if let (Some(one), Some(other)) = (number(left), number(right)) {
        return Some(one < other);
    }
    if !exact::<R>(left) || !exact::<R>(right) {
        return None;
    }
    // SAFETY: the caller keeps both alive.
    let (left, right) = unsafe { (Value::<R>::from_word_ref(&left), Value::<R>::from_word_ref(&right)) };
    if let (Some(one), Some(other)) = (integer(left), integer(right)) {
        return Some(one.to_big() < other.to_big());
    }
    match (left.header()?.kind(), right.header()?.kind()) {
        (Kind::Str, Kind::Str) => {
            let (left, right) = (left.as_ref::<Str<R>>()?.as_str(), right.as_ref::<Str<R>>()?.as_str());
            Some(text::surrogate::compare(left, right).is_lt())
        }
        (Kind::Bytes, Kind::Bytes) => {
            Some(left.as_ref::<Bytes<R>>()?.as_slice() < right.as_ref::<Bytes<R>>()?.as_slice())
        }
        (Kind::Tuple, Kind::Tuple) if depth > 0 => {
            let (left, right) =
                (left.as_ref::<Tuple<R>>()?.as_slice(), right.as_ref::<Tuple<R>>()?.as_slice());
            for (one, other) in left.iter().zip(right) {
                if !equal_within::<R>(one.word(), other.word(), depth - 1, items)? {
                    return less_within::<R>(one.word(), other.word(), depth - 1, items);
                }
            }
            Some(left.len() < right.len())
        }
        _ => None,
    }
}

/// As [`equal`], of an item of a tuple. `items` says how many more may be looked at.
fn equal_within<R: Runtime>(left: Word, right: Word, depth: usize, items: &mut usize) -> Option<bool> {
    *items = items.checked_sub(1)?;
    // SAFETY: the caller keeps both alive.
    let (one, other) = unsafe { (Value::<R>::from_word_ref(&left), Value::<R>::from_word_ref(&right)) };
    let is_tuple = |value: &Value<R>| value.as_ref::<Tuple<R>>().is_some() && exact::<R>(value.word());
    if left != right && is_tuple(one) && is_tuple(other) {
        equal_tuples(one, other, depth, items)
    } else {
        equal::<R>(left, right)
    }
}

#[inline(never)]
fn equal_tuples<R: Runtime>(
    left: &Value<R>,
    right: &Value<R>,
    depth: usize,
    items: &mut usize,
) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    let (left, right) = (left.as_ref::<Tuple<R>>()?.as_slice(), right.as_ref::<Tuple<R>>()?.as_slice());
    for (one, other) in left.iter().zip(right) {
        if !equal_within::<R>(one.word(), other.word(), depth, items)? {
            return Some(false);
        }
    }
    Some(left.len() == right.len())
}

/// Whether a word is an immediate or an instance of a built-in class itself.
fn exact<R: Runtime>(word: Word) -> bool {
    // SAFETY: the caller keeps it alive.
    word.as_object::<R>().is_none_or(|object| !unsafe { object.as_ref() }.shape().is_heap())
}

/// An integer of any size.
fn integer<R: Runtime>(value: &Value<R>) -> Option<IntegerRef<'_>> {
    match value.word().as_int() {
        Some(int) => Some(IntegerRef::Small(int)),
        None => value.as_ref::<BigInt<R>>().map(|big| big.get()),
    }
}

/// An immediate number, comparable: integers of 49 bits are exact as floats.
#[inline(always)]
fn number(word: Word) -> Option<f64> {
    if let Some(int) = word.as_int() {
        int.to_f64()
    } else if let Some(float) = word.as_float() {
        Some(float)
    } else {
        word.as_bool().map(|truth| f64::from(u8::from(truth)))
    }
}

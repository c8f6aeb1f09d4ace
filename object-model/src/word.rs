//! The 64-bit word that every value is: small integers, floats and singletons immediate, everything else a pointer.
//!
//! | bits | meaning |
//! |---|---|
//! | `0x0000_pppp_pppp_pppp` | an object: a pointer to its [`Header`] |
//! | `0x0001_0000_0000_000k` | a singleton: unbound, None, False, True, … |
//! | `0x0002_…` to `0xFFF2_…` | a float: its IEEE bits plus `0x0002 << 48` (NaNs are made one NaN first) |
//! | `0xFFFE_…`, `0xFFFF_…` | an integer of 49 bits, two's complement |
//!
//! The layout is JavaScriptCore's, with 49 instead of 32 bits of integer. A word owns nothing: it is what a
//! [`Value`](crate::Value) is made of, and what a slot that other threads may read holds.

use crate::header::Header;
use crate::runtime::Runtime;
use std::num::NonZeroU64;
use std::ptr::NonNull;

/// The bits of a value, which are never all zero: so there is room for no word where a word is. Copying one does not count a
/// reference.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Word(NonZeroU64);

const SINGLETON: u64 = 0x0001 << 48;
const FLOAT_OFFSET: u64 = 0x0002 << 48;
const INT_TAG: u64 = 0xFFFE << 48;
/// Bits above the payload of an immediate integer.
const INT_SHIFT: u32 = 15;
const CANONICAL_NAN: u64 = 0x7FF8 << 48;

impl Word {
    /// No value: an unassigned local, an absent argument, an empty slot.
    pub const UNBOUND: Word = Word::singleton(0);
    /// `None`
    pub const NONE: Word = Word::singleton(1);
    /// `False`
    pub const FALSE: Word = Word::singleton(2);
    /// `True`
    pub const TRUE: Word = Word::singleton(3);
    /// `Ellipsis`
    pub const ELLIPSIS: Word = Word::singleton(4);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Word = Word::singleton(5);
    /// A slot whose object has moved its attributes elsewhere; never seen by Python code.
    pub const MOVED: Word = Word::singleton(6);
    /// A special method that a class is known not to have.
    pub const ABSENT: Word = Word::singleton(7);

    /// Largest immediate integer.
    pub const MAX_INT: i64 = (1 << 48) - 1;
    /// Smallest immediate integer.
    pub const MIN_INT: i64 = -(1 << 48);

    #[inline(always)]
    const fn singleton(number: u64) -> Word {
        Word::tagged(number, SINGLETON)
    }

    /// `tag` is not zero.
    #[inline(always)]
    const fn tagged(payload: u64, tag: u64) -> Word {
        match NonZeroU64::new(payload | tag) {
            Some(bits) => Word(bits),
            None => unreachable!(),
        }
    }

    /// The raw bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// The word with these bits.
    ///
    /// # Safety
    /// They have come from [`Word::bits`].
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Word {
        // SAFETY: the bits of a word.
        Word(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// An immediate float.
    #[inline(always)]
    pub fn float(value: f64) -> Word {
        let bits = if value.is_nan() { CANONICAL_NAN } else { value.to_bits() };
        // SAFETY: the largest bits left are those of negative infinity, so the sum does not wrap.
        Word(unsafe { NonZeroU64::new_unchecked(bits + FLOAT_OFFSET) })
    }

    /// An immediate integer, if it fits in 49 bits.
    #[inline(always)]
    pub fn int(value: i64) -> Option<Word> {
        if (Self::MIN_INT..=Self::MAX_INT).contains(&value) { Some(Self::small_int(value)) } else { None }
    }

    /// An immediate integer known to fit.
    #[inline(always)]
    pub const fn small_int(value: i64) -> Word {
        Word::tagged((value as u64) << INT_SHIFT >> INT_SHIFT, INT_TAG)
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(value: bool) -> Word {
        Word::singleton(2 | value as u64)
    }

    /// An object.
    #[inline(always)]
    pub fn object<R: Runtime>(header: NonNull<Header<R>>) -> Word {
        // SAFETY: an address that is not null.
        Word(unsafe { NonZeroU64::new_unchecked(header.as_ptr() as u64) })
    }

    /// Whether this is an object, which is counted.
    #[inline(always)]
    pub const fn is_object(self) -> bool {
        self.bits() < SINGLETON
    }

    /// Whether this is an immediate integer.
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.bits() >= INT_TAG
    }

    /// Whether both are immediate integers: one comparison.
    #[inline(always)]
    pub const fn are_ints(self, other: Word) -> bool {
        self.bits() & other.bits() >= INT_TAG
    }

    /// Whether this is a float.
    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.bits().wrapping_sub(FLOAT_OFFSET) < INT_TAG - FLOAT_OFFSET
    }

    /// Whether this is True or False.
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.bits() | 1 == SINGLETON | 3
    }

    /// The object, if this is one.
    #[inline(always)]
    pub fn as_object<R: Runtime>(self) -> Option<NonNull<Header<R>>> {
        if self.is_object() { NonNull::new(self.bits() as *mut Header<R>) } else { None }
    }

    /// The integer, if this is an immediate one.
    #[inline(always)]
    pub fn as_int(self) -> Option<i64> {
        if self.is_int() { Some(self.int_payload()) } else { None }
    }

    /// The integer in the payload; meaningless unless [`is_int`](Self::is_int).
    #[inline(always)]
    pub const fn int_payload(self) -> i64 {
        ((self.bits() << INT_SHIFT) as i64) >> INT_SHIFT
    }

    /// The float, if this is one.
    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        if self.is_float() { Some(self.float_payload()) } else { None }
    }

    /// The float in the payload; meaningless unless [`is_float`](Self::is_float).
    #[inline(always)]
    pub fn float_payload(self) -> f64 {
        f64::from_bits(self.bits().wrapping_sub(FLOAT_OFFSET))
    }

    /// The truth value, if this is True or False.
    #[inline(always)]
    pub fn as_bool(self) -> Option<bool> {
        if self.is_bool() { Some(self.bits() & 1 == 1) } else { None }
    }

    /// The sum of two immediate integers, if it is one. Both must be integers.
    #[inline(always)]
    pub fn checked_add(self, other: Word) -> Option<Word> {
        let (sum, overflow) =
            ((self.bits() << INT_SHIFT) as i64).overflowing_add((other.bits() << INT_SHIFT) as i64);
        if overflow { None } else { Some(Word::tagged(sum as u64 >> INT_SHIFT, INT_TAG)) }
    }

    /// The difference of two immediate integers, if it is one. Both must be integers.
    #[inline(always)]
    pub fn checked_sub(self, other: Word) -> Option<Word> {
        let (sum, overflow) =
            ((self.bits() << INT_SHIFT) as i64).overflowing_sub((other.bits() << INT_SHIFT) as i64);
        if overflow { None } else { Some(Word::tagged(sum as u64 >> INT_SHIFT, INT_TAG)) }
    }

    /// The product of two immediate integers, if it is one. Both must be integers.
    #[inline(always)]
    pub fn checked_mul(self, other: Word) -> Option<Word> {
        let (product, overflow) = ((self.bits() << INT_SHIFT) as i64).overflowing_mul(other.int_payload());
        if overflow { None } else { Some(Word::tagged(product as u64 >> INT_SHIFT, INT_TAG)) }
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_int() {
            write!(f, "{}", self.int_payload())
        } else if self.is_float() {
            write!(f, "{:?}", self.float_payload())
        } else {
            match *self {
                Word::UNBOUND => f.write_str("unbound"),
                Word::NONE => f.write_str("None"),
                Word::FALSE => f.write_str("False"),
                Word::TRUE => f.write_str("True"),
                _ => write!(f, "object@{:#x}", self.bits()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn integers_of_49_bits_are_immediate() {
        for value in [0, 1, -1, 42, Word::MAX_INT, Word::MIN_INT] {
            let word = Word::int(value).unwrap();
            assert!(word.is_int() && !word.is_float() && !word.is_object());
            assert_eq!(word.as_int(), Some(value));
        }
        assert_eq!(Word::int(Word::MAX_INT + 1), None);
        assert_eq!(Word::int(Word::MIN_INT - 1), None);
    }

    #[test]
    fn every_float_is_immediate() {
        for value in [0.0, -0.0, 1.5, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 5e-324] {
            let word = Word::float(value);
            assert!(word.is_float() && !word.is_int() && !word.is_object());
            assert_eq!(word.as_float().unwrap().to_bits(), value.to_bits());
        }
        assert!(Word::float(-f64::NAN).as_float().unwrap().is_nan());
    }

    #[test]
    fn arithmetic_reports_what_does_not_fit() {
        let int = |value| Word::int(value).unwrap();
        assert_eq!(int(40).checked_add(int(2)), Some(int(42)));
        assert_eq!(int(Word::MAX_INT).checked_add(int(1)), None);
        assert_eq!(int(Word::MIN_INT).checked_sub(int(1)), None);
        assert_eq!(int(-6).checked_mul(int(7)), Some(int(-42)));
        assert_eq!(int(1 << 30).checked_mul(int(1 << 30)), None);
    }
}

//! Integers of any size: arithmetic with Python's signs.
//!
//! Most integers are small, so each operation tries the machine's arithmetic first and falls back to
//! `num-bigint` when the result does not fit.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::{Error, Result};

/// An integer, small whenever it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integer {
    /// One that fits a machine word.
    Small(i64),
    /// One that does not.
    Big(BigInt),
}

/// A borrowed integer. A big one need not be too big for a machine word.
#[derive(Clone, Copy, Debug)]
pub enum IntegerRef<'a> {
    /// A machine word.
    Small(i64),
    /// An integer of any size.
    Big(&'a BigInt),
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Integer::Small(value)
    }
}

impl From<BigInt> for Integer {
    fn from(value: BigInt) -> Self {
        match value.to_i64() {
            Some(small) => Integer::Small(small),
            None => Integer::Big(value),
        }
    }
}

impl Integer {
    /// The same integer, borrowed.
    pub fn as_ref(&self) -> IntegerRef<'_> {
        match self {
            Integer::Small(value) => IntegerRef::Small(*value),
            Integer::Big(value) => IntegerRef::Big(value),
        }
    }

    /// The same integer as a `BigInt`.
    pub fn into_big(self) -> BigInt {
        match self {
            Integer::Small(value) => BigInt::from(value),
            Integer::Big(value) => value,
        }
    }
}

impl From<i64> for IntegerRef<'_> {
    fn from(value: i64) -> Self {
        IntegerRef::Small(value)
    }
}

impl<'a> From<&'a BigInt> for IntegerRef<'a> {
    fn from(value: &'a BigInt) -> Self {
        IntegerRef::Big(value)
    }
}

impl<'a> From<&'a Integer> for IntegerRef<'a> {
    fn from(value: &'a Integer) -> Self {
        value.as_ref()
    }
}

impl<'a> IntegerRef<'a> {
    /// The same integer, owned and small if it fits.
    pub fn to_integer(self) -> Integer {
        match self {
            IntegerRef::Small(value) => Integer::Small(value),
            IntegerRef::Big(value) => match value.to_i64() {
                Some(small) => Integer::Small(small),
                None => Integer::Big(value.clone()),
            },
        }
    }

    /// The same integer as a `BigInt`, copied only if it is a machine word.
    pub fn to_big(self) -> Cow<'a, BigInt> {
        match self {
            IntegerRef::Small(value) => Cow::Owned(BigInt::from(value)),
            IntegerRef::Big(value) => Cow::Borrowed(value),
        }
    }

    /// The same integer as a machine word, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntegerRef::Small(value) => Some(value),
            IntegerRef::Big(value) => value.to_i64(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntegerRef::Small(value) => value < 0,
            IntegerRef::Big(value) => value.is_negative(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            IntegerRef::Small(value) => value == 0,
            IntegerRef::Big(value) => value.is_zero(),
        }
    }
}

/// A result has at most this many bits; a longer one is a `MemoryError`.
const MOST_BITS: u64 = 1 << 33;

fn check_bits(bits: u64) -> Result<()> {
    if bits <= MOST_BITS { Ok(()) } else { Err(Error::memory()) }
}

/// `left + right`.
pub fn add(left: IntegerRef, right: IntegerRef) -> Integer {
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && let Some(sum) = left.checked_add(right)
    {
        return Integer::Small(sum);
    }
    Integer::from(&*left.to_big() + &*right.to_big())
}

/// `left - right`.
pub fn subtract(left: IntegerRef, right: IntegerRef) -> Integer {
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && let Some(difference) = left.checked_sub(right)
    {
        return Integer::Small(difference);
    }
    Integer::from(&*left.to_big() - &*right.to_big())
}

/// `left * right`.
pub fn multiply(left: IntegerRef, right: IntegerRef) -> Integer {
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right) {
        return match left.checked_mul(right) {
            Some(product) => Integer::Small(product),
            None => Integer::Big(BigInt::from(i128::from(left) * i128::from(right))),
        };
    }
    Integer::from(&*left.to_big() * &*right.to_big())
}

/// `left // right`.
pub fn floor_divide(left: IntegerRef, right: IntegerRef) -> Result<Integer> {
    if right.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && right != -1
    {
        return Ok(Integer::Small(num_integer::Integer::div_floor(&left, &right)));
    }
    Ok(Integer::from(left.to_big().div_floor(&right.to_big())))
}

/// `left % right`: it has the sign of `right`.
pub fn modulo(left: IntegerRef, right: IntegerRef) -> Result<Integer> {
    if right.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right) {
        return Ok(Integer::Small(if right == -1 { 0 } else { left.mod_floor(&right) }));
    }
    Ok(Integer::from(left.to_big().mod_floor(&right.to_big())))
}

/// `divmod(left, right)`.
pub fn divmod(left: IntegerRef, right: IntegerRef) -> Result<(Integer, Integer)> {
    if right.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && right != -1
    {
        let (quotient, remainder) = left.div_mod_floor(&right);
        return Ok((Integer::Small(quotient), Integer::Small(remainder)));
    }
    let (quotient, remainder) = left.to_big().div_mod_floor(&right.to_big());
    Ok((Integer::from(quotient), Integer::from(remainder)))
}

/// `-value`.
pub fn negate(value: IntegerRef) -> Integer {
    match value {
        IntegerRef::Small(small) if small != i64::MIN => Integer::Small(-small),
        _ => Integer::from(-&*value.to_big()),
    }
}

/// `abs(value)`.
pub fn absolute(value: IntegerRef) -> Integer {
    if value.is_negative() { negate(value) } else { value.to_integer() }
}

/// `~value`.
pub fn invert(value: IntegerRef) -> Integer {
    match value {
        IntegerRef::Small(small) => Integer::Small(!small),
        IntegerRef::Big(big) => Integer::from(!big),
    }
}

/// `left & right`, in two's complement without end.
pub fn and(left: IntegerRef, right: IntegerRef) -> Integer {
    match (left, right) {
        (IntegerRef::Small(left), IntegerRef::Small(right)) => Integer::Small(left & right),
        _ => Integer::from(&*left.to_big() & &*right.to_big()),
    }
}

/// `left | right`, in two's complement without end.
pub fn or(left: IntegerRef, right: IntegerRef) -> Integer {
    match (left, right) {
        (IntegerRef::Small(left), IntegerRef::Small(right)) => Integer::Small(left | right),
        _ => Integer::from(&*left.to_big() | &*right.to_big()),
    }
}

/// `left ^ right`, in two's complement without end.
pub fn xor(left: IntegerRef, right: IntegerRef) -> Integer {
    match (left, right) {
        (IntegerRef::Small(left), IntegerRef::Small(right)) => Integer::Small(left ^ right),
        _ => Integer::from(&*left.to_big() ^ &*right.to_big()),
    }
}

/// `value << places`.
pub fn shift_left(value: IntegerRef, places: IntegerRef) -> Result<Integer> {
    if places.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    if value.is_zero() {
        return Ok(Integer::Small(0));
    }
    let places = places.to_i64().ok_or_else(|| Error::overflow("too many digits in integer"))? as u64;
    if let IntegerRef::Small(small) = value
        && places < 64
        && (small << places) >> places == small
    {
        return Ok(Integer::Small(small << places));
    }
    check_bits(bit_length(value).saturating_add(places))?;
    Ok(Integer::from(&*value.to_big() << places))
}

/// `value >> places`, towards minus infinity.
pub fn shift_right(value: IntegerRef, places: IntegerRef) -> Result<Integer> {
    if places.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    let places = places.to_i64().map_or(u64::MAX, |places| places as u64);
    Ok(match value {
        IntegerRef::Small(small) => Integer::Small(small >> places.min(63)),
        IntegerRef::Big(big) if places >= big.bits() => Integer::Small(-i64::from(big.is_negative())),
        IntegerRef::Big(big) => Integer::from(big >> places),
    })
}

/// `base ** exponent` for an `exponent` that is not negative; Python makes the other case a float.
pub fn power(base: IntegerRef, exponent: IntegerRef) -> Result<Integer> {
    debug_assert!(!exponent.is_negative());
    let Some(count) = exponent.to_i64().and_then(|count| u32::try_from(count).ok()) else {
        // Only the powers of these three stay small under so large an exponent.
        return match base.to_i64() {
            Some(small @ (0 | 1)) => Ok(Integer::Small(small)),
            Some(-1) => Ok(Integer::Small(if exponent.to_big().is_even() { 1 } else { -1 })),
            _ => Err(Error::memory()),
        };
    };
    if let IntegerRef::Small(small) = base
        && let Some(result) = small.checked_pow(count)
    {
        return Ok(Integer::Small(result));
    }
    check_bits((bit_length(base).saturating_sub(1)).saturating_mul(u64::from(count)))?;
    Ok(Integer::from(base.to_big().pow(count)))
}

/// `pow(base, exponent, modulus)`. A negative exponent asks for the inverse.
pub fn modular_power(base: IntegerRef, exponent: IntegerRef, modulus: IntegerRef) -> Result<Integer> {
    if modulus.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let modulus = modulus.to_big();
    let size = modulus.abs();
    let mut base = base.to_big().mod_floor(&size);
    if exponent.is_negative() {
        let found = base.extended_gcd(&size);
        if !found.gcd.is_one() {
            return Err(Error::value("base is not invertible for the given modulus"));
        }
        base = found.x.mod_floor(&size);
    }
    let result = base.modpow(&exponent.to_big().abs(), &size);
    Ok(Integer::from(result.mod_floor(&modulus)))
}

/// `left` compared with `right`.
pub fn compare(left: IntegerRef, right: IntegerRef) -> Ordering {
    match (left, right) {
        (IntegerRef::Small(left), IntegerRef::Small(right)) => left.cmp(&right),
        (IntegerRef::Big(left), IntegerRef::Big(right)) => left.cmp(right),
        _ => left.to_big().cmp(&right.to_big()),
    }
}

/// `value.bit_length()`.
pub fn bit_length(value: IntegerRef) -> u64 {
    match value {
        IntegerRef::Small(small) => u64::from(u64::BITS - small.unsigned_abs().leading_zeros()),
        IntegerRef::Big(big) => big.bits(),
    }
}

/// `value.bit_count()`: the ones in its absolute value.
pub fn bit_count(value: IntegerRef) -> u64 {
    match value {
        IntegerRef::Small(small) => u64::from(small.unsigned_abs().count_ones()),
        IntegerRef::Big(big) => big.magnitude().count_ones(),
    }
}

/// `math.isqrt(value)`.
pub fn square_root(value: IntegerRef) -> Result<Integer> {
    if value.is_negative() {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(match value {
        IntegerRef::Small(small) => Integer::Small(small.isqrt()),
        IntegerRef::Big(big) => Integer::from(big.sqrt()),
    })
}

/// `math.gcd(left, right)`.
pub fn greatest_common_divisor(left: IntegerRef, right: IntegerRef) -> Integer {
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && left != i64::MIN
        && right != i64::MIN
    {
        return Integer::Small(left.gcd(&right));
    }
    Integer::from(left.to_big().gcd(&right.to_big()))
}

/// `round(value, -places)`: the nearest multiple of ten to the power `places`, ties to even.
pub fn round_left_of_point(value: IntegerRef, places: u64) -> Integer {
    // A power of ten has more than three bits a digit, so one this large is above twice the value.
    if places.saturating_mul(3) > bit_length(value) + 1 {
        return Integer::Small(0);
    }
    let value = value.to_big();
    let unit = BigInt::from(10).pow(places as u32);
    let (mut quotient, remainder) = value.div_mod_floor(&unit);
    let twice: BigInt = remainder * 2;
    let up = match twice.cmp(&unit) {
        Ordering::Greater => true,
        Ordering::Equal => quotient.is_odd(),
        Ordering::Less => false,
    };
    if up {
        quotient += 1;
    }
    Integer::from(quotient * unit)
}

/// `hash(value)`: the remainder modulo 2**61 - 1, with the value's sign, and -2 instead of -1.
pub fn hash(value: IntegerRef) -> i64 {
    const MODULUS: u64 = (1 << 61) - 1;
    let remainder = match value {
        IntegerRef::Small(small) => small.unsigned_abs() % MODULUS,
        IntegerRef::Big(big) => big.iter_u64_digits().rev().fold(0, |remainder, digit| {
            ((u128::from(remainder) << 64 | u128::from(digit)) % u128::from(MODULUS)) as u64
        }),
    };
    match if value.is_negative() { -(remainder as i64) } else { remainder as i64 } {
        -1 => -2,
        hash => hash,
    }
}

/// Which byte of an integer comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// `"big"`: the most significant.
    Big,
    /// `"little"`: the least significant.
    Little,
}

/// `value.to_bytes(length, order, signed=signed)`.
pub fn to_bytes(value: IntegerRef, length: usize, order: ByteOrder, signed: bool) -> Result<Vec<u8>> {
    if value.is_negative() && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    crate::error::check_length(length)?;
    let value = value.to_big();
    let mut bytes = if signed { value.to_signed_bytes_le() } else { value.magnitude().to_bytes_le() };
    if value.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(Error::overflow("int too big to convert"));
    }
    bytes.resize(length, if value.is_negative() { 0xFF } else { 0 });
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Integer {
    Integer::from(match (order, signed) {
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, false) => BigInt::from_biguint(Sign::Plus, BigUint::from_bytes_be(bytes)),
        (ByteOrder::Little, false) => BigInt::from_biguint(Sign::Plus, BigUint::from_bytes_le(bytes)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> Integer {
        Integer::from(text.parse::<BigInt>().unwrap())
    }

    fn small(value: i64) -> Integer {
        Integer::Small(value)
    }

    #[test]
    fn results_that_do_not_fit_grow() {
        let min = IntegerRef::Small(i64::MIN);
        assert_eq!(big("9223372036854775808"), negate(min));
        assert_eq!(big("9223372036854775808"), floor_divide(min, (-1).into()).unwrap());
        assert_eq!(small(0), modulo(min, (-1).into()).unwrap());
        assert_eq!(big("-9223372036854775809"), subtract(min, 1.into()));
        assert_eq!(small(i64::MIN), subtract((&big("-9223372036854775807")).into(), 1.into()));
        assert_eq!(big("85070591730234615865843651857942052864"), multiply(min, min));
        assert_eq!(big("9223372036854775808"), greatest_common_divisor(min, 0.into()));
        assert_eq!(big("-18446744073709551616"), shift_left(min, 1.into()).unwrap());
    }

    #[test]
    fn division_floors_and_the_remainder_follows_the_divisor() {
        for (left, right, quotient, remainder) in
            [(7, 3, 2, 1), (-7, 3, -3, 2), (7, -3, -3, -2), (-7, -3, 2, -1)]
        {
            assert_eq!(Ok((small(quotient), small(remainder))), divmod(left.into(), right.into()));
            let (wide_left, wide_right) = (BigInt::from(left), BigInt::from(right));
            assert_eq!(Ok(small(quotient)), floor_divide((&wide_left).into(), (&wide_right).into()));
            assert_eq!(Ok(small(remainder)), modulo((&wide_left).into(), right.into()));
        }
        assert_eq!("division by zero", modulo(1.into(), 0.into()).unwrap_err().message);
    }

    #[test]
    fn shifts_of_any_size() {
        assert_eq!(Ok(small(-1)), shift_right((-5).into(), 100.into()));
        assert_eq!(Ok(small(-1)), shift_right((&big("-99999999999999999999")).into(), 1000.into()));
        assert_eq!(Ok(small(-3)), shift_right((-5).into(), 1.into()));
        assert_eq!(Ok(small(0)), shift_left(0.into(), (&big("99999999999999999999")).into()));
        assert_eq!(
            crate::Kind::Overflow,
            shift_left(1.into(), (&big("99999999999999999999")).into()).unwrap_err().kind
        );
        assert_eq!(crate::Kind::Memory, shift_left(1.into(), (1 << 40).into()).unwrap_err().kind);
        assert_eq!("negative shift count", shift_right(1.into(), (-1).into()).unwrap_err().message);
    }

    #[test]
    fn powers() {
        assert_eq!(Ok(big("1267650600228229401496703205376")), power(2.into(), 100.into()));
        assert_eq!(Ok(small(-1)), power((-1).into(), (&big("99999999999999999999")).into()));
        assert_eq!(crate::Kind::Memory, power(2.into(), i64::MAX.into()).unwrap_err().kind);
        assert_eq!(crate::Kind::Memory, power(10.into(), 4_000_000_000.into()).unwrap_err().kind);
        assert_eq!(Ok(small(4)), modular_power(3.into(), (-1).into(), 11.into()));
        assert_eq!(Ok(small(-7)), modular_power(3.into(), (-1).into(), (-11).into()));
        assert_eq!(Ok(small(0)), modular_power(5.into(), 0.into(), 1.into()));
        assert_eq!(Ok(small(-2)), modular_power(2.into(), 3.into(), (-5).into()));
        assert_eq!(
            "base is not invertible for the given modulus",
            modular_power(2.into(), (-1).into(), 4.into()).unwrap_err().message
        );
    }

    #[test]
    fn rounding_goes_to_even() {
        for (value, places, expected) in [
            (15, 1, 20),
            (25, 1, 20),
            (-15, 1, -20),
            (-25, 1, -20),
            (5, 1, 0),
            (6, 1, 10),
            (50, 2, 0),
            (51, 2, 100),
        ] {
            assert_eq!(small(expected), round_left_of_point(value.into(), places), "{value}");
        }
        assert_eq!(small(0), round_left_of_point(99.into(), u64::MAX));
    }

    #[test]
    fn hashes_are_cpythons() {
        for (value, expected) in [
            ("0", 0),
            ("-1", -2),
            ("-2", -2),
            ("2305843009213693951", 0),
            ("2305843009213693952", 1),
            ("-2305843009213693952", -2),
            ("9223372036854775808", 4),
            ("-100000000000000000000000000000000000000000", -49916784014012194),
        ] {
            assert_eq!(expected, hash((&value.parse::<BigInt>().unwrap()).into()), "{value}");
        }
    }

    #[test]
    fn bytes_there_and_back() {
        for (value, length, signed) in [
            (0, 0, false),
            (0, 2, true),
            (255, 1, false),
            (-128, 1, true),
            (-129, 2, true),
            (128, 2, true),
            (65535, 3, false),
        ] {
            for order in [ByteOrder::Big, ByteOrder::Little] {
                let bytes = to_bytes(value.into(), length, order, signed).unwrap();
                assert_eq!(length, bytes.len());
                assert_eq!(small(value), from_bytes(&bytes, order, signed));
            }
        }
        assert_eq!(
            "int too big to convert",
            to_bytes(128.into(), 1, ByteOrder::Big, true).unwrap_err().message
        );
        assert_eq!(
            "int too big to convert",
            to_bytes(256.into(), 1, ByteOrder::Big, false).unwrap_err().message
        );
        assert!(to_bytes((-1).into(), 1, ByteOrder::Big, false).is_err());
    }

    #[test]
    fn bits() {
        assert_eq!((0, 0), (bit_length(0.into()), bit_count(0.into())));
        assert_eq!((64, 1), (bit_length(i64::MIN.into()), bit_count(i64::MIN.into())));
        assert_eq!((3, 2), (bit_length((-5).into()), bit_count((-5).into())));
    }
}

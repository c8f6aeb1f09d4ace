//! Where integers and floats meet: every conversion and comparison exact, or rounded once.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer as _;
use num_traits::{ToPrimitive, Zero};

use crate::float::{self, decompose, ldexp};
use crate::int::bit_length;
use crate::{Error, IntegerRef, Result};

/// `float(value)`.
pub fn to_float(value: IntegerRef) -> Result<f64> {
    let too_large = || Error::overflow("int too large to convert to float");
    match value {
        IntegerRef::Small(small) => Ok(small as f64),
        IntegerRef::Big(big) => {
            let bits = big.bits();
            if bits > 1024 {
                return Err(too_large());
            }
            let magnitude = if bits <= 64 {
                big.magnitude().to_u64().expect("64 bits") as f64
            } else {
                let (top, below) = top_bits(big.magnitude());
                ldexp(top as f64, below as i64)
            };
            if magnitude.is_infinite() {
                return Err(too_large());
            }
            Ok(if value.is_negative() { -magnitude } else { magnitude })
        }
    }
}

/// The top 64 bits of a number that has more, and how many are below them. The lowest of the 64 is set if anything below is:
/// enough to round as the whole would.
fn top_bits(magnitude: &BigUint) -> (u64, u64) {
    let below = magnitude.bits() - 64;
    let top = (magnitude >> below).to_u64().expect("64 bits");
    let rest = magnitude.trailing_zeros().is_some_and(|zeros| zeros < below);
    (top | u64::from(rest), below)
}

/// A fraction in [0.5, 1), rounded, and the power of two it is to be scaled by: of integers beyond the floats, too.
pub fn frexp(value: IntegerRef) -> (f64, i64) {
    let (magnitude, below) = match value {
        IntegerRef::Small(small) => (small.unsigned_abs() as f64, 0),
        IntegerRef::Big(big) if big.bits() <= 64 => (big.magnitude().to_u64().expect("64 bits") as f64, 0),
        IntegerRef::Big(big) => {
            let (top, below) = top_bits(big.magnitude());
            (top as f64, below)
        }
    };
    let (fraction, exponent) = float::frexp(magnitude);
    let fraction = if value.is_negative() { -fraction } else { fraction };
    (fraction, i64::from(exponent) + below as i64)
}

/// `left / right`, rounded once.
pub fn true_divide(left: IntegerRef, right: IntegerRef) -> Result<f64> {
    const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
    if right.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    if let (IntegerRef::Small(left), IntegerRef::Small(right)) = (left, right)
        && left.unsigned_abs() <= EXACT
        && right.unsigned_abs() <= EXACT
    {
        return Ok(left as f64 / right as f64);
    }
    let negative = left.is_negative() != right.is_negative();
    let magnitude = divide_magnitudes(left.to_big().magnitude(), right.to_big().magnitude())
        .ok_or_else(|| Error::overflow("integer division result too large for a float"))?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// `None` if the quotient is too large.
fn divide_magnitudes(left: &BigUint, right: &BigUint) -> Option<f64> {
    if left.is_zero() {
        return Some(0.0);
    }
    let difference = left.bits() as i64 - right.bits() as i64;
    if difference > 1024 {
        return None;
    }
    if difference < -1080 {
        return Some(0.0);
    }
    // A quotient of 62 or 63 bits, the lowest set if there is a remainder. In the subnormal range fewer bits are
    // kept, so that the one rounding, below, is at the last place the float has.
    let shift = (difference - 62).max(-1074 - 2);
    let (quotient, remainder) = if shift >= 0 {
        left.div_rem(&(right << shift as u64))
    } else {
        (left << shift.unsigned_abs()).div_rem(right)
    };
    let sticky = quotient.to_u64().expect("at most 63 bits") | u64::from(!remainder.is_zero());
    let value = ldexp(round_to_float(sticky, shift), shift);
    value.is_finite().then_some(value)
}

/// Rounds `quotient`, to be scaled by `shift`, to the bits a float of that size has.
fn round_to_float(quotient: u64, shift: i64) -> f64 {
    let bits = i64::from(u64::BITS - quotient.leading_zeros());
    let kept = bits.min(53).min(bits + shift + 1074).max(0);
    let drop = (bits - kept) as u32;
    if drop == 0 {
        return quotient as f64;
    }
    let unit = 1_u64 << drop;
    let low = quotient & (unit - 1);
    let floor = quotient - low;
    let up = low > unit / 2 || low == unit / 2 && floor & unit != 0;
    (if up { floor + unit } else { floor }) as f64
}

/// `integer` compared with `float`, exactly. `None` if the float is a NaN.
pub fn compare(integer: IntegerRef, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if let IntegerRef::Small(small) = integer
        && small.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS
    {
        return (small as f64).partial_cmp(&float);
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let signs = (integer.is_negative(), float < 0.0);
    match signs {
        (true, false) => return Some(Ordering::Less),
        (false, true) => return Some(Ordering::Greater),
        _ => {}
    }
    let by_magnitude = compare_magnitudes(integer, float.abs());
    Some(if integer.is_negative() { by_magnitude.reverse() } else { by_magnitude })
}

fn compare_magnitudes(integer: IntegerRef, float: f64) -> Ordering {
    let (mantissa, exponent) = decompose(float);
    let mantissa = mantissa.unsigned_abs();
    let float_bits = i64::from(u64::BITS - mantissa.leading_zeros()) + i64::from(exponent);
    let by_size = (bit_length(integer) as i64).cmp(&float_bits);
    if by_size != Ordering::Equal {
        return by_size;
    }
    let big = integer.to_big();
    let magnitude = big.magnitude();
    if exponent >= 0 {
        magnitude.cmp(&(BigUint::from(mantissa) << exponent as u32))
    } else {
        (magnitude << exponent.unsigned_abs()).cmp(&BigUint::from(mantissa))
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;

    fn big(text: &str) -> BigInt {
        text.parse().unwrap()
    }

    #[test]
    fn conversion_rounds_ties_to_even() {
        for (text, expected) in [
            ("9007199254740993", 9007199254740992.0),
            ("9007199254740995", 9007199254740996.0),
            ("18446744073709551616", 18446744073709551616.0),
            ("-100000000000000000000000", -1e23),
            ("36893488147419107329", 36893488147419111424.0),
            ("36893488147419107328", 36893488147419103232.0),
        ] {
            assert_eq!(Ok(expected), to_float((&big(text)).into()), "{text}");
        }
        let largest: BigInt = (BigInt::from(1) << 1024_u32) - (BigInt::from(1) << 970_u32) - 1;
        assert_eq!(Ok(f64::MAX), to_float((&largest).into()));
        let too_large: BigInt = largest + 1;
        assert!(to_float((&too_large).into()).is_err());
    }

    #[test]
    fn fractions_are_rounded() {
        assert_eq!((0.0, 0), frexp(0.into()));
        assert_eq!((-0.625, 3), frexp((-5).into()));
        let power = BigInt::from(1) << 2000_u32;
        assert_eq!((0.5, 2001), frexp((&power).into()));
        let below: BigInt = power - 1;
        assert_eq!((0.5, 2001), frexp((&below).into()));
    }

    #[test]
    fn division_rounds_once() {
        let huge = BigInt::from(10).pow(400);
        assert_eq!(Ok(1e100), true_divide((&huge).into(), (&BigInt::from(10).pow(300)).into()));
        assert_eq!(Ok(-1e-100), true_divide((&-BigInt::from(10).pow(300)).into(), (&huge).into()));
        assert_eq!(Ok(0.0), true_divide(1.into(), (&huge).into()));
        assert_eq!(Ok(5e-324), true_divide(1.into(), (&(BigInt::from(1) << 1074_u32)).into()));
        assert_eq!(Ok(0.0), true_divide(1.into(), (&(BigInt::from(1) << 1075_u32)).into()));
        assert_eq!(Ok(5e-324), true_divide(3.into(), (&(BigInt::from(1) << 1076_u32)).into()));
        assert_eq!(Ok(1.0), true_divide(i64::MAX.into(), i64::MAX.into()));
        assert_eq!(
            "integer division result too large for a float",
            true_divide((&huge).into(), 1.into()).unwrap_err().message
        );
        assert_eq!("division by zero", true_divide(0.into(), 0.into()).unwrap_err().message);
    }

    #[test]
    fn comparison_is_exact() {
        let two_53 = (1_i64 << 53) + 1;
        assert_eq!(Some(Ordering::Greater), compare(two_53.into(), 9007199254740992.0));
        assert_eq!(Some(Ordering::Less), compare((-two_53).into(), -9007199254740992.0));
        assert_eq!(Some(Ordering::Less), compare(i64::MAX.into(), 9223372036854775808.0));
        assert_eq!(
            Some(Ordering::Equal),
            compare((&big("9223372036854775808")).into(), 9223372036854775808.0)
        );
        assert_eq!(Some(Ordering::Less), compare((&BigInt::from(10).pow(400)).into(), f64::INFINITY));
        assert_eq!(Some(Ordering::Greater), compare(i64::MAX.into(), 0.5));
        assert_eq!(None, compare(0.into(), f64::NAN));
    }
}

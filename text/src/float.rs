//! Floats: repr, parsing, rounding, hashing, and the arithmetic that differs from the machine's.
//!
//! Python writes a float with the fewest digits that read back as the same float. Those digits come from
//! `zmij`; how they are laid out is Python's own affair.

use num_bigint::BigInt;
use num_traits::One;

use crate::float_format::{self, Layout};
use crate::quote::{repr_bytes, repr_str};
use crate::unicode;
use crate::{Error, Integer, Result};

/// `repr(value)`.
pub fn repr(value: f64) -> String {
    float_format::format(
        value,
        Layout::Shortest,
        0,
        float_format::Flags { point_zero: true, ..Default::default() },
    )
}

/// `float(text)`.
pub fn parse(text: &str) -> Result<f64> {
    parse_trimmed(text.trim_matches(unicode::is_space))
        .ok_or_else(|| Error::value(format!("could not convert string to float: {}", repr_str(text))))
}

/// `float(bytes)`.
pub fn parse_bytes(bytes: &[u8]) -> Result<f64> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|text| text.is_ascii())
        .and_then(|text| parse_trimmed(text.trim_matches(|c| matches!(c, '\t'..='\r' | ' '))))
        .ok_or_else(|| Error::value(format!("could not convert string to float: {}", repr_bytes(bytes))))
}

fn parse_trimmed(text: &str) -> Option<f64> {
    if text.is_ascii() && !text.contains('_') {
        return text.parse().ok();
    }
    let mut plain = String::with_capacity(text.len());
    let mut after_digit = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '_' {
            let before_digit = characters.peek().is_some_and(|&next| unicode::is_decimal(next));
            if !(after_digit && before_digit) {
                return None;
            }
            after_digit = false;
        } else if let Some(digit) = unicode::decimal_value(character) {
            plain.push(char::from_digit(digit, 10)?);
            after_digit = true;
        } else {
            plain.push(character);
            after_digit = false;
        }
    }
    plain.parse().ok()
}

/// `round(value, digits)`: the float nearest to the decimal number nearest to `value`, ties to even.
pub fn round(value: f64, digits: i64) -> Result<f64> {
    // Beyond these no digit of any float can change, or all of them go.
    const MOST: i64 = 323;
    const LEAST: i64 = -308;
    if !value.is_finite() || digits > MOST {
        return Ok(value);
    }
    if digits < LEAST {
        return Ok(0.0_f64.copysign(value));
    }
    let rounded: f64 = if digits >= 0 {
        format!("{value:.*}", digits as usize).parse().expect("a number")
    } else {
        round_left_of_point(value, -digits as i32)
    };
    if rounded.is_infinite() {
        return Err(Error::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// Rounds to a multiple of ten to the power `places`, which is at least one.
fn round_left_of_point(value: f64, places: i32) -> f64 {
    let exponent = float_format::decimal_exponent(value);
    let kept = exponent + 1 - places;
    if kept > 0 {
        return format!("{value:.*e}", kept as usize - 1).parse().expect("a number");
    }
    // No digit stays: the result is zero or the next power, and an exact half goes to zero, which is even.
    let (digits, _) = float_format::exact_digits(value);
    let more_than_half = kept == 0 && digits.as_str() > "5";
    let magnitude = if more_than_half { format!("1e{places}").parse().expect("a number") } else { 0.0_f64 };
    magnitude.copysign(value)
}

/// `round(value)`: the nearest integer, ties to even.
pub fn round_to_integer(value: f64) -> Result<Integer> {
    to_integer(value.round_ties_even())
}

/// `int(value)`: the integer part.
pub fn to_integer(value: f64) -> Result<Integer> {
    if value.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) {
        return Ok(Integer::Small(value as i64));
    }
    let (mantissa, exponent) = decompose(value);
    Ok(Integer::from(BigInt::from(mantissa) << exponent as u32))
}

/// `value.as_integer_ratio()`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(value: f64) -> Result<(Integer, Integer)> {
    if value.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((Integer::Small(0), Integer::Small(1)));
    }
    if exponent >= 0 {
        return Ok((Integer::from(BigInt::from(mantissa) << exponent as u32), Integer::Small(1)));
    }
    let common = mantissa.trailing_zeros().min(exponent.unsigned_abs());
    let (numerator, denominator) = (mantissa >> common, exponent.unsigned_abs() - common);
    Ok((Integer::Small(numerator), Integer::from(BigInt::one() << denominator)))
}

/// The integers of which a finite `value` is `mantissa * 2**exponent`.
pub fn decompose(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let field = (bits >> 52 & 0x7FF) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (magnitude, exponent) =
        if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    (if value < 0.0 { -magnitude } else { magnitude }, exponent)
}

/// `math.frexp(value)`: a fraction in [0.5, 1) and the power of two it is to be scaled by.
pub fn frexp(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let subnormal = value.abs() < f64::MIN_POSITIVE;
    let normal = if subnormal { value * 2.0_f64.powi(54) } else { value };
    let bits = normal.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1022 - if subnormal { 54 } else { 0 };
    (f64::from_bits(bits & !(0x7FF << 52) | 1022 << 52), exponent)
}

/// `math.ldexp(value, exponent)` before the check for overflow: `value * 2**exponent`, rounded once.
pub fn ldexp(value: f64, exponent: i64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (fraction, own) = frexp(value);
    let total = exponent.clamp(-5000, 5000) as i32 + own;
    match total {
        1025.. => f64::INFINITY.copysign(value),
        -1020..=1024 => fraction * 2.0 * 2.0_f64.powi(total - 1),
        // Two exact steps and one that rounds into the subnormal range.
        -1100..=-1021 => fraction * 2.0_f64.powi(total + 200) * 2.0_f64.powi(-200),
        _ => 0.0_f64.copysign(value),
    }
}

/// `hash(value)`: equal to the hash of the equal integer or fraction. `None` for a NaN, which hashes by identity.
pub fn hash(value: f64) -> Option<i64> {
    const BITS: i32 = 61;
    const MODULUS: u64 = (1 << BITS) - 1;
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { 314_159 } else { -314_159 });
    }
    let (mantissa, exponent) = decompose(value);
    // Two to the power 61 is one, so scaling is rotation within 61 bits.
    let turn = exponent.rem_euclid(BITS) as u32;
    let magnitude = mantissa.unsigned_abs() as u128;
    let scaled = magnitude << turn;
    let reduced = ((scaled & MODULUS as u128) + (scaled >> BITS)) as u64 % MODULUS;
    let signed = if value < 0.0 { -(reduced as i64) } else { reduced as i64 };
    Some(if signed == -1 { -2 } else { signed })
}

/// `left / right`.
pub fn divide(left: f64, right: f64) -> Result<f64> {
    if right == 0.0 {
        return Err(Error::zero_division("division by zero"));
    }
    Ok(left / right)
}

/// `left // right`.
pub fn floor_divide(left: f64, right: f64) -> Result<f64> {
    if right == 0.0 {
        return Err(Error::zero_division("division by zero"));
    }
    Ok(floor_and_modulo(left, right).0)
}

/// `left % right`.
pub fn modulo(left: f64, right: f64) -> Result<f64> {
    if right == 0.0 {
        return Err(Error::zero_division("division by zero"));
    }
    Ok(floor_and_modulo(left, right).1)
}

/// `divmod(left, right)`.
pub fn divmod(left: f64, right: f64) -> Result<(f64, f64)> {
    if right == 0.0 {
        return Err(Error::zero_division("division by zero"));
    }
    Ok(floor_and_modulo(left, right))
}

fn floor_and_modulo(left: f64, right: f64) -> (f64, f64) {
    let mut modulo = left % right;
    let mut quotient = (left - modulo) / right;
    if modulo == 0.0 {
        modulo = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (modulo < 0.0) {
        modulo += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(left / right), modulo);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, modulo)
}

/// What `left ** right` comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A negative number to a fractional power is complex: the interpreter's to compute.
    Complex,
}

/// `left ** right`.
pub fn power(left: f64, right: f64) -> Result<Power> {
    if left == 0.0 && right < 0.0 && right.is_finite() {
        return Err(Error::zero_division("zero to a negative power"));
    }
    if left < 0.0 && left.is_finite() && right.is_finite() && right.fract() != 0.0 {
        return Ok(Power::Complex);
    }
    let result = left.powf(right);
    if result.is_infinite() && left.is_finite() && right.is_finite() {
        return Err(Error::overflow("(34, 'Numerical result out of range')"));
    }
    Ok(Power::Real(result))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_is_the_shortest_that_reads_back() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (2.0_f64.powi(-44), "5.684341886080802e-14"),
            (9007199254740993.0, "9007199254740992.0"),
            (f64::INFINITY, "inf"),
            (-f64::NAN, "nan"),
        ] {
            assert_eq!(text, repr(value));
        }
    }

    #[test]
    fn parsing_takes_what_float_takes() {
        for (text, value) in [
            ("1", 1.0),
            (" \u{2003}-1_0.5_0e+1_0\n", -10.5e10),
            ("٣.١٥", 3.15),
            (".5", 0.5),
            ("5.", 5.0),
            ("Infinity", f64::INFINITY),
            ("-INF", -f64::INFINITY),
            ("1e400", f64::INFINITY),
        ] {
            assert_eq!(Ok(value), parse(text), "{text}");
        }
        assert!(parse("nan").unwrap().is_nan());
        for text in [
            "", " ", "_1", "1_", "1__0", "1_.0", "1._0", "1e_5", "0x10", "1 2", "infin", "1\0", ".", "e5",
            "+",
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(format!("could not convert string to float: {}", repr_str(text)), error.message);
        }
        assert_eq!("could not convert string to float: b'\\xff'", parse_bytes(b"\xff").unwrap_err().message);
        assert_eq!(Ok(2.5), parse_bytes(b" 2.5 "));
    }

    #[test]
    fn rounding_is_exact() {
        for (value, digits, expected) in [
            (2.675_f64, 2, 2.67_f64),
            (0.5, 0, 0.0),
            (1.5, 0, 2.0),
            (2.5, 0, 2.0),
            (-0.5, 0, -0.0),
            (0.125, 2, 0.12),
            (1e22, -22, 1e22),
            (5e22, -23, 0.0),
            (5.000000000000001e22, -23, 1e23),
            (15.0, -1, 20.0),
            (25.0, -1, 20.0),
            (25.5, -1, 30.0),
            (149.0, -2, 100.0),
            (50.0, -2, 0.0),
            (50.5, -2, 100.0),
            (-1e300, -400, -0.0),
            (1.1, 400, 1.1),
        ] {
            let rounded = round(value, digits).unwrap();
            assert_eq!(expected.to_bits(), rounded.to_bits(), "round({value}, {digits}) = {rounded}");
        }
        assert_eq!("rounded value too large to represent", round(1.7e308, -308).unwrap_err().message);
        assert_eq!(Ok(Integer::Small(2)), round_to_integer(2.5));
    }

    #[test]
    fn hashes_are_cpythons() {
        for (value, expected) in [
            (0.0, 0),
            (1.0, 1),
            (-1.0, -2),
            (0.5, 1152921504606846976),
            (0.1, 230584300921369408),
            (-3.75, -1729382256910270467),
            (1e300, 1224995262755759164),
            (5e-324, 16777216),
            (f64::INFINITY, 314159),
        ] {
            assert_eq!(Some(expected), hash(value), "{value}");
        }
        assert_eq!(None, hash(f64::NAN));
    }

    #[test]
    fn ratios_are_in_lowest_terms() {
        let ratio = |value| as_integer_ratio(value).unwrap();
        assert_eq!((Integer::Small(0), Integer::Small(1)), ratio(-0.0));
        assert_eq!((Integer::Small(-5), Integer::Small(4)), ratio(-1.25));
        assert_eq!((Integer::Small(10_000_000_000_000_000), Integer::Small(1)), ratio(1e16));
        assert_eq!(Integer::from(BigInt::one() << 1074_u32), ratio(5e-324).1);
        assert_eq!("cannot convert NaN to integer ratio", as_integer_ratio(f64::NAN).unwrap_err().message);
    }

    #[test]
    fn division_floors() {
        assert_eq!((-3.0, 1.0), divmod(-5.0, 2.0).unwrap());
        assert_eq!((-3.0, -1.0), divmod(5.0, -2.0).unwrap());
        assert!(modulo(-4.0, -2.0).unwrap().is_sign_negative());
        assert!(modulo(-4.0, 2.0).unwrap().is_sign_positive());
        assert_eq!("division by zero", divmod(1.0, 0.0).unwrap_err().message);
    }

    #[test]
    fn powers() {
        assert_eq!(Ok(Power::Complex), power(-8.0, 0.5));
        assert_eq!(Ok(Power::Real(1.0)), power(f64::NAN, 0.0));
        assert_eq!("(34, 'Numerical result out of range')", power(1e200, 2.0).unwrap_err().message);
        assert!(power(0.0, -1.0).is_err());
        assert_eq!(Ok(Power::Real(f64::INFINITY)), power(0.0, f64::NEG_INFINITY));
    }

    #[test]
    fn scaling_rounds_once() {
        assert_eq!((0.5, -1073), frexp(5e-324));
        assert_eq!(5e-324, ldexp(0.5, -1073));
        assert_eq!(5e-324, ldexp(0.75, -1074));
        assert_eq!(0.0, ldexp(0.5, -1074));
        assert_eq!(f64::INFINITY, ldexp(1.0, 1024));
        assert_eq!(2.0_f64.powi(1023), ldexp(0.5, 1024));
        assert_eq!(f64::MAX, ldexp(f64::MAX, 0));
    }
}

//! `float.hex` and `float.fromhex`: floats in base sixteen, exactly.

use num_bigint::BigUint;

use crate::float::ldexp;
use crate::unicode;
use crate::{Error, Result};

/// `value.hex()`.
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return crate::float::repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let field = (bits >> 52 & 0x7FF) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (whole, exponent) = if field == 0 { (0, -1022) } else { (1, field - 1023) };
    format!("{sign}0x{whole}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`.
pub fn from_hex(text: &str) -> Result<f64> {
    let invalid = || Error::value("invalid hexadecimal floating-point string");
    let trimmed = text.trim_matches(|c| unicode::is_space(c) && c.is_ascii());
    let (negative, unsigned) = match trimmed.as_bytes().first() {
        Some(b'-') => (true, &trimmed[1..]),
        Some(b'+') => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let lower = unsigned.to_ascii_lowercase();
    let magnitude = match lower.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => parse_hex(lower.strip_prefix("0x").unwrap_or(&lower)).ok_or_else(invalid)??,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

/// `None` if `text` is not a number, an error if it is too large a one.
fn parse_hex(text: &str) -> Option<Result<f64>> {
    let (mantissa, exponent) = match text.split_once('p') {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some(Ok(0.0));
    }
    let scale = exponent.saturating_sub(4 * fraction.len() as i64);
    let top = scale.saturating_add(4 * significant.len() as i64);
    if top < -1100 {
        return Some(Ok(0.0));
    }
    let overflow = || Error::overflow("hexadecimal value too large to represent as a float");
    if top > 1030 {
        return Some(Err(overflow()));
    }
    let value = scaled(&BigUint::parse_bytes(significant.as_bytes(), 16)?, scale);
    Some(if value.is_infinite() { Err(overflow()) } else { Ok(value) })
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// `mantissa * 2**scale`, rounded once, ties to even.
fn scaled(mantissa: &BigUint, scale: i64) -> f64 {
    let bits = mantissa.bits() as i64;
    // The last place a float of this size has: 53 bits down, but not below the subnormal range.
    let last = (bits + scale - 53).max(-1074);
    let drop = last - scale;
    if drop <= 0 {
        let exact = mantissa.iter_u64_digits().next().unwrap_or(0);
        return ldexp(exact as f64, scale);
    }
    let kept = mantissa >> drop as u64;
    let half = mantissa.bit(drop as u64 - 1);
    let below_half = mantissa.trailing_zeros().is_some_and(|zeros| zeros < drop as u64 - 1);
    let kept = kept.iter_u64_digits().next().unwrap_or(0);
    let rounded = kept + u64::from(half && (below_half || kept & 1 == 1));
    ldexp(rounded as f64, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_there_and_back() {
        for (value, text) in [
            (1.0, "0x1.0000000000000p+0"),
            (-0.1, "-0x1.999999999999ap-4"),
            (0.0, "0x0.0p+0"),
            (5e-324, "0x0.0000000000001p-1022"),
            (f64::MAX, "0x1.fffffffffffffp+1023"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(text, hex(value));
            assert_eq!(Ok(value), from_hex(text));
        }
    }

    #[test]
    fn fromhex_rounds_ties_to_even() {
        for (text, value) in [
            (" 0X.8P1 ", 1.0),
            ("ff", 255.0),
            ("-1.8", -1.5),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.00000000000018p0", 1.0000000000000004),
            ("0x1.000000000000080001p0", 1.0000000000000002),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1p-99999999999999999999999", 0.0),
            ("0x0p99999999999999999999999", 0.0),
        ] {
            assert_eq!(Ok(value), from_hex(text), "{text}");
        }
        for text in ["", "0x", "1.2.3", "0xg", "1p", "1p+", "0x1p1.0", "0x 1", "--1"] {
            assert_eq!("invalid hexadecimal floating-point string", from_hex(text).unwrap_err().message);
        }
        assert!(from_hex("0x1p1024").is_err());
        assert!(from_hex("0x1.fffffffffffff8p1023").is_err());
    }
}

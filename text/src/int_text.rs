//! Integers as text, in any base.

use num_bigint::BigInt;
use num_traits::Signed;

use crate::quote::{repr_bytes, repr_str};
use crate::unicode;
use crate::{Error, Integer, IntegerRef, Result};

/// CPython's default for `sys.set_int_max_str_digits`: conversions of more digits take quadratic time.
pub const DEFAULT_MAX_DIGITS: usize = 4300;

/// `int(text, base)`. `max_digits` is the interpreter's limit, zero for none.
pub fn parse(text: &str, base: u32, max_digits: usize) -> Result<Integer> {
    check_base(base)?;
    let trimmed = text.trim_matches(unicode::is_space);
    let parsed = if trimmed.is_ascii() {
        parse_ascii(trimmed.as_bytes(), base, max_digits)
    } else {
        let mapped: String = trimmed
            .chars()
            .map(|c| unicode::decimal_value(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c))
            .collect();
        parse_ascii(mapped.as_bytes(), base, max_digits)
    };
    parsed?.ok_or_else(|| invalid(base, &repr_str(text)))
}

/// `int(bytes, base)`.
pub fn parse_bytes(bytes: &[u8], base: u32, max_digits: usize) -> Result<Integer> {
    check_base(base)?;
    let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let start = bytes.iter().position(|byte| !is_space(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_space(byte)).map_or(start, |last| last + 1);
    parse_ascii(&bytes[start..end], base, max_digits)?.ok_or_else(|| invalid(base, &repr_bytes(bytes)))
}

fn check_base(base: u32) -> Result<()> {
    match base {
        0 | 2..=36 => Ok(()),
        _ => Err(Error::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

/// CPython shows the first 200 characters of what is wrong.
fn invalid(base: u32, repr: &str) -> Error {
    Error::value(format!("invalid literal for int() with base {base}: {repr:.200}"))
}

/// `None` if `text` is not an integer.
fn parse_ascii(text: &[u8], base: u32, max_digits: usize) -> Result<Option<Integer>> {
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let named = match unsigned {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let (radix, digits) = match (base, named) {
        (0, 0) => (10, unsigned),
        (0, _) => (named, &unsigned[2..]),
        (_, _) if base == named => (base, &unsigned[2..]),
        _ => (base, unsigned),
    };
    // An underscore may part a prefix from its digits.
    let digits = match digits {
        [b'_', rest @ ..] if digits.len() < unsigned.len() => rest,
        _ => digits,
    };
    let Some(plain) = without_underscores(digits, radix) else { return Ok(None) };
    if base == 0 && named == 0 && plain[0] == b'0' && plain.iter().any(|&digit| digit != b'0') {
        // Old octal: `010` is neither eight nor ten.
        return Ok(None);
    }
    // Base 36 needs 5.17 bits a digit, so twelve digits always fit.
    if plain.len() <= 12 {
        let value = plain.iter().fold(0, |value, &digit| value * i64::from(radix) + digit_value(digit));
        return Ok(Some(Integer::Small(if negative { -value } else { value })));
    }
    if max_digits > 0 && plain.len() > max_digits && !radix.is_power_of_two() {
        return Err(Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            plain.len()
        )));
    }
    let magnitude = BigInt::parse_bytes(&plain, radix).expect("digits of the base");
    Ok(Some(Integer::from(if negative { -magnitude } else { magnitude })))
}

/// The digits, if there is at least one, all are of the base, and each underscore stands between two.
fn without_underscores(digits: &[u8], radix: u32) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(digits.len());
    let mut after_digit = false;
    for &byte in digits {
        if byte == b'_' && after_digit {
            after_digit = false;
        } else if char::from(byte).is_digit(radix) {
            plain.push(byte);
            after_digit = true;
        } else {
            return None;
        }
    }
    after_digit.then_some(plain)
}

fn digit_value(digit: u8) -> i64 {
    char::from(digit).to_digit(36).map_or(0, i64::from)
}

/// `str(value)`. `max_digits` is the interpreter's limit, zero for none.
pub fn to_decimal(value: IntegerRef, max_digits: usize) -> Result<String> {
    let too_long = || {
        Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    match value {
        IntegerRef::Small(small) => Ok(small.to_string()),
        IntegerRef::Big(big) => {
            // Ten bits hold three digits and a little more, so this many bits are surely too many digits.
            let surely_too_long = max_digits > 0 && big.bits() / 10 * 3 > max_digits as u64;
            if surely_too_long {
                return Err(too_long());
            }
            let text = big.to_string();
            let digits = text.len() - usize::from(big.is_negative());
            if max_digits > 0 && digits > max_digits { Err(too_long()) } else { Ok(text) }
        }
    }
}

/// The digits of `value` in base 2, 8, 10 or 16 with a minus but no prefix.
pub fn to_radix(value: IntegerRef, radix: u32) -> String {
    match (value, radix) {
        (IntegerRef::Small(small), 10) => small.to_string(),
        (IntegerRef::Small(small), _) => {
            let sign = if small < 0 { "-" } else { "" };
            let magnitude = small.unsigned_abs();
            match radix {
                2 => format!("{sign}{magnitude:b}"),
                8 => format!("{sign}{magnitude:o}"),
                _ => format!("{sign}{magnitude:x}"),
            }
        }
        (IntegerRef::Big(big), _) => big.to_str_radix(radix),
    }
}

/// `bin(value)`.
pub fn bin(value: IntegerRef) -> String {
    prefixed(value, 2, "0b")
}

/// `oct(value)`.
pub fn oct(value: IntegerRef) -> String {
    prefixed(value, 8, "0o")
}

/// `hex(value)`.
pub fn hex(value: IntegerRef) -> String {
    prefixed(value, 16, "0x")
}

fn prefixed(value: IntegerRef, radix: u32, prefix: &str) -> String {
    let mut digits = to_radix(value, radix);
    digits.insert_str(usize::from(value.is_negative()), prefix);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parsing_takes_what_int_takes() {
        for (text, base, value) in [
            ("0", 10, 0),
            (" -1_000\n", 10, -1000),
            ("+7", 10, 7),
            ("１２٣", 10, 123),
            ("0x_fF", 16, 255),
            ("ff", 16, 255),
            ("0b101", 0, 5),
            ("0o17", 0, 15),
            ("0B1", 16, 177),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("z", 36, 35),
            ("zzzzzzzzzzzz", 36, 36_i64.pow(12) - 1),
            ("-9223372036854775808", 10, i64::MIN),
            ("00000000000000000000000000001", 10, 1),
        ] {
            assert_eq!(Ok(Integer::Small(value)), parse(text, base, 4300), "{text}");
        }
        for (text, base) in [
            ("", 10),
            ("-", 10),
            ("_1", 10),
            ("1_", 10),
            ("1__0", 10),
            ("0x", 16),
            ("0x_", 16),
            ("010", 0),
            ("0_7", 0),
            ("12", 2),
            ("0b12", 0),
            ("1 2", 10),
            ("1\0", 10),
            ("- 1", 10),
            ("0x10", 10),
            ("²", 10),
            ("0x__1", 16),
            ("_0x1", 16),
        ] {
            let error = parse(text, base, 4300).unwrap_err();
            assert_eq!(
                format!("invalid literal for int() with base {base}: {}", repr_str(text)),
                error.message
            );
        }
        assert_eq!(
            "invalid literal for int() with base 10: b'zz'",
            parse_bytes(b"zz", 10, 0).unwrap_err().message
        );
        assert!(parse("1", 37, 0).is_err() && parse("1", 1, 0).is_err());
    }

    #[test]
    fn very_long_conversions_are_refused() {
        let long = "5".repeat(5000);
        let error = parse(&long, 10, DEFAULT_MAX_DIGITS).unwrap_err();
        assert_eq!(
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            error.message
        );
        let value = parse(&long, 10, 0).unwrap();
        assert_eq!(Ok(long), to_decimal(value.as_ref(), 0));
        assert!(to_decimal(value.as_ref(), DEFAULT_MAX_DIGITS).is_err());
        assert!(parse(&"f".repeat(5000), 16, DEFAULT_MAX_DIGITS).is_ok());
        let just_too_long = parse(&"1".repeat(4301), 10, 0).unwrap();
        assert!(to_decimal(just_too_long.as_ref(), DEFAULT_MAX_DIGITS).is_err());
        let longest = parse(&"9".repeat(4300), 10, 0).unwrap();
        assert!(to_decimal(longest.as_ref(), DEFAULT_MAX_DIGITS).is_ok());
    }

    #[test]
    fn prefixes_follow_the_sign() {
        assert_eq!("-0b101", bin((-5).into()));
        assert_eq!("0o0", oct(0.into()));
        assert_eq!("-0x8000000000000000", hex(i64::MIN.into()));
        let big = parse("-ffffffffffffffffff", 16, 0).unwrap();
        assert_eq!("-0xffffffffffffffffff", hex(big.as_ref()));
    }
}

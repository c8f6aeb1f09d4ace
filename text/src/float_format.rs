//! Floats as decimal text with a chosen number of digits, exact for every number of digits.

/// How the digits of a float are chosen and laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `e`: one digit before the point, `precision` after it.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, an exponent only if it is shorter.
    General,
    /// `r`: as many digits as it takes to read back the same float.
    Shortest,
}

/// Choices beside the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `#`: keep the point and trailing zeros.
    pub alternate: bool,
    /// Write `1.0` and not `1`: what `repr` does.
    pub point_zero: bool,
    /// `z`: a negative number that rounds to zero loses its sign.
    pub no_negative_zero: bool,
    /// `E`, `F`, `G`: letters in upper case.
    pub upper: bool,
}

/// No float has more significant decimal digits than these, or more digits after the point.
const MOST_SIGNIFICANT: usize = 767;
const MOST_AFTER_POINT: usize = 1074;

/// A finite float's digits, without leading or trailing zeros, and the place of the point among them:
/// `("125", 1)` is 1.25, `("125", -1)` is 0.0125. Zero is `("", 0)`, written with one digit.
struct Decimal {
    digits: String,
    point: i64,
}

impl Decimal {
    fn from_scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse().expect("an exponent");
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0');
        let point = whole.len() as i64 + exponent - (all.len() - significant.len()) as i64;
        let digits = significant.trim_end_matches('0').to_owned();
        let point = if digits.is_empty() { 0 } else { point };
        Decimal { digits, point }
    }

    fn shortest(magnitude: f64) -> Self {
        Self::from_scientific(zmij::Buffer::new().format_finite(magnitude))
    }

    fn significant(magnitude: f64, count: usize) -> Self {
        Self::from_scientific(&format!("{magnitude:.*e}", count.min(MOST_SIGNIFICANT) - 1))
    }

    fn after_point(magnitude: f64, count: usize) -> Self {
        Self::from_scientific(&format!("{magnitude:.*}", count.min(MOST_AFTER_POINT)))
    }
}

/// `value` as text. Infinity and NaN are `inf` and `nan`; the sign is written only if it is a minus.
pub fn format(value: f64, layout: Layout, precision: usize, flags: Flags) -> String {
    if !value.is_finite() {
        let word = match (value.is_nan(), flags.upper) {
            (true, false) => "nan",
            (true, true) => "NAN",
            (false, false) => "inf",
            (false, true) => "INF",
        };
        return if value < 0.0 { format!("-{word}") } else { word.to_owned() };
    }
    let magnitude = value.abs();
    let precision = if layout == Layout::General { precision.max(1) } else { precision };
    let decimal = match layout {
        Layout::Exponent => Decimal::significant(magnitude, precision.saturating_add(1)),
        Layout::Fixed => Decimal::after_point(magnitude, precision),
        Layout::General => Decimal::significant(magnitude, precision),
        Layout::Shortest => Decimal::shortest(magnitude),
    };
    let negative = value.is_sign_negative() && !(flags.no_negative_zero && decimal.digits.is_empty());
    let mut text = String::with_capacity(24);
    if negative {
        text.push('-');
    }
    lay_out(&mut text, decimal, layout, precision, flags);
    text
}

fn lay_out(text: &mut String, decimal: Decimal, layout: Layout, precision: usize, flags: Flags) {
    let Decimal { mut digits, mut point } = decimal;
    if digits.is_empty() {
        // Zero has one digit, and it stands before the point.
        digits.push('0');
        point = 1;
    }
    let precision = precision as i64;
    let scientific = match layout {
        Layout::Exponent => true,
        Layout::Fixed => false,
        Layout::General => point <= -4 || point > precision - i64::from(flags.point_zero),
        Layout::Shortest => point <= -4 || point > 16,
    };
    let exponent = point - 1;
    if scientific {
        point = 1;
    }
    // Digits up to this place are written, zeros where there are none.
    let mut end = match layout {
        Layout::Exponent => 1 + precision,
        Layout::Fixed => point + precision,
        Layout::General if flags.alternate => precision,
        Layout::General | Layout::Shortest => digits.len() as i64,
    };
    end = end.max(point + i64::from(!scientific && flags.point_zero));
    let digit_or_zero = |place: i64| {
        usize::try_from(place).ok().and_then(|place| digits.as_bytes().get(place)).map_or('0', |&d| d.into())
    };
    let start = if point <= 0 { point - 1 } else { 0 };
    let zeros_after = end.max(digits.len() as i64);
    for place in start..point {
        text.push(digit_or_zero(place));
    }
    if end > point || flags.alternate {
        text.push('.');
        for place in point..end.min(digits.len() as i64) {
            text.push(digit_or_zero(place));
        }
        let written = point.max(digits.len() as i64).min(zeros_after);
        text.extend(std::iter::repeat_n('0', usize::try_from(end - written).unwrap_or(0)));
    }
    if scientific {
        text.push(if flags.upper { 'E' } else { 'e' });
        text.push(if exponent < 0 { '-' } else { '+' });
        let magnitude = exponent.unsigned_abs();
        if magnitude < 10 {
            text.push('0');
        }
        text.push_str(&magnitude.to_string());
    }
}

/// The power of ten of the first digit of a finite `value`.
pub(crate) fn decimal_exponent(value: f64) -> i32 {
    exact_digits(value).1
}

/// All significant digits of a finite `value` and the power of ten of the first.
pub(crate) fn exact_digits(value: f64) -> (String, i32) {
    let decimal = Decimal::significant(value.abs(), MOST_SIGNIFICANT);
    (decimal.digits, decimal.point as i32 - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: f64, layout: Layout, precision: usize) -> String {
        format(value, layout, precision, Flags::default())
    }

    #[test]
    fn layouts_are_those_of_c() {
        assert_eq!("3.252", plain(3.25159, Layout::Fixed, 3));
        assert_eq!("0.001", plain(0.001, Layout::Fixed, 3));
        assert_eq!("0.000", plain(0.0004, Layout::Fixed, 3));
        assert_eq!("-0", plain(-0.4, Layout::Fixed, 0));
        assert_eq!("2", plain(2.5, Layout::Fixed, 0));
        assert_eq!("123456.000", plain(123456.0, Layout::Fixed, 3));
        assert_eq!("3.25159e+00", plain(3.25159, Layout::Exponent, 5));
        assert_eq!("0e+00", plain(0.0, Layout::Exponent, 0));
        assert_eq!("1.00e-10", plain(1e-10, Layout::Exponent, 2));
        assert_eq!("1e-05", plain(0.00001, Layout::General, 6));
        assert_eq!("0.0001", plain(0.0001, Layout::General, 6));
        assert_eq!("1e+06", plain(1e6, Layout::General, 6));
        assert_eq!("100000", plain(1e5, Layout::General, 6));
        assert_eq!("0", plain(0.0, Layout::General, 6));
    }

    #[test]
    fn the_alternate_form_keeps_point_and_zeros() {
        let flags = Flags { alternate: true, ..Flags::default() };
        assert_eq!("1.", format(1.0, Layout::Fixed, 0, flags));
        assert_eq!("1.00000", format(1.0, Layout::General, 6, flags));
        assert_eq!("0.00000", format(0.0, Layout::General, 6, flags));
        assert_eq!("1.e+10", format(1e10, Layout::Exponent, 0, flags));
    }

    #[test]
    fn digits_are_exact_however_many() {
        assert_eq!(
            "0.1000000000000000055511151231257827021181583404541015625000",
            plain(0.1, Layout::Fixed, 58)
        );
        assert_eq!(
            "0.1000000000000000055511151231257827021181583404541015625",
            plain(0.1, Layout::General, 70)
        );
        let tiny = plain(5e-324, Layout::Fixed, 2000);
        assert_eq!(2002, tiny.len());
        assert!(tiny.trim_end_matches('0').ends_with("533447265625"));
        assert_eq!(100_002, plain(1.0, Layout::Fixed, 100_000).len());
    }

    #[test]
    fn a_negative_zero_may_lose_its_sign() {
        let flags = Flags { no_negative_zero: true, ..Flags::default() };
        assert_eq!("0.0", format(-0.01, Layout::Fixed, 1, flags));
        assert_eq!("-0.1", format(-0.06, Layout::Fixed, 1, flags));
    }
}

//! Lines with complex numbers, of which 3.14 computes parts otherwise: of a real and a complex number it takes the real one for
//! what it is, and what is infinite stays so, which shows in the signs of zeros and in what is not finite, and powers have other
//! last digits.

/// A number in a line: its parts, the real one only where it is written.
#[derive(Debug, PartialEq)]
struct Number {
    real: f64,
    imaginary: f64,
}

impl Number {
    fn is_nothing(&self) -> bool {
        self.real.is_nan() || self.imaginary.is_nan()
    }

    fn is_like(&self, other: &Number) -> bool {
        // Powers are computed by another formula, which shows in the last digits.
        let close = |one: f64, other: f64| (one - other).abs() <= 1e-13 * one.abs().max(other.abs());
        let alike = |one: f64, other: f64| close(one, other) || !one.is_finite() || !other.is_finite();
        alike(self.real, other.real) && alike(self.imaginary, other.imaginary)
    }
}

/// Whether two lines are the same but for the last digits of the numbers in them.
pub fn close(ours: &str, theirs: &str) -> bool {
    let ((one, numbers), (other, more)) = (split(ours, true), split(theirs, true));
    let is_close = |one: f64, other: f64| one == other || (one - other).abs() <= 1e-15 * one.abs();
    one == other
        && numbers.len() == more.len()
        && numbers.iter().zip(&more).all(|(one, other)| {
            is_close(one.real, other.real) && is_close(one.imaginary, other.imaginary)
                || one.is_nothing() && other.is_nothing()
        })
}

/// Whether two lines are the same but for such parts of the complex numbers in them, and of others if there may be parts of
/// complex ones among them.
pub fn alike(ours: &str, theirs: &str, others: bool) -> bool {
    let ((one, numbers), (other, more)) = (split(ours, others), split(theirs, others));
    one == other
        && numbers.len() == more.len()
        && numbers.iter().zip(&more).all(|(one, other)| one.is_like(other))
}

/// A line without its numbers, and these.
fn split(line: &str, others: bool) -> (String, Vec<Number>) {
    let (mut text, mut numbers) = (String::new(), Vec::new());
    let mut rest = line;
    let mut in_word = false;
    while let Some(next) = rest.chars().next() {
        let found = if in_word { None } else { complex(rest).or_else(|| other(rest).filter(|_| others)) };
        match found {
            Some((number, length)) => {
                numbers.push(number);
                text.push('#');
                rest = &rest[length..];
                in_word = true;
            }
            None => {
                text.push(next);
                rest = &rest[next.len_utf8()..];
                in_word = next.is_alphanumeric() || matches!(next, '_' | '.');
            }
        }
    }
    (text, numbers)
}

/// The complex number with which a text begins, and its length: `2j` or `(1+2j)`.
fn complex(text: &str) -> Option<(Number, usize)> {
    if let Some((imaginary, length)) = part(text) {
        return text[length..].starts_with('j').then_some((Number { real: 0.0, imaginary }, length + 1));
    }
    let inside = text.strip_prefix('(')?;
    let (real, first) = part(inside)?;
    let (imaginary, second) = part(&inside[first..]).filter(|_| inside[first..].starts_with(['+', '-']))?;
    let length = first + second;
    inside[length..].starts_with("j)").then_some((Number { real, imaginary }, length + 3))
}

/// The real number with which a text begins, and its length.
fn other(text: &str) -> Option<(Number, usize)> {
    let (real, length) = part(text)?;
    let ends = !text[length..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
    ends.then_some((Number { real, imaginary: 0.0 }, length))
}

fn part(text: &str) -> Option<(f64, usize)> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = text.len() - digits.len();
    let length = if digits.starts_with("nan") || digits.starts_with("inf") {
        3
    } else {
        let mut before = ' ';
        let goes_on = |next: char| {
            let after = std::mem::replace(&mut before, next);
            next.is_ascii_digit() || matches!(next, '.' | 'e') || matches!(next, '+' | '-') && after == 'e'
        };
        let end = digits.find({
            let mut goes_on = goes_on;
            move |next| !goes_on(next)
        });
        end.unwrap_or(digits.len())
    };
    let number = text[..sign + length].parse().ok()?;
    (length > 0).then_some((number, sign + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_where_they_are() {
        assert_eq!(split("v = (1.5-2e+20j), 3", false).0, "v = #, 3");
        assert_eq!(split("v = (nan+infj)", false).1[0].imaginary, f64::INFINITY);
        assert_eq!(
            split("[-0j, -1.0, 'a1j']", false),
            ("[#, -1.0, 'a1j']".into(), vec![Number { real: 0.0, imaginary: -0.0 }])
        );
        assert_eq!(split("[-0j, -1.0, info]", true).0, "[#, #, info]");
    }

    #[test]
    fn only_signs_of_zeros_and_what_is_not_finite_may_differ() {
        assert!(alike("v = (nan+0j)", "v = (nan+nanj)", false) && alike("v = -0j", "v = 0j", false));
        assert!(alike("v = (-0-1j)", "v = -1j", false));
        assert!(alike("v = (-4.379164420943011+1j)", "v = (-4.3791644209430105+1j)", false));
        assert!(!alike("v = (1+2j)", "v = (10+2j)", false) && !alike("v = 2j", "v = -2j", false));
        assert!(!alike("v = -0.0", "v = 0.0", false) && alike("v = -0.0", "v = 0.0", true));
        assert!(!alike("v = -0.0", "v = 1.0", true));
        assert!(!alike("an object with nan", "an object with inf", false));
    }
}

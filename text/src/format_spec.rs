//! The format mini-language: what follows the colon in `f"{value:>10,.2f}"`.
//!
//! [`FormatSpec::parse`] reads `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`;
//! [`format_str`], [`format_integer`] and [`format_float`] apply it. A specification is parsed for a target,
//! because what is allowed depends on it, and may be kept and applied many times.

use crate::error::check_length;
use crate::float_format::{self, Flags, Layout};
use crate::padding::{Number, Padding};
use crate::surrogate;
use crate::{Error, IntegerRef, Result, int_float, int_text};

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: between the sign and the digits.
    AfterSign,
}

impl Align {
    fn from_char(character: char) -> Option<Self> {
        match character {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        }
    }
}

/// What stands before a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// A space.
    Space,
    /// `-`, the default: nothing.
    Minus,
}

/// A parsed format specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    /// The padding character, if given.
    pub fill: Option<char>,
    /// Where the padding goes, if given.
    pub align: Option<Align>,
    /// The sign option, if given.
    pub sign: Option<Sign>,
    /// `z`: a negative number that rounds to zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`: prefixes and points that are otherwise left out.
    pub alternate: bool,
    /// A zero before the width: pad with zeros after the sign.
    pub zero: bool,
    /// The least number of characters.
    pub width: usize,
    /// `,` or `_` between groups of digits.
    pub grouping: Option<char>,
    /// Digits after the point, or the most characters of a text.
    pub precision: Option<usize>,
    /// `,` or `_` between groups of digits after the point.
    pub fraction_grouping: Option<char>,
    /// The presentation type, if given.
    pub kind: Option<char>,
}

/// Which type a specification is for: it decides the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `str`
    Text,
    /// `int`
    Integer,
    /// `float`
    Float,
}

impl FormatSpec {
    /// Parses `text`. `type_name` is the Python type's, for the message of an error.
    pub fn parse(text: &str, target: Target, type_name: &str) -> Result<Self> {
        let characters: Vec<char> = text.chars().collect();
        let mut rest = Characters { all: &characters, next: 0 };
        let mut spec = FormatSpec {
            fill: None,
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            zero: false,
            width: 0,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            kind: None,
        };
        if let Some(align) = rest.peek(1).and_then(Align::from_char) {
            spec.fill = rest.peek(0);
            spec.align = Some(align);
            rest.next += 2;
        } else if let Some(align) = rest.peek(0).and_then(Align::from_char) {
            spec.align = Some(align);
            rest.next += 1;
        }
        spec.sign = match rest.peek(0) {
            Some('+') => Some(Sign::Plus),
            Some('-') => Some(Sign::Minus),
            Some(' ') => Some(Sign::Space),
            _ => None,
        };
        rest.next += usize::from(spec.sign.is_some());
        spec.no_negative_zero = rest.take('z');
        spec.alternate = rest.take('#');
        spec.zero = spec.fill.is_none() && rest.take('0');
        spec.width = rest.number()?.unwrap_or(0);
        spec.grouping = rest.grouping()?;
        if rest.take('.') {
            spec.precision = rest.number()?;
            spec.fraction_grouping = rest.grouping()?;
            if spec.precision.is_none() && spec.fraction_grouping.is_none() {
                return Err(Error::value("Format specifier missing precision"));
            }
        }
        match rest.left() {
            0 => {}
            1 => spec.kind = rest.peek(0),
            _ => {
                return Err(Error::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
        }
        spec.check_grouping(target)?;
        Ok(spec)
    }

    fn check_grouping(&self, target: Target) -> Result<()> {
        let refuse = |separator: char, kind: char| {
            Err(Error::value(format!("Cannot specify '{separator}' with {}.", quoted(kind))))
        };
        if let Some(separator) = self.grouping {
            let kind = self.kind.unwrap_or(match target {
                Target::Text => 's',
                Target::Integer => 'd',
                Target::Float => 'g',
            });
            match kind {
                'd' | 'e' | 'f' | 'g' | 'E' | 'F' | 'G' | '%' => {}
                'b' | 'o' | 'x' | 'X' if separator == '_' => {}
                _ => return refuse(separator, kind),
            }
        }
        // Whatever else has no fraction ignores how it is grouped.
        match (self.fraction_grouping, self.kind) {
            (Some(separator), Some('n')) => refuse(separator, 'n'),
            _ => Ok(()),
        }
    }

    /// Whether applying it changes nothing: the specification is empty.
    pub fn is_plain(&self) -> bool {
        self.width == 0
            && self.kind.is_none()
            && self.precision.is_none()
            && self.sign.is_none()
            && self.grouping.is_none()
            && !self.alternate
            && !self.no_negative_zero
            && self.fraction_grouping.is_none()
    }

    pub(crate) fn fill(&self) -> char {
        self.fill.unwrap_or(if self.zero { '0' } else { ' ' })
    }

    pub(crate) fn number_align(&self) -> Align {
        self.align.unwrap_or(if self.zero { Align::AfterSign } else { Align::Right })
    }
}

struct Characters<'a> {
    all: &'a [char],
    next: usize,
}

impl Characters<'_> {
    fn left(&self) -> usize {
        self.all.len() - self.next
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.all.get(self.next + ahead).copied()
    }

    fn take(&mut self, character: char) -> bool {
        let found = self.peek(0) == Some(character);
        self.next += usize::from(found);
        found
    }

    fn number(&mut self) -> Result<Option<usize>> {
        let mut number = None;
        while let Some(digit) = self.peek(0).and_then(crate::unicode::decimal_value) {
            let so_far = number.unwrap_or(0_usize);
            let longer = so_far.checked_mul(10).and_then(|tens| tens.checked_add(digit as usize));
            let longer = longer.filter(|&value| value <= isize::MAX as usize);
            number = Some(longer.ok_or_else(|| Error::value("Too many decimal digits in format string"))?);
            self.next += 1;
        }
        Ok(number)
    }

    fn grouping(&mut self) -> Result<Option<char>> {
        let comma = self.take(',');
        let underscore = self.take('_');
        if underscore && (comma || self.peek(0) == Some(',')) {
            return Err(Error::value("Cannot specify both ',' and '_'."));
        }
        Ok(if comma { Some(',') } else { underscore.then_some('_') })
    }
}

/// A presentation type as CPython's messages quote it.
fn quoted(kind: char) -> String {
    if ('!'..='~').contains(&kind) {
        format!("'{kind}'")
    } else {
        format!("'\\x{:x}'", surrogate::to_code_point(kind))
    }
}

/// What there is to say of a presentation type that a class does not have.
pub fn unknown_kind(kind: char, type_name: &str) -> Error {
    Error::value(format!("Unknown format code {} for object of type '{type_name}'", quoted(kind)))
}

/// `format(text, spec)` of a `str`.
pub fn format_str(text: &str, spec: &FormatSpec, type_name: &str) -> Result<String> {
    if let Some(kind) = spec.kind
        && kind != 's'
    {
        return Err(unknown_kind(kind, type_name));
    }
    let refuse = |what: &str| Err(Error::value(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        Some(Sign::Space) => return refuse("Space"),
        Some(_) => return refuse("Sign"),
        None => {}
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refuse("Alternate form (#)");
    }
    let align = match spec.align {
        Some(Align::AfterSign) => return refuse("'=' alignment"),
        given => given.unwrap_or(Align::Left),
    };
    let shown = match spec.precision.and_then(|most| text.char_indices().nth(most)) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let padding = check_length(spec.width)?.saturating_sub(shown.chars().count());
    Ok(Padding::new(padding, align).around(spec.fill(), "", shown))
}

/// `format(value, spec)` of an `int`. `max_digits` is the interpreter's limit for decimal digits, zero for none.
pub fn format_integer(
    value: IntegerRef,
    spec: &FormatSpec,
    type_name: &str,
    max_digits: usize,
) -> Result<String> {
    let kind = match spec.kind {
        Some(kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%')) => {
            return format_number(int_float::to_float(value)?, kind, spec);
        }
        Some('c') => return format_character(value, spec),
        Some(kind @ ('b' | 'o' | 'x' | 'X' | 'd' | 'n')) => kind,
        None => 'd',
        Some(kind) => return Err(unknown_kind(kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let (prefix, group, text) = match kind {
        'b' => ("0b", 4, int_text::to_radix(value, 2)),
        'o' => ("0o", 4, int_text::to_radix(value, 8)),
        'x' => ("0x", 4, int_text::to_radix(value, 16)),
        'X' => ("0X", 4, int_text::to_radix(value, 16).to_uppercase()),
        _ => ("", 3, int_text::to_decimal(value, max_digits)?),
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let number = Number {
        negative: value.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits,
        group,
        fraction: "",
        rest: "",
    };
    number.format(spec)
}

fn format_character(value: IntegerRef, spec: &FormatSpec) -> Result<String> {
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.sign.is_some() {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code_point =
        value.to_i64().ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
    let character = u32::try_from(code_point)
        .ok()
        .and_then(surrogate::from_code_point)
        .ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))?;
    let rest = character.to_string();
    Number { negative: false, prefix: "", digits: "", group: 3, fraction: "", rest: &rest }.format(spec)
}

/// `format(value, spec)` of a `float`.
pub fn format_float(value: f64, spec: &FormatSpec, type_name: &str) -> Result<String> {
    match spec.kind {
        Some(kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) => format_number(value, kind, spec),
        None => format_number(value, '\0', spec),
        Some(kind) => Err(unknown_kind(kind, type_name)),
    }
}

/// `kind` is a presentation type of floats, or NUL where none is given.
fn format_number(value: f64, kind: char, spec: &FormatSpec) -> Result<String> {
    let precision = match spec.precision {
        Some(precision) if precision > i32::MAX as usize => return Err(Error::value("precision too big")),
        Some(precision) => check_length(precision)?,
        None => 6,
    };
    let layout = match kind.to_ascii_lowercase() {
        'e' => Layout::Exponent,
        'f' | '%' => Layout::Fixed,
        '\0' if spec.precision.is_none() => Layout::Shortest,
        _ => Layout::General,
    };
    let flags = Flags {
        alternate: spec.alternate,
        point_zero: kind == '\0',
        no_negative_zero: spec.no_negative_zero,
        upper: kind.is_ascii_uppercase(),
    };
    let value = if kind == '%' { value * 100.0 } else { value };
    let mut text = float_format::format(value, layout, precision, flags);
    if kind == '%' {
        text.push('%');
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text.as_str()),
    };
    let whole = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, after) = unsigned.split_at(whole);
    let fraction = match after.strip_prefix('.') {
        Some(decimals) => 1 + decimals.bytes().take_while(u8::is_ascii_digit).count(),
        None => 0,
    };
    let (fraction, rest) = after.split_at(fraction);
    Number { negative, prefix: "", digits, group: 3, fraction, rest }.format(spec)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;

    fn text(value: &str, spec: &str) -> Result<String> {
        format_str(value, &FormatSpec::parse(spec, Target::Text, "str")?, "str")
    }

    fn integer(value: i64, spec: &str) -> Result<String> {
        format_integer(value.into(), &FormatSpec::parse(spec, Target::Integer, "int")?, "int", 4300)
    }

    fn float(value: f64, spec: &str) -> Result<String> {
        format_float(value, &FormatSpec::parse(spec, Target::Float, "float")?, "float")
    }

    fn message(result: Result<String>) -> String {
        result.unwrap_err().message.into_owned()
    }

    #[test]
    fn texts() {
        for (value, spec, expected) in [
            ("abc", "", "abc"),
            ("abc", "5", "abc  "),
            ("abc", ">5", "  abc"),
            ("abc", "*^8", "**abc***"),
            ("abc", "é<4s", "abcé"),
            ("abc", ".2", "ab"),
            ("äöü", ">4.2", "  äö"),
            ("abc", "05", "abc00"),
            ("abc", "<>5", "<<abc"),
            ("abc", "5.2_", "ab   "),
        ] {
            assert_eq!(Ok(expected), text(value, spec).as_deref(), "{spec}");
        }
    }

    #[test]
    fn integers() {
        for (value, spec, expected) in [
            (42, "", "42"),
            (42, "5", "   42"),
            (-42, "05", "-0042"),
            (-42, "=5", "-  42"),
            (-42, "x<+6", "-42xxx"),
            (42, "+", "+42"),
            (42, " d", " 42"),
            (255, "#x", "0xff"),
            (255, "#010X", "0X000000FF"),
            (255, "b", "11111111"),
            (65535, "_b", "1111_1111_1111_1111"),
            (1234567, ",", "1,234,567"),
            (1234567, "_", "1_234_567"),
            (1234, "08,", "0,001,234"),
            (1234, "09,", "0,001,234"),
            (1234, "010,", "00,001,234"),
            (-1234, "010,", "-0,001,234"),
            (12, "04,", "0,012"),
            (3, ".2f", "3.00"),
            (1, "%", "100.000000%"),
            (97, "c", "a"),
            (8364, "^5c", "  €  "),
            (97, "5c", "    a"),
            (97, "05c", "0000a"),
            (5, "n", "5"),
            (1234, "._", "1234"),
            (3, ".7,f", "3.000,000,0"),
        ] {
            assert_eq!(Ok(expected), integer(value, spec).as_deref(), "{spec}");
        }
        let big = BigInt::from(10).pow(20);
        let spec = FormatSpec::parse("+,", Target::Integer, "int").unwrap();
        assert_eq!(
            Ok("+100,000,000,000,000,000,000"),
            format_integer((&big).into(), &spec, "int", 0).as_deref()
        );
    }

    #[test]
    fn floats() {
        for (value, spec, expected) in [
            (3.25159, ".2f", "3.25"),
            (3.0, "", "3.0"),
            (1e16, "", "1e+16"),
            (3.0, ".3", "3.0"),
            (1234.5, ".3", "1.23e+03"),
            (100.0, ".3", "1e+02"),
            (99.0, ".3", "99.0"),
            (1234567.891, ",.2f", "1,234,567.89"),
            (-1.5, "010.3f", "-00001.500"),
            (1234.5, "012,.1f", "00,001,234.5"),
            (0.25, ".0%", "25%"),
            (1e10, "g", "1e+10"),
            (1e10, "G", "1E+10"),
            (1.0, "#.0f", "1."),
            (f64::INFINITY, "010", "0000000inf"),
            (f64::NEG_INFINITY, "F", "-INF"),
            (f64::NAN, "+", "+nan"),
            (-0.001, "z.1f", "0.0"),
            (-0.0, "", "-0.0"),
            (1e100, ".3e", "1.000e+100"),
            (1234567.1234567, ",.6_f", "1,234,567.123_457"),
            (0.5, ".7,f", "0.500,000,0"),
        ] {
            assert_eq!(Ok(expected), float(value, spec).as_deref(), "{spec}");
        }
    }

    #[test]
    fn errors_are_cpythons() {
        for (found, expected) in [
            (text("a", "d"), "Unknown format code 'd' for object of type 'str'"),
            (text("a", "+"), "Sign not allowed in string format specifier"),
            (text("a", " "), "Space not allowed in string format specifier"),
            (text("a", "=5"), "'=' alignment not allowed in string format specifier"),
            (text("a", "#"), "Alternate form (#) not allowed in string format specifier"),
            (text("a", ","), "Cannot specify ',' with 's'."),
            (integer(1, ".3"), "Precision not allowed in integer format specifier"),
            (integer(1, "s"), "Unknown format code 's' for object of type 'int'"),
            (integer(1, ",x"), "Cannot specify ',' with 'x'."),
            (integer(1, "._n"), "Cannot specify '_' with 'n'."),
            (integer(1, ".2_"), "Precision not allowed in integer format specifier"),
            (float(1.0, "._s"), "Unknown format code 's' for object of type 'float'"),
            (integer(1, ",_"), "Cannot specify both ',' and '_'."),
            (integer(1, "_,"), "Cannot specify both ',' and '_'."),
            (integer(1, "10xyz"), "Invalid format specifier '10xyz' for object of type 'int'"),
            (integer(-1, "c"), "%c arg not in range(0x110000)"),
            (integer(1, "+c"), "Sign not allowed with integer format specifier 'c'"),
            (integer(1, "99999999999999999999"), "Too many decimal digits in format string"),
            (float(1.0, "."), "Format specifier missing precision"),
            (float(1.0, "d"), "Unknown format code 'd' for object of type 'float'"),
            (float(1.0, "€"), "Unknown format code '\\x20ac' for object of type 'float'"),
        ] {
            assert_eq!(expected, message(found));
        }
    }

    #[test]
    fn a_width_beyond_memory_is_an_error() {
        assert_eq!(crate::Kind::Memory, integer(1, "9999999999").unwrap_err().kind);
        assert_eq!(crate::Kind::Memory, text("", "9999999999").unwrap_err().kind);
        assert_eq!(crate::Kind::Memory, float(1.0, "09999999999").unwrap_err().kind);
    }
}

//! Where fill characters and separators stand: padding, and grouping of digits.

use std::iter::repeat_n;

use crate::Result;
use crate::error::check_length;
use crate::format_spec::{Align, FormatSpec, Sign};

/// A number taken apart for padding and grouping.
pub(crate) struct Number<'a> {
    pub negative: bool,
    /// `0x` and its like.
    pub prefix: &'a str,
    /// The digits before the point, empty for infinity, NaN and characters.
    pub digits: &'a str,
    /// How many digits a group has.
    pub group: usize,
    /// The point and the digits after it.
    pub fraction: &'a str,
    /// The exponent, a percent sign, or a word.
    pub rest: &'a str,
}

impl Number<'_> {
    pub fn format(&self, spec: &FormatSpec) -> Result<String> {
        check_length(spec.width)?;
        let sign = match (self.negative, spec.sign) {
            (true, _) => "-",
            (false, Some(Sign::Plus)) => "+",
            (false, Some(Sign::Space)) => " ",
            (false, _) => "",
        };
        let tail = group_fraction(self.fraction, spec.fraction_grouping) + self.rest;
        let (fill, align) = (spec.fill(), spec.number_align());
        let outside = sign.len() + self.prefix.len() + tail.chars().count();
        let zeros_to =
            if fill == '0' && align == Align::AfterSign { spec.width.saturating_sub(outside) } else { 0 };
        let digits = match spec.grouping {
            _ if self.digits.is_empty() => String::new(),
            Some(separator) => group_digits(self.digits, separator, self.group, zeros_to),
            None => {
                repeat_n('0', zeros_to.saturating_sub(self.digits.len())).collect::<String>() + self.digits
            }
        };
        let padding = Padding::new(spec.width.saturating_sub(outside + digits.len()), align);
        let head = [sign, self.prefix].concat();
        Ok(padding.around(fill, &head, &(digits + &tail)))
    }
}

/// Puts `separator` between groups of digits counted from the right, with zeros before them until there are
/// `least` characters. No separator stands first, so the result may be one longer.
fn group_digits(digits: &str, separator: char, group: usize, least: usize) -> String {
    let mut backwards = String::with_capacity(least.max(digits.len() * 4 / 3 + 1));
    let mut remaining = digits.bytes().rev();
    let mut in_group = 0;
    loop {
        let digit = remaining.next();
        if digit.is_none() && backwards.len() >= least {
            break;
        }
        if in_group == group {
            backwards.push(separator);
            in_group = 0;
            if digit.is_none() && backwards.len() > least {
                backwards.pop();
                break;
            }
        }
        backwards.push(digit.map_or('0', char::from));
        in_group += 1;
    }
    backwards.chars().rev().collect()
}

/// Puts `separator` between groups of three digits counted from the point.
fn group_fraction(fraction: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else { return fraction.to_owned() };
    let mut grouped = String::with_capacity(fraction.len() * 4 / 3 + 1);
    for (place, digit) in fraction.chars().enumerate() {
        if place > 1 && place % 3 == 1 {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// How many fill characters go where.
pub(crate) struct Padding {
    left: usize,
    middle: usize,
    right: usize,
}

impl Padding {
    pub fn new(total: usize, align: Align) -> Self {
        let (left, middle, right) = match align {
            Align::Left => (0, 0, total),
            Align::Right => (total, 0, 0),
            Align::AfterSign => (0, total, 0),
            Align::Center => (total / 2, 0, total - total / 2),
        };
        Padding { left, middle, right }
    }

    pub fn around(&self, fill: char, head: &str, body: &str) -> String {
        let total = self.left + self.middle + self.right;
        let mut text = String::with_capacity(head.len() + body.len() + total * fill.len_utf8());
        text.extend(repeat_n(fill, self.left));
        text.push_str(head);
        text.extend(repeat_n(fill, self.middle));
        text.push_str(body);
        text.extend(repeat_n(fill, self.right));
        text
    }
}

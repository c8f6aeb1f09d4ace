//! Classes of characters: `\d`, `\s`, `\w` and the line break.

use super::case::character;
use crate::unicode;

/// A class, or its complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Category {
    class: Class,
    negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Digit,
    Space,
    Word,
    LineBreak,
    UnicodeDigit,
    UnicodeSpace,
    UnicodeWord,
    UnicodeLineBreak,
}

impl Category {
    /// The category of a number in compiled patterns.
    pub(super) fn of(number: u32) -> Option<Self> {
        let class = match number / 2 {
            0 => Class::Digit,
            1 => Class::Space,
            // The locale is C: its words are ASCII's.
            2 | 4 => Class::Word,
            3 => Class::LineBreak,
            5 => Class::UnicodeDigit,
            6 => Class::UnicodeSpace,
            7 => Class::UnicodeWord,
            8 => Class::UnicodeLineBreak,
            _ => return None,
        };
        Some(Category { class, negated: number % 2 == 1 })
    }

    pub(super) fn contains(self, code: u32) -> bool {
        self.class.contains(code) != self.negated
    }
}

impl Class {
    pub(super) fn contains(self, code: u32) -> bool {
        let ascii = u8::try_from(code).ok().filter(u8::is_ascii);
        let is = |predicate: fn(char) -> bool| character(code).is_some_and(predicate);
        match self {
            Class::Digit => ascii.is_some_and(|byte| byte.is_ascii_digit()),
            Class::Space => matches!(code, 9..=13 | 32),
            Class::Word => ascii.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            Class::LineBreak => code == 10,
            Class::UnicodeDigit => is(unicode::is_decimal),
            Class::UnicodeSpace => is(unicode::is_space),
            Class::UnicodeWord => match ascii {
                Some(byte) => byte.is_ascii_alphanumeric() || byte == b'_',
                None => is(unicode::is_alphanumeric),
            },
            Class::UnicodeLineBreak => is(unicode::is_line_break),
        }
    }
}

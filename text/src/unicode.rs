//! What Python's `str` methods ask of one character.
//!
//! General categories come from `unicode-properties`, case mappings from std, identifiers from `unicode-ident`;
//! the rest is in a small table. Python asks other properties than the Rust methods of the same name do:
//! `isalpha` is the category Letter and not the property Alphabetic, `isnumeric` includes ideographs.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::surrogate;
use crate::unicode_table::{
    DIGITS, FOLD, FOLD_SELF, FOLD_UPPER, IDEOGRAPHIC_NUMERALS, TITLE, TITLE_SELF, ZEROS,
};

/// Whether `character` is a letter, as `str.isalpha` asks.
pub fn is_alpha(character: char) -> bool {
    use GeneralCategory::*;
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    matches!(
        character.general_category(),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// The value of a decimal digit of any script.
pub fn decimal_value(character: char) -> Option<u32> {
    if character.is_ascii() {
        return character.to_digit(10);
    }
    let code_point = character as u32;
    let run = ZEROS.partition_point(|&zero| zero <= code_point).checked_sub(1)?;
    Some(code_point - ZEROS[run]).filter(|&value| value < 10)
}

/// Whether `character` is a decimal digit, as `str.isdecimal` asks.
pub fn is_decimal(character: char) -> bool {
    decimal_value(character).is_some()
}

/// Whether `character` is a digit, as `str.isdigit` asks: superscripts count.
pub fn is_digit(character: char) -> bool {
    is_decimal(character) || within(&DIGITS, character)
}

/// Whether `character` is a numeral, as `str.isnumeric` asks: fractions and ideographs count.
pub fn is_numeric(character: char) -> bool {
    use GeneralCategory::*;
    if character.is_ascii() {
        return character.is_ascii_digit();
    }
    matches!(character.general_category(), DecimalNumber | LetterNumber | OtherNumber)
        || within(&IDEOGRAPHIC_NUMERALS, character)
}

/// Whether `character` is a letter or a numeral, as `str.isalnum` asks.
pub fn is_alphanumeric(character: char) -> bool {
    is_alpha(character) || is_numeric(character)
}

/// Whether `character` is white space, as `str.isspace` asks and `str.split` splits.
pub fn is_space(character: char) -> bool {
    match character {
        '\t'..='\r' | '\x1c'..='\x20' => true,
        _ if character.is_ascii() => false,
        _ => character.is_whitespace(),
    }
}

/// Whether `character` ends a line, as `str.splitlines` sees it.
pub fn is_line_break(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c' | '\x1d' | '\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether `character` is an upper-case letter, as `str.isupper` asks.
pub fn is_upper(character: char) -> bool {
    character.is_uppercase()
}

/// Whether `character` is a lower-case letter, as `str.islower` asks.
pub fn is_lower(character: char) -> bool {
    character.is_lowercase()
}

/// Whether `character` is a title-case letter such as `ǅ`.
pub fn is_title(character: char) -> bool {
    !character.is_ascii() && character.general_category() == GeneralCategory::TitlecaseLetter
}

/// Whether `character` has a case.
pub fn is_cased(character: char) -> bool {
    is_lower(character) || is_upper(character) || is_title(character)
}

/// Whether `repr` shows `character` as it is.
pub fn is_printable(character: char) -> bool {
    use GeneralCategory::*;
    if character.is_ascii() {
        return (' '..='~').contains(&character);
    }
    !surrogate::is_surrogate(character)
        && !matches!(
            character.general_category(),
            Control
                | Format
                | Surrogate
                | PrivateUse
                | Unassigned
                | LineSeparator
                | ParagraphSeparator
                | SpaceSeparator
        )
}

/// Whether an identifier may begin with `character`.
pub fn is_identifier_start(character: char) -> bool {
    character == '_' || unicode_ident::is_xid_start(character)
}

/// Whether an identifier may go on with `character`.
pub fn is_identifier_continue(character: char) -> bool {
    unicode_ident::is_xid_continue(character)
}

/// Appends `character` in title case.
pub fn push_title(text: &mut String, character: char) {
    if character.is_ascii() {
        text.push(character.to_ascii_uppercase());
    } else if within(&TITLE_SELF, character) {
        text.push(character);
    } else if let Some(title) = look_up(&TITLE, character) {
        text.push_str(title);
    } else {
        text.extend(character.to_uppercase());
    }
}

/// Appends `character` folded, so that texts that differ in case only become equal.
pub fn push_fold(text: &mut String, character: char) {
    if character.is_ascii() {
        text.push(character.to_ascii_lowercase());
    } else if within(&FOLD_SELF, character) {
        text.push(character);
    } else if within(&FOLD_UPPER, character) {
        text.extend(character.to_uppercase());
    } else if let Some(folded) = look_up(&FOLD, character) {
        text.push_str(folded);
    } else {
        text.extend(character.to_lowercase());
    }
}

fn within(ranges: &[(u32, u32)], character: char) -> bool {
    let code_point = character as u32;
    let after = ranges.partition_point(|&(first, _)| first <= code_point);
    after > 0 && code_point <= ranges[after - 1].1
}

fn look_up(table: &[(u32, &'static str)], character: char) -> Option<&'static str> {
    let found = table.binary_search_by_key(&(character as u32), |&(code_point, _)| code_point).ok()?;
    Some(table[found].1)
}

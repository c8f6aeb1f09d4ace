//! How many columns text takes where it is displayed.

use unicode_width::UnicodeWidthChar;

/// The columns of a text in a fixed-width font: two for wide East Asian characters, one for all others.
pub fn columns(text: &str) -> usize {
    text.chars().map(|character| if character.width() == Some(2) { 2 } else { 1 }).sum()
}

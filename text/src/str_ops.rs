//! What the methods of `str` do, over `&str`.
//!
//! Searches answer with places in bytes, which is how text is stored; [`window`](crate::window) turns them into
//! characters and back. A result that would be too long is a `MemoryError`.

use std::iter::repeat_n;

use memchr::memmem;

use crate::error::check_length;
use crate::unicode::{self, is_line_break, is_space};
use crate::{Error, Result};

fn empty_separator() -> Error {
    Error::value("empty separator")
}

/// `text.split(maxsplit=limit)`: at runs of white space. No `limit` means no limit.
pub fn split_whitespace(text: &str, limit: Option<usize>) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let (part, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        parts.push(part);
        rest = after.trim_start_matches(is_space);
    }
    parts
}

/// `text.rsplit(maxsplit=limit)`: as [`split_whitespace`], but splitting from the right.
pub fn rsplit_whitespace(text: &str, limit: Option<usize>) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let start =
            rest.char_indices().rfind(|&(_, c)| is_space(c)).map_or(0, |(place, c)| place + c.len_utf8());
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    parts.reverse();
    parts
}

/// `text.split(separator, limit)`.
pub fn split<'a>(text: &'a str, separator: &str, limit: Option<usize>) -> Result<Vec<&'a str>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(match limit {
        None => text.split(separator).collect(),
        Some(limit) => text.splitn(limit.saturating_add(1), separator).collect(),
    })
}

/// `text.rsplit(separator, limit)`.
pub fn rsplit<'a>(text: &'a str, separator: &str, limit: Option<usize>) -> Result<Vec<&'a str>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    let mut parts: Vec<_> =
        text.rsplitn(limit.unwrap_or(usize::MAX - 1).saturating_add(1), separator).collect();
    parts.reverse();
    Ok(parts)
}

/// `text.splitlines(keep_ends)`.
pub fn split_lines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(is_line_break).unwrap_or(rest.len());
        let broken = &rest[end..];
        let width =
            if broken.starts_with("\r\n") { 2 } else { broken.chars().next().map_or(0, char::len_utf8) };
        lines.push(&rest[..if keep_ends { end + width } else { end }]);
        rest = &rest[end + width..];
    }
    lines
}

/// Which ends of a text to strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

/// `text.strip(characters)`; white space if none are given.
pub fn strip<'a>(text: &'a str, characters: Option<&str>, ends: Ends) -> &'a str {
    let unwanted = |c: char| match characters {
        Some(characters) => characters.contains(c),
        None => is_space(c),
    };
    match ends {
        Ends::Left => text.trim_start_matches(unwanted),
        Ends::Right => text.trim_end_matches(unwanted),
        Ends::Both => text.trim_matches(unwanted),
    }
}

/// `text.partition(separator)`, or `None` if it is not there.
pub fn partition<'a>(text: &'a str, separator: &str) -> Result<Option<(&'a str, &'a str)>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(text.split_once(separator))
}

/// `text.rpartition(separator)`, or `None` if it is not there.
pub fn rpartition<'a>(text: &'a str, separator: &str) -> Result<Option<(&'a str, &'a str)>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(text.rsplit_once(separator))
}

/// The place in bytes where `part` first stands in `text`.
pub fn find(text: &str, part: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), part.as_bytes())
}

/// The place in bytes where `part` last stands in `text`.
pub fn rfind(text: &str, part: &str) -> Option<usize> {
    memmem::rfind(text.as_bytes(), part.as_bytes())
}

/// `text.count(part)`: how often it stands there without overlapping.
pub fn count(text: &str, part: &str) -> usize {
    if part.is_empty() {
        return text.chars().count() + 1;
    }
    memmem::find_iter(text.as_bytes(), part.as_bytes()).count()
}

/// `text.replace(old, new, limit)`. No `limit` means no limit.
pub fn replace(text: &str, old: &str, new: &str, limit: Option<usize>) -> Result<String> {
    let limit = limit.unwrap_or(usize::MAX);
    if new.len() > old.len() {
        let replaced = count(text, old).min(limit);
        check_length((new.len() - old.len()).saturating_mul(replaced).saturating_add(text.len()))?;
    }
    Ok(text.replacen(old, new, limit))
}

/// `text.expandtabs(size)`.
pub fn expand_tabs(text: &str, size: usize) -> Result<String> {
    let tabs = memchr::memchr_iter(b'\t', text.as_bytes()).count();
    check_length(tabs.saturating_mul(size).saturating_add(text.len()))?;
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' if size > 0 => {
                let spaces = size - column % size;
                expanded.extend(repeat_n(' ', spaces));
                column += spaces;
            }
            '\t' => {}
            _ => {
                expanded.push(character);
                column = if matches!(character, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(expanded)
}

/// `text.ljust(width, fill)` for a text of `length` characters.
pub fn left_justify(text: &str, length: usize, width: usize, fill: char) -> Result<String> {
    pad(text, 0, width.saturating_sub(length), fill)
}

/// `text.rjust(width, fill)` for a text of `length` characters.
pub fn right_justify(text: &str, length: usize, width: usize, fill: char) -> Result<String> {
    pad(text, width.saturating_sub(length), 0, fill)
}

/// `text.center(width, fill)` for a text of `length` characters.
pub fn center(text: &str, length: usize, width: usize, fill: char) -> Result<String> {
    let padding = width.saturating_sub(length);
    // An odd one goes to the left if the width is odd.
    let left = padding / 2 + (padding & width & 1);
    pad(text, left, padding - left, fill)
}

fn pad(text: &str, left: usize, right: usize, fill: char) -> Result<String> {
    let padding = left.saturating_add(right).saturating_mul(fill.len_utf8());
    let mut padded = String::with_capacity(check_length(padding.saturating_add(text.len()))?);
    padded.extend(repeat_n(fill, left));
    padded.push_str(text);
    padded.extend(repeat_n(fill, right));
    Ok(padded)
}

/// `text.zfill(width)` for a text of `length` characters: zeros after the sign.
pub fn zero_fill(text: &str, length: usize, width: usize) -> Result<String> {
    let zeros = check_length(width)?.saturating_sub(length);
    let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let mut filled = String::with_capacity(text.len() + zeros);
    filled.push_str(sign);
    filled.extend(repeat_n('0', zeros));
    filled.push_str(digits);
    Ok(filled)
}

/// What `str.translate` does with a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// The table has no entry for it.
    Keep,
    /// The table says `None`.
    Delete,
    /// The table says another character.
    Character(char),
    /// The table says a text.
    Text(String),
}

/// `text.translate(table)`. `table` may call Python and so may fail.
pub fn translate<E>(
    text: &str,
    mut table: impl FnMut(char) -> std::result::Result<Translation, E>,
) -> std::result::Result<String, E> {
    let mut translated = String::with_capacity(text.len());
    for character in text.chars() {
        match table(character)? {
            Translation::Keep => translated.push(character),
            Translation::Delete => {}
            Translation::Character(other) => translated.push(other),
            Translation::Text(other) => translated.push_str(&other),
        }
    }
    Ok(translated)
}

/// Whether there is a character and `predicate` holds for each: what `isalpha`, `isdigit`, `isspace` … ask.
pub fn all(text: &str, predicate: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(predicate)
}

/// `text.isprintable()`: the empty text is.
pub fn is_printable(text: &str) -> bool {
    text.chars().all(unicode::is_printable)
}

/// `text.isidentifier()`.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(unicode::is_identifier_start)
        && characters.all(unicode::is_identifier_continue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_at_white_space() {
        assert_eq!(vec!["a", "b", "c"], split_whitespace(" a  b\u{2003}c\x1c", None));
        assert_eq!(vec!["a", "b  c "], split_whitespace(" a  b  c ", Some(1)));
        assert_eq!(vec!["a "], split_whitespace(" a ", Some(0)));
        assert!(split_whitespace(" \n", Some(0)).is_empty());
        assert_eq!(vec![" a  b", "c"], rsplit_whitespace(" a  b  c ", Some(1)));
        assert_eq!(vec![" a"], rsplit_whitespace(" a ", Some(0)));
        assert_eq!(vec!["a", "bé"], rsplit_whitespace("\u{a0}a bé ", None));
    }

    #[test]
    fn splitting_at_a_separator() {
        assert_eq!(Ok(vec!["", "a", "", ""]), split(",a,,", ",", None));
        assert_eq!(Ok(vec!["a", "b--c"]), split("a--b--c", "--", Some(1)));
        assert_eq!(Ok(vec!["a--b", "c"]), rsplit("a--b--c", "--", Some(1)));
        assert_eq!(Ok(vec!["a", ""]), rsplit("aaa", "aa", None));
        assert_eq!(Ok(vec!["a,b"]), split("a,b", ",", Some(0)));
        assert_eq!(Ok(vec![""]), split("", ",", None));
        assert_eq!("empty separator", split("a", "", None).unwrap_err().message);
    }

    #[test]
    fn lines_end_in_many_ways() {
        assert_eq!(vec!["a", "b", "", "c", "d"], split_lines("a\r\nb\r\rc\u{2028}d\n", false));
        assert_eq!(vec!["a\r\n", "b\x0b", "c"], split_lines("a\r\nb\x0bc", true));
        assert!(split_lines("", false).is_empty());
    }

    #[test]
    fn counting_and_replacing() {
        assert_eq!((2, 4, 0), (count("aaaa", "aa"), count("äöü", ""), count("", "a")));
        assert_eq!(Ok("-ä-b-"), replace("äb", "", "-", None).as_deref());
        assert_eq!(Ok("-äb"), replace("äb", "", "-", Some(1)).as_deref());
        assert_eq!(Ok("xbxba"), replace("ababa", "a", "x", Some(2)).as_deref());
        let long = "a".repeat(1 << 20);
        assert_eq!(crate::Kind::Memory, replace(&long, "a", &long, None).unwrap_err().kind);
    }

    #[test]
    fn padding() {
        assert_eq!(Ok("  ab "), center("ab", 2, 5, ' ').as_deref());
        assert_eq!(Ok(" abc  "), center("abc", 3, 6, ' ').as_deref());
        assert_eq!(Ok("é**"), left_justify("é", 1, 3, '*').as_deref());
        assert_eq!(Ok("-0042"), zero_fill("-42", 3, 5).as_deref());
        assert_eq!(Ok("000é"), zero_fill("é", 1, 4).as_deref());
        assert_eq!(Ok("a       b   c\n        d"), expand_tabs("a\tb   c\n\td", 8).as_deref());
        assert_eq!(Ok("ab"), expand_tabs("a\tb", 0).as_deref());
        assert_eq!(crate::Kind::Memory, center("", 0, usize::MAX, '€').unwrap_err().kind);
        assert_eq!(crate::Kind::Memory, expand_tabs("\t\t", usize::MAX).unwrap_err().kind);
    }

    #[test]
    fn stripping_and_translating() {
        assert_eq!("b a", strip("\tb a\u{3000}", None, Ends::Both));
        assert_eq!("abc..", strip("..abc..", Some(".x"), Ends::Left));
        let swap = |c| match c {
            'a' => Ok::<_, ()>(Translation::Text("AA".into())),
            'b' => Ok(Translation::Delete),
            'c' => Ok(Translation::Character('é')),
            _ => Ok(Translation::Keep),
        };
        assert_eq!(Ok("AAéd".to_owned()), translate("abcd", swap));
        assert!(is_identifier("_é1") && !is_identifier("1a") && !is_identifier(""));
        assert!(is_printable("") && !is_printable("\u{10d800}"));
    }
}

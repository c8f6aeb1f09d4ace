//! What the methods of `bytes` and `bytearray` do, over byte slices.
//!
//! Letters, digits and white space are those of ASCII. [`window::indices`](crate::window::indices) reads the
//! `start` and `end` that searches take.

use memchr::memmem;

use crate::error::check_length;
use crate::str_ops::Ends;
use crate::{Error, Result};

/// Whether `byte` is white space to `bytes` methods.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn empty_separator() -> Error {
    Error::value("empty separator")
}

/// `bytes.split(maxsplit=limit)`: at runs of white space. No `limit` means no limit.
pub fn split_whitespace(bytes: &[u8], limit: Option<usize>) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(bytes, None, Ends::Left);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let end = rest.iter().position(|&byte| is_space(byte)).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = strip(&rest[end..], None, Ends::Left);
    }
    parts
}

/// `bytes.rsplit(maxsplit=limit)`: as [`split_whitespace`], but splitting from the right.
pub fn rsplit_whitespace(bytes: &[u8], limit: Option<usize>) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(bytes, None, Ends::Right);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let start = rest.iter().rposition(|&byte| is_space(byte)).map_or(0, |place| place + 1);
        parts.push(&rest[start..]);
        rest = strip(&rest[..start], None, Ends::Right);
    }
    parts.reverse();
    parts
}

/// `bytes.split(separator, limit)`.
pub fn split<'a>(bytes: &'a [u8], separator: &[u8], limit: Option<usize>) -> Result<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for place in memmem::find_iter(bytes, separator).take(limit.unwrap_or(usize::MAX)) {
        parts.push(&bytes[start..place]);
        start = place + separator.len();
    }
    parts.push(&bytes[start..]);
    Ok(parts)
}

/// `bytes.rsplit(separator, limit)`.
pub fn rsplit<'a>(bytes: &'a [u8], separator: &[u8], limit: Option<usize>) -> Result<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    let mut parts = Vec::new();
    let mut end = bytes.len();
    for place in memmem::rfind_iter(bytes, separator).take(limit.unwrap_or(usize::MAX)) {
        parts.push(&bytes[place + separator.len()..end]);
        end = place;
    }
    parts.push(&bytes[..end]);
    parts.reverse();
    Ok(parts)
}

/// `bytes.splitlines(keep_ends)`: only line feeds and carriage returns end a line.
pub fn split_lines(bytes: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let width = if rest[end..].starts_with(b"\r\n") { 2 } else { (rest.len() - end).min(1) };
        lines.push(&rest[..if keep_ends { end + width } else { end }]);
        rest = &rest[end + width..];
    }
    lines
}

/// `bytes.strip(unwanted)`; white space if none is given.
pub fn strip<'a>(bytes: &'a [u8], unwanted: Option<&[u8]>, ends: Ends) -> &'a [u8] {
    let stays = |&byte: &u8| match unwanted {
        Some(unwanted) => !unwanted.contains(&byte),
        None => !is_space(byte),
    };
    let start = if ends == Ends::Right { 0 } else { bytes.iter().position(stays).unwrap_or(bytes.len()) };
    let rest = &bytes[start..];
    let end =
        if ends == Ends::Left { rest.len() } else { rest.iter().rposition(stays).map_or(0, |last| last + 1) };
    &rest[..end]
}

/// `bytes.partition(separator)`, or `None` if it is not there.
pub fn partition<'a>(bytes: &'a [u8], separator: &[u8]) -> Result<Option<(&'a [u8], &'a [u8])>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(find(bytes, separator).map(|place| (&bytes[..place], &bytes[place + separator.len()..])))
}

/// `bytes.rpartition(separator)`, or `None` if it is not there.
pub fn rpartition<'a>(bytes: &'a [u8], separator: &[u8]) -> Result<Option<(&'a [u8], &'a [u8])>> {
    if separator.is_empty() {
        return Err(empty_separator());
    }
    Ok(rfind(bytes, separator).map(|place| (&bytes[..place], &bytes[place + separator.len()..])))
}

/// Where `part` first stands in `bytes`.
pub fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memmem::find(bytes, part)
}

/// Where `part` last stands in `bytes`.
pub fn rfind(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, part)
}

/// `bytes.count(part)`: how often it stands there without overlapping.
pub fn count(bytes: &[u8], part: &[u8]) -> usize {
    if part.is_empty() { bytes.len() + 1 } else { memmem::find_iter(bytes, part).count() }
}

/// `bytes.replace(old, new, limit)`. No `limit` means no limit.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], limit: Option<usize>) -> Result<Vec<u8>> {
    let times = count(bytes, old).min(limit.unwrap_or(usize::MAX));
    let growth = new.len().saturating_sub(old.len()).saturating_mul(times);
    let mut replaced = Vec::with_capacity(check_length(growth.saturating_add(bytes.len()))?);
    let mut start = 0;
    let mut put = |place: usize| {
        replaced.extend_from_slice(&bytes[start..place]);
        replaced.extend_from_slice(new);
        start = place + old.len();
    };
    if old.is_empty() {
        (0..times).for_each(&mut put);
    } else {
        memmem::find_iter(bytes, old).take(times).for_each(&mut put);
    }
    replaced.extend_from_slice(&bytes[start..]);
    Ok(replaced)
}

/// `bytes.expandtabs(size)`.
pub fn expand_tabs(bytes: &[u8], size: usize) -> Result<Vec<u8>> {
    let tabs = memchr::memchr_iter(b'\t', bytes).count();
    check_length(tabs.saturating_mul(size).saturating_add(bytes.len()))?;
    let mut expanded = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for &byte in bytes {
        match byte {
            b'\t' if size > 0 => {
                let spaces = size - column % size;
                expanded.resize(expanded.len() + spaces, b' ');
                column += spaces;
            }
            b'\t' => {}
            _ => {
                expanded.push(byte);
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(expanded)
}

/// `bytes.ljust(width, fill)`.
pub fn left_justify(bytes: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    pad(bytes, 0, width.saturating_sub(bytes.len()), fill)
}

/// `bytes.rjust(width, fill)`.
pub fn right_justify(bytes: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    pad(bytes, width.saturating_sub(bytes.len()), 0, fill)
}

/// `bytes.center(width, fill)`.
pub fn center(bytes: &[u8], width: usize, fill: u8) -> Result<Vec<u8>> {
    let padding = width.saturating_sub(bytes.len());
    // An odd one goes to the left if the width is odd.
    let left = padding / 2 + (padding & width & 1);
    pad(bytes, left, padding - left, fill)
}

fn pad(bytes: &[u8], left: usize, right: usize, fill: u8) -> Result<Vec<u8>> {
    let length = check_length(left.saturating_add(right).saturating_add(bytes.len()))?;
    let mut padded = Vec::with_capacity(length);
    padded.resize(left, fill);
    padded.extend_from_slice(bytes);
    padded.resize(length, fill);
    Ok(padded)
}

/// `bytes.zfill(width)`: zeros after the sign.
pub fn zero_fill(bytes: &[u8], width: usize) -> Result<Vec<u8>> {
    let zeros = check_length(width)?.saturating_sub(bytes.len());
    let signs = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut filled = bytes[..signs].to_vec();
    filled.resize(signs + zeros, b'0');
    filled.extend_from_slice(&bytes[signs..]);
    Ok(filled)
}

/// `bytes.translate(table, delete)`. A table has 256 entries; none changes nothing.
pub fn translate(bytes: &[u8], table: Option<&[u8]>, delete: &[u8]) -> Result<Vec<u8>> {
    if let Some(table) = table {
        check_translation(table)?;
    }
    let stay = bytes.iter().filter(|byte| !delete.contains(byte));
    Ok(match table {
        Some(table) => stay.map(|&byte| table[usize::from(byte)]).collect(),
        None => stay.copied().collect(),
    })
}

/// ValueError unless the table has an entry for each byte.
pub fn check_translation(table: &[u8]) -> Result<()> {
    if table.len() == 256 {
        Ok(())
    } else {
        Err(Error::value("translation table must be 256 characters long"))
    }
}

/// `bytes.maketrans(from, to)`.
pub fn make_translation(from: &[u8], to: &[u8]) -> Result<Vec<u8>> {
    if from.len() != to.len() {
        return Err(Error::value("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, &to) in from.iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(table)
}

/// `bytes.title()`.
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    let map = |byte: &u8| {
        let mapped = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
        mapped
    };
    bytes.iter().map(map).collect()
}

/// `bytes.capitalize()`.
pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut capitalized = bytes.to_ascii_lowercase();
    if let Some(first) = capitalized.first_mut() {
        first.make_ascii_uppercase();
    }
    capitalized
}

/// `bytes.swapcase()`.
pub fn swapcase(bytes: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte };
    bytes.iter().map(swap).collect()
}

/// Whether there is a byte and `predicate` holds for each: what `isalpha`, `isdigit`, `isspace` … ask.
pub fn all(bytes: &[u8], predicate: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| predicate(byte))
}

/// `bytes.isupper()`.
pub fn all_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.islower()`.
pub fn all_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.istitle()`.
pub fn all_title(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_alphabetic) && title(bytes) == bytes
}

/// `bytes.hex(separator, group)`: a separator after every `group` bytes, counted from the right, or from the left
/// if `group` is negative.
pub fn hex(bytes: &[u8], separator: Option<char>, group: i64) -> String {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut text = String::with_capacity(bytes.len() * 3);
    for (place, byte) in bytes.iter().enumerate() {
        let from_start = if group < 0 { place } else { bytes.len() - place };
        if let Some(separator) = separator
            && place > 0
            && size > 0
            && from_start % size == 0
        {
            text.push(separator);
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}

/// `bytes.fromhex(text)`: two digits a byte, with white space between bytes.
pub fn from_hex(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut characters = text.chars().enumerate();
    let invalid =
        |place| Error::value(format!("non-hexadecimal number found in fromhex() arg at position {place}"));
    if let Some(place) = text.chars().position(|character| !character.is_ascii()) {
        return Err(invalid(place));
    }
    while let Some((place, character)) = characters.next() {
        if is_space(character as u8) {
            continue;
        }
        let high = character.to_digit(16).ok_or_else(|| invalid(place))?;
        let odd = || Error::value("fromhex() arg must contain an even number of hexadecimal digits");
        let (place, character) = characters.next().ok_or_else(odd)?;
        let low = character.to_digit(16).ok_or_else(|| invalid(place))?;
        bytes.push((high << 4 | low) as u8);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting() {
        assert_eq!(vec![&b"a"[..], b"b  c "], split_whitespace(b" a  b  c ", Some(1)));
        assert_eq!(vec![&b" a  b"[..], b"c"], rsplit_whitespace(b" a  b  c ", Some(1)));
        assert_eq!(vec![&b"a\x1c\x85b"[..]], split_whitespace(b"a\x1c\x85b", None));
        assert_eq!(Ok(vec![&b"a"[..], b"b,c"]), split(b"a,b,c", b",", Some(1)));
        assert_eq!(Ok(vec![&b"a"[..], b""]), rsplit(b"aaa", b"aa", None));
        assert_eq!("empty separator", split(b"", b"", None).unwrap_err().message);
        assert_eq!(vec![&b"a\r\n"[..], b"b\x0b\r", b"c"], split_lines(b"a\r\nb\x0b\rc", true));
        assert_eq!(Ok(Some((&b"a,b"[..], &b"c"[..]))), rpartition(b"a,b,c", b","));
    }

    #[test]
    fn replacing_and_padding() {
        assert_eq!(Ok(b"-a-b".to_vec()), replace(b"ab", b"", b"-", Some(2)));
        assert_eq!(Ok(b"xbxb".to_vec()), replace(b"abab", b"a", b"x", None));
        assert_eq!(Ok(b"ab".to_vec()), replace(b"ab", b"a", b"x", Some(0)));
        assert_eq!(Ok(b" a ".to_vec()), center(b"a", 3, b' '));
        assert_eq!(Ok(b"-07".to_vec()), zero_fill(b"-7", 3));
        assert_eq!(Ok(b"a   b".to_vec()), expand_tabs(b"a\tb", 4));
        assert_eq!(crate::Kind::Memory, left_justify(b"", usize::MAX, 0).unwrap_err().kind);
    }

    #[test]
    fn letters_are_ascii() {
        assert_eq!(b"They'Re".to_vec(), title(b"they're"));
        assert_eq!(b"aB\xe9".to_vec(), swapcase(b"Ab\xe9"));
        assert!(all_title(b"A B1C") && !all_title(b"AB") && !all_title(b"1"));
        assert!(all_upper(b"A1\xe9") && !all_lower(b"1"));
    }

    #[test]
    fn tables() {
        let table = make_translation(b"ab", b"xy").unwrap();
        assert_eq!(Ok(b"xyd".to_vec()), translate(b"abcd", Some(&table), b"c"));
        assert!(translate(b"", Some(b"ab"), b"").is_err());
    }

    #[test]
    fn hex_there_and_back() {
        assert_eq!("00ff10", hex(b"\0\xff\x10", None, 1));
        assert_eq!("00_ff10", hex(b"\0\xff\x10", Some('_'), 2));
        assert_eq!("00ff_10", hex(b"\0\xff\x10", Some('_'), -2));
        assert_eq!(Ok(b"\0\xff\x10".to_vec()), from_hex(" 00 Ff\n10 "));
        let wrong = |text: &str| from_hex(text).unwrap_err().message;
        for (text, place) in [("0 0", 1), ("zz", 0), ("0 é", 2)] {
            let message = format!("non-hexadecimal number found in fromhex() arg at position {place}");
            assert_eq!(message, wrong(text), "{text}");
        }
        assert_eq!("fromhex() arg must contain an even number of hexadecimal digits", wrong("00 1"));
    }
}

//! Lone surrogates in text that cannot hold them.
//!
//! Python's `str` may hold the code points U+D800 to U+DFFF alone; a Rust `str` may not. They are kept as the
//! private-use characters 0x100000 above them, U+10D800 to U+10DFFF, and turned back wherever text leaves:
//! `repr`, `ord`, the codecs. The price is that those 2,048 private-use characters cannot be told from
//! surrogates.

use std::cmp::Ordering;

const FIRST: u32 = 0xD800;
const LAST: u32 = 0xDFFF;
const OFFSET: u32 = 0x10_0000;

/// The character that stands for `code_point`, a surrogate or not. `None` above U+10FFFF.
pub fn from_code_point(code_point: u32) -> Option<char> {
    match code_point {
        FIRST..=LAST => char::from_u32(code_point + OFFSET),
        _ => char::from_u32(code_point),
    }
}

/// The code point Python sees in `character`: what `ord` answers.
pub fn to_code_point(character: char) -> u32 {
    let code_point = character as u32;
    if is_surrogate(character) { code_point - OFFSET } else { code_point }
}

/// Whether `character` stands for a lone surrogate.
pub fn is_surrogate(character: char) -> bool {
    (FIRST + OFFSET..=LAST + OFFSET).contains(&(character as u32))
}

/// How two texts are ordered: by what Python sees in them.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (left, right) = (one.as_bytes(), other.as_bytes());
    let alike = left.chunks(CHUNK).zip(right.chunks(CHUNK)).take_while(|(one, other)| one == other).count();
    let begin = (alike * CHUNK).min(left.len()).min(right.len());
    let pairs = left[begin..].iter().zip(&right[begin..]);
    let Some(after) = pairs.clone().position(|(one, other)| one != other) else {
        return left.len().cmp(&right.len());
    };
    let mut place = begin + after;
    let order = left[place].cmp(&right[place]);
    while left[place] & 0xC0 == 0x80 && right[place] & 0xC0 == 0x80 {
        place -= 1;
    }
    if left[place] != LEAD && right[place] != LEAD {
        // UTF-8 orders as code points do.
        return order;
    }
    let code_point = |text: &str| text.get(place..).and_then(|rest| rest.chars().next()).map(to_code_point);
    code_point(one).cmp(&code_point(other))
}

/// How many bytes are compared at a time.
const CHUNK: usize = 32;
/// With what the characters begin that stand for surrogates.
const LEAD: u8 = 0xF4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_ordered_by_what_is_seen_in_them() {
        let long = "x".repeat(70);
        let characters =
            ['a', 'z', 'é', '\u{D7FF}', '\u{10D800}', '\u{10DFFF}', '\u{E000}', '\u{1F600}', '\u{10FFFF}'];
        for prefix in ["", "é", &long] {
            for one in characters {
                for other in characters {
                    let (text, more) = (format!("{prefix}{one}"), format!("{prefix}{other}"));
                    assert_eq!(compare(&text, &more), to_code_point(one).cmp(&to_code_point(other)));
                    assert_eq!(compare(prefix, &text), Ordering::Less);
                }
            }
        }
    }

    #[test]
    fn every_surrogate_goes_there_and_back() {
        for code_point in FIRST..=LAST {
            let stand_in = from_code_point(code_point).unwrap();
            assert!(is_surrogate(stand_in));
            assert_eq!(code_point, to_code_point(stand_in));
        }
        assert!(!is_surrogate('\u{D7FF}') && !is_surrogate('\u{10D7FF}') && !is_surrogate('\u{10E000}'));
        assert_eq!(Some('é'), from_code_point(0xE9));
        assert_eq!(None, from_code_point(0x11_0000));
    }
}

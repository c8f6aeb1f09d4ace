//! The `start` and `end` that `find`, `count`, `startswith` and their like take.

use std::ops::Range;

/// The indices that `start` and `end` mean in a sequence of `length` items, as in a slice: negative ones count from
/// the end, and `end` stays within. `None` if nothing, not even the empty sequence, can be found there.
pub fn indices(length: usize, start: Option<i64>, end: Option<i64>) -> Option<Range<usize>> {
    let from_end = |index: i64| {
        if index < 0 {
            length.saturating_sub(usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX))
        } else {
            usize::try_from(index).unwrap_or(usize::MAX)
        }
    };
    let start = start.map_or(0, from_end);
    let end = end.map_or(length, from_end).min(length);
    (start <= end).then_some(start..end)
}

/// The place in bytes of the character numbered `index` in `text`, which has `length` characters.
pub fn byte_of(text: &str, length: usize, index: usize) -> usize {
    if length == text.len() {
        return index.min(length);
    }
    if index >= length {
        return text.len();
    }
    text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
}

/// How many characters of `text`, which has `length` of them, stand before the place `byte`.
pub fn characters_before(text: &str, length: usize, byte: usize) -> usize {
    if length == text.len() { byte } else { text[..byte].chars().count() }
}

/// What [`indices`] finds, in bytes of `text`, which has `length` characters.
pub fn bytes(text: &str, length: usize, start: Option<i64>, end: Option<i64>) -> Option<Range<usize>> {
    let Range { start, end } = indices(length, start, end)?;
    let first = byte_of(text, length, start);
    let rest = &text[first..];
    let count = end - start;
    Some(first..first + byte_of(rest, length - start, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_clamped_and_starts_are_not() {
        assert_eq!(Some(0..5), indices(5, None, None));
        assert_eq!(Some(3..4), indices(5, Some(-2), Some(-1)));
        assert_eq!(Some(0..5), indices(5, Some(-99), Some(99)));
        assert_eq!(Some(5..5), indices(5, Some(5), None));
        assert_eq!(None, indices(5, Some(6), None));
        assert_eq!(None, indices(5, Some(3), Some(2)));
        assert_eq!(None, indices(0, Some(i64::MAX), Some(i64::MIN)));
    }

    #[test]
    fn characters_may_be_longer_than_bytes() {
        let text = "aé€😀z";
        assert_eq!(Some(1..6), bytes(text, 5, Some(1), Some(3)));
        assert_eq!(Some(6..11), bytes(text, 5, Some(-2), None));
        assert_eq!(3, characters_before(text, 5, 6));
    }
}

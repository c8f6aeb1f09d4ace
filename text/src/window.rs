//! What indices mean that may count from the end: that of an item, and the `start` and `end` that `find`, `count`, `startswith`
//! and their like take.

use std::ops::Range;

/// The place of item `index` of a sequence of `length` items, from whose end a negative one counts. `None` if it has no such
/// item.
#[inline]
pub fn item(length: usize, index: i64) -> Option<usize> {
    let place = (if index < 0 { index + length as i64 } else { index }) as usize;
    // What is still negative is more than any length.
    (place < length).then_some(place)
}

/// How many of a sequence's `length` items stand before `index`, from whose end a negative one counts: where an item is inserted.
#[inline]
pub fn before(length: usize, index: i64) -> usize {
    from_start(length, index).min(length)
}

/// Between which places to look in a sequence that has `length` items now, and may have more before it has been looked through:
/// as [`indices`], but what is beyond the end stays there.
pub fn growing(length: usize, start: Option<i64>, end: Option<i64>) -> Range<usize> {
    let place = |index| from_start(length, index);
    start.map_or(0, place)..end.map_or(usize::MAX, place)
}

fn from_start(length: usize, index: i64) -> usize {
    if index < 0 { (index + length as i64).max(0) as usize } else { index as usize }
}

/// The indices that `start` and `end` mean in a sequence of `length` items, as in a slice: negative ones count from
/// the end, and `end` stays within. `None` if nothing, not even the empty sequence, can be found there.
pub fn indices(length: usize, start: Option<i64>, end: Option<i64>) -> Option<Range<usize>> {
    let Range { start, end } = growing(length, start, end);
    let end = end.min(length);
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
    fn an_item_is_there_or_not() {
        assert_eq!([Some(0), Some(2), None], [0, 2, 3].map(|index| item(3, index)));
        assert_eq!([Some(2), Some(0), None], [-1, -3, -4].map(|index| item(3, index)));
        assert_eq!([None; 4], [0, -1, i64::MIN, i64::MAX].map(|index| item(0, index)));
    }

    #[test]
    fn what_stands_before_is_clamped() {
        assert_eq!([0, 2, 3, 3], [0, 2, 3, i64::MAX].map(|index| before(3, index)));
        assert_eq!([2, 0, 0, 0], [-1, -3, -4, i64::MIN].map(|index| before(3, index)));
    }

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
    fn what_may_come_is_looked_at() {
        assert_eq!(0..usize::MAX, growing(5, None, None));
        assert_eq!(3..4, growing(5, Some(-2), Some(-1)));
        assert_eq!(0..99, growing(5, Some(-99), Some(99)));
    }

    #[test]
    fn characters_may_be_longer_than_bytes() {
        let text = "aé€😀z";
        assert_eq!(Some(1..6), bytes(text, 5, Some(1), Some(3)));
        assert_eq!(Some(6..11), bytes(text, 5, Some(-2), None));
        assert_eq!(3, characters_before(text, 5, 6));
    }
}

//! The text that is searched: bytes, or UTF-8.

use crate::surrogate;

/// A text, read character by character at byte positions.
pub trait Subject: Copy {
    /// Whether every character is one byte.
    const NARROW: bool;
    /// The bytes.
    fn bytes(&self) -> &[u8];
    /// The character at `at`, which is before the end, and where the next one begins.
    fn next(&self, at: usize) -> (u32, usize);
    /// The character before `at`, which is after the beginning, and where it begins.
    fn previous(&self, at: usize) -> (u32, usize);

    /// Where the character before `at` begins.
    fn back(&self, at: usize) -> usize {
        self.previous(at).1
    }
}

/// Bytes, or text that is ASCII.
#[derive(Clone, Copy)]
pub struct Narrow<'a>(pub &'a [u8]);

impl Subject for Narrow<'_> {
    const NARROW: bool = true;

    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at]), at + 1)
    }

    #[inline(always)]
    fn previous(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at - 1]), at - 1)
    }
}

/// Text with characters of several bytes. Positions are at the beginnings of characters.
#[derive(Clone, Copy)]
pub struct Wide<'a>(pub &'a str);

impl Subject for Wide<'_> {
    const NARROW: bool = false;

    fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    #[inline]
    fn next(&self, at: usize) -> (u32, usize) {
        let bytes = self.0.as_bytes();
        let rest = |index: usize| u32::from(bytes[at + index]) & 0x3F;
        let first = u32::from(bytes[at]);
        match first {
            0..0x80 => (first, at + 1),
            0x80..0xE0 => ((first & 0x1F) << 6 | rest(1), at + 2),
            0xE0..0xF0 => ((first & 0xF) << 12 | rest(1) << 6 | rest(2), at + 3),
            _ => {
                let code = (first & 7) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3);
                (char::from_u32(code).map_or(code, surrogate::to_code_point), at + 4)
            }
        }
    }

    #[inline]
    fn previous(&self, at: usize) -> (u32, usize) {
        let begin = self.back(at);
        (self.next(begin).0, begin)
    }

    #[inline]
    fn back(&self, at: usize) -> usize {
        let bytes = self.0.as_bytes();
        let mut begin = at - 1;
        while begin > 0 && bytes[begin] & 0xC0 == 0x80 {
            begin -= 1;
        }
        begin
    }
}

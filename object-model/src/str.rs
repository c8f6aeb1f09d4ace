//! Strings.

use crate::kind::Kind;
use crate::layout::Payload;
use crate::once_box::OnceBox;
use crate::runtime::Runtime;
use std::marker::PhantomData;
use sync::atomic::{AtomicI64, Ordering};

/// The payload of `str`: valid UTF-8, with its length in characters.
///
/// A lone surrogate U+D800+k, which UTF-8 has no place for, is held as the private-use character U+10D800+k.
pub struct Str<R: Runtime> {
    /// 0: not computed yet.
    hash: AtomicI64,
    characters: usize,
    data: StrData,
    /// For a string that is not ASCII and long: where every [`STRIDE`]th character begins, made on first use.
    landmarks: OnceBox<Box<[usize]>>,
    _runtime: PhantomData<fn() -> R>,
}

enum StrData {
    /// In the object's tail: address and length. The object does not move.
    Inline(*const u8, usize),
    /// On the heap.
    Boxed(Box<str>),
}

/// Characters between landmarks.
const STRIDE: usize = 64;

impl<R: Runtime> Str<R> {
    /// Longest string, in bytes, that is held in the object itself.
    pub const INLINE: usize = 384;

    /// A string on the heap.
    pub fn boxed(string: Box<str>) -> Self {
        let characters = count_characters(&string);
        Str::with(StrData::Boxed(string), characters)
    }

    /// A string in the tail of the object that will hold this payload; see `make::string`.
    pub(crate) fn inline(tail: *const u8, length: usize, characters: usize) -> Self {
        Str::with(StrData::Inline(tail, length), characters)
    }

    fn with(data: StrData, characters: usize) -> Self {
        Str { hash: AtomicI64::new(0), characters, data, landmarks: OnceBox::new(), _runtime: PhantomData }
    }

    /// The text.
    #[inline(always)]
    pub fn as_str(&self) -> &str {
        match &self.data {
            // SAFETY: written as UTF-8 of this length when the object was made, and immutable since.
            StrData::Inline(tail, length) => unsafe {
                std::str::from_utf8_unchecked(std::slice::from_raw_parts(*tail, *length))
            },
            StrData::Boxed(string) => string,
        }
    }

    /// The length in characters.
    #[inline(always)]
    pub fn characters(&self) -> usize {
        self.characters
    }

    /// Whether every character is one byte.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.characters == self.as_str().len()
    }

    /// The hash, computed once.
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        // Relaxed: every thread computes the same.
        let hash = self.hash.load(Ordering::Relaxed);
        if hash != 0 { hash } else { self.hash_slow() }
    }

    #[cold]
    fn hash_slow(&self) -> i64 {
        let hash = hash_bytes(self.as_str().as_bytes());
        self.hash.store(hash, Ordering::Relaxed); // Relaxed: as above.
        hash
    }

    /// The byte offset of character `index`, which may be one past the last.
    pub fn offset_of(&self, index: usize) -> usize {
        let text = self.as_str();
        if self.is_ascii() {
            return index.min(text.len());
        }
        let (mut offset, mut left) = (0, index);
        if self.characters > 4 * STRIDE {
            let landmarks = self.landmarks();
            let landmark = (index / STRIDE).min(landmarks.len() - 1);
            offset = landmarks[landmark];
            left = index - landmark * STRIDE;
        }
        text[offset..].char_indices().nth(left).map_or(text.len(), |(further, _)| offset + further)
    }

    /// How many characters begin before byte `offset`, which is where one begins or the end.
    pub fn index_of(&self, offset: usize) -> usize {
        let text = self.as_str();
        if self.is_ascii() {
            return offset.min(text.len());
        }
        let (mut begin, mut index) = (0, 0);
        if self.characters > 4 * STRIDE {
            let landmarks = self.landmarks();
            let landmark = landmarks.partition_point(|&landmark| landmark <= offset) - 1;
            (begin, index) = (landmarks[landmark], landmark * STRIDE);
        }
        index + text.get(begin..offset).map_or(0, |part| part.chars().count())
    }

    fn landmarks(&self) -> &[usize] {
        let offsets = || self.as_str().char_indices().step_by(STRIDE).map(|(offset, _)| offset);
        self.landmarks.get_or_make(|| offsets().collect())
    }

    /// Character `index`.
    pub fn character(&self, index: usize) -> Option<char> {
        if self.is_ascii() {
            return self.as_str().as_bytes().get(index).map(|&byte| char::from(byte));
        }
        self.as_str()[self.offset_of(index)..].chars().next()
    }
}

/// The number of characters of valid UTF-8.
pub fn count_characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The hash of a string's bytes: folded multiplication, eight bytes at a time. Deterministic on purpose: runs repeat.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |a: u64, b: u64| {
        let wide = u128::from(a) * u128::from(b);
        (wide >> 64) as u64 ^ wide as u64
    };
    let mut hash = K ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("chunks of eight"));
        hash = fold(hash ^ word, K);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    hash = fold(hash ^ u64::from_le_bytes(last), K ^ 0xFF51_AFD7_ED55_8CCD);
    match hash as i64 {
        0 | -1 => -2,
        other => other,
    }
}

// SAFETY: immutable but for a cached hash and cached landmarks, which are atomics.
unsafe impl<R: Runtime> Payload<R> for Str<R> {
    const KIND: Kind = Kind::Str;
    const NAME: &'static str = "str";
    fn held(&self) -> usize {
        match &self.data {
            StrData::Inline(..) => 0,
            StrData::Boxed(text) => text.len(),
        }
    }
    const TRACKED: bool = false;
    const TAIL: usize = 1;
}

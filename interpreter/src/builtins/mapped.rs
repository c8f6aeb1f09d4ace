//! Memory that the operating system has mapped for a program: a file's, or shared with other processes.
//!
//! Others write to it whenever they like, without our locks. So there is never a reference to its bytes: they are read
//! and written as atomics, a word at a time, and whoever wants order between processes uses a semaphore, as in C.

use super::exports::Exports;
use object_model::{Guard, Guarded, Payload, Runtime};
use std::ops::Range;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// Mapped memory, unmapped when dropped.
pub struct Region {
    start: NonNull<u8>,
    length: usize,
    writable: bool,
    unmap: unsafe fn(NonNull<u8>, usize),
}

// SAFETY: the bytes are touched as atomics only.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: what `new` was given, and nobody has it any more.
        unsafe { (self.unmap)(self.start, self.length) }
    }
}

// Relaxed throughout: the bytes order nothing. Whoever hands them over does that by a lock or a semaphore.
impl Region {
    /// Takes over `length` mapped bytes.
    ///
    /// # Safety
    /// They are readable, and writable if it says so, until `unmap` is called with the same two arguments, and no Rust
    /// reference to them exists.
    pub unsafe fn new(
        start: NonNull<u8>,
        length: usize,
        writable: bool,
        unmap: unsafe fn(NonNull<u8>, usize),
    ) -> Region {
        Region { start, length, writable, unmap }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether they may be changed.
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// Where they are, for calls of the operating system.
    pub fn start(&self) -> NonNull<u8> {
        self.start
    }

    fn byte(&self, at: usize) -> &AtomicU8 {
        debug_assert!(at < self.length);
        // SAFETY: within the region, which outlives the reference; touched as atomics only.
        unsafe { AtomicU8::from_ptr(self.start.as_ptr().add(at)) }
    }

    fn word(&self, at: usize) -> &AtomicU64 {
        debug_assert!(at + 8 <= self.length && (self.start.addr().get() + at).is_multiple_of(8));
        // SAFETY: as in `byte`; the caller has seen to the alignment.
        unsafe { AtomicU64::from_ptr(self.start.as_ptr().add(at).cast()) }
    }

    /// The bytes of `range` before its first word, those that are whole words, and those after.
    fn split(&self, range: Range<usize>) -> (Range<usize>, Range<usize>, Range<usize>) {
        let before = (self.start.addr().get() + range.start).next_multiple_of(8) - self.start.addr().get();
        let first = before.min(range.end);
        let last = first + (range.end - first) / 8 * 8;
        (range.start..first, first..last, last..range.end)
    }

    /// The range of `length` bytes from `at` on, if they are all there.
    fn range(&self, at: usize, length: usize) -> Option<Range<usize>> {
        let end = at.checked_add(length)?;
        (end <= self.length).then_some(at..end)
    }

    /// Copies bytes out of it; false if it does not have them all.
    pub fn read(&self, at: usize, target: &mut [u8]) -> bool {
        let Some(range) = self.range(at, target.len()) else { return false };
        let (before, words, after) = self.split(range);
        let (first, rest) = target.split_at_mut(before.len());
        let (middle, last) = rest.split_at_mut(words.len());
        for (at, byte) in before.zip(first).chain(after.zip(last)) {
            *byte = self.byte(at).load(Ordering::Relaxed);
        }
        for (at, word) in words.step_by(8).zip(middle.as_chunks_mut().0) {
            *word = self.word(at).load(Ordering::Relaxed).to_ne_bytes();
        }
        true
    }

    /// Copies bytes into it; false, and nothing done, if there is no room for them all or it may not be changed.
    pub fn write(&self, at: usize, source: &[u8]) -> bool {
        let range = self.range(at, source.len()).filter(|_| self.writable);
        let Some(range) = range else { return false };
        let (before, words, after) = self.split(range);
        let (first, rest) = source.split_at(before.len());
        let (middle, last) = rest.split_at(words.len());
        for (at, byte) in before.zip(first).chain(after.zip(last)) {
            self.byte(at).store(*byte, Ordering::Relaxed);
        }
        for (at, word) in words.step_by(8).zip(middle.as_chunks().0) {
            self.word(at).store(u64::from_ne_bytes(*word), Ordering::Relaxed);
        }
        true
    }

    /// Appends `range`, or as much of it as there is; false if there is no memory for that.
    pub fn append(&self, range: Range<usize>, target: &mut Vec<u8>) -> bool {
        let end = range.end.min(self.length);
        let start = range.start.min(end);
        let before = target.len();
        if target.try_reserve(end - start).is_err() {
            return false;
        }
        target.resize(before + end - start, 0);
        self.read(start, &mut target[before..])
    }

    /// A copy of `range`, or of as much of it as there is; None if there is no memory for that.
    pub fn copy(&self, range: Range<usize>) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.append(range, &mut bytes).then_some(bytes)
    }
}

/// The payload of an object that holds mapped memory, for memoryviews to look into.
pub struct Mapped<R: Runtime> {
    /// None once it was closed.
    region: Guarded<Option<Region>>,
    /// It cannot be closed as long as there are any.
    pub(super) exports: Exports,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime> Mapped<R> {
    /// Holds `region`.
    pub fn new(region: Region) -> Self {
        Mapped {
            region: Guarded::new(Some(region)),
            exports: Exports::default(),
            _runtime: std::marker::PhantomData,
        }
    }

    /// Whether views look into it. The object's lock is held.
    pub fn is_exported(&self) -> bool {
        self.exports.are_there()
    }
}

// SAFETY: guarded by the object's lock; the count is an atomic.
unsafe impl<R: Runtime> Payload<R> for Mapped<R> {
    const NAME: &'static str = "mapped memory";
}

impl<R: Runtime> Guard<R> for Mapped<R> {
    type Guarded = Option<Region>;
    fn guarded(&self) -> &Guarded<Self::Guarded> {
        &self.region
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe fn nothing(_: NonNull<u8>, _: usize) {}

    /// A region over bytes of the heap, `skip` bytes past a word's beginning.
    fn over(words: &mut [u64], skip: usize, length: usize) -> Region {
        let start = NonNull::from(words).cast::<u8>();
        // SAFETY: the words outlive the region in each test, and are not looked at meanwhile.
        unsafe { Region::new(start.add(skip), length, true, nothing) }
    }

    #[test]
    fn what_is_written_is_read_whatever_the_alignment() {
        for skip in 0..9 {
            for at in 0..10 {
                for length in 0..20 {
                    let mut words = [0; 6];
                    let region = over(&mut words, skip, 32);
                    let data: Vec<u8> = (1..=length as u8).collect();
                    assert!(region.write(at, &data));
                    assert_eq!(Some(data), region.copy(at..at + length));
                    let whole = region.copy(0..32).unwrap();
                    let zeros = whole.iter().filter(|&&byte| byte == 0).count();
                    assert_eq!(32 - length, zeros, "{skip} {at} {length}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_touched_beyond_the_end() {
        let mut words = [0; 4];
        let region = over(&mut words, 0, 20);
        assert!(!region.write(13, &[1; 8]));
        assert!(!region.read(13, &mut [0; 8]));
        assert!(!region.write(usize::MAX, &[1]));
        assert_eq!(Some(vec![0; 20]), region.copy(0..100));
    }
}

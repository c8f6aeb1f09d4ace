//! A ring of fixed-size records, written by one thread and read by any.
//!
//! The writer never waits and never fails: when the ring is full it overwrites the oldest record. A
//! reader may come while the writer is still at work (a daemon thread outlives the program), copies
//! what it finds, and then throws away whatever the writer may have been overwriting meanwhile.
//!
//! The rules are T1 to T3 in `docs/protocols.md`.

use std::cell::Cell;

use sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering, fence},
};

/// Words in a record: ticks, callsite and kind, two arguments. Two are enough to be torn, and the model
/// checker pays for each.
pub const WORDS: usize = if cfg!(granular_loom) { 2 } else { 4 };

/// One thread's records, as everybody may see them.
#[derive(Debug)]
pub struct Ring {
    slots: Box<[[AtomicU64; WORDS]]>,
    written: AtomicU64,
    /// Strings that records refer to by index; asked for on rare paths only.
    strings: Mutex<Vec<Box<str>>>,
}

/// What a ring held when it was read.
#[derive(Debug, Default)]
pub struct Contents {
    /// The newest records, oldest first.
    pub records: Vec<[u64; WORDS]>,
    /// What records refer to by index.
    pub strings: Vec<Box<str>>,
    /// How many records came before the first of these.
    pub lost: u64,
}

/// The one writer's end of a ring.
#[derive(Debug)]
pub struct Writer {
    ring: Arc<Ring>,
    /// What `ring.written` is; the writer need not ask.
    written: Cell<u64>,
}

impl Writer {
    /// The writer of a new ring for `capacity` records, rounded up to a power of two.
    pub fn new(capacity: usize) -> Self {
        let capacity = capacity.max(2).next_power_of_two();
        let ring = Ring {
            slots: (0..capacity).map(|_| std::array::from_fn(|_| AtomicU64::new(0))).collect(),
            written: AtomicU64::new(0),
            strings: Mutex::new(Vec::new()),
        };
        Self { ring: Arc::new(ring), written: Cell::new(0) }
    }

    /// The ring it writes into.
    pub fn ring(&self) -> &Arc<Ring> {
        &self.ring
    }

    /// Appends a record.
    #[inline]
    pub fn push(&self, record: [u64; WORDS]) {
        let (ring, written) = (&*self.ring, self.written.get());
        // Release fence, before the slot's stores: a reader that sees one of them and passes its own
        // acquire fence also sees `written` at this value or later, and so discards the record that
        // is being destroyed (T3).
        fence(Ordering::Release);
        let slot = &ring.slots[written as usize & (ring.slots.len() - 1)];
        for (word, value) in slot.iter().zip(record) {
            // Relaxed: ordered by the fence above and by the store below.
            word.store(value, Ordering::Relaxed);
        }
        // Release: pairs with the acquire load in `contents`; who sees `written + 1` sees the record.
        ring.written.store(written + 1, Ordering::Release);
        self.written.set(written + 1);
    }
}

impl Ring {
    /// The index of `text` among this ring's strings.
    pub fn intern(&self, text: &str) -> u64 {
        let mut strings = self.strings.lock();
        let known = strings.iter().position(|known| **known == *text);
        known.unwrap_or_else(|| {
            strings.push(text.into());
            strings.len() - 1
        }) as u64
    }

    /// Copies what can be read; by any thread, at any time.
    pub fn contents(&self) -> Contents {
        let capacity = self.slots.len() as u64;
        // Acquire: pairs with the release store in `push`; all records below `end` are visible.
        let end = self.written.load(Ordering::Acquire);
        let begin = end.saturating_sub(capacity);
        let mut records: Vec<_> = (begin..end)
            .map(|n| {
                let slot = &self.slots[n as usize & (self.slots.len() - 1)];
                // Relaxed: what the writer may have changed meanwhile is discarded below.
                std::array::from_fn(|word| slot[word].load(Ordering::Relaxed))
            })
            .collect();
        // Acquire fence, after the slots' loads: pairs with the release fence in `push`.
        fence(Ordering::Acquire);
        // Relaxed: ordered by the fence.
        let now = self.written.load(Ordering::Relaxed);
        // A quiet writer is not storing record `now`, but nothing here could tell; one record is the price.
        let whole = (now + 1).saturating_sub(capacity).clamp(begin, end);
        records.drain(..(whole - begin) as usize);
        let strings = self.strings.lock().clone();
        Contents { records, strings, lost: whole }
    }
}

#[cfg(test)]
mod tests {
    use sync::atomic::AtomicBool;

    use super::*;

    fn record(n: u64) -> [u64; WORDS] {
        std::array::from_fn(|word| n ^ word as u64)
    }

    #[test]
    fn what_fits_is_kept() {
        let ring = Writer::new(8);
        (0..7).for_each(|n| ring.push(record(n)));
        let contents = ring.ring().contents();
        assert_eq!((0..7).map(record).collect::<Vec<_>>(), contents.records);
        assert_eq!(0, contents.lost);
    }

    #[test]
    fn what_does_not_fit_is_lost_oldest_first_and_counted() {
        let ring = Writer::new(8);
        (0..100).for_each(|n| ring.push(record(n)));
        let contents = ring.ring().contents();
        assert_eq!((93..100).map(record).collect::<Vec<_>>(), contents.records);
        assert_eq!(93, contents.lost);
    }

    #[test]
    fn a_string_is_kept_once() {
        let ring = Writer::new(8);
        assert_eq!([0, 1, 0], ["dict", "list", "dict"].map(|text| ring.ring().intern(text)));
        assert_eq!(2, ring.ring().contents().strings.len());
    }

    /// The case we want to exercise: the reader copies a slot while the writer is overwriting it.
    #[test]
    fn no_torn_record_is_ever_read() {
        let writer = Writer::new(64);
        let ring = writer.ring().clone();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let stop = &stop;
            scope.spawn(move || {
                let mut n = 0;
                while !stop.load(Ordering::Relaxed) {
                    writer.push(record(n));
                    n += 1;
                }
            });
            for _ in 0..2_000 {
                let contents = ring.contents();
                for (found, n) in contents.records.iter().zip(contents.lost..) {
                    assert_eq!(record(n), *found);
                }
            }
            stop.store(true, Ordering::Relaxed);
        });
    }
}

//! Objects that many threads count all the time, each in words of its own.
//!
//! A biased count is cheap for one thread. The others change one word between them, and where they do little else, at a
//! module's table, a method's object or a closure that all of them use, that word goes from processor to processor and
//! they take turns. So an object that a thread finds itself giving back often is *spread*: it gets a *lane*, and every
//! thread counts it in its own word of that lane, with plain loads and stores (V3). Nobody knows the sum until the world
//! stops; then it is *gathered*, and counted in its own words again until it is found to be in demand once more (V4).
//!
//! While it is spread the table of lanes holds a reference to it, so it cannot die (V2). What is dropped while it is spread
//! is found out when it is gathered: at the next collection, or when only one thread is left.
//!
//! The idea is that of CPython's per-thread counts of types (`pycore_uniqueid.h`) and of Clements, Kaashoek and Zeldovich
//! ("RadixVM", EuroSys 2013, Refcache), for any object, and for as long as it is in demand.

use std::cell::Cell;
use std::fmt;

use crossbeam_utils::CachePadded;
use refcount::Lane;
use sync::Mutex;
use sync::atomic::{AtomicI64, Ordering::*};

use crate::roster::Roster;

/// When an object is spread, and how many can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spreading {
    /// Objects that can be spread at the same time; none, and nothing ever is.
    pub lanes: u8,
    /// Of how many references to objects of others that it gives back a thread looks at one.
    pub sample: u32,
    /// How often it must see an object to find it in demand.
    pub sightings: u8,
}

impl Default for Spreading {
    fn default() -> Self {
        Spreading { lanes: 255, sample: 16, sightings: 4 }
    }
}

impl Spreading {
    /// Nothing is spread.
    pub const NEVER: Spreading = Spreading { lanes: 0, sample: u32::MAX, sightings: u8::MAX };
}

/// One thread's words, one for each lane. Written by that thread; by others only while the world is stopped.
#[derive(Debug)]
pub struct OwnLanes {
    /// A word for each number a lane can have, so that none has to be checked; on cache lines of their own.
    words: Option<Box<CachePadded<[AtomicI64; 256]>>>,
}

impl OwnLanes {
    /// Nothing is counted.
    pub fn new(lanes: u8) -> Self {
        let words = || Box::new(CachePadded::new(std::array::from_fn(|_| AtomicI64::new(0))));
        OwnLanes { words: (lanes > 0).then(words) }
    }

    #[inline(always)]
    fn word(&self, lane: Lane) -> Option<&AtomicI64> {
        Some(&self.words.as_ref()?[usize::from(lane.get())])
    }

    /// Counts references the thread takes, or gives back (V3).
    #[inline(always)]
    pub fn add(&self, lane: Lane, references: i64) {
        if let Some(word) = self.word(lane) {
            // Relaxed, both: nobody else looks unless the world is stopped, which orders (V4, S2).
            word.store(word.load(Relaxed) + references, Relaxed);
        }
    }

    /// What is counted in a lane, and no longer is. By the thread, or while the world is stopped.
    fn take(&self, lane: Lane) -> i64 {
        let Some(word) = self.word(lane) else { return 0 };
        // Relaxed, both: as above.
        let references = word.load(Relaxed);
        word.store(0, Relaxed);
        references
    }
}

/// The objects that are spread, each under the number of its lane.
pub struct Lanes<T> {
    spread: Mutex<Vec<T>>,
    limit: usize,
}

impl<T> fmt::Debug for Lanes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// What came of [`Lanes::spread`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Attempt {
    /// It is spread now.
    Spread,
    /// It is spread already, or not counted at all.
    Needless,
    /// All lanes are taken: something must be gathered first.
    NoLane,
}

fn lane_at(place: usize) -> Option<Lane> {
    u8::try_from(place + 1).ok().and_then(Lane::from_number)
}

impl<T> Lanes<T> {
    /// No lane is taken yet, of this many.
    pub fn new(lanes: u8) -> Self {
        Lanes { spread: Mutex::new(Vec::new()), limit: usize::from(lanes) }
    }

    /// Gives an object the next lane, in which `begin` has its count spread, if it can be. The reference that takes goes
    /// to this table (V2).
    pub fn spread(&self, object: T, begin: impl FnOnce(&T, Lane) -> bool) -> Attempt {
        let mut spread = self.spread.lock();
        match lane_at(spread.len()) {
            Some(lane) if spread.len() < self.limit => {
                if !begin(&object, lane) {
                    return Attempt::Needless;
                }
                spread.push(object);
                Attempt::Spread
            }
            _ => Attempt::NoLane,
        }
    }

    /// Hands over what an ending thread has counted: `fold` adds it to the object's own words. By that thread, while it is
    /// attached and before its end can be noticed; it counts nothing any more (V5).
    pub fn fold(&self, own: &OwnLanes, mut fold: impl FnMut(&T, i64)) {
        for (place, object) in self.spread.lock().iter().enumerate() {
            if let Some(references) = lane_at(place).map(|lane| own.take(lane)).filter(|&taken| taken != 0) {
                fold(object, references);
            }
        }
    }

    /// Ends all lanes: `end` is told what lies in a lane of all threads together, and says whether the object was spread in
    /// it. Only while the world is stopped. The references this table held are the caller's (V4).
    pub fn gather(&self, roster: &Roster, mut end: impl FnMut(&T, Lane, i64) -> bool) -> Vec<T> {
        let spread = std::mem::take(&mut *self.spread.lock());
        if spread.is_empty() {
            return spread;
        }
        let threads = roster.threads();
        let sum = |lane| threads.iter().map(|thread| thread.lanes().take(lane)).sum();
        let places = spread.into_iter().enumerate();
        places
            .filter_map(|(place, object)| {
                let lane = lane_at(place)?;
                end(&object, lane, sum(lane)).then_some(object)
            })
            .collect()
    }

    /// Whether no object is spread, at this moment.
    pub fn is_empty(&self) -> bool {
        self.spread.lock().is_empty()
    }
}

/// Which objects of others a thread gives back often.
#[derive(Debug)]
pub struct Demand {
    /// As many as keep the objects of a container of some dozens apart.
    seen: [Cell<Sighting>; 128],
    until_next: Cell<u32>,
    spreading: Spreading,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sighting {
    object: usize,
    times: u8,
}

impl Demand {
    /// Nothing has been seen.
    pub fn new(spreading: Spreading) -> Self {
        let seen = std::array::from_fn(|_| Cell::default());
        Demand { seen, until_next: Cell::new(spreading.sample), spreading }
    }

    /// A reference to the object at this address is given back; whether it is in demand.
    #[inline]
    pub fn note(&self, object: usize) -> bool {
        let left = self.until_next.get() - 1;
        self.until_next.set(left);
        left == 0 && self.look(object)
    }

    #[cold]
    fn look(&self, object: usize) -> bool {
        self.until_next.set(self.spreading.sample);
        if self.spreading.lanes == 0 {
            return false;
        }
        // Objects of one size are at multiples of it.
        let mixed = (object >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let place = &self.seen[mixed % self.seen.len()];
        let mut sighting = place.get();
        if sighting.object != object && sighting.times <= 1 {
            sighting = Sighting { object, times: 0 };
        }
        let in_demand = if sighting.object == object {
            sighting.times += 1;
            sighting.times >= self.spreading.sightings
        } else {
            // Another is seen here more often, so far.
            sighting.times -= 1;
            false
        };
        place.set(if in_demand { Sighting::default() } else { sighting });
        in_demand
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_again_and_again_is_in_demand() {
        let demand = Demand::new(Spreading { lanes: 1, sample: 4, sightings: 3 });
        let first = (1..100).find(|_| demand.note(0x1000)).expect("it is the only one");
        assert_eq!(first, 12);
    }

    #[test]
    fn what_is_given_back_once_is_not() {
        let demand = Demand::new(Spreading { lanes: 1, sample: 1, sightings: 3 });
        assert!((1..10_000).all(|object| !demand.note(object * 32)));
    }

    #[test]
    fn nothing_is_in_demand_where_nothing_is_spread() {
        let demand = Demand::new(Spreading { sample: 1, sightings: 1, ..Spreading::NEVER });
        assert!((1..100).all(|_| !demand.note(0x1000)));
    }

    #[test]
    fn when_the_lanes_are_taken_there_are_none() {
        let lanes = Lanes::new(2);
        assert_eq!(lanes.spread("a", |_, _| false), Attempt::Needless);
        assert_eq!(lanes.spread("a", |_, lane| lane.get() == 1), Attempt::Spread);
        assert_eq!(lanes.spread("b", |_, lane| lane.get() == 2), Attempt::Spread);
        assert_eq!(lanes.spread("c", |_, _| true), Attempt::NoLane);
        let mut ended = lanes.gather(&Roster::new(), |&object, _, sum| sum == 0 && object == "b");
        assert_eq!(ended.pop(), Some("b"));
        assert!(ended.is_empty() && lanes.is_empty());
    }
}

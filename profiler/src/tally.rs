//! Counters of one run, summed over its threads.

use std::{fs, io, path::Path, time::Duration};

use serde::{Deserialize, Serialize};

use crate::nanoseconds;

/// What a run did, counted.
///
/// Each thread counts for itself, and the threads are added up when the program ends. A mechanism that a runtime does not
/// have stays at zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tally {
    /// Instructions of Python code.
    pub instructions: u64,
    /// References taken by the thread that owns the count, or under the global lock: no atomic
    /// read-modify-write.
    pub retains_local: u64,
    /// References taken on a count that another thread may change: one atomic operation each.
    pub retains_foreign: u64,
    /// References dropped by the thread that owns the count.
    pub releases_local: u64,
    /// References dropped on a count that another thread may change.
    pub releases_foreign: u64,
    /// References taken by a thread in a word of its own, because many threads count the object: no atomic
    /// read-modify-write.
    pub retains_spread: u64,
    /// References dropped there.
    pub releases_spread: u64,
    /// Objects that came to be counted so.
    pub counts_spread: u64,
    /// Owner's and shared count made one.
    pub merges: u64,
    /// Objects handed to their owner because a foreign release would have gone below zero.
    pub merge_requests: u64,

    /// Sections of an object that its owner entered without the object's lock.
    pub sections_biased: u64,
    /// Objects whose owner has to take the lock since another thread came.
    pub biases_revoked: u64,
    /// Object locks taken.
    pub locks_taken: u64,
    /// Of [`shared_operations`](Self::shared_operations), those made while the program had no other thread: not counted there.
    pub shared_alone: u64,
    /// Of those locks, found held by another thread.
    pub locks_contended: u64,
    /// Of those locks, waited for by parking the thread rather than by spinning.
    pub locks_parked: u64,
    /// Time spent waiting for object locks.
    #[serde(rename = "lock_wait_ns", with = "nanoseconds")]
    pub lock_wait: Duration,

    /// Time spent waiting for the leave to run: for the global lock, or for a stopped world.
    #[serde(rename = "runtime_wait_ns", with = "nanoseconds")]
    pub runtime_wait: Duration,
    /// Time the global lock was held.
    #[serde(rename = "runtime_held_ns", with = "nanoseconds")]
    pub runtime_held: Duration,
    /// Times the global lock was given up because its holder blocked or ended.
    pub switches_voluntary: u64,
    /// Times it was given up because another thread asked for it.
    pub switches_forced: u64,
    /// Safepoints at which a thread found something to do.
    pub safepoints: u64,

    /// Times one thread stopped all others.
    pub world_stops: u64,
    /// Time the world stood still, in all.
    #[serde(rename = "world_stopped_total_ns", with = "nanoseconds")]
    pub world_stopped_total: Duration,
    /// The longest of those stops.
    #[serde(rename = "world_stopped_max_ns", with = "nanoseconds")]
    pub world_stopped_max: Duration,
    /// Their median, to three per cent.
    #[serde(rename = "world_stopped_median_ns", with = "nanoseconds")]
    pub world_stopped_median: Duration,

    /// Times cycles were looked for.
    pub collections: u64,
    /// Time spent finding and freeing them, without their finalizers.
    #[serde(rename = "collecting_total_ns", with = "nanoseconds")]
    pub collecting_total: Duration,
    /// The longest of those collections.
    #[serde(rename = "collecting_max_ns", with = "nanoseconds")]
    pub collecting_max: Duration,
    /// Their median, to three per cent.
    #[serde(rename = "collecting_median_ns", with = "nanoseconds")]
    pub collecting_median: Duration,

    /// Objects allocated.
    pub objects_allocated: u64,
    /// Objects freed.
    pub objects_freed: u64,
    /// Objects still alive when everything had been released: the leak count.
    pub live_objects_at_exit: u64,
    /// Threads that were attached at some time.
    pub threads: u64,
}

impl Tally {
    /// Counting operations in words no other thread writes: the owner's, and each thread's own for what many count.
    pub fn counts_local(&self) -> u64 {
        self.retains_local + self.releases_local + self.retains_spread + self.releases_spread
    }

    /// Counting operations made on a count that other threads may change.
    pub fn counts_foreign(&self) -> u64 {
        self.retains_foreign + self.releases_foreign
    }

    /// Of all counting operations, the share that was foreign; `None` if nothing was counted.
    pub fn foreign_share(&self) -> Option<f64> {
        share(self.counts_foreign(), self.counts_local() + self.counts_foreign())
    }

    /// Read-modify-writes of words that more than one thread changes: counts of objects of others, and taking and giving
    /// back object locks. What a program does before it starts threads and after they have ended is shared with nobody.
    pub fn shared_operations(&self) -> u64 {
        (self.counts_foreign() + 2 * self.locks_taken).saturating_sub(self.shared_alone)
    }

    /// [`shared_operations`](Self::shared_operations) in a million instructions; `None` if none was executed.
    pub fn shared_per_million(&self) -> Option<f64> {
        (self.instructions > 0).then(|| self.shared_operations() as f64 * 1e6 / self.instructions as f64)
    }

    /// Of all object locks taken, the share that was found held; `None` if none was taken.
    pub fn contended_share(&self) -> Option<f64> {
        share(self.locks_contended, self.locks_taken)
    }

    /// Times the global lock changed hands.
    pub fn switches(&self) -> u64 {
        self.switches_voluntary + self.switches_forced
    }

    /// Time threads wanted to run and could not: for the leave to run and for objects.
    pub fn waited(&self) -> Duration {
        self.runtime_wait + self.lock_wait
    }

    /// Writes the tally as one JSON object.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(path, text)
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(path: &Path) -> io::Result<Self> {
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tally whose every counter is different, built from JSON so that no field is left out.
    fn distinct(step: u64) -> Tally {
        let fields = serde_json::to_value(Tally::default()).unwrap();
        let fields = fields.as_object().unwrap();
        let numbered: serde_json::Map<_, _> =
            fields.keys().zip(1u64..).map(|(name, n)| (name.clone(), (n * step).into())).collect();
        serde_json::from_value(numbered.into()).unwrap()
    }

    #[test]
    fn every_counter_survives_json() {
        let tally = distinct(7);
        let text = serde_json::to_string(&tally).unwrap();
        assert_eq!(tally, serde_json::from_str(&text).unwrap());
        assert!(text.contains("\"lock_wait_ns\":"));
    }

    #[test]
    fn a_share_of_nothing_is_no_share() {
        assert_eq!(None, Tally::default().foreign_share());
        let tally = Tally { retains_local: 3, releases_foreign: 1, ..Tally::default() };
        assert_eq!(Some(0.25), tally.foreign_share());
    }

    #[test]
    fn an_unknown_counter_is_refused() {
        assert!(serde_json::from_str::<Tally>(r#"{"retains_lokal": 1}"#).is_err());
    }
}

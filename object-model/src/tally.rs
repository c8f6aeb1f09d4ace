//! What a thread did, counted without sharing.

use crate::header::Header;
use crate::ledger::{Account, Meeting};
use crate::pauses::Pauses;
use crate::runtime::Runtime;
use std::cell::{Cell, RefCell};

macro_rules! tally {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One thread's counters. Written by that thread alone; summed when it exits.
        #[derive(Default, Debug)]
        pub struct Tally {
            $($(#[$doc])* pub $name: Cell<u64>,)*
            /// Times the thread stopped all others.
            pub world_stopped: RefCell<Pauses>,
            /// Times it looked for cycles and freed them, without their finalizers.
            pub collecting: RefCell<Pauses>,
            /// Where the thread met others, if its world keeps a ledger.
            pub account: Option<Box<Account>>,
            /// What [`shared`](Self::shared) was when the other threads had ended, if there is none.
            alone_since: Cell<Option<u64>>,
        }

        /// Counters at rest, summed over threads.
        #[derive(Default, Debug, Clone, PartialEq, Eq)]
        pub struct Totals {
            $($(#[$doc])* pub $name: u64,)*
            /// Times a thread stopped all others.
            pub world_stopped: Pauses,
            /// Times cycles were looked for and freed, without their finalizers.
            pub collecting: Pauses,
        }

        impl Totals {
            /// Adds one thread's counters.
            pub fn add(&mut self, tally: &Tally) {
                $(self.$name += tally.$name.get();)*
                self.world_stopped.add(&tally.world_stopped.borrow());
                self.collecting.add(&tally.collecting.borrow());
            }

            /// Adds what other threads' counters came to.
            pub fn join(&mut self, others: &Totals) {
                $(self.$name += others.$name;)*
                self.world_stopped.add(&others.world_stopped);
                self.collecting.add(&others.collecting);
            }
        }
    };
}

tally! {
    /// Instructions of Python code.
    instructions,
    /// References added by the object's owner, or under the global lock.
    retains_local,
    /// References added by another thread: an atomic read-modify-write.
    retains_foreign,
    /// References dropped by the owner.
    releases_local,
    /// References dropped by another thread.
    releases_foreign,
    /// References added in a word of the thread's own, because many threads count the object.
    retains_spread,
    /// References dropped there.
    releases_spread,
    /// Objects from then on counted by each thread in a word of its own.
    counts_spread,
    /// Counts merged by their owner on request.
    merges,
    /// Merges asked for.
    merge_requests,
    /// Sections their object's owner entered without its lock.
    sections_biased,
    /// Objects whose bias towards their owner was revoked.
    biases_revoked,
    /// Object locks taken.
    locks_taken,
    /// Of [`shared`](Tally::shared), what was done while there was no other thread, and so shared with nobody.
    shared_alone,
    /// Object locks that were held by another thread.
    locks_contended,
    /// Waits for an object lock that parked.
    locks_parked,
    /// Nanoseconds spent waiting for object locks.
    lock_wait,
    /// Nanoseconds spent waiting for the leave to run (the global lock, or a stopped world).
    runtime_wait,
    /// Nanoseconds the global lock was held.
    runtime_held,
    /// Times the global lock was given up before blocking.
    switches_voluntary,
    /// Times it was given up on request.
    switches_forced,
    /// Safepoints that had something to do.
    safepoints,
    /// Objects made.
    objects_allocated,
    /// Objects freed.
    objects_freed,
    /// Threads that ran.
    threads,
}

impl Tally {
    /// With an account of where the thread meets others, if its world keeps a ledger.
    pub(crate) fn keeping(account: Option<Box<Account>>) -> Self {
        Tally { account, ..Self::default() }
    }

    /// Adds `amount` to a counter.
    #[inline(always)]
    pub fn add(counter: &Cell<u64>, amount: u64) {
        counter.set(counter.get().wrapping_add(amount));
    }

    /// Notes in the ledger, if there is one, that this thread meets others in an object, which is alive.
    #[inline(always)]
    pub fn meet<'o, R: Runtime>(&self, meeting: Meeting, object: impl FnOnce() -> &'o Header<R>) {
        if self.account.is_some() {
            self.meet_waiting(meeting, object(), 0);
        }
    }

    /// As [`meet`](Self::meet), after a wait.
    ///
    /// A thread that is alone meets nobody.
    #[cold]
    #[inline(never)]
    pub fn meet_waiting<R: Runtime>(&self, meeting: Meeting, object: &Header<R>, nanoseconds: u64) {
        if let Some(account) = &self.account
            && self.alone_since.get().is_none()
        {
            account.meet(meeting, object, nanoseconds);
        }
    }

    /// Notes that this thread has waited for something that is no object of another.
    pub fn wait(&self, meeting: Meeting, nanoseconds: u64) {
        if let Some(account) = &self.account {
            account.wait(meeting, nanoseconds);
        }
    }

    /// Read-modify-writes of words that other threads may write: counts of others' objects, and locks taken and given back.
    pub fn shared(&self) -> u64 {
        self.retains_foreign.get() + self.releases_foreign.get() + 2 * self.locks_taken.get()
    }

    /// Says whether there are other threads, as far as the calling one knows. What it shares with nobody is told apart.
    pub fn set_alone(&self, alone: bool) {
        match self.alone_since.get() {
            None if alone => self.alone_since.set(Some(self.shared())),
            Some(since) if !alone => {
                Self::add(&self.shared_alone, self.shared() - since);
                self.alone_since.set(None);
            }
            _ => {}
        }
    }

    /// Adds one to a counter.
    #[inline(always)]
    pub fn count(counter: &Cell<u64>) {
        Self::add(counter, 1);
    }
}

//! References that only an object's owner can give back.
//!
//! A thread that gives back a reference the owner counted cannot tell whether it was the last one
//! (rule B5). It puts the reference, still counted, into the owner's inbox and asks the owner, through
//! its breaker, to merge at its next safepoint. An owner that ends empties its inbox and closes it;
//! whoever comes later finds it closed and merges itself (I2). Between "empty" and "closed" there is
//! no gap, because both are found out under one lock, so no object is stranded (I1). An owner that is
//! away for long is not waited for by a collection: whoever collects merges in its stead (I5).

use std::fmt;

use crossbeam_utils::CachePadded;
use refcount::ThreadId;
use sync::{Arc, Mutex};

use crate::breaker::Requests;
use crate::roster::ThreadRecord;

/// The merge inboxes of a runtime's threads.
pub struct Inboxes<T> {
    /// Found by the owner's number, so that owners that follow each other are apart.
    buckets: Box<[CachePadded<Bucket<T>>]>,
}

type Bucket<T> = Mutex<Vec<Inbox<T>>>;

struct Inbox<T> {
    owner: Arc<ThreadRecord>,
    queued: Vec<T>,
}

impl<T> fmt::Debug for Inboxes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inboxes").finish_non_exhaustive()
    }
}

/// The owner has ended: the reference comes back, for the caller to merge (I2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a reference that is dropped is leaked"]
pub struct Closed<T>(pub T);

/// The inbox is not empty: what was in it, for the owner to merge before it tries again (I3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "references that are dropped are leaked"]
pub struct NotEmpty<T>(pub Vec<T>);

impl<T> Inboxes<T> {
    /// No inboxes yet, in at least this many buckets.
    pub fn new(buckets: usize) -> Self {
        let buckets = (0..buckets.next_power_of_two()).map(|_| CachePadded::new(Bucket::default())).collect();
        Self { buckets }
    }

    /// Opens a thread's inbox: before it makes its first object.
    pub fn open(&self, owner: Arc<ThreadRecord>) {
        self.bucket(owner.id()).lock().push(Inbox { owner, queued: Vec::new() });
    }

    /// Puts a reference into its owner's inbox, unless that is closed.
    pub fn push(&self, owner: ThreadId, reference: T) -> Result<(), Closed<T>> {
        let mut bucket = self.bucket(owner).lock();
        let Some(inbox) = bucket.iter_mut().find(|inbox| inbox.owner.id() == owner) else {
            return Err(Closed(reference));
        };
        inbox.queued.push(reference);
        if inbox.queued.len() == 1 {
            // Under the bucket's lock: an owner that has taken the request finds the reference (I4).
            inbox.owner.breaker().raise(Requests::MERGE);
        }
        Ok(())
    }

    /// Takes out everything, for the owner to merge.
    pub fn drain(&self, owner: ThreadId) -> Vec<T> {
        let mut bucket = self.bucket(owner).lock();
        let inbox = bucket.iter_mut().find(|inbox| inbox.owner.id() == owner);
        inbox.map(|inbox| std::mem::take(&mut inbox.queued)).unwrap_or_default()
    }

    /// Takes out everything that is in any inbox, for who has stopped the world to merge in the owners' stead (I5). Their requests
    /// stay, and find nothing.
    pub fn drain_all(&self) -> Vec<T> {
        let mut all = Vec::new();
        for bucket in &self.buckets {
            all.extend(bucket.lock().iter_mut().flat_map(|inbox| std::mem::take(&mut inbox.queued)));
        }
        all
    }

    /// Closes an ending thread's inbox if it is empty. After that the thread counts nothing any more:
    /// others merge in its stead (I3).
    pub fn close(&self, owner: ThreadId) -> Result<(), NotEmpty<T>> {
        let mut bucket = self.bucket(owner).lock();
        let Some(place) = bucket.iter().position(|inbox| inbox.owner.id() == owner) else {
            return Ok(());
        };
        let queued = std::mem::take(&mut bucket[place].queued);
        if !queued.is_empty() {
            return Err(NotEmpty(queued));
        }
        bucket.swap_remove(place);
        Ok(())
    }

    fn bucket(&self, owner: ThreadId) -> &Bucket<T> {
        &self.buckets[owner.get() as usize & (self.buckets.len() - 1)]
    }
}

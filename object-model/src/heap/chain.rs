//! Free slots, linked through themselves: to give memory back takes none.

use super::{BATCH, GRAIN, class_of};
use crate::free_memory;
use std::ptr::{NonNull, null_mut};

/// A free slot; the first [`LINK`] bytes still hold a dead count.
pub(super) type Free = *mut u8;

/// Where the link to the next free slot is: behind the longest count, which must stay readable.
pub(super) const LINK: usize = 16;
/// Where what nobody reads of a free slot begins.
pub(super) const BEHIND_LINK: usize = LINK + size_of::<Free>();
/// Where the first slot of a chain in the centre says which chain came before, and the second how long theirs is.
const OF_CHAIN: usize = BEHIND_LINK;

/// Free slots, linked one to the next. There is one at least.
#[derive(Clone, Copy)]
pub(super) struct Chain {
    pub(super) head: Free,
    pub(super) length: usize,
}

impl Chain {
    /// One slot before those of `rest`.
    ///
    /// # Safety
    /// The slot is free, the caller's, and its count is dead.
    pub(super) unsafe fn linked(slot: NonNull<u8>, rest: Option<Chain>) -> Chain {
        let (next, length) = rest.map_or((null_mut(), 0), |rest| (rest.head, rest.length));
        // SAFETY: every slot is larger than the link's place.
        unsafe { slot.as_ptr().add(LINK).cast::<Free>().write(next) };
        Chain { head: slot.as_ptr(), length: length + 1 }
    }

    /// Its slots. What is linked anew is a slot that was shown already.
    fn slots(self) -> impl Iterator<Item = NonNull<u8>> {
        let mut next = NonNull::new(self.head);
        std::iter::from_fn(move || {
            let slot = next?;
            // SAFETY: a slot of a chain, in which a link was written.
            next = NonNull::new(unsafe { slot.as_ptr().add(LINK).cast::<Free>().read() });
            Some(slot)
        })
    }

    /// The places of its first and second slot that the centre writes to.
    fn places(&self) -> (*mut Free, Option<*mut usize>) {
        const { assert!(OF_CHAIN + size_of::<Free>() <= class_of(0) * GRAIN, "the shortest slot has the place") }
        // SAFETY: the head is a free slot, in which a link was written, and no slot is shorter than the places.
        unsafe {
            let second = self.head.add(LINK).cast::<Free>().read();
            let place = (!second.is_null()).then(|| second.add(OF_CHAIN).cast::<usize>());
            (self.head.add(OF_CHAIN).cast::<Free>(), place)
        }
    }
}

/// Chains of free slots that wait for a thread, of at most [`BATCH`] each.
pub(super) struct Centre {
    /// The first slot of the chain that came last.
    last: Free,
}

// SAFETY: a chain in the centre belongs to nobody; whoever takes it out under the mutex owns its slots.
unsafe impl Send for Centre {}

impl Default for Centre {
    fn default() -> Self {
        Centre { last: null_mut() }
    }
}

impl Centre {
    pub(super) fn push(&mut self, chain: Chain) {
        let (first, second) = chain.places();
        // SAFETY: the slots are the chain's, and the places lie in them.
        unsafe {
            free_memory::begin_use(first.cast(), size_of::<Free>());
            first.write(self.last);
            if let Some(second) = second {
                free_memory::begin_use(second.cast(), size_of::<usize>());
                second.write(chain.length);
            }
        }
        self.last = chain.head;
    }

    pub(super) fn pop(&mut self) -> Option<Chain> {
        let mut chain = Chain { head: self.last, length: 1 };
        if chain.head.is_null() {
            return None;
        }
        let (first, second) = chain.places();
        // SAFETY: the slots are the chain's; both places were written by `push`.
        unsafe {
            self.last = first.read();
            free_memory::end_use(first.cast(), size_of::<Free>());
            if let Some(second) = second {
                chain.length = second.read();
                free_memory::end_use(second.cast(), size_of::<usize>());
            }
        }
        Some(chain)
    }

    /// Shows every free slot.
    pub(super) fn each(&self, mut visit: impl FnMut(NonNull<u8>)) {
        let mut chain = Chain { head: self.last, length: 1 };
        while !chain.head.is_null() {
            chain.slots().for_each(&mut visit);
            // SAFETY: written by `push`.
            chain.head = unsafe { chain.places().0.read() };
        }
    }

    /// Takes out every slot that is not to be kept.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(NonNull<u8>) -> bool) {
        let mut all = std::mem::take(self);
        let mut kept = None;
        while let Some(chain) = all.pop() {
            for slot in chain.slots().filter(|&slot| keep(slot)) {
                // SAFETY: it is in no chain any more.
                let longer = unsafe { Chain::linked(slot, kept.take()) };
                match longer.length {
                    BATCH => self.push(longer),
                    _ => kept = Some(longer),
                }
            }
        }
        if let Some(rest) = kept {
            self.push(rest);
        }
    }
}

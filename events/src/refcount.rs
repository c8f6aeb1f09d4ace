//! Reference counts that cross threads.

use crate::target::REFCOUNT;

/// This thread dropped the last reference it could and asks thread `owner` to merge the counts.
pub fn merge_request(object: usize, owner: u32) {
    emit!(DEBUG, REFCOUNT, "merge_request", object, owner);
}

/// This thread, the owner or its heir, merged the two counts of an object; `freed` if none was left.
pub fn merge(object: usize, freed: bool) {
    emit!(DEBUG, REFCOUNT, "merge", object, freed);
}

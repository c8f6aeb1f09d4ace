use crate::ThreadId;

/// What the caller owes after it gave a reference back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a dead object must be freed, a queued reference handed to the owner"]
pub enum Fate {
    /// Nothing.
    Alive,
    /// The object: that was the last reference, nobody else is told so, and every use through any
    /// other reference happened before this answer (rule C2).
    Dead,
    /// The reference, which was not given back after all: it goes to this owner's merge inbox, and
    /// whoever takes it out calls [`merge`](crate::Count::merge) (rule B5).
    Queue(ThreadId),
    /// The reference, which was not given back after all: it is the last one its owner counts, and the owner is in a
    /// section that must not outlast the ownership. It is released again when the section has been left (rule R5).
    Later,
}

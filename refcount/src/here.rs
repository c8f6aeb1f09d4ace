/// What [`try_retain_here`](crate::Count::try_retain_here) has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a reference that was counted must be given back"]
pub enum Here {
    /// One more reference, in the calling thread's own word.
    Counted,
    /// Nothing, for the object is immortal: a reference was had without being counted.
    Uncounted,
    /// Nothing: it was not wanted.
    Unwanted,
    /// Nothing: whether a reference can be had is to be found out by [`try_retain`](crate::Count::try_retain).
    Elsewhere,
}

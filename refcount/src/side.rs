use crate::Lane;

/// Where a reference was counted; nothing is said of an immortal object's, which is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// By plain loads and stores: the thread is the owner, or a lock orders all uses.
    Local,
    /// In a word other threads change too.
    Foreign,
    /// Nowhere yet: who is told so counts it, by plain loads and stores, in the thread's own word of that lane, before the
    /// thread's next safepoint (rule V3).
    Lane(Lane),
}

impl Side {
    /// For who has no lanes, because nothing it counts is ever [spread](crate::Biased::spread).
    #[inline(always)]
    pub(crate) fn without_lanes(self) {
        debug_assert!(!matches!(self, Side::Lane(_)), "a spread count is counted by a thread without lanes");
    }
}

/// Where a reference was counted; nothing is said of an immortal object's, which is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// By plain loads and stores: the thread is the owner, or a lock orders all uses.
    Local,
    /// In a word other threads change too.
    Foreign,
}

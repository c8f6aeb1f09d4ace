use std::num::NonZeroU32;

/// Who counts: the number a runtime gave to one of its threads, never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ThreadId(NonZeroU32);

impl ThreadId {
    /// The number of no thread: what it asks of a count, nobody who counts there would.
    pub const STRANGER: Self = Self(NonZeroU32::MAX);

    /// The identity with this number.
    #[inline]
    pub const fn new(number: NonZeroU32) -> Self {
        Self(number)
    }

    /// The number.
    #[inline]
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The identity with this number, unless it is zero, which stands for nobody.
    #[inline]
    pub const fn from_number(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }
}

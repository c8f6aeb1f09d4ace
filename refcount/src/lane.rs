use std::num::NonZeroU8;

/// Under which number every thread counts one object in words of its own (rule V1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Lane(NonZeroU8);

impl Lane {
    /// The lane with this number, unless it is zero, which is none.
    #[inline(always)]
    pub const fn from_number(number: u8) -> Option<Self> {
        match NonZeroU8::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The number.
    #[inline(always)]
    pub const fn get(self) -> u8 {
        self.0.get()
    }
}

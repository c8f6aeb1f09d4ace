use std::num::NonZeroU16;

/// Under which number every thread counts one object in words of its own (rule V1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Lane(NonZeroU16);

impl Lane {
    /// How many there can be: numbers from 1 to this.
    pub const MAX: u16 = (1 << 15) - 1;

    /// The lane with this number, if it is one.
    #[inline]
    pub const fn from_number(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) if number.get() <= Self::MAX => Some(Self(number)),
            _ => None,
        }
    }

    /// The number.
    #[inline]
    pub const fn get(self) -> u16 {
        self.0.get()
    }
}

//! The standard library's atomic words, with a decision of the scheduler before each operation.
//!
//! shuttle has words of its own, which are longer than they are elsewhere. These are as long, and all zeros are as good a
//! word: so memory for objects is laid out, carved and used again by the source that ships. Either way every operation is
//! sequentially consistent; what weaker orderings allow is the model checker's to show.

use shuttle_engine::runtime::thread::switch_if_not_stopping as decide;
pub use std::sync::atomic::Ordering;

/// An atomic fence.
pub fn fence(_order: Ordering) {}

/// What all words can do.
macro_rules! word {
    ($name:ident $(<$parameter:ident>)?: $value:ty, $what:literal) => {
        #[doc = $what]
        #[derive(Debug)]
        #[repr(transparent)]
        pub struct $name $(<$parameter>)? (std::sync::atomic::$name $(<$parameter>)?);

        impl $(<$parameter>)? $name $(<$parameter>)? {
            /// A word that holds `value`.
            pub const fn new(value: $value) -> Self {
                Self(std::sync::atomic::$name::new(value))
            }

            /// Unwraps the value.
            pub fn into_inner(self) -> $value {
                self.0.into_inner()
            }

            /// The value, which nobody else can see.
            pub fn get_mut(&mut self) -> &mut $value {
                self.0.get_mut()
            }

            /// The value.
            pub fn load(&self, order: Ordering) -> $value {
                decide();
                self.0.load(order)
            }

            /// Sets the value.
            pub fn store(&self, value: $value, order: Ordering) {
                decide();
                self.0.store(value, order);
            }

            /// Sets the value; answers the old one.
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                decide();
                self.0.swap(value, order)
            }

            /// Sets the value if it is `current`.
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                decide();
                self.0.compare_exchange(current, new, success, failure)
            }

            /// As [`compare_exchange`](Self::compare_exchange); it does not fail without a reason.
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.compare_exchange(current, new, success, failure)
            }
        }
    };
}

/// Operations that change a word by a value and answer the old one.
macro_rules! changes {
    ($change:ident, $what:literal: $($name:ident: $value:ty),*) => {
        $(impl $name {
            #[doc = $what]
            pub fn $change(&self, value: $value, order: Ordering) -> $value {
                decide();
                self.0.$change(value, order)
            }
        })*
    };
}

macro_rules! default {
    ($($name:ident),*) => {
        $(impl Default for $name {
            fn default() -> Self {
                Self::new(Default::default())
            }
        })*
    };
}

word!(AtomicBool: bool, "A truth value.");
word!(AtomicI64: i64, "A signed 64-bit number.");
word!(AtomicPtr<T>: *mut T, "A pointer.");
word!(AtomicU8: u8, "An 8-bit number.");
word!(AtomicU16: u16, "A 16-bit number.");
word!(AtomicU32: u32, "A 32-bit number.");
word!(AtomicU64: u64, "A 64-bit number.");
word!(AtomicUsize: usize, "A number as long as an address.");

default!(AtomicBool, AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize);
changes!(fetch_and, "Keeps the bits that are also in `value`; answers the old value.":
    AtomicBool: bool, AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);
changes!(fetch_or, "Adds the bits of `value`; answers the old value.":
    AtomicBool: bool, AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);
changes!(fetch_add, "Adds `value`; answers the old value.":
    AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);
changes!(fetch_sub, "Takes `value` away; answers the old value.":
    AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);
changes!(fetch_max, "Raises the value to `value` if it is less; answers the old value.":
    AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);

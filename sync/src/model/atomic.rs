//! loom's atomic words and fences, each operation of which says where in the source it stands (see [`order`]).

use std::panic::Location;

use super::order::{self, Part};
pub use loom::sync::atomic::Ordering;

#[track_caller]
fn asked(order: Ordering, part: Part) -> Ordering {
    order::asked(order, part, Location::caller()).expect("only fences are removed")
}

/// An atomic fence.
#[track_caller]
pub fn fence(order: Ordering) {
    if let Some(order) = order::asked(order, Part::Only, Location::caller()) {
        loom::sync::atomic::fence(order);
    }
}

/// Says to the compiler that a word changes behind a shared reference. loom's words, whose values are elsewhere, do not;
/// but code that writes beside them, by addresses it has from them, relies on it.
#[derive(Debug, Default)]
struct Changing(std::cell::UnsafeCell<()>);

// SAFETY: there is nothing in it.
unsafe impl Sync for Changing {}

/// What all words can do.
macro_rules! word {
    ($name:ident $(<$parameter:ident>)?: $value:ty, $what:literal) => {
        #[doc = $what]
        #[derive(Debug)]
        pub struct $name $(<$parameter>)? (loom::sync::atomic::$name $(<$parameter>)?, Changing);

        impl $(<$parameter>)? $name $(<$parameter>)? {
            /// A word that holds `value`.
            #[track_caller]
            pub fn new(value: $value) -> Self {
                Self(loom::sync::atomic::$name::new(value), Changing::default())
            }

            /// Unwraps the value.
            #[track_caller]
            pub fn into_inner(self) -> $value {
                self.0.into_inner()
            }

            /// The value.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                self.0.load(asked(order, Part::Only))
            }

            /// Sets the value.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                self.0.store(value, asked(order, Part::Only));
            }

            /// Sets the value; answers the old one.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                self.0.swap(value, asked(order, Part::Only))
            }

            /// Sets the value if it is `current`.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let (success, failure) = (asked(success, Part::Success), asked(failure, Part::Failure));
                self.0.compare_exchange(current, new, success, failure)
            }

            /// As [`compare_exchange`](Self::compare_exchange); loom never lets it fail without a reason.
            #[track_caller]
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

/// What words of bits can do.
macro_rules! bits {
    ($($name:ident: $value:ty),*) => {
        $(impl $name {
            /// Keeps the bits that are also in `value`; answers the old value.
            #[track_caller]
            pub fn fetch_and(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_and(value, asked(order, Part::Only))
            }

            /// Adds the bits of `value`; answers the old value.
            #[track_caller]
            pub fn fetch_or(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_or(value, asked(order, Part::Only))
            }
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                Self::new(Default::default())
            }
        })*
    };
}

/// What numbers can do.
macro_rules! number {
    ($($name:ident: $value:ty),*) => {
        $(impl $name {
            /// Adds `value`; answers the old value.
            #[track_caller]
            pub fn fetch_add(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_add(value, asked(order, Part::Only))
            }

            /// Takes `value` away; answers the old value.
            #[track_caller]
            pub fn fetch_sub(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_sub(value, asked(order, Part::Only))
            }

            /// Raises the value to `value` if it is less; answers the old value.
            #[track_caller]
            pub fn fetch_max(&self, value: $value, order: Ordering) -> $value {
                self.0.fetch_max(value, asked(order, Part::Only))
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

bits!(AtomicBool: bool, AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);
number!(AtomicI64: i64, AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize);

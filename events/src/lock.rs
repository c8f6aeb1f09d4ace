//! The locks of single objects.

use tracing::debug_span;

use crate::{Period, target::LOCK};

/// This thread waits for the lock of the object at `object`, whose class is asked for its name only if
/// somebody listens.
pub fn lock_wait<N: AsRef<str>>(object: usize, type_name: impl FnOnce() -> N) -> Period {
    debug_span!(target: LOCK, "lock_wait", object, type_name = type_name().as_ref()).into()
}

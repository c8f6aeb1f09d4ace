//! The locks of single objects.

use tracing::debug_span;

use crate::{Period, target::LOCK};

/// This thread waits for the lock of the object at `object`, a `type_name`.
pub fn lock_wait(object: usize, type_name: &str) -> Period {
    debug_span!(target: LOCK, "lock_wait", object, type_name).into()
}

//! Stop-the-world and collection.

use tracing::info_span;

use crate::{Period, target::GC};

/// This thread stops every other one, works alone, and starts them again.
pub fn stop_the_world() -> Period {
    info_span!(target: GC, "stop_the_world").into()
}

/// This thread stands at a safepoint while another has stopped the world.
pub fn stopped() -> Period {
    info_span!(target: GC, "stopped").into()
}

/// This thread looks for unreachable cycles.
pub fn collection() -> Period {
    info_span!(target: GC, "collection").into()
}

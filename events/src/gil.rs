//! The global lock: who holds it, who waits, who asked whom to let go.

use tracing::info_span;

use crate::{Period, target::GIL};

/// This thread waits for the global lock.
pub fn waiting() -> Period {
    info_span!(target: GIL, "waiting").into()
}

/// This thread holds the global lock.
pub fn holding() -> Period {
    info_span!(target: GIL, "holding").into()
}

/// This thread has waited one switch interval without a switch and asks the holder to let go.
pub fn drop_request() {
    emit!(DEBUG, GIL, "drop_request");
}

/// The lock came to this thread from another one; `asked` if this thread had to ask for it.
pub fn switch(asked: bool) {
    emit!(DEBUG, GIL, "switch", asked);
}

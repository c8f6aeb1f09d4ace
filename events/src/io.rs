//! Calls that may block outside the runtime.

use tracing::info_span;

use crate::{Period, target::IO};

/// This thread is detached from its runtime for the length of `call`, such as `"socket.recv"`.
pub fn blocking(call: &str) -> Period {
    info_span!(target: IO, "blocking", call).into()
}

//! How long a thread waits: for a lock, or for what it has sent to be received.

use crate::length::{deadline, length};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::time::Instant;

/// The longest wait, in seconds: what nanoseconds in 63 bits hold.
pub(super) const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// How long a wait may take.
pub(crate) enum Patience {
    None,
    Until(Option<Instant>),
}

/// That of who acquires a lock.
#[inline]
pub(super) fn patience<R: Runtime>(
    vm: &mut Vm<R>,
    blocking: &Value<R>,
    timeout: &Value<R>,
) -> Return<R, Patience> {
    if blocking.is_unbound() && timeout.is_unbound() {
        return Ok(Patience::Until(None));
    }
    let blocking = match blocking.given() {
        Some(blocking) => vm.truth(blocking)?,
        None => true,
    };
    let timeout = match timeout.given() {
        Some(timeout) => length(vm, timeout)?,
        None => -1.0,
    };
    if !blocking {
        if timeout != -1.0 {
            return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
        }
        return Ok(Patience::None);
    }
    if timeout == -1.0 {
        return Ok(Patience::Until(None));
    }
    if timeout < 0.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(match deadline(timeout) {
        _ if timeout == 0.0 => Patience::None,
        deadline => Patience::Until(deadline),
    })
}

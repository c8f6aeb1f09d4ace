//! What streams in memory say of themselves when they are pickled or copied.

use interpreter::{Return, Vm};
use object_model::{Dict, Runtime, Value};

/// The parts of a state: what the stream held, what else there is to say, where it stood and its attributes.
pub(super) fn parts<'a, R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Value<R>,
    state: &'a Value<R>,
    count: usize,
) -> Return<R, &'a [Value<R>]> {
    match vm.as_tuple(state) {
        Some(parts) if parts.len() >= count => Ok(parts),
        _ => {
            let class = vm.class_of(stream);
            let (own, other) = (class.shown_name(), vm.type_name(state));
            let message = format!("{own}.__setstate__ argument should be {count}-tuple, got {other}");
            Err(vm.type_error(&message))
        }
    }
}

/// Where the stream stood; what is `wanted` begins the message where that is no number.
pub(super) fn position<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, wanted: &str) -> Return<R, usize> {
    if !vm.is_int(value) {
        let message = format!("{wanted} {}", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    let position = vm.index(value)?;
    usize::try_from(position).map_err(|_| vm.value_error("position value cannot be negative"))
}

/// Gives the stream its attributes back.
pub(super) fn attributes<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Value<R>,
    value: &Value<R>,
    which: &str,
) -> Return<R, ()> {
    if value.is_none() {
        return Ok(());
    }
    match value.as_ref::<Dict<R>>() {
        Some(attributes) => vm.update_attributes(stream, attributes),
        None => {
            let message = format!("{which} item of state should be a dict, got a {}", vm.type_name(value));
            Err(vm.type_error(&message))
        }
    }
}

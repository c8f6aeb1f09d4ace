//! `ChannelInfo`: what `get_info()` tells of a channel.

use super::MODULE;
use super::channel::{Info, Phase};
use crate::struct_sequence;
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};

/// What the class is registered for.
struct ChannelInfo;

const FIELDS: [&str; 8] = [
    "open",
    "closing",
    "closed",
    "count",
    "num_interp_send",
    "num_interp_send_released",
    "num_interp_recv",
    "num_interp_recv_released",
];
const MORE: [&str; 8] = [
    "num_interp_both",
    "num_interp_both_released",
    "num_interp_both_send_released",
    "num_interp_both_recv_released",
    "send_associated",
    "send_released",
    "recv_associated",
    "recv_released",
];

pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    struct_sequence::class_for::<R, ChannelInfo>(vm, MODULE, "ChannelInfo", &FIELDS, &MORE)
}

pub(super) fn of<R: Runtime>(vm: &mut Vm<R>, info: &Info) -> Return<R> {
    let open = Value::bool(info.phase == Phase::Open);
    let closing = Value::bool(info.phase == Phase::Closing);
    let closed = Value::bool(!matches!(info.phase, Phase::Open | Phase::Closing));
    let counts = &info.counts;
    let numbers = [info.count, counts.send, counts.send_released, counts.receive, counts.receive_released]
        .map(|number| vm.new_usize(number));
    let items = [open, closing, closed].into_iter().chain(numbers).collect();
    // CPython counts those who still receive where it says that they have given that up, and those who send likewise.
    let both = [counts.both, counts.both_released, counts.both_sending, counts.both_receiving]
        .map(|number| vm.new_usize(number));
    let own = info.own.into_iter().flat_map(|standing| [Some(true), Some(false)].map(|how| standing == how));
    let more = both.into_iter().chain(own.map(Value::bool));
    let class = class(vm);
    struct_sequence::make(vm, &class, items, MORE.into_iter().zip(more).collect())
}

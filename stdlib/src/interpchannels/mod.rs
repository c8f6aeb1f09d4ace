//! `_interpchannels`: channels between interpreters.
//!
//! Nobody waits for something to receive: the library's `RecvChannel.recv()` looks, sleeps and looks again. Who sends may
//! wait until that has been received ([`receipt`]).

mod channel;
mod ends;
mod id;
mod info;
mod receipt;

pub(crate) use channel::Channel;
pub(crate) use id::{Traveller, is_channel, traveller};

use crate::interpreters::{Crossing, Handle, Numbered, Terms, make_class, raise};
use crate::length::{deadline, length};
use crate::thread::patience::Patience;
use channel::Refused;
use ends::End;
use interpreter::builtins::MemoryView;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use receipt::Receipt;
use std::sync::Arc;
use std::time::Instant;

const MODULE: &str = "_interpchannels";

/// The exceptions, each with the one it derives from: RuntimeError if that is none of them.
const ERRORS: [(&str, &str); 5] =
    [(ERROR, "RuntimeError"), (NOT_FOUND, ERROR), (CLOSED, ERROR), (EMPTY, ERROR), (NOT_EMPTY, ERROR)];
const ERROR: &str = "ChannelError";
const NOT_FOUND: &str = "ChannelNotFoundError";
const CLOSED: &str = "ChannelClosedError";
const EMPTY: &str = "ChannelEmptyError";
const NOT_EMPTY: &str = "ChannelNotEmptyError";

fn channels<R: Runtime>(vm: &Vm<R>) -> Arc<Numbered<Channel>> {
    vm.shared.family.state()
}

fn refused<R: Runtime>(vm: &mut Vm<R>, refused: Refused, id: i64) -> Raised<R> {
    let (class, what) = match refused {
        Refused::NotFound => (NOT_FOUND, "not found"),
        Refused::Closed => (CLOSED, "is closed"),
        Refused::HasClosed => (CLOSED, "has closed"),
        Refused::EndClosed => (CLOSED, "is already closed"),
        Refused::Empty => (EMPTY, "is empty"),
        Refused::NotEmpty => (NOT_EMPTY, "may not be closed if not empty (try force=True)"),
    };
    raise(vm, MODULE, class, &format!("channel {id} {what}")).unwrap_or_else(|other| other)
}

fn answer<R: Runtime, T>(vm: &mut Vm<R>, result: Result<T, Refused>, id: i64) -> Return<R, T> {
    result.map_err(|reason| refused(vm, reason, id))
}

/// The channel of a number.
fn find<R: Runtime>(vm: &mut Vm<R>, id: i64) -> Return<R, Arc<Channel>> {
    let found = channels(vm).find(id).ok_or(Refused::NotFound);
    answer(vm, found, id)
}

/// The channel that an argument means, and its number.
fn channel_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (Arc<Channel>, i64)> {
    let (id, _) = id::argument(vm, value)?;
    Ok((find(vm, id)?, id))
}

fn create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let terms = Terms::USUAL.changed(vm, &arguments[0], &arguments[1])?;
    let channel = channels(vm).add_kept(Channel::new(terms));
    id::of(vm, channel)
}

fn destroy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (id, _) = id::argument(vm, &arguments[0])?;
    match channels(vm).destroy(id) {
        true => Ok(Value::NONE),
        false => Err(refused(vm, Refused::NotFound, id)),
    }
}

fn list_all<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let channels = channels(vm);
    let mut all = Vec::new();
    for (number, channel) in channels.all() {
        if channel.is_listed()
            && let Some(handle) = Handle::of(&channels, number)
        {
            let [unbound, fallback] = channel.terms.numbers();
            let id = id::of(vm, handle)?;
            all.push(vm.new_tuple(vec![id, unbound, fallback]));
        }
    }
    vm.new_list(all)
}

fn list_interpreters<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (id, _) = id::argument(vm, &arguments[0])?;
    let end = if vm.truth(&arguments[1])? { End::Send } else { End::Receive };
    let users = find(vm, id)?.interpreters(end);
    let users = answer(vm, users, id)?;
    let users = users.into_iter().map(|interpreter| vm.new_int(interpreter as i64)).collect();
    vm.new_list(users)
}

/// How long a sender waits until what it has sent is received.
fn patience<R: Runtime>(vm: &mut Vm<R>, blocking: bool, timeout: &Value<R>) -> Return<R, Patience> {
    let Some(timeout) = timeout.some() else {
        return Ok(if blocking { Patience::Until(None) } else { Patience::None });
    };
    if !blocking {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    let seconds = length(vm, timeout)?;
    if seconds < 0.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    Ok(Patience::Until(deadline(seconds)))
}

/// What `send()` and `send_buffer()` are given besides the object.
struct Sending {
    id: i64,
    channel: Arc<Channel>,
    terms: Terms,
    patience: Patience,
}

fn sending<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Sending> {
    let [id, _, unbound, fallback, blocking, timeout] = arguments else {
        return Err(vm.type_error("a channel and an object are needed"));
    };
    let (id, _) = id::argument(vm, id)?;
    let blocking = vm.flag(blocking, true)?;
    let patience = patience(vm, blocking, timeout)?;
    let channel = find(vm, id)?;
    let usable = channel.check();
    answer(vm, usable, id)?;
    let terms = channel.terms.changed(vm, unbound, fallback)?;
    Ok(Sending { id, channel, terms, patience })
}

impl Sending {
    fn send<R: Runtime>(self, vm: &mut Vm<R>, object: &Value<R>) -> Return<R> {
        let Sending { id, channel, terms, patience } = self;
        let open = channel.check_sending();
        answer(vm, open, id)?;
        let crossing = Crossing::of(vm, object, terms.fallback)?;
        let from = vm.shared.id;
        let Patience::Until(deadline) = patience else {
            let sent = channel.send(crossing, from, terms.unbound, None);
            answer(vm, sent, id)?;
            return Ok(Value::NONE);
        };
        let (receipt, delivery) = Receipt::expected();
        let sent = channel.send(crossing, from, terms.unbound, Some(delivery));
        answer(vm, sent, id)?;
        match wait(vm, &channel, &receipt, deadline)? {
            true => Ok(Value::NONE),
            false => Err(refused(vm, Refused::HasClosed, id)),
        }
    }
}

/// Waits until what was sent has been received; false if it never will be. What the sender does not wait for any longer nobody
/// receives.
fn wait<R: Runtime>(
    vm: &mut Vm<R>,
    channel: &Channel,
    receipt: &Receipt,
    deadline: Option<Instant>,
) -> Return<R, bool> {
    match receipt.known().wait(vm, "channel.send", deadline) {
        Ok(true) => {}
        Ok(false) if channel.withdraw(receipt) => {
            let class = vm.exceptions().timeout_error.clone();
            return Err(vm.raise_message(&class, "timed out"));
        }
        // Another is about to receive it, or has lost it.
        Ok(false) => {
            receipt.known().wait(vm, "channel.send", None)?;
        }
        Err(raised) => {
            channel.withdraw(receipt);
            return Err(raised);
        }
    }
    Ok(receipt.was_received())
}

fn send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    sending(vm, arguments)?.send(vm, &arguments[1])
}

fn send_buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sending = sending(vm, arguments)?;
    let class = vm.class_of_payload::<MemoryView<R>>();
    let view = vm.call(class.value(), std::slice::from_ref(&arguments[1]))?;
    sending.send(vm, &view)
}

fn receive<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (channel, id) = channel_of(vm, &arguments[0])?;
    let received = channel.receive(vm.shared.id);
    if matches!(received, Err(Refused::Empty))
        && let Some(default) = arguments[1].given()
    {
        return Ok(vm.new_pair(default.clone(), Value::NONE));
    }
    let (item, delivery) = answer(vm, received, id)?;
    match item {
        Ok(crossing) => {
            let object = crossing.arrive(vm)?;
            if let Some(delivery) = delivery {
                delivery.received();
            }
            Ok(vm.new_pair(object, Value::NONE))
        }
        Err(unbound) => Ok(vm.new_pair(Value::NONE, Value::small_int(unbound as i64))),
    }
}

/// The end that two flags of a call ask for.
fn end_asked<R: Runtime>(vm: &mut Vm<R>, send: &Value<R>, receive: &Value<R>) -> Return<R, End> {
    Ok(End::asked(vm.flag(send, false)?, vm.flag(receive, false)?))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (id, _) = id::argument(vm, &arguments[0])?;
    let end = end_asked(vm, &arguments[1], &arguments[2])?;
    let force = vm.flag(&arguments[3], false)?;
    let closed = find(vm, id)?.close_end(end, force);
    answer(vm, closed, id)?;
    Ok(Value::NONE)
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (id, _) = id::argument(vm, &arguments[0])?;
    let end = end_asked(vm, &arguments[1], &arguments[2])?;
    vm.flag(&arguments[3], false)?;
    let released = find(vm, id)?.release(vm.shared.id, end);
    answer(vm, released, id)?;
    Ok(Value::NONE)
}

fn get_count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (channel, id) = channel_of(vm, &arguments[0])?;
    let count = answer(vm, channel.count(), id)?;
    Ok(vm.new_usize(count))
}

fn get_info<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (channel, id) = channel_of(vm, &arguments[0])?;
    let info = channel.info(vm.shared.id);
    let info = answer(vm, info, id)?;
    info::of(vm, &info)
}

fn get_channel_defaults<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (channel, id) = channel_of(vm, &arguments[0])?;
    answer(vm, channel.check(), id)?;
    let [unbound, fallback] = channel.terms.numbers();
    Ok(vm.new_pair(unbound, fallback))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module(MODULE);
    vm.module_functions(
        &module,
        MODULE,
        &[
            ("create(unboundop=-1, fallback=-1)", create),
            ("destroy(cid)", destroy),
            ("list_all()", list_all),
            ("list_interpreters(cid, *, send)", list_interpreters),
            ("send(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", send),
            ("send_buffer(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", send_buffer),
            ("recv(cid, default=<unrepresentable>)", receive),
            ("close(cid, *, send=False, recv=False, force=False)", close),
            ("release(cid, *, send=False, recv=False, force=False)", release),
            ("get_count(cid)", get_count),
            ("get_info(cid)", get_info),
            ("get_channel_defaults(cid)", get_channel_defaults),
            ("_channel_id(id, *, send=-1, recv=-1, force=False, _resolve=False)", id::new),
            ("_register_end_types(send, recv)", id::register_end_types),
        ],
    );
    for (name, base) in ERRORS {
        let base = match base {
            ERROR => vm.get_attr_str(&module, ERROR)?,
            _ => vm.exceptions().runtime_error.value().clone(),
        };
        let class = make_class(vm, MODULE, name, base)?;
        vm.module_set(&module, name, class);
    }
    for class in [info::class(vm), id::class(vm)] {
        let name = class.name();
        vm.module_set(&module, &name, class.into_value());
    }
    Ok(module)
}

//! `ChannelID`, and how it and the ends of channels that the library makes of it travel.

use super::channel::{Channel, Refused};
use super::ends::End;
use super::{MODULE, channels, refused};
use crate::interpreters::{Handle, is_error, loaded_class, number};
use interpreter::{ClassBuilder, Comparison, Return, Vm};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};

/// The payload of `ChannelID`.
struct ChannelId {
    number: i64,
    end: End,
    /// Whether one end arrives elsewhere as what the library makes of it.
    resolve: bool,
    /// None if there was no channel of the number.
    _keeps: Option<Handle<Channel>>,
}

// SAFETY: nothing in it changes, and it owns no objects.
unsafe impl<R: Runtime> Payload<R> for ChannelId {
    const NAME: &'static str = "ChannelID";
}

/// An object for the channel that is kept, if there is one.
fn make<R: Runtime>(
    vm: &mut Vm<R>,
    number: i64,
    end: End,
    resolve: bool,
    keeps: Option<Handle<Channel>>,
) -> Return<R> {
    let class = class(vm);
    vm.new_object_of(&class, ChannelId { number, end, resolve, _keeps: keeps })
}

/// An object for a channel that is kept.
pub(super) fn of<R: Runtime>(vm: &mut Vm<R>, channel: Handle<Channel>) -> Return<R> {
    make(vm, channel.id, End::Both, false, Some(channel))
}

/// An object for the channel of this number.
fn find<R: Runtime>(vm: &mut Vm<R>, number: i64, end: End, resolve: bool) -> Return<R> {
    match Handle::of(&channels(vm), number) {
        Some(channel) => make(vm, number, end, resolve, Some(channel)),
        None => Err(refused(vm, Refused::NotFound, number)),
    }
}

/// As [`find`], also if there is no such channel.
fn find_or_make<R: Runtime>(vm: &mut Vm<R>, number: i64, end: End, resolve: bool) -> Return<R> {
    let channel = Handle::of(&channels(vm), number);
    make(vm, number, end, resolve, channel)
}

/// The channel that an argument means, and the end.
pub(super) fn argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (i64, End)> {
    if let Some(id) = value.as_ref::<ChannelId>() {
        return Ok((id.number, id.end));
    }
    match number(vm, value, "channel ID")? {
        Some(number) => Ok((number, End::Both)),
        None => Err(vm.overflow_error("int too big to convert")),
    }
}

/// `_channel_id(id, *, send, recv, force, _resolve)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [id, send, receive, force, resolve] = arguments else {
        return Err(vm.type_error("_channel_id() takes a channel"));
    };
    let (number, end) = argument(vm, id)?;
    let mut asked = [None, None];
    for (asked, flag) in asked.iter_mut().zip([send, receive]) {
        if let Some(flag) = flag.given() {
            *asked = Some(vm.truth(flag)?);
        }
    }
    let (force, resolve) = (vm.flag(force, false)?, vm.flag(resolve, false)?);
    let end = match asked {
        [Some(false), Some(false)] => {
            return Err(vm.value_error("'send' and 'recv' cannot both be False"));
        }
        [Some(true), _] | [_, Some(true)] => End::asked(asked[0] == Some(true), asked[1] == Some(true)),
        _ => end,
    };
    match force {
        true => find_or_make(vm, number, end, resolve),
        false => find(vm, number, end, resolve),
    }
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a ChannelId> {
    match value.as_ref::<ChannelId>() {
        Some(id) => Ok(id),
        None => Err(vm.type_error("expected a ChannelID")),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = own(vm, &arguments[0])?;
    let end = match id.end {
        End::Both => "",
        End::Send => ", send=True",
        End::Receive => ", recv=True",
    };
    let text = format!("{}({}{end})", vm.class_of(&arguments[0]).name(), id.number);
    Ok(vm.new_string(text))
}

fn str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = own(vm, &arguments[0])?.number;
    Ok(vm.new_string(number.to_string()))
}

fn int<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = own(vm, &arguments[0])?.number;
    Ok(vm.new_int(number))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = int(vm, arguments)?;
    let hash = vm.hash(&number)?;
    Ok(vm.new_int(hash))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let (id, other) = (own(vm, &arguments[0])?, &arguments[1]);
    let equal = if let Some(other) = other.as_ref::<ChannelId>() {
        (id.number, id.end) == (other.number, other.end)
    } else if vm.is_int(other) {
        vm.as_i64(other) == Some(id.number)
    } else if vm.is_number(other) {
        let number = vm.new_int(id.number);
        return vm.compare(comparison, &number, other);
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(equal == (comparison == Comparison::Eq)))
}

fn end<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let name = match own(vm, value)?.end {
        End::Both => "both",
        End::Send => "send",
        End::Receive => "recv",
    };
    Ok(vm.intern(name).into_value())
}

fn with_end<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, end: End) -> Return<R> {
    let id = own(vm, value)?;
    find_or_make(vm, id.number, end, id.resolve)
}

/// The class, which is made when it is first asked for: an ID may arrive where nobody has imported the module.
pub(super) fn class<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    if let Some(class) = vm.registered_class::<ChannelId>() {
        return class;
    }
    ClassBuilder::new::<ChannelId>(vm, MODULE, "ChannelID", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", str),
            ("__int__(self, /)", int),
            ("__index__(self, /)", int),
            ("__hash__(self, /)", hash),
        ])
        .methods(&interpreter::comparisons!(compare_any))
        .getter("end", end)
        .getter("send", |vm, value| with_end(vm, value, End::Send))
        .getter("recv", |vm, value| with_end(vm, value, End::Receive))
        .finish()
}

/// There is no order.
fn compare_any<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    match comparison {
        Comparison::Eq | Comparison::Ne => compare(vm, arguments, comparison),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Where the module keeps the classes that `_register_end_types()` is given.
const SEND_CHANNEL: &str = "_send_channel_type";
const RECEIVE_CHANNEL: &str = "_recv_channel_type";

pub(super) fn register_end_types<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    for (class, name) in arguments.iter().zip(["send", "recv"]) {
        if class.as_ref::<Class<R>>().is_none() {
            return Err(vm.type_error(&format!("expected a type for '{name}'")));
        }
    }
    let module = vm.import_module(MODULE)?;
    for (class, name) in arguments.iter().zip([SEND_CHANNEL, RECEIVE_CHANNEL]) {
        vm.module_set(&module, name, class.clone());
    }
    Ok(Value::NONE)
}

/// The class of the library's ends; who defines it is imported if it is not there.
fn end_class<R: Runtime>(vm: &mut Vm<R>, end: End) -> Return<R> {
    let name = if end == End::Send { SEND_CHANNEL } else { RECEIVE_CHANNEL };
    if let Some(class) = loaded_class(vm, MODULE, name) {
        return Ok(class.into_value());
    }
    match vm.import_module("concurrent.interpreters._channels") {
        Err(raised) if is_error(vm, &raised) => vm.import_module("test.support.channels")?,
        result => result?,
    };
    let module = vm.import_module(MODULE)?;
    vm.get_attr_str(&module, name)
}

/// Whether it is an end that the library has made of a channel.
fn is_end<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let own = vm.class_of(value);
    [SEND_CHANNEL, RECEIVE_CHANNEL]
        .into_iter()
        .any(|name| loaded_class(vm, MODULE, name).is_some_and(|class| class.value().is(own.value())))
}

/// Whether it is a channel's ID, or an end that the library has made of it.
pub(crate) fn is_channel<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    value.as_ref::<ChannelId>().is_some() || is_end(vm, value)
}

/// A channel's ID on its way, or an end that the library has made of it.
pub(crate) struct Traveller {
    number: i64,
    end: End,
    resolve: bool,
    /// Whether it is the library's.
    is_end: bool,
    keeps: Option<Handle<Channel>>,
}

/// What travels for a value that [is a channel](is_channel).
pub(crate) fn traveller<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Traveller> {
    let is_end = value.as_ref::<ChannelId>().is_none();
    let id = if is_end { vm.get_attr_str(value, "_id")? } else { value.clone() };
    let Some(id) = id.as_ref::<ChannelId>() else {
        let given = vm.type_name(&id);
        let message = format!("'_id' attribute must be an {MODULE}.ChannelID object, not {given}");
        return Err(vm.type_error(&message));
    };
    let keeps = Handle::of(&channels(vm), id.number);
    Ok(Traveller { number: id.number, end: id.end, resolve: id.resolve, is_end, keeps })
}

impl Traveller {
    /// Makes it anew.
    pub(crate) fn arrive<R: Runtime>(self, vm: &mut Vm<R>) -> Return<R> {
        let id = find(vm, self.number, self.end, false)?;
        drop(self.keeps);
        if self.is_end {
            let class = end_class(vm, self.end)?;
            return vm.call(&class, &[id]);
        }
        if self.end == End::Both || !self.resolve {
            return Ok(id);
        }
        let resolved = end_class(vm, self.end).and_then(|class| vm.call(&class, std::slice::from_ref(&id)));
        match resolved {
            Err(raised) if is_error(vm, &raised) => Ok(id),
            result => result,
        }
    }
}

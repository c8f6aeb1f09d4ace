//! Buffered binary streams: reading, writing, both at random.

mod raw;
mod reading;
mod writing;

use super::base::{Bases, cannot_pickle, check_readable, check_seekable, check_writable};
use super::{BUFFER_SIZE, both, unsupported};
use crate::exclusive::Exclusive;
use interpreter::{Return, Vm};
use num_traits::ToPrimitive;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};
pub(super) use reading::read_chunk;
use reading::{forget, peek, read, read1, readinto, readinto1, readline, seek_ahead};
use writing::{flush, flush_behind, write};
pub(super) use writing::{flush_stream, write_data};

/// The payload of `BufferedReader`, `BufferedWriter` and `BufferedRandom`.
pub(super) struct Buffered<R: Runtime> {
    state: Guarded<State<R>>,
    pub(super) exclusive: Exclusive,
}

/// What changes; only by the thread that is in the stream.
pub(super) struct State<R: Runtime> {
    /// Unbound before it is given and after it was detached.
    raw: Value<R>,
    /// What was read ahead begins at `start`.
    ahead: Vec<u8>,
    start: usize,
    /// What is not written yet.
    behind: Vec<u8>,
    capacity: usize,
    can_read: bool,
    can_write: bool,
}

// SAFETY: guarded, and a lock.
unsafe impl<R: Runtime> Payload<R> for Buffered<R> {
    const NAME: &'static str = "Buffered";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { &self.state.get().raw });
    }
}

impl<R: Runtime> Guard<R> for Buffered<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

fn stream_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Buffered<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a buffered stream"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let state = State {
        raw: Value::UNBOUND,
        ahead: vec![],
        start: 0,
        behind: vec![],
        capacity: BUFFER_SIZE,
        can_read: false,
        can_write: false,
    };
    vm.new_object_of(&class, Buffered { state: Guarded::new(state), exclusive: Exclusive::default() })
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], can_read: bool, can_write: bool) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let raw = arguments[1].clone();
    let capacity = match arguments[2].given() {
        Some(capacity) => vm.index(capacity)?,
        None => BUFFER_SIZE as i64,
    };
    if can_read && can_write {
        check_seekable(vm, &arguments[1..2])?;
    }
    if can_read {
        check_readable(vm, &arguments[1..2])?;
    }
    if can_write {
        check_writable(vm, &arguments[1..2])?;
    }
    if capacity <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    let mut state = vm.lock(&stream);
    (state.capacity, state.can_read, state.can_write) = (capacity as usize, can_read, can_write);
    let old = std::mem::replace(&mut state.raw, raw);
    drop(state);
    drop(old);
    Ok(Value::NONE)
}

fn init_reader<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init(vm, arguments, true, false)
}

fn init_writer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init(vm, arguments, false, true)
}

fn init_random<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    init(vm, arguments, true, true)
}

/// The raw stream, unless there is none: not yet, or no more, which None stands for.
fn raw_of<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>) -> Return<R> {
    let raw = vm.lock(stream).raw.clone();
    match &raw {
        raw if raw.is_unbound() => Err(vm.value_error("I/O operation on uninitialized object")),
        raw if raw.is_none() => Err(vm.value_error("raw stream has been detached")),
        _ => Ok(raw),
    }
}

/// What is said of a closed stream whatever is done to it.
const TOUCHED: &str = "I/O operation on closed file.";

/// The raw stream, open; else an error that says this.
fn open_raw<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>, message: &str) -> Return<R> {
    let raw = raw_of(vm, stream)?;
    let value = vm.get_attr_str(&raw, "closed")?;
    if vm.truth(&value)? { Err(vm.value_error(message)) } else { Ok(raw) }
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)? as i32,
        None => libc::SEEK_SET,
    };
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(&format!("whence value {whence} unsupported")));
    }
    let raw = open_raw(vm, &stream, "seek of closed file")?;
    check_seekable(vm, std::slice::from_ref(&raw))?;
    let Some(offset) = vm.index_integer(&arguments[1])?.to_i64() else {
        return Err(vm.value_error("cannot fit 'int' into an offset-sized integer"));
    };
    let position = stream.exclusive.run(vm, |vm| {
        if let Some(position) = seek_ahead(vm, &stream, &raw, offset, whence)? {
            return Ok(position);
        }
        if !vm.lock(&stream).behind.is_empty() {
            flush_behind(vm, &stream, &raw)?;
        }
        let unread = forget(vm, &stream) as i64;
        let offset = if whence == libc::SEEK_CUR { offset.saturating_sub(unread) } else { offset };
        raw::seek(vm, &raw, offset, whence)
    })?;
    Ok(vm.new_int(position))
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let position = stream.exclusive.run(vm, |vm| {
        let raw = open_raw(vm, &stream, TOUCHED)?;
        let position = raw::tell(vm, &raw)?;
        let state = vm.lock(&stream);
        Ok(position - (state.ahead.len() - state.start) as i64 + state.behind.len() as i64)
    })?;
    Ok(vm.new_int(position))
}

fn truncate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    open_raw(vm, &stream, "truncate of closed file")?;
    if !vm.lock(&stream).can_write {
        return Err(unsupported(vm, "truncate"));
    }
    // Where the raw stream is then is where this one is.
    flush_stream(vm, &arguments[0])?;
    let raw = open_raw(vm, &stream, "truncate of closed file")?;
    let length = arguments[1].some().cloned().unwrap_or(Value::NONE);
    vm.call_method(&raw, "truncate", &[length])
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let raw = raw_of(vm, &stream)?;
    let value = vm.get_attr_str(&raw, "closed")?;
    if vm.truth(&value)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&arguments[0], "flush", &[]);
    let closed = vm.call_method(&raw, "close", &[]);
    both(vm, flushed, closed)
}

fn detach<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    vm.call_method(&arguments[0], "flush", &[])?;
    raw_of(vm, &stream)?;
    Ok(std::mem::replace(&mut vm.lock(&stream).raw, Value::NONE))
}

macro_rules! forwarded {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let stream = stream_of(vm, &arguments[0])?;
            let raw = raw_of(vm, &stream)?;
            vm.call_method(&raw, stringify!($name), &[])
        })*
    };
}

forwarded! { fileno isatty readable writable seekable }

macro_rules! forwarded_attributes {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
            let stream = stream_of(vm, stream)?;
            let raw = raw_of(vm, &stream)?;
            vm.get_attr_str(&raw, stringify!($name))
        })*
    };
}

forwarded_attributes! { name mode }

fn is_closed<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let raw = raw_of(vm, &stream)?;
    vm.get_attr_str(&raw, "closed")
}

fn raw<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R> {
    let stream = stream_of(vm, stream)?;
    let raw = vm.lock(&stream).raw.clone();
    Ok(if raw.is_unbound() { Value::NONE } else { raw })
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let class = class.shown_name();
    let text = match vm.find_attr_str(&arguments[0], "name") {
        Ok(Some(name)) => format!("<{class} name={}>", vm.repr_string(&name)?),
        _ => format!("<{class}>"),
    };
    Ok(vm.new_string(text))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let both: &[(&str, interpreter::NativeCall<R>)] = &[
        ("seek(self, target, whence=0, /)", seek),
        ("tell(self, /)", tell),
        ("truncate(self, pos=None, /)", truncate),
        ("flush(self, /)", flush),
        ("close(self, /)", close),
        ("detach(self, /)", detach),
        ("fileno(self, /)", fileno),
        ("isatty(self, /)", isatty),
        ("seekable(self, /)", seekable),
        ("__repr__(self, /)", repr),
        ("__getstate__(self, /)", cannot_pickle),
    ];
    let reads: &[(&str, interpreter::NativeCall<R>)] = &[
        ("read(self, size=-1, /)", read),
        ("read1(self, size=-1, /)", read1),
        ("readinto(self, buffer, /)", readinto),
        ("readinto1(self, buffer, /)", readinto1),
        ("readline(self, size=-1, /)", readline),
        ("peek(self, size=0, /)", peek),
        ("readable(self, /)", readable),
    ];
    let writes: &[(&str, interpreter::NativeCall<R>)] =
        &[("write(self, buffer, /)", write), ("writable(self, /)", writable)];
    type Init<R> = (&'static str, interpreter::NativeCall<R>, bool, bool);
    let classes: [Init<R>; 3] = [
        ("BufferedReader", init_reader, true, false),
        ("BufferedWriter", init_writer, false, true),
        ("BufferedRandom", init_random, true, true),
    ];
    for (class, init, can_read, can_write) in classes {
        let mut builder = super::class::<R, Buffered<R>>(vm, class, &bases.buffered)
            .constructor("__new__(cls, *args, **kwargs)", new)
            .method("__init__(self, raw, buffer_size=131072)", init)
            .methods(both)
            .getter("closed", is_closed)
            .getter("raw", raw)
            .getter("name", name)
            .getter("mode", mode);
        if can_read {
            builder = builder.methods(reads);
        }
        if can_write {
            builder = builder.methods(writes);
        }
        let finished = builder.finish();
        vm.module_set(module, class, finished.into_value());
    }
}

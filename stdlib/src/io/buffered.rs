//! Buffered binary streams: reading, writing, both at random.

use super::base::{Bases, fill, room};
use super::file::{self, File};
use super::{BUFFER_SIZE, both, size, unsupported};
use crate::exclusive::Exclusive;
use interpreter::{Raised, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

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
    if capacity <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    for (needed, method, message) in [
        (can_read, "readable", "File or stream is not readable."),
        (can_write, "writable", "File or stream is not writable."),
        (can_read && can_write, "seekable", "File or stream is not seekable."),
    ] {
        if needed {
            let answer = vm.call_method(&raw, method, &[])?;
            if !vm.truth(&answer)? {
                return Err(unsupported(vm, message));
            }
        }
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

fn readable_raw<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>, message: &str) -> Return<R> {
    if !vm.lock(stream).can_read {
        return Err(unsupported(vm, "read"));
    }
    let raw = open_raw(vm, stream, message)?;
    if !vm.lock(stream).behind.is_empty() {
        flush_behind(vm, stream, &raw)?;
    }
    Ok(raw)
}

/// Exactly a `FileIO`, which is read and written without a call.
fn is_plain(raw: &Value<impl Runtime>) -> bool {
    raw.as_ref::<File>().is_some() && raw.shape().is_some_and(|shape| !shape.is_heap())
}

/// Reads once from the raw stream; None if it would block.
fn read_raw<R: Runtime>(
    vm: &mut Vm<R>,
    raw: &Value<R>,
    data: &mut Vec<u8>,
    wanted: usize,
) -> Return<R, Option<usize>> {
    if is_plain(raw) {
        return file::read_some(vm, raw, data, wanted);
    }
    let buffer = vm.new_bytearray(vec![0; wanted]);
    let count = vm.call_method(raw, "readinto", std::slice::from_ref(&buffer))?;
    if count.is_none() {
        return Ok(None);
    }
    let count = vm.index(&count)?;
    if count < 0 || count as usize > wanted {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(
            &class,
            &format!(
                "raw readinto() returned invalid length {count} (should have been between 0 and {wanted})"
            ),
        ));
    }
    let bytes = vm.expect_bytes_like(&buffer)?;
    data.extend_from_slice(&bytes[..(count as usize).min(bytes.len())]);
    Ok(Some(count as usize))
}

/// How many of `most` bytes a raw stream says that it has taken; None if it would block.
fn written_count<R: Runtime>(vm: &mut Vm<R>, count: &Value<R>, most: usize) -> Return<R, Option<usize>> {
    let Some(count) = count.some() else { return Ok(None) };
    let count = vm.index(count)?;
    match usize::try_from(count) {
        Ok(taken) if taken <= most => Ok(Some(taken)),
        _ => {
            let class = vm.exceptions().os_error.clone();
            let message = format!(
                "raw write() returned invalid length {count} (should have been between 0 and {most})"
            );
            Err(vm.raise_message(&class, &message))
        }
    }
}

/// Writes all that waits to be written.
fn flush_behind<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>, raw: &Value<R>) -> Return<R, ()> {
    let data = std::mem::take(&mut vm.lock(stream).behind);
    let mut written = 0;
    while written < data.len() {
        let result = if is_plain(raw) {
            file::write_some(vm, raw, &data[written..])
        } else {
            let part = vm.new_bytes(&data[written..]);
            vm.call_method(raw, "write", &[part])
                .and_then(|count| written_count(vm, &count, data.len() - written))
        };
        match result {
            Ok(Some(count)) => written += count,
            other => {
                // What was not written still waits, before anything that has come since.
                let mut rest = data[written..].to_vec();
                let mut state = vm.lock(stream);
                rest.append(&mut state.behind);
                state.behind = rest;
                drop(state);
                other?;
                return Err(would_block(vm, 0));
            }
        }
    }
    let mut empty = data;
    empty.clear();
    let mut state = vm.lock(stream);
    if state.behind.is_empty() {
        state.behind = empty;
    }
    Ok(())
}

/// The exception of a write of which so many bytes were taken.
fn would_block<R: Runtime>(vm: &mut Vm<R>, taken: usize) -> Raised<R> {
    let raised = vm.os_error(libc::EAGAIN, None);
    let text = vm.new_str("write could not complete without blocking");
    let taken = vm.new_usize(taken);
    let args = vm.new_tuple(vec![vm.new_int(libc::EAGAIN.into()), text.clone(), taken.clone()]);
    vm.set_exception_field(&raised.0, "strerror", text);
    vm.set_exception_field(&raised.0, "characters_written", taken);
    match vm.set_attr_str(&raised.0, "args", args) {
        Ok(()) => raised,
        Err(other) => other,
    }
}

/// Forgets what was read ahead: the raw stream's position is where the next byte would have been read.
fn rewind<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>, raw: &Value<R>) -> Return<R, ()> {
    let mut state = vm.lock(stream);
    let unread = state.ahead.len() - state.start;
    state.ahead.clear();
    state.start = 0;
    drop(state);
    if unread > 0 {
        seek_raw(vm, raw, -(unread as i64), 1)?;
    }
    Ok(())
}

fn seek_raw<R: Runtime>(vm: &mut Vm<R>, raw: &Value<R>, offset: i64, whence: i32) -> Return<R, i64> {
    if is_plain(raw) {
        return file::seek_to(vm, raw, offset, whence);
    }
    let arguments = [vm.new_int(offset), vm.new_int(whence.into())];
    let position = vm.call_method(raw, "seek", &arguments)?;
    valid_position(vm, &position)
}

/// A position that a raw stream tells.
fn valid_position<R: Runtime>(vm: &mut Vm<R>, position: &Value<R>) -> Return<R, i64> {
    let position = vm.index(position)?;
    if position < 0 {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, &format!("Raw stream returned invalid position {position}")));
    }
    Ok(position)
}

/// Takes what was read ahead, at most `limit` bytes.
fn take_ahead<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>, data: &mut Vec<u8>, limit: usize) {
    let mut state = vm.lock(stream);
    let end = state.ahead.len().min(state.start.saturating_add(limit));
    data.extend_from_slice(&state.ahead[state.start..end]);
    state.start = end;
    if end == state.ahead.len() {
        state.ahead.clear();
        state.start = 0;
    }
}

/// Reads ahead; false at the end of the file.
fn read_ahead<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    raw: &Value<R>,
) -> Return<R, Option<bool>> {
    let mut state = vm.lock(stream);
    let mut data = std::mem::take(&mut state.ahead);
    let start = std::mem::take(&mut state.start);
    let capacity = state.capacity;
    drop(state);
    data.drain(..start);
    let result = read_raw(vm, raw, &mut data, capacity);
    vm.lock(stream).ahead = data;
    Ok(result?.map(|count| count > 0))
}

/// Reads until `wanted` bytes are there, or to the end. None if nothing is there and the raw stream would block.
fn read_exactly<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    wanted: Option<usize>,
) -> Return<R, Option<Vec<u8>>> {
    let raw = readable_raw(vm, stream, "read of closed file")?;
    let mut data = Vec::new();
    take_ahead(vm, stream, &mut data, wanted.unwrap_or(usize::MAX));
    let Some(wanted) = wanted else {
        if is_plain(&raw) {
            let ended = file::read_to_end(vm, &raw, &mut data)?;
            return Ok((ended || !data.is_empty()).then_some(data));
        }
        loop {
            match read_raw(vm, &raw, &mut data, BUFFER_SIZE)? {
                Some(0) => return Ok(Some(data)),
                None => return Ok(if data.is_empty() { None } else { Some(data) }),
                Some(_) => {}
            }
        }
    };
    while data.len() < wanted {
        let missing = wanted - data.len();
        let capacity = vm.lock(stream).capacity;
        if missing >= capacity {
            match read_raw(vm, &raw, &mut data, missing.min(64 << 20))? {
                Some(0) => break,
                None if data.is_empty() => return Ok(None),
                None => break,
                Some(_) => {}
            }
        } else {
            match read_ahead(vm, stream, &raw)? {
                Some(false) => break,
                None if data.is_empty() => return Ok(None),
                None => break,
                Some(true) => take_ahead(vm, stream, &mut data, missing),
            }
        }
    }
    Ok(Some(data))
}

/// What is there, or what one read of the raw stream brings: for streams on top of this one.
pub(super) fn read_chunk<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Value<R>,
    limit: usize,
) -> Return<R, Option<Vec<u8>>> {
    let stream = stream_of(vm, stream)?;
    stream.exclusive.run(vm, |vm| {
        let raw = readable_raw(vm, &stream, "read of closed file")?;
        let mut data = Vec::new();
        take_ahead(vm, &stream, &mut data, limit);
        if data.is_empty() && limit > 0 {
            match read_ahead(vm, &stream, &raw)? {
                None => return Ok(None),
                Some(_) => take_ahead(vm, &stream, &mut data, limit),
            }
        }
        Ok(Some(data))
    })
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    if let Some(wanted) = arguments[1].some()
        && vm.as_i64(wanted).is_some_and(|wanted| wanted < -1)
    {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let wanted = size(vm, &arguments[1])?;
    let data = stream.exclusive.run(vm, |vm| read_exactly(vm, &stream, wanted))?;
    Ok(data.map_or(Value::NONE, |data| vm.new_bytes(&data)))
}

fn read1<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wanted = size(vm, &arguments[1])?.unwrap_or(BUFFER_SIZE);
    let data = read_chunk(vm, &arguments[0], wanted)?;
    Ok(vm.new_bytes(&data.unwrap_or_default()))
}

fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (stream_of(vm, &arguments[0])?, room(vm, &arguments[1])?);
    match stream.exclusive.run(vm, |vm| read_exactly(vm, &stream, Some(wanted)))? {
        Some(data) => fill(vm, &arguments[1], &data),
        None => Ok(Value::NONE),
    }
}

fn readinto1<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (stream_of(vm, &arguments[0])?, room(vm, &arguments[1])?);
    let data = stream.exclusive.run(vm, |vm| {
        let raw = readable_raw(vm, &stream, "readinto of closed file")?;
        let mut data = Vec::new();
        take_ahead(vm, &stream, &mut data, wanted);
        let missing = wanted - data.len();
        let capacity = vm.lock(&stream).capacity;
        if missing > capacity {
            // At most one read, past the buffer.
            let read = read_raw(vm, &raw, &mut data, missing.min(64 << 20))?;
            return Ok(if read.is_none() && data.is_empty() { None } else { Some(data) });
        }
        if missing > 0 && data.is_empty() {
            match read_ahead(vm, &stream, &raw)? {
                None => return Ok(None),
                Some(_) => take_ahead(vm, &stream, &mut data, wanted),
            }
        }
        Ok(Some(data))
    })?;
    match data {
        Some(data) => fill(vm, &arguments[1], &data),
        None => Ok(Value::NONE),
    }
}

fn peek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let data = stream.exclusive.run(vm, |vm| {
        let raw = readable_raw(vm, &stream, "peek of closed file")?;
        if vm.lock(&stream).ahead.is_empty() {
            read_ahead(vm, &stream, &raw)?;
        }
        let state = vm.lock(&stream);
        Ok(state.ahead[state.start..].to_vec())
    })?;
    Ok(vm.new_bytes(&data))
}

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?.unwrap_or(usize::MAX);
    let line = stream.exclusive.run(vm, |vm| {
        let raw = readable_raw(vm, &stream, "readline of closed file")?;
        let mut line = Vec::new();
        loop {
            let state = vm.lock(&stream);
            let found = state.ahead[state.start..].iter().position(|&byte| byte == b'\n').map(|end| end + 1);
            drop(state);
            let room = limit - line.len();
            take_ahead(vm, &stream, &mut line, found.unwrap_or(usize::MAX).min(room));
            if found.is_some() || line.len() >= limit || read_ahead(vm, &stream, &raw)? != Some(true) {
                return Ok(line);
            }
        }
    })?;
    Ok(vm.new_bytes(&line))
}

/// The raw stream would block while there is more than the buffer holds: as much of `data` waits as there is room for.
/// `behind` says that it waits already.
fn take_what_fits<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    data: &[u8],
    raised: Raised<R>,
    behind: bool,
) -> Return<R, ()> {
    let blocking = vm.exceptions().blocking_io_error.clone();
    if !vm.is_instance(&raised.0, &blocking) {
        return Err(raised);
    }
    let mut state = vm.lock(stream);
    let taken = if behind {
        let excess = state.behind.len().saturating_sub(state.capacity);
        let length = state.behind.len() - excess;
        state.behind.truncate(length);
        data.len().saturating_sub(excess)
    } else {
        let room = state.capacity.saturating_sub(state.behind.len()).min(data.len());
        state.behind.extend_from_slice(&data[..room]);
        room
    };
    drop(state);
    if taken == data.len() { Ok(()) } else { Err(would_block(vm, taken)) }
}

/// Writes to the buffer, and what does not fit there to the raw stream.
pub(super) fn write_data<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>, data: &[u8]) -> Return<R, ()> {
    let stream = stream_of(vm, stream)?;
    stream.exclusive.run(vm, |vm| {
        let state = vm.lock(&stream);
        let (can_write, read_ahead) = (state.can_write, !state.ahead.is_empty());
        drop(state);
        if !can_write {
            return Err(unsupported(vm, "write"));
        }
        let raw = open_raw(vm, &stream, "write to closed file")?;
        if read_ahead {
            rewind(vm, &stream, &raw)?;
        }
        let mut state = vm.lock(&stream);
        let full = state.behind.len() + data.len() > state.capacity;
        if !full {
            state.behind.extend_from_slice(data);
            return Ok(());
        }
        drop(state);
        if let Err(raised) = flush_behind(vm, &stream, &raw) {
            return take_what_fits(vm, &stream, data, raised, false);
        }
        let mut state = vm.lock(&stream);
        state.behind.extend_from_slice(data);
        let full = state.behind.len() > state.capacity;
        drop(state);
        if full && let Err(raised) = flush_behind(vm, &stream, &raw) {
            return take_what_fits(vm, &stream, data, raised, true);
        }
        Ok(())
    })
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.as_str(&arguments[1]).is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = vm.expect_bytes_like(&arguments[1])?;
    write_data(vm, &arguments[0], &data)?;
    Ok(vm.new_usize(data.len()))
}

/// Writes what waits; leaves the raw stream where the program thinks it is.
pub(super) fn flush_stream<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R, ()> {
    let stream = stream_of(vm, stream)?;
    let message = if vm.lock(&stream).can_write { "flush of closed file" } else { TOUCHED };
    stream.exclusive.run(vm, |vm| {
        let raw = open_raw(vm, &stream, message)?;
        let state = vm.lock(&stream);
        let (behind, ahead) = (!state.behind.is_empty(), state.can_write && !state.ahead.is_empty());
        drop(state);
        if behind {
            flush_behind(vm, &stream, &raw)?;
        }
        if ahead {
            rewind(vm, &stream, &raw)?;
        }
        Ok(())
    })
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    flush_stream(vm, &arguments[0])?;
    let stream = stream_of(vm, &arguments[0])?;
    let raw = raw_of(vm, &stream)?;
    if is_plain(&raw) { Ok(Value::NONE) } else { vm.call_method(&raw, "flush", &[]) }
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let offset = vm.index(&arguments[1])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)? as i32,
        None => 0,
    };
    if !(0..=4).contains(&whence) {
        return Err(vm.value_error(&format!("whence value {whence} unsupported")));
    }
    let position = stream.exclusive.run(vm, |vm| {
        let raw = open_raw(vm, &stream, "seek of closed file")?;
        if !vm.lock(&stream).behind.is_empty() {
            flush_behind(vm, &stream, &raw)?;
        }
        let mut state = vm.lock(&stream);
        let unread = (state.ahead.len() - state.start) as i64;
        state.ahead.clear();
        state.start = 0;
        drop(state);
        let offset = if whence == 1 { offset - unread } else { offset };
        seek_raw(vm, &raw, offset, whence)
    })?;
    Ok(vm.new_int(position))
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let position = stream.exclusive.run(vm, |vm| {
        let raw = open_raw(vm, &stream, TOUCHED)?;
        let position = seek_raw(vm, &raw, 0, 1)?;
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
    flush_stream(vm, &arguments[0])?;
    let length = match arguments[1].some() {
        Some(length) => length.clone(),
        None => tell(vm, &arguments[..1])?,
    };
    let raw = open_raw(vm, &stream, "truncate of closed file")?;
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

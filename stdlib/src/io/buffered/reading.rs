//! Reading ahead: what was read of the raw stream and not asked for yet.

use super::writing::flush_behind;
use super::{Buffered, open_raw, raw, stream_of};
use crate::io::base::{fill, room};
use crate::io::{BUFFER_SIZE, size, unsupported};
use interpreter::{Return, Vm};
use object_model::{Ref, Runtime, Value};

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

/// Forgets what was read ahead, and says how much that was.
pub(super) fn forget<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Buffered<R>>) -> usize {
    let mut state = vm.lock(stream);
    let unread = state.ahead.len() - state.start;
    state.ahead.clear();
    state.start = 0;
    unread
}

/// Forgets what was read ahead: the raw stream's position is where the next byte would have been read.
pub(super) fn rewind<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    raw: &Value<R>,
) -> Return<R, ()> {
    let unread = forget(vm, stream);
    if unread > 0 {
        raw::seek(vm, raw, -(unread as i64), libc::SEEK_CUR)?;
    }
    Ok(())
}

/// Goes to a position within what was read ahead, if it is there: counted from the beginning of the stream, or from where it is.
/// Answers the position from the beginning.
pub(super) fn seek_ahead<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    raw: &Value<R>,
    offset: i64,
    whence: i32,
) -> Return<R, Option<i64>> {
    if vm.lock(stream).ahead.is_empty() || !matches!(whence, libc::SEEK_SET | libc::SEEK_CUR) {
        return Ok(None);
    }
    let end = raw::tell(vm, raw)?;
    let mut state = vm.lock(stream);
    let begin = end - state.ahead.len() as i64;
    let from = if whence == libc::SEEK_CUR { begin + state.start as i64 } else { 0 };
    let position = from.saturating_add(offset);
    if !(begin..=end).contains(&position) {
        return Ok(None);
    }
    state.start = (position - begin) as usize;
    if position == end {
        state.ahead.clear();
        state.start = 0;
    }
    Ok(Some(position))
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
    let result = raw::read(vm, raw, &mut data, capacity);
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
        let ended = raw::read_to_end(vm, &raw, &mut data)?;
        return Ok((ended || !data.is_empty()).then_some(data));
    };
    while data.len() < wanted {
        let missing = wanted - data.len();
        let capacity = vm.lock(stream).capacity;
        if missing >= capacity {
            match raw::read(vm, &raw, &mut data, missing.min(64 << 20))? {
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
pub(in crate::io) fn read_chunk<R: Runtime>(
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

pub(super) fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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

pub(super) fn read1<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wanted = size(vm, &arguments[1])?.unwrap_or(BUFFER_SIZE);
    let data = read_chunk(vm, &arguments[0], wanted)?;
    Ok(vm.new_bytes(&data.unwrap_or_default()))
}

pub(super) fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (stream_of(vm, &arguments[0])?, room(vm, &arguments[1])?);
    match stream.exclusive.run(vm, |vm| read_exactly(vm, &stream, Some(wanted)))? {
        Some(data) => fill(vm, &arguments[1], &data),
        None => Ok(Value::NONE),
    }
}

pub(super) fn readinto1<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (stream, wanted) = (stream_of(vm, &arguments[0])?, room(vm, &arguments[1])?);
    let data = stream.exclusive.run(vm, |vm| {
        let raw = readable_raw(vm, &stream, "readinto of closed file")?;
        let mut data = Vec::new();
        take_ahead(vm, &stream, &mut data, wanted);
        let missing = wanted - data.len();
        let capacity = vm.lock(&stream).capacity;
        if missing > capacity {
            // At most one read, past the buffer.
            let read = raw::read(vm, &raw, &mut data, missing.min(64 << 20))?;
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

pub(super) fn peek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    // How much is wanted is a hint that nobody follows.
    if let Some(wanted) = arguments[1].given() {
        vm.index(wanted)?;
    }
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

pub(super) fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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

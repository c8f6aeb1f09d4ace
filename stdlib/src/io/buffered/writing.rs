//! Writing behind: what was given and the raw stream has not taken yet.

use super::reading::rewind;
use super::{Buffered, TOUCHED, open_raw, raw, raw_of, stream_of};
use crate::io::unsupported;
use interpreter::{Raised, Return, Vm};
use object_model::{Ref, Runtime, Value};

/// Writes all that waits to be written.
pub(super) fn flush_behind<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Buffered<R>>,
    raw: &Value<R>,
) -> Return<R, ()> {
    let data = std::mem::take(&mut vm.lock(stream).behind);
    let mut written = 0;
    while written < data.len() {
        match raw::write(vm, raw, &data[written..]) {
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
pub(in crate::io) fn write_data<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>, data: &[u8]) -> Return<R, ()> {
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

pub(super) fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.as_str(&arguments[1]).is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = vm.expect_bytes_like(&arguments[1])?;
    write_data(vm, &arguments[0], &data)?;
    Ok(vm.new_usize(data.len()))
}

/// Writes what waits; leaves the raw stream where the program thinks it is.
pub(in crate::io) fn flush_stream<R: Runtime>(vm: &mut Vm<R>, stream: &Value<R>) -> Return<R, ()> {
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

pub(super) fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    flush_stream(vm, &arguments[0])?;
    let stream = stream_of(vm, &arguments[0])?;
    let raw = raw_of(vm, &stream)?;
    if raw::is_plain(&raw) { Ok(Value::NONE) } else { vm.call_method(&raw, "flush", &[]) }
}

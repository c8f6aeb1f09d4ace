//! Reading text.

use super::writing::{flush_behind, flush_buffer};
use super::{CHUNK, Newline, Text, is_plain, mark, open_buffer, stream_of};
use crate::io::buffered;
use crate::io::{BUFFER_SIZE, closed, size, unsupported};
use interpreter::{Return, Vm};
use object_model::{Ref, Runtime, Value};
use text::codec::Codec;

pub(super) fn readable_buffer<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R> {
    let buffer = open_buffer(vm, stream)?;
    if !vm.lock(stream).can_read {
        let value = vm.get_attr_str(&buffer, "closed")?;
        return Err(if vm.truth(&value)? { closed(vm) } else { unsupported(vm, "not readable") });
    }
    if !vm.lock(stream).behind.is_empty() {
        flush_behind(vm, stream, &buffer)?;
        flush_buffer(vm, &buffer)?;
    }
    let state = vm.lock(stream);
    let lines_are_bytes = matches!(state.codec, Some(Codec::Utf8 | Codec::Ascii | Codec::Latin1));
    if lines_are_bytes || state.transcoded {
        return Ok(buffer);
    }
    let (mut encoding, errors, codec) = (state.encoding.clone(), state.errors.clone(), state.codec);
    if let Some(told) = state.order.and_then(|told| mark::ordered(codec, Some(told))) {
        encoding = told.name().to_owned();
    }
    let state_order = state.order;
    drop(state);
    let source = read_rest(vm, &buffer)?;
    let data = vm.new_bytes(&source);
    mark::check(vm, codec, state_order, &data)?;
    let decoded = vm.decode(&data, &encoding, &errors)?;
    let decoded = vm.as_str(&decoded).unwrap_or_default().as_bytes().to_vec();
    let mut state = vm.lock(stream);
    (state.ahead, state.start, state.transcoded) = (decoded, 0, true);
    if state.order.is_none() {
        state.order = mark::order(codec, &source);
    }
    state.source = source;
    Ok(buffer)
}

/// What a method of the buffer has read.
fn bytes_read<R: Runtime>(vm: &mut Vm<R>, data: &Value<R>, method: &str) -> Return<R, Vec<u8>> {
    match vm.bytes_like(data) {
        Some(data) => Ok(data.into_owned()),
        None => {
            let name = vm.type_name(data);
            let message =
                format!("underlying {method}() should have returned a bytes-like object, not '{name}'");
            Err(vm.type_error(&message))
        }
    }
}

/// All that the buffer can give; BlockingIOError if it is one that does not wait and has nothing now.
fn read_rest<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>) -> Return<R, Vec<u8>> {
    let rest = vm.call_method(buffer, "read", &[])?;
    if rest.is_none() {
        let class = vm.exceptions().blocking_io_error.clone();
        return Err(vm.raise_message(&class, "Read returned None."));
    }
    bytes_read(vm, &rest, "read")
}

/// Reads more; false at the end.
pub(super) fn read_ahead<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Text<R>>,
    buffer: &Value<R>,
) -> Return<R, bool> {
    if vm.lock(stream).transcoded {
        return Ok(false);
    }
    let state = vm.lock(stream);
    let (chunk, can_write) = (state.chunk, state.can_write);
    drop(state);
    let data = if is_plain(buffer) {
        // How much is read matters to those who write then, or who ask for it.
        let limit = if chunk == CHUNK && !can_write { BUFFER_SIZE } else { chunk };
        buffered::read_chunk(vm, buffer, limit)?.unwrap_or_default()
    } else {
        let method = if vm.find_attr_str(buffer, "read1")?.is_some() { "read1" } else { "read" };
        let data = vm.call_method(buffer, method, &[vm.new_usize(chunk)])?;
        bytes_read(vm, &data, method)?
    };
    let mut state = vm.lock(stream);
    let start = std::mem::take(&mut state.start);
    state.ahead.drain(..start);
    state.ahead.extend_from_slice(&data);
    Ok(!data.is_empty())
}

/// Takes so many of the bytes read ahead, as text.
pub(super) fn take<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>, length: usize) -> Return<R, String> {
    let mut state = vm.lock(stream);
    let start = state.start;
    state.start += length;
    let codec = if state.transcoded { Codec::Utf8 } else { state.codec.unwrap_or(Codec::Utf8) };
    let (handler, newline) = (state.handler, state.newline);
    let mut seen = state.seen;
    let bytes = &state.ahead[start..start + length];
    if matches!(newline, Newline::Universal | Newline::Any) {
        seen.note(bytes);
    }
    let decoded = match (codec, std::str::from_utf8(bytes)) {
        (Codec::Utf8, Ok(text)) => Ok(newline.received(text).into_owned()),
        _ => text::codec::decode(codec, bytes, handler).map(|text| newline.received(&text).into_owned()),
    };
    let failed = if decoded.is_err() { bytes.to_vec() } else { vec![] };
    state.seen = seen;
    if state.start == state.ahead.len() {
        state.ahead.clear();
        state.start = 0;
    }
    drop(state);
    decoded.map_err(|failure| {
        let bytes = vm.new_bytes(&failed);
        vm.codec_failure(failure, &bytes)
    })
}

/// The length in bytes of the first `wanted` characters, and how many are missing. A line end that is read as one character
/// counts as one.
pub(super) fn measure(
    bytes: &[u8],
    codec: Codec,
    newline: Newline,
    wanted: usize,
    is_last: bool,
) -> (usize, usize) {
    let (mut index, mut left) = (0, wanted);
    while left > 0 && index < bytes.len() {
        let byte = bytes[index];
        let length = match codec {
            Codec::Utf8 => match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => 1,
            },
            _ => 1,
        };
        let length = if byte == b'\r' && newline == Newline::Universal {
            match bytes.get(index + 1) {
                Some(b'\n') => 2,
                None if !is_last => break,
                _ => 1,
            }
        } else {
            length
        };
        if index + length > bytes.len() && !is_last {
            break;
        }
        index = (index + length).min(bytes.len());
        left -= 1;
    }
    (index, left)
}

pub(super) fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let wanted = size(vm, &arguments[1])?;
    let text = stream.exclusive.run(vm, |vm| {
        let buffer = readable_buffer(vm, &stream)?;
        let Some(wanted) = wanted else {
            if !vm.lock(&stream).transcoded {
                let rest = read_rest(vm, &buffer)?;
                vm.lock(&stream).ahead.extend_from_slice(&rest);
            }
            let state = vm.lock(&stream);
            let length = state.ahead.len() - state.start;
            drop(state);
            return take(vm, &stream, length);
        };
        let mut is_last = false;
        loop {
            let state = vm.lock(&stream);
            let codec = if state.transcoded { Codec::Utf8 } else { state.codec.unwrap_or(Codec::Utf8) };
            let (length, missing) =
                measure(&state.ahead[state.start..], codec, state.newline, wanted, is_last);
            drop(state);
            if missing == 0 || is_last {
                return take(vm, &stream, length);
            }
            is_last = !read_ahead(vm, &stream, &buffer)?;
        }
    })?;
    Ok(vm.new_string(text))
}

pub(super) fn read_line<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R, String> {
    stream.exclusive.run(vm, |vm| {
        let buffer = readable_buffer(vm, stream)?;
        loop {
            let state = vm.lock(stream);
            let rest = &state.ahead[state.start..];
            let end = state.newline.line_end(rest);
            // A carriage return at the very end may be half of a line end.
            let half = end == Some(rest.len())
                && rest.ends_with(b"\r")
                && matches!(state.newline, Newline::Universal | Newline::Any);
            let length = rest.len();
            drop(state);
            if let (Some(end), false) = (end, half) {
                return take(vm, stream, end);
            }
            if !read_ahead(vm, stream, &buffer)? {
                return take(vm, stream, end.unwrap_or(length));
            }
        }
    })
}

pub(super) fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let limit = size(vm, &arguments[1])?;
    let Some(limit) = limit else {
        let line = read_line(vm, &stream)?;
        return Ok(vm.new_string(line));
    };
    let mut line = String::new();
    let mut last = String::new();
    for _ in 0..limit {
        let part = read(vm, &[arguments[0].clone(), Value::small_int(1)])?;
        let part = vm.as_str(&part).unwrap_or_default();
        if part.is_empty() || (last == "\r" && part != "\n") {
            break;
        }
        line.push_str(part);
        last = part.to_owned();
        let newline = vm.lock(&stream).newline;
        let done = match newline {
            Newline::Return => line.ends_with('\r'),
            Newline::Both => line.ends_with("\r\n"),
            _ => line.ends_with('\n'),
        };
        if done {
            break;
        }
    }
    Ok(vm.new_string(line))
}

pub(super) fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    vm.lock(&stream).telling = false;
    let line = if arguments[0].shape().is_some_and(|shape| shape.is_heap()) {
        let line = vm.call_method(&arguments[0], "readline", &[])?;
        if vm.len(&line)? == 0 { Value::UNBOUND } else { line }
    } else {
        let line = read_line(vm, &stream)?;
        if line.is_empty() { Value::UNBOUND } else { vm.new_string(line) }
    };
    if line.is_unbound() {
        let mut state = vm.lock(&stream);
        state.telling = state.seekable;
    }
    Ok(line)
}

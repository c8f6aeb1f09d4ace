//! Writing text: encoded at once, and handed to the buffer when a line ends or much of it waits.

use super::{Text, buffer_of, is_plain, mark, open_buffer, stream_of};
use crate::io::buffered;
use crate::io::{closed, unsupported};
use interpreter::{Return, Vm};
use object_model::{Ref, Runtime, Str, Value};
use std::borrow::Cow;
use text::codec::Codec;

/// Hands what waits to the buffer.
pub(super) fn flush_behind<R: Runtime>(
    vm: &mut Vm<R>,
    stream: &Ref<R, Text<R>>,
    buffer: &Value<R>,
) -> Return<R, ()> {
    let data = std::mem::take(&mut vm.lock(stream).behind);
    if data.is_empty() {
        return Ok(());
    }
    if is_plain(buffer) {
        return buffered::write_data(vm, buffer, &data);
    }
    let data = vm.new_bytes(&data);
    vm.call_method(buffer, "write", &[data]).map(drop)
}

pub(super) fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let Some(text) = arguments[1].as_ref::<Str<R>>() else {
        let name = vm.type_name(&arguments[1]);
        return Err(vm.type_error(&format!("write() argument must be str, not {name}")));
    };
    let length = vm.new_usize(text.characters());
    let text = text.as_str();
    let state = vm.lock(&stream);
    let (newline, handler) = (state.newline, state.handler);
    let codec = if state.begins { state.codec } else { mark::unmarked(&state.encoding, state.codec) };
    let simple = matches!(codec, Some(Codec::Utf8)) && !state.transcoded && state.ahead.is_empty();
    let encoding = if codec.is_none() { state.encoding.clone() } else { String::new() };
    drop(state);
    let sent = newline.sent(text);
    let encoded: Cow<'_, [u8]> = match codec {
        // Text without stand-ins for surrogates is UTF-8 already.
        Some(Codec::Utf8) if sent.is_ascii() || !sent.chars().any(text::surrogate::is_surrogate) => {
            Cow::Borrowed(sent.as_bytes())
        }
        Some(codec) => match text::codec::encode(codec, &sent, handler) {
            Ok(encoded) => Cow::Owned(encoded),
            Err(failure) => return Err(vm.codec_failure(failure, &arguments[1])),
        },
        None => {
            let errors = vm.lock(&stream).errors.clone();
            let sent = vm.new_str(&sent);
            let encoded = vm.encode(&sent, &encoding, &errors)?;
            Cow::Owned(vm.as_bytes(&encoded).unwrap_or_default().to_vec())
        }
    };
    if !simple {
        open_buffer(vm, &stream)?;
        // As in CPython, text is written where the buffer stands, behind what was read ahead; that is still to be read from a
        // stream that has no place, of which reading and writing are two.
        stream.exclusive.run(vm, |vm| {
            let mut state = vm.lock(&stream);
            if state.seekable {
                state.forget();
            }
            Ok(())
        })?;
    }
    let mut state = vm.lock(&stream);
    if state.buffer.is_unbound() || state.buffer.is_none() {
        drop(state);
        buffer_of(vm, &stream)?;
        return Ok(Value::NONE);
    }
    if !state.can_write {
        drop(state);
        return Err(unsupported(vm, "not writable"));
    }
    let first = state.behind.is_empty();
    state.begins = false;
    state.behind.extend_from_slice(&encoded);
    let line = state.line_buffering && encoded.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    let due = line || state.write_through || state.behind.len() > state.chunk;
    drop(state);
    if due || first {
        // A closed stream is found out at the first write that would wait in it.
        let checked = open_buffer(vm, &stream).and_then(|buffer| {
            if !due && is_plain(&buffer) {
                let value = vm.get_attr_str(&buffer, "closed")?;
                if vm.truth(&value)? {
                    return Err(closed(vm));
                }
            }
            Ok(buffer)
        });
        let buffer = match checked {
            Ok(buffer) => buffer,
            Err(raised) => {
                vm.lock(&stream).behind.clear();
                return Err(raised);
            }
        };
        if due {
            stream.exclusive.run(vm, |vm| flush_behind(vm, &stream, &buffer))?;
            if line {
                flush_buffer(vm, &buffer)?;
            }
        }
    }
    Ok(length)
}

pub(super) fn flush_buffer<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>) -> Return<R, ()> {
    if is_plain(buffer) {
        return buffered::flush_stream(vm, buffer);
    }
    vm.call_method(buffer, "flush", &[]).map(drop)
}

pub(super) fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let stream = stream_of(vm, &arguments[0])?;
    let buffer = open_buffer(vm, &stream)?;
    let mut state = vm.lock(&stream);
    state.telling = state.seekable;
    drop(state);
    stream.exclusive.run(vm, |vm| flush_behind(vm, &stream, &buffer))?;
    flush_buffer(vm, &buffer)?;
    Ok(Value::NONE)
}

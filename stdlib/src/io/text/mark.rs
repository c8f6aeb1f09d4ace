//! Byte-order marks, and where text stands that was turned into UTF-8.

use super::{State, Text, buffer_of};
use crate::io::unsupported;
use interpreter::{Return, Vm};
use object_model::{Ref, Runtime, Value};
use text::codec::{ByteOrder, Codec, DecodeError, Handler};

const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

fn is_utf_8_sig(encoding: &str) -> bool {
    let normal = encoding.to_ascii_lowercase().replace(['-', ' '], "_");
    matches!(normal.as_str(), "utf_8_sig" | "utf8_sig")
}

/// What follows the first text of a stream is encoded without the mark that stands before it.
pub(super) fn unmarked(encoding: &str, codec: Option<Codec>) -> Option<Codec> {
    match codec {
        Some(Codec::Utf16(None)) => Some(Codec::Utf16(Some(ByteOrder::Little))),
        Some(Codec::Utf32(None)) => Some(Codec::Utf32(Some(ByteOrder::Little))),
        None if is_utf_8_sig(encoding) => Some(Codec::Utf8),
        other => other,
    }
}

/// Finds out whether what is written next begins the stream.
pub(super) fn look<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R, ()> {
    let state = vm.lock(stream);
    let has_mark = unmarked(&state.encoding, state.codec) != state.codec;
    let asked = has_mark && state.seekable && state.can_write;
    drop(state);
    let mut begins = true;
    if asked {
        let buffer = buffer_of(vm, stream)?;
        let position = vm.call_method(&buffer, "tell", &[])?;
        begins = vm.index(&position)? == 0;
    }
    vm.lock(stream).begins = begins;
    Ok(())
}

/// The order of bytes that a mark tells.
pub(super) fn order(codec: Option<Codec>, source: &[u8]) -> Option<ByteOrder> {
    match (codec, source) {
        (Some(Codec::Utf16(None)), [0xFE, 0xFF, ..]) | (Some(Codec::Utf32(None)), [0, 0, 0xFE, 0xFF, ..]) => {
            Some(ByteOrder::Big)
        }
        (Some(Codec::Utf16(None)), [0xFF, 0xFE, ..]) | (Some(Codec::Utf32(None)), [0xFF, 0xFE, 0, 0, ..]) => {
            Some(ByteOrder::Little)
        }
        _ => None,
    }
}

/// What is read by an encoding that a mark completes begins with one.
pub(super) fn check<R: Runtime>(
    vm: &mut Vm<R>,
    codec: Option<Codec>,
    known: Option<ByteOrder>,
    data: &Value<R>,
) -> Return<R, ()> {
    let (encoding, end) = match codec {
        Some(Codec::Utf16(None)) => ("utf-16", 2),
        Some(Codec::Utf32(None)) => ("utf-32", 4),
        _ => return Ok(()),
    };
    let source = vm.as_bytes(data).unwrap_or_default();
    if source.len() < end || known.is_some() || order(codec, source).is_some() {
        return Ok(());
    }
    let reason = "Stream does not start with BOM";
    let failure = DecodeError { encoding, start: 0, end, reason };
    Err(vm.codec_failure(failure.into(), data))
}

/// The encoding of what stands behind a mark which told this order.
pub(super) fn ordered(codec: Option<Codec>, order: Option<ByteOrder>) -> Option<Codec> {
    match codec {
        Some(Codec::Utf16(None)) => Some(Codec::Utf16(order)),
        Some(Codec::Utf32(None)) => Some(Codec::Utf32(order)),
        other => other,
    }
}

/// The length of the mark at the beginning of what was turned into UTF-8.
fn mark_length<R: Runtime>(state: &State<R>) -> usize {
    match state.codec {
        Some(Codec::Utf16(None)) if order(state.codec, &state.source).is_some() => 2,
        Some(Codec::Utf32(None)) if order(state.codec, &state.source).is_some() => 4,
        None if is_utf_8_sig(&state.encoding) && state.source.starts_with(UTF_8_MARK) => UTF_8_MARK.len(),
        _ => 0,
    }
}

/// How many bytes the buffer is ahead of the next character. Text that was turned into UTF-8 is turned back up to there: if the
/// bytes begin so, the character stands behind them.
pub(super) fn unread<R: Runtime>(vm: &mut Vm<R>, stream: &Ref<R, Text<R>>) -> Return<R, i64> {
    let state = vm.lock(stream);
    if !state.transcoded || state.start == state.ahead.len() {
        return Ok((state.ahead.len() - state.start) as i64);
    }
    if state.start == 0 {
        return Ok(state.source.len() as i64);
    }
    let marked = mark_length(&state);
    let told = order(state.codec, &state.source).or(state.order).unwrap_or(ByteOrder::Little);
    let codec = unmarked(&state.encoding, ordered(state.codec, Some(told)));
    let taken = String::from_utf8_lossy(&state.ahead[..state.start]).into_owned();
    let (encoding, errors) = (state.encoding.clone(), state.errors.clone());
    drop(state);
    let encoded = match codec {
        Some(codec) => text::codec::encode(codec, &taken, Handler::Strict).ok(),
        None => {
            let taken = vm.new_str(&taken);
            // What cannot be turned back has no position.
            vm.encode(&taken, &encoding, &errors)
                .ok()
                .and_then(|encoded| Some(vm.as_bytes(&encoded)?.to_vec()))
        }
    };
    let state = vm.lock(stream);
    match encoded {
        Some(encoded) if state.source.get(marked..).is_some_and(|source| source.starts_with(&encoded)) => {
            Ok((state.source.len() - marked - encoded.len()) as i64)
        }
        _ => {
            drop(state);
            Err(unsupported(vm, "telling position disabled for this encoding"))
        }
    }
}

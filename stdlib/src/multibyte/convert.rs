//! Text to bytes and back, step by step, with an error handler for what cannot be converted.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use text::codec::{DecodeError, EncodeError, Replacement};
use text::multibyte::{Encoding, Next, State, Wrong};
use text::surrogate;

fn reason(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Illegal(_) => "illegal multibyte sequence",
        Wrong::Incomplete => "incomplete multibyte sequence",
    }
}

/// How much is wrong, of what is left.
fn extent(wrong: Wrong, left: usize) -> usize {
    match wrong {
        Wrong::Illegal(length) => length.min(left),
        Wrong::Incomplete => left,
    }
}

fn step(
    encoding: &dyn Encoding,
    state: &mut State,
    characters: &[char],
    is_final: bool,
    bytes: &mut Vec<u8>,
) -> Result<usize, Wrong> {
    let next = match characters.get(1) {
        Some(&next) => Next::Character(next),
        None if is_final => Next::End,
        None => Next::Unknown,
    };
    match characters[0] {
        character if surrogate::is_surrogate(character) => Err(Wrong::Illegal(1)),
        character => encoding.encode(state, character, next, bytes),
    }
}

/// Encodes a str, and says how many of its characters. Unless it `is_final`, a character that may belong to the next is
/// left.
pub(super) fn encode<R: Runtime>(
    vm: &mut Vm<R>,
    encoding: &'static dyn Encoding,
    state: &mut State,
    text: &Value<R>,
    errors: &str,
    is_final: bool,
) -> Return<R, (Vec<u8>, usize)> {
    let content = vm.expect_str(text, "")?;
    let characters: Vec<char> = content.chars().collect();
    let mut bytes = Vec::with_capacity(characters.len());
    let mut position = 0;
    while position < characters.len() {
        let rest = &characters[position..];
        let wrong = match step(encoding, state, rest, is_final, &mut bytes) {
            Ok(taken) => {
                position += taken;
                continue;
            }
            Err(Wrong::Incomplete) if !is_final => break,
            Err(wrong) => wrong,
        };
        let end = position + extent(wrong, rest.len());
        let error = EncodeError { encoding: encoding.name(), start: position, end, reason: reason(wrong) };
        let unknown: String = characters[position..end].iter().collect();
        let (replacement, place) = vm.replace_unencodable(error, &unknown, text, errors)?;
        match replacement {
            Replacement::Bytes(replacement) => bytes.extend(replacement),
            Replacement::Text(replacement) => {
                let replacement = vm.new_string(replacement);
                put_replacement(vm, encoding, state, &replacement, &mut bytes)?;
            }
        }
        position = place;
    }
    if is_final {
        encoding.reset_encoder(state, &mut bytes);
    }
    Ok((bytes, position))
}

/// Encodes what a handler put in place, which must be encodable.
fn put_replacement<R: Runtime>(
    vm: &mut Vm<R>,
    encoding: &'static dyn Encoding,
    state: &mut State,
    replacement: &Value<R>,
    bytes: &mut Vec<u8>,
) -> Return<R, ()> {
    let characters: Vec<char> = vm.expect_str(replacement, "")?.chars().collect();
    let mut position = 0;
    while position < characters.len() {
        match step(encoding, state, &characters[position..], true, bytes) {
            Ok(taken) => position += taken,
            Err(wrong) => {
                let end = position + extent(wrong, characters.len() - position);
                let error =
                    EncodeError { encoding: encoding.name(), start: position, end, reason: reason(wrong) };
                return Err(vm.codec_failure(error.into(), replacement));
            }
        }
    }
    Ok(())
}

/// Decodes bytes, and says how many. Unless it `is_final`, a sequence that is cut off at the end is left.
pub(super) fn decode<R: Runtime>(
    vm: &mut Vm<R>,
    encoding: &'static dyn Encoding,
    state: &mut State,
    content: &[u8],
    errors: &str,
    is_final: bool,
) -> Return<R, (String, usize)> {
    let mut text = String::with_capacity(content.len());
    let mut position = 0;
    let mut object = None;
    while let Some(rest) = content.get(position..)
        && !rest.is_empty()
    {
        let wrong = match encoding.decode(state, rest, &mut text) {
            Ok(taken) => {
                position += taken;
                continue;
            }
            Err(Wrong::Incomplete) if !is_final => break,
            Err(wrong) => wrong,
        };
        let end = position + extent(wrong, rest.len());
        let error = DecodeError { encoding: encoding.name(), start: position, end, reason: reason(wrong) };
        let object = object.get_or_insert_with(|| vm.new_bytes(content));
        let (replacement, place) = vm.replace_undecodable(error, content, object, errors)?;
        text.push_str(&replacement);
        position = place;
    }
    Ok((text, position.min(content.len())))
}

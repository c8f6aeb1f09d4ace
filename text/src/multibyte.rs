//! The East Asian encodings, in which a character takes one byte or several.
//!
//! Which code stands for which character is `encoding_rs`'s knowledge, with the differences CPython has from what the Web
//! agreed on; JIS X 0213, which the Web has not, is a table of our own. How codes become bytes is told here, one file for
//! each family. An encoding does one step at a time, so that the caller may stop, ask an error handler and go on.

mod big5;
mod charset;
mod chinese;
mod iso2022;
mod japanese;
mod jisx0213;
mod korean;

/// What an encoding remembers between two steps. The bytes mean the same as in CPython, where a program can see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State(pub [u8; 8]);

/// Why a step was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// This many bytes or characters mean nothing.
    Illegal(usize),
    /// What is there may be the beginning of something.
    Incomplete,
}

/// What comes after a character that is encoded: some characters have a code together with the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This one.
    Character(char),
    /// Nothing.
    End,
    /// More of the text, perhaps.
    Unknown,
}

/// An encoding.
pub trait Encoding: Send + Sync {
    /// What Python calls it.
    fn name(&self) -> &'static str;

    /// What an encoder remembers before its first step.
    fn initial_encoder(&self) -> State {
        State::default()
    }

    /// What a decoder remembers before its first step.
    fn initial_decoder(&self) -> State {
        State::default()
    }

    /// Decodes what stands first in `bytes`, which are not empty: how many it took.
    fn decode(&self, state: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong>;

    /// Encodes a character, or two that have one code: how many it took.
    fn encode(
        &self,
        state: &mut State,
        character: char,
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong>;

    /// Ends a text that was encoded: writes what the reader needs to begin another.
    fn reset_encoder(&self, _state: &mut State, _bytes: &mut Vec<u8>) {}

    /// Ends bytes that were decoded.
    fn reset_decoder(&self, _state: &mut State) {}
}

/// The encodings, by the module of CPython that has them.
const FAMILIES: [(&str, &[&dyn Encoding]); 6] = [
    ("_codecs_cn", &chinese::ENCODINGS),
    ("_codecs_hk", &[&big5::BIG5_HKSCS]),
    ("_codecs_iso2022", &iso2022::ENCODINGS),
    ("_codecs_jp", &japanese::ENCODINGS),
    ("_codecs_kr", &korean::ENCODINGS),
    ("_codecs_tw", &[&big5::BIG5, &big5::CP950]),
];

/// The encoding of a name, among those of one of CPython's modules.
pub fn find(module: &str, name: &str) -> Option<&'static dyn Encoding> {
    let (_, encodings) = FAMILIES.iter().find(|(family, _)| *family == module)?;
    encodings.iter().copied().find(|encoding| encoding.name() == name)
}

/// A character of one byte.
fn single(text: &mut String, character: char) -> Result<usize, Wrong> {
    text.push(character);
    Ok(1)
}

/// The second byte, if it has come.
fn second(bytes: &[u8]) -> Result<u8, Wrong> {
    bytes.get(1).copied().ok_or(Wrong::Incomplete)
}

/// Appends what a code of `length` bytes stands for.
fn known(text: &mut String, character: Option<char>, length: usize) -> Result<usize, Wrong> {
    match character {
        Some(character) => {
            text.push(character);
            Ok(length)
        }
        None => Err(Wrong::Illegal(1)),
    }
}

/// Appends the two bytes of a code.
fn put(bytes: &mut Vec<u8>, code: Option<u16>) -> Result<usize, Wrong> {
    match code {
        Some(code) => {
            bytes.extend(code.to_be_bytes());
            Ok(1)
        }
        None => Err(Wrong::Illegal(1)),
    }
}

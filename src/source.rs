//! A program's source text, from wherever the command line names it.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read},
    path::Path,
};

use execution::Program;
use text::codec::{self, Codec, Handler};

use crate::Failure;

/// The program in `path`, or on standard input if that is `-`.
pub fn open(path: &Path) -> Result<Program, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::file("read", "<stdin>", &error))?;
        return Ok(Program::Stdin(bytes));
    }
    let shown = path.display();
    if path.is_dir() {
        return Ok(Program::Application(path.into()));
    }
    let bytes = fs::read(path)
        .map_err(|error| Failure::usage(format!("can't open file '{shown}': {}", python_error(&error))))?;
    if is_archive(&bytes) {
        return Ok(Program::Application(path.into()));
    }
    Ok(Program::File { path: path.into(), source: bytes })
}

/// The text after `-c`.
pub fn command(text: OsString) -> Result<Program, Failure> {
    let text = text.into_encoded_bytes();
    match std::str::from_utf8(&text) {
        Ok(text) => Ok(Program::Command(dedented(text))),
        Err(error) => Err(not_utf_8("<string>", &text, error.valid_up_to())),
    }
}

/// `[Errno 2] No such file or directory`, as Python writes an error of the operating system.
fn python_error(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(number) => {
            let text = error.to_string();
            let text = text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text);
            format!("[Errno {number}] {text}")
        }
        None => error.to_string(),
    }
}

/// The text without its byte order mark, if that can be had without running Python: of other encodings the codecs are written
/// in it. What cannot be decoded is a syntax error at a line.
pub fn decode(name: &str, source: &[u8]) -> Result<String, Failure> {
    let source = source.strip_prefix("\u{feff}".as_bytes()).unwrap_or(source);
    let declared = compiler::declared_encoding(source);
    let other = declared.as_deref().and_then(Codec::by_name).filter(|codec| *codec != Codec::Utf8);
    if let Some(codec) = other
        && let Ok(text) = codec::decode(codec, source, Handler::Strict)
    {
        return Ok(text);
    }
    std::str::from_utf8(source)
        .map(str::to_owned)
        .map_err(|error| not_utf_8(name, source, error.valid_up_to()))
}

fn not_utf_8(name: &str, source: &[u8], valid: usize) -> Failure {
    let line = 1 + source[..valid].iter().filter(|&&byte| byte == b'\n').count();
    Failure::failed(format!(
        "{name} is not UTF-8\n  File \"{name}\", line {line}\n\
         SyntaxError: Non-UTF-8 code starting with '\\x{:02x}' in file {name} on line {line}",
        source[valid]
    ))
}

/// Whether these bytes end as a zip archive does: with the record of its end, and a comment at most.
fn is_archive(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let earliest = bytes.len().saturating_sub(RECORD + usize::from(u16::MAX));
    let ends = bytes[earliest..].windows(RECORD).rev().zip(0_usize..);
    ends.filter(|(record, _)| record.starts_with(b"PK\x05\x06"))
        .any(|(record, comment)| usize::from(u16::from_le_bytes([record[20], record[21]])) == comment)
}

/// Without the white space that all lines begin with, as `textwrap.dedent` leaves it out.
fn dedented(text: &str) -> String {
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let is_blank = |line: &str| indentation(line) == line.trim_end_matches('\n').len();
    let lines = || text.split_inclusive('\n');
    let mut margins = lines().filter(|line| !is_blank(line)).map(|line| &line[..indentation(line)]);
    let common = |one: &str, other: &str| one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let margin = margins
        .next()
        .map_or(0, |first| margins.fold(first.len(), |least, margin| least.min(common(first, margin))));
    if margin == 0 {
        return text.to_owned();
    }
    lines()
        .map(|line| if is_blank(line) { line.trim_start_matches([' ', '\t']) } else { &line[margin..] })
        .collect()
}

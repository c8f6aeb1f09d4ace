//! A program's source text, from wherever the command line names it.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use text::codec::{self, Codec, Handler};

use crate::Failure;

/// A program to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// A file and its text; `sys.path[0]` is the file's directory.
    File {
        /// The path as it was given.
        path: PathBuf,
        /// What is in it, in the encoding that it says it has.
        source: Vec<u8>,
    },
    /// The text after `-c`.
    Command(String),
    /// The module after `-m`, to be found like an import and run as `__main__`.
    Module(String),
    /// What came over standard input.
    Stdin(Vec<u8>),
    /// None: a session begins at once.
    Nothing,
}

impl Program {
    /// The program in `path`, or on standard input if that is `-`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::file("read", "<stdin>", &error))?;
            return Ok(Self::Stdin(bytes));
        }
        let shown = path.display();
        if path.is_dir() {
            return Err(Failure::failed(format!("'{shown}' is a directory, not a program")));
        }
        let bytes = fs::read(path).map_err(|error| {
            Failure::usage(format!("can't open file '{shown}': {}", python_error(&error)))
        })?;
        Ok(Self::File { path: path.into(), source: bytes })
    }

    /// The text after `-c`.
    pub fn command(text: OsString) -> Result<Self, Failure> {
        let text = text.into_encoded_bytes();
        match std::str::from_utf8(&text) {
            Ok(text) => Ok(Self::Command(text.into())),
            Err(error) => Err(not_utf_8("<string>", &text, error.valid_up_to())),
        }
    }

    /// The name in messages and traces: the path as given, `<string>`, `<stdin>` or the module's name.
    pub fn name(&self) -> String {
        match self {
            Self::File { path, .. } => path.display().to_string(),
            Self::Command(_) => "<string>".into(),
            Self::Module(name) => name.clone(),
            Self::Stdin(_) | Self::Nothing => "<stdin>".into(),
        }
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

//! A program's source text, from wherever the command line names it.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::Failure;

/// A program to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// A file and its text; `sys.path[0]` is the file's directory.
    File {
        /// The path as it was given.
        path: PathBuf,
        /// The text.
        source: String,
    },
    /// The text after `-c`.
    Command(String),
    /// The module after `-m`, to be found like an import and run as `__main__`.
    Module(String),
    /// The text that came over standard input.
    Stdin(String),
    /// None: a session begins at once.
    Nothing,
}

impl Program {
    /// The program in `path`, or on standard input if that is `-`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::file("read", "<stdin>", &error))?;
            return Ok(Self::Stdin(decode("<stdin>", bytes)?));
        }
        let shown = path.display();
        if path.is_dir() {
            return Err(Failure::failed(format!("'{shown}' is a directory, not a program")));
        }
        let bytes = fs::read(path).map_err(|error| {
            Failure::usage(format!("can't open file '{shown}': {}", python_error(&error)))
        })?;
        Ok(Self::File { path: path.into(), source: decode(&shown.to_string(), bytes)? })
    }

    /// The text after `-c`.
    pub fn command(text: OsString) -> Result<Self, Failure> {
        Ok(Self::Command(decode("<string>", text.into_encoded_bytes())?))
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

/// The text without its byte order mark; what is not UTF-8 is a syntax error at a line.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let (valid, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        let line = 1 + bytes[..valid].iter().filter(|&&byte| byte == b'\n').count();
        Failure::failed(format!(
            "{name} is not UTF-8\n  File \"{name}\", line {line}\n\
             SyntaxError: Non-UTF-8 code starting with '\\x{:02x}' in file {name} on line {line}",
            bytes[valid]
        ))
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

//! Why a command ends without having done what it was asked.

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

/// A message for standard error and an exit status.
#[derive(Debug)]
pub struct Failure {
    message: Option<String>,
    status: u8,
}

impl Failure {
    /// The command was asked for something it cannot do: exit status 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), status: 2 }
    }

    /// The command tried and failed: exit status 1.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), status: 1 }
    }

    /// A file the command needed could not be used.
    pub fn file(action: &str, path: impl Display, error: &io::Error) -> Self {
        Self::failed(format!("cannot {action} {path}: {error}"))
    }

    /// Says what went wrong, as far as there is somebody to hear it.
    pub fn report(self) -> ExitCode {
        if let Some(message) = self.message {
            let _ = writeln!(io::stderr(), "granular: {message}");
        }
        ExitCode::from(self.status)
    }
}

/// A failure to print: if the reader has gone away, as in `granular … | head -1`, all is well.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self { message: None, status: 0 }
        } else {
            Self::failed(error.to_string())
        }
    }
}

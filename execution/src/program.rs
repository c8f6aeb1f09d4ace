//! The program that a run is of.

use std::path::PathBuf;

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
    /// A folder or an archive with a module `__main__`; `sys.path[0]` is that.
    Application(PathBuf),
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
    /// The name in messages and traces: the path as given, `<string>`, `<stdin>` or the module's name.
    pub fn name(&self) -> String {
        match self {
            Self::File { path, .. } | Self::Application(path) => path.display().to_string(),
            Self::Command(_) => "<string>".into(),
            Self::Module(name) => name.clone(),
            Self::Stdin(_) | Self::Nothing => "<stdin>".into(),
        }
    }
}

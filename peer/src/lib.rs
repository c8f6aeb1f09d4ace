//! Another interpreter of this machine: what a name given on the command line stands for.

#![forbid(unsafe_code)]

use serde::Serialize;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Another interpreter.
#[derive(Clone, Debug, Serialize)]
pub struct Peer {
    /// As it was asked for.
    pub name: String,
    /// The file that runs, behind whatever wrapper the name stands for.
    pub executable: PathBuf,
    /// Its own options.
    pub options: Vec<String>,
    /// What it calls its version.
    pub version: Option<String>,
}

impl Peer {
    /// Finds the interpreter that `command`, a name and perhaps options, stands for, or says why there is none.
    ///
    /// A name is often a script that looks for the interpreter. Its time is not the interpreter's, so we
    /// ask once what it finds and run that. Where the script is pyenv's and is set to another version,
    /// the newest installed interpreter of that name is meant.
    pub fn find(command: &str) -> Result<Self, String> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let program = words.next().ok_or("--peer needs the name of an interpreter")?;
        let options: Vec<String> = words.collect();
        let asked = Self::ask(command, Path::new(&program), &options);
        asked.or_else(|reason| {
            let installed = installed_by_pyenv(&program).ok_or(reason)?;
            Self::ask(command, &installed, &options)
        })
    }

    /// The CPython 3.13 of this machine, against which our answers and times are held.
    pub fn of_this_machine() -> Option<Self> {
        let peer = Self::find("python3.13").ok()?;
        peer.version.as_ref().is_some_and(|version| version.starts_with("3.13.")).then_some(peer)
    }

    fn ask(command: &str, program: &Path, options: &[String]) -> Result<Self, String> {
        const QUESTION: &str = "import sys; print(sys.executable); print(sys.version.split()[0])";
        let answer = Command::new(program)
            .args(options)
            .args(["-c", QUESTION])
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("the peer '{command}' cannot be started: {error}"))?;
        if !answer.status.success() {
            let reason = String::from_utf8_lossy(&answer.stderr);
            let reason = reason.lines().next().unwrap_or("it does not say why");
            return Err(format!("the peer '{command}' does not run Python: {reason}"));
        }
        let text = String::from_utf8_lossy(&answer.stdout);
        let mut lines = text.lines();
        let executable = lines.next().map(PathBuf::from).filter(|path| path.is_file());
        Ok(Self {
            name: command.into(),
            executable: executable.unwrap_or_else(|| program.into()),
            options: options.into(),
            version: lines.next().map(str::to_owned),
        })
    }
}

/// The newest interpreter of this name that pyenv has installed, whichever version is selected.
fn installed_by_pyenv(name: &str) -> Option<PathBuf> {
    let root = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let root = root.or_else(|| Some(env::home_dir()?.join(".pyenv")))?;
    let version = |folder: &PathBuf| -> Option<Vec<u32>> {
        folder.file_name()?.to_str()?.split('.').map(|part| part.parse().ok()).collect()
    };
    let folders = root.join("versions").read_dir().ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let having =
        folders.filter(|folder| version(folder).is_some() && folder.join("bin").join(name).is_file());
    Some(having.max_by_key(version)?.join("bin").join(name))
}

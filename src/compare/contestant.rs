//! Who takes part: our own runtimes and any other interpreter on the machine.

use std::{
    env,
    ffi::OsString,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use clap::ValueEnum;
use serde::Serialize;

use super::child::Invocation;
use crate::{Failure, execute::RuntimeKind, mechanism::Mechanism};

/// One of our own runtimes, with its way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Variant {
    /// The global lock, plain counts.
    Gil,
    /// No global lock, biased counts.
    Freethreaded,
    /// No global lock, every count atomic.
    FreethreadedAtomic,
    /// The global lock, and interpreters for workers, each under a lock of its own.
    Interpreters,
    /// The global lock, and processes for workers.
    Processes,
}

impl Variant {
    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gil => "gil",
            Self::Freethreaded => "freethreaded",
            Self::FreethreadedAtomic => "freethreaded-atomic",
            Self::Interpreters => "interpreters",
            Self::Processes => "processes",
        }
    }

    /// Whether it differs from another only for a program that takes its workers from `_workers.py`.
    pub fn needs_workers(self) -> bool {
        matches!(self, Self::Interpreters | Self::Processes)
    }

    /// The options of `granular run` that select it.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::Gil => &["--runtime", "gil"],
            Self::Freethreaded => &["--runtime", "freethreaded"],
            Self::FreethreadedAtomic => &["--runtime", "freethreaded", "--refcount", "atomic"],
            Self::Interpreters => &["--runtime", "gil", "--workers", "interpreters"],
            Self::Processes => &["--runtime", "gil", "--workers", "processes"],
        }
    }
}

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
    /// Finds the interpreter that `command`, a name and perhaps options, stands for.
    ///
    /// A name is often a script that looks for the interpreter. Its time is not the interpreter's, so we
    /// ask once what it finds and run that. Where the script is pyenv's and is set to another version,
    /// the newest installed interpreter of that name is meant.
    pub fn find(command: &str) -> Result<Self, Failure> {
        let mut words = command.split_whitespace().map(str::to_owned);
        let program =
            words.next().ok_or_else(|| Failure::usage("--peer needs the name of an interpreter"))?;
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

    fn ask(command: &str, program: &Path, options: &[String]) -> Result<Self, Failure> {
        const QUESTION: &str = "import sys; print(sys.executable); print(sys.version.split()[0])";
        let answer = Command::new(program)
            .args(options)
            .args(["-c", QUESTION])
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failure::usage(format!("the peer '{command}' cannot be started: {error}")))?;
        if !answer.status.success() {
            let reason = String::from_utf8_lossy(&answer.stderr);
            let reason = reason.lines().next().unwrap_or("it does not say why");
            return Err(Failure::usage(format!("the peer '{command}' does not run Python: {reason}")));
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

/// A runtime of ours or a peer.
#[derive(Clone, Debug)]
pub enum Contestant {
    /// One of ours.
    Own(Variant),
    /// One of ours without one of its mechanisms.
    Without(Mechanism),
    /// Another interpreter.
    Peer(Peer),
}

impl Contestant {
    /// The name in reports.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(variant) => variant.name(),
            Self::Without(mechanism) => mechanism.name(),
            Self::Peer(peer) => &peer.name,
        }
    }

    /// The options before the program.
    fn options(&self) -> Vec<&str> {
        match self {
            Self::Own(variant) => variant.options().to_vec(),
            Self::Without(mechanism) => {
                let runtime = match mechanism.runtime() {
                    RuntimeKind::Gil => Variant::Gil,
                    RuntimeKind::Freethreaded => Variant::Freethreaded,
                };
                [runtime.options(), &["--without", mechanism.name()]].concat()
            }
            Self::Peer(peer) => peer.options.iter().map(String::as_str).collect(),
        }
    }

    /// How to run `program` on it with `threads` as its first argument, leaving a tally in `tally`.
    pub fn invocation(&self, own: &Path, program: &Path, threads: NonZeroUsize, tally: &Path) -> Invocation {
        let mut arguments: Vec<OsString> = Vec::new();
        let threads = OsString::from(threads.to_string());
        match self {
            Self::Own(_) | Self::Without(_) => {
                arguments.push("run".into());
                arguments.extend(self.options().into_iter().map(OsString::from));
                let workers = tally.with_extension("workers");
                arguments.extend(["--tally".into(), tally.into(), "--workers-report".into()]);
                arguments.extend([workers.clone().into(), program.into(), threads]);
                Invocation {
                    executable: own.into(),
                    arguments,
                    tally: Some(tally.into()),
                    workers: Some(workers),
                }
            }
            Self::Peer(peer) => {
                arguments.extend(self.options().into_iter().map(OsString::from));
                arguments.extend([program.into(), threads]);
                Invocation { executable: peer.executable.clone(), arguments, tally: None, workers: None }
            }
        }
    }
}

//! Who takes part: our own runtimes and any other interpreter on the machine.

use std::{
    env,
    ffi::OsString,
    fs, io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use clap::ValueEnum;
use serde::Serialize;

use super::child::Invocation;
use crate::Failure;

/// One of our own runtimes, with its way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Variant {
    /// The global lock, plain counts.
    Gil,
    /// No global lock, biased counts.
    Freethreaded,
    /// No global lock, every count atomic.
    FreethreadedAtomic,
}

impl Variant {
    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gil => "gil",
            Self::Freethreaded => "freethreaded",
            Self::FreethreadedAtomic => "freethreaded-atomic",
        }
    }

    /// The options of `granular run` that select it.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::Gil => &["--runtime", "gil"],
            Self::Freethreaded => &["--runtime", "freethreaded"],
            Self::FreethreadedAtomic => &["--runtime", "freethreaded", "--refcount", "atomic"],
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
    /// ask once what it finds and run that.
    pub fn find(command: &str) -> Result<Self, Failure> {
        const QUESTION: &str = "import sys; print(sys.executable); print(sys.version.split()[0])";
        let mut words = command.split_whitespace().map(str::to_owned);
        let program =
            words.next().ok_or_else(|| Failure::usage("--peer needs the name of an interpreter"))?;
        let options: Vec<String> = words.collect();
        let answer = Command::new(&program)
            .args(&options)
            .args(["-c", QUESTION])
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failure::usage(format!("the peer '{program}' cannot be started: {error}")))?;
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
            options,
            version: lines.next().map(str::to_owned),
        })
    }

    /// The CPython 3.13 of this machine: `python3.13`, or the newest 3.13 that pyenv has installed.
    pub fn of_this_machine() -> Option<Self> {
        let named = ["python3.13".to_owned()].into_iter().chain(of_pyenv());
        let mut found = named.filter_map(|name| Self::find(&name).ok());
        let python =
            found.find(|peer| peer.version.as_ref().is_some_and(|version| version.starts_with("3.13")))?;
        Some(Self { name: "python3.13".into(), ..python })
    }
}

/// The CPythons 3.13 that pyenv has installed, whichever version its `python3.13` is set to.
fn of_pyenv() -> Option<String> {
    let root = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let root = root.or_else(|| Some(env::home_dir()?.join(".pyenv")))?;
    let entries = root.join("versions").read_dir().ok()?;
    let version = |entry: io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    let patch = |name: &String| name.strip_prefix("3.13.")?.parse::<u32>().ok();
    let newest = entries.filter_map(version).filter(|name| patch(name).is_some()).max_by_key(patch)?;
    Some(root.join("versions").join(newest).join("bin/python3.13").to_str()?.to_owned())
}

/// A runtime of ours or a peer.
#[derive(Clone, Debug)]
pub enum Contestant {
    /// One of ours.
    Own(Variant),
    /// Another interpreter.
    Peer(Peer),
}

impl Contestant {
    /// The name in reports.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(variant) => variant.name(),
            Self::Peer(peer) => &peer.name,
        }
    }

    /// How to run `program` on it with `threads` as its first argument, leaving a tally in `tally`.
    pub fn invocation(&self, own: &Path, program: &Path, threads: NonZeroUsize, tally: &Path) -> Invocation {
        let mut arguments: Vec<OsString> = Vec::new();
        let threads = OsString::from(threads.to_string());
        match self {
            Self::Own(variant) => {
                arguments.push("run".into());
                arguments.extend(variant.options().iter().map(OsString::from));
                arguments.extend(["--tally".into(), tally.into(), program.into(), threads]);
                Invocation { executable: own.into(), arguments, tally: Some(tally.into()) }
            }
            Self::Peer(peer) => {
                arguments.extend(peer.options.iter().map(OsString::from));
                arguments.extend([program.into(), threads]);
                Invocation { executable: peer.executable.clone(), arguments, tally: None }
            }
        }
    }
}

//! Programs that were tampered with: compiled, one after the other, and not run, for what they do to files is theirs.

use fastrand::Rng;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Mutants in one process.
const MUTANTS: usize = 60;

/// What the library gives: the driver unpacks it itself, by name.
const LIBRARY: &[&str] = &[
    "abc",
    "argparse",
    "ast",
    "asyncio.base_events",
    "asyncio.tasks",
    "base64",
    "bdb",
    "calendar",
    "cmd",
    "codecs",
    "collections",
    "configparser",
    "contextlib",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "difflib",
    "dis",
    "doctest",
    "email.message",
    "enum",
    "fractions",
    "functools",
    "gettext",
    "heapq",
    "http.client",
    "inspect",
    "ipaddress",
    "json.decoder",
    "locale",
    "logging",
    "mailbox",
    "multiprocessing.pool",
    "ntpath",
    "numbers",
    "optparse",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "platform",
    "plistlib",
    "pprint",
    "pydoc",
    "queue",
    "random",
    "re._compiler",
    "re._parser",
    "sched",
    "shutil",
    "socket",
    "statistics",
    "string",
    "subprocess",
    "symtable",
    "tarfile",
    "tempfile",
    "textwrap",
    "threading",
    "tokenize",
    "traceback",
    "types",
    "typing",
    "unittest.mock",
    "urllib.parse",
    "uuid",
    "warnings",
    "weakref",
    "xml.dom.minidom",
    "zipfile",
    "_pydatetime",
    "_pydecimal",
    "_pyio",
];

/// The sources there are to tamper with.
pub struct Sources {
    programs: Vec<PathBuf>,
}

impl Sources {
    pub fn of(folder: &Path) -> Sources {
        let mut programs = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "py") {
                    programs.push(path);
                }
            }
        }
        programs.sort();
        Sources { programs }
    }

    /// A program that tampers with some of them and compiles what comes of it.
    pub fn driver(&self, random: &mut Rng) -> String {
        let mut texts = String::new();
        for _ in 0..MUTANTS / 2 {
            if let Some(path) = random.choice(&self.programs) {
                let source = fs::read_to_string(path).unwrap_or_default();
                writeln!(texts, "    {source:?},").expect("a string takes all");
            }
        }
        // What Rust writes as `\u{e9}` is an escape of Python's in eight digits.
        let texts = python_escapes(&texts);
        let names: Vec<&str> = (0..MUTANTS / 2).filter_map(|_| random.choice(LIBRARY).copied()).collect();
        format!(
            "{}\n\nTEXTS = [\n{texts}]\nNAMES = {names:?}\n\n{}",
            super::HOSTILE,
            include_str!("mutants.py")
        )
    }
}

fn python_escapes(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('}') {
            Some((digits, rest))
                if !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_hexdigit()) =>
            {
                write!(written, "\\U{digits:0>8}{rest}").expect("a string takes all");
            }
            _ => {
                written.push_str("\\u{");
                written.push_str(piece);
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_those_of_python() {
        assert_eq!(python_escapes(r#""a\u{e9}b""#), r#""a\U000000e9b""#);
        assert_eq!(python_escapes(r#""plain""#), r#""plain""#);
    }
}

//! `cargo xtask compatibility`: programs that others have written, and their own tests of them.
//!
//! Packages are fetched with pip, at the versions that `packages.toml` pins, into a folder that is not checked in. Each
//! package's own tests run with pytest on both runtimes; what came of it is written into a page, with a reason for what
//! fails.

mod fetch;
mod list;
mod page;
mod suite;

use crate::release;
use list::{List, Package};
use std::{fs, path::PathBuf};

const LIST: &str = include_str!("packages.toml");
const PAGE: &str = "docs/compatibility.md";
const FOLDER: &str = "target/compatibility";
/// Which runtimes the tests run on.
pub const RUNTIMES: [&str; 2] = ["gil", "freethreaded"];

/// What is asked for.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Only these packages run; the others are on the page as they were.
    packages: Vec<String>,
    runtimes: Vec<String>,
    binary: Option<PathBuf>,
    /// How long each suite may take, if not as the list says: on a machine that does other things too.
    minutes: Option<u64>,
    /// Another Python, whose results are told but not written down.
    peer: Option<PathBuf>,
}

impl Options {
    pub fn of(words: &[&str]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} takes a value"))?;
            match *word {
                "--package" => options.packages.push((*value).into()),
                "--runtime" if RUNTIMES.contains(value) => options.runtimes.push((*value).into()),
                "--binary" => options.binary = Some(value.into()),
                "--minutes" => {
                    let minutes = value.parse().map_err(|error| format!("--minutes {value}: {error}"))?;
                    options.minutes = Some(minutes);
                }
                "--peer" => options.peer = Some(value.into()),
                _ => return Err(format!("unknown option {word} {value}")),
            }
        }
        Ok(options)
    }

    fn takes(&self, package: &Package) -> bool {
        self.packages.is_empty() || self.packages.contains(&package.name)
    }

    fn takes_runtime(&self, runtime: &str) -> bool {
        self.runtimes.is_empty() || self.runtimes.iter().any(|one| one == runtime)
    }
}

/// Runs the suites and writes the page.
pub fn run(options: Options) -> Result<(), String> {
    let list = List::read(LIST)?;
    if let Some(unknown) = options.packages.iter().find(|name| list.package(name).is_none()) {
        return Err(format!("{unknown} is not in packages.toml"));
    }
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => release()?,
    };
    let binary = fs::canonicalize(&binary).map_err(|error| format!("{}: {error}", binary.display()))?;
    let folder = std::path::absolute(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    for package in list.packages.iter().filter(|package| options.takes(package)) {
        let fetched = fetch::package(&list, package, &folder)?;
        let minutes = options.minutes.unwrap_or(package.minutes);
        for runtime in RUNTIMES.into_iter().filter(|runtime| options.takes_runtime(runtime)) {
            println!("{} {} on {runtime}: {}", package.name, package.version, {
                let words = ["run", "--runtime", runtime, "-m", "pytest"];
                suite::run(&binary, &words, runtime, package, minutes, &fetched)?
            });
        }
        if let Some(peer) = &options.peer {
            let outcome = suite::run(peer, &["-m", "pytest"], "peer", package, minutes, &fetched)?;
            println!("{} {} on {}: {outcome}", package.name, package.version, peer.display());
        }
    }
    let mut outcomes = Vec::new();
    for package in &list.packages {
        for runtime in RUNTIMES {
            outcomes.push((package, runtime, suite::last(&fetch::folder(&folder, package), runtime)?));
        }
    }
    let old = fs::read_to_string(PAGE).unwrap_or_default();
    fs::write(PAGE, page::page(&outcomes, &old)).map_err(|error| format!("{PAGE}: {error}"))?;
    let unexplained = page::unexplained(&outcomes);
    for (package, runtime, test) in &unexplained {
        println!("without a reason: {package} on {runtime}: {test}");
    }
    if unexplained.is_empty() {
        Ok(())
    } else {
        Err(format!("{} failures without a reason", unexplained.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let options = Options::of(&["--package", "toolz", "--runtime", "gil", "--package", "rich"]).unwrap();
        assert_eq!(["toolz", "rich"], *options.packages);
        assert!(options.takes_runtime("gil") && !options.takes_runtime("freethreaded"));
        assert!(Options::of(&["--runtime", "jit"]).is_err());
        assert!(Options::of(&["--package"]).is_err());
        assert_eq!(Some(90), Options::of(&["--minutes", "90"]).unwrap().minutes);
        assert!(Options::of(&["--minutes", "long"]).is_err());
    }

    #[test]
    fn the_list_can_be_read() {
        let list = List::read(LIST).unwrap();
        assert!(!list.packages.is_empty());
        for package in &list.packages {
            assert!(!package.tests.is_empty(), "{} says where its tests are", package.name);
        }
    }
}

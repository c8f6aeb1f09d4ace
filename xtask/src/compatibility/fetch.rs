//! Fetching packages: with the pip of the machine's own Python, from wherever that is configured to find them.

use super::list::{List, Package};
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Distributions without C, for the version whose library we have.
const PURE: [&str; 10] = [
    "--python-version",
    "3.14",
    "--implementation",
    "py",
    "--abi",
    "none",
    "--platform",
    "any",
    "--only-binary",
    ":all:",
];

/// A package on this machine.
pub struct Fetched {
    /// Where its results are kept.
    pub folder: PathBuf,
    /// Its source, with the tests.
    pub source: PathBuf,
    /// Where its modules, and all that its tests need, are imported from.
    pub path: Vec<PathBuf>,
}

/// The folder of a package: another for another version.
pub fn folder(all: &Path, package: &Package) -> PathBuf {
    all.join(format!("{}-{}", package.name, package.version))
}

/// Fetches a package and what runs its tests, unless they are here.
pub fn package(list: &List, package: &Package, all: &Path) -> Result<Fetched, String> {
    let folder = folder(all, package);
    let own = format!("{}=={}", package.name, package.version);
    let from_source = package.sources.iter().any(|(requirement, _)| *requirement == own);
    let mut wanted: Vec<&str> = package.needs.iter().chain(&list.runner).map(String::as_str).collect();
    // A package may be the runner.
    wanted.retain(|requirement| !requirement.starts_with(&format!("{}==", package.name)));
    if !from_source {
        wanted.insert(0, &own);
    }
    let site = folder.join("site");
    once(&site, &wanted.join("\n"), || install(&wanted, &site))?;
    let source = source(&own, package.checkout.as_deref().unwrap_or(&own), &folder)?;
    let mut path = vec![site];
    for (requirement, inside) in &package.sources {
        path.push(self::source(requirement, requirement, &folder)?.join(inside));
    }
    Ok(Fetched { folder, source, path })
}

fn install(wanted: &[&str], site: &Path) -> Result<(), String> {
    let words = ["install", "--quiet", "--no-deps", "--no-compile", "--target"];
    pip(words.iter().map(OsStr::new).chain([site.as_os_str()]).chain(words_of(&PURE)).chain(words_of(wanted)))
}

fn words_of<'w>(words: &'w [&str]) -> impl Iterator<Item = &'w OsStr> {
    words.iter().map(OsStr::new)
}

/// The unpacked source of a requirement: its source distribution, or what is at another place.
fn source(requirement: &str, place: &str, folder: &Path) -> Result<PathBuf, String> {
    let here = folder.join("source").join(requirement.replace("==", "-"));
    once(&here, place, || {
        let words = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest"];
        pip(words_of(&words).chain([here.as_os_str(), OsStr::new(place)]))?;
        for archive in entries(&here)?.into_iter().filter(|entry| entry.is_file()) {
            // A checkout comes as a zip file.
            let zipped = archive.extension().is_some_and(|extension| extension == "zip");
            let unpacker = if zipped { "zipfile" } else { "tarfile" };
            run(python().args(["-m", unpacker, "-e"]).args([&archive, &here]))?;
        }
        Ok(())
    })?;
    match entries(&here)?.into_iter().find(|entry| entry.is_dir()) {
        Some(unpacked) => Ok(unpacked),
        None => Err(format!("{requirement}: its source distribution is empty")),
    }
}

/// Makes a folder, unless it was made for the same before.
fn once(folder: &Path, what: &str, make: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let mark = folder.with_extension("made");
    if fs::read_to_string(&mark).is_ok_and(|made| made == what) {
        return Ok(());
    }
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)?;
    make()?;
    fs::write(&mark, what).map_err(failed)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect()
}

fn python() -> Command {
    Command::new("python3")
}

fn pip<'w>(words: impl Iterator<Item = &'w OsStr>) -> Result<(), String> {
    run(python().args(["-m", "pip", "--disable-pip-version-check"]).args(words))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("python3: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

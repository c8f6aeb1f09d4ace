//! `cargo xtask cpython-tests`: CPython's own tests, on both runtimes.
//!
//! They are taken from a folder that the user names, the package `test` of a CPython's source or installation, and are copied
//! into one that is not checked in. Each module of them runs in a process of its own, in an empty folder and for a limited
//! time, under a small runner that writes down what comes of each test. All of it goes into a page, with a reason, kept by
//! hand, for what fails. That a test fails is no failure of this task: many are about CPython and not about Python. That Python
//! source brings the runtime down is.

mod folder;
mod page;
mod results;

use crate::{child, reason::Reason, release};
use page::Row;
use results::Results;
use serde::Deserialize;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
    thread,
    time::Duration,
};

const RUNNER: &str = include_str!("runner.py");
const REASONS: &str = include_str!("reasons.toml");
const PAGE: &str = "docs/cpython-tests.md";
const FOLDER: &str = "target/cpython-tests";
const RUNTIMES: [&str; 2] = ["gil", "freethreaded"];
/// KiB of address space each process may have: more than the tests need that are not about memory.
const MEMORY: u64 = 8 << 20;

/// What is asked for.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// Where the tests are.
    tests: PathBuf,
    /// Only these modules run; of the others the page tells what they came to last.
    modules: Vec<String>,
    runtimes: Vec<&'static str>,
    binary: Option<PathBuf>,
    /// How long each module may take.
    seconds: u64,
    /// How many modules run at once.
    jobs: usize,
    /// Written whether or not every module has run.
    page: Option<PathBuf>,
    /// The version of the tests, where no header beside them tells.
    version: Option<String>,
}

impl Options {
    pub fn of(words: &[&str]) -> Result<Options, String> {
        let [tests, words @ ..] = words else { return Err("where are the tests of CPython?".into()) };
        let mut options = Options {
            tests: tests.into(),
            modules: Vec::new(),
            runtimes: Vec::new(),
            binary: None,
            seconds: 100,
            jobs: 1,
            page: None,
            version: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} takes a value"))?;
            let bad = || format!("{word} {value}: not a number above nought");
            match *word {
                "--modules" => options.modules.extend(value.split(',').map(str::to_owned)),
                "--runtime" => {
                    let known = RUNTIMES.into_iter().find(|runtime| runtime == value);
                    options.runtimes.push(known.ok_or_else(|| format!("{word} {value}: no such runtime"))?);
                }
                "--binary" => options.binary = Some(value.into()),
                "--seconds" => options.seconds = value.parse().ok().filter(|n| *n > 0).ok_or_else(bad)?,
                "--jobs" => options.jobs = value.parse().ok().filter(|n| *n > 0).ok_or_else(bad)?,
                "--page" => options.page = Some(value.into()),
                "--version" => options.version = Some((*value).to_owned()),
                _ => return Err(format!("unknown option {word} {value}")),
            }
        }
        if options.runtimes.is_empty() {
            options.runtimes = RUNTIMES.into();
        }
        Ok(options)
    }
}

/// What `reasons.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    #[serde(rename = "reason", default)]
    reasons: Vec<Reason>,
}

impl Reasons {
    fn read(text: &str) -> Result<Reasons, String> {
        toml::from_str(text).map_err(|error| format!("reasons.toml: {error}"))
    }
}

/// Where things are.
struct Places {
    binary: PathBuf,
    /// The runner, and `test` beside it.
    library: PathBuf,
    /// What came of each module.
    events: PathBuf,
    /// What each has printed.
    output: PathBuf,
    /// Folders to run in. Not far from the root: the name of a socket is not long.
    scratch: PathBuf,
}

/// Runs the tests and writes the page.
pub fn run(options: Options) -> Result<(), String> {
    let Reasons { reasons } = Reasons::read(REASONS)?;
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => release()?,
    };
    let whole = |path: &Path| fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()));
    let tests = whole(&options.tests)?;
    let folder = std::path::absolute(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    let places = Places {
        binary: whole(&binary)?,
        library: folder.join("library"),
        events: folder.join("events"),
        output: folder.join("output"),
        scratch: env::temp_dir().join(format!("granular-{}", std::process::id())),
    };
    for folder in [&places.library, &places.events, &places.output, &places.scratch] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    folder::copy(&tests, &places.library)?;
    let runner = places.library.join("runner.py");
    fs::write(&runner, RUNNER).map_err(|error| format!("{}: {error}", runner.display()))?;
    let modules = folder::modules(&places.library.join("test"))?;
    // A package that runs module by module is asked for as a whole too.
    let asked = |module: &str| {
        let package = module.split_once('.').map_or(module, |(package, _)| package);
        options.modules.iter().any(|one| one == module || one == package)
    };
    if let Some(unknown) = options.modules.iter().find(|one| {
        !modules.iter().any(|module| {
            module == *one || module.strip_prefix(&***one).is_some_and(|rest| rest.starts_with('.'))
        })
    }) {
        return Err(format!("{unknown} is no module of {}", tests.display()));
    }
    let chosen: Vec<&String> =
        modules.iter().filter(|module| options.modules.is_empty() || asked(module)).collect();
    run_all(&options, &places, &chosen)?;
    let _ = fs::remove_dir_all(&places.scratch);

    let mut rows = Vec::new();
    let mut missing = [0; RUNTIMES.len()];
    for module in &modules {
        for (runtime, missing) in RUNTIMES.into_iter().zip(&mut missing) {
            match fs::read_to_string(events_file(&places, module, runtime)) {
                Ok(events) => {
                    rows.push(Row { module: module.clone(), runtime, results: Results::of(&events) })
                }
                Err(_) => *missing += 1,
            }
        }
    }
    let unexplained = page::unexplained(&rows, &reasons);
    for (row, test, said) in unexplained.iter().filter(|(row, ..)| chosen.contains(&&row.module)) {
        println!("without a reason: {} on {}: {test}: {said:.200}", row.module, row.runtime);
    }
    let whole = missing == [0; RUNTIMES.len()];
    if let Some(path) = options.page.or_else(|| whole.then(|| PAGE.into())) {
        let version = options.version.or_else(|| folder::version(&tests));
        let version = version.unwrap_or_else(|| "of a version unknown".into());
        let text = page::page(&version, &rows, missing, &reasons);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    } else {
        println!("the page is written when every module has run on both runtimes: {missing:?} have not");
    }
    println!("{} failures without a reason", unexplained.len());
    let crashes: Vec<String> = rows
        .iter()
        .filter(|row| row.results.crashed())
        .map(|row| format!("{} on {}: {}", row.module, row.runtime, row.results))
        .collect();
    if crashes.is_empty() { Ok(()) } else { Err(format!("the runtime came down:\n{}", crashes.join("\n"))) }
}

/// Runs these modules, some at a time.
fn run_all(options: &Options, places: &Places, modules: &[&String]) -> Result<(), String> {
    let runs =
        modules.iter().flat_map(|module| options.runtimes.iter().map(move |runtime| (*module, *runtime)));
    let runs = Mutex::new(runs);
    let next = || runs.lock().expect("nobody panics with it").next();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.jobs)
            .map(|_| {
                scope.spawn(|| {
                    while let Some((module, runtime)) = next() {
                        let results = run_one(places, module, runtime, options.seconds)?;
                        println!(
                            "{module} on {runtime}: {} ran, {} failures, {} errors, {} skipped {results}",
                            results.ran, results.failures, results.errors, results.skipped
                        );
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })
}

fn events_file(places: &Places, module: &str, runtime: &str) -> PathBuf {
    places.events.join(format!("{module}.{runtime}"))
}

/// Runs the tests of one module.
fn run_one(places: &Places, module: &str, runtime: &str, seconds: u64) -> Result<Results, String> {
    let name = format!("{module}.{runtime}");
    let events = events_file(places, module, runtime);
    let (output, scratch) = (places.output.join(&name), places.scratch.join(&name));
    let (here, temporary) = (scratch.join("here"), scratch.join("tmp"));
    for folder in [&output, &here, &temporary] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let _ = fs::remove_file(&events);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -c 0; ulimit -v {MEMORY}; exec \"$0\" \"$@\"")).arg(&places.binary);
    command.args(["run", "--runtime", runtime]).arg(places.library.join("runner.py"));
    command.arg(format!("test.{module}")).arg(&events);
    // Programs that tests start find `test` too.
    command.current_dir(&here).env("TMPDIR", &temporary).env("PYTHONPATH", &places.library);
    let end = child::run_group(&mut command, &output, Duration::from_secs(seconds))?;
    let _ = fs::remove_dir_all(&scratch);
    let mut text =
        fs::read(&events).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&results::events(&end, seconds));
    fs::write(&events, &text).map_err(|error| format!("{}: {error}", events.display()))?;
    Ok(Results::of(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let words = ["Lib/test", "--modules", "test_a,test_b", "--runtime", "gil", "--seconds", "7"];
        let options = Options::of(&words).unwrap();
        assert_eq!(PathBuf::from("Lib/test"), options.tests);
        assert_eq!(["test_a", "test_b"], *options.modules);
        assert_eq!(["gil"], *options.runtimes);
        assert_eq!((7, 1), (options.seconds, options.jobs));
        assert_eq!(RUNTIMES, *Options::of(&["Lib/test"]).unwrap().runtimes);
        assert!(Options::of(&[]).is_err());
        assert!(Options::of(&["Lib/test", "--runtime", "jit"]).is_err());
        assert!(Options::of(&["Lib/test", "--jobs", "0"]).is_err());
        assert!(Options::of(&["Lib/test", "--page"]).is_err());
    }

    #[test]
    fn the_reasons_can_be_read() {
        let Reasons { reasons } = Reasons::read(REASONS).unwrap();
        for reason in &reasons {
            assert!(
                !reason.tests.is_empty() || reason.said.is_some(),
                "what is explained by {:?}?",
                reason.why
            );
        }
    }
}

//! Whole programs on every runtime, and on CPython.
//!
//! Every `tests/programs/**/*.py` is one test per runtime. It carries its expectation on the line; see
//! [`expectation`]. A run must print exactly the expected lines, end with the expected status within a
//! minute, and leave no object alive. The same file goes through CPython 3.13 if the machine has it, so
//! that an expectation is what Python does and not what we believe it does.
//!
//! What a program asks that is not there yet is in `tests/missing.txt`, a line a program with the reason; on our runtimes it is
//! ignored, and counted as such.
//!
//! Every program in `examples/` must print the same on every runtime with any number of threads.
//!
//! `cargo test --test conformance -- gil::dict` runs those whose name contains `gil::dict`. [`EXECUTABLE`] names another build of
//! the command line to run them on, and [`SECONDS`] how long that may take; `cargo xtask tsan` and `asan` do so.

mod expectation;

use std::{
    collections::HashSet,
    env,
    ffi::OsString,
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use granular::compare::{
    agreement,
    child::{Invocation, Run},
    contestant::{Contestant, Peer, Variant},
};
use libtest_mimic::{Arguments, Failed, Trial};

use expectation::Expectation;

/// A run that takes longer hangs, unless [`SECONDS`] says otherwise.
const LIMIT: Duration = Duration::from_secs(60);
const SECONDS: &str = "GRANULAR_SECONDS";
const EXECUTABLE: &str = "GRANULAR_EXECUTABLE";

/// How often CPython may be asked. Its own races are not ours to fail on: some programs here hammer what it does not
/// promise, and one run in some thousands of a busy machine shows it. Our runtimes are asked once.
const CPYTHON_RUNS: usize = 3;

const VARIANTS: [Variant; 3] = [Variant::Gil, Variant::Freethreaded, Variant::FreethreadedAtomic];

/// Settings of whoever runs the tests, which would change what programs print.
const SETTINGS: [&str; 6] = [
    "PYTHONUNBUFFERED",
    "PYTHONWARNINGS",
    "PYTHONDEVMODE",
    "PYTHONPATH",
    "PYTHONFAULTHANDLER",
    "PYTHONTRACEMALLOC",
];

/// Thread counts with which an example must say the same.
const THREADS: [(Variant, &[usize]); 3] =
    [(Variant::Gil, &[1, 2]), (Variant::Freethreaded, &[1, 3, 8]), (Variant::FreethreadedAtomic, &[2])];

fn main() {
    for name in SETTINGS {
        // SAFETY: no other thread has been started.
        unsafe { env::remove_var(name) };
    }
    // Where the tests run in the background of a script Ctrl-C is ignored, and programs would go on ignoring it.
    // SAFETY: no handler of ours is replaced.
    unsafe { libc::signal(libc::SIGINT, libc::SIG_DFL) };
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = Peer::of_this_machine();
    if python.is_none() && !arguments.list {
        eprintln!("no CPython 3.13 on this machine: its half of the tests is ignored");
    }
    let python = python.map(Arc::new);
    let missing = fs::read_to_string(root.join("tests/missing.txt")).expect("the list of what is missing");
    let missing: HashSet<&str> = missing
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": ").map(|(name, _)| name))
        .collect();
    let mut trials = Vec::new();
    for path in python_files(&root.join("tests/programs")) {
        let name = path.strip_prefix(root.join("tests/programs")).expect("it was found there");
        let name = name.with_extension("").display().to_string();
        trials.extend(program(&name, path, python.clone(), missing.contains(name.as_str())));
    }
    for path in python_files(&root.join("examples")) {
        let name = path.file_stem().expect("a file has a name").display().to_string();
        let ignored = missing.contains(format!("examples::{name}").as_str());
        trials.push(
            Trial::test(format!("examples::{name}"), move || same_everywhere(&path))
                .with_ignored_flag(ignored),
        );
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// All programs below `folder`, by path; names that begin with an underscore are for importing.
fn python_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder can be read to its end").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if name.starts_with('_') {
            continue;
        }
        if path.is_dir() {
            found.extend(python_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// One test per runtime, and one for CPython.
fn program(name: &str, path: PathBuf, python: Option<Arc<Peer>>, missing: bool) -> Vec<Trial> {
    let source = fs::read_to_string(&path).expect("a test program is UTF-8");
    let expectation = Arc::new(Expectation::of(&source));
    let path = Arc::new(path);
    let mut trials = Vec::new();
    for variant in VARIANTS {
        let (path, expectation) = (path.clone(), expectation.clone());
        let trial = Trial::test(format!("{}::{name}", variant.name()), move || {
            expectation.is_worth_running()?;
            let run = on_ours(variant, &path, &[])?;
            expectation.check(&run)?;
            expectation.check_leaks(&run)
        });
        trials.push(trial.with_ignored_flag(missing));
    }
    let skipped = expectation.cpython_differs.is_some() || python.is_none();
    let of_cpython = move || {
        let python = python.expect("ignored without it");
        let mut answer = Ok(());
        for _ in 0..CPYTHON_RUNS {
            let arguments = ["-B".into(), path.as_os_str().to_owned()].into();
            let run =
                Invocation { executable: python.executable.clone(), arguments, tally: None, workers: None }
                    .run(LIMIT);
            answer = expectation.check(&run.map_err(|error| error.to_string())?);
            if answer.is_ok() {
                break;
            }
        }
        answer
    };
    trials.push(Trial::test(format!("cpython::{name}"), of_cpython).with_ignored_flag(skipped));
    trials
}

/// How long a run of ours may take.
fn limit() -> Duration {
    let seconds = env::var(SECONDS).ok();
    seconds.map_or(LIMIT, |seconds| Duration::from_secs(seconds.parse().expect("a number of seconds")))
}

/// Runs a program on one of our runtimes.
fn on_ours(variant: Variant, path: &Path, arguments: &[OsString]) -> Result<Run, Failed> {
    let folder = tempfile::tempdir()?;
    let tally = folder.path().join("tally.json");
    let mut words: Vec<OsString> = vec!["run".into()];
    words.extend(variant.options().iter().map(OsString::from));
    words.extend(["--tally".into(), tally.clone().into(), path.into()]);
    words.extend_from_slice(arguments);
    let executable = env::var_os(EXECUTABLE).unwrap_or_else(|| env!("CARGO_BIN_EXE_granular").into()).into();
    let run = Invocation { executable, arguments: words, tally: Some(tally), workers: None }.run(limit());
    Ok(run.map_err(|error| error.to_string())?)
}

/// An example says the same whatever it runs on.
fn same_everywhere(path: &Path) -> Result<(), Failed> {
    let mut first: Option<(String, Run)> = None;
    for (variant, counts) in THREADS {
        for &threads in counts {
            let threads = NonZeroUsize::new(threads).expect("not zero");
            let name = format!("{} ×{threads}", Contestant::Own(variant).name());
            let mut arguments = vec![OsString::from(threads.to_string())];
            // The patterns take a second argument, how long to go on.
            arguments.extend(path.to_string_lossy().contains("patterns").then(|| "1".into()));
            let run = on_ours(variant, path, &arguments)?;
            if !run.status.success() {
                return Err(format!("{}\n{}", run.status, agreement::complaint(&name, &run)).into());
            }
            match &first {
                None => first = Some((name, run)),
                Some((first_name, first)) => {
                    if let Some(difference) = agreement::difference((first_name, first), (&name, &run)) {
                        return Err(difference.into());
                    }
                }
            }
        }
    }
    Ok(())
}

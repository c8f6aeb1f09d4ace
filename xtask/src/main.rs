//! Every check a person runs at home and a server runs for everybody: `cargo xtask`.

#![forbid(unsafe_code)]

mod child;
mod ci;
mod compatibility;
mod cpython_tests;
mod differ;
mod docstrings;
mod fuzz;
mod licences;
mod orderings;
mod protocols;
mod reason;
mod sanitizer;
mod stdlib_report;
mod stress;
mod versus;

use sanitizer::Sanitizer;
use std::{env, path::PathBuf, process::ExitCode};

const HELP: &str = "\
cargo xtask <CHECK>

  ci         everything below and everything a change must pass, one step after the other
  licences   every dependency's licence is one we may ship

and what takes too long for every change:

  stdlib-report        imports every module of the embedded library; writes which do into docs/stdlib.md
  docstrings PYTHON [OPTIONS]
                       what built-in things say of themselves, as that CPython 3.14 says it; writes stdlib/docstrings
  compatibility [OPTIONS]
                       packages of others pass their own tests on both runtimes; writes docs/compatibility.md
  cpython-tests FOLDER [OPTIONS]
                       CPython's own tests, its folder `Lib/test`, on both runtimes: none brings them down; writes
                       docs/cpython-tests.md
  protocols [LOG]      every rule has a model and a twin; writes their table into docs/protocols.md
  orderings [WHERE…]   every atomic ordering of the core is needed: weakened, it makes a model fail
  stress [OPTIONS]     random programs whose threads share containers, on every runtime: nothing is lost, nothing leaks
  tsan [OPTIONS]       the same under the thread sanitizer: no two accesses race
  asan [OPTIONS]       the same under the address sanitizer: nothing is used after its death
  differ [OPTIONS]     random programs that print the same on both runtimes and on CPython 3.13
  fuzz [OPTIONS]       hostile programs, data and arguments, of which nothing comes but exceptions
  versus OLD NEW [OPTIONS] [PROGRAM…]
                       which of two builds of granular is faster: both at once, on two processors that they swap
  shuttle [OPTIONS]    runtimes under schedules drawn by chance: nothing is lost, nothing leaks, everybody gets to the end

stress, tsan and asan take

  --minutes M          go on for so long
  --programs N         or for so many programs (10)
  --seed S             begin with this one; the others follow
  --runtime R          only on gil, biased or atomic
  --repeat K           run each program so often
  --binary PATH        run this instead of building it

docstrings takes

  --binary PATH        ask this what there is, instead of building it
  --missing            only what has no text yet, which any CPython may know

compatibility takes

  --package NAME       only this one; the page keeps what the others came to
  --runtime R          only on gil or freethreaded
  --binary PATH        run this instead of building it
  --minutes N          how long each suite may take, whatever the list says
  --peer PATH          and another Python, to compare

cpython-tests takes

  --modules A,B        only these; the page keeps what the others came to
  --runtime R          only on gil or freethreaded
  --seconds N          how long each module may take (100)
  --jobs N             how many run at once (1)
  --binary PATH        run this instead of building it
  --page PATH          write this page, though not every module has run
  --version V          the version of the tests, where no header beside them tells

tsan and asan also take

  --tests FILTER       programs of the tests instead, those whose names contain it

differ takes --minutes, --programs, --seed and --binary as stress does, and

  --peer COMMAND       another CPython than 3.13 to differ from
  --all                show every difference, not one of each shape

fuzz takes --minutes, --seed and --binary, and

  --driver D           only calls, data, objects, replaced or mutants

shuttle takes --minutes, --programs (100), --seed and --runtime too, and

  --schedules K        each program under so many schedules (20)

versus takes

  --rounds N           so many pairs of runs of each program (20)
  --runtime R          only on gil or freethreaded

cargo test and cargo bench need no xtask.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["ci"] => ci::run(),
        ["licences"] => licences::run(),
        ["protocols"] => protocols::run(None),
        ["protocols", kept] => protocols::run(Some(kept)),
        ["orderings", ref filters @ ..] => orderings::run(filters),
        ["compatibility", ref options @ ..] => {
            compatibility::Options::of(options).and_then(compatibility::run)
        }
        ["cpython-tests", ref options @ ..] => {
            cpython_tests::Options::of(options).and_then(cpython_tests::run)
        }
        ["docstrings", ref options @ ..] => docstrings::Options::of(options).and_then(docstrings::run),
        ["differ", ref options @ ..] => differ::Options::of(options).and_then(differ::run),
        ["fuzz", ref options @ ..] => fuzz::Options::of(options).and_then(fuzz::run),
        ["stdlib-report"] => stdlib_report::run(None),
        ["stdlib-report", "--binary", binary] => stdlib_report::run(Some(binary.into())),
        ["stress", ref options @ ..] => stress::Options::of(options).and_then(stress::run),
        ["tsan", ref options @ ..] => Sanitizer::Thread.run(options),
        ["asan", ref options @ ..] => Sanitizer::Address.run(options),
        ["versus", ref options @ ..] => versus::Options::of(options).and_then(versus::run),
        ["shuttle", ref options @ ..] => schedules(options),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Builds and runs the package that plays schedules, which reads its options itself.
fn schedules(options: &[&str]) -> Result<(), String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--locked", "--package", "schedules", "--"]).args(options);
    let status = command.status().map_err(|error| format!("cargo run: {error}"))?;
    if status.success() { Ok(()) } else { Err("a schedule fails".into()) }
}

/// The cargo that started us.
fn cargo() -> std::process::Command {
    std::process::Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds the command line as people use it.
fn release() -> Result<PathBuf, String> {
    match cargo().args(["build", "--locked", "--release", "--bin", "granular"]).status() {
        Ok(status) if status.success() => Ok(PathBuf::from("target/release/granular")),
        Ok(status) => Err(format!("cargo build: {status}")),
        Err(error) => Err(format!("cargo build: {error}")),
    }
}

/// Builds the command line as `cargo test` does, with its assertions.
fn build() -> Result<PathBuf, String> {
    let status = cargo().args(["build", "--locked", "--bin", "granular"]).status();
    match status {
        Ok(status) if status.success() => Ok(PathBuf::from("target/debug/granular")),
        Ok(status) => Err(format!("cargo build: {status}")),
        Err(error) => Err(format!("cargo build: {error}")),
    }
}

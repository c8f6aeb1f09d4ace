//! `cargo xtask tsan` and `asan`: the stress programs, or programs of the tests, on a build that checks every access.
//!
//! Only what is compiled for a sanitizer is checked by it, and the thread sanitizer takes what it does not see, such as the
//! standard library's own locks, for races. So for that one the standard library is built along, which needs a nightly
//! toolchain with its source (the component `rust-src`). [`COMPILER`] names another compiler that has the source beside it
//! and takes unstable options, with the sanitizer's runtime among its libraries.
//!
//! A report makes its run fail. All of them are kept, and at the end told by kind.

mod report;

use crate::{cargo, stress};
use report::Reports;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const TARGET: &str = "x86_64-unknown-linux-gnu";
const COMPILER: &str = "GRANULAR_SANITIZER_RUSTC";

/// A checked run is some ten times slower.
const LIMIT: Duration = Duration::from_secs(900);

/// The memory of the sanitizer's own grows with the program.
const GROWTH: u64 = 4096;

/// What finds what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sanitizer {
    /// Uses after a death, accesses beyond an end, and memory that is never given back.
    Address,
    /// Accesses of two threads that nothing orders, of which one writes.
    Thread,
}

impl Sanitizer {
    /// As the compiler calls it.
    fn name(self) -> &'static str {
        match self {
            Sanitizer::Address => "address",
            Sanitizer::Thread => "thread",
        }
    }

    /// As `cargo xtask` calls it.
    fn check(self) -> &'static str {
        match self {
            Sanitizer::Address => "asan",
            Sanitizer::Thread => "tsan",
        }
    }

    /// Where what it needs and says is kept.
    fn folder(self) -> PathBuf {
        format!("target/sanitizer-{}", self.name()).into()
    }

    /// How a checked program is asked to report.
    fn settings(self, reports: &Path) -> (&'static str, String) {
        let path = reports.display();
        match self {
            // With uses after return, locals would not be on the stack, whose depth is told from the address of one.
            Sanitizer::Address => (
                "ASAN_OPTIONS",
                format!("log_path={path}:exitcode=99:detect_leaks=1:detect_stack_use_after_return=0"),
            ),
            Sanitizer::Thread => (
                "TSAN_OPTIONS",
                format!("log_path={path}:exitcode=99:history_size=7:second_deadlock_stack=1"),
            ),
        }
    }

    /// Runs programs under it and tells what it has reported.
    pub fn run(self, words: &[&str]) -> Result<(), String> {
        let (tests, words) = split(words)?;
        let mut options = stress::Options::of(&words)?;
        (options.check, options.limit, options.growth) = (self.check(), LIMIT, GROWTH);
        let binary = match options.binary.take() {
            Some(binary) => binary,
            None => self.build()?,
        };
        let absolute =
            |path: &Path| std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()));
        let reports = Reports::begin(&absolute(&self.folder())?.join("reports"))?;
        let (name, value) = self.settings(&reports.prefix());
        let done = if tests.is_empty() {
            options.environment = vec![(name.into(), value)];
            options.binary = Some(binary);
            stress::run(options)
        } else {
            conformance(&absolute(&binary)?, &tests, (name, &value))
        };
        let told = reports.tell();
        done.and(told)
    }

    /// Builds the command line, and the standard library if that is needed, in a folder of their own.
    fn build(self) -> Result<PathBuf, String> {
        let folder = self.folder();
        let mut command = Command::new("cargo");
        command.args(["+nightly", "build", "--locked", "--bin", "granular"]);
        // An allocator that is not compiled for it would hide what it looks for.
        command.arg("--no-default-features");
        command.args(["--target", TARGET, "--target-dir"]).arg(&folder);
        // What the cargo that started us has set names its own toolchain.
        for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(name);
        }
        if self == Sanitizer::Thread {
            command.arg("-Zbuild-std");
            if let Some(compiler) = env::var_os(COMPILER) {
                command.env("RUSTC", compiler);
            }
        }
        // Our own word makes free memory known to the sanitizer; crossbeam's makes garbage wait less.
        let sanitizer = self.name();
        let flags = format!(
            "-Zsanitizer={sanitizer} --cfg granular_sanitizer=\"{sanitizer}\" --cfg crossbeam_sanitize"
        );
        let status = command.env("RUSTFLAGS", flags).status();
        match status {
            Ok(status) if status.success() => Ok(folder.join(TARGET).join("debug/granular")),
            Ok(status) => Err(format!("cargo +nightly build: {status}")),
            Err(error) => Err(format!("cargo +nightly build: {error}")),
        }
    }
}

/// Which programs of the tests are asked for, and the other words.
fn split<'a>(words: &[&'a str]) -> Result<(Vec<&'a str>, Vec<&'a str>), String> {
    let (mut tests, mut others) = (Vec::new(), Vec::new());
    let mut words = words.iter();
    while let Some(&word) = words.next() {
        if word == "--tests" {
            tests.push(*words.next().ok_or("--tests needs a value")?);
        } else {
            others.push(word);
        }
    }
    Ok((tests, others))
}

/// Runs programs of the tests, on all runtimes, with all they expect.
fn conformance(binary: &Path, tests: &[&str], (name, value): (&str, &str)) -> Result<(), String> {
    let mut failed = Vec::new();
    for filter in tests {
        let mut command = cargo();
        command.args(["test", "--quiet", "--locked", "--test", "conformance", "--", filter]);
        command.args(["--skip", "cpython::"]);
        command.env("GRANULAR_EXECUTABLE", binary).env("GRANULAR_SECONDS", LIMIT.as_secs().to_string());
        let status = command.env(name, value).status().map_err(|error| format!("cargo test: {error}"))?;
        if !status.success() {
            failed.push(*filter);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("tests fail: {}", failed.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_what_stress_takes() {
        let words = ["--tests", "threads", "--seed", "1", "--tests", "gil::gc"];
        assert_eq!(split(&words), Ok((vec!["threads", "gil::gc"], vec!["--seed", "1"])));
        assert!(split(&["--tests"]).is_err());
    }
}

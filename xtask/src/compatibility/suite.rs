//! Running a package's tests, and reading what came of it.

use super::fetch::Fetched;
use super::list::Package;
use crate::child;
use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// What came of a suite.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// It has not run.
    Unknown,
    /// It ended, with these results.
    Ended(Results),
    /// It did not, for this reason.
    Stopped(String),
}

/// The results of a suite.
#[derive(Debug, Default, PartialEq)]
pub struct Results {
    pub passed: usize,
    pub skipped: usize,
    pub failed: Vec<Failure>,
}

/// A test that failed.
#[derive(Debug, PartialEq)]
pub struct Failure {
    pub test: String,
    /// The first line of what it said.
    pub message: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Unknown => write!(f, "has not run"),
            Outcome::Stopped(reason) => write!(f, "{reason}"),
            Outcome::Ended(results) => write!(
                f,
                "{} passed, {} failed, {} skipped",
                results.passed,
                results.failed.len(),
                results.skipped
            ),
        }
    }
}

fn results_file(folder: &Path, runtime: &str) -> PathBuf {
    folder.join(format!("{runtime}.xml"))
}

fn stopped_file(folder: &Path, runtime: &str) -> PathBuf {
    folder.join(format!("{runtime}.stopped"))
}

/// Runs a package's tests with `program`, which `words` make into pytest.
pub fn run(
    program: &Path,
    words: &[&str],
    runtime: &str,
    package: &Package,
    minutes: u64,
    fetched: &Fetched,
) -> Result<Outcome, String> {
    let (report, stopped) = (results_file(&fetched.folder, runtime), stopped_file(&fetched.folder, runtime));
    for old in [&report, &stopped] {
        let _ = fs::remove_file(old);
    }
    let path = env::join_paths(&fetched.path).map_err(|error| error.to_string())?;
    let limit = Duration::from_secs(60 * minutes);
    let logs = fetched.folder.join(format!("{runtime}-output"));
    fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    let mut command = Command::new(program);
    command
        .args(words)
        .args(["-q", "--tb=short", "-p", "no:cacheprovider", "-o", "junit_family=xunit1", "--junitxml"])
        .arg(&report)
        .args(&package.words)
        .args(&package.tests)
        .current_dir(&fetched.source)
        .env("PYTHONPATH", path)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let end = child::run(&mut command, &logs, limit)?;
    if !report.exists() {
        let reason = match end.status {
            None => format!("did not end in {minutes} minutes"),
            Some(status) => format!("ended early: {status}"),
        };
        fs::write(&stopped, reason).map_err(|error| format!("{}: {error}", stopped.display()))?;
    }
    last(&fetched.folder, runtime)
}

/// What came of the last run.
pub fn last(folder: &Path, runtime: &str) -> Result<Outcome, String> {
    if let Ok(reason) = fs::read_to_string(stopped_file(folder, runtime)) {
        return Ok(Outcome::Stopped(reason));
    }
    match fs::read_to_string(results_file(folder, runtime)) {
        Ok(text) => results(&text).map(Outcome::Ended),
        Err(_) => Ok(Outcome::Unknown),
    }
}

/// Reads what pytest writes, in the form of JUnit.
fn results(text: &str) -> Result<Results, String> {
    let document = roxmltree::Document::parse(text).map_err(|error| format!("pytest's report: {error}"))?;
    let mut results = Results::default();
    for case in document.descendants().filter(|node| node.has_tag_name("testcase")) {
        let attribute = |name| case.attribute(name).unwrap_or_default();
        let test = match attribute("classname") {
            "" => attribute("name").to_owned(),
            class => format!("{class}::{}", attribute("name")),
        };
        let told = |tag: &str| case.children().find(|child| child.has_tag_name(tag));
        if let Some(failure) = told("failure").or_else(|| told("error")) {
            let message = failure.attribute("message").unwrap_or_default();
            let message = message.lines().next().unwrap_or_default().to_owned();
            results.failed.push(Failure { test, message });
        } else if told("skipped").is_some() {
            results.skipped += 1;
        } else {
            results.passed += 1;
        }
    }
    // A test whose teardown fails too is there twice.
    results.failed.dedup_by(|one, other| one.test == other.test);
    Ok(results)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_has_an_end() {
        let text = r#"<?xml version="1.0"?><testsuites><testsuite>
            <testcase classname="t.test_a" name="test_one"/>
            <testcase classname="t.test_a" name="test_two"><failure message="assert 1 == 2&#10;more">x</failure></testcase>
            <testcase classname="t.test_a" name="test_two"><error message="teardown">x</error></testcase>
            <testcase classname="t.test_a" name="test_three"><skipped message="why"/></testcase>
            <testcase classname="" name="t.test_b"><error message="collection failure">x</error></testcase>
        </testsuite></testsuites>"#;
        let results = results(text).unwrap();
        assert_eq!((1, 1), (results.passed, results.skipped));
        let failed: Vec<&str> = results.failed.iter().map(|failure| &*failure.test).collect();
        assert_eq!(["t.test_a::test_two", "t.test_b"], *failed);
        assert_eq!("assert 1 == 2", results.failed[0].message);
    }

    #[test]
    fn what_is_no_report_is_told() {
        assert!(results("<testsuites>").is_err());
    }
}

//! The page that tells what CPython's tests came to.

use super::results::{End, Results};
use crate::reason::{self, Reason};
use std::fmt::Write;

/// A module, a runtime, and what came of the one's tests on the other.
pub struct Row {
    pub module: String,
    pub runtime: &'static str,
    pub results: Results,
}

/// The page about the tests of this version of CPython.
/// `missing` says how many modules have not run on each runtime.
pub fn page(
    version: &str,
    rows: &[Row],
    missing: [usize; super::RUNTIMES.len()],
    reasons: &[Reason],
) -> String {
    let mut text = format!(
        "# CPython's own tests\n\n\
         The tests of CPython {version} that come with it as the package `test`, and what each module of them came to on each runtime.\n\
         Made by `cargo xtask cpython-tests FOLDER`; do not edit. Nothing of them is part of this repository.\n\n\
         The library here is CPython 3.14.0's, and what is built in is 3.14's: where the tests are of another version, some fail for\n\
         what has changed since or had not changed yet. A module of tests runs in a process of its own, in an empty folder, for a limited time, with what CPython's own\n\
         runner leaves out (the network, what takes long or fills the disk) left out.\n\n\
         | runtime | modules | of them all passed | not imported | left out | stopped | crashed | tests | passed | failures | errors | skipped | expected |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
    );
    for runtime in super::RUNTIMES {
        let of_it: Vec<&Results> =
            rows.iter().filter(|row| row.runtime == runtime).map(|row| &row.results).collect();
        let modules = |which: fn(&Results) -> bool| of_it.iter().filter(|results| which(results)).count();
        let sum = |which: fn(&Results) -> usize| of_it.iter().map(|results| which(results)).sum::<usize>();
        writeln!(
            text,
            "| {runtime} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            of_it.len(),
            modules(|results| results.end == End::Whole && results.failed.is_empty() && !results.crashed()),
            modules(|results| matches!(results.end, End::NotImported(_))),
            modules(|results| matches!(results.end, End::LeftOut(_))),
            modules(|results| matches!(results.end, End::Stopped(_))),
            modules(|results| results.crashed() || results.end == End::Early),
            sum(|results| results.ran),
            sum(Results::passed),
            sum(|results| results.failures),
            sum(|results| results.errors),
            sum(|results| results.skipped),
            sum(|results| results.expected),
        )
        .expect("a string takes all");
    }
    for (runtime, missing) in super::RUNTIMES.into_iter().zip(missing).filter(|(_, missing)| *missing > 0) {
        writeln!(text, "\n{missing} modules have not run on {runtime}.").expect("a string takes all");
    }
    text.push_str(
        "\nFailures and errors are counted as `unittest` does: each part of a test that fails, if it has parts. Skipped is what the tests\n\
         themselves skip, mostly for want of `_testcapi`, CPython's own; a module that says so of itself is left out. Expected are\n\
         failures that the tests expect.\n\n\
         ## Module by module\n\n\
         | module | runtime | tests | failures | errors | skipped | expected | |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    lines(&mut text, rows, |row| {
        let Results { ran, failures, errors, skipped, expected, .. } = &row.results;
        let end = cell(&row.results.to_string());
        vec![format!("{ran} | {failures} | {errors} | {skipped} | {expected} | {end}")]
    });
    text.push_str("\n## Why tests fail\n\n| module | runtime | tests | why |\n|---|---|---|---|\n");
    lines(&mut text, rows, |row| why(row, reasons));
    text
}

/// Writes what `say` says of each row; once for both runtimes, if it says the same of them.
fn lines(text: &mut String, rows: &[Row], say: impl Fn(&Row) -> Vec<String>) {
    for rows in rows.chunk_by(|one, other| one.module == other.module) {
        let mut said: Vec<(String, Vec<&str>)> = Vec::new();
        for row in rows {
            for line in say(row) {
                match said.iter_mut().find(|(there, _)| *there == line) {
                    Some((_, runtimes)) => runtimes.push(row.runtime),
                    None => said.push((line, vec![row.runtime])),
                }
            }
        }
        for (line, runtimes) in said {
            let runtimes = if runtimes == super::RUNTIMES { "both".into() } else { runtimes.join(", ") };
            writeln!(text, "| {} | {runtimes} | {line} |", rows[0].module).expect("a string takes all");
        }
    }
}

/// Why tests of a module fail, each reason with its tests.
fn why(row: &Row, reasons: &[Reason]) -> Vec<String> {
    let failures = failures(row).map(|(test, said)| (test, reason::first(reasons, test, &said)));
    let start = format!("test.{}.", row.module);
    reason::grouped(failures)
        .into_iter()
        .map(|(why, tests)| {
            let short = |test: &str| cell(test.strip_prefix(&*start).unwrap_or(test));
            let shown = match &*tests {
                [first] if *first == row.module => "the module".into(),
                [first] => format!("`{}`", short(first)),
                [first, rest @ ..] => format!("`{}` and {} more", short(first), rest.len()),
                [] => String::new(),
            };
            format!("{shown} | {why}")
        })
        .collect()
}

/// The failures that nobody has given a reason for: module, runtime, test and what it says.
pub fn unexplained<'r>(rows: &'r [Row], reasons: &[Reason]) -> Vec<(&'r Row, &'r str, String)> {
    let all = rows.iter().flat_map(|row| failures(row).map(move |(test, said)| (row, test, said)));
    all.filter(|(_, test, said)| reason::first(reasons, test, said).is_none()).collect()
}

/// What of a module has failed, the module itself included, and what it says.
fn failures(row: &Row) -> impl Iterator<Item = (&str, String)> {
    let module = row.results.unfinished().map(|said| (&*row.module, said));
    let tests = row.results.failed.iter().map(|failure| (&*failure.test, failure.said.clone()));
    module.into_iter().chain(tests)
}

/// A text that a cell of a table can hold, of whatever length a table can bear.
fn cell(text: &str) -> String {
    const LONGEST: usize = 160;
    let short: String = text.chars().take(LONGEST).collect();
    let dots = if text.chars().count() > LONGEST { "…" } else { "" };
    format!("{}{dots}", short.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(module: &str, runtime: &'static str, events: &str) -> Row {
        Row { module: module.into(), runtime, results: Results::of(events) }
    }

    fn rows() -> Vec<Row> {
        let fails = "begins\ttest.test_a.A.x\nerror\ttest.test_a.A.x\tImportError: No module named 'm'\n\
            begins\ttest.test_a.A.y\nfailure\ttest.test_a.A.y\tAssertionError: 1 != 2\nwhole\n";
        vec![
            row("test_a", "gil", fails),
            row("test_a", "freethreaded", fails),
            row("test_b", "gil", "begins\ttest.test_b.B.x\nwhole\n"),
            row("test_b", "freethreaded", "begins\ttest.test_b.B.x\nkilled\t11\n"),
        ]
    }

    #[test]
    fn what_is_the_same_on_both_is_told_once() {
        let page = page("3.13.7", &rows(), [0, 3], &[]);
        assert!(page.contains("3 modules have not run on freethreaded.") && !page.contains("run on gil."));
        assert!(page.contains("The tests of CPython 3.13.7 "));
        assert!(page.contains("| gil | 2 | 1 | 0 | 0 | 0 | 0 | 3 | 1 | 1 | 1 | 0 | 0 |\n"));
        assert!(page.contains("| freethreaded | 2 | 0 | 0 | 0 | 0 | 1 | 3 | 1 | 1 | 1 | 0 | 0 |\n"));
        assert!(page.contains("| test_a | both | 2 | 1 | 1 | 0 | 0 |  |\n"));
        assert!(page.contains("| test_b | gil | 1 | 0 | 0 | 0 | 0 |  |\n"));
        let killed =
            "| test_b | freethreaded | 1 | 0 | 0 | 0 | 0 | killed by signal 11, in `test.test_b.B.x` |\n";
        assert!(page.contains(killed));
        assert!(page.contains("| test_a | both | `A.x` and 1 more | **open:** not looked into |\n"));
        assert!(page.contains("| test_b | freethreaded | the module | **open:** not looked into |\n"));
    }

    #[test]
    fn what_has_a_reason_is_explained() {
        let reason = |tests: &[&str], said: Option<&str>, why: &str, open| Reason {
            tests: tests.iter().map(|test| (*test).to_owned()).collect(),
            said: said.map(str::to_owned),
            why: why.into(),
            open,
        };
        let reasons = [
            reason(&[], Some("*No module named 'm'*"), "there is no `m`", false),
            reason(&["test_b"], None, "it crashes", true),
        ];
        let rows = rows();
        let page = page("3.13.7", &rows, [0, 0], &reasons);
        assert!(page.contains("| test_a | both | `A.x` | there is no `m` |\n"));
        assert!(page.contains("| test_a | both | `A.y` | **open:** not looked into |\n"));
        assert!(page.contains("| test_b | freethreaded | the module | **open:** it crashes |\n"));
        let left: Vec<(&str, &str)> =
            unexplained(&rows, &reasons).iter().map(|(row, test, _)| (row.runtime, *test)).collect();
        assert_eq!([("gil", "test.test_a.A.y"), ("freethreaded", "test.test_a.A.y")], *left);
    }
}

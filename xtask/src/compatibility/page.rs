//! The page that tells what came of the suites.

use super::list::Package;
use super::suite::Outcome;
use crate::reason;
use std::fmt::Write;

/// A package, a runtime, and what came of the one's tests on the other.
pub type Row<'p> = (&'p Package, &'static str, Outcome);

const HEAD: &str = "\
# Other people's programs

Packages as their authors publish them, unchanged, and what their own tests say on each runtime. Made by
`cargo xtask compatibility`, which fetches them with pip; do not edit. Nothing of theirs is part of this repository.

A program finds what pip has installed in a folder if `PYTHONPATH` names it:

    python3 -m pip install --target site --only-binary :all: --implementation py --abi none --platform any pytest
    PYTHONPATH=site granular run -m pytest tests

| package | version | runtime | passed | failed | skipped |
|---|---|---|---|---|---|
";
const REASONS: &str = "## Why tests fail\n";

/// The page. What has not run here is as `old`, the page until now, tells it.
pub fn page(rows: &[Row<'_>], old: &str) -> String {
    let mut text = HEAD.to_owned();
    for (package, runtime, outcome) in rows {
        if let Some(row) = kept(package, runtime, outcome, old) {
            text.push_str(row);
            continue;
        }
        let counts = match outcome {
            Outcome::Ended(results) => {
                format!("{} | {} | {}", results.passed, results.failed.len(), results.skipped)
            }
            other => format!("{other} | |"),
        };
        writeln!(text, "| {} | {} | {runtime} | {counts} |", package.name, package.version)
            .expect("a string takes all");
    }
    text.push_str(
        "\nSkipped is what the tests themselves skip, or expect to fail. What fails is not granular's to mend, or is open.\n\n",
    );
    text.push_str(REASONS);
    text.push_str("\n| package | runtime | tests | why |\n|---|---|---|---|\n");
    for (package, runtime, outcome) in rows {
        if kept(package, runtime, outcome, old).is_some() {
            let start = format!("| {} | {runtime} | ", package.name);
            let (_, reasons) = old.split_once(REASONS).unwrap_or_default();
            text.extend(reasons.split_inclusive('\n').filter(|line| line.starts_with(&start)));
        }
        let Outcome::Ended(results) = outcome else { continue };
        let failures = results.failed.iter().map(|failure| (&*failure.test, package.reason(failure)));
        for (why, tests) in reason::grouped(failures) {
            let shown = match &*tests {
                [only] => format!("`{only}`"),
                [first, rest @ ..] => format!("`{first}` and {} more", rest.len()),
                [] => continue,
            };
            let line = format!("| {} | {runtime} | {} | {why} |\n", package.name, shown.replace('|', "\\|"));
            text.push_str(&line);
        }
    }
    text
}

/// The row of the page until now, for what has not run here.
fn kept<'o>(package: &Package, runtime: &str, outcome: &Outcome, old: &'o str) -> Option<&'o str> {
    let start = format!("| {} | {} | {runtime} | ", package.name, package.version);
    let mut lines = old.split_inclusive('\n');
    lines.find(|line| *outcome == Outcome::Unknown && line.starts_with(&start))
}

/// The failures that nobody has given a reason for.
pub fn unexplained<'r>(rows: &'r [Row<'_>]) -> Vec<(&'r str, &'static str, &'r str)> {
    let mut found = Vec::new();
    for (package, runtime, outcome) in rows {
        let Outcome::Ended(results) = outcome else { continue };
        let unknown = results.failed.iter().filter(|failure| package.reason(failure).is_none());
        found.extend(unknown.map(|failure| (&*package.name, *runtime, &*failure.test)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::list::List;
    use super::super::suite::{Failure, Results};
    use super::*;

    #[test]
    fn what_fails_without_a_reason_is_open() {
        let list = List::read(
            "runner = []\n[[package]]\nname = 'a'\nversion = '1'\ntests = ['t']\n\
             reasons = [{ tests = ['t::x*'], why = 'counts' }]",
        )
        .unwrap();
        let failure = |test: &str| Failure { test: test.to_owned(), message: String::new() };
        let failed = vec![failure("t::x1"), failure("t::x2"), failure("t::y")];
        let rows = vec![
            (&list.packages[0], "gil", Outcome::Ended(Results { passed: 7, skipped: 1, failed })),
            (&list.packages[0], "freethreaded", Outcome::Stopped("did not end in 10 minutes".into())),
        ];
        let page = page(&rows, "");
        assert!(page.contains("| a | 1 | gil | 7 | 3 | 1 |"));
        assert!(page.contains("| a | 1 | freethreaded | did not end in 10 minutes | | |"));
        assert!(page.contains("| a | gil | `t::x1` and 1 more | counts |"));
        assert!(page.contains("| a | gil | `t::y` | **open:** not looked into |"));
        assert_eq!(vec![("a", "gil", "t::y")], unexplained(&rows));
    }

    #[test]
    fn what_has_not_run_here_is_as_it_was() {
        let list = List::read(
            "runner = []\n[[package]]\nname = 'a'\nversion = '1'\ntests = ['t']\n\
             [[package]]\nname = 'b'\nversion = '2'\ntests = ['t']",
        )
        .unwrap();
        let [a, b] = &*list.packages else { unreachable!("two are listed") };
        let failed = vec![Failure { test: "t::x".into(), message: String::new() }];
        let ran = || Outcome::Ended(Results { passed: 7, skipped: 1, failed: Vec::new() });
        let first = Outcome::Ended(Results { passed: 3, skipped: 0, failed });
        let old = page(&[(a, "gil", first), (b, "gil", Outcome::Unknown)], "");
        let both = page(&[(a, "gil", Outcome::Unknown), (b, "gil", ran())], &old);
        assert!(both.contains("| a | 1 | gil | 3 | 1 | 0 |"));
        assert!(both.contains("| a | gil | `t::x` | **open:** not looked into |"));
        assert!(both.contains("| b | 2 | gil | 7 | 0 | 1 |"));
        let third = page(&[(a, "gil", ran()), (b, "gil", Outcome::Unknown)], &both);
        assert!(third.contains("| a | 1 | gil | 7 | 0 | 1 |") && !third.contains("t::x"));
    }
}

//! Why tests of others fail here, as people have written it down.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Why tests fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Their names, in which a star stands for anything; none are all.
    #[serde(default)]
    pub tests: Vec<String>,
    /// What they say, with stars too.
    pub said: Option<String>,
    pub why: String,
    /// It is to be mended here; without it, it cannot be.
    #[serde(default)]
    pub open: bool,
}

impl Reason {
    fn explains(&self, test: &str, said: &str) -> bool {
        (self.tests.is_empty() || self.tests.iter().any(|pattern| fits(pattern, test)))
            && self.said.as_ref().is_none_or(|pattern| fits(pattern, said))
    }
}

/// The first reason that fits a test and what it said.
pub fn first<'r>(reasons: &'r [Reason], test: &str, said: &str) -> Option<&'r Reason> {
    reasons.iter().find(|reason| reason.explains(test, said))
}

/// The tests that have each reason in common, and the reason as a page has it.
pub fn grouped<'r>(
    failures: impl Iterator<Item = (&'r str, Option<&'r Reason>)>,
) -> Vec<(String, Vec<&'r str>)> {
    let mut groups: BTreeMap<(bool, &str), Vec<&str>> = BTreeMap::new();
    for (test, reason) in failures {
        let key = reason.map_or((true, "not looked into"), |reason| (reason.open, &*reason.why));
        groups.entry(key).or_default().push(test);
    }
    let shown = |((open, why), tests)| (format!("{}{why}", if open { "**open:** " } else { "" }), tests);
    groups.into_iter().map(shown).collect()
}

/// Whether a name is of this form.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(start) else { return false };
    let Some((middle, end)) = rest.rsplit_once('*') else {
        return name.ends_with(rest);
    };
    for part in middle.split('*') {
        match name.find(part) {
            Some(at) => name = &name[at + part.len()..],
            None => return false,
        }
    }
    name.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(fits("tests.test_a::test_b", "tests.test_a::test_b"));
        assert!(fits("tests.test_a::*", "tests.test_a::test_b[1]"));
        assert!(fits("*::test_b[*]", "tests.test_a::test_b[1]"));
        assert!(fits("*test_a*test_b*", "tests.test_a::test_b[1]"));
        assert!(!fits("*::test_c[*]", "tests.test_a::test_b[1]"));
        assert!(!fits("tests.test_a", "tests.test_a::test_b"));
    }

    fn reason(tests: &[&str], said: Option<&str>, why: &str) -> Reason {
        let tests = tests.iter().map(|test| (*test).to_owned()).collect();
        Reason { tests, said: said.map(str::to_owned), why: why.into(), open: false }
    }

    #[test]
    fn the_first_reason_is_the_one() {
        let reasons = [
            reason(&["t.x"], None, "one"),
            reason(&[], Some("*No module named 'm'*"), "two"),
            reason(&["t.y*", "t.z"], Some("AssertionError*"), "three"),
        ];
        let why = |test, said| first(&reasons, test, said).map(|reason| &*reason.why);
        assert_eq!(Some("one"), why("t.x", "ImportError: No module named 'm'"));
        assert_eq!(Some("two"), why("t.y", "ImportError: No module named 'm'"));
        assert_eq!(Some("three"), why("t.y1", "AssertionError: 1 != 2"));
        assert_eq!(None, why("t.y1", "TypeError"));
    }
}

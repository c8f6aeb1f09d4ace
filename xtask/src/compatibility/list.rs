//! The list of packages.

use serde::Deserialize;

/// What `packages.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// What runs the tests, as pip writes requirements.
    pub runner: Vec<String>,
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
}

/// A package and where its tests are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// Files and folders of its source distribution.
    pub tests: Vec<String>,
    /// What the tests need besides.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Packages taken from the source because no distribution of them is free of C: requirement and folder.
    #[serde(default)]
    pub sources: Vec<(String, String)>,
    /// Where the source with the tests is, as pip writes it, if no source distribution has them.
    pub checkout: Option<String>,
    /// More words for pytest.
    #[serde(default)]
    pub words: Vec<String>,
    /// How long the tests may take.
    #[serde(default = "half_an_hour")]
    pub minutes: u64,
    /// Why tests fail.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// Why tests fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Their names, in which a star stands for anything.
    pub tests: Vec<String>,
    pub why: String,
    /// It is to be mended here; without it, it cannot be.
    #[serde(default)]
    pub open: bool,
}

fn half_an_hour() -> u64 {
    30
}

impl List {
    pub fn read(text: &str) -> Result<List, String> {
        toml::from_str(text).map_err(|error| format!("packages.toml: {error}"))
    }

    pub fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }
}

impl Package {
    /// The first reason that fits.
    pub fn reason(&self, test: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.tests.iter().any(|pattern| fits(pattern, test)))
    }
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

    #[test]
    fn the_first_reason_is_the_one() {
        let list = List::read(
            "runner = []\n[[package]]\nname = 'a'\nversion = '1'\ntests = ['t']\n\
             reasons = [{ tests = ['t::x'], why = 'one' }, { tests = ['*'], why = 'two', open = true }]",
        )
        .unwrap();
        let package = list.package("a").unwrap();
        assert_eq!(Some("one"), package.reason("t::x").map(|reason| &*reason.why));
        assert!(package.reason("t::y").is_some_and(|reason| reason.open));
    }
}

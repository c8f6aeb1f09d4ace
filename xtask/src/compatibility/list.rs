//! The list of packages.

use super::suite::Failure;
use crate::reason::{self, Reason};
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
    pub fn reason(&self, failure: &Failure) -> Option<&Reason> {
        reason::first(&self.reasons, &failure.test, &failure.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_reason_is_the_one() {
        let list = List::read(
            "runner = []\n[[package]]\nname = 'a'\nversion = '1'\ntests = ['t']\n\
             reasons = [{ tests = ['t::x'], why = 'one' }, { tests = ['*'], why = 'two', open = true }]",
        )
        .unwrap();
        let package = list.package("a").unwrap();
        let failure = |test: &str| Failure { test: test.into(), message: "assert 1 == 2".into() };
        assert_eq!(Some("one"), package.reason(&failure("t::x")).map(|reason| &*reason.why));
        assert!(package.reason(&failure("t::y")).is_some_and(|reason| reason.open));
    }
}

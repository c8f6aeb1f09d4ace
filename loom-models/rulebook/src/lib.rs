//! Which rule of the protocols is checked by which model, and broken by which twin.
//!
//! Nothing is run and nothing is written down twice: rules are read from `docs/protocols.md`, what a model checks from the
//! first words of its comment ("Rules B3, B4: …"), what a twin breaks from its entry in `loom-models/twins`. A rule
//! must have both, or a reason in the list of the document's last part.

#![forbid(unsafe_code)]

mod document;
mod table;
mod tests;
mod twins;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

pub use table::{Explored, write_table};

/// The letter of a protocol and a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    letter: char,
    number: u32,
}

impl Rule {
    /// The rule that a word like `B10` or `B10,` means.
    fn parse(word: &str) -> Option<Rule> {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let letter = word.chars().next().filter(char::is_ascii_uppercase)?;
        let number = word[1..].parse().ok()?;
        Some(Rule { letter, number })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letter, self.number)
    }
}

/// A function of a test that models run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// `file::function`
    pub name: String,
    /// What it checks.
    pub rules: Vec<Rule>,
}

/// A copy of the source with one rule broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its name.
    pub name: String,
    /// What it breaks.
    pub rule: Rule,
    /// The models that must fail on it.
    pub caught_by: Vec<String>,
}

/// The rules, and all that is said of them.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// In the order of the document.
    pub rules: Vec<Rule>,
    /// Why a rule has no model, or none of its models a twin.
    pub reasons: BTreeMap<Rule, String>,
    /// In the order of the files.
    pub models: Vec<Model>,
    /// In the order of the list.
    pub twins: Vec<Twin>,
    /// The rows of the document's table: rule, model and twins.
    pub rows: Vec<[String; 3]>,
}

/// The document.
pub const DOCUMENT: &str = "docs/protocols.md";

/// The workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The files of a folder, by name: what they are called without their ending, and what is in them.
fn files(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    let named = |path: PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((stem, read(&path)?))
    };
    paths.into_iter().map(named).collect()
}

impl Rulebook {
    /// Reads all of it.
    pub fn read() -> Result<Rulebook, String> {
        let root = root();
        let text = read(&root.join(DOCUMENT))?;
        let mut book = Rulebook::default();
        document::read(&text, &mut book);
        let sources = files(&root.join("loom-models/tests/models"))?;
        for (file, source) in &sources {
            book.models.extend(tests::models(file, source));
        }
        let lists = files(&root.join("loom-models/twins"))?;
        let twins: Result<Vec<_>, _> = lists.iter().map(|(_, list)| twins::read(list)).collect();
        for (name, rule) in twins?.into_iter().flatten() {
            let caught_by = sources
                .iter()
                .flat_map(|(file, source)| tests::catching(&name, file, source, &book.models))
                .collect();
            book.twins.push(Twin { name, rule, caught_by });
        }
        Ok(book)
    }

    /// What is missing, and what says something that is not so.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        for rule in &self.rules {
            let has_model = self.models.iter().any(|model| model.rules.contains(rule));
            let has_twin = self.twins.iter().any(|twin| twin.rule == *rule);
            match (has_model && has_twin, self.reasons.contains_key(rule)) {
                (false, false) if !has_model => {
                    complaints.push(format!("{rule} has no model, and no reason says why"));
                }
                (false, false) => complaints.push(format!("{rule} has no twin, and no reason says why")),
                (true, true) => {
                    complaints.push(format!("{rule} has model and twin; the reason is out of date"))
                }
                _ => {}
            }
        }
        let known = |rule: &Rule| self.rules.contains(rule);
        for rule in self.reasons.keys().filter(|rule| !known(rule)) {
            complaints.push(format!("a reason is given for {rule}, which there is not"));
        }
        for model in &self.models {
            for rule in model.rules.iter().filter(|rule| !known(rule)) {
                complaints.push(format!("{} checks {rule}, which there is not", model.name));
            }
        }
        for twin in &self.twins {
            if !known(&twin.rule) {
                complaints.push(format!("{} breaks {}, which there is not", twin.name, twin.rule));
            }
            if twin.caught_by.is_empty() {
                complaints.push(format!("{} is caught by no model", twin.name));
            }
        }
        if self.rows != table::rows(self) {
            complaints.push(format!("the table in {DOCUMENT} is out of date: cargo xtask protocols"));
        }
        complaints
    }
}

//! What is built in says of itself what it says in CPython: every module, class, function, method and descriptor.
//!
//! Both are asked with the program that `cargo xtask docstrings` collects the texts with.

use granular::compare::{
    child::Invocation,
    contestant::{Peer, Variant},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

const LIMIT: Duration = Duration::from_secs(60);

/// Why a `__getstate__` has none.
const STATE: &str = "3.14 has one of each class, without a text; 3.13 has object's";

/// What CPython 3.13 has a text for and 3.14, whose texts these are, has not.
const WITHOUT: [(&str, &str); 10] = [
    ("_io.BufferedRandom.__getstate__", STATE),
    ("_io.BufferedReader.__getstate__", STATE),
    ("_io.BufferedWriter.__getstate__", STATE),
    ("_io.FileIO.__getstate__", STATE),
    ("_io.TextIOWrapper.__getstate__", STATE),
    ("_heapq._heapify_max()", "3.14 calls it heapify_max"),
    ("_heapq._heappop_max()", "3.14 calls it heappop_max"),
    ("_heapq._heapreplace_max()", "3.14 calls it heapreplace_max"),
    ("builtins.BaseException.__cause__", "its text went with 3.14"),
    ("builtins.BaseException.__context__", "its text went with 3.14"),
];

/// What a survey says of a thing.
#[derive(Deserialize)]
struct Told {
    key: String,
    doc: Option<String>,
}

fn survey() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("xtask/src/docstrings/survey.py")
}

fn ask(executable: PathBuf, arguments: Vec<OsString>) -> String {
    let invocation = Invocation { executable, arguments, tally: None, workers: None };
    let run = invocation.run(LIMIT).expect("the survey runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("a survey is text")
}

fn ask_ours(variant: Variant) -> String {
    let mut words: Vec<OsString> = vec!["run".into()];
    words.extend(variant.options().iter().map(OsString::from));
    words.push(survey().into());
    ask(env!("CARGO_BIN_EXE_granular").into(), words)
}

/// The first line tells who has been asked.
fn told(text: &str) -> BTreeMap<String, Option<String>> {
    let lines = text.lines().skip(1).map(|line| serde_json::from_str(line).expect("a line of a survey"));
    lines.map(|told: Told| (told.key, told.doc)).collect()
}

#[test]
fn what_has_a_docstring_in_cpython_has_one_here() {
    let Some(python) = Peer::of_this_machine() else {
        eprintln!("no CPython 3.13 on this machine: not compared");
        return;
    };
    let text = ask_ours(Variant::Gil);
    let folder = tempfile::tempdir().expect("a folder");
    let names = folder.path().join("names.jsonl");
    fs::write(&names, &text).expect("a file");
    let ours = told(&text);
    let theirs = told(&ask(python.executable, vec!["-B".into(), survey().into(), names.into()]));
    assert!(theirs.len() > 3000, "{} things", theirs.len());
    let without = |key: &str| WITHOUT.iter().any(|(name, _)| *name == key);
    let missing: Vec<&String> = theirs
        .iter()
        .filter(|(key, doc)| doc.is_some() && ours[*key].is_none())
        .map(|(key, _)| key)
        .collect();
    let unexpected: Vec<_> = missing.iter().filter(|key| !without(key)).collect();
    assert!(
        unexpected.is_empty(),
        "without a docstring (`cargo xtask docstrings` collects them): {unexpected:?}"
    );
    let mended: Vec<_> = WITHOUT.iter().filter(|(name, _)| ours[*name].is_some()).collect();
    assert!(mended.is_empty(), "have a docstring by now: {mended:?}");
}

#[test]
fn both_runtimes_say_the_same() {
    let gil = told(&ask_ours(Variant::Gil));
    assert_eq!(gil, told(&ask_ours(Variant::Freethreaded)));
}

#[test]
fn every_text_is_of_something_that_is_there() {
    let ours = told(&ask_ours(Variant::Gil));
    let slots: BTreeSet<&str> = ours.keys().filter_map(|key| Some(key.rsplit_once('.')?.1)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stdlib/docstrings");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the texts are there") {
        let path = entry.expect("a readable folder").path();
        let page = fs::read_to_string(&path).expect("a text");
        for key in page.split("\n\n").skip(1).filter_map(|record| record.lines().next()) {
            assert!(ours.contains_key(key) || slots.contains(key), "{}: there is no {key}", path.display());
            count += 1;
        }
    }
    assert!(count > 2000, "{count} texts");
}

//! `cargo xtask docstrings`: what built-in things say of themselves, from a CPython that has them.
//!
//! A survey on our side tells which things there are, and CPython is asked for each of them. What it says lies in
//! `stdlib/docstrings`, a file for each module, which is compressed when the program is built.

mod record;

use crate::{build, child};
use record::{Record, Signature};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The program that both are asked with.
const SURVEY: &str = include_str!("survey.py");
/// Either takes a fraction of this.
const LIMIT: Duration = Duration::from_secs(600);
const FOLDER: &str = "stdlib/docstrings";
/// Whose words these are.
const VERSION: [u32; 2] = [3, 14];

/// What to do.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    python: PathBuf,
    binary: Option<PathBuf>,
    missing: bool,
}

impl Options {
    /// Reads the words after `docstrings`.
    pub fn of(words: &[&str]) -> Result<Self, String> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--missing" => options.missing = true,
                "--binary" => options.binary = Some(words.next().ok_or("--binary takes a path")?.into()),
                python if !python.starts_with('-') && options.python.as_os_str().is_empty() => {
                    options.python = python.into();
                }
                other => return Err(format!("docstrings does not know {other}")),
            }
        }
        if options.python.as_os_str().is_empty() { Err("which CPython?".into()) } else { Ok(options) }
    }
}

/// Which interpreter has been asked.
#[derive(Deserialize)]
struct Interpreter {
    implementation: String,
    version: [u32; 3],
}

/// What it says of one thing.
#[derive(Deserialize)]
struct Told {
    key: String,
    kind: String,
    doc: Option<String>,
    /// It is a slot's, and says what all of that name say.
    wrapper: bool,
    /// As it says itself.
    #[serde(default)]
    text_signature: Option<String>,
    /// As `inspect` understands it, or the exception.
    #[serde(default)]
    signature: Option<String>,
}

/// Asks both and writes the files.
pub fn run(options: Options) -> Result<(), String> {
    let binary = match options.binary {
        Some(binary) => binary,
        None => build()?,
    };
    let folder = Path::new("target/docstrings");
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let program = folder.join("survey.py");
    write(&program, SURVEY)?;
    let ours = folder.join("ours.jsonl");
    write(&ours, &survey(Command::new(&binary).arg("run").arg(&program), folder)?)?;
    let theirs = survey(Command::new(&options.python).arg("-B").arg(&program).arg(&ours), folder)?;
    let (interpreter, told) = read(&theirs)?;
    let (_, here) =
        read(&fs::read_to_string(&ours).map_err(|error| format!("{}: {error}", ours.display()))?)?;
    let differences = differences(&here, &told);
    let [major, minor, micro] = interpreter.version;
    if interpreter.implementation != "cpython" || (!options.missing && [major, minor] != VERSION) {
        let [wanted_major, wanted_minor] = VERSION;
        return Err(format!(
            "these are the words of CPython {wanted_major}.{wanted_minor}, and {} is {} {major}.{minor}; with --missing it is \
             asked for what has none yet",
            options.python.display(),
            interpreter.implementation,
        ));
    }
    let mut records = records(told);
    if options.missing {
        records.extend(kept()?);
    }
    let count = records.len();
    write_files(&records)?;
    println!("{count} texts, of CPython {major}.{minor}.{micro}");
    println!("{} signatures were not the same before:", differences.len());
    differences.iter().for_each(|line| println!("  {line}"));
    Ok(())
}

/// What is said to take something else here than there.
fn differences(here: &[Told], there: &[Told]) -> Vec<String> {
    let there: HashMap<&str, &Told> = there.iter().map(|told| (&*told.key, told)).collect();
    let both = here.iter().filter_map(|ours| Some((ours, *there.get(&*ours.key)?)));
    let signature = |told: &Told| told.signature.clone().unwrap_or_default();
    both.map(|(ours, theirs)| (&ours.key, signature(ours), signature(theirs)))
        .filter(|(_, ours, theirs)| ours != theirs)
        .map(|(key, ours, theirs)| format!("{key}: {ours} here, {theirs} there"))
        .collect()
}

fn survey(command: &mut Command, folder: &Path) -> Result<String, String> {
    let end = child::run(command, folder, LIMIT)?;
    match end.status {
        Some(status) if status.success() => Ok(end.stdout),
        _ => Err(format!("{} does not tell:\n{}", command.get_program().display(), end.stderr)),
    }
}

fn read(text: &str) -> Result<(Interpreter, Vec<Told>), String> {
    let mut lines = text.lines();
    let wrong = |error: serde_json::Error| format!("a survey printed something else: {error}");
    let interpreter = serde_json::from_str(lines.next().unwrap_or_default()).map_err(wrong)?;
    let told = lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(wrong)?;
    Ok((interpreter, told))
}

/// What is to be kept of what was told, by key.
fn records(told: Vec<Told>) -> BTreeMap<String, Record> {
    // What slots of one name have in common is kept once.
    let mut common: HashMap<String, HashMap<String, usize>> = HashMap::new();
    for told in told.iter().filter(|told| told.wrapper) {
        if let (Some((_, name)), Some(doc)) = (told.key.rsplit_once('.'), &told.doc) {
            *common.entry(name.into()).or_default().entry(doc.clone()).or_default() += 1;
        }
    }
    let mut records = BTreeMap::new();
    for (name, texts) in common {
        if let Some((doc, _)) = texts.into_iter().max_by_key(|(_, count)| *count) {
            records.insert(name, Record { doc: Some(doc), signature: Signature::Own });
        }
    }
    for told in told {
        let readable = told.signature.as_deref().is_none_or(|signature| signature.starts_with('('));
        let signature = match told.text_signature {
            None if told.kind != "module" && told.kind != "descriptor" => Signature::Unsaid,
            // What makes objects here often takes more than it says, for the sake of its messages.
            Some(text) if !readable || told.kind == "class" => Signature::Text(text),
            _ => Signature::Own,
        };
        let record = Record { doc: told.doc, signature };
        let shared = told.key.rsplit_once('.').and_then(|(_, name)| records.get(name));
        let says_something = record.doc.is_some() || record.signature != Signature::Own;
        if says_something && !(told.wrapper && shared == Some(&record)) {
            records.insert(told.key, record);
        }
    }
    records
}

/// What the files have now.
fn kept() -> Result<BTreeMap<String, Record>, String> {
    let mut records = BTreeMap::new();
    for path in files()? {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        records.extend(record::read(&text).map_err(|problem| format!("{}: {problem}", path.display()))?);
    }
    Ok(records)
}

fn files() -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string()));
    paths
        .filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_some_and(|end| end == "txt")))
        .collect()
}

fn write_files(records: &BTreeMap<String, Record>) -> Result<(), String> {
    fs::create_dir_all(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    for path in files()? {
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let mut files: BTreeMap<&str, Vec<(&str, &Record)>> = BTreeMap::new();
    for (key, record) in records {
        files.entry(file_of(key)).or_default().push((key, record));
    }
    for (name, records) in files {
        write(&Path::new(FOLDER).join(name).with_extension("txt"), &record::page(&records))?;
    }
    Ok(())
}

/// The file that a text is in: its module's, or that of what slots have in common.
fn file_of(key: &str) -> &str {
    match key.split_once('.') {
        Some((module, _)) => module,
        None if key.starts_with("__") => "slots",
        None => key,
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(key: &str, doc: Option<&str>, wrapper: bool, text: Option<&str>, signature: &str) -> Told {
        Told {
            key: key.into(),
            kind: "method".into(),
            doc: doc.map(str::to_owned),
            wrapper,
            text_signature: text.map(str::to_owned),
            signature: Some(signature.into()),
        }
    }

    #[test]
    fn what_slots_have_in_common_is_kept_once() {
        let repr = |key| told(key, Some("Return repr(self)."), true, Some("($self, /)"), "(self, /)");
        let records = records(vec![repr("a.A.__repr__"), repr("a.B.__repr__")]);
        assert_eq!(records.keys().collect::<Vec<_>>(), ["__repr__"]);
        assert_eq!(file_of("__repr__"), "slots");
    }

    #[test]
    fn a_signature_is_kept_where_it_says_less_than_ours() {
        let records = records(vec![
            told("a.A.plain", Some("Text."), false, Some("($self, /)"), "(self, /)"),
            told("a.A.none", None, false, None, "ValueError"),
            told("a.A.odd", None, false, Some("($self[, x])"), "ValueError"),
        ]);
        assert_eq!(records["a.A.plain"].signature, Signature::Own);
        assert_eq!(records["a.A.none"].signature, Signature::Unsaid);
        assert_eq!(records["a.A.odd"].signature, Signature::Text("($self[, x])".into()));
    }

    #[test]
    fn the_words_say_what_to_do() {
        let options = Options::of(&["python", "--missing"]).expect("they are known");
        assert!(options.missing && options.python == Path::new("python"));
        assert!(Options::of(&[]).is_err());
        assert!(Options::of(&["python", "other"]).is_err());
    }
}

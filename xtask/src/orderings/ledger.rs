//! What was found out by earlier runs, so that a campaign can be stopped, gone on with, and repeated after a change for
//! the cost of the change.
//!
//! Every verdict is written down when it is reached, with the print of what it depends on: that of the one executable
//! whose model found the mutant, or those of all if none did. It holds as long as that print does. When it no longer
//! does, the model that found the mutant before is asked first.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};

/// A file of one JSON object a line; the last word on a key counts.
pub struct Ledger {
    known: HashMap<String, Value>,
    file: Mutex<File>,
}

impl Ledger {
    pub fn open(folder: &Path) -> Result<Ledger, String> {
        let path = folder.join("ledger.jsonl");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let known = lines.filter_map(|line| Some((line["key"].as_str()?.to_owned(), line))).collect();
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = Mutex::new(file.map_err(|error| format!("{}: {error}", path.display()))?);
        Ok(Ledger { known, file })
    }

    /// What was last noted under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.known.get(key)
    }

    /// Notes it, for the next run.
    pub fn note(&self, key: &str, mut what: Value) -> Result<(), String> {
        what["key"] = json!(key);
        let mut file = self.file.lock().map_err(|error| error.to_string())?;
        file.write_all(format!("{what}\n").as_bytes()).map_err(|error| error.to_string())
    }
}

/// Of what is in a file.
pub fn print_of(path: &PathBuf) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(print(&bytes))
}

pub fn print(what: &(impl Hash + ?Sized)) -> String {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

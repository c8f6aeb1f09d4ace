//! What a sanitizer has said: in files, one for each process that had something to say.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The reports of one campaign.
pub struct Reports {
    folder: PathBuf,
}

impl Reports {
    /// Begins with none.
    pub fn begin(folder: &Path) -> Result<Reports, String> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Reports { folder: folder.to_owned() })
    }

    /// What the names of the files begin with. Each process adds its number.
    pub fn prefix(&self) -> PathBuf {
        self.folder.join("process")
    }

    /// Prints how many there are of each kind. Fails if there are any.
    pub fn tell(&self) -> Result<(), String> {
        let mut found = Found::default();
        let entries =
            fs::read_dir(&self.folder).map_err(|error| format!("{}: {error}", self.folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            found.add(&path, &String::from_utf8_lossy(&text));
        }
        println!("{} reports of {} kinds", found.number(), found.kinds.len());
        for (summary, paths) in &found.kinds {
            println!("{:>6} {summary}\n       first in {}", paths.len(), paths[0].display());
        }
        let number = found.number();
        if number == 0 { Ok(()) } else { Err(format!("{number} reports, in {}", self.folder.display())) }
    }
}

/// Reports by what they sum themselves up as.
#[derive(Default)]
struct Found {
    /// With the file of each report.
    kinds: BTreeMap<String, Vec<PathBuf>>,
}

impl Found {
    /// Adds those of one file. One that breaks off counts as well: nothing is written there but reports.
    fn add(&mut self, path: &Path, text: &str) {
        let mut summaries: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("SUMMARY: ")).collect();
        if summaries.is_empty() {
            summaries.push("a report without a summary");
        }
        for summary in summaries {
            self.kinds.entry(summary.to_owned()).or_default().push(path.to_owned());
        }
    }

    fn number(&self) -> usize {
        self.kinds.values().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_counted_by_kind() {
        let mut found = Found::default();
        let race =
            "WARNING: ThreadSanitizer: data race (pid=1)\nSUMMARY: ThreadSanitizer: data race a.rs:1 in a\n";
        found.add(Path::new("process.1"), &format!("{race}=====\n{race}"));
        found.add(Path::new("process.2"), "SUMMARY: ThreadSanitizer: data race b.rs:1 in b\n");
        found.add(Path::new("process.3"), "==3==ERROR: Add");
        assert_eq!((found.number(), found.kinds.len()), (4, 3));
        assert_eq!(found.kinds["ThreadSanitizer: data race a.rs:1 in a"].len(), 2);
    }

    #[test]
    fn none_is_good_and_one_is_not() {
        let folder = std::env::temp_dir().join(format!("granular-reports-{}", std::process::id()));
        let reports = Reports::begin(&folder).unwrap();
        assert_eq!(reports.tell(), Ok(()));
        fs::write(reports.prefix().with_extension("7"), "SUMMARY: a leak\n").unwrap();
        assert!(reports.tell().is_err());
        assert_eq!(Reports::begin(&folder).unwrap().tell(), Ok(()));
        fs::remove_dir_all(&folder).unwrap();
    }
}

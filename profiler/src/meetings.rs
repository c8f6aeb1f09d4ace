//! Where the threads of a run met: what they did to the same objects, by kind of object and by source line.

use std::{fmt, fs, io, path::Path, time::Duration};

use serde::{Deserialize, Serialize};

use crate::nanoseconds;

/// What a run's threads noted. Objects of one class that were made on one line are one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    /// The kinds of objects in which threads met, and what is no object.
    pub met: Vec<Met>,
}

/// Objects that are one to a reader, and what was done to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    /// The name of their class; none if what threads met in is no object of the program.
    pub class: Option<String>,
    /// Where they were made, if by code of the program.
    pub made: Option<Line>,
    /// How many there were.
    pub objects: u64,
    /// What was done, by how and where.
    pub meetings: Vec<Meeting>,
}

/// One line on which threads met in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// In which way.
    pub way: Way,
    /// On which line, if it was one of the program.
    pub line: Option<Line>,
    /// How often.
    pub times: u64,
    /// How long was waited, in all.
    #[serde(rename = "waited_ns", with = "nanoseconds")]
    pub waited: Duration,
}

/// A line of a program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The file; empty if no line has made an object, as with the globals of a module. Then the function's name says it.
    pub file: String,
    /// The line, from 1 on.
    pub line: u32,
    /// The function, by its qualified name.
    pub function: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file.is_empty() {
            return f.write_str(&self.function);
        }
        let file = Path::new(&self.file)
            .file_name()
            .map_or(self.file.as_str().into(), |name| name.to_string_lossy());
        write!(f, "{file}:{}", self.line)?;
        if self.function == "<module>" { Ok(()) } else { write!(f, " in {}", self.function) }
    }
}

/// How threads meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// A reference was counted in a word in which others count: an atomic read-modify-write.
    Count,
    /// A reference was counted in a word of the thread's own.
    OwnCount,
    /// The object's lock was taken.
    Lock,
    /// The object's lock was found taken, and waited for.
    LockWait,
    /// The first after the owner came.
    Revoke,
    /// Counts of others were made one with the owner's.
    Merge,
    /// A lock of the program was waited for.
    ProgramLock,
    /// The leave to run was waited for: the global lock, or a stopped world.
    Turn,
}

impl Way {
    /// Whether one such meeting is a read-modify-write of memory that others write.
    pub fn is_shared_write(self) -> bool {
        matches!(self, Way::Count | Way::Lock | Way::Revoke | Way::Merge)
    }
}

impl Met {
    /// Read-modify-writes of memory that others write.
    pub fn shared_writes(&self) -> u64 {
        self.total(Way::is_shared_write).0
    }

    /// Times and wait of the meetings in some ways.
    pub fn total(&self, way: impl Fn(Way) -> bool) -> (u64, Duration) {
        let chosen = self.meetings.iter().filter(|meeting| way(meeting.way));
        chosen.fold((0, Duration::ZERO), |(times, waited), meeting| {
            (times + meeting.times, waited + meeting.waited)
        })
    }
}

impl Meetings {
    /// Writes them as JSON.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        fs::write(path, serde_json::to_vec_pretty(self)?)
    }

    /// Reads what [`write`](Self::write) has written.
    pub fn read(path: &Path) -> io::Result<Self> {
        Ok(serde_json::from_slice(&fs::read(path)?)?)
    }
}

//! One of those who run a program: a runtime of ours or CPython.

use crate::child::{self, End};
use std::{
    collections::BTreeMap,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// Blocks that take longer hang: those that compute end themselves much sooner, those that wait do not.
const LIMIT: Duration = Duration::from_secs(240);

pub struct Side {
    pub name: &'static str,
    pub executable: PathBuf,
    /// What stands before the program.
    pub options: Vec<String>,
}

/// What each block of a file said.
#[derive(Default)]
pub struct Answers {
    /// What it printed, by its number, and how it ended if the process ended in it.
    pub blocks: BTreeMap<usize, String>,
    /// The block in which the process ended.
    pub ended: Option<usize>,
}

impl Side {
    /// What each block of a file prints here.
    pub fn answers(&self, file: &Path, folder: &Path) -> Result<Answers, String> {
        let mut command = Command::new(&self.executable);
        command.args(&self.options).arg(file).env("PYTHONHASHSEED", "0").env("PYTHONUTF8", "1");
        Ok(answers(&child::run(&mut command, folder, LIMIT)?))
    }
}

fn answers(end: &End) -> Answers {
    let mut all = Answers::default();
    let mut last = None;
    for line in end.stdout.lines() {
        if let Some(number) = line.strip_prefix('#').and_then(|number| number.parse().ok()) {
            last = Some(number);
            all.blocks.insert(number, String::new());
        } else if let Some(text) = last.and_then(|number| all.blocks.get_mut(&number)) {
            without_addresses(line, text);
            text.push('\n');
        }
    }
    let ended = match end.status {
        Some(status) if status.success() => return all,
        Some(status) => match status.signal() {
            Some(signal) => format!("the process ends by signal {signal}"),
            None => format!("the process ends with {status}"),
        },
        None => "the process does not end".into(),
    };
    let said: Vec<&str> = end.stderr.lines().take(3).collect();
    let last = last.unwrap_or(0);
    all.blocks.entry(last).or_default().push_str(&format!("{ended}: {}\n", said.join(" | ")));
    all.ended = Some(last);
    all
}

/// Where an object is, is not the program's.
fn without_addresses(line: &str, into: &mut String) {
    let mut parts = line.split(" at 0x");
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        into.push_str(part.trim_start_matches(|character: char| character.is_ascii_hexdigit()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::ExitStatus;

    #[test]
    fn a_block_in_which_the_process_dies_says_so_and_those_after_it_say_nothing() {
        let end = |status| End {
            status,
            stdout: "#0\na = 1\n#1\nb = 2\n".into(),
            stderr: "thread 'main' panicked\n".into(),
        };
        let clean = answers(&end(Some(ExitStatus::from_raw(0))));
        assert_eq!(
            clean.blocks.into_iter().collect::<Vec<_>>(),
            [(0, "a = 1\n".into()), (1, "b = 2\n".into())]
        );
        assert_eq!(clean.ended, None);
        let dead = answers(&end(Some(ExitStatus::from_raw(11))));
        assert_eq!(dead.blocks[&0], "a = 1\n");
        assert_eq!(dead.blocks[&1], "b = 2\nthe process ends by signal 11: thread 'main' panicked\n");
        assert_eq!(dead.ended, Some(1));
        assert!(answers(&end(None)).blocks[&1].contains("does not end"));
    }

    #[test]
    fn where_objects_are_is_left_out() {
        let mut text = String::new();
        without_addresses("<a at 0x7f00ab> and <b at 0x12>, at 0", &mut text);
        assert_eq!(text, "<a> and <b>, at 0");
    }
}

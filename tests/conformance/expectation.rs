//! What a test program says about itself, in comments.
//!
//! | comment | means |
//! |---|---|
//! | `# expect: text` | the next line of standard output is `text` |
//! | `# expect-error: text` | standard error contains `text` |
//! | `# exit: N` | the exit status is `N`; without it, 0, or 1 if an error is expected |
//! | `# cpython: reason` | CPython 3.13 does something else, and why |
//! | `# leaks: reason` | objects stay alive at the end, and why |

use granular::compare::child::Run;
use libtest_mimic::Failed;

#[derive(Debug, Default)]
pub struct Expectation {
    stdout: Vec<String>,
    errors: Vec<String>,
    exit: Option<i32>,
    leaks: Option<String>,
    pub cpython_differs: Option<String>,
}

impl Expectation {
    /// Reads the comments of a program.
    pub fn of(source: &str) -> Self {
        let mut expectation = Self::default();
        for line in source.lines() {
            if let Some(text) = comment(line, "expect") {
                expectation.stdout.push(text.into());
            } else if let Some(text) = comment(line, "expect-error") {
                expectation.errors.push(text.into());
            } else if let Some(text) = comment(line, "exit") {
                expectation.exit = Some(text.trim().parse().expect("`# exit:` takes a number"));
            } else if let Some(text) = comment(line, "cpython") {
                expectation.cpython_differs = Some(text.into());
            } else if let Some(text) = comment(line, "leaks") {
                expectation.leaks = Some(text.into());
            }
        }
        expectation
    }

    /// A program that expects nothing could not fail.
    pub fn is_worth_running(&self) -> Result<(), Failed> {
        if self.stdout.is_empty() && self.errors.is_empty() && self.exit.is_none() {
            return Err("the program carries no expectation".into());
        }
        Ok(())
    }

    /// Compares what a run printed and how it ended.
    pub fn check(&self, run: &Run) -> Result<(), Failed> {
        let stdout = String::from_utf8_lossy(&run.stdout);
        let stderr = String::from_utf8_lossy(&run.stderr);
        let mut complaints = Vec::new();
        let printed: Vec<&str> = stdout.lines().collect();
        if let Some(parting) = parting(&self.stdout, &printed) {
            complaints.push(parting);
        }
        for error in self.errors.iter().filter(|error| !stderr.contains(error.as_str())) {
            complaints.push(format!("standard error lacks: {error}"));
        }
        let exit = self.exit.unwrap_or(i32::from(!self.errors.is_empty()));
        if run.status.code() != Some(exit) {
            complaints.push(format!("expected exit status {exit}, got {}", run.status));
        }
        if complaints.is_empty() {
            return Ok(());
        }
        if !stderr.is_empty() {
            complaints.push(format!("standard error:\n{}", stderr.trim_end()));
        }
        Err(complaints.join("\n").into())
    }

    /// Every object a run made must be gone at its end.
    pub fn check_leaks(&self, run: &Run) -> Result<(), Failed> {
        let tally = run.tally.as_ref().ok_or("the run left no tally")?;
        match (tally.live_objects_at_exit, &self.leaks) {
            (0, _) | (_, Some(_)) => Ok(()),
            (live, None) => Err(format!("{live} objects are still alive at the end").into()),
        }
    }
}

/// The text after `# key:` on this line, without the one space that separates them.
fn comment<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let marker = format!("# {key}:");
    let begin = line.find(&marker)?;
    let text = &line[begin + marker.len()..];
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The first line that is not as expected, with the one before it.
fn parting(expected: &[String], printed: &[&str]) -> Option<String> {
    let same = expected.iter().zip(printed).take_while(|(expected, printed)| expected == printed).count();
    if same == expected.len() && same == printed.len() {
        return None;
    }
    let show = |line: Option<&str>| line.map_or("nothing".to_owned(), |line| format!("{line:?}"));
    let before = if same > 0 { format!(", after {:?}", printed[same - 1]) } else { String::new() };
    Some(format!(
        "line {} of the output{before}\n  expected {}\n   printed {}",
        same + 1,
        show(expected.get(same).map(String::as_str)),
        show(printed.get(same).copied())
    ))
}

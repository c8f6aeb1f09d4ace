//! What came of the tests of one module.

use std::{fmt, fmt::Write};

/// What came of the tests of one module.
#[derive(Debug, Default, PartialEq)]
pub struct Results {
    /// Tests that have begun.
    pub ran: usize,
    pub failures: usize,
    pub errors: usize,
    pub skipped: usize,
    /// They fail, as is known.
    pub expected: usize,
    /// Each test that fails, once, however many of its parts do.
    pub failed: Vec<Failure>,
    /// How it came to its end.
    pub end: End,
    /// Where the runtime panicked.
    pub panic: Option<String>,
    /// The last test that began.
    pub last: String,
}

/// A test that fails.
#[derive(Debug, PartialEq)]
pub struct Failure {
    pub test: String,
    pub said: String,
}

/// How the tests of a module came to their end.
#[derive(Debug, Default, PartialEq)]
pub enum End {
    /// All have run.
    Whole,
    /// The module itself says that it is not for this system.
    LeftOut(String),
    /// Importing it raises this.
    NotImported(String),
    /// They were stopped after so many seconds.
    Stopped(u64),
    /// A signal killed the process.
    Killed(i32),
    /// The process ended before the tests had.
    #[default]
    Early,
}

impl Results {
    /// Reads the events of a run.
    pub fn of(events: &str) -> Results {
        let mut results = Results::default();
        for line in events.lines() {
            let mut words = line.split('\t').map(str::to_owned);
            let mut word = || words.next().unwrap_or_default();
            match &*word() {
                "begins" => {
                    results.ran += 1;
                    results.last = word();
                }
                event @ ("failure" | "error") => {
                    let count = if event == "failure" { &mut results.failures } else { &mut results.errors };
                    *count += 1;
                    let (test, said) = (word(), word());
                    if results.failed.iter().all(|failure| failure.test != test) {
                        results.failed.push(Failure { test, said });
                    }
                }
                "skipped" => results.skipped += 1,
                "expected" => results.expected += 1,
                "left out" => results.end = End::LeftOut(word()),
                "not imported" => results.end = End::NotImported(word()),
                "whole" => results.end = End::Whole,
                // What the process came to is told last, and outweighs what the tests did.
                "killed" => results.end = End::Killed(word().parse().unwrap_or_default()),
                "stopped" => results.end = End::Stopped(word().parse().unwrap_or_default()),
                "panicked" => results.panic = Some(word()),
                // A child of a test that has our file open and writes into it, or a line that was cut off.
                _ => {}
            }
        }
        results
    }

    /// Tests that passed.
    pub fn passed(&self) -> usize {
        self.ran.saturating_sub(self.failed.len() + self.skipped + self.expected)
    }

    /// Whether Python source has brought the runtime down.
    pub fn crashed(&self) -> bool {
        self.panic.is_some() || matches!(self.end, End::Killed(_))
    }

    /// Whether there is something a reason should be given for: what it is and what it says.
    pub fn unfinished(&self) -> Option<String> {
        match &self.end {
            End::Whole | End::LeftOut(_) if self.panic.is_none() => None,
            _ => Some(self.to_string()),
        }
    }
}

/// How it ended; nothing if there is nothing to say.
impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &*self.last {
            "" => String::new(),
            last => format!(", in `{last}`"),
        };
        match &self.end {
            End::Whole => {}
            End::LeftOut(why) => write!(f, "left out: {why}")?,
            End::NotImported(why) => write!(f, "not imported: {why}")?,
            End::Stopped(seconds) => write!(f, "stopped after {seconds} s{place}")?,
            End::Killed(signal) => write!(f, "killed by signal {signal}{place}")?,
            End::Early => write!(f, "ended early{place}")?,
        }
        match &self.panic {
            Some(panic) => write!(f, "{}{panic}", if self.end == End::Whole { "" } else { "; " }),
            None => f.write_str(""),
        }
    }
}

/// The events that tell how the process ended.
pub fn events(end: &crate::child::End, seconds: u64) -> String {
    use std::os::unix::process::ExitStatusExt;
    let mut text = String::new();
    match end.status {
        None => writeln!(text, "stopped\t{seconds}"),
        Some(status) => match status.signal() {
            Some(signal) => writeln!(text, "killed\t{signal}"),
            None => Ok(()),
        },
    }
    .expect("a string takes all");
    if let Some(line) = end.panic() {
        writeln!(text, "panicked\t{}", line.replace('\t', " ")).expect("a string takes all");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::child;
    use std::{os::unix::process::ExitStatusExt, process::ExitStatus};

    const EVENTS: &str = "begins\tt.A.one\nfailure\tt.A.one\tAssertionError: 1 != 2\n\
        failure\tt.A.one\tAssertionError: 2 != 3\nbegins\tt.A.two\nskipped\tt.A.two\tno disk\n\
        begins\tt.A.three\nexpected\tt.A.three\nbegins\tt.A.four\nerror\tt.A.four\tTypeError\nbegins\tt.A.five\n";

    #[test]
    fn each_test_has_an_end() {
        let results = Results::of(&format!("{EVENTS}whole\n"));
        assert_eq!((5, 2, 1, 1, 1), {
            let Results { ran, failures, errors, skipped, expected, .. } = results;
            (ran, failures, errors, skipped, expected)
        });
        let failed: Vec<&str> = results.failed.iter().map(|failure| &*failure.test).collect();
        assert_eq!(["t.A.one", "t.A.four"], *failed);
        assert_eq!("AssertionError: 1 != 2", results.failed[0].said);
        assert_eq!((1, End::Whole, None), (results.passed(), results.end, results.panic));
    }

    fn ended(events: &str, status: Option<i32>, stderr: &str) -> Results {
        let end = child::End {
            status: status.map(ExitStatus::from_raw),
            stdout: String::new(),
            stderr: stderr.to_owned(),
        };
        Results::of(&format!("{events}{}", self::events(&end, 100)))
    }

    #[test]
    fn what_the_process_comes_to_outweighs_what_the_tests_do() {
        let stopped = ended(EVENTS, None, "");
        assert_eq!(End::Stopped(100), stopped.end);
        assert!(!stopped.crashed());
        assert_eq!(Some("stopped after 100 s, in `t.A.five`"), stopped.unfinished().as_deref());
        let killed = ended(&format!("{EVENTS}whole\n"), Some(11), "");
        assert!(killed.crashed());
        assert_eq!("killed by signal 11, in `t.A.five`", killed.to_string());
        let early = ended(EVENTS, Some(0), "");
        assert_eq!((false, End::Early), (early.crashed(), early.end));
        let whole = ended(&format!("{EVENTS}whole\n"), Some(0), "");
        assert_eq!((None, false), (whole.unfinished(), whole.crashed()));
    }

    #[test]
    fn a_panic_is_a_crash_whatever_the_tests_come_to() {
        let line = "thread 'main' panicked at a.rs:1:1:";
        let panicked = ended(&format!("{EVENTS}whole\n"), Some(0), &format!("x\n{line}\nboom\n"));
        assert!(panicked.crashed());
        assert_eq!(Some(line.to_owned()), panicked.unfinished());
    }

    #[test]
    fn a_module_may_not_run_at_all() {
        let left_out = Results::of("left out\tNo module named '_testcapi'\n");
        assert_eq!((0, None), (left_out.passed(), left_out.unfinished()));
        let not_imported = Results::of("not imported\tNameError: name 'x'\n");
        assert_eq!(Some("not imported: NameError: name 'x'"), not_imported.unfinished().as_deref());
    }
}

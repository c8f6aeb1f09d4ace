//! Whether two runs said the same, and if not, where they part.

use std::fmt::Write;

use super::child::Run;

/// Lines shown before and after the place where two outputs part.
const CONTEXT: usize = 3;

/// What differs between two runs, as a person would want it shown; `None` if nothing does.
pub fn difference(left: (&str, &Run), right: (&str, &Run)) -> Option<String> {
    let ((left_name, left), (right_name, right)) = (left, right);
    let mut shown = String::new();
    if left.stdout != right.stdout {
        let (left_text, right_text) =
            (String::from_utf8_lossy(&left.stdout), String::from_utf8_lossy(&right.stdout));
        shown += &parting(left_name, &left_text, right_name, &right_text);
    }
    if left.status != right.status {
        let _ = writeln!(shown, "  {left_name}: {}\n  {right_name}: {}", left.status, right.status);
    }
    if shown.is_empty() {
        return None;
    }
    for (name, run) in [(left_name, left), (right_name, right)] {
        if !run.status.success() {
            shown += &complaint(name, run);
        }
    }
    Some(shown)
}

/// The end of what a run wrote to standard error.
pub fn complaint(name: &str, run: &Run) -> String {
    let text = String::from_utf8_lossy(&run.stderr);
    let lines: Vec<&str> = text.lines().collect();
    let mut shown = format!("  {name} wrote to standard error:\n");
    if lines.is_empty() {
        shown = format!("  {name} wrote nothing to standard error\n");
    }
    for line in &lines[lines.len().saturating_sub(12)..] {
        let _ = writeln!(shown, "    {line}");
    }
    shown
}

fn parting(left_name: &str, left: &str, right_name: &str, right: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.split('\n').collect(), right.split('\n').collect());
    let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let mut shown = format!("  the outputs part at line {}\n  - {left_name}\n  + {right_name}\n", same + 1);
    for line in &left[same.saturating_sub(CONTEXT)..same] {
        let _ = writeln!(shown, "      {line}");
    }
    for (sign, lines) in [('-', &left), ('+', &right)] {
        for line in lines.iter().skip(same).take(CONTEXT) {
            let _ = writeln!(shown, "    {sign} {line}");
        }
        let more = lines.len().saturating_sub(same + CONTEXT);
        if more > 0 {
            let _ = writeln!(shown, "    {sign} … {more} more");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::{os::unix::process::ExitStatusExt, process::ExitStatus, time::Duration};

    use super::*;

    fn run(stdout: &str, code: i32) -> Run {
        Run {
            wall: Duration::ZERO,
            user: Duration::ZERO,
            system: Duration::ZERO,
            os_switches_voluntary: 0,
            os_switches_forced: 0,
            peak_memory_kib: 0,
            status: ExitStatus::from_raw(code << 8),
            stdout: stdout.into(),
            stderr: b"ValueError: no\n".into(),
            tally: None,
            workers: None,
        }
    }

    #[test]
    fn the_same_is_no_difference() {
        assert_eq!(None, difference(("a", &run("1\n2\n", 0)), ("b", &run("1\n2\n", 0))));
    }

    #[test]
    fn the_first_line_that_differs_is_shown_with_what_precedes_it() {
        let shown = difference(("a", &run("1\n2\n3\n", 0)), ("b", &run("1\n2\n4\n", 0))).unwrap();
        assert!(shown.contains("part at line 3\n"), "{shown}");
        assert!(shown.contains("      2\n    - 3\n    - \n    + 4\n"), "{shown}");
    }

    #[test]
    fn a_missing_last_newline_is_a_difference() {
        assert!(difference(("a", &run("1\n", 0)), ("b", &run("1", 0))).is_some());
    }

    #[test]
    fn another_exit_status_is_a_difference_with_its_reason() {
        let shown = difference(("a", &run("", 0)), ("b", &run("", 1))).unwrap();
        assert!(shown.contains("b: exit status: 1"), "{shown}");
        assert!(shown.contains("ValueError: no"), "{shown}");
    }
}

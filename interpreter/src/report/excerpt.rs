//! The lines of source a traceback entry shows, with carets under what failed.

use compiler::Position;
use std::collections::BTreeSet;
use std::ops::Range;
use text::columns;

const INDENT: &str = "    ";

/// A line, from 0, and a column.
type Place = (usize, usize);

/// Where carets go.
struct Marks {
    /// From the first column on the first line to the last column on the last one.
    columns: Range<usize>,
    /// The operator or the brackets; what else is marked then gets tildes.
    core: Option<Range<Place>>,
}

impl Marks {
    /// What stands under a column of a line.
    fn at(&self, place: Place) -> char {
        match &self.core {
            Some(core) if !core.contains(&place) => '~',
            _ => '^',
        }
    }

    /// What stands under one of `last + 1` lines.
    fn under(&self, line: &str, at: usize, last: usize) -> String {
        let indent = line.chars().take_while(|character| character.is_whitespace()).count();
        let start = if at == 0 { self.columns.start.max(indent) } else { indent };
        let end = if at == last { self.columns.end } else { columns(line) };
        (0..end).map(|column| if column < start { ' ' } else { self.at((at, column)) }).collect()
    }

    /// The first line, the last one, and those around the ends of what carets are under.
    fn significant(&self, last: usize) -> BTreeSet<usize> {
        let mut lines = BTreeSet::from([0, last]);
        if let Some(core) = &self.core {
            for (line, _) in [core.start, core.end] {
                lines.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        lines
    }
}

/// What a traceback shows of the lines of a position.
pub(super) fn excerpt(lines: &[&str], position: &Position) -> String {
    let original: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    let lines = dedent(&original);
    let ([first, ..], Some(last)) = (&*lines, lines.len().checked_sub(1)) else { return String::new() };
    if lines.iter().all(|line| line.is_empty()) {
        return String::new();
    }
    if position.end_column == 0 {
        return format!("{INDENT}{}\n", first.trim());
    }
    let margin = original[0].len() - first.len();
    let start = boundary(original[0], position.column).saturating_sub(margin);
    let end = boundary(original[last], position.end_column).saturating_sub(margin).min(lines[last].len());
    let joined = lines.join("\n");
    let marked = start..(joined.len() - lines[last].len() + end).max(start);
    let core = compiler::anchors(&joined[marked.clone()]);
    let core = core.map(|core| marked.start + core.start..marked.start + core.end);
    let carets = says_something(&joined, &marked, core.is_some());
    let place = |at: usize| {
        let line_start = joined[..at].rfind('\n').map_or(0, |newline| newline + 1);
        (joined[..at].matches('\n').count(), columns(&joined[line_start..at]))
    };
    let marks = Marks {
        columns: place(marked.start).1..place(marked.end).1,
        core: core.map(|core| place(core.start)..place(core.end)),
    };
    let mut shown = Vec::new();
    let show = |at: usize, shown: &mut Vec<String>| {
        shown.push(lines[at].to_owned());
        if carets {
            shown.push(marks.under(lines[at], at, last));
        }
    };
    let mut previous = 0;
    for at in marks.significant(last) {
        match at - previous {
            0 | 1 => {}
            2 => show(at - 1, &mut shown),
            more => shown.push(format!("...<{} lines>...", more - 1)),
        }
        show(at, &mut shown);
        previous = at;
    }
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    dedent(&shown).iter().map(|line| format!("{INDENT}{line}\n")).collect()
}

/// Whether carets would tell what the lines alone do not.
fn says_something(joined: &str, marked: &Range<usize>, has_core: bool) -> bool {
    let partial = || !joined[..marked.start].trim().is_empty() || !joined[marked.end..].trim().is_empty();
    !compiler::is_plain_call(joined, marked.clone()) && (has_core || partial())
}

/// The lines without the indentation that all of them have; those of nothing but spaces become empty.
fn dedent<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full = || lines.iter().filter(|line| !line.trim().is_empty());
    let mut margin = full().next().map_or("", |line| &line[..indentation(line)]);
    for line in full() {
        let same = margin.bytes().zip(line.bytes()).take_while(|(one, other)| one == other).count();
        margin = &margin[..same];
    }
    lines.iter().map(|line| if line.trim().is_empty() { "" } else { &line[margin.len()..] }).collect()
}

/// The byte `column` of a line, or the next one before it where a character begins.
fn boundary(line: &str, column: u32) -> usize {
    let mut at = (column as usize).min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    at
}

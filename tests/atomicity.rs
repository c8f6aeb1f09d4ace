//! `docs/atomicity.md` and `tests/programs/atomicity/` say the same: each row has its program, each program its row.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// A row of a table.
struct Row {
    line: usize,
    cells: Vec<String>,
}

/// Operation, with, without, what may be seen, what CPython promises, test.
const COLUMNS: usize = 6;

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(inner) = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else { continue };
        // A bar in an operation is written `\|`.
        let cells: Vec<String> =
            inner.replace("\\|", "\u{0}").split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect();
        let is_head = cells[0] == "operation" || cells[0].starts_with("---");
        if !is_head {
            rows.push(Row { line: number + 1, cells });
        }
    }
    rows
}

/// The program that a row's last cell names.
fn program(row: &Row) -> Option<&str> {
    row.cells.last()?.strip_prefix('`')?.strip_suffix('`')
}

#[test]
fn each_row_has_its_program_and_each_program_its_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/atomicity.md")).expect("the table");
    let missing = fs::read_to_string(root.join("tests/missing.txt")).expect("the list of what is missing");
    let folder = root.join("tests/programs/atomicity");
    let programs: BTreeSet<String> = fs::read_dir(&folder)
        .expect("the programs")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .filter_map(|name| Some(name.strip_suffix(".py")?.to_owned()))
        .filter(|name| !name.starts_with('_'))
        .collect();
    let mut complaints = Vec::new();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&text) {
        let line = row.line;
        if row.cells.len() != COLUMNS {
            complaints.push(format!("line {line}: {} cells instead of {COLUMNS}", row.cells.len()));
        }
        // What may be seen can follow from the step alone; everything else is said.
        if row.cells.iter().enumerate().any(|(column, cell)| cell.is_empty() && column != 3) {
            complaints.push(format!("line {line}: an empty cell"));
        }
        match program(&row) {
            None => complaints.push(format!("line {line}: the last cell names no program")),
            Some(name) => {
                if let Some(before) = named.insert(name.into(), line) {
                    complaints.push(format!("line {line}: {name} is the program of line {before} already"));
                }
            }
        }
    }
    let rows_of: BTreeSet<String> = named.into_keys().collect();
    complaints.extend(rows_of.difference(&programs).map(|name| format!("no program {name}.py for its row")));
    complaints.extend(programs.difference(&rows_of).map(|name| format!("no row for {name}.py")));
    for name in &programs {
        let source = fs::read_to_string(folder.join(name).with_extension("py")).expect("a program is UTF-8");
        if !source.contains("from _hammer import") || !source.contains("# expect: ") {
            complaints.push(format!("{name}.py runs no threads, or expects nothing"));
        }
        if missing.contains(&format!("atomicity/{name}:")) {
            complaints.push(format!("{name}.py is not run: it is in the list of what is missing"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(!programs.is_empty());
}

#[test]
fn a_row_is_told_from_what_is_none() {
    let text = "|a|\n| operation | test |\n|---|---|\n| `x \\| y` | `one` |\ntext\n";
    let rows = rows(text);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].cells, ["`x | y`", "`one`"]);
    assert_eq!((program(&rows[0]), program(&rows[1])), (None, Some("one")));
}

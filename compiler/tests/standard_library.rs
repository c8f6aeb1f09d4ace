//! Every file of Python's standard library compiles to code that verifies.

use compiler::{Mode, compile, verify_all};
use std::path::{Path, PathBuf};

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(directory).expect("the library is a directory");
    for entry in entries.map(|entry| entry.expect("the directory can be read").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "py") {
            found.push(entry);
        }
    }
}

fn check(every: usize) {
    let mut found = Vec::new();
    sources(Path::new(rustpython_pylib::LIB_PATH), &mut found);
    found.sort();
    assert!(found.len() > 500, "the library has its files");
    for path in found.iter().step_by(every) {
        let bytes = std::fs::read(path).expect("a source can be read");
        let source = String::from_utf8_lossy(&bytes);
        let code = compile(&source, &path.to_string_lossy(), Mode::Exec)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        verify_all(&code).unwrap_or_else(|problem| panic!("{problem}"));
    }
}

#[test]
fn some_of_the_library_compiles() {
    check(8);
}

#[test]
#[ignore = "takes a while; run with --ignored"]
fn all_of_the_library_compiles() {
    check(1);
}

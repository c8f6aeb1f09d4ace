//! CPython's pure-Python standard library, part of the program (see `NOTICE` for its licence).
//!
//! Its sources are compressed one by one when the program is built; importing a module unpacks that one.

use interpreter::Embedded;

struct Entry {
    /// The dotted name.
    name: &'static str,
    /// Whether it is a package's `__init__`.
    package: bool,
    /// Where its compressed source begins, and how long it is.
    start: usize,
    length: usize,
}

/// Sorted by name.
const ENTRIES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// The source of a library module, by its dotted name.
pub(crate) fn embedded(name: &str) -> Option<Embedded> {
    let index = ENTRIES.binary_search_by(|entry| entry.name.cmp(name)).ok()?;
    let entry = &ENTRIES[index];
    let packed = &PACKED[entry.start..entry.start + entry.length];
    let path = entry.name.replace('.', "/");
    let filename =
        if entry.package { format!("<stdlib>/{path}/__init__.py") } else { format!("<stdlib>/{path}.py") };
    Some(Embedded { packed, unpack, filename, package: entry.package })
}

fn unpack(packed: &'static [u8]) -> String {
    let source = miniz_oxide::inflate::decompress_to_vec(packed).expect("packed when the program was built");
    String::from_utf8(source).expect("only what is UTF-8 was packed")
}

/// What the build puts in front of the name of a module of CPython's that one of ours stands for, and uses.
const REPLACED: &str = "_cpython_";

/// The dotted names of its modules, sorted; not of those that others stand for.
pub(crate) fn all_names() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.name).filter(|name| !name.starts_with(REPLACED))
}

/// The names of its top-level modules.
pub(crate) fn module_names() -> impl Iterator<Item = &'static str> {
    all_names().filter(|name| !name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, all_names, embedded};

    #[test]
    fn every_module_unpacks() {
        for entry in ENTRIES {
            let module = embedded(entry.name).unwrap_or_else(|| panic!("{} is not there", entry.name));
            assert_eq!(module.package, entry.package, "{}", entry.name);
            // Some are empty.
            let _ = module.source();
        }
    }

    #[test]
    fn modules_and_packages_are_told_apart() {
        let threading = embedded("threading").expect("threading is there");
        assert!(threading.source().contains("class Thread"));
        assert_eq!((&*threading.filename, threading.package), ("<stdlib>/threading.py", false));
        let json = embedded("json").expect("json is there");
        assert_eq!((&*json.filename, json.package), ("<stdlib>/json/__init__.py", true));
        assert!(embedded("json.decoder").is_some());
        assert!(embedded("no.such.module").is_none());
    }

    #[test]
    fn a_module_of_ours_stands_for_cpythons_which_is_behind_it() {
        let [ours, theirs] =
            ["dis", "_cpython_dis"].map(|name| embedded(name).expect("both are there").source());
        assert!(ours.contains("import _cpython_dis") && !theirs.contains("granular"));
        assert_eq!(all_names().filter(|name| name.ends_with("dis")).collect::<Vec<_>>(), ["dis"]);
    }
}

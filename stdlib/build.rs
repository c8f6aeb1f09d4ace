//! Packs what of CPython's is part of the program.
//!
//! Its pure-Python library, and what of ours is in Python: every source compressed on its own, so that one module is found and
//! unpacked alone. What built-in things say of themselves: sorted by key, in blocks, so that one is found by unpacking a block.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where modules of ours are that are written in Python. One that CPython has too stands for it, and has CPython's behind it, whose
/// name then begins with [`REPLACED`].
const OUR_OWN: &str = "python";

/// In front of the name of a module of CPython's that one of ours stands for.
const REPLACED: &str = "_cpython_";

/// Where the texts are that built-in things have; see `xtask/src/docstrings`.
const DOCSTRINGS: &str = "docstrings";

/// About how much text makes a block: what has to be unpacked to read one docstring.
const BLOCK: usize = 16 << 10;

/// Folders of the library that programs do not import, or that need what is not there.
const LEFT_OUT: [&str; 9] = [
    "test",
    "tests",
    "idlelib",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "lib2to3",
    "site-packages",
    "__pycache__",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={OUR_OWN}");
    println!("cargo::rerun-if-changed={DOCSTRINGS}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    pack_library(&out);
    pack_docstrings(&out);
}

fn pack_library(out: &Path) {
    let mut files = Vec::new();
    for root in [rustpython_pylib::LIB_PATH, OUR_OWN] {
        let mut found = Vec::new();
        collect(Path::new(root), &mut found);
        files.extend(found.into_iter().map(|file| (root, file)));
    }
    files.sort();

    let mut packed: Vec<u8> = Vec::new();
    let mut entries: Vec<(String, bool, usize, usize)> = Vec::new();
    for (root, file) in &files {
        let source = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if std::str::from_utf8(&source).is_err() {
            continue;
        }
        let relative = file.strip_prefix(root).expect("a file of the library").with_extension("");
        let mut parts: Vec<&str> = relative.iter().filter_map(|part| part.to_str()).collect();
        let package = parts.last() == Some(&"__init__");
        if package {
            parts.pop();
        }
        let mut name = parts.join(".");
        if *root != OUR_OWN && Path::new(OUR_OWN).join(&relative).with_extension("py").exists() {
            name.insert_str(0, REPLACED);
        }
        let compressed = miniz_oxide::deflate::compress_to_vec(&source, 7);
        entries.push((name, package, packed.len(), compressed.len()));
        packed.extend(compressed);
    }
    entries.sort();

    let mut table = String::from("&[\n");
    for (name, package, start, length) in entries {
        writeln!(table, "Entry {{ name: {name:?}, package: {package}, start: {start}, length: {length} }},")
            .expect("a string takes what is written");
    }
    table.push(']');
    fs::write(out.join("library.rs"), table).expect("the build folder can be written");
    fs::write(out.join("library.bin"), packed).expect("the build folder can be written");
}

fn pack_docstrings(out: &Path) {
    let mut records = BTreeMap::new();
    for entry in fs::read_dir(DOCSTRINGS).expect("the texts are part of the project") {
        let path = entry.expect("a readable folder").path();
        let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // A comment comes first.
        for record in page.trim_end().split("\n\n").skip(1) {
            let key = record.lines().next().unwrap_or_default();
            let twice = records.insert(key.to_owned(), record.to_owned());
            assert!(twice.is_none(), "{}: {key} stands there twice", path.display());
        }
    }
    let (mut packed, mut table) = (Vec::new(), String::from("&[\n"));
    let mut records = records.into_iter().peekable();
    while let Some((first, mut block)) = records.next() {
        while let Some((_, record)) = records.next_if(|_| block.len() < BLOCK) {
            block.push_str("\n\n");
            block.push_str(&record);
        }
        let compressed = miniz_oxide::deflate::compress_to_vec(block.as_bytes(), 9);
        let (start, length) = (packed.len(), compressed.len());
        writeln!(table, "Block {{ first: {first:?}, start: {start}, length: {length} }},")
            .expect("a string takes what is written");
        packed.extend(compressed);
    }
    table.push(']');
    fs::write(out.join("docstrings.rs"), table).expect("the build folder can be written");
    fs::write(out.join("docstrings.bin"), packed).expect("the build folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !LEFT_OUT.contains(&name) {
                collect(&path, files);
            }
        } else if name.ends_with(".py") {
            files.push(path);
        }
    }
}

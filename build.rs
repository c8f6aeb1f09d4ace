//! Lists the programs in `examples/` and `examples/patterns/`, so that the command carries them and a new one needs no entry.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=examples");
    list("examples", "examples.rs");
    list("examples/patterns", "patterns.rs");
}

fn list(folder: &str, file: &str) {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join(folder);
    let entries = fs::read_dir(&folder).expect("examples/ is part of the project");
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    paths.sort();

    let mut list = String::from("[\n");
    for path in paths {
        let name = path.file_name().unwrap().to_str().expect("an example's name is UTF-8");
        writeln!(list, "    Example {{ name: {name:?}, source: include_str!({path:?}) }},").unwrap();
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join(file), list).unwrap();
}

//! Makes the compiler's fingerprint: a number that differs where its source, or that of its parser, does.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=../Cargo.toml");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("src"))
        .expect("the compiler has a source")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    files.sort();
    // Which version of the parser is used, and how code is written down.
    files.extend([root.join("Cargo.toml"), root.join("../Cargo.toml")]);
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rustc-env=COMPILER_FINGERPRINT={:016x}", hasher.finish());
}

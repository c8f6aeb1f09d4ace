//! Compiles a core crate, from the source that ships, over the model checker's types.
//!
//! The configuration is private and set for these packages only: a global `--cfg loom` would change
//! every dependency that reads it, and a feature would be unified into the ordinary build.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(granular_loom)");
    println!("cargo::rustc-cfg=granular_loom");
    println!("cargo::rerun-if-changed=build.rs");
}

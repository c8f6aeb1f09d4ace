//! Compiles a core crate, from the source that ships, over shuttle's types.
//!
//! The configuration is private and set for these packages only: a feature would be unified into the ordinary build.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(granular_shuttle)");
    println!("cargo::rustc-cfg=granular_shuttle");
    println!("cargo::rerun-if-changed=build.rs");
}

//! The checks a person runs at home and CI runs.
fn main() {}

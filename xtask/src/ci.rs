//! The checks a change must pass, cheapest first; all are made, and the failures are listed at the end.

use std::time::Instant;

use crate::{cargo, licences};

/// A check: its name, cargo's arguments, and what rustdoc is told.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    rustdoc: Option<&'static str>,
}

const STEPS: [Step; 5] = [
    Step { name: "formatting", arguments: &["fmt", "--all", "--check"], rustdoc: None },
    Step {
        name: "lints",
        arguments: &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
        rustdoc: None,
    },
    Step {
        name: "documentation",
        arguments: &["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"],
        rustdoc: Some("-D warnings"),
    },
    Step {
        name: "tests, models and documented examples",
        arguments: &["test", "--workspace", "--locked", "--no-fail-fast"],
        rustdoc: None,
    },
    // Under `cargo test` a bench runs each of its bodies once and measures nothing.
    Step {
        name: "benches, once each",
        arguments: &["test", "--workspace", "--locked", "--bench", "*"],
        rustdoc: None,
    },
];

pub fn run() -> Result<(), String> {
    let mut failed = Vec::new();
    step("licences", licences::run, &mut failed);
    for Step { name, arguments, rustdoc } in STEPS {
        let check = || {
            let mut command = cargo();
            command.args(arguments);
            if let Some(flags) = rustdoc {
                command.env("RUSTDOCFLAGS", flags);
            }
            let status = command.status().map_err(|error| error.to_string())?;
            if status.success() { Ok(()) } else { Err(format!("cargo {}", arguments.join(" "))) }
        };
        step(name, check, &mut failed);
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed:\n  {}", failed.join("\n  "))) }
}

fn step(name: &str, check: impl FnOnce() -> Result<(), String>, failed: &mut Vec<String>) {
    eprintln!("── {name}");
    let start = Instant::now();
    if let Err(message) = check() {
        failed.push(format!("{name}: {message}"));
    }
    eprintln!("── {name}: {:.0} s", start.elapsed().as_secs_f64());
}

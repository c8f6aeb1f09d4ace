//! The shipped examples on both runtimes, with one to as many threads as there are processors, beside
//! the machine's CPython.
//!
//! It is `granular compare` with more rounds, because averages of blocks cannot be trusted here: the
//! runs of all configurations alternate. See `docs/measuring.md`.
//!
//! `cargo bench --bench programs` measures everything; after `--` come the options of `compare`, which
//! replace the defaults: `cargo bench --bench programs -- nbody.py --rounds 20`.

use std::{env, process::ExitCode, thread};

use clap::Parser;
use granular::compare::{self, contestant::Peer};

#[derive(Debug, Parser)]
#[command(name = "programs")]
struct CommandLine {
    #[command(flatten)]
    arguments: compare::Arguments,

    /// Given by `cargo bench` and not by `cargo test`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let given: Vec<String> = env::args().skip(1).collect();
    let measuring = given.iter().any(|word| word == "--bench");
    let chosen = given.iter().any(|word| word != "--bench");
    let mut words = vec!["programs".to_owned()];
    words.extend(given);
    if !chosen {
        words.extend(if measuring { thorough() } else { once() });
    }
    let arguments = CommandLine::parse_from(words).arguments;
    compare::run_as(env!("CARGO_BIN_EXE_granular").into(), &arguments)
        .unwrap_or_else(|failure| failure.report())
}

/// Everything, with 1, 2, 4 … threads and as many as there are processors.
fn thorough() -> Vec<String> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let mut counts: Vec<usize> =
        (0..).map(|power| 1 << power).take_while(|&count| count < processors).collect();
    counts.push(processors);
    let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
    let mut words = vec!["--rounds".into(), "5".into(), "--threads".into(), counts.join(",")];
    words.extend(["--runtimes".into(), "gil,freethreaded,freethreaded-atomic".into()]);
    if let Some(python) = Peer::of_this_machine() {
        words.extend(["--peer".into(), python.name]);
    }
    words
}

/// As little as shows that it works.
fn once() -> Vec<String> {
    ["nqueens.py", "--rounds", "1", "--threads", "2"].map(str::to_owned).into()
}

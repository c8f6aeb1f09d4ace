//! The programs: threads that move tokens between containers, at random.
//!
//! Tokens are numbered. An operation takes one out of a shared container into the thread's hand, puts one from the hand into
//! a container, stirs a container or looks into it. Whatever the threads do to each other, at the end of a round every
//! number is somewhere, once: an operation that is not one step loses or doubles a token sooner or later.

use super::catalogue::{self, Container, KINDS, Kind};
use fastrand::Rng;
use std::fmt::Write;

/// A program and what it is made of.
pub struct Program {
    /// What decides everything about it.
    pub seed: u64,
    /// Python.
    pub source: String,
}

impl Program {
    /// The program of a seed, which may grow by so many megabytes.
    pub fn of(seed: u64, growth: u64) -> Program {
        let mut random = Rng::with_seed(seed);
        let kind = &KINDS[random.usize(..KINDS.len())];
        let containers = containers(&mut random, kind);
        let source = source(seed, growth, &mut random, kind, &containers);
        Program { seed, source }
    }
}

/// Some containers that tokens of this kind can be in, each with a name of its own.
fn containers(random: &mut Rng, kind: &Kind) -> Vec<(String, &'static Container)> {
    let fitting: Vec<_> = catalogue::CONTAINERS.iter().filter(|container| container.holds(kind)).collect();
    let count = random.usize(1..=5);
    (0..count)
        .map(|number| {
            let container = fitting[random.usize(..fitting.len())];
            (format!("{}{number}", container.name), container)
        })
        .collect()
}

/// A function of the program: its name and its text.
struct Operation {
    name: String,
    text: String,
}

fn operation(name: String, global: Option<&str>, body: &str) -> Operation {
    let mut text = format!("\n\ndef {name}(hand, r):\n");
    if let Some(global) = global {
        writeln!(text, "    global {global}").expect("a string takes all");
    }
    for line in body.lines() {
        writeln!(text, "    {line}").expect("a string takes all");
    }
    Operation { name, text }
}

/// Some of the operations there are on each container and beside them; of each container one that puts and one that takes.
fn operations(
    random: &mut Rng,
    kind: &Kind,
    containers: &[(String, &'static Container)],
) -> (Vec<Operation>, Vec<Operation>) {
    let mut moving = Vec::new();
    let mut beside = Vec::new();
    for (name, container) in containers {
        let mut choose = |what: &str, bodies: &[&str], into: &mut Vec<Operation>| {
            for (number, body) in bodies.iter().enumerate() {
                if random.f64() < 0.6 {
                    let body = body.replace("{c}", name);
                    into.push(operation(format!("{name}_{what}{number}"), Some(name), &body));
                }
            }
        };
        let before = moving.len();
        choose("put", container.puts, &mut moving);
        if moving.len() == before {
            moving.push(operation(
                format!("{name}_put"),
                Some(name),
                &container.puts[0].replace("{c}", name),
            ));
        }
        let before = moving.len();
        choose("take", container.takes, &mut moving);
        if moving.len() == before {
            moving.push(operation(
                format!("{name}_take"),
                Some(name),
                &container.takes[0].replace("{c}", name),
            ));
        }
        choose("stir", container.stirs, &mut beside);
        // While a comparison runs Python code the list is empty for others, and what they put in is lost, as in CPython.
        if kind.ordered && !kind.weakly_referenced {
            choose("sort", container.stirs_if_ordered, &mut beside);
        }
        choose("look", container.looks, &mut beside);
    }
    for (number, body) in catalogue::BESIDE.iter().enumerate() {
        if random.f64() < 0.5 {
            beside.push(operation(format!("beside{number}"), None, body));
        }
    }
    if kind.weakly_referenced {
        for (number, body) in catalogue::WEAK.iter().enumerate() {
            beside.push(operation(format!("weak{number}"), None, body));
        }
    }
    (moving, beside)
}

fn source(
    seed: u64,
    growth: u64,
    random: &mut Rng,
    kind: &Kind,
    containers: &[(String, &'static Container)],
) -> String {
    let threads = random.usize(2..=6);
    let rounds = 4;
    let steps = random.usize(100..=600);
    let tokens = random.usize(4..=300).max(threads);
    let interval = [0.00001, 0.0001, 0.005][random.usize(..3)];
    let (moving, beside) = operations(random, kind, containers);
    let mut text = format!("# Seed {seed}: tokens are {}.\n", kind.name);
    text.push_str(catalogue::IMPORTS);
    write!(text, "\nTHREADS, ROUNDS, STEPS, TOKENS = {threads}, {rounds}, {steps}, {tokens}\n")
        .expect("a string takes all");
    writeln!(text, "GROWTH = {growth}").expect("a string takes all");
    let tracked = if kind.weakly_referenced { "True" } else { "False" };
    write!(text, "TRACKED = {tracked}\nSEED = {}\nsys.setswitchinterval({interval})\n", seed % (1 << 31))
        .expect("a string takes all");
    text.push_str(kind.definition);
    text.push_str(catalogue::COMMON);
    for operation in moving.iter().chain(&beside) {
        text.push_str(&operation.text);
    }
    text.push_str("\n\ndef fresh():\n");
    for (name, _) in containers {
        writeln!(text, "    global {name}").expect("a string takes all");
    }
    for (name, container) in containers {
        for line in container.fresh.replace("{c}", name).lines() {
            writeln!(text, "    {line}").expect("a string takes all");
        }
    }
    text.push_str("\n\ndef drain():\n    found = []\n");
    for (name, container) in containers {
        for line in container.drain.replace("{c}", name).lines() {
            writeln!(text, "    {line}").expect("a string takes all");
        }
    }
    text.push_str("    return found\n");
    let list = |operations: &[Operation]| {
        operations.iter().map(|operation| operation.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    write!(text, "\n\nMOVING = [{}]\nBESIDE = [{}]\n", list(&moving), list(&beside))
        .expect("a string takes all");
    text.push_str(catalogue::PLAY);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_one_program() {
        for seed in 0..50 {
            let program = Program::of(seed, 32);
            assert_eq!(program.source, Program::of(seed, 32).source);
            assert_eq!(program.seed, seed);
        }
    }

    #[test]
    fn every_container_and_kind_comes_up() {
        let sources: Vec<String> = (0..400).map(|seed| Program::of(seed, 32).source).collect();
        for container in catalogue::CONTAINERS {
            let name = format!("global {}", container.name);
            assert!(sources.iter().any(|source| source.contains(&name)), "{}", container.name);
        }
        for kind in KINDS {
            let line = format!("tokens are {}.", kind.name);
            assert!(sources.iter().any(|source| source.contains(&line)), "{}", kind.name);
        }
    }
}

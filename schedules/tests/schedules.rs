//! Some schedules of some programs on every runtime, and programs that must be found to be wrong.

use schedules::program::{Program, Step};
use schedules::{Runtime, explore};

/// As many as a few seconds allow; `cargo xtask shuttle` has no end.
const PROGRAMS: u64 = 12;
const SCHEDULES: usize = 4;

fn holds(runtime: Runtime) {
    for seed in 0..PROGRAMS {
        if let Err(why) = explore(&Program::of(seed), runtime, seed, SCHEDULES) {
            let name = runtime.name();
            panic!("{why}\nagain with: cargo xtask shuttle --seed {seed} --programs 1 --runtime {name}");
        }
    }
}

#[test]
fn under_the_global_lock() {
    holds(Runtime::Gil);
}

#[test]
fn with_biased_counts() {
    holds(Runtime::Biased);
}

#[test]
fn with_atomic_counts() {
    holds(Runtime::Atomic);
}

/// A program whose threads all do this one thing.
fn all(step: Step) -> Program {
    let threads = (0..4).map(|number| {
        // Every other thread with the other object.
        let step = match &step {
            Step::Both(_) => Step::Both(number % 2),
            step => step.clone(),
        };
        vec![step.clone(), step]
    });
    Program { threads: threads.collect() }
}

fn is_found(step: Step, expected: &str) {
    let program = all(step);
    for runtime in Runtime::ALL {
        let why = explore(&program, runtime, 1, 200).expect_err("it must be found");
        assert!(why.contains(expected), "{}: {why}", runtime.name());
    }
}

#[test]
fn a_lost_update_is_found() {
    // Under the global lock a thread passes no safepoint between the two sections.
    let program = all(Step::CountInTwoSections(0));
    assert_eq!(explore(&program, Runtime::Gil, 1, 20), Ok(()));
    for runtime in [Runtime::Biased, Runtime::Atomic] {
        let why = explore(&program, runtime, 1, 200).expect_err("it must be found");
        assert!(why.contains("not everything was counted"), "{}: {why}", runtime.name());
    }
}

#[test]
fn a_deadlock_is_found() {
    is_found(Step::Both(0), "deadlock");
}

#[test]
fn a_lost_reference_is_found() {
    is_found(Step::Forget(0), "objects are still alive");
}

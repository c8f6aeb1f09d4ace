use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;
use std::{env, panic, process, thread};

/// How much of a model's executions to explore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// All of them.
    Exhaustive,
    /// Those in which a thread is interrupted, while it could go on, at most this often.
    Preemptions(usize),
}

/// Runs a model that must hold in every execution.
pub fn check(name: &str, bound: Bound, model: impl Fn() + Send + Sync + 'static) {
    if !is_alone() {
        let status = once_more().stdout(Stdio::null()).status().expect("a test can run itself");
        assert_eq!(status.code(), Some(HELD), "{name} does not hold, or was not run: {status}");
        return;
    }
    let began = Instant::now();
    let executions = Arc::new(AtomicU64::new(0));
    explore(bound, &executions, model);
    let extent = match bound {
        Bound::Exhaustive => "exhaustive".to_owned(),
        Bound::Preemptions(most) => format!("bounded: {most} preemptions"),
    };
    let (executions, seconds) = (executions.load(Relaxed), began.elapsed().as_secs_f64());
    report(&format!("model {name}: {executions} executions, {extent}, {seconds:.1} s"));
    for place in sync::order::noted() {
        report(&format!("ordering {place}"));
    }
    process::exit(HELD);
}

/// Runs a model on a twin that breaks a rule: some execution must fail, and say `expected`.
///
/// The model's process ends at the first panic: what a failed execution leaves behind, guards of locks that loom has
/// forgotten, cannot be unwound.
pub fn caught(twin: &str, bound: Bound, expected: &str, model: impl Fn() + Send + Sync + 'static) {
    caught_weakened(twin, "", bound, expected, model);
}

/// As [`caught`], for a twin that is the source that ships with one ordering weakened.
pub fn caught_weakened(
    twin: &str,
    weakened: &str,
    bound: Bound,
    expected: &str,
    model: impl Fn() + Send + Sync + 'static,
) {
    const CAUGHT: i32 = 77;
    if is_alone() {
        let executions = Arc::new(AtomicU64::new(0));
        let at = Arc::clone(&executions);
        panic::set_hook(Box::new(move |info| {
            let why = info.payload_as_str().unwrap_or("a panic without a message");
            report(&format!("caught in execution {}: {why}", at.load(Relaxed)));
            process::exit(CAUGHT);
        }));
        explore(bound, &executions, model);
        report(&format!("not caught in {} executions", executions.load(Relaxed)));
        process::exit(0);
    }
    let mut child = once_more();
    if !weakened.is_empty() {
        child.env("GRANULAR_WEAKEN_ORDERING", weakened);
    }
    let child = child.output().expect("a test can run itself");
    let said = String::from_utf8_lossy(&child.stderr);
    assert_eq!(child.status.code(), Some(CAUGHT), "{twin}: {said}");
    assert!(said.contains(expected), "{twin}: expected `{expected}`, but {said}");
    report(&format!("twin {twin}: {}", said.lines().next().unwrap_or_default()));
}

/// Set to anything: the process runs one test, which is a model.
const ALONE: &str = "GRANULAR_ALONE";
/// How such a process ends if the model holds. One that has run no model ends otherwise.
const HELD: i32 = 78;

/// Whether this process runs one test, which is a model.
fn is_alone() -> bool {
    env::var_os(ALONE).is_some()
}

/// The test that calls it once more, alone in a process. Each execution maps and unmaps its threads' stacks, for which models
/// beside each other in one process wait for each other: together they take half as long again.
fn once_more() -> Command {
    let thread = thread::current();
    let test = thread.name().expect("the harness names a thread after its test");
    let mut child = Command::new(env::current_exe().expect("a test knows its executable"));
    child.args(["--exact", test, "--nocapture"]).env(ALONE, "1");
    child
}

fn explore(bound: Bound, executions: &Arc<AtomicU64>, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = match bound {
        Bound::Exhaustive => None,
        Bound::Preemptions(most) => Some(most),
    };
    // Where the same models are run many times over, with few first, and at last with more than they have time for here.
    if let Some(most) = env::var("GRANULAR_PREEMPTIONS").ok().and_then(|most| most.parse().ok()) {
        builder.preemption_bound = Some(most);
    }
    // A world makes its first classes in every execution, which is a few thousand operations of one thread.
    builder.max_branches = 100_000;
    // A model that loom cuts off returns as if it had passed, so nothing but the bound may cut it.
    builder.max_duration = None;
    builder.max_permutations = None;
    let executions = Arc::clone(executions);
    builder.check(move || {
        executions.fetch_add(1, Relaxed);
        model();
    });
}

/// Past the test harness, which would swallow it: the figure is what a green model means.
fn report(line: &str) {
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

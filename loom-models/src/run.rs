use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

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
    let began = Instant::now();
    let executions = explore(bound, model).unwrap_or_else(|(at, why)| {
        panic!("{name}: execution {at} fails: {why}");
    });
    let extent = match bound {
        Bound::Exhaustive => "exhaustive".to_owned(),
        Bound::Preemptions(most) => format!("bounded: {most} preemptions"),
    };
    report(&format!("{name}: {executions} executions, {extent}, {:.1} s", began.elapsed().as_secs_f64()));
}

/// Runs a model on a twin that breaks a rule: some execution must fail, as `expected` says.
pub fn caught(name: &str, bound: Bound, expected: &str, model: impl Fn() + Send + Sync + 'static) {
    match explore(bound, model) {
        Ok(executions) => panic!("{name}: not caught in {executions} executions"),
        Err((at, why)) => {
            assert!(why.contains(expected), "{name}: caught, but by `{why}` and not by `{expected}`");
            report(&format!("{name}: caught in execution {at}: {}", why.lines().next().unwrap_or_default()));
        }
    }
}

/// The number of executions if all hold, or that of the first that fails and the reason.
fn explore(bound: Bound, model: impl Fn() + Send + Sync + 'static) -> Result<u64, (u64, String)> {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = match bound {
        Bound::Exhaustive => None,
        Bound::Preemptions(most) => Some(most),
    };
    // A model that loom cuts off returns as if it had passed, so nothing but the bound may cut it.
    builder.max_duration = None;
    builder.max_permutations = None;
    let executions = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&executions);
    let outcome = catch_unwind(AssertUnwindSafe(move || {
        builder.check(move || {
            counter.fetch_add(1, Relaxed);
            model();
        });
    }));
    let executions = executions.load(Relaxed);
    outcome.map(|()| executions).map_err(|why| {
        let why = why
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| why.downcast_ref::<&str>().map(|&why| why.to_owned()))
            .unwrap_or_else(|| "a panic without a message".to_owned());
        (executions, why)
    })
}

/// Past the test harness, which would swallow it: the figure is what a green model means.
fn report(line: &str) {
    let _ = std::io::stderr().write_all(format!("model {line}\n").as_bytes());
}

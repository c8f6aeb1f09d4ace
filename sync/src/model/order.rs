//! Which orderings a model reaches, and what it finds when one of them is weaker.
//!
//! Every atomic operation of the core comes through here on its way to loom and brings its place in the source with it.
//! `cargo xtask orderings` starts a model with one of two requests in the environment: to note the places
//! it reaches, or to run with one ordering, at one place, a step weaker than it is written. The core's source has no
//! marks for this, and a model that is asked for neither is not disturbed.

use std::collections::BTreeSet;
use std::env;
use std::panic::Location;
use std::sync::atomic::Ordering;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Set to anything: the places are to be noted.
const NOTE: &str = "GRANULAR_NOTE_ORDERINGS";
/// One ordering to weaken: `file line column part ordering weaker`, the file as the compiler names it or the end of that.
/// A fence is weakened to `none`.
const WEAKEN: &str = "GRANULAR_WEAKEN_ORDERING";

/// Which of an operation's orderings it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The only one.
    Only,
    /// That of a successful exchange.
    Success,
    /// That of a failed exchange.
    Failure,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Only => "only",
            Part::Success => "success",
            Part::Failure => "failure",
        }
    }
}

struct Weakened {
    file: String,
    line: u32,
    column: u32,
    part: String,
    from: Ordering,
    /// None removes a fence.
    to: Option<Ordering>,
}

static WEAKENED: LazyLock<Option<Weakened>> = LazyLock::new(|| {
    let request = env::var(WEAKEN).ok()?;
    let words: Vec<&str> = request.split_whitespace().collect();
    let &[file, line, column, part, from, to] = &words[..] else { panic!("{WEAKEN}={request}") };
    Some(Weakened {
        file: file.into(),
        line: line.parse().expect("a line"),
        column: column.parse().expect("a column"),
        part: part.into(),
        from: ordering(from).expect("an ordering"),
        to: ordering(to),
    })
});

static NOTED: LazyLock<Option<Mutex<BTreeSet<String>>>> =
    LazyLock::new(|| env::var_os(NOTE).map(|_| Mutex::default()));

fn ordering(name: &str) -> Option<Ordering> {
    Some(match name {
        "Relaxed" => Ordering::Relaxed,
        "Acquire" => Ordering::Acquire,
        "Release" => Ordering::Release,
        "AcqRel" => Ordering::AcqRel,
        "SeqCst" => Ordering::SeqCst,
        _ => return None,
    })
}

/// The places that were reached by now: `file line column part ordering`, one a line.
pub fn noted() -> Vec<String> {
    let Some(noted) = &*NOTED else { return Vec::new() };
    noted.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}

/// The ordering to use at this place; None for a fence that is not to be there.
pub(super) fn asked(order: Ordering, part: Part, at: &Location<'_>) -> Option<Ordering> {
    if let Some(noted) = &*NOTED {
        let place = format!("{} {} {} {} {order:?}", at.file(), at.line(), at.column(), part.name());
        noted.lock().unwrap_or_else(PoisonError::into_inner).insert(place);
    }
    match &*WEAKENED {
        Some(weakened)
            if weakened.line == at.line()
                && weakened.column == at.column()
                && weakened.from == order
                && weakened.part == part.name()
                && at.file().ends_with(&weakened.file) =>
        {
            weakened.to
        }
        _ => Some(order),
    }
}

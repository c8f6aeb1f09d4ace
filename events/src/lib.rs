//! The words of a trace: every span and event a runtime can emit, each in one place.
//!
//! A runtime calls a function here and never names a target, a span or a field itself, so that what
//! `docs/events.md` lists is what a trace can contain. The calls are `tracing` callsites: with no
//! subscriber, or one that declines the target, each is one relaxed load and a branch. None belongs in
//! the path of every instruction or every count; those are counted in the tally instead.
//!
//! A [`Period`] lasts until it is dropped. Periods of one thread nest: whoever begins a second one
//! inside the first must end it first. No span or event has more than [`MOST_FIELDS`] fields.

#![forbid(unsafe_code)]

/// An event whose name is also its message: the trace reads the first, the log the second.
macro_rules! emit {
    ($level:ident, $target:expr, $name:literal $(, $field:ident)*) => {
        tracing::event!(name: $name, target: $target, tracing::Level::$level, $($field,)* $name)
    };
}

pub mod gc;
pub mod gil;
pub mod io;
pub mod lock;
pub mod refcount;
pub mod sched;

/// The most fields a span or an event has, so that a trace record has a fixed size.
pub const MOST_FIELDS: usize = 2;

/// The targets, one for each part of a runtime; `GRANULAR_LOG=granular::gil=debug` selects by them.
pub mod target {
    /// The global lock.
    pub const GIL: &str = "granular::gil";
    /// The locks of single objects.
    pub const LOCK: &str = "granular::lock";
    /// Reference counts that moved between threads.
    pub const REFCOUNT: &str = "granular::refcount";
    /// Stop-the-world and collection.
    pub const GC: &str = "granular::gc";
    /// Threads coming, going, attaching and detaching.
    pub const SCHED: &str = "granular::sched";
    /// Calls that may block outside the runtime.
    pub const IO: &str = "granular::io";

    /// Every target.
    pub const ALL: [&str; 6] = [GIL, LOCK, REFCOUNT, GC, SCHED, IO];
}

/// A stretch of one thread's time; it ends when dropped, on the thread that began it.
#[must_use = "the period ends where this is dropped"]
#[derive(Debug)]
pub struct Period {
    _entered: tracing::span::EnteredSpan,
}

impl From<tracing::Span> for Period {
    #[inline]
    fn from(span: tracing::Span) -> Self {
        Self { _entered: span.entered() }
    }
}

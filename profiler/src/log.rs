//! The human log: one line for every event and every finished span, on standard error.
//!
//! A line costs some thirty times what a trace record costs, so a logged run is for reading what
//! happened, not for measuring how long it took.

use std::io::{self, IsTerminal};

use tracing_subscriber::{
    EnvFilter,
    filter::ParseError,
    fmt::{self, format::FmtSpan},
    layer::SubscriberExt,
    util::{SubscriberInitExt, TryInitError},
};

/// Why the log could not be started.
#[derive(Debug)]
pub enum LogError {
    /// The filter does not parse.
    Filter(ParseError),
    /// Another subscriber is already there.
    Taken(TryInitError),
}

impl std::fmt::Display for LogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Filter(error) => write!(f, "the log filter does not parse: {error}"),
            Self::Taken(error) => write!(f, "the log cannot start: {error}"),
        }
    }
}

impl std::error::Error for LogError {}

/// Starts the log for the whole process; `filter` is `info`, `granular::gil=debug,granular::lock=debug`
/// or whatever else [`EnvFilter`] reads.
pub fn start(filter: &str) -> Result<(), LogError> {
    let filter = EnvFilter::builder().parse(filter).map_err(LogError::Filter)?;
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_thread_ids(true)
        .with_span_events(FmtSpan::CLOSE)
        .with_timer(fmt::time::uptime());
    tracing_subscriber::registry().with(filter).with(lines).try_init().map_err(LogError::Taken)
}

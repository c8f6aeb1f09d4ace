//! What starts a program like the one that runs.

use crate::{Discipline, RunConfig, RuntimeKind, SWITCH_INTERVAL, Workers};

/// The options `-X` with which a process runs a program as this one does, `sys._xoptions`. What is as by default is not among
/// them.
pub fn options(config: &RunConfig) -> Vec<(String, String)> {
    let mut options = Vec::new();
    let mut option = |name: &str, value: String| options.push((name.to_owned(), value));
    if config.runtime == RuntimeKind::Freethreaded {
        option("runtime", "freethreaded".into());
    }
    if config.refcount == Discipline::Atomic {
        option("refcount", "atomic".into());
    }
    if config.switch_interval != SWITCH_INTERVAL {
        option("switch_interval", config.switch_interval.as_secs_f64().to_string());
    }
    if !config.without.is_empty() {
        let names: Vec<&str> = config.without.iter().map(|mechanism| mechanism.name()).collect();
        option("without", names.join(","));
    }
    if config.workers != Workers::Threads {
        option("workers", config.workers.name().into());
    }
    if let Some(path) = &config.workers_report {
        option("workers_report", path.to_string_lossy().into_owned());
    }
    if config.dev_mode {
        option("dev", String::new());
    }
    for other in &config.other_options {
        let (name, value) = other.split_once('=').unwrap_or((other, ""));
        option(name, value.into());
    }
    if config.tracemalloc > 0 {
        option("tracemalloc", config.tracemalloc.to_string());
    }
    options
}

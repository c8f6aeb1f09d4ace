//! Everything a comparison found: what the tables show and `--json` writes.

use std::{num::NonZeroUsize, time::Duration};

use profiler::Tally;
use serde::Serialize;

use crate::workers::WorkersReport;

use super::{
    ceiling::Ceiling,
    child::Run,
    contestant::Peer,
    meaning::Meaning,
    prediction::Prediction,
    statistics::{Ratio, geometric_mean, median},
};

/// A whole comparison.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The version of granular.
    pub granular: &'static str,
    /// Where it ran.
    pub machine: Machine,
    /// Forward-and-backward passes over each program's configurations.
    pub rounds: usize,
    /// The interpreters it was compared with.
    pub peers: Vec<Peer>,
    /// The programs.
    pub programs: Vec<ProgramReport>,
}

/// What the figures depend on.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// Processors this process may use.
    pub processors: usize,
    /// Their model, as far as the system tells.
    pub model: Option<String>,
    /// The operating system and the architecture.
    pub system: String,
}

impl Machine {
    /// This one.
    pub fn this() -> Self {
        let facts = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = facts.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        Self {
            processors: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            model: model.map(|(_, model)| model.trim().to_owned()),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        }
    }
}

/// One program on every runtime with every thread count.
#[derive(Debug, Serialize)]
pub struct ProgramReport {
    /// Its file name.
    pub name: String,
    /// What it says about itself in its first line.
    pub title: Option<String>,
    /// The configuration all ratios are taken over.
    pub base: String,
    /// The base against its twin: what this machine shows where there is nothing to see.
    pub noise: Ratio,
    /// What the machine gave to processes that share nothing meanwhile, if more than one thread is asked for.
    pub ceiling: Option<Ceiling>,
    /// The configurations, the base first.
    pub rows: Vec<Row>,
    /// What it means, in a sentence.
    pub meaning: Meaning,
    /// What it may come to on more processors, without the global lock.
    pub prediction: Option<Prediction>,
}

impl ProgramReport {
    /// The noise floor: a ratio nearer to one than this is not a finding.
    pub fn noise_floor(&self) -> f64 {
        self.noise.noise()
    }

    /// The row of this runtime with so many threads.
    pub fn row(&self, contestant: &str, threads: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.contestant == contestant && row.threads == threads)
    }
}

/// One configuration.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The runtime's or peer's name.
    pub contestant: String,
    /// The program's thread count.
    pub threads: usize,
    /// Median wall time in seconds.
    pub wall_s: f64,
    /// How many times faster than the base; above one is faster.
    pub speed_up: Ratio,
    /// The runs, in the order in which they were made.
    pub runs: Vec<Run>,
}

impl Row {
    /// The row of `runs`, paired with those of the base.
    pub fn new(contestant: &str, threads: NonZeroUsize, runs: Vec<Run>, base: &[Run]) -> Self {
        let (base, walls) = (walls(base), walls(&runs));
        Self {
            contestant: contestant.into(),
            threads: threads.get(),
            wall_s: median(walls.clone()),
            speed_up: Ratio::of_times(&base, &walls),
            runs,
        }
    }

    /// `gil ×2`.
    pub fn name(&self) -> String {
        format!("{} ×{}", self.contestant, self.threads)
    }

    /// The run whose wall time is the median, or the faster of two: counts are shown of one run that
    /// really was, not of an average of several.
    pub fn typical(&self) -> &Run {
        let mut order: Vec<&Run> = self.runs.iter().collect();
        order.sort_by_key(|run| run.wall);
        order[(order.len() - 1) / 2]
    }

    /// What the typical run counted, if it is one of ours.
    pub fn tally(&self) -> Option<&Tally> {
        self.typical().tally.as_ref()
    }

    /// What the typical run's workers cost, if it has told.
    pub fn workers(&self) -> Option<&WorkersReport> {
        self.typical().workers.as_ref()
    }

    /// Of the time its threads wanted to run, the share they waited for a lock of the runtime.
    pub fn waiting_share(&self) -> Option<f64> {
        let waited = self.tally()?.waited();
        let wanted = waited + self.typical().cpu();
        (wanted > Duration::ZERO).then(|| waited.as_secs_f64() / wanted.as_secs_f64())
    }
}

/// The wall times of runs, in seconds.
pub fn walls(runs: &[Run]) -> Vec<f64> {
    runs.iter().map(|run| run.wall.as_secs_f64()).collect()
}

impl Report {
    /// For each configuration but the base, the geometric mean of its speed-ups over the programs.
    pub fn means(&self) -> Vec<(String, f64)> {
        let Some(first) = self.programs.first() else { return Vec::new() };
        let of = |index: usize| {
            let ratios: Vec<f64> =
                self.programs.iter().map(|program| program.rows[index].speed_up.median).collect();
            (first.rows[index].name(), geometric_mean(&ratios))
        };
        (1..first.rows.len()).map(of).collect()
    }
}

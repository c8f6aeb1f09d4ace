//! A cure that can be measured without a change to the program: objects that are not counted.

use std::ffi::OsString;

use profiler::{
    figures,
    meetings::{Line, Meetings, Met, Way},
};

use super::Patient;
use crate::{Failure, compare::statistics::Ratio};

/// More objects than this are not made immortal, for they would not be freed.
const MOST_OBJECTS: u64 = 100_000;
/// The part of all shared writes that counting them must be to be worth a cure.
const WORTH_A_CURE: f64 = 0.1;

/// Objects that are not to be counted: all of a line.
pub struct Cure<'a> {
    made: &'a Line,
    class: &'a str,
}

impl<'a> Cure<'a> {
    /// What counting references costs most, if it is worth a cure.
    pub fn of(meetings: &'a Meetings) -> Option<Self> {
        let all: u64 = meetings.met.iter().map(Met::shared_writes).sum();
        let counts = |met: &Met| met.total(|way| matches!(way, Way::Count | Way::Merge)).0;
        let worst =
            meetings.met.iter().filter(|met| met.objects <= MOST_OBJECTS).max_by_key(|met| counts(met))?;
        (counts(worst) as f64 >= WORTH_A_CURE * all as f64 && counts(worst) > MOST_OBJECTS)
            .then_some(())
            .and(worst.made.as_ref().filter(|line| !line.file.is_empty()).zip(worst.class.as_deref()))
            .map(|(made, class)| Cure { made, class })
    }

    /// Runs the program with it and without, alternating.
    pub(super) fn measure(&self, patient: &Patient, rounds: usize) -> Result<String, Failure> {
        let line = format!("{}:{}", self.made.file, self.made.line);
        let options = |line: &str| ["--immortal".into(), OsString::from(line)];
        let (plain, cured) = (options("none"), options(&line));
        let mut walls = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for cure in [false, true, true, false] {
                let run = patient.run(if cure { &cured } else { &plain })?;
                walls[usize::from(cure)].push(run.wall.as_secs_f64());
            }
        }
        let noise = {
            let (even, odd): (Vec<_>, Vec<_>) =
                walls[0].chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
            Ratio::of_times(&even, &odd).noise()
        };
        let ratio = Ratio::of_times(&walls[0], &walls[1]);
        let measured = format!(
            "{:.2}× as fast ({:.2}–{:.2}, {} pairs)",
            ratio.median, ratio.low, ratio.high, ratio.pairs
        );
        let verdict = if ratio.is_beyond(noise) {
            measured
        } else {
            format!("{measured}, which is within the noise of {}", figures::share(noise))
        };
        Ok(format!(
            "Measured: if the {} objects of {} were not counted, the program would be {verdict}.",
            self.class, self.made
        ))
    }
}

//! Cures that can be measured without a change to the program: objects that are not counted, and the other runtime.

use std::ffi::OsString;

use profiler::{
    figures,
    meetings::{Line, Meetings, Met, Way},
};

use super::{Patient, diagnosis::Diagnosis};
use execution::RuntimeKind;

use crate::{Failure, compare::statistics::Ratio, run::runtime_name};

/// More objects than this are not made immortal, for they would not be freed.
const MOST_OBJECTS: u64 = 100_000;
/// The part of all shared writes that counting them must be to be worth a cure, and the part of all time that waiting must.
const WORTH_A_CURE: f64 = 0.1;

/// What may help.
pub enum Cure<'a> {
    /// Objects are not counted: all of a line.
    Uncounted { made: &'a Line, class: &'a str },
    /// The program runs on another runtime.
    Elsewhere(RuntimeKind),
}

impl<'a> Cure<'a> {
    /// Those that are worth measuring.
    pub fn all(meetings: &'a Meetings, diagnosis: &Diagnosis<'_>, runtime: RuntimeKind) -> Vec<Self> {
        let other = match runtime {
            // Who waits for the lock might do without.
            RuntimeKind::Gil => (RuntimeKind::Freethreaded, diagnosis.waited(&[Way::Turn])),
            // Who waits for other locks all the time might as well have one.
            RuntimeKind::Freethreaded => {
                (RuntimeKind::Gil, diagnosis.waited(&[Way::ProgramLock, Way::LockWait, Way::Turn]))
            }
        };
        let elsewhere = (other.1 >= WORTH_A_CURE).then_some(Cure::Elsewhere(other.0));
        Self::uncounted(meetings).into_iter().chain(elsewhere).collect()
    }

    /// What counting references costs most, if it is worth a cure.
    fn uncounted(meetings: &'a Meetings) -> Option<Self> {
        let all: u64 = meetings.met.iter().map(Met::shared_writes).sum();
        let counts = |met: &Met| met.total(|way| matches!(way, Way::Count | Way::Merge)).0;
        let worst =
            meetings.met.iter().filter(|met| met.objects <= MOST_OBJECTS).max_by_key(|met| counts(met))?;
        (counts(worst) as f64 >= WORTH_A_CURE * all as f64 && counts(worst) > MOST_OBJECTS)
            .then_some(())
            .and(worst.made.as_ref().filter(|line| !line.file.is_empty()).zip(worst.class.as_deref()))
            .map(|(made, class)| Cure::Uncounted { made, class })
    }

    /// Runs the program with it and without, alternating.
    pub(super) fn measure(&self, patient: &Patient, rounds: usize) -> Result<String, Failure> {
        let immortal = |line: &str| vec!["--immortal".into(), OsString::from(line)];
        let (plain, cured, runtime) = match self {
            Cure::Uncounted { made, .. } => {
                (immortal("none"), immortal(&format!("{}:{}", made.file, made.line)), patient.runtime)
            }
            Cure::Elsewhere(other) => (vec![], vec![], runtime_name(*other)),
        };
        let mut walls = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for cure in [false, true, true, false] {
                let run =
                    if cure { patient.run(runtime, &cured) } else { patient.run(patient.runtime, &plain) }?;
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
        let condition = match self {
            Cure::Uncounted { made, class } => format!("if the {class} objects of {made} were not counted"),
            Cure::Elsewhere(RuntimeKind::Gil) => "under the global lock".into(),
            Cure::Elsewhere(RuntimeKind::Freethreaded) => "without the global lock".into(),
        };
        Ok(format!("Measured: {condition}, the program would be {verdict}."))
    }
}

//! What the machine gives to programs that have nothing to do with one another.
//!
//! No lock keeps separate processes from being as many times faster together as there are processors. Processors that are two
//! threads of one core, that share their caches or their power, or that a host lends to others as well, do. How far they get
//! here and now, while a program is measured, is how far its threads can be expected to get.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde::Serialize;

use super::{child::Invocation, contestant::Variant, meaning::SCALES, statistics::Ratio};
use crate::Failure;

/// The program that is run several times at once: what it does fits in the first cache, so that processors are all it takes.
const PROGRAM: &str = include_str!("yardstick.py");

/// How much faster separate processes are together than one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ceiling {
    /// So many at once.
    pub processes: usize,
    /// By so much; as many times as there are of them is all there is to have.
    pub speed_up: Ratio,
}

impl Ceiling {
    /// From the times of one process and of all of them at once, in seconds, pair by pair.
    ///
    /// # Panics
    ///
    /// As [`Ratio::of_times`].
    pub fn of_times(processes: usize, one: &[f64], all: &[f64]) -> Self {
        Self { processes, speed_up: Ratio::of_times(one, all).times(processes as f64) }
    }

    /// How many processors' worth of work so many threads may be expected to do.
    pub fn processors_worth(&self, threads: usize) -> f64 {
        self.speed_up.median.clamp(1.0, threads.max(1) as f64)
    }

    /// Whether it is less than the processors promise, beyond what `noise` may account for.
    pub fn is_low(&self, noise: f64) -> bool {
        self.speed_up.times((self.processes as f64).recip()).is_beyond(noise)
            && self.speed_up.median < SCALES * self.processes as f64
    }
}

/// What is timed to find the ceiling, and the times it took so far, in seconds.
pub(super) struct Yardstick {
    invocation: Invocation,
    processes: usize,
    limit: Duration,
    /// Of one process.
    one: Vec<f64>,
    /// Of all at once.
    all: Vec<f64>,
}

impl Yardstick {
    /// So many processes of `own`'s runtime with the global lock, the program written into `folder`.
    pub(super) fn new(own: &Path, processes: usize, limit: Duration, folder: &Path) -> Result<Self, Failure> {
        let program = folder.join("_yardstick.py");
        fs::write(&program, PROGRAM).map_err(|error| Failure::file("write", program.display(), &error))?;
        let mut arguments = vec!["run".into()];
        arguments.extend(Variant::Gil.options().iter().map(Into::into));
        arguments.push(program.into());
        let invocation = Invocation { executable: own.into(), arguments, tally: None, workers: None };
        Ok(Self { invocation, processes, limit, one: Vec::new(), all: Vec::new() })
    }

    /// Times one process and all of them; all first if `backwards`.
    pub(super) fn measure(&mut self, backwards: bool) -> Result<(), Failure> {
        let mut numbers = [1, self.processes];
        if backwards {
            numbers.reverse();
        }
        for number in numbers {
            let wall = self.at_once(number)?.as_secs_f64();
            if number == 1 { self.one.push(wall) } else { self.all.push(wall) }
        }
        Ok(())
    }

    /// What all times so far come to.
    pub(super) fn ceiling(&self) -> Ceiling {
        Ceiling::of_times(self.processes, &self.one, &self.all)
    }

    /// The time from the start of the first process to the end of the last.
    fn at_once(&self, processes: usize) -> Result<Duration, Failure> {
        let start = Instant::now();
        let runs = thread::scope(|scope| {
            let started: Vec<_> =
                (0..processes).map(|_| scope.spawn(|| self.invocation.run(self.limit))).collect();
            let ended = started.into_iter().map(|run| run.join().expect("a run does not panic"));
            ended.collect::<Vec<_>>()
        });
        let wall = start.elapsed();
        for run in runs {
            let run = run.map_err(|error| Failure::failed(format!("measuring the machine: {error}")))?;
            if !run.status.success() {
                return Err(Failure::failed(format!(
                    "measuring the machine: {}\n{}",
                    run.status,
                    String::from_utf8_lossy(&run.stderr).trim_end()
                )));
            }
        }
        Ok(wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yardstick(script: &str) -> Yardstick {
        let invocation = Invocation {
            executable: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            tally: None,
            workers: None,
        };
        let limit = Duration::from_secs(60);
        Yardstick { invocation, processes: 3, limit, one: Vec::new(), all: Vec::new() }
    }

    #[test]
    fn processes_that_do_not_hinder_one_another_are_worth_as_many_processors() {
        let ceiling = Ceiling::of_times(2, &[1.0, 1.0], &[1.0, 1.0]);
        assert_eq!(ceiling.speed_up.median, 2.0);
        assert!(!ceiling.is_low(0.02));
        assert_eq!([1.0, 2.0, 2.0], [1, 2, 8].map(|threads| ceiling.processors_worth(threads)));
    }

    #[test]
    fn processes_that_share_one_core_are_worth_less() {
        let ceiling = Ceiling::of_times(2, &[1.0, 1.0, 1.0], &[1.6, 1.6, 1.6]);
        assert_eq!(ceiling.speed_up.median, 1.25);
        assert!(ceiling.is_low(0.02));
        assert!(!ceiling.is_low(0.7), "within the noise");
        assert_eq!(ceiling.processors_worth(2), 1.25);
    }

    #[test]
    fn no_processor_is_worth_less_than_itself() {
        assert_eq!(Ceiling::of_times(2, &[1.0], &[4.0]).processors_worth(2), 1.0);
    }

    #[test]
    fn one_and_all_are_timed_each_time() {
        let mut yardstick = yardstick("exit 0");
        yardstick.measure(false).unwrap();
        yardstick.measure(true).unwrap();
        assert_eq!((2, 2), (yardstick.one.len(), yardstick.all.len()));
        assert_eq!((3, 2), (yardstick.ceiling().processes, yardstick.ceiling().speed_up.pairs));
    }

    #[test]
    fn a_machine_that_cannot_be_measured_is_an_error() {
        let error = yardstick("echo no memory >&2; exit 3").measure(false).unwrap_err();
        assert!(format!("{error:?}").contains("no memory"), "{error:?}");
    }
}

//! What a program may come to on more processors than there are here. A prediction, and said to be one.
//!
//! Two things keep threads that share nothing from scaling: what the program does alone, and the cache lines that all of them
//! write. The first is the serial share that the measured speed-up leaves over (Karp and Flatt, "Measuring Parallel
//! Processor Performance", CACM 1990), and bounds the speed-up as Amdahl has it. The second is counted: each read-modify-write
//! of a shared word needs the line it lies in, and one line goes from processor to processor so often a second and no more. If
//! all were of the same line, as at worst they are, no number of threads gets beyond that.

use std::time::Duration;

use serde::Serialize;

use super::{ceiling::Ceiling, report::Row};

/// How long a cache line takes from one processor to another and back to work: some 40 to 100 ns within a socket, the
/// greater of which is believed.
const LINE_TRANSFER: Duration = Duration::from_nanos(100);

/// The thread counts that are predicted.
const THREADS: [usize; 3] = [8, 16, 64];

/// What the free-threaded runtime does with one program, and may do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// The runtime's name.
    pub contestant: String,
    /// The thread count it is made of.
    pub threads: usize,
    /// Read-modify-writes of shared words in a million instructions.
    pub shared_per_million: f64,
    /// The share of one thread's time that more threads do not shorten.
    pub serial_share: f64,
    /// Above this no number of threads gets, for all write one cache line.
    pub line_bound: f64,
    /// Thread counts and predicted speed-ups over one thread on the same runtime.
    pub speed_ups: Vec<(usize, f64)>,
}

impl Prediction {
    /// Of a program's rows on a runtime that counts instructions: its row with one thread, and the one with most. What keeps
    /// separate processes from being faster together, too, is not the program's doing.
    pub fn of(rows: &[Row], contestant: &str, processors: usize, ceiling: Option<&Ceiling>) -> Option<Self> {
        let own = || rows.iter().filter(|row| row.contestant == contestant);
        let one = own().find(|row| row.threads == 1)?;
        let most = own().filter(|row| row.threads <= processors).max_by_key(|row| row.threads)?;
        let tally = most.tally()?;
        let shared_per_million = tally.shared_per_million()?;
        (most.threads > 1).then(|| {
            let threads = most.threads as f64;
            let given = ceiling
                .filter(|ceiling| ceiling.processes == most.threads)
                .map_or(threads, |ceiling| ceiling.processors_worth(most.threads));
            let gain = one.wall_s / most.wall_s * threads / given;
            let serial_share = ((1.0 / gain - 1.0 / threads) / (1.0 - 1.0 / threads)).clamp(0.0, 1.0);
            // A thread's own, in a second of its work.
            let shared_a_second = tally.shared_operations() as f64 / most.typical().cpu().as_secs_f64();
            let line_bound = (shared_a_second * LINE_TRANSFER.as_secs_f64()).recip();
            let amdahl = |threads: usize| (serial_share + (1.0 - serial_share) / threads as f64).recip();
            let speed_ups =
                THREADS.map(|threads| (threads, amdahl(threads).min(line_bound.max(1.0)))).to_vec();
            let contestant = contestant.to_owned();
            Self {
                contestant,
                threads: most.threads,
                shared_per_million,
                serial_share,
                line_bound,
                speed_ups,
            }
        })
    }
}

impl std::fmt::Display for Prediction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { contestant, threads, shared_per_million, serial_share, line_bound, speed_ups } = self;
        write!(
            f,
            "{contestant} ×{threads}: {shared_per_million:.1} shared read-modify-writes in a million instructions, "
        )?;
        write!(f, "{:.1} % of the work alone; predicted, not measured:", serial_share * 100.0)?;
        for (index, (threads, speed_up)) in speed_ups.iter().enumerate() {
            write!(f, "{} {speed_up:.1}× with {threads}", if index == 0 { "" } else { "," })?;
        }
        if speed_ups.last().is_some_and(|&(_, most)| most >= *line_bound) {
            write!(f, " (one cache line that all write would allow {line_bound:.1}×)")?;
        }
        write!(f, " threads")
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use profiler::Tally;

    use super::*;
    use crate::compare::child::Run;

    fn row(threads: usize, wall: f64, foreign: u64) -> Row {
        let wall = Duration::from_secs_f64(wall);
        let tally = Tally { instructions: 1_000_000, retains_foreign: foreign, ..Tally::default() };
        let run = Run { wall, user: wall * threads as u32, tally: Some(tally), ..Run::default() };
        Row::new("freethreaded", NonZeroUsize::new(threads).expect("not zero"), vec![run.clone()], &[run])
    }

    #[test]
    fn what_shares_nothing_and_does_nothing_alone_scales_without_bound() {
        let rows = [row(1, 1.0, 0), row(2, 0.5, 0)];
        let prediction = Prediction::of(&rows, "freethreaded", 2, None).expect("two rows are enough");
        assert_eq!(prediction.shared_per_million, 0.0);
        assert_eq!(prediction.speed_ups, [(8, 8.0), (16, 16.0), (64, 64.0)]);
    }

    #[test]
    fn what_is_done_alone_bounds_it() {
        let rows = [row(1, 1.0, 0), row(2, 0.6, 0)];
        let prediction = Prediction::of(&rows, "freethreaded", 2, None).expect("two rows are enough");
        assert!((prediction.serial_share - 0.2).abs() < 1e-9);
        assert!(prediction.speed_ups.iter().all(|&(_, speed_up)| speed_up < 5.0));
    }

    #[test]
    fn what_the_machine_keeps_back_is_not_the_programs() {
        let rows = [row(1, 1.0, 0), row(2, 0.75, 0)];
        let ceiling = Ceiling::of_times(2, &[1.0], &[1.5]);
        let of = |ceiling| Prediction::of(&rows, "freethreaded", 2, ceiling).expect("two rows are enough");
        assert!((of(None).serial_share - 0.5).abs() < 1e-9);
        assert!(of(Some(&ceiling)).serial_share.abs() < 1e-9);
        let other = Ceiling { processes: 4, ..ceiling };
        assert_eq!(of(None), of(Some(&other)), "of another number of threads");
    }

    #[test]
    fn one_line_bounds_it() {
        // A million a second of one thread's work, 100 ns each.
        let rows = [row(1, 1.0, 0), row(2, 0.5, 1_000_000)];
        let prediction = Prediction::of(&rows, "freethreaded", 2, None).expect("two rows are enough");
        assert!((prediction.line_bound - 10.0).abs() < 1e-9);
        assert_eq!(prediction.speed_ups, [(8, 8.0), (16, 10.0), (64, 10.0)]);
        assert!(prediction.to_string().contains("10.0× with 64 (one cache line"), "{prediction}");
    }

    #[test]
    fn nothing_is_predicted_of_one_thread_or_of_more_threads_than_processors() {
        assert_eq!(Prediction::of(&[row(1, 1.0, 0)], "freethreaded", 2, None), None);
        assert_eq!(Prediction::of(&[row(1, 1.0, 0), row(4, 0.5, 0)], "freethreaded", 2, None), None);
    }
}

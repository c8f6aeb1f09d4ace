//! The sentence under a table: what its figures mean, from the figures alone.
//!
//! Each clause is a finding or says that there is none; nothing within the noise is called a gain or a
//! loss. The thresholds are here, in one place, with what they decide.

use profiler::figures;
use serde::{Serialize, Serializer};

use super::{ceiling::Ceiling, contestant::Variant, report::Row, statistics::Ratio};

/// Of what so many processors could give, the share from which a program is said to scale, and below which the machine is
/// said to give less.
pub(super) const SCALES: f64 = 0.85;
/// Processors kept busy per thread below which a program mostly waits for something else.
const IDLE: f64 = 0.6;
/// Share of the wanted time spent waiting for object locks from which the locks are the reason.
const CONTENDED: f64 = 0.05;
/// Share of counting operations made by foreign threads from which they are worth naming.
const FOREIGN: f64 = 0.05;

/// What a program's rows mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The price of the lock's absence on one thread: time over time.
    price: Option<Finding>,
    /// What more threads do under the global lock.
    locked: Option<Locked>,
    /// What more threads do without it.
    free: Option<Free>,
    /// What interpreters and processes do in place of threads, over one thread under the lock.
    apart: Vec<Apart>,
    /// What processes that share nothing came to, if that is less than there are processors for.
    machine: Option<f64>,
    threads: usize,
}

/// Workers that share nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Apart {
    variant: Variant,
    speed_up: Finding,
    /// Of the whole time, the part until each worker had answered once.
    start_up: f64,
}

/// A ratio, if it is more than noise.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Finding {
    Noise,
    Ratio(f64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Locked {
    /// The threads overlap what they wait for outside the lock.
    Overlap(f64),
    /// They take turns.
    Turns,
    /// They take turns and lose by it.
    Convoy { speed_up: f64, switches: u64, waiting: Option<f64> },
    /// They gain although they compute: part of the work runs outside the lock.
    Gain(f64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Free {
    /// It makes use of the processors there are.
    Scales(f64),
    /// It gains, but less than the processors would give.
    Partly(f64, Reason),
    /// More threads bring nothing.
    Flat(Reason),
    /// The runs differed so much among themselves that all may be true of it.
    Unclear(Ratio),
    /// More threads make it slower.
    Slower(f64, Reason),
    /// The program waits; threads overlap the waiting.
    Overlap(f64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Reason {
    /// Threads meet at the lock of an object.
    Contended { locks: u64, waiting: f64 },
    /// Threads count the same objects.
    Foreign(f64),
    /// Nothing the runtime counts: the program's own serial part, or the machine.
    Elsewhere,
}

impl Meaning {
    /// Reads the rows of one program; `noise` is its floor, `processors` what the machine has, and `ceiling` what it gave of
    /// them meanwhile, if that was measured.
    pub fn of(rows: &[Row], noise: f64, processors: usize, ceiling: Option<&Ceiling>) -> Self {
        let threads = rows.iter().map(|row| row.threads).max().unwrap_or(1);
        let row = |variant: Variant, threads| {
            rows.iter().find(|row| row.contestant == variant.name() && row.threads == threads)
        };
        let free = [Variant::Freethreaded, Variant::FreethreadedAtomic]
            .into_iter()
            .find(|&variant| row(variant, threads).is_some());
        let one = |variant| row(variant, 1);
        let several = |variant| row(variant, threads).filter(|row| row.threads > 1);
        let useful = threads.min(processors);
        let useful = ceiling.map_or(useful as f64, |ceiling| ceiling.processors_worth(useful));
        let machine = ceiling.filter(|ceiling| ceiling.is_low(noise)).map(|ceiling| ceiling.speed_up.median);

        let price = one(Variant::Gil).zip(free.and_then(one)).map(|(locked, free)| {
            let ratio = over(locked, free);
            if ratio.is_beyond(noise) { Finding::Ratio(1.0 / ratio.median) } else { Finding::Noise }
        });
        let locked = one(Variant::Gil)
            .zip(several(Variant::Gil))
            .map(|(one, several)| Locked::of(over(one, several), several, noise));
        let free = free.and_then(|variant| {
            let (one, several) = one(variant).zip(several(variant))?;
            Some(Free::of(over(one, several), several, noise, useful))
        });
        let apart = [Variant::Interpreters, Variant::Processes].into_iter().filter_map(|variant| {
            let (one, apart) = one(Variant::Gil).zip(row(variant, threads))?;
            let ratio = over(one, apart);
            let speed_up = if ratio.is_beyond(noise) { Finding::Ratio(ratio.median) } else { Finding::Noise };
            let start_up = apart.workers()?.start_up_s / apart.typical().wall.as_secs_f64();
            Some(Apart { variant, speed_up, start_up })
        });
        let apart = apart.collect();
        Self { price, locked, free, apart, machine, threads }
    }
}

/// How many times faster `other` is than `base`, run by run.
fn over(base: &Row, other: &Row) -> Ratio {
    Ratio::of_times(&super::report::walls(&base.runs), &super::report::walls(&other.runs))
}

fn is_idle(row: &Row) -> bool {
    row.typical().cpu_per_wall() < IDLE
}

impl Locked {
    fn of(speed_up: Ratio, row: &Row, noise: f64) -> Self {
        let found = speed_up.is_beyond(noise);
        match speed_up.median {
            gain if found && gain > 1.0 && is_idle(row) => Self::Overlap(gain),
            gain if found && gain > 1.0 => Self::Gain(gain),
            loss if found => Self::Convoy {
                speed_up: loss,
                switches: row.tally().map_or(0, |tally| tally.switches()),
                waiting: row.waiting_share(),
            },
            _ => Self::Turns,
        }
    }
}

impl Free {
    fn of(speed_up: Ratio, row: &Row, noise: f64, useful: f64) -> Self {
        let found = speed_up.is_beyond(noise);
        let reason = || Reason::of(row);
        match speed_up.median {
            gain if found && gain > 1.0 && is_idle(row) => Self::Overlap(gain),
            gain if found && gain >= SCALES * useful => Self::Scales(gain),
            gain if found && gain > 1.0 => Self::Partly(gain, reason()),
            loss if found => Self::Slower(loss, reason()),
            _ if speed_up.high.max(1.0 + noise) >= SCALES * useful => Self::Unclear(speed_up),
            _ => Self::Flat(reason()),
        }
    }
}

impl Reason {
    fn of(row: &Row) -> Self {
        let Some(tally) = row.tally() else { return Self::Elsewhere };
        let wanted = (tally.lock_wait + row.typical().cpu()).as_secs_f64();
        let waiting = tally.lock_wait.as_secs_f64() / wanted.max(f64::MIN_POSITIVE);
        let foreign = tally.foreign_share().unwrap_or(0.0);
        if waiting >= CONTENDED {
            Self::Contended { locks: tally.locks_contended, waiting }
        } else if foreign >= FOREIGN {
            Self::Foreign(foreign)
        } else {
            Self::Elsewhere
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Contended { locks, waiting } => write!(
                f,
                "threads met at object locks {} times and spent {} of their time waiting there",
                figures::count(*locks),
                figures::share(*waiting)
            ),
            Self::Foreign(share) => write!(
                f,
                "{} of all reference counting was on objects another thread counts too",
                figures::share(*share)
            ),
            Self::Elsewhere => f.write_str("neither object locks nor shared counts are the reason"),
        }
    }
}

impl std::fmt::Display for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let n = self.threads;
        let mut clauses = Vec::new();
        match self.locked {
            Some(Locked::Overlap(gain)) => {
                clauses.push(format!("Under the lock {n} threads overlap their waiting ({gain:.2}×)"));
            }
            Some(Locked::Gain(gain)) => clauses.push(format!("Under the lock {n} threads bring {gain:.2}×")),
            Some(Locked::Turns) => {
                clauses.push(format!("Under the lock {n} threads take turns and gain nothing"))
            }
            Some(Locked::Convoy { speed_up, switches, waiting }) => {
                let mut clause = format!("Under the lock {n} threads are slower than one ({speed_up:.2}×)");
                if let (1.., Some(waiting)) = (switches, waiting) {
                    clause += &format!(
                        ": {} switches, {} of their time spent waiting for it",
                        figures::count(switches),
                        figures::share(waiting)
                    );
                }
                clauses.push(clause);
            }
            None => {}
        }
        match self.free {
            Some(Free::Scales(gain)) => clauses.push(format!("without it they scale ({gain:.2}×)")),
            Some(Free::Overlap(gain)) if matches!(self.locked, Some(Locked::Overlap(_))) => {
                clauses.push(format!("without it likewise ({gain:.2}×)"));
            }
            Some(Free::Overlap(gain)) => {
                clauses.push(format!("without it they overlap their waiting ({gain:.2}×)"))
            }
            Some(Free::Partly(gain, reason)) => {
                clauses.push(format!("without it they bring {gain:.2}×: {reason}"))
            }
            Some(Free::Flat(reason)) => {
                let either = if matches!(self.locked, Some(Locked::Turns)) { " either" } else { "" };
                clauses.push(format!("without it they gain nothing{either}: {reason}"));
            }
            Some(Free::Unclear(Ratio { median, low, high, .. })) => clauses.push(format!(
                "what they bring without it cannot be told from noise ({median:.2}×, {low:.2}–{high:.2})"
            )),
            Some(Free::Slower(loss, reason)) => {
                clauses.push(format!("without it they are slower than one ({loss:.2}×): {reason}"));
            }
            None => {}
        }
        match self.price {
            Some(Finding::Noise) => {
                clauses.push(
                    "doing without the lock costs one thread nothing that can be told from noise".into(),
                );
            }
            Some(Finding::Ratio(price)) if price >= 1.0 => {
                clauses
                    .push(format!("doing without the lock costs one thread {}", figures::share(price - 1.0)));
            }
            Some(Finding::Ratio(price)) => {
                clauses.push(format!(
                    "one thread is {} faster without the lock",
                    figures::share(1.0 / price - 1.0)
                ));
            }
            None => {}
        }
        if let Some(given) = self.machine {
            clauses.push(format!(
                "the machine gave separate processes, too, no more than {given:.2}× as it was measured"
            ));
        }
        for apart in &self.apart {
            let what = match apart.speed_up {
                Finding::Noise => "are as fast as one thread under the lock".to_owned(),
                Finding::Ratio(gain) if gain > 1.0 => format!("bring {gain:.2}×"),
                Finding::Ratio(loss) => format!("are slower than one thread under the lock ({loss:.2}×)"),
            };
            let (name, share) = (apart.variant.name(), figures::share(apart.start_up));
            clauses.push(format!("{n} {name} {what}, {share} of their time is their start"));
        }
        let sentence = if clauses.is_empty() {
            "Nothing to compare: it takes both runtimes, or one thread and several".to_owned()
        } else {
            clauses.join("; ")
        };
        let mut letters = sentence.chars();
        match letters.next() {
            Some(first) => write!(f, "{}{}.", first.to_uppercase(), letters.as_str()),
            None => Ok(()),
        }
    }
}

impl Serialize for Meaning {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use std::{num::NonZeroUsize, time::Duration};

    use profiler::Tally;

    use super::{super::child::Run, *};
    use crate::workers::WorkersReport;

    const NOISE: f64 = 0.02;

    fn row(variant: Variant, threads: usize, wall: f64, cpu: f64, tally: Tally) -> Row {
        let run = |jitter: f64| Run {
            wall: Duration::from_secs_f64(wall * jitter),
            user: Duration::from_secs_f64(cpu),
            tally: Some(tally),
            workers: variant.needs_workers().then(|| WorkersReport {
                kind: variant.name().into(),
                workers: threads,
                tasks: 1,
                start_up_s: wall / 4.0,
                copied_bytes: 1,
                copying_s: 0.0,
            }),
            ..Run::default()
        };
        let runs: Vec<Run> = [1.0, 1.001, 0.999, 1.0].map(run).into();
        Row::new(variant.name(), NonZeroUsize::new(threads).unwrap(), runs.clone(), &runs)
    }

    fn said(rows: &[Row]) -> String {
        Meaning::of(rows, NOISE, 2, None).to_string()
    }

    #[test]
    fn workers_that_share_nothing_are_held_against_one_thread() {
        let said = said(&[
            row(Variant::Gil, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Interpreters, 2, 1.25, 1.0, Tally::default()),
            row(Variant::Processes, 2, 0.625, 1.2, Tally::default()),
        ]);
        assert_eq!(
            "2 interpreters are slower than one thread under the lock (0.80×), 25% of their time is their start; \
             2 processes bring 1.60×, 25% of their time is their start.",
            said
        );
    }

    #[test]
    fn shared_nothing_work_takes_turns_under_the_lock_and_scales_without() {
        let rows = [
            row(Variant::Gil, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Gil, 2, 1.005, 1.0, Tally::default()),
            row(Variant::Freethreaded, 1, 1.08, 1.08, Tally::default()),
            row(Variant::Freethreaded, 2, 0.56, 1.1, Tally::default()),
        ];
        assert_eq!(
            "Under the lock 2 threads take turns and gain nothing; without it they scale (1.93×); \
             doing without the lock costs one thread 8.0%.",
            said(&rows)
        );
    }

    #[test]
    fn a_machine_that_gives_less_than_its_processors_is_named() {
        let rows = [
            row(Variant::Freethreaded, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Freethreaded, 2, 0.8, 1.6, Tally::default()),
        ];
        let ceiling = Ceiling::of_times(2, &[1.0, 1.0], &[1.6, 1.6]);
        assert_eq!(
            "Without it they scale (1.25×); \
             the machine gave separate processes, too, no more than 1.25× as it was measured.",
            Meaning::of(&rows, NOISE, 2, Some(&ceiling)).to_string()
        );
        assert_eq!(
            "Without it they bring 1.25×: neither object locks nor shared counts are the reason.",
            said(&rows)
        );
    }

    #[test]
    fn nothing_is_said_of_threads_whose_runs_differ_by_more_than_threads_could_bring() {
        let rows = [
            row(Variant::Freethreaded, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Freethreaded, 2, 0.8, 1.6, Tally::default()),
        ];
        assert_eq!(
            "What they bring without it cannot be told from noise (1.25×, 1.25–1.25).",
            Meaning::of(&rows, 0.9, 2, None).to_string()
        );
        assert_eq!(
            "Without it they gain nothing: neither object locks nor shared counts are the reason.",
            Meaning::of(&rows, 0.4, 2, None).to_string()
        );
    }

    #[test]
    fn a_contended_object_is_named_as_the_reason() {
        let tally = Tally {
            locks_taken: 100_000,
            locks_contended: 40_000,
            lock_wait: Duration::from_secs(1),
            ..Tally::default()
        };
        let rows = [
            row(Variant::Gil, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Gil, 2, 1.0, 1.0, Tally::default()),
            row(Variant::Freethreaded, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Freethreaded, 2, 2.0, 3.0, tally),
        ];
        assert_eq!(
            "Under the lock 2 threads take turns and gain nothing; without it they are slower than one (0.50×): \
             threads met at object locks 40.0k times and spent 25% of their time waiting there; \
             doing without the lock costs one thread nothing that can be told from noise.",
            said(&rows)
        );
    }

    #[test]
    fn counts_of_shared_objects_are_named_if_no_lock_is_the_reason() {
        let tally = Tally { retains_local: 70, retains_foreign: 30, ..Tally::default() };
        let rows = [
            row(Variant::Freethreaded, 1, 1.0, 1.0, Tally::default()),
            row(Variant::Freethreaded, 2, 0.8, 1.6, tally),
        ];
        assert_eq!(
            "Without it they bring 1.25×: 30% of all reference counting was on objects another thread counts too.",
            said(&rows)
        );
    }

    #[test]
    fn blocking_programs_overlap_on_both() {
        let rows = [
            row(Variant::Gil, 1, 1.0, 0.05, Tally::default()),
            row(Variant::Gil, 2, 0.5, 0.05, Tally::default()),
            row(Variant::Freethreaded, 1, 1.0, 0.05, Tally::default()),
            row(Variant::Freethreaded, 2, 0.5, 0.05, Tally::default()),
        ];
        assert_eq!(
            "Under the lock 2 threads overlap their waiting (2.00×); without it likewise (2.00×); \
             doing without the lock costs one thread nothing that can be told from noise.",
            said(&rows)
        );
    }

    #[test]
    fn a_convoy_under_the_lock_shows_its_switches() {
        let tally =
            Tally { switches_forced: 1_500, runtime_wait: Duration::from_secs(3), ..Tally::default() };
        let rows = [row(Variant::Gil, 1, 1.0, 1.0, Tally::default()), row(Variant::Gil, 2, 1.25, 1.0, tally)];
        assert_eq!(
            "Under the lock 2 threads are slower than one (0.80×): 1.50k switches, 75% of their time spent \
             waiting for it.",
            said(&rows)
        );
    }

    #[test]
    fn one_row_means_nothing() {
        let rows = [row(Variant::Gil, 1, 1.0, 1.0, Tally::default())];
        assert_eq!("Nothing to compare: it takes both runtimes, or one thread and several.", said(&rows));
    }
}

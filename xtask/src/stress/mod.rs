//! `cargo xtask stress`: random programs whose threads share containers, on every runtime.
//!
//! A program is made from a seed alone (see [`program`]). It must end, lose and double no token, leave no object alive and
//! not grow. What threads do to each other differs from run to run, so a failing seed is played several times.

mod catalogue;
mod child;
mod program;

use crate::build;
use child::Folder;
use program::Program;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// A run that takes longer hangs, unless it is checked.
const LIMIT: Duration = Duration::from_secs(120);
/// A program that grows by more megabytes leaks, unless it is checked.
const GROWTH: u64 = 32;
/// With so many failures there is no need to look for more.
const ENOUGH: usize = 10;

/// What a program runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Runtime {
    Gil,
    Biased,
    Atomic,
}

impl Runtime {
    const ALL: [Runtime; 3] = [Runtime::Gil, Runtime::Biased, Runtime::Atomic];

    fn name(self) -> &'static str {
        match self {
            Runtime::Gil => "gil",
            Runtime::Biased => "biased",
            Runtime::Atomic => "atomic",
        }
    }

    fn options(self) -> &'static [&'static str] {
        match self {
            Runtime::Gil => &["--runtime", "gil"],
            Runtime::Biased => &["--runtime", "freethreaded"],
            Runtime::Atomic => &["--runtime", "freethreaded", "--refcount", "atomic"],
        }
    }
}

/// How long, from where, and on what.
pub struct Options {
    until: Until,
    seed: u64,
    repeat: usize,
    runtimes: Vec<Runtime>,
    /// As what the failures are told to be seen again.
    pub check: &'static str,
    /// What to run instead of building it.
    pub binary: Option<PathBuf>,
    /// For the runs, beside what they inherit.
    pub environment: Vec<(String, String)>,
    /// A run that takes longer hangs.
    pub limit: Duration,
    /// A run that grows by more megabytes leaks.
    pub growth: u64,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Until {
    Elapsed(Duration),
    Programs(u64),
}

impl Options {
    /// Reads the words of the command line.
    pub fn of(words: &[&str]) -> Result<Options, String> {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut options = Options {
            until: Until::Programs(10),
            seed: since_1970.as_secs() % 1_000_000 * 1_000,
            repeat: 1,
            runtimes: Runtime::ALL.to_vec(),
            check: "stress",
            binary: None,
            environment: Vec::new(),
            limit: LIMIT,
            growth: GROWTH,
        };
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            let value = *words.next().ok_or_else(|| format!("{word} needs a value"))?;
            let bad = |_| format!("{word} {value}: not a number");
            match word {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| format!("{word} {value}: not a number"))?;
                    let elapsed = Duration::try_from_secs_f64(minutes * 60.0);
                    options.until = Until::Elapsed(elapsed.map_err(|error| format!("{word}: {error}"))?);
                }
                "--programs" => options.until = Until::Programs(value.parse().map_err(bad)?),
                "--seed" => options.seed = value.parse().map_err(bad)?,
                "--repeat" => options.repeat = value.parse().map_err(bad)?,
                "--runtime" => {
                    let found = Runtime::ALL.into_iter().find(|runtime| runtime.name() == value);
                    options.runtimes = vec![found.ok_or("--runtime is gil, biased or atomic")?];
                }
                "--binary" => options.binary = Some(value.into()),
                _ => return Err(format!("{word}: stress has no such option")),
            }
        }
        Ok(options)
    }
}

/// What the tally calls operations on counts.
const COUNTS: [&str; 6] = [
    "retains_local",
    "retains_foreign",
    "retains_spread",
    "releases_local",
    "releases_foreign",
    "releases_spread",
];

/// What all runs on a runtime came to.
#[derive(Default)]
struct Sum {
    runs: u64,
    operations: u64,
    counts: u64,
    objects: u64,
    locks: u64,
    contended: u64,
    stops: u64,
    elapsed: Duration,
}

impl Sum {
    fn add(&mut self, operations: u64, tally: &Value, elapsed: Duration) {
        let number = |name: &str| tally[name].as_u64().unwrap_or_default();
        self.runs += 1;
        self.operations += operations;
        self.counts += COUNTS.map(number).iter().sum::<u64>();
        self.objects += number("objects_allocated");
        self.locks += number("locks_taken") + number("sections_biased");
        self.contended += number("locks_contended");
        self.stops += number("world_stops");
        self.elapsed += elapsed;
    }
}

/// Makes the programs and runs them.
pub fn run(mut options: Options) -> Result<(), String> {
    let binary = match options.binary.take() {
        Some(binary) => binary,
        None => build()?,
    };
    let folder = Folder(PathBuf::from("target/stress"));
    fs::create_dir_all(&folder.0).map_err(|error| format!("{}: {error}", folder.0.display()))?;
    let start = Instant::now();
    let mut sums: Vec<(Runtime, Sum)> =
        options.runtimes.iter().map(|&runtime| (runtime, Sum::default())).collect();
    let (mut programs, mut failures) = (0, Vec::new());
    let check = options.check;
    eprintln!("{check}: seeds from {}", options.seed);
    while match options.until {
        Until::Elapsed(limit) => start.elapsed() < limit,
        Until::Programs(count) => programs < count,
    } {
        let program = Program::of(options.seed + programs, options.growth);
        let path = folder.0.join(format!("seed-{}.py", program.seed));
        fs::write(&path, &program.source).map_err(|error| format!("{}: {error}", path.display()))?;
        programs += 1;
        let mut clean = true;
        for (runtime, sum) in &mut sums {
            for _ in 0..options.repeat {
                let begin = Instant::now();
                let outcome = folder.run(&binary, *runtime, &path, options.limit, &options.environment)?;
                if let Some(tally) = &outcome.tally {
                    sum.add(outcome.operations, tally, begin.elapsed());
                }
                if let Some(complaint) = outcome.complaint {
                    clean = false;
                    let failure = Failure { check, seed: program.seed, runtime: *runtime, complaint };
                    failure.tell(&path);
                    failures.push(failure);
                    break;
                }
            }
        }
        if clean {
            let _ = fs::remove_file(&path);
        }
        if programs % 50 == 0 {
            eprintln!("{check}: {programs} programs, up to seed {}", program.seed);
        }
        if failures.len() >= ENOUGH {
            break;
        }
    }
    report(programs, &sums, start.elapsed());
    if failures.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = failures.iter().map(Failure::replay).collect();
    Err(format!("{} runs failed; again with\n  {}", failures.len(), lines.join("\n  ")))
}

/// A run that went wrong.
struct Failure {
    check: &'static str,
    seed: u64,
    runtime: Runtime,
    complaint: String,
}

impl Failure {
    fn replay(&self) -> String {
        let (check, seed, runtime) = (self.check, self.seed, self.runtime.name());
        format!("cargo xtask {check} --programs 1 --seed {seed} --runtime {runtime} --repeat 50")
    }

    fn tell(&self, path: &Path) {
        let (seed, runtime) = (self.seed, self.runtime.name());
        eprintln!(
            "── seed {seed} on {runtime}, {}\n{}\n── {}",
            path.display(),
            self.complaint,
            self.replay()
        );
    }
}

fn report(programs: u64, sums: &[(Runtime, Sum)], elapsed: Duration) {
    println!("{programs} programs in {:.0} s", elapsed.as_secs_f64());
    println!(
        "{:8} {:>7} {:>12} {:>14} {:>12} {:>12} {:>10} {:>7} {:>7}",
        "runtime", "runs", "operations", "counts", "objects", "sections", "contended", "stops", "s"
    );
    let mut all = Sum::default();
    for (runtime, sum) in sums {
        line(runtime.name(), sum);
        all.runs += sum.runs;
        all.operations += sum.operations;
        all.counts += sum.counts;
        all.objects += sum.objects;
        all.locks += sum.locks;
        all.contended += sum.contended;
        all.stops += sum.stops;
        all.elapsed += sum.elapsed;
    }
    line("all", &all);
}

fn line(name: &str, sum: &Sum) {
    let Sum { runs, operations, counts, objects, locks, contended, stops, elapsed } = sum;
    println!(
        "{name:8} {runs:>7} {operations:>12} {counts:>14} {objects:>12} {locks:>12} {contended:>10} {stops:>7} {:>7.0}",
        elapsed.as_secs_f64()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_how_to_see_it_again() {
        let (check, complaint) = ("stress", String::new());
        let failure = Failure { check, seed: 17, runtime: Runtime::Biased, complaint };
        let replay = failure.replay();
        let words: Vec<&str> = replay.split(' ').skip(3).collect();
        let options = Options::of(&words).expect("the command it prints is one it takes");
        assert_eq!((options.seed, options.until), (17, Until::Programs(1)));
        assert_eq!(options.runtimes, [Runtime::Biased]);
    }
}

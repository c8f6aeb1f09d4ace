//! Which of two builds is faster: both run a program at the same time, each on a processor of its own, and then once more with
//! the processors exchanged. What happens to a machine meanwhile happens to both, so that their ratio holds still where times
//! taken one after the other differ by half. A build against itself shows what there is to see where nothing differs.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What computes, of the examples.
const PROGRAMS: [&str; 7] =
    ["fannkuch", "mandelbrot", "nbody", "nqueens", "simulation", "spectral_norm", "wordcount"];

/// What is asked for.
pub struct Options {
    old: PathBuf,
    new: PathBuf,
    rounds: usize,
    runtimes: Vec<String>,
    programs: Vec<PathBuf>,
}

impl Options {
    /// Reads `OLD NEW [--rounds N] [--runtime R] [PROGRAM…]`.
    pub fn of(arguments: &[&str]) -> Result<Self, String> {
        let [old, new, rest @ ..] = arguments else {
            return Err("versus takes two builds of granular".into());
        };
        let mut options = Options {
            old: old.into(),
            new: new.into(),
            rounds: 20,
            runtimes: ["gil", "freethreaded"].map(String::from).to_vec(),
            programs: Vec::new(),
        };
        let mut rest = rest.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{argument} takes a value"));
            match *argument {
                "--rounds" => {
                    let rounds = value()?;
                    let number = rounds.parse().ok().filter(|rounds| *rounds > 0);
                    options.rounds = number.ok_or_else(|| format!("'{rounds}' is no number of rounds"))?;
                }
                "--runtime" => options.runtimes = vec![(*value()?).to_owned()],
                option if option.starts_with("--") => return Err(format!("there is no option {option}")),
                program => options.programs.push(program.into()),
            }
        }
        if options.programs.is_empty() {
            options.programs =
                PROGRAMS.map(|name| Path::new("examples").join(name).with_extension("py")).into();
        }
        Ok(options)
    }
}

/// Runs them, and shows a line for each program and runtime.
pub fn run(options: Options) -> Result<(), String> {
    let processors = two_processors()?;
    println!("{:16} {:14} new / old  half of the pairs", "program", "runtime");
    for program in &options.programs {
        for runtime in &options.runtimes {
            let pair = |swapped| pair(&options, runtime, program, &processors, swapped);
            let mut ratios = Vec::new();
            for _ in 0..options.rounds {
                // What one processor is slower by than the other cancels.
                ratios.push((pair(false)? * pair(true)?).sqrt());
            }
            ratios.sort_by(f64::total_cmp);
            let at = |share: f64| ratios[((ratios.len() - 1) as f64 * share).round() as usize];
            let name = program.file_stem().unwrap_or_default().to_string_lossy();
            println!("{name:16} {runtime:14} {:9.3}  {:.3}–{:.3}", at(0.5), at(0.25), at(0.75));
        }
    }
    Ok(())
}

/// The first two processors we may use.
fn two_processors() -> Result<[CpuSet; 2], String> {
    let ours = sched_getaffinity(None).map_err(|error| format!("processors: {error}"))?;
    let mut places = (0..CpuSet::MAX_CPU).filter(|place| ours.is_set(*place)).map(|place| {
        let mut one = CpuSet::new();
        one.set(place);
        one
    });
    match (places.next(), places.next()) {
        (Some(one), Some(other)) => Ok([one, other]),
        _ => Err("versus takes two processors".into()),
    }
}

/// The time of the new build by that of the old one, both at once.
fn pair(
    options: &Options,
    runtime: &str,
    program: &Path,
    processors: &[CpuSet; 2],
    swapped: bool,
) -> Result<f64, String> {
    let (one, other) = if swapped { (1, 0) } else { (0, 1) };
    let start = |binary: &Path, place: usize| {
        let mut command = Command::new(binary);
        command.args(["run", "--runtime", runtime]).arg(program).arg("1").stdout(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().map_err(|error| format!("{}: {error}", binary.display()))?;
        let process = rustix::process::Pid::from_child(&child);
        // One that has ended already has no place.
        let _ = sched_setaffinity(Some(process), &processors[place]);
        Ok::<_, String>(thread::spawn(move || wait(child, begun)))
    };
    let (old, new) = (start(&options.old, one)?, start(&options.new, other)?);
    let [old, new] = [old, new].map(|waiting| waiting.join().map_err(|_| "a wait failed".to_owned())?);
    Ok(new?.as_secs_f64() / old?.as_secs_f64())
}

fn wait(mut child: Child, begun: Instant) -> Result<Duration, String> {
    let status = child.wait().map_err(|error| error.to_string())?;
    let taken = begun.elapsed();
    if status.success() { Ok(taken) } else { Err(format!("the program ended with {status}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_builds_are_needed_and_the_rest_may_be_left_out() {
        assert!(Options::of(&["one"]).is_err());
        let plain = Options::of(&["one", "other"]).expect("that is enough");
        assert_eq!((plain.rounds, plain.runtimes.len(), plain.programs.len()), (20, 2, PROGRAMS.len()));
        let all =
            Options::of(&["a", "b", "p.py", "--rounds", "3", "--runtime", "gil"]).expect("all there is");
        assert_eq!((all.rounds, all.runtimes, all.programs), (3, vec!["gil".into()], vec!["p.py".into()]));
        for wrong in [&["a", "b", "--rounds", "0"][..], &["a", "b", "--rounds"], &["a", "b", "--more"]] {
            assert!(Options::of(wrong).is_err());
        }
    }
}

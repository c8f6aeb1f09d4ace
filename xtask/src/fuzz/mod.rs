//! `cargo xtask fuzz`: hostile input, of which nothing may come but an exception.
//!
//! A driver is a program that makes calls from a seed and says what each is before it makes it. It runs with little memory and
//! for a short time. A signal, a panic, a call that does not come back and a driver that does not reach its end are findings.

mod mutant;

use crate::{
    build,
    child::{self, End},
};
use fastrand::Rng;
use std::{
    collections::BTreeMap,
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// A driver's calls are stopped after five seconds each, so one that runs for longer than this hangs.
const LIMIT: Duration = Duration::from_secs(120);
/// KiB of address space a driver may have: far more than it needs, far less than what it asks for.
const MEMORY: u64 = 4 << 20;
/// Rounds of calls in one process.
const ROUNDS: u32 = 40;

const HOSTILE: &str = include_str!("hostile.py");
const DRIVERS: [(&str, &str); 4] = [
    ("calls", include_str!("calls.py")),
    ("data", include_str!("data.py")),
    ("objects", include_str!("objects.py")),
    ("replaced", include_str!("replaced.py")),
];
const RUNTIMES: [&str; 2] = ["gil", "freethreaded"];

/// How long, from where, and what.
#[derive(Debug, PartialEq)]
pub struct Options {
    limit: Duration,
    seed: u64,
    binary: Option<PathBuf>,
    /// Only this driver.
    driver: Option<String>,
}

impl Options {
    /// Reads the words of the command line.
    pub fn of(words: &[&str]) -> Result<Options, String> {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seed = since_1970.as_secs() % 1_000_000 * 1_000;
        let mut options = Options { limit: Duration::from_secs(120), seed, binary: None, driver: None };
        for pair in words.chunks(2) {
            let [word, value] = *pair else { return Err(format!("{} needs a value", pair[0])) };
            let bad = || format!("{word} {value}: not a number");
            match word {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| bad())?;
                    let limit = Duration::try_from_secs_f64(minutes * 60.0);
                    options.limit = limit.map_err(|error| format!("{word}: {error}"))?;
                }
                "--seed" => options.seed = value.parse().map_err(|_| bad())?,
                "--binary" => options.binary = Some(value.into()),
                "--driver" => options.driver = Some(value.into()),
                _ => return Err(format!("{word}: fuzz has no such option")),
            }
        }
        Ok(options)
    }
}

/// What is wrong with how a driver ended, and whether one should look for more like it.
#[derive(Debug, PartialEq)]
struct Finding {
    /// Where it is, as far as one can say: findings with the same are one.
    place: String,
    /// The last calls it was about to make.
    calls: Vec<String>,
}

/// Runs the drivers and shows what they find.
pub fn run(mut options: Options) -> Result<(), String> {
    let binary = match options.binary.take() {
        Some(binary) => binary,
        None => build()?,
    };
    let binary = binary.canonicalize().map_err(|error| format!("{}: {error}", binary.display()))?;
    let folder = std::env::current_dir()
        .map_err(|error| error.to_string())?
        .join(format!("target/fuzz/{}", std::process::id()));
    // What the calls write lands here.
    let scratch = folder.join("scratch");
    fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let sources = mutant::Sources::of(Path::new("tests/programs"));
    for (name, driver) in DRIVERS {
        let path = folder.join(format!("{name}.py"));
        fs::write(&path, format!("{HOSTILE}\n\n{driver}"))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let start = Instant::now();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let (mut processes, mut calls) = (0, 0);
    eprintln!("fuzz: seeds from {}", options.seed);
    while start.elapsed() < options.limit {
        let seed = options.seed + processes;
        let runtime = RUNTIMES[(processes / 5 % 2) as usize];
        let driver = match &options.driver {
            Some(driver) => driver.as_str(),
            None => ["calls", "data", "objects", "replaced", "mutants"][(processes % 5) as usize],
        };
        processes += 1;
        let path = folder.join(format!("{driver}.py"));
        if driver == "mutants" {
            let text = sources.driver(&mut Rng::with_seed(seed));
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("ulimit -c 0; ulimit -v {MEMORY}; exec \"$0\" \"$@\"")).arg(&binary);
        command.args(["run", "--runtime", runtime]).arg(&path).args([seed.to_string(), ROUNDS.to_string()]);
        command.current_dir(&scratch);
        let end = child::run(&mut command, &folder, LIMIT)?;
        calls += end.stdout.lines().count();
        for finding in findings(&end) {
            let times = found.entry(finding.place.clone()).or_default();
            *times += 1;
            if *times == 1 {
                println!("── {driver}, seed {seed}, on {runtime}: {}", finding.place);
                finding.calls.iter().for_each(|call| println!("{call}"));
            }
        }
    }
    let _ = fs::remove_dir_all(&folder);
    println!(
        "{processes} processes from seed {} in {:.0} s, {calls} calls: {} findings",
        options.seed,
        start.elapsed().as_secs_f64(),
        found.len()
    );
    for (place, times) in &found {
        println!("{times:>5} {place}");
    }
    if found.is_empty() { Ok(()) } else { Err(format!("{} findings", found.len())) }
}

/// What is wrong with this end.
fn findings(end: &End) -> Vec<Finding> {
    let lines: Vec<&str> = end.stdout.lines().collect();
    let before =
        |last: usize| lines[last.saturating_sub(2)..last].iter().map(|line| (*line).to_owned()).collect();
    let mut all = Vec::new();
    for (number, _) in lines.iter().enumerate().filter(|(_, line)| **line == "Timeout") {
        let calls: Vec<String> = before(number);
        let name = calls.last().map_or("", |call| call.split('(').next().unwrap_or(call));
        all.push(Finding { place: format!("more than five seconds: {name}"), calls });
    }
    let panicked = end.panic();
    let died = match end.status {
        None => Some("it does not end".to_owned()),
        Some(status) => match status.signal() {
            Some(signal) => Some(format!("signal {signal}")),
            None if !status.success() => Some(format!("{status}")),
            None if lines.last() != Some(&"the end") => Some("it ends early".into()),
            None => None,
        },
    };
    if panicked.is_some() || died.is_some() {
        let said = || end.stderr.lines().last().unwrap_or("").to_owned();
        let mut place = match (panicked, died) {
            (Some(panicked), _) => panicked.into(),
            (None, Some(died)) => format!("{died}: {}", said()),
            (None, None) => said(),
        };
        if panicked.is_none()
            && let Some(last) = lines.last()
        {
            place.push_str(&format!(" in {}", last.split('(').next().unwrap_or(last)));
        }
        let mut calls: Vec<String> = before(lines.len());
        calls.extend(end.stderr.lines().take(8).map(str::to_owned));
        all.push(Finding { place, calls });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::ExitStatus;

    fn found(status: Option<i32>, stdout: &str, stderr: &str) -> Vec<String> {
        let end =
            End { status: status.map(ExitStatus::from_raw), stdout: stdout.into(), stderr: stderr.into() };
        findings(&end).into_iter().map(|finding| finding.place).collect()
    }

    #[test]
    fn only_a_driver_that_reaches_its_end_finds_nothing() {
        assert!(found(Some(0), "a(1)\nthe end\n", "").is_empty());
        assert_eq!(found(Some(0), "a(1)\n", ""), ["it ends early:  in a"]);
        assert_eq!(
            found(Some(6), "a(1)\n", "memory allocation failed"),
            ["signal 6: memory allocation failed in a"]
        );
        assert_eq!(found(None, "a(1)\n", ""), ["it does not end:  in a"]);
        assert_eq!(found(Some(0), "a(1)\nTimeout\nthe end\n", ""), ["more than five seconds: a"]);
        let panic = "thread 'main' panicked at a.rs:1:1:";
        assert_eq!(found(Some(0), "a(1)\nthe end\n", panic), [panic]);
    }
}

//! `schedules [OPTIONS]`: programs and schedules from seeds, as long as wanted. `cargo xtask shuttle` builds and runs it.

use schedules::program::Program;
use schedules::{Runtime, explore};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const HELP: &str = "\
  --minutes M      go on for so long
  --programs N     or for so many programs (100)
  --schedules K    each under so many schedules (20)
  --seed S         begin with this one; the others follow
  --runtime R      only on gil, biased or atomic";

/// How long, from where, and on what.
struct Options {
    limit: Option<Duration>,
    programs: u64,
    schedules: usize,
    seed: u64,
    runtimes: Vec<Runtime>,
}

impl Options {
    fn of(words: &[String]) -> Result<Options, String> {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut options = Options {
            limit: None,
            programs: 100,
            schedules: 20,
            seed: since_1970.as_secs() % 1_000_000 * 1_000,
            runtimes: Runtime::ALL.to_vec(),
        };
        for pair in words.chunks(2) {
            let [word, value] = pair else { return Err(format!("{} needs a value", pair[0])) };
            let bad = |_| format!("{word} {value}: not a number");
            match word.as_str() {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| format!("{word} {value}: not a number"))?;
                    let limit = Duration::try_from_secs_f64(minutes * 60.0);
                    options.limit = Some(limit.map_err(|error| format!("{word}: {error}"))?);
                }
                "--programs" => options.programs = value.parse().map_err(bad)?,
                "--schedules" => {
                    options.schedules = value.parse().map_err(|_| format!("{word} {value}: not a number"))?;
                }
                "--seed" => options.seed = value.parse().map_err(bad)?,
                "--runtime" => {
                    let found = Runtime::ALL.into_iter().find(|runtime| runtime.name() == value);
                    options.runtimes = vec![found.ok_or("--runtime is gil, biased or atomic")?];
                }
                _ => return Err(format!("{word}: there is no such option; there are\n{HELP}")),
            }
        }
        Ok(options)
    }
}

/// Two locks are taken in the order of their addresses, and queues are found by address. So that a schedule is the same
/// when it is played again, addresses are: this program begins anew where the system lays memory out alike each time.
fn at_the_same_addresses(words: &[String]) {
    const ASK: libc::c_ulong = 0xffff_ffff;
    // SAFETY: the call takes a number and touches no memory.
    let personality = unsafe { libc::personality(ASK) };
    if personality < 0 || personality & libc::ADDR_NO_RANDOMIZE != 0 {
        return;
    }
    // SAFETY: as above.
    let changed = unsafe { libc::personality((personality | libc::ADDR_NO_RANDOMIZE) as libc::c_ulong) };
    if changed >= 0
        && let Ok(itself) = std::env::current_exe()
    {
        // Comes back only if it cannot be done; then addresses differ, and so may what a seed leads to.
        let _ = Command::new(itself).args(words).exec();
    }
}

/// Plays the program of one seed; false if something went wrong, which it tells.
fn play(options: &Options) -> bool {
    let (seed, schedules) = (options.seed, options.schedules);
    let program = Program::of(seed);
    for &runtime in &options.runtimes {
        if let Err(why) = explore(&program, runtime, seed, schedules) {
            let name = runtime.name();
            eprintln!("── seed {seed} on {name}: {why}");
            return false;
        }
    }
    true
}

/// Plays programs until it is enough, each in a process of its own: what a seed leads to depends on nothing before it, and
/// a schedule that fails may abort.
fn campaign(options: &Options) -> Result<bool, String> {
    let begin = Instant::now();
    let itself = std::env::current_exe().map_err(|error| error.to_string())?;
    eprintln!("schedules: seeds from {}", options.seed);
    let mut played = 0;
    while match options.limit {
        Some(limit) => begin.elapsed() < limit,
        None => played < options.programs,
    } {
        for &runtime in &options.runtimes {
            let (seed, schedules) = (options.seed + played, options.schedules);
            let replay =
                format!("--programs 1 --schedules {schedules} --seed {seed} --runtime {}", runtime.name());
            let status = Command::new(&itself).args(replay.split(' ')).status();
            if !status.map_err(|error| error.to_string())?.success() {
                eprintln!("── again with\n  cargo xtask shuttle {replay}");
                return Ok(false);
            }
        }
        played += 1;
        if played % 500 == 0 {
            eprintln!("schedules: {played} programs");
        }
    }
    let schedules = played * (options.runtimes.len() * options.schedules) as u64;
    println!("{played} programs, {schedules} schedules in {:.0} s", begin.elapsed().as_secs_f64());
    Ok(true)
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    at_the_same_addresses(&words);
    let options = match Options::of(&words) {
        Ok(options) => options,
        Err(complaint) => {
            eprintln!("{complaint}");
            return ExitCode::from(2);
        }
    };
    let one = options.limit.is_none() && options.programs == 1 && options.runtimes.len() == 1;
    match if one { Ok(play(&options)) } else { campaign(&options) } {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("schedules: {error}");
            ExitCode::FAILURE
        }
    }
}

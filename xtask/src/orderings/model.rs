//! The models, as processes that can be told which ordering to weaken.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ledger::{self, Ledger};
use super::side_by_side::side_by_side;
use crate::cargo;

/// A test of a model.
#[derive(Clone, Debug)]
pub struct Model {
    executable: PathBuf,
    /// `file::test`
    pub name: String,
    /// Of its executable.
    pub print: String,
    /// How long it takes.
    pub time: Duration,
    /// The orderings it reaches: `file line column part ordering`, the file as the compiler names it.
    reached: BTreeSet<String>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// With this message.
    Failed(String),
    TooLong,
}

/// Builds the models and finds out what each of them reaches.
pub fn all(root: &Path, folder: &Path, ledger: &Ledger, limit: Duration) -> Result<Vec<Model>, String> {
    let mut models = Vec::new();
    for built in build()? {
        // A copy, so that it stays as it is while the source is worked on.
        let executable = folder.join(built.file_name().unwrap_or_default());
        fs::copy(&built, &executable).map_err(|error| format!("{}: {error}", executable.display()))?;
        let print = ledger::print_of(&executable)?;
        let listed = Command::new(&executable).arg("--list").output().map_err(|error| error.to_string())?;
        for line in String::from_utf8_lossy(&listed.stdout).lines() {
            let Some(test) = line.strip_suffix(": test") else { continue };
            if !test.starts_with("litmus::") && !test.contains("::twin::") {
                let (executable, name, print) = (executable.clone(), test.to_owned(), print.clone());
                let (time, reached) = (Duration::ZERO, BTreeSet::new());
                models.push(Model { executable, name, print, time, reached });
            }
        }
    }
    let reaching: Result<Vec<_>, String> =
        side_by_side(&models, |_, model| what_it_reaches(root, model, ledger, limit)).into_iter().collect();
    for (model, (time, reached)) in models.iter_mut().zip(reaching?) {
        (model.time, model.reached) = (time, reached);
    }
    models.sort_by_key(|model| model.time);
    Ok(models)
}

/// How long a model takes, and the orderings it reaches.
fn what_it_reaches(
    root: &Path,
    model: &Model,
    ledger: &Ledger,
    limit: Duration,
) -> Result<(Duration, BTreeSet<String>), String> {
    let key = format!("model {}", model.name);
    if let Some(known) = ledger.get(&key).filter(|known| known["print"] == model.print) {
        let reached = known["reached"].as_array().into_iter().flatten();
        let reached = reached.filter_map(|place| place.as_str().map(str::to_owned)).collect();
        return Ok((Duration::from_secs_f64(known["seconds"].as_f64().unwrap_or_default()), reached));
    }
    let run = run(root, model, ("GRANULAR_NOTE_ORDERINGS", "1"), BOUNDS[0], limit)?;
    if run.outcome != Outcome::Passed {
        return Err(format!("{}: {:?}, with nothing weakened", model.name, run.outcome));
    }
    let reached: BTreeSet<String> =
        run.said.lines().filter_map(|line| line.strip_prefix("ordering ")).map(str::to_owned).collect();
    let seconds = run.time.as_secs_f64();
    eprintln!("{}: {} orderings, {seconds:.1} s", model.name, reached.len());
    ledger.note(&key, json!({ "print": model.print, "seconds": seconds, "reached": reached }))?;
    Ok((run.time, reached))
}

impl Model {
    /// The compiler's name for a place, if the model reaches it.
    pub fn reaches(&self, file: &str, place: &str) -> Option<&str> {
        self.reached.iter().map(String::as_str).find(|reached| {
            let (name, rest) = reached.split_once(' ').unwrap_or_default();
            rest == place && plain(name) == file
        })
    }

    /// Runs it with an ordering weakened, and at most so many preemptions. Answers how long it took, too.
    pub fn with(
        &self,
        root: &Path,
        weakened: &str,
        bound: &str,
        limit: Duration,
    ) -> Result<(Outcome, Duration), String> {
        let run = run(root, self, ("GRANULAR_WEAKEN_ORDERING", weakened), bound, limit)?;
        Ok((run.outcome, run.time))
    }
}

/// A path without `..`.
fn plain(path: &str) -> String {
    let mut plain: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::Normal(name) => plain.push(name.to_str().unwrap_or_default()),
            _ => {}
        }
    }
    plain.join("/")
}

fn build() -> Result<Vec<PathBuf>, String> {
    let mut command = cargo();
    command.args(["test", "--package", "loom-models", "--no-run", "--locked", "--message-format", "json"]);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("the models do not compile".into());
    }
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).collect())
}

/// The preemptions a model is allowed: few first, which finds most and is cheap.
pub const BOUNDS: [&str; 3] = ["1", "2", "3"];

/// How the process of a model ends if the model holds: `loom-models/src/run.rs` says so.
const HELD: i32 = 78;

/// What a run came to.
struct Run {
    outcome: Outcome,
    said: String,
    /// Of the processor.
    time: Duration,
}

fn run(
    root: &Path,
    model: &Model,
    (name, value): (&str, &str),
    bound: &str,
    limit: Duration,
) -> Result<Run, String> {
    let mut command = Command::new(&model.executable);
    command.args(["--exact", &model.name, "--nocapture"]).current_dir(root);
    // It is a process of its own already.
    command
        .env(name, value)
        .env("GRANULAR_ALONE", "1")
        .env("GRANULAR_PREEMPTIONS", bound)
        .env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let mut stderr = child.stderr.take().ok_or("no standard error")?;
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stderr, &mut said);
        String::from_utf8_lossy(&said).into_owned()
    });
    let began = Instant::now();
    let mut time = Duration::ZERO;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break Some(status);
        }
        time = time_used(child.id()).unwrap_or_else(|| began.elapsed());
        if time > limit {
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let said = said.join().unwrap_or_default();
    let outcome = match status {
        None => Outcome::TooLong,
        Some(status) if status.code() == Some(HELD) => Outcome::Passed,
        Some(_) => Outcome::Failed(why(&said)),
    };
    Ok(Run { outcome, said, time })
}

/// The processor time a process has used, in which a busy machine does not count.
fn time_used(process: u32) -> Option<Duration> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let of_each = threads.flatten().filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    });
    Some(of_each.sum::<Duration>()).filter(|time| !time.is_zero())
}

/// What the first panic says.
fn why(said: &str) -> String {
    let mut lines = said.lines().skip_while(|line| !line.contains("panicked at")).skip(1);
    let message = lines.next().unwrap_or("it ended without a message");
    message.chars().take(60).collect()
}

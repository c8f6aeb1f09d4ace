//! Every ordering of the core is needed: weakened by one step, it makes some model fail.
//!
//! A mutant is the core with one ordering a step weaker, or one fence removed. Nothing is compiled for it: under loom
//! every atomic operation knows where in the source it stands (`sync/src/model/order.rs`), and a model is told by its
//! environment which to weaken. A mutant runs in every model that reaches the place, cheapest first, each in a process
//! of its own, until one fails. One that survives all of them must have a reason in `loom-models/orderings.txt`.

mod model;
mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use model::{BOUNDS, Model, Outcome};
use site::Site;

/// How long one model may take.
const LIMIT: Duration = Duration::from_secs(120);
const REASONS: &str = "loom-models/orderings.txt";

/// One ordering of the core, weakened.
struct Mutant<'a> {
    site: &'a Site,
    weaker: &'static str,
}

enum Verdict {
    KilledBy {
        model: String,
        why: String,
    },
    Survived {
        models: usize,
    },
    /// A model did not end.
    Undecided {
        model: String,
    },
    NotReached,
}

/// A mutant that may survive, and why.
struct Reason {
    file: String,
    text: String,
    change: String,
    why: String,
}

pub fn run(filters: &[&str]) -> Result<(), String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let sites = site::all(&root)?;
    let reasons = reasons(&root)?;
    let models = model::all(&root, LIMIT)?;
    let mutants: Vec<Mutant<'_>> = sites
        .iter()
        .filter(|site| filters.is_empty() || filters.iter().any(|filter| site.key().contains(filter)))
        .flat_map(|site| site.weaker.iter().map(move |weaker| Mutant { site, weaker }))
        .collect();
    let verdicts = judge_all(&root, &mutants, &models)?;
    report(&mutants, &verdicts, &reasons, filters.is_empty())
}

impl Site {
    fn key(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl Mutant<'_> {
    fn change(&self) -> String {
        let part = if self.site.part == "failure" { " on failure" } else { "" };
        format!("{} → {}{part}", self.site.ordering, self.weaker)
    }

    fn judge(&self, root: &Path, models: &[Model]) -> Result<Verdict, String> {
        let Site { file, line, column, part, ordering, .. } = self.site;
        let place = format!("{line} {column} {part} {ordering}");
        let place = |model: &Model| model.reaches(file, &place).map(str::to_owned);
        let reaching: Vec<_> = models.iter().filter_map(|model| Some((model, place(model)?))).collect();
        let mut undecided = None;
        for bound in BOUNDS {
            undecided = None;
            for (model, reached) in &reaching {
                match model.with(root, &format!("{reached} {}", self.weaker), bound, LIMIT)? {
                    Outcome::Passed => {}
                    Outcome::Failed(why) => return Ok(Verdict::KilledBy { model: model.name.clone(), why }),
                    Outcome::TooLong => undecided = Some(model.name.clone()),
                }
            }
        }
        let run = reaching.len();
        Ok(match (undecided, run) {
            (Some(model), _) => Verdict::Undecided { model },
            (None, 0) => Verdict::NotReached,
            (None, models) => Verdict::Survived { models },
        })
    }
}

/// Judges the mutants, as many at a time as there are processors.
fn judge_all(root: &Path, mutants: &[Mutant<'_>], models: &[Model]) -> Result<Vec<Verdict>, String> {
    let next = AtomicUsize::new(0);
    let verdicts: Mutex<Vec<Option<Result<Verdict, String>>>> =
        Mutex::new(mutants.iter().map(|_| None).collect());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    // Relaxed: only uniqueness matters.
                    let number = next.fetch_add(1, Relaxed);
                    let Some(mutant) = mutants.get(number) else { break };
                    let verdict = mutant.judge(root, models);
                    let told = verdict.as_ref().map_or("error", Verdict::name);
                    eprintln!(
                        "{}/{} {} {}: {told}",
                        number + 1,
                        mutants.len(),
                        mutant.site.key(),
                        mutant.change()
                    );
                    if let Ok(mut verdicts) = verdicts.lock() {
                        verdicts[number] = Some(verdict);
                    }
                }
            });
        }
    });
    let verdicts = verdicts.into_inner().map_err(|error| error.to_string())?;
    verdicts.into_iter().map(|verdict| verdict.unwrap_or_else(|| Err("not judged".into()))).collect()
}

impl Verdict {
    fn name(&self) -> &'static str {
        match self {
            Verdict::KilledBy { .. } => "killed",
            Verdict::Survived { .. } => "survived",
            Verdict::Undecided { .. } => "undecided",
            Verdict::NotReached => "not reached",
        }
    }
}

/// Prints the table as Markdown; fails if a mutant survives without a reason, or a reason is for none.
fn report(
    mutants: &[Mutant<'_>],
    verdicts: &[Verdict],
    reasons: &[Reason],
    complete: bool,
) -> Result<(), String> {
    let mut failures = Vec::new();
    let mut used = vec![false; reasons.len()];
    let mut killed = 0;
    println!("| where | operation | change | found by |\n|---|---|---|---|");
    for (mutant, verdict) in mutants.iter().zip(verdicts) {
        let site = mutant.site;
        let reason = reasons.iter().position(|reason| {
            reason.file == site.file && reason.text == site.text && reason.change == mutant.change()
        });
        let answer = match (verdict, reason) {
            (Verdict::KilledBy { model, why }, _) => {
                killed += 1;
                format!("`{model}`: {why}")
            }
            (_, Some(reason)) => {
                used[reason] = true;
                format!("*nothing*: {}", reasons[reason].why)
            }
            (verdict, None) => {
                let how = match verdict {
                    Verdict::Survived { models } => format!("survives {models} models"),
                    Verdict::Undecided { model } => format!("undecided: {model} does not end"),
                    _ => "no model comes here".into(),
                };
                failures.push(format!("{} | {} | {} | {how}", site.key(), site.text, mutant.change()));
                format!("**{how}**")
            }
        };
        let text = site.text.replace('|', "\\|");
        println!("| {} | `{text}` | {} | {} |", site.key(), mutant.change(), answer.replace('|', "\\|"));
    }
    println!(
        "\n{} mutants, {killed} found, {} with a reason.",
        mutants.len(),
        used.iter().filter(|used| **used).count()
    );
    for (reason, _) in reasons.iter().zip(&used).filter(|(_, used)| complete && !**used) {
        failures.push(format!(
            "{REASONS}: no mutant survives as {} | {} | {}",
            reason.file, reason.text, reason.change
        ));
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("orderings:\n  {}", failures.join("\n  "))) }
}

/// Lines of `file | operation | change | reason`.
fn reasons(root: &Path) -> Result<Vec<Reason>, String> {
    let text = fs::read_to_string(root.join(REASONS)).map_err(|error| format!("{REASONS}: {error}"))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            // An operation may contain the separator.
            let words: Vec<&str> = line.split(" | ").map(str::trim).collect();
            let [file, text @ .., change, why] = &words[..] else { return Err(format!("{REASONS}: {line}")) };
            Ok(Reason {
                file: (*file).into(),
                text: text.join(" | "),
                change: (*change).into(),
                why: (*why).into(),
            })
        })
        .collect()
}

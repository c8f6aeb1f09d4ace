//! Every ordering of the core is needed: weakened by one step, it makes some model fail.
//!
//! A mutant is the core with one ordering a step weaker, or one fence removed. Nothing is compiled for it: under loom
//! every atomic operation knows where in the source it stands (`sync/src/model/order.rs`), and a model is told by its
//! environment which to weaken. A mutant runs in every model that reaches the place, cheapest first, each in a process
//! of its own, until one fails; with few preemptions first, then with more, as long as its time lasts. One that survives
//! must have a reason in `loom-models/orderings.txt`. What was found out is kept in `target/orderings`, so a campaign can
//! be stopped and gone on with ([`ledger`]).

mod ledger;
mod model;
mod side_by_side;
mod site;
mod table;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use ledger::Ledger;
use model::{BOUNDS, Model, Outcome};
use side_by_side::side_by_side;
use site::Site;

/// How long one model may take; here and below, of the processor.
const LIMIT: Duration = Duration::from_secs(60);
/// How long one model may take with nothing weakened.
const FIRST_LIMIT: Duration = Duration::from_secs(600);
/// How long one mutant may be run, in all models together, unless told otherwise in [`BUDGET_SECONDS`].
const BUDGET: Duration = Duration::from_secs(900);
const BUDGET_SECONDS: &str = "GRANULAR_ORDERINGS_SECONDS";
const REASONS: &str = "loom-models/orderings.txt";

/// One ordering of the core, weakened.
struct Mutant<'a> {
    site: &'a Site,
    weaker: &'static str,
    /// Which of those in its file that look the same.
    number: usize,
}

#[derive(Clone)]
enum Verdict {
    KilledBy {
        model: String,
        why: String,
    },
    /// In so many models, explored with at most so many preemptions.
    Survived {
        models: usize,
        bound: String,
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
    let folder = root.join("target/orderings");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let sites = site::all(&root)?;
    let reasons = reasons(&root)?;
    let ledger = Ledger::open(&folder)?;
    let campaign = Campaign::new(&root, model::all(&root, &folder, &ledger, FIRST_LIMIT)?, &ledger);
    let mutants = mutants(&sites, filters);
    let verdicts = campaign.judge_all(&mutants)?;
    table::report(&root, &mutants, &verdicts, &reasons, filters.is_empty())
}

/// All there are of the sites that are asked for.
fn mutants<'a>(sites: &'a [Site], filters: &[&str]) -> Vec<Mutant<'a>> {
    let mut alike: HashMap<(&str, &str, String), usize> = HashMap::new();
    let mut mutants = Vec::new();
    for site in sites {
        for weaker in &site.weaker {
            let mut mutant = Mutant { site, weaker, number: 0 };
            let before = alike.entry((&site.file, &site.text, mutant.change())).or_default();
            mutant.number = *before;
            *before += 1;
            if filters.is_empty() || filters.iter().any(|filter| site.key().contains(filter)) {
                mutants.push(mutant);
            }
        }
    }
    mutants
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

    /// The same as long as the operation is written the same.
    fn key(&self) -> String {
        format!("mutant {} | {} | {} | {}", self.site.file, self.site.text, self.change(), self.number)
    }
}

/// The models, and what is known.
struct Campaign<'a> {
    root: &'a Path,
    models: Vec<Model>,
    ledger: &'a Ledger,
    budget: Duration,
    /// Of all models.
    print: String,
}

impl<'a> Campaign<'a> {
    fn new(root: &'a Path, models: Vec<Model>, ledger: &'a Ledger) -> Self {
        let mut prints: Vec<&str> = models.iter().map(|model| &*model.print).collect();
        prints.sort_unstable();
        prints.dedup();
        let print = ledger::print(&prints);
        let seconds = std::env::var(BUDGET_SECONDS).ok().and_then(|seconds| seconds.parse().ok());
        let budget = seconds.map_or(BUDGET, Duration::from_secs);
        Campaign { root, models, ledger, budget, print }
    }

    fn judge(&self, mutant: &Mutant<'_>) -> Result<Verdict, String> {
        let Site { file, line, column, part, ordering, .. } = mutant.site;
        let place = format!("{line} {column} {part} {ordering}");
        let mut reaching: Vec<(&Model, &str)> =
            self.models.iter().filter_map(|model| Some((model, model.reaches(file, &place)?))).collect();
        let key = mutant.key();
        let known = self.ledger.get(&key);
        if let Some(verdict) = known.and_then(|known| self.still_holds(known)) {
            return Ok(verdict);
        }
        // Who found it before will find it again.
        let before = known.and_then(|known| known["model"].as_str());
        reaching.sort_by_key(|(model, _)| before != Some(&model.name));
        let verdict = match before {
            Some(name) if reaching.first().is_some_and(|(model, _)| model.name == name) => {
                match self.run(&reaching[..1], mutant.weaker)? {
                    Verdict::Survived { .. } => self.run(&reaching, mutant.weaker)?,
                    found => found,
                }
            }
            _ => self.run(&reaching, mutant.weaker)?,
        };
        self.ledger.note(&key, self.written(&verdict))?;
        Ok(verdict)
    }

    fn run(&self, reaching: &[(&Model, &str)], weaker: &str) -> Result<Verdict, String> {
        if reaching.is_empty() {
            return Ok(Verdict::NotReached);
        }
        let mut used = Duration::ZERO;
        let mut done = BOUNDS[0];
        let mut whole = reaching.len();
        for bound in BOUNDS {
            let mut passed = 0;
            for (model, reached) in reaching {
                let limit = LIMIT.min(self.budget.saturating_sub(used));
                if limit.is_zero() {
                    break;
                }
                let (outcome, time) = model.with(self.root, &format!("{reached} {weaker}"), bound, limit)?;
                used += time;
                match outcome {
                    Outcome::Passed => passed += 1,
                    Outcome::Failed(why) => {
                        return Ok(Verdict::KilledBy { model: model.name.clone(), why });
                    }
                    Outcome::TooLong => {}
                }
            }
            if bound == BOUNDS[0] || passed == reaching.len() {
                (done, whole) = (bound, passed);
            }
        }
        Ok(Verdict::Survived { models: whole, bound: done.into() })
    }

    /// A verdict of an earlier run, if what it depends on has not changed.
    fn still_holds(&self, known: &Value) -> Option<Verdict> {
        let print = known["print"].as_str()?;
        match (known["model"].as_str(), known["models"].as_u64()) {
            (Some(name), _) => {
                let model = self.models.iter().find(|model| model.name == name)?;
                let why = known["why"].as_str().unwrap_or_default().to_owned();
                (model.print == print).then(|| Verdict::KilledBy { model: name.into(), why })
            }
            // With more time it might be found.
            _ if print != self.print || known["budget"].as_u64() < Some(self.budget.as_secs()) => None,
            (None, Some(0)) => Some(Verdict::NotReached),
            (None, models) => {
                Some(Verdict::Survived { models: models? as usize, bound: known["bound"].as_str()?.into() })
            }
        }
    }

    fn written(&self, verdict: &Verdict) -> Value {
        match verdict {
            Verdict::KilledBy { model, why } => {
                let print = self.models.iter().find(|other| other.name == *model).map(|model| &model.print);
                json!({ "print": print, "model": model, "why": why })
            }
            Verdict::Survived { models, bound } => {
                json!({ "print": self.print, "models": models, "bound": bound, "budget": self.budget.as_secs() })
            }
            Verdict::NotReached => {
                json!({ "print": self.print, "models": 0, "budget": self.budget.as_secs() })
            }
        }
    }

    /// Judges the mutants, as many at a time as there are processors.
    fn judge_all(&self, mutants: &[Mutant<'_>]) -> Result<Vec<Verdict>, String> {
        let verdicts = side_by_side(mutants, |number, mutant| {
            let began = Instant::now();
            let verdict = self.judge(mutant);
            let told = verdict.as_ref().map_or_else(Clone::clone, Verdict::told);
            eprintln!(
                "{}/{} {} {}: {told}, {:.0} s",
                number + 1,
                mutants.len(),
                mutant.site.key(),
                mutant.change(),
                began.elapsed().as_secs_f64()
            );
            verdict
        });
        verdicts.into_iter().collect()
    }
}

impl Verdict {
    fn told(&self) -> String {
        match self {
            Verdict::KilledBy { model, why } => format!("found by {model}: {why}"),
            Verdict::Survived { models, bound } => {
                format!("survives {models} models with at most {bound} preemptions")
            }
            Verdict::NotReached => "no model comes here".into(),
        }
    }
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

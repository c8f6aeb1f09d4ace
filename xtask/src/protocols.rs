//! The table of rules, models and twins in `docs/protocols.md`, with what a run of all models has to say.

use std::fs;
use std::process::Stdio;

use rulebook::{DOCUMENT, Explored, Rulebook};

use crate::cargo;

/// Runs the models, or believes the kept standard error of a run.
pub fn run(kept: Option<&str>) -> Result<(), String> {
    let said = match kept {
        Some(kept) => fs::read_to_string(kept).map_err(|error| format!("{kept}: {error}"))?,
        None => explore()?,
    };
    let mut explored: Vec<Explored> = said.lines().filter_map(explored_by).collect();
    explored.sort_by(|a, b| a.model.cmp(&b.model));
    let book = Rulebook::read()?;
    let path = rulebook::root().join(DOCUMENT);
    let text = fs::read_to_string(&path).map_err(|error| format!("{DOCUMENT}: {error}"))?;
    let written = rulebook::write_table(&text, &book, &explored)?;
    if written != text {
        fs::write(&path, written).map_err(|error| format!("{DOCUMENT}: {error}"))?;
        println!("{DOCUMENT}: the table has changed");
    }
    let complaints = Rulebook::read()?.complaints();
    println!(
        "{} rules, {} models ({} runs), {} twins, {} reasons",
        book.rules.len(),
        book.models.len(),
        explored.len(),
        book.twins.len(),
        book.reasons.len()
    );
    if complaints.is_empty() { Ok(()) } else { Err(format!("protocols:\n  {}", complaints.join("\n  "))) }
}

/// Runs every model and twin.
fn explore() -> Result<String, String> {
    let mut command = cargo();
    command.args(["test", "--package", "loom-models", "--locked", "--no-fail-fast"]).stdout(Stdio::null());
    let output = command.stderr(Stdio::piped()).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let failures: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
        return Err(format!("a model fails, or a twin does not:\n  {}", failures.join("\n  ")));
    }
    Ok(said.into_owned())
}

/// `model counts::both_count_at_once::atomic: 12 executions, exhaustive, 0.1 s`
fn explored_by(line: &str) -> Option<Explored> {
    let (model, rest) = line.strip_prefix("model ")?.split_once(": ")?;
    let (executions, rest) = rest.split_once(" executions, ")?;
    let (extent, _) = rest.rsplit_once(", ")?;
    Some(Explored { model: model.into(), executions: executions.parse().ok()?, extent: extent.into() })
}

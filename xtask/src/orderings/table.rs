//! The table of orderings: what is weakened, and what finds out.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{Mutant, REASONS, Reason, Verdict};

/// Where it is kept.
const DOCUMENT: &str = "docs/orderings.md";

const PREFACE: &str = "\
# Orderings

Made by `cargo xtask orderings`. Every atomic ordering of the core that is stronger than `Relaxed`, weakened by one step,
every fence removed, one at a time, in the source that ships; and the model in `loom-models` that fails then, with what it
says. What no model finds has a reason, which is kept in `loom-models/orderings.txt`.

An ordering that is found has been shown to be needed. One with a reason has not; what keeps a model from finding it is
mostly that loom orders more than the language does: it has no fence for the compiler alone, and does not see memory that
is not its own.
";

/// What a model says, without what differs from run to run.
fn first_words(why: &str) -> &str {
    let end = [". ", "; ", " to `", " This"].iter().filter_map(|end| why.find(end)).min();
    why[..end.unwrap_or(why.len())].trim_end_matches(['.', ' '])
}

/// Prints the table as Markdown, and keeps it if it is complete. Fails if a mutant survives without a reason, or a reason
/// is for none.
pub fn report(
    root: &Path,
    mutants: &[Mutant<'_>],
    verdicts: &[Verdict],
    reasons: &[Reason],
    complete: bool,
) -> Result<(), String> {
    let mut failures = Vec::new();
    let mut used = vec![false; reasons.len()];
    let (mut found, mut reasoned) = (0, 0);
    let mut rows = String::new();
    let mut crate_before = "";
    for (mutant, verdict) in mutants.iter().zip(verdicts) {
        let site = mutant.site;
        let reason = reasons.iter().position(|reason| {
            reason.file == site.file && reason.text == site.text && reason.change == mutant.change()
        });
        let answer = match (verdict, reason) {
            (Verdict::KilledBy { model, why }, _) => {
                found += 1;
                format!("`{model}`: {}", first_words(why))
            }
            (_, Some(reason)) => {
                used[reason] = true;
                reasoned += 1;
                format!("*nothing*: {}", reasons[reason].why)
            }
            (verdict, None) => {
                let how = verdict.told();
                failures.push(format!("{} | {} | {} | {how}", site.file, site.text, mutant.change()));
                format!("**{how}**")
            }
        };
        let (folder, file) = site.file.split_once("/src/").unwrap_or(("", &site.file));
        if folder != crate_before {
            crate_before = folder;
            let _ = write!(
                rows,
                "\n## {folder}\n\n| file | operation | change | found by |\n|---|---|---|---|\n"
            );
        }
        let text = site.text.replace('|', "\\|");
        let answer = answer.replace('|', "\\|");
        let _ = writeln!(rows, "| {file} | `{text}` | {} | {answer} |", mutant.change());
    }
    let survived = mutants.len() - found - reasoned;
    let summary = format!(
        "{} orderings weakened: {found} found by a model, {reasoned} kept for a reason, {survived} neither.",
        mutants.len()
    );
    println!("{rows}\n{summary}");
    if complete {
        let path = root.join(DOCUMENT);
        fs::write(&path, format!("{PREFACE}\n{summary}\n{rows}"))
            .map_err(|error| format!("{DOCUMENT}: {error}"))?;
    }
    for (reason, _) in reasons.iter().zip(&used).filter(|(_, used)| complete && !**used) {
        failures.push(format!(
            "{REASONS}: no mutant survives as {} | {} | {}",
            reason.file, reason.text, reason.change
        ));
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("orderings:\n  {}", failures.join("\n  "))) }
}

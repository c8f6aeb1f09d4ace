//! The lists in `loom-models/twins`: what there is, and what it breaks.

use crate::Rule;

/// The twins of one list.
pub(crate) fn read(text: &str) -> Result<Vec<(String, Rule)>, String> {
    let mut twins = Vec::new();
    for entry in text.split("    Twin {\n").skip(1) {
        let field = |name: &str| {
            let line = entry.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: \"")))?;
            line.rsplit_once("\",").map(|(value, _)| value.to_owned())
        };
        let (Some(name), Some(broken)) = (field("name"), field("broken")) else {
            return Err(format!("a twin without a name or without a rule: {entry}"));
        };
        let rule = broken.split_once(": ").and_then(|(word, _)| Rule::parse(word));
        let Some(rule) = rule else { return Err(format!("{name} does not say which rule it breaks")) };
        twins.push((name, rule));
    }
    Ok(twins)
}

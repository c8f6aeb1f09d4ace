//! `docs/protocols.md`: rules, reasons, and the table that is made from all of it.

use crate::{Rule, Rulebook, table};

/// Rules are list items that begin with a bold number; reasons are list items after this line.
const REASONS: &str = "What has no model, or no twin, and why:";

pub(crate) fn read(text: &str, book: &mut Rulebook) {
    let (rules, rest) = text.split_once(REASONS).unwrap_or((text, ""));
    for line in rules.lines() {
        let Some(bold) = line.strip_prefix("- **") else { continue };
        book.rules.extend(bold.split_once(".**").and_then(|(word, _)| Rule::parse(word)));
    }
    let items = rest.split("\n- ").skip(1);
    for item in items {
        let item = item.split("\n\n").next().unwrap_or_default();
        let Some((rules, why)) = item.split_once(": ") else { continue };
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        for rule in rules.split(',').filter_map(Rule::parse) {
            book.reasons.insert(rule, why.clone());
        }
    }
    book.rows = table::read_rows(text);
}

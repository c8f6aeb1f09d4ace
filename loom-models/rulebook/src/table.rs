//! The table of rules, models and twins in the document.

use crate::Rulebook;

const BEGIN: &str = "<!-- made by cargo xtask protocols -->\n\n";
const END: &str = "\n<!-- end of what is made -->";
const HEAD: &str = "| rule | model | executions | twins |\n|---|---|---|---|\n";

/// How far a model was explored, in one of its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explored {
    /// `file::function`, or `file::function::variant`.
    pub model: String,
    /// How many executions there were.
    pub executions: u64,
    /// `exhaustive`, or `bounded: 3 preemptions`.
    pub extent: String,
}

/// What the table has to say of rules, models and twins.
pub(crate) fn rows(book: &Rulebook) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for rule in &book.rules {
        for model in book.models.iter().filter(|model| model.rules.contains(rule)) {
            let twins =
                book.twins.iter().filter(|twin| twin.rule == *rule && twin.caught_by.contains(&model.name));
            let twins: Vec<_> = twins.map(|twin| format!("`{}`", twin.name)).collect();
            rows.push([rule.to_string(), format!("`{}`", model.name), twins.join(" ")]);
        }
        // A rule may be broken in the model of another.
        let others = book.twins.iter().filter(|twin| {
            let checks = |name: &String| {
                book.models.iter().any(|model| model.name == *name && model.rules.contains(rule))
            };
            twin.rule == *rule && !twin.caught_by.is_empty() && !twin.caught_by.iter().any(checks)
        });
        for twin in others {
            rows.push([rule.to_string(), format!("`{}`", twin.caught_by[0]), format!("`{}`", twin.name)]);
        }
    }
    rows
}

/// What the table says, its figures left out.
pub(crate) fn read_rows(text: &str) -> Vec<[String; 3]> {
    let table =
        text.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map_or("", |(table, _)| table);
    let lines = table.strip_prefix(HEAD).unwrap_or_default().lines();
    lines
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            match cells[..] {
                [rule, model, _, twins] => Some([rule.into(), model.into(), twins.into()]),
                _ => None,
            }
        })
        .collect()
}

/// The document with its table made anew.
pub fn write_table(document: &str, book: &Rulebook, explored: &[Explored]) -> Result<String, String> {
    let (before, rest) = document.split_once(BEGIN).ok_or("the document has no place for the table")?;
    let (_, after) = rest.split_once(END).ok_or("the table has no end")?;
    let mut table = String::from(HEAD);
    for [rule, model, twins] in rows(book) {
        let name = model.trim_matches('`');
        let figures: Vec<String> = explored
            .iter()
            .filter_map(|explored| {
                let variant = explored.model.strip_prefix(name)?;
                let variant = match variant.strip_prefix("::") {
                    Some(variant) => format!("{variant} "),
                    None if variant.is_empty() => String::new(),
                    None => return None,
                };
                let extent = match explored.extent.strip_prefix("bounded: ") {
                    Some(bound) => format!("of at most {bound}"),
                    None => "all".into(),
                };
                Some(format!("{variant}{}, {extent}", thousands(explored.executions)))
            })
            .collect();
        let figures = figures.join("; ").replace('|', "\\|");
        table += &format!("| {rule} | {model} | {figures} | {twins} |\n");
    }
    Ok(format!("{before}{BEGIN}{table}{END}{after}"))
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}

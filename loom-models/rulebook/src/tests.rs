//! The files in `loom-models/tests/models`.

use crate::{Model, Rule};

/// The functions that check rules, as their comments say.
pub(crate) fn models(file: &str, source: &str) -> Vec<Model> {
    let mut models = Vec::new();
    let mut comment = String::new();
    for line in source.lines() {
        if let Some(words) = line.strip_prefix("///") {
            comment += words;
        } else if let Some(name) = defined(line) {
            let rules = rules_of(&comment);
            if !rules.is_empty() {
                models.push(Model { name: format!("{file}::{name}"), rules });
            }
            comment.clear();
        } else if !line.starts_with("#[") {
            comment.clear();
        }
    }
    models
}

/// The function, or macro that makes one, that a line begins.
fn defined(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("fn ").or_else(|| line.strip_prefix("macro_rules! "))?;
    Some(&rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?])
}

/// The rules that a comment begins with: "Rules B3, B4: …".
fn rules_of(comment: &str) -> Vec<Rule> {
    let comment = comment.trim();
    let Some(rest) = comment.strip_prefix("Rules ").or_else(|| comment.strip_prefix("Rule ")) else {
        return Vec::new();
    };
    let list = rest.split([':', '.']).next().unwrap_or_default();
    list.split([',', ' ']).filter_map(Rule::parse).collect()
}

/// The models of a file that must fail on a twin.
pub(crate) fn catching(twin: &str, file: &str, source: &str, models: &[Model]) -> Vec<String> {
    let here: Vec<&Model> =
        models.iter().filter(|model| model.name.split("::").next() == Some(file)).collect();
    let named = |text: &str| {
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.find_map(|word| here.iter().find(|model| model.name.split("::").nth(1) == Some(word)))
    };
    let entry = format!("    {twin} ");
    // In a list: `twin … model …`.
    let listed = source.lines().filter_map(|line| line.strip_prefix(&entry).and_then(named));
    // On its own: a function of the twin's name that mentions the model.
    let function = format!("    fn {twin}() {{\n");
    let own = source.split(&function).skip(1).filter_map(|rest| named(rest.split("\n    }").next()?));
    listed.chain(own).map(|model| model.name.clone()).collect()
}

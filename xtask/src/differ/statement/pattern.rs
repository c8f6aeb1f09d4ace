//! What is matched, and with what.

use super::super::{maker::Maker, tree::Statement};
use std::collections::HashSet;

impl Maker {
    pub(super) fn match_(&mut self, depth: u32) -> Statement {
        let before = self.variables.len();
        let mut cases = Vec::new();
        for _ in 0..self.random.usize(1..=3) {
            let mut pattern = self.pattern(2);
            if self.chance(0.8) {
                pattern = self.fitting(&pattern);
            }
            let always = pattern.chars().all(|next| next.is_alphabetic() || next == '_');
            if self.chance(0.3) && pattern != "_" {
                pattern.push_str(" as whole");
            }
            let guard = if always || self.chance(0.2) { " if {b}" } else { "" };
            let header =
                self.made(&format!("case {}{guard}:", pattern.replace('{', "{{").replace('}', "}}")));
            cases.push(Statement::Compound(vec![(header, self.body(depth))]));
        }
        self.variables.truncate(before);
        let subject = self.alternative("subject");
        Statement::Compound(vec![(self.made(&format!("match {subject}:")), cases)])
    }

    /// The same pattern, which takes no name twice, and none on one side of `|`.
    fn fitting(&mut self, pattern: &str) -> String {
        let either = pattern.contains('|');
        let mut taken = HashSet::new();
        let mut text = String::new();
        for part in pattern.split_inclusive(|next: char| !next.is_alphanumeric() && next != '_') {
            let name = part.trim_end_matches(|next: char| !next.is_alphanumeric() && next != '_');
            let rest = &part[name.len()..];
            let is_taken = matches!(name, "x" | "y" | "z" | "w" | "u" | "rest" | "others" | "more");
            match is_taken && !rest.starts_with(['=', '(']) {
                true if either && !text.ends_with("as ") && !text.ends_with("**") => text.push('_'),
                true if !taken.insert(name) => text.push_str(&self.name(name)),
                _ => text.push_str(name),
            }
            text.push_str(rest);
        }
        text
    }

    fn pattern(&mut self, depth: u32) -> String {
        if depth == 0 || self.chance(0.3) {
            return self.alternative("pattern leaf").into();
        }
        let a = self.pattern(depth - 1);
        let b = self.pattern(depth - 1);
        self.alternative("pattern").replace('A', &a).replace('B', &b)
    }
}

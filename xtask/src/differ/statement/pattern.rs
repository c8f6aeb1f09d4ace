//! What is matched, and with what.

use super::super::{maker::Maker, tree::Statement};

impl Maker {
    pub(super) fn match_(&mut self, depth: u32) -> Statement {
        let before = self.variables.len();
        let mut cases = Vec::new();
        for _ in 0..self.random.usize(1..=3) {
            let mut pattern = self.pattern(2);
            if self.chance(0.3) {
                pattern.push_str(" as whole");
            }
            let guard = if self.chance(0.2) { " if {b}" } else { "" };
            let header =
                self.made(&format!("case {}{guard}:", pattern.replace('{', "{{").replace('}', "}}")));
            cases.push(Statement::Compound(vec![(header, self.body(depth))]));
        }
        self.variables.truncate(before);
        let subject = self.alternative("subject");
        Statement::Compound(vec![(self.made(&format!("match {subject}:")), cases)])
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

//! Statements as the grammar has them.

use super::super::{grammar, maker::Maker, tree::Statement};

/// How many productions may be in one another.
const NESTED: u32 = 4;

impl Maker {
    /// The statements of an alternative of this production, whose names are its own.
    pub(super) fn script(&mut self, production: &str) -> Vec<Statement> {
        self.names += 1;
        let before = std::mem::replace(&mut self.own, self.names);
        let all = self.alternative_of(production);
        self.own = before;
        all
    }

    fn alternative_of(&mut self, production: &str) -> Vec<Statement> {
        let all = grammar::alternatives(production);
        let mut text = &all[self.random.usize(..all.len())];
        if self.nested >= NESTED {
            let flat = |text: &&String| !text.lines().any(|line| line.trim_start().starts_with('<'));
            let plain: Vec<&String> = all.iter().filter(flat).collect();
            if !plain.is_empty() {
                text = plain[self.random.usize(..plain.len())];
            }
        }
        self.nested += 1;
        let lines: Vec<&str> = text.lines().collect();
        let all = self.written(&lines);
        self.nested -= 1;
        all
    }

    /// The statements of these lines, which are all indented alike or more.
    fn written(&mut self, lines: &[&'static str]) -> Vec<Statement> {
        let mut all: Vec<Statement> = Vec::new();
        let mut rest = lines;
        while let Some((&line, after)) = rest.split_first() {
            let depth = indentation(line);
            let inside = after.iter().take_while(|line| indentation(line) > depth).count();
            let (body, after) = after.split_at(inside);
            rest = after;
            let line = line.trim_start();
            if let Some(directive) = line.strip_prefix('<') {
                all.extend(self.directive(directive));
            } else if body.is_empty() {
                all.push(Statement::Simple(self.made(line)));
            } else {
                let header = self.made(line);
                let clause = (header, self.written(body));
                match all.last_mut() {
                    Some(Statement::Compound(clauses)) if grammar::is_clause(line) => clauses.push(clause),
                    _ => all.push(Statement::Compound(vec![clause])),
                }
            }
        }
        all
    }

    /// What stands for `<NAME>`, `<NAME>*` and `<NAME>*?`.
    fn directive(&mut self, directive: &str) -> Vec<Statement> {
        let (name, marks) = directive.split_once('>').expect("a production in < has its >");
        let before = (self.in_function, self.in_loop, self.variables.len());
        match name {
            "body of function" => (self.in_function, self.in_loop) = (true, false),
            "body of loop" => self.in_loop = true,
            _ => {}
        }
        let times = if marks.contains('*') { self.random.usize(1..=4) } else { 1 };
        let mut all = Vec::new();
        for _ in 0..times {
            let some = if name.starts_with("body") { self.body(1) } else { self.alternative_of(name) };
            all.extend(if marks.contains('?') { self.guarded(some) } else { some });
        }
        self.variables.truncate(before.2);
        (self.in_function, self.in_loop) = (before.0, before.1);
        all
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

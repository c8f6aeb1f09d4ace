//! Functions and calls of them.

use super::super::{kind::Kind, maker::Maker, tree::Statement};

impl Maker {
    /// A function and calls of it.
    pub(super) fn function(&mut self, depth: u32) -> Vec<Statement> {
        let name = self.name("f");
        let parameters = self.alternative("parameters");
        let header = self.made(&format!("def {name}{parameters}:"));
        let before = (self.in_function, self.in_loop, self.variables.clone());
        (self.in_function, self.in_loop) = (true, false);
        // Inside, a name that is assigned somewhere is local everywhere.
        if self.chance(0.7) {
            self.variables.clear();
        }
        for (parameter, kind) in [("a", Kind::Int), ("b", Kind::List)] {
            if parameters.contains(parameter) {
                self.variables.push((parameter.into(), kind));
            }
        }
        let mut body = self.body(depth.min(2));
        body.push(Statement::Simple(self.made("return {a}")));
        (self.in_function, self.in_loop, self.variables) = before;
        let mut all = vec![Statement::Compound(vec![(header, body)])];
        if self.chance(0.1) {
            all.insert(0, Statement::Simple(self.made("@{k}")));
        }
        for _ in 0..self.random.usize(1..=2) {
            let arguments = self.alternative("arguments");
            let call = Statement::Simple(self.made(&format!("print(shown({name}{arguments}))")));
            all.extend(self.guarded(vec![call]));
        }
        all
    }
}

//! Loops, conditions, and statements that something else may follow.

use super::super::{
    kind::Kind,
    maker::{Maker, plain},
    tree::Statement,
};

impl Maker {
    pub(super) fn loop_(&mut self, depth: u32) -> Vec<Statement> {
        let before = (self.in_loop, self.variables.len());
        self.in_loop = true;
        let mut all = Vec::new();
        let (header, mut body) = if self.chance(0.7) {
            let name = self.name("x");
            // What is iterated over may grow in the loop.
            let over = self.one_of(&["list({I})", "__import__('itertools').islice({I}, 9)"]);
            let header = self.made(&format!("for {name} in {over}:"));
            self.variables.push((name, Kind::Int));
            (header, self.body(depth))
        } else {
            let name = self.name("n");
            all.push(Statement::Simple(plain(format!("{name} = 0"))));
            // The count is nobody else's, and nothing that is left out makes the loop endless.
            let header = format!("while ({name} := {name} + 1) < {}:", self.random.u32(2..6));
            (plain(header), self.body(depth))
        };
        if self.chance(0.3) {
            body.push(Statement::Simple(self.made("if {b}: break")));
        }
        self.in_loop = before.0;
        let mut clauses = vec![(header, body)];
        if self.chance(0.3) {
            clauses.push((plain("else:"), self.body(depth)));
        }
        all.push(Statement::Compound(clauses));
        all
    }

    pub(super) fn if_(&mut self, depth: u32) -> Statement {
        let mut clauses = vec![(self.made("if {b}:"), self.body(depth))];
        if self.chance(0.4) {
            clauses.push((self.made("elif {a}:"), self.body(depth)));
        }
        if self.chance(0.5) {
            clauses.push((plain("else:"), self.body(depth)));
        }
        Statement::Compound(clauses)
    }

    pub(super) fn try_(&mut self, depth: u32) -> Statement {
        let mut clauses = vec![(plain("try:"), self.body(depth))];
        let shown = Statement::Simple(plain("print(type(e).__name__, e)"));
        match self.random.u32(..10) {
            0 => clauses.push((plain("finally:"), self.body(depth))),
            1 => {
                clauses
                    .push((self.made("except* {E} as e:"), vec![Statement::Simple(plain("print(repr(e))"))]));
                clauses.push((
                    plain("except* Exception as e:"),
                    vec![Statement::Simple(plain("print(repr(e))"))],
                ));
            }
            2 => {
                let mut body = vec![shown];
                body.push(Statement::Simple(self.made("raise {E}({a}) from e")));
                clauses.push((plain("except Exception as e:"), body));
            }
            choice => {
                if choice > 6 {
                    let header = self.made("except ({E}, {E}) as e:");
                    let mut body = vec![shown.clone()];
                    body.extend(self.body(depth));
                    clauses.push((header, body));
                }
                let mut body = vec![shown];
                if self.chance(0.2) {
                    body.push(Statement::Simple(plain(self.one_of(&[
                        "raise",
                        "raise KeyError(e)",
                        "print(repr(e.__context__))",
                    ]))));
                }
                clauses.push((plain("except Exception as e:"), body));
                if self.chance(0.3) {
                    clauses.push((plain("else:"), self.body(depth)));
                }
                if self.chance(0.3) {
                    clauses.push((plain("finally:"), self.body(depth)));
                }
            }
        }
        Statement::Compound(clauses)
    }

    pub(super) fn with(&mut self, depth: u32) -> Statement {
        let header = self.alternative("with");
        let header = self.made(header);
        Statement::Compound(vec![(header, self.body(depth))])
    }
}

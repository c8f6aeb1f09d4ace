//! Statements, made at random.

mod compound;
mod function;
mod pattern;
mod script;

use super::{
    kind::Kind,
    maker::{Maker, plain, simple},
    program::Block,
    tree::{Statement, Text},
};

/// How deep expressions are.
const DEPTH: u32 = 3;

impl Maker {
    pub fn block(&mut self) -> Block {
        match self.random.u32(..20) {
            // Expressions, each in a statement of its own.
            0..=6 => (0..self.random.usize(1..=4))
                .map(|number| {
                    let kind = self.kind();
                    let value = self.expression(kind, DEPTH);
                    let name = format!("v{number}");
                    let statement = simple(vec![plain(format!("{name} = ")), value]);
                    self.variables.push((name, kind));
                    statement
                })
                .collect(),
            7..=12 => self.script("scene"),
            // What is no program says so, and nothing else.
            13 => self.script("wrong"),
            _ => {
                let count = self.random.usize(3..=8);
                self.statements(count, 2)
            }
        }
    }

    fn statements(&mut self, count: usize, depth: u32) -> Vec<Statement> {
        let before = self.variables.len();
        let mut all = Vec::new();
        for _ in 0..count {
            all.extend(self.statement(depth));
        }
        // What an inner block assigns may not have been assigned.
        if depth < 2 && self.chance(0.7) {
            self.variables.truncate(before);
        }
        all
    }

    /// An expression that is shown in a statement of its own.
    fn value(&mut self) -> Text {
        let kind = self.kind();
        self.expression(kind, 2)
    }

    fn assignment(&mut self) -> Statement {
        let kind = self.kind();
        let value = self.expression(kind, 2);
        let name = if !self.variables.is_empty() && self.chance(0.3) {
            let at = self.random.usize(..self.variables.len());
            self.variables[at].1 = kind;
            self.variables[at].0.clone()
        } else {
            let name = self.name("v");
            self.variables.push((name.clone(), kind));
            name
        };
        simple(vec![plain(format!("{name} = ")), value])
    }

    fn variable_of(&mut self, kind: Kind) -> Option<String> {
        let named: Vec<&String> =
            self.variables.iter().filter(|(_, of)| *of == kind).map(|(name, _)| name).collect();
        if named.is_empty() { None } else { Some(named[self.random.usize(..named.len())].clone()) }
    }

    /// Something done to a variable.
    fn change(&mut self) -> Option<Statement> {
        let (kind, production) = self.one_of(&[
            (Kind::Int, "int change"),
            (Kind::Str, "str change"),
            (Kind::List, "list change"),
            (Kind::Dict, "dict change"),
            (Kind::Set, "set change"),
            (Kind::Bytes, "bytes change"),
            (Kind::Tuple, "tuple change"),
        ]);
        let variable = self.variable_of(kind)?;
        let template = self.alternative(production).replace("$v", &variable);
        Some(simple(self.fill(&template, 1)))
    }

    fn made(&mut self, template: &str) -> Text {
        Text::Made(self.fill(template, 1))
    }

    fn body(&mut self, depth: u32) -> Vec<Statement> {
        let count = self.random.usize(1..=3);
        self.statements(count, depth - 1)
    }

    fn statement(&mut self, depth: u32) -> Vec<Statement> {
        if depth == 0 {
            return vec![self.small()];
        }
        match self.random.u32(..36) {
            0..=6 => vec![self.assignment()],
            7..=9 => vec![self.small()],
            10 | 11 => self.loop_(depth),
            12 => vec![self.if_(depth)],
            13..=16 => vec![self.try_(depth)],
            17 | 18 => self.function(depth),
            19..=22 => self.script("special class"),
            23 | 24 => vec![self.match_(depth)],
            25 => vec![self.with(depth)],
            26 | 27 => {
                let template = self.alternative("unpacking");
                vec![Statement::Simple(self.made(template))]
            }
            _ => self.script("scene"),
        }
    }

    fn small(&mut self) -> Statement {
        match self.random.u32(..16) {
            0..=6 => match self.change() {
                Some(statement) => statement,
                None => self.assignment(),
            },
            7 => {
                let value = self.any(2);
                simple(vec![plain("print(shown("), value, plain("))")])
            }
            8 => Statement::Simple(self.made("raise {E}({a})")),
            9 => Statement::Simple(self.made("assert {a}, {a}")),
            10 if self.in_loop => {
                let word = self.one_of(&["break", "continue"]);
                Statement::Compound(vec![(self.made("if {b}:"), vec![Statement::Simple(plain(word))])])
            }
            11 if self.in_function => Statement::Simple(self.made("return {a}")),
            12 => match self.variables.last().cloned() {
                Some((name, _)) if self.chance(0.3) => Statement::Simple(plain(format!("del {name}"))),
                _ => self.assignment(),
            },
            13 => Statement::Simple(self.made("print({a}, {s}, sep={s}, end='|\\n')")),
            _ => {
                let value = self.value();
                simple(vec![plain("print(repr("), value, plain(").__len__())")])
            }
        }
    }

    /// A statement whose exception is printed, mostly.
    fn guarded(&mut self, statements: Vec<Statement>) -> Vec<Statement> {
        if self.chance(0.2) {
            return statements;
        }
        vec![Statement::Compound(vec![
            (plain("try:"), statements),
            (plain("except Exception as e:"), vec![Statement::Simple(plain("print(type(e).__name__, e)"))]),
        ])]
    }
}

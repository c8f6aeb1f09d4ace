//! Expressions, made at random, of mostly fitting kinds.

use super::{
    grammar,
    kind::Kind,
    tree::{Statement, Text},
};
use fastrand::Rng;
use std::fmt::Write;

/// Makes expressions and statements.
pub struct Maker {
    pub random: Rng,
    /// The variables there are, with what they mostly hold.
    pub variables: Vec<(String, Kind)>,
    pub names: usize,
    /// What ends the names that begin with `$`.
    pub own: usize,
    /// How many productions of statements are in one another here.
    pub nested: u32,
    /// Whether `return`, `yield` and `break` mean something here.
    pub in_function: bool,
    pub in_loop: bool,
}

pub fn plain(text: impl Into<String>) -> Text {
    Text::plain(text)
}

pub fn simple(parts: Vec<Text>) -> Statement {
    Statement::Simple(Text::Made(parts))
}

impl Maker {
    pub fn new(random: Rng) -> Maker {
        let (in_function, in_loop) = (false, false);
        Maker { random, variables: Vec::new(), names: 0, own: 0, nested: 0, in_function, in_loop }
    }

    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.random.usize(..of.len())]
    }

    /// An alternative of this production.
    pub fn alternative(&mut self, production: &str) -> &'static str {
        let alternatives = grammar::alternatives(production);
        &alternatives[self.random.usize(..alternatives.len())]
    }

    pub fn chance(&mut self, of: f64) -> bool {
        self.random.f64() < of
    }

    pub fn kind(&mut self) -> Kind {
        self.one_of(&Kind::ALL)
    }

    pub fn name(&mut self, begin: &str) -> String {
        self.names += 1;
        format!("{begin}{}", self.names)
    }

    /// An expression of this kind, mostly.
    pub fn expression(&mut self, kind: Kind, depth: u32) -> Text {
        let named: Vec<usize> =
            (0..self.variables.len()).filter(|&at| self.variables[at].1 == kind).collect();
        if !named.is_empty() && self.chance(0.35) {
            let at = self.one_of(&named);
            return Text::Expression(Box::new(plain(self.variables[at].0.clone())));
        }
        let inner = if depth == 0 || self.chance(0.15) {
            let leaf = self.alternative(kind.leaf());
            let bare = !leaf.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '(')
                && !leaf.contains('*')
                && !leaf.contains(" - ");
            if bare { plain(leaf) } else { plain(format!("({leaf})")) }
        } else {
            let template = self.alternative(kind.production());
            let mut parts = self.fill(template, depth - 1);
            parts.insert(0, plain("("));
            parts.push(plain(")"));
            Text::Made(parts)
        };
        Text::Expression(Box::new(inner))
    }

    /// An expression of any kind that may be shown and iterated over.
    pub fn any(&mut self, depth: u32) -> Text {
        match self.random.u32(..22) {
            20 | 21 => self.expression(Kind::Object, depth.min(1)),
            0 => plain("None"),
            1 => plain("..."),
            2 => plain("{1}"),
            3 => plain("slice(1, None, 2)"),
            4 => plain("range(3)"),
            _ => {
                let mut kind = self.kind();
                if kind == Kind::Set {
                    kind = Kind::Int;
                }
                self.expression(kind, depth)
            }
        }
    }

    /// A template with expressions for its holes.
    pub fn fill(&mut self, template: &str, depth: u32) -> Vec<Text> {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = template.chars().peekable();
        while let Some(next) = rest.next() {
            match (next, rest.peek().copied()) {
                ('{', Some('{')) | ('}', Some('}')) | ('$', Some('$')) => {
                    rest.next();
                    text.push(next);
                }
                ('{', Some(_)) => {
                    let hole: String = rest.by_ref().take_while(|&next| next != '}').collect();
                    parts.push(plain(std::mem::take(&mut text)));
                    let mut letters = hole.chars();
                    match (letters.next(), letters.next()) {
                        (Some(letter), None) => parts.push(self.hole(letter, template, depth)),
                        _ => {
                            let template = self.alternative(&hole);
                            parts.extend(self.fill(template, depth));
                        }
                    }
                }
                ('$', Some(letter)) if letter.is_ascii_alphabetic() => {
                    rest.next();
                    write!(text, "{letter}{}", self.own).expect("a string takes all");
                }
                _ => text.push(next),
            }
        }
        parts.push(plain(text));
        parts
    }

    fn hole(&mut self, hole: char, template: &str, depth: u32) -> Text {
        let kind = match hole {
            'n' => return plain(self.random.i32(-3..=8).to_string()),
            'w' => return plain(self.random.u32(..7).to_string()),
            'a' => return self.any(depth),
            'F' => return plain(self.format_specification()),
            'P' => return plain(self.percent()),
            'G' => return plain(self.alternative("fields")),
            'T' => return plain(self.alternative("class")),
            'E' => return plain(self.alternative("exception")),
            'k' => return self.of("function", depth),
            'c' => return self.of("function of two", depth),
            'I' => {
                if depth > 0 && self.chance(0.4) {
                    return self.of("iterable", depth);
                }
                self.one_of(&[
                    Kind::List,
                    Kind::Tuple,
                    Kind::Str,
                    Kind::Dict,
                    Kind::Bytes,
                    Kind::List,
                    Kind::List,
                ])
            }
            'q' => self.one_of(&[Kind::List, Kind::Tuple, Kind::Str, Kind::Bytes]),
            'R' => self.one_of(&[Kind::Int, Kind::Float, Kind::Float, Kind::Int, Kind::Bool]),
            'N' => self.one_of(&[Kind::Int, Kind::Float, Kind::Complex, Kind::Bool]),
            'i' => Kind::Int,
            'f' => Kind::Float,
            'z' => Kind::Complex,
            'b' => Kind::Bool,
            's' => Kind::Str,
            'y' => Kind::Bytes,
            'l' => Kind::List,
            't' => Kind::Tuple,
            'd' => Kind::Dict,
            'S' => Kind::Set,
            'o' => Kind::Object,
            _ => panic!("{template}: there is no {{{hole}}}"),
        };
        // Now and then something that does not fit, but for what could then take for ever.
        let endless = ["**", "<<", "pow", "range", " * ", "repeat", "count("]
            .iter()
            .any(|word| template.contains(word));
        if !endless && self.chance(0.05) { self.any(depth) } else { self.expression(kind, depth) }
    }

    fn of(&mut self, production: &str, depth: u32) -> Text {
        let template = self.alternative(production);
        let depth = depth.saturating_sub(1);
        if depth == 0 && template.contains("{I}") {
            return plain("[1, 2]");
        }
        let parts = self.fill(template, depth);
        Text::Expression(Box::new(Text::Made(parts)))
    }

    fn format_specification(&mut self) -> String {
        let mut text = String::new();
        if self.chance(0.3) {
            if self.chance(0.5) {
                text.push(self.one_of(&['*', 'é', ' ', '0', '<', 'x', '_']));
            }
            text.push(self.one_of(&['<', '>', '^', '=']));
        }
        for (mark, chance) in [('+', 0.15), (' ', 0.08), ('-', 0.05), ('z', 0.1), ('#', 0.2), ('0', 0.2)] {
            if self.chance(chance) {
                text.push(mark);
            }
        }
        if self.chance(0.4) {
            write!(text, "{}", self.random.u32(..20)).expect("a string takes all");
        }
        if self.chance(0.2) {
            text.push(self.one_of(&[',', '_']));
        }
        if self.chance(0.4) {
            write!(text, ".{}", self.random.u32(..12)).expect("a string takes all");
        }
        if self.chance(0.7) {
            text.push(
                self.one_of(&[
                    'd', 'f', 'e', 'g', 'x', 'X', 'o', 'b', 'c', 's', '%', 'n', 'G', 'E', 'F', 'q',
                ]),
            );
        }
        format!("'{text}'")
    }

    fn percent(&mut self) -> String {
        let mut text = String::from(self.one_of(&["", "a ", "%%"]));
        for _ in 0..self.one_of(&[1, 1, 1, 2]) {
            text.push('%');
            for mark in ['#', '0', '-', ' ', '+'] {
                if self.chance(0.12) {
                    text.push(mark);
                }
            }
            if self.chance(0.3) {
                write!(text, "{}", self.random.u32(1..12)).expect("a string takes all");
            }
            if self.chance(0.3) {
                write!(text, ".{}", self.random.u32(..8)).expect("a string takes all");
            }
            text.push(
                self.one_of(&[
                    'd', 'i', 'f', 'e', 'g', 'G', 'x', 'X', 'o', 'c', 's', 'r', 'a', 'u', 'q', '%',
                ]),
            );
        }
        format!("'{text}'")
    }
}

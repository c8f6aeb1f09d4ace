//! The patterns of `match`.

use super::{Given, field, list, missing, value};
use crate::code::Constant;
use crate::error::Result;
use crate::tree::{Field, Node};
use ruff_python_ast::{self as ast, AtomicNodeIndex, Pattern, Singleton};
use ruff_text_size::Ranged;

/// Whether an expression is a number, with a sign or without.
fn is_number(node: &Node, imaginary: bool) -> bool {
    let negative =
        node.class == "UnaryOp" && matches!(field(node, "op"), Field::Node(op) if op.class == "USub");
    let number = match field(node, "operand") {
        Field::Node(operand) if negative => operand,
        _ => node,
    };
    number.class == "Constant"
        && match field(number, "value") {
            Field::Constant(Constant::Int(_) | Constant::Big(_) | Constant::Float(_)) => !imaginary,
            Field::Constant(Constant::Complex(..)) => imaginary,
            _ => false,
        }
}

/// That an expression can be what a pattern matches: a literal, or a name with a dot.
fn matchable(node: &Node) -> Result<()> {
    let fits = match node.class {
        "Constant" => match field(node, "value") {
            Field::Constant(
                Constant::Int(_)
                | Constant::Big(_)
                | Constant::Float(_)
                | Constant::Complex(..)
                | Constant::Str(_)
                | Constant::Bytes(_),
            ) => true,
            _ => return Err(value("unexpected constant inside of a literal pattern".to_owned())),
        },
        "Attribute" => true,
        "UnaryOp" => is_number(node, false) || is_number(node, true),
        "BinOp" => match (field(node, "left"), field(node, "op"), field(node, "right")) {
            (Field::Node(left), Field::Node(op), Field::Node(right)) => {
                let literal = right.class == "Constant" && is_number(right, true);
                matches!(op.class, "Add" | "Sub") && is_number(left, false) && literal
            }
            _ => false,
        },
        _ => false,
    };
    match fits {
        true => Ok(()),
        false => Err(value("patterns may only match literals and attribute lookups".to_owned())),
    }
}

impl Given<'_> {
    pub fn cases(&self, node: &Node) -> Result<Vec<ast::MatchCase>> {
        let case = |case: &Node| {
            let pattern = self.pattern(self.node(case, "pattern")?, false)?;
            let guard = self.optional(case, "guard")?;
            let body = self.some_body(case)?;
            let range = pattern.range();
            Ok(ast::MatchCase {
                range,
                node_index: AtomicNodeIndex::NONE,
                pattern,
                guard,
                body: body.into_iter().collect(),
            })
        };
        self.some_nodes(node, "cases")?.into_iter().map(case).collect()
    }

    /// The patterns of a list, in which there may be a `star`.
    fn patterns(&self, node: &Node, name: &str, star: bool) -> Result<Vec<Pattern>> {
        self.nodes(node, name)?.into_iter().map(|node| self.pattern(node, star)).collect()
    }

    /// The name that a pattern gives what it matches.
    fn capture(&self, node: &Node, name: &str) -> Result<Option<ast::Identifier>> {
        match self.optional_identifier(node, name)? {
            Some(capture) if capture.as_str() == "_" => {
                Err(value("can't capture name '_' in patterns".to_owned()))
            }
            capture => Ok(capture),
        }
    }

    fn pattern(&self, node: &Node, star: bool) -> Result<Pattern> {
        let range = self.range(node);
        let node_index = AtomicNodeIndex::NONE;
        Ok(match node.class {
            "MatchValue" => {
                let value = self.boxed(node, "value")?;
                matchable(self.node(node, "value")?)?;
                Pattern::MatchValue(ast::PatternMatchValue { node_index, range, value })
            }
            "MatchSingleton" => {
                let value = match field(node, "value") {
                    Field::Constant(Constant::None) => Singleton::None,
                    Field::Constant(Constant::Bool(true)) => Singleton::True,
                    Field::Constant(Constant::Bool(false)) => Singleton::False,
                    _ => {
                        return Err(value("MatchSingleton can only contain True, False and None".to_owned()));
                    }
                };
                Pattern::MatchSingleton(ast::PatternMatchSingleton { node_index, range, value })
            }
            "MatchSequence" => {
                let patterns = self.patterns(node, "patterns", true)?;
                Pattern::MatchSequence(ast::PatternMatchSequence { node_index, range, patterns })
            }
            "MatchMapping" => {
                for key in self.nodes(node, "keys")? {
                    let single =
                        matches!(field(key, "value"), Field::Constant(Constant::None | Constant::Bool(_)));
                    if key.class != "Constant" || !single {
                        matchable(key)?;
                    }
                }
                let (keys, patterns) = (self.exprs(node, "keys")?, self.patterns(node, "patterns", false)?);
                if keys.len() != patterns.len() {
                    let message = "MatchMapping doesn't have the same number of keys as patterns";
                    return Err(value(message.to_owned()));
                }
                let rest = self.capture(node, "rest")?;
                Pattern::MatchMapping(ast::PatternMatchMapping {
                    node_index,
                    range,
                    keys: keys.into_iter().collect(),
                    patterns: patterns.into_iter().collect(),
                    rest,
                })
            }
            "MatchClass" => self.class_pattern(node)?,
            "MatchStar" if !star => return Err(value("can't use MatchStar here".to_owned())),
            "MatchStar" => {
                let name = self.capture(node, "name")?;
                Pattern::MatchStar(ast::PatternMatchStar { node_index, range, name })
            }
            "MatchAs" => {
                let name = self.capture(node, "name")?;
                let pattern = match field(node, "pattern") {
                    Field::Node(_) if name.is_none() => {
                        let message = "MatchAs must specify a target name if a pattern is given";
                        return Err(value(message.to_owned()));
                    }
                    Field::Node(inner) => Some(Box::new(self.pattern(inner, false)?)),
                    _ => None,
                };
                Pattern::MatchAs(ast::PatternMatchAs { node_index, range, pattern, name })
            }
            "MatchOr" => {
                let patterns = self.patterns(node, "patterns", false)?;
                if patterns.len() < 2 {
                    return Err(value("MatchOr requires at least 2 patterns".to_owned()));
                }
                Pattern::MatchOr(ast::PatternMatchOr { node_index, range, patterns })
            }
            _ => return Err(missing(node, "pattern")),
        })
    }

    fn class_pattern(&self, node: &Node) -> Result<Pattern> {
        let range = self.range(node);
        let cls = self.boxed(node, "cls")?;
        let mut dotted = &*cls;
        while let ast::Expr::Attribute(attribute) = dotted {
            dotted = &attribute.value;
        }
        if !dotted.is_name_expr() {
            return Err(value("MatchClass cls field can only contain Name or Attribute nodes.".to_owned()));
        }
        let attributes = self.identifiers(node, "kwd_attrs")?;
        let patterns = self.patterns(node, "kwd_patterns", false)?;
        if list(node, "kwd_attrs").len() != patterns.len() {
            let message = "MatchClass doesn't have the same number of keyword attributes as patterns";
            return Err(value(message.to_owned()));
        }
        let keyword = |(attr, pattern): (ast::Identifier, Pattern)| ast::PatternKeyword {
            range: pattern.range(),
            node_index: AtomicNodeIndex::NONE,
            attr,
            pattern,
        };
        let arguments = ast::PatternArguments {
            range,
            node_index: AtomicNodeIndex::NONE,
            patterns: self.patterns(node, "patterns", false)?.into_iter().collect(),
            keywords: attributes.into_iter().zip(patterns).map(keyword).collect(),
        };
        Ok(Pattern::MatchClass(ast::PatternMatchClass {
            node_index: AtomicNodeIndex::NONE,
            range,
            cls,
            arguments,
        }))
    }
}

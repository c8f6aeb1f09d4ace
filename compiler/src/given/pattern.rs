//! The patterns of `match`.

use super::{Given, field, list, missing, value};
use crate::code::Constant;
use crate::error::Result;
use crate::tree::{Field, Node};
use ruff_python_ast::{self as ast, AtomicNodeIndex, Pattern, Singleton};
use ruff_text_size::Ranged;

impl Given<'_> {
    pub fn cases(&self, node: &Node) -> Result<Vec<ast::MatchCase>> {
        let case = |case: &Node| {
            let pattern = self.pattern(self.node(case, "pattern")?)?;
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

    fn patterns(&self, node: &Node, name: &str) -> Result<Vec<Pattern>> {
        self.nodes(node, name)?.into_iter().map(|node| self.pattern(node)).collect()
    }

    fn pattern(&self, node: &Node) -> Result<Pattern> {
        let range = self.range(node);
        let node_index = AtomicNodeIndex::NONE;
        Ok(match node.class {
            "MatchValue" => {
                let value = self.boxed(node, "value")?;
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
                let patterns = self.patterns(node, "patterns")?;
                Pattern::MatchSequence(ast::PatternMatchSequence { node_index, range, patterns })
            }
            "MatchMapping" => {
                let (keys, patterns) = (self.exprs(node, "keys")?, self.patterns(node, "patterns")?);
                if keys.len() != patterns.len() {
                    let message = "MatchMapping doesn't have the same number of keys as patterns";
                    return Err(value(message.to_owned()));
                }
                let rest = self.optional_identifier(node, "rest")?;
                Pattern::MatchMapping(ast::PatternMatchMapping {
                    node_index,
                    range,
                    keys: keys.into_iter().collect(),
                    patterns: patterns.into_iter().collect(),
                    rest,
                })
            }
            "MatchClass" => self.class_pattern(node)?,
            "MatchStar" => {
                let name = self.optional_identifier(node, "name")?;
                Pattern::MatchStar(ast::PatternMatchStar { node_index, range, name })
            }
            "MatchAs" => {
                let name = self.optional_identifier(node, "name")?;
                let pattern = match field(node, "pattern") {
                    Field::Node(_) if name.is_none() => {
                        let message = "MatchAs must specify a target name if a pattern is given";
                        return Err(value(message.to_owned()));
                    }
                    Field::Node(inner) => Some(Box::new(self.pattern(inner)?)),
                    _ => None,
                };
                Pattern::MatchAs(ast::PatternMatchAs { node_index, range, pattern, name })
            }
            "MatchOr" => {
                let patterns = self.patterns(node, "patterns")?;
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
        let patterns = self.patterns(node, "kwd_patterns")?;
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
            patterns: self.patterns(node, "patterns")?.into_iter().collect(),
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

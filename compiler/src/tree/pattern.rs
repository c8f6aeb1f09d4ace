//! The patterns of `match`.

use super::{Field, Fields, Node, Tree, maybe_text, text};
use crate::code::Constant;
use crate::error::Result;
use ruff_python_ast::{self as ast, Pattern, Singleton};
use ruff_text_size::Ranged;

impl Tree<'_> {
    pub fn cases(&self, cases: &[ast::MatchCase]) -> Result<Field> {
        let case = |case: &ast::MatchCase| {
            let fields = vec![
                ("pattern", self.pattern(&case.pattern)?),
                ("guard", self.maybe(case.guard.as_deref())?),
                ("body", self.body(&case.body)?),
            ];
            Ok(Node::new("match_case", fields).into())
        };
        cases.iter().map(case).collect::<Result<_>>().map(Field::List)
    }

    fn patterns<'p>(&self, patterns: impl IntoIterator<Item = &'p Pattern>) -> Result<Field> {
        patterns.into_iter().map(|pattern| self.pattern(pattern)).collect::<Result<_>>().map(Field::List)
    }

    fn pattern(&self, p: &Pattern) -> Result<Field> {
        let (class, fields): (_, Fields) = match p {
            Pattern::MatchValue(p) => ("MatchValue", vec![("value", self.expr(&p.value)?)]),
            Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    Singleton::None => Constant::None,
                    Singleton::True => Constant::Bool(true),
                    Singleton::False => Constant::Bool(false),
                };
                ("MatchSingleton", vec![("value", Field::Constant(value))])
            }
            Pattern::MatchSequence(p) => ("MatchSequence", vec![("patterns", self.patterns(&p.patterns)?)]),
            Pattern::MatchMapping(p) => (
                "MatchMapping",
                vec![
                    ("keys", self.exprs(&p.keys)?),
                    ("patterns", self.patterns(&p.patterns)?),
                    ("rest", maybe_text(p.rest.as_ref())),
                ],
            ),
            Pattern::MatchClass(p) => {
                let keywords = &p.arguments.keywords;
                let names = keywords.iter().map(|keyword| text(&keyword.attr)).collect();
                (
                    "MatchClass",
                    vec![
                        ("cls", self.expr(&p.cls)?),
                        ("patterns", self.patterns(&p.arguments.patterns)?),
                        ("kwd_attrs", Field::List(names)),
                        ("kwd_patterns", self.patterns(keywords.iter().map(|keyword| &keyword.pattern))?),
                    ],
                )
            }
            Pattern::MatchStar(p) => ("MatchStar", vec![("name", maybe_text(p.name.as_ref()))]),
            Pattern::MatchAs(p) => {
                let inner = p.pattern.as_deref().map_or(Ok(Field::None), |pattern| self.pattern(pattern))?;
                ("MatchAs", vec![("pattern", inner), ("name", maybe_text(p.name.as_ref()))])
            }
            Pattern::MatchOr(p) => ("MatchOr", vec![("patterns", self.patterns(&p.patterns)?)]),
        };
        Ok(self.at(p.range(), class, fields))
    }
}

//! Statements.

use super::expr::operator;
use super::{Field, Fields, Node, Tree, maybe_text, text};
use crate::error::{Fault, Result};
use crate::parse;
use ruff_python_ast::{self as ast, ExceptHandler, Stmt, TypeParam};
use ruff_text_size::{Ranged, TextRange, TextSize};

impl Tree<'_> {
    pub fn stmt(&self, s: &Stmt) -> Result<Field> {
        let (class, fields): (_, Fields) = match s {
            Stmt::FunctionDef(s) => return self.function(s),
            Stmt::ClassDef(s) => return self.class(s),
            Stmt::Return(s) => ("Return", vec![("value", self.maybe(s.value.as_deref())?)]),
            Stmt::Delete(s) => ("Delete", vec![("targets", self.exprs(&s.targets)?)]),
            Stmt::TypeAlias(s) => (
                "TypeAlias",
                vec![
                    ("name", self.expr(&s.name)?),
                    ("type_params", self.type_parameters(s.type_params.as_deref())?),
                    ("value", self.expr(&s.value)?),
                ],
            ),
            Stmt::Assign(s) => (
                "Assign",
                vec![
                    ("targets", self.exprs(&s.targets)?),
                    ("value", self.expr(&s.value)?),
                    ("type_comment", Field::None),
                ],
            ),
            Stmt::AugAssign(s) => (
                "AugAssign",
                vec![
                    ("target", self.expr(&s.target)?),
                    ("op", operator(s.op)),
                    ("value", self.expr(&s.value)?),
                ],
            ),
            Stmt::AnnAssign(s) => (
                "AnnAssign",
                vec![
                    ("target", self.expr(&s.target)?),
                    ("annotation", self.expr(&s.annotation)?),
                    ("value", self.maybe(s.value.as_deref())?),
                    ("simple", Field::Number(i64::from(s.simple))),
                ],
            ),
            Stmt::For(s) => (
                if s.is_async { "AsyncFor" } else { "For" },
                vec![
                    ("target", self.expr(&s.target)?),
                    ("iter", self.expr(&s.iter)?),
                    ("body", self.body(&s.body)?),
                    ("orelse", self.body(&s.orelse)?),
                    ("type_comment", Field::None),
                ],
            ),
            Stmt::While(s) => (
                "While",
                vec![
                    ("test", self.expr(&s.test)?),
                    ("body", self.body(&s.body)?),
                    ("orelse", self.body(&s.orelse)?),
                ],
            ),
            Stmt::If(s) => (
                "If",
                vec![
                    ("test", self.expr(&s.test)?),
                    ("body", self.body(&s.body)?),
                    ("orelse", self.otherwise(&s.elif_else_clauses)?),
                ],
            ),
            Stmt::With(s) => (
                if s.is_async { "AsyncWith" } else { "With" },
                vec![
                    ("items", self.with_items(&s.items)?),
                    ("body", self.body(&s.body)?),
                    ("type_comment", Field::None),
                ],
            ),
            Stmt::Match(s) => {
                ("Match", vec![("subject", self.expr(&s.subject)?), ("cases", self.cases(&s.cases)?)])
            }
            Stmt::Raise(s) => (
                "Raise",
                vec![("exc", self.maybe(s.exc.as_deref())?), ("cause", self.maybe(s.cause.as_deref())?)],
            ),
            Stmt::Try(s) if parse::check_try(s).is_err() => return parse::check_try(s).map(|()| Field::None),
            Stmt::Try(s) => (
                if s.is_star { "TryStar" } else { "Try" },
                vec![
                    ("body", self.body(&s.body)?),
                    ("handlers", self.handlers(&s.handlers)?),
                    ("orelse", self.body(&s.orelse)?),
                    ("finalbody", self.body(&s.finalbody)?),
                ],
            ),
            Stmt::Assert(s) => {
                ("Assert", vec![("test", self.expr(&s.test)?), ("msg", self.maybe(s.msg.as_deref())?)])
            }
            Stmt::Import(s) => ("Import", vec![("names", self.aliases(&s.names))]),
            Stmt::ImportFrom(s) => (
                "ImportFrom",
                vec![
                    ("module", maybe_text(s.module.as_ref())),
                    ("names", self.aliases(&s.names)),
                    ("level", Field::Number(i64::from(s.level))),
                ],
            ),
            Stmt::Global(s) => ("Global", vec![("names", names(&s.names))]),
            Stmt::Nonlocal(s) => ("Nonlocal", vec![("names", names(&s.names))]),
            Stmt::Expr(s) => ("Expr", vec![("value", self.expr(&s.value)?)]),
            Stmt::Pass(_) => ("Pass", vec![]),
            Stmt::Break(_) => ("Break", vec![]),
            Stmt::Continue(_) => ("Continue", vec![]),
            Stmt::IpyEscapeCommand(s) => return Err(Fault::syntax("invalid syntax", s.range)),
        };
        Ok(self.at(s.range(), class, fields))
    }

    fn function(&self, s: &ast::StmtFunctionDef) -> Result<Field> {
        let fields = vec![
            ("name", text(&s.name)),
            ("args", self.parameters(Some(&s.parameters))?),
            ("body", self.body(&s.body)?),
            ("decorator_list", self.decorators(&s.decorator_list)?),
            ("returns", self.maybe(s.returns.as_deref())?),
            ("type_comment", Field::None),
            ("type_params", self.type_parameters(s.type_params.as_deref())?),
        ];
        let class = if s.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
        Ok(self.at(self.without_decorators(s.range, &s.decorator_list), class, fields))
    }

    fn class(&self, s: &ast::StmtClassDef) -> Result<Field> {
        let mut fields = vec![("name", text(&s.name))];
        match &s.arguments {
            Some(arguments) => fields.extend(self.arguments("bases", arguments)?),
            None => fields.extend([("bases", Field::List(vec![])), ("keywords", Field::List(vec![]))]),
        }
        fields.extend([
            ("body", self.body(&s.body)?),
            ("decorator_list", self.decorators(&s.decorator_list)?),
            ("type_params", self.type_parameters(s.type_params.as_deref())?),
        ]);
        Ok(self.at(self.without_decorators(s.range, &s.decorator_list), "ClassDef", fields))
    }

    fn decorators(&self, decorators: &[ast::Decorator]) -> Result<Field> {
        self.exprs(decorators.iter().map(|decorator| &decorator.expression))
    }

    /// A definition begins at its keyword.
    fn without_decorators(&self, range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
        let Some(last) = decorators.last() else { return range };
        let mut at = last.range.end().to_usize();
        loop {
            match self.source.as_bytes().get(at) {
                Some(b'#') => at += self.source[at..].find('\n').unwrap_or(1),
                Some(byte) if byte.is_ascii_whitespace() || *byte == b'\\' => at += 1,
                Some(_) => return TextRange::new(TextSize::new(at as u32), range.end()),
                None => return range,
            }
        }
    }

    /// An `elif` is an `if` in the `else` clause.
    fn otherwise(&self, clauses: &[ast::ElifElseClause]) -> Result<Field> {
        let Some((clause, rest)) = clauses.split_first() else { return Ok(Field::List(vec![])) };
        let Some(test) = &clause.test else { return self.body(&clause.body) };
        let end = clauses.last().map_or(clause.range, |last| last.range);
        let fields = vec![
            ("test", self.expr(test)?),
            ("body", self.body(&clause.body)?),
            ("orelse", self.otherwise(rest)?),
        ];
        Ok(Field::List(vec![self.at(clause.range.cover(end), "If", fields)]))
    }

    fn with_items(&self, items: &[ast::WithItem]) -> Result<Field> {
        let item = |item: &ast::WithItem| {
            let fields = vec![
                ("context_expr", self.expr(&item.context_expr)?),
                ("optional_vars", self.maybe(item.optional_vars.as_deref())?),
            ];
            Ok(Node::new("withitem", fields).into())
        };
        items.iter().map(item).collect::<Result<_>>().map(Field::List)
    }

    fn handlers(&self, handlers: &[ExceptHandler]) -> Result<Field> {
        let handler = |ExceptHandler::ExceptHandler(handler): &ExceptHandler| {
            let fields = vec![
                ("type", self.maybe(handler.type_.as_deref())?),
                ("name", maybe_text(handler.name.as_ref())),
                ("body", self.body(&handler.body)?),
            ];
            Ok(self.at(handler.range, "ExceptHandler", fields))
        };
        handlers.iter().map(handler).collect::<Result<_>>().map(Field::List)
    }

    fn aliases(&self, names: &[ast::Alias]) -> Field {
        let alias = |alias: &ast::Alias| {
            let fields = vec![("name", text(&alias.name)), ("asname", maybe_text(alias.asname.as_ref()))];
            self.at(alias.range, "alias", fields)
        };
        Field::List(names.iter().map(alias).collect())
    }

    pub fn parameters(&self, parameters: Option<&ast::Parameters>) -> Result<Field> {
        let none = ast::Parameters::default();
        let parameters = parameters.unwrap_or(&none);
        let all = |list: &[ast::ParameterWithDefault]| {
            list.iter().map(|one| self.parameter(&one.parameter)).collect::<Result<_>>().map(Field::List)
        };
        let variadic = |one: Option<&ast::Parameter>| one.map_or(Ok(Field::None), |one| self.parameter(one));
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let keyword_defaults = parameters.kwonlyargs.iter().map(|one| self.maybe(one.default.as_deref()));
        let fields = vec![
            ("posonlyargs", all(&parameters.posonlyargs)?),
            ("args", all(&parameters.args)?),
            ("vararg", variadic(parameters.vararg.as_deref())?),
            ("kwonlyargs", all(&parameters.kwonlyargs)?),
            ("kw_defaults", Field::List(keyword_defaults.collect::<Result<_>>()?)),
            ("kwarg", variadic(parameters.kwarg.as_deref())?),
            ("defaults", self.exprs(positional.filter_map(|one| one.default.as_deref()))?),
        ];
        Ok(Node::new("arguments", fields).into())
    }

    fn parameter(&self, parameter: &ast::Parameter) -> Result<Field> {
        let fields = vec![
            ("arg", text(&parameter.name)),
            ("annotation", self.maybe(parameter.annotation.as_deref())?),
            ("type_comment", Field::None),
        ];
        // The stars are not part of it.
        let range = TextRange::new(parameter.name.range.start(), parameter.range.end());
        Ok(self.at(range, "arg", fields))
    }

    fn type_parameters(&self, parameters: Option<&ast::TypeParams>) -> Result<Field> {
        let parameter = |parameter: &TypeParam| {
            let (class, name, bound, default) = match parameter {
                TypeParam::TypeVar(p) => ("TypeVar", &p.name, Some(p.bound.as_deref()), &p.default),
                TypeParam::ParamSpec(p) => ("ParamSpec", &p.name, None, &p.default),
                TypeParam::TypeVarTuple(p) => ("TypeVarTuple", &p.name, None, &p.default),
            };
            let mut fields = vec![("name", text(name))];
            if let Some(bound) = bound {
                fields.push(("bound", self.maybe(bound)?));
            }
            fields.push(("default_value", self.maybe(default.as_deref())?));
            Ok(self.at(parameter.range(), class, fields))
        };
        let parameters = parameters.map_or(&[][..], |parameters| &parameters.type_params);
        parameters.iter().map(parameter).collect::<Result<_>>().map(Field::List)
    }
}

fn names(names: &[ast::Identifier]) -> Field {
    Field::List(names.iter().map(text).collect())
}

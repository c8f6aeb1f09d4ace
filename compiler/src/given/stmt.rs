//! Statements.

use super::{Given, Target, field, list, system, type_, value};
use crate::error::Result;
use crate::tree::{Field, Node};
use ruff_python_ast::{self as ast, AtomicNodeIndex, ExceptHandler, Expr, Stmt, TypeParam};
use ruff_text_size::{Ranged, TextRange};

impl Given<'_> {
    pub fn body(&self, node: &Node, name: &str) -> Result<Vec<Stmt>> {
        self.nodes(node, name)?.into_iter().map(|node| self.stmt(node)).collect()
    }

    /// The body of a statement, which holds something.
    pub fn some_body(&self, node: &Node) -> Result<Vec<Stmt>> {
        self.some_nodes(node, "body")?.into_iter().map(|node| self.stmt(node)).collect()
    }

    fn stmt(&self, node: &Node) -> Result<Stmt> {
        let range = self.range(node);
        let node_index = AtomicNodeIndex::NONE;
        Ok(match node.class {
            "FunctionDef" | "AsyncFunctionDef" => self.function(node)?,
            "ClassDef" => self.class(node)?,
            "Return" => {
                Stmt::Return(ast::StmtReturn { node_index, range, value: self.optional(node, "value")? })
            }
            "Delete" => {
                let targets = self.targets(node, Target::Delete)?;
                Stmt::Delete(ast::StmtDelete { node_index, range, targets })
            }
            "Assign" => {
                let (targets, value) = (self.targets(node, Target::Store)?, self.boxed(node, "value")?);
                Stmt::Assign(ast::StmtAssign { node_index, range, targets, value })
            }
            "TypeAlias" => {
                if self.node(node, "name")?.class != "Name" {
                    return Err(type_("TypeAlias with non-Name name".to_owned()));
                }
                Stmt::TypeAlias(ast::StmtTypeAlias {
                    node_index,
                    range,
                    name: self.target(node, "name")?,
                    type_params: self.type_parameters(node)?,
                    value: self.boxed(node, "value")?,
                })
            }
            "AugAssign" => {
                let (target, value) = (self.target(node, "target")?, self.boxed(node, "value")?);
                only_simple(&target, "'{}' is an illegal expression for augmented assignment")?;
                let op = self.operator(node)?;
                Stmt::AugAssign(ast::StmtAugAssign { node_index, range, target, op, value })
            }
            "AnnAssign" => {
                let target = self.target(node, "target")?;
                only_simple(&target, "only single target (not {}) can be annotated")?;
                let simple = self.number(node, "simple") != 0;
                if simple && !target.is_name_expr() {
                    return Err(type_("AnnAssign with simple non-Name target".to_owned()));
                }
                Stmt::AnnAssign(ast::StmtAnnAssign {
                    node_index,
                    range,
                    target,
                    annotation: self.boxed(node, "annotation")?,
                    value: self.optional(node, "value")?,
                    simple,
                })
            }
            "For" | "AsyncFor" => Stmt::For(ast::StmtFor {
                node_index,
                range,
                is_async: node.class == "AsyncFor",
                target: self.target(node, "target")?,
                iter: self.boxed(node, "iter")?,
                body: self.some_body(node)?.into_iter().collect(),
                orelse: self.body(node, "orelse")?.into_iter().collect(),
            }),
            "While" => Stmt::While(ast::StmtWhile {
                node_index,
                range,
                test: self.boxed(node, "test")?,
                body: self.some_body(node)?.into_iter().collect(),
                orelse: self.body(node, "orelse")?.into_iter().collect(),
            }),
            "If" => Stmt::If(ast::StmtIf {
                node_index,
                range,
                test: self.boxed(node, "test")?,
                body: self.some_body(node)?.into_iter().collect(),
                elif_else_clauses: self.otherwise(node)?,
            }),
            "With" | "AsyncWith" => Stmt::With(ast::StmtWith {
                node_index,
                range,
                is_async: node.class == "AsyncWith",
                items: self.with_items(node)?,
                body: self.some_body(node)?.into_iter().collect(),
            }),
            "Match" => {
                let (subject, cases) = (self.boxed(node, "subject")?, self.cases(node)?);
                Stmt::Match(ast::StmtMatch { node_index, range, subject, cases })
            }
            "Raise" => {
                let (exc, cause) = (self.optional(node, "exc")?, self.optional(node, "cause")?);
                if exc.is_none() && cause.is_some() {
                    return Err(value("Raise with cause but no exception".to_owned()));
                }
                Stmt::Raise(ast::StmtRaise { node_index, range, exc, cause })
            }
            "Try" | "TryStar" => self.try_(node)?,
            "Assert" => {
                let (test, msg) = (self.boxed(node, "test")?, self.optional(node, "msg")?);
                Stmt::Assert(ast::StmtAssert { node_index, range, test, msg })
            }
            "Import" => {
                let names = self.aliases(node)?;
                Stmt::Import(ast::StmtImport { node_index, range, names, is_lazy: false })
            }
            "ImportFrom" => Stmt::ImportFrom(ast::StmtImportFrom {
                node_index,
                range,
                module: self.optional_identifier(node, "module")?,
                names: self.aliases(node)?,
                level: u32::try_from(self.number(node, "level"))
                    .map_err(|_| value("Negative ImportFrom level".to_owned()))?,
                is_lazy: false,
            }),
            "Global" => Stmt::Global(ast::StmtGlobal { node_index, range, names: self.names(node)? }),
            "Nonlocal" => Stmt::Nonlocal(ast::StmtNonlocal { node_index, range, names: self.names(node)? }),
            "Expr" => Stmt::Expr(ast::StmtExpr { node_index, range, value: self.boxed(node, "value")? }),
            "Pass" => Stmt::Pass(ast::StmtPass { node_index, range }),
            "Break" => Stmt::Break(ast::StmtBreak { node_index, range }),
            "Continue" => Stmt::Continue(ast::StmtContinue { node_index, range }),
            other => return Err(system(format!("{other} is not a statement"))),
        })
    }

    fn names(&self, node: &Node) -> Result<Vec<ast::Identifier>> {
        let names = self.identifiers(node, "names")?;
        if names.is_empty() {
            return Err(value(format!("empty names on {}", node.class)));
        }
        Ok(names)
    }

    fn targets(&self, node: &Node, target: Target) -> Result<Vec<Expr>> {
        self.some_nodes(node, "targets")?.into_iter().map(|node| self.assigned(node, target)).collect()
    }

    fn function(&self, node: &Node) -> Result<Stmt> {
        let (decorator_list, range) = self.decorators(node)?;
        Ok(Stmt::FunctionDef(ast::StmtFunctionDef {
            node_index: AtomicNodeIndex::NONE,
            range,
            is_async: node.class == "AsyncFunctionDef",
            decorator_list: decorator_list.into_iter().collect(),
            name: self.identifier(node, "name")?,
            type_params: self.type_parameters(node)?,
            parameters: Box::new(self.parameters(node, self.range(node))?),
            returns: self.optional(node, "returns")?,
            body: self.some_body(node)?.into_iter().collect(),
        }))
    }

    fn class(&self, node: &Node) -> Result<Stmt> {
        let (decorator_list, range) = self.decorators(node)?;
        let arguments = self.arguments(node, "bases", self.range(node))?;
        let empty = arguments.args.is_empty() && arguments.keywords.is_empty();
        Ok(Stmt::ClassDef(ast::StmtClassDef {
            node_index: AtomicNodeIndex::NONE,
            range,
            decorator_list: decorator_list.into_iter().collect(),
            name: self.identifier(node, "name")?,
            type_params: self.type_parameters(node)?,
            arguments: (!empty).then(|| Box::new(arguments)),
            body: self.some_body(node)?.into_iter().collect(),
        }))
    }

    /// The decorators, and the range of the definition with them.
    fn decorators(&self, node: &Node) -> Result<(Vec<ast::Decorator>, TextRange)> {
        let decorator = |expression: Expr| ast::Decorator {
            range: expression.range(),
            node_index: AtomicNodeIndex::NONE,
            expression,
        };
        let decorators: Vec<_> = self.exprs(node, "decorator_list")?.into_iter().map(decorator).collect();
        let own = self.range(node);
        let range = decorators.first().map_or(own, |first| own.cover(first.range));
        Ok((decorators, range))
    }

    fn otherwise(&self, node: &Node) -> Result<Vec<ast::ElifElseClause>> {
        let body = self.body(node, "orelse")?;
        let Some(range) = body.first().map(Ranged::range) else { return Ok(vec![]) };
        let body = body.into_iter().collect();
        Ok(vec![ast::ElifElseClause { range, node_index: AtomicNodeIndex::NONE, test: None, body }])
    }

    fn with_items(&self, node: &Node) -> Result<Vec<ast::WithItem>> {
        let item = |item: &Node| {
            let context_expr = self.expr(item, "context_expr")?;
            let optional_vars = match field(item, "optional_vars") {
                Field::Node(target) => Some(Box::new(self.assigned(target, Target::Store)?)),
                _ => None,
            };
            let range = context_expr.range();
            Ok(ast::WithItem { range, node_index: AtomicNodeIndex::NONE, context_expr, optional_vars })
        };
        self.some_nodes(node, "items")?.into_iter().map(item).collect()
    }

    fn try_(&self, node: &Node) -> Result<Stmt> {
        let body = self.some_body(node)?;
        let handlers = self.nodes(node, "handlers")?;
        let (orelse, finalbody) = (self.body(node, "orelse")?, self.body(node, "finalbody")?);
        if handlers.is_empty() && finalbody.is_empty() {
            return Err(value(format!("{} has neither except handlers nor finalbody", node.class)));
        }
        if handlers.is_empty() && !orelse.is_empty() {
            return Err(value(format!("{} has orelse but no except handlers", node.class)));
        }
        let handler = |node: &Node| {
            Ok(ExceptHandler::ExceptHandler(ast::ExceptHandlerExceptHandler {
                range: self.range(node),
                node_index: AtomicNodeIndex::NONE,
                type_: self.optional(node, "type")?,
                name: self.optional_identifier(node, "name")?,
                body: self.some_body(node)?.into_iter().collect(),
            }))
        };
        Ok(Stmt::Try(ast::StmtTry {
            node_index: AtomicNodeIndex::NONE,
            range: self.range(node),
            body: body.into_iter().collect(),
            handlers: handlers.into_iter().map(handler).collect::<Result<_>>()?,
            orelse: orelse.into_iter().collect(),
            finalbody: finalbody.into_iter().collect(),
            is_star: node.class == "TryStar",
        }))
    }

    fn aliases(&self, node: &Node) -> Result<Vec<ast::Alias>> {
        let alias = |node: &Node| {
            let (name, asname) = (self.identifier(node, "name")?, self.optional_identifier(node, "asname")?);
            Ok(ast::Alias { range: self.range(node), node_index: AtomicNodeIndex::NONE, name, asname })
        };
        self.some_nodes(node, "names")?.into_iter().map(alias).collect()
    }

    /// The parameters of a function or lambda.
    pub fn parameters(&self, node: &Node, range: TextRange) -> Result<ast::Parameters> {
        let node = self.node(node, "args")?;
        let defaults = self.exprs(node, "defaults")?;
        let positional = list(node, "posonlyargs").len() + list(node, "args").len();
        if defaults.len() > positional {
            return Err(value("more positional defaults than args on arguments".to_owned()));
        }
        let keyword_defaults = list(node, "kw_defaults");
        if keyword_defaults.len() != list(node, "kwonlyargs").len() {
            let message = "length of kwonlyargs is not the same as kw_defaults on arguments";
            return Err(value(message.to_owned()));
        }
        let missing = std::iter::repeat_n(None, positional - defaults.len());
        let mut defaults = missing.chain(defaults.into_iter().map(|default| Some(Box::new(default))));
        let mut positional = |name: &str| -> Result<Vec<_>> {
            let parameters = self.nodes(node, name)?.into_iter();
            parameters.map(|parameter| self.parameter(parameter, defaults.next().flatten())).collect()
        };
        let (posonlyargs, args) = (positional("posonlyargs")?, positional("args")?);
        let keyword_only = |(parameter, default): (&Node, &Field)| {
            let default = match default {
                Field::Node(default) => Some(Box::new(self.loaded(default)?)),
                _ => None,
            };
            self.parameter(parameter, default)
        };
        let kwonlyargs = self.nodes(node, "kwonlyargs")?.into_iter().zip(keyword_defaults);
        let variadic = |name: &str| match field(node, name) {
            Field::Node(parameter) => {
                self.parameter(parameter, None).map(|parameter| Some(Box::new(parameter.parameter)))
            }
            _ => Ok(None),
        };
        Ok(ast::Parameters {
            range,
            node_index: AtomicNodeIndex::NONE,
            posonlyargs: posonlyargs.into_iter().collect(),
            args: args.into_iter().collect(),
            vararg: variadic("vararg")?,
            kwonlyargs: kwonlyargs.map(keyword_only).collect::<Result<_>>()?,
            kwarg: variadic("kwarg")?,
        })
    }

    fn parameter(&self, node: &Node, default: Option<Box<Expr>>) -> Result<ast::ParameterWithDefault> {
        let range = self.range(node);
        let parameter = ast::Parameter {
            range,
            node_index: AtomicNodeIndex::NONE,
            name: self.identifier(node, "arg")?,
            annotation: self.optional(node, "annotation")?,
        };
        Ok(ast::ParameterWithDefault { range, node_index: AtomicNodeIndex::NONE, parameter, default })
    }

    fn type_parameters(&self, node: &Node) -> Result<Option<Box<ast::TypeParams>>> {
        let parameters = self.nodes(node, "type_params")?;
        if parameters.is_empty() {
            return Ok(None);
        }
        let parameter = |node: &Node| {
            let (range, name) = (self.range(node), self.identifier(node, "name")?);
            let default = self.optional(node, "default_value")?;
            let node_index = AtomicNodeIndex::NONE;
            Ok(match node.class {
                "ParamSpec" => {
                    TypeParam::ParamSpec(ast::TypeParamParamSpec { node_index, range, name, default })
                }
                "TypeVarTuple" => {
                    TypeParam::TypeVarTuple(ast::TypeParamTypeVarTuple { node_index, range, name, default })
                }
                _ => {
                    let bound = self.optional(node, "bound")?;
                    TypeParam::TypeVar(ast::TypeParamTypeVar { node_index, range, name, bound, default })
                }
            })
        };
        let type_params = parameters.into_iter().map(parameter).collect::<Result<_>>()?;
        Ok(Some(Box::new(ast::TypeParams {
            range: self.range(node),
            node_index: AtomicNodeIndex::NONE,
            type_params,
        })))
    }
}

/// Refuses lists, tuples and stars as the target of what has one target.
fn only_simple(target: &Expr, message: &str) -> Result {
    let kind = match target {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) => "list",
        Expr::Starred(_) => "starred",
        _ => return Ok(()),
    };
    Err(system(message.replace("{}", kind)))
}

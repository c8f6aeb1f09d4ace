//! Walks the syntax tree once and notes, scope by scope, what every name is used for.

use crate::Options;
use crate::error::{Fault, Result};
use crate::parse;
use crate::symbol::{Scope, ScopeId, ScopeKind, Scopes, Tag, Uses, key, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

pub(crate) struct Collector {
    pub scopes: Scopes,
    pub current: ScopeId,
    pub future_annotations: bool,
    /// What stands outside of functions may await.
    pub top_level_await: bool,
    /// Depth of enclosing conditions and loops within the current body: its annotations may not all run.
    pub conditional: u32,
    /// Depth of enclosing iterables of comprehensions, in which `:=` has no place to put its value.
    pub iterables: u32,
    /// Nothing but the docstring and `__future__` imports came before.
    at_beginning: bool,
    /// Some statement came before.
    begun: bool,
}

impl Collector {
    pub fn of(Options { future_annotations, top_level_await, .. }: Options) -> Collector {
        let mut scopes = Scopes::default();
        scopes.all.push(Scope::new(ScopeKind::Module, None, None));
        scopes.all.push(Scope::new(ScopeKind::Annotation, Some(ScopeId::MODULE), None));
        Collector {
            scopes,
            current: ScopeId::MODULE,
            future_annotations,
            top_level_await,
            conditional: 0,
            iterables: 0,
            at_beginning: true,
            begun: false,
        }
    }

    pub fn scope(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.current)
    }

    pub fn enter(&mut self, kind: ScopeKind, name: &str, range: TextRange, node: (usize, Tag)) -> ScopeId {
        let private = self.scope().private.clone();
        let id = ScopeId(self.scopes.all.len() as u32);
        let scope = Scope::new(kind, Some(self.current), private);
        self.scopes.all.push(Scope { tag: node.1, name: Name::from(name), range, ..scope });
        self.scopes.by_node.insert(node, id);
        std::mem::replace(&mut self.current, id)
    }

    pub fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    pub fn note(&mut self, name: &Name, uses: u16, range: TextRange) {
        let name = mangle(self.scope().private.as_ref(), name);
        self.scope().note(name, uses, range);
    }

    pub fn bind(&mut self, name: &Name, range: TextRange) -> Result {
        if name == "__debug__" {
            return Err(Fault::syntax("cannot assign to __debug__", range));
        }
        let uses = if matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            let mangled = mangle(self.scope().private.as_ref(), name);
            if self.scope().get(&mangled).is_some_and(|symbol| symbol.uses.has(Uses::WALRUS)) {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return Err(Fault::syntax(message, range));
            }
            Uses::BOUND | Uses::ASSIGNED | Uses::COMPREHENSION_TARGET
        } else {
            Uses::BOUND | Uses::ASSIGNED
        };
        self.note(name, uses, range);
        Ok(())
    }

    // ---- statements --------------------------------------------------------------------------------------------

    pub fn body(&mut self, body: &[Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn conditional(&mut self, body: &[Stmt]) -> Result {
        // After an error nobody asks how deep it was.
        self.conditional += 1;
        self.body(body)?;
        self.conditional -= 1;
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        let future = matches!(stmt, Stmt::ImportFrom(s) if is_future(s));
        let is_text = matches!(stmt, Stmt::Expr(s) if s.value.is_string_literal_expr());
        if future && !self.at_beginning {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(Fault::syntax(message, stmt.range()));
        }
        // One text may come before them, which documents.
        self.at_beginning &= future || (is_text && !self.begun);
        self.begun = true;
        match stmt {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class(def),
            Stmt::Return(s) => self.optional(s.value.as_deref()),
            Stmt::Delete(s) => s.targets.iter().try_for_each(|target| self.delete(target)),
            Stmt::TypeAlias(s) => self.type_alias(s),
            Stmt::Assign(s) => {
                self.expr(&s.value)?;
                s.targets.iter().try_for_each(|target| self.expr(target))
            }
            Stmt::AugAssign(s) => {
                self.expr(&s.target)?;
                self.expr(&s.value)
            }
            Stmt::AnnAssign(s) => self.annotated(s),
            Stmt::For(s) => {
                self.expr(&s.iter)?;
                self.expr(&s.target)?;
                if s.is_async {
                    self.require_async(s.range, "'async for' outside async function")?;
                }
                self.conditional(&s.body)?;
                self.conditional(&s.orelse)
            }
            Stmt::While(s) => {
                self.expr(&s.test)?;
                self.conditional(&s.body)?;
                self.conditional(&s.orelse)
            }
            Stmt::If(s) => {
                self.expr(&s.test)?;
                self.conditional(&s.body)?;
                s.elif_else_clauses.iter().try_for_each(|clause| {
                    self.optional(clause.test.as_ref())?;
                    self.conditional(&clause.body)
                })
            }
            Stmt::With(s) => {
                if s.is_async {
                    self.require_async(s.range, "'async with' outside async function")?;
                }
                for item in &s.items {
                    self.expr(&item.context_expr)?;
                    self.optional(item.optional_vars.as_deref())?;
                }
                self.conditional(&s.body)
            }
            Stmt::Match(s) => {
                self.expr(&s.subject)?;
                s.cases.iter().try_for_each(|case| {
                    self.pattern(&case.pattern)?;
                    self.optional(case.guard.as_deref())?;
                    self.conditional(&case.body)
                })
            }
            Stmt::Raise(s) => {
                self.optional(s.exc.as_deref())?;
                self.optional(s.cause.as_deref())
            }
            Stmt::Try(s) => {
                parse::check_try(s)?;
                self.conditional(&s.body)?;
                for ast::ExceptHandler::ExceptHandler(handler) in &s.handlers {
                    self.optional(handler.type_.as_deref())?;
                    if let Some(name) = &handler.name {
                        self.bind(&name.id, name.range)?;
                        self.note(&name.id, Uses::DELETED, name.range);
                    }
                    self.conditional(&handler.body)?;
                }
                self.conditional(&s.orelse)?;
                self.conditional(&s.finalbody)
            }
            Stmt::Assert(s) => {
                self.expr(&s.test)?;
                self.optional(s.msg.as_deref())
            }
            Stmt::Import(s) => s.names.iter().try_for_each(|alias| self.alias(alias, true)),
            Stmt::ImportFrom(s) => {
                if is_future(s) {
                    self.future(s)?;
                }
                s.names.iter().try_for_each(|alias| {
                    if alias.name.as_str() == "*" {
                        if self.scope().kind != ScopeKind::Module {
                            return Err(Fault::syntax("import * only allowed at module level", alias.range));
                        }
                        self.scope().import_star = true;
                        return Ok(());
                    }
                    self.alias(alias, false)
                })
            }
            Stmt::Global(s) => s.names.iter().try_for_each(|name| self.declare(name, s.range, Uses::GLOBAL)),
            Stmt::Nonlocal(s) => {
                s.names.iter().try_for_each(|name| self.declare(name, s.range, Uses::NONLOCAL))
            }
            Stmt::Expr(s) => self.expr(&s.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => Ok(()),
            Stmt::IpyEscapeCommand(s) => Err(Fault::syntax("invalid syntax", s.range)),
        }
    }

    fn alias(&mut self, alias: &ast::Alias, dotted: bool) -> Result {
        match &alias.asname {
            Some(name) => self.import(&name.id, alias.range),
            None if dotted => {
                let top = alias.name.as_str().split('.').next().unwrap_or_default();
                self.import(&Name::from(top), alias.range)
            }
            None => self.import(&alias.name.id, alias.range),
        }
    }

    fn import(&mut self, name: &Name, range: TextRange) -> Result {
        if name == "__debug__" {
            return Err(Fault::syntax("cannot assign to __debug__", range));
        }
        self.note(name, Uses::BOUND | Uses::IMPORTED, range);
        Ok(())
    }

    fn future(&mut self, import: &ast::StmtImportFrom) -> Result {
        const FEATURES: [&str; 9] = [
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "barry_as_FLUFL",
            "generator_stop",
        ];
        for alias in &import.names {
            match alias.name.as_str() {
                "annotations" => self.future_annotations = true,
                "braces" => return Err(Fault::syntax("not a chance", import.range)),
                name if FEATURES.contains(&name) => {}
                name => {
                    return Err(Fault::syntax(format!("future feature {name} is not defined"), alias.range));
                }
            }
        }
        Ok(())
    }

    pub fn future_annotations(&self) -> bool {
        self.future_annotations
    }

    fn declare(&mut self, name: &ast::Identifier, range: TextRange, declared: u16) -> Result {
        let word = if declared == Uses::GLOBAL { "global" } else { "nonlocal" };
        let mangled = mangle(self.scope().private.as_ref(), &name.id);
        let known = self.scope().get(&mangled).map(|symbol| (symbol.uses, symbol.range));
        let (before, first) = known.unwrap_or((Uses(0), range));
        let problem = if before.has(Uses::PARAMETER) {
            Some((format!("name '{name}' is parameter and {word}"), range))
        } else if before.has(Uses::USED) {
            Some((format!("name '{name}' is used prior to {word} declaration"), range))
        } else if before.has(Uses::ANNOTATED) {
            Some((format!("annotated name '{name}' can't be {word}"), range))
        } else if before.has(Uses::BOUND) {
            Some((format!("name '{name}' is assigned to before {word} declaration"), range))
        } else if before.has((Uses::GLOBAL | Uses::NONLOCAL) & !declared) {
            Some((format!("name '{name}' is nonlocal and global"), first))
        } else {
            None
        };
        if let Some((message, range)) = problem {
            return Err(Fault::syntax(message, range));
        }
        self.note(&name.id, declared, range);
        Ok(())
    }

    fn delete(&mut self, target: &Expr) -> Result {
        match target {
            Expr::Name(name) => {
                self.bind(&name.id, name.range)?;
                self.note(&name.id, Uses::DELETED, name.range);
                Ok(())
            }
            Expr::Tuple(tuple) => tuple.elts.iter().try_for_each(|element| self.delete(element)),
            Expr::List(list) => list.elts.iter().try_for_each(|element| self.delete(element)),
            other => self.expr(other),
        }
    }

    fn annotated(&mut self, s: &ast::StmtAnnAssign) -> Result {
        self.optional(s.value.as_deref())?;
        let body = self.scope().kind;
        if let (Expr::Name(name), true) = (&*s.target, s.simple) {
            let mangled = mangle(self.scope().private.as_ref(), &name.id);
            let before = self.scope().get(&mangled).map_or(Uses(0), |symbol| symbol.uses);
            if before.has(Uses::GLOBAL | Uses::NONLOCAL) && body != ScopeKind::Module {
                let word = if before.has(Uses::GLOBAL) { "global" } else { "nonlocal" };
                return Err(Fault::syntax(format!("annotated name '{}' can't be {word}", name.id), s.range));
            }
            self.bind(&name.id, name.range)?;
            self.note(&name.id, Uses::ANNOTATED, name.range);
            if !matches!(body, ScopeKind::Module | ScopeKind::Class) || self.future_annotations {
                return self.unevaluated(&s.annotation);
            }
            return self.deferred_annotation(&s.annotation);
        }
        self.expr(&s.target)?;
        if matches!(body, ScopeKind::Module | ScopeKind::Class) && !self.future_annotations {
            self.expr(&s.annotation)?;
        }
        Ok(())
    }

    /// An annotation of a module or class variable: evaluated in the one `__annotate__` function of the body.
    fn deferred_annotation(&mut self, annotation: &Expr) -> Result {
        if self.conditional > 0 && !self.scope().conditional_annotations {
            self.scope().conditional_annotations = true;
            self.scope().note(
                Name::new_static("__conditional_annotations__"),
                Uses::BOUND | Uses::USED,
                annotation.range(),
            );
        }
        let outer = match self.scope().annotations {
            Some(id) => std::mem::replace(&mut self.current, id),
            None => {
                let body = self.current;
                let outer = self.enter(
                    ScopeKind::Annotation,
                    "__annotate__",
                    annotation.range(),
                    key(annotation, Tag::Annotations),
                );
                let id = self.current;
                self.scopes.get_mut(body).annotations = Some(id);
                self.scope().note(
                    Name::new_static(".format"),
                    Uses::PARAMETER | Uses::BOUND,
                    annotation.range(),
                );
                outer
            }
        };
        if self.scopes.get(outer).conditional_annotations {
            self.note(&Name::new_static("__conditional_annotations__"), Uses::USED, annotation.range());
        }
        let result = self.expr(annotation);
        self.leave(outer);
        result
    }

    pub fn optional(&mut self, expr: Option<&Expr>) -> Result {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub fn all(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    // ---- patterns ----------------------------------------------------------------------------------------------

    pub fn pattern(&mut self, pattern: &Pattern) -> Result {
        match pattern {
            Pattern::MatchValue(p) => self.expr(&p.value),
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(p) => p.patterns.iter().try_for_each(|inner| self.pattern(inner)),
            Pattern::MatchMapping(p) => {
                p.keys.iter().try_for_each(|entry| self.expr(entry))?;
                p.patterns.iter().try_for_each(|inner| self.pattern(inner))?;
                self.captured(p.rest.as_ref())
            }
            Pattern::MatchClass(p) => {
                self.expr(&p.cls)?;
                p.arguments.patterns.iter().try_for_each(|inner| self.pattern(inner))?;
                p.arguments.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern))
            }
            Pattern::MatchStar(p) => self.captured(p.name.as_ref()),
            Pattern::MatchAs(p) => {
                p.pattern.as_deref().map_or(Ok(()), |inner| self.pattern(inner))?;
                self.captured(p.name.as_ref())
            }
            Pattern::MatchOr(p) => p.patterns.iter().try_for_each(|inner| self.pattern(inner)),
        }
    }

    fn captured(&mut self, name: Option<&ast::Identifier>) -> Result {
        name.map_or(Ok(()), |name| self.bind(&name.id, name.range))
    }
}

fn is_future(import: &ast::StmtImportFrom) -> bool {
    import.level == 0 && import.module.as_ref().is_some_and(|module| module.as_str() == "__future__")
}

pub(crate) fn has_annotations(parameters: &ast::Parameters, returns: Option<&Expr>) -> bool {
    returns.is_some() || parameters.iter().any(|parameter| parameter.annotation().is_some())
}

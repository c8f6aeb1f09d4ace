//! Walks the syntax tree once and notes, scope by scope, what every name is used for.

use crate::error::{Fault, Result};
use crate::symbol::{Scope, ScopeId, ScopeKind, Scopes, Tag, Uses, key, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, ExprContext, InterpolatedStringElement, Pattern, Stmt, TypeParam};
use ruff_text_size::{Ranged, TextRange};

pub(crate) struct Collector {
    pub scopes: Scopes,
    current: ScopeId,
    future_annotations: bool,
    /// Depth of enclosing conditions and loops within the current body: its annotations may not all run.
    conditional: u32,
    /// Nothing but the docstring and `__future__` imports came before.
    at_beginning: bool,
}

impl Collector {
    pub fn new(future_annotations: bool) -> Collector {
        let mut scopes = Scopes::default();
        scopes.all.push(Scope::new(ScopeKind::Module, None, None));
        scopes.all.push(Scope::new(ScopeKind::Annotation, Some(ScopeId::MODULE), None));
        Collector { scopes, current: ScopeId::MODULE, future_annotations, conditional: 0, at_beginning: true }
    }

    fn scope(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.current)
    }

    fn enter(&mut self, kind: ScopeKind, node: (usize, Tag)) -> ScopeId {
        let private = self.scope().private.clone();
        let id = ScopeId(self.scopes.all.len() as u32);
        self.scopes.all.push(Scope::new(kind, Some(self.current), private));
        self.scopes.by_node.insert(node, id);
        std::mem::replace(&mut self.current, id)
    }

    fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    fn note(&mut self, name: &Name, uses: u16, range: TextRange) {
        let name = mangle(self.scope().private.as_ref(), name);
        self.scope().note(name, uses, range);
    }

    fn bind(&mut self, name: &Name, range: TextRange) -> Result {
        if name == "__debug__" {
            return Err(Fault::syntax("cannot assign to __debug__", range));
        }
        let uses = if matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            Uses::BOUND | Uses::COMPREHENSION_TARGET
        } else {
            Uses::BOUND
        };
        self.note(name, uses, range);
        Ok(())
    }

    // ---- statements --------------------------------------------------------------------------------------------

    pub fn body(&mut self, body: &[Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    pub fn expression(&mut self, expr: &Expr) -> Result {
        self.expr(expr)
    }

    fn conditional(&mut self, body: &[Stmt]) -> Result {
        self.conditional += 1;
        let result = self.body(body);
        self.conditional -= 1;
        result
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        let future = matches!(stmt, Stmt::ImportFrom(s) if is_future(s));
        let is_text = matches!(stmt, Stmt::Expr(s) if s.value.is_string_literal_expr());
        if future && !self.at_beginning {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(Fault::syntax(message, stmt.range()));
        }
        self.at_beginning &= future || is_text;
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
                if let Expr::Name(name) = &*s.target {
                    self.note(&name.id, Uses::USED, name.range);
                }
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
                            return Err(Fault::syntax("import * only allowed at module level", s.range));
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
            Some(name) => self.bind(&name.id, alias.range),
            None if dotted => {
                let top = alias.name.as_str().split('.').next().unwrap_or_default();
                self.bind(&Name::from(top), alias.range)
            }
            None => self.bind(&alias.name.id, alias.range),
        }
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
                    return Err(Fault::syntax(format!("future feature {name} is not defined"), import.range));
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
        if declared == Uses::NONLOCAL && self.scope().kind == ScopeKind::Module {
            return Err(Fault::syntax("nonlocal declaration not allowed at module level", range));
        }
        let mangled = mangle(self.scope().private.as_ref(), &name.id);
        let before = self.scope().get(&mangled).map_or(Uses(0), |symbol| symbol.uses);
        let problem = if before.has(Uses::PARAMETER) {
            Some(format!("name '{name}' is parameter and {word}"))
        } else if before.has((Uses::GLOBAL | Uses::NONLOCAL) & !declared) {
            Some(format!("name '{name}' is nonlocal and global"))
        } else if before.has(Uses::ANNOTATED) {
            Some(format!("annotated name '{name}' can't be {word}"))
        } else if before.has(Uses::USED) {
            Some(format!("name '{name}' is used prior to {word} declaration"))
        } else if before.has(Uses::BOUND) {
            Some(format!("name '{name}' is assigned to before {word} declaration"))
        } else {
            None
        };
        if let Some(message) = problem {
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
            if matches!(body, ScopeKind::Module | ScopeKind::Class) && !self.future_annotations {
                self.deferred_annotation(&s.annotation)?;
            }
            return Ok(());
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
                let outer = self.enter(ScopeKind::Annotation, key(annotation, Tag::Annotations));
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

    // ---- functions and classes ---------------------------------------------------------------------------------

    fn function(&mut self, def: &ast::StmtFunctionDef) -> Result {
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        self.bind(&def.name.id, def.name.range)?;
        self.defaults(&def.parameters)?;
        let outer = self.current;
        if let Some(params) = &def.type_params {
            self.enter(ScopeKind::Annotation, key(def, Tag::TypeParams));
            self.type_params(params)?;
        }
        if !self.future_annotations && has_annotations(&def.parameters, def.returns.as_deref()) {
            let around = self.enter(ScopeKind::Annotation, key(def, Tag::Annotations));
            self.scope().note(Name::new_static(".format"), Uses::PARAMETER | Uses::BOUND, def.name.range);
            for parameter in def.parameters.iter() {
                self.optional(parameter.annotation())?;
            }
            self.optional(def.returns.as_deref())?;
            self.leave(around);
        }
        let in_class = self.scopes.get(outer).kind == ScopeKind::Class;
        let around = self.enter(ScopeKind::Function, key(def, Tag::Body));
        let conditional = std::mem::take(&mut self.conditional);
        self.scope().coroutine = def.is_async;
        self.parameters(&def.parameters)?;
        if in_class {
            let first = def.parameters.posonlyargs.first().or(def.parameters.args.first());
            self.scope().first_parameter = first.map(|parameter| parameter.parameter.name.id.clone());
        }
        self.body(&def.body)?;
        self.conditional = conditional;
        self.leave(around);
        self.leave(outer);
        Ok(())
    }

    fn defaults(&mut self, parameters: &ast::Parameters) -> Result {
        for parameter in parameters.iter_non_variadic_params() {
            self.optional(parameter.default.as_deref())?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &ast::Parameters) -> Result {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let named = positional.chain(&parameters.kwonlyargs).map(|parameter| &parameter.parameter);
        let all = named.chain(parameters.vararg.as_deref()).chain(parameters.kwarg.as_deref());
        for parameter in all {
            let name = mangle(self.scope().private.as_ref(), &parameter.name.id);
            if name == "__debug__" {
                return Err(Fault::syntax("cannot assign to __debug__", parameter.range));
            }
            if self.scope().get(&name).is_some() {
                let message = format!("duplicate parameter '{name}' in function definition");
                return Err(Fault::syntax(message, parameter.range));
            }
            self.scope().note(name, Uses::PARAMETER | Uses::BOUND, parameter.range);
        }
        Ok(())
    }

    fn class(&mut self, def: &ast::StmtClassDef) -> Result {
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        self.bind(&def.name.id, def.name.range)?;
        let outer = self.current;
        if let Some(params) = &def.type_params {
            self.enter(ScopeKind::Annotation, key(def, Tag::TypeParams));
            self.scope().private = Some(def.name.id.clone());
            self.scope().note(Name::new_static(".type_params"), Uses::BOUND | Uses::USED, def.range);
            self.scope().note(Name::new_static(".generic_base"), Uses::BOUND | Uses::USED, def.range);
            self.type_params(params)?;
        }
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments)?;
        }
        let around = self.enter(ScopeKind::Class, key(def, Tag::Body));
        let conditional = std::mem::take(&mut self.conditional);
        self.scope().private = Some(def.name.id.clone());
        if def.type_params.is_some() {
            self.scope().note(Name::new_static(".type_params"), Uses::USED, def.range);
        }
        self.body(&def.body)?;
        self.conditional = conditional;
        self.leave(around);
        self.leave(outer);
        Ok(())
    }

    fn type_params(&mut self, params: &ast::TypeParams) -> Result {
        for param in params.iter() {
            let name = param.name();
            let mangled = mangle(self.scope().private.as_ref(), &name.id);
            if self.scope().get(&mangled).is_some_and(|symbol| symbol.uses.has(Uses::TYPE_PARAMETER)) {
                return Err(Fault::syntax(format!("duplicate type parameter '{name}'"), name.range));
            }
            self.note(&name.id, Uses::BOUND | Uses::TYPE_PARAMETER, name.range);
            if let TypeParam::TypeVar(ast::TypeParamTypeVar { bound: Some(bound), .. }) = param {
                self.lazily(bound, Tag::Bound)?;
            }
            if let Some(default) = param.default() {
                self.lazily(default, Tag::Default)?;
            }
        }
        Ok(())
    }

    /// An expression evaluated by a function of its own, when asked for.
    fn lazily(&mut self, expr: &Expr, tag: Tag) -> Result {
        let outer = self.enter(ScopeKind::Annotation, key(expr, tag));
        self.scope().note(Name::new_static(".format"), Uses::PARAMETER | Uses::BOUND, expr.range());
        let result = self.expr(expr);
        self.leave(outer);
        result
    }

    fn type_alias(&mut self, s: &ast::StmtTypeAlias) -> Result {
        self.expr(&s.name)?;
        let outer = self.current;
        if let Some(params) = &s.type_params {
            self.enter(ScopeKind::Annotation, key(s, Tag::TypeParams));
            self.type_params(params)?;
        }
        self.lazily(&s.value, Tag::Value)?;
        self.leave(outer);
        Ok(())
    }

    // ---- expressions -------------------------------------------------------------------------------------------

    fn optional(&mut self, expr: Option<&Expr>) -> Result {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn all(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn arguments(&mut self, arguments: &ast::Arguments) -> Result {
        self.all(&arguments.args)?;
        arguments.keywords.iter().try_for_each(|keyword| {
            if keyword.arg.as_ref().is_some_and(|name| name.as_str() == "__debug__") {
                return Err(Fault::syntax("cannot assign to __debug__", keyword.range));
            }
            self.expr(&keyword.value)
        })
    }

    fn expr(&mut self, expr: &Expr) -> Result {
        match expr {
            Expr::BoolOp(e) => self.all(&e.values),
            Expr::Named(e) => {
                self.expr(&e.value)?;
                self.walrus(e)
            }
            Expr::BinOp(e) => {
                self.expr(&e.left)?;
                self.expr(&e.right)
            }
            Expr::UnaryOp(e) => self.expr(&e.operand),
            Expr::Lambda(e) => {
                if let Some(parameters) = &e.parameters {
                    self.defaults(parameters)?;
                }
                let outer = self.enter(ScopeKind::Lambda, key(e, Tag::Body));
                if let Some(parameters) = &e.parameters {
                    self.parameters(parameters)?;
                }
                self.expr(&e.body)?;
                self.leave(outer);
                Ok(())
            }
            Expr::If(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)
            }
            Expr::Dict(e) => e.items.iter().try_for_each(|item| {
                self.optional(item.key.as_ref())?;
                self.expr(&item.value)
            }),
            Expr::Set(e) => self.all(&e.elts),
            Expr::ListComp(e) => {
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], false, e.range)
            }
            Expr::SetComp(e) => {
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], false, e.range)
            }
            Expr::DictComp(e) => {
                let Some(entry) = &e.key else {
                    return Err(Fault::syntax(
                        "dict unpacking cannot be used in dict comprehension",
                        e.range,
                    ));
                };
                self.comprehension(key(e, Tag::Body), &e.generators, &[entry, &e.value], false, e.range)
            }
            Expr::Generator(e) => {
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], true, e.range)
            }
            Expr::Await(e) => {
                self.await_allowed(e.range)?;
                self.expr(&e.value)
            }
            Expr::Yield(e) => {
                self.yields(e.range, "yield")?;
                self.optional(e.value.as_deref())
            }
            Expr::YieldFrom(e) => {
                self.yields(e.range, "yield from")?;
                self.expr(&e.value)
            }
            Expr::Compare(e) => {
                self.expr(&e.left)?;
                self.all(&e.comparators)
            }
            Expr::Call(e) => {
                self.expr(&e.func)?;
                self.arguments(&e.arguments)
            }
            Expr::FString(e) => e.value.elements().try_for_each(|element| self.interpolation(element)),
            Expr::TString(e) => e.value.elements().try_for_each(|element| self.interpolation(element)),
            Expr::Attribute(e) => {
                if e.ctx == ExprContext::Store {
                    if e.attr.as_str() == "__debug__" {
                        return Err(Fault::syntax("cannot assign to __debug__", e.range));
                    }
                    self.instance_name(e);
                }
                self.expr(&e.value)
            }
            Expr::Subscript(e) => {
                self.expr(&e.value)?;
                self.expr(&e.slice)
            }
            Expr::Starred(e) => self.expr(&e.value),
            Expr::Name(e) => match e.ctx {
                ExprContext::Load => {
                    self.note(&e.id, Uses::USED, e.range);
                    if e.id == "super" && self.scope().is_function() {
                        self.scope().note(Name::new_static("__class__"), Uses::USED, e.range);
                    }
                    Ok(())
                }
                ExprContext::Store => self.bind(&e.id, e.range),
                ExprContext::Del => {
                    self.bind(&e.id, e.range)?;
                    self.note(&e.id, Uses::DELETED, e.range);
                    Ok(())
                }
                ExprContext::Invalid => Err(Fault::syntax("invalid syntax", e.range)),
            },
            Expr::List(e) => self.all(&e.elts),
            Expr::Tuple(e) => self.all(&e.elts),
            Expr::Slice(e) => {
                self.optional(e.lower.as_deref())?;
                self.optional(e.upper.as_deref())?;
                self.optional(e.step.as_deref())
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => Ok(()),
            Expr::IpyEscapeCommand(e) => Err(Fault::syntax("invalid syntax", e.range)),
        }
    }

    fn interpolation(&mut self, element: &InterpolatedStringElement) -> Result {
        let InterpolatedStringElement::Interpolation(field) = element else { return Ok(()) };
        self.expr(&field.expression)?;
        match &field.format_spec {
            Some(spec) => spec.elements.iter().try_for_each(|element| self.interpolation(element)),
            None => Ok(()),
        }
    }

    /// `self.x = …` in a method: the class will want a slot for `x`.
    fn instance_name(&mut self, e: &ast::ExprAttribute) {
        let Expr::Name(object) = &*e.value else { return };
        let frame = self.scopes.frame(self.current);
        let scope = self.scopes.get(frame);
        if scope.first_parameter.as_ref() != Some(&object.id) {
            return;
        }
        let name = mangle(scope.private.as_ref(), &e.attr.id);
        let mut parent = scope.parent;
        while let Some(id) = parent {
            let outer = self.scopes.get_mut(id);
            if outer.kind == ScopeKind::Class {
                if !outer.instance_names.contains(&name) {
                    outer.instance_names.push(name);
                }
                return;
            }
            parent = outer.parent;
        }
    }

    fn comprehension(
        &mut self,
        node: (usize, Tag),
        generators: &[ast::Comprehension],
        elements: &[&Expr],
        generator: bool,
        range: TextRange,
    ) -> Result {
        self.expr(&generators[0].iter)?;
        let inlined = !generator && !matches!(self.scope().kind, ScopeKind::Class | ScopeKind::Annotation);
        let asynchronous = generators.iter().any(|clause| clause.is_async);
        let outer = self.enter(ScopeKind::Comprehension(generator), node);
        self.scope().inlined = inlined;
        self.scope().generator = generator;
        if !inlined {
            self.scope().note(Name::new_static(".0"), Uses::PARAMETER | Uses::BOUND, range);
        }
        if asynchronous {
            if generator {
                self.scope().coroutine = true;
            } else {
                self.require_async(range, "asynchronous comprehension outside of an asynchronous function")?;
            }
        }
        for (at, clause) in generators.iter().enumerate() {
            if at > 0 {
                self.expr(&clause.iter)?;
            }
            self.expr(&clause.target)?;
            self.all(&clause.ifs)?;
        }
        elements.iter().try_for_each(|element| self.expr(element))?;
        let inner = self.current;
        self.leave(outer);
        if inlined {
            self.pass_uses_on(inner, outer);
        }
        Ok(())
    }

    /// Names an inlined comprehension only uses are names its frame uses.
    fn pass_uses_on(&mut self, inner: ScopeId, outer: ScopeId) {
        let used: Vec<_> = self
            .scopes
            .get(inner)
            .symbols
            .iter()
            .filter(|symbol| !symbol.uses.has(Uses::BOUND))
            .map(|symbol| (symbol.name.clone(), symbol.range))
            .collect();
        for (name, range) in used {
            self.scopes.get_mut(outer).note(name, Uses::USED, range);
        }
    }

    fn walrus(&mut self, e: &ast::ExprNamed) -> Result {
        let Expr::Name(target) = &*e.target else {
            return Err(Fault::syntax("cannot use assignment expressions here", e.range));
        };
        if !matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            self.bind(&target.id, target.range)?;
            self.note(&target.id, Uses::WALRUS, target.range);
            return Ok(());
        }
        let name = mangle(self.scope().private.as_ref(), &target.id);
        let mut id = self.current;
        loop {
            let scope = self.scopes.get_mut(id);
            match scope.kind {
                ScopeKind::Comprehension(_) => {
                    if scope.get(&name).is_some_and(|symbol| symbol.uses.has(Uses::COMPREHENSION_TARGET)) {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{name}'"
                        );
                        return Err(Fault::syntax(message, target.range));
                    }
                    scope.note(name.clone(), Uses::USED, target.range);
                    id = scope.parent.expect("a comprehension has a parent");
                }
                ScopeKind::Class => {
                    let message =
                        "assignment expression within a comprehension cannot be used in a class body";
                    return Err(Fault::syntax(message, e.range));
                }
                ScopeKind::Module => {
                    scope.note(name.clone(), Uses::BOUND | Uses::WALRUS | Uses::GLOBAL, target.range);
                    return Ok(());
                }
                _ => {
                    scope.note(name.clone(), Uses::BOUND | Uses::WALRUS, target.range);
                    return Ok(());
                }
            }
        }
    }

    fn yields(&mut self, range: TextRange, word: &str) -> Result {
        let scope = self.scope();
        let place = match scope.kind {
            ScopeKind::Function | ScopeKind::Lambda => {
                scope.generator = true;
                if scope.coroutine && word == "yield from" {
                    return Err(Fault::syntax("'yield from' inside async function", range));
                }
                return Ok(());
            }
            ScopeKind::Module | ScopeKind::Class => "outside function",
            ScopeKind::Comprehension(true) => "inside generator expression",
            ScopeKind::Comprehension(false) => "inside list comprehension",
            ScopeKind::Annotation => {
                return Err(Fault::syntax("yield expression cannot be used within an annotation", range));
            }
        };
        Err(Fault::syntax(format!("'{word}' {place}"), range))
    }

    fn await_allowed(&mut self, range: TextRange) -> Result {
        if let ScopeKind::Comprehension(true) = self.scope().kind {
            self.scope().coroutine = true;
            return Ok(());
        }
        let frame = self.scopes.frame(self.current);
        let scope = self.scopes.get_mut(frame);
        match scope.kind {
            ScopeKind::Function if scope.coroutine => Ok(()),
            ScopeKind::Comprehension(true) => {
                scope.coroutine = true;
                Ok(())
            }
            ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension(false) => {
                Err(Fault::syntax("'await' outside async function", range))
            }
            ScopeKind::Annotation => {
                Err(Fault::syntax("await expression cannot be used within an annotation", range))
            }
            ScopeKind::Module | ScopeKind::Class => Err(Fault::syntax("'await' outside function", range)),
        }
    }

    fn require_async(&mut self, range: TextRange, message: &str) -> Result {
        let frame = self.scopes.frame(self.current);
        let scope = self.scopes.get_mut(frame);
        match scope.kind {
            ScopeKind::Function if scope.coroutine => Ok(()),
            ScopeKind::Comprehension(true) => {
                scope.coroutine = true;
                Ok(())
            }
            _ => Err(Fault::syntax(message, range)),
        }
    }

    // ---- patterns ----------------------------------------------------------------------------------------------

    fn pattern(&mut self, pattern: &Pattern) -> Result {
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

//! Expressions as the collector sees them: what they mention, bind and are allowed.

use crate::error::{Fault, Result};
use crate::scope::Collector;
use crate::symbol::{ScopeId, ScopeKind, Tag, Uses, key, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, ExprContext, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

/// What the scope of a generator expression is called.
const GENERATOR: &str = "genexpr";

impl Collector {
    pub fn arguments(&mut self, arguments: &ast::Arguments) -> Result {
        self.all(&arguments.args)?;
        arguments.keywords.iter().try_for_each(|keyword| {
            if keyword.arg.as_ref().is_some_and(|name| name.as_str() == "__debug__") {
                return Err(Fault::syntax("cannot assign to __debug__", keyword.range));
            }
            self.expr(&keyword.value)
        })
    }

    pub fn expr(&mut self, expr: &Expr) -> Result {
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
                let outer = self.enter(ScopeKind::Lambda, "lambda", e.range, key(e, Tag::Body));
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
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], "listcomp", e.range)
            }
            Expr::SetComp(e) => {
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], "setcomp", e.range)
            }
            Expr::DictComp(e) => {
                let Some(entry) = &e.key else {
                    return Err(Fault::syntax(
                        "dict unpacking cannot be used in dict comprehension",
                        e.range,
                    ));
                };
                self.comprehension(key(e, Tag::Body), &e.generators, &[entry, &e.value], "dictcomp", e.range)
            }
            Expr::Generator(e) => {
                self.comprehension(key(e, Tag::Body), &e.generators, &[&e.elt], GENERATOR, e.range)
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
        name: &str,
        range: TextRange,
    ) -> Result {
        let generator = name == GENERATOR;
        self.iterable(&generators[0].iter)?;
        let inlined = !generator && !matches!(self.scope().kind, ScopeKind::Class | ScopeKind::Annotation);
        let asynchronous = generators.iter().any(|clause| clause.is_async);
        let outer = self.enter(ScopeKind::Comprehension(generator), name, range, node);
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
                self.iterable(&clause.iter)?;
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

    fn iterable(&mut self, iterable: &Expr) -> Result {
        self.iterables += 1;
        self.expr(iterable)?;
        self.iterables -= 1;
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
            self.scopes.get_mut(outer).note(name, Uses::INLINED, range);
        }
    }

    fn walrus(&mut self, e: &ast::ExprNamed) -> Result {
        let Expr::Name(target) = &*e.target else {
            return Err(Fault::syntax("cannot use assignment expressions here", e.range));
        };
        if self.scope().kind == ScopeKind::Annotation {
            return Err(self.forbidden("named expression", e.range));
        }
        if self.iterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Fault::syntax(message, e.range));
        }
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
                            "assignment expression cannot rebind comprehension iteration variable '{}'",
                            target.id
                        );
                        return Err(Fault::syntax(message, target.range));
                    }
                    scope.note(name.clone(), Uses::USED | Uses::WALRUS, target.range);
                    id = scope.parent.expect("a comprehension has a parent");
                }
                ScopeKind::Class => {
                    let message =
                        "assignment expression within a comprehension cannot be used in a class body";
                    return Err(Fault::syntax(message, e.range));
                }
                ScopeKind::Annotation if scope.tag != Tag::Annotations => {
                    let place = match scope.tag {
                        Tag::Value => "in a type alias",
                        Tag::TypeParams => "within the definition of a generic",
                        _ => "in a TypeVar bound",
                    };
                    let message =
                        format!("assignment expression within a comprehension cannot be used {place}");
                    return Err(Fault::syntax(message, target.range));
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
        match scope.kind {
            ScopeKind::Function | ScopeKind::Lambda => {
                scope.generator = true;
                match scope.coroutine && word == "yield from" {
                    true => Err(Fault::syntax("'yield from' inside async function", range)),
                    false => Ok(()),
                }
            }
            // An error, but one that is found when code is made.
            ScopeKind::Module | ScopeKind::Class => Ok(()),
            ScopeKind::Comprehension(true) => {
                Err(Fault::syntax("'yield' inside generator expression", range))
            }
            ScopeKind::Comprehension(false) => {
                let kind = match scope.name.as_str() {
                    "setcomp" => "set",
                    "dictcomp" => "dict",
                    _ => "list",
                };
                Err(Fault::syntax(format!("'yield' inside {kind} comprehension"), range))
            }
            ScopeKind::Annotation => Err(self.forbidden("yield expression", range)),
        }
    }

    /// What may not stand in the scope at hand, which is that of an annotation or the like.
    fn forbidden(&mut self, what: &str, range: TextRange) -> Fault {
        let frame = self.scopes.frame(self.current);
        let scope = self.scopes.get(frame);
        let place = match scope.tag {
            Tag::Value => "a type alias",
            Tag::TypeParams => "the definition of a generic",
            Tag::Bound => "a TypeVar bound",
            Tag::Default => "a TypeVar default",
            Tag::Body | Tag::Annotations => "an annotation",
        };
        Fault::syntax(format!("{what} cannot be used within {place}"), range)
    }

    /// An annotation that is never evaluated may not have what one may not have.
    pub fn unevaluated(&self, annotation: &Expr) -> Result {
        let what = |expr: &Expr| match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => Some("yield expression"),
            Expr::Await(_) => Some("await expression"),
            Expr::Named(_) => Some("named expression"),
            _ => None,
        };
        match crate::finder::first(annotation, |expr| what(expr).is_some()) {
            Some(found) => {
                let what = what(found).expect("it was looked for");
                Err(Fault::syntax(format!("{what} cannot be used within an annotation"), found.range()))
            }
            None => Ok(()),
        }
    }

    fn await_allowed(&mut self, range: TextRange) -> Result {
        if let ScopeKind::Comprehension(true) = self.scope().kind {
            self.scope().coroutine = true;
            return Ok(());
        }
        let frame = self.scopes.frame(self.current);
        let (top_level, comprehension) = (self.top_level_await, self.outermost_comprehension());
        let scope = self.scopes.get_mut(frame);
        match scope.kind {
            ScopeKind::Function if scope.coroutine => Ok(()),
            ScopeKind::Comprehension(true) => {
                scope.coroutine = true;
                Ok(())
            }
            ScopeKind::Module if top_level => {
                scope.coroutine = true;
                Ok(())
            }
            ScopeKind::Annotation => Err(self.forbidden("await expression", range)),
            _ if let Some(range) = comprehension => {
                Err(Fault::syntax("asynchronous comprehension outside of an asynchronous function", range))
            }
            ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension(false) => {
                Err(Fault::syntax("'await' outside async function", range))
            }
            ScopeKind::Module | ScopeKind::Class => Err(Fault::syntax("'await' outside function", range)),
        }
    }

    /// Where the outermost of the comprehensions is that this is directly in, if it is in one.
    fn outermost_comprehension(&self) -> Option<TextRange> {
        let mut id = Some(self.current);
        let comprehensions = std::iter::from_fn(|| {
            let scope = self.scopes.get(id?);
            id = scope.parent;
            matches!(scope.kind, ScopeKind::Comprehension(false)).then_some(scope.range)
        });
        comprehensions.last()
    }

    pub fn require_async(&mut self, range: TextRange, message: &str) -> Result {
        let frame = self.scopes.frame(self.current);
        let top_level = self.top_level_await;
        let scope = self.scopes.get_mut(frame);
        match scope.kind {
            ScopeKind::Function if scope.coroutine => Ok(()),
            ScopeKind::Comprehension(true) => {
                scope.coroutine = true;
                Ok(())
            }
            ScopeKind::Module if top_level => {
                scope.coroutine = true;
                Ok(())
            }
            _ => Err(Fault::syntax(message, range)),
        }
    }
}

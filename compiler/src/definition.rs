//! Definitions as the collector sees them: each begins a scope, or several.

use crate::error::{Fault, Result};
use crate::scope::{Collector, has_annotations};
use crate::symbol::{Private, ScopeKind, Tag, Uses, key, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, TypeParam};
use ruff_text_size::Ranged;

impl Collector {
    pub fn function(&mut self, def: &ast::StmtFunctionDef) -> Result {
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        self.bind(&def.name.id, def.name.range)?;
        self.defaults(&def.parameters)?;
        let outer = self.current;
        if let Some(params) = &def.type_params {
            self.enter(ScopeKind::Annotation, &def.name.id, def.name.range, key(def, Tag::TypeParams));
            self.type_params(params)?;
        }
        if !self.future_annotations && has_annotations(&def.parameters, def.returns.as_deref()) {
            let around =
                self.enter(ScopeKind::Annotation, "__annotate__", def.name.range, key(def, Tag::Annotations));
            self.scope().note(Name::new_static(".format"), Uses::PARAMETER | Uses::BOUND, def.name.range);
            for parameter in def.parameters.iter() {
                self.optional(parameter.annotation())?;
            }
            self.optional(def.returns.as_deref())?;
            self.leave(around);
        }
        let in_class = self.scopes.get(outer).kind == ScopeKind::Class;
        let around = self.enter(ScopeKind::Function, &def.name.id, def.name.range, key(def, Tag::Body));
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

    pub fn defaults(&mut self, parameters: &ast::Parameters) -> Result {
        for parameter in parameters.iter_non_variadic_params() {
            self.optional(parameter.default.as_deref())?;
        }
        Ok(())
    }

    pub fn parameters(&mut self, parameters: &ast::Parameters) -> Result {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let named = positional.chain(&parameters.kwonlyargs).map(|parameter| &parameter.parameter);
        let all = named.chain(parameters.vararg.as_deref()).chain(parameters.kwarg.as_deref());
        for parameter in all {
            let name = mangle(self.scope().private.as_ref(), &parameter.name.id);
            if name == "__debug__" {
                return Err(Fault::syntax("cannot assign to __debug__", parameter.range));
            }
            if self.scope().get(&name).is_some() {
                let message = format!("duplicate argument '{name}' in function definition");
                return Err(Fault::syntax(message, parameter.range));
            }
            self.scope().note(name, Uses::PARAMETER | Uses::BOUND, parameter.range);
        }
        Ok(())
    }

    pub fn class(&mut self, def: &ast::StmtClassDef) -> Result {
        def.decorator_list.iter().try_for_each(|decorator| self.expr(&decorator.expression))?;
        self.bind(&def.name.id, def.name.range)?;
        let outer = self.current;
        if let Some(params) = &def.type_params {
            self.enter(ScopeKind::Annotation, &def.name.id, def.name.range, key(def, Tag::TypeParams));
            let only = params.iter().map(|param| param.name().id.clone()).collect();
            self.scope().private = Some(Private { class: def.name.id.clone(), only: Some(only) });
            self.scope().note(Name::new_static(".type_params"), Uses::BOUND | Uses::USED, def.range);
            self.scope().note(Name::new_static(".generic_base"), Uses::BOUND | Uses::USED, def.range);
            self.type_params(params)?;
        }
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments)?;
        }
        let around = self.enter(ScopeKind::Class, &def.name.id, def.name.range, key(def, Tag::Body));
        let conditional = std::mem::take(&mut self.conditional);
        self.scope().private = Some(Private { class: def.name.id.clone(), only: None });
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
        let mut defaults = false;
        for param in params.iter() {
            let name = param.name();
            let mangled = mangle(self.scope().private.as_ref(), &name.id);
            if self.scope().get(&mangled).is_some_and(|symbol| symbol.uses.has(Uses::TYPE_PARAMETER)) {
                return Err(Fault::syntax(format!("duplicate type parameter '{name}'"), name.range));
            }
            if defaults && param.default().is_none() {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return Err(Fault::syntax(message, param.range()));
            }
            defaults = param.default().is_some();
            self.note(&name.id, Uses::BOUND | Uses::TYPE_PARAMETER, name.range);
            if let TypeParam::TypeVar(ast::TypeParamTypeVar { bound: Some(bound), .. }) = param {
                self.lazily(bound, &name.id, Tag::Bound)?;
            }
            if let Some(default) = param.default() {
                self.lazily(default, &name.id, Tag::Default)?;
            }
        }
        Ok(())
    }

    /// An expression evaluated by a function of its own, when asked for.
    pub fn lazily(&mut self, expr: &Expr, name: &str, tag: Tag) -> Result {
        let outer = self.enter(ScopeKind::Annotation, name, expr.range(), key(expr, tag));
        self.scope().note(Name::new_static(".format"), Uses::PARAMETER | Uses::BOUND, expr.range());
        let result = self.expr(expr);
        self.leave(outer);
        result
    }

    pub fn type_alias(&mut self, s: &ast::StmtTypeAlias) -> Result {
        self.expr(&s.name)?;
        let name = match &*s.name {
            Expr::Name(name) => name.id.as_str(),
            _ => "",
        };
        let outer = self.current;
        if let Some(params) = &s.type_params {
            self.enter(ScopeKind::Annotation, name, s.range, key(s, Tag::TypeParams));
            self.type_params(params)?;
        }
        self.lazily(&s.value, name, Tag::Value)?;
        self.leave(outer);
        Ok(())
    }
}
